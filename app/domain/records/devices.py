"""Devices of the register. Live values travel beside the store (app/desk/telemetry)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """A device; ``kind`` is a code such as ``display``,
    ``video_terminal``, ``air_conditioner``, ``sensor``.
    """

    id: str
    number: str
    name: str
    kind: str
    room_id: str | None
    model: str
    address: str
    in_maintenance: bool
    maintenance_reason: str
