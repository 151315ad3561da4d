"""The dispatch page on a real console: a small stage with short words for what its tests do."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AddTask,
    AssignTasks,
)
from app.domain.periods import MINUTE
from app.domain.records import TaskRecord
from app.domain.states import Role, TaskKind
from app.views.dispatch import DispatchPage
from app.views.page import Services
from app.widgets.look import Look
from tests.support.direct_desk import DirectDesk
from tests.support.house import WEDNESDAY, House

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Stage:
    """The page with three people, two rooms and a meeting of one attendant at 15:42."""

    def __init__(self, qtbot: QtBot, look: Look, made: House) -> None:
        self.bot, self.house = qtbot, made
        self.room, self.other_room = made.add_room("302"), made.add_room("305", capacity=300)
        self.anna, self.bo = made.add_person("安娜"), made.add_person("薄荷")
        self.chen = made.add_person("陈工", Role.ENGINEER)
        self.meeting = made.book(self.room, 120, 60, expected=20)
        self.desk = DirectDesk(made)
        services = Services(
            cast("Any", self.desk), cast("Any", None), look, cast("Any", None), cast("Any", None)
        )
        self.page = DispatchPage(services)
        qtbot.addWidget(self.page)
        self.page.resize(1500, 860)
        self.page.show()
        self.page.activate()
        qtbot.waitExposed(self.page)

    # short words ------------------------------------------------------------------------------------

    def tasks(self, person: str | None = None) -> list[TaskRecord]:
        self.page.refresh()
        board = self.page._board
        assert board is not None
        return [t for t in board.tasks if person is None or t.assignee_id == person]

    def give(self, person: str, meeting: str | None = None) -> None:
        mine = [
            t for t in self.tasks() if t.meeting_id == (meeting or self.meeting) and t.role is Role.ATTENDANT
        ]
        self.house.do(AssignTasks(tuple(t.id for t in mine), person, tuple(t.assignee_id for t in mine)))
        self.page.refresh()

    def busy(self, person: str, start_min: int = 60, minutes: int = 150) -> None:
        """Somebody has a standby elsewhere, over the set-up of the meeting."""
        task = self.house.new_id()
        at = WEDNESDAY + start_min * MINUTE
        self.house.do(
            AddTask(
                task,
                TaskKind.STANDBY,
                Role.ATTENDANT,
                at,
                at + minutes * MINUTE,
                at + minutes * MINUTE,
                room=self.other_room,
            )
        )
        self.house.do(AssignTasks((task,), person, (None,)))
        self.page.refresh()

    def row_centre(self, person: str) -> QPoint:
        board = self.page.board
        place = board.timeline().row_of(person)
        y = board.stack.top(place) + board.stack.height(place) // 2 - board.verticalOffset()
        return board.viewport().mapToGlobal(QPoint(board.viewport().width() // 2, y))

    def mouse(self, kind: QEvent.Type, widget: Any, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
        """A mouse event at a global place, sent to the widget that has the button."""
        left = Qt.MouseButton.LeftButton
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else left
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        local = QPointF(widget.mapFromGlobal(at))
        QApplication.sendEvent(widget, QMouseEvent(kind, local, QPointF(at), button, held, keys))

    def drag(
        self, widget: Any, start: QPoint, *way: QPoint, keys: Qt.KeyboardModifier = NONE, drop: bool = True
    ) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, widget, start)
        for at in way:
            self.mouse(QEvent.Type.MouseMove, widget, at, keys)
        if drop:
            self.mouse(QEvent.Type.MouseButtonRelease, widget, way[-1], keys)

    def entry_place(self, row: int = 0) -> QPoint:
        queue = self.page.queue
        return queue.viewport().mapToGlobal(queue.visualRect(queue.model().index(row, 0)).center())

    def carry(self, person: str, *, drop: bool = True) -> None:
        """Drag the first entry of the queue to somebody's row."""
        self.drag(self.page.queue.viewport(), self.entry_place(), self.row_centre(person), drop=drop)

    def bar_place(self, task: str) -> QPoint:
        board = self.page.board
        board.select_bar(task)
        rect = board.visualRect(board.timeline().bar_index(task))
        return board.viewport().mapToGlobal(rect.center())

    def say_reason(self, reason: str) -> None:
        panel = self.page.moves.panel
        field = panel.findChild(QLineEdit, "feedback_reason")
        assert field is not None
        assert field.isVisible()
        field.setText(reason)
        button = panel.findChild(QPushButton, "feedback_accept")
        assert button is not None
        button.click()

    def button(self, name: str) -> QPushButton:
        """A button of the page by its name."""
        found = self.page.findChild(QPushButton, name)
        assert isinstance(found, QPushButton)
        return found

    def texts(self) -> str:
        said = self.page.moves.panel.said()
        return "" if said is None else " | ".join(line.text for line in said.lines)


def assigned(stage: Stage) -> list[AssignTasks]:
    return [op for op in stage.desk.said if isinstance(op, AssignTasks)]
