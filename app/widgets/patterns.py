"""Fill patterns: one brush per state, theme and pixel ratio, and the painting of filled blocks.

Used by the plan, the timeline, the board, the legend and the chips, so that one state has one look everywhere
(ui.md 2.2 and 2.3). A pattern is a small pixmap whose edges join; its size is a whole number of device
pixels. Who scrolls by moving pixels must move the brush too: `painter.setBrushOrigin(-scrolled)`. GUI thread.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QPainter, QPainterPath, QPen, QPixmap

from app.widgets.theme import Theme

_SQRT2: Final = math.sqrt(2)
READY_INSET: Final = 2.0  # px between a ready room's edge and its inner frame

Draw = Callable[[QPainter, QSizeF, float], None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a tile is drawn: its size at ratio 1 and the function that draws pattern lines into it."""

    width: float
    height: float
    draw: Draw


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """How a bar, tile or swatch is painted. `state` names the colours; "" is the plain surface."""

    state: str = ""
    patterned: bool = True
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine
    left_bar: bool = True
    icon: str = ""
    struck: bool = False
    muted: bool = False


def _diagonals(painter: QPainter, size: QSizeF, width: float, *, rising: bool, falling: bool) -> None:
    """Lines at 45 degrees; drawn past the tile on both sides so that neighbours join."""
    w, h = size.width(), size.height()
    pen = painter.pen()
    pen.setWidthF(width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for step in (-1, 0, 1):
        if rising:
            painter.drawLine(QPointF((step - 1) * w, 2 * h), QPointF((step + 2) * w, -h))
        if falling:
            painter.drawLine(QPointF((step - 1) * w, -h), QPointF((step + 2) * w, 2 * h))


def _lines45(painter: QPainter, size: QSizeF, _dpr: float) -> None:
    _diagonals(painter, size, 1.6, rising=True, falling=False)


def _bands45(painter: QPainter, size: QSizeF, _dpr: float) -> None:
    _diagonals(painter, size, 4.0, rising=True, falling=False)


def _hatch(painter: QPainter, size: QSizeF, _dpr: float) -> None:
    _diagonals(painter, size, 1.2, rising=True, falling=True)


def _dots(painter: QPainter, size: QSizeF, _dpr: float) -> None:
    painter.setBrush(painter.pen().color())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(size.width() / 2, size.height() / 2), 1.15, 1.15)


def _vertical(painter: QPainter, size: QSizeF, dpr: float) -> None:
    painter.fillRect(QRectF(0, 0, max(1, round(2 * dpr)) / dpr, size.height()), painter.pen().color())


def _horizontal(painter: QPainter, size: QSizeF, dpr: float) -> None:
    painter.fillRect(QRectF(0, 0, size.width(), max(1, round(1.4 * dpr)) / dpr), painter.pen().color())


def _waves(painter: QPainter, size: QSizeF, _dpr: float) -> None:
    w, middle, rise = size.width(), size.height() / 2, size.height() * 0.14
    pen = painter.pen()
    pen.setWidthF(1.3)
    painter.setPen(pen)
    path = QPainterPath(QPointF(-w, middle))
    for step in range(-1, 2):
        x = step * w
        path.cubicTo(
            QPointF(x + w / 6, middle - rise * 2),
            QPointF(x + w / 3, middle - rise * 2),
            QPointF(x + w / 2, middle),
        )
        path.cubicTo(
            QPointF(x + w * 2 / 3, middle + rise * 2),
            QPointF(x + w * 5 / 6, middle + rise * 2),
            QPointF(x + w, middle),
        )
    painter.drawPath(path)


PATTERNS: Final[dict[str, Pattern]] = {
    "preparing": Pattern(10 * _SQRT2, 10 * _SQRT2, _lines45),
    "reserved_soon": Pattern(9, 9, _dots),
    "overrun": Pattern(9, 9, _vertical),
    "to_clean": Pattern(8, 8, _horizontal),
    "cleaning": Pattern(16, 8, _waves),
    "out_of_service": Pattern(10 * _SQRT2, 10 * _SQRT2, _hatch),
    "emergency": Pattern(16 * _SQRT2, 16 * _SQRT2, _bands45),
}

