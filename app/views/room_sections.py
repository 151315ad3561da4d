"""Sections of the room drawer that are its own: the day, the meetings of the day, the air, the devices.

Built once, shown again and again from frozen records; they tell what was asked for and do nothing. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.domain.devices import kind_of
from app.domain.meetings import phase
from app.domain.periods import MINUTE, Period, day_of, day_period
from app.domain.records import DeviceRecord, MeetingRecord
from app.domain.rooms import RoomView, is_ready, setup_begun
from app.domain.rules import Rules
from app.domain.states import DeviceState, MeetingPhase
from app.models.tiles import meeting_title
from app.views import unconfirmed
from app.views.drawer_parts import Facts
from app.views.unconfirmed import UnconfirmedWatch
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.drawer import Section
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.patterns import MEETING_STYLES, ROOM_STYLES
from app.widgets.plan_strip import Block, DayStrip
from app.words import devices as device_words
from app.words import formats, states

SHOWN_VALUES = ("temperature", "humidity", "co2", "pm25")
_TONES = {
    DeviceState.ONLINE: ChipStyle("ok", "circle-check"),
    DeviceState.OFFLINE: ChipStyle("mid", "circle-x", dashed=True),
    DeviceState.FAULT: ChipStyle("high", "triangle-alert"),
    DeviceState.MAINTENANCE: ChipStyle("neutral", "wrench"),
    DeviceState.STALE: ChipStyle("plain", "clock-alert"),
}


def phase_of(view: RoomView, meeting: MeetingRecord, now: int, rules: Rules) -> MeetingPhase:
    """Where a meeting of the room stands."""
    facts = view.facts
    ready = is_ready(facts, meeting, now)
    return phase(meeting, now, rules, is_ready=ready, setup_begun=setup_begun(facts, meeting))


class DaySection(Section):
    """The strip and the meetings under it, each a line that opens it."""

    meeting_wanted = Signal(str)
    """A meeting's id."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("room_day")
        self._look = look
        self._watch = UnconfirmedWatch(desk, lambda _: self._mark(), self)
        self.strip = DayStrip(look, self)
        self._rows: list[_MeetingRow] = []
        self._none = TextLabel("", "muted", parent=self)
        self._box = QVBoxLayout()
        self._box.setSpacing(2)
        self.add(self.strip)
        self.add(self._box)
        self.add(self._none)
        self.strip.chosen.connect(self.meeting_wanted)

    def show_day(self, view: RoomView, now: int, rules: Rules) -> None:
        """Take a room's day."""
        day = day_period(day_of(now, rules.tz), rules.tz)
        meetings = [m for m in view.facts.meetings if m.planned.overlaps(day)]
        blocks = [self._block(view, m, now, rules, day) for m in meetings]
        for closure in view.facts.closures:
            if closure.period.overlaps(day):
                start, end = _minutes(closure.period, day)
                blocks.append(Block("", start, end, ROOM_STYLES["out_of_service"], closure.reason))
        self.strip.show_day(blocks, (now - day.start) // MINUTE)
        while len(self._rows) < len(meetings):
            row = _MeetingRow(self._look, self)
            row.opened.connect(self.meeting_wanted)
            self._rows.append(row)
            self._box.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(meetings))
            if place < len(meetings):
                row.show_meeting(meetings[place], phase_of(view, meetings[place], now, rules), rules)
        self._mark()
        self._none.setText("" if meetings else self.tr("No meetings today."))
        self._none.setVisible(not meetings)

    def _mark(self) -> None:
        """The cloud at what central has not confirmed."""
        for row in self._rows:
            row.mark_unconfirmed(("meeting", row.meeting_id) in self._watch.keys)

    def _block(self, view: RoomView, meeting: MeetingRecord, now: int, rules: Rules, day: Period) -> Block:
        start, end = _minutes(meeting.planned, day)
        style = MEETING_STYLES[phase_of(view, meeting, now, rules).value]
        span = formats.clock_range(meeting.starts_at, meeting.ends_at, rules.tz)
        return Block(meeting.id, start, end, style, f"{span} {meeting_title(meeting)}")


