"""A board judged at an instant for Today: what is due, which alarm a room shows, what the floors' tabs
say. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.alarms import sort_out, worst_by_room
from app.domain.attention import Item, attention
from app.domain.periods import MINUTE
from app.domain.records import Board
from app.domain.rooms import RoomView
from app.domain.tally import FloorTally, floors
from app.models.tiles import RoomAlarm
from app.words import attention as attention_words
from app.words import devices as device_words

LOOK_AHEAD = (15, 30, 60, 120, 240)  # minutes, for what comes when nothing is due


@dataclass(frozen=True, slots=True)
class Judged:
    """``upcoming``: the first thing that will be due, when nothing is."""

    items: tuple[Item, ...]
    upcoming: Item | None
    alarms: dict[str, RoomAlarm]
    floors: dict[str | None, FloorTally]


def judge(board: Board, views: Sequence[RoomView], now: int) -> Judged:
    """Everything that follows from a board and the clock."""
    worst = worst_by_room(sort_out(board.alarms, board.meetings, now))
    alarms = {
        room: RoomAlarm(
            view.priority,
            not view.is_unacked,
            f"{view.record.device_name} {device_words.message(view, now, board.rules.tz)}",
        )
        for room, view in worst.items()
    }
    items = attention(board, now, attention_words.reasons(), views)
    upcoming = None if items else _upcoming(board, now)
    return Judged(items, upcoming, alarms, floors(views, items, worst))


def busiest_floor(board: Board, views: Sequence[RoomView]) -> str:
    """Where most meetings are near; the lowest of equals; "" in a house without floors."""
    near = {
        floor.id: sum(v.meeting is not None for v in views if v.facts.room.floor_id == floor.id)
        for floor in board.floors
    }
    best = max(board.floors, key=lambda floor: (near[floor.id], -floor.rank), default=None)
    return best.id if best is not None else ""


def _upcoming(board: Board, now: int) -> Item | None:
    for ahead in LOOK_AHEAD:
        found = attention(board, now + ahead * MINUTE)
        if found:
            return found[0]
    return None
