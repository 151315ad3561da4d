"""The alarm banner with its life: what it says, what its buttons do, and the sound. GUI thread.

Bootstrap puts one between the top bar and the pages (``MainWindow.add_banner``). The rail's badge follows
``badge_changed``, so that it is right before the page of devices was ever opened.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.desk.alarm_watch import watch_of
from app.domain.alarms import AlarmView
from app.domain.questions import RoomList
from app.domain.records import MeetingRecord, RoomRecord
from app.domain.states import AlarmLetter, Priority
from app.views.page import Services
from app.widgets.alarm_banner import AlarmBanner, BannerFace
from app.words import devices as words
from app.words import formats, states

TICK_MS: Final = 1_000
REPEAT_S: Final = {Priority.HIGH: 10, Priority.MID: 60}  # until somebody has seen it or muted it


class AlarmStrip(QWidget):
    """Asks the watch, shows the banner, sounds."""

    wanted = Signal(str, str, str)
    """Page, subject, id: show this."""
    badge_changed = Signal(int)
    """How many alarms wait for a person."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = services.desk
        self._watch = watch_of(services.desk, services.telemetry)
        self._rooms: dict[str, str] = {}
        self._badge = 0
        self._sounded: tuple[str, int] = ("", 0)
        self.setObjectName("alarm_strip")
        self.banner = AlarmBanner(services.look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        self.banner.located.connect(self.on_located)
        self.banner.muted.connect(self._watch.mute)
        self.banner.acknowledged.connect(self.on_acknowledged)
        self._watch.changed.connect(self.on_watch_changed)
        self._watch.mute_changed.connect(self.on_watch_changed)
        self._desk.changed.connect(self.on_changed)
        self._desk.started.connect(self.on_started)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.on_tick)
        QShortcut(QKeySequence("F8"), self).activated.connect(self.banner.setFocus)
        self.retranslate()
        self.on_started()

    def start(self) -> None:
        """The store is open."""
        self.on_started()
        self._watch.ask()

    def stop(self) -> None:
        """No more sound, no more asking."""
        self._timer.stop()
        self._watch.stop()

    def on_started(self) -> None:
        """Room numbers for what the banner says."""
        self._desk.ask(RoomList(), self._take_rooms, self)

    def on_changed(self, changed: frozenset[tuple[str, str]]) -> None:
        """A room may have another number."""
        if any(subject == "room" for subject, _ in changed):
            self.on_started()

    def on_watch_changed(self) -> None:
        """Alarms came, went, or weigh otherwise now."""
        view = self._watch.banner
        self.banner.show_face(None if view is None else self._face(view))
        if view is not None:
            self._timer.start()
            self._sound(view)
        else:
            self._timer.stop()
        if self._watch.unacked != self._badge:
            self._badge = self._watch.unacked
            self.badge_changed.emit(self._badge)

    def on_tick(self) -> None:
        """The age runs on; the sound repeats."""
        view = self._watch.banner
        if view is not None:
            self.banner.show_face(self._face(view))
            self._sound(view)

    def on_located(self, alarm_id: str) -> None:
        """Show it in the list."""
        self.wanted.emit("devices", "alarm", alarm_id)

    def on_acknowledged(self, alarm_id: str) -> None:
        """Seen."""
        self._watch.acknowledge((alarm_id,))

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self.banner.set_words(self.tr("Locate"), self.tr("Mute"), self.tr("Acknowledge"))
        self.on_watch_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _take_rooms(self, rooms: tuple[RoomRecord, ...]) -> None:
        self._rooms = {room.id: room.number for room in rooms}
        self.on_watch_changed()

    def _sound(self, view: AlarmView) -> None:
        now = self._desk.now()
        alarm_id, at = self._sounded
        level = self._watch.sound()
        if level is None or (alarm_id == view.record.id and now - at < REPEAT_S.get(level, 60) * 1000):
            return
        self._sounded = (view.record.id, now)
        QApplication.beep()

    def _face(self, view: AlarmView) -> BannerFace:
        record, now, zone = view.record, self._desk.now(), self._desk.rules.tz
        room = self._rooms.get(record.room_id or "", "")
        device = record.device_name or words.kind(record.device_kind)
        said = words.condition(record.condition, record.value, record.limit)
        text = self.tr("{place} {device}: {what}").format(place=room, device=device, what=said).strip()
        if view.meeting is not None:
            text = self.tr("{what}; {meeting}").format(what=text, meeting=self._need(view.meeting))
        muted = ""
        if self._watch.is_muted:
            until = formats.clock(self._watch.muted_until, zone)
            muted = self.tr("Muted to {time}").format(time=until)
        level, letter = states.priority(view.priority), states.alarm_letter(view.letter)
        title = self.tr("{level} · {state}").format(level=level, state=letter)
        age = self.tr("for {time}").format(time=formats.age(record.raised_at, now))
        return BannerFace(record.id, view.priority.value, title, text, age, self._counts(), muted)

    def _need(self, meeting: MeetingRecord) -> str:
        """Which meeting feels it; a classified one has no title here either."""
        when = formats.clock(meeting.starts_at, self._desk.rules.tz)
        if meeting.is_classified:
            return self.tr("needed at {time}").format(time=when)
        return self.tr("needed at {time} for “{title}”").format(time=when, title=meeting.title)

    def _counts(self) -> str:
        letters = [view.letter for view in self._watch.views]
        parts = []
        for letter in AlarmLetter:
            count = letters.count(letter)
            if count and letter is not AlarmLetter.NORMAL:
                word = states.alarm_letter(letter)
                parts.append(self.tr("{word} {n}").format(word=word, n=count))
        return "  ".join(parts)
