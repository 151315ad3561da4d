"""Bookings that wait for a slot: who is first in line for it, and who holds it now."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, or_, select

from app.domain.records import WaitingRecord
from app.domain.states import MeetingState
from app.store.queries.base import Reading
from app.store.tables import MeetingRow, PersonRow, WaitingRow

_WAITING = WaitingRow.__table__.c
_MEETING = MeetingRow.__table__.c
_BECAME: Final = MeetingRow.__table__.alias("became")
_PERSON = PersonRow.__table__.c
_HOLDER: Final = (
    select(_MEETING.id)
    .where(
        _MEETING.site_id == _WAITING.site_id,
        _MEETING.room_id == _WAITING.room_id,
        _MEETING.holds == 1,
        _MEETING.held_from < _WAITING.ends_at,
        _MEETING.held_to > _WAITING.starts_at,
    )
    .order_by(_MEETING.held_from, _MEETING.id)
    .limit(1)
    .scalar_subquery()
)


def queued(reading: Reading, ends_after: int) -> tuple[WaitingRecord, ...]:
    """Who waits for a slot that ends after an instant
    (UTC ms), by slot; ix_waiting_queue.
    """
    table, person = WaitingRow.__table__, PersonRow.__table__
    became = and_(_BECAME.c.site_id == _WAITING.site_id, _BECAME.c.id == _WAITING.meeting_id)
    by = and_(_PERSON.site_id == _WAITING.site_id, _PERSON.id == _WAITING.queued_by)
    query = (
        select(table, _HOLDER.label("taken_by"), _PERSON.name.label("queued_by_name"))
        .select_from(table.outerjoin(person, by).outerjoin(_BECAME, became))
        .where(
            _WAITING.site_id == reading.site,
            _WAITING.left == 0,
            or_(_WAITING.meeting_id.is_(None), _BECAME.c.state == MeetingState.WITHDRAWN.value),
            _WAITING.ends_at > ends_after,
        )
        .order_by(_WAITING.starts_at, _WAITING.queued_at, _WAITING.id)
    )
    rows = reading.rows(query)
    titles = _titles(reading, {row.taken_by for row in rows if row.taken_by is not None})
    return tuple(
        WaitingRecord(
            id=row.id,
            room_id=row.room_id,
            title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            body=row.booking,
            queued_at=row.queued_at,
            queued_by_name=row.queued_by_name or "",
            place=1
            + sum(
                (other.queued_at, other.id) < (row.queued_at, row.id)
                for other in rows
                if other.room_id == row.room_id
                and other.starts_at < row.ends_at
                and row.starts_at < other.ends_at
            ),
            taken_by=row.taken_by,
            taken_title=titles.get(row.taken_by, ""),
        )
        for row in rows
    )


def _titles(reading: Reading, ids: set[str]) -> dict[str, str]:
    """Names of the meetings in the way; a classified one is never named (R6.11-1)."""
    query = select(_MEETING.id, _MEETING.title).where(
        _MEETING.site_id == reading.site, _MEETING.id.in_(sorted(ids)), _MEETING.is_classified == 0
    )
    return {row.id: row.title for row in reading.rows(query)} if ids else {}
