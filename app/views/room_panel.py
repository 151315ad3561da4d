"""The devices of one room: tiles, values with their age, trend, and the air against GB/T 18883. GUI thread.

Shown at the right of the page of devices. Takes records and readings from the page; maintenance goes through
the Desk. Redrawn at most twice a second, never per message.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.devices import MEAN_OVER, UNITS
from app.domain.environment import Season, assess, bands, rolling, season
from app.domain.ops import SetMaintenance
from app.domain.periods import HOUR, local
from app.domain.readings import Reading
from app.domain.records import DeviceRecord, MeetingRecord
from app.domain.rooms import RoomView
from app.models.devices import STATE_ICONS, DevicesModel, Role
from app.views.page import Services
from app.widgets.chips import Chip
from app.widgets.controls import Button, Segmented
from app.widgets.device_tiles import DeviceTiles, Face, Index
from app.widgets.gauge import Gauge, GaugeFace, share
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.panels import EmptyState, TitleBlock, line, panel
from app.widgets.trend import Curve, TrendChart
from app.words import devices as words
from app.words import formats, states

TREND_MS: Final = 2 * HOUR
REDRAW_MS: Final = 500
QUANTITIES: Final = ("co2", "temperature", "humidity", "pm25", "tvoc")
_CHARTED: Final = ("co2", "temperature", "humidity", "pm25")


@dataclass(frozen=True, slots=True)
class RoomSubject:
    """A room with its devices, and where it stands now."""

    title: str
    devices: tuple[DeviceRecord, ...]
    view: RoomView | None = None
    meeting: MeetingRecord | None = None


class RoomPanel(QScrollArea):
    """One room at a time."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk, self._telemetry, self._look = services.desk, services.telemetry, services.look
        self._subject: RoomSubject | None = None
        self.setObjectName("room_panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = DevicesModel(self._telemetry.reading, lambda _subject, _id: "", self)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self.on_redraw)
        self._build()
        self._lay_out()
        self._telemetry.fresh.connect(self.on_fresh)
        self.tiles.selectionModel().currentChanged.connect(self.on_device_chosen)
        self._switch.clicked.connect(self.on_switch)
        self._charted.chosen.connect(self.on_redraw)
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self.heading = TitleBlock()
        self._chip = Chip(look)
        self.tiles = DeviceTiles(look, self._tile_face)
        self.tiles.setObjectName("device_tiles")
        self.tiles.setModel(self.model)
        self._device_name = TextLabel("", "strong")
        self._device_values = TextLabel("", "body2", wraps=True)
        self._reason = QLineEdit()
        self._reason.setObjectName("maintenance_reason")
        self._reason.setMaxLength(200)
        self._switch = Button(look, icon="wrench")
        self._switch.setObjectName("maintenance_switch")
        self._trend_title = TextLabel("", "strong")
        self._instant = TextLabel("", "body2")
        self._mean = TextLabel("", "body2")
        self._charted = Segmented(look, [(key, key) for key in _CHARTED])
        self._charted.setObjectName("charted")
        self.chart = TrendChart(look, self._clock, self._number)
        self.chart.setObjectName("trend_chart")
        self._air_title = TextLabel("", "strong")
        self._air_note = ElidedLabel("", "muted")
        self.gauges = {name: Gauge(look) for name in QUANTITIES}
        for name, gauge in self.gauges.items():
            gauge.setObjectName(f"gauge_{name}")
        self._empty = EmptyState(look, "monitor-speaker")

    def _lay_out(self) -> None:
        body = panel("surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self._chip)
        column.addLayout(head)
        column.addWidget(line("h"))
        column.addWidget(self._empty)
        column.addWidget(self.tiles)
        self._one = QWidget()
        one = QVBoxLayout(self._one)
        one.setContentsMargins(0, 0, 0, 0)
        one.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._device_name)
        row.addWidget(self._reason, 1)
        row.addWidget(self._switch)
        one.addLayout(row)
        one.addWidget(self._device_values)
        column.addWidget(self._one)
        self._air = QWidget()
        column.addWidget(self._air)
        column.addStretch(1)
        self._lay_out_air(QVBoxLayout(self._air))
        self.setWidget(body)

    def _lay_out_air(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(line("h"))
        head, legend = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._trend_title)
        head.addStretch(1)
        head.addWidget(self._charted)
        legend.setSpacing(16)
        legend.addWidget(self._instant)
        legend.addWidget(self._mean)
        legend.addStretch(1)
        column.addLayout(head)
        column.addLayout(legend)
        column.addWidget(self.chart)
        column.addWidget(line("h"))
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(self._air_title)
        title.addWidget(self._air_note, 1)
        column.addLayout(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, gauge in enumerate(self.gauges.values()):
            grid.addWidget(gauge, place // 2, place % 2)
        column.addLayout(grid)

    # what the page gives ------------------------------------------------------------------------------------

    def show_room(self, subject: RoomSubject | None, wanted: str = "") -> None:
        """Show a room (again): the chosen device stays chosen, else the wanted one is."""
        chosen = self._chosen()
        self._subject = subject
        devices = subject.devices if subject is not None else ()
        self.model.apply(devices, self._desk.now())
        self.tiles.fit()
        for widget in (self.tiles, self._one):
            widget.setVisible(bool(devices))
        self._empty.setVisible(not devices)
        if devices:
            row = self.model.row_of(chosen.id if chosen is not None else wanted)
            row = row if row >= 0 else self.model.row_of(wanted)
            self.tiles.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._say_head()
        self.on_redraw()

    def select_device(self, device_id: str) -> None:
        """Choose a device of the room shown."""
        row = self.model.row_of(device_id)
        if row >= 0:
            self.tiles.setCurrentIndex(self.model.index(row, 0))

    def take_focus(self) -> None:
        """The keyboard goes to the tiles."""
        self.tiles.setFocus()

    # slots --------------------------------------------------------------------------------------------------

    def on_fresh(self, device_ids: frozenset[str]) -> None:
        """Readings came: the tiles at once, the rest within half a second."""
        self.model.refresh(device_ids, self._desk.now())
        if not self._redraw.isActive() and self.isVisible() and self._subject is not None:
            self._redraw.start()

    def on_redraw(self) -> None:
        """Values, trend and gauges of now."""
        self._say_device()
        sensor = self._sensor()
        self._air.setVisible(sensor is not None)
        if sensor is not None:
            self._say_trend(sensor)
            self._say_air(sensor)

    def on_device_chosen(self) -> None:
        """Another tile."""
        self._reason.clear()
        self._say_device()

    def on_switch(self) -> None:
        """Into maintenance, or back."""
        device = self._chosen()
        if device is not None:
            turn_on = not device.in_maintenance
            reason = " ".join(self._reason.text().split())
            self._desk.do(SetMaintenance(device.id, turn_on, reason if turn_on else ""), owner=self)
            self._reason.clear()

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        for widget in (self, self.tiles):
            widget.setAccessibleName(self.tr("Devices of the room"))
        self._charted.set_texts({name: words.quantity(name) for name in _CHARTED})
        self._air_title.setText(self.tr("Air, GB/T 18883-2022"))
        self._air_note.setText(self.tr("▲ instant, indicates only · ◆ mean, decides"))
        self._reason.setPlaceholderText(self.tr("Why it goes into maintenance"))
        self._reason.setAccessibleName(self.tr("Reason for maintenance"))
        self._empty.say(self.tr("No devices in this room."))
        self.model.renew_texts()
        self._say_head()
        self.on_redraw()

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------------------

    def _chosen(self) -> DeviceRecord | None:
        found = self.tiles.currentIndex().data(Role.DEVICE)
        return found if isinstance(found, DeviceRecord) else None

    def _sensor(self) -> DeviceRecord | None:
        devices: Sequence[DeviceRecord] = self._subject.devices if self._subject is not None else ()
        return next((device for device in devices if device.kind == "sensor"), None)

    def _clock(self, at: int) -> str:
        return formats.clock(at, self._desk.rules.tz)

    def _number(self, value: float) -> str:
        return words.number(self._charted.value(), value)

    def _tile_face(self, index: Index) -> Face:
        device = index.data(Role.DEVICE)
        assert isinstance(device, DeviceRecord)
        state = self.model.state_of(device)
        reading = self._telemetry.reading(device.id)
        if device.in_maintenance:
            line_of = " ".join((states.device_state(state), device.maintenance_reason)).strip()
        else:
            line_of = words.state_line(reading, self._desk.now(), self._telemetry.stale_s)
        return state.value, STATE_ICONS[state], device.name or words.kind(device.kind), line_of

    def _say_head(self) -> None:
        subject = self._subject
        if subject is None:
            self.heading.set_texts(self.tr("No room chosen"))
            self._chip.hide()
            return
        self.heading.set_texts(subject.title, self._meeting_line(subject.meeting))
        self._chip.setVisible(subject.view is not None)
        if subject.view is not None:
            self._chip.show_state(subject.view.status.value, states.room_status(subject.view.status))

    def _meeting_line(self, meeting: MeetingRecord | None) -> str:
        if meeting is None:
            return self.tr("no meeting within two hours")
        now, zone = self._desk.now(), self._desk.rules.tz
        title = self.tr("classified meeting") if meeting.is_classified else meeting.title
        if meeting.starts_at <= now:
            until = formats.clock(meeting.ends_at, zone)
            return self.tr("until {time}: {title}").format(time=until, title=title)
        left = formats.countdown(meeting.starts_at, now)
        return self.tr("in {time}: {title}").format(time=left, title=title)

    def _say_device(self) -> None:
        device = self._chosen()
        self._one.setVisible(device is not None)
        if device is None:
            return
        reading = self._telemetry.reading(device.id)
        self._device_name.setText(device.name or words.kind(device.kind))
        said = [words.state_line(reading, self._desk.now(), self._telemetry.stale_s)]
        if reading is not None and reading.values:
            joined = self.tr("{values} ({age} ago)").format(
                values=self._all_values(reading), age=formats.age(reading.at, self._desk.now())
            )
            said.append(joined)
        if device.in_maintenance and device.maintenance_reason:
            said.append(device.maintenance_reason)
        self._device_values.setText(" · ".join(said))
        self._reason.setVisible(not device.in_maintenance)
        text = self.tr("End maintenance") if device.in_maintenance else self.tr("Maintenance")
        self._switch.setText(text)
        self._switch.setAccessibleName(text)

    def _all_values(self, reading: Reading) -> str:
        pairs = [
            f"{words.quantity(name)} {words.value(name, value, unit)}" for name, value, unit in reading.values
        ]
        return self.tr(", ").join(pairs)

    def _say_trend(self, sensor: DeviceRecord) -> None:
        name, now = self._charted.value(), self._desk.now()
        trend = self._telemetry.trend(sensor.id, name)
        after = now - TREND_MS
        points = [(at, value) for at, value in trend.points if at > after]
        mean = [point for point in rolling(trend.points, MEAN_OVER[name]) if point[0] > after]
        band = next(band for band in bands(self._season(sensor)) if band.quantity == name)
        reading = self._telemetry.reading(sensor.id)
        instant = reading.number(name) if reading is not None else None
        word = words.quantity(name)
        self._trend_title.setText(self.tr("{what}, last 2 hours").format(what=word))
        self._instant.setText(self.tr("● instant {value}").format(value=_written(name, instant)))
        value = trend.mean.value if trend.mean is not None else None
        self._mean.setText(
            self.tr("■ {over} {value}").format(over=words.mean_over(name), value=_written(name, value))
        )
        limit = self.tr("GB/T 18883 limit, {over}").format(over=words.mean_over(name))
        curve = Curve(after, now, points, mean, band.high, limit, self.tr("Nothing measured yet"))
        spoken = self.tr("{what}: instant {instant}, mean {mean}").format(
            what=word, instant=_written(name, instant), mean=_written(name, value)
        )
        self.chart.show_curve(curve, spoken)

    def _say_air(self, sensor: DeviceRecord) -> None:
        reading = self._telemetry.reading(sensor.id)
        now = self._desk.now()
        is_stale = reading is None or reading.has_old_values(now, self._telemetry.stale_s)
        for band in bands(self._season(sensor)):
            name = band.quantity
            instant = reading.number(name) if reading is not None else None
            found = assess(band, instant, self._telemetry.trend(sensor.id, name).mean, is_stale=is_stale)
            mean = found.mean.value if found.mean is not None else None
            why = words.why_not(found)
            rule = words.allowed(band)
            width = (band.shown_from, band.shown_to)
            low = band.shown_from if band.low is None else band.low
            high = band.shown_to if band.high is None else band.high
            self.gauges[name].show_face(
                GaugeFace(
                    words.quantity(name), _written(name, instant), self.tr("instant"), _written(name, mean),
                    UNITS[name], words.mean_over(name), found.verdict.value, words.verdict(found),
                    self.tr("{rule}; {why}").format(rule=rule, why=why) if why else rule,
                    (share(low, *width), share(high, *width)),
                    None if instant is None else share(instant, *width),
                    None if mean is None else share(mean, *width),
                    is_stale,
                )
            )  # fmt: skip

    def _season(self, sensor: DeviceRecord) -> Season:
        """By the room's air conditioner when it says its mode, else by the calendar (reading 18)."""
        mode = ""
        for device in self._subject.devices if self._subject is not None else ():
            if device.kind == "air_conditioner" and device.room_id == sensor.room_id:
                reading = self._telemetry.reading(device.id)
                said = reading.value("mode") if reading is not None else None
                mode = said if isinstance(said, str) else mode
        return season(local(self._desk.now(), self._desk.rules.tz).month, mode)


def _written(name: str, value: float | None) -> str:
    return "—" if value is None else words.number(name, value)
