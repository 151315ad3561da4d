"""The fields of the booking form: made, filled from a draft, read into one. Texts are the form's part.

Built by `MeetingForm` (GUI thread). Any change of any field, by a person or by filling, ends in ``changed``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QObject, QSignalBlocker, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from app.domain.periods import DAY, instant, local
from app.domain.records import RoomRecord
from app.domain.states import MeetingClass
from app.views.booking_draft import Draft
from app.views.repetition import EVERY, Every, Repetition
from app.widgets.controls import Segmented
from app.widgets.forms import FormBuilder
from app.widgets.look import Look
from app.words import formats

LAYOUTS = ("", "课桌式", "剧院式", "回字形", "U 形", "圆桌")  # what people here order; free text beside it
DATE_FORMAT = "yyyy-MM-dd"  # 6/10/26 is read in two ways
_LINE_LIMIT = 200
_TITLE_LIMIT = 500
_TEXT_LIMIT = 4000


class MeetingFields(QObject):
    """See the module. The widgets are public: the form lays them out and names them."""

    changed = Signal()

    def __init__(self, look: Look, zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self._is_filling = False
        self._shown: tuple[int, int, QDate, QTime, QTime] = (0, 0, QDate(), QTime(), QTime())
        self.title, self.unit, self.contact, self.phone = (QLineEdit(parent) for _ in range(4))
        self.title.setMaxLength(_TITLE_LIMIT)
        for field in (self.unit, self.contact, self.phone):
            field.setMaxLength(_LINE_LIMIT)
        self.meeting_class = Segmented(look, [(c.value, c.value) for c in MeetingClass], parent)
        self.is_classified, self.asks_attendants, self.is_video, self.tea = (
            QCheckBox(parent) for _ in range(4)
        )
        self.room = QComboBox(parent)
        self.day = QDateEdit(parent)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat(DATE_FORMAT)
        self.start, self.end = QTimeEdit(parent), QTimeEdit(parent)
        for clock in (self.start, self.end):
            clock.setDisplayFormat("HH:mm")
        self.expected, self.nameplates, self.materials = (QSpinBox(parent) for _ in range(3))
        for spin in (self.expected, self.nameplates, self.materials):
            spin.setRange(0, 9999)
        self.layout = QComboBox(parent)
        self.layout.setEditable(True)
        self.layout.addItems(LAYOUTS)
        self.notes = QPlainTextEdit(parent)
        self.notes.setFixedHeight(look.px(52))
        self.notes.setTabChangesFocus(True)
        self.every = QComboBox(parent)
        for every in EVERY:
            self.every.addItem(every, every)
        self.count = QSpinBox(parent)
        self.count.setRange(2, 60)
        self.until = QDateEdit(parent)
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat(DATE_FORMAT)
        self.by_date = QCheckBox(parent)
        self.times_word = QLabel(parent)
        self._setup_room()
        self._connect()

    def lay(self, rows: FormBuilder, staffing: QWidget) -> None:
        """Put the fields into the rows of a form, under the keys that its texts and errors go by."""
        for key in ("title", "meeting_class", "is_classified", "room", "day"):
            rows.row(key, getattr(self, key))
        rows.row("time", self.start, also=(QLabel("–", rows), self.end))
        rows.row("every", self.every)
        rows.row("count", self.count, also=(self.times_word,))
        rows.row("until", self.until, also=(self.by_date,))
        rows.row("expected", self.expected)
        rows.row("asks_attendants", self.asks_attendants)
        rows.row("staffing", staffing)
        for key in ("unit", "contact", "phone", "layout"):
            rows.row(key, getattr(self, key))
        services = QWidget(rows)
        row = QHBoxLayout(services)
        row.setContentsMargins(0, 0, 0, 0)
        for box in (self.is_video, self.tea):
            row.addWidget(box)
        row.addStretch(1)
        rows.row("services", services)
        for key in ("nameplates", "materials", "notes"):
            rows.row(key, getattr(self, key))
        for key in ("end", "is_video", "tea", "by_date"):
            getattr(self, key).setObjectName(key)

    def _setup_room(self) -> None:
        self.room.setEditable(True)
        self.room.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.room.completer()
        assert isinstance(completer, QCompleter)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def _connect(self) -> None:
        for line in (self.title, self.unit, self.contact, self.phone):
            line.textChanged.connect(self.on_changed)
        for box in (self.is_classified, self.asks_attendants, self.is_video, self.tea, self.by_date):
            box.toggled.connect(self.on_changed)
        for spin in (self.expected, self.nameplates, self.materials, self.count):
            spin.valueChanged.connect(self.on_changed)
        for clock in (self.start, self.end):
            clock.timeChanged.connect(self.on_changed)
        for on in (self.day, self.until):
            on.dateChanged.connect(self.on_changed)
        self.room.currentIndexChanged.connect(self.on_changed)
        self.layout.currentTextChanged.connect(self.on_changed)
        self.every.currentIndexChanged.connect(self.on_changed)
        self.notes.textChanged.connect(self.on_changed)
        self.meeting_class.chosen.connect(self.on_changed)

    def on_changed(self, *_values: object) -> None:
        """Some field changed."""
        if not self._is_filling:
            self.changed.emit()

    def show_rooms(self, rooms: Sequence[RoomRecord]) -> None:
        """The rooms that can be chosen; the chosen one stays chosen."""
        chosen = self.room.currentData()
        blocker = QSignalBlocker(self.room)
        self.room.clear()
        for room in rooms:
            seats = f" · {formats.seats(room.capacity)}" if room.capacity else ""
            self.room.addItem(formats.room_title(room.number, room.name) + seats, room.id)
        self.room.setCurrentIndex(self.room.findData(chosen) if chosen else -1)
        blocker.unblock()

    def choose_room(self, room_id: str) -> None:
        """Choose a room."""
        self.room.setCurrentIndex(self.room.findData(room_id) if room_id else -1)

    def fill(self, draft: Draft) -> None:
        """Show a draft."""
        self._is_filling = True
        for name in ("title", "unit", "contact", "phone"):
            getattr(self, name).setText(getattr(draft, name))
        for name in ("is_classified", "asks_attendants", "is_video", "tea"):
            getattr(self, name).setChecked(getattr(draft, name))
        for name in ("expected", "nameplates", "materials"):
            getattr(self, name).setValue(getattr(draft, name))
        self.meeting_class.set_value(draft.meeting_class.value)
        self.layout.setCurrentText(draft.layout)
        self.notes.setPlainText(draft.notes)
        self.choose_room(draft.room_id)
        self.set_times(draft.starts_at, draft.ends_at)
        self.every.setCurrentIndex(0)
        self.count.setValue(4)
        self._is_filling = False
        self.changed.emit()

    def set_times(self, starts_at: int, ends_at: int) -> None:
        """Show a stretch of time."""
        start, end = local(starts_at, self._zone), local(ends_at, self._zone)
        self.day.setDate(QDate(start.year, start.month, start.day))
        self.start.setTime(QTime(start.hour, start.minute))
        self.end.setTime(QTime(end.hour, end.minute))
        self._shown = (starts_at, ends_at, *self._clocks())
        later = QDate(start.year, start.month, start.day).addDays(28)
        self.until.setDate(later)

    def read(self, base: Draft) -> Draft:
        """What stands in the fields; an end not after the start is on the next day."""
        start, end = self.times()
        return replace(
            base, room_id=self.room_id(), starts_at=start, ends_at=end,
            title=self.title.text().strip(), expected=self.expected.value(),
            meeting_class=MeetingClass(self.meeting_class.value()), unit=self.unit.text().strip(),
            contact=self.contact.text().strip(), phone=self.phone.text().strip(),
            asks_attendants=self.asks_attendants.isChecked(), is_video=self.is_video.isChecked(),
            is_classified=self.is_classified.isChecked(),
            layout=self.layout.currentText().strip()[:_LINE_LIMIT],
            tea=self.tea.isChecked(), nameplates=self.nameplates.value(), materials=self.materials.value(),
            notes=self.notes.toPlainText()[:_TEXT_LIMIT],
        )  # fmt: skip

    def room_id(self) -> str:
        """The chosen room; text that is no room's is none (R12: never another room instead)."""
        place = self.room.findText(self.room.currentText())
        found = self.room.itemData(place) if place >= 0 else None
        return found if isinstance(found, str) else ""

    def times(self) -> tuple[int, int]:
        """Start and end as instants; untouched fields give back exactly what was shown (seconds, days and
        all).
        """
        if self._shown[2:] == self._clocks():
            return self._shown[0], self._shown[1]
        on = self.day.date().toPython()
        assert isinstance(on, date)
        begin, finish = self.start.time().toPython(), self.end.time().toPython()
        start = instant(on, begin, self._zone)  # type: ignore[arg-type]  # a QTime's time
        end = instant(on, finish, self._zone)  # type: ignore[arg-type]  # the same
        return start, end if end > start else end + DAY

    def _clocks(self) -> tuple[QDate, QTime, QTime]:
        return self.day.date(), self.start.time(), self.end.time()

    def repetition(self) -> Repetition:
        """How it repeats."""
        every: Every = self.every.currentData()
        until = self.until.date().toPython() if self.by_date.isChecked() else None
        return Repetition(every, self.count.value(), until if isinstance(until, date) else None)


def labels() -> dict[str, str]:
    """The words of the form's rows, in the chosen language."""
    translate: Callable[[str, str], str] = QCoreApplication.translate
    return {
        "title": translate("MeetingForm", "Title"),
        "meeting_class": translate("MeetingForm", "Kind"),
        "is_classified": "",
        "room": translate("MeetingForm", "Room"),
        "day": translate("MeetingForm", "Day"),
        "time": translate("MeetingForm", "Time"),
        "every": translate("MeetingForm", "Repeat"),
        "count": translate("MeetingForm", "Times"),
        "until": translate("MeetingForm", "Until"),
        "expected": translate("MeetingForm", "People"),
        "asks_attendants": "",
        "staffing": translate("MeetingForm", "Attendants"),
        "unit": translate("MeetingForm", "Unit"),
        "contact": translate("MeetingForm", "Contact"),
        "phone": translate("MeetingForm", "Phone"),
        "layout": translate("MeetingForm", "Table layout"),
        "services": translate("MeetingForm", "Services"),
        "nameplates": translate("MeetingForm", "Nameplates"),
        "materials": translate("MeetingForm", "Materials"),
        "notes": translate("MeetingForm", "Notes"),
    }
