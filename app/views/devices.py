"""The page of devices: alarms or all devices at the left, the room they are in at the right. GUI thread.

Asks the board (rooms, meetings, people) and the register on show and on ``changed``; live values come from
the telemetry. Under 1,150 px (or at large type) the room goes below the list.
"""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.desk.alarm_watch import watch_of
from app.domain.alarms import AlarmView, next_need
from app.domain.periods import HOUR
from app.domain.questions import BoardBetween, DeviceList
from app.domain.records import Board, DeviceRecord
from app.domain.rooms import facts_of, view
from app.domain.states import DeviceState, Priority
from app.views.alarm_pane import AlarmPane
from app.views.device_pane import DevicePane
from app.views.page import Command, Page, Services
from app.views.room_panel import RoomPanel, RoomSubject
from app.widgets.controls import Segmented
from app.widgets.labels import TextLabel
from app.widgets.level_counts import LevelCounts
from app.widgets.panels import InlineMessage, PageBar
from app.words import formats, states

SUBJECTS: Final = frozenset({"alarm", "meeting", "device", "room", "person", "closure", "task"})
BEHIND: Final = 14 * HOUR
AHEAD: Final = 14 * HOUR
BESIDE_PX: Final = 1_150
LOW_PX: Final = 560  # a page lower than this holds no form between the list and the room
PATIENCE_MS: Final = 15_000  # the agent's first word takes a few seconds after the start
SHARES: Final = (54, 46)  # of the width: list and room
LIST_PX: Final = 770  # what the list needs for its words, as long as the room keeps ...
ROOM_PX: Final = 440


