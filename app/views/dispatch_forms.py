"""The small forms of the dispatch page: one more task, somebody's day, the number of staff of a meeting.

Each is a drawer at the right side; it gathers plain values and tells the page, which makes operations of
them. GUI thread; no rule lives here but what the operation would refuse at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QTimeEdit, QWidget

from app.domain.people import PersonDay
from app.domain.periods import MINUTE, day_period, local
from app.domain.records import MeetingRecord, RoomRecord
from app.domain.states import Presence, Role, TaskKind
from app.widgets.controls import Button
from app.widgets.drawer import Drawer, Section
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.words import formats, states

BY_HAND: Final = (
    TaskKind.CALL,
    TaskKind.STANDBY,
    TaskKind.TEA_REFILL,
    TaskKind.SETUP,
    TaskKind.CLEAN,
    TaskKind.GUIDE,
    TaskKind.REPAIR,
    TaskKind.EQUIPMENT_TEST,
    TaskKind.INSPECTION,
    TaskKind.LOST_ITEM,
)
_ENGINEERS: Final = frozenset({TaskKind.REPAIR, TaskKind.EQUIPMENT_TEST, TaskKind.INSPECTION})
_LENGTHS: Final = {TaskKind.CALL: 10, TaskKind.TEA_REFILL: 10, TaskKind.CLEAN: 15, TaskKind.LOST_ITEM: 15}


@dataclass(frozen=True, slots=True)
class WantedTask:
    """What the form for one more task says."""

    kind: TaskKind
    role: Role
    room_id: str | None
    starts_at: int
    ends_at: int
    note: str


@dataclass(frozen=True, slots=True)
class WantedPresence:
    """What the form for somebody's day says."""

    person_id: str
    presence: Presence
    from_minute: int
    to_minute: int
    note: str
    take_back: bool


class _FormDrawer(Drawer):
    """A drawer with a form and one primary button."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setObjectName(name)
        self.form = FormBuilder(look, self)
        section = Section(parent=self)
        section.add(self.form)
        self.add_section(section)
        self.go = Button(look, kind="primary", key="Enter", parent=self)
        self.go.setObjectName(f"{name}_go")
        self.give_up = Button(look, key="Esc", parent=self)
        self.give_up.setObjectName(f"{name}_cancel")
        self.add_action(self.go, self.give_up)
        self.give_up.clicked.connect(self.dismiss)

    def _button_texts(self, go: str) -> None:
        self.go.setText(go)
        self.go.setAccessibleName(go)
        self.give_up.setText(self.tr("Cancel"))
        self.give_up.setAccessibleName(self.give_up.text())


class TaskForm(_FormDrawer):
    """One more task: a call from a room, a standby, a repair."""

    wanted = Signal(object)
    """`WantedTask`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "task_form", parent)
        self._on = date(2000, 1, 1)
        self._zone = ZoneInfo("UTC")
        self._kind = QComboBox(self)
        self._room = QComboBox(self)
        self._room.setEditable(True)
        self._room.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._start = QTimeEdit(self)
        self._start.setDisplayFormat("HH:mm")
        self._minutes = QSpinBox(self)
        self._minutes.setRange(5, 720)
        self._minutes.setSingleStep(5)
        self._note = QLineEdit(self)
        self._note.setMaxLength(200)
        for kind in BY_HAND:
            self._kind.addItem("", kind)
        for key, field in (
            ("kind", self._kind),
            ("room", self._room),
            ("start", self._start),
            ("minutes", self._minutes),
            ("note", self._note),
        ):
            self.form.row(f"task_{key}", field)
        self._kind.currentIndexChanged.connect(self.on_kind_changed)
        self.go.clicked.connect(self.submit)
        self._note.returnPressed.connect(self.submit)
        self.retranslate()

    def open_for(self, rooms: Sequence[RoomRecord], on: date, now: int, zone: ZoneInfo) -> None:
        """Begin anew for a day."""
        self._on, self._zone = on, zone
        self._room.clear()
        self._room.addItem("—", None)
        for room in rooms:
            self._room.addItem(formats.room_title(room.number, room.name), room.id)
        here = local(now, zone)
        self._start.setTime(QTime(here.hour, here.minute))
        self._kind.setCurrentIndex(0)
        self.on_kind_changed()
        self._note.clear()
        self.form.clear_notes()
        self._kind.setFocus()

    def submit(self) -> None:
        """Say what is wanted, or what is missing."""
        text = self._room.currentText().strip()
        index = self._room.findText(text)
        if text and text != "—" and index < 0:
            index = next(
                (n for n in range(self._room.count()) if self._room.itemText(n).split(" ")[0] == text), -1
            )
            if index < 0:
                self.form.set_note("task_room", self.tr("There is no room {text}.").format(text=text))
                return
        room_id = self._room.itemData(index) if index > 0 else None
        kind = TaskKind(self._kind.currentData())
        at = self._start.time()
        start = day_period(self._on, self._zone).start + (at.hour() * 60 + at.minute()) * MINUTE
        role = Role.ENGINEER if kind in _ENGINEERS else Role.ATTENDANT
        end = start + self._minutes.value() * MINUTE
        self.wanted.emit(WantedTask(kind, role, room_id, start, end, self._note.text().strip()))

    def on_kind_changed(self) -> None:
        """A usual length for the kind."""
        kind = self._kind.currentData()
        if kind is not None:
            self._minutes.setValue(_LENGTHS.get(TaskKind(kind), 30))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_texts(
            self.tr("Insert a task"),
            self.tr("It joins the queue; then give it to somebody."),
            close_name=self.tr("Close"),
        )
        for number, kind in enumerate(BY_HAND):
            self._kind.setItemText(number, states.task_kind(kind))
        self._minutes.setSuffix(self.tr(" min"))
        self.form.set_labels(
            {
                "task_kind": self.tr("Kind"),
                "task_room": self.tr("Room"),
                "task_start": self.tr("From"),
                "task_minutes": self.tr("Length"),
                "task_note": self.tr("Note"),
            }
        )
        self._button_texts(self.tr("Add to queue"))


