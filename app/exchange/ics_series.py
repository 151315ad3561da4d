"""From the events of one UID to its occurrences: RRULE, RDATE, EXDATE, RECURRENCE-ID and THISANDFUTURE.

Rules run on wall times, so that a weekly meeting keeps its hour when clocks change. Judged against
recurring-ical-events over all its calendars (tests/outside/test_ics_oracle.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from dateutil.rrule import rrule, rrulestr

from app.exchange.ics_lines import Event
from app.exchange.ics_times import BadTime, Moment, Zones, duration, instant_text, moment, wall_time

LONGEST_SERIES: Final = 12_000  # occurrences of one series since 2000: 32 years of every day
_MOST_BEFORE: Final = 40_000  # and before, where none can be a meeting: a century of every day
_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100  # no meeting is later: UNTIL beyond it is how some programs write "no end"
_LATEST_STAMP: Final = 4_102_444_800_000  # 2100-01-01
_PART: Final = re.compile(r"([A-Z]+)=([^;]*)")
_RECURRENCE: Final = ("RRULE", "RDATE", "EXDATE")
_FINE: Final = {"HOURLY", "MINUTELY", "SECONDLY"}
# Parts with which a rule finer than a day can be told to be empty before it runs for ever.
_FINE_PARTS: Final = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYHOUR", "BYMINUTE", "BYSECOND"}
_DAYS_IN: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # at most
_KNOWN_PARTS: Final = _FINE_PARTS | {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"}


class BadSeries(ValueError):
    """A series that cannot be expanded; ``code`` says why."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting as the calendar means it. ``recurrence`` is empty for an event that does not recur."""

    event: Event
    start: Moment
    end: Moment
    recurrence: str


@dataclass(frozen=True, slots=True)
class _Span:
    """Start and length of an event's first occurrence."""

    start: Moment
    length: timedelta
    elapsed: bool  # length counts elapsed time: start and end were given in different zones

    def end_from(self, start: Moment) -> Moment:
        if self.elapsed:
            end = start.aware.astimezone(UTC) + self.length
            return Moment(end.astimezone(start.zone).replace(tzinfo=None), start.zone)
        return Moment(start.wall + self.length, start.zone, start.is_date)


@dataclass(frozen=True, slots=True)
class _Override:
    event: Event
    original: Moment
    span: _Span
    onwards: bool

    @property
    def shift(self) -> timedelta:
        """How far it moves the occurrences after it."""
        if self.span.start.zone == self.original.zone:
            return self.span.start.wall - self.original.wall
        return self.span.start.aware - self.original.aware


def age(event: Event) -> tuple[int, int]:
    """(SEQUENCE, LAST-MODIFIED) for telling the newer of two."""
    return sequence_of(event), stamp_of(event)


