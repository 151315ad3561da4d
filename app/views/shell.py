"""What stands on the screen while the rest of the program
is still being read: the window's outline, no words.

Shown by bootstrap before anything heavy is imported, where the window will stand; it closes when the window
is there. GUI thread. Imports nothing but Qt, so that a person sees the console start at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

SIZE: Final = QSize(1600, 1000)  # of a first start
RAIL: Final = 68
BAR: Final = 48
FOOT: Final = 26


@dataclass(frozen=True, slots=True)
class Ground:
    """The colours of the outline, as text: the ground, the rail and bars on it, the lines between."""

    window: str
    surface: str
    line: str


class Shell(QWidget):
    """The outline. ``scale`` is the window's, in per cent."""

    painted = Signal()
    """The first paint is done."""

    def __init__(self, ground: Ground, scale: int = 100) -> None:
        super().__init__(None, Qt.WindowType.SplashScreen)
        self._ground = ground
        self._scale = scale
        self._has_painted = False
        self.setObjectName("shell")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def place(self, geometry: QByteArray | None) -> None:
        """Where the window stood last, or in the middle of the screen."""
        if geometry is not None and self.restoreGeometry(geometry):
            return
        room = self.screen().availableGeometry()
        if room.width() <= SIZE.width() or room.height() <= SIZE.height():
            self.setGeometry(room)
            return
        corner = room.center() - QPoint(SIZE.width() // 2, SIZE.height() // 2)
        self.setGeometry(QRect(corner, SIZE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        rail, bar, foot = (each * self._scale // 100 for each in (RAIL, BAR, FOOT))
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._ground.window))
        for part in (
            QRect(0, 0, rail, self.height()),
            QRect(rail, 0, self.width() - rail, bar),
            QRect(0, self.height() - foot, self.width(), foot),
        ):
            painter.fillRect(part, QColor(self._ground.surface))
        painter.setPen(QColor(self._ground.line))
        painter.drawLine(rail, 0, rail, self.height() - foot)
        painter.drawLine(rail, bar, self.width(), bar)
        painter.drawLine(0, self.height() - foot, self.width(), self.height() - foot)
        painter.end()
        if not self._has_painted:
            self._has_painted = True
            QTimer.singleShot(0, self.painted.emit)