_DASH: Final = Qt.PenStyle.DashLine
_DOT: Final = Qt.PenStyle.DotLine

ROOM_STYLES: Final[dict[str, BlockStyle]] = {
    "in_session": BlockStyle("in_session", icon="users-round"),
    "ready": BlockStyle("ready", icon="circle-check"),
    "preparing": BlockStyle("preparing", icon="clipboard-list"),
    "reserved_soon": BlockStyle("reserved_soon", icon="clock"),
    "overrun": BlockStyle("overrun", icon="timer"),
    "to_clean": BlockStyle("to_clean", icon="brush-cleaning"),
    "cleaning": BlockStyle("cleaning", icon="brush-cleaning"),
    "available": BlockStyle("available", icon="circle", left_bar=False),
    "closed": BlockStyle("closed", icon="moon", dash=_DASH, left_bar=False),
    "out_of_service": BlockStyle("out_of_service", icon="wrench"),
    "emergency": BlockStyle("emergency", icon="siren"),
}
"""Rooms by RoomStatus."""

MEETING_STYLES: Final[dict[str, BlockStyle]] = {
    "submitted": BlockStyle(dash=_DASH, left_bar=False, icon="hourglass"),
    "waitlisted": BlockStyle(dash=_DOT, left_bar=False, icon="hourglass"),
    "confirmed": BlockStyle(left_bar=False),
    "preparing": ROOM_STYLES["preparing"],
    "ready": ROOM_STYLES["ready"],
    "in_session": ROOM_STYLES["in_session"],
    "overrun": ROOM_STYLES["overrun"],
    "ended": BlockStyle("closed", left_bar=False, muted=True),
    "cleaned": BlockStyle("closed", left_bar=False, muted=True),
    "history": BlockStyle("closed", left_bar=False, muted=True),
    "cancelled": BlockStyle(dash=_DOT, left_bar=False, icon="circle-slash", struck=True, muted=True),
    "no_show": BlockStyle(dash=_DOT, left_bar=False, icon="user-x", struck=True, muted=True),
}
"""Bars by MeetingPhase."""

TASK_STYLES: Final[dict[str, BlockStyle]] = {
    "pending": BlockStyle(dash=_DASH, left_bar=False, icon="circle-dashed"),
    "offered": BlockStyle(dash=_DASH, left_bar=False, icon="hand"),
    "assigned": BlockStyle("reserved_soon", dash=_DASH, icon="send"),
    "acknowledged": BlockStyle("ready", patterned=False, icon="check"),
    "on_site": BlockStyle("in_session", icon="map-pin-check"),
    "in_progress": BlockStyle("in_session", icon="circle-dot"),
    "done": BlockStyle("closed", left_bar=False, icon="check", muted=True),
    "verified": BlockStyle("closed", left_bar=False, icon="badge-check", muted=True),
    "cancelled": BlockStyle(dash=_DOT, left_bar=False, icon="circle-slash", struck=True, muted=True),
    "overdue": BlockStyle("overrun", icon="flag"),
    "rest": BlockStyle("closed", dash=_DASH, left_bar=False, icon="utensils", muted=True),
    "walk": BlockStyle("to_clean", left_bar=False, icon="footprints"),
}
"""Blocks by TaskState; beside them the flag "overdue" (paint
it instead of the state), "rest" and "walk" (9 px stub).
"""

TASK_ICONS: Final[dict[str, str]] = {
    "setup": "armchair",
    "check": "clipboard-check",
    "guide": "signpost",
    "tea_refill": "coffee",
    "clean": "brush-cleaning",
    "standby": "headset",
    "call": "bell-ring",
    "equipment_test": "video",
    "repair": "wrench",
    "inspection": "footprints",
    "lost_item": "search-check",
}
"""Lucide names by TaskKind."""


