"""Half-open periods [start, end) in UTC milliseconds, and the local day they fall on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

MINUTE: Final = 60_000
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Period:
    """[start, end); two periods that touch do not overlap."""

    start: int
    end: int

    def overlaps(self, other: Period) -> bool:
        """Whether the two share an instant."""
        return self.start < other.end and other.start < self.end

    def contains(self, at: int) -> bool:
        """Whether the instant is inside."""
        return self.start <= at < self.end

    @property
    def minutes(self) -> int:
        """Length in whole minutes."""
        return (self.end - self.start) // MINUTE


def instant(on: date, at: time, zone: ZoneInfo) -> int:
    """The instant of a wall time; in a fold the first of the two, in a gap the moment after it."""
    return int(datetime.combine(on, at, zone).timestamp() * 1000)


def local(at: int, zone: ZoneInfo) -> datetime:
    """Wall time of an instant."""
    return datetime.fromtimestamp(at / 1000, zone)


def day_of(at: int, zone: ZoneInfo) -> date:
    """The local date of an instant."""
    return local(at, zone).date()


def day_period(on: date, zone: ZoneInfo) -> Period:
    """The local day as a period; 23 to 25 hours where clocks change."""
    return Period(instant(on, time(), zone), instant(on + timedelta(days=1), time(), zone))
