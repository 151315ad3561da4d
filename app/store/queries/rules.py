"""The rules in force."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.questions import RulesInForce
from app.domain.rules import Rules, from_values
from app.store.queries.base import Reading
from app.store.tables import RuleRow

_RULE = RuleRow.__table__.c


def rules_in_force(reading: Reading, _question: RulesInForce) -> Rules:
    """Stored values over defaults."""
    return rules(reading)


def rules(reading: Reading) -> Rules:
    """The same, for other queries. Primary key: there are at most some dozens."""
    query = select(_RULE.key, _RULE.value).where(_RULE.site_id == reading.site).order_by(_RULE.id)
    return from_values({row.key: row.value for row in reading.rows(query)})
