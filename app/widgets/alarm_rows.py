"""How a row of the alarm list is drawn: the shape with its digit, the chip of the letter, bold while unseen.

The shape of an unacknowledged alarm blinks slowly (1 Hz, never faster); with reduced motion it stands still.
The page passes how to read a row; nothing here knows an item model. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from app.widgets.chips import ChipStyle, paint_chip
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.tables import RowDelegate

ALARM_ROW_PX: Final = 36
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class AlarmFace:
    """How an alarm looks: level "high", "mid", "low"; letter "B" to "G"."""

    level: str
    letter: str

    @property
    def is_new(self) -> bool:
        """Nobody has seen it while it lasts."""
        return self.letter == "B"


_CHIPS: Final = {
    "C": ("check", "plain", False),
    "D": ("undo-2", "low", True),
    "E": ("alarm-clock-off", "plain", False),
    "F": ("ban", "plain", True),
    "G": ("wrench", "plain", False),
}


def letter_chip(face: AlarmFace) -> ChipStyle:
    """The chip of a letter."""
    if face.is_new:
        return ChipStyle(face.level, "bell-ring", dashed=False, bold=True)
    icon, tone, dashed = _CHIPS[face.letter]
    return ChipStyle(tone, icon, dashed=dashed)


class AlarmDelegate(RowDelegate):
    """``face_of`` reads the alarm of a row; ``level`` and ``state`` are the columns with shape and chip."""

    def __init__(
        self,
        look: Look,
        parent: QAbstractItemView,
        face_of: Callable[[Index], AlarmFace | None],
        *,
        level: int,
        state: int,
    ) -> None:
        super().__init__(look, parent, row_px=ALARM_ROW_PX)
        self._face_of = face_of
        self._level = level
        self._state = state
        self.is_lit = True

    def paint_content(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, index: Index
    ) -> None:
        face = self._face_of(index)
        if face is None:
            super().paint_content(painter, rect, option, index)
            return
        if index.column() == self._level:
            side = self.look.px(18)
            square = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
            paint_alarm_shape(painter, square, face.level, self.look, filled=face.is_new and self.is_lit)
            return
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if index.column() == self._state:
            at = QPointF(rect.left(), rect.center().y())
            paint_chip(painter, at, text, letter_chip(face), self.look, round(rect.width()))
            return
        theme = self.look.theme
        painter.setFont(self.look.font(13, bold=face.is_new))
        painter.setPen(theme.text if face.is_new else theme.text2)
        line = " ".join(text.split())
        metrics = self.look.metrics(13, bold=face.is_new)
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
