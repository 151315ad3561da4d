"""Alarms that are not over."""

from __future__ import annotations

from sqlalchemy import and_, select

from app.domain.questions import AlarmList, AlarmsKnown
from app.domain.records import AlarmRecord
from app.store import records
from app.store.queries.base import Reading
from app.store.tables import AlarmRow, DeviceRow

_ALARM = AlarmRow.__table__.c
_DEVICE = DeviceRow.__table__.c
_OWNER = ("name", "device_kind", "room_id", "in_maintenance")


def alarm_list(reading: Reading, question: AlarmList) -> tuple[AlarmRecord, ...]:
    """Open alarms, newest first, each with its device. ix_alarm_open."""
    query = (
        select(AlarmRow.__table__)
        .where(_ALARM.site_id == reading.site, _ALARM.is_open == 1)
        .order_by(_ALARM.raised_at.desc(), _ALARM.id.desc())
    )
    if question.room_id is not None:
        owner = and_(_DEVICE.site_id == _ALARM.site_id, _DEVICE.id == _ALARM.device_id)
        query = query.join(DeviceRow.__table__, owner).where(_DEVICE.room_id == question.room_id)
    found = reading.rows(query)
    owners = _devices(reading, sorted({row.device_id for row in found}))
    return tuple(records.alarm(row, owners.get(row.device_id)) for row in found)


def alarms_known(reading: Reading, question: AlarmsKnown) -> dict[str, bool]:
    """Of these ids those on record, with whether they are cleared. Primary key."""
    found: dict[str, bool] = {}
    for start in range(0, len(question.ids), 500):
        some = question.ids[start : start + 500]
        of_site = _ALARM.site_id == reading.site
        query = select(_ALARM.id, _ALARM.cleared_at).where(of_site, _ALARM.id.in_(some))
        found.update({row.id: row.cleared_at is not None for row in reading.rows(query)})
    return found


def _devices(reading: Reading, ids: list[str]) -> dict[str, records.Columns]:
    """The devices of these ids, as far as they are known here."""
    columns = [_DEVICE.id, *(_DEVICE[name] for name in _OWNER)]
    found: dict[str, records.Columns] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        query = select(*columns).where(_DEVICE.site_id == reading.site, _DEVICE.id.in_(some))
        found.update({row.id: row for row in reading.rows(query)})
    return found
