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
    """Two people changed one field; the value that is there stays."""

    subject: str
    id: str
    field: str
    was: str | int | None
    mine: str | int | None
    theirs: str | int | None


@dataclass(slots=True)
class Context:
    """Handed to every ``apply``."""

    session: OpSession
    op_id: str
    actor: str
    at: int
    undoes: str | None = None
    at_central: bool = False
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

    def number(self, _series: str) -> int | None:
        """The next number people read; only central gives one."""
        return None

    def emit(self, what: str, **data: Any) -> None:  # Any: JSON values
        """A notice to send when the op stands."""
        self.effects.append(Effect(what, json.dumps(data, ensure_ascii=False, sort_keys=True)))

    def conflict(self, row: Any, column: str, was: Any, mine: Any) -> None:  # Any: column values
        """A true collision: nothing is written, both values are kept for a person."""
        theirs = getattr(row, column)
        self.conflicts.append(Conflict(SUBJECT_OF[type(row)], row.id, column, was, mine, theirs))
