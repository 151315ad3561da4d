"""Paints the bars of a timeline: many at once from pictures, or one by itself for a drag.

Called by `TimelineView` while it paints (GUI thread). A bar is drawn into a small picture once and copied
from then on: text and patterns are most of the cost otherwise (bench/timeline.py). Knows nothing of
meetings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QStaticText

from app.models.timeline import TimelineBar
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.patterns import MEETING_STYLES, ROOM_STYLES, TASK_STYLES, BlockStyle

TEXT_PX: Final = 12
_ICON: Final = 14
_PAD: Final = 6
_GAP: Final = 4
_BAR: Final = 3  # the state bar at the left edge
_FRESH: Final = 2  # the frame of what another desk has just changed
_READY_INSET: Final = 2
_CACHE_LIMIT: Final = 20_000
_PICTURES: Final = 6_000  # some 40 MB of bars at a usual zoom
_LONGEST_PICTURE: Final = 2_000  # px
_STYLES: Final = {
    **{f"meeting.{name}": style for name, style in MEETING_STYLES.items()},
    **{f"task.{name}": style for name, style in TASK_STYLES.items()},
    **{f"room.{name}": style for name, style in ROOM_STYLES.items()},
    "meeting.dragged": BlockStyle(),
}


@dataclass(frozen=True, slots=True)
class PlacedBar:
    """A bar and where it lies, in content pixels."""

    bar: TimelineBar
    rect: QRect


@dataclass(frozen=True, slots=True)
class _Ways:
    """What painting a look needs, worked out once per theme and pixel ratio."""

    style: BlockStyle
    fill: QBrush
    edge: QColor
    ink: QColor
    pen: QPen


class BarPainter:
    """The looks, words and measures of bars for one `Look`; forget them when the look changes."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._ways: dict[tuple[str, float], _Ways] = {}
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        self._pictures: dict[str, tuple[TimelineBar, QSize, QPixmap]] = {}

    def forget(self) -> None:
        """Theme or scale changed."""
        self._ways.clear()
        self._texts.clear()
        self._pictures.clear()

    def style(self, name: str) -> BlockStyle:
        """The look by its name, as bars carry it."""
        return _STYLES[name]

    def paint(self, painter: QPainter, placed: Iterable[PlacedBar]) -> None:
        """Paint bars, each from its picture; it is drawn once per look, text and size."""
        dpr = painter.device().devicePixelRatio()
        draw = painter.drawPixmap
        for item in placed:
            picture = self._picture(item, dpr)
            if picture is None:
                self.paint_one(painter, item)
            else:
                draw(item.rect.topLeft(), picture)

    def _picture(self, item: PlacedBar, dpr: float) -> QPixmap | None:
        """The picture of a bar; None for one so long that a picture of it would be a waste."""
        bar, size = item.bar, item.rect.size()
        found = self._pictures.get(bar.id)
        if found is not None and found[0] is bar and found[1] == size and found[2].devicePixelRatio() == dpr:
            return found[2]
        if size.width() > _LONGEST_PICTURE:
            return None
        picture = QPixmap(size * dpr)
        picture.setDevicePixelRatio(dpr)
        picture.fill(self._look.theme.surface)  # no alpha: copied, not blended
        painter = QPainter(picture)
        self.paint_one(painter, PlacedBar(bar, QRect(QPoint(0, 0), size)))
        painter.end()
        if len(self._pictures) > _PICTURES:
            self._pictures.clear()
        self._pictures[bar.id] = (bar, size, picture)
        return picture

    def paint_one(self, painter: QPainter, item: PlacedBar, *, bold: bool = False) -> None:
        """Paint one bar, as the drag overlay does."""
        ways = self.ways(item.bar.style, painter.device().devicePixelRatio())
        if item.bar.style != "meeting.dragged":  # the overlay has filled it already
            self._shapes(painter, ways, [item.rect], is_dashed=item.bar.unconfirmed)
        painter.setPen(ways.ink)
        painter.setFont(self._look.font(TEXT_PX, bold=bold))
        self._words(painter, ways, item, bold=bold)
        if item.bar.is_fresh:
            painter.setPen(QPen(self._look.theme.accent, _FRESH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(item.rect.adjusted(1, 1, -2, -2))

    def paint_thin(self, painter: QPainter, name: str, rects: list[QRect]) -> None:
        """Paint buffer bars of one look."""
        if not rects:
            return
        ways = self.ways(name, painter.device().devicePixelRatio())
        painter.setPen(QPen(ways.edge, 1))
        painter.setBrush(ways.fill)
        painter.drawRects([rect.adjusted(0, 0, -1, -1) for rect in rects])

    def ways(self, name: str, dpr: float) -> _Ways:
        """The brushes and pens of a look."""
        found = self._ways.get((name, dpr))
        if found is None:
            style, brushes = _STYLES[name], self._look.brushes
            edge = brushes.edge(style)
            found = _Ways(
                style, brushes.fill(style, dpr), edge, brushes.ink(style), _outline_pen(edge, style.dash)
            )
            self._ways[name, dpr] = found
        return found

    def _shapes(self, painter: QPainter, ways: _Ways, rects: list[QRect], *, is_dashed: bool = False) -> None:
        # drawRects strokes on the far side, so a 1 px pen needs one pixel less to stay inside.
        painter.setPen(_outline_pen(ways.edge, Qt.PenStyle.DashLine) if is_dashed else ways.pen)
        painter.setBrush(ways.fill)
        painter.drawRects([rect.adjusted(0, 0, -1, -1) for rect in rects])
        if ways.style.state == "ready" and ways.style.patterned:
            painter.setPen(QPen(ways.edge, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = _READY_INSET
            wide = [rect for rect in rects if rect.width() > 4 * inset + _BAR]
            painter.drawRects([r.adjusted(_BAR + inset - 1, inset, -1 - inset, -1 - inset) for r in wide])
        if ways.style.left_bar:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ways.edge)
            painter.drawRects([QRect(rect.left(), rect.top(), _BAR, rect.height()) for rect in rects])

    def _words(self, painter: QPainter, ways: _Ways, item: PlacedBar, *, bold: bool = False) -> None:
        rect, bar, look = item.rect, item.bar, self._look
        if rect.width() < look.px(12):
            return
        icon, gap = look.px(_ICON), look.px(_GAP)
        x = rect.left() + (_BAR if ways.style.left_bar else 0) + look.px(_PAD)
        right = rect.right() - look.px(_GAP)
        top = rect.top() + (rect.height() - icon) // 2
        icons = bar.icons or ((ways.style.icon,) if ways.style.icon else ())
        if x + icon > right + gap:
            if icons:  # too narrow for words: the state's icon alone says it
                look.paint_icon(painter, QRectF(rect), icons[0], ways.ink, _ICON - 2)
            return
        for name in icons:
            if x + icon > right:
                return
            look.paint_icon(painter, QPointF(x, top), name, ways.ink, _ICON)
            x += icon + gap
        if bar.alarm and x + icon <= right:
            paint_alarm_shape(painter, QRectF(x, top, icon, icon), bar.alarm, look)
            x += icon + gap
        for name in reversed(bar.marks):
            if right - icon < x + 2 * icon:
                break
            right -= icon
            look.paint_icon(painter, QPointF(right, top), name, ways.ink, _ICON)
            right -= gap
        text = bar.text
        if bar.short:  # a room's number is shown whole or not at all
            metrics = look.metrics(TEXT_PX, bold=bold)
            fitting = (said for said in (bar.text, bar.short) if metrics.horizontalAdvance(said) <= right - x)
            text = next(fitting, "")
        self._text(painter, ways, QRect(x, rect.top(), right - x, rect.height()), text, bold=bold)

    def _text(self, painter: QPainter, ways: _Ways, room: QRect, text: str, *, bold: bool) -> None:
        if room.width() < self._look.px(10) or not text:
            return
        key = (text, room.width(), bold)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _CACHE_LIMIT:
                self._texts.clear()
            metrics = self._look.metrics(TEXT_PX, bold=bold)
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
            found = QStaticText("" if shown == "…" else shown)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.prepare(font=self._look.font(TEXT_PX, bold=bold))
            self._texts[key] = found
        size = found.size()
        painter.drawStaticText(room.left(), round(room.top() + (room.height() - size.height()) / 2), found)
        if ways.style.struck:  # a static text puts a font's own strike-out line elsewhere
            middle = room.center().y() + 1
            painter.drawLine(room.left(), middle, room.left() + round(size.width()), middle)


def _outline_pen(colour: QColor, dash: Qt.PenStyle) -> QPen:
    pen = QPen(colour, 1)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash == Qt.PenStyle.DashLine:
        pen.setDashPattern([4, 3])
    elif dash == Qt.PenStyle.DotLine:
        pen.setDashPattern([1.5, 2.5])
    return pen
