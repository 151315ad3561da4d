"""The schedule as a table: the alternative to the painted timeline, with its selection and its keys.

A part of the schedule page (GUI thread). It tells which meeting is current; the page's commands then mean it.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.models.schedule_list import ID_ROLE, Column, MeetingListModel
from app.widgets.look import Look
from app.widgets.tables import dress_table

_WIDTHS = {
    Column.TIME: 190, Column.ROOM: 170, Column.STATE: 130, Column.STAFF: 80, Column.UNIT: 180,
    Column.CONTACT: 150,
}  # fmt: skip


LEAST_TITLE_PX: Final = 180


class ScheduleTable(QTableView):
    """See the module."""

    meeting_selected = Signal(str)
    """Another meeting is current."""
    meeting_opened = Signal(str)
    """Enter or double click."""

    def __init__(self, look: Look, model: MeetingListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("schedule_table")
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        dress_table(self, look)
        self.horizontalHeader().setStretchLastSection(False)
        self.activated.connect(self.on_activated)
        look.watch(self.on_look_changed)

    def select_meeting(self, meeting_id: str) -> bool:
        """Make a meeting current; False when it is not there."""
        model = self.model()
        assert isinstance(model, MeetingListModel)
        row = model.row_of(meeting_id)
        if row >= 0:
            self.setCurrentIndex(model.index(row, 0))
        return row >= 0

    def on_activated(self, index: QModelIndex) -> None:
        """Enter or double click on a row."""
        self.meeting_opened.emit(index.data(ID_ROLE))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        for column, px in _WIDTHS.items():
            self.setColumnWidth(column, self._look.px(px))
        self._fit_title()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        """The title takes the width that is left, and never less than it needs to be read."""
        others = sum(self.columnWidth(column) for column in Column if column != Column.TITLE)
        least = self._look.px(LEAST_TITLE_PX)
        self.setColumnWidth(Column.TITLE, max(self.viewport().width() - others, least))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # no persistent ones come
        super().currentChanged(current, previous)
        if current.isValid():
            self.meeting_selected.emit(current.data(ID_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and not event.modifiers():
            event.ignore()  # a letter is a command of the page, not a search in the table
            return
        super().keyPressEvent(event)
