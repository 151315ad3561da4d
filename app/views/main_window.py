"""The main window: rail, top bar, the page in front, the undo bar, the line at the foot. GUI thread.

It is painted before anything heavy is loaded; pages are built when they are first shown. Carries what a page
wants shown (``wanted``) to the page that is meant; pages never know each other.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QSettings, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk.desk import UndoOffer
from app.desk.errors import Report
from app.domain.errors import Refused, StoreFault
from app.views.alarm_strip import AlarmStrip
from app.views.faults import FaultPage, ReportDialog
from app.views.file_drop import FileDrop, FileTaker
from app.views.naming import NameBook
from app.views.page import Command, Page, Services
from app.views.pages import ENTRIES
from app.views.palette import Palette
from app.views.status_line import StatusLine
from app.views.sync_pill import QUIET_MS, LinkTidings
from app.views.top_bar import TopBar
from app.widgets.focus import FocusRing
from app.widgets.panels import InlineMessage, Tone
from app.widgets.rail import Rail
from app.widgets.undobar import UndoBar
from app.words import formats, refusals

logger = logging.getLogger(__name__)
SMALLEST: Final = (1024, 640)
DEFAULT_SIZE: Final = (1600, 1000)
ANY_PAGE_FOR: Final = {
    "room": "today",
    "meeting": "schedule",
    "task": "dispatch",
    "person": "dispatch",
    "device": "devices",
    "alarm": "devices",
    "closure": "schedule",
}


class MainWindow(QMainWindow):
    """One window of the console."""

    painted = Signal()
    """The first paint is done: heavy work may begin."""
    actor_chosen = Signal(object)
    """PersonRecord: somebody said they are at this desk."""
    page_shown = Signal(str)
    """The name of the page in front."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services: Final = services
        self._desk = services.desk
        self._pages: dict[str, Page] = {}
        self._front = ""
        self._has_painted = False
        self._names = NameBook(services.desk, self)
        self.setObjectName("main_window")
        self.setMinimumSize(*SMALLEST)
        self.resize(*DEFAULT_SIZE)
        self._build()
        self._connect()
        self._bind_keys()
        self.retranslate()

    def _build(self) -> None:
        look = self.services.look
        self.rail = Rail(look)
        self.top = TopBar(self._desk, look)
        self.message = InlineMessage(look)
        self.message.setObjectName("window_message")
        self.banner_seat = QWidget()
        self.banner_seat.setLayout(_column())
        self.stack = QStackedWidget()
        self.stack.setObjectName("pages")
        self.fault_page = FaultPage(look)
        self.stack.addWidget(self.fault_page)
        self._blank = QWidget()
        self.stack.addWidget(self._blank)
        self.stack.setCurrentWidget(self._blank)
        self.status = StatusLine(look)
        column = _column()
        for widget in (self.top, self.banner_seat, self.message):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        right = QWidget()
        right.setLayout(column)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addWidget(right, 1)
        whole = QWidget()
        outer = _column()
        outer.addLayout(body, 1)
        outer.addWidget(self.status)
        whole.setLayout(outer)
        self.setCentralWidget(whole)
        self.undo_bar = UndoBar(look, self.stack)
        self.palette_box = Palette(self._desk, look, self.commands, self)
        self.focus_ring = FocusRing(look, self)
        for entry in ENTRIES:
            if entry.rail:
                self.rail.add(entry.name, entry.icon, foot=entry.foot)

    def _connect(self) -> None:
        desk = self._desk
        self.rail.chosen.connect(self.show_page)
        self.top.actor_chosen.connect(self.actor_chosen)
        self.undo_bar.undone.connect(self.on_undo)
        self.top.search_wanted.connect(self.open_palette)
        self.top.pill.page_wanted.connect(self.show_page)
        self._tidings = LinkTidings(desk, self)
        self._tidings.told.connect(self.on_tidings)
        self.message.acted.connect(partial(self.show_page, "conflicts"))
        desk.counts_changed.connect(self.on_counts_changed)
        self.palette_box.chosen.connect(self.on_found)
        desk.started.connect(self.on_started)
        desk.undo_offered.connect(self.on_undo_offered)
        desk.undo_changed.connect(self.on_undo_changed)
        desk.refused.connect(self.on_refused)
        desk.faulted.connect(self.on_faulted)
        self.message.closed.connect(self.message.clear)
        self._file_drop = FileDrop(self)
        self._file_drop.dropped.connect(self.on_file_dropped)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.on_tick)
        self._tick.start()

    def _bind_keys(self) -> None:
        for number, entry in enumerate([e for e in ENTRIES if not e.foot], 1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(
                partial(self.show_page, entry.name)
            )
        for keys, slot in (
            ("Ctrl+K", self.open_palette),
            ("Ctrl+Z", self.on_undo),
            ("Ctrl+Y", self.on_redo),
            ("Ctrl+Shift+Z", self.on_redo),
            ("F6", self.on_next_region),
            ("F11", self.on_full_screen),
            ("F1", self.on_keys_wanted),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def add_strip(self, strip: AlarmStrip) -> None:
        """Put the alarm banner between the top bar and the pages; its badge stands on the rail."""
        layout = self.banner_seat.layout()
        if layout is not None:
            layout.addWidget(strip)
        strip.wanted.connect(self.on_wanted)
        strip.badge_changed.connect(partial(self.rail.set_badge, "devices"))

    @property
    def front(self) -> str:
        """The name of the page in front."""
        return self._front

    def page(self, name: str) -> Page:
        """A page, built when it is first asked for."""
        if name not in self._pages:
            entry = next(e for e in ENTRIES if e.name == name)
            page = entry.load()(self.services)
            self._pages[name] = page
            self.stack.addWidget(page)
            page.wanted.connect(self.on_wanted)
            page.hints_changed.connect(self.on_hints_changed)
            page.badge_changed.connect(partial(self.rail.set_badge, name))
        return self._pages[name]

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Bring a page to the front and let it ask for what it shows."""
        page = self.page(name)
        self._front = name
        self.rail.show_page(name)
        self.stack.setCurrentWidget(page)
        self.undo_bar.raise_()  # the stack puts the page it shows over its other children
        page.activate()
        views = (view for view in page.findChildren(QAbstractItemView) if view.isVisibleTo(page))
        (page.focusProxy() or next(views, page)).setFocus(Qt.FocusReason.OtherFocusReason)
        self.on_hints_changed()
        self.page_shown.emit(name)

    @Slot(object)
    def on_file_dropped(self, path: Path) -> None:
        """A file was dropped on the window: show what it would do."""
        self.show_page("import")
        page = self.page("import")
        if isinstance(page, FileTaker):
            page.open_file(path)

    @Slot(str, str, str)
    def on_wanted(self, name: str, subject: str, entity_id: str) -> None:
        """A page (or the palette) wants a thing shown, on a certain page or on any that can."""
        target = name or (
            self._front if self._front and self.page(self._front).reveal(subject, entity_id) else ""
        )
        if target and not name:
            return
        target = target or ANY_PAGE_FOR.get(subject, "today")
        self.show_page(target)
        if subject:
            self.page(target).reveal(subject, entity_id)

    def commands(self) -> tuple[Command, ...]:
        """What can be done now: the page in front first, then the pages themselves."""
        front = self._pages.get(self._front)
        keys = {entry.name: number for number, entry in enumerate([e for e in ENTRIES if not e.foot], 1)}
        opening = tuple(
            Command(
                f"page.{entry.name}",
                entry.title,
                partial(self.show_page, entry.name),
                f"Ctrl+{keys[entry.name]}" if entry.name in keys else "",
                entry.icon,
            )
            for entry in ENTRIES
        )
        return (*(front.commands() if front else ()), *self._from_anywhere(), *opening)

    def _from_anywhere(self) -> tuple[Command, ...]:
        """What a desk does all day: from any page, the schedule comes to the front first."""
        if self._front == "schedule":
            return ()

        def booking() -> str:
            return QCoreApplication.translate("SchedulePage", "New meeting")

        def finding() -> str:
            return QCoreApplication.translate("SchedulePage", "Find a free room")

        there = partial(self._run_there, "schedule")
        return (
            Command("desk.new", booking, partial(there, "schedule.new"), "", "plus"),
            Command("desk.free", finding, partial(there, "schedule.free"), "", "search-check"),
        )

    def _run_there(self, name: str, command_id: str) -> None:
        self.show_page(name)
        next(one for one in self.page(name).commands() if one.id == command_id).run()

    @Slot()
    def open_palette(self, text: str = "") -> None:
        """Search or command."""
        self.palette_box.open_with(text)

    def close_palette(self) -> None:
        """Back to the page."""
        self.palette_box.dismiss()

    def on_found(self, subject: str, entity_id: str) -> None:
        """A thing was chosen in the palette."""
        self.on_wanted("", subject, entity_id)

    def on_undo(self) -> None:
        """Take the last act back; a key pressed once too often says nothing, as its button is grey.

        The bar goes at once: it spoke of this act, and its button would take back the one before.
        """
        self.undo_bar.dismiss()
        self._desk.undo(self._not_taken_back)

    def on_redo(self) -> None:
        """Do it again."""
        self._desk.redo(self._not_taken_back)

    def _not_taken_back(self, refusal: Refused) -> None:
        if refusal.code not in {"nothing_to_undo", "nothing_to_redo"}:
            self.on_refused(refusal)

    def on_keys_wanted(self) -> None:
        """Every key of the page in front and of the window, made from the commands themselves."""
        from app.views.key_sheet import KeySheet

        front = self._pages.get(self._front)
        sheet = KeySheet(self.services.look, self.commands(), front.key_hints() if front else (), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def on_started(self) -> None:
        """The store is open: a fault, if there was one, is over."""
        if self.stack.currentWidget() is self.fault_page and self._front:
            self.show_page(self._front)

    def on_undo_offered(self, offer: UndoOffer) -> None:
        """A new act: say what was done and offer to take it back while its notices are held."""
        from app.words import ops

        self.message.clear()  # a refusal of before is over when the next act stands
        text = ops.act_text(offer.done.ops, self._names.names())
        seconds = max(1.0, (offer.until - self._desk.now()) / 1000)
        self.undo_bar.offer(text, seconds=seconds, undo=self.tr("Undo"), key="Ctrl Z", note=self._rest_text)

    def _rest_text(self, seconds: int) -> str:
        return self.tr("notices go out in {seconds} s").format(seconds=seconds)

    def on_undo_changed(self) -> None:
        """Nothing left to undo: the bar goes."""
        if not self._desk.undo_state[0]:
            self.undo_bar.dismiss()

    def on_refused(self, refusal: Refused) -> None:
        """A refusal nobody showed where it was tried."""
        text = refusals.refusal_text(refusal.code, refusal.params, self._names.names())
        self.message.say(text, "mid", close_name=self.tr("Close"))

    def on_counts_changed(self) -> None:
        """A desk that has to do with central has an inbox in its rail, with what waits in it."""
        waiting = self._desk.conflicts
        for entry in ENTRIES:
            if entry.central:
                self.rail.set_shown(entry.name, shown=self._desk.link.is_enrolled or waiting > 0)
                self.rail.set_badge(entry.name, waiting)

    def on_tidings(self, text: str, tone: Tone) -> None:
        """The link was lost or is back: one quiet line, with the way to what waits for a decision."""
        asks = tone == "mid"
        action = self.tr("Show") if asks else ""
        self.message.say(text, tone, action=action, close_name=self.tr("Close"))
        if not asks:
            QTimer.singleShot(QUIET_MS, self.message, lambda: self._quiet(text))

    def _quiet(self, text: str) -> None:
        """A line that asks for nothing goes by itself, unless another one stands there by now."""
        if self.message.text() == text:
            self.message.clear()

    def on_faulted(self, fault: StoreFault) -> None:
        """The data file cannot be used: one page with the next step, in front of all."""
        self.fault_page.show_fault(fault)
        self.stack.setCurrentWidget(self.fault_page)

    @Slot(object)
    def on_reported(self, report: Report) -> None:
        """A bug: shown once, with a report to copy."""
        dialog = ReportDialog(report, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def on_hints_changed(self) -> None:
        """The keys of the page in front."""
        front = self._pages.get(self._front)
        self.status.show_hints(front.key_hints() if front else ())

    def on_tick(self) -> None:
        """Freshness, once a second."""
        now, zone = self._desk.now(), self._desk.rules.tz
        heard = self.services.telemetry.heard_at
        note = self.tr("data as of {time}").format(time=formats.clock_s(now, zone))
        if heard is not None:
            beat = self.tr("devices heard {age} ago").format(age=formats.age(heard, now))
            note = f"{beat}    {note}"
        self.status.show_note(note)

    def on_next_region(self) -> None:
        """F6: the next region takes the keyboard."""
        front = self.stack.currentWidget() or self._blank
        regions: list[QWidget] = [self.rail, self.top, front]
        focus = QGuiApplication.focusObject()
        at = next(
            (
                i
                for i, region in enumerate(regions)
                if isinstance(focus, QWidget) and region.isAncestorOf(focus)
            ),
            -1,
        )
        region = regions[(at + 1) % len(regions)]
        inside = [
            child for child in region.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        (inside[0] if inside and region is not front else region).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def on_full_screen(self) -> None:
        """F11."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self.setWindowTitle(self.tr("Huiwutai"))
        self.message.clear()  # it was said in the other language
        number = 0
        for entry in ENTRIES:
            number += not entry.foot
            if not entry.rail:
                continue
            self.rail.set_text(entry.name, entry.title(), "" if entry.foot else f"Ctrl+{number}")
        self.on_hints_changed()
        self.on_counts_changed()

    def keep_state(self, store: QSettings) -> None:
        """Remember where the window stands, by the name of its screen."""
        store.setValue("window/geometry", self.saveGeometry())
        store.setValue("window/screen", self.screen().name())

    def restore_state(self, store: QSettings) -> None:
        """Stand where the window stood, if that screen is there; never off the screens there are (R59)."""
        geometry = store.value("window/geometry")
        names = [screen.name() for screen in QGuiApplication.screens()]
        if isinstance(geometry, QByteArray) and store.value("window/screen") in names:
            self.restoreGeometry(geometry)
        room = self.screen().availableGeometry()
        if geometry is None and (room.width() <= DEFAULT_SIZE[0] or room.height() <= DEFAULT_SIZE[1]):
            self.setWindowState(Qt.WindowState.WindowMaximized)
            return
        if not room.contains(self.frameGeometry()):
            self.resize(self.size().boundedTo(room.size()))
            corner = self.frameGeometry()
            corner.moveTo(
                max(room.left(), min(corner.left(), room.right() - corner.width() + 1)),
                max(room.top(), min(corner.top(), room.bottom() - corner.height() + 1)),
            )
            self.move(corner.topLeft())

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """After the first paint, say so: heavy imports begin only then."""
        super().showEvent(event)
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window closes; bootstrap ends the rest."""
        super().closeEvent(event)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
