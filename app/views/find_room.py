"""Find a free room: a day, from when to when, how many people; the rooms that fit, smallest first.

A dialog of the schedule page (GUI thread). It asks the store on each change, a moment after the last one,
and says "unknown" when no answer comes in time. Choosing a room opens the booking form on exactly that room
and time.
"""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.periods import Period, instant, local
from app.domain.questions import FreeRooms
from app.domain.records import RoomRecord
from app.views.meeting_fields import DATE_FORMAT
from app.views.page import Services
from app.widgets.controls import Button
from app.widgets.fields import dress_field
from app.widgets.labels import TextLabel
from app.words import formats, states

PAUSE_MS = 150
DEADLINE_MS = 3000


class FindRoom(QDialog):
    """See the module."""

    chosen = Signal(str, object)
    """A room id and the Period it is free for."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = services.desk
        self._asked = 0
        self.setObjectName("find_room")
        look = services.look
        self._day = QDateEdit(self)
        self._day.setCalendarPopup(True)
        self._day.setDisplayFormat(DATE_FORMAT)
        self._from, self._to = QTimeEdit(self), QTimeEdit(self)
        self._people = QSpinBox(self)
        self._people.setRange(0, 5000)
        for name, field in (
            ("day", self._day),
            ("from", self._from),
            ("to", self._to),
            ("people", self._people),
        ):
            field.setObjectName(f"find_{name}")
            dress_field(field, look)
        for field in (self._from, self._to):
            field.setDisplayFormat("HH:mm")
        self._says = TextLabel("", "muted", parent=self)
        self._says.setObjectName("find_says")
        self._list = QListWidget(self)
        self._list.setObjectName("find_rooms")
        self._list.setUniformItemSizes(True)
        self._book = Button(look, kind="primary", key="Enter", parent=self)
        self._book.setObjectName("find_book")
        row = QHBoxLayout()
        self._labels = [TextLabel("", "body2", parent=self) for _ in range(4)]
        for label, widget in zip(self._labels, (self._day, self._from, self._to, self._people), strict=True):
            label.setBuddy(widget)
            row.addWidget(label)
            row.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self._says, 1)
        foot.addWidget(self._book)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self._list, 1)
        column.addLayout(foot)
        self.resize(look.px(560), look.px(420))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._late = QTimer(self, singleShot=True, interval=DEADLINE_MS)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self._pause.timeout.connect(self.on_paused)
        self._late.timeout.connect(self.on_late)
        self._day.dateChanged.connect(lambda _: self._pause.start())
        for field in (self._from, self._to):
            field.timeChanged.connect(lambda _: self._pause.start())
        self._people.valueChanged.connect(lambda _: self._pause.start())
        self._list.itemActivated.connect(lambda _: self.on_book())
        self._book.clicked.connect(self.on_book)

    def open_for(self, period: Period) -> None:
        """Show it for a stretch of time."""
        start, end = local(period.start, self._desk.rules.tz), local(period.end, self._desk.rules.tz)
        self._day.setDate(QDate(start.year, start.month, start.day))
        self._from.setTime(QTime(start.hour, start.minute))
        self._to.setTime(QTime(end.hour, end.minute))
        self.on_paused()
        self.open()
        self._people.setFocus()

    def period(self) -> Period:
        """What is asked for; an end before the start is on the next day."""
        tz, on = self._desk.rules.tz, self._day.date().toPython()
        start = instant(on, self._from.time().toPython(), tz)  # type: ignore[arg-type]  # a QDate's date
        end = instant(on, self._to.time().toPython(), tz)  # type: ignore[arg-type]  # the same
        return Period(start, end if end > start else end + 86_400_000)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(self.tr("Find a free room"))
        texts = (self.tr("Day"), self.tr("From"), self.tr("To"), self.tr("People"))
        for label, text, widget in zip(
            self._labels, texts, (self._day, self._from, self._to, self._people), strict=True
        ):
            label.setText(text)
            widget.setAccessibleName(text)
        self._book.setText(self.tr("Book this room"))
        self._book.setAccessibleName(self._book.text())
        self._list.setAccessibleName(self.tr("Free rooms"))

    def on_paused(self) -> None:
        """Ask for what stands in the fields."""
        self._pause.stop()
        self._asked += 1
        ticket, period = self._asked, self.period()
        self._says.setText(self.tr("Checking…"))
        self._late.start()
        self._desk.ask(
            FreeRooms(period.start, period.end, self._people.value()),
            lambda rooms: self._show(ticket, rooms), owner=self,
        )  # fmt: skip

    def on_late(self) -> None:
        """No answer in time: said so, the list stands as it was."""
        self._says.setText(self.tr("Unknown: no answer in time. It is asked again on the next change."))

    def on_book(self) -> None:
        """The current room."""
        item = self._list.currentItem()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole), self.period())
            self.accept()

    def hideEvent(self, event: QEvent) -> None:
        self._pause.stop()
        self._late.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # it is the hide event

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self, ticket: int, rooms: tuple[RoomRecord, ...]) -> None:
        if ticket != self._asked:
            return
        self._late.stop()
        self._list.clear()
        for room in rooms:
            parts = (
                formats.room_title(room.number, room.name),
                formats.seats(room.capacity),
                states.room_class(room.room_class),
            )
            item = QListWidgetItem(" · ".join(part for part in parts if part))
            item.setData(Qt.ItemDataRole.UserRole, room.id)
            self._list.addItem(item)
        if rooms:
            self._list.setCurrentRow(0)
        self._book.setEnabled(bool(rooms))
        found = self.tr("No room is free then. Try another time.")
        self._says.setText(self.tr("{n} free").format(n=len(rooms)) if rooms else found)
