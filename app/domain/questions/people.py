"""Questions about people."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import PersonRecord


@dataclass(frozen=True, slots=True)
class PeopleList(Question[tuple[PersonRecord, ...]]):
    """All people, those who left included when asked for."""

    with_inactive: bool = False
