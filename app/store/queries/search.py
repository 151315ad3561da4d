"""What the palette searches: names and numbers as they are; pinyin and the like is the palette's matter."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.questions import DeviceList, SearchEntries, SearchEntry
from app.store.queries import devices, meetings, people, rooms
from app.store.queries.base import Reading
from app.store.tables import MeetingRow

_MEETING = MeetingRow.__table__.c


def search_entries(reading: Reading, question: SearchEntries) -> tuple[SearchEntry, ...]:
    """Rooms, people, devices, and meetings that touch [from_at, to_at), each in its own order."""
    floors = rooms.floors(reading)
    floor_name = {floor.id: floor.name for floor in floors}
    found = []
    title: dict[str, str] = {}  # the number says which room it is; the name alone does not
    for room in rooms.all_rooms(reading, floors):
        name = room.name or room.number
        title[room.id] = name if name.startswith(room.number) else f"{room.number} {name}"
        where = floor_name.get(room.floor_id or "", "")
        found.append(SearchEntry("room", room.id, name, where, (room.number, room.name)))
    for person in people.everybody(reading):
        if person.is_active:
            keys = (person.name, person.number, person.phone)
            found.append(SearchEntry("person", person.id, person.name, person.number, keys))
    found += _meetings(reading, question, title)
    for device in devices.device_list(reading, DeviceList()):
        keys = (device.number, device.name, device.model)
        where = title.get(device.room_id or "", "")
        found.append(SearchEntry("device", device.id, device.name or device.number, where, keys))
    return tuple(found)


def _meetings(reading: Reading, question: SearchEntries, title: dict[str, str]) -> list[SearchEntry]:
    """Meetings by (starts_at, id). ix_meeting_start."""
    row = _MEETING
    query = (
        select(row.id, row.title, row.room_id, row.unit, row.number, row.starts_at)
        .where(meetings.touching(reading.site, question.from_at, question.to_at))
        .order_by(_MEETING.starts_at, _MEETING.id)
    )
    return [
        SearchEntry(
            subject="meeting",
            id=row.id,
            text=row.title,
            detail=title.get(row.room_id, ""),
            keys=(row.title, row.unit, "" if row.number is None else str(row.number)),
            at=row.starts_at,
        )
        for row in reading.rows(query)
    ]
