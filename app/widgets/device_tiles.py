"""The devices of a room as tiles: icon of the state, name, state and values with their age. One painted view.

A QListView in icon mode over a device model (column 0), so that selection, keys and accessibility are Qt's.
The dashed red frame says what the words say too: something does not work. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.look import Look
from app.widgets.patterns import outline

TILE_PX: Final = 50
LEAST_WIDTH_PX: Final = 148
_GAP: Final = 8
_SPARE: Final = 8  # a list view breaks its row a little before its edge
Index = QModelIndex | QPersistentModelIndex
Face = tuple[str, str, str, str]
"""State ("online", "offline", "fault", "maintenance", "stale"), its icon, name, second line."""

_INK: Final = {"online": "ok", "offline": "high", "fault": "high", "maintenance": "text2", "stale": "muted"}


class _Tile(QStyledItemDelegate):
    """Paints a tile from the face that the view is given for an index."""

    def __init__(self, look: Look, face_of: Callable[[Index], Face], view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._face_of = face_of
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, theme = self._look, self._look.theme
        state, icon, name, line = self._face_of(index)
        rect = QRectF(option.rect).adjusted(0, 0, -_GAP, -_GAP)
        bad = state in {"offline", "fault"}
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.high_soft if bad else theme.selected if selected else theme.surface)
        if bad:
            outline(painter, rect, theme.high, Qt.PenStyle.DashLine, 2)
        else:
            outline(painter, rect, theme.accent if selected else theme.line2)
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        ink = theme.role(_INK[state])
        x, wide = rect.left() + look.px(10), rect.width() - look.px(18)
        middle = rect.top() + rect.height() * 0.31
        look.paint_icon(painter, QPointF(round(x), round(middle - look.px(7))), icon, ink, 14)
        painter.setFont(look.font(13, bold=True))
        painter.setPen(theme.high_text if bad else theme.muted if state == "stale" else theme.text)
        text = look.metrics(13, bold=True).elidedText(name, Qt.TextElideMode.ElideRight, wide - look.px(20))
        head = QRectF(x + look.px(20), rect.top() + look.px(3), wide - look.px(18), look.px(20))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(look.font(12, bold=bad))
        painter.setPen(theme.high_text if bad else theme.muted if state == "stale" else theme.text2)
        more = look.metrics(12, bold=bad).elidedText(line, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(x, head.bottom(), wide + 4, look.px(18)), Qt.AlignmentFlag.AlignVCenter, more)
        painter.restore()


class DeviceTiles(QListView):
    """As many columns as fit; the height follows the rows."""

    opened = Signal(QModelIndex)
    """Enter or double click on a device."""

    def __init__(self, look: Look, face_of: Callable[[Index], Face], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Tile(look, face_of, self))
        self.activated.connect(self.opened)
        look.watch(self.on_look_changed)

    def fit(self) -> None:
        """Set tile width and own height to what is there."""
        px = self._look.px
        wide = max(self.width(), 1)
        columns = max(1, min(4, wide // px(LEAST_WIDTH_PX)))
        tile = QSize((wide - _SPARE) // columns, px(TILE_PX) + _GAP)
        if tile != self.gridSize():
            self.setGridSize(tile)
        model: QAbstractItemModel | None = self.model()
        count = 0 if model is None else model.rowCount()
        rows = -(-count // columns)
        self.setFixedHeight(max(rows, 1) * tile.height())

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
