"""The floor plan of 10,000 rooms against the same scene in QGraphicsView: full repaint, and 1 % changed.

The scene is what the goal names: one QGraphicsRectItem and one QGraphicsSimpleTextItem a room. Our view
is made to write its numbers at this size too, though on a screen it would leave them out (ui.md 4.1);
that is the second pair.
"""

from __future__ import annotations

import os
import random
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from app.domain.states import RoomStatus
from app.models.rooms import Role
from app.models.tiles import Tile
from app.widgets.look import Look
from app.widgets.plan import PlanView
from app.widgets.plan_tile import Level
from app.words import states
from bench.harness import Result, interleaved, timed

ROOMS, ACROSS, SIZE = 10_000, 125, (1600, 1000)
STATES = (
    RoomStatus.AVAILABLE,
    RoomStatus.IN_SESSION,
    RoomStatus.READY,
    RoomStatus.PREPARING,
    RoomStatus.OVERRUN,
)


class Rows(QAbstractListModel):
    """Tiles made before the clock starts: the bench is of painting."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles = [_tile(number, STATES[number % len(STATES)]) for number in range(ROOMS)]
        self.others = [_tile(number, STATES[(number + 1) % len(STATES)]) for number in range(ROOMS)]

    def rowCount(self, _parent: Any = None) -> int:
        return len(self.tiles)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        tile = self.tiles[index.row()]
        if role == Role.TILE:
            return tile
        if role == Role.ROOM_ID:
            return tile.room_id
        if role == Role.STATUS:
            return tile.status
        return None

    def change(self, rows: list[int]) -> None:
        """Other states, told row by row as the rooms model does."""
        for row in rows:
            self.tiles[row], self.others[row] = self.others[row], self.tiles[row]
            self.dataChanged.emit(self.index(row), self.index(row))


def _tile(number: int, status: RoomStatus) -> Tile:
    word = states.room_status(status)
    return Tile(f"r{number}", None, status, f"{number % 10_000:04}室", "", word, word)


def _scene(look: Look) -> tuple[QGraphicsView, list[QGraphicsRectItem]]:
    scene = QGraphicsScene()
    wide, high = SIZE[0] / ACROSS, SIZE[1] / (ROOMS / ACROSS)
    rects = []
    for number in range(ROOMS):
        x, y = number % ACROSS * wide, number // ACROSS * high
        rect = QGraphicsRectItem(x, y, wide - 1, high - 1)
        rect.setBrush(QBrush(look.theme.state(STATES[number % len(STATES)].value).tint))
        text = QGraphicsSimpleTextItem(f"{number % 10_000:04}室")
        text.setFont(look.font(12, bold=True))
        text.setPos(x + 2, y)
        scene.addItem(rect)
        scene.addItem(text)
        rects.append(rect)
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setFixedSize(*SIZE)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view, rects


def run() -> list[Result]:
    """Both pairs of measurements."""
    app = QApplication.instance() or QApplication([])
    look = Look("light")
    model = Rows()
    plan = PlanView(look)
    plan.setModel(model)
    plan.setFixedSize(*SIZE)
    plan.show_floor(None, None)
    scene, rects = _scene(look)
    plan.show()
    scene.show()
    for _ in range(4):
        app.processEvents()
    results = []
    chance = random.Random(1)
    for least, words in ((Level.PATTERN, "with numbers"), (Level.NUMBER, "as a screen shows it")):
        plan.canvas.least_text = least
        plan.canvas.forget()
        plan.viewport().repaint()
        base, ours = interleaved(lambda: timed(scene.viewport().repaint), lambda: timed(lambda: _whole(plan)))
        goal = 0.5 if least is Level.PATTERN else None
        results.append(Result(f"plan of {ROOMS} rooms, full repaint", goal, base, ours, words))
        base, ours = interleaved(
            lambda: timed(lambda: _change_scene(app, rects, chance)),
            lambda: timed(lambda: _change_plan(app, model, chance)),
        )
        goal = 0.15 if least is Level.PATTERN else None
        results.append(Result(f"plan of {ROOMS} rooms, 1 % changed", goal, base, ours, words))
    plan.close()
    scene.close()
    return results


def _whole(plan: PlanView) -> None:
    plan.canvas.forget()
    plan.viewport().repaint()


def _change_scene(app: Any, rects: list[QGraphicsRectItem], chance: random.Random) -> None:
    colour = QColor(
        chance.randrange(256), chance.randrange(256), chance.randrange(256)
    )  # an equal brush is no change
    for row in chance.sample(range(ROOMS), ROOMS // 100):
        rects[row].setBrush(QBrush(colour))
    app.processEvents()


def _change_plan(app: Any, model: Rows, chance: random.Random) -> None:
    model.change(chance.sample(range(ROOMS), ROOMS // 100))
    app.processEvents()
