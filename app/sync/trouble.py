"""What can go wrong between a console and central, as exceptions with a code of LinkProblem.

No text here ever holds a secret: an exception of the network library is read for its kind and its cause,
never printed, because it may quote an address with a proxy's password or a header.
"""

from __future__ import annotations

import email.utils
import ssl
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final

import msgspec
import requests
import urllib3.exceptions as low

from app.domain.link import LinkProblem
from app.operations import wire

MOST_PATIENT_S: Final = 300.0  # a Retry-After beyond this is cut: nobody waits an hour for a typing mistake
_WRONG_HOST: Final = frozenset({62, 64})  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_decode_problem: Final = msgspec.json.Decoder(wire.Problem).decode


class Trouble(Exception):
    """A request did not end well. ``detail`` is technical and free of secrets."""

    def __init__(self, problem: LinkProblem, detail: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(problem.value, detail)
        self.problem: Final = problem
        self.detail: Final = detail
        self.retry_after_s: Final = retry_after_s


class Stopped(Trouble):
    """The transport was closed while the request was under way."""

    def __init__(self) -> None:
        super().__init__(LinkProblem.UNREACHABLE, "stopped")


class SignedOut(Trouble):
    """401: the access token is not, or no longer, good; ``is_unknown``: nor is the console."""

    def __init__(self, code: str) -> None:
        super().__init__(LinkProblem.UNKNOWN_CONSOLE, code)
        self.is_unknown: Final = code == "unknown_console"


class Gap(Trouble):
    """409: central waits for another seq first."""

    def __init__(self, expected: int) -> None:
        super().__init__(LinkProblem.FAILED, f"gap {expected}")
        self.expected: Final = expected


class ForkTold(Trouble):
    """409: another copy of this console used its numbers."""

    def __init__(self, detail: str) -> None:
        super().__init__(LinkProblem.FAILED, f"fork {detail}")


class Moved(Trouble):
    """409: rows changed since; ask for the digest after the next pull."""

    def __init__(self) -> None:
        super().__init__(LinkProblem.FAILED, "moved")


class Resync(Trouble):
    """410: the feed does not lead on from here; ``why`` is epoch, floor or schema."""

    def __init__(self, why: str, epoch: str) -> None:
        super().__init__(LinkProblem.FAILED, f"resync {why}")
        self.why: Final = why
        self.epoch: Final = epoch


class TooLarge(Trouble):
    """413: send less at a time."""

    def __init__(self, retry_after_s: float | None) -> None:
        super().__init__(LinkProblem.BUSY, "413", retry_after_s)


def of_exception(error: BaseException) -> Trouble:
    """What an exception of requests or urllib3 means."""
    causes = list(_causes(error))
    detail = _innermost(causes)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            wrong_host = cause.verify_code in _WRONG_HOST
            problem = LinkProblem.WRONG_HOST if wrong_host else LinkProblem.CERTIFICATE
            return Trouble(problem, cause.verify_message)
    kinds: tuple[tuple[tuple[type[BaseException], ...], LinkProblem], ...] = (
        ((requests.exceptions.ProxyError, low.ProxyError), LinkProblem.PROXY),
        ((ssl.SSLError,), LinkProblem.NOT_CENTRAL),
        ((low.NewConnectionError, low.ConnectTimeoutError), LinkProblem.UNREACHABLE),
        ((TimeoutError, low.ReadTimeoutError, requests.exceptions.ReadTimeout), LinkProblem.TIMEOUT),
        ((low.DecodeError, low.IncompleteRead, low.InvalidChunkLength), LinkProblem.GARBLED),
        ((requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema), LinkProblem.ADDRESS),
    )
    for types, problem in kinds:
        if any(isinstance(cause, types) for cause in causes):
            return Trouble(problem, detail)
    return Trouble(LinkProblem.UNREACHABLE, detail)


def of_answer(status: int, headers: Mapping[str, str], body: bytes) -> Trouble:
    """What an answer other than success means. Only a service of ours says 4xx with a ``wire.Problem``."""
    patience = _patience(headers.get("Retry-After"))
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Trouble(LinkProblem.PROXY, "407")
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge(patience)
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        return Trouble(LinkProblem.BUSY, str(status), patience)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Trouble(LinkProblem.FAILED, str(status), patience)
    problem = _problem(headers, body)
    if problem is None:
        return foreign(headers, str(status))
    return _of_problem(status, problem)


def foreign(headers: Mapping[str, str], detail: str) -> Trouble:
    """An answer that is none of ours: a web page means that somebody stands in between."""
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_page = kind == "text/html" or "Location" in headers
    problem = LinkProblem.PORTAL if is_page else LinkProblem.NOT_CENTRAL
    return Trouble(problem, f"{detail} {kind}"[:100])


def is_json(headers: Mapping[str, str]) -> bool:
    """Whether the answer says it is JSON."""
    return headers.get("Content-Type", "").partition(";")[0].strip().lower() == "application/json"


def _of_problem(status: int, problem: wire.Problem) -> Trouble:
    code = problem.code[:60]
    if status == HTTPStatus.UNAUTHORIZED:
        return SignedOut(code)
    if status == HTTPStatus.FORBIDDEN:
        known = {"revoked": LinkProblem.REVOKED, "code": LinkProblem.CODE}
        return Trouble(known.get(code, LinkProblem.UNKNOWN_CONSOLE), code)
    if status == HTTPStatus.CONFLICT:
        conflicts: dict[str, Trouble] = {
            "gap": Gap(problem.expected),
            "fork": ForkTold(problem.detail[:60]),
            "moved": Moved(),
            "other_site": Trouble(LinkProblem.SITE_TAKEN, code),
        }
        return conflicts.get(code, Trouble(LinkProblem.FAILED, f"409 {code}"))
    if status == HTTPStatus.GONE:
        return Resync(problem.why, problem.epoch)
    if status == HTTPStatus.UPGRADE_REQUIRED:
        return Trouble(LinkProblem.UPGRADE, code)
    return Trouble(LinkProblem.FAILED, f"{status} {code}")


def _problem(headers: Mapping[str, str], body: bytes) -> wire.Problem | None:
    if not is_json(headers):
        return None
    try:
        return _decode_problem(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _patience(said: str | None) -> float | None:
    """Seconds of a Retry-After header, which may be a number or a date."""
    if said is None:
        return None
    if said.strip().isdecimal():
        return min(float(said), MOST_PATIENT_S)
    try:
        when = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    now = email.utils.localtime()
    return min(max((when - now).total_seconds(), 0.0), MOST_PATIENT_S)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and everything that stands behind it, outermost first, each once."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop(0)
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [getattr(cause, "reason", None), cause.__cause__, cause.__context__, *cause.args]


def _innermost(causes: list[BaseException]) -> str:
    """The kind of the last cause, and the system's word for it: nothing that quotes an address."""
    last = causes[-1]
    said = last.strerror if isinstance(last, OSError) and isinstance(last.strerror, str) else ""
    return f"{type(last).__name__} {said}".strip()[:120]
