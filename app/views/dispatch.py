"""The dispatch page: what waits at the left, people by time in the middle, who could take it at the right.

GUI thread. Asks the Desk for the board of a day, sorts it out with app/domain/dispatch, and says what a
person drags, types or chooses as operations (dispatch_moves.py, dispatch_acts.py). Nothing is planned anew
without being shown first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.candidates import Candidate, candidates, shortage
from app.domain.dispatch import Crew, Entry, crew_of, entry_of, queue
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.domain.periods import HOUR, MINUTE, day_period
from app.domain.questions import BoardBetween
from app.domain.records import Board, TaskRecord
from app.domain.states import Role, TaskState
from app.models.people import board_rows
from app.models.timeline import TimelineModel
from app.views import dispatch_acts as acts
from app.views.dispatch_bar import DispatchBar
from app.views.dispatch_keys import page_commands, page_hints
from app.views.dispatch_left import DispatchLeft
from app.views.dispatch_menu import board_menu
from app.views.dispatch_moves import DispatchMoves, Ground, preview_of
from app.views.dispatch_panel import Subject
from app.views.dispatch_side import DispatchSide
from app.views.dispatch_table import DispatchTable
from app.views.page import Command, Page, Services
from app.views.unconfirmed import CentralMarks
from app.widgets.board import BoardView
from app.widgets.panels import InlineMessage, line
from app.widgets.timescale import TimeScale
from app.words import dispatch as words
from app.words import formats
from app.words.refusals import refusal_text

TICK_MS: Final = 1000
COUNT_MS: Final = 250  # what was done is painted first
PPM: Final = 1.97
NARROW_PX: Final = 1480  # below it the legend goes
DRAWER_PX: Final = 1300  # below it the candidates are a drawer
_SUBJECTS: Final = frozenset({"task", "meeting", "person", "presence", "room", "rule", "closure"})


class DispatchPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "dispatch"
    page_icon: ClassVar[str] = "route"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._board: Board | None = None
        self._crew: Crew | None = None
        self._entries: tuple[Entry, ...] = ()
        self._subject: Subject | None = None
        self._found: tuple[Candidate, ...] = ()
        self._short: Mapping[Role, int] = {}
        self._ahead = 0  # days from today
        self._minute = -1
        self._is_stale = True
        self._revealed = ("", "")  # what to select once it is here: subject, id
        self._build()
        self._connect()
        self._show_day()
        self.retranslate()

    # building ---------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        self.bar = DispatchBar(look, self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("dispatch_message")
        self.scale = TimeScale(0, 24 * HOUR, PPM, parent=self)
        self.rows = TimelineModel(self)
        self.board = BoardView(look, self.scale, self._clock, self)
        self.board.setModel(self.rows)
        self.table = DispatchTable(look, self.board, lambda: self.desk.rules.tz, self)
        self.left = DispatchLeft(look, self._entry_text, self)
        self.queue = self.left.queue
        self.side = DispatchSide(self.desk, look, self)
        self.panel = self.side.panel
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.left)
        self._row.addWidget(line("v", self))
        self._row.addWidget(self.board, 1)
        self._row.addWidget(self.table, 1)
        self._row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line("h", self))
        column.addWidget(self.message)
        column.addLayout(self._row, 1)
        self.moves = DispatchMoves(
            self.desk, look, self.board, self.queue, self, Ground(lambda: self._crew, self.entry, self.task)
        )
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._count = QTimer(self, singleShot=True, interval=COUNT_MS)

    def _connect(self) -> None:
        self.bar.day_chosen.connect(self.on_day_chosen)
        self.bar.insert_wanted.connect(self.side.insert_task)
        self.bar.presence_wanted.connect(self.change_presence)
        self.bar.table_chosen.connect(self.table.show_instead)
        self.bar.plan_wanted.connect(self.side.plan_all)
        self.bar.people_wanted.connect(self.side.show_candidates)
        self.queue.selectionModel().currentChanged.connect(self.on_entry_chosen)
        self.queue.clicked.connect(self.on_entry_chosen)
        self.board.bar_selected.connect(self.on_bar_selected)
        self.board.bar_opened.connect(self.on_bar_opened)
        self.board.row_opened.connect(self.change_presence)
        self.board.context_wanted.connect(self.on_context_wanted)
        self.panel.people.assign_wanted.connect(self.on_assign_wanted)
        self.panel.people.pin_wanted.connect(lambda person: self.on_assign_wanted(person, pinned=True))
        self.panel.step_wanted.connect(self.on_step_wanted)
        self.side.said.connect(self.say)
        self.side.added.connect(self.on_added)
        self.side.left.connect(self.queue.setFocus)
        self.desk.changed.connect(self.on_changed)
        CentralMarks(self.desk, self.look, self.rows, self)
        self.desk.started.connect(self.on_started)
        self.look.watch(self.on_look_changed)
        self._tick.timeout.connect(self.on_tick)
        self._count.timeout.connect(self._count_short)
        self.setFocusProxy(self.queue)
        QWidget.setTabOrder(self.queue, self.board)
        QWidget.setTabOrder(self.board, self.panel.people)

    # what the page is asked ---------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Dispatch")

    def activate(self) -> None:
        self._tick.start()
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.queue.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._is_stale or self._board is None:
            self.refresh()

    def reveal(self, subject: str, entity_id: str) -> bool:
        if subject == "person":
            return self.board.select_row(entity_id)
        if subject in {"meeting", "task"}:
            self._revealed = (subject, entity_id)
            return self._board is None or self._reveal_wanted()
        return False

    def _reveal_wanted(self) -> bool:
        """Select the entry or the block that was asked for, once it is here."""
        wanted, self._revealed = self._revealed[1], ("", "")
        tasks = self._board.tasks if self._board else ()
        mine = [task for task in tasks if wanted in {task.id, task.meeting_id}]
        ids = {task.id for task in mine}
        key = next((entry.key for entry in self._entries if ids & set(entry.ids)), "")
        if key:
            return self.left.select(key)
        block = next((task.id for task in mine if task.assignee_id is not None), "")
        return self.board.select_bar(block)

    def on(self) -> date:
        """The local day that is shown."""
        return self.desk.today() + timedelta(days=self._ahead)

    def entry(self, key: str) -> Entry | None:
        """An entry that waits, by its key."""
        return next((entry for entry in self._entries if entry.key == key), None)

    def task(self, task_id: str) -> TaskRecord | None:
        """A task of the day, by its id."""
        tasks = self._board.tasks if self._board else ()
        return next((task for task in tasks if task.id == task_id), None)

    def work_of(self, person_id: str) -> tuple[TaskRecord, ...]:
        """What a person has on the day."""
        return self._crew.work.get(person_id, ()) if self._crew else ()

    # reading ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the day."""
        self._is_stale = False
        day = day_period(self.on(), self.desk.rules.tz)
        self.desk.ask(BoardBetween(day.start, day.end), self._take, self)

    def _take(self, board: Board) -> None:
        self._board = board
        self._derive()
        if self._revealed[0]:
            self._reveal_wanted()

    def _derive(self) -> None:
        """Everything that follows from the board and the clock."""
        board = self._board
        if board is None:
            return
        now = self.desk.now()
        self._minute = now // MINUTE
        crew = self._crew = crew_of(board, self.on(), now)
        self._entries = queue(board, crew)
        self.rows.apply(board_rows(crew, self._short))
        self._count.start()
        self.left.show_entries(self._entries, crew)
        self._say_counts()
        self._follow_subject()
        self.side.show_day(board, crew, self._pending(), self.on())

    def _count_short(self) -> None:
        """Work out in the pool how many entries nobody may take; with many people it takes a while."""
        crew = self._crew
        if crew is None:
            return

        def counted(short: Mapping[Role, int]) -> None:
            if self._crew is crew and short != self._short:
                self._short = short
                self.rows.apply(board_rows(crew, short))

        self.desk.run(shortage, self._pending(), crew, done=counted, owner=self)

    def _pending(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._entries if not entry.is_offered)

    def _follow_subject(self) -> None:
        """Keep the selected block while it is there, else go on with the current entry."""
        bar = self.board.selected_bar()
        task = self.task(bar) if bar and self._subject is not None and self._subject.is_block else None
        if task is not None and task.assignee_id is not None and task.state is not TaskState.CANCELLED:
            self._show_block(task)
        else:
            self._show_entry(self.entry(self.queue.current_key()))

    def _show_entry(self, entry: Entry | None) -> None:
        self._show(Subject(entry, is_block=False) if entry else None)

    def _show_block(self, task: TaskRecord) -> None:
        if self._crew is not None:
            self._show(Subject(entry_of((task,), self._crew), is_block=True))

    def _show(self, subject: Subject | None) -> None:
        crew = self._crew
        if crew is None:
            return
        self._subject = self.side.subject = subject
        self._found = candidates(subject.entry, crew) if subject else ()
        if subject is not None and subject.is_block:  # whoever has it is no candidate for it
            holder = subject.entry.tasks[0].assignee_id
            can_move = subject.entry.tasks[0].state in acts.QUEUED
            self._found = tuple(one for one in self._found if can_move and one.day.person.id != holder)
        self.panel.show_subject(subject, crew, self._found)
        self._show_preview()

    def _show_preview(self) -> None:
        best = self._found[0] if self._found else None
        if self._subject is None or self._subject.is_block or best is None or not best.may:
            self.board.set_preview(None)
            return
        after = words.load_change(best)
        self.board.set_preview(preview_of(self._subject.entry, best.day.person.id, after))

    # giving work ---------------------------------------------------------------------------

    def assign_nth(self, number: int) -> None:
        """Give the selected work to the nth candidate of the list, counted from 1."""
        fitting = [one for one in self._found if one.marks[0].ok]
        if self._subject is not None and 0 < number <= len(fitting):
            self.on_assign_wanted(fitting[number - 1].day.person.id)

    def assign_best(self) -> None:
        """Give the selected entry to its best candidate; a block has somebody already."""
        if self._subject is not None and not self._subject.is_block:
            self.assign_nth(1)

    def on_assign_wanted(self, person_id: str, *, pinned: bool = False) -> None:
        """A candidate was chosen."""
        if self._subject is not None:
            self.moves.give(self._subject.entry, person_id, pinned=pinned)

    def on_step_wanted(self, name: str) -> None:
        """A step of the selected block, or what can be done with the entry."""
        subject = self._subject
        if subject is None:
            return
        if name == "staffing":
            self.side.adjust_staffing()
        elif name == "offer":
            self.say(acts.offer(subject.entry))
        elif subject.is_block:
            op = acts.step(name, subject.entry.tasks[0], self.desk.now())
            self.say((op,) if op is not None else ())

    def unassign(self) -> None:
        """Take the selected block back into the queue."""
        self.on_step_wanted("unassign")

    def turn_pin(self) -> None:
        """Pin the selected block, or free it; an entry is given to the current candidate and pinned."""
        subject = self._subject
        if subject is None:
            return
        if subject.is_block:
            self.on_step_wanted("unpin" if subject.entry.tasks[0].is_pinned else "pin")
            return
        one = self.panel.people.current()
        if one is not None:
            self.on_assign_wanted(one.day.person.id, pinned=True)

    def say(self, ops: tuple[Operation, ...]) -> None:
        """Say operations as one act; a refusal stands over the board."""
        if ops:
            self.message.clear()
            self.desk.do_all(ops, None, self._refused, self)

    def _refused(self, refusal: Refused) -> None:
        if self._crew is not None:
            text = refusal_text(refusal.code, refusal.params, words.names(self._crew))
            self.message.say(text, "high", close_name=self.tr("Close"))

    def change_presence(self, person_id: str = "") -> None:
        """Somebody's day; of the current row unless told otherwise."""
        row = self.board.current_row()
        self.side.change_presence(person_id or (self.board.row(row).id if row >= 0 else ""))

    # slots ---------------------------------------------------------------------------

    def on_added(self, task_id: str) -> None:
        """A task was added by hand: it is selected, so that Space gives it away at once."""
        self._revealed = ("task", task_id)

    def on_started(self) -> None:
        """The store is open."""
        if self.isVisible():
            self.refresh()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something changed, here or elsewhere."""
        if any(subject in _SUBJECTS for subject, _ in keys):
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def on_tick(self) -> None:
        """The now-line moves; once a minute everything that depends on the clock is worked out anew."""
        now = self.desk.now()
        self.board.set_now(now if self._ahead == 0 else None)
        if now // MINUTE != self._minute and not self.board.drag.is_active and not self.queue.is_carrying():
            self._derive()

    def on_day_chosen(self, day: str) -> None:
        """Today or tomorrow."""
        self._ahead = 1 if day == "tomorrow" else 0
        self._show_day()
        self.refresh()

    def on_entry_chosen(self, index: QModelIndex) -> None:
        """An entry of the queue is current."""
        entry = self.left.waiting.value_at(index.row())
        if entry is not None and self._crew is not None:
            self._show_entry(entry)

    def on_bar_selected(self, bar_id: str) -> None:
        """A block is current."""
        task = self.task(bar_id) if bar_id else None
        if task is not None:
            self._show_block(task)

    def on_bar_opened(self, bar_id: str) -> None:
        """Enter on a block: its steps and candidates."""
        self.on_bar_selected(bar_id)
        self.side.show_candidates()

    def on_context_wanted(self, row_id: str, bar_id: str, where: QPoint) -> None:
        """Right click on a row or block."""
        board_menu(self, row_id, self.task(bar_id) if bar_id else None).popup(where)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self._fit()

    # keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        runs = {
            Qt.Key.Key_Space: self.assign_best,
            Qt.Key.Key_U: self.unassign,
            Qt.Key.Key_P: self.turn_pin,
            Qt.Key.Key_R: self.side.plan_all,
            Qt.Key.Key_E: self.side.insert_task,
            Qt.Key.Key_T: self.go_now,
        }
        if plain and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.assign_nth(key - Qt.Key.Key_0)
        elif plain and key in runs:
            runs[Qt.Key(key)]()
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.queue.hasFocus():
            self.side.show_candidates()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Nearest thing first: what is in the air, a form or drawer, the preview."""
        if self.moves.panel.said() is not None or self.board.drag.is_active:
            self.moves.cancel()
        elif self.side.is_open():
            self.side.close_side()
        else:
            self.board.set_preview(None)

    def go_now(self) -> None:
        """Scroll to the moment."""
        self.board.scroll_to_time(self.desk.now(), share=0.27)

    def commands(self) -> tuple[Command, ...]:
        return page_commands(self)

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return page_hints()

    def subject(self) -> Subject | None:
        """What the candidates are about."""
        return self._subject

    # words ---------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        self.bar.retranslate()
        self.left.retranslate()
        self.side.retranslate()
        for view in (self.board, self.table):
            view.setAccessibleName(self.tr("People by time"))
        self._say_counts()
        self._derive()
        self.hints_changed.emit()

    def _say_counts(self) -> None:
        crew = self._crew
        self.bar.set_count(len(self._pending()))
        middle = crew.loads.median(Role.ATTENDANT) if crew else 0
        self.board.corner.set_text(self.tr("Load · median {n} min").format(n=middle))

    def _entry_text(self, entry: Entry) -> str:
        return words.entry_spoken(entry, self.desk.now(), self.desk.rules.tz)

    def _clock(self, at: int) -> str:
        return formats.clock(at, self.desk.rules.tz)

    # layout ---------------------------------------------------------------------------

    def _show_day(self) -> None:
        day = day_period(self.on(), self.desk.rules.tz)
        self.scale.set_span(day.start, day.end, origin_ms=day.start)
        now = self.desk.now()
        self.board.set_now(now if day.contains(now) else None)
        self.board.scroll_to_time(now if day.contains(now) else day.start + 8 * HOUR, share=0.27)

    def _fit(self) -> None:
        """A narrow page: no legend, then the candidates float as a drawer."""
        wide = self.width() * 100 // max(self.look.scale, 100)
        floats = wide < DRAWER_PX
        self.bar.set_narrow(narrow=wide < NARROW_PX, narrower=floats)
        if floats != self.side.is_drawer:
            (self._row.removeWidget if floats else self._row.addWidget)(self.side)
            self.side.set_drawer(drawer=floats)
        self.side.place(self.board.geometry().top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()
        self._show_day()
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
