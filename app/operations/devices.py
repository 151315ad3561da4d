"""What the verbs of devices do (R6.6-1)."""

from __future__ import annotations

from app.domain.ops import AddDevice, EditDevice, RetireDevice, SetMaintenance
from app.operations.context import Context
from app.operations.lookup import absent, find, get
from app.operations.merge import fields_of, merge
from app.operations.registry import Needs, applies, reads
from app.store.tables import DeviceRow


@applies(AddDevice)
def add(op: AddDevice, context: Context) -> None:
    """A device of the register."""
    gone = find(context.session, DeviceRow, op.id)
    if gone is not None and gone.retired:
        gone.number, gone.name, gone.device_kind, gone.room_id = op.number, op.name, op.device_kind, op.room
        gone.model, gone.address, gone.retired = op.model, op.address, 0
        return
    absent(context.session, DeviceRow, op.id)
    context.session.put(
        DeviceRow,
        id=op.id,
        number=op.number,
        name=op.name,
        device_kind=op.device_kind,
        room_id=op.room,
        model=op.model,
        address=op.address,
        in_maintenance=0,
        maintenance_reason="",
        retired=0,
    )


@applies(RetireDevice)
def retire(op: RetireDevice, context: Context) -> None:
    """Out of the register, or back."""
    row = get(context.session, DeviceRow, op.id)
    if row.retired != int(op.retired):
        row.retired = int(op.retired)


@reads(AddDevice)
def _add_reads(op: AddDevice, needs: Needs) -> None:
    needs.row("device", op.id)


@applies(EditDevice)
def edit(op: EditDevice, context: Context) -> None:
    """Merge register fields."""
    row = get(context.session, DeviceRow, op.id)
    merge(context, row, fields_of(op.set), fields_of(op.was), {"room": "room_id"})


@applies(SetMaintenance)
def maintenance(op: SetMaintenance, context: Context) -> None:
    """Into maintenance, or back; its alarms follow by derivation, nothing is deleted."""
    row = get(context.session, DeviceRow, op.device)
    if row.in_maintenance != int(op.on) or row.maintenance_reason != op.reason:
        row.in_maintenance, row.maintenance_reason = int(op.on), op.reason
