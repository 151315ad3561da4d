"""What the rules say now of each value of a conflict: asked of the store, never guessed (GUI thread).

Slots and head-counts are checked as bookings, persons as candidates of the task, by the very functions that
the operation uses. A field no rule speaks of has no verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.desk.desk import Desk
from app.domain.candidates import WAIVABLE, judge
from app.domain.conflicts import decoded, outcome
from app.domain.dispatch import crew_of, entry_of
from app.domain.meetings import Finding
from app.domain.periods import DAY, day_of
from app.domain.questions import BoardBetween, BookingChecked, MeetingDetail, MeetingFile
from app.domain.records import Board, ConflictRecord, MeetingRecord
from app.domain.states import ConflictChoice
from app.words import dispatch, formats
from app.words.refusals import Names, finding_text

SIDES = (ConflictChoice.MINE, ConflictChoice.THEIRS)
_SLOTTED = frozenset({"slot", "ends_at", "expected"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``is_blocked``: nobody may choose this; ``needs_reason``: one may, with a reason."""

    tone: Literal["ok", "mid", "high"]
    text: str
    is_blocked: bool = False
    needs_reason: bool = False


class ConflictChecks(QObject):
    """Asks for the conflicts of one object at a time; answers of an earlier object are dropped."""

    found = Signal(str, object, object)
    """Conflict id, ConflictChoice, Verdict."""
    combined = Signal(object)
    """The meeting as it would be, and its findings: (MeetingRecord, tuple of Finding)."""
    meeting_found = Signal(object)
    """The MeetingRecord that the conflicts are about."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticket = 0
        self._names: Names | None = None
        self.meeting: MeetingRecord | None = None

    def begin(self, conflicts: tuple[ConflictRecord, ...], names: Names) -> None:
        """Check both values of each of these."""
        self._ticket += 1
        ticket, self._names, self.meeting = self._ticket, names, None
        about, about_id = conflicts[0].about, conflicts[0].about_id
        if about == "meeting":
            self._desk.ask(
                MeetingDetail(about_id), lambda it: self._take_meeting(ticket, conflicts, it), self
            )
        elif about == "task" and any(each.field == "assignee_id" for each in conflicts):
            now = self._desk.now()
            self._desk.ask(
                BoardBetween(now - DAY, now + 7 * DAY),
                lambda it: self._take_board(ticket, conflicts, it),
                self,
            )

    def combine(self, chosen: dict[str, tuple[ConflictRecord, ConflictChoice]]) -> None:
        """Check the meeting as all choices together would make it."""
        meeting, ticket = self.meeting, self._ticket
        if meeting is None:
            return
        for conflict, choice in chosen.values():
            meeting = with_value(meeting, conflict.field, decoded(outcome(conflict, choice)))
        wanted = meeting
        self._desk.ask(_booking(wanted), lambda found: self._take_combined(ticket, wanted, found), self)

    def _take_combined(self, ticket: int, meeting: MeetingRecord, found: tuple[Finding, ...]) -> None:
        if ticket == self._ticket:
            self.combined.emit((meeting, found))

    def _take_meeting(
        self, ticket: int, conflicts: tuple[ConflictRecord, ...], file: MeetingFile | None
    ) -> None:
        if ticket != self._ticket or file is None:
            return
        self.meeting = file.meeting
        for conflict in conflicts:
            if conflict.field in _SLOTTED:
                for side in SIDES:
                    self._ask_slot(ticket, conflict, side, file.meeting)
        self.meeting_found.emit(file.meeting)

    def _ask_slot(
        self, ticket: int, conflict: ConflictRecord, side: ConflictChoice, meeting: MeetingRecord
    ) -> None:
        wanted = with_value(meeting, conflict.field, decoded(outcome(conflict, side)))

        def take(found: tuple[Finding, ...]) -> None:
            if ticket == self._ticket and self._names is not None:
                self.found.emit(conflict.id, side, verdict(found, self._names))

        self._desk.ask(_booking(wanted), take, self)

    def _take_board(self, ticket: int, conflicts: tuple[ConflictRecord, ...], board: Board) -> None:
        if ticket != self._ticket:
            return
        for conflict in conflicts:
            if conflict.field == "assignee_id":
                for side in SIDES:
                    self._judge(conflict, side, board)

    def _judge(self, conflict: ConflictRecord, side: ConflictChoice, board: Board) -> None:
        task = next((each for each in board.tasks if each.id == conflict.about_id), None)
        person = decoded(outcome(conflict, side))
        if task is None or person is None:
            return
        crew = crew_of(board, day_of(task.starts_at, board.rules.tz), self._desk.now())
        day = crew.person(str(person))
        if day is None:
            return
        one = judge(entry_of((task,), crew), day, crew)
        failed = one.why_not
        if failed is None:
            text = self.tr("Free from {time}").format(time=formats.clock(one.arrive_at, board.rules.tz))
            self.found.emit(conflict.id, side, Verdict("ok", text))
            return
        waivable = failed.code in WAIVABLE
        said = dispatch.mark_sentence(failed, crew)
        self.found.emit(
            conflict.id, side, Verdict("mid" if waivable else "high", said, not waivable, waivable)
        )


def verdict(found: tuple[Finding, ...], names: Names) -> Verdict:
    """The findings of a booking in one line: the gravest first."""
    hard = [finding for finding in found if not finding.waivable]
    if hard:
        return Verdict("high", finding_text(hard[0], names), is_blocked=True)
    if found:
        return Verdict("mid", finding_text(found[0], names), needs_reason=True)
    return Verdict("ok", QCoreApplication.translate("ConflictChecks", "The room is free then."))


def with_value(meeting: MeetingRecord, field: str, value: object) -> MeetingRecord:
    """A meeting as it would be with another value of one field; other fields and odd values leave it."""
    if field == "slot" and isinstance(value, list) and len(value) == 3:
        return replace(meeting, room_id=value[0], starts_at=value[1], ends_at=value[2])
    if field == "ends_at" and isinstance(value, int):
        return replace(meeting, ends_at=value)
    if field == "expected" and isinstance(value, int):
        return replace(meeting, expected=value)
    return meeting


def _booking(meeting: MeetingRecord) -> BookingChecked:
    return BookingChecked(
        meeting.room_id,
        meeting.starts_at,
        meeting.ends_at,
        meeting.expected,
        meeting.meeting_class,
        meeting.id,
    )
