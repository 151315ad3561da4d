"""From a row to a record: the one place where columns become fields. Serves Core rows and ORM objects alike.

Called by app/store/queries, and by app/operations where a rule of the domain wants records. Store thread.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final

from app.domain.meetings import Slot
from app.domain.ops import MeetingFacts, TaskFacts
from app.domain.records import (
    AlarmRecord,
    CheckRecord,
    ClosureRecord,
    DeviceRecord,
    FloorRecord,
    MeetingRecord,
    OutlineRecord,
    PersonRecord,
    PictureRecord,
    PresenceRecord,
    PrintRecord,
    RoomRecord,
    SourceRecord,
    TaskRecord,
)
from app.domain.states import (
    CheckOwner,
    CheckResult,
    EndKind,
    MeetingClass,
    MeetingState,
    OutlineKind,
    Presence,
    Role,
    RoomClass,
    TaskKind,
    TaskState,
)

Columns = Any  # a row of a SELECT or an object of the table: both answer to the columns' names


def floor(row: Columns) -> FloorRecord:
    """A floor."""
    return FloorRecord(row.id, row.name, row.rank)


def outline(row: Columns) -> OutlineRecord:
    """A polygon of a plan."""
    return OutlineRecord(
        id=row.id,
        floor_id=row.floor_id,
        kind=OutlineKind(row.outline_kind),
        points=tuple((x, y) for x, y in json.loads(row.points)),
        room_id=row.room_id,
        label=row.label,
        icon=row.icon,
        doors=tuple((a, b, c, d) for a, b, c, d in json.loads(row.doors)),
    )


def picture(row: Columns) -> PictureRecord:
    """The picture behind a plan."""
    return PictureRecord(row.media, base64.b64decode(row.data), row.x, row.y, row.width, row.height)


def room(row: Columns) -> RoomRecord:
    """A room of the register."""
    return RoomRecord(
        id=row.id,
        number=row.number,
        name=row.name,
        floor_id=row.floor_id,
        zone=row.zone,
        capacity=row.capacity,
        room_class=RoomClass(row.room_class),
        area=row.area,
        phone=row.phone,
        equipment=row.equipment,
        fresh_air=row.fresh_air,
        lock_reason=row.lock_reason,
        lock_cause=row.lock_cause,
        locked_at=row.locked_at,
    )


def closure(row: Columns) -> ClosureRecord:
    """A period out of service."""
    return ClosureRecord(row.id, row.room_id, row.starts_at, row.ends_at, row.reason, row.order_number)


def person(row: Columns) -> PersonRecord:
    """A person."""
    return PersonRecord(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        number=row.number,
        phone=row.phone,
        skills=tuple(skill.strip() for skill in row.skills.split(",") if skill.strip()),
        zone=row.zone,
        is_active=bool(row.active),
    )


def presence(row: Columns) -> PresenceRecord:
    """A person's day."""
    return PresenceRecord(
        person_id=row.person_id,
        on=row.on_date,
        presence=Presence(row.presence),
        shift=row.shift,
        note=row.note,
        from_minute=row.from_minute,
        to_minute=row.to_minute,
    )


# A board has hundreds of meetings, tasks and answers: their columns are taken in one go, four times as fast.
MEETING: Final = (
    "id", "number", "room_id", "title", "state", "meeting_class", "starts_at", "ends_at", "expected",
    "attendants_needed", "needs_review", "asks_attendants", "unit", "contact", "phone", "is_video",
    "is_classified", "layout", "tea", "nameplates", "materials", "notes", "series_id", "started_at",
    "ended_at", "end_kind", "cancelled_at", "cancel_reason", "override", "is_history", "is_imported",
    "booked_at", "booked_by",
)  # fmt: skip
TASK: Final = (
    "id", "task_kind", "role", "state", "room_id", "meeting_id", "slot", "starts_at", "ends_at", "due_at",
    "assignee_id", "pinned", "note", "override", "assigned_at", "acknowledged_at", "arrived_at", "started_at",
    "done_at",
)  # fmt: skip
CHECK: Final = ("meeting_id", "owner", "item", "result", "answered_by", "answered_at", "note")
_MEETING: Final = attrgetter(*MEETING)
_TASK: Final = attrgetter(*TASK)
_CHECK: Final = attrgetter(*CHECK)
_CLASSES: Final = {each.value: each for each in MeetingClass}
_KINDS: Final = {each.value: each for each in TaskKind}
_ROLES: Final = {each.value: each for each in Role}
_STATES: Final = {each.value: each for each in TaskState}
_OWNERS: Final = {each.value: each for each in CheckOwner}
_RESULTS: Final = {each.value: each for each in CheckResult}


def meeting(row: Columns) -> MeetingRecord:
    """A meeting."""
    return meeting_of(_MEETING(row))


