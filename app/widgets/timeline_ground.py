"""What a timeline paints that is not dragged: rows, shades, grid and now-line, then the bars with their
buffers.

Called by `TimelineView.paintEvent` in content coordinates (GUI thread). Rectangles of one colour go out
together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.models.timeline import TimelineBar
from app.widgets.timeline_paint import PlacedBar

if TYPE_CHECKING:
    from app.widgets.timeline import TimelineView

BUFFER_PX: Final = 9


def paint_ground(painter: QPainter, view: TimelineView, area: QRect, rows: Sequence[int]) -> None:
    """Rows, closed hours, grid and the now-line: what lies under the bars."""
    theme = view.look.theme
    painter.fillRect(area, theme.surface)
    shades, groups, lines, grid = [], [], [], []
    for n in rows:
        row, top, high = view.row(n), view.stack.top(n), view.stack.height(n)
        if row.is_group:
            groups.append(QRect(area.left(), top, area.width(), high))
            continue
        for start, end in row.shades:
            left, right = round(view.scale.x(start)), round(view.scale.x(end))
            if left <= area.right() and right >= area.left():
                shades.append(QRect(left, top, right - left, high))
        lines.append(QRect(area.left(), top + high - 1, area.width(), 1))
    ticks = view.scale.ticks(_no_label, left=max(area.left() - 1, 0), right=area.right() + 1)
    grid += [QRect(round(t.x), area.top(), 1, area.height()) for t in ticks if t.is_major]
    painter.setPen(Qt.PenStyle.NoPen)
    for brush, rects in (
        (theme.window, shades),
        (theme.line, grid),
        (theme.line, lines),
        (theme.sunken, groups),
    ):
        painter.setBrush(brush)
        painter.drawRects(rects)
    if view.now_ms is not None:
        painter.fillRect(QRect(round(view.scale.x(view.now_ms)) - 1, area.top(), 2, area.height()), theme.now)


def paint_group(painter: QPainter, view: TimelineView, place: int) -> None:
    """Go on with a group's head over the timeline, as if there were no joint to the names' column."""
    wide, row = view.column.width(), view.row(place)
    top, high = view.stack.top(place), view.stack.height(place)
    rect = QRect(view.horizontalOffset() - wide, top, wide + view.viewport().width(), high)
    view.paint_group_head(painter, rect, row, folded=row.id in view.folded)
    if view.now_ms is not None:
        painter.fillRect(QRect(round(view.scale.x(view.now_ms)) - 1, top, 2, high), view.look.theme.now)


def paint_rows(painter: QPainter, view: TimelineView, area: QRect, rows: Sequence[int]) -> None:
    """The bars of these rows with their buffers, and the marks over what overlaps."""
    start, end = round(view.scale.exact(area.left() - 8)), round(view.scale.exact(area.right() + 8))
    placed: list[PlacedBar] = []
    thin: dict[str, list[QRect]] = {}
    doubled: list[QRect] = []
    for n in rows:
        layout = view.layout_of(n)
        shown = layout.placed(view, n)
        for number in layout.reach.touching(start, end):
            item, buffers = shown[number]
            placed.append(item)
            for name, rect in buffers:
                thin.setdefault(name, []).append(rect)
        for since, until in layout.doubles:
            rect = view.span_rect(n, since, until)
            doubled.append(QRect(rect.left(), rect.top() + view.look.px(view.LANE_PX) - 4, rect.width(), 3))
        said = view.row(n).said
        if said:
            _paint_said(painter, view, n, said)
    for name, rects in thin.items():
        view.bars.paint_thin(painter, name, rects)
    view.bars.paint(painter, placed)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(view.look.theme.mid)
    painter.drawRects(doubled)
    _paint_current(painter, view)


def buffers(view: TimelineView, bar: TimelineBar, rect: QRect) -> list[tuple[str, QRect]]:
    """The thin bars before and after a bar, each with its look."""
    high = view.look.px(BUFFER_PX)
    top = rect.center().y() - high // 2
    found = []
    for (since, until), name in ((bar.lead, bar.lead_style), (bar.tail, bar.tail_style)):
        if until > since:
            left, right = round(view.scale.x(since)), round(view.scale.x(until))
            found.append((name, QRect(left, top, max(right - left, 2), high)))
    return found


def _paint_current(painter: QPainter, view: TimelineView) -> None:
    index = view.currentIndex()
    if not index.isValid() or not index.parent().isValid() or view.isIndexHidden(index):
        return
    rect = view.bar_rect(index.parent().row(), index.row())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(view.look.theme.accent)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))
    painter.drawRect(rect.adjusted(-2, -2, 1, 1))


def _paint_said(painter: QPainter, view: TimelineView, place: int, text: str) -> None:
    painter.setFont(view.look.font(12))
    painter.setPen(view.look.theme.muted)
    left = view.horizontalOffset() + view.look.px(8)
    rect = QRect(left, view.stack.top(place), view.viewport().width(), view.stack.height(place))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)


def paint_empty(painter: QPainter, view: TimelineView) -> None:
    """The sentence of an empty timeline, over the grid that stays."""
    look, text = view.look, view.empty_text
    wide = round(look.metrics(15).horizontalAdvance(text)) + 2 * look.px(16)
    box = QRect(0, 0, wide, look.px(40))
    box.moveCenter(view.viewport().rect().center())
    painter.fillRect(box, look.theme.surface)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # what was painted before may have left one
    painter.setPen(look.theme.line2)
    painter.drawRect(box)
    painter.setFont(look.font(15))
    painter.setPen(look.theme.text2)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _no_label(_at: int) -> str:
    return ""
