"""Devices of the register."""

from __future__ import annotations

from sqlalchemy import func, select

from app.domain.questions import DeviceList
from app.domain.records import DeviceRecord
from app.store import records
from app.store.queries.base import Reading, natural
from app.store.tables import DeviceRow

_DEVICE = DeviceRow.__table__.c


def device_list(reading: Reading, question: DeviceList) -> tuple[DeviceRecord, ...]:
    """Devices by number; of one room by ix_device_room, else by the primary key."""
    query = select(DeviceRow.__table__).where(_DEVICE.site_id == reading.site, _DEVICE.retired == 0)
    if question.room_id is not None:
        query = query.where(_DEVICE.room_id == question.room_id)
    found = [records.device(row) for row in reading.rows(query)]
    return tuple(sorted(found, key=lambda device: (natural(device.number), device.id)))


def device_count(reading: Reading) -> int:
    """How many devices there are. Primary key."""
    query = select(func.count()).select_from(DeviceRow.__table__)
    return reading.count(query.where(_DEVICE.site_id == reading.site, _DEVICE.retired == 0))
