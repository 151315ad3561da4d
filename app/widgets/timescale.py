"""The time axis that the schedule and the board share: instants to pixels, and back.

A header and a view hold the same `TimeScale`; when it changes both repaint. Content x 0 is `from_ms`; a view
subtracts its own scroll. Instants are UTC milliseconds; labels come from a callable, because only app/words
knows how to write a local time. GUI thread.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

MINUTE_MS: Final = 60_000
STEPS: Final = (5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440)  # minutes between labels, finest first
SNAP_MINUTES: Final = 5
SMALLEST_PX_PER_MINUTE: Final = 0.1
LARGEST_PX_PER_MINUTE: Final = 24.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid: where, when, and its label if it has one."""

    at_ms: int
    x: float
    label: str
    is_major: bool


class TimeScale(QObject):
    """Which instants are shown, how wide a minute is, and the arithmetic between the two."""

    changed = Signal()
    """Span or zoom changed; no payload."""

    def __init__(
        self,
        from_ms: int,
        to_ms: int,
        px_per_minute: float = 1.35,
        *,
        origin_ms: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._from = self._to = self._origin = 0
        self._ppm = _bounded(px_per_minute)
        self._assign(from_ms, to_ms, origin_ms)

    @property
    def from_ms(self) -> int:
        """The first instant shown."""
        return self._from

    @property
    def to_ms(self) -> int:
        """The first instant not shown."""
        return self._to

    @property
    def origin_ms(self) -> int:
        """The instant that ticks are counted from: a local midnight."""
        return self._origin

    @property
    def px_per_minute(self) -> float:
        """The zoom."""
        return self._ppm

    @property
    def width(self) -> float:
        """The whole span in pixels."""
        return self.x(self._to)

    def set_span(self, from_ms: int, to_ms: int, *, origin_ms: int | None = None) -> None:
        """Show other instants at the same zoom. Ticks count from
        `origin_ms`, a local midnight (default: the start).
        """
        before = (self._from, self._to, self._origin)
        self._assign(from_ms, to_ms, origin_ms)
        if before != (self._from, self._to, self._origin):
            self.changed.emit()

    def set_px_per_minute(self, px_per_minute: float) -> None:
        """Set the zoom, within its limits."""
        wanted = _bounded(px_per_minute)
        if wanted != self._ppm:
            self._ppm = wanted
            self.changed.emit()

    def fit(self, width: float) -> None:
        """Zoom so that the span takes `width` pixels."""
        self.set_px_per_minute(width * MINUTE_MS / (self._to - self._from))

    def zoom(self, factor: float, about_x: float) -> float:
        """Zoom about a place in content pixels; returns how
        far the content moved there, to add to the scroll.
        """
        at_ms = self.exact(about_x)
        self.set_px_per_minute(self._ppm * factor)
        return (at_ms - self._from) * self._ppm / MINUTE_MS - about_x

    def x(self, at_ms: float) -> float:
        """The content pixel of an instant; instants outside the span fall outside 0 to width."""
        return (at_ms - self._from) * self._ppm / MINUTE_MS

    def length(self, ms: float) -> float:
        """How many pixels a duration takes."""
        return ms * self._ppm / MINUTE_MS

    def exact(self, x: float) -> float:
        """The instant at a content pixel, with its fraction."""
        return self._from + x * MINUTE_MS / self._ppm

    def at(self, x: float, snap_minutes: int = 0) -> int:
        """The instant at a content pixel; with `snap_minutes`, the nearest such step."""
        ms = round(self.exact(x))
        return self.snap(ms, snap_minutes) if snap_minutes else ms

    def snap(self, at_ms: int, minutes: int = SNAP_MINUTES) -> int:
        """The nearest whole step of `minutes`, counted from the origin; halves go up."""
        step = minutes * MINUTE_MS
        return self._origin + (at_ms - self._origin + step // 2) // step * step

    def step_minutes(self, label_px: float = 64) -> int:
        """Minutes between labels so that each has `label_px` pixels."""
        return next((step for step in STEPS if step * self._ppm >= label_px), STEPS[-1])

    def ticks(
        self,
        label: Callable[[int], str],
        *,
        label_px: float = 64,
        left: float = 0.0,
        right: float | None = None,
    ) -> tuple[Tick, ...]:
        """Grid lines whose x lies in [left, right], majors
        with labels, minors between them when there is room.
        """
        major = self.step_minutes(label_px)
        minor = next(
            (step for step in STEPS if major % step == 0 and step * self._ppm >= label_px / 3), major
        )
        end = self.width if right is None else right
        step_ms = minor * MINUTE_MS
        first = math.ceil((self.exact(left) - self._origin) / step_ms)
        last = math.floor((self.exact(end) - self._origin) / step_ms)
        ticks = []
        for index in range(first, last + 1):
            at_ms = self._origin + index * step_ms
            is_major = index * minor % major == 0
            ticks.append(Tick(at_ms, self.x(at_ms), label(at_ms) if is_major else "", is_major))
        return tuple(ticks)

    def _assign(self, from_ms: int, to_ms: int, origin_ms: int | None) -> None:
        if to_ms <= from_ms:
            raise ValueError("a time scale needs an end after its start")
        self._from, self._to = from_ms, to_ms
        self._origin = from_ms if origin_ms is None else origin_ms


def _bounded(px_per_minute: float) -> float:
    return min(max(px_per_minute, SMALLEST_PX_PER_MINUTE), LARGEST_PX_PER_MINUTE)
