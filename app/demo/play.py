"""Plays the demo's acts into a console, in big transactions: a house within seconds. Store thread."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

from app.demo.house import ZONE, Act
from app.demo.script import script
from app.domain.errors import Refused
from app.domain.ids import uuid7
from app.domain.ops import Operation
from app.domain.periods import day_of

logger = logging.getLogger(__name__)

OPS: Final = 1200  # of one transaction: enough to be quick, few enough to show progress
Progress = Callable[[int, int], None]  # acts done, acts in all


class Player(Protocol):
    """The console's end, as far as playing goes."""

    def replay(
        self, said: Sequence[tuple[int, str, tuple[Operation, ...]]], new_id: Callable[[int], str]
    ) -> tuple[tuple[int, Refused], ...]:
        """Take acts in at their own times; returns what was refused."""


P = TypeVar("P", bound=Player)


def furnish(console: P, at: int, seed: int, progress: Progress | None = None) -> P:
    """The demo building as it stands at an instant, in the (empty) folder of this console."""
    play(console, list(script(day_of(at, ZONE), seed, at)), seed, progress)
    return console


def play(
    console: Player, acts: Sequence[Act], seed: int, progress: Progress | None = None
) -> list[tuple[Act, Refused]]:
    """Play acts in order; returns those that were refused (a script has none: they are told in the log)."""
    numbered = _numbered(seed)
    refused: list[tuple[Act, Refused]] = []
    done = 0
    for some in _slices(acts):
        for index, why in console.replay([(act.at, act.actor_id, act.ops) for act in some], numbered):
            refused.append((some[index], why))
            logger.error("the demo's script was refused: %s %s", why.code, why.params)
        done += len(some)
        if progress is not None:
            progress(done, len(acts))
    return refused


def _slices(acts: Iterable[Act]) -> Iterator[list[Act]]:
    some: list[Act] = []
    size = 0
    for act in acts:
        some.append(act)
        size += len(act.ops)
        if size >= OPS:
            yield some
            some, size = [], 0
    if some:
        yield some


def _numbered(seed: int) -> Callable[[int], str]:
    """Ids of operations: by time, and the same for the same seed."""
    count = 0

    def new_id(at: int) -> str:
        nonlocal count
        count += 1
        return uuid7(at, hashlib.sha256(f"demo/{seed}/{count}".encode()).digest()[:10])

    return new_id
