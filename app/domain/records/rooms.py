"""Rooms and their closures."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.periods import Period
from app.domain.states import RoomClass


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """A room of the register. ``capacity`` 0 = unknown; ``area`` 0.1 m²; ``fresh_air`` m³/h, 0 = unknown."""

    id: str
    number: str
    name: str
    floor_id: str | None
    zone: str
    capacity: int
    room_class: RoomClass
    area: int
    phone: str
    equipment: str
    fresh_air: int
    lock_reason: str
    lock_cause: str  # "" = not locked
    locked_at: int | None

    @property
    def is_locked(self) -> bool:
        """Emergency lock."""
        return self.lock_cause != ""


@dataclass(frozen=True, slots=True)
class ClosureRecord:
    """A period out of service, with the reason users see."""

    id: str
    room_id: str
    starts_at: int
    ends_at: int
    reason: str
    order_number: str

    @property
    def period(self) -> Period:
        """[starts_at, ends_at)."""
        return Period(self.starts_at, self.ends_at)
