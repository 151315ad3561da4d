"""What can be said of service tasks and check-lists (domain.md 3.6, R6.7, R7.1 to R7.3)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from app.domain.ops.base import Code, Count, Id, Instant, Line, Operation
from app.domain.states import CheckOwner, CheckResult, Role, TaskKind, TaskState

Ids = Annotated[tuple[Id, ...], Meta(min_length=1, max_length=50)]


class AddTask(Operation, frozen=True):
    """A task beside the ones a booking makes: a call from the room, a repair, one more pair of hands."""

    permission: ClassVar[str] = "task.assign"
    id: Id
    task_kind: TaskKind
    role: Role
    starts_at: Instant
    ends_at: Instant
    due_at: Instant
    room: Id | None = None
    meeting: Id | None = None
    note: Line = ""


class AssignTasks(Operation, frozen=True):
    """Give tasks to one person, all or none. A person cannot be in two places (R43).

    ``override`` is the reason for overruling an overlap; ``was`` the person each task was seen with, or None.
    """

    permission: ClassVar[str] = "task.assign"
    tasks: Ids
    person: Id
    was: tuple[Id | None, ...]
    override: Line = ""


class UnassignTasks(Operation, frozen=True):
    """Take tasks back into the queue."""

    permission: ClassVar[str] = "task.assign"
    tasks: Ids
    was: tuple[Id | None, ...]


class OfferTask(Operation, frozen=True):
    """Open a task for whoever claims it first (抢单)."""

    permission: ClassVar[str] = "task.assign"
    task: Id


class ClaimTask(Operation, frozen=True):
    """Claim an offered task; the first to be recorded has it."""

    permission: ClassVar[str] = "task.own"
    task: Id
    person: Id


class AcknowledgeTask(Operation, frozen=True):
    """The person accepts the task."""

    permission: ClassVar[str] = "task.own"
    task: Id


class ArriveAtTask(Operation, frozen=True):
    """The person signs in at the place (R6.7-3)."""

    permission: ClassVar[str] = "task.own"
    task: Id
    arrived_at: Instant


class StartTask(Operation, frozen=True):
    """Work begins."""

    permission: ClassVar[str] = "task.own"
    task: Id
    started_at: Instant


class CompleteTask(Operation, frozen=True):
    """Work is done; a finished clean-up makes its room free again (R7.4-2)."""

    permission: ClassVar[str] = "task.own"
    task: Id
    done_at: Instant
    note: Line = ""


class VerifyTask(Operation, frozen=True):
    """A supervisor's sample check."""

    permission: ClassVar[str] = "task.verify"
    task: Id


class CancelTask(Operation, frozen=True):
    """The task is no longer needed."""

    permission: ClassVar[str] = "task.assign"
    task: Id
    reason: Line = ""


class PinTask(Operation, frozen=True):
    """Hold (or free) an assignment against re-planning."""

    permission: ClassVar[str] = "task.assign"
    task: Id
    pinned: bool


class MoveTask(Operation, frozen=True):
    """Move a task in time."""

    permission: ClassVar[str] = "task.assign"
    task: Id
    starts_at: Instant
    ends_at: Instant
    was_starts_at: Instant
    was_ends_at: Instant
    override: Line = ""


class AdjustStaffing(Operation, frozen=True):
    """Set how many attendants a meeting gets, apart from Annex B's default, with the reason (R6.7-2)."""

    permission: ClassVar[str] = "meeting.staffing"
    meeting: Id
    attendants: Annotated[int, Meta(ge=0, le=50)]
    was: Count
    reason: Line = ""


class CheckItem(Operation, frozen=True):
    """Answer one item of a meeting's pre-meeting check (R7.2-3). A failed must-item blocks READY."""

    permission: ClassVar[str] = "task.own"
    meeting: Id
    owner: CheckOwner
    item: Code
    result: CheckResult
    was: CheckResult = CheckResult.OPEN
    note: Line = ""


class TaskFacts(Struct, frozen=True):
    """The recorded facts of a task's life."""

    state: TaskState
    assignee_id: Id | None = None
    is_pinned: bool = False
    assigned_at: Instant | None = None
    acknowledged_at: Instant | None = None
    arrived_at: Instant | None = None
    started_at: Instant | None = None
    done_at: Instant | None = None


class CorrectTask(Operation, frozen=True):
    """Put a task's facts right: the inverse of its steps."""

    permission: ClassVar[str] = "task.assign"
    task: Id
    set: TaskFacts
    was: TaskFacts
