"""What an alarm is to the person at the desk: its letter, its priority, its place in the list. Pure.

Letters are derived from two memories (active, unacknowledged) and one suppression (features.md 3.1);
priority is consequence by the time left to the meeting that needs the device (3.4), so it changes with
the schedule and the clock. ``sort_out`` is the one function that the list, the banner, the badges and
the plan share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.devices import Consequence, consequence_of
from app.domain.periods import HOUR, MINUTE
from app.domain.records.alarms import AlarmRecord
from app.domain.records.meetings import MeetingRecord
from app.domain.rules import Rules
from app.domain.states import AlarmLetter, MeetingState, Priority

NEAR: Final = 30 * MINUTE  # features.md 3.4: high within this
SOON: Final = 120 * MINUTE  # mid within this
_RANK: Final = {Priority.HIGH: 0, Priority.MID: 1, Priority.LOW: 2}
_LISTED: Final = (AlarmLetter.UNACKED, AlarmLetter.ACKED, AlarmLetter.RETURNED)


@dataclass(frozen=True, slots=True)
class AlarmView:
    """An alarm as it stands now. ``earlier``: older occurrences of the condition that nobody has seen yet.

    ``meeting`` is the one that needs the device next (or now), None when none does within two hours.
    """

    record: AlarmRecord
    letter: AlarmLetter
    priority: Priority
    meeting: MeetingRecord | None
    earlier: tuple[str, ...] = ()

    @property
    def is_unacked(self) -> bool:
        """Whether it waits for a person."""
        return self.letter in {AlarmLetter.UNACKED, AlarmLetter.RETURNED}

    @property
    def is_listed(self) -> bool:
        """Whether it belongs to the main list (the others have their own)."""
        return self.letter in _LISTED


@dataclass(frozen=True, slots=True)
class Counts:
    """The header of the list: every alarm is in exactly one of the four."""

    shown: int = 0
    shelved: int = 0
    suppressed: int = 0
    out_of_service: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.shown + self.shelved + self.suppressed + self.out_of_service


def priority(condition: str, kind: str, severity: str, left: int | None) -> Priority:
    """Priority from consequence and ``left``: ms to the meeting, 0 or less when it runs, None when none is
    near.
    """
    what = consequence_of(condition, kind)
    if what is Consequence.SAFETY or severity == "urgent":
        return Priority.HIGH
    near = left is not None and left <= NEAR
    soon = left is not None and left <= SOON
    if what is Consequence.FUNCTION and near:
        return Priority.HIGH
    if what is Consequence.COMFORT or (soon and what is not Consequence.UPKEEP):
        return Priority.MID
    if severity == "serious" and kind == "gateway":
        return Priority.MID  # it stands for every device behind it
    return Priority.LOW


def letter(
    record: AlarmRecord, now: int, *, is_suppressed: bool = False, may_hide: bool = True
) -> AlarmLetter:
    """The ISA-18.2 letter. ``may_hide`` False (high priority): neither shelf nor suppression hides it."""
    if record.in_maintenance:
        return AlarmLetter.OUT_OF_SERVICE
    if may_hide and is_suppressed:
        return AlarmLetter.SUPPRESSED
    if may_hide and record.shelved_until is not None and now < record.shelved_until:
        return AlarmLetter.SHELVED
    if record.cleared_at is None:
        return AlarmLetter.UNACKED if record.acknowledged_at is None else AlarmLetter.ACKED
    return AlarmLetter.RETURNED if record.acknowledged_at is None else AlarmLetter.NORMAL


def is_suppressed(record: AlarmRecord, left: int | None) -> bool:
    """By design: the comfort of a room that nobody uses now or within two hours is nobody's alarm."""
    what = consequence_of(record.condition, record.device_kind)
    return what is Consequence.COMFORT and record.room_id is not None and (left is None or left > SOON)


def next_need(meetings: Iterable[MeetingRecord], now: int) -> dict[str, MeetingRecord]:
    """By room: the meeting that runs, else the next one to begin within two hours."""
    found: dict[str, MeetingRecord] = {}
    for meeting in meetings:
        runs = meeting.state is MeetingState.IN_SESSION
        comes = meeting.state in {MeetingState.SUBMITTED, MeetingState.CONFIRMED} and meeting.ends_at > now
        if not runs and not (comes and not meeting.is_history and meeting.starts_at - now <= SOON):
            continue
        known = found.get(meeting.room_id)
        if known is None or (not runs, meeting.starts_at) < (
            known.state is not MeetingState.IN_SESSION,
            known.starts_at,
        ):
            found[meeting.room_id] = meeting
    return found


