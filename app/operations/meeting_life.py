"""A meeting's life: it starts, it ends, nobody came, the facts are put right (domain.md 3.2, 3.4, 3.5)."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.errors import Refused
from app.domain.meetings import held_period
from app.domain.ops import AdjustStaffing, CorrectMeeting, EndMeeting, MarkNoShow, StartMeeting
from app.domain.periods import MINUTE, Period
from app.domain.states import OPEN_TASK, MeetingState, TaskKind, TaskState
from app.operations.context import Context
from app.operations.duties import UNTOUCHED, cancel_duties, refit, revive_duties
from app.operations.lookup import get, of_meeting, room_in_use
from app.operations.meetings import BEFORE_START, live, require_state
from app.operations.registry import Needs, applies, reads
from app.operations.slots import holds_now, slots_around
from app.store import records
from app.store.tables import MeetingRow, TaskRow

HOLDING = frozenset(MeetingState) - {MeetingState.CANCELLED, MeetingState.NO_SHOW, MeetingState.WITHDRAWN}


@applies(StartMeeting)
def start(op: StartMeeting, context: Context) -> None:
    """Evidence of presence: the meeting is in session. People do not wait for a check-list."""
    row = live(get(context.session, MeetingRow, op.id))
    if row.state == MeetingState.IN_SESSION:
        return
    require_state(row, *BEFORE_START)
    _none_running(context, row)
    row.state = MeetingState.IN_SESSION
    row.started_at = op.started_at
    context.emit("meeting_started", meeting=op.id)


def _none_running(context: Context, row: MeetingRow) -> None:
    """Two meetings cannot be in session in one room: the one before has to be ended first."""
    period = Period(row.starts_at, row.ends_at)
    for slot in slots_around(context.session, row.room_id, period, row.id):
        other = get(context.session, MeetingRow, slot.meeting_id)
        if other.state == MeetingState.IN_SESSION:
            raise Refused("room_in_session", "3.1", room=row.room_id, by=other.id)


@applies(EndMeeting)
def end(op: EndMeeting, context: Context) -> None:
    """Over: the room is free from the real end on, and cleaning is due now (R7.4-1, R7.4-2)."""
    row = get(context.session, MeetingRow, op.id)
    if row.state in {MeetingState.ENDED, MeetingState.CLEANED}:
        return
    require_state(row, MeetingState.IN_SESSION)
    row.state = MeetingState.ENDED
    row.ended_at = op.ended_at
    row.end_kind = op.end_kind
    _hold(context, row)
    if not _settle_duties(context, row, op.ended_at):
        row.state = MeetingState.CLEANED
    context.emit("meeting_ended", meeting=op.id, ended_at=op.ended_at, end_kind=op.end_kind.value)


def _settle_duties(context: Context, row: MeetingRow, ended_at: int) -> bool:
    """After the end: cleaning is due now, the rest is done or falls away. Whether there is cleaning to do."""
    cleaning = False
    for task in of_meeting(context.session, TaskRow, row.id):
        if task.task_kind == TaskKind.CLEAN and task.state in UNTOUCHED:
            task.starts_at = ended_at
            task.ends_at = task.due_at = ended_at + context.rules.clean * MINUTE
        elif task.state in OPEN_TASK and task.task_kind in _DURING:
            _close(task, ended_at)
        cleaning = cleaning or (task.task_kind == TaskKind.CLEAN and task.state in OPEN_TASK)
    return cleaning


_DURING = frozenset(
    {TaskKind.SETUP, TaskKind.GUIDE, TaskKind.STANDBY, TaskKind.EQUIPMENT_TEST, TaskKind.TEA_REFILL}
)


def _close(task: TaskRow, at: int) -> None:
    """What was going on during the meeting is done with it; what nobody came to falls away."""
    if task.arrived_at is None and task.started_at is None:
        task.state = TaskState.CANCELLED
        return
    task.state = TaskState.DONE
    task.done_at = at


@applies(MarkNoShow)
def no_show(op: MarkNoShow, context: Context) -> None:
    """The desk has decided: nobody came, the room is released."""
    row = get(context.session, MeetingRow, op.id)
    if row.state == MeetingState.NO_SHOW:
        return
    require_state(row, *BEFORE_START)
    if context.at < row.starts_at:
        raise Refused("not_yet", "3.5", meeting=row.id, starts_at=row.starts_at)
    row.state = MeetingState.NO_SHOW
    row.holds = 0
    row.cancelled_at = context.at
    row.cancel_reason = op.reason
    holds_now(context.session, row)
    cancel_duties(context, row)
    context.emit("meeting_no_show", meeting=op.id)


@applies(CorrectMeeting)
def correct(op: CorrectMeeting, context: Context) -> None:
    """Put facts right. Coming back into a slot is checked like a booking; the overlap can never be waived."""
    row = get(context.session, MeetingRow, op.id)
    now = records.meeting_facts(row)
    if now == op.set:
        return
    if now != op.was:
        context.collide(row, "facts", *map(msgspec.to_builtins, (op.was, op.set, now)))
        return
    was_holding = bool(row.holds)
    over_early = op.set.ended_at is not None and op.set.ended_at <= row.starts_at
    holds = op.set.state in HOLDING and not over_early
    held = held_period(row.starts_at, row.ends_at, op.set.ended_at)
    if holds:
        if not was_holding:
            room_in_use(context.session, row.room_id)
        _slot_free(context, row, held)
    row.state = op.set.state
    row.started_at, row.ended_at, row.end_kind = op.set.started_at, op.set.ended_at, op.set.end_kind
    row.cancelled_at, row.cancel_reason = op.set.cancelled_at, op.set.cancel_reason
    row.holds = int(holds)
    row.held_from, row.held_to = held.start, held.end
    holds_now(context.session, row)
    if op.set.state in {MeetingState.ENDED, MeetingState.CLEANED} and op.set.ended_at is not None:
        _settle_duties(context, row, op.set.ended_at)
    elif holds and not was_holding:
        revive_duties(context, row)
    elif was_holding and not holds:
        cancel_duties(context, row)
    if op.set.state in {MeetingState.IN_SESSION, MeetingState.CONFIRMED}:
        _duties_as_planned(context, row)


def _duties_as_planned(context: Context, row: MeetingRow) -> None:
    """After an end was taken back: what the end closed or
    cancelled is open again, cleaning waits for the plan.
    """
    refit(context, row)
    for task in of_meeting(context.session, TaskRow, row.id):
        if task.task_kind == TaskKind.CLEAN and task.state in UNTOUCHED and task.starts_at != row.ends_at:
            task.starts_at = row.ends_at
            task.ends_at = task.due_at = row.ends_at + context.rules.clean * MINUTE


def _slot_free(context: Context, row: MeetingRow, held: Period) -> None:
    for slot in slots_around(context.session, row.room_id, held, row.id):
        if slot.period.overlaps(held):
            raise Refused(
                "slot_taken",
                "R6.5-1",
                room=row.room_id,
                by=slot.meeting_id,
                starts_at=slot.held_from,
                ends_at=slot.held_to,
                waivable=0,
            )


def _hold(context: Context, row: MeetingRow) -> None:
    held = held_period(row.starts_at, row.ends_at, row.ended_at)
    row.held_from, row.held_to = held.start, held.end
    if row.ended_at is not None and row.ended_at <= row.starts_at:
        row.holds = 0  # over before its slot began: the slot is nobody's
    holds_now(context.session, row)


@applies(AdjustStaffing)
def adjust(op: AdjustStaffing, context: Context) -> None:
    """Another number of attendants than Annex B's, by a person, with the reason (R6.7-2)."""
    row = live(get(context.session, MeetingRow, op.meeting))
    if row.attendants_needed not in {op.attendants, op.was}:
        context.conflict(row, "attendants_needed", op.was, op.attendants)
        return
    if row.state in {MeetingState.ENDED, MeetingState.CLEANED}:
        raise Refused("already_ended", meeting=row.id)
    row.attendants_needed = op.attendants
    row.staffing_set = 1
    row.needs_review = 0
    refit(context, row)


def _life_reads(op: Any, needs: Needs) -> None:  # Any: one of the kinds below
    needs.meeting(op.id)


for _kind in (StartMeeting, EndMeeting, MarkNoShow, CorrectMeeting):
    reads(_kind)(_life_reads)


@reads(AdjustStaffing)
def _adjust_reads(op: AdjustStaffing, needs: Needs) -> None:
    needs.meeting(op.meeting)
