"""Frozen records with sensible defaults: say only what a test is about.

`T0` is Wednesday 2026-06-10 13:42:18 in Shanghai; `at("14:30")` is a wall
time of that day. Ids are made from short names (`ident("r302")`): two records can refer to each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from app.domain import tasks as task_rules
from app.domain.ids import derived
from app.domain.periods import HOUR, MINUTE, Period, day_period, instant
from app.domain.records import (
    AlarmRecord,
    Board,
    CheckRecord,
    ClosureRecord,
    DeviceRecord,
    FloorRecord,
    MeetingRecord,
    OutlineRecord,
    PersonRecord,
    PresenceRecord,
    RoomRecord,
    TaskRecord,
)
from app.domain.rules import DEFAULTS, Rules
from app.domain.states import (
    CheckOwner,
    CheckResult,
    MeetingClass,
    MeetingState,
    OutlineKind,
    Presence,
    Role,
    RoomClass,
    TaskKind,
    TaskState,
)

DAY = date(2026, 6, 10)
SITE = "3b6f2a58-0000-5000-8000-00000000517e"


def ident(name: str) -> str:
    """A stable id from a short name; ids are left alone."""
    return name if len(name) == 36 and name.count("-") == 4 else derived(SITE, name)


def at(wall: str, on: date = DAY) -> int:
    """The instant of a wall time such as "14:30" at the site."""
    return instant(on, time.fromisoformat(wall), DEFAULTS.tz)


T0 = instant(DAY, time(13, 42, 18), DEFAULTS.tz)


def floor(name: str = "三层", rank: int = 3, **changes: Any) -> FloorRecord:
    return replace(FloorRecord(ident(f"floor {rank}"), name, rank), **changes)


def room(number: str = "302", **changes: Any) -> RoomRecord:
    """A normal room of 30 seats on the third floor; its id comes from its number."""
    made = RoomRecord(
        id=ident(f"room {number}"),
        number=number,
        name="",
        floor_id=ident("floor 3"),
        zone="",
        capacity=30,
        room_class=RoomClass.NORMAL,
        area=600,
        phone="",
        equipment="",
        fresh_air=0,
        lock_reason="",
        lock_cause="",
        locked_at=None,
    )
    return replace(made, **changes)


def meeting(
    name: str = "m1", room_number: str = "302", start: str = "14:00", end: str = "15:30", **changes: Any
) -> MeetingRecord:
    """A confirmed regular meeting of 24 people; its id comes from its name."""
    made = MeetingRecord(
        id=ident(f"meeting {name}"),
        number=None,
        room_id=ident(f"room {room_number}"),
        title="全市防汛视频调度会",
        state=MeetingState.CONFIRMED,
        meeting_class=MeetingClass.REGULAR,
        starts_at=at(start),
        ends_at=at(end),
        expected=24,
        attendants_needed=1,
        needs_review=False,
        asks_attendants=False,
        unit="市应急管理局",
        contact="吴敏",
        phone="6001",
        is_video=False,
        is_classified=False,
        layout="",
        tea=True,
        nameplates=0,
        materials=0,
        notes="",
        series_id=None,
        started_at=None,
        ended_at=None,
        end_kind=None,
        cancelled_at=None,
        cancel_reason="",
        override="",
        is_history=False,
        is_imported=False,
        booked_at=at("09:00"),
        booked_by="",
    )
    return replace(made, **changes)


def running(
    name: str = "m1", room_number: str = "302", start: str = "13:00", end: str = "15:00", **changes: Any
) -> MeetingRecord:
    """A meeting in session since its planned start."""
    changes.setdefault("started_at", at(start))
    return meeting(name, room_number, start, end, state=MeetingState.IN_SESSION, **changes)


def ended(
    name: str = "m1", room_number: str = "302", start: str = "11:00", end: str = "13:00", **changes: Any
) -> MeetingRecord:
    """A meeting that ended as planned and is not cleaned after yet."""
    changes = {"started_at": at(start), "ended_at": at(end), "state": MeetingState.ENDED, **changes}
    return meeting(name, room_number, start, end, **changes)


def task(
    name: str = "t1",
    kind: TaskKind = TaskKind.SETUP,
    start: str = "13:00",
    end: str = "13:30",
    **changes: Any,
) -> TaskRecord:
    """A pending task for an attendant in room 302; give `meeting_id=`, `assignee_id=` as needed."""
    made = TaskRecord(
        id=ident(f"task {name}"),
        kind=kind,
        role=Role.ATTENDANT,
        state=TaskState.PENDING,
        room_id=ident("room 302"),
        meeting_id=None,
        slot=1,
        starts_at=at(start),
        ends_at=at(end),
        due_at=at(end),
        assignee_id=None,
        is_pinned=False,
        note="",
        override="",
        assigned_at=None,
        acknowledged_at=None,
        arrived_at=None,
        started_at=None,
        done_at=None,
    )
    return replace(made, **changes)


def tasks_for(of: MeetingRecord, rules: Rules = DEFAULTS, **changes: Any) -> tuple[TaskRecord, ...]:
    """The duties that booking this meeting makes, all pending unless `changes` say otherwise."""
    period = Period(of.starts_at, of.ends_at)
    made = []
    for duty in task_rules.duties(
        period, of.meeting_class, of.attendants_needed, rules, is_video=of.is_video
    ):
        one = task(
            f"{of.id}.{duty.part}",
            duty.kind,
            role=duty.role,
            slot=duty.slot,
            room_id=of.room_id,
            meeting_id=of.id,
            starts_at=duty.starts_at,
            ends_at=duty.ends_at,
            due_at=duty.due_at,
        )
        made.append(replace(one, **changes))
    return tuple(made)


def person(name: str = "林晓燕", role: Role = Role.ATTENDANT, **changes: Any) -> PersonRecord:
    made = PersonRecord(
        ident(f"person {name}"), name, role, number="", phone="", skills=(), zone="", is_active=True
    )
    return replace(made, **changes)


def presence(name: str = "林晓燕", kind: Presence = Presence.ON, **changes: Any) -> PresenceRecord:
    made = PresenceRecord(
        ident(f"person {name}"), DAY.isoformat(), kind, shift="", note="", from_minute=480, to_minute=1200
    )
    return replace(made, **changes)


def check(
    of: MeetingRecord,
    item: str,
    owner: CheckOwner = CheckOwner.ATTENDANT,
    result: CheckResult = CheckResult.PASS,
    **changes: Any,
) -> CheckRecord:
    return replace(
        CheckRecord(of.id, owner, item, result, answered_by="", answered_at=T0, note=""), **changes
    )


def closure(
    room_number: str = "316", start: str = "12:00", end: str = "18:00", **changes: Any
) -> ClosureRecord:
    made = ClosureRecord(
        ident(f"closure {room_number}"),
        ident(f"room {room_number}"),
        at(start),
        at(end),
        reason="空调检修",
        order_number="W-118",
    )
    return replace(made, **changes)


def alarm(room_number: str | None = "302", **changes: Any) -> AlarmRecord:
    """An unacknowledged alarm of a video terminal that went offline three minutes ago."""
    made = AlarmRecord(
        id=ident(f"alarm {room_number}"),
        device_id=ident(f"device {room_number} video"),
        device_name="视频终端",
        device_kind="video_terminal",
        room_id=ident(f"room {room_number}") if room_number else None,
        condition="offline",
        severity="serious",
        value="",
        limit="",
        raised_at=T0 - 3 * MINUTE,
        cleared_at=None,
        acknowledged_at=None,
        acknowledged_by="",
        note="",
        shelved_until=None,
        shelved_by="",
        shelf_reason="",
        in_maintenance=False,
    )
    return replace(made, **changes)


def device(
    name: str = "视频终端", room_number: str | None = "302", kind: str = "video_terminal", **changes: Any
) -> DeviceRecord:
    made = DeviceRecord(
        id=ident(f"device {room_number} {kind}"),
        number=f"{room_number}-{kind}",
        name=name,
        kind=kind,
        room_id=ident(f"room {room_number}") if room_number else None,
        model="",
        address="",
        in_maintenance=False,
        maintenance_reason="",
    )
    return replace(made, **changes)


def outline(
    name: str = "302",
    box: tuple[int, int, int, int] = (0, 0, 800, 600),
    kind: OutlineKind = OutlineKind.ROOM,
    **changes: Any,
) -> OutlineRecord:
    """A rectangle (x, y, width, height in cm); a room's outline shows the room of that number."""
    x, y, w, h = box
    made = OutlineRecord(
        id=ident(f"outline {name}"),
        floor_id=ident("floor 3"),
        kind=kind,
        points=((x, y), (x + w, y), (x + w, y + h), (x, y + h)),
        room_id=ident(f"room {name}") if kind is OutlineKind.ROOM else None,
        label="" if kind is OutlineKind.ROOM else name,
        icon="none",
        doors=(),
    )
    return replace(made, **changes)


