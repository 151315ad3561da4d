"""The fixed margins of a timeline: the hours above, the rows' names at the left, the corner between them.

Children of `TimelineView`, which places them and lends them its layout; they scroll with it by one axis
each, so that they stay in sight ("sticky"). GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from app.models.timeline import TimelineRow
from app.widgets.look import Look

if TYPE_CHECKING:
    from app.widgets.timeline import TimelineView

_PAD: Final = 16
_CHIP_PAD: Final = 7


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day that begins inside the span, when more than one is shown."""

    at: int
    text: str


class TimeHeader(QWidget):
    """The hours, with the chip of the moment, which replaces the label it would cover."""

    def __init__(self, look: Look, view: TimelineView, label: Callable[[int], str]) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self._label = label
        self.days: tuple[DayMark, ...] = ()
        self.setObjectName("timeline_header")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, view = self._look, self._view
        theme, scale, scrolled = look.theme, view.scale, view.horizontalOffset()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.surface)
        painter.translate(-scrolled, 0)
        painter.setFont(look.font(12))
        chip = self._chip()
        left, right = scrolled + event.rect().left() - look.px(64), scrolled + event.rect().right() + 1
        label_px = look.px(56 if self.days else 64)
        for tick in scale.ticks(
            self._label, label_px=label_px, left=max(left, 0), right=min(right, scale.width)
        ):
            if not tick.label or any(abs(day.at - tick.at_ms) < 60_000 for day in self.days):
                continue
            place = QRectF(tick.x + 3, 0, look.metrics(12).horizontalAdvance(tick.label) + 2, self.height())
            if chip is None or not place.adjusted(-2, 0, 2, 0).intersects(chip[0]):
                painter.setPen(theme.text2)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, tick.label)
        for day in self.days:
            painter.setPen(theme.text)
            painter.setFont(look.font(12, bold=True))
            painter.drawText(QPointF(scale.x(day.at) + 4, self.height() / 2 + look.px(5)), day.text)
        if chip is not None:
            painter.fillRect(chip[0], theme.now)
            painter.setFont(look.font(12, bold=True))
            painter.setPen(theme.surface)
            painter.drawText(chip[0], Qt.AlignmentFlag.AlignCenter, chip[1])
        painter.resetTransform()
        painter.setPen(theme.line2)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _chip(self) -> tuple[QRectF, str] | None:
        view, look = self._view, self._look
        now = view.now_ms
        if now is None or not view.scale.from_ms <= now < view.scale.to_ms:
            return None
        text = self._label(now)
        wide = look.metrics(12, bold=True).horizontalAdvance(text) + 2 * look.px(_CHIP_PAD)
        high = look.px(20)
        x = round(view.scale.x(now) - wide / 2)
        return QRectF(x, (self.height() - high) // 2, wide, high), text


class RowColumn(QWidget):
    """The names of the rows. A click on a group folds it, on a row selects it."""

    clicked = Signal(int)
    """The place of the row that was clicked."""

    def __init__(self, look: Look, view: TimelineView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view
        self.setObjectName("timeline_rows")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self._view, self._look.theme
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.surface)
        offset = view.verticalOffset()
        top, bottom = event.rect().top() + offset, event.rect().bottom() + 1 + offset
        for place in view.stack.between(top, bottom):
            rect = QRect(0, view.stack.top(place) - offset, self.width(), view.stack.height(place))
            if rect.height():
                self._paint_row(painter, rect, place)
        end = view.stack.total - offset
        if end < event.rect().bottom():
            painter.setPen(theme.line2)
            painter.drawLine(self.width() - 1, max(end, 0), self.width() - 1, event.rect().bottom())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._view.stack.at(round(event.position().y()) + self._view.verticalOffset())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._view.stack.at(event.pos().y() + self._view.verticalOffset())
            text = self._view.row(place).tooltip if place >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self)
            return True
        return super().event(event)

    def _paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        view, theme = self._view, self._look.theme
        row = view.row(place)
        if row.is_group:  # its words go on over the timeline: no edge between the two
            wide = QRect(rect.left(), rect.top(), rect.width() + view.viewport().width(), rect.height())
            view.paint_group_head(painter, wide, row, folded=row.id in view.folded)
        else:
            is_current = view.current_row() == place
            if is_current:
                painter.fillRect(rect, theme.selected)
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
            view.paint_row_head(painter, rect, row)
            painter.setPen(theme.line2)
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        painter.setPen(theme.line)
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())