def meeting_of(values: Sequence[Any]) -> MeetingRecord:  # Any: column values
    """A meeting from the values of the columns MEETING."""
    (
        id_, number, room_id, title, state, class_, starts_at, ends_at, expected, needed, review, asks, unit,
        contact, phone, video, classified, layout, tea, nameplates, materials, notes, series_id, started_at,
        ended_at, end_kind, cancelled_at, cancel_reason, override, history, imported, booked_at, booked_by,
    ) = values  # fmt: skip
    return MeetingRecord(
        id_, number, room_id, title, MeetingState(state), _CLASSES[class_], starts_at, ends_at, expected,
        needed, bool(review), bool(asks), unit, contact, phone, bool(video), bool(classified), layout,
        bool(tea), nameplates, materials, notes, series_id, started_at, ended_at,
        None if end_kind is None else EndKind(end_kind), cancelled_at, cancel_reason, override, bool(history),
        bool(imported), booked_at, booked_by,
    )  # fmt: skip


def meeting_facts(row: Columns) -> MeetingFacts:
    """The recorded facts of a meeting's life."""
    kind = EndKind(row.end_kind) if row.end_kind is not None else None
    state = MeetingState(row.state)
    return MeetingFacts(state, row.started_at, row.ended_at, kind, row.cancelled_at, row.cancel_reason)


def task_facts(row: Columns) -> TaskFacts:
    """The recorded facts of a task's life."""
    return TaskFacts(
        TaskState(row.state),
        row.assignee_id,
        bool(row.pinned),
        row.assigned_at,
        row.acknowledged_at,
        row.arrived_at,
        row.started_at,
        row.done_at,
    )


def slot(row: Columns) -> Slot:
    """What a meeting holds of its room; needs only id, room_id, held_from, held_to and meeting_class."""
    return Slot(row.id, row.room_id, row.held_from, row.held_to, MeetingClass(row.meeting_class))


def source(row: Columns) -> SourceRecord:
    """Where an imported meeting comes from; its id is the meeting's."""
    values: dict[str, Any] = json.loads(row.base)  # Any: JSON values
    return SourceRecord(
        meeting_id=row.id,
        uid=row.uid,
        recurrence=row.recurrence,
        sequence=row.sequence,
        stamp=row.stamp,
        values=tuple(sorted((name, _said(value)) for name, value in values.items())),
    )


def _said(value: Any) -> str:  # Any: a JSON value
    """A value as text: text as it is, anything else as its JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def task(row: Columns) -> TaskRecord:
    """A piece of work."""
    return task_of(_TASK(row))


def task_of(values: Sequence[Any]) -> TaskRecord:  # Any: column values
    """A piece of work from the values of the columns TASK."""
    (
        id_, kind, role, state, room_id, meeting_id, slot_number, starts_at, ends_at, due_at, assignee_id,
        pinned, note, override, assigned_at, acknowledged_at, arrived_at, started_at, done_at,
    ) = values  # fmt: skip
    return TaskRecord(
        id_, _KINDS[kind], _ROLES[role], _STATES[state], room_id, meeting_id, slot_number, starts_at, ends_at,
        due_at, assignee_id, bool(pinned), note, override, assigned_at, acknowledged_at, arrived_at,
        started_at, done_at,
    )  # fmt: skip


def check(row: Columns) -> CheckRecord:
    """An answered item."""
    return check_of(_CHECK(row))


def check_of(values: Sequence[Any]) -> CheckRecord:  # Any: column values
    """An answered item from the values of the columns CHECK."""
    meeting_id, owner, item, result, answered_by, answered_at, note = values
    return CheckRecord(meeting_id, _OWNERS[owner], item, _RESULTS[result], answered_by, answered_at, note)


def device(row: Columns) -> DeviceRecord:
    """A device of the register."""
    return DeviceRecord(
        id=row.id,
        number=row.number,
        name=row.name,
        kind=row.device_kind,
        room_id=row.room_id,
        model=row.model,
        address=row.address,
        in_maintenance=bool(row.in_maintenance),
        maintenance_reason=row.maintenance_reason,
    )


def alarm(row: Columns, owner: Columns) -> AlarmRecord:
    """An alarm with what it says of its device: ``owner`` is the device, None when it is not known here."""
    return AlarmRecord(
        id=row.id,
        device_id=row.device_id,
        device_name="" if owner is None else owner.name,
        device_kind="" if owner is None else owner.device_kind,
        room_id=None if owner is None else owner.room_id,
        condition=row.condition,
        severity=row.severity,
        value=row.value,
        limit=row.limit,
        raised_at=row.raised_at,
        cleared_at=row.cleared_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        note=row.note,
        shelved_until=row.shelved_until,
        shelved_by=row.shelved_by,
        shelf_reason=row.shelf_reason,
        in_maintenance=False if owner is None else bool(owner.in_maintenance),
    )


def print_made(row: Columns) -> PrintRecord:
    """A print."""
    return PrintRecord(
        id=row.id,
        document=row.document,
        layout=row.layout,
        on=row.on_date,
        version=row.version,
        lines=row.lines,
        printed_at=row.printed_at,
        printed_by=row.printed_by,
    )
