"""The protocol as OpenAPI: schemas from the very structs that are decoded, so that it cannot lie.

``said`` and ``asked`` describe one route; ``describe`` makes the document out of all routes.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.domain.ops import KINDS
from app.domain.permissions import SYSTEM_GRANTS, allowed
from app.domain.states import Role
from app.operations import wire
from app.operations.envelope import Op

_REF: Final = "#/components/schemas/{name}"
VALUES: Final = (
    wire.Hello, wire.Enrol, wire.Enrolled, wire.TokenRequest, wire.Token, wire.Push, wire.Pushed, wire.Page,
    wire.DigestRequest, wire.Digest, wire.History, wire.Conflicts, wire.Problem, Op,
)  # fmt: skip
PROBLEMS: Final = {
    400: "not readable as a request; nothing was done",
    401: "signed_out, expired, spent, unknown_console: sign in (again)",
    403: "revoked, other_site, other_console, code",
    409: "gap{expected}, fork, moved, other_site",
    410: "resync{why: epoch, floor or schema; epoch}",
    413: "more than `limits` allow",
    426: "upgrade: too old to read; pushing stays open",
    429: "too many requests: wait Retry-After seconds",
    500: "internal: a fault of the service, in its log under `request_id`; what became of it is unknown",
    503: "away or stopping: what became of it is unknown; send the same again after Retry-After seconds",
}
_JSON: Final = "application/json"
Document = dict[str, Any]  # Any: JSON of OpenAPI


_SUM: Final = {
    "description": "The SHA-256 over the uncompressed body.",
    "schema": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
}
_REQUEST_ID: Final = {"description": "As it was sent, else made here.", "schema": {"type": "string"}}


def said(value: type, what: str, *problems: int) -> dict[int | str, Document]:
    """The answers of a route: its value, and the problems it may tell."""
    answers: dict[int | str, Document] = {200: _answer(what, value)}
    answers |= {status: problem(status) for status in sorted({400, 500, 503, *problems})}
    return answers


def problem(status: int) -> Document:
    """An answer that is no 200."""
    answer = _answer(PROBLEMS[status], wire.Problem)
    if status in {429, 503}:
        answer["headers"]["Retry-After"] = {"description": "Seconds.", "schema": {"type": "integer"}}
    return answer


def _answer(what: str, value: type) -> Document:
    return {
        "description": what,
        "headers": {"X-Sum": _SUM, "X-Request-Id": _REQUEST_ID},
        "content": {_JSON: _schema(value)},
    }


def asked(value: type) -> Document:
    """The body of a route."""
    return {"requestBody": {"required": True, "content": {_JSON: _schema(value)}}}


def _schema(value: type) -> Document:
    return {"schema": {"$ref": _REF.format(name=value.__name__)}}


def describe(app: FastAPI) -> Document:
    """The whole document."""
    made = get_openapi(
        title="会务台 Huiwutai central", version=str(wire.PROTOCOL), routes=app.routes, description=_ABOUT
    )
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("422", None)  # parameters that cannot be read are 400 here
    _, components = msgspec.json.schema_components([*VALUES, *KINDS.values()], ref_template=_REF)
    kinds = [{"$ref": _REF.format(name=kind.__name__)} for kind in KINDS.values()]
    components["Op"]["properties"]["body"] = {
        "oneOf": kinds,
        "discriminator": {
            "propertyName": "kind",
            "mapping": {name: _REF.format(name=kind.__name__) for name, kind in KINDS.items()},
        },
    }
    for kind in KINDS.values():
        components[kind.__name__]["description"] += f"\n\n{_who_may(kind.permission)}"
    made.setdefault("components", {})["schemas"] = components
    return made


def _who_may(permission: str) -> str:
    """A sentence on the actors whom central lets say a kind."""
    roles = [role.value for role in Role if allowed(role, permission)]
    system = ["`system`"] if permission in SYSTEM_GRANTS else []
    return f"Permission `{permission}`, of actors in the role {', '.join([*roles, *system])}."


_ABOUT: Final = """How consoles and central exchange operations and rows. `docs/sync.md` of the project is the
same in words, with the rules a client keeps.

A console pushes what it has done, in order (`POST .../ops`), then pulls its site's feed (`GET .../changes`).
Both may be repeated any number of times. Only a result in a page says what became of an operation.

An operation (value `Op`) names a person in `actor` ("" while the house has nobody) and says in `body.kind`
what was meant; each kind's value says which roles may. What edits carries `set`, the new values, and `was`,
what the person saw of the same fields; a field left out (UNSET) is not touched. Flags are booleans in the
body of an operation, and 0 or 1 in rows.

Bodies are JSON in UTF-8, as they are or `Content-Encoding: zstd`; 8 MiB at most, packed and unpacked. Every
JSON answer has `X-Sum: sha256:<hex>` over its uncompressed body; a request may have it too and is not done
when it is not true. `X-Request-Id` may be sent and comes back.
Instants are UTC milliseconds, dates `YYYY-MM-DD`, ids lower-case UUID text of 36 characters."""
