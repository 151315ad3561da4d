"""The table of alarms as a view: its columns, its keys, its blink. GUI thread.

Single letters ask the pane (``asked``); whether somebody reads is told (``read``), so that nothing moves
under the pointer. The shapes of unseen alarms blink at 1 Hz.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.domain.alarms import AlarmView
from app.domain.states import AlarmLetter
from app.models.alarms import AlarmsModel, Column, Role
from app.widgets.alarm_rows import ALARM_ROW_PX, AlarmDelegate, AlarmFace, letter_chip
from app.widgets.chips import chip_width
from app.widgets.look import Look
from app.widgets.tables import dress_table
from app.words import devices as words
from app.words import formats

Index = QModelIndex | QPersistentModelIndex
MAIN: Final = (
    Column.LEVEL,
    Column.TIME,
    Column.ROOM,
    Column.DEVICE,
    Column.MESSAGE,
    Column.STATE,
    Column.AGE,
    Column.ACKED_BY,
)
SHELF: Final = (
    Column.LEVEL,
    Column.ROOM,
    Column.DEVICE,
    Column.MESSAGE,
    Column.UNTIL,
    Column.REASON,
    Column.SHELVED_BY,
)
WIDTHS: Final = {
    Column.LEVEL: 42, Column.TIME: 84, Column.ROOM: 52, Column.DEVICE: 108, Column.MESSAGE: 220,
    Column.STATE: 140, Column.AGE: 80, Column.ACKED_BY: 66, Column.UNTIL: 170,
    Column.REASON: 150, Column.SHELVED_BY: 72,
}  # fmt: skip


LONG_AGE: Final = 23 * 60 + 59  # minutes


class AlarmTable(QTableView):
    """A table whose single letters ask the page."""

    asked = Signal(str)
    """ack, shelve, panel, mute."""
    read = Signal(bool)
    """Pointer or focus came into the list, or left it."""

    _KEYS: Final = {
        Qt.Key.Key_Space: "ack",
        Qt.Key.Key_S: "shelve",
        Qt.Key.Key_D: "panel",
        Qt.Key.Key_M: "mute",
    }

    def __init__(
        self, look: Look, model: AlarmsModel, columns: tuple[Column, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._alarms = model
        self.setModel(model)
        self._delegate = AlarmDelegate(look, self, face_of, level=Column.LEVEL, state=Column.STATE)
        dress_table(self, look, row_px=ALARM_ROW_PX, delegate=self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        for place, column in enumerate(columns):
            header.moveSection(header.visualIndex(column), place)
        for column in Column:
            self.setColumnHidden(column, column not in columns)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        look.watch(self.on_look_changed)

    def blink(self) -> None:
        """The other half of the second."""
        self._delegate.is_lit = not self._delegate.is_lit
        for row in range(self._alarms.rowCount()):
            view = self._alarms.view_at(row)
            if view is not None and view.letter is AlarmLetter.UNACKED:
                self.update(self._alarms.index(row, Column.LEVEL))

    def stand_still(self) -> None:
        """No blinking."""
        self._delegate.is_lit = True
        self.viewport().update()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.horizontalHeader().setMinimumSectionSize(self._look.px(36))
        for column in Column:
            self.setColumnWidth(column, self._look.px(WIDTHS[column]))
        self.fit_words()

    def fit_words(self) -> None:
        """The column of letters is as wide as its widest chip in the chosen language."""
        faces = [
            (words.letter(letter), AlarmFace("high", letter.value)) for letter in AlarmLetter if letter != "A"
        ]
        wide = max(chip_width(text, letter_chip(face), self._look) for text, face in faces)
        self.setColumnWidth(Column.STATE, wide + self._look.px(18))
        longest = self._look.metrics(13, bold=True).horizontalAdvance(formats.minutes(LONG_AGE))
        self.setColumnWidth(Column.AGE, round(longest) + self._look.px(18))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = self._KEYS.get(Qt.Key(event.key()))
        if asked is not None and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.asked.emit(asked)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            entering = event.type() in {QEvent.Type.Enter, QEvent.Type.FocusIn}
            self.read.emit(entering or (self.hasFocus() and event.type() != QEvent.Type.FocusOut))
        return super().event(event)


def face_of(index: Index) -> AlarmFace | None:
    """How the alarm of a row looks."""
    view = index.data(Role.VIEW)
    return AlarmFace(view.priority.value, view.letter.value) if isinstance(view, AlarmView) else None
