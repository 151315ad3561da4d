"""What was done: lines of the audit, and the notices an operation gave rise to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One operation as the audit keeps it. ``body`` is its
    JSON; ``touched`` the (subject, id) pairs it changed.
    """

    n: int
    op_id: str
    kind: str
    actor_id: str
    actor_name: str
    at: int
    body: str
    state: str  # pending, ok, conflict, refused, parked
    undoes: str | None
    group: str | None
    touched: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice that follows from an operation: held until ``due_at``, then sent, or withdrawn by its undo."""

    id: str
    op_id: str
    what: str
    data: str
    due_at: int
    state: str  # held, sent, withdrawn
