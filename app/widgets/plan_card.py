"""The card that a resting pointer brings up: a room in full words, nothing to click. GUI thread.

It says what the tile elides, so it never says more of a classified meeting than the tile does.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.models.tiles import Tile
from app.widgets.chips import paint_chip, state_chip
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape

HOVER_MS: Final = 300
_WIDTH: Final = 296
_PAD: Final = 12
_ROW: Final = 21


class PlanCard(QWidget):
    """A tooltip window with a tile's words."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self._look = look
        self._tile: Tile | None = None
        self._rows: list[tuple[str, str, bool, str]] = []  # text, colour role, bold, icon
        self.setObjectName("plan_card")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_tile(self, tile: Tile) -> None:
        """Take a room's words."""
        self._tile = tile
        self.setAccessibleName(tile.accessible)
        self._rows = list(_rows(tile))
        width = self._look.px(_WIDTH)
        self.resize(QSize(width, self._look.px(2 * _PAD + 24 + 26 + _ROW * self._lines())))
        self.update()

    def place(self, corner: QPoint, size: QSize) -> None:
        """Stand beside a tile, on whichever side there is room."""
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        x = corner.x() + size.width() + 8
        if x + self.width() > free.right():
            x = corner.x() - self.width() - 8
        x = max(free.left(), min(x, free.right() - self.width()))
        y = max(free.top(), min(corner.y(), free.bottom() - self.height()))
        self.move(x, y)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tile = self._tile
        if tile is None:
            return
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.theme.surface)
        painter.setPen(QPen(look.theme.control, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        left, y = px(_PAD), px(_PAD)
        painter.setFont(look.font(15, bold=True))
        painter.setPen(look.theme.text)
        heading = f"{tile.heading}  {tile.seats}".strip()
        box = QRectF(left, y, self.width() - 2 * left, px(22))
        shown = look.metrics(15, bold=True).elidedText(heading, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        y += px(26)
        paint_chip(painter, QPointF(left, y + px(10)), tile.word, state_chip(tile.status.value), look)
        if tile.alarm is not None:
            side = px(18)
            paint_alarm_shape(
                painter,
                QRectF(self.width() - left - side, y + px(1), side, side),
                tile.alarm.level.value,
                look,
                filled=not tile.alarm.is_acknowledged,
            )
        y += px(26)
        self._paint_rows(painter, left, y)
        painter.end()

    def _paint_rows(self, painter: QPainter, left: int, y: int) -> None:
        look, px = self._look, self._look.px
        for text, role, bold, icon in self._rows:
            x = left
            if icon:
                look.paint_icon(painter, QPointF(x, y + px(3)), icon, role, 14)
                x += px(20)
            width = self.width() - px(_PAD) - x
            painter.setFont(look.font(13, bold=bold))
            painter.setPen(look.colour(role))
            flags = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWrapAnywhere)
            high = px(_ROW) * self._lines_of(text, bold=bold)
            painter.drawText(QRectF(x, y, width, high), flags, text[:200])
            y += high

    def _lines(self) -> int:
        return sum(self._lines_of(text, bold=bold) for text, _, bold, _ in self._rows)

    def _lines_of(self, text: str, *, bold: bool) -> int:
        width = self._look.px(_WIDTH - 2 * _PAD - 20)
        return max(
            1, min(4, -(-round(self._look.metrics(13, bold=bold).horizontalAdvance(text[:200])) // width))
        )


def _rows(tile: Tile) -> list[tuple[str, str, bool, str]]:
    rows = []
    if tile.title:
        rows.append((tile.title, "text", True, ""))
    if tile.detail:
        rows.append((tile.detail, "text2", False, ""))
    if tile.flag:
        rows.append((tile.flag, "high_text", True, "flag"))
    if tile.countdown:
        rows.append((f"{tile.countdown} {tile.suffix}".strip(), "text", False, "clock"))
    if tile.note:
        rows.append((tile.note, "text2", False, "armchair"))
    if tile.staff:
        missing = bool(tile.staff_missing)
        words = f"{tile.staff} {tile.staff_missing}".strip()
        rows.append(
            (words, "high_text" if missing else "text2", missing, "user-x" if missing else "user-check")
        )
    if tile.temperature:
        rows.append((tile.temperature, "text2", False, "thermometer"))
    if tile.alarm is not None and tile.alarm.text:
        rows.append((tile.alarm.text, f"{tile.alarm.level.value}_text", False, "bell-ring"))
    return rows
