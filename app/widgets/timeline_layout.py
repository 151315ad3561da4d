"""The layout of one row of a timeline: its bars in lanes, what touches a stretch of time, where it lies.

Held by `TimelineView`, one for each row, made anew when the row's bars change (GUI thread).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from app.models.timeline import TimelineBar
from app.widgets.lanes import IntervalIndex, Span, assign_lanes, overlaps
from app.widgets.timeline_ground import buffers
from app.widgets.timeline_paint import PlacedBar

if TYPE_CHECKING:
    from app.widgets.timeline import TimelineView


@dataclass(slots=True)
class RowLayout:
    """The bars of one row with their lanes, and what of them overlaps."""

    bars: Sequence[TimelineBar]
    lanes: list[int]
    count: int
    reach: IntervalIndex
    doubles: list[Span]
    key: tuple[float, ...] = ()
    shown: list[tuple[PlacedBar, list[tuple[str, QRect]]]] = field(default_factory=list)

    def placed(self, view: TimelineView, place: int) -> list[tuple[PlacedBar, list[tuple[str, QRect]]]]:
        """The bars where they lie, with their buffers; worked out once per zoom and height of the row."""
        scale, look = view.scale, view.look
        key = (scale.px_per_minute, scale.from_ms, view.stack.top(place), look.scale)
        if key != self.key:
            self.key, self.shown = key, []
            for number, bar in enumerate(self.bars):
                rect = view.span_rect(place, bar.start, bar.end, self.lanes[number])
                self.shown.append((PlacedBar(bar, rect), buffers(view, bar, rect)))
        return self.shown


def lay_row(bars: Sequence[TimelineBar]) -> RowLayout:
    """Put bars into lanes."""
    spans = [(bar.start, bar.end) for bar in bars]
    lanes, count = assign_lanes(spans)
    reach = IntervalIndex([(_begins(bar), _ends(bar)) for bar in bars])
    return RowLayout(bars, lanes, count, reach, overlaps(spans) if count > 1 else [])


def _begins(bar: TimelineBar) -> int:
    return min(bar.start, bar.lead[0]) if bar.lead[1] > bar.lead[0] else bar.start


def _ends(bar: TimelineBar) -> int:
    return max(bar.end, bar.tail[1]) if bar.tail[1] > bar.tail[0] else bar.end