def sequence_of(event: Event) -> int:
    """SEQUENCE, 0 when it is missing or no number."""
    text = (event.text("SEQUENCE") or "").strip()
    return min(int(text), 100_000) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def stamp_of(event: Event) -> int:
    """LAST-MODIFIED in UTC ms, 0 when it is missing."""
    found = event.first("LAST-MODIFIED")
    if found is None or not re.fullmatch(r"\d{8}T\d{6}Z?", found[1].strip()):
        return 0
    try:
        when = datetime.strptime(found[1].strip()[:15], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return min(max(0, int(when.timestamp() * 1000)), _LATEST_STAMP)


def expand(events: list[Event], zones: Zones, horizon: datetime) -> Iterator[Occurrence]:
    """All occurrences of one UID, by original start; raises BadSeries for what cannot be understood."""
    masters = [event for event in events if "RECURRENCE-ID" not in event.properties]
    overrides = _overrides([event for event in events if "RECURRENCE-ID" in event.properties], zones)
    if not masters:
        for override in overrides.values():
            yield _changed(override)
        return
    master = max(masters, key=age)  # of equals the first
    if not overrides and not any(name in master.properties for name in _RECURRENCE):
        span = _span(master, zones)
        yield Occurrence(master, span.start, span.end_from(span.start), "")
        return
    yield from _Series(master, overrides, zones, horizon).occurrences()


class _Series:
    """A master with its rules, exceptions and overrides."""

    def __init__(
        self, master: Event, overrides: dict[str, _Override], zones: Zones, horizon: datetime
    ) -> None:
        self._master, self._overrides, self._zones, self._horizon = master, overrides, zones, horizon
        self._span = _span(master, zones)
        self._lengths: dict[datetime, timedelta] = {}
        self._by_wall = {override.original.wall: override for override in overrides.values()}
        self._gone, self._gone_days = self._exceptions()
        self._onwards = sorted((o for o in overrides.values() if o.onwards), key=lambda o: o.original.aware)

    def occurrences(self) -> Iterator[Occurrence]:
        """Generated ones first, then overrides of starts that no rule gives."""
        used: set[str] = set()
        for wall in self._starts():
            original = Moment(wall, self._span.start.zone, self._span.start.is_date)
            if self._is_gone(original):
                continue
            override = self._override_of(original)
            if override is None:
                yield self._regular(original)
            elif instant_text(override.original) not in used:
                used.add(instant_text(override.original))
                yield _changed(override, original)
        for name, override in self._overrides.items():
            if name in used or self._is_gone(override.original) or self._is_outdated(override):
                continue
            yield _changed(override)

    def _regular(self, original: Moment) -> Occurrence:
        """An occurrence that nothing names: the master's, or the last THISANDFUTURE's before it."""
        name = instant_text(original)
        aware = original.aware
        since = None
        for override in self._onwards:
            if override.original.aware < aware:
                since = override
        if since is None:
            length = self._lengths.get(original.wall)
            end = (
                self._span.end_from(original)
                if length is None
                else Moment(original.wall + length, original.zone)
            )
            return Occurrence(self._master, original, end, name)
        start = Moment(
            original.wall + since.shift, original.zone, original.is_date and since.span.start.is_date
        )
        return Occurrence(since.event, start, since.span.end_from(start), name)

    def _override_of(self, original: Moment) -> _Override | None:
        """The override of an original start: by instant, or by wall time where programs mix zones."""
        found = self._overrides.get(instant_text(original)) or self._by_wall.get(original.wall)
        if found is None and not original.is_date:
            found = self._overrides.get(original.wall.strftime("%Y%m%d"))  # RECURRENCE-ID as a day
        return found

    def _is_outdated(self, override: _Override) -> bool:
        """An override of a start that the newer master has no more: left over from before a series was
        cut."""
        recurs = any(name in override.event.properties for name in _RECURRENCE)
        return recurs and sequence_of(override.event) < sequence_of(self._master)

    def _exceptions(self) -> tuple[set[datetime], set[datetime]]:
        """EXDATE as instants, and as whole days."""
        instants, days = set(), set()
        for start, _length in _moments(self._master, "EXDATE", self._zones):
            if start.is_date:
                days.add(start.wall)
            else:
                instants.add(start.aware.astimezone(UTC))
        return instants, days

    def _is_gone(self, original: Moment) -> bool:
        day = original.wall.replace(hour=0, minute=0, second=0)
        return day in self._gone_days or original.aware.astimezone(UTC) in self._gone

    def _starts(self) -> list[datetime]:
        """Wall times of all starts in the master's zone, before exceptions."""
        first = self._span.start
        found: set[datetime] = set()
        lasts: list[datetime | None] = []
        for _params, text in self._master.properties.get("RRULE", ()):
            rule, last = _rule(text, first)
            if rule is None:
                continue
            lasts.append(last)
            found.update(self._generated(rule, text, last))
        for start, length in _moments(self._master, "RDATE", self._zones):
            wall = start.wall if start.is_date else start.aware.astimezone(first.zone).replace(tzinfo=None)
            found.add(wall)
            if length is not None:
                self._lengths[wall] = length
        ended = [last for last in lasts if last is not None]
        if not lasts or len(ended) < len(lasts) or max(ended) >= first.wall:
            found.add(first.wall)  # DTSTART counts, even where the rule misses it
        if _is_too_long(found):
            raise BadSeries("too_long", str(LONGEST_SERIES))
        return sorted(found)

    def _generated(self, rule: rrule, text: str, last: datetime | None) -> Iterable[datetime]:
        if _is_never(text):
            return ()
        counted = re.search(r"COUNT=\s*\d", text.upper()) is not None
        endless = not counted and (last is None or last.year >= _LAST_YEAR)
        stop = self._horizon.astimezone(self._span.start.zone).replace(tzinfo=None)
        found = []
        since = 0
        for start in islice(rule, _MOST_BEFORE + LONGEST_SERIES):
            since += start.year >= _FIRST_YEAR
            if (endless and start >= stop) or start.year > _LAST_YEAR or since > LONGEST_SERIES + 1:
                break
            found.append(start)
        return found


def _is_too_long(starts: set[datetime]) -> bool:
    since = sum(start.year >= _FIRST_YEAR for start in starts)
    return since > LONGEST_SERIES or len(starts) - since >= _MOST_BEFORE


def _is_never(text: str) -> bool:
    """Whether no month of a rule has any of its days (30 February): looking for one would take long."""
    parts = dict(_PART.findall(text.upper().replace(" ", "")))
    months, days = _numbers(parts.get("BYMONTH", "")), _numbers(parts.get("BYMONTHDAY", ""))
    return bool(months and days) and all(
        abs(day) > _DAYS_IN[month - 1] for month in months if 1 <= month <= 12 for day in days
    )


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if re.fullmatch(r"[+-]?\d{1,3}", part)]


