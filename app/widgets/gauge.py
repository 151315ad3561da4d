"""A gauge of one air quantity: the allowed band as a frame, the instant value under it, the mean above it.

Two marks, never one: a triangle below for the instant (it only indicates), a diamond above for the mean
(it decides). The verdict is words and icon. Painted; texts come in translated. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look

HEIGHT_PX: Final = 70
_BAR_PX: Final = 8
_MARK_PX: Final = 5
VERDICT_ICONS: Final = {"met": "check", "exceeded": "triangle-alert", "not_assessed": "minus"}
_VERDICT_INK: Final = {"met": "ok", "exceeded": "high_text", "not_assessed": "muted"}


@dataclass(frozen=True, slots=True)
class GaugeFace:
    """What a gauge shows. Shares are places on the shown span, 0 to 1; None is not drawn."""

    name: str
    instant: str
    instant_word: str
    mean: str
    unit: str
    mean_word: str
    verdict: str
    verdict_word: str
    rule: str
    band: tuple[float, float]
    instant_share: float | None = None
    mean_share: float | None = None
    is_stale: bool = False

    @property
    def spoken(self) -> str:
        """One line for a screen reader."""
        instant = f"{self.instant_word} {self.instant} {self.unit}"
        mean = f"{self.mean_word} {self.mean} {self.unit}"
        return f"{self.name}, {instant}, {mean}, {self.verdict_word}, {self.rule}"


def share(value: float, low: float, high: float) -> float:
    """Where a value lies on a span, kept inside."""
    return min(max((value - low) / (high - low), 0.0), 1.0)


class Gauge(QWidget):
    """One quantity."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._face: GaugeFace | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)

    def show_face(self, face: GaugeFace) -> None:
        """Show other values."""
        if face != self._face:
            self._face = face
            self.setAccessibleName(face.spoken)
            self.setToolTip("")
            self.update()

    def face(self) -> GaugeFace | None:
        """What is shown."""
        return self._face

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(180), self._look.px(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        face = self._face
        if face is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._look.px
        self._paint_words(painter, face, QRectF(0, 0, self.width(), px(22)))
        self._paint_bar(painter, face, QRectF(1, px(32), self.width() - 2, px(_BAR_PX)))
        painter.setFont(self._look.font(12))
        painter.setPen(self._look.theme.muted)
        rule = QRectF(0, px(50), self.width(), px(20))
        words = face.rule if self._fits(face) else f"{face.rule} · {face.mean_word}"
        text = self._look.metrics(12).elidedText(words, Qt.TextElideMode.ElideRight, rule.width())
        painter.drawText(rule, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_words(self, painter: QPainter, face: GaugeFace, rect: QRectF) -> None:
        look, theme = self._look, self._look.theme
        ink = theme.role(_VERDICT_INK[face.verdict])
        wide = look.metrics(12).horizontalAdvance(face.verdict_word)
        right = QRectF(rect.right() - wide - 2, rect.top(), wide + 2, rect.height())
        painter.setFont(look.font(12))
        painter.setPen(ink)
        painter.drawText(
            right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, face.verdict_word
        )
        icon = QRectF(right.left() - look.px(18), rect.top(), look.px(16), rect.height())
        look.paint_icon(painter, icon, VERDICT_ICONS[face.verdict], ink, 14)
        value_ink = theme.muted if face.is_stale else theme.accent
        x = rect.left()
        limit = icon.left() - look.px(6)
        whole = self._fits(face)
        parts = (
            (face.name, True, theme.text),
            (face.instant, True, value_ink),
            (face.instant_word if whole else "", False, theme.muted),
            (face.mean, True, theme.muted if face.mean == "—" else theme.text),
            (f"{face.unit} {face.mean_word}" if whole else face.unit, False, theme.muted),
        )
        for text, bold, colour in parts:
            if not text:
                continue
            x = self._word(
                painter, text, QRectF(x, rect.top(), max(limit - x, 0), rect.height()), colour, bold=bold
            )

    def _fits(self, face: GaugeFace) -> bool:
        """Whether the first line holds every word; without room the marks say which value is which, and the
        averaging time goes to the line of the rule.
        """
        small, strong = self._look.metrics(12), self._look.metrics(13, bold=True)
        words = (face.instant_word, f"{face.unit} {face.mean_word}")
        wide = sum(strong.horizontalAdvance(text) for text in (face.name, face.instant, face.mean))
        wide += sum(small.horizontalAdvance(text) for text in (*words, face.verdict_word))
        return wide + self._look.px(5 * 6 + 18 + 6) <= self.width()

    def _word(self, painter: QPainter, text: str, rect: QRectF, ink: QColor, *, bold: bool) -> float:
        size = 13 if bold else 12
        metrics = self._look.metrics(size, bold=bold)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.setFont(self._look.font(size, bold=bold))
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
        return rect.left() + metrics.horizontalAdvance(shown) + self._look.px(6)

    def _paint_bar(self, painter: QPainter, face: GaugeFace, rect: QRectF) -> None:
        theme = self._look.theme
        painter.fillRect(rect, theme.sunken)
        left = rect.left() + rect.width() * face.band[0]
        band = QRectF(left, rect.top(), rect.width() * face.band[1] - (left - rect.left()), rect.height())
        painter.fillRect(band, theme.ok_soft)
        painter.setPen(theme.ok)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(band.adjusted(0.5, 0.5, -0.5, -0.5))
        mark = self._look.px(_MARK_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        if face.instant_share is not None:
            at = QPointF(rect.left() + rect.width() * face.instant_share, rect.bottom() + 1)
            painter.setBrush(theme.muted if face.is_stale else theme.accent)
            painter.drawPolygon(triangle(at, mark))
        if face.mean_share is not None:
            at = QPointF(rect.left() + rect.width() * face.mean_share, rect.top() - 1 - mark)
            painter.setBrush(theme.text)
            painter.drawPolygon(diamond(at, mark))


def triangle(tip: QPointF, size: float) -> QPolygonF:
    """An upright triangle whose tip is given: the instant value."""
    x, y = tip.x(), tip.y()
    return QPolygonF([tip, QPointF(x + size, y + size * 1.6), QPointF(x - size, y + size * 1.6)])


def diamond(centre: QPointF, size: float) -> QPolygonF:
    """A diamond around a point: the mean."""
    x, y = centre.x(), centre.y()
    return QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
