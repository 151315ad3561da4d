"""Nobody is in two places at once (R43): what else a person has to do, and what follows when it overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.domain.errors import Refused
from app.domain.ids import instant_of
from app.domain.moved_staff import NOT_BEGUN, staff_findings
from app.domain.periods import DAY, Period
from app.domain.records import TaskRecord
from app.domain.states import TaskState
from app.domain.tasks import Duty, person_clash
from app.operations.context import Context
from app.operations.lookup import is_there, of_meeting
from app.operations.session import OpSession
from app.store import records
from app.store.tables import TaskRow


def tasks_of(
    session: OpSession, person: str, without: Sequence[TaskRow], at: Period | None = None
) -> list[TaskRecord]:
    """The person's other tasks around these (and around ``at``), those of this transaction included."""
    start = min(task.starts_at for task in without) - DAY
    end = max(task.ends_at for task in without) + DAY
    if at is not None:
        start, end = min(start, at.start - DAY), max(end, at.end + DAY)
    _know_tasks(session, person, start, end)
    mine = {task.id for task in without}
    held = session.held_by.get(person, {})
    return [
        records.task(row)
        for task_id, row in sorted(held.items())
        if task_id not in mine
        and row.assignee_id == person
        and row.ends_at > start
        and row.starts_at < end
        and is_there(session, row)
    ]


def _know_tasks(session: OpSession, person: str, start: int, end: int) -> None:
    """Read the person's tasks of a span, unless a wider one is known already. ix_task_person."""
    known = session.held_spans.get(person)
    if known is not None and known[0] <= start and end <= known[1]:
        return
    if known is not None:
        start, end = min(start, known[0]), max(end, known[1])
    query = select(TaskRow).where(
        TaskRow.site_id == session.site_id,
        TaskRow.assignee_id == person,
        TaskRow.ends_at > start,
        TaskRow.ends_at < end + DAY,
        TaskRow.starts_at < end,
    )
    held = session.held_by.setdefault(person, {})
    for row in session.scalars(query):
        held.setdefault(row.id, row)
    session.held_spans[person] = (start, end)


def require_free(
    context: Context, task: TaskRow, others: Iterable[TaskRecord], *, at: Period | None = None,
    room: str | None = None, waivable: int = 1,
) -> None:  # fmt: skip
    """Raises Refused("person_busy") when one of a person's ``others`` overlaps the task, or the task as it
    would be ``at`` another time and in another ``room``.
    """
    wanted = at or records.task(task).period
    clash = person_clash(wanted, others, context.at, context.rules.walk, task.room_id)
    if clash is not None:
        raise Refused(
            "person_busy",
            "R43",
            person=clash.assignee_id or "",
            by=clash.id,
            task=task.id,
            starts_at=clash.starts_at,
            ends_at=clash.ends_at,
            room=clash.room_id or "",
            task_kind=clash.kind.value,
            waivable=waivable,
        )


def require_staff_free(context: Context, meeting: str, room: str, duties: dict[str, Duty]) -> None:
    """Raises Refused("person_busy") when somebody on a meeting is elsewhere when it would be.

    ``duties`` are the meeting's tasks by id as they would be; only tasks that nobody has begun move along.
    An undo is refused only for what was assigned since: what had been so may be so again.
    """
    if not duties:
        return
    rows = of_meeting(context.session, TaskRow, meeting)
    wanted = Period(min(d.starts_at for d in duties.values()), max(d.ends_at for d in duties.values()))

    def others_of(person: str) -> list[TaskRecord]:
        mine = [r for r in rows if r.assignee_id == person and r.state in NOT_BEGUN and r.id in duties]
        others = tasks_of(context.session, person, mine, wanted)
        if context.undoes is None:
            return others
        since = instant_of(context.undoes)
        return [other for other in others if (other.assigned_at or 0) > since]

    tasks, walk = map(records.task, rows), context.rules.walk
    for finding in staff_findings(tasks, duties, room, others_of, context.at, walk):
        refused = Refused(finding.code, finding.rule, waivable=1)
        refused.params.update(finding.named)
        raise refused


def release_busy(context: Context, meeting: str) -> None:
    """Where nobody can be asked (an import moved the meeting, or it came back): who is elsewhere by now is
    taken off its tasks, which wait for dispatch again. Whom somebody double-booked on purpose stays.
    """
    staffed = _staffed(context, meeting)
    for task in staffed:
        person = str(task.assignee_id)
        mine = [other for other in staffed if other.assignee_id == person]
        if task.override:
            continue
        others = tasks_of(context.session, person, mine)
        wanted = records.task(task).period
        clash = person_clash(wanted, others, context.at, context.rules.walk, task.room_id)
        if clash is not None:
            task.assignee_id = None
            task.state = TaskState.PENDING.value
            task.assigned_at = task.acknowledged_at = None
            task.pinned = 0
            context.emit("task_unassigned", task=task.id, person=person)


def _staffed(context: Context, meeting: str) -> list[TaskRow]:
    """The meeting's tasks that somebody has and nobody has begun."""
    rows = of_meeting(context.session, TaskRow, meeting)
    return [row for row in rows if row.assignee_id is not None and row.state in NOT_BEGUN]