def board(
    rooms: Iterable[RoomRecord] = (),
    meetings: Iterable[MeetingRecord] = (),
    tasks: Iterable[TaskRecord] = (),
    **changes: Any,
) -> Board:
    """A board of the day around the given records, sorted as the store sorts them."""
    day = day_period(DAY, DEFAULTS.tz)
    made = Board(
        from_at=day.start - 2 * HOUR,
        to_at=day.end + 2 * HOUR,
        read_at=T0,
        rules=DEFAULTS,
        floors=(floor("一层", 1), floor("二层", 2), floor("三层", 3)),
        rooms=tuple(sorted(rooms or (room(),), key=lambda r: (r.floor_id or "", r.number))),
        closures=(),
        meetings=tuple(sorted(meetings, key=lambda m: (m.starts_at, m.id))),
        tasks=tuple(sorted(tasks, key=lambda t: (t.starts_at, t.id))),
        checks=(),
        people=(person(), person("王芳"), person("赵强", Role.ENGINEER)),
        presence=(presence(), presence("王芳"), presence("赵强")),
        alarms=(),
        device_count=306,
    )
    return replace(made, **changes)


def moment(wall: str, on: date = DAY) -> datetime:
    """An aware wall time at the site, for tests that want one."""
    return datetime.combine(on, time.fromisoformat(wall), DEFAULTS.tz)
