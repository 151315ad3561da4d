"""The operations that a person asks for on a meeting, made from what they saw. Pure; used by pages and
drawers.

A page says these through the Desk. What was seen travels along as ``was``, so that an edit by someone else
in the meantime is noticed. GUI thread.
"""

from __future__ import annotations

from typing import Final

from app.domain.ops import (
    CancelMeeting,
    CorrectMeeting,
    EndMeeting,
    ExtendMeeting,
    MarkNoShow,
    MeetingFacts,
    MoveMeeting,
    Operation,
    StartMeeting,
)
from app.domain.periods import MINUTE
from app.domain.records import MeetingRecord
from app.domain.states import EndKind, MeetingState
from app.widgets.timeline_drag import Proposal

ON_TIME_MINUTES: Final = 5  # an end this near to the plan is on time
WAITING: Final = frozenset({MeetingState.SUBMITTED, MeetingState.CONFIRMED})


def end_kind(meeting: MeetingRecord, at: int) -> EndKind:
    """How a meeting ends when it ends at an instant."""
    if at < meeting.ends_at - ON_TIME_MINUTES * MINUTE:
        return EndKind.EARLY
    return EndKind.OVERRUN if at > meeting.ends_at + ON_TIME_MINUTES * MINUTE else EndKind.ON_TIME


def start(meeting: MeetingRecord, now: int) -> StartMeeting:
    """It begins now."""
    return StartMeeting(meeting.id, now)


def end(meeting: MeetingRecord, now: int) -> EndMeeting:
    """It is over now."""
    return EndMeeting(meeting.id, now, end_kind(meeting, now))


def extend(meeting: MeetingRecord, minutes: int, now: int, override: str = "") -> ExtendMeeting:
    """Minutes more, counted from the planned end, or from now when that has passed."""
    base = max(meeting.ends_at, now // MINUTE * MINUTE)
    return ExtendMeeting(meeting.id, base + minutes * MINUTE, meeting.ends_at, override)


def move(meeting: MeetingRecord, room: str, starts_at: int, ends_at: int, override: str = "") -> MoveMeeting:
    """Another room or time, against what was seen."""
    return MoveMeeting(
        meeting.id, room, starts_at, ends_at, meeting.room_id, meeting.starts_at, meeting.ends_at, override
    )


def of_drop(asked: Proposal, meeting: MeetingRecord, now: int, override: str = "") -> Operation:
    """What letting a bar go means: in session its end moves (or it ends now), else room and time do."""
    if meeting.state is MeetingState.IN_SESSION and asked.kind == "end":
        if asked.end <= now:
            return end(meeting, now)
        return ExtendMeeting(meeting.id, asked.end, meeting.ends_at, override)
    return move(meeting, asked.row_id, asked.start, asked.end, override)


def cancel(meeting: MeetingRecord, reason: str) -> CancelMeeting:
    """Off, before it began."""
    return CancelMeeting(meeting.id, reason)


def no_show(meeting: MeetingRecord, reason: str = "") -> MarkNoShow:
    """Nobody came."""
    return MarkNoShow(meeting.id, reason)


def facts(meeting: MeetingRecord) -> MeetingFacts:
    """The recorded facts as they were seen."""
    return MeetingFacts(
        meeting.state, meeting.started_at, meeting.ended_at, meeting.end_kind, meeting.cancelled_at,
        meeting.cancel_reason,
    )  # fmt: skip


def reinstate(meeting: MeetingRecord) -> CorrectMeeting:
    """Take a cancellation, a no-show or an end back; the slot is checked again."""
    if meeting.state in {MeetingState.ENDED, MeetingState.CLEANED}:
        back = MeetingFacts(MeetingState.IN_SESSION, meeting.started_at)
    else:
        back = MeetingFacts(MeetingState.CONFIRMED)
    return CorrectMeeting(meeting.id, set=back, was=facts(meeting))
