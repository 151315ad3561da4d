"""What the dispatch page can say: operations made from what is seen. Pure functions; the page hands them to
the Desk.
"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from app.domain.dispatch import Entry
from app.domain.ops import (
    AcknowledgeTask,
    AddTask,
    ArriveAtTask,
    AssignTasks,
    ClaimTask,
    CompleteTask,
    MoveTask,
    OfferTask,
    Operation,
    PinTask,
    SetPresence,
    StartTask,
    UnassignTasks,
    VerifyTask,
)
from app.domain.people import SHIFT_HOURS, PersonDay
from app.domain.records import TaskRecord
from app.domain.states import Presence, TaskState
from app.views.dispatch_forms import WantedPresence, WantedTask
from app.words import formats

QUEUED = frozenset({TaskState.PENDING, TaskState.OFFERED, TaskState.ASSIGNED, TaskState.ACKNOWLEDGED})


def assign(tasks: Iterable[TaskRecord], person_id: str, override: str = "") -> AssignTasks:
    """Give tasks to a person, as they were seen."""
    given = tuple(tasks)
    return AssignTasks(
        tuple(task.id for task in given), person_id, tuple(task.assignee_id for task in given), override
    )


def give(entry: Entry, person_id: str, override: str = "") -> tuple[Operation, ...]:
    """Give an entry to a person; what was open for claims is claimed by them, unless a reason overrules."""
    if entry.is_offered and not override:
        return tuple(ClaimTask(task.id, person_id) for task in entry.tasks)
    return (assign(entry.tasks, person_id, override),)


def assign_pinned(entry: Entry, person_id: str) -> tuple[Operation, ...]:
    """Give an entry to a person and hold it there."""
    return (assign(entry.tasks, person_id), *(PinTask(task.id, pinned=True) for task in entry.tasks))


def unassign(tasks: Iterable[TaskRecord]) -> UnassignTasks:
    """Take tasks back into the queue."""
    given = tuple(tasks)
    return UnassignTasks(tuple(task.id for task in given), tuple(task.assignee_id for task in given))


def move(task: TaskRecord, person_id: str, start: int, end: int, override: str = "") -> tuple[Operation, ...]:
    """Another person, another time, or both. For both the task goes by way of the queue: neither the old
    person at the new time nor the new one at the old time is asked."""
    is_other = person_id != task.assignee_id
    if (start, end) == (task.starts_at, task.ends_at):
        return (assign((task,), person_id, override),) if is_other else ()
    moved = MoveTask(task.id, start, end, task.starts_at, task.ends_at, override)
    if not is_other:
        return (moved,)
    return unassign((task,)), moved, AssignTasks((task.id,), person_id, (None,), override)


def step(name: str, task: TaskRecord, now: int) -> Operation | None:
    """The operation of a step by its name; None for a name that is none."""
    made: dict[str, Operation] = {
        "acknowledge": AcknowledgeTask(task.id),
        "arrive": ArriveAtTask(task.id, now),
        "start": StartTask(task.id, now),
        "complete": CompleteTask(task.id, now),
        "verify": VerifyTask(task.id),
        "unassign": unassign((task,)),
        "pin": PinTask(task.id, pinned=True),
        "unpin": PinTask(task.id, pinned=False),
    }
    return made.get(name)


def offer(entry: Entry) -> tuple[Operation, ...]:
    """Open an entry for whoever claims it first."""
    return tuple(OfferTask(task.id) for task in entry.tasks if task.state is TaskState.PENDING)


def add_task(wanted: WantedTask, new_id: str) -> AddTask:
    """One more task; it is due when it ends."""
    return AddTask(
        new_id,
        wanted.kind,
        wanted.role,
        wanted.starts_at,
        wanted.ends_at,
        wanted.ends_at,
        room=wanted.room_id,
        note=wanted.note,
    )


def set_presence(
    wanted: WantedPresence, on: str, shift: str, own: Iterable[TaskRecord]
) -> tuple[Operation, ...]:
    """A person's day, and with it the tasks they can no longer do."""
    word = SetPresence(
        wanted.person_id, on, wanted.presence, shift, wanted.note, wanted.from_minute, wanted.to_minute
    )
    free = [task for task in own if task.state in QUEUED]
    return (word, unassign(free)) if wanted.take_back and free else (word,)


def shift_text(day: PersonDay, wanted: WantedPresence, zone: ZoneInfo) -> str:
    """The shift's words with its hours: during a break they keep the hours that the record does not."""
    name = SHIFT_HOURS.sub("", day.shift).strip()
    if wanted.presence is Presence.BREAK and day.hours is not None:
        return f"{name} {formats.clock_range(day.hours.start, day.hours.end, zone)}".strip()
    if wanted.presence is Presence.ON and name:
        start, end = formats.minute_of_day(wanted.from_minute), formats.minute_of_day(wanted.to_minute)
        return f"{name} {start}–{end}"
    return day.shift if wanted.presence is not Presence.ON else ""
