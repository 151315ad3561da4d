"""What can be said of devices (R6.6-1)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import UNSET, Struct, UnsetType

from app.domain.ops.base import Code, Id, Line, Operation, Title


class DeviceFields(Struct, frozen=True, omit_defaults=True):
    """Register fields of a device; UNSET is not touched."""

    number: Line | UnsetType = UNSET
    name: Line | UnsetType = UNSET
    device_kind: Code | UnsetType = UNSET
    room: Id | UnsetType | None = UNSET
    model: Line | UnsetType = UNSET
    address: Line | UnsetType = UNSET


class AddDevice(Operation, frozen=True):
    """Enter a device. ``address`` is how the agent reaches it, e.g. ``mqtt:huiwutai/dev/302-display``."""

    permission: ClassVar[str] = "device.change"
    id: Id
    number: Title
    name: Line
    device_kind: Code
    room: Id | None = None
    model: Line = ""
    address: Line = ""


class EditDevice(Operation, frozen=True):
    """Change register fields of a device."""

    permission: ClassVar[str] = "device.change"
    id: Id
    set: DeviceFields
    was: DeviceFields


class RetireDevice(Operation, frozen=True):
    """Take a device out of the register, or back into it."""

    permission: ClassVar[str] = "device.change"
    id: Id
    retired: bool = True


class SetMaintenance(Operation, frozen=True):
    """Take a device into (or out of) maintenance: its alarms are out of service meanwhile (letter G)."""

    permission: ClassVar[str] = "device.maintain"
    device: Id
    on: bool
    reason: Line = ""