class PresenceForm(_FormDrawer):
    """Somebody's day: on duty from when to when, on a break, on leave, off."""

    wanted = Signal(object)
    """`WantedPresence`."""
    ORDER: Final = (Presence.ON, Presence.BREAK, Presence.LEAVE, Presence.OFF)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "presence_form", parent)
        self._person = QComboBox(self)
        self._presence = QComboBox(self)
        for presence in self.ORDER:
            self._presence.addItem("", presence)
        self._from, self._to = QTimeEdit(self), QTimeEdit(self)
        for field in (self._from, self._to):
            field.setDisplayFormat("HH:mm")
        self._note = QLineEdit(self)
        self._note.setMaxLength(200)
        self._back = QCheckBox(self)
        self._back.setObjectName("presence_take_back")
        self._days: dict[str, tuple[PersonDay, int]] = {}
        self._now = 0
        self._zone = ZoneInfo("UTC")
        for key, widget in (
            ("person", self._person),
            ("kind", self._presence),
            ("from", self._from),
            ("to", self._to),
            ("note", self._note),
            ("back", self._back),
        ):
            self.form.row(f"presence_{key}", widget)
        self._person.currentIndexChanged.connect(self.on_person_changed)
        self._presence.currentIndexChanged.connect(self.on_presence_changed)
        self.go.clicked.connect(self.submit)
        self._note.returnPressed.connect(self.submit)
        self.retranslate()

    def open_for(
        self, days: Sequence[tuple[PersonDay, int]], person_id: str, now: int, zone: ZoneInfo
    ) -> None:
        """Begin with a person; ``days`` pairs each day with the number of open tasks."""
        self._days = {day.person.id: (day, count) for day, count in days}
        self._now, self._zone = now, zone
        self._person.blockSignals(True)
        self._person.clear()
        for day, _ in days:
            self._person.addItem(day.person.name, day.person.id)
        self._person.setCurrentIndex(max(self._person.findData(person_id), 0))
        self._person.blockSignals(False)
        self.form.clear_notes()
        self._note.clear()
        self.on_person_changed()
        self._presence.setFocus()

    def submit(self) -> None:
        """Say what is wanted."""
        start, end = _minute(self._from.time()), _minute(self._to.time(), end=True)
        presence = Presence(self._presence.currentData())
        away = presence in {Presence.LEAVE, Presence.OFF}
        if not away and end <= start:
            self.form.set_note("presence_to", self.tr("The end must be after the start."))
            return
        self.wanted.emit(
            WantedPresence(
                str(self._person.currentData()),
                presence,
                0 if away else start,
                1440 if away else end,
                self._note.text().strip(),
                away and self._back.isChecked(),
            )
        )

    def on_person_changed(self) -> None:
        """Show that person's day."""
        found = self._days.get(str(self._person.currentData()))
        if found is None:
            return
        day, count = found
        self._presence.setCurrentIndex(self.ORDER.index(day.presence or Presence.ON))
        if day.hours is not None:
            self._from.setTime(_time(day.hours.start, self._zone))
            self._to.setTime(_time(day.hours.end, self._zone))
        self._back.setEnabled(count > 0)
        self._back.setChecked(count > 0)
        self.on_presence_changed()

    def on_presence_changed(self) -> None:
        """Leave needs no hours; a break begins now and lasts half an hour unless told otherwise."""
        presence = self._presence.currentData()
        away = presence in {Presence.LEAVE, Presence.OFF}
        for key in ("presence_from", "presence_to"):
            self.form.set_row_visible(key, visible=not away)
        self.form.set_row_visible("presence_back", visible=away)
        if presence == Presence.BREAK and self._now:
            self._from.setTime(_time(self._now, self._zone))
            self._to.setTime(_time(self._now + 30 * MINUTE, self._zone))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_texts(
            self.tr("Somebody's day"),
            self.tr("The newest word counts; tasks stay until somebody moves them."),
            close_name=self.tr("Close"),
        )
        for number, presence in enumerate(self.ORDER):
            self._presence.setItemText(number, states.presence(presence))
        self.form.set_labels(
            {
                "presence_person": self.tr("Person"),
                "presence_kind": self.tr("Presence"),
                "presence_from": self.tr("From"),
                "presence_to": self.tr("To"),
                "presence_note": self.tr("Note"),
                "presence_back": self.tr("Tasks"),
            }
        )
        self._back.setText(self.tr("Take open tasks back into the queue"))
        self._button_texts(self.tr("Save"))


