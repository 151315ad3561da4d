"""What the verbs of tasks and check-lists do (R6.7, R7.1, R7.2-3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.moved_staff import NOT_BEGUN
from app.domain.ops import (
    AcknowledgeTask,
    AddTask,
    ArriveAtTask,
    AssignTasks,
    CancelTask,
    CheckItem,
    ClaimTask,
    CompleteTask,
    CorrectTask,
    MoveTask,
    OfferTask,
    PinTask,
    StartTask,
    UnassignTasks,
    VerifyTask,
)
from app.domain.periods import Period
from app.domain.states import OPEN_TASK, CheckResult, MeetingState, Role, TaskKind, TaskState
from app.domain.tasks import NEXT_STEPS
from app.operations.context import Context
from app.operations.lookup import absent, find, get, of_meeting
from app.operations.registry import Needs, applies, reads
from app.operations.session import OpSession
from app.operations.staff import require_free, tasks_of
from app.store import records
from app.store.tables import CheckRow, MeetingRow, PersonRow, TaskRow


@applies(AddTask)
def add(op: AddTask, context: Context) -> None:
    """One more piece of work."""
    absent(context.session, TaskRow, op.id)
    if op.ends_at <= op.starts_at:
        raise Refused("end_before_start")
    context.session.put(
        TaskRow,
        id=op.id,
        task_kind=op.task_kind,
        role=op.role,
        state=TaskState.PENDING,
        room_id=op.room,
        meeting_id=op.meeting,
        slot=0,
        starts_at=op.starts_at,
        ends_at=op.ends_at,
        due_at=op.due_at,
        assignee_id=None,
        pinned=0,
        note=op.note,
        override="",
        assigned_at=None,
        acknowledged_at=None,
        arrived_at=None,
        started_at=None,
        done_at=None,
        struck=0,
    )


@applies(AssignTasks)
def assign(op: AssignTasks, context: Context) -> None:
    """Give tasks to a person; refused as a whole when the person is elsewhere at one of them (R43)."""
    session = context.session
    person = get(session, PersonRow, op.person)
    tasks = _named(session, op.tasks, op.was)
    if not person.active:
        raise Refused("left", person=person.id)
    for task, was in zip(tasks, op.was, strict=True):
        if task.assignee_id not in (was, op.person):
            _kept_for_a_person(context, tasks, op.was, op.person)
            return
        _assignable(task, person)
    if not op.override:
        taken = tasks_of(session, op.person, tasks)
        for task in tasks:
            require_free(context, task, taken)
    for task in tasks:
        _give(context, task, op.person, op.override)
    context.emit("tasks_assigned", tasks=list(op.tasks), person=op.person)


def _assignable(task: TaskRow, person: PersonRow) -> None:
    if task.state not in NOT_BEGUN:
        raise Refused("task_begun", task=task.id, state=task.state)
    if Role(person.role) not in _MAY_DO[Role(task.role)]:
        raise Refused("wrong_role", person=person.id, role=task.role)


_MAY_DO = {
    Role.ATTENDANT: frozenset({Role.ATTENDANT, Role.SUPERVISOR}),
    Role.ENGINEER: frozenset({Role.ENGINEER}),
    Role.DESK: frozenset({Role.DESK, Role.SUPERVISOR}),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR}),
    Role.MANAGER: frozenset({Role.MANAGER}),
}


def _give(context: Context, task: TaskRow, person: str, override: str) -> None:
    if task.assignee_id == person and task.state in {TaskState.ASSIGNED, TaskState.ACKNOWLEDGED}:
        return
    task.assignee_id = person
    task.state = TaskState.ASSIGNED
    task.assigned_at = context.at
    task.acknowledged_at = None
    if override:
        task.override = override


def _kept_for_a_person(
    context: Context, tasks: Sequence[TaskRow], was: Sequence[str | None], person: str | None
) -> None:
    """One task collides, so the act stands still: every task it would have changed is kept for a person."""
    for task, seen in zip(tasks, was, strict=True):
        if task.assignee_id != person:
            context.conflict(task, "assignee_id", seen, person)


def _named(session: OpSession, ids: Sequence[str], was: Sequence[str | None]) -> list[TaskRow]:
    if len(ids) != len(was):
        raise Refused("malformed", detail="was")
    return [get(session, TaskRow, task_id) for task_id in ids]


@applies(UnassignTasks)
def unassign(op: UnassignTasks, context: Context) -> None:
    """Back into the queue; work that has begun stays with its person."""
    tasks = _named(context.session, op.tasks, op.was)
    for task, was in zip(tasks, op.was, strict=True):
        if task.assignee_id not in (was, None):
            _kept_for_a_person(context, tasks, op.was, None)
            return
        if task.state not in NOT_BEGUN:
            raise Refused("task_begun", task=task.id, state=task.state)
    for task in tasks:
        if task.assignee_id is not None:
            context.emit("task_unassigned", task=task.id, person=task.assignee_id)
        task.assignee_id = None
        task.state = TaskState.PENDING
        task.assigned_at = task.acknowledged_at = None
        task.pinned = 0


@applies(OfferTask)
def offer(op: OfferTask, context: Context) -> None:
    """Open for whoever claims it."""
    task = get(context.session, TaskRow, op.task)
    if task.state == TaskState.OFFERED:
        return
    if task.state != TaskState.PENDING:
        raise Refused("task_begun", task=task.id, state=task.state)
    task.state = TaskState.OFFERED
    context.emit("task_offered", task=task.id)


@applies(ClaimTask)
def claim(op: ClaimTask, context: Context) -> None:
    """The first claim has it."""
    session = context.session
    task = get(session, TaskRow, op.task)
    if task.assignee_id == op.person:
        return
    if task.state != TaskState.OFFERED:
        raise Refused("not_offered", task=task.id, state=task.state)
    person = get(session, PersonRow, op.person)
    _assignable(task, person)
    require_free(context, task, tasks_of(session, op.person, [task]), waivable=0)
    _give(context, task, op.person, "")


def _step(context: Context, task_id: str, state: TaskState) -> TaskRow | None:
    """The task, when it may go to this state; None when it is there already or beyond. Raises Refused."""
    task = get(context.session, TaskRow, task_id)
    now = TaskState(task.state)
    if now is state or state in _PASSED.get(now, frozenset()):
        return None
    if task.assignee_id is None:
        raise Refused("unassigned", task=task.id)
    if state not in NEXT_STEPS[now]:
        raise Refused("wrong_step", task=task.id, state=now.value)
    return task


_PASSED = {
    TaskState.ON_SITE: frozenset({TaskState.ACKNOWLEDGED}),
    TaskState.IN_PROGRESS: frozenset({TaskState.ACKNOWLEDGED, TaskState.ON_SITE}),
    TaskState.DONE: frozenset({TaskState.ACKNOWLEDGED, TaskState.ON_SITE, TaskState.IN_PROGRESS}),
    TaskState.VERIFIED: frozenset({TaskState.DONE}),
}


@applies(AcknowledgeTask)
def acknowledge(op: AcknowledgeTask, context: Context) -> None:
    """The person accepts."""
    task = _step(context, op.task, TaskState.ACKNOWLEDGED)
    if task is not None:
        task.state = TaskState.ACKNOWLEDGED
        task.acknowledged_at = context.at


@applies(ArriveAtTask)
def arrive(op: ArriveAtTask, context: Context) -> None:
    """Signed in at the place."""
    task = _step(context, op.task, TaskState.ON_SITE)
    if task is not None:
        task.state = TaskState.ON_SITE
        task.arrived_at = op.arrived_at


@applies(StartTask)
def start(op: StartTask, context: Context) -> None:
    """Work begins; whoever works has arrived."""
    task = _step(context, op.task, TaskState.IN_PROGRESS)
    if task is not None:
        task.state = TaskState.IN_PROGRESS
        task.started_at = op.started_at
        if task.arrived_at is None:
            task.arrived_at = op.started_at


@applies(CompleteTask)
def complete(op: CompleteTask, context: Context) -> None:
    """Done. Done is sticky; a finished clean-up closes its meeting and frees the room."""
    task = _step(context, op.task, TaskState.DONE)
    if task is None:
        return
    task.state = TaskState.DONE
    task.done_at = op.done_at
    if task.arrived_at is None:
        task.arrived_at = op.done_at
    if op.note:
        task.note = op.note
    _follow_cleaning(context, task)


def _follow_cleaning(context: Context, task: TaskRow) -> None:
    """A meeting that is over is cleaned when none of its
    clean-ups is open, and waits for cleaning while one is.
    """
    if task.task_kind != TaskKind.CLEAN or task.meeting_id is None:
        return
    meeting = find(context.session, MeetingRow, task.meeting_id)
    if meeting is None or meeting.state not in {MeetingState.ENDED, MeetingState.CLEANED}:
        return
    tasks = of_meeting(context.session, TaskRow, meeting.id)
    waits = any(each.task_kind == TaskKind.CLEAN and each.state in OPEN_TASK for each in tasks)
    state = MeetingState.ENDED if waits else MeetingState.CLEANED
    if meeting.state != state:
        meeting.state = state


@applies(VerifyTask)
def verify(op: VerifyTask, context: Context) -> None:
    """A sample check."""
    task = _step(context, op.task, TaskState.VERIFIED)
    if task is not None:
        task.state = TaskState.VERIFIED


@applies(CancelTask)
def cancel(op: CancelTask, context: Context) -> None:
    """No longer needed; what is done stays done. A room whose clean-up is struck after the end is free."""
    task = get(context.session, TaskRow, op.task)
    if task.state in {TaskState.DONE, TaskState.VERIFIED}:
        raise Refused("task_begun", task=task.id, state=task.state)
    if not task.struck:
        task.struck = 1
    if task.state == TaskState.CANCELLED:
        return
    task.state = TaskState.CANCELLED
    if op.reason:
        task.note = op.reason
    _follow_cleaning(context, task)
    if task.assignee_id is not None:
        context.emit("task_cancelled", task=task.id, person=task.assignee_id)


@applies(PinTask)
def pin(op: PinTask, context: Context) -> None:
    """Hold an assignment, or free it."""
    task = get(context.session, TaskRow, op.task)
    if op.pinned and task.assignee_id is None:
        raise Refused("unassigned", task=task.id)
    if task.pinned != int(op.pinned):
        task.pinned = int(op.pinned)


@applies(MoveTask)
def move(op: MoveTask, context: Context) -> None:
    """Another time for a task that has not begun; the person must be free then."""
    session = context.session
    task = get(session, TaskRow, op.task)
    if (task.starts_at, task.ends_at) == (op.starts_at, op.ends_at):
        return
    if (task.starts_at, task.ends_at) != (op.was_starts_at, op.was_ends_at):
        was, mine = [op.was_starts_at, op.was_ends_at], [op.starts_at, op.ends_at]
        context.collide(task, "period", was, mine, [task.starts_at, task.ends_at])
        return
    if op.ends_at <= op.starts_at:
        raise Refused("end_before_start")
    if task.state not in NOT_BEGUN:
        raise Refused("task_begun", task=task.id, state=task.state)
    wanted = Period(op.starts_at, op.ends_at)
    if task.assignee_id is not None and not op.override:
        others = tasks_of(session, task.assignee_id, [task])
        require_free(context, task, others, at=wanted)
    later = op.ends_at - task.ends_at
    task.starts_at, task.ends_at = op.starts_at, op.ends_at
    if TaskKind(task.task_kind) not in _BEFORE_START:
        task.due_at += later
    if op.override:
        task.override = op.override


_BEFORE_START = frozenset({TaskKind.SETUP, TaskKind.GUIDE, TaskKind.EQUIPMENT_TEST})
"""The meeting's start sets their deadline; moving the work does not move the meeting."""


