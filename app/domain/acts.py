"""What came of an act: one or more operations of one intention, done as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.ops import Operation


@dataclass(frozen=True, slots=True)
class Done:
    """What an act changed, as (subject, id) pairs (of very many rows:
    (subject, "*")), and whether its author can take it back.

    ``ops`` are the operations that were applied; ``refused`` pairs the index of each op of a long act (an
    import) that was left out with its reason. ``at`` is UTC ms.
    """

    op_ids: tuple[str, ...]
    ops: tuple[Operation, ...]
    changed: frozenset[tuple[str, str]]
    can_undo: bool
    at: int
    refused: tuple[tuple[int, Refused], ...] = ()


class GivenUp(Exception):
    """The person cancelled a long act; everything is as it was."""
