"""Is what is here what central has? Kind by kind, each
hashed at both ends; a peer's hash is never adopted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeVar

from app.operations import wire
from app.store.tables import WIRE
from app.sync.console import Console
from app.sync.transport import Transport

Answer = TypeVar("Answer")
FIRST: Final = "00000000-0000-0000-0000-000000000000"
LAST: Final = "ffffffff-ffff-ffff-ffff-ffffffffffff"


class Ask(Protocol):
    """Asks the console in the store thread."""

    def __call__(self, name: str, task: Callable[[Console], Answer]) -> Answer: ...


def compare(ask: Ask, transport: Transport) -> list[str]:
    """The kinds whose rows differ. Raises Trouble; Moved when somebody is at work."""
    differing: list[str] = []
    for subject in sorted(WIRE):
        own = ask("digest", _digest_of(subject))
        columns = {subject: len(WIRE[subject])}
        theirs = transport.digest(wire.DigestRequest(own.after, columns, ((subject, FIRST, LAST),)))
        if own.ranges != theirs.ranges:
            differing.append(subject)
    return differing


def _digest_of(subject: str) -> Callable[[Any], wire.Digest]:  # Any: the console
    return lambda console: console.digest(((subject, FIRST, LAST),))
