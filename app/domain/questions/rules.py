"""The rules in force."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class RulesInForce(Question[Rules]):
    """Stored values over defaults."""
