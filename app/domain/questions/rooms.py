"""Questions about rooms."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import ClosureRecord, RoomRecord


@dataclass(frozen=True, slots=True)
class RoomList(Question[tuple[RoomRecord, ...]]):
    """All rooms by floor rank and number."""


@dataclass(frozen=True, slots=True)
class ClosuresOf(Question[tuple[ClosureRecord, ...]]):
    """Closures of a room that end after ``after_at``."""

    room_id: str
    after_at: int
