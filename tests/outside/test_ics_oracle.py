"""Our expansion of recurrences against recurring-ical-events, over every calendar of its source distribution.

`./dev test` fetches that distribution; tools.sdist finds the folder, HUIWUTAI_ICS_ORACLE may name another.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events

from app.exchange.ics_lines import Event, parse
from app.exchange.ics_read import EXPANDED_DAYS, uid_of
from app.exchange.ics_series import BadSeries, expand
from app.exchange.ics_times import Zones
from tools import sdist

SITE = ZoneInfo("UTC")  # what the oracle reads times without a zone as
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
HORIZON = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=EXPANDED_DAYS)

# A rule that neither side can read: UNTL= for UNTIL=.
UNREADABLE = {"bad_rrule_missing_until_event.ics"}

Found = Counter[tuple[str, int, int]]


@pytest.fixture(scope="module")
def calendars() -> list[Path]:
    folder = os.environ.get("HUIWUTAI_ICS_ORACLE")
    try:
        found = sorted((Path(folder) if folder else sdist.ensure()).rglob("*.ics"))
    except SystemExit as missing:
        pytest.fail(f"the calendars of recurring-ical-events are missing and could not be fetched: {missing}")
    assert len(found) > 80, "the calendars of recurring-ical-events are missing; ./dev test fetches them"
    return found


def ours(data: bytes) -> Found:
    """Occurrences that touch the window, as (title, start, end); an end before its start is turned round."""
    found = parse(data, lambda: False)
    zones = Zones(SITE, found.zones)
    by_uid: dict[str, list[Event]] = {}
    for event in found.events:
        by_uid.setdefault(uid_of(event), []).append(event)
    counted: Found = Counter()
    for events in by_uid.values():
        for occurrence in expand(events, zones, HORIZON):
            start, end = sorted((occurrence.start.at, occurrence.end.at))
            if start < instant(HORIZON) and end > instant(FIRST):
                counted[occurrence.event.text("SUMMARY") or "", start, end] += 1
    return counted


def theirs(data: bytes) -> Found:
    counted: Found = Counter()
    for calendar in icalendar.Calendar.from_ical(data, multiple=True):
        for event in recurring_ical_events.of(calendar).between(FIRST, HORIZON):
            start = event["DTSTART"].dt
            end = event["DTEND"].dt if "DTEND" in event else start
            counted[str(event.get("SUMMARY", "")), instant(start), instant(end)] += 1
    return counted


def instant(when: date) -> int:
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, tzinfo=SITE)
    if when.tzinfo is None:
        when = when.replace(tzinfo=SITE)
    return int(when.timestamp() * 1000)


def test_every_calendar_expands_as_recurring_ical_events_expands_it(calendars: list[Path]) -> None:
    compared, different = 0, []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the oracle warns of its own guesses
        for path in calendars:
            if path.name in UNREADABLE:
                continue
            expected = theirs(path.read_bytes())
            compared += expected.total()
            if ours(path.read_bytes()) != expected:
                different.append(path.name)
    assert different == []
    assert compared > 30_000


def test_a_rule_nobody_can_read_is_refused_and_says_which(calendars: list[Path]) -> None:
    (path,) = [path for path in calendars if path.name in UNREADABLE]
    with pytest.raises(BadSeries, match="UNTL=20191023"):
        ours(path.read_bytes())
