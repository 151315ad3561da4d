"""Rules of meetings: what a booking may break, which period holds the room, where a meeting stands.

Sources: domain.md 3.1, 3.2 (R6.5), 1.2 for the numbers, 9 for the readings. All pure; time is an argument.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from app.domain.errors import Params
from app.domain.periods import DAY, MINUTE, Period, day_of, day_period, local
from app.domain.records.meetings import MeetingRecord
from app.domain.records.rooms import ClosureRecord, RoomRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass, MeetingPhase, MeetingState, RoomClass

EARLIEST: Final = 946_684_800_000  # 2000-01-01: earlier dates are typing errors
LATEST: Final = 4_102_444_800_000  # 2100-01-01


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a booking breaks. ``waivable``: a supervisor
    may go on with a reason (never overlap, capacity).
    """

    code: str
    rule: str
    waivable: bool
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def named(self) -> Params:
        """The parameters by name."""
        return dict(self.params)


@dataclass(frozen=True, slots=True)
class Slot:
    """A room's time as another meeting holds it."""

    meeting_id: str
    room_id: str
    held_from: int
    held_to: int
    meeting_class: MeetingClass

    @property
    def period(self) -> Period:
        """[held_from, held_to)."""
        return Period(self.held_from, self.held_to)


@dataclass(frozen=True, slots=True)
class Booking:
    """What is asked for, before it is a meeting."""

    room: RoomRecord
    period: Period
    expected: int
    meeting_class: MeetingClass


def held_period(starts_at: int, ends_at: int, ended_at: int | None) -> Period:
    """The period that keeps others out: the planned one, cut at the real end (domain.md 3.2, sync.md 13).

    A meeting that overran does not take time from the next one afterwards; that it overran is in its facts.
    """
    end = ends_at if ended_at is None else min(ends_at, ended_at)
    return Period(starts_at, max(end, starts_at + 1))


def sane_period(period: Period) -> str | None:
    """The code of what is wrong with a period in itself, or None."""
    if period.end <= period.start:
        return "end_before_start"
    if period.start < EARLIEST or period.end > LATEST:
        return "bad_date"
    if period.end - period.start > 31 * DAY:
        return "too_long"
    return None


def clash(period: Period, slots: Iterable[Slot]) -> Slot | None:
    """The first slot that overlaps; half-open, so touching is no clash."""
    hits = [slot for slot in slots if slot.period.overlaps(period)]
    return min(hits, key=lambda slot: (slot.held_from, slot.meeting_id)) if hits else None


def gap_needed(meeting_class: MeetingClass, rules: Rules) -> int:
    """Minutes between the meeting before and one of this class (domain.md 1.2)."""
    return rules.gap_self_service if meeting_class is MeetingClass.SELF_SERVICE else rules.gap_regular


def findings(
    booking: Booking, slots: Iterable[Slot], closures: Iterable[ClosureRecord], rules: Rules, now: int
) -> tuple[Finding, ...]:
    """All rules a booking breaks: refusals that nobody can waive first, then those a reason can waive.

    ``slots`` are the other meetings of the room around the period, the meeting itself left out.
    """
    wrong = sane_period(booking.period)
    if wrong:
        return (Finding(wrong, "R6.5-1", waivable=False),)
    near = sorted(slots, key=lambda slot: (slot.held_from, slot.meeting_id))
    found = [*_hard(booking, near, closures), *_gaps(booking, near, rules), *_opening(booking, rules)]
    found += _length(booking, rules)
    found += _window(booking, rules, now)
    return tuple(sorted(found, key=lambda finding: finding.waivable))


def _hard(booking: Booking, slots: list[Slot], closures: Iterable[ClosureRecord]) -> list[Finding]:
    found = []
    taken = clash(booking.period, slots)
    if taken:
        found.append(
            Finding(
                "slot_taken",
                "R6.5-1",
                waivable=False,
                params=(
                    ("room", booking.room.id),
                    ("by", taken.meeting_id),
                    ("starts_at", taken.held_from),
                    ("ends_at", taken.held_to),
                ),
            )
        )
    if 0 < booking.room.capacity < booking.expected:
        params = (
            ("room", booking.room.id),
            ("expected", booking.expected),
            ("capacity", booking.room.capacity),
        )
        found.append(Finding("over_capacity", "R6.9-1", waivable=False, params=params))
    for closure in closures:
        if closure.period.overlaps(booking.period):
            shut = (
                ("room", booking.room.id),
                ("starts_at", closure.starts_at),
                ("ends_at", closure.ends_at),
                ("reason", closure.reason),
            )
            found.append(Finding("room_disabled", "R6.4-3", waivable=False, params=shut))
            break
    if booking.room.is_locked:
        found.append(Finding("room_locked", "R6.10-1", waivable=False, params=(("room", booking.room.id),)))
    return found


