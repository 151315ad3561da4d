"""Rows for tests of the store, written as the driver would: whole tables of plain values, no operations."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import insert

from app.domain.ids import derived
from app.domain.periods import DAY, HOUR, MINUTE
from app.store import tables
from app.store.engine import Store
from app.store.own_tables import meta

SITE = derived("test", "site")
NINE = 1_765_760_400_000  # 2025-12-15 09:00 in Shanghai, a Monday
MIDNIGHT = NINE - 9 * HOUR

_EMPTY: dict[type[Any], Any] = {int: 0, str: ""}


def row(table: type[Any], **given: Any) -> dict[str, Any]:
    """A whole row: what is not given is 0, "" or None."""
    values: dict[str, Any] = {"site_id": SITE}
    for column in table.__table__.columns:
        if column.key not in values:
            values[column.key] = None if column.nullable else _EMPTY[column.type.python_type]
    unknown = given.keys() - values.keys()
    assert not unknown, unknown
    return values | given


def name(*parts: str | int) -> str:
    """A stable id."""
    return derived("test", *parts)


def meeting(key: str | int, room: str, starts_at: int, minutes: int = 60, **given: Any) -> dict[str, Any]:
    """A confirmed meeting that holds its room."""
    ends_at = starts_at + minutes * MINUTE
    defaults = {
        "id": name("meeting", key),
        "room_id": room,
        "title": f"会议 {key}",
        "state": "confirmed",
        "meeting_class": "regular",
        "starts_at": starts_at,
        "ends_at": ends_at,
        "held_from": starts_at,
        "held_to": ends_at,
        "holds": 1,
        "expected": 12,
        "attendants_needed": 1,
        "unit": "办公室",
    }
    return row(tables.MeetingRow, **(defaults | given))


def task(key: str, held: dict[str, Any], kind: str, start: int, end: int, **given: Any) -> dict[str, Any]:
    """A task of a meeting."""
    defaults = {
        "id": name("task", key),
        "task_kind": kind,
        "role": "attendant",
        "state": "pending",
        "slot": 1,
        "room_id": held["room_id"],
        "meeting_id": held["id"],
        "starts_at": start,
        "ends_at": end,
        "due_at": end,
    }
    return row(tables.TaskRow, **(defaults | given))


def tasks_for(key: str | int, held: dict[str, Any]) -> list[dict[str, Any]]:
    """What a meeting with one attendant makes, and three things more."""
    start, end = held["starts_at"], held["ends_at"]
    spans = {
        "setup": (start - 60 * MINUTE, start - 30 * MINUTE),
        "guide": (start - 30 * MINUTE, start),
        "standby": (start, end),
        "clean": (end, end + 15 * MINUTE),
        "tea_refill": (start + MINUTE, start + 5 * MINUTE),
        "equipment_test": (start - 60 * MINUTE, start - 30 * MINUTE),
    }
    return [task(f"{key}.{kind}", held, kind, *span) for kind, span in spans.items()]


def put(store: Store, table: type[Any], values: list[dict[str, Any]]) -> None:
    """Insert rows."""
    with store.writing() as connection:
        for start in range(0, len(values), 5000):
            connection.execute(insert(table.__table__), values[start : start + 5000])


def settle(store: Store) -> None:
    """The console knows its site."""
    with store.writing() as connection:
        connection.execute(insert(meta), [{"key": "site_id", "value": SITE}])


def building(store: Store, rooms: int = 60, people: int = 18, devices: int = 300) -> list[str]:
    """Floors, rooms, people with a duty today, devices; returns the rooms' ids."""
    settle(store)
    floors = [row(tables.FloorRow, id=name("floor", n), name=f"{n}F", rank=n) for n in (1, 2, 3)]
    put(store, tables.FloorRow, floors)
    made = [
        row(
            tables.RoomRow,
            id=name("room", n),
            number=str(100 + n),
            name=f"{100 + n} 会议室",
            floor_id=name("floor", 1 + n % 3),
            capacity=10 + n % 50,
            room_class="normal",
        )
        for n in range(rooms)
    ]
    put(store, tables.RoomRow, made)
    staff = [
        row(
            tables.PersonRow,
            id=name("person", n),
            name=f"会服{n}",
            role="attendant",
            number=str(n),
            active=1,
            skills="茶水, 视频" if n else "",
        )
        for n in range(people)
    ]
    put(store, tables.PersonRow, staff)
    on = [
        row(
            tables.PresenceRow,
            id=name("presence", n),
            person_id=name("person", n),
            on_date="2025-12-15",
            presence="on",
            to_minute=1440,
        )
        for n in range(people)
    ]
    put(store, tables.PresenceRow, on)
    parts = [
        row(
            tables.DeviceRow,
            id=name("device", n),
            number=f"D{n}",
            name=f"设备 {n}",
            device_kind="display",
            room_id=name("room", n % rooms),
        )
        for n in range(devices)
    ]
    put(store, tables.DeviceRow, parts)
    return [each["id"] for each in made]


def years(store: Store, rooms: list[str], meetings: int, per_day: int = 60) -> None:
    """Meetings of an hour, ``per_day`` a day, half of them before the day of NINE, each with its tasks."""
    made = []
    for n in range(meetings):
        day, slot = divmod(n, per_day)
        hour, room = divmod(slot, len(rooms))
        start = NINE + (day - meetings // per_day // 2) * DAY + (hour + slot % 8) * HOUR
        made.append(meeting(n, rooms[room], start))
    put(store, tables.MeetingRow, made)
    put(store, tables.TaskRow, [task for n, held in enumerate(made) for task in tasks_for(n, held)])
    today = [held for held in made if MIDNIGHT <= held["starts_at"] < MIDNIGHT + DAY]
    answers = [
        row(
            tables.CheckRow,
            id=name("check", held["id"], item),
            meeting_id=held["id"],
            owner="attendant",
            item=item,
            result="pass",
            answered_by="",
            answered_at=NINE,
        )
        for held in today
        for item in ("clean", "chairs", "stationery")
    ]
    put(store, tables.CheckRow, answers)


def outline(key: str, floor: str, points: list[tuple[int, int]], **given: Any) -> dict[str, Any]:
    """A polygon."""
    return row(
        tables.OutlineRow,
        id=name("outline", key),
        floor_id=floor,
        points=json.dumps(points),
        **({"outline_kind": "room", "icon": "none", "doors": "[]"} | given),
    )
