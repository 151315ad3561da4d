"""Questions about devices."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import DeviceRecord


@dataclass(frozen=True, slots=True)
class DeviceList(Question[tuple[DeviceRecord, ...]]):
    """Devices, of one room when given, sorted by number."""

    room_id: str | None = None
