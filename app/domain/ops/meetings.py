"""What can be said of meetings (R6.5, R7.4; life-cycle in domain.md 3.2)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import UNSET, Struct, UnsetType

from app.domain.ops.base import Count, Id, Instant, Line, Operation, Text, Title
from app.domain.states import EndKind, MeetingClass, MeetingState


class Source(Struct, frozen=True):
    """Where an imported meeting comes from: (uid, recurrence)
    is its identity, ``sequence``/``stamp`` its age.

    ``recurrence`` is RECURRENCE-ID as text, empty for a
    single event; ``stamp`` is LAST-MODIFIED in UTC ms or 0.
    """

    uid: Line
    recurrence: Line = ""
    sequence: Count = 0
    stamp: Instant = 0


class MeetingFields(Struct, frozen=True, omit_defaults=True):
    """What a meeting is about; UNSET is not touched. (room, start, end) moves only by MoveMeeting."""

    title: Title | UnsetType = UNSET
    unit: Line | UnsetType = UNSET
    contact: Line | UnsetType = UNSET
    phone: Line | UnsetType = UNSET
    expected: Count | UnsetType = UNSET
    meeting_class: MeetingClass | UnsetType = UNSET
    asks_attendants: bool | UnsetType = UNSET
    is_video: bool | UnsetType = UNSET
    layout: Line | UnsetType = UNSET
    tea: bool | UnsetType = UNSET
    nameplates: Count | UnsetType = UNSET
    materials: Count | UnsetType = UNSET
    notes: Text | UnsetType = UNSET


class BookMeeting(Operation, frozen=True):
    """Book a room for a meeting and create its duties (R6.5-1, R6.5-4, Annex B).

    ``override`` is the reason of a person who may waive the rules that can be waived; never the overlap.
    A classified meeting keeps room, time, head-count and contact only (R6.11-1): other texts must be empty.
    """

    permission: ClassVar[str] = "meeting.book"
    id: Id
    room: Id
    title: Title
    starts_at: Instant
    ends_at: Instant
    expected: Count = 0
    meeting_class: MeetingClass = MeetingClass.REGULAR
    unit: Line = ""
    contact: Line = ""
    phone: Line = ""
    asks_attendants: bool = False
    is_video: bool = False
    is_classified: bool = False
    layout: Line = ""
    tea: bool = True
    nameplates: Count = 0
    materials: Count = 0
    notes: Text = ""
    series: Id | None = None
    confirmed: bool = True
    override: Line = ""


class ConfirmMeeting(Operation, frozen=True):
    """The desk confirms a submitted meeting."""

    permission: ClassVar[str] = "meeting.confirm"
    id: Id


class EditMeeting(Operation, frozen=True):
    """Change what a meeting is about; merged field by field."""

    permission: ClassVar[str] = "meeting.change"
    id: Id
    set: MeetingFields
    was: MeetingFields


class MoveMeeting(Operation, frozen=True):
    """Change room, start and end as one field."""

    permission: ClassVar[str] = "meeting.change"
    id: Id
    room: Id
    starts_at: Instant
    ends_at: Instant
    was_room: Id
    was_starts_at: Instant
    was_ends_at: Instant
    override: Line = ""


class ExtendMeeting(Operation, frozen=True):
    """Give a meeting in session a later (or earlier)
    planned end; granted only while the slot is free (3.4).
    """

    permission: ClassVar[str] = "meeting.run"
    id: Id
    ends_at: Instant
    was_ends_at: Instant
    override: Line = ""


class StartMeeting(Operation, frozen=True):
    """The meeting begins: first check-in, or the desk says so."""

    permission: ClassVar[str] = "meeting.run"
    id: Id
    started_at: Instant


class EndMeeting(Operation, frozen=True):
    """The meeting is over; the room is released from here on and cleaning is due (R7.4-1)."""

    permission: ClassVar[str] = "meeting.run"
    id: Id
    ended_at: Instant
    end_kind: EndKind


class CancelMeeting(Operation, frozen=True):
    """Cancel before the start; the slot is free in the
    same transaction (R3). ``withdrawn`` undoes a booking.
    """

    permission: ClassVar[str] = "meeting.change"
    id: Id
    reason: Line
    withdrawn: bool = False


class MarkNoShow(Operation, frozen=True):
    """Nobody came; the desk decides and the room is released (domain.md 3.5)."""

    permission: ClassVar[str] = "meeting.run"
    id: Id
    reason: Line = ""


class MeetingFacts(Struct, frozen=True):
    """The recorded facts of a meeting's life."""

    state: MeetingState
    started_at: Instant | None = None
    ended_at: Instant | None = None
    end_kind: EndKind | None = None
    cancelled_at: Instant | None = None
    cancel_reason: Line = ""


class CorrectMeeting(Operation, frozen=True):
    """Put recorded facts right: the inverse of start,
    end, cancel and no-show. May be refused (slot taken).
    """

    permission: ClassVar[str] = "meeting.run"
    id: Id
    set: MeetingFacts
    was: MeetingFacts


class ImportMeeting(Operation, frozen=True):
    """Take a meeting from another calendar: books it, or merges what changed there since the last import.

    A field that a person changed here since the last import stays theirs. ``cancelled`` takes it out.
    """

    permission: ClassVar[str] = "meeting.import"
    id: Id
    source: Source
    room: Id
    title: Title
    starts_at: Instant
    ends_at: Instant
    expected: Count = 0
    meeting_class: MeetingClass = MeetingClass.REGULAR
    unit: Line = ""
    contact: Line = ""
    phone: Line = ""
    is_video: bool = False
    layout: Line = ""
    notes: Text = ""
    cancelled: bool = False
