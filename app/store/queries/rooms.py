"""Rooms, floors and closures."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from app.domain.questions import ClosuresOf, RoomList
from app.domain.records import ClosureRecord, FloorRecord, RoomRecord
from app.store import records
from app.store.queries.base import Reading, natural
from app.store.tables import ClosureRow, FloorRow, RoomRow

_CLOSURE = ClosureRow.__table__.c
_FLOOR = FloorRow.__table__.c
_ROOM = RoomRow.__table__.c


def room_list(reading: Reading, _question: RoomList) -> tuple[RoomRecord, ...]:
    """All rooms by floor rank and number."""
    return all_rooms(reading, floors(reading))


def all_rooms(reading: Reading, known_floors: tuple[FloorRecord, ...]) -> tuple[RoomRecord, ...]:
    """Rooms by floor rank and number; those of no floor come last. Serves from the primary key."""
    rank = {floor.id: floor.rank for floor in known_floors}
    beyond = 1 + max(rank.values(), default=0)
    query = select(RoomRow.__table__).where(_ROOM.site_id == reading.site, _ROOM.retired == 0)
    found = [records.room(row) for row in reading.rows(query)]
    found.sort(key=lambda room: (rank.get(room.floor_id or "", beyond), natural(room.number), room.id))
    return tuple(found)


def floors(reading: Reading) -> tuple[FloorRecord, ...]:
    """Floors by rank. Primary key."""
    query = select(FloorRow.__table__).where(_FLOOR.site_id == reading.site).order_by(_FLOOR.rank, _FLOOR.id)
    return tuple(records.floor(row) for row in reading.rows(query))


def closures_of(reading: Reading, question: ClosuresOf) -> tuple[ClosureRecord, ...]:
    """Closures of a room that end after an instant, by start. ix_closure_room."""
    query = select(ClosureRow.__table__).where(
        _CLOSURE.site_id == reading.site,
        _CLOSURE.room_id == question.room_id,
        _CLOSURE.ends_at > question.after_at,
    )
    return _closures(reading.rows(query.order_by(_CLOSURE.starts_at, _CLOSURE.id)))


def closures_between(reading: Reading, from_at: int, to_at: int) -> tuple[ClosureRecord, ...]:
    """Closures that touch [from_at, to_at), by start. Primary key: there are few."""
    query = select(ClosureRow.__table__).where(
        _CLOSURE.site_id == reading.site, _CLOSURE.starts_at < to_at, _CLOSURE.ends_at > from_at
    )
    return _closures(reading.rows(query.order_by(_CLOSURE.starts_at, _CLOSURE.id)))


def _closures(rows: list[Row[Any]]) -> tuple[ClosureRecord, ...]:  # Any: columns of closure
    return tuple(records.closure(row) for row in rows)
