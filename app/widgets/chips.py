"""Chips: a small box with icon and word, for states, priorities and tones.

`paint_chip` and `chip_width` serve delegates; `Chip` is the widget. A chip never shows colour alone: the word
is required. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look
from app.widgets.patterns import ROOM_STYLES, outline

CHIP_PX: Final = 20
_PAD: Final = 6
_GAP: Final = 4
_ICON: Final = 14
_RADIUS: Final = 3


@dataclass(frozen=True, slots=True)
class ChipStyle:
    """What a chip looks like. `tone`: ok, high, mid, low, accent, neutral, plain, or state.<room state>."""

    tone: str = "neutral"
    icon: str = ""
    dashed: bool = False
    filled: bool = False
    bold: bool = False


def state_chip(state: str) -> ChipStyle:
    """The chip of a room state: its pattern, its edge, its icon."""
    return ChipStyle(f"state.{state}", ROOM_STYLES[state].icon, bold=True)


def chip_width(text: str, style: ChipStyle, look: Look) -> int:
    """How wide `paint_chip` draws it."""
    icon = look.px(_ICON) + look.px(_GAP) if style.icon else 0
    return (
        round(look.metrics(12, bold=style.bold or style.filled).horizontalAdvance(text))
        + icon
        + 2 * look.px(_PAD)
    )


def paint_chip(
    painter: QPainter, at: QPointF, text: str, style: ChipStyle, look: Look, width: int | None = None
) -> QRectF:
    """Draw a chip; `at` is the middle of its left side. A
    given width elides the word. Returns what it covered.
    """
    full = chip_width(text, style, look)
    height = look.px(CHIP_PX)
    wide = full if width is None else min(full, width)
    rect = QRectF(round(at.x()), round(at.y() - height / 2), wide, height)
    ink, ground, edge = _colours(style, look)
    painter.save()
    if style.tone.startswith("state."):
        painter.fillRect(rect, look.brushes.state(style.tone[6:], painter.device().devicePixelRatio()))
        outline(painter, rect, edge or ink, ROOM_STYLES[style.tone[6:]].dash)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(edge, 1) if edge is not None else QPen(Qt.PenStyle.NoPen)
        if style.dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    x = rect.left() + look.px(_PAD)
    if style.icon:
        side = look.px(_ICON)
        look.paint_icon(
            painter, QPointF(round(x), round(rect.center().y() - side / 2)), style.icon, ink, _ICON
        )
        x += side + look.px(_GAP)
    bold = style.bold or style.filled
    painter.setFont(look.font(12, bold=bold))
    painter.setPen(ink)
    room = rect.right() - look.px(_PAD) - x + 1
    shown = look.metrics(12, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(x, rect.top(), room + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()
    return rect


def _colours(style: ChipStyle, look: Look) -> tuple[QColor, QColor, QColor | None]:
    theme = look.theme
    if style.tone.startswith("state."):
        state = theme.state(style.tone[6:])
        return state.ink, state.tint, state.edge
    if style.tone in {"high", "mid", "low"}:
        colours = theme.priority(style.tone)
        if style.filled:
            return (theme.accent_text if theme.is_dark else theme.surface), colours.ink, None
        return colours.text, colours.soft, colours.ink if style.dashed else None
    plain = {
        "ok": (theme.ok, theme.ok_soft),
        "accent": (theme.accent, theme.accent_soft),
        "neutral": (theme.text2, theme.sunken),
        "plain": (theme.text2, theme.surface),
    }
    ink, ground = plain[style.tone]
    edge = theme.control if style.dashed or style.tone == "plain" else None
    return ink, ground, edge


class Chip(QWidget):
    """A chip as a widget; its word is its accessible name."""

    def __init__(
        self, look: Look, text: str = "", style: ChipStyle | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._text = text
        self._style = style or ChipStyle()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        look.changed.connect(self.on_look_changed)

    def text(self) -> str:
        """The word."""
        return self._text

    def chip_style(self) -> ChipStyle:
        """The look of it."""
        return self._style

    def show_chip(self, text: str, style: ChipStyle) -> None:
        """Set word and look."""
        if (text, style) == (self._text, self._style):
            return
        self._text, self._style = text, style
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def show_state(self, state: str, word: str) -> None:
        """Show a room state."""
        self.show_chip(word, state_chip(state))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, self._style, self._look), self._look.px(CHIP_PX))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QPointF(0, self.height() / 2), self._text, self._style, self._look, self.width())
        painter.end()