class DevicesPage(Page):
    """报警, 设备 and the room panel."""

    page_name: ClassVar[str] = "devices"
    page_icon: ClassVar[str] = "monitor-speaker"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._telemetry = services.telemetry
        self._watch = watch_of(services.desk, services.telemetry)
        self._board: Board | None = None
        self._devices: tuple[DeviceRecord, ...] = ()
        self._names: dict[tuple[str, str], str] = {}
        self._room_id: str | None = None
        self._device_id = ""
        self._badge = -1
        self._is_moved = False  # somebody put the line between list and room where they want it
        self._opened_at = services.desk.now()
        self._was_active = False
        self._build()
        self._lay_out()
        self._connect()
        self.retranslate()

    # building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        self._bar = PageBar(look, parent=self)
        self._tabs = Segmented(look, [("alarms", "alarms"), ("devices", "devices")], self)
        self._tabs.setObjectName("devices_tabs")
        self._levels = LevelCounts(look, self)
        self._online = TextLabel("", "body2", parent=self)
        self._online.setObjectName("devices_online")
        self._message = InlineMessage(look, self)
        self.alarms = AlarmPane(self.services, self._watch, self.name_of, self)
        self.devices = DevicePane(self.services, self.name_of, self)
        self._left = QStackedWidget(self)
        self._left.addWidget(self.alarms)
        self._left.addWidget(self.devices)
        self.room = RoomPanel(self.services, self)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setObjectName("devices_split")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._timer = QTimer(self)
        self._timer.setInterval(1_000)

    def _lay_out(self) -> None:
        self._bar.add(self._tabs, self._levels)
        self._bar.add_right(self._online)
        self._split.addWidget(self._left)
        self._split.addWidget(self.room)
        self._split.setStretchFactor(0, SHARES[0])
        self._split.setStretchFactor(1, SHARES[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._message)
        column.addWidget(self._split, 1)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self.on_tab_chosen)
        self.alarms.form.shown.connect(self.on_form_shown)
        self._split.splitterMoved.connect(self.on_moved)
        self.alarms.chosen.connect(self.on_alarm_chosen)
        self.alarms.panel_asked.connect(self.room.take_focus)
        self.devices.chosen.connect(self.on_device_chosen)
        self._timer.timeout.connect(self.on_tick)
        self.desk.changed.connect(self.on_changed)
        self._watch.changed.connect(self.on_watch_changed)
        self._watch.mute_changed.connect(self.on_watch_changed)
        self._telemetry.link_changed.connect(self._say_link)

    # the page -----------------------------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Devices")

    def activate(self) -> None:
        """Ask for everything that is shown; tick while it is shown."""
        self._timer.start()
        self._ask()
        self._watch.ask()
        self.alarms.refresh()
        self.on_watch_changed()
        self.alarms.table.setFocus()
        if not self._was_active:  # coming to the front, the focus may have passed over the shelf
            self._was_active = True
            self.on_alarm_chosen(self.alarms.current())

    def reveal(self, subject: str, entity_id: str) -> bool:
        """An alarm in the list, a device in its room, or a room."""
        if subject == "alarm":
            self._show_tab("alarms")
            return self.alarms.select(entity_id)
        if subject == "device":
            device = next((one for one in self._devices if one.id == entity_id), None)
            if device is None:
                self._device_id = entity_id
                return False
            self._show_tab("devices")
            self.devices.select(entity_id)
            self._show_device(device.room_id, device.id)
            return True
        if subject == "room" and any(one.room_id == entity_id for one in self._devices):
            self._show_device(entity_id, "")
            return True
        return False

    def commands(self) -> tuple[Command, ...]:
        pane = self.alarms

        def some() -> bool:
            return pane.current() is not None

        ack = self.tr("Acknowledge selected alarms")
        names = (ack, self.tr("Shelve alarm"), self.tr("Mute alarm sound"), self.tr("Devices of the room"))
        return (
            Command("alarm.ack", lambda: names[0], pane.acknowledge, "Space", "check", some),
            Command("alarm.shelve", lambda: names[1], pane.open_form, "S", "alarm-clock-off", some),
            Command("alarm.mute", lambda: names[2], self._watch.mute, "M", "volume-x"),
            Command("device.panel", lambda: names[3], self.room.take_focus, "D", "monitor-speaker"),
        )

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Space", self.tr("acknowledge selected and visible")),
            ("S", self.tr("shelve")),
            ("D", self.tr("device panel")),
            ("M", self.tr("mute")),
        )

    def scenes(self) -> tuple[str, ...]:
        return ("devices_table", "devices_shelve")

    def show_scene(self, name: str) -> None:
        """The table of all devices, or the form that shelves the first alarm that may be."""
        if name == "devices_table":
            self._show_tab("devices")
            return
        views = (one for one in self._watch.views if one.is_listed and one.priority is not Priority.HIGH)
        first = next(views, None)
        if first is not None and self.alarms.select(first.record.id):
            self.alarms.open_form()

    def leave_scene(self, name: str) -> None:
        """As it was."""
        if name == "devices_shelve":
            self.alarms.form.on_cancel()
        self._show_tab("alarms")

    def name_of(self, subject: str, entity_id: str) -> str:
        """A room's number or a person's name, "" when unknown."""
        return self._names.get((subject, entity_id), "")

    # slots --------------------------------------------------------------------------------------------------

    def on_changed(self, changed: frozenset[tuple[str, str]]) -> None:
        """Something was done somewhere."""
        if self.isVisible() and any(subject in SUBJECTS for subject, _ in changed):
            self._ask()

    def on_watch_changed(self) -> None:
        """Alarms came or went: counts, badge, and the room shown."""
        views = [one for one in self._watch.views if one.is_listed]
        self._levels.show_counts(
            {level.value: sum(one.priority is level for one in views) for level in Priority}
        )
        self._say_tabs()
        if self._watch.unacked != self._badge:
            self._badge = self._watch.unacked
            self.badge_changed.emit(self._badge)
        self._say_link()

    def on_moved(self) -> None:
        """The line between list and room was dragged: it stays there."""
        self._is_moved = True

    def on_tab_chosen(self, key: str) -> None:
        """Alarms or devices."""
        self._left.setCurrentWidget(self.alarms if key == "alarms" else self.devices)
        self.hints_changed.emit()

    def on_alarm_chosen(self, chosen: AlarmView | None) -> None:
        """Show the room of the alarm under the cursor."""
        if chosen is not None:
            self._show_device(chosen.record.room_id, chosen.record.device_id)

    def on_device_chosen(self, device: DeviceRecord | None) -> None:
        """Show the room of the device under the cursor."""
        if device is not None and self._left.currentWidget() is self.devices:
            self._show_device(device.room_id, device.id)

    def on_tick(self) -> None:
        """Once a second while the page is shown: ages, counts, countdown."""
        if self.isVisible():
            self.alarms.tick()
            self._say_online()
            self.room.on_redraw()
            self._say_link()
        else:
            self._timer.stop()

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self._bar.set_title(self.page_title())
        for part in (self.alarms, self.devices):
            part.retranslate()
        self._levels.set_words({level.value: states.priority(level) for level in Priority})
        self._say_tabs()
        self._say_online()
        self._say_link()
        self._show_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= self.look.px(BESIDE_PX)
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() != wanted or not self._is_moved:
            self._is_moved = False
            self._split.setOrientation(wanted)
            wide = self.width() if beside else self.height()
            least = self.look.px(LIST_PX) if beside else 0
            first = max(wide * SHARES[0] // 100, min(least, wide - self.look.px(ROOM_PX)))
            self._split.setSizes([first, wide - first])

    def on_form_shown(self, is_shown: bool) -> None:
        """A low window with the room under the list has no height for a form between them."""
        is_under = self._split.orientation() == Qt.Orientation.Vertical
        is_low = self.height() < self.look.px(LOW_PX)
        self.room.setVisible(not (is_shown and is_under and is_low))

    # private ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        now = self.desk.now()
        self.desk.ask(BoardBetween(now - BEHIND, now + AHEAD), self._take_board, self)
        self.desk.ask(DeviceList(), self._take_devices, self)

    def _take_board(self, board: Board) -> None:
        self._board = board
        names = {("room", room.id): room.number for room in board.rooms}
        names |= {("person", person.id): person.name for person in board.people}
        if names != self._names:
            self._names = names
            for model in (self.alarms.model, self.alarms.shelf_model, self.devices.model):
                model.renew_texts()
        self._show_room()

    def _take_devices(self, devices: tuple[DeviceRecord, ...]) -> None:
        gone = {one.id for one in self._devices} - {one.id for one in devices}
        if gone:
            self._telemetry.forget(frozenset(gone))
        self._devices = devices
        self.devices.apply(devices)
        self.alarms.set_device_count(len(devices))
        self._say_tabs()
        self._say_online()
        self._show_room()

    def _show_tab(self, key: str) -> None:
        self._tabs.set_value(key)
        self.on_tab_chosen(key)

    def _show_device(self, room_id: str | None, device_id: str) -> None:
        self._room_id, self._device_id = room_id, device_id
        self._show_room()
        if device_id:
            self.room.select_device(device_id)

    def _show_room(self) -> None:
        """The room of the cursor with its devices; a device without a room stands alone."""
        if self._board is None or (self._room_id is None and not self._device_id):
            self.room.show_room(None)
            return
        now = self.desk.now()
        if self._room_id is None:
            alone = tuple(one for one in self._devices if one.id == self._device_id)
            self.room.show_room(RoomSubject(alone[0].name if alone else "", alone))
            return
        facts = facts_of(self._board).get(self._room_id)
        if facts is None:
            self.room.show_room(None)
            return
        devices = tuple(one for one in self._devices if one.room_id == self._room_id)
        meeting = next_need(facts.meetings, now).get(self._room_id)
        title = formats.room_title(facts.room.number, facts.room.name)
        subject = RoomSubject(title, devices, view(facts, now, self.desk.rules), meeting)
        self.room.show_room(subject, self._device_id)

    def _say_tabs(self) -> None:
        shown = self.tr("Alarms {n}").format(n=self._watch.counts.shown)
        self._tabs.set_texts(
            {"alarms": shown, "devices": self.tr("Devices {n}").format(n=len(self._devices))}
        )

    def _say_online(self) -> None:
        found = [self.devices.model.state_of(device) for device in self._devices]
        counts = {state: found.count(state) for state in DeviceState}
        parts = [self.tr("Online {n}/{total}").format(n=counts[DeviceState.ONLINE], total=len(found))]
        for state in (DeviceState.OFFLINE, DeviceState.FAULT, DeviceState.MAINTENANCE, DeviceState.STALE):
            if counts[state]:
                word = states.device_state(state)
                parts.append(self.tr("{word} {n}").format(word=word, n=counts[state]))
        self._online.setText("   ".join(parts))

    def _say_link(self) -> None:
        """Lost data and silence are said, never hidden."""
        telemetry, zone = self._telemetry, self.desk.rules.tz
        if telemetry.link == "down" and self._devices:
            heard = telemetry.heard_at
            if heard is None and self.desk.now() - self._opened_at < PATIENCE_MS:
                self._message.clear()  # it has only just been started
                return
            if heard is None:
                text = self.tr("No word from the device agent yet. Readings are out of date until it speaks.")
            else:
                text = self.tr("Device agent silent since {time}. Readings grow out of date; alarms stay.")
                text = text.format(time=formats.clock_s(heard, zone))
            self._message.say(text, "mid")
        elif telemetry.has_lost:
            text = self.tr("{n} readings got lost. What is shown is current; trends may have holes.")
            self._message.say(text.format(n=telemetry.lost), "low")
        elif self._watch.is_muted:
            until = formats.clock(self._watch.muted_until, zone)
            text = self.tr("Alarm sound is off until {time}. M turns it on.").format(time=until)
            self._message.say(text, "low")
        else:
            self._message.clear()
