"""Questions about meetings."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.meetings import Finding
from app.domain.questions.base import Question
from app.domain.records import ChangeRecord, CheckRecord, MeetingRecord, RoomRecord, SourceRecord, TaskRecord
from app.domain.states import MeetingClass


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A meeting with everything that hangs on it."""

    meeting: MeetingRecord
    tasks: tuple[TaskRecord, ...]
    checks: tuple[CheckRecord, ...]
    changes: tuple[ChangeRecord, ...]


@dataclass(frozen=True, slots=True)
class MeetingDetail(Question[MeetingFile | None]):
    """One meeting, or None when it is unknown here."""

    id: str


@dataclass(frozen=True, slots=True)
class MeetingsBetween(Question[tuple[MeetingRecord, ...]]):
    """Meetings that touch [from_at, to_at), without withdrawn ones, by (starts_at, id)."""

    from_at: int
    to_at: int


@dataclass(frozen=True, slots=True)
class BookingChecked(Question[tuple[Finding, ...]]):
    """Every rule a booking would break: refusals first,
    then warnings. ``meeting`` is left out of the check.
    """

    room: str
    starts_at: int
    ends_at: int
    expected: int = 0
    meeting_class: MeetingClass = MeetingClass.REGULAR
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class FreeRooms(Question[tuple[RoomRecord, ...]]):
    """Rooms free for [starts_at, ends_at) that seat
    ``expected``; smallest fitting first, ``meeting`` ignored.
    """

    starts_at: int
    ends_at: int
    expected: int = 0
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class SourcesOf(Question[tuple[SourceRecord, ...]]):
    """Import identities of these uids (at most 100,000), for showing what an import would change."""

    uids: tuple[str, ...]
