"""What lies over the bars while one is dragged: the ghost it leaves, the bar at its target, the line to the
hours.

Called by `TimelineView.paintEvent` only, after the bars (GUI thread); its region alone is repainted
meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.models.timeline import TimelineBar
from app.widgets.patterns import outline
from app.widgets.timeline_drag import Proposal
from app.widgets.timeline_paint import PlacedBar

if TYPE_CHECKING:
    from app.widgets.timeline import TimelineView

_GHOST: Final = 0.62  # how much of the surface lies over what is being moved away


def paint_overlay(painter: QPainter, view: TimelineView) -> None:
    """Paint the drag that is on, in content coordinates."""
    asked = view.drag.proposal
    if asked is None:
        return
    theme = view.look.theme
    if view.drag.bar is not None:
        _paint_ghost(painter, view, asked)
    place = view.timeline().row_of(asked.row_id)
    if place < 0 or view.stack.height(place) == 0:
        return
    rect = view.span_rect(place, asked.start, asked.end, _free_lane(view, place, asked))
    pen = QPen(theme.accent, 1)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(rect.left(), view.verticalOffset(), rect.left(), rect.top())
    bar = view.drag.bar or TimelineBar("", asked.start, asked.end, "meeting.confirmed", "")
    painter.fillRect(rect, theme.accent_soft)
    shown = replace(bar, start=asked.start, end=asked.end, style="meeting.dragged", icons=bar.icons[-1:])
    view.bars.paint_one(painter, PlacedBar(shown, rect), bold=True)
    outline(painter, rect.adjusted(-1, -1, 1, 1).toRectF(), theme.accent, width=2)


def _paint_ghost(painter: QPainter, view: TimelineView, asked: Proposal) -> None:
    index = view.timeline().bar_index(asked.bar_id)
    if not index.isValid() or view.isIndexHidden(index):
        return
    rect = view.bar_rect(index.parent().row(), index.row())
    painter.fillRect(rect, _veil(view.look.theme.surface, _GHOST))
    edge = view.bars.ways(view.drag.bar.style if view.drag.bar else "meeting.confirmed", 1.0).edge
    outline(painter, rect.toRectF(), view.look.theme.surface)
    outline(painter, rect.toRectF(), edge, Qt.PenStyle.DashLine)


def _free_lane(view: TimelineView, place: int, asked: Proposal) -> int:
    """A lane of the target row where nothing else lies, if it has one; else the first."""
    layout = view.layout_of(place)
    taken = {
        layout.lanes[n]
        for n in layout.reach.touching(asked.start, asked.end)
        if layout.bars[n].id != asked.bar_id
        and layout.bars[n].start < asked.end
        and asked.start < layout.bars[n].end
    }
    return next((lane for lane in range(layout.count) if lane not in taken), 0)


def _veil(colour: QColor, share: float) -> QColor:
    veil = QColor(colour)
    veil.setAlphaF(share)
    return veil
