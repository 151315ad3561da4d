"""A room's day as one strip: meetings in their state's fill, closures hatched, the present minute. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look
from app.widgets.patterns import BlockStyle, paint_block

FIRST: Final = 8 * 60
LAST: Final = 20 * 60


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the local day in minutes. ``key`` comes back with a click."""

    key: str
    start: int
    end: int
    style: BlockStyle
    text: str


class DayStrip(QWidget):
    """08 to 20, wider when something lies outside."""

    chosen = Signal(str)
    """A block was clicked; its key."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._blocks: tuple[Block, ...] = ()
        self._now = 0
        self.setObjectName("day_strip")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        look.changed.connect(self.updateGeometry)

    def show_day(self, blocks: Sequence[Block], now: int) -> None:
        """Take the day; ``now`` in minutes of it."""
        if (tuple(blocks), now) != (self._blocks, self._now):
            self._blocks, self._now = tuple(blocks), now
            self.setAccessibleName(", ".join(block.text for block in blocks))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(300), self._look.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        painter = QPainter(self)
        track = QRectF(0, px(2), self.width(), px(26))
        painter.fillRect(track, theme.sunken)
        for block in self._blocks:
            box = self._box(block)
            painter.setBrushOrigin(box.topLeft())
            paint_block(painter, box, block.style, look.brushes)
        first, last = self._span()
        painter.setFont(look.font(12))
        painter.setPen(theme.muted)
        for hour in range(-(-first // 60), last // 60 + 1, 2 if last - first <= 14 * 60 else 4):
            text = str(hour)
            wide = look.metrics(12).horizontalAdvance(text)
            x = min(max(self._x(hour * 60) - wide / 2, 0), self.width() - wide)
            painter.drawText(QRectF(x, px(30), wide + 2, px(17)), Qt.AlignmentFlag.AlignVCenter, text)
        if first <= self._now <= last:
            painter.fillRect(QRectF(round(self._x(self._now)) - 1, 0, 2, px(30)), theme.now)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        block = self._at(event.position().toPoint())
        self.setToolTip(block.text.replace("&", "&amp;").replace("<", "&lt;") if block else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        block = self._at(event.position().toPoint())
        if block is not None:
            self.chosen.emit(block.key)

    def _at(self, at: QPoint) -> Block | None:
        return next((block for block in self._blocks if self._box(block).contains(at)), None)

    def _span(self) -> tuple[int, int]:
        first = min([FIRST, *(max(block.start, 0) // 60 * 60 for block in self._blocks)])
        last = max([LAST, *(-(-min(block.end, 1440) // 60) * 60 for block in self._blocks)])
        return first, last

    def _x(self, minute: int) -> float:
        first, last = self._span()
        return (minute - first) / (last - first) * self.width()

    def _box(self, block: Block) -> QRectF:
        left, right = round(self._x(block.start)), round(self._x(block.end))
        return QRectF(left, self._look.px(2), max(right - left - 1, 3), self._look.px(26))
