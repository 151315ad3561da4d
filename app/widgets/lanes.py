"""Rows and lanes of a timeline: which lane a bar lies in, where a row begins, what touches a stretch of time.

Plain arithmetic without Qt, so that it can be tested by properties. Called by the timeline view that the
schedule and the dispatch board share (GUI thread). Spans are half-open: what touches does not overlap.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate
from typing import Literal

Span = tuple[int, int]
Edge = Literal["", "start", "end"]


def assign_lanes(spans: Sequence[Span]) -> tuple[list[int], int]:
    """A lane for each span so that none overlap in a lane, and how many lanes that takes (at least 1).

    Earlier spans come first and take the lowest free lane; of two that start together the longer lies above.
    The number of lanes is the largest number of spans at one instant, which is the least possible.
    """
    lanes = [0] * len(spans)
    free: list[int] = []
    running: list[tuple[int, int]] = []
    used = 0
    for place in sorted(range(len(spans)), key=lambda n: (spans[n][0], -spans[n][1], n)):
        start, end = spans[place]
        while running and running[0][0] <= start:
            heappush(free, heappop(running)[1])
        if free:
            lane = heappop(free)
        else:
            lane = used
            used += 1
        lanes[place] = lane
        # An empty span still takes its lane for a moment, or two at one instant would hide each other.
        heappush(running, (max(end, start + 1), lane))
    return lanes, max(used, 1)


def overlaps(spans: Sequence[Span]) -> list[Span]:
    """The stretches where more than one span lies, merged and in order: what a row marks as double."""
    real = [span for span in spans if span[1] > span[0]]
    edges = sorted([(start, 1) for start, _ in real] + [(end, -1) for _, end in real])
    found: list[Span] = []
    depth, since = 0, 0
    for at, step in edges:
        before, depth = depth, depth + step
        if before < 2 <= depth:
            since = at
        elif depth < 2 <= before and at > since:
            if found and found[-1][1] == since:
                since = found.pop()[0]
            found.append((since, at))
    return found


class IntervalIndex:
    """Spans of one row by time: which of them touch a window, without looking at all of them."""

    __slots__ = ("_ends", "_order", "_reach", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=lambda n: spans[n])
        self._starts = [spans[n][0] for n in self._order]
        self._ends = [spans[n][1] for n in self._order]
        # How far right anything up to here reaches: it never falls, so it can be searched.
        self._reach = list(accumulate(self._ends, max))

    def touching(self, start: int, end: int) -> list[int]:
        """Places of the spans that share an instant with [start, end), by start."""
        first = bisect_right(self._reach, start)
        last = bisect_left(self._starts, end)
        return [self._order[n] for n in range(first, last) if self._ends[n] > start]


class RowStack:
    """Rows of different heights, one under the other; height 0 hides a row."""

    __slots__ = ("_heights", "_tops")

    def __init__(self, heights: Sequence[int] = ()) -> None:
        self._heights = list(heights)
        self._tops = [0, *accumulate(self._heights)]

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """All rows together."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """Where a row begins."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """How tall it is; 0 when hidden."""
        return self._heights[row]

    def at(self, y: int) -> int:
        """The row at a height, -1 outside."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._tops, y) - 1

    def between(self, top: int, bottom: int) -> range:
        """The rows of which something lies in [top, bottom); hidden ones may be among them."""
        if bottom <= 0 or top >= self.total or not self._heights:
            return range(0)
        first = max(bisect_right(self._tops, max(top, 0)) - 1, 0)
        last = bisect_left(self._tops, min(bottom, self.total))
        return range(first, last)


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point: row number, the bar's place in its row (-1 = none), and which edge of it."""

    row: int = -1
    bar: int = -1
    edge: Edge = ""


def edge_at(x: float, left: float, right: float, grip: float = 6.0) -> Edge:
    """Whether a point on a bar takes one of its edges; a short bar keeps a middle to be moved by."""
    reach = min(grip, (right - left) / 4)
    if x < left + reach:
        return "start"
    return "end" if x >= right - reach else ""


def snapped(at_ms: int, origin_ms: int, minutes: int) -> int:
    """The nearest whole step counted from the origin; halves go up."""
    step = minutes * 60_000
    return origin_ms + (at_ms - origin_ms + step // 2) // step * step
