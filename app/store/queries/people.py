"""People and their days."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from app.domain.questions import PeopleList
from app.domain.records import PersonRecord, PresenceRecord
from app.domain.states import Role
from app.store import records
from app.store.queries.base import Reading, natural
from app.store.tables import PersonRow, PresenceRow

_PERSON = PersonRow.__table__.c
_PRESENCE = PresenceRow.__table__.c
_RANK: Final = {role: rank for rank, role in enumerate(Role)}


def people_list(reading: Reading, question: PeopleList) -> tuple[PersonRecord, ...]:
    """People by role and number, those who left only when asked for."""
    return tuple(each for each in everybody(reading) if each.is_active or question.with_inactive)


def everybody(reading: Reading) -> tuple[PersonRecord, ...]:
    """All people ever, by role (as declared) and number: tasks of those who left keep a name. Primary key."""
    query = select(PersonRow.__table__).where(_PERSON.site_id == reading.site)
    found = [records.person(row) for row in reading.rows(query)]
    return tuple(sorted(found, key=lambda each: (_RANK[each.role], natural(each.number), each.name, each.id)))


def presence_between(reading: Reading, first_on: str, last_on: str) -> tuple[PresenceRecord, ...]:
    """The days of all people, both dates included. ix_presence_day."""
    query = select(PresenceRow.__table__).where(
        _PRESENCE.site_id == reading.site, _PRESENCE.on_date >= first_on, _PRESENCE.on_date <= last_on
    )
    found = reading.rows(query.order_by(_PRESENCE.on_date, _PRESENCE.id))
    return tuple(records.presence(row) for row in found)