@applies(CheckItem)
def check(op: CheckItem, context: Context) -> None:
    """Answer an item; the first answer makes its row."""
    session = context.session
    get(session, MeetingRow, op.meeting)
    check_id = derived(op.meeting, "check", op.owner.value, op.item)
    row = find(session, CheckRow, check_id)
    if row is None:
        session.put(
            CheckRow,
            id=check_id,
            meeting_id=op.meeting,
            owner=op.owner,
            item=op.item,
            result=op.result,
            answered_by=context.actor,
            answered_at=context.at,
            note=op.note,
        )
        return
    if row.result == op.result and row.note == op.note:
        return
    if row.result not in {op.was, CheckResult.OPEN, op.result}:
        context.conflict(row, "result", op.was.value, op.result.value)
        if op.note and op.note != row.note:
            context.conflict(row, "note", None, op.note)
        return
    row.result, row.note = op.result, op.note
    row.answered_by, row.answered_at = context.actor, context.at


@applies(CorrectTask)
def correct(op: CorrectTask, context: Context) -> None:
    """Put a task's facts right; taking a clean-up back makes its room wait for cleaning again.

    Whoever gets the task back must still be free for it (R43), unless they had it in spite of that.
    """
    task = get(context.session, TaskRow, op.task)
    now = records.task_facts(task)
    if now == op.set:
        return
    if now != op.was:
        context.collide(task, "facts", *map(msgspec.to_builtins, (op.was, op.set, now)))
        return
    person, had = op.set.assignee_id, task.assignee_id if task.state in OPEN_TASK else None
    if person is not None and person != had and op.set.state in OPEN_TASK and not task.override:
        require_free(context, task, tasks_of(context.session, person, [task]), waivable=0)
    task.state = op.set.state
    task.struck = int(op.set.state is TaskState.CANCELLED)
    task.assignee_id, task.pinned = op.set.assignee_id, int(op.set.is_pinned)
    task.assigned_at, task.acknowledged_at = op.set.assigned_at, op.set.acknowledged_at
    task.arrived_at, task.started_at, task.done_at = op.set.arrived_at, op.set.started_at, op.set.done_at
    _follow_cleaning(context, task)


@reads(AssignTasks)
def _assign_reads(op: AssignTasks, needs: Needs) -> None:
    needs.row("task", *op.tasks)
    needs.row("person", op.person)


@reads(UnassignTasks)
def _unassign_reads(op: UnassignTasks, needs: Needs) -> None:
    needs.row("task", *op.tasks)


@reads(AddTask)
def _add_reads(op: AddTask, needs: Needs) -> None:
    needs.row("task", op.id)


@reads(CheckItem)
def _check_reads(op: CheckItem, needs: Needs) -> None:
    needs.row("meeting", op.meeting)
    needs.row("check", derived(op.meeting, "check", op.owner.value, op.item))


def _step_reads(op: Any, needs: Needs) -> None:  # Any: one of the kinds below
    needs.row("task", op.task)


for _kind in (
    OfferTask, ClaimTask, AcknowledgeTask, ArriveAtTask, StartTask, CompleteTask, VerifyTask, PinTask,
    MoveTask, CorrectTask, CancelTask,
):  # fmt: skip
    reads(_kind)(_step_reads)
