"""The command palette (Ctrl+K): finds rooms, people, meetings, devices, pages and commands. GUI thread.

It floats over the window and closes on Esc, on a click beside it, and after a
choice. The index is spelled in the pool when the palette opens; until it is there,
commands are found already. Never the only path to anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.desk import Desk
from app.domain.periods import DAY
from app.domain.questions import SearchEntries, SearchEntry
from app.domain.search import Spelled, closest, search
from app.models.palette import PaletteModel, PaletteRow, Roles
from app.views.page import Command
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap
from app.words import formats
from app.words.pinyin import spell

WIDTH: Final = 620
ROW: Final = 34
MOST_ROWS: Final = 12
RECENT: Final = 6
ICONS: Final = {
    "room": "door-open",
    "person": "user",
    "meeting": "calendar-range",
    "device": "monitor-speaker",
}
WINDOW_BEFORE: Final = 1 * DAY
WINDOW_AFTER: Final = 14 * DAY


class Palette(QWidget):
    """Search line over a list. ``chosen`` carries (subject, id) of a thing; commands run by themselves."""

    chosen = Signal(str, str)
    closed = Signal()

    def __init__(
        self, desk: Desk, look: Look, commands: Callable[[], tuple[Command, ...]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._commands = commands
        self._index: tuple[Spelled[SearchEntry], ...] = ()
        self._recent: list[str] = []
        self._window = parent
        self._before: QWidget | None = None  # who had the keyboard
        self.setObjectName("palette")
        self.setProperty("panel", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit(self)
        self.field.setObjectName("palette_field")
        self.model = PaletteModel(self)
        self.list = QListView(self)
        self.list.setObjectName("palette_list")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(look, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = TextLabel(role="muted", wraps=True, parent=self)
        self._empty.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.field, self.list, self._empty):
            column.addWidget(widget)
        self.field.textChanged.connect(self.on_typed)
        self.list.clicked.connect(self.on_clicked)
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self.field.setPlaceholderText(self.tr("Number, name, pinyin or initials; or a command"))
        self.field.setAccessibleName(self.tr("Search or command"))
        self.list.setAccessibleName(self.tr("Results"))

    def open_with(self, text: str = "") -> None:
        """Show the palette, ready to type."""
        self._before = QApplication.focusWidget()
        self.field.setText(text)
        self.field.selectAll()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.on_typed(text)
        now = self._desk.now()
        self._desk.ask(SearchEntries(now - WINDOW_BEFORE, now + WINDOW_AFTER), self._spell, self)

    def dismiss(self) -> None:
        """Close without a choice."""
        if self.isVisible():
            self.hide()
            if self._before is not None and shiboken6.isValid(self._before):
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def on_typed(self, text: str) -> None:
        """Show what fits; with nothing typed: the page's commands, recent ones first."""
        rows = tuple(self._found(text) if text.strip() else self._offered())
        self.model.apply(rows)
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        if not rows:
            self._empty.setText(self._nothing(text))
        first = next((n for n, row in enumerate(rows) if row.enabled), -1)
        self.list.setCurrentIndex(self.model.index(first, 0))
        self._place()

    def on_clicked(self, index: QModelIndex) -> None:
        """A row was clicked."""
        self._choose(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.dismiss()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        count = self.model.rowCount()
        at = self.list.currentIndex().row()
        for _ in range(count):
            at = (at + by) % count if abs(by) == 1 else max(0, min(count - 1, at + by))
            index = self.model.index(at, 0)
            if self.model.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentIndex(index)
                return
            by = 1 if by > 0 else -1

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self.model.row(index)
        if row.enabled:
            self._recent = [row.key, *(key for key in self._recent if key != row.key)][:RECENT]
            self.dismiss()
            row.run()

    def _offered(self) -> list[PaletteRow]:
        rows = [self._command_row(command) for command in self._commands()]
        known = {spelled.thing.id: spelled.thing for spelled in self._index}
        recent = [self._thing_row(known[key]) for key in self._recent if key in known]
        rows.sort(key=lambda row: self._recent.index(row.key) if row.key in self._recent else RECENT)
        return [*recent, *rows]

    def _found(self, text: str) -> list[PaletteRow]:
        commands = [(command, (command.text(), command.shortcut)) for command in self._commands()]
        hits = search(text, spell(commands), 6)
        things = search(text, self._index, 40)
        rows = [self._thing_row(thing) for thing in things]
        return [*rows[:20], *(self._command_row(command) for command in hits), *rows[20:]]

    def _nothing(self, text: str) -> str:
        near = closest(text, (spelled.thing.keys[0] for spelled in self._index if spelled.thing.keys))
        if near:
            return self.tr("Nothing called “{text}”. Did you mean {near}?").format(text=text, near=near)
        return self.tr("Nothing called “{text}”.").format(text=text)

    def _command_row(self, command: Command) -> PaletteRow:
        return PaletteRow(
            command.id, command.icon or "chevron-right", command.text(), "", command.shortcut, command.run,
            command.enabled(),
        )  # fmt: skip

    def _thing_row(self, entry: SearchEntry) -> PaletteRow:
        zone = self._desk.rules.tz
        when = formats.day_and_clock(entry.at, zone) if entry.at is not None else ""
        number = entry.keys[0] if entry.subject in {"room", "device"} and entry.keys else ""
        text = f"{number} {entry.text}" if number and number != entry.text else entry.text
        detail = "  ".join(part for part in (when, entry.detail) if part)
        return PaletteRow(
            entry.id, ICONS.get(entry.subject, "search"), text, detail, "",
            lambda: self.chosen.emit(entry.subject, entry.id),
        )  # fmt: skip

    def _spell(self, entries: tuple[SearchEntry, ...]) -> None:
        now = self._desk.now()
        near = sorted(entries, key=lambda entry: _distance(entry, now))
        things = [(entry, (*entry.keys, entry.text)) for entry in near]
        self._desk.run(spell, things, done=self._take_index, owner=self)

    def _take_index(self, index: tuple[Spelled[SearchEntry], ...]) -> None:
        if index != self._index:
            self._index = index
            if self.isVisible():
                self.on_typed(self.field.text())

    def _place(self) -> None:
        width = min(self._look.px(WIDTH), self._window.width() - 40)
        rows = min(MOST_ROWS, max(1, self.model.rowCount()))
        self.list.setFixedHeight(rows * self._look.px(ROW) + 2)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, self._look.px(52))


