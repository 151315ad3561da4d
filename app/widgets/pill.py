"""The sync pill: a chip that can be pressed. The bar decides whether its words or only its icon have room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.widgets.chips import CHIP_PX, ChipStyle, chip_width, paint_chip
from app.widgets.look import Look

TARGET_PX: Final = 28


class PillButton(QAbstractButton):
    """Words and look as of a chip; its accessible name is the whole state, whatever is painted."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._style = ChipStyle()
        self._shown = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)

    def fitting(self) -> str:
        """The words that are painted: all of them or none."""
        return self._shown

    def chip_style(self) -> ChipStyle:
        """The look of it."""
        return self._style

    def show_pill(self, text: str, style: ChipStyle) -> None:
        """Paint these words ("" = the icon alone) in this look."""
        if (text, style) != (self._shown, self._style):
            self._shown, self._style = text, style
            self.on_look_changed()

    def on_look_changed(self) -> None:
        """Words, theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            chip_width(self._shown, self._style, self._look),
            self._look.px(TARGET_PX),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QPointF(0, self.height() / 2), self._shown, self._style, self._look, self.width())
        if self.underMouse() or self.isDown():
            high = self._look.px(CHIP_PX)
            box = QRectF(0.5, (self.height() - high) / 2 + 0.5, self.width() - 1, high - 1)
            painter.setPen(QPen(self._look.theme.control, 1))
            painter.drawRoundedRect(box, 3, 3)
        painter.end()
