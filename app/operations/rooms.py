"""What the verbs of rooms do (R6.4)."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.errors import Refused
from app.domain.meetings import LATEST
from app.domain.ops import AddRoom, DisableRoom, EditRoom, EnableRoom, LockRoom, RetireRoom, UnlockRoom
from app.domain.periods import Period
from app.operations.context import Context
from app.operations.lookup import absent, find, get
from app.operations.merge import fields_of, merge
from app.operations.registry import Needs, applies, reads
from app.operations.session import OpSession
from app.operations.slots import slots_around
from app.store.tables import ClosureRow, RoomRow

NAMES = {"floor": "floor_id"}


@applies(AddRoom)
def add(op: AddRoom, context: Context) -> None:
    """A room of its own number."""
    session = context.session
    gone = find(session, RoomRow, op.id)
    if gone is not None and gone.retired:
        _back(op, gone)
        return
    absent(session, RoomRow, op.id)
    _number_free(session, op.number, None)
    session.put(
        RoomRow,
        id=op.id,
        number=op.number,
        name=op.name,
        floor_id=op.floor,
        zone=op.zone,
        capacity=op.capacity,
        room_class=op.room_class,
        area=op.area,
        phone=op.phone,
        equipment=op.equipment,
        fresh_air=op.fresh_air,
        lock_reason="",
        lock_cause="",
        locked_at=None,
        retired=0,
    )


def _back(op: AddRoom, row: RoomRow) -> None:
    """The same room is entered again: as it is said now."""
    row.number, row.name, row.floor_id, row.zone = op.number, op.name, op.floor, op.zone
    row.capacity, row.room_class, row.area = op.capacity, op.room_class, op.area
    row.phone, row.equipment, row.fresh_air = op.phone, op.equipment, op.fresh_air
    row.retired = 0


@applies(RetireRoom)
def retire(op: RetireRoom, context: Context) -> None:
    """Out of the register, or back; nobody may be waiting for the room."""
    row = get(context.session, RoomRow, op.id)
    if row.retired == int(op.retired):
        return
    if op.retired:
        for slot in slots_around(context.session, op.id, Period(context.at, LATEST), None):
            if slot.held_to > context.at:
                raise Refused(
                    "room_booked",
                    "R6.4-3",
                    room=op.id,
                    by=slot.meeting_id,
                    starts_at=slot.held_from,
                    ends_at=slot.held_to,
                )
    else:
        _number_free(context.session, row.number, row.id)
    row.retired = int(op.retired)


@reads(AddRoom)
def _add_reads(op: AddRoom, needs: Needs) -> None:
    needs.row("room", op.id)


def _number_free(session: OpSession, number: str, own: str | None) -> None:
    """Raises Refused("number_taken") when another room in use has the number, by this transaction's rows."""
    query = select(RoomRow).where(RoomRow.site_id == session.site_id, RoomRow.number == number)
    rooms = {row.id: row for row in session.scalars(query.order_by(RoomRow.id))}
    rooms |= {row.id: row for row in session.dirty if isinstance(row, RoomRow)}
    rooms |= {row.id: row for (subject, _), row in session.added.items() if subject == "room"}
    if any(row.number == number and not row.retired for row in rooms.values() if row.id != own):
        raise Refused("number_taken", subject="room", number=number)


@applies(EditRoom)
def edit(op: EditRoom, context: Context) -> None:
    """Merge register fields; fewer seats than a booked head-count stays visible as a warning, not refused."""
    row = get(context.session, RoomRow, op.id)
    new = fields_of(op.set)
    if "number" in new and new["number"] != row.number:
        _number_free(context.session, new["number"], row.id)
    merge(context, row, new, fields_of(op.was), NAMES)


@applies(DisableRoom)
def disable(op: DisableRoom, context: Context) -> None:
    """Out of service for a period. Meetings inside have to be moved or cancelled first, by name (R6.4-3)."""
    session = context.session
    absent(session, ClosureRow, op.id)
    get(session, RoomRow, op.room)
    period = Period(op.starts_at, op.ends_at)
    if period.end <= period.start:
        raise Refused("end_before_start", "R6.4-3")
    for slot in slots_around(session, op.room, period, None):
        if slot.period.overlaps(period):
            raise Refused(
                "room_booked",
                "R6.4-3",
                room=op.room,
                by=slot.meeting_id,
                starts_at=slot.held_from,
                ends_at=slot.held_to,
            )
    session.put(
        ClosureRow,
        id=op.id,
        room_id=op.room,
        starts_at=op.starts_at,
        ends_at=op.ends_at,
        reason=op.reason,
        order_number=op.order_number,
    )
    context.emit("room_disabled", room=op.room, starts_at=op.starts_at, ends_at=op.ends_at, reason=op.reason)


@applies(EnableRoom)
def enable(op: EnableRoom, context: Context) -> None:
    """The closure ends here; one that has not begun shrinks to nothing and stays in the log."""
    row = get(context.session, ClosureRow, op.id)
    end = max(op.ends_at, row.starts_at)
    if row.ends_at == end:
        return
    if end > row.ends_at:
        for slot in slots_around(context.session, row.room_id, Period(row.ends_at, end), None):
            if slot.period.overlaps(Period(row.ends_at, end)):
                raise Refused(
                    "room_booked",
                    "R6.4-3",
                    room=row.room_id,
                    by=slot.meeting_id,
                    starts_at=slot.held_from,
                    ends_at=slot.held_to,
                )
    row.ends_at = end
    context.emit("room_enabled", room=row.room_id)


@applies(LockRoom)
def lock(op: LockRoom, context: Context) -> None:
    """Emergency lock."""
    row = get(context.session, RoomRow, op.room)
    if row.lock_cause:
        return
    row.lock_cause, row.lock_reason, row.locked_at = op.cause, op.reason, context.at
    context.emit("room_locked", room=op.room, reason=op.reason)


@applies(UnlockRoom)
def unlock(op: UnlockRoom, context: Context) -> None:
    """The lock is lifted."""
    row = get(context.session, RoomRow, op.room)
    if row.lock_cause:
        row.lock_cause, row.lock_reason, row.locked_at = "", "", None
        context.emit("room_unlocked", room=op.room)