def _distance(entry: SearchEntry, now: int) -> tuple[int, int]:
    """Rooms, people and devices in their order; meetings
    from now on before those gone by, the nearest first.
    """
    if entry.at is None:
        return 0, 0
    gone = entry.at < now - DAY // 2
    return 2 if gone else 1, abs(entry.at - now)


class PaletteDelegate(QStyledItemDelegate):
    """Icon, text, muted detail, shortcut."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._look.px(ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, theme = self._look, self._look.theme
        row = index.data(Roles.ROW)
        if not isinstance(row, PaletteRow):
            return
        box = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, theme.selected)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme.accent)
        middle = box.center().y()
        x = box.left() + look.px(10)
        side = look.px(16)
        look.paint_icon(
            painter, QRectF(x, middle - side / 2, side, side), row.icon, "accent" if chosen else "text2"
        )
        x += side + look.px(8)
        right = box.right() - look.px(10)
        if row.shortcut:
            right -= key_cap_width(row.shortcut, look)
            paint_key_cap(painter, QPointF(right, middle), row.shortcut, look)
            right -= look.px(8)
        metrics = look.metrics(13)
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, right - x)
        baseline = middle + metrics.capHeight() / 2
        ink: QColor = theme.text if row.enabled else theme.disabled
        painter.setFont(look.font(13))
        painter.setPen(ink)
        painter.drawText(QPointF(x, baseline), text)
        x += metrics.horizontalAdvance(text) + look.px(12)
        painter.setFont(look.font(12))
        painter.setPen(theme.muted)
        small = look.metrics(12)
        painter.drawText(
            QPointF(x, baseline), small.elidedText(row.detail, Qt.TextElideMode.ElideRight, max(0, right - x))
        )
        painter.restore()
