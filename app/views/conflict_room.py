"""The room that a conflict is about, beside it: its day, its devices, its acts (ui.md 4.7). GUI thread.

The same drawer as on the plan of today. It stands there while the window is wide enough and nobody has closed
it; a narrow window keeps its room for the decision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.conflicts import Item
from app.domain.periods import day_period
from app.domain.questions import BoardBetween
from app.domain.records import Board
from app.views.page import Services
from app.views.room_drawer import RoomDrawer
from app.words import formats
from app.words.refusals import Names

WIDE_PX: Final = 1_360  # of the page, at 100 %
TICK_MS: Final = 1_000


class RoomBeside(QWidget):
    """Asks for the board of today by itself; ``arrived`` when it is here."""

    arrived = Signal()
    wanted = Signal(str, str, str)
    """Page, subject, id: show this thing."""

    def __init__(self, services: Services, names: Callable[[], Names], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._desk = services.desk
        self._board: Board | None = None
        self._item: Item | None = None
        self._room = ""
        self._is_wide = False
        self._is_closed = False
        self.setObjectName("conflict_room")
        self.drawer = RoomDrawer(services, names, self)
        self.drawer.wanted.connect(self.wanted)
        self.drawer.booking_wanted.connect(lambda room, _period: self.wanted.emit("schedule", "room", room))
        self.drawer.closed.connect(self.on_closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.drawer)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(lambda: self.drawer.tick(self._desk.now()))
        self._desk.changed.connect(self.on_changed)
        self._arrange()

    def refresh(self) -> None:
        """Ask for the board of today."""
        rules = self._desk.rules
        day = day_period(self._desk.today(), rules.tz)
        self._desk.ask(BoardBetween(day.start, day.end), self._take_board, self)

    def about(self, item: Item | None) -> None:
        """Show the room of this item, if it has one on today's board."""
        self._item = item
        self._arrange()

    def fit(self, page_px: int, *, is_free: bool) -> None:
        """There is so much room; ``is_free``: nothing else stands at the right."""
        self._is_wide = is_free and page_px >= self._services.look.px(WIDE_PX)
        self._arrange()

    def place_of(self, item: Item) -> str:
        """Where and when the object of an item is, for a line
        of the list; "" when today's board does not say.
        """
        board = self._board
        if board is None or not item.conflicts:
            return ""
        subject, uid = item.about
        meeting_id = uid
        if subject == "task":
            task = next((each for each in board.tasks if each.id == uid), None)
            meeting_id = task.meeting_id or "" if task is not None else ""
        meeting = next((each for each in board.meetings if each.id == meeting_id), None)
        if meeting is None:
            return ""
        room = next((each.number for each in board.rooms if each.id == meeting.room_id), "")
        span = formats.clock_range(meeting.starts_at, meeting.ends_at, board.rules.tz)
        return " · ".join(part for part in (room, span) if part)

    def on_closed(self) -> None:
        """A person closed it: it stays away."""
        self._is_closed = True
        self._arrange()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something changed in the house."""
        if self.isVisible():
            self.drawer.on_changed(keys)

    def _take_board(self, board: Board) -> None:
        self._board = board
        if self._room:
            self.drawer.take_board(board)
        self._arrange()
        self.arrived.emit()

    def _arrange(self) -> None:
        room = self._room_of(self._item)
        shown = bool(room) and self._is_wide and not self._is_closed and self._board is not None
        if shown and self._board is not None and room != self._room:
            self._room = room
            self.drawer.show_room(room, self._board)
        self.setVisible(shown)
        (self._tick.start if shown else self._tick.stop)()

    def _room_of(self, item: Item | None) -> str:
        board = self._board
        if board is None or item is None or not item.conflicts:
            return ""
        subject, uid = item.about
        if subject == "room":
            return uid
        places: dict[str, str | None] = {}
        if subject == "meeting":
            places = {each.id: each.room_id for each in board.meetings}
        elif subject == "task":
            places = {each.id: each.room_id for each in board.tasks}
        return places.get(uid) or ""
