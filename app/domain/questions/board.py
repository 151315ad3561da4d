"""The question behind the live pages."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import Board


@dataclass(frozen=True, slots=True)
class BoardBetween(Question[Board]):
    """Everything that touches [from_at, to_at), and the presence of the local days it touches."""

    from_at: int
    to_at: int
