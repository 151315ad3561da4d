"""How many alarms of each level, as shapes with digit, number and word. Painted; GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.theme import PRIORITIES

_SIDE: Final = 16
_GAP: Final = 5
_APART: Final = 14


class LevelCounts(QWidget):
    """Three counts in one line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: dict[str, int] = dict.fromkeys(PRIORITIES, 0)
        self._words: dict[str, str] = dict.fromkeys(PRIORITIES, "")
        self.setObjectName("level_counts")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Set the numbers by level."""
        if dict(counts) != self._counts:
            self._counts = dict(counts)
            self._renew()

    def set_words(self, words: Mapping[str, str]) -> None:
        """Set the words by level."""
        self._words = dict(words)
        self._renew()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self._renew()

    def sizeHint(self) -> QSize:
        px = self._look.px
        return QSize(round(sum(self._width(level) for level in PRIORITIES)) + 2 * px(_APART), px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px, theme = self._look.px, self._look.theme
        painter = QPainter(self)
        x = 0.0
        for level in PRIORITIES:
            square = QRectF(x, (self.height() - px(_SIDE)) / 2, px(_SIDE), px(_SIDE))
            paint_alarm_shape(painter, square, level, self._look, filled=True)
            left = x + px(_SIDE) + px(_GAP)
            number = str(self._counts[level])
            wide = self._look.metrics(13, bold=True).horizontalAdvance(number)
            painter.setPen(theme.text)
            painter.setFont(self._look.font(13, bold=True))
            painter.drawText(QRectF(left, 0, wide + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, number)
            painter.setPen(theme.text2)
            painter.setFont(self._look.font(13))
            word = QRectF(left + wide + px(_GAP), 0, px(80), self.height())
            painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, self._words[level])
            x += self._width(level) + px(_APART)
        painter.end()

    def _width(self, level: str) -> float:
        px = self._look.px
        number = self._look.metrics(13, bold=True).horizontalAdvance(str(self._counts[level]))
        return (
            px(_SIDE) + 2 * px(_GAP) + number + self._look.metrics(13).horizontalAdvance(self._words[level])
        )

    def _renew(self) -> None:
        self.setAccessibleName(
            ", ".join(f"{self._words[level]} {self._counts[level]}" for level in PRIORITIES)
        )
        self.updateGeometry()
        self.update()
