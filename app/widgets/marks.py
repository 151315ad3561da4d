"""Small painted signs: alarm shapes with their digit, count badges, key caps, load bars.

Painting functions for views and delegates; nothing here keeps state. Every sign carries shape or text besides
colour. Sizes are given at 100 % and scaled by the look. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.widgets.look import Look

DIGITS: Final = {"high": "1", "mid": "2", "low": "3"}
KEY_CAP_PX: Final = 18  # height of a key cap
BADGE_PX: Final = 16  # height of a count badge
_BADGE_LIMIT: Final = 99


def alarm_path(rect: QRectF, level: str) -> QPainterPath:
    """The outline of a priority's shape inside a square: triangle, diamond or circle."""
    path = QPainterPath()
    centre = rect.center()
    if level == "high":
        path.moveTo(centre.x(), rect.top() + rect.height() * 0.04)
        path.lineTo(rect.right(), rect.bottom() - rect.height() * 0.08)
        path.lineTo(rect.left(), rect.bottom() - rect.height() * 0.08)
    elif level == "mid":
        path.moveTo(centre.x(), rect.top())
        path.lineTo(rect.right(), centre.y())
        path.lineTo(centre.x(), rect.bottom())
        path.lineTo(rect.left(), centre.y())
    elif level == "low":
        path.addEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        raise KeyError(level)
    path.closeSubpath()
    return path


def paint_alarm_shape(
    painter: QPainter, rect: QRectF, level: str, look: Look, *, filled: bool = True
) -> None:
    """A priority's shape with its digit: filled while nobody has acknowledged it, else an outline."""
    colours = look.theme.priority(level)
    side = min(rect.width(), rect.height())
    square = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
    line = max(1.5, side / 12)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colours.ink, line)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colours.ink if filled else look.theme.surface)
    painter.drawPath(alarm_path(square.adjusted(line / 2, line / 2, -line / 2, -line / 2), level))
    font = look.font(13, bold=True)
    small = type(font)(font)
    small.setPixelSize(max(7, round(side * (0.5 if level == "high" else 0.6))))
    painter.setFont(small)
    painter.setPen(_on(colours.ink, look) if filled else colours.ink)
    drop = side * 0.12 if level == "high" else 0.0
    painter.drawText(square.translated(0, drop), Qt.AlignmentFlag.AlignCenter, DIGITS[level])
    painter.restore()


def badge_text(count: int) -> str:
    """What a badge says: the number, or 99+."""
    return str(count) if count <= _BADGE_LIMIT else f"{_BADGE_LIMIT}+"


def paint_badge(painter: QPainter, centre: QPointF, count: int, look: Look, *, level: str = "high") -> QRectF:
    """A count of things that wait for a person, in a pill around `centre`; returns what it covered."""
    text = badge_text(count)
    font = look.font(12, bold=True)
    height = float(look.px(BADGE_PX))
    width = max(height, look.metrics(12, bold=True).horizontalAdvance(text) + look.px(8))
    rect = QRectF(round(centre.x() - width / 2), round(centre.y() - height / 2), round(width), height)
    colours = look.theme.priority(level)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.ink)
    painter.drawRoundedRect(rect, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(_on(colours.ink, look))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return rect


def key_cap_width(text: str, look: Look) -> int:
    """How wide `paint_key_cap` draws a key's name."""
    return round(max(look.metrics(12).horizontalAdvance(text) + look.px(10), look.px(KEY_CAP_PX)))


def paint_key_cap(
    painter: QPainter,
    at: QPointF,
    text: str,
    look: Look,
    *,
    ink: QColor | None = None,
    edge: QColor | None = None,
) -> QRectF:
    """A key's name in a small cap; `at` is the middle of its left side. Returns what it covered."""
    height = look.px(KEY_CAP_PX)
    rect = QRectF(round(at.x()), round(at.y() - height / 2), key_cap_width(text, look), height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge or look.theme.line2, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(look.font(12))
    painter.setPen(ink or look.theme.muted)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return rect


def paint_load_bar(
    painter: QPainter,
    rect: QRectF,
    share: float,
    look: Look,
    *,
    tick: float | None = None,
    role: str = "accent",
) -> None:
    """A thin bar filled to `share` of its length (0 to 1), with a tick where the norm lies."""
    theme = look.theme
    painter.fillRect(rect, theme.line)
    painter.fillRect(
        QRectF(rect.left(), rect.top(), rect.width() * min(max(share, 0.0), 1.0), rect.height()),
        theme.role(role),
    )
    if tick is not None:
        x = rect.left() + rect.width() * min(max(tick, 0.0), 1.0)
        painter.fillRect(QRectF(round(x) - 1, rect.top() - 3, 2, rect.height() + 6), theme.text)


def _on(ground: QColor, look: Look) -> QColor:
    """White or the theme's dark accent text, whichever reads better on a filled shape."""
    return QColor("#FFFFFF") if not look.theme.is_dark else look.theme.accent_text
