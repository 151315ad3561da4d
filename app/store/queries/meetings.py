"""Meetings: of a stretch of time, one with all that hangs on it, and what a booking would break."""

from __future__ import annotations

from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from app.domain.meetings import Booking, Finding, Slot, findings
from app.domain.moved_staff import duties_moved, staff_findings
from app.domain.periods import DAY, MINUTE, Period
from app.domain.questions import (
    BookingChecked,
    FreeRooms,
    MeetingDetail,
    MeetingFile,
    MeetingsBetween,
    SourcesOf,
)
from app.domain.records import CheckRecord, MeetingRecord, RoomRecord, SourceRecord, TaskRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass, MeetingState
from app.store import records
from app.store.queries import changes, rooms
from app.store.queries.base import LONGEST, Reading
from app.store.queries.rules import rules
from app.store.tables import CheckRow, MeetingRow, RoomRow, SourceRow, TaskRow

_CHECK = CheckRow.__table__.c
_MEETING = MeetingRow.__table__.c
_ROOM = RoomRow.__table__.c
_SOURCE = SourceRow.__table__.c
_TASK = TaskRow.__table__.c
_WHOLE = tuple(_MEETING[name] for name in records.MEETING)
_ANSWER = tuple(_CHECK[name] for name in records.CHECK)
_BY_START = itemgetter(records.MEETING.index("starts_at"), 0)
_BY_MEETING = itemgetter(0, -1)  # meeting, then the answer's id
_SLOT = (_MEETING.id, _MEETING.room_id, _MEETING.held_from, _MEETING.held_to, _MEETING.meeting_class)

# The board is asked for after every act: what it selects is built once, filled by ``span``.
# The planned period touches [from_at, to_at), or the meeting began before and nobody has ended it.
GOING_ON = and_(
    _MEETING.site_id == bindparam("site"),
    _MEETING.starts_at > bindparam("after"),
    _MEETING.starts_at < bindparam("to_at"),
    or_(_MEETING.ends_at > bindparam("from_at"), _MEETING.state == MeetingState.IN_SESSION.value),
    _MEETING.state != MeetingState.WITHDRAWN.value,
)
_BOARD = select(*_WHOLE).where(GOING_ON)
_ANSWERS = (
    select(*_ANSWER, _CHECK.id)
    .select_from(
        MeetingRow.__table__.join(
            CheckRow.__table__, and_(_CHECK.site_id == _MEETING.site_id, _CHECK.meeting_id == _MEETING.id)
        )
    )
    .where(GOING_ON)
)


def meetings_between(reading: Reading, question: MeetingsBetween) -> tuple[MeetingRecord, ...]:
    """Meetings planned to touch [from_at, to_at), not withdrawn, by (starts_at, id). ix_meeting_start."""
    return _ordered(reading, touching(reading.site, question.from_at, question.to_at))


def on_board(reading: Reading, from_at: int, to_at: int) -> tuple[MeetingRecord, ...]:
    """The same, and what began before and still goes on beyond its planned end. ix_meeting_start."""
    found = reading.rows(_BOARD, **span(reading.site, from_at, to_at))
    return tuple(map(records.meeting_of, sorted(found, key=_BY_START)))


def span(site: str, from_at: int, to_at: int) -> dict[str, str | int]:
    """What fills GOING_ON."""
    return {"site": site, "after": from_at - LONGEST, "from_at": from_at, "to_at": to_at}


def touching(site: str, from_at: int, to_at: int) -> ColumnElement[bool]:
    """The planned period touches [from_at, to_at); the start's lower bound keeps the index range short."""
    return and_(
        _MEETING.site_id == site,
        _MEETING.starts_at > from_at - LONGEST,
        _MEETING.starts_at < to_at,
        _MEETING.ends_at > from_at,
        _MEETING.state != MeetingState.WITHDRAWN,
    )


def _ordered(reading: Reading, which: ColumnElement[bool]) -> tuple[MeetingRecord, ...]:
    query = select(*_WHOLE).where(which).order_by(_MEETING.starts_at, _MEETING.id)
    return tuple(map(records.meeting_of, reading.rows(query)))


def meeting_detail(reading: Reading, question: MeetingDetail) -> MeetingFile | None:
    """One meeting with its tasks, answers and history. Primary key, ix_task_meeting, ix_check_meeting."""
    row = reading.first(
        select(MeetingRow.__table__).where(_MEETING.site_id == reading.site, _MEETING.id == question.id)
    )
    if row is None:
        return None
    return MeetingFile(
        meeting=records.meeting(row),
        tasks=_tasks_of(reading, question.id),
        checks=_checks_of(reading, question.id),
        changes=changes.of_entity(reading, "meeting", question.id, limit=100),
    )


def _tasks_of(reading: Reading, meeting_id: str) -> tuple[TaskRecord, ...]:
    query = select(TaskRow.__table__).where(_TASK.site_id == reading.site, _TASK.meeting_id == meeting_id)
    return tuple(sorted(map(records.task, reading.rows(query)), key=lambda task: (task.starts_at, task.id)))


def _checks_of(reading: Reading, meeting_id: str) -> tuple[CheckRecord, ...]:
    query = select(CheckRow.__table__).where(_CHECK.site_id == reading.site, _CHECK.meeting_id == meeting_id)
    return tuple(map(records.check, sorted(reading.rows(query), key=lambda row: row.id)))


def checks_between(reading: Reading, from_at: int, to_at: int) -> tuple[CheckRecord, ...]:
    """The answers of all meetings on the board, by meeting. ix_meeting_start, then ix_check_meeting."""
    found = sorted(reading.rows(_ANSWERS, **span(reading.site, from_at, to_at)), key=_BY_MEETING)
    return tuple(records.check_of(row[:-1]) for row in found)


