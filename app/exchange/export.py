"""Records as tables for other programs. What is secret leaves as 占用 and nothing else (domain.md 5.4).

JSON has English keys and codes; CSV and xlsx have the headers that our own import reads, in the chosen
language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.imports import Kind
from app.domain.records import (
    ChangeRecord,
    FloorRecord,
    MeetingRecord,
    PersonRecord,
    RoomRecord,
    SourceRecord,
    TaskRecord,
)  # fmt: skip
from app.domain.states import MeetingState
from app.exchange import words_in
from app.exchange.columns import NAMES
from app.exchange.identity import own_uid

Value = str | int | float | bool | None
SECRET: Final = "占用"  # noqa: S105 - a word on paper, not a password

_TASK_HEADERS: Final = {
    "id": ("编号", "id"), "kind": ("类别", "kind"), "state": ("状态", "state"), "role": ("岗位", "role"),
    "room": ("会议室", "room"), "meeting": ("会议", "meeting"), "person": ("人员", "person"),
    "start": ("开始时间", "start"), "end": ("结束时间", "end"), "due": ("最迟", "due"),
    "done": ("完成时间", "done"),
    "note": ("备注", "note"),
}  # fmt: skip
_AUDIT_HEADERS: Final = {
    "n": ("序号", "n"), "op_id": ("操作编号", "op_id"), "at": ("时间", "at"), "actor": ("人员", "actor"),
    "kind": ("操作", "kind"), "result": ("结果", "result"), "undoes": ("撤销", "undoes"),
    "group": ("组", "group"),
    "body": ("内容", "body"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the same keys; ``headers`` are what people read above them."""

    what: str
    headers: Mapping[str, str]
    rows: tuple[dict[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a table is written: the site's zone, and Chinese or English headers and words."""

    zone: ZoneInfo
    language: str

    def header(self, names: tuple[str, ...]) -> str:
        """The first Chinese or the first English name."""
        return names[0] if self.language.startswith("zh") else names[1]

    def time(self, at: int | None) -> str:
        """A local time that our import reads again."""
        if at is None:
            return ""
        here = datetime.fromtimestamp(at / 1000, self.zone)
        return here.strftime("%Y-%m-%d %H:%M:%S" if here.second else "%Y-%m-%d %H:%M")

    def word(self, words: tuple[str, ...], code: str) -> str:
        """The Chinese word, or our code in English files."""
        return words[0] if self.language.startswith("zh") else code


def utc(at: int | None) -> str | None:
    """ISO 8601 in UTC with Z."""
    if at is None:
        return None
    when = datetime.fromtimestamp(at / 1000, UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def in_order(meetings: Iterable[MeetingRecord], rooms: Mapping[str, RoomRecord]) -> list[MeetingRecord]:
    """By start, then room."""
    return sorted(meetings, key=lambda each: (each.starts_at, _number(rooms, each.room_id), each.id))


def meetings_json(
    meetings: Iterable[MeetingRecord],
    rooms: Mapping[str, RoomRecord],
    sources: Mapping[str, SourceRecord],
    zone: str,
) -> list[dict[str, Value]]:
    """The stable shape of design.md, section 11."""
    return [
        {
            "id": each.id, "uid": sources[each.id].uid if each.id in sources else own_uid(each.id),
            "title": SECRET if each.is_classified else each.title, "room": _number(rooms, each.room_id),
            "start": utc(each.starts_at), "end": utc(each.ends_at), "zone": zone, "state": each.state.value,
            "meeting_class": each.meeting_class.value, "expected": each.expected,
            "attendants_needed": each.attendants_needed,
        }
        for each in in_order(meetings, rooms)
    ]  # fmt: skip


def meetings_table(
    meetings: Iterable[MeetingRecord], rooms: Mapping[str, RoomRecord], sources: Mapping[str, SourceRecord],
    spelling: Spelling,
) -> Table:  # fmt: skip
    """Meetings as our import reads them."""
    keys = ("title", "room", "start", "end", "expected", "meeting_class", "unit", "contact", "phone",
    "layout",
            "is_video", "notes", "state", "uid")  # fmt: skip
    rows: list[dict[str, Value]] = []
    for each in in_order(meetings, rooms):
        hidden = each.is_classified
        rows.append({
            "title": SECRET if hidden else each.title, "room": _number(rooms, each.room_id),
            "start": spelling.time(each.starts_at), "end": spelling.time(each.ends_at),
            "expected": str(each.expected) if each.expected else "",
            "meeting_class": spelling.word(words_in.MEETING_CLASSES[each.meeting_class],
            each.meeting_class.value),
            "unit": "" if hidden else each.unit, "contact": "" if hidden else each.contact,
            "phone": "" if hidden else each.phone, "layout": "" if hidden else each.layout,
            "is_video": spelling.word(("是",), "yes") if each.is_video else spelling.word(("否",), "no"),
            "notes": "" if hidden else each.notes, "state": _state(each.state, spelling),
            "uid": _table_uid(each, sources.get(each.id)),
        })  # fmt: skip
    return Table("meetings", _headers(Kind.MEETINGS, keys, spelling), tuple(rows))


def rooms_table(rooms: Iterable[RoomRecord], floors: Iterable[FloorRecord], spelling: Spelling) -> Table:
    """Rooms as our import reads them."""
    names = {floor.id: floor.name for floor in floors}
    rows: list[dict[str, Value]] = [
        {
            "name": room.name, "number": room.number, "floor": names.get(room.floor_id or "", ""),
            "capacity": str(room.capacity) if room.capacity else "",
            "room_class": spelling.word(words_in.ROOM_CLASSES[room.room_class], room.room_class.value),
            "area": f"{room.area / 10:g}" if room.area else "", "equipment": room.equipment,
        }
        for room in rooms
    ]  # fmt: skip
    keys = ("name", "number", "floor", "capacity", "room_class", "area", "equipment")
    return Table("rooms", _headers(Kind.ROOMS, keys, spelling), tuple(rows))


def people_table(people: Iterable[PersonRecord], spelling: Spelling) -> Table:
    """People as our import reads them."""
    rows: list[dict[str, Value]] = [
        {
            "name": person.name, "role": spelling.word(words_in.ROLES[person.role], person.role.value),
            "number": person.number, "phone": person.phone, "skills": ",".join(person.skills),
            "zone": person.zone,
        }
        for person in people
    ]  # fmt: skip
    keys = ("name", "role", "number", "phone", "skills", "zone")
    return Table("people", _headers(Kind.PEOPLE, keys, spelling), tuple(rows))


def rooms_json(rooms: Iterable[RoomRecord], floors: Iterable[FloorRecord]) -> list[dict[str, Value]]:
    """Rooms with codes."""
    names = {floor.id: floor.name for floor in floors}
    return [
        {
            "id": room.id, "number": room.number, "name": room.name,
            "floor": names.get(room.floor_id or "", ""),
            "zone": room.zone, "capacity": room.capacity, "room_class": room.room_class.value,
            "area": room.area / 10, "phone": room.phone,
            "equipment": room.equipment, "locked": room.is_locked,
        }
        for room in rooms
    ]  # fmt: skip


def people_json(people: Iterable[PersonRecord]) -> list[dict[str, Value]]:
    """People with codes."""
    return [
        {
            "id": person.id, "name": person.name, "role": person.role.value, "number": person.number,
            "phone": person.phone, "skills": ",".join(person.skills), "zone": person.zone,
            "active": person.is_active,
        }
        for person in people
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called."""

    rooms: Mapping[str, RoomRecord]
    meetings: Mapping[str, MeetingRecord]
    people: Mapping[str, PersonRecord]

    def meeting(self, meeting_id: str | None) -> str:
        """A meeting's title, hidden where it is secret."""
        found = self.meetings.get(meeting_id or "")
        if found is None:
            return ""
        return SECRET if found.is_classified else found.title


def tasks_json(tasks: Iterable[TaskRecord], names: Names) -> list[dict[str, Value]]:
    """Tasks with codes and UTC times, by start."""
    return [
        {
            "id": task.id, "kind": task.kind.value, "state": task.state.value, "role": task.role.value,
            "room": _number(names.rooms, task.room_id or ""), "meeting": names.meeting(task.meeting_id),
            "person": _person(names.people, task.assignee_id), "start": utc(task.starts_at),
            "end": utc(task.ends_at), "due": utc(task.due_at), "done": utc(task.done_at), "note": task.note,
        }
        for task in sorted(tasks, key=lambda each: (each.starts_at, each.id))
    ]  # fmt: skip


def tasks_table(tasks: Iterable[TaskRecord], names: Names, spelling: Spelling) -> Table:
    """Tasks for people to read."""
    tasks = sorted(tasks, key=lambda each: (each.starts_at, each.id))
    rows = tasks_json(tasks, names)
    for row, task in zip(rows, tasks, strict=True):
        row |= {
            "start": spelling.time(task.starts_at), "end": spelling.time(task.ends_at),
            "due": spelling.time(task.due_at), "done": spelling.time(task.done_at),
        }  # fmt: skip
    headers = {key: spelling.header(names_) for key, names_ in _TASK_HEADERS.items()}
    return Table("tasks", headers, tuple(rows))


def audit_json(changes: Iterable[ChangeRecord]) -> list[dict[str, Value]]:
    """The audit in the order of doing."""
    return [
        {
            "n": each.n, "op_id": each.op_id, "at": utc(each.at), "actor": each.actor_name or each.actor_id,
            "kind": each.kind, "result": each.state, "undoes": each.undoes, "group": each.group,
            "body": each.body,
        }
        for each in sorted(changes, key=lambda each: each.n)
    ]  # fmt: skip


def audit_table(changes: Iterable[ChangeRecord], spelling: Spelling) -> Table:
    """The audit for people to read."""
    ordered = sorted(changes, key=lambda each: each.n)
    rows = audit_json(ordered)
    for row, each in zip(rows, ordered, strict=True):
        row["at"] = spelling.time(each.at)
    headers = {key: spelling.header(names) for key, names in _AUDIT_HEADERS.items()}
    return Table("audit", headers, tuple(rows))


def _headers(kind: Kind, keys: Iterable[str], spelling: Spelling) -> dict[str, str]:
    return {key: spelling.header(NAMES[kind][key]) for key in keys}


def _number(rooms: Mapping[str, RoomRecord], room_id: str) -> str:
    room = rooms.get(room_id)
    return room.number if room is not None else ""


def _person(people: Mapping[str, PersonRecord], person_id: str | None) -> str:
    person = people.get(person_id or "")
    return person.name if person is not None else ""


def _state(state: MeetingState, spelling: Spelling) -> str:
    return spelling.word((_STATES[state],), state.value)


def _table_uid(meeting: MeetingRecord, source: SourceRecord | None) -> str:
    """What a row is known by when it comes back: one occurrence of a series by our own id."""
    return own_uid(meeting.id) if source is None or source.recurrence else source.uid


_STATES: Final = {
    MeetingState.SUBMITTED: "待确认", MeetingState.CONFIRMED: "已确认", MeetingState.IN_SESSION: "进行中",
    MeetingState.ENDED: "已结束", MeetingState.CLEANED: "已清洁", MeetingState.CANCELLED: "已取消",
    MeetingState.NO_SHOW: "未到会", MeetingState.WITHDRAWN: "已撤回",
}  # fmt: skip
