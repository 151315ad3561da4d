"""Which rows get their rooms' time, and in which order that can be done.

In the file the earlier row wins; a meeting that cannot move stays where it is and may turn others
away; a move
comes after the move that frees its place. Of meetings that swap places one steps aside for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.meetings import Slot
from app.exchange.occupancy import Occupancy


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that wants time: ``slot`` is what it wants, ``held`` what it holds today."""

    row: int
    slot: Slot
    held: Slot | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A row takes its place, or (``is_aside``) leaves it for others and takes its own later."""

    row: int
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Placing:
    """Rows in the order of doing, refused rows with the slot in their way, and the time as it is
    afterwards."""

    order: tuple[Move, ...]
    refused: dict[int, Slot]
    occupancy: Occupancy


def place_all(rows: Sequence[Placed], freed: Iterable[Slot], slots: Iterable[Slot]) -> Placing:
    """Place as many rows as fit."""
    gone = {slot.meeting_id for slot in freed}
    here = [slot for slot in slots if slot.meeting_id not in gone]
    staying: dict[int, Slot] = {}  # moves that cannot be: they hold their old places after all
    while True:
        moving = [row for row in rows if row.row not in staying]
        occupancy, hits = _placed(moving, here)
        stuck = {row.row: hits[row.row] for row in moving if row.row in hits and not row.is_new}
        if not stuck:
            order = _ordered([row for row in moving if row.row not in hits], here)
            return Placing(tuple(order), staying | hits, occupancy)
        staying |= stuck


def _placed(rows: Sequence[Placed], here: Iterable[Slot]) -> tuple[Occupancy, dict[int, Slot]]:
    leaving = {row.slot.meeting_id for row in rows}
    occupancy = Occupancy(slot for slot in here if slot.meeting_id not in leaving)
    hits: dict[int, Slot] = {}
    for row in rows:
        hit = occupancy.hit(row.slot.room_id, row.slot.period)
        if hit is None:
            occupancy.put(row.slot)
        else:
            hits[row.row] = hit
    return occupancy, hits


def _ordered(rows: list[Placed], here: Iterable[Slot]) -> list[Move]:
    """The order of doing. Of meetings that wait for each other in a ring, one steps aside first."""
    now = Occupancy(here)
    order: list[Move] = []
    aside: set[int] = set()
    waiting = rows
    while waiting:
        later = [row for row in waiting if not _done(row, now, order, aside)]
        if len(later) == len(waiting):
            first = next(row for row in later if row.held is not None and row.row not in aside)
            assert first.held is not None
            now.take(first.held)
            aside.add(first.row)
            order.append(Move(first.row, is_aside=True))
        waiting = later[::-1]  # a chain of moves is short in one of the two directions
    return order


def _done(row: Placed, now: Occupancy, order: list[Move], aside: set[int]) -> bool:
    """Move or book a row if its place is free by now."""
    held = row.held if row.row not in aside else None
    if held is not None:
        now.take(held)
    if now.hit(row.slot.room_id, row.slot.period) is None:
        now.put(row.slot)
        order.append(Move(row.row))
        return True
    if held is not None:
        now.put(held)
    return False
