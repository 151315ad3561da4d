"""What changing a rule does (R6.1-2)."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import SetRule
from app.domain.rules import RULE_FIELDS, readable
from app.operations.context import Context
from app.operations.lookup import find
from app.operations.registry import applies
from app.store.tables import RuleRow


@applies(SetRule)
def set_rule(op: SetRule, context: Context) -> None:
    """A value of its own, or back to the default; bookings already made are not judged again."""
    session = context.session
    if op.key not in RULE_FIELDS:
        raise Refused("unknown_rule", key=op.key)
    if op.value and readable(op.key, op.value) is None:
        raise Refused("bad_value", key=op.key, value=op.value)
    rule_id = derived(session.site_id, "rule", op.key)
    row = find(session, RuleRow, rule_id)
    if row is None:
        session.put(RuleRow, id=rule_id, key=op.key, value=op.value)
    elif row.value == op.value:
        return
    elif row.value != op.was:
        context.conflict(row, "value", op.was, op.value)
        return
    else:
        row.value = op.value
    session.info.pop("rules", None)
