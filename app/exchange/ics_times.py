"""Times of iCalendar: dates, date-times and durations as text, and the zones they name.

A date-time without zone is read in the calendar's zone (X-WR-TIMEZONE) or the site's. A zone is an IANA name,
a Windows name, or a VTIMEZONE of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

_DURATION: Final = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?"
)
_OFFSET: Final = re.compile(r"(?:UTC|GMT)\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?\b")
_OTHERS: Final = {
    "中国标准时间": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "tzone://Microsoft/Utc": "UTC",
}  # fmt: skip
_QUOTES: Final = "\"' \t"


class BadTime(ValueError):
    """A text that is no time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time and its zone. ``is_date``: the file named a day, ``wall`` is its midnight."""

    wall: datetime  # naive
    zone: tzinfo
    is_date: bool = False

    @property
    def aware(self) -> datetime:
        """The wall time in its zone."""
        return self.wall.replace(tzinfo=self.zone)

    @property
    def at(self) -> int:
        """UTC ms."""
        return int(self.aware.timestamp() * 1000)


class Zones:
    """Finds zones by the names calendars use. ``unknown`` collects names that nobody knows."""

    def __init__(self, site: ZoneInfo, definitions: dict[str, str]) -> None:
        self.site = site
        self.unknown: set[str] = set()
        self._definitions = definitions
        self._known: dict[str, tzinfo] = {}

    def named(self, name: str) -> tzinfo:
        """The zone of a TZID; the site's when nobody knows it."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._find(name)
        return known

    def _find(self, name: str) -> tzinfo:
        for candidate in _candidates(name):
            zone = _iana(candidate)
            if zone is not None:
                return zone
        defined = self._defined(name) or _fixed(name)
        if defined is None:
            self.unknown.add(name)
            return self.site
        return defined

    def _defined(self, name: str) -> tzinfo | None:
        source = self._definitions.get(name) or self._definitions.get(name.strip(_QUOTES))
        if source is None:
            return None
        import icalendar

        try:
            component = icalendar.Component.from_ical(source)
            if not isinstance(component, icalendar.Timezone):
                return None
            zone: tzinfo = component.to_tz(lookup_tzid=False)
            zone.utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001 - a wall time, to see whether the definition holds
        except Exception:  # noqa: BLE001 - whatever a foreign definition breaks in the library, the zone is unknown
            return None
        return zone


def _candidates(name: str) -> list[str]:
    """A TZID and what it may mean: a Windows name, or a vendor's prefix (/mozilla.org/2007/Europe/Berlin)."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    clean = name.strip(_QUOTES).strip("/")
    found = [clean]
    if clean in _OTHERS:
        found.append(_OTHERS[clean])
    if clean in WINDOWS_TO_OLSON:
        found.append(WINDOWS_TO_OLSON[clean])
    parts = clean.split("/")
    found += ["/".join(parts[start:]) for start in range(1, len(parts) - 1)]
    return [candidate for candidate in found if candidate]


def _fixed(name: str) -> tzinfo | None:
    """The offset in a name such as (UTC+08:00) 北京，重庆, or UTC+8."""
    found = _OFFSET.search(name)
    if found is None:
        return None
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    length = timedelta(hours=hours, minutes=minutes)
    return timezone(-length if found[1] in "-−" else length)


def _iana(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or the name of a folder
        return None


def wall_time(text: str) -> tuple[datetime, bool]:
    """The wall time of a DATE or DATE-TIME and whether it is a day; raises BadTime. Z is not looked at."""
    text = text.strip().upper().rstrip("Z")
    try:
        if len(text) == 8:
            return datetime(int(text[:4]), int(text[4:6]), int(text[6:8])), True  # noqa: DTZ001 - a wall time
        if text[8] != "T" or len(text) not in {13, 15} or not (text[:8] + text[9:]).isdigit():
            raise BadTime(text)
        second = min(int(text[13:] or 0), 59)  # a leap second is the one before
        wall = datetime(  # noqa: DTZ001 - a wall time
            int(text[:4]), int(text[4:6]), int(text[6:8]), int(text[9:11]), int(text[11:13]), second
        )
    except (ValueError, IndexError) as error:
        raise BadTime(text) from error
    return wall, False


def moment(text: str, params: dict[str, str], zones: Zones, calendar: str = "") -> Moment:
    """A DATE or DATE-TIME value; raises BadTime. ``calendar`` is the zone that its calendar works in."""
    wall, is_date = wall_time(text)
    if is_date or params.get("VALUE", "").upper() == "DATE":
        return Moment(wall.replace(hour=0, minute=0, second=0), zones.site, is_date=True)
    if text.rstrip()[-1] in "Zz":
        if not calendar:
            return Moment(wall, UTC)
        zone = zones.named(calendar)  # rules count the days of the people, not those of UTC
        return Moment(wall.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None), zone)
    name = params.get("TZID") or calendar
    return Moment(wall, zones.named(name) if name else zones.site)


def duration(text: str) -> timedelta:
    """A DURATION value; raises BadTime."""
    found = _DURATION.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise BadTime(text)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def instant_text(at: Moment) -> str:
    """The one spelling of a recurrence id: the day, or the instant in UTC, however the file wrote it."""
    if at.is_date:
        return at.wall.strftime("%Y%m%d")
    return at.aware.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def days_after(today: date, days: int, zone: ZoneInfo) -> datetime:
    """Midnight so many days after today, aware."""
    return datetime(today.year, today.month, today.day, tzinfo=zone) + timedelta(days=days)