def booking_checked(reading: Reading, question: BookingChecked) -> tuple[Finding, ...]:
    """What a booking would break, by the same rules that its operation asks. ix_meeting_slot; for a meeting
    that moves ix_task_meeting and ix_task_person too.
    """
    room = select(RoomRow.__table__).where(_ROOM.site_id == reading.site, _ROOM.id == question.room)
    row = reading.first(room)
    if row is None:
        return (Finding("gone", "", waivable=False, params=(("subject", "room"), ("id", question.room))),)
    period = Period(question.starts_at, question.ends_at)
    booking = Booking(records.room(row), period, question.expected, question.meeting_class)
    in_force = rules(reading)
    slots = _slots_around(reading, question.room, period, in_force, question.meeting)
    shut = rooms.closures_between(reading, period.start, period.end)
    of_room = [closure for closure in shut if closure.room_id == question.room]
    found = findings(booking, slots, of_room, in_force, reading.now)
    return (*found, *_staff_elsewhere(reading, question, period, in_force))


def _staff_elsewhere(
    reading: Reading, question: BookingChecked, period: Period, in_force: Rules
) -> tuple[Finding, ...]:
    """The people of a meeting who could not follow it there; nothing while it stays where it is."""
    which = (_MEETING.site_id == reading.site, _MEETING.id == question.meeting)
    row = reading.first(select(MeetingRow.__table__).where(*which)) if question.meeting else None
    if row is None:
        return ()
    meeting = records.meeting(row)
    if meeting.room_id == question.room and meeting.planned == period:
        return ()
    start, end = min(meeting.starts_at, period.start) - DAY, max(meeting.ends_at, period.end) + DAY

    def tasks_of(person: str) -> list[TaskRecord]:
        query = select(TaskRow.__table__).where(
            _TASK.site_id == reading.site,
            _TASK.assignee_id == person,
            _TASK.ends_at > start,
            _TASK.ends_at < end + DAY,
            _TASK.starts_at < end,
        )
        return [records.task(found) for found in reading.rows(query)]

    tasks, wanted = _tasks_of(reading, meeting.id), duties_moved(meeting, period, in_force)
    return staff_findings(tasks, wanted, question.room, tasks_of, reading.now, in_force.walk)


def _slots_around(
    reading: Reading, room_id: str, period: Period, in_force: Rules, without: str | None
) -> list[Slot]:
    """What holds the room in the period or so near that a gap is too short."""
    near = max(in_force.gap_regular, in_force.gap_self_service) * MINUTE
    query = select(*_SLOT).where(
        _MEETING.site_id == reading.site,
        _MEETING.room_id == room_id,
        _MEETING.held_from > period.start - near - LONGEST,
        _MEETING.held_from < period.end + near,
        _MEETING.held_to > period.start - near,
        _MEETING.holds == 1,
    )
    found = reading.rows(query.order_by(_MEETING.held_from, _MEETING.id))
    return [records.slot(row) for row in found if row.id != without]


def free_rooms(reading: Reading, question: FreeRooms) -> tuple[RoomRecord, ...]:
    """Rooms that a booking would not be refused, smallest fitting first; unknown capacity comes last.

    What a reason can waive (opening hours, short gaps) does not hide a room. ix_meeting_start.
    """
    period = Period(question.starts_at, question.ends_at)
    taken = _slots_by_room(reading, period, question.meeting)
    shut = rooms.closures_between(reading, period.start, period.end)
    in_force = rules(reading)
    free = []
    for room in rooms.all_rooms(reading, rooms.floors(reading)):
        booking = Booking(room, period, question.expected, MeetingClass.REGULAR)
        closed = [closure for closure in shut if closure.room_id == room.id]
        found = findings(booking, taken.get(room.id, ()), closed, in_force, reading.now)
        if all(finding.waivable for finding in found):
            free.append(room)
    return tuple(sorted(free, key=lambda room: (room.capacity == 0, room.capacity)))


def _slots_by_room(reading: Reading, period: Period, without: str | None) -> dict[str, list[Slot]]:
    """What holds any room in the period; a held period begins with the planned start."""
    query = select(*_SLOT).where(
        _MEETING.site_id == reading.site,
        _MEETING.starts_at > period.start - LONGEST - DAY,
        _MEETING.starts_at < period.end,
        _MEETING.held_to > period.start,
        _MEETING.holds == 1,
    )
    found: dict[str, list[Slot]] = {}
    for row in reading.rows(query.order_by(_MEETING.starts_at, _MEETING.id)):
        if row.id != without:
            found.setdefault(row.room_id, []).append(records.slot(row))
    return found


def sources_of(reading: Reading, question: SourcesOf) -> tuple[SourceRecord, ...]:
    """Import identities of these uids, by (uid, recurrence). ix_source_uid, in slices of 500."""
    uids = sorted(set(question.uids))
    found: list[Any] = []  # rows of source
    for start in range(0, len(uids), 500):
        taken_back = (
            select(_MEETING.id)
            .where(_MEETING.site_id == _SOURCE.site_id, _MEETING.id == _SOURCE.id)
            .where(_MEETING.state == MeetingState.WITHDRAWN.value)
        )
        query = (
            select(SourceRow.__table__)
            .where(_SOURCE.site_id == reading.site, _SOURCE.uid.in_(uids[start : start + 500]))
            .where(~taken_back.exists())  # an import that was undone is as new
        )
        found += reading.rows(query)
    sources = map(records.source, found)
    return tuple(sorted(sources, key=lambda each: (each.uid, each.recurrence, each.meeting_id)))
