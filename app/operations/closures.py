"""Closures of a room, as rule functions need them; once a batch has asked for a room, they are held."""

from __future__ import annotations

from typing import Final

from sqlalchemy import bindparam, select

from app.domain.periods import Period
from app.domain.records import ClosureRecord
from app.operations.session import OpSession
from app.store import records
from app.store.tables import ClosureRow

# Made once: making it costs more than running it. ix_closure_room.
_OF_ROOM: Final = (
    select(ClosureRow)
    .where(ClosureRow.site_id == bindparam("site"), ClosureRow.room_id == bindparam("room"))
    .order_by(ClosureRow.id)
)


def closures_around(session: OpSession, room_id: str, period: Period) -> list[ClosureRecord]:
    """Closures of the room that overlap the period, those of this transaction included."""
    known = session.info.setdefault("closures", {})
    if room_id not in known:
        known[room_id] = list(session.scalars(_OF_ROOM, {"site": session.site_id, "room": room_id}))
    added = [
        row for (subject, _), row in session.added.items() if subject == "closure" and row.room_id == room_id
    ]
    rows = {row.id: row for row in [*known[room_id], *added]}
    found = [records.closure(rows[key]) for key in sorted(rows)]
    return [record for record in found if record.period.overlaps(period)]
