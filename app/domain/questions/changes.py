"""Questions about what was done."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import ChangeRecord, NoticeRecord


@dataclass(frozen=True, slots=True)
class ChangesOf(Question[tuple[ChangeRecord, ...]]):
    """The operations that touched one entity, newest first;
    a meeting's include those on its tasks and checks.
    """

    subject: str
    id: str
    limit: int = 50


@dataclass(frozen=True, slots=True)
class RecentChanges(Question[tuple[ChangeRecord, ...]]):
    """The last operations of this console, newest first, below line ``before`` when given."""

    limit: int = 200
    before: int | None = None


@dataclass(frozen=True, slots=True)
class HeldNotices(Question[tuple[NoticeRecord, ...]]):
    """The last notices, newest first."""

    limit: int = 50
