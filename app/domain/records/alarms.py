"""Alarms: two memories (active, unacknowledged) and a shelf; the letter is derived in domain/alarms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlarmRecord:
    """One occurrence of one condition of one device."""

    id: str
    device_id: str
    device_name: str
    device_kind: str
    room_id: str | None
    condition: str
    severity: str
    value: str
    limit: str
    raised_at: int
    cleared_at: int | None
    acknowledged_at: int | None
    acknowledged_by: str
    note: str
    shelved_until: int | None
    shelved_by: str
    shelf_reason: str
    in_maintenance: bool
