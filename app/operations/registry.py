"""Which function belongs to which verb: ``apply``, ``inverse`` and what to preload, registered by op type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.domain.ops import Operation
from app.operations.context import Context
from app.operations.session import Image, Key

Op = TypeVar("Op", bound=Operation)
Apply = Callable[[Op, Context], None]
Inverse = Callable[[Op, "Around"], tuple[Operation, ...]]


@dataclass(frozen=True, slots=True)
class Around:
    """Row images before and after an op, for writing its inverse; None = there was no such row."""

    befores: Mapping[Key, Image | None]
    afters: Mapping[Key, Image | None]

    def before(self, subject: str, entity_id: str) -> Image:
        """The image before; raises KeyError when the op did not touch it or there was none."""
        image = self.befores[subject, entity_id]
        if image is None:
            raise KeyError(subject, entity_id)
        return image

    def after(self, subject: str, entity_id: str) -> Image:
        """The image after; raises KeyError likewise."""
        image = self.afters[subject, entity_id]
        if image is None:
            raise KeyError(subject, entity_id)
        return image

    def changed(self, subject: str) -> list[tuple[str, Image, Image]]:
        """(id, before, after) of rows of a subject that were there before and are still."""
        found = []
        for key in sorted(self.befores):
            before, after = self.befores[key], self.afters[key]
            if key[0] == subject and before is not None and after is not None and before != after:
                found.append((key[1], before, after))
        return found


@dataclass(slots=True)
class Needs:
    """What a batch reads: rows by subject, and the slots of rooms within a span."""

    rows: dict[str, set[str]] = field(default_factory=dict)
    rooms: dict[str, tuple[int, int]] = field(default_factory=dict)
    meetings: set[str] = field(default_factory=set)

    def row(self, subject: str, *ids: str | None) -> None:
        """These rows, or the knowledge that they are absent."""
        self.rows.setdefault(subject, set()).update(i for i in ids if i is not None)

    def meeting(self, *ids: str) -> None:
        """Meetings with their tasks."""
        self.row("meeting", *ids)
        self.meetings.update(ids)

    def slots(self, room: str, start: int, end: int) -> None:
        """What holds a room between two instants."""
        low, high = self.rooms.get(room, (start, end))
        self.rooms[room] = (min(low, start), max(high, end))


_APPLY: dict[type[Operation], Callable[[Any, Context], None]] = {}  # Any: the op type of the key
_INVERSE: dict[type[Operation], Callable[[Any, Around], tuple[Operation, ...]]] = {}
_ROWLESS: set[type[Operation]] = set()
_NEEDS: dict[type[Operation], Callable[[Any, Needs], None]] = {}


def applies(kind: type[Op]) -> Callable[[Apply[Op]], Apply[Op]]:
    """Registers what an op does."""

    def register(function: Apply[Op]) -> Apply[Op]:
        _APPLY[kind] = function
        return function

    return register


def inverts(kind: type[Op], *, rowless: bool = False) -> Callable[[Inverse[Op]], Inverse[Op]]:
    """Registers how an op is undone: the ops to say, made from the images around it.

    ``rowless``: it never changes a row, the log itself is what it leaves.
    """

    def register(function: Inverse[Op]) -> Inverse[Op]:
        _INVERSE[kind] = function
        if rowless:
            _ROWLESS.add(kind)
        return function

    return register


def reads(kind: type[Op]) -> Callable[[Callable[[Op, Needs], None]], Callable[[Op, Needs], None]]:
    """Registers what to preload for a batch; must not raise."""

    def register(function: Callable[[Op, Needs], None]) -> Callable[[Op, Needs], None]:
        _NEEDS[kind] = function
        return function

    return register


def apply(op: Operation, context: Context) -> None:
    """Do what the op says; raises Refused before anything is written."""
    _APPLY[type(op)](op, context)


def inverse(op: Operation, around: Around) -> tuple[Operation, ...]:
    """The ops that undo it; empty when it cannot be undone, or changed nothing."""
    if around.befores == around.afters and not changes_no_row(op):
        return ()
    function = _INVERSE.get(type(op))
    return function(op, around) if function else ()


def can_invert(op: Operation) -> bool:
    """Whether the kind's author wrote an inverse."""
    return type(op) in _INVERSE


def changes_no_row(op: Operation) -> bool:
    """Whether it is undone although it changed no row: what it says stands in the log."""
    return type(op) in _ROWLESS


def needs(ops: list[Operation]) -> Needs:
    """What a batch reads."""
    wanted = Needs()
    for op in ops:
        function = _NEEDS.get(type(op))
        if function:
            function(op, wanted)
    return wanted


def kinds() -> frozenset[type[Operation]]:
    """Every op type that can be applied."""
    return frozenset(_APPLY)