def paint_group_head(painter: QPainter, rect: QRect, row: TimelineRow, look: Look, *, folded: bool) -> None:
    """A group: fold sign, name, and what it holds."""
    theme = look.theme
    painter.fillRect(rect, theme.sunken)
    icon = look.px(14)
    x = rect.left() + look.px(_PAD)
    look.paint_icon(
        painter,
        QPointF(x, rect.center().y() - icon // 2),
        "chevron-right" if folded else "chevron-down",
        "text2",
        14,
    )
    x += icon + look.px(6)
    painter.setFont(look.font(12, bold=True))
    painter.setPen(theme.text)
    painter.drawText(
        QRect(x, rect.top(), rect.right() - x, rect.height()), Qt.AlignmentFlag.AlignVCenter, row.title
    )
    x += round(look.metrics(12, bold=True).horizontalAdvance(row.title)) + look.px(8)
    painter.setFont(look.font(12))
    painter.setPen(theme.muted)
    rest = look.metrics(12).elidedText(row.detail, Qt.TextElideMode.ElideRight, max(rect.right() - x - 4, 0))
    painter.drawText(
        QRect(x, rect.top(), rect.right() - x, rect.height()), Qt.AlignmentFlag.AlignVCenter, rest
    )


def paint_row_head(painter: QPainter, rect: QRect, row: TimelineRow, look: Look, *, lane: int) -> None:
    """A room: number bold, name, seats at the right; a note on the second line when lanes are open."""
    theme, pad = look.theme, look.px(_PAD)
    line = QRect(rect.left() + pad, rect.top(), rect.width() - pad - look.px(8), min(lane, rect.height()))
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(theme.muted if row.is_muted else theme.text)
    painter.setFont(look.font(13, bold=True))
    painter.drawText(line, middle, row.title)
    x = line.left() + max(
        round(look.metrics(13, bold=True).horizontalAdvance(row.title)) + look.px(8), look.px(32)
    )
    painter.setFont(look.font(12))
    painter.setPen(theme.text2)
    room = line.right() - round(look.metrics(12).horizontalAdvance(row.end)) - look.px(6) - x
    if room > 0:
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, row.end)
    if room > look.px(20):
        painter.drawText(
            QRect(x, line.top(), room, line.height()), middle,
            look.metrics(12).elidedText(row.detail, Qt.TextElideMode.ElideRight, room),
        )  # fmt: skip
    if row.note and rect.height() > lane:
        _paint_note(painter, QRect(line.left(), rect.top() + lane, line.width(), lane), row.note, look)


def _paint_note(painter: QPainter, rect: QRect, text: str, look: Look) -> None:
    side = look.px(9)
    centre = QPointF(rect.left() + side / 2, rect.center().y())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.theme.mid)
    half = QPointF(side / 2, 0), QPointF(0, side / 2)
    painter.drawPolygon([centre - half[0], centre - half[1], centre + half[0], centre + half[1]])
    painter.restore()
    painter.setFont(look.font(12))
    painter.setPen(look.theme.mid_text)
    words = QRect(
        rect.left() + side + look.px(5), rect.top(), rect.width() - side - look.px(5), rect.height()
    )
    shown = look.metrics(12).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class Corner(QWidget):
    """What stands above the row column: the word for the rows."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._text = ""
        self.setObjectName("timeline_corner")

    def set_text(self, text: str) -> None:
        """Set the words."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.surface)
        painter.setFont(look.font(12))
        painter.setPen(theme.muted)
        place = self.rect().adjusted(look.px(_PAD), 0, -4, 0)
        shown = look.metrics(12).elidedText(self._text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QPen(theme.line2, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


def plain_tooltip(text: str) -> str:
    """A tooltip guesses at rich text; titles may hold "<b>", so it is told the text is plain by escaping
    it.
    """
    if not text:
        return ""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{safe}</span>"


__all__ = ["Corner", "DayMark", "RowColumn", "TimeHeader", "paint_group_head", "paint_row_head"]