def _rule(text: str, first: Moment) -> tuple[rrule | None, datetime | None]:
    """A rule on wall times, and the wall time after which it gives nothing."""
    parts = dict(_PART.findall(text.upper().replace(" ", "")))
    if not text.strip():
        return None, None  # RRULE: without anything, as some exporters write it
    if not parts.get("FREQ") or parts.get("INTERVAL", "1").strip("0") == "" or set(parts) - _KNOWN_PARTS:
        raise BadSeries("bad_date", text)
    if parts["FREQ"] in _FINE and set(parts) - _FINE_PARTS:
        raise BadSeries("too_long", text)
    if parts.get("COUNT", "1").startswith("-"):
        del parts["COUNT"]  # some programs write COUNT=-1 for "no end"
    last = _until(parts.pop("UNTIL", ""), first)
    try:
        rule = rrulestr(
            ";".join(f"{name}={value}" for name, value in parts.items() if value), dtstart=first.wall
        )
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
        raise BadSeries("bad_date", text) from error
    if not isinstance(rule, rrule):
        raise BadSeries("bad_date", text)
    return (rule if last is None else rule.replace(until=last, count=None)), last


def _until(text: str, first: Moment) -> datetime | None:
    """UNTIL as wall time of the series; a plain day ends a timed series at its midnight."""
    if not text:
        return None
    try:
        wall, is_date = wall_time(text)
    except BadTime as error:
        raise BadSeries("bad_date", text) from error
    if first.is_date:
        return wall.replace(hour=0, minute=0, second=0)
    if text.endswith("Z") and not is_date:
        return wall.replace(tzinfo=UTC).astimezone(first.zone).replace(tzinfo=None)
    return wall


def _span(event: Event, zones: Zones) -> _Span:
    """Start and length of an event; raises BadSeries when it has no readable start."""
    start_value = event.first("DTSTART")
    if start_value is None:
        raise BadSeries("no_time")
    try:
        start = moment(start_value[1], start_value[0], zones, event.zone)
        end_value = event.first("DTEND")
        if end_value is not None and end_value[1].strip():
            return _span_to(start, moment(end_value[1], end_value[0], zones, event.zone))
        length = event.first("DURATION")
        if length is not None:
            return _lasting(start, duration(length[1]))
    except BadTime as error:
        raise BadSeries("bad_date", str(error)) from error
    return _Span(start, timedelta(days=1) if start.is_date else timedelta(), elapsed=False)


def _span_to(start: Moment, end: Moment) -> _Span:
    if start.is_date != end.is_date:  # one is a day: its midnight in the zone of the other
        if start.is_date:
            start = Moment(start.wall, end.zone)
        else:
            end = Moment(end.wall, start.zone)
    if start.zone == end.zone:
        return _Span(start, end.wall - start.wall, elapsed=False)
    return _Span(start, end.aware - start.aware, elapsed=True)


def _lasting(start: Moment, length: timedelta) -> _Span:
    if start.is_date and length.seconds:
        start = Moment(start.wall, start.zone)
    return _Span(start, length, elapsed=False)


def _overrides(events: list[Event], zones: Zones) -> dict[str, _Override]:
    """The newest override of each original start; raises BadSeries for one without readable times."""
    found: dict[str, _Override] = {}
    for event in events:
        params, text = event.properties["RECURRENCE-ID"][0]
        try:
            original = moment(text, params, zones, event.zone)
        except BadTime as error:
            raise BadSeries("bad_date", text) from error
        name = instant_text(original)
        if name not in found or age(event) > age(found[name].event):
            onwards = params.get("RANGE", "").upper() == "THISANDFUTURE"
            found[name] = _Override(event, original, _span(event, zones), onwards)
    return found


def _changed(override: _Override, original: Moment | None = None) -> Occurrence:
    name = instant_text(override.original if original is None else original)
    return Occurrence(override.event, override.span.start, override.span.end_from(override.span.start), name)


def _moments(event: Event, name: str, zones: Zones) -> Iterator[tuple[Moment, timedelta | None]]:
    """The times of RDATE or EXDATE, which may be lists, and periods with a length."""
    for params, text in event.properties.get(name, ()):
        for part in text.split(","):
            start_text, slash, end_text = part.strip().partition("/")
            if not start_text:
                continue
            try:
                start = moment(start_text, params, zones, event.zone)
                yield start, _period_length(start, end_text, zones, event.zone) if slash else None
            except BadTime as error:
                raise BadSeries("bad_date", part) from error


def _period_length(start: Moment, text: str, zones: Zones, calendar: str) -> timedelta:
    if text[:1].upper() in {"P", "+", "-"}:
        return duration(text)
    end = moment(text, {}, zones, calendar)
    if text.strip()[-1:] not in {"Z", "z"}:
        end = Moment(end.wall, start.zone)
    return end.aware - start.aware
