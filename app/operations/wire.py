"""What travels between a console and central: values of protocol v1 (docs/sync.md), read and written as JSON.

Pure data, used at both ends. A row on the wire is its columns in wire order (store.tables.WIRE); an op on
the wire is the bytes its console wrote: carried as they are, hashed as they are, never encoded again.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from app.domain.errors import Params
from app.domain.ops.base import Id, Line

PROTOCOL: Final = 1
SITE_STREAM: Final = "site"  # what every console of a site sees; others come with clearance
OK: Final = "ok"
CONFLICT: Final = "conflict"
REFUSED: Final = "refused"

Value = str | int | None
Values = list[Any]  # Any: Value; msgspec reads plain JSON values twice as fast without the union


class Result(Struct, frozen=True, omit_defaults=True):
    """What became of an op at central, for ever.

    ``n``: its number in the site's order. ``conflict``: applied but for ``conflicts``, each (subject, id,
    field, was, mine, theirs) with the values as JSON text.
    """

    status: str
    n: int = 0
    code: str = ""
    params: Params = {}
    conflicts: tuple[tuple[str, str, str, str, str, str], ...] = ()


class Push(Struct, frozen=True):
    """A console's ops in order: (seq, op_id, the op's bytes); empty asks what was processed last."""

    console: Line
    epoch: Line
    ops: tuple[tuple[int, Id, Raw], ...] = ()


class Hold(Struct, frozen=True):
    """From ``seq`` on ops wait until central speaks ``schema``."""

    seq: int
    schema: int


class Pushed(Struct, frozen=True, omit_defaults=True):
    """The highest seq that was processed; what it came to is told by the pull alone."""

    last: int
    hold: Hold | None = None


class Page(Struct, frozen=True):
    """One page of the feed, read in one snapshot. Maps go from stream to seq or rows.

    ``rows``: (seq, subject, id, values or None for a deleted row), by seq. ``results``: (seq of the console's
    op, op_id, result), only on the last page (``more`` is false), and then all beyond ``have``.
    """

    console: str
    epoch: str
    after: dict[str, int]
    next: dict[str, int]
    head: dict[str, int]
    more: bool
    columns: dict[str, int]
    rows: dict[str, list[tuple[int, str, str, Values | None]]]
    results: list[tuple[int, str, Result]]


class Limits(Struct, frozen=True):
    """How much one request may carry: ops and bytes of a push, rows of a page, seconds a poll is held."""

    ops: int = 300
    bytes: int = 8 << 20
    rows: int = 5_000
    wait_s: int = 25


class Hello(Struct, frozen=True):
    """What a service says of itself before anything else. ``columns``: names in wire order by subject."""

    protocol: tuple[int, int]
    schema: int
    epoch: str
    time: int
    limits: Limits
    columns: dict[str, tuple[str, ...]]


class Enrol(Struct, frozen=True, omit_defaults=True):
    """A console asks to belong to a site: with a ``code``, or (``reason`` "fork") with its access token.

    ``site``: the id under which it has data of its own; an empty site takes it over.
    """

    code: str = ""
    name: str = ""
    app: str = ""
    reason: str = ""
    site: str = ""


class Enrolled(Struct, frozen=True):
    """The console's new identity. ``secret`` is said once; only its hash is kept at central."""

    console: str
    site: str
    secret: str
    epoch: str
    site_name: str = ""


class TokenRequest(Struct, frozen=True, omit_defaults=True):
    """Prove who you are: by the secret, or by the refresh token, which works once."""

    console: str
    secret: str = ""
    refresh: str = ""


class Token(Struct, frozen=True):
    """``access`` goes into the Authorization header for ``expires_s`` seconds."""

    access: str
    expires_s: int
    refresh: str


class DigestRequest(Struct, frozen=True):
    """Ask for the hash of ranges: (subject, first id, last id), both included."""

    after: dict[str, int]
    columns: dict[str, int]
    ranges: tuple[tuple[str, str, str], ...]


class Digest(Struct, frozen=True):
    """Per range: how many rows, and the SHA-256 over them."""

    after: dict[str, int]
    ranges: tuple[tuple[str, str, str, int, str], ...]


class History(Struct, frozen=True):
    """Rows as central knew them after op ``n``: (subject, id, values), deleted ones left out.

    ``columns``: names in wire order. ``changes``: (n, at, received_at, subject, id, values or None), what
    followed, in order; ``more``: there are more of them, ask again from the last n.
    """

    n: int
    columns: dict[str, tuple[str, ...]]
    rows: list[tuple[str, str, Values]]
    changes: list[tuple[int, int, int, str, str, Values | None]]
    more: bool = False


class Conflicts(Struct, frozen=True):
    """What people still have to decide, oldest first: the rows of ``conflict``."""

    columns: tuple[str, ...]
    rows: list[Values]


class Problem(Struct, frozen=True, omit_defaults=True):
    """Why a request was not done. ``code``: see docs/sync.md, errors."""

    code: str
    detail: str = ""
    expected: int = 0
    why: str = ""
    epoch: str = ""
    request_id: str = ""


encode: Final = msgspec.json.Encoder().encode
decode_page: Final = msgspec.json.Decoder(Page).decode
decode_push: Final = msgspec.json.Decoder(Push).decode
decode_pushed: Final = msgspec.json.Decoder(Pushed).decode
decode_result: Final = msgspec.json.Decoder(Result).decode


def checksum(body: bytes) -> str:
    """What the header X-Sum says of an uncompressed body."""
    return f"sha256:{hashlib.sha256(body).hexdigest()}"


def body_hash(data: bytes) -> str:
    """The hash under which an op's bytes are known."""
    return hashlib.sha256(data).hexdigest()
