"""What is here already, as far as a file touches it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Row, select

from app.domain.imports import Ground
from app.domain.meetings import Slot
from app.domain.periods import DAY
from app.domain.questions import DeviceList, ImportGround, PeopleList
from app.domain.records import MeetingRecord, SourceRecord
from app.store import records
from app.store.queries import devices, people, rooms
from app.store.queries.base import LONGEST, Reading
from app.store.queries.rules import rules
from app.store.tables import MeetingRow, SourceRow

_MEETING = MeetingRow.__table__.c
_SOURCE = SourceRow.__table__.c
_WHOLE = tuple(_MEETING[name] for name in records.MEETING)
_SLOT = (_MEETING.id, _MEETING.room_id, _MEETING.held_from, _MEETING.held_to, _MEETING.meeting_class)
_SLICE: Final = 500  # names in one SELECT: below the limit of variables


def import_ground(reading: Reading, question: ImportGround) -> Ground:
    """Registers, known sources and meetings, and what holds the rooms meanwhile."""
    floors = rooms.floors(reading)
    sources = _sources(reading, question)
    ids = {*question.ids, *(source.meeting_id for source in sources)}
    return Ground(
        site=reading.site, read_at=reading.now, rules=rules(reading), rooms=rooms.all_rooms(reading, floors),
        floors=floors, people=people.people_list(reading, PeopleList(with_inactive=True)),
        devices=devices.device_list(reading, DeviceList()),
        closures=rooms.closures_between(
            reading, question.from_at or reading.now, question.to_at or reading.now + 1
        ),
        sources=sources, meetings=_meetings(reading, ids), slots=_slots(reading, question),
    )  # fmt: skip


def _sources(reading: Reading, question: ImportGround) -> tuple[SourceRecord, ...]:
    """Sources by (uid, recurrence). ix_source_uid, primary key."""
    found: dict[str, SourceRecord] = {}
    for column, wanted in ((_SOURCE.uid, question.uids), (_SOURCE.id, question.ids)):
        for names in _slices(wanted):
            query = select(SourceRow.__table__).where(_SOURCE.site_id == reading.site, column.in_(names))
            found |= {row.id: records.source(row) for row in reading.rows(query)}
    return tuple(sorted(found.values(), key=lambda each: (each.uid, each.recurrence, each.meeting_id)))


def _meetings(reading: Reading, ids: Iterable[str]) -> tuple[MeetingRecord, ...]:
    """Meetings by id, withdrawn ones too. Primary key."""
    found: list[Row[Any]] = []  # Any: columns of meeting
    for names in _slices(ids):
        query = select(*_WHOLE).where(_MEETING.site_id == reading.site, _MEETING.id.in_(names))
        found += reading.rows(query)
    return tuple(sorted(map(records.meeting_of, found), key=lambda each: each.id))


def _slots(reading: Reading, question: ImportGround) -> tuple[Slot, ...]:
    """What holds any room in the time and a day around it. ix_meeting_start."""
    if question.to_at <= question.from_at:
        return ()
    query = select(*_SLOT).where(
        _MEETING.site_id == reading.site,
        _MEETING.starts_at > question.from_at - LONGEST - DAY,
        _MEETING.starts_at < question.to_at + DAY,
        _MEETING.held_to > question.from_at - DAY,
        _MEETING.holds == 1,
    )
    return tuple(map(records.slot, reading.rows(query.order_by(_MEETING.starts_at, _MEETING.id))))


def _slices(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(sorted(set(names)))
    while part := list(islice(left, _SLICE)):
        yield part
