"""Tasks of a stretch of time."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from sqlalchemy import and_, bindparam, or_, select

from app.domain.periods import DAY
from app.domain.records import TaskRecord
from app.domain.states import TaskState
from app.store import records
from app.store.queries import meetings
from app.store.queries.base import Reading
from app.store.tables import MeetingRow, TaskRow

_MEETING = MeetingRow.__table__.c
_TASK = TaskRow.__table__.c
_WHOLE: Final = tuple(_TASK[name] for name in records.TASK)
_BEGUN: Final = (TaskState.ON_SITE.value, TaskState.IN_PROGRESS.value)
_BY_START: Final = itemgetter(records.TASK.index("starts_at"), 0)
_TOUCHING: Final = select(*_WHOLE).where(
    _TASK.site_id == bindparam("site"),
    _TASK.starts_at > bindparam("after"),
    _TASK.starts_at < bindparam("to_at"),
    or_(_TASK.ends_at > bindparam("from_at"), *(_TASK.state == state for state in _BEGUN)),
)
_EDGES: Final = (
    select(*_WHOLE)
    .select_from(
        MeetingRow.__table__.join(
            TaskRow.__table__, and_(_TASK.site_id == _MEETING.site_id, _TASK.meeting_id == _MEETING.id)
        )
    )
    .where(
        meetings.GOING_ON,
        or_(_MEETING.starts_at < bindparam("morning"), _MEETING.ends_at > bindparam("evening")),
    )
)


def on_board(reading: Reading, from_at: int, to_at: int) -> tuple[TaskRecord, ...]:
    """Tasks that touch [from_at, to_at), those begun and not finished, all those of meetings at the edges.

    A meeting at 00:10 is made ready the evening before: without that task its room would never look ready.
    ix_task_start; for the edges ix_meeting_start, then ix_task_meeting.
    """
    span = meetings.span(reading.site, from_at, to_at)
    found = {row[0]: row for row in reading.rows(_TOUCHING, **span)}
    edges = reading.rows(_EDGES, **span, morning=from_at + DAY // 4, evening=to_at - DAY // 4)
    found.update((row[0], row) for row in edges)
    return tuple(map(records.task_of, sorted(found.values(), key=_BY_START)))
