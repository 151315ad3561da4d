"""Drag and drop of the schedule, by pointer and by keys alike: judge while it moves, do when it is let go.

Held by the schedule page (GUI thread). Refused by a rule on the board or by the store, the bar goes back
and the panel stays a few seconds with the reason; a rule that can be waived asks for a reason in the panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.periods import Period
from app.domain.records import Board, MeetingRecord
from app.domain.states import MeetingState
from app.views import meeting_acts
from app.views.schedule_feedback import Judgement, feedback, hints, judge, slots_of, verdict
from app.widgets.look import Look
from app.widgets.timeline import TimelineView
from app.widgets.timeline_drag import Proposal
from app.widgets.timeline_panel import Feedback, FeedbackLine, FeedbackPanel
from app.words import formats
from app.words.refusals import Names, refusal_text


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page lends: its board, how ids are named, and the meeting of a bar."""

    board: Callable[[], Board | None]
    names: Callable[[], Names]


class ScheduleMoves(QObject):
    """See the module."""

    drawn = Signal(str, object)
    """A stretch was drawn on an empty place: room, Period."""
    settled = Signal()
    """An answer came: the page asks for its board anew."""

    def __init__(self, desk: Desk, look: Look, view: TimelineView, host: QWidget, ground: Ground) -> None:
        super().__init__(host)
        self._desk = desk
        self._view = view
        self._host = host
        self._ground = ground
        self._asked: Proposal | None = None
        self._reads = False  # a refusal stands beside the bar that went back
        self._is_done = False  # it was stored; what is missing is a board that shows it
        self._waits = False  # an operation is on its way: its bar stays at the target until the board is new
        self.panel = FeedbackPanel(look, host)
        self.panel.reasoned.connect(self.on_reasoned)
        self.panel.given_up.connect(self.on_given_up)
        view.proposed.connect(self.on_proposed)
        view.dropped.connect(self.on_dropped)
        view.drag_cleared.connect(self.on_cleared)

    def board_arrived(self) -> None:
        """The page has a new board: what was dropped lies where the board says."""
        if self._waits and self._is_done:  # the store answers in order: this board knows of the drop
            self._waits = False
            self._view.clear_drag()

    def on_proposed(self, asked: Proposal) -> None:
        """Something is being dragged: judge it on the board."""
        self._asked, self._reads = asked, False
        said = self._feedback(asked)
        if said is not None:
            self._show(said, asked)

    def on_dropped(self, asked: Proposal) -> None:
        """It was let go."""
        self._asked = asked
        if asked.kind == "new":
            self.panel.dismiss()
            self._view.clear_drag()
            self.drawn.emit(asked.row_id, Period(asked.start, asked.end))
            return
        judged = self._judged(asked)
        meeting = self._meeting(asked)
        if meeting is None or judged is None:
            self.panel.dismiss()
            self._view.clear_drag()
        elif _ends_now(asked, meeting, self._desk.now()):
            self._do(asked, meeting, "")
        elif judged.hard:
            self._reads = True
            self._view.clear_drag()
            said = self._feedback(asked)
            if said is not None:
                self._show(replace(said, hints=()), asked)
            self.panel.stay()
        elif judged.waivable:
            said = self._feedback(asked)
            if said is not None:
                self._ask_reason(asked, said)
        else:
            self._do(asked, meeting, "")

    def on_reasoned(self, reason: str) -> None:
        """A reason was written: go on with it."""
        asked = self._asked
        meeting = self._meeting(asked) if asked is not None else None
        if asked is not None and meeting is not None:
            self._do(asked, meeting, reason)

    def on_given_up(self) -> None:
        """No reason, or the refusal was read: the bar is where it was."""
        self._reads = False
        if not self._waits:
            self._view.clear_drag()
            self._view.setFocus()

    def on_cleared(self) -> None:
        """Nothing is dragged any more; a refusal may still be read."""
        if not self._reads and not self._waits:
            self.panel.dismiss()

    def put_aside(self) -> None:
        """A form or a drawer opens: a refusal that is still read goes."""
        self._reads = False
        if not self._waits:
            self.panel.dismiss()

    # private ------------------------------------------------------------------------------------

    def _do(self, asked: Proposal, meeting: MeetingRecord, override: str) -> None:
        self._waits, self._is_done = True, False
        self.panel.dismiss()
        op = meeting_acts.of_drop(asked, meeting, self._desk.now(), override)
        self._desk.do(op, self._on_done, lambda refusal: self._on_refused(asked, refusal), owner=self)
        self._view.setFocus()

    def _on_done(self, _done: Done) -> None:
        self._asked, self._is_done = None, True
        self.settled.emit()

    def _on_refused(self, asked: Proposal, refusal: Refused) -> None:
        """The store knows more than the board did: the bar returns, the reason stands where it was
        dropped.
        """
        self._waits = False
        text = refusal_text(refusal.code, refusal.params, self._ground.names())
        said = self._feedback(asked)
        if said is None:
            return
        self._asked, self._reads = None, True
        self._view.clear_drag()
        if refusal.params.get("waivable"):  # the bar is back; a reason still takes it there
            self._asked = asked
            lines = (FeedbackLine("warn", text),)
            said = replace(said, verdict=verdict(0, 1), tone="mid", lines=lines)
            self._ask_reason(asked, said)
        else:
            lines = (FeedbackLine("no", text),)
            self._show(replace(said, verdict=verdict(1, 0), tone="high", lines=lines, hints=()), asked)
            self.panel.stay()
        self.settled.emit()

    def _ask_reason(self, asked: Proposal, said: Feedback) -> None:
        ask = QCoreApplication.translate("ScheduleMoves", "Reason to go on")
        accept = QCoreApplication.translate("ScheduleMoves", "Drop")
        self._show(replace(said, reason=ask, accept=accept), asked)
        self.panel.ask_reason()

    def _meeting(self, asked: Proposal) -> MeetingRecord | None:
        board = self._ground.board()
        if board is None:
            return None
        return next((m for m in board.meetings if m.id == asked.bar_id), None)

    def _judged(self, asked: Proposal) -> Judgement | None:
        board, meeting = self._ground.board(), self._meeting(asked)
        if board is None or meeting is None:
            return None
        room = next((r for r in board.rooms if r.id == asked.row_id), None)
        if room is None:
            return None
        return judge(board, meeting, room, Period(asked.start, asked.end), self._desk.now())

    def _feedback(self, asked: Proposal) -> Feedback | None:
        board = self._ground.board()
        if board is None:
            return None
        if asked.kind == "new":
            return self._new_feedback(board, asked)
        judged = self._judged(asked)
        if judged is None:
            return None
        said = feedback(board, judged, self._ground.names(), by_keys=asked.by_keys)
        if _ends_now(asked, judged.meeting, self._desk.now()):
            text = QCoreApplication.translate(
                "ScheduleMoves", "Ends now; the room is free and cleaning is due"
            )
            return replace(said, verdict=verdict(0, 0), tone="ok", lines=(FeedbackLine("ok", text),))
        return said

    def _new_feedback(self, board: Board, asked: Proposal) -> Feedback:
        room = next((r for r in board.rooms if r.id == asked.row_id), None)
        number = room.number if room else ""
        span = formats.clock_range(asked.start, max(asked.end, asked.start), board.rules.tz)
        length = formats.minutes((asked.end - asked.start) // 60_000)
        title = QCoreApplication.translate("ScheduleMoves", "New meeting in {room}").format(room=number)
        period = Period(asked.start, max(asked.end, asked.start + 1))
        slots = slots_of(board, room.id, "") if room else ()
        taken = next((slot for slot in slots if slot.period.overlaps(period)), None)
        if room is not None and taken is not None:  # the form opens all the same: it offers other rooms
            params: dict[str, str | int] = {
                "room": room.id, "starts_at": taken.held_from, "ends_at": taken.held_to,
            }  # fmt: skip
            text = refusal_text("slot_taken", params, self._ground.names())
            return Feedback(title, "", length, "high", (FeedbackLine("no", text),), hints(by_keys=False))
        return Feedback(title, "", length, "ok", (FeedbackLine("ok", span),), hints(by_keys=False))

    def _show(self, said: Feedback, asked: Proposal) -> None:
        place = self._view.timeline().row_of(asked.row_id)
        if place < 0:
            return
        rect = self._view.span_rect(place, asked.start, asked.end)
        rect.translate(-self._view.horizontalOffset(), -self._view.verticalOffset())
        corner = self._view.viewport().mapTo(self._host, QPoint(0, 0))
        target = QRect(rect.translated(corner))
        self.panel.show_feedback(said, target, target.left() + min(target.width(), 160))


def _ends_now(asked: Proposal, meeting: MeetingRecord, now: int) -> bool:
    return meeting.state is MeetingState.IN_SESSION and asked.kind == "end" and asked.end <= now
