"""Meetings, the answers of their check-lists, and where imported ones come from."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.periods import Period
from app.domain.states import CheckOwner, CheckResult, EndKind, MeetingClass, MeetingState


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting as it is known here. ``number`` is None until central gives it (待编号)."""

    id: str
    number: int | None
    room_id: str
    title: str
    state: MeetingState
    meeting_class: MeetingClass
    starts_at: int
    ends_at: int
    expected: int
    attendants_needed: int
    needs_review: bool  # Annex B: more than 80 expected, the provider adjusts
    asks_attendants: bool
    unit: str
    contact: str
    phone: str
    is_video: bool
    is_classified: bool
    layout: str
    tea: bool
    nameplates: int
    materials: int
    notes: str
    series_id: str | None
    started_at: int | None
    ended_at: int | None
    end_kind: EndKind | None
    cancelled_at: int | None
    cancel_reason: str
    override: str
    is_history: bool
    is_imported: bool
    booked_at: int
    booked_by: str

    @property
    def planned(self) -> Period:
        """[starts_at, ends_at)."""
        return Period(self.starts_at, self.ends_at)

    @property
    def holds(self) -> bool:
        """Whether it keeps its room from others (domain.md 3.2)."""
        return self.state not in {MeetingState.CANCELLED, MeetingState.NO_SHOW, MeetingState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One answered item of a meeting's check-list."""

    meeting_id: str
    owner: CheckOwner
    item: str
    result: CheckResult
    answered_by: str
    answered_at: int
    note: str


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """An imported meeting's identity and the values it had at the last import, as (field, value) pairs."""

    meeting_id: str
    uid: str
    recurrence: str
    sequence: int
    stamp: int
    values: tuple[tuple[str, str], ...]
