"""The waiting list of a room's time (R6.5-3): what is queued, left, or booked when its slot is free."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from app.domain.errors import Refused
from app.domain.meetings import sane_period
from app.domain.ops import BookMeeting, CancelMeeting, JoinWaitlist, LeaveWaitlist, Operation, PromoteWaiting
from app.domain.periods import Period
from app.domain.states import MeetingState
from app.operations.context import Context
from app.operations.lookup import find, get, room_in_use
from app.operations.meetings import book, keep_secret
from app.operations.registry import Around, Needs, applies, inverts, reads
from app.store.tables import MeetingRow, WaitingRow

_encode: Final = msgspec.json.Encoder().encode
_booking: Final = msgspec.json.Decoder(BookMeeting).decode


@applies(JoinWaitlist)
def join(op: JoinWaitlist, context: Context) -> None:
    """Queue it. Rules of the booking are asked when it is promoted: by then they may be met."""
    session, wanted = context.session, op.booking
    row = find(session, WaitingRow, op.id)
    if row is not None:
        if row.left:
            row.left = 0
        return
    room = room_in_use(session, wanted.room)
    wrong = sane_period(Period(wanted.starts_at, wanted.ends_at))
    if wrong is not None:
        raise Refused(wrong)
    keep_secret(wanted)
    session.put(
        WaitingRow,
        id=op.id,
        room_id=room.id,
        title=wanted.title,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        left=0,
        booking=_encode(wanted).decode(),
        meeting_id=None,
        queued_at=context.at,
        queued_by=context.actor,
    )
    context.emit("waitlist_joined", waiting=op.id, room=room.id)


@applies(LeaveWaitlist)
def leave(op: LeaveWaitlist, context: Context) -> None:
    """Out of the queue; what was promoted is a meeting and is cancelled as one."""
    row = get(context.session, WaitingRow, op.id)
    if not row.left:
        row.left = 1


@applies(PromoteWaiting)
def promote(op: PromoteWaiting, context: Context) -> None:
    """Book it, by all the rules of a booking; refused, it goes on waiting.

    Whether it waits follows from facts: a promotion that was taken back (its meeting is withdrawn) is none.
    """
    row = get(context.session, WaitingRow, op.id)
    if row.meeting_id == op.meeting:
        return
    made = find(context.session, MeetingRow, row.meeting_id) if row.meeting_id is not None else None
    if row.left or (made is not None and made.state != MeetingState.WITHDRAWN):
        raise Refused("not_waiting", "R6.5-3", waiting=row.id)
    wanted = _booking(row.booking.encode())
    book(msgspec.structs.replace(wanted, id=op.meeting, override=op.override or wanted.override), context)
    row.meeting_id = op.meeting
    context.emit("waitlist_promoted", waiting=op.id, meeting=op.meeting)


def _waiting_reads(op: Any, needs: Needs) -> None:  # Any: one of the kinds below
    needs.row("waiting", op.id)


for _kind in (LeaveWaitlist, PromoteWaiting):
    reads(_kind)(_waiting_reads)


@reads(JoinWaitlist)
def _join_reads(op: JoinWaitlist, needs: Needs) -> None:
    needs.row("waiting", op.id)
    needs.row("room", op.booking.room)


@inverts(JoinWaitlist)
def _join_back(op: JoinWaitlist, _around: Around) -> tuple[Operation, ...]:
    return (LeaveWaitlist(op.id),)


@inverts(LeaveWaitlist)
def _leave_back(op: LeaveWaitlist, around: Around) -> tuple[Operation, ...]:
    return (JoinWaitlist(op.id, _booking(str(around.before("waiting", op.id)["booking"]).encode())),)


@inverts(PromoteWaiting)
def _promote_back(op: PromoteWaiting, _around: Around) -> tuple[Operation, ...]:
    return (CancelMeeting(op.meeting, reason="", withdrawn=True),)
