"""The day in numbers, for the line over the plan and the tabs of the floors: each count knows its rooms.
Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.alarms import AlarmView
from app.domain.attention import Item
from app.domain.people import people_day
from app.domain.periods import MINUTE, day_of, day_period
from app.domain.records.board import Board
from app.domain.rooms import RoomView
from app.domain.states import MeetingState, Presence, Priority, Role, RoomStatus

SOON: Final = 30 * MINUTE
_RANK: Final = (Priority.HIGH, Priority.MID, Priority.LOW)


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the rooms behind it."""

    number: int
    rooms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tally:
    """The line over the plan."""

    meetings: Count
    running: Count
    soon: Count
    overrun: Count
    not_ready: Count
    to_clean: Count
    attendants: tuple[int, int]  # here now, on today's roster
    engineers: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FloorTally:
    """A floor's tab: meetings in session, things that wait for a person, the gravest open alarm."""

    in_session: int
    due: int
    alarm: Priority | None


def tally(board: Board, views: Iterable[RoomView], now: int) -> Tally:
    """Count a board at an instant. Each meeting and room stands under one count: overrun is not in
    session too.
    """
    day = day_period(day_of(now, board.rules.tz), board.rules.tz)
    seen = tuple(views)
    today = [m for m in board.meetings if m.holds and m.starts_at < day.end and m.ends_at > day.start]
    running = [m for m in today if m.state is MeetingState.IN_SESSION and now < m.ends_at]
    waits = {MeetingState.SUBMITTED, MeetingState.CONFIRMED}
    soon = [m for m in today if m.state in waits and not m.is_history and 0 < m.starts_at - now <= SOON]
    return Tally(
        Count(len(today), frozenset(m.room_id for m in today)),
        Count(len(running), frozenset(m.room_id for m in running)),
        Count(len(soon), frozenset(m.room_id for m in soon)),
        _rooms(seen, lambda v: v.status is RoomStatus.OVERRUN),
        _rooms(seen, lambda v: v.not_ready),
        _rooms(seen, lambda v: v.status is RoomStatus.TO_CLEAN),
        _here(board, now, Role.ATTENDANT),
        _here(board, now, Role.ENGINEER),
    )


def _rooms(views: Iterable[RoomView], wanted: Callable[[RoomView], bool]) -> Count:
    rooms = frozenset(v.facts.room.id for v in views if wanted(v))
    return Count(len(rooms), rooms)


def _here(board: Board, now: int, role: Role) -> tuple[int, int]:
    """(on duty at this instant, on duty at some time today)."""
    days = [
        day
        for day in people_day(board.people, board.presence, day_of(now, board.rules.tz), board.rules.tz)
        if day.person.role is role
    ]
    here = sum(day.standing(now) in {Presence.ON, Presence.BREAK} for day in days)
    return here, len(days)


def floors(
    views: Iterable[RoomView], items: Iterable[Item], alarms: Mapping[str, AlarmView]
) -> dict[str | None, FloorTally]:
    """The tabs: by floor id."""
    seen = tuple(views)
    floor_of = {v.facts.room.id: v.facts.room.floor_id for v in seen}
    due: dict[str | None, int] = {}
    for item in items:
        floor = floor_of.get(item.room_id or "")
        due[floor] = due.get(floor, 0) + 1
    made = {}
    for floor in {v.facts.room.floor_id for v in seen}:
        mine = [v for v in seen if v.facts.room.floor_id == floor]
        levels = {alarms[v.facts.room.id].priority for v in mine if v.facts.room.id in alarms}
        gravest = next((level for level in _RANK if level in levels), None)
        made[floor] = FloorTally(
            sum(v.status is RoomStatus.IN_SESSION for v in mine), due.get(floor, 0), gravest
        )
    return made
