"""Questions about floors and drawings."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import FloorRecord, PlanRecord


@dataclass(frozen=True, slots=True)
class FloorList(Question[tuple[FloorRecord, ...]]):
    """Floors by rank."""


@dataclass(frozen=True, slots=True)
class PlanOf(Question[PlanRecord | None]):
    """A floor with its drawing."""

    floor_id: str
