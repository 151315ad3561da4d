"""Short words for tests of two desks and a central."""

from __future__ import annotations

from typing import Any

from app.domain.ops import EditMeeting, MeetingFields, MoveMeeting
from app.domain.periods import MINUTE
from app.domain.questions import Inbox, MeetingDetail
from app.domain.records import InboxRecord, MeetingRecord
from tests.support import seat
from tests.support.house import House
from tests.support.line import Line
from tests.support.tables import rows_of


def meeting(house: House, meeting_id: str) -> MeetingRecord | None:
    """What the desk shows of a meeting."""
    found = house.console.ask(MeetingDetail(meeting_id))
    return None if found is None else found.meeting


def shown(house: House, meeting_id: str) -> MeetingRecord:
    """The same, of one that is there."""
    found = meeting(house, meeting_id)
    assert found is not None
    return found


def retitle(house: House, meeting_id: str, title: str) -> str:
    """Edit a title as a person does who sees the present one; the op's id."""
    seen = shown(house, meeting_id).title
    return house.do(EditMeeting(meeting_id, MeetingFields(title=title), MeetingFields(title=seen))).op_ids[0]


def move(house: House, meeting_id: str, room: str, later_min: int = 0) -> str:
    """Move a meeting; the op's id."""
    seen = shown(house, meeting_id)
    start, end = seen.starts_at + later_min * MINUTE, seen.ends_at + later_min * MINUTE
    op = MoveMeeting(meeting_id, room, start, end, seen.room_id, seen.starts_at, seen.ends_at, override="试")
    return house.do(op).op_ids[0]


def inbox(house: House) -> InboxRecord:
    """What waits for a person."""
    return house.console.ask(Inbox(0))


def states(house: House) -> dict[str, str]:
    """op_id → state, in the order in which they were said."""
    with house.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT op_id, state FROM outbox ORDER BY seq")
        return {str(op_id): str(state) for op_id, state in rows}


def table(house: House, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    """All lines of one of the console's own tables."""
    with house.store.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(f"SELECT {columns} FROM {name}")]


def same(a: Line, b: Line) -> None:
    """At rest both show what central has, and nothing waits."""
    for line in (a, b):
        line.pull()
        assert table(line.house, "shadow") == []
        assert line.house.console.pending() == 0
    assert rows_of(a.house) == rows_of(b.house) == seat.central_rows(a.database)