class StaffingForm(_FormDrawer):
    """How many attendants a meeting gets, apart from Annex B's default, with the reason."""

    wanted = Signal(str, int, str)
    """Meeting, number, reason."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "staffing_form", parent)
        self._meeting: MeetingRecord | None = None
        self._default = 0
        self._number = QSpinBox(self)
        self._number.setRange(0, 50)
        self._reason = QLineEdit(self)
        self._reason.setMaxLength(200)
        self._hint = TextLabel("", "muted", wraps=True, parent=self)
        self.form.row("staffing_number", self._number)
        self.form.row("staffing_reason", self._reason)
        section = Section(parent=self)
        section.add(self._hint)
        self.add_section(section)
        self.go.clicked.connect(self.submit)
        self._reason.returnPressed.connect(self.submit)
        self.retranslate()

    def open_for(self, meeting: MeetingRecord, default: int, hint: int) -> None:
        """Begin for a meeting: Annex B's default, and what a larger meeting would suggest."""
        self._meeting, self._default = meeting, default
        self._number.setValue(meeting.attendants_needed)
        self._reason.clear()
        self.form.clear_notes()
        text = self.tr("Annex B gives {default} for {expected} people; a hint for larger meetings: {hint}.")
        self._hint.setText(text.format(default=default, expected=meeting.expected, hint=hint))
        self._number.setFocus()
        self._number.selectAll()

    def submit(self) -> None:
        """Say what is wanted; another number than the default needs a reason (R6.7-2)."""
        reason = self._reason.text().strip()
        if self._number.value() != self._default and not reason:
            self.form.set_note("staffing_reason", self.tr("A number apart from the default needs a reason."))
            self._reason.setFocus()
            return
        if self._meeting is not None:
            self.wanted.emit(self._meeting.id, self._number.value(), reason)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_texts(self.tr("Number of attendants"), "", close_name=self.tr("Close"))
        self.form.set_labels({"staffing_number": self.tr("Attendants"), "staffing_reason": self.tr("Reason")})
        self._button_texts(self.tr("Save"))


def _time(at: int, zone: ZoneInfo) -> QTime:
    here = local(at, zone)
    return QTime(here.hour, here.minute)


def _minute(at: QTime, *, end: bool = False) -> int:
    """Minutes after midnight; as an end, midnight is that of the day's end."""
    minute = at.hour() * 60 + at.minute()
    return 1440 if end and minute == 0 else minute