def _gaps(booking: Booking, slots: list[Slot], rules: Rules) -> list[Finding]:
    before = [slot for slot in slots if slot.held_to <= booking.period.start]
    after = [slot for slot in slots if slot.held_from >= booking.period.end]
    found = []
    if before:
        last = max(before, key=lambda slot: slot.held_to)
        gap = (booking.period.start - last.held_to) // MINUTE
        needed = gap_needed(booking.meeting_class, rules)
        if gap < needed:
            found.append(_short_gap("gap_before", last, gap, needed))
    if after:
        following = min(after, key=lambda slot: slot.held_from)
        gap = (following.held_from - booking.period.end) // MINUTE
        needed = gap_needed(following.meeting_class, rules)
        if gap < needed:
            found.append(_short_gap("gap_after", following, gap, needed))
    return found


def _short_gap(code: str, slot: Slot, gap: int, needed: int) -> Finding:
    return Finding(
        code, "3.1", waivable=True, params=(("by", slot.meeting_id), ("gap", gap), ("needed", needed))
    )


def _opening(booking: Booking, rules: Rules) -> list[Finding]:
    if booking.room.room_class is RoomClass.ALL_HOURS:
        if booking.meeting_class is MeetingClass.REGULAR and not _staffed(booking.period.start, rules):
            return [
                Finding(
                    "self_service_hours", "R6.2-2", waivable=True, params=(("from", rules.self_service_from),)
                )
            ]
        return []
    start, end = local(booking.period.start, rules.tz), local(booking.period.end, rules.tz)
    opens, closes = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    inside = start.date() == end.date() and opens >= rules.opens and closes <= rules.closes
    if inside and start.weekday() < 5:
        return []
    return [
        Finding(
            "outside_hours",
            "R6.2-1",
            waivable=True,
            params=(("opens", rules.opens), ("closes", rules.closes)),
        )
    ]


def _staffed(at: int, rules: Rules) -> bool:
    """Whether attendants can be promised at a meeting's start; 21:00 itself cannot (reading 8)."""
    here = local(at, rules.tz)
    minute = here.hour * 60 + here.minute
    return rules.self_service_to <= minute < rules.self_service_from


def _length(booking: Booking, rules: Rules) -> list[Finding]:
    minutes = booking.period.minutes
    if minutes < rules.shortest:
        return [
            Finding(
                "too_short", "1.2", waivable=True, params=(("minutes", minutes), ("shortest", rules.shortest))
            )
        ]
    if minutes > rules.longest:
        return [
            Finding(
                "long_booking",
                "1.2",
                waivable=True,
                params=(("minutes", minutes), ("longest", rules.longest)),
            )
        ]
    return []


def _window(booking: Booking, rules: Rules, now: int) -> list[Finding]:
    if booking.period.end <= now:
        return [Finding("in_the_past", "3.2", waivable=True)]
    today = day_of(now, rules.tz)
    last = today + timedelta(days=rules.booking_days)
    if day_of(booking.period.start, rules.tz) > last:
        until = day_period(last, rules.tz).start
        params = (("days", rules.booking_days), ("until", until))
        return [Finding("outside_window", "R6.5-2", waivable=True, params=params)]
    return []


def ready_deadline(meeting: MeetingRecord, previous_end: int | None, rules: Rules) -> tuple[int, bool]:
    """When the room must be READY, and whether it is a quick turn (domain.md 1.2, ours)."""
    quick = previous_end is not None and previous_end > meeting.starts_at - rules.quick_turn_after * MINUTE
    lead = rules.quick_ready_lead if quick else rules.ready_lead
    return meeting.starts_at - lead * MINUTE, quick


def phase(
    meeting: MeetingRecord, now: int, rules: Rules, *, is_ready: bool, setup_begun: bool
) -> MeetingPhase:
    """Where a meeting stands: facts first, then tasks, then the clock (domain.md 3.2)."""
    if meeting.state is MeetingState.IN_SESSION:
        return MeetingPhase.OVERRUN if now >= meeting.ends_at else MeetingPhase.IN_SESSION
    if meeting.state is not MeetingState.CONFIRMED:
        return MeetingPhase(meeting.state.value)
    if meeting.is_history:
        return MeetingPhase.HISTORY
    if is_ready:
        return MeetingPhase.READY
    due = now >= meeting.starts_at - rules.setup_lead * MINUTE
    if meeting.meeting_class is MeetingClass.REGULAR and (setup_begun or due):
        return MeetingPhase.PREPARING
    return MeetingPhase.CONFIRMED