class _MeetingRow(QWidget):
    opened = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.meeting_id = ""
        self._span = TextLabel("", "strong", parent=self)
        self._title = ElidedLabel("", "body", parent=self)
        self._chip = Chip(look, parent=self)
        self._open = Button(look, kind="ghost", icon="chevron-right", parent=self)
        self._open.clicked.connect(lambda: self.opened.emit(self.meeting_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._cloud = Chip(look, parent=self)
        self._cloud.setObjectName("unconfirmed")
        self._cloud.hide()
        parts = ((self._span, 0), (self._title, 1), (self._cloud, 0), (self._chip, 0), (self._open, 0))
        for widget, stretch in parts:
            row.addWidget(widget, stretch)

    def show_meeting(self, meeting: MeetingRecord, where: MeetingPhase, rules: Rules) -> None:
        """Time, title, state."""
        self.meeting_id = meeting.id
        self._span.setText(formats.clock_range(meeting.starts_at, meeting.ends_at, rules.tz))
        self._title.setText(meeting_title(meeting))
        self._chip.show_chip(states.meeting_phase(where, short=True), ChipStyle("neutral"))
        self._open.setObjectName(f"room_meeting_{meeting.id}")
        self._open.setAccessibleName(f"{self._span.text()} {self._title.text()}")

    def mark_unconfirmed(self, is_unconfirmed: bool) -> None:
        """Whether central has still to confirm it."""
        self._cloud.show_chip("", ChipStyle("plain", "cloud-off", dashed=True))
        self._cloud.setAccessibleName(unconfirmed.word())
        self._cloud.setToolTip(f"{unconfirmed.word()}. {unconfirmed.meaning()}")
        self._cloud.setVisible(is_unconfirmed)


class AirSection(Section):
    """What the room's sensors say now, each value with its age."""

    def __init__(self, look: Look, telemetry: Telemetry, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("room_air")
        self._telemetry = telemetry
        self._facts = Facts(look, self)
        self._none = TextLabel("", "muted", wraps=True, parent=self)
        self.add(self._facts)
        self.add(self._none)

    def show_air(self, devices: Sequence[DeviceRecord], now: int, stale_s: int) -> None:
        """The first device that measures a quantity speaks for the room; old values say how old."""
        pairs = []
        for quantity in SHOWN_VALUES:
            for device in devices:
                reading = self._telemetry.reading(device.id)
                found = next((v for v in reading.values if v[0] == quantity), None) if reading else None
                if reading is None or found is None:
                    continue
                text = device_words.value(*found)
                if now - reading.at > stale_s * 1000:
                    text = self.tr("{value}, {age} old").format(value=text, age=formats.age(reading.at, now))
                pairs.append((device_words.quantity(quantity), text))
                break
        self._facts.show_pairs(pairs)
        self._facts.setVisible(bool(pairs))
        self._none.setText("" if pairs else self.tr("No sensor of this room has spoken yet."))
        self._none.setVisible(not pairs)


class DeviceSection(Section):
    """The room's devices: name, state, what they say."""

    panel_wanted = Signal()
    """Show the devices page for this room."""

    def __init__(self, look: Look, telemetry: Telemetry, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("room_devices")
        self._look = look
        self._telemetry = telemetry
        self._rows: list[tuple[QWidget, ElidedLabel, TextLabel, Chip]] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        self.open_panel = Button(look, kind="link", parent=self)
        self.open_panel.setObjectName("room_devices_open")
        self.open_panel.clicked.connect(self.panel_wanted)
        self.add(self._box)
        self.add(self.open_panel)

    def show_devices(self, devices: Sequence[DeviceRecord]) -> None:
        """One line a device."""
        while len(self._rows) < len(devices):
            self._rows.append(self._new_row())
        for place, (row, name, kind, chip) in enumerate(self._rows):
            row.setVisible(place < len(devices))
            if place < len(devices):
                device = devices[place]
                state = DeviceState.MAINTENANCE if device.in_maintenance else self._telemetry.state(device.id)
                name.setText(device.name or device_words.kind(kind_of(device.kind).code))
                kind.setText(device.number)
                chip.show_chip(states.device_state(state), _TONES[state])
                row.setAccessibleName(f"{name.text()} {chip.text()}")

    def _new_row(self) -> tuple[QWidget, ElidedLabel, TextLabel, Chip]:
        row = QWidget(self)
        name, kind, chip = (
            ElidedLabel("", parent=row),
            TextLabel("", "muted", parent=row),
            Chip(self._look, parent=row),
        )
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget, stretch in ((name, 1), (kind, 0), (chip, 0)):
            line.addWidget(widget, stretch)
        self._box.addWidget(row)
        return row, name, kind, chip


def _minutes(period: Period, day: Period) -> tuple[int, int]:
    return max((period.start - day.start) // MINUTE, 0), min((period.end - day.start) // MINUTE, 1440)
