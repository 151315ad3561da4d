"""What a drag on the schedule would mean: the rules over the board that the page holds, and the panel's
words.

Pure functions without the store, so that they answer at once while the pointer moves (GUI thread). The
operation checks the same rules again in its own transaction; this is what a person sees before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.domain.meetings import Booking, Finding, Slot, findings, gap_needed, held_period, ready_deadline
from app.domain.moved_staff import duties_moved, staff_findings
from app.domain.periods import MINUTE, Period, day_of, day_period
from app.domain.records import Board, MeetingRecord, RoomRecord
from app.domain.states import MeetingClass, MeetingState, RoomClass, TaskState
from app.widgets.timeline_panel import Feedback, FeedbackLine
from app.words import formats
from app.words.refusals import Names, finding_text

FRESH_AIR: Final = 30  # m³/h for each person: GB/T 18883 (domain.md 6)
_BEFORE: Final = frozenset({MeetingState.SUBMITTED, MeetingState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would happen: the rules broken, and what is only worth knowing."""

    meeting: MeetingRecord
    room: RoomRecord
    period: Period
    found: tuple[Finding, ...]
    notes: tuple[str, ...]

    @property
    def hard(self) -> tuple[Finding, ...]:
        """What nobody can waive."""
        return tuple(f for f in self.found if not f.waivable)

    @property
    def waivable(self) -> tuple[Finding, ...]:
        """What a reason can waive."""
        return tuple(f for f in self.found if f.waivable)


def slots_of(board: Board, room_id: str, without: str) -> tuple[Slot, ...]:
    """What holds a room on the board, one meeting left out."""
    made = []
    for meeting in board.meetings:
        if meeting.holds and meeting.room_id == room_id and meeting.id != without:
            held = held_period(meeting.starts_at, meeting.ends_at, meeting.ended_at)
            made.append(Slot(meeting.id, room_id, held.start, held.end, meeting.meeting_class))
    return tuple(made)


def judge(board: Board, meeting: MeetingRecord, room: RoomRecord, period: Period, now: int) -> Judgement:
    """Every rule that a meeting would break at another place or time."""
    booking = Booking(room, period, meeting.expected, meeting.meeting_class)
    slots = slots_of(board, room.id, meeting.id)
    closures = tuple(c for c in board.closures if c.room_id == room.id)
    found = findings(booking, slots, closures, board.rules, now) + elsewhere(
        board, meeting, room, period, now
    )
    life = _life(meeting, room, period)
    if life:
        found = (Finding(life, "3.2", waivable=False, params=(("meeting", meeting.id),)), *found)
    return Judgement(meeting, room, period, found, _notes(board, meeting, period, slots, now))


def elsewhere(
    board: Board, meeting: MeetingRecord, room: RoomRecord, period: Period, now: int
) -> tuple[Finding, ...]:
    """The people of a meeting who could not follow it to another room or time (R43)."""
    if meeting.state not in _BEFORE or (meeting.room_id, meeting.planned) == (room.id, period):
        return ()
    return staff_findings(
        [task for task in board.tasks if task.meeting_id == meeting.id],
        duties_moved(meeting, period, board.rules),
        room.id,
        lambda person: (task for task in board.tasks if task.assignee_id == person),
        now,
        board.rules.walk,
    )


def _life(meeting: MeetingRecord, room: RoomRecord, period: Period) -> str:
    """The code that the meeting's own state refuses the move with, "" if it can be moved."""
    if not meeting.holds:
        return "cancelled"
    if meeting.state in {MeetingState.ENDED, MeetingState.CLEANED}:
        return "already_ended"
    if meeting.state in _BEFORE:
        return ""
    return "already_started" if (meeting.room_id, meeting.starts_at) != (room.id, period.start) else ""


def _notes(
    board: Board, meeting: MeetingRecord, period: Period, slots: Iterable[Slot], now: int
) -> tuple[str, ...]:
    if meeting.meeting_class is MeetingClass.SELF_SERVICE or meeting.state not in _BEFORE:
        return ()
    previous = max((s.held_to for s in slots if s.held_from < period.start), default=None)
    moved = replace(meeting, starts_at=period.start, ends_at=period.end)
    deadline, is_quick = ready_deadline(moved, previous, board.rules)
    if now <= deadline or now > period.start:
        return ()
    text = QCoreApplication.translate("ScheduleFeedback", "Ready line {time} has passed")
    if is_quick:
        text = QCoreApplication.translate("ScheduleFeedback", "Quick turn: ready line {time} has passed")
    return (text.format(time=formats.clock(deadline, board.rules.tz)),)


def feedback(board: Board, judged: Judgement, names: Names, *, by_keys: bool = False) -> Feedback:
    """The panel's words while something is dragged."""
    lines = [FeedbackLine("no", finding_text(f, names)) for f in judged.hard]
    if not judged.hard:
        lines += _ticks(board, judged)
    lines += [FeedbackLine("warn", finding_text(f, names)) for f in judged.waivable]
    lines += [FeedbackLine("warn", note) for note in judged.notes]
    told = who_is_told(board, judged.meeting)
    if told and not judged.hard:
        text = QCoreApplication.translate("ScheduleFeedback", "Told after the drop: {names}")
        lines.append(FeedbackLine("bell", text.format(names=formats_list(told))))
    warnings = len(judged.waivable) + len(judged.notes)
    return Feedback(
        _title(board, judged), _detail(board, judged), verdict(len(judged.hard), warnings),
        "high" if judged.hard else "mid" if warnings else "ok", tuple(lines), hints(by_keys=by_keys),
    )  # fmt: skip