def sort_out(
    records: Iterable[AlarmRecord], meetings: Iterable[MeetingRecord], now: int
) -> tuple[AlarmView, ...]:
    """Every alarm that is not over, judged now; priority first, then newest; one per device and condition."""
    needs = next_need(meetings, now)
    newest: dict[tuple[str, str], list[AlarmRecord]] = {}
    for record in records:
        newest.setdefault((record.device_id, record.condition), []).append(record)
    views = []
    for same in newest.values():
        same.sort(key=lambda record: (record.cleared_at is None, record.raised_at, record.id), reverse=True)
        view = judge(same[0], needs, now)
        earlier = tuple(record.id for record in same[1:] if record.acknowledged_at is None)
        if earlier or view.letter is not AlarmLetter.NORMAL:
            views.append(_with_earlier(view, earlier))
    views.sort(key=order)
    return tuple(views)


def judge(record: AlarmRecord, needs: Mapping[str, MeetingRecord], now: int) -> AlarmView:
    """One alarm as it stands now."""
    meeting = needs.get(record.room_id) if record.room_id is not None else None
    left = None if meeting is None else _left(meeting, now)
    level = priority(record.condition, record.device_kind, record.severity, left)
    shown = letter(
        record, now, is_suppressed=is_suppressed(record, left), may_hide=level is not Priority.HIGH
    )
    return AlarmView(record, shown, level, meeting)


def order(view: AlarmView) -> tuple[int, int, str]:
    """The place in the list: priority, then newest."""
    return _RANK[view.priority], -view.record.raised_at, view.record.id


def counts(views: Iterable[AlarmView]) -> Counts:
    """Shown, shelved, suppressed, out of service: they always sum up to all."""
    letters = [view.letter for view in views]
    hidden = {
        name: letters.count(name)
        for name in (AlarmLetter.SHELVED, AlarmLetter.SUPPRESSED, AlarmLetter.OUT_OF_SERVICE)
    }
    return Counts(
        len(letters) - sum(hidden.values()),
        hidden[AlarmLetter.SHELVED],
        hidden[AlarmLetter.SUPPRESSED],
        hidden[AlarmLetter.OUT_OF_SERVICE],
    )


def unacked(views: Iterable[AlarmView]) -> int:
    """How many wait for a person: the badge."""
    return sum(1 for view in views if view.is_unacked)


def for_banner(views: Iterable[AlarmView]) -> AlarmView | None:
    """The newest unacknowledged high, else a mid one if it is the newest unacknowledged of all (ui.md 3)."""
    waiting = [view for view in views if view.letter is AlarmLetter.UNACKED]
    high = [view for view in waiting if view.priority is Priority.HIGH]
    if high:
        return max(high, key=_age)
    newest = max(waiting, key=_age, default=None)
    return newest if newest is not None and newest.priority is Priority.MID else None


def worst_by_room(views: Iterable[AlarmView]) -> dict[str, AlarmView]:
    """The alarm that a room's tile shows: the first in the list's order, unacknowledged ones before."""
    worst: dict[str, AlarmView] = {}
    for view in views:
        room = view.record.room_id
        if room is None or view.letter not in {AlarmLetter.UNACKED, AlarmLetter.ACKED}:
            continue
        known = worst.get(room)
        if known is None or (_RANK[view.priority], not view.is_unacked, order(view)) < (
            _RANK[known.priority],
            not known.is_unacked,
            order(known),
        ):
            worst[room] = view
    return worst


def shelf_fault(level: Priority, until: int, reason: str, now: int, rules: Rules) -> str:
    """Why an alarm may not be shelved so, as a refusal code, or ""."""
    if level is Priority.HIGH:
        return "high_not_shelved"
    if not reason.strip():
        return "reason_missing"
    if until <= now:
        return "shelf_in_past"
    return "shelf_too_long" if until - now > rules.shelve_hours * HOUR else ""


def _left(meeting: MeetingRecord, now: int) -> int:
    return 0 if meeting.state is MeetingState.IN_SESSION else meeting.starts_at - now


def _age(view: AlarmView) -> tuple[int, str]:
    return view.record.raised_at, view.record.id


def _with_earlier(view: AlarmView, earlier: tuple[str, ...]) -> AlarmView:
    """Older unseen occurrences keep the line waiting even when the newest was acknowledged and is gone."""
    shown = view.letter
    if earlier and shown is AlarmLetter.NORMAL:
        shown = AlarmLetter.RETURNED
    return AlarmView(view.record, shown, view.priority, view.meeting, earlier)
