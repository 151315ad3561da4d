"""The bar over the schedule: the day, the zoom, the filters, the legend, and the two buttons that make
things.

Built by the schedule page (GUI thread); it knows dates and choices and tells them, nothing of meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QCalendarWidget, QLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.domain.records import FloorRecord
from app.domain.states import MeetingClass, RoomClass
from app.widgets.controls import Button, Segmented
from app.widgets.fields import dress_calendar
from app.widgets.look import Look
from app.widgets.panels import PageBar
from app.widgets.patterns import MEETING_STYLES, ROOM_STYLES, BlockStyle, paint_block
from app.words import formats, states

ZOOMS: Final = ("quarter", "hour", "day", "week")
_SWATCH: Final = (20, 10)


class ScheduleBar(PageBar):
    """See the module."""

    day_chosen = Signal(object)
    """A date."""
    today_wanted = Signal()
    zoom_chosen = Signal(str)
    """One of ZOOMS."""
    filter_chosen = Signal(str, str, str)
    """Floor id, room class, meeting class; "" = all."""
    table_chosen = Signal(bool)
    """The table instead of the timeline, or back."""
    free_wanted = Signal()
    new_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._look = look
        self._day = date(2000, 1, 1)
        self._days = 1
        self._floors: Sequence[FloorRecord] = ()
        self._filter = ("", "", "")
        self._width = 4000  # until the page says how wide it is
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self.before = Button(look, icon="chevron-left", parent=self)
        self.day_button = Button(look, parent=self)
        self.after = Button(look, icon="chevron-right", parent=self)
        self.today = Button(look, key="T", parent=self)
        self.zoom = Segmented(look, [(key, key) for key in ZOOMS], self)
        self.zoom.set_value("hour")
        self.as_table = Button(look, icon="table-2", parent=self)
        self.as_table.setCheckable(True)
        self.filter_button = Button(look, icon="funnel", parent=self)
        self.free = Button(look, icon="search-check", key="R", parent=self)
        self.legend = Legend(look, self)
        self.print_button = Button(look, icon="printer", parent=self)
        self.new = Button(look, kind="primary", icon="plus", key="N", parent=self)
        names = (
            "before",
            "day_button",
            "after",
            "today",
            "zoom",
            "as_table",
            "filter_button",
            "free",
            "print_button",
            "new",
        )
        for name in names:
            getattr(self, name).setObjectName(f"schedule_{name.removesuffix('_button')}")
        self.add(
            self.before,
            self.day_button,
            self.after,
            self.today,
            self.zoom,
            self.as_table,
            self.filter_button,
            self.free,
        )
        self.add_right(self.legend, self.print_button, self.new)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.today.clicked.connect(self.today_wanted)
        self.day_button.clicked.connect(self.on_day_pressed)
        self.zoom.chosen.connect(self.zoom_chosen)
        self.as_table.toggled.connect(self.table_chosen)
        self.filter_button.clicked.connect(self.on_filter_pressed)
        self.free.clicked.connect(self.free_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.new.clicked.connect(self.new_wanted)

    def show_day(self, day: date, days: int = 1) -> None:
        """Say which day is shown, and how many from it on."""
        self._day, self._days = day, days
        self._say_day()

    def show_floors(self, floors: Sequence[FloorRecord]) -> None:
        """The floors that can be chosen."""
        self._floors = floors

    def fit(self, width: int) -> None:
        """Leave out the legend, then the words of buttons, when there is no room for them."""
        self._width = width
        for legend, short in ((True, False), (False, False), (False, True)):
            self.legend.setVisible(legend)
            self._words(short=short)
            row = self.layout()
            if row is None or self._need(row) <= width:
                return

    def _need(self, row: QLayout) -> int:
        row.invalidate()
        row.activate()
        return row.sizeHint().width()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(self.tr("Schedule"))
        zooms = (self.tr("15 min"), self.tr("1 h"), self.tr("Day"), self.tr("Week"))
        self.zoom.set_texts(dict(zip(ZOOMS, zooms, strict=True)))
        self.before.setAccessibleName(self.tr("Previous day"))
        self.after.setAccessibleName(self.tr("Next day"))
        self.today.setText(self.tr("Today"))
        self.legend.set_words(
            (self.tr("Set-up"), self.tr("Cleaning"), self.tr("Confirmed"), self.tr("To be confirmed"))
        )
        self.as_table.setAccessibleName(self.tr("As a table"))
        for button in (self.before, self.after, self.as_table):
            button.setToolTip(button.accessibleName())
        self._say_day()
        self.fit(self._width)

    def on_day_pressed(self) -> None:
        """Choose a day from a calendar."""
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setObjectName("schedule_calendar")
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        calendar = QCalendarWidget(popup)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        dress_calendar(calendar, self._look)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.clicked.connect(lambda chosen: self.day_chosen.emit(chosen.toPython()))
        calendar.clicked.connect(popup.close)
        column.addWidget(calendar)
        popup.move(self.day_button.mapToGlobal(QPoint(0, self.day_button.height() + 4)))
        popup.show()

    def on_filter_pressed(self) -> None:
        """Choose floor and classes from a menu."""
        menu = self.filter_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.filter_button.mapToGlobal(QPoint(0, self.filter_button.height() + 4)))

    def filter_menu(self) -> QMenu:
        """The menu of floors, room classes and meeting classes."""
        menu = QMenu(self)
        menu.setObjectName("schedule_filter_menu")
        floors = [("", self.tr("All floors")), *((f.id, f.name) for f in reversed(self._floors))]
        rooms = [("", self.tr("All rooms")), *((c.value, states.room_class(c)) for c in RoomClass)]
        meetings = [
            ("", self.tr("All meetings")),
            *((c.value, states.meeting_class(c)) for c in MeetingClass),
        ]
        for part, choices in enumerate((floors, rooms, meetings)):
            group = QActionGroup(menu)
            for key, text in choices:
                action = QAction(
                    text.replace("&", "&&"), menu, checkable=True, checked=self._filter[part] == key
                )
                action.triggered.connect(lambda _=False, p=part, k=key: self._choose(p, k))
                group.addAction(action)
                menu.addAction(action)
            if part < 2:
                menu.addSeparator()
        return menu

    def _choose(self, part: int, key: str) -> None:
        chosen = list(self._filter)
        chosen[part] = key
        self._filter = (chosen[0], chosen[1], chosen[2])
        self.fit(self._width)
        self.filter_chosen.emit(*self._filter)

    def _words(self, *, short: bool) -> None:
        floor = next((f.name for f in self._floors if f.id == self._filter[0]), self.tr("All floors"))
        kinds = [states.room_class(RoomClass(self._filter[1]))] if self._filter[1] else []
        kinds += [states.meeting_class(MeetingClass(self._filter[2]))] if self._filter[2] else []
        filters = " · ".join((floor, *(kinds or (self.tr("all classes"),))))
        texts = {
            self.filter_button: filters,
            self.free: self.tr("Find a free room"),
            self.print_button: self.tr("Daily schedule"),
            self.new: self.tr("New meeting"),
        }
        for button, text in texts.items():
            button.setAccessibleName(text)
            hidden = short and button is not self.new
            button.setText("" if hidden else text)
            button.setToolTip(text if hidden else "")

    def _say_day(self) -> None:
        text = formats.day(self._day)
        if self._days > 1:
            last = QDate(self._day.year, self._day.month, self._day.day).addDays(self._days - 1).toPython()
            assert isinstance(last, date)
            text = self.tr("{first} – {last}").format(
                first=formats.day_short(self._day), last=formats.day_short(last)
            )
        self.day_button.setText(text)
        self.day_button.setAccessibleName(self.tr("Day shown: {day}").format(day=text))

    def _step(self, by: int) -> None:
        moved = QDate(self._day.year, self._day.month, self._day.day).addDays(by * self._days).toPython()
        self.day_chosen.emit(moved)


class Legend(QWidget):
    """Four samples with their words: set-up, cleaning, confirmed, to be confirmed."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words: tuple[str, ...] = ()
        self.setObjectName("schedule_legend")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_words(self, words: tuple[str, ...]) -> None:
        """Set the four words."""
        self._words = words
        self.setAccessibleName(" ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._look
        words = sum(look.metrics(12).horizontalAdvance(word) for word in self._words)
        each = look.px(_SWATCH[0]) + 5 + 12
        return QSize(round(words) + each * len(self._words), look.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, x = self._look, 0.0
        painter = QPainter(self)
        painter.setFont(look.font(12))
        wide, high = look.px(_SWATCH[0]), look.px(_SWATCH[1])
        kinds = (
            ROOM_STYLES["preparing"],
            ROOM_STYLES["to_clean"],
            MEETING_STYLES["confirmed"],
            MEETING_STYLES["submitted"],
        )
        for style, word in zip(kinds, self._words, strict=False):
            box = QRectF(x, (self.height() - high) // 2, wide, high)
            paint_block(painter, box, BlockStyle(style.state, dash=style.dash, left_bar=False), look.brushes)
            painter.setPen(look.theme.text2)
            x += wide + 5
            painter.drawText(QPointF(x, self.height() / 2 + look.metrics(12).ascent() / 2 - 1), word)
            x += look.metrics(12).horizontalAdvance(word) + 12
        painter.end()