def verdict(hard: int, warnings: int) -> str:
    """可放 · 可放，n 条提醒 · 不可放."""
    if hard:
        return QCoreApplication.translate("ScheduleFeedback", "Cannot drop")
    if warnings:
        return QCoreApplication.translate("ScheduleFeedback", "Can drop, %n warning(s)", "", warnings)
    return QCoreApplication.translate("ScheduleFeedback", "Can drop")


def hints(*, by_keys: bool) -> tuple[tuple[str, str], ...]:
    """(key, meaning) at the foot of the panel."""
    translate: Callable[[str, str], str] = QCoreApplication.translate
    drop = translate("ScheduleFeedback", "drop")
    cancel = translate("ScheduleFeedback", "cancel")
    if by_keys:
        return (("Enter", drop), ("Esc", cancel))
    return (
        (translate("ScheduleFeedback", "Release"), drop),
        ("Shift", translate("ScheduleFeedback", "free the time")),
        ("Alt", translate("ScheduleFeedback", "1 min")),
        ("Esc", cancel),
    )


def who_is_told(board: Board, meeting: MeetingRecord) -> tuple[str, ...]:
    """The organiser and everyone who has a task of the meeting."""
    people = {person.id: person.name for person in board.people}
    told: list[str] = []
    if (meeting.contact or meeting.unit) and not meeting.is_classified:
        told.append(QCoreApplication.translate("ScheduleFeedback", "organiser"))
    for task in board.tasks:
        name = people.get(task.assignee_id or "")
        if (
            task.meeting_id == meeting.id
            and task.state is not TaskState.CANCELLED
            and name
            and name not in told
        ):
            told.append(name)
    return tuple(told)


def formats_list(names: Iterable[str]) -> str:
    """Names in one line, with the comma of the language."""
    return QCoreApplication.translate("ScheduleFeedback", ", ", "between names").join(names)


def _ticks(board: Board, judged: Judgement) -> list[FeedbackLine]:
    tz, room = board.rules.tz, judged.room
    free = QCoreApplication.translate("ScheduleFeedback", "Free; until {time} with cleaning")
    lines = [FeedbackLine("ok", free.format(time=formats.clock(_free_until(board, judged), tz)))]
    expected = judged.meeting.expected
    if room.capacity and expected:
        seats = QCoreApplication.translate("ScheduleFeedback", "{seats} seats for {people} people")
        lines.append(FeedbackLine("ok", seats.format(seats=room.capacity, people=expected)))
    need = FRESH_AIR * expected
    if room.fresh_air and expected:
        enough = room.fresh_air >= need
        text = QCoreApplication.translate(
            "ScheduleFeedback", "Fresh air {have} m³/h, {need} needed ({each} each)"
        )
        lines.append(
            FeedbackLine(
                "ok" if enough else "warn", text.format(have=room.fresh_air, need=need, each=FRESH_AIR)
            )
        )
    return lines


def _free_until(board: Board, judged: Judgement) -> int:
    """How long the meeting could last here: to the next one less its gap, to a closure, to the end of the
    day.
    """
    rules, start = board.rules, judged.period.start
    slots = [s for s in slots_of(board, judged.room.id, judged.meeting.id) if s.held_from >= start]
    ends = [s.held_from - (gap_needed(s.meeting_class, rules) - rules.clean) * MINUTE for s in slots]
    ends += [c.starts_at for c in board.closures if c.room_id == judged.room.id and c.starts_at >= start]
    if judged.room.room_class is RoomClass.NORMAL:
        ends.append(day_period(day_of(start, rules.tz), rules.tz).start + rules.closes * MINUTE)
    return min((end for end in ends if end > start), default=board.to_at)


def _title(board: Board, judged: Judgement) -> str:
    before = next((r.number for r in board.rooms if r.id == judged.meeting.room_id), "")
    return judged.room.number if before in {"", judged.room.number} else f"{before} → {judged.room.number}"


def _detail(board: Board, judged: Judgement) -> str:
    span = formats.clock_range(judged.period.start, judged.period.end, board.rules.tz)
    if judged.meeting.planned == judged.period:
        return QCoreApplication.translate("ScheduleFeedback", "{span} unchanged").format(span=span)
    if judged.meeting.starts_at == judged.meeting.ends_at:
        return span
    return f"{formats.clock_range(judged.meeting.starts_at, judged.meeting.ends_at, board.rules.tz)} → {span}"


def name_of(board: Board | None, subject: str, entity_id: str) -> str:
    """What an id on the board is called; a classified meeting has no name."""
    if board is None:
        return ""
    if subject == "room":
        room = next((r for r in board.rooms if r.id == entity_id), None)
        return formats.room_title(room.number, room.name) if room else ""
    if subject == "person":
        return next((p.name for p in board.people if p.id == entity_id), "")
    if subject == "meeting":
        meeting = next((m for m in board.meetings if m.id == entity_id), None)
        return "" if meeting is None or meeting.is_classified else meeting.title
    return ""
