"""Giving work to people: by drag from the queue, by drag or keys of a block, by number; one path for all.

Helper of the dispatch page (GUI thread). Judges with the rules of app/domain/candidates while something is in
the air, shows the reasons beside it, and says the operation when it is let go. A refusal stands where it was
tried; an overlap is overruled only by its own button and with a typed reason (R43).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.domain.acts import Done
from app.domain.candidates import Candidate, judge
from app.domain.dispatch import Crew, Entry, entry_of
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.domain.records import TaskRecord
from app.models.people import KIND_ICONS
from app.views import dispatch_acts as acts
from app.views.dispatch_queue import QueueView
from app.widgets.board import BoardView
from app.widgets.board_paint import Preview
from app.widgets.look import Look
from app.widgets.timeline_drag import Proposal
from app.widgets.timeline_panel import Feedback, FeedbackLine, FeedbackPanel
from app.words import dispatch as words
from app.words import formats
from app.words.refusals import refusal_text

REASON_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page holds: the crew of the day, an entry by its key, a task by its id."""

    crew: Callable[[], Crew | None]
    entry: Callable[[str], Entry | None]
    task: Callable[[str], TaskRecord | None]


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody is to be given an entry: what would be said, with the reason for overruling or without."""

    entry: Entry
    person_id: str
    say: Callable[[str], tuple[Operation, ...]]
    by_keys: bool = False


class DispatchMoves(QObject):
    """See the module."""

    assigned = Signal(str)
    """The key of an entry that has found its person."""

    def __init__(
        self, desk: Desk, look: Look, board: BoardView, queue: QueueView, host: QWidget, ground: Ground
    ) -> None:
        super().__init__(host)
        self._desk, self._board, self._queue, self._host, self._ground = desk, board, queue, host, ground
        self.panel = FeedbackPanel(look, host)
        self._asked: Attempt | None = None  # waits for a reason
        self._refusal: Feedback | None = None
        self._judged: dict[str, Candidate] = {}
        self._judged_for: tuple[object, ...] = ()
        board.proposed.connect(self.on_proposed)
        board.dropped.connect(self.on_dropped)
        board.drag_cleared.connect(self.on_drag_cleared)
        board.put_on.connect(self.on_put_on)
        queue.carried.connect(self.on_carried)
        queue.let_go.connect(self.on_let_go)
        queue.carry_cancelled.connect(self.cancel)
        self.panel.reasoned.connect(self.on_reasoned)
        self.panel.given_up.connect(self.on_given_up)

    # by name or number ---------------------------------------------------------------------------

    def give(self, entry: Entry, person_id: str, *, pinned: bool = False) -> None:
        """Give an entry to a person: by Space, by a digit, by a button."""
        if pinned:
            self.attempt(Attempt(entry, person_id, lambda _reason: acts.assign_pinned(entry, person_id)))
        else:
            self.attempt(self._attempt_of(entry, person_id))

    def attempt(self, wanted: Attempt) -> None:
        """Do it when every hard rule holds, else show why not at the person's row."""
        crew = self._ground.crew()
        day = crew.person(wanted.person_id) if crew else None
        if crew is None or day is None:
            self.cancel()
            return
        one = judge(wanted.entry, day, crew)
        if one.may:
            self._say(wanted, "")
        else:
            self._refuse(wanted, one, crew)

    def cancel(self) -> None:
        """Whatever is in the air goes back."""
        self._asked = None
        self._board.drop_carried()
        self._board.clear_drag()
        self.panel.dismiss()

    # from the queue ---------------------------------------------------------------------------

    def on_carried(self, key: str, where: QPoint) -> None:
        """An entry is carried by the pointer."""
        entry, crew = self._ground.entry(key), self._ground.crew()
        if entry is None or crew is None:
            return
        row_id = self._board.carry(where, preview_of(entry, ""))
        self._judge_all(entry, crew)
        if row_id:
            self._show_live(self._attempt_of(entry, row_id), crew)
        else:
            self.panel.dismiss()

    def on_let_go(self, _key: str, where: QPoint) -> None:
        """It was let go: over a row the board tells, elsewhere nothing happens."""
        self._board.put(where)
        if self._asked is None and not self._board.is_carried_over():
            self._forget_judged()

    def on_put_on(self, row_id: str, _where: QPoint) -> None:
        """Let go over a person's row."""
        entry = self._ground.entry(self._queue.current_key())
        self.panel.dismiss()
        if entry is not None:
            self.attempt(self._attempt_of(entry, row_id))

    # a block ---------------------------------------------------------------------------

    def on_proposed(self, asked: Proposal) -> None:
        """A block is in the air, by pointer or keys."""
        wanted, crew = self._block_attempt(asked), self._ground.crew()
        if wanted is None or crew is None:
            return
        self._judge_all(wanted.entry, crew)
        self._show_live(wanted, crew)

    def on_dropped(self, asked: Proposal) -> None:
        """A block was let go."""
        self.panel.dismiss()
        wanted = self._block_attempt(asked)
        if wanted is None:
            self._board.clear_drag()
        else:
            self.attempt(wanted)

    def on_drag_cleared(self) -> None:
        """No block is in the air any more."""
        self._forget_judged()
        if self._asked is None and not self._is_refusing():
            self.panel.dismiss()

    # a reason ---------------------------------------------------------------------------

    def on_reasoned(self, reason: str) -> None:
        """The reason for overruling was typed and sent."""
        wanted, self._asked = self._asked, None
        self.panel.dismiss()
        if wanted is not None:
            self._say(wanted, reason[:REASON_LIMIT])
        self._board.setFocus()

    def on_given_up(self) -> None:
        """No reason was given: everything stays as it is."""
        self._asked = None
        self._board.setFocus()

    # private ---------------------------------------------------------------------------

    def _attempt_of(self, entry: Entry, person_id: str) -> Attempt:
        return Attempt(entry, person_id, lambda reason: acts.give(entry, person_id, reason))

    def _block_attempt(self, asked: Proposal) -> Attempt | None:
        task, crew = self._ground.task(asked.bar_id), self._ground.crew()
        if task is None or crew is None:
            return None
        moved = replace(task, starts_at=asked.start, ends_at=asked.end) if _is_retimed(asked) else task
        start, end = (asked.start, asked.end) if _is_retimed(asked) else (task.starts_at, task.ends_at)
        return Attempt(
            entry_of((moved,), crew),
            asked.row_id,
            lambda reason: acts.move(task, asked.row_id, start, end, reason),
            asked.by_keys,
        )

    def _judge_all(self, entry: Entry, crew: Crew) -> None:
        """Judge everybody once per thing in the air; rows that break a hard rule dim with the reason."""
        sign = (entry.ids, entry.starts_at, id(crew))
        if sign != self._judged_for:
            self._judged_for = sign
            self._judged = {day.person.id: judge(entry, day, crew) for day in crew.people}
        self._board.set_barred({key: words.why_not(one, crew) for key, one in self._judged.items()})

    def _forget_judged(self) -> None:
        self._judged_for, self._judged = (), {}
        self._board.set_barred({})

    def _say(self, wanted: Attempt, reason: str) -> None:
        ops = wanted.say(reason)
        if not ops:
            self.cancel()
            return

        def done(_done: Done) -> None:
            self._board.clear_drag()
            self.assigned.emit(wanted.entry.key)

        def refused(refusal: Refused) -> None:
            self._refused(wanted, refusal)

        self._desk.do_all(ops, done, refused, self)

    def _refused(self, wanted: Attempt, refusal: Refused) -> None:
        """The operation itself said no: somebody else was quicker, or a rule has changed."""
        crew = self._ground.crew()
        self._board.clear_drag()
        if crew is None:
            return
        text = refusal_text(refusal.code, refusal.params, words.names(crew))
        self._show_refusal(wanted, (FeedbackLine("no", text),), waivable=bool(refusal.params.get("waivable")))

    def _refuse(self, wanted: Attempt, one: Candidate, crew: Crew) -> None:
        lines = tuple(
            FeedbackLine("ok", words.mark(mark))
            if mark.ok
            else FeedbackLine("no", words.mark_sentence(mark, crew))
            for mark in one.marks
        )
        self._board.clear_drag()
        self._show_refusal(wanted, lines, waivable=one.may_with_reason)

    def _show_refusal(self, wanted: Attempt, lines: tuple[FeedbackLine, ...], *, waivable: bool) -> None:
        title, detail = self._title(wanted)
        said = Feedback(title, detail, self.tr("Refused"), "high", lines)
        if waivable:
            self._asked = wanted
            said = replace(
                said, reason=self.tr("Reason for assigning anyway"), accept=self.tr("Assign anyway")
            )
        self._forget_judged()
        self._refusal = said
        self._place(said, wanted)
        if waivable:
            self.panel.ask_reason()
        else:
            self.panel.stay()

    def _show_live(self, wanted: Attempt, crew: Crew) -> None:
        one = self._judged.get(wanted.person_id)
        if one is None:
            self.panel.dismiss()
            return
        lines = [
            FeedbackLine("ok", words.mark(mark))
            if mark.ok
            else FeedbackLine("no", words.mark_sentence(mark, crew))
            for mark in one.marks
            if not mark.ok or one.may
        ]
        if one.may:
            lines.append(FeedbackLine("warn" if one.late else "ok", words.sentence(one, crew.rules.tz)))
            lines.append(FeedbackLine("bell", self._told(wanted, crew)))
        verdict = self.tr("Can be assigned") if one.may else self.tr("Cannot be assigned")
        title, detail = self._title(wanted)
        hints = (
            (("Enter" if wanted.by_keys else self.tr("Release")), self.tr("assign")),
            ("Shift", self.tr("free the time")),
            ("Esc", self.tr("cancel")),
        )
        said = Feedback(title, detail, verdict, "ok" if one.may else "high", tuple(lines), hints)
        self._place(said, wanted)

    def _title(self, wanted: Attempt) -> tuple[str, str]:
        crew = self._ground.crew()
        day = crew.person(wanted.person_id) if crew else None
        entry = wanted.entry
        name = day.person.name if day else ""
        title = f"{words.place(entry.room)} → {name}"
        span = formats.clock_range(entry.starts_at, entry.ends_at, crew.rules.tz) if crew else ""
        return title, span

    def _told(self, wanted: Attempt, crew: Crew) -> str:
        """Who hears of it once the undo bar has closed: the old person and the new one."""
        ids = [task.assignee_id for task in wanted.entry.tasks if task.assignee_id] + [wanted.person_id]
        days = [crew.person(person_id) for person_id in dict.fromkeys(ids)]
        names = words.comma().join(day.person.name for day in days if day is not None)
        text = QCoreApplication.translate("DispatchMoves", "Told afterwards: {names}")
        return text.format(names=names)

    def _place(self, said: Feedback, wanted: Attempt) -> None:
        """Show the panel by the row that is meant, in the page's own coordinates."""
        board, viewport = self._board, self._board.viewport()
        where = board.place_of_row(wanted.person_id, wanted.entry.starts_at)
        high = board.look.px(board.LANE_PX)
        corner = viewport.mapTo(self._host, QPoint(0, where.y() - high // 2))
        target = QRect(corner, QPoint(corner.x() + viewport.width(), corner.y() + high))
        about = viewport.mapTo(self._host, QPoint(max(where.x(), 0), 0)).x()
        self.panel.show_feedback(said, target, about)

    def _is_refusing(self) -> bool:
        return self._refusal is not None and self.panel.said() is self._refusal


def preview_of(entry: Entry, row_id: str, after: str = "") -> Preview:
    """How an entry would lie on a row."""
    number = words.place(entry.room)
    icon = KIND_ICONS[entry.tasks[0].kind]
    return Preview(row_id, spans_of(entry), f"{number} {words.entry_title(entry)}", after, icon, number)


def spans_of(entry: Entry) -> tuple[tuple[int, int], ...]:
    """The stretches an entry covers: tasks that touch are one block."""
    spans: list[tuple[int, int]] = []
    for task in entry.tasks:
        if spans and task.starts_at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], task.ends_at))
        else:
            spans.append((task.starts_at, task.ends_at))
    return tuple(spans)


def _is_retimed(asked: Proposal) -> bool:
    return (asked.start, asked.end) != (asked.from_start, asked.from_end)
