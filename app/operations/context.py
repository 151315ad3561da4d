"""What an op may know beside its body: who, when by the
desk's clock, the rules in force. And what it may say.

``at`` is what the person's console showed; ``apply`` never sees another clock.
Effects and conflicts are collected here and stored by the executor's caller; a
console that has a central drops the effects (central keeps them).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import bindparam, select

from app.domain.rules import Rules, from_values
from app.operations.session import OpSession
from app.store.tables import SUBJECT_OF, RuleRow

# Made once: making it costs more than running it.
_RULES: Final = select(RuleRow).where(RuleRow.site_id == bindparam("site")).order_by(RuleRow.id)


@dataclass(frozen=True, slots=True)
class Effect:
    """A notice that follows from an op: ``what`` happened and its data as JSON text."""

    what: str
    data: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed one field; the value that is there stays. Values are JSON text."""

    subject: str
    id: str
    field: str
    was: str
    mine: str
    theirs: str


@dataclass(slots=True)
class Context:
    """Handed to every ``apply``."""

    session: OpSession
    op_id: str
    actor: str
    at: int
    undoes: str | None = None
    at_central: bool = False
    received_at: int = 0  # when central took the op in: for conflict records only, rules must not see it
    effects: list[Effect] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def rules(self) -> Rules:
        """The rules in force, read once per transaction; SetRule forgets them."""
        known = self.session.info.get("rules")
        if not isinstance(known, Rules):
            rows = self.session.scalars(_RULES, {"site": self.session.site_id})
            pending = [row for (subject, _), row in self.session.added.items() if subject == "rule"]
            known = from_values({row.key: row.value for row in [*rows, *pending]})
            self.session.info["rules"] = known
        return known

    def number(self, series: str) -> int | None:
        """The next number people read; only central gives one, under the lock of the site."""
        numbers = self.session.numbers
        return numbers.take(series) if numbers is not None else None

    def emit(self, what: str, **data: Any) -> None:  # Any: JSON values
        """A notice to send when the op stands."""
        self.effects.append(Effect(what, json.dumps(data, ensure_ascii=False, sort_keys=True)))

    def conflict(self, row: Any, column: str, was: Any, mine: Any) -> None:  # Any: column values
        """A true collision: nothing is written, both values are kept for a person."""
        self.collide(row, column, was, mine, getattr(row, column))

    # Any: JSON values
    def collide(self, row: Any, field_name: str, was: Any, mine: Any, theirs: Any) -> None:
        """The same for what is more than one column: (room, start, end), a task's facts."""
        values = (json.dumps(value, ensure_ascii=False, sort_keys=True) for value in (was, mine, theirs))
        self.conflicts.append(Conflict(SUBJECT_OF[type(row)], row.id, field_name, *values))
