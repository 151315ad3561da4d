"""What can be said of the rules in force (R6.1-2)."""

from __future__ import annotations

from typing import ClassVar

from app.domain.ops.base import Code, Line, Operation


class SetRule(Operation, frozen=True):
    """Change one rule of domain/rules.Rules; ``value`` and ``was`` as text, empty = back to the default."""

    permission: ClassVar[str] = "rule.change"
    key: Code
    value: Line
    was: Line
    reason: Line = ""
