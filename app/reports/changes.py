"""What changed since the last print of the same document. Pure; only what the paper shows is compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.states import MeetingState, TaskState
from app.reports.schedule_entries import Day, Entry

Kind = Literal[
    "new", "given", "start", "end", "span", "room", "title", "unit", "expected", "staff", "services",
    "contact", "cancelled", "no_show", "moved_room", "given_away", "removed",
]  # fmt: skip
GONE: tuple[Kind, ...] = ("cancelled", "no_show", "moved_room", "given_away", "removed")


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with what changed; ``was`` is how it stood
    on the last print. A gone one is shown as it stood.
    """

    entry: Entry
    kinds: tuple[Kind, ...] = ()
    was: Entry | None = None
    now: str = ""  # of a gone one: the room it moved to, the person it was given to

    @property
    def is_gone(self) -> bool:
        """Listed on the last print, and no more."""
        return bool(self.kinds) and self.kinds[0] in GONE


@dataclass(frozen=True, slots=True)
class Shown:
    """Columns that are there for comparing."""

    staff: bool
    contact: bool
    unit: bool


def compared(entries: Sequence[Entry], before: Sequence[Entry], day: Day, shown: Shown) -> list[Line]:
    """The entries with their changes, and those of the last print that are gone."""
    old = {entry.key: entry for entry in before}
    of_subject = {entry.subject: entry for entry in before}
    lines = []
    for entry in entries:
        was = old.pop(entry.key, None)
        if was is not None:
            lines.append(Line(entry, _kinds(entry, was, shown), was))
            continue
        other = of_subject.get(entry.subject)
        given = other is not None and other.person_name != ""
        lines.append(Line(entry, ("given" if given else "new",), other))
    # A task that somebody has taken on stands on that person's list; it need not be struck from nobody's.
    left = [entry for entry in old.values() if not entry.duty or entry.person]
    return lines + [_gone(entry, day) for entry in left]


def _kinds(entry: Entry, was: Entry, shown: Shown) -> tuple[Kind, ...]:
    kinds: list[Kind] = []
    if (entry.at, entry.to) != (was.at, was.to):
        kinds.append(_time_kind(entry, was))
    if entry.is_classified != was.is_classified:
        return (*kinds, "title")
    same: tuple[tuple[Kind, bool], ...] = (
        ("room", entry.room == was.room),
        ("title", entry.title == was.title),
        ("unit", not shown.unit or entry.unit == was.unit),
        ("expected", entry.expected == was.expected),
        ("staff", not shown.staff or entry.staff == was.staff),
        ("services", entry.services == was.services and entry.is_self_service == was.is_self_service),
        ("contact", not shown.contact or (entry.contact, entry.phone) == (was.contact, was.phone)),
    )
    return (*kinds, *(kind for kind, is_same in same if not is_same))


def _time_kind(entry: Entry, was: Entry) -> Kind:
    if entry.at == was.at:
        return "end"
    return "start" if entry.to - entry.at == was.to - was.at else "span"


def _gone(entry: Entry, day: Day) -> Line:
    if entry.duty:
        return _gone_task(entry, day)
    meeting = day.meetings.get(entry.key)
    if meeting is None:
        return Line(entry, ("removed",))
    if meeting.state is MeetingState.CANCELLED:
        return Line(entry, ("cancelled",))
    if meeting.state is MeetingState.NO_SHOW:
        return Line(entry, ("no_show",))
    room = day.rooms.get(meeting.room_id)
    if room is not None and meeting.planned.overlaps(day.period):
        return Line(entry, ("moved_room",), now=room.number)
    return Line(entry, ("removed",))


def _gone_task(entry: Entry, day: Day) -> Line:
    task = day.tasks.get(entry.subject)
    if task is None:
        return Line(entry, ("removed",))
    if task.state is TaskState.CANCELLED:
        return Line(entry, ("cancelled",))
    if (task.assignee_id or "") != entry.person:
        return Line(entry, ("given_away",), now=day.people.get(task.assignee_id or "", ""))
    return Line(entry, ("removed",))
