"""What the verbs of alarms do: two memories and a shelf
(domain.md 3.7). Recording twice is recording once.
"""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.ops import AcknowledgeAlarm, ClearAlarm, RaiseAlarm, ShelveAlarm, UnshelveAlarm
from app.domain.periods import HOUR
from app.domain.states import Priority
from app.operations.context import Context
from app.operations.lookup import find, get
from app.operations.registry import Needs, applies, reads
from app.store.tables import AlarmRow, DeviceRow


@applies(RaiseAlarm)
def raise_alarm(op: RaiseAlarm, context: Context) -> None:
    """A condition begins; the same occurrence from a second listener changes nothing."""
    session = context.session
    if find(session, AlarmRow, op.id) is not None:
        return
    get(session, DeviceRow, op.device)
    session.put(
        AlarmRow,
        id=op.id,
        device_id=op.device,
        condition=op.condition,
        severity=op.severity,
        value=op.value,
        limit=op.limit,
        raised_at=op.raised_at,
        cleared_at=None,
        acknowledged_at=None,
        acknowledged_by="",
        note="",
        shelved_until=None,
        shelved_by="",
        shelf_reason="",
        is_open=1,
    )
    context.emit("alarm_raised", alarm=op.id)


@reads(RaiseAlarm)
def _raise_reads(op: RaiseAlarm, needs: Needs) -> None:
    needs.row("alarm", op.id)
    needs.row("device", op.device)


@applies(ClearAlarm)
def clear(op: ClearAlarm, context: Context) -> None:
    """The condition is gone; unacknowledged it stays visible (letter D)."""
    row = get(context.session, AlarmRow, op.id)
    if row.cleared_at is None:
        row.cleared_at = op.cleared_at
        _close(row)


@applies(AcknowledgeAlarm)
def acknowledge(op: AcknowledgeAlarm, context: Context) -> None:
    """Seen; the first to see it is kept."""
    row = get(context.session, AlarmRow, op.id)
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = context.at, context.actor
        _close(row)
    if op.note and op.note != row.note:
        row.note = op.note


@applies(ShelveAlarm)
def shelve(op: ShelveAlarm, context: Context) -> None:
    """Hidden until a time; the later of two words counts; never an alarm of high priority."""
    row = get(context.session, AlarmRow, op.id)
    if op.priority == Priority.HIGH:
        raise Refused("shelve_high", "3.7", alarm=row.id)
    if not op.reason:
        raise Refused("reason_needed")
    longest = context.rules.shelve_hours
    if op.until > context.at + longest * HOUR:
        raise Refused("shelve_too_long", hours=longest)
    if op.until <= context.at:
        raise Refused("in_the_past")
    row.shelved_until = max(op.until, row.shelved_until or 0)
    row.shelved_by, row.shelf_reason = context.actor, op.reason


@applies(UnshelveAlarm)
def unshelve(op: UnshelveAlarm, context: Context) -> None:
    """Back on the list now."""
    row = get(context.session, AlarmRow, op.id)
    if row.shelved_until is not None:
        row.shelved_until, row.shelved_by, row.shelf_reason = None, "", ""


def _close(row: AlarmRow) -> None:
    row.is_open = int(row.cleared_at is None or row.acknowledged_at is None)
