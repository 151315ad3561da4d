"""Service tasks."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.periods import Period
from app.domain.states import OPEN_TASK, Role, TaskKind, TaskState


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """One piece of work for one person.

    ``slot`` counts the attendants of a meeting from 1 (0 = not of a slot): all tasks of one slot are one
    attendant's round. ``due_at`` is the deadline by which it must be done.
    """

    id: str
    kind: TaskKind
    role: Role
    state: TaskState
    room_id: str | None
    meeting_id: str | None
    slot: int
    starts_at: int
    ends_at: int
    due_at: int
    assignee_id: str | None
    is_pinned: bool
    note: str
    override: str
    assigned_at: int | None
    acknowledged_at: int | None
    arrived_at: int | None
    started_at: int | None
    done_at: int | None

    @property
    def period(self) -> Period:
        """[starts_at, ends_at) as planned."""
        return Period(self.starts_at, self.ends_at)

    @property
    def is_open(self) -> bool:
        """Still to be done."""
        return self.state in OPEN_TASK
