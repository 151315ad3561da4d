"""Where people are: their tasks around a time, and whether a meeting may take its staff to another (R43)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.domain.errors import Refused
from app.domain.periods import DAY, Period
from app.domain.records import TaskRecord
from app.domain.states import TaskState
from app.domain.tasks import Duty, person_clash
from app.operations.context import Context
from app.operations.lookup import is_there, of_meeting
from app.operations.session import OpSession
from app.store import records
from app.store.tables import TaskRow

# Nobody has begun: such a task can go to somebody else, and along with its meeting.
QUEUED = frozenset({TaskState.PENDING, TaskState.OFFERED, TaskState.ASSIGNED, TaskState.ACKNOWLEDGED})


def require_staff_free(context: Context, meeting: str, room: str, duties: dict[str, Duty]) -> None:
    """Raises Refused("person_busy") when somebody on a meeting is elsewhere when it would be (R43).

    ``duties`` are the meeting's tasks by id as they would be; only tasks that nobody has begun move along.
    """
    rows = of_meeting(context.session, TaskRow, meeting)
    staffed = [
        row for row in rows if row.assignee_id is not None and row.state in QUEUED and row.id in duties
    ]
    for task in staffed:
        person = str(task.assignee_id)
        wanted = Period(duties[task.id].starts_at, duties[task.id].ends_at)
        mine = [other for other in staffed if other.assignee_id == person]
        others = tasks_of(context.session, person, mine, wanted)
        clash = person_clash(wanted, others, context.at, context.rules.walk, room)
        if clash is not None:
            raise Refused(
                "person_busy",
                "R43",
                person=person,
                by=clash.id,
                task=task.id,
                starts_at=clash.starts_at,
                ends_at=clash.ends_at,
                room=clash.room_id or "",
                task_kind=clash.kind.value,
                waivable=1,
            )


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
