"""What mouse, wheel and keys mean on the plan: choose, open, zoom, pan, the card of a resting pointer.

The base of PlanView, which knows where rooms are. No drag-and-drop: a drag moves the floor. GUI thread.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from app.models.rooms import Role
from app.models.tiles import Tile
from app.widgets.look import Look
from app.widgets.plan_card import HOVER_MS, PlanCard

STEP: Final = 1.2  # of zoom, by key or by a notch of the wheel
_CURSOR_KEYS: Final = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End}
)


class PlanInput(QAbstractItemView):
    """See the module."""

    opened = Signal(str)
    """Enter or a double click on a room; its id."""
    menu_wanted = Signal(str, QPoint)
    """Right click or the menu key on a room; its id and the place on the screen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._press: QPoint | None = None
        self._pan_from = QPoint()
        self._is_panning = False
        self._hovered = ""
        self._card = PlanCard(look, self)
        self._hover = self._timer(HOVER_MS, self.on_hover, single=True)

    # what the view answers ------------------------------------------------------------------------------

    @abstractmethod
    def fit(self) -> None:
        """The whole floor."""

    @abstractmethod
    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a place of the viewport, by default its middle."""

    @abstractmethod
    def current_room(self) -> str:
        """The current room's id, "" when none on this floor is."""

    @abstractmethod
    def shape_rect(self, room_id: str) -> QRect:
        """Where a room is in the viewport."""

    @abstractmethod
    def tile_of(self, room_id: str) -> Tile | None:
        """What a room's tile says."""

    # events ---------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120
        if notches:
            self._card.hide()
            self.zoom_by(STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hover.stop()
        self._card.hide()
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            self._press = self._pan_from = event.position().toPoint()
        if event.button() == Qt.MouseButton.RightButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.setCurrentIndex(index)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._press is not None:
            if (
                not self._is_panning
                and (at - self._press).manhattanLength() >= QApplication.startDragDistance()
            ):
                self._is_panning = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._is_panning:
                moved = at - self._pan_from
                self._pan_from = at
                self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
            return
        index = self.indexAt(at)
        room_id = str(index.data(Role.ROOM_ID)) if index.isValid() else ""
        if room_id != self._hovered:
            self._hovered = room_id
            self._card.hide()
            if room_id:
                self._hover.start()
            else:
                self._hover.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_panning, self._is_panning, self._press = self._is_panning, False, None
        self.viewport().unsetCursor()
        if event.button() == Qt.MouseButton.LeftButton and not was_panning:
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.setCurrentIndex(index)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self.opened.emit(str(index.data(Role.ROOM_ID)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        room_id = self.current_room()
        if not room_id:
            return
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.shape_rect(room_id).center())
        self.menu_wanted.emit(room_id, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        room_id = self.current_room()
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and room_id:
            self.opened.emit(room_id)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / STEP)
        elif key in _CURSOR_KEYS:
            super().keyPressEvent(event)
            return
        else:
            event.ignore()
            return
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hovered = ""
            self._hover.stop()
            self._card.hide()
        if event.type() == QEvent.Type.ToolTip:
            return True  # the card says it
        return super().viewportEvent(event)

    def on_hover(self) -> None:
        """The pointer rested on a room."""
        tile = self.tile_of(self._hovered)
        if tile is None or not self.isVisible():
            return
        self._card.show_tile(tile)
        self._card.place(
            self.viewport().mapToGlobal(self.shape_rect(tile.room_id).topLeft()),
            self.shape_rect(tile.room_id).size(),
        )

    # private ------------------------------------------------------------------------------------------

    def _timer(self, ms: int, slot: Callable[[], None], *, single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.setSingleShot(single)
        timer.timeout.connect(slot)
        return timer
