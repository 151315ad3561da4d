"""The board of the live pages: one snapshot, a dozen SELECTs by index."""

from __future__ import annotations

from app.domain.periods import day_of
from app.domain.questions import AlarmList, BoardBetween
from app.domain.records import Board
from app.store.queries import alarms, devices, meetings, people, rooms, tasks
from app.store.queries.base import Reading
from app.store.queries.rules import rules


def board_between(reading: Reading, question: BoardBetween) -> Board:
    """Everything that touches [from_at, to_at), and the presence of the local days it touches."""
    start, end = question.from_at, question.to_at
    in_force = rules(reading)
    zone = in_force.tz
    floors = rooms.floors(reading)
    return Board(
        from_at=start,
        to_at=end,
        read_at=reading.now,
        rules=in_force,
        floors=floors,
        rooms=rooms.all_rooms(reading, floors),
        closures=rooms.closures_between(reading, start, end),
        meetings=meetings.on_board(reading, start, end),
        tasks=tasks.on_board(reading, start, end),
        checks=meetings.checks_between(reading, start, end),
        people=people.everybody(reading),
        presence=people.presence_between(
            reading, day_of(start, zone).isoformat(), day_of(max(start, end - 1), zone).isoformat()
        ),
        alarms=alarms.alarm_list(reading, AlarmList()),
        device_count=devices.device_count(reading),
    )
