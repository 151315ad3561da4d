"""What can be said of rooms (R6.4-1 to R6.4-3)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import UNSET, Struct, UnsetType

from app.domain.ops.base import Code, Count, Id, Instant, Line, Operation, Text, Title
from app.domain.states import RoomClass


class RoomFields(Struct, frozen=True, omit_defaults=True):
    """Register fields of a room; what is UNSET is not
    touched. ``capacity`` 0 = unknown, ``area`` in 0.1 m².
    """

    number: Line | UnsetType = UNSET
    name: Line | UnsetType = UNSET
    floor: Id | UnsetType | None = UNSET
    zone: Line | UnsetType = UNSET
    capacity: Count | UnsetType = UNSET
    room_class: RoomClass | UnsetType = UNSET
    area: Count | UnsetType = UNSET
    phone: Line | UnsetType = UNSET
    equipment: Text | UnsetType = UNSET
    fresh_air: Count | UnsetType = UNSET


class AddRoom(Operation, frozen=True):
    """Enter a room in the register."""

    permission: ClassVar[str] = "room.change"
    id: Id
    number: Title
    name: Line
    floor: Id | None = None
    zone: Line = ""
    capacity: Count = 0
    room_class: RoomClass = RoomClass.NORMAL
    area: Count = 0
    phone: Line = ""
    equipment: Text = ""
    fresh_air: Count = 0  # rated outdoor air, m³/h; 0 = unknown


class EditRoom(Operation, frozen=True):
    """Change register fields; ``was`` holds what the person saw, for every field of ``set``."""

    permission: ClassVar[str] = "room.change"
    id: Id
    set: RoomFields
    was: RoomFields


class RetireRoom(Operation, frozen=True):
    """Take a room out of the register, or back into it. Refused while meetings ahead are booked in it."""

    permission: ClassVar[str] = "room.change"
    id: Id
    retired: bool = True


class DisableRoom(Operation, frozen=True):
    """Take a room out of service for a period, with the reason users see (R6.4-3)."""

    permission: ClassVar[str] = "room.disable"
    id: Id  # of the closure
    room: Id
    starts_at: Instant
    ends_at: Instant
    reason: Title
    order_number: Line = ""


class EnableRoom(Operation, frozen=True):
    """End a closure now (or strike it, when it has not begun)."""

    permission: ClassVar[str] = "room.disable"
    id: Id  # of the closure
    ends_at: Instant


class LockRoom(Operation, frozen=True):
    """Emergency lock: nothing else shows until it is lifted (R6.10-1)."""

    permission: ClassVar[str] = "room.lock"
    room: Id
    reason: Line
    cause: Code = "manual"


class UnlockRoom(Operation, frozen=True):
    """Lift the emergency lock."""

    permission: ClassVar[str] = "room.lock"
    room: Id
