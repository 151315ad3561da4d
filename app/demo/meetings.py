"""A meeting of the demo and the work it makes, before any of it is said. Times are minutes of the day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from app.demo.house import Day, Ids
from app.domain.ids import derived
from app.domain.ops import BookMeeting
from app.domain.periods import MINUTE, Period
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingClass, Role, TaskKind
from app.domain.tasks import annex_b, duties

SETUP: Final = TaskKind.SETUP
GUIDE: Final = TaskKind.GUIDE
STANDBY: Final = TaskKind.STANDBY
CLEAN: Final = TaskKind.CLEAN
TEST: Final = TaskKind.EQUIPMENT_TEST
NO_SHOW_AFTER: Final = 22  # minutes until the desk gives up waiting


@dataclass(frozen=True, slots=True)
class Meeting:
    """``booked`` is when, in minutes before (negative) or of the day; ``began`` None: nobody came."""

    room: str
    start: int
    end: int
    title: str
    unit: str
    expected: int
    is_self_service: bool = False
    is_video: bool = False
    is_classified: bool = False
    contact: str = ""
    phone: str = ""
    layout: str = ""
    nameplates: int = 0
    materials: int = 0
    override: str = ""
    booked: int = -2000
    began: int | None = None
    ended: int = 0
    is_checked: bool = True  # the check-list is answered in time
    is_unstaffed: bool = False  # the supervisor sends nobody, whatever Annex B says
    first: Meeting | None = None  # as it was booked, before it was changed

    @property
    def key(self) -> str:
        """Its name within the day."""
        return f"{self.room}@{self.start}"

    @property
    def meeting_class(self) -> MeetingClass:
        """The class."""
        return MeetingClass.SELF_SERVICE if self.is_self_service else MeetingClass.REGULAR

    @property
    def attendants(self) -> int:
        """Attendants by Annex B, or by the supervisor's word."""
        return 0 if self.is_unstaffed else annex_b(self.expected, self.meeting_class, DEFAULTS).attendants

    def id_in(self, ids: Ids, day: Day) -> str:
        """Its id."""
        return ids.of("meeting", day.on.isoformat(), self.room, self.start)

    def booking(self, ids: Ids, day: Day) -> BookMeeting:
        """What the desk says to book it, in the words of that day."""
        own = self.first or self
        return BookMeeting(
            self.id_in(ids, day), ids.room(own.room), own.title, day.at(own.start), day.at(own.end),
            own.expected, own.meeting_class, "" if own.is_classified else own.unit, own.contact, own.phone,
            is_video=own.is_video, is_classified=own.is_classified, layout=own.layout,
            tea=not own.is_self_service, nameplates=own.nameplates, materials=own.materials,
            override=own.override,
        )  # fmt: skip


@dataclass(slots=True)
class Job:
    """A piece of work and how it went. ``plan`` is what the meeting makes of it; None = it has not happened.

    ``moved`` and ``dropped`` name the minute at which the desk said so; ``extra``: none a meeting makes.
    """

    meeting: Meeting | None
    kind: TaskKind
    slot: int
    plan: tuple[int, int]
    role: Role = Role.ATTENDANT
    room: str = ""
    person: str = ""
    assigned: int | None = None
    acked: int | None = None
    begun: int | None = None
    done: int | None = None
    moved: int | None = None
    moved_to: tuple[int, int] = (0, 0)
    dropped: int | None = None
    reason: str = ""
    override: str = ""  # why it may overlap what the person does already
    offered: int | None = None
    pinned: bool = False
    extra: str = ""
    created: int = 0

    @property
    def place(self) -> str:
        """The room's number."""
        return self.meeting.room if self.meeting else self.room

    @property
    def span(self) -> tuple[int, int]:
        """When it is planned, after the desk moved it."""
        return self.moved_to if self.moved is not None else self.plan

    @property
    def over(self) -> int:
        """The minute from which it keeps nobody any more."""
        if self.dropped is not None:
            return self.dropped
        if self.done is not None:
            return self.done
        return self.meeting.ended if self.meeting and self.kind is STANDBY else self.span[1]

    @property
    def taken(self) -> tuple[int, int]:
        """When it really keeps its person."""
        start = self.begun if self.begun is not None else self.span[0]
        return min(start, self.over), self.over

    @property
    def shown(self) -> tuple[int, int]:
        """All the time that could stand against an assignment: as planned and as it went."""
        low, high = self.span
        if self.kind is CLEAN and self.meeting is not None:
            low, high = min(low, self.meeting.ended), max(high, self.meeting.ended + DEFAULTS.clean)
        if self.begun is not None:
            low = min(low, self.begun)
        if self.done is not None:
            high = max(high, self.done)
        return low, high

    def id_in(self, ids: Ids, day: Day) -> str:
        """Its id: derived from the meeting as the operation derives it, or of its own."""
        if self.extra or self.meeting is None:
            return ids.of("task", day.on.isoformat(), self.extra)
        return derived(self.meeting.id_in(ids, day), "task", f"{self.kind}.{self.slot}")


def jobs_of(meeting: Meeting) -> list[Job]:
    """The work that booking it makes."""
    period = Period(meeting.start * MINUTE, meeting.end * MINUTE)
    made = duties(period, meeting.meeting_class, meeting.attendants, DEFAULTS, is_video=meeting.is_video)
    return [
        Job(meeting, duty.kind, duty.slot, (duty.starts_at // MINUTE, duty.ends_at // MINUTE), duty.role)
        for duty in made
    ]


def ran(meeting: Meeting, late: int = 0, over: int = 0) -> Meeting:
    """The meeting as it went by plan, or minutes later than that."""
    return replace(meeting, began=meeting.start + late, ended=meeting.end + over)
