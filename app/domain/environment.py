"""Indoor air against GB/T 18883-2022: an instant value indicates, the rolling mean decides (domain.md 6).

Pure; used by the gauges of the device pages. The numbers of the 2022 edition beyond CO2 and formaldehyde are
common knowledge and must be checked against the official text before they go into a report; a screen names
the standard only beside the allowed range.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.devices import COVERAGE_NEEDED, ESTIMATED
from app.domain.periods import MINUTE


class Season(StrEnum):
    """Which column of the standard applies: by air-conditioning mode, else by calendar (reading 18)."""

    COOLING = "cooling"
    HEATING = "heating"


class Verdict(StrEnum):
    """What may be said of a quantity."""

    MET = "met"
    EXCEEDED = "exceeded"
    NOT_ASSESSED = "not_assessed"


class Why(StrEnum):
    """Why nothing is said."""

    NONE = ""
    STALE = "stale"
    ESTIMATED = "estimated"
    NO_MEAN = "no_mean"


@dataclass(frozen=True, slots=True)
class Band:
    """The allowed range of a quantity and the span a gauge shows. ``low`` None: no lower bound."""

    quantity: str
    low: float | None
    high: float | None
    shown_from: float
    shown_to: float

    def allows(self, value: float) -> bool:
        """Whether the value lies in the range, bounds included."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Mean:
    """A rolling mean: its value, the time it is over (ms), and the share of that time that was measured."""

    value: float
    over: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """A quantity of a room: instant and mean kept apart, and what may be said."""

    band: Band
    instant: float | None
    mean: Mean | None
    verdict: Verdict
    why: Why


_FIXED: Final = (
    Band("co2", None, 1_000, 0, 1_700),
    Band("pm25", None, 50, 0, 115),
    Band("tvoc", None, 0.60, 0, 1.0),
)


def season(month: int, mode: str = "") -> Season:
    """Cooling or heating: the air conditioner's mode when known, else the calendar (May to October cools)."""
    if mode in {"cooling", "heating"}:
        return Season(mode)
    return Season.COOLING if 5 <= month <= 10 else Season.HEATING


def bands(now: Season) -> tuple[Band, ...]:
    """The ranges in force, in the order of the page."""
    if now is Season.COOLING:
        climate = (Band("temperature", 22, 28, 16, 34), Band("humidity", 40, 80, 10, 100))
    else:
        climate = (Band("temperature", 16, 24, 10, 32), Band("humidity", 30, 60, 0, 100))
    return climate + _FIXED


def assess(band: Band, instant: float | None, mean: Mean | None, *, is_stale: bool) -> Assessment:
    """What may be said; never "met" on stale, estimated or too short data (R7.2-4, domain.md 6)."""
    why = Why.NONE
    if is_stale or instant is None:
        why = Why.STALE
    elif band.quantity in ESTIMATED:
        why = Why.ESTIMATED
    elif mean is None or mean.coverage < COVERAGE_NEEDED:
        why = Why.NO_MEAN
    if why is not Why.NONE or mean is None:
        return Assessment(band, instant, mean, Verdict.NOT_ASSESSED, why)
    return Assessment(band, instant, mean, Verdict.MET if band.allows(mean.value) else Verdict.EXCEEDED, why)


def rolling(points: Sequence[tuple[int, float | None]], over: int) -> tuple[tuple[int, float], ...]:
    """The mean of the time ``over`` before each point, where enough of that time was measured.

    Points come about a minute apart; one stands for its minute.
    """
    found: list[tuple[int, float]] = []
    window: deque[tuple[int, float]] = deque()
    total = 0.0
    for at, value in points:
        if value is not None:
            window.append((at, value))
            total += value
        while window and window[0][0] <= at - over:
            total -= window.popleft()[1]
        if len(window) * MINUTE >= over * COVERAGE_NEEDED:
            found.append((at, total / len(window)))
    return tuple(found)
