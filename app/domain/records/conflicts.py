"""What waits for a person's decision: two values of one field, or an op that central refused."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Params


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """A field that two desks changed. Values are JSON text.

    ``now`` is what the field holds here at this moment (None: the row is gone), to be handed back as ``seen``
    with the choice. ``body`` is the op that came second, where it was said at this desk.
    """

    id: str
    op_id: str
    about: str
    about_id: str
    field: str
    was: str
    mine: str
    theirs: str
    now: str | None
    mine_by: str
    mine_by_name: str
    mine_at: int
    theirs_by: str
    theirs_by_name: str
    theirs_at: int | None
    found_at: int
    choice: str
    resolved_by: str
    resolved_by_name: str
    resolved_at: int | None
    body: str | None


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """An op of this desk that central refused (``is_final``), or that this desk expects to be refused.

    ``body`` is the op's JSON: the person's values are kept. ``cause`` is the refused op this one hangs on.
    """

    op_id: str
    seq: int
    is_final: bool
    found_at: int
    cause: str | None
    kind: str
    body: str
    actor_id: str
    actor_name: str
    at: int
    code: str
    params: Params
    choice: str
    settled_at: int | None


@dataclass(frozen=True, slots=True)
class WaitingRecord:
    """A booking that waits for its slot (R6.5-3). ``body`` is the booking's JSON; ``place`` counts those that
    want the same time of the room, from 1; ``taken_by`` and ``taken_title`` say who
    holds it, if anybody.
    """

    id: str
    room_id: str
    title: str
    starts_at: int
    ends_at: int
    body: str
    queued_at: int
    queued_by_name: str
    place: int
    taken_by: str | None
    taken_title: str

    @property
    def is_due(self) -> bool:
        """Whether its slot is free and nobody has waited longer for it."""
        return self.taken_by is None and self.place == 1


@dataclass(frozen=True, slots=True)
class InboxRecord:
    """Everything that waits, oldest first, and what was decided since the day began."""

    conflicts: tuple[ConflictRecord, ...]
    refusals: tuple[RefusalRecord, ...]
    decided: tuple[ConflictRecord, ...]
    settled: tuple[RefusalRecord, ...]
    queued: tuple[WaitingRecord, ...] = ()

    @property
    def waiting(self) -> int:
        """How many things a person has to decide: the fields of one object are one, and so is a refusal with
        what hangs on it, and a booking whose turn has come. What is only expected to be refused is not yet.
        """
        objects = {(conflict.about, conflict.about_id) for conflict in self.conflicts}
        return len(objects) + self.refused + sum(entry.is_due for entry in self.queued)

    @property
    def refused(self) -> int:
        """How many of them central refused."""
        known = {refusal.op_id for refusal in self.refusals}
        return sum(refusal.is_final and refusal.cause not in known for refusal in self.refusals)
