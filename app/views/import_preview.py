"""Import: choose a file or drop one on the window, see what each row becomes, then take it in as one act.

Nothing is written before a person says so. Reading and planning run in the Desk's pool, the writing in the
store thread; each can be cancelled and leaves everything as it was. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.imports import Ground, ImportPlan, Kind, RowState
from app.exchange.entries import Document, Stop
from app.exchange.plan import ground_for
from app.exchange.pool import Preview, plan_in_pool, read_in_pool, result_in_pool
from app.models.imports import Column, Filter, ImportModel
from app.views.import_sample import sample_file
from app.views.page import Command, Page, Services
from app.widgets.controls import Button, Segmented
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.panels import EmptyState, InlineMessage, PageBar
from app.widgets.tables import dress_table
from app.words import imports

_WIDTHS: Final = {
    Column.STATE: 120,
    Column.WHERE: 190,
    Column.LABEL: 300,
    Column.DETAIL: 90,
    Column.TIME: 210,
}
_AUTO: Final = "auto"


@dataclass(slots=True)
class _Held:
    """What the page knows at the moment: the file, what was read, what would be done."""

    path: Path | None = None
    document: Document | None = None
    preview: Preview | None = None
    is_done: bool = False

    @property
    def plan(self) -> ImportPlan | None:
        """What would be done, or was."""
        return self.preview.plan if self.preview is not None else None


class ImportPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "import"
    page_icon: ClassVar[str] = "file-up"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._held = _Held()
        self._cancel = Event()
        self._turn = 0
        self.model = ImportModel(self)
        self._build()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._show()

    def _build(self) -> None:
        look = self.look
        self._bar = PageBar(look)
        self._choose = Button(look, kind="secondary", icon="folder-open", key="Ctrl O")
        self._kind = Segmented(look, [(_AUTO, ""), *((kind.value, "") for kind in Kind)])
        self._creates = QCheckBox()
        self._take = Button(look, kind="primary", icon="check", key="Ctrl Enter")
        self._message = InlineMessage(look)
        self._file = ElidedLabel("", "body2")
        self._filter = Segmented(look, [(each.value, "") for each in Filter])
        self._table = QTableView()
        self._table.setModel(self.model)
        dress_table(self._table, look)
        self._empty = EmptyState(look, "file-up")
        self._progress = QProgressBar()
        self._doing = TextLabel("", "body2")
        self._stop = Button(look, kind="secondary", icon="x", key="Esc")
        names = {
            "import_choose": self._choose, "import_kind": self._kind, "import_create_rooms": self._creates,
            "import_take": self._take, "import_message": self._message, "import_file": self._file,
            "import_filter": self._filter, "import_rows": self._table, "import_empty": self._empty,
            "import_progress": self._progress, "import_cancel": self._stop,
        }  # fmt: skip
        for name, widget in names.items():
            widget.setObjectName(name)
        self._progress.setTextVisible(False)
        self.setFocusProxy(self._choose)
        self._table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)

    def _lay_out(self) -> None:
        self._bar.add(self._choose, self._file)
        self._bar.add_right(self._take)
        options = _row(self._kind, self._creates)
        # Filters and progress share one strip: the table below must not move (and repaint) when work begins.
        self._strip = QStackedWidget()
        self._strip.addWidget(_row(self._filter))
        self._strip.addWidget(_row(self._doing, self._progress, self._stop, stretched=self._progress))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._table)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self._bar, options, self._message, self._strip):
            outer.addWidget(widget)
        outer.addWidget(self._stack, 1)
        self.look.watch(self.on_look_changed)

    def _connect(self) -> None:
        self._choose.clicked.connect(self.choose_file)
        self._empty.acted.connect(self.choose_file)
        self._take.clicked.connect(self.take_in)
        self._stop.clicked.connect(self.cancel)
        self._kind.chosen.connect(self.on_kind_chosen)
        self._creates.toggled.connect(self.on_creates_toggled)
        self._filter.chosen.connect(self.on_filter_chosen)
        self._message.closed.connect(self._message.clear)
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+O", self.choose_file), ("Ctrl+Return", self.take_in), ("Ctrl+Enter", self.take_in),
            ("Escape", self.cancel),
        )  # fmt: skip
        for text, slot in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            if text == "Escape":  # the others hold wherever the keyboard is while the page is in front
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def scenes(self) -> tuple[str, ...]:
        return ("import_preview",)

    def show_scene(self, name: str) -> None:
        del name
        self.open_file(sample_file(self.desk.today()))

    def leave_scene(self, name: str) -> None:
        del name
        self.cancel()

    def page_title(self) -> str:
        return self.tr("Import")

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("import.choose", lambda: self.tr("Choose a file to import"), self.choose_file,
            "Ctrl+O", "folder-open"),
            Command("import.take", lambda: self.tr("Take the file in"), self.take_in, "Ctrl+Enter", "check",
                    self._take.isEnabled),
        )  # fmt: skip

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Ctrl O", self.tr("choose a file")),
            ("Ctrl Enter", self.tr("take in")),
            ("Esc", self.tr("cancel")),
        )

    @property
    def is_working(self) -> bool:
        """Whether a file is being read or written."""
        return self._strip.currentIndex() == 1

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file."""
        types = self.tr("Calendars and tables (*.ics *.xlsx *.csv *.txt);;All files (*)")
        path, _chosen = QFileDialog.getOpenFileName(self, self.tr("Import"), "", types)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would do."""
        self._held = _Held(path=path)
        self._message.clear()
        self._read()

    @Slot()
    def cancel(self) -> None:
        """Give up what is under way; with nothing under way put the file aside."""
        if self.is_working:
            self._cancel.set()
        elif self._held.path is not None:
            self._held = _Held()
            self._message.clear()
            self._show()

    @Slot()
    def take_in(self) -> None:
        """Do what the preview shows, as one act."""
        plan = self._held.plan
        if plan is None or self._held.is_done or not plan.steps or self.is_working:
            return
        cancel = self._start(self.tr("Writing"))
        turn = self._turn
        self.desk.do_long(
            [step.op for step in plan.steps], self.on_progress, cancel.is_set,
            lambda done: self._written(turn, plan, done), lambda refused: self._not_written(turn,
            refused), self,
        )  # fmt: skip

    def _read(self) -> None:
        path = self._held.path
        if path is None:
            return
        cancel = self._start(self.tr("Reading"))
        turn = self._turn
        chosen = self._kind.value()
        self.desk.run(
            read_in_pool, path, None if chosen == _AUTO else Kind(chosen), self.desk.rules.tz,
            self.desk.today(),
            cancel.is_set, done=lambda document: self._was_read(turn, document),
            failed=lambda error: self._not_read(turn, error), progress=self.on_progress, owner=self,
        )  # fmt: skip

    def _was_read(self, turn: int, document: Document) -> None:
        if turn == self._turn:
            self._held.document = document
            self._ask_ground()

    def _ask_ground(self) -> None:
        document, turn = self._held.document, self._turn
        if document is not None:
            self.desk.ask(ground_for(document), lambda ground: self._plan(turn, document, ground), self)

    def _plan(self, turn: int, document: Document, ground: Ground) -> None:
        if turn != self._turn:
            return
        self.desk.run(
            plan_in_pool, document, ground, self._creates.isChecked(),
            done=lambda preview: self._planned(turn, preview),
            failed=lambda error: self._not_read(turn, error), owner=self,
        )  # fmt: skip

    def _planned(self, turn: int, preview: Preview) -> None:
        if turn != self._turn:
            return
        plan = preview.plan
        self._held.preview, self._held.is_done = preview, False
        self._strip.setCurrentIndex(0)
        if self._cancel.is_set():
            self._held = _Held()
        notes = [imports.problem_text(note, self.desk.rules.tz) for note in plan.notes]
        if notes and self._held.plan is not None:
            self._message.say("  ".join(notes[:5]), "low", close_name=self.tr("Close"))
        self._show()

    def _not_read(self, turn: int, error: BaseException) -> None:
        if turn != self._turn:
            return
        self._strip.setCurrentIndex(0)
        path = self._held.path
        self._held = _Held()
        if isinstance(error, Refused):
            text = imports.file_problem(error.code, error.params)
            self._message.say(f"{path.name if path else ''}: {text}", "mid", close_name=self.tr("Close"))
        elif not isinstance(error, Stop):
            self.desk.failed.emit("import", error)
        self._show()

    def _written(self, turn: int, plan: ImportPlan, done: Done) -> None:
        if turn != self._turn:
            return
        self._doing.setText(self.tr("Reading"))
        self.desk.run(
            result_in_pool, plan, done, done=lambda preview: self._finished(turn, preview, done.can_undo),
            failed=lambda error: self._not_read(turn, error), owner=self,
        )  # fmt: skip

    def _finished(self, turn: int, preview: Preview, can_undo: bool) -> None:
        if turn != self._turn:
            return
        self._strip.setCurrentIndex(0)
        self._held.preview, self._held.is_done = preview, True
        self._message.say(self._result_text(preview.plan, can_undo), "ok", close_name=self.tr("Close"))
        self._show()

    def _not_written(self, turn: int, refused: Refused) -> None:
        if turn != self._turn:
            return
        self._strip.setCurrentIndex(0)
        if refused.code == "given_up":
            self._message.say(self.tr("Cancelled. Nothing was written."), "low", close_name=self.tr("Close"))
        else:
            text = imports.file_problem(refused.code, refused.params)
            self._message.say(text, "mid", close_name=self.tr("Close"))
        self._show()

    def _start(self, what: str) -> Event:
        """A new step begins: earlier answers no longer count."""
        self._turn += 1
        self._cancel = Event()
        self._doing.setText(what)
        self._progress.setRange(0, 0)
        self._strip.setCurrentIndex(1)
        self._strip.show()
        self._take.setEnabled(False)
        return self._cancel

    @Slot(int, int)
    def on_progress(self, done: int, of: int) -> None:
        """So far."""
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    @Slot(str)
    def on_kind_chosen(self, _kind: str) -> None:
        """The person says what the file is about: read it again."""
        if self._held.path is not None and not self._held.is_done:
            self._read()

    @Slot(bool)
    def on_creates_toggled(self, _on: bool) -> None:
        """Missing rooms are to be made, or not: plan again."""
        if self._held.document is not None and not self._held.is_done:
            self._start(self.tr("Reading"))
            self._ask_ground()

    @Slot(str)
    def on_filter_chosen(self, chosen: str) -> None:
        """Show some rows only."""
        self.model.show_only(Filter(chosen))

    @Slot()
    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        for column, width in _WIDTHS.items():
            self._table.setColumnWidth(column, self.look.px(width))
        self._progress.setFixedHeight(self.look.px(6))
        theme = self.look.theme
        self.model.set_inks({
            RowState.ADDED: theme.ok, RowState.CHANGED: theme.mid_text, RowState.UNCHANGED: theme.muted,
            RowState.REMOVED: theme.text2, RowState.REFUSED: theme.high_text,
        })  # fmt: skip

    def _show(self) -> None:
        """Everything on the page, as the file stands."""
        plan = self._held.plan
        self.model.apply(self._held.preview, self.desk.rules.tz)
        self._stack.setCurrentIndex(0 if plan is None else 1)
        self._strip.setVisible(plan is not None or self.is_working)
        self._file.setText(self._held.path.name if self._held.path else "")
        self._creates.setEnabled(not self._held.is_done)
        can = plan is not None and bool(plan.steps) and not self._held.is_done
        self._take.setEnabled(can)
        self._texts()
        self.hints_changed.emit()

    def _texts(self) -> None:
        """Texts that carry counts."""
        plan = self._held.plan
        count = 0
        if plan is not None:
            count = sum(self.model.count(each) for each in (Filter.ADDED, Filter.CHANGED, Filter.REMOVED))
        self._take.setText(self.tr("Take in {count}").format(count=count) if count else self.tr("Take in"))
        self._take.setAccessibleName(self._take.text())
        words = {state.value: imports.state_word(state) for state in RowState}
        words |= {Filter.ALL.value: self.tr("All"), Filter.WARNED.value: self.tr("Warnings")}
        counted = {each.value: f"{words[each.value]} {self.model.count(each)}" for each in Filter}
        self._filter.set_texts(counted)

    def _result_text(self, plan: ImportPlan, can_undo: bool) -> str:
        counts = imports.counts_text(plan)
        if can_undo:
            return self.tr("Taken in: {counts}. It can be undone as one.").format(counts=counts)
        return self.tr("Taken in: {counts}.").format(counts=counts)

    def retranslate(self) -> None:
        self._bar.set_title(self.tr("Import"))
        self._choose.setText(self.tr("Choose a file…"))
        self._kind.set_texts(
            {_AUTO: self.tr("Find out"), **{kind.value: imports.kind_word(kind) for kind in Kind}}
        )
        self._creates.setText(self.tr("Make rooms that are missing"))
        self._stop.setText(self.tr("Cancel"))
        formats = self.tr("iCalendar (.ics), xlsx or CSV; meetings, rooms, people or devices.")
        promise = self.tr("Nothing is written before you say so.")
        drop = self.tr("Drop a calendar or a table on the window")
        self._empty.say(drop, f"{formats} {promise}", action=self.tr("Choose a file…"), key="Ctrl O")
        names = {
            self._choose: self.tr("Choose a file to import"), self._kind: self.tr("What the file is about"),
            self._creates: self.tr("Make rooms that are missing"),
            self._filter: self.tr("Rows that are shown"),
            self._table: self.tr("Rows of the file"), self._progress: self.tr("Progress"),
            self._stop: self.tr("Cancel"), self._file: self.tr("File"),
        }  # fmt: skip
        for widget, name in names.items():
            widget.setAccessibleName(name)
        self._texts()
        self.model.renew_texts()


def _row(*widgets: QWidget, stretched: QWidget | None = None) -> QWidget:
    """Side by side; without a stretched one the room is left at the right."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(16, 8, 16, 8)
    layout.setSpacing(16)
    for widget in widgets:
        layout.addWidget(widget, int(widget is stretched))
    if stretched is None:
        layout.addStretch(1)
    return row
