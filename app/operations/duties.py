"""The tasks that follow from a meeting: made with it, moved with it, fallen away with it.

Their ids derive from meeting, kind and slot, so that every end makes the same ones. A task that a person has
begun stays as it is: work done is never erased.
"""

from __future__ import annotations

from app.domain.ids import derived
from app.domain.periods import Period
from app.domain.states import OPEN_TASK, MeetingClass, TaskState
from app.domain.tasks import Duty, annex_b, duties
from app.operations.context import Context
from app.operations.lookup import of_meeting
from app.operations.staff import release_busy
from app.store.tables import MeetingRow, TaskRow

UNTOUCHED = frozenset({TaskState.PENDING, TaskState.OFFERED, TaskState.ASSIGNED, TaskState.ACKNOWLEDGED})


def duties_of(context: Context, row: MeetingRow) -> tuple[Duty, ...]:
    """The duties a meeting has by its present facts."""
    return duties(
        Period(row.starts_at, row.ends_at),
        MeetingClass(row.meeting_class),
        row.attendants_needed,
        context.rules,
        is_video=bool(row.is_video),
    )


def duties_at(context: Context, row: MeetingRow, period: Period) -> dict[str, Duty]:
    """The duties a meeting would have at another time, by task id."""
    made = duties(
        period,
        MeetingClass(row.meeting_class),
        row.attendants_needed,
        context.rules,
        is_video=bool(row.is_video),
    )
    return {derived(row.id, "task", duty.part): duty for duty in made}


def make_duties(context: Context, row: MeetingRow) -> None:
    """Add the tasks of a new meeting; what is over by the author's clock is made as done history."""
    for duty in duties_of(context, row):
        _add(context, row, duty)


def _add(context: Context, row: MeetingRow, duty: Duty) -> None:
    context.session.put(
        TaskRow,
        id=derived(row.id, "task", duty.part),
        task_kind=duty.kind.value,
        role=duty.role.value,
        state="pending",
        room_id=row.room_id,
        meeting_id=row.id,
        slot=duty.slot,
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        due_at=duty.due_at,
        assignee_id=None,
        pinned=0,
        note="",
        override="",
        assigned_at=None,
        acknowledged_at=None,
        arrived_at=None,
        started_at=None,
        done_at=None,
        struck=0,
    )


def restaff(context: Context, row: MeetingRow, *, keeps_shape: bool = False) -> None:
    """Re-evaluate Annex B and fit the tasks to it; a number set by a person stays (R6.7-2).

    ``keeps_shape``: nothing else that makes duties has changed; the same number then means the same tasks.
    """
    before = row.attendants_needed
    staffing = annex_b(
        row.expected, MeetingClass(row.meeting_class), context.rules, asked=bool(row.asks_attendants)
    )
    if not row.staffing_set or row.meeting_class == MeetingClass.SELF_SERVICE:
        row.attendants_needed = staffing.attendants
        row.needs_review = int(staffing.review)
    if not keeps_shape or row.attendants_needed != before:
        refit(context, row)


def refit(context: Context, row: MeetingRow) -> None:
    """Add tasks that are missing, revive and cancel by
    the present duties; begun ones and struck ones stay.
    """
    wanted = {derived(row.id, "task", duty.part): duty for duty in duties_of(context, row)}
    there = {task.id: task for task in of_meeting(context.session, TaskRow, row.id)}
    revived = False
    for task_id, duty in wanted.items():
        task = there.get(task_id)
        if task is None:
            _add(context, row, duty)
        elif task.state == TaskState.CANCELLED and not task.struck:
            _revive(row, task, duty)
            revived = True
    if revived:
        release_busy(context, row.id)
    for task in there.values():
        derived_ones = task.slot or task.task_kind in {"clean", "equipment_test"}
        if task.id not in wanted and derived_ones and task.state in UNTOUCHED and _is_derived(row, task):
            task.state = TaskState.CANCELLED


def _revive(row: MeetingRow, task: TaskRow, duty: Duty) -> None:
    """Back to where its facts say it was, and, not begun, to where and when its meeting is by now."""
    task.state = revived_state(task)
    if task.state not in UNTOUCHED:
        return
    if task.room_id != row.room_id:
        task.room_id = row.room_id
    if task.due_at != duty.due_at:
        _retime(task, duty.starts_at, duty.ends_at)
        task.due_at = duty.due_at


def _is_derived(row: MeetingRow, task: TaskRow) -> bool:
    return task.id == derived(row.id, "task", f"{task.task_kind}.{task.slot}")


def shift_duties(context: Context, row: MeetingRow, was: Period) -> None:
    """After a move: tasks that nobody has begun follow to the new room and time."""
    wanted = {derived(row.id, "task", duty.part): duty for duty in duties_of(context, row)}
    for task in of_meeting(context.session, TaskRow, row.id):
        duty = wanted.get(task.id)
        if task.state not in OPEN_TASK:
            continue
        if task.room_id != row.room_id:
            task.room_id = row.room_id
        if duty is None:
            if task.starts_at >= was.end and task.state in UNTOUCHED:
                _retime(task, task.starts_at + row.ends_at - was.end, task.ends_at + row.ends_at - was.end)
            continue
        start = duty.starts_at if task.state in UNTOUCHED else task.starts_at
        _retime(task, start, duty.ends_at)
        if task.due_at != duty.due_at:
            task.due_at = duty.due_at


def _retime(task: TaskRow, starts_at: int, ends_at: int) -> None:
    if (task.starts_at, task.ends_at) != (starts_at, ends_at):
        task.starts_at, task.ends_at = starts_at, ends_at


def cancel_duties(context: Context, row: MeetingRow) -> None:
    """Open tasks of a meeting that is off fall away; what was done stays done."""
    for task in of_meeting(context.session, TaskRow, row.id):
        if task.state in OPEN_TASK:
            task.state = TaskState.CANCELLED


def revive_duties(context: Context, row: MeetingRow) -> None:
    """A meeting is on again: its duties come back to where their facts say they were."""
    refit(context, row)


def revived_state(task: TaskRow) -> str:
    """The state a task's own facts tell."""
    for fact, state in (
        (task.done_at, TaskState.DONE),
        (task.started_at, TaskState.IN_PROGRESS),
        (task.arrived_at, TaskState.ON_SITE),
        (task.acknowledged_at, TaskState.ACKNOWLEDGED),
        (task.assignee_id, TaskState.ASSIGNED),
    ):
        if fact is not None:
            return state.value
    return TaskState.PENDING.value
