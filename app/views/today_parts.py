"""Small parts of Today: the counts over the plan, the chip that says since when data is old, the rooms as
a table.

GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from app.domain.records import Board
from app.domain.rooms import RoomView
from app.domain.tally import Count, Tally, tally
from app.models.rooms import Column, Role
from app.models.tiles import Tile
from app.widgets.chips import Chip, ChipStyle, paint_chip, state_chip
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.panels import EmptyState
from app.widgets.plan_tabs import CountButton
from app.widgets.tables import RowDelegate, dress_table
from app.words import formats

Index = QModelIndex | QPersistentModelIndex
FILTERS = ("meetings", "running", "soon", "overrun", "not_ready", "to_clean")


class NoRooms(EmptyState):
    """What Today says in a house without rooms: how to get them."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "map", parent)
        self.setObjectName("today_no_rooms")
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        tables = self.tr("Import a calendar, or tables of rooms, people and devices.")
        demo = self.tr("To look around first, start main.py --demo.")
        self.say(self.tr("There are no rooms yet."), f"{tables} {demo}", action=self.tr("Import…"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _limit(wanted: list[int], room: int) -> int:
    """The width over which the wider ones are cut so that all fit."""
    for place, width in enumerate(sorted(wanted)):
        rest = len(wanted) - place
        if width * rest > room:
            return max(room // rest, 24)
        room -= width
    return max(wanted, default=0)


class SummaryLine(QWidget):
    """Counts that filter the plan at the left, people and devices at the right."""

    filtered = Signal(str)
    """The count that was chosen, "" for none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally: Tally | None = None
        self._devices: tuple[int, int] | None = None
        self._told: set[str] = set()
        self.setObjectName("summary_line")
        self._counts = {name: CountButton(look, name, self) for name in FILTERS}
        self._staff = {
            name: CountButton(look, name, self, filters=False)
            for name in ("attendants", "engineers", "devices")
        }
        self._row = row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(4)
        for button in self._counts.values():
            row.addWidget(button)
            button.clicked.connect(self.on_clicked)
        row.addStretch(1)
        self._look = look
        look.watch(self.on_look_changed)
        for button in self._staff.values():
            row.addWidget(button)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedHeight(self._look.px(36))
        self._fit()

    def add_note(self, note: QWidget) -> None:
        """Put a chip between the counts and the people."""
        self._row.insertWidget(len(FILTERS) + 1, note)

    def show_tally(self, board: Board, views: Iterable[RoomView], now: int) -> None:
        """Count anew."""
        self._tally = tally(board, views, now)
        self._say()

    def show_devices(self, online: int, known: int) -> None:
        """How many devices speak, of how many."""
        self._devices = (online, known)
        self._say()

    def rooms(self, name: str) -> frozenset[str] | None:
        """The rooms behind a count; None without one."""
        count = getattr(self._tally, name, None) if name and self._tally else None
        return count.rooms if isinstance(count, Count) else None

    def clear(self) -> None:
        """Choose none."""
        for button in self._counts.values():
            button.setChecked(False)
        self.filtered.emit("")

    def retranslate(self) -> None:
        """Set every text anew."""
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window what the top bar says too gives way first, then the longest words are cut."""
        room = self.width() - 24
        wanted = {name: button.sizeHint().width() for name, button in self._counts.items()}
        limit = _limit(list(wanted.values()), room - 4 * len(wanted))
        for name, button in self._counts.items():
            button.setFixedWidth(min(wanted[name], limit))
            room -= wanted[name] + 4
        for name in ("attendants", "devices", "engineers"):
            room -= self._staff[name].sizeHint().width() + 4
            self._staff[name].setVisible(room >= 0 and name in self._told)

    def on_clicked(self) -> None:
        """A count was pressed: it filters, pressed again it does not."""
        sender = self.sender()
        for name, button in self._counts.items():
            if button is sender:
                self.filtered.emit(name if button.isChecked() else "")
            else:
                button.setChecked(False)

    def _say(self) -> None:
        known = self._tally
        if known is None:
            return
        words = {
            "meetings": QCoreApplication.translate("SummaryLine", "meeting(s)", "", known.meetings.number),
            "running": self.tr("in session"),
            "soon": self.tr("begin within 30 min"),
            "overrun": self.tr("overrun"),
            "not_ready": self.tr("not ready in time"),
            "to_clean": self.tr("to clean"),
        }
        for name, button in self._counts.items():
            number = getattr(known, name).number
            button.show_count(
                str(number), words[name], is_bad=number > 0 and name in {"overrun", "not_ready"}
            )
        staff = {
            "attendants": (known.attendants, self.tr("attendants on duty")),
            "engineers": (known.engineers, self.tr("engineers on duty")),
            "devices": (self._devices, self.tr("devices online")),
        }
        for name, (pair, text) in staff.items():
            if pair is not None and pair[1] > 0:
                self._staff[name].show_count(f"{pair[0]}/{pair[1]}", text)
                self._told.add(name)
        self._fit()


class StaleChip(Chip):
    """Just over the plan: since when devices are silent."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, "", ChipStyle("mid", "clock-alert", bold=True), parent)
        self.setObjectName("stale_chip")
        self.hide()

    def show_since(self, since: int | None, zone: ZoneInfo) -> None:
        """Say the moment of the last news; None hides it."""
        if since is None:
            self.hide()
            return
        text = self.tr("Device data as of {time}").format(time=formats.clock_s(since, zone))
        self.show_chip(text, ChipStyle("mid", "clock-alert", bold=True))
        self.show()


class RoomRows(RowDelegate):
    """A room's state as its chip, its alarm as its shape; the rest is text."""

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        tile = index.data(Role.TILE)
        if isinstance(tile, Tile) and index.column() == Column.STATUS:
            middle = rect.topLeft() + QRectF(0, 0, 0, rect.height()).center()
            painter.setBrushOrigin(rect.topLeft())
            box = paint_chip(painter, middle, tile.word, state_chip(tile.status.value), self.look)
            if tile.flag:
                middle.setX(box.right() + 6)
                paint_chip(
                    painter, middle, tile.flag, ChipStyle("high", "flag", dashed=True, bold=True), self.look
                )
            return
        if isinstance(tile, Tile) and index.column() == Column.ALARM and tile.alarm is not None:
            side = self.look.px(16)
            mark = QRectF(round(rect.left()), round(rect.center().y() - side / 2), side, side)
            filled = not tile.alarm.is_acknowledged
            paint_alarm_shape(painter, mark, tile.alarm.level.value, self.look, filled=filled)
            rect = rect.adjusted(side + 6, 0, 0, 0)
        super().paint_content(painter, rect, option, index)


def rooms_table(look: Look, model: QAbstractItemModel, parent: QWidget) -> QTableView:
    """The rooms as a table: the plan's alternative for keyboard and reader."""
    table = QTableView(parent)
    table.setObjectName("rooms_table")
    table.setModel(model)
    table.setSortingEnabled(True)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    dress_table(table, look, delegate=RoomRows(look, table))
    header = table.horizontalHeader()
    for column, wide in (
        (Column.ROOM, 130),
        (Column.STATUS, 230),
        (Column.MEETING, 240),
        (Column.TIME, 190),
        (Column.COUNTDOWN, 130),
        (Column.STAFF, 110),
    ):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        table.setColumnWidth(column, look.px(wide))
    return table
