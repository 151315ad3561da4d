"""A repeated booking as the single times it means. Pure; used by the booking form.

Series are expanded in the author's dialog: each occurrence is a booking of its own with plain instants
(operations.md, rule 10). The wall time stays the same where clocks change. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, MONTHLY, TH, TU, WE, WEEKLY, rrule

from app.domain.periods import Period, instant, local

MOST: Final = 60  # occurrences of one series: more is a mistake of typing
Every = Literal["none", "daily", "workdays", "weekly", "monthly"]
EVERY: Final[tuple[Every, ...]] = ("none", "daily", "workdays", "weekly", "monthly")


@dataclass(frozen=True, slots=True)
class Repetition:
    """How a booking repeats: until a day (included), or so many times; the day wins when both are given."""

    every: Every = "none"
    count: int = 1
    until: date | None = None


def expand(first: Period, repetition: Repetition, zone: ZoneInfo) -> tuple[Period, ...]:
    """All occurrences from the first on, at most MOST. The first is always among them."""
    if repetition.every == "none":
        return (first,)
    begins = local(first.start, zone).replace(tzinfo=None)
    length = first.end - first.start
    made = [first]
    for at in _rule(begins, repetition):
        if at == begins:
            continue
        if len(made) >= MOST:
            break
        start = instant(at.date(), at.time(), zone)
        made.append(Period(start, start + length))
    return tuple(made)


def own_clashes(periods: tuple[Period, ...]) -> frozenset[int]:
    """Places of the occurrences that overlap an earlier one: a series longer than its period (R5)."""
    found = set()
    reach = -1
    for place in sorted(range(len(periods)), key=lambda n: periods[n].start):
        if periods[place].start < reach:
            found.add(place)
        reach = max(reach, periods[place].end)
    return frozenset(found)


def _rule(begins: datetime, repetition: Repetition) -> rrule:
    until = None if repetition.until is None else datetime.combine(repetition.until, time.max)
    count = MOST + 1 if until is not None else max(1, min(repetition.count, MOST))
    if repetition.every == "workdays":
        return rrule(
            WEEKLY,
            dtstart=begins,
            count=None if until else count,
            until=until,
            byweekday=(MO, TU, WE, TH, FR),
        )
    frequency: Any = {"daily": DAILY, "weekly": WEEKLY, "monthly": MONTHLY}[
        repetition.every
    ]  # Any: the stub wants literals
    return rrule(frequency, dtstart=begins, count=None if until else count, until=until)
