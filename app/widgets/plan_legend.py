"""The legend under the plan: every state once, with pattern, icon and word, and the three alarm shapes.
GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.states import Priority, RoomStatus
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.patterns import ROOM_STYLES, paint_state_swatch
from app.words import states

ORDER: Final = (
    RoomStatus.IN_SESSION,
    RoomStatus.READY,
    RoomStatus.PREPARING,
    RoomStatus.RESERVED_SOON,
    RoomStatus.OVERRUN,
    RoomStatus.TO_CLEAN,
    RoomStatus.CLEANING,
    RoomStatus.AVAILABLE,
    RoomStatus.CLOSED,
    RoomStatus.OUT_OF_SERVICE,
    RoomStatus.EMERGENCY,
)
_SWATCH: Final = (24, 19)
_GAP: Final = 16
_LEAST_GAP: Final = 6
HEIGHTS: Final = (36, 56, 80)  # of one, two and three rows


class Legend(QWidget):
    """One line; in a narrow window the words become the short ones, then samples lose their gaps."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows = 1
        self._short = False
        self._gap = 0
        self._split = len(ORDER)
        self.setObjectName("plan_legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """The words changed."""
        self.setAccessibleName(", ".join(states.room_status(status) for status in ORDER))
        self._count_rows()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self._count_rows()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(600), self._look.px(HEIGHTS[self._rows - 1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._count_rows()

    def _count_rows(self) -> None:
        """One row, with short words and small gaps if need be; then two; then a third for the alarms."""
        ways = ((1, False, 8), (1, True, 8), (1, True, _LEAST_GAP), (2, False, 8), (2, True, _LEAST_GAP))
        room = (self.width(), self._alarm_room())
        used = 0.0
        for rows, short, least in ways:
            gap = self._look.px(least)
            split = len(ORDER) if rows == 1 else self._fill(room[0], short=short, gap=gap)
            last = ORDER[split:] if rows == 2 else ORDER
            used = sum(self._width(status, short=short) + gap for status in last)
            if used + room[1] <= room[0]:
                break
        else:
            rows, short, gap = 3, True, self._look.px(_LEAST_GAP)
            split = self._fill(room[0], short=short, gap=gap)
        if rows == 1:
            gap = round(min(gap + (room[0] - room[1] - used) / len(ORDER), self._look.px(_GAP)))
        changed = rows != self._rows
        self._rows, self._short, self._gap, self._split = rows, short, gap, split
        if changed:
            self.updateGeometry()
        self.update()

    def _fill(self, width: float, *, short: bool, gap: float) -> int:
        """How many samples the first row takes: as many as fit."""
        used = 0.0
        for place, status in enumerate(ORDER):
            used += self._width(status, short=short) + gap
            if used > width:
                return place
        return len(ORDER)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0.0
        for place, status in enumerate(ORDER):
            if place == self._split:
                x = 0.0
            x = self._sample(painter, x, self._row(int(place >= self._split)), status, short=self._short)
            x += self._gap
        right = float(self.width())
        for level in reversed(Priority):
            right = self._alarm(painter, right, self._row(self._rows - 1), level) - self._look.px(8)
        painter.end()

    def _row(self, number: int) -> QRectF:
        high = self.height() / self._rows
        return QRectF(0, high * number, self.width(), high)

    def _alarm_room(self) -> float:
        words = sum(self._look.metrics(12).horizontalAdvance(states.priority(level)) for level in Priority)
        return words + 3 * self._look.px(18 + 4 + 8) + self._look.px(16)

    def _width(self, status: RoomStatus, *, short: bool) -> float:
        text = states.room_status(status, short=short)
        return self._look.px(_SWATCH[0] + 6) + self._look.metrics(12).horizontalAdvance(text) + 3

    def _sample(self, painter: QPainter, x: float, row: QRectF, status: RoomStatus, *, short: bool) -> float:
        look, px = self._look, self._look.px
        top = round(row.center().y() - px(_SWATCH[1]) / 2)
        box = QRectF(round(x), top, px(_SWATCH[0]), px(_SWATCH[1]))
        painter.setBrushOrigin(box.topLeft())
        paint_state_swatch(painter, box, status.value, look.brushes)
        look.paint_icon(painter, box, ROOM_STYLES[status.value].icon, look.theme.state(status.value).ink, 13)
        text = states.room_status(status, short=short)
        painter.setFont(look.font(12))
        painter.setPen(look.theme.text2)
        width = look.metrics(12).horizontalAdvance(text) + 2
        left = box.right() + px(6)
        painter.drawText(QRectF(left, row.top(), width, row.height()), int(_VCENTER), text)
        return left + width

    def _alarm(self, painter: QPainter, right: float, row: QRectF, level: Priority) -> float:
        look, px = self._look, self._look.px
        text = states.priority(level)
        width = look.metrics(12).horizontalAdvance(text) + 2
        side = px(18)
        left = right - width - side - px(4)
        middle = QPointF(left, row.center().y() - side / 2)
        paint_alarm_shape(
            painter, QRectF(round(middle.x()), round(middle.y()), side, side), level.value, look
        )
        painter.setFont(look.font(12))
        painter.setPen(look.theme.text2)
        painter.drawText(QRectF(right - width, row.top(), width, row.height()), int(_VCENTER), text)
        return left


_VCENTER: Final = 0x0080  # Qt.AlignVCenter as the flag number that drawText takes
