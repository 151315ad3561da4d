"""What can be said of a room and its meeting from the drawer and the right-click menu: pure, made from
what is seen.
"""

from __future__ import annotations

from datetime import timedelta

from app.domain.candidates import candidates
from app.domain.dispatch import Crew, entry_of
from app.domain.ops import (
    AcknowledgeTask,
    ArriveAtTask,
    AssignTasks,
    CompleteTask,
    DisableRoom,
    EnableRoom,
    LockRoom,
    Operation,
    StartTask,
    UnlockRoom,
)
from app.domain.periods import HOUR, MINUTE, day_of, day_period
from app.domain.records import TaskRecord
from app.domain.rooms import RoomView
from app.domain.rules import Rules
from app.domain.states import MeetingState, RoomStatus, TaskKind, TaskState

WAITING = frozenset({MeetingState.SUBMITTED, MeetingState.CONFIRMED})


def step(task: str, state: TaskState, now: int) -> Operation:
    """A task's next step by the state it is to reach."""
    made: dict[TaskState, Operation] = {
        TaskState.ACKNOWLEDGED: AcknowledgeTask(task),
        TaskState.ON_SITE: ArriveAtTask(task, now),
        TaskState.IN_PROGRESS: StartTask(task, now),
        TaskState.DONE: CompleteTask(task, now),
    }
    return made[state]


def best_assignment(tasks: tuple[TaskRecord, ...], crew: Crew) -> tuple[AssignTasks, str] | None:
    """The first open slot of a meeting for the best person there is: (operation, name)."""
    waiting = [
        t
        for t in tasks
        if t.assignee_id is None and t.is_open and t.slot > 0 and t.kind is not TaskKind.CLEAN
    ]
    waiting = waiting or [t for t in tasks if t.assignee_id is None and t.is_open]
    if not waiting:
        return None
    slot = min(task.slot for task in waiting)
    entry = entry_of([task for task in waiting if task.slot == slot], crew)
    best = next((one for one in candidates(entry, crew) if one.may), None)
    if best is None:
        return None
    return AssignTasks(entry.ids, best.day.person.id, (None,) * len(entry.ids)), best.day.person.name


def disable(closure_id: str, view: RoomView, now: int, rules: Rules, reason: str) -> DisableRoom:
    """Out of service from this minute to the end of the day's opening, at least two hours."""
    today = day_of(now, rules.tz)
    closing = day_period(today, rules.tz).start + rules.closes * MINUTE
    start = now // MINUTE * MINUTE
    return DisableRoom(closure_id, view.facts.room.id, start, max(closing, start + 2 * HOUR), reason)


def enable(view: RoomView, now: int) -> EnableRoom | None:
    """End the closure that holds now."""
    return EnableRoom(view.closure.id, now) if view.closure is not None else None


def lock(view: RoomView, reason: str) -> LockRoom:
    """Emergency lock."""
    return LockRoom(view.facts.room.id, reason)


def unlock(view: RoomView) -> UnlockRoom:
    """Lift it."""
    return UnlockRoom(view.facts.room.id)


def next_slot(view: RoomView, now: int, rules: Rules) -> tuple[int, int]:
    """A free hour to book: from the next half hour on, after what is booked and its gap, before what
    comes next.
    """
    half = 30 * MINUTE
    start = -(-now // half) * half
    for meeting in view.facts.meetings:
        gap = rules.gap_regular * MINUTE
        if meeting.starts_at - gap < start + HOUR and start < meeting.ends_at + gap:
            start = -(-(meeting.ends_at + gap) // half) * half
    closing = day_period(day_of(now, rules.tz), rules.tz).start + rules.closes * MINUTE
    if start + HOUR > closing:
        tomorrow = day_period(day_of(now, rules.tz) + timedelta(days=1), rules.tz)
        start = tomorrow.start + max(rules.opens, 9 * 60) * MINUTE
    return start, start + HOUR


def clean_task(view: RoomView) -> TaskRecord | None:
    """The clean-up that the room waits for."""
    if view.status not in {RoomStatus.TO_CLEAN, RoomStatus.CLEANING} or view.meeting is None:
        return None
    mine = (t for t in view.facts.tasks if t.meeting_id == view.meeting.id and t.kind is TaskKind.CLEAN)
    return next((task for task in mine if task.is_open), None)
