"""What the verbs of meetings do (R6.5, R7.4)."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.meetings import Booking, Finding, findings, held_period
from app.domain.ops import BookMeeting, CancelMeeting, ConfirmMeeting, EditMeeting, ExtendMeeting, MoveMeeting
from app.domain.periods import Period
from app.domain.states import MeetingClass, MeetingState
from app.domain.tasks import annex_b
from app.operations.closures import closures_around
from app.operations.context import Context
from app.operations.duties import cancel_duties, duties_at, make_duties, restaff, shift_duties
from app.operations.lookup import absent, get, room_in_use
from app.operations.merge import fields_of, merge
from app.operations.registry import Needs, applies, reads
from app.operations.slots import AROUND, holds_now, slots_around
from app.operations.staff import require_staff_free
from app.store import records
from app.store.tables import MeetingRow, RoomRow

BEFORE_START = (MeetingState.SUBMITTED, MeetingState.CONFIRMED)


@applies(BookMeeting)
def book(op: BookMeeting, context: Context) -> None:
    """Book the room and make the duties; overlap, capacity and closures refuse, other rules need a reason."""
    session = context.session
    absent(session, MeetingRow, op.id)
    room = room_in_use(session, op.room)
    keep_secret(op)
    booking = Booking(records.room(room), Period(op.starts_at, op.ends_at), op.expected, op.meeting_class)
    check_slot(context, booking, None, op.override)
    staffing = annex_b(op.expected, op.meeting_class, context.rules, asked=op.asks_attendants)
    row = session.put(
        MeetingRow,
        id=op.id,
        number=context.number("meeting"),
        room_id=op.room,
        title=op.title,
        state=str(MeetingState.CONFIRMED if op.confirmed else MeetingState.SUBMITTED),
        meeting_class=str(op.meeting_class),
        starts_at=op.starts_at,
        ends_at=op.ends_at,
        held_from=op.starts_at,
        held_to=op.ends_at,
        holds=1,
        expected=op.expected,
        attendants_needed=staffing.attendants,
        needs_review=int(staffing.review),
        staffing_set=0,
        asks_attendants=int(op.asks_attendants),
        unit=op.unit,
        contact=op.contact,
        phone=op.phone,
        is_video=int(op.is_video and not op.is_classified),
        is_classified=int(op.is_classified),
        layout=op.layout,
        tea=int(op.tea),
        nameplates=op.nameplates,
        materials=op.materials,
        notes=op.notes,
        series_id=op.series,
        started_at=None,
        ended_at=None,
        end_kind=None,
        cancelled_at=None,
        cancel_reason="",
        override=op.override,
        is_history=0,
        is_imported=0,
        booked_at=context.at,
        booked_by=context.actor,
    )
    holds_now(session, row)
    make_duties(context, row)
    context.emit("meeting_booked", meeting=op.id)


def keep_secret(wanted: BookMeeting) -> None:
    """A secret meeting is its room and time; raises Refused("secret_field") for words about it (R6.11-1)."""
    if wanted.is_classified and (wanted.unit or wanted.notes or wanted.materials or wanted.nameplates):
        raise Refused("secret_field", "R6.11-1")


@reads(BookMeeting)
def _book_reads(op: BookMeeting, needs: Needs) -> None:
    needs.row("meeting", op.id)
    needs.row("room", op.room)
    needs.slots(op.room, op.starts_at - AROUND, op.ends_at + AROUND)


def _meeting_reads(op: Any, needs: Needs) -> None:  # Any: one of the kinds below
    needs.meeting(op.id)


for _kind in (EditMeeting, ExtendMeeting, CancelMeeting, ConfirmMeeting):
    reads(_kind)(_meeting_reads)


@applies(ConfirmMeeting)
def confirm(op: ConfirmMeeting, context: Context) -> None:
    """Submitted becomes confirmed; confirmed already is fine."""
    row = get(context.session, MeetingRow, op.id)
    if row.state == MeetingState.CONFIRMED:
        return
    require_state(row, MeetingState.SUBMITTED)
    row.state = MeetingState.CONFIRMED
    context.emit("meeting_confirmed", meeting=op.id)


@applies(EditMeeting)
def edit(op: EditMeeting, context: Context) -> None:
    """Merge what the meeting is about; a new head-count or class re-evaluates Annex B (reading 2)."""
    row = live(get(context.session, MeetingRow, op.id))
    new = fields_of(op.set)
    if row.is_classified and {"unit", "notes", "materials", "nameplates", "is_video"} & new.keys():
        raise Refused("secret_field", "R6.11-1")
    room = get(context.session, RoomRow, row.room_id)
    expected = new.get("expected", row.expected)
    if 0 < room.capacity < expected and expected > row.expected:  # fewer than now is never refused
        raise Refused("over_capacity", "R6.9-1", room=room.id, expected=expected, capacity=room.capacity)
    changed = merge(context, row, new, fields_of(op.was))
    if changed & {"expected", "meeting_class", "asks_attendants", "is_video"}:
        restaff(context, row, keeps_shape=not changed & {"meeting_class", "is_video"})
    if changed and row.state in BEFORE_START:
        context.emit("meeting_edited", meeting=op.id, fields=sorted(changed))


@applies(MoveMeeting)
def move(op: MoveMeeting, context: Context) -> None:
    """Room, start and end as one field; a meeting that has begun keeps its start."""
    session = context.session
    row = live(get(session, MeetingRow, op.id))
    if (row.room_id, row.starts_at, row.ends_at) == (op.room, op.starts_at, op.ends_at):
        return
    if (row.room_id, row.starts_at, row.ends_at) != (op.was_room, op.was_starts_at, op.was_ends_at):
        was = [op.was_room, op.was_starts_at, op.was_ends_at]
        theirs = [row.room_id, row.starts_at, row.ends_at]
        context.collide(row, "slot", was, [op.room, op.starts_at, op.ends_at], theirs)
        return
    if row.state not in BEFORE_START and op.starts_at != row.starts_at:
        raise Refused("already_started", meeting=row.id)
    if row.state in {MeetingState.ENDED, MeetingState.CLEANED}:
        raise Refused("already_ended", meeting=row.id)
    room = room_in_use(session, op.room)
    period = Period(op.starts_at, op.ends_at)
    check_slot(context, booking_of(room, row, period), row.id, op.override)
    if not op.override:
        require_staff_free(context, row.id, op.room, duties_at(context, row, period))
    place(context, row, op.room, period, op.override)
    context.emit("meeting_moved", meeting=op.id, room=op.room, starts_at=op.starts_at, ends_at=op.ends_at)


@reads(MoveMeeting)
def _move_reads(op: MoveMeeting, needs: Needs) -> None:
    needs.meeting(op.id)
    needs.row("room", op.room, op.was_room)
    needs.slots(op.room, op.starts_at - AROUND, op.ends_at + AROUND)
    needs.slots(op.was_room, op.was_starts_at - AROUND, op.was_ends_at + AROUND)


@applies(ExtendMeeting)
def extend(op: ExtendMeeting, context: Context) -> None:
    """A later end for a meeting in session, only while the room stays free (domain.md 3.4)."""
    row = get(context.session, MeetingRow, op.id)
    require_state(row, MeetingState.IN_SESSION)
    if row.ends_at == op.ends_at:
        return
    if row.ends_at != op.was_ends_at:
        context.conflict(row, "ends_at", op.was_ends_at, op.ends_at)
        return
    room = get(context.session, RoomRow, row.room_id)
    period = Period(row.starts_at, op.ends_at)
    check_slot(context, booking_of(room, row, period), row.id, op.override)
    place(context, row, row.room_id, period, op.override)
    context.emit("meeting_extended", meeting=op.id, ends_at=op.ends_at)


@applies(CancelMeeting)
def cancel(op: CancelMeeting, context: Context) -> None:
    """Cancelled before its start; the slot is free and the
    open duties fall away in the same transaction (R3).
    """
    row = get(context.session, MeetingRow, op.id)
    state = MeetingState.WITHDRAWN if op.withdrawn else MeetingState.CANCELLED
    if row.state == state:
        return
    if row.state not in BEFORE_START:
        raise Refused("already_started", meeting=row.id)
    row.state = state
    row.holds = 0
    row.cancelled_at = context.at
    row.cancel_reason = op.reason
    holds_now(context.session, row)
    cancel_duties(context, row)
    if not op.withdrawn:
        context.emit("meeting_cancelled", meeting=op.id, reason=op.reason)


def booking_of(room: RoomRow, row: MeetingRow, period: Period) -> Booking:
    """What a meeting asks for in another room or period."""
    return Booking(records.room(room), period, row.expected, MeetingClass(row.meeting_class))


def check_slot(context: Context, booking: Booking, meeting: str | None, override: str) -> None:
    """Raises Refused for the first rule the booking breaks that no reason has waived."""
    session = context.session
    slots = slots_around(session, booking.room.id, booking.period, meeting)
    closures = closures_around(session, booking.room.id, booking.period)
    for finding in findings(booking, slots, closures, context.rules, context.at):
        if finding.waivable and override:
            continue
        raise refusal(finding)


def refusal(finding: Finding) -> Refused:
    """The refusal that a finding is."""
    refused = Refused(finding.code, finding.rule, waivable=int(finding.waivable))
    refused.params.update(finding.named)
    return refused


def place(context: Context, row: MeetingRow, room: str, period: Period, override: str) -> None:
    """Write room, period and what holds, and move the duties that have not begun along."""
    was = Period(row.starts_at, row.ends_at)
    row.room_id = room
    row.starts_at, row.ends_at = period.start, period.end
    held = held_period(period.start, period.end, row.ended_at)
    row.held_from, row.held_to = held.start, held.end
    if override:
        row.override = override
    holds_now(context.session, row)
    shift_duties(context, row, was)


def live(row: MeetingRow) -> MeetingRow:
    """Raises Refused("cancelled") for a meeting that is off."""
    if row.state in {MeetingState.CANCELLED, MeetingState.WITHDRAWN, MeetingState.NO_SHOW}:
        raise Refused("cancelled", meeting=row.id)
    return row


def require_state(row: MeetingRow, *states: MeetingState) -> None:
    """Raises Refused("wrong_state") unless the meeting is in one of the states."""
    if row.state not in states:
        raise Refused("wrong_state", meeting=row.id, state=row.state)
