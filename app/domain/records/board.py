"""The board: everything the live pages show of a stretch of time, read in one snapshot."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.records.alarms import AlarmRecord
from app.domain.records.meetings import CheckRecord, MeetingRecord
from app.domain.records.people import PersonRecord, PresenceRecord
from app.domain.records.plans import FloorRecord
from app.domain.records.rooms import ClosureRecord, RoomRecord
from app.domain.records.tasks import TaskRecord
from app.domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Board:
    """Rooms and people whole; meetings, tasks, closures that touch [from_at, to_at); open alarms; the rules.

    Meetings exclude withdrawn ones; cancelled and no-show ones are there. Rooms are sorted by floor rank
    and number, meetings by (starts_at, id), tasks by (starts_at, id), people by role and number.
    ``read_at`` is the console's clock when the snapshot was taken.
    """

    from_at: int
    to_at: int
    read_at: int
    rules: Rules
    floors: tuple[FloorRecord, ...]
    rooms: tuple[RoomRecord, ...]
    closures: tuple[ClosureRecord, ...]
    meetings: tuple[MeetingRecord, ...]
    tasks: tuple[TaskRecord, ...]
    checks: tuple[CheckRecord, ...]
    people: tuple[PersonRecord, ...]
    presence: tuple[PresenceRecord, ...]
    alarms: tuple[AlarmRecord, ...]
    device_count: int
