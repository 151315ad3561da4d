"""Why a request is not done: a status of HTTP and a value a program can act on (docs/sync.md, errors).

What becomes of a single op is never an error: that is its result.
"""

from __future__ import annotations

from typing import Final

from app.operations import wire


class RequestProblem(Exception):
    """Ends a request; nothing of it was done."""

    def __init__(self, status: int, problem: wire.Problem, retry_after_s: int | None = None) -> None:
        super().__init__(status, problem.code)
        self.status: Final = status
        self.problem: Final = problem
        self.retry_after_s: Final = retry_after_s


def unreadable(detail: str) -> RequestProblem:
    """400: this is no request of the protocol."""
    return RequestProblem(400, wire.Problem("unreadable", detail[:200]))


def unknown_console() -> RequestProblem:
    """401: no such console at this site."""
    return RequestProblem(401, wire.Problem("unknown_console"))


def revoked() -> RequestProblem:
    """403: an administrator took this console's access back; what it sent waits for review."""
    return RequestProblem(403, wire.Problem("revoked"))


def gap(expected: int) -> RequestProblem:
    """409: ops are missing before these."""
    return RequestProblem(409, wire.Problem("gap", expected=expected))


def fork(detail: str) -> RequestProblem:
    """409: another copy of this console has used its numbers."""
    return RequestProblem(409, wire.Problem("fork", detail))


def resync(why: str, epoch: str) -> RequestProblem:
    """410: the feed cannot lead on from here; ``why`` is epoch, floor or schema."""
    return RequestProblem(410, wire.Problem("resync", why=why, epoch=epoch))


def signed_out(code: str = "signed_out") -> RequestProblem:
    """401: no access token, or one that does not hold: ``signed_out``, ``expired``, ``spent``."""
    return RequestProblem(401, wire.Problem(code))


def forbidden(code: str) -> RequestProblem:
    """403: known, and still not allowed: ``other_site``, ``other_console``, ``code``."""
    return RequestProblem(403, wire.Problem(code))


def other_site() -> RequestProblem:
    """409: this console has data of another site, and the site it asks for is not empty."""
    return RequestProblem(409, wire.Problem("other_site"))


def moved() -> RequestProblem:
    """409: rows have changed beyond what was asked about; ask again after the next pull."""
    return RequestProblem(409, wire.Problem("moved"))


def too_large(most: int) -> RequestProblem:
    """413: more than one request may carry; ``expected`` says how much that is."""
    return RequestProblem(413, wire.Problem("too_large", expected=most))


def upgrade(schema: int) -> RequestProblem:
    """426: this console is too old to read; it may still push."""
    return RequestProblem(426, wire.Problem("upgrade", expected=schema))


def too_many(wait_s: int) -> RequestProblem:
    """429: come back after ``wait_s`` seconds."""
    return RequestProblem(429, wire.Problem("too_many"), retry_after_s=wait_s)


def away(code: str = "away", wait_s: int = 2) -> RequestProblem:
    """503: ``away`` (the database) or ``stopping``. What became of the request is unknown: send it again."""
    return RequestProblem(503, wire.Problem(code), retry_after_s=wait_s)
