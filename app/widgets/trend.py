"""A value over the last two hours: the instant as a thin line, the mean as a thick one, the limit dashed.

Own painting on own axes; no smoothing, no animation; holes stay holes. Redrawn when the page says so (once
a second at most), never per message. Texts come in translated. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look

HEIGHT_PX: Final = 184
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_TICK_MS: Final = 30 * 60_000


@dataclass(frozen=True, slots=True)
class Curve:
    """What the chart shows: points (instant, value), None where nothing was measured."""

    from_ms: int
    to_ms: int
    points: Sequence[tuple[int, float | None]]
    mean: Sequence[tuple[int, float]] = ()
    limit: float | None = None
    limit_word: str = ""
    empty_word: str = ""


class TrendChart(QWidget):
    """The chart; ``clock`` writes an instant as a wall time, ``number`` a value."""

    def __init__(
        self,
        look: Look,
        clock: Callable[[int], str],
        number: Callable[[float], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._number = number
        self._curve = Curve(0, 1, ())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)

    def show_curve(self, curve: Curve, spoken: str) -> None:
        """Show other points."""
        self._curve = curve
        self.setAccessibleName(spoken)
        self.update()

    def curve(self) -> Curve:
        """What is shown."""
        return self._curve

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(400), self._look.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, theme = self._look.px, self._look.theme
        plot = QRectF(px(42), px(22), self.width() - px(50), self.height() - px(46))
        painter = QPainter(self)
        painter.setFont(self._look.font(12))
        values = [value for _, value in self._curve.points if value is not None]
        if not values:
            painter.setPen(theme.muted)
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._curve.empty_word)
            painter.end()
            return
        low, high, step = span(values, self._curve.limit)
        self._paint_grid(painter, plot, low, high, step)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, plot, low, high)
        painter.end()

    def _paint_grid(self, painter: QPainter, plot: QRectF, low: float, high: float, step: float) -> None:
        theme, px = self._look.theme, self._look.px
        level = low
        while level <= high + step / 100:
            y = round(plot.bottom() - (level - low) / (high - low) * plot.height())
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), theme.line)
            painter.setPen(theme.muted)
            box = QRectF(0, y - px(10), plot.left() - px(6), px(20))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._number(level)
            )
            level += step
        first = -(-self._curve.from_ms // _TICK_MS) * _TICK_MS
        for at in range(first, self._curve.to_ms + 1, _TICK_MS):
            x = plot.left() + self._x(at) * plot.width()
            box = QRectF(x - px(30), plot.bottom() + px(4), px(60), px(18))
            box.moveRight(min(box.right(), float(self.width())))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._clock(at))

    def _paint_lines(self, painter: QPainter, plot: QRectF, low: float, high: float) -> None:
        theme = self._look.theme

        def place(at: int, value: float) -> QPointF:
            y = plot.bottom() - (value - low) / (high - low) * plot.height()
            return QPointF(plot.left() + self._x(at) * plot.width(), y)

        limit = self._curve.limit
        if limit is not None and low <= limit <= high:
            y = place(self._curve.from_ms, limit).y()
            pen = QPen(theme.high, 1.2)
            pen.setDashPattern([5, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.high_text)
            box = QRectF(plot.left(), y - self._look.px(20), plot.width(), self._look.px(18))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._curve.limit_word
            )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 1.4))
        painter.drawPath(path(self._curve.points, place))
        painter.setPen(QPen(theme.text, 2.4))
        painter.drawPath(path(self._curve.mean, place))
        self._paint_ends(painter, place)

    def _paint_ends(self, painter: QPainter, place: Callable[[int, float], QPointF]) -> None:
        """The newest values: a dot for the instant, a square for the mean."""
        painter.setPen(Qt.PenStyle.NoPen)
        last = next(((at, value) for at, value in reversed(self._curve.points) if value is not None), None)
        if last is not None:
            painter.setBrush(self._look.theme.accent)
            painter.drawEllipse(place(*last), 3.5, 3.5)
        if self._curve.mean:
            end = place(*self._curve.mean[-1])
            painter.setBrush(self._look.theme.text)
            painter.drawRect(QRectF(end.x() - 3, end.y() - 3, 6, 6))

    def _x(self, at: int) -> float:
        curve = self._curve
        return (at - curve.from_ms) / max(curve.to_ms - curve.from_ms, 1)


def span(values: Sequence[float], limit: float | None) -> tuple[float, float, float]:
    """A span of whole steps around the values, with the limit in it when it is near: (low, high, step)."""
    low, high = min(values), max(values)
    if limit is not None and limit < high + (high - low + 1) * 4:
        high, low = max(high, limit), min(low, limit)
    wide = max(high - low, 1e-9, abs(high) / 50)
    step = next((s / 100 for s in (*_STEPS, *(s * 100 for s in _STEPS)) if wide / (s / 100) <= 5), wide)
    bottom, top = (low // step) * step, -(-high // step) * step
    return bottom, top if top > bottom else bottom + step, step


def path(
    points: Sequence[tuple[int, float | None]] | Sequence[tuple[int, float]],
    place: Callable[[int, float], QPointF],
) -> QPainterPath:
    """A line through the points, broken where nothing was measured."""
    drawn = QPainterPath()
    pen_down = False
    for at, value in points:
        if value is None:
            pen_down = False
            continue
        point = place(at, value)
        if pen_down:
            drawn.lineTo(point)
        else:
            drawn.moveTo(point)
        pen_down = True
    return drawn
