"""What people decide about what two desks did at once,
and about what central refused (R58, sync.md section 7).
"""

from __future__ import annotations

from typing import ClassVar

from app.domain.ops.base import Id, Line, LongText, Operation
from app.domain.states import ConflictChoice, RefusalChoice


class ResolveConflict(Operation, frozen=True):
    """Choose between two values of one field; what was not chosen stays in the log.

    ``seen``: what the field held when the person chose (JSON text): if it changed since, the choice is
    refused and must be made again. ``value`` (JSON text): what is to stand with ``both``; with ``mine`` only
    where something else than the conflict's own value stood when the decision was first made (redo).
    ``override`` is the reason where the chosen value needs one.
    """

    permission: ClassVar[str] = "conflict.resolve"
    id: Id
    choice: ConflictChoice
    seen: LongText
    value: LongText = ""
    override: Line = ""


class ReopenConflict(Operation, frozen=True):
    """Take a decision back: the conflict waits for a person again, and until then central's value stands.

    ``seen``: what the field holds now (JSON text). ``value``: what it is to hold again (JSON text), empty
    for what central had kept; the same as ``seen`` leaves the field alone (undo puts it back by itself).
    """

    permission: ClassVar[str] = "conflict.resolve"
    id: Id
    choice: ConflictChoice
    seen: LongText
    override: Line = ""
    value: LongText = ""


class SettleRefusal(Operation, frozen=True):
    """What a person made of an op that central refused: let it go, or did it another way."""

    permission: ClassVar[str] = "task.own"
    op_id: Id
    choice: RefusalChoice


class ReopenRefusal(Operation, frozen=True):
    """The refused op waits for a person again."""

    permission: ClassVar[str] = "task.own"
    op_id: Id
    choice: RefusalChoice
