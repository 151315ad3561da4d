"""Questions about what central has not confirmed and what waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import InboxRecord


@dataclass(frozen=True, slots=True)
class Inbox(Question[InboxRecord]):
    """Open conflicts and refusals, oldest first; decided ones since ``decided_from`` (UTC ms)."""

    decided_from: int


@dataclass(frozen=True, slots=True)
class Unconfirmed(Question[frozenset[tuple[str, str]]]):
    """The (subject, id) of rows that ops said before ``said_before`` (UTC ms) have changed and central has
    not confirmed; at most ``limit`` ops are looked at, the newest first.
    """

    said_before: int
    limit: int = 2_000
