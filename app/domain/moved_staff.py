"""Whether the people of a meeting could follow it to another time (R43).

One rule for the operation, for the question of the booking form and for the live word of a drag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from app.domain.ids import derived
from app.domain.meetings import Finding
from app.domain.periods import Period
from app.domain.records.meetings import MeetingRecord
from app.domain.records.tasks import TaskRecord
from app.domain.rules import Rules
from app.domain.states import TaskState
from app.domain.tasks import Duty, duties, person_clash

NOT_BEGUN = frozenset({TaskState.PENDING, TaskState.OFFERED, TaskState.ASSIGNED, TaskState.ACKNOWLEDGED})

TasksOf = Callable[[str], Iterable[TaskRecord]]
"""The tasks of a person around the old and the new time."""


def duties_moved(meeting: MeetingRecord, period: Period, rules: Rules) -> dict[str, Duty]:
    """The duties that a meeting would have at another time, by task id."""
    made = duties(period, meeting.meeting_class, meeting.attendants_needed, rules, is_video=meeting.is_video)
    return {derived(meeting.id, "task", duty.part): duty for duty in made}


def staff_findings(
    tasks: Iterable[TaskRecord], wanted: Mapping[str, Duty], room: str, tasks_of: TasksOf, now: int, walk: int
) -> tuple[Finding, ...]:
    """For each person of the meeting the first task elsewhere that stands in the way; a reason waives it.

    ``tasks`` are the meeting's; those that nobody has begun move along with it, ``wanted`` says to when.
    """
    moving = [task for task in tasks if task.assignee_id and task.state in NOT_BEGUN and task.id in wanted]
    along = {task.id for task in moving}
    found: dict[str, Finding] = {}
    for task in moving:
        person = task.assignee_id or ""
        if person in found:
            continue
        span = Period(wanted[task.id].starts_at, wanted[task.id].ends_at)
        others = (other for other in tasks_of(person) if other.id not in along)
        clash = person_clash(span, others, now, walk, room)
        if clash is not None:
            found[person] = Finding("person_busy", "R43", waivable=True, params=_params(person, task, clash))
    return tuple(found.values())


def _params(person: str, task: TaskRecord, clash: TaskRecord) -> tuple[tuple[str, str | int], ...]:
    return (
        ("person", person), ("by", clash.id), ("task", task.id), ("starts_at", clash.starts_at),
        ("ends_at", clash.ends_at), ("room", clash.room_id or ""), ("task_kind", clash.kind.value),
    )  # fmt: skip
