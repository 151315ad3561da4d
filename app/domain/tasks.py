"""Rules of staffing and service tasks: Annex B, the duties a meeting makes, who may do what when.

Sources: domain.md 2 (Annex B, all numbers seen), 3.6, 1.2; readings 1 to 6 of section 9.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.periods import MINUTE, Period
from app.domain.records.tasks import TaskRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass, Role, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class Staffing:
    """How many attendants by Annex B; ``review``: beyond 80 the provider adjusts to the real situation."""

    attendants: int
    review: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """A task that a meeting makes; with the slot it belongs to, its id derives from the meeting."""

    kind: TaskKind
    role: Role
    slot: int
    starts_at: int
    ends_at: int
    due_at: int

    @property
    def part(self) -> str:
        """Its place under the meeting: the seed of its id."""
        return f"{self.kind}.{self.slot}"


def annex_b(expected: int, meeting_class: MeetingClass, rules: Rules, *, asked: bool = False) -> Staffing:
    """Attendants by expected attendees (R6.7-2); 以下 includes the number itself (reading 1)."""
    if meeting_class is MeetingClass.SELF_SERVICE:
        return Staffing(0, review=False)
    if expected <= rules.band_none:
        return Staffing(1 if asked else 0, review=False)
    if expected <= rules.band_one:
        return Staffing(1, review=False)
    if expected <= rules.band_two:
        return Staffing(2, review=False)
    return Staffing(3, review=expected > rules.band_three)


def duties(
    period: Period, meeting_class: MeetingClass, attendants: int, rules: Rules, *, is_video: bool
) -> tuple[Duty, ...]:
    """The tasks of a meeting: set-up, ushering and standby
    for each slot, one clean-up, a test where video is.

    A self-service meeting makes a clean-up only (R6.2-3, R7.4-2). Engineers are beyond Annex B (reading 6).
    """
    made: list[Duty] = []
    ready = period.start - rules.ready_lead * MINUTE
    begin = period.start - rules.setup_lead * MINUTE
    for slot in range(1, attendants + 1):
        made.append(Duty(TaskKind.SETUP, Role.ATTENDANT, slot, begin, ready, ready))
        made.append(Duty(TaskKind.GUIDE, Role.ATTENDANT, slot, ready, period.start, period.start))
        made.append(Duty(TaskKind.STANDBY, Role.ATTENDANT, slot, period.start, period.end, period.end))
    if meeting_class is MeetingClass.REGULAR and is_video:
        made.append(Duty(TaskKind.EQUIPMENT_TEST, Role.ENGINEER, 0, begin, ready, ready))
    clean_end = period.end + rules.clean * MINUTE
    made.append(Duty(TaskKind.CLEAN, Role.ATTENDANT, min(1, attendants), period.end, clean_end, clean_end))
    return tuple(made)


def busy(task: TaskRecord, now: int) -> Period:
    """The time a task takes from its person: as planned, or as it really went once it has begun or ended."""
    start = task.started_at if task.started_at is not None else task.starts_at
    if task.done_at is not None:
        return Period(min(start, task.done_at), task.done_at)
    if task.state is TaskState.IN_PROGRESS and now > task.ends_at:
        return Period(start, now)
    return Period(min(start, task.ends_at - 1), task.ends_at)


def person_clash(
    wanted: Period, tasks: Iterable[TaskRecord], now: int, walk: int, room: str | None
) -> TaskRecord | None:
    """The first open task of the person that overlaps; between rooms ``walk`` minutes are needed."""
    hits = []
    for task in tasks:
        if not task.is_open:
            continue
        pad = 0 if task.room_id == room else walk * MINUTE
        span = busy(task, now)
        if wanted.start < span.end + pad and span.start - pad < wanted.end:
            hits.append(task)
    return min(hits, key=lambda task: (task.starts_at, task.id)) if hits else None


def arrived_slots(tasks: Iterable[TaskRecord]) -> int:
    """How many attendants of a meeting have signed in:
    slots with any arrival before or during it (R6.7-3).
    """
    counted = {TaskKind.SETUP, TaskKind.GUIDE, TaskKind.STANDBY}
    return len(
        {task.slot for task in tasks if task.slot and task.kind in counted and task.arrived_at is not None}
    )


def assigned_slots(tasks: Iterable[TaskRecord]) -> int:
    """How many slots of a meeting have a person for their standby."""
    return len(
        {task.slot for task in tasks if task.kind is TaskKind.STANDBY and task.assignee_id is not None}
    )


def is_overdue(task: TaskRecord, now: int) -> bool:
    """A flag over any open state."""
    return task.is_open and now > task.due_at


NEXT_STEPS = {
    TaskState.PENDING: frozenset[TaskState](),
    TaskState.OFFERED: frozenset[TaskState](),
    TaskState.ASSIGNED: frozenset(
        {TaskState.ACKNOWLEDGED, TaskState.ON_SITE, TaskState.IN_PROGRESS, TaskState.DONE}
    ),
    TaskState.ACKNOWLEDGED: frozenset({TaskState.ON_SITE, TaskState.IN_PROGRESS, TaskState.DONE}),
    TaskState.ON_SITE: frozenset({TaskState.IN_PROGRESS, TaskState.DONE}),
    TaskState.IN_PROGRESS: frozenset({TaskState.DONE}),
    TaskState.DONE: frozenset({TaskState.VERIFIED}),
    TaskState.VERIFIED: frozenset[TaskState](),
    TaskState.CANCELLED: frozenset[TaskState](),
}
