"""What the daily schedule says, as data: one entry per meeting,
or per task of a person. Pure, kept for the next print.

Entries hold no words and no local times, so that a print in one language can be
compared with one in another. Of a classified meeting they hold room and time, nothing
else (ui.md 1.9): what is not here cannot be printed by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from app.domain.periods import Period, day_period
from app.domain.questions import DaySchedule
from app.domain.records import MeetingRecord, RoomRecord, TaskRecord
from app.domain.rooms import by_meeting
from app.domain.states import MeetingClass, MeetingState, Role, TaskKind, TaskState

DOCUMENT: Final = "schedule"  # its name in the record of prints
_FORM: Final = 1
_MOST: Final = 1_900_000  # characters that a record of a print takes, with some to spare
_SHORT: Final = 40


class Arrangement(StrEnum):
    """How the day is ordered."""

    TIME = "time"
    ROOM = "room"
    ATTENDANT = "attendant"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's content. ``key`` is the meeting's id, or the task's with its person's behind a stroke."""

    key: str
    at: int
    to: int
    room: str = ""
    room_name: str = ""
    floor: str = ""
    title: str = ""
    unit: str = ""
    expected: int = 0
    staff: tuple[str, ...] = ()
    missing: int = 0
    services: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    person: str = ""  # id; "" = nobody yet
    person_name: str = ""
    duty: str = ""
    is_classified: bool = False
    is_self_service: bool = False
    is_pending: bool = False

    @property
    def subject(self) -> str:
        """The id of the meeting or task, whoever does it."""
        return self.key.partition("/")[0]


@dataclass(frozen=True, slots=True)
class _Kept:
    form: int
    entries: tuple[Entry, ...]


class Day:
    """A day's records looked up by id, within a floor or the whole house."""

    def __init__(self, schedule: DaySchedule, floor_id: str = "") -> None:
        board = schedule.board
        self.schedule: Final = schedule
        self.floor_id: Final = floor_id
        self.period: Final = day_period(date.fromisoformat(schedule.on), board.rules.tz)
        self.rooms: Final[Mapping[str, RoomRecord]] = {room.id: room for room in board.rooms}
        self.floors: Final[Mapping[str, str]] = {floor.id: floor.name for floor in board.floors}
        self.people: Final[Mapping[str, str]] = {person.id: person.name for person in board.people}
        ranks = list(Role)
        self.person_rank: Final[Mapping[str, int]] = {one.id: ranks.index(one.role) for one in board.people}
        self.meetings: Final[Mapping[str, MeetingRecord]] = {
            meeting.id: meeting for meeting in board.meetings
        }
        self.tasks: Final[Mapping[str, TaskRecord]] = {task.id: task for task in board.tasks}
        self.room_order: Final[Mapping[str, int]] = {
            room.number: place for place, room in enumerate(board.rooms)
        }

    def entries(self, arrangement: Arrangement) -> list[Entry]:
        """What stands in the schedule, unordered."""
        return self._task_entries() if arrangement is Arrangement.ATTENDANT else self._meeting_entries()

    def _meeting_entries(self) -> list[Entry]:
        tasks = by_meeting(self.tasks.values())
        return [
            self._of_meeting(meeting, tasks.get(meeting.id, ()))
            for meeting in self.meetings.values()
            if meeting.holds and meeting.planned.overlaps(self.period) and self.is_in_scope(meeting.room_id)
        ]

    def _task_entries(self) -> list[Entry]:
        return [self._of_task(task) for task in self.tasks.values() if self._is_listed(task)]

    def _is_listed(self, task: TaskRecord) -> bool:
        planned = Period(task.starts_at, max(task.ends_at, task.starts_at + 1))
        return (
            task.state is not TaskState.CANCELLED
            and planned.overlaps(self.period)
            and self.is_in_scope(task.room_id or "")
        )

    def is_in_scope(self, room_id: str) -> bool:
        """Whether the room is on the floor asked for."""
        if not self.floor_id:
            return True
        room = self.rooms.get(room_id)
        return room is not None and room.floor_id == self.floor_id

    def _of_meeting(self, meeting: MeetingRecord, tasks: Sequence[TaskRecord]) -> Entry:
        entry = self._placed(Entry(meeting.id, meeting.starts_at, meeting.ends_at), meeting.room_id)
        if meeting.is_classified:
            return replace(entry, is_classified=True)
        staff = self._staff(tasks)
        missing = max(meeting.attendants_needed - len(staff), 0)
        people = tuple(self.people.get(person, "") or "?" for person in dict.fromkeys(staff.values()))
        return self._described(replace(entry, staff=people, missing=missing), meeting)

    def _of_task(self, task: TaskRecord) -> Entry:
        person = task.assignee_id or ""
        entry = replace(
            self._placed(Entry(f"{task.id}/{person}", task.starts_at, task.ends_at), task.room_id or ""),
            person=person,
            person_name=self.people.get(person, ""),
            duty=task.kind.value,
        )
        if task.meeting_id is None:
            return replace(entry, title=task.note)
        meeting = self.meetings.get(task.meeting_id)
        if meeting is None:  # its day is another one: prepared the evening before
            return entry
        return (
            replace(entry, is_classified=True) if meeting.is_classified else self._described(entry, meeting)
        )

    def _placed(self, entry: Entry, room_id: str) -> Entry:
        room = self.rooms.get(room_id)
        if room is None:
            return entry
        name = room.name if room.name != room.number else ""
        return replace(
            entry, room=room.number, room_name=name, floor=self.floors.get(room.floor_id or "", "")
        )

    @staticmethod
    def _described(entry: Entry, meeting: MeetingRecord) -> Entry:
        self_service = meeting.meeting_class is MeetingClass.SELF_SERVICE
        wanted = {
            "video": meeting.is_video,
            "tea": meeting.tea and not self_service,
            "nameplates": meeting.nameplates > 0,
            "materials": meeting.materials > 0,
        }
        return replace(
            entry,
            title=meeting.title,
            unit=meeting.unit,
            expected=meeting.expected,
            services=tuple(name for name, is_wanted in wanted.items() if is_wanted),
            contact=meeting.contact,
            phone=meeting.phone,
            is_self_service=self_service,
            is_pending=meeting.state is MeetingState.SUBMITTED,
        )

    @staticmethod
    def _staff(tasks: Sequence[TaskRecord]) -> dict[int, str]:
        """Who attends, by slot in order: the person of its standby, else of what comes before it."""
        slots: dict[int, str] = {}
        for kind in (TaskKind.STANDBY, TaskKind.GUIDE, TaskKind.SETUP):
            for task in tasks:
                if task.kind is kind and task.slot and task.assignee_id is not None:
                    slots.setdefault(task.slot, task.assignee_id)
        return dict(sorted(slots.items()))


def encoded(entries: Sequence[Entry]) -> str:
    """What a document said, for its record; a house too large for one loses the ends of long texts there."""
    text = _text(entries)
    if len(text) <= _MOST:
        return text
    short = [
        replace(e, title=e.title[:_SHORT], unit=e.unit[:_SHORT], contact=e.contact[:_SHORT]) for e in entries
    ]
    text = _text(short)
    return text if len(text) <= _MOST else _text(())


def _text(entries: Sequence[Entry]) -> str:
    return msgspec.json.encode(_Kept(_FORM, tuple(entries))).decode()


def decoded(text: str) -> tuple[Entry, ...] | None:
    """What an earlier document said; None when it was kept in a form this program does not know."""
    try:
        kept = msgspec.json.decode(text, type=_Kept)
    except msgspec.DecodeError:
        return None
    return kept.entries if kept.form == _FORM else None
