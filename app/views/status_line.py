"""The line at the foot of the window: the keys of the page
at left, how fresh everything is at right. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap

HEIGHT: Final = 26


class StatusLine(QWidget):
    """Painted: key caps with their meaning, and a note at the right."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._hints: tuple[tuple[str, str], ...] = ()
        self._note = ""
        self.setObjectName("status_line")
        self.setProperty("panel", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """(key, meaning) pairs of the page in front."""
        self._hints = hints
        self.setAccessibleName(" · ".join(f"{key} {meaning}" for key, meaning in hints))
        self.update()

    def show_note(self, note: str) -> None:
        """What the right end says."""
        if note != self._note:
            self._note = note
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self._look.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._look
        painter = QPainter(self)
        painter.setFont(look.font(12))
        painter.setPen(look.theme.text2)
        metrics = look.metrics(12)
        middle = self.height() / 2
        right = self.width() - look.px(16) - metrics.horizontalAdvance(self._note)
        painter.drawText(QPointF(right, middle + metrics.ascent() / 2 - 1), self._note)
        x = float(look.px(16))
        for key, meaning in self._hints:
            width = metrics.horizontalAdvance(meaning)
            gap = look.px(5) if meaning else 0.0  # two keys with one meaning stand together
            if x + key_cap_width(key, look) + gap + width + look.px(24) > right:
                break
            cap = paint_key_cap(painter, QPointF(x, middle), key, look)
            x = cap.right() + gap
            painter.setPen(look.theme.text2)
            painter.drawText(QPointF(x, middle + metrics.ascent() / 2 - 1), meaning)
            x += width + look.px(16 if meaning else 4)
        painter.end()
