"""Minute means of one measured value over a day, and rolling means over them. Used by the agent.

A point stands for its own minute and, until the next one comes, for the nine after it: a sensor that
speaks every ten minutes still covers its hour, one that has stopped does not.
"""

from __future__ import annotations

import math
from array import array
from typing import Final

from app.domain.periods import DAY, MINUTE

SIZE: Final = DAY // MINUTE
HOLD: Final = 10  # minutes that a point stands for at most


class MinuteSeries:
    """A ring of one day of minutes; NaN where nothing was measured."""

    __slots__ = ("_count", "_last", "_ring", "_sum")

    def __init__(self) -> None:
        self._ring = array("d", [math.nan]) * SIZE
        self._last = -1  # the newest minute, counted from 1970
        self._sum = 0.0
        self._count = 0

    def add(self, at: int, value: float) -> None:
        """Take a point in; points older than the newest minute are late and left out."""
        minute = at // MINUTE
        if minute < self._last:
            return
        if minute > self._last:
            self._advance(minute)
        self._sum += value
        self._count += 1
        self._ring[minute % SIZE] = self._sum / self._count

    def last(self, until: int, minutes: int) -> list[float | None]:
        """The means of the last ``minutes`` whole minutes before ``until``, oldest first, unheld."""
        end = until // MINUTE
        return [_or_none(self._at(end - minutes + i)) for i in range(minutes)]

    def mean(self, until: int, over: int) -> tuple[float, float] | None:
        """The mean over the time before ``until`` and the share of it that was measured; None if nothing
        was.
        """
        end = until // MINUTE
        minutes = over // MINUTE
        total, covered, held, left = 0.0, 0, math.nan, 0
        for minute in range(end - minutes - HOLD, end):
            value = self._at(minute)
            if not math.isnan(value):
                held, left = value, HOLD
            if left > 0:
                left -= 1
                if minute >= end - minutes:
                    total += held
                    covered += 1
        return (total / covered, covered / minutes) if covered else None

    def _at(self, minute: int) -> float:
        if minute > self._last or minute <= self._last - SIZE:
            return math.nan
        return self._ring[minute % SIZE]

    def _advance(self, minute: int) -> None:
        for gap in range(max(self._last + 1, minute - SIZE + 1), minute + 1):
            self._ring[gap % SIZE] = math.nan
        self._last = minute
        self._sum, self._count = 0.0, 0


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)
