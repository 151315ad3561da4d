"""The dispatch board as a table: its alternative for who cannot see it or would rather read.

A part of the dispatch page (GUI thread). Its current task is the board's, so the page's keys mean it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.models.board_list import ID_ROLE, BoardListModel, Column, listed
from app.widgets.board import BoardView
from app.widgets.look import Look
from app.widgets.tables import dress_table

_WIDTHS: Final = {Column.PERSON: 140, Column.TIME: 130, Column.TASK: 220, Column.STATE: 120}


class DispatchTable(QTableView):
    """See the module. Hidden until it is asked for; what changes meanwhile is read when it is shown."""

    def __init__(
        self, look: Look, board: BoardView, zone: Callable[[], ZoneInfo], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._board, self._zone = look, board, zone
        self._rows = BoardListModel(self)
        self.setObjectName("dispatch_table")
        self.setModel(self._rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_table(self, look)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.on_changed)
        model = board.timeline()
        for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self.on_stirred)
        self.activated.connect(self.on_activated)
        look.watch(self.on_look_changed)
        self.hide()

    def show_instead(self, is_wanted: bool) -> None:
        """The table instead of the board, or back; the keyboard follows."""
        had = self._board.hasFocus() or self.hasFocus()
        self._board.setVisible(not is_wanted)
        self.setVisible(is_wanted)
        if had:
            (self if is_wanted else self._board).setFocus()

    def on_stirred(self) -> None:
        """The board changed: read it again once all of the change is there."""
        self._later.start()

    def on_changed(self) -> None:
        """Read the board again; the current task stays current."""
        if self.isHidden():
            return
        self._rows.apply(listed(self._board.timeline(), self._zone()))
        row = self._rows.row_of(self._board.selected_bar())
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._rows.index(row, 0))

    def on_activated(self, index: QModelIndex) -> None:
        """Enter or double click on a task."""
        if index.data(ID_ROLE):
            self._board.bar_opened.emit(index.data(ID_ROLE))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        for column, px in _WIDTHS.items():
            self.setColumnWidth(column, self._look.px(px))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # no persistent ones come
        super().currentChanged(current, previous)
        chosen = current.data(ID_ROLE) if current.isValid() else ""
        if chosen and chosen != self._board.selected_bar():
            self._board.select_bar(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.on_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and not event.modifiers():
            event.ignore()  # a letter is a command of the page, not a search in the table
            return
        super().keyPressEvent(event)