class Brushes:
    """The brushes of one theme, made once per state and pixel ratio."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._brushes: dict[tuple[str, float], QBrush] = {}

    def state(self, name: str, dpr: float | None = None) -> QBrush:
        """The fill of a room state: tint with its pattern. Painters pass their device's pixel ratio."""
        ratio = dpr if dpr is not None else screen_ratio()
        key = (name, ratio)
        found = self._brushes.get(key)
        if found is None:
            colours = self._theme.state(name)
            pattern = PATTERNS.get(name)
            found = QBrush(
                colours.tint if pattern is None else tile(pattern, colours.tint, colours.pattern, ratio)
            )
            self._brushes[key] = found
        return found

    def fill(self, style: BlockStyle, dpr: float | None = None) -> QBrush:
        """The fill of a block: a state's brush, its plain tint, or the surface."""
        if not style.state:
            return QBrush(self._theme.surface)
        return (
            self.state(style.state, dpr) if style.patterned else QBrush(self._theme.state(style.state).tint)
        )

    def edge(self, style: BlockStyle) -> QColor:
        """The outline colour of a block."""
        return self._theme.state(style.state).edge if style.state else self._theme.control

    def ink(self, style: BlockStyle) -> QColor:
        """The colour of the state's word and icon on a block."""
        if style.muted:
            return self._theme.muted
        return self._theme.state(style.state).ink if style.state else self._theme.text

    def body(self, style: BlockStyle) -> QColor:
        """The colour of a title or number on a block: text, but white on a locked room's red."""
        if style.muted:
            return self._theme.muted
        return self._theme.state(style.state).ink if style.state == "emergency" else self._theme.text

    def second(self, style: BlockStyle) -> QColor:
        """The colour of secondary words on a block."""
        return self.body(style) if style.muted or style.state == "emergency" else self._theme.text2


def screen_ratio() -> float:
    """The main screen's pixel ratio."""
    return QGuiApplication.primaryScreen().devicePixelRatio()


def tile(pattern: Pattern, tint: QColor, ink: QColor, dpr: float) -> QPixmap:
    """One tile of a pattern; it repeats without a seam because its sides are whole device pixels."""
    across, down = max(1, round(pattern.width * dpr)), max(1, round(pattern.height * dpr))
    pixmap = QPixmap(across, down)
    pixmap.fill(tint)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(dpr, dpr)
    painter.setPen(QPen(ink, 1.0))
    pattern.draw(painter, QSizeF(across / dpr, down / dpr), dpr)
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def paint_block(
    painter: QPainter, rect: QRectF, style: BlockStyle, brushes: Brushes, *, bar: float = 3.0
) -> None:
    """Fill and outline a block: 1 px edge inside `rect`,
    left state bar, a ready block's inner frame. No words.
    """
    dpr = painter.device().devicePixelRatio()
    painter.fillRect(rect, brushes.fill(style, dpr))
    edge = brushes.edge(style)
    outline(painter, rect, edge, style.dash)
    if style.left_bar:
        painter.fillRect(QRectF(rect.left(), rect.top(), bar, rect.height()), edge)
    if style.state == "ready" and style.patterned and min(rect.width(), rect.height()) > 4 * READY_INSET:
        inset = rect.adjusted(READY_INSET, READY_INSET, -READY_INSET, -READY_INSET)
        if style.left_bar:
            inset.setLeft(rect.left() + bar + READY_INSET - 1)
        outline(painter, inset, edge)


def outline(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    dash: Qt.PenStyle = Qt.PenStyle.SolidLine,
    width: float = 1.0,
) -> None:
    """A crisp line just inside a rectangle; the dash is the same 4-3 (or 1-3) on every device."""
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash == Qt.PenStyle.DashLine:
        pen.setDashPattern([4 / width, 3 / width])
    elif dash == Qt.PenStyle.DotLine:
        pen.setDashPattern([1.5 / width, 2.5 / width])
    painter.save()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRect(rect.adjusted(half, half, -half, -half))
    painter.restore()


def paint_state_swatch(painter: QPainter, rect: QRectF, state: str, brushes: Brushes) -> None:
    """A legend's small sample of a room state (put its icon over it with `look.paint_icon`)."""
    style = ROOM_STYLES[state]
    paint_block(painter, rect, BlockStyle(style.state, dash=style.dash, left_bar=False), brushes)
