"""Questions about alarms."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import AlarmRecord


@dataclass(frozen=True, slots=True)
class AlarmList(Question[tuple[AlarmRecord, ...]]):
    """All alarms not yet closed (active, or cleared but unacknowledged, or shelved), newest first."""

    room_id: str | None = None


@dataclass(frozen=True, slots=True)
class AlarmsKnown(Question[dict[str, bool]]):
    """Which of these occurrences (at most 5,000) are on record, and whether each is cleared there."""

    ids: tuple[str, ...]
