"""The schedule page on a real console, with short words for what its tests do with pointer and keys."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ops import AddRoom, Operation
from app.domain.periods import MINUTE
from app.domain.records import MeetingRecord
from app.domain.states import Role
from app.views.page import Services
from app.views.schedule import SchedulePage
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import House

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | ALT


class Stage:
    """Three rooms on one floor, two people; the clock stands at 13:42."""

    def __init__(self, qtbot: QtBot, look: Look, made: House) -> None:
        self.bot, self.house = qtbot, made
        floor = made.add_floor()
        self.rooms = [
            self._room(floor, number, seats) for number, seats in (("301", 80), ("302", 80), ("303", 10))
        ]
        self.anna, self.bo = made.add_person("安娜"), made.add_person("薄荷")
        self.chen = made.add_person("陈工", Role.ENGINEER)
        self.desk = DirectDesk(made)
        nobody = cast("Any", None)
        self.page = SchedulePage(Services(cast("Any", self.desk), nobody, look, nobody, nobody))
        qtbot.addWidget(self.page)
        self.page.resize(1300, 760)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.view = self.page.view
        self.view.setFocus()

    def _room(self, floor: str, number: str, seats: int) -> str:
        room = self.house.new_id()
        self.house.do(AddRoom(room, number, f"会议室{number}", floor=floor, capacity=seats))
        return room

    def book(self, room: int = 0, start_min: int = 108, minutes: int = 60, **more: Any) -> str:
        """A meeting, by default at 15:30 in 301; the page is told."""
        more.setdefault("expected", 20)
        meeting = self.house.book(self.rooms[room], start_min, minutes, **more)
        self.page.refresh()
        self.page.view.select_bar(meeting)
        self.desk.said.clear()
        return meeting

    def at(self, minutes: int) -> int:
        return self.house.at + minutes * MINUTE

    def meeting(self, meeting_id: str) -> MeetingRecord:
        found = self.page.meeting(meeting_id)
        assert found is not None
        return found

    def bar_rect(self, meeting_id: str):
        return self.view.visualRect(self.view.timeline().bar_index(meeting_id))

    # pointer

    def mouse(self, kind: QEvent.Type, where: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        viewport = self.view.viewport()
        held = (
            Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        )
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        place, screen = QPointF(where), QPointF(viewport.mapToGlobal(where))
        QApplication.sendEvent(viewport, QMouseEvent(kind, place, screen, button, held, keys))

    def drag(
        self, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NONE, *, drop: bool = True
    ) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, start, keys)
        middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
        for where in (middle, end):
            self.mouse(QEvent.Type.MouseMove, where, keys)
        if drop:
            self.mouse(QEvent.Type.MouseButtonRelease, end, keys)

    def mouse_up(self, where: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, where, keys)

    def minutes_px(self, minutes: float) -> int:
        return round(minutes * self.view.scale.px_per_minute)

    def row_y(self, room: int) -> int:
        place = self.view.timeline().row_of(self.rooms[room])
        return self.view.stack.top(place) - self.view.verticalOffset() + 13

    # keys

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press and let go a key; the modifiers stay down, as a hand holds them (QTest would let them go)."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.view, QKeyEvent(kind, key, keys))

    def let_go_alt(self) -> None:
        event = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, NONE)
        QApplication.sendEvent(self.view, event)

    def said(self) -> list[Operation]:
        found, self.desk.said = list(self.desk.said), []
        return found
