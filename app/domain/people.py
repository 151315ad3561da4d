"""Rules of people: when somebody is on duty, on break or away on a local day (R6.7-1, R37).

Pure; the board's candidates and the words beside a name both come from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.periods import Period, instant
from app.domain.records.people import PersonRecord, PresenceRecord
from app.domain.states import Presence, Role

STAFF: Final = (Role.ATTENDANT, Role.ENGINEER)
SHIFT_HOURS: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～至到]\s*(\d{1,2}):(\d{2})")  # 中班 12:00–20:00


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A person's local day. ``hours`` is None for who is off or on leave; ``rest`` is the break, if known.

    Nobody has said anything of an unrostered person: they count as on duty all day, and the screen says so.
    """

    person: PersonRecord
    presence: Presence | None
    hours: Period | None
    rest: Period | None
    shift: str = ""
    note: str = ""

    @property
    def is_rostered(self) -> bool:
        """Whether the day was spoken of at all."""
        return self.presence is not None

    @property
    def is_away(self) -> bool:
        """Off or on leave for the whole day."""
        return self.hours is None

    def standing(self, now: int) -> Presence:
        """The word for this moment: a break that is over, or has not begun, reads as on duty."""
        if self.hours is None:
            return self.presence or Presence.OFF
        if self.rest is not None and self.rest.contains(now):
            return Presence.BREAK
        return Presence.ON if self.hours.contains(now) else Presence.OFF


def person_day(person: PersonRecord, record: PresenceRecord | None, on: date, zone: ZoneInfo) -> PersonDay:
    """One person's day. Of a BREAK the record's minutes are the break's; the shift's text keeps the hours."""
    whole = Period(_at(on, 0, zone), _at(on, 1440, zone))
    if record is None:
        return PersonDay(person, None, whole, None)
    said = _period(on, record.from_minute, record.to_minute, zone)
    if record.presence in {Presence.OFF, Presence.LEAVE}:
        return PersonDay(person, record.presence, None, None, record.shift, record.note)
    if record.presence is Presence.BREAK:
        hours = _hours_of(record.shift, on, zone) or whole
        return PersonDay(person, record.presence, hours, said, record.shift, record.note)
    return PersonDay(person, record.presence, said, None, record.shift, record.note)


def people_day(
    people: Iterable[PersonRecord], records: Iterable[PresenceRecord], on: date, zone: ZoneInfo
) -> tuple[PersonDay, ...]:
    """The day of all who do service work, in the given order; those who left the house are left out."""
    said = {record.person_id: record for record in records if record.on == on.isoformat()}
    return tuple(
        person_day(person, said.get(person.id), on, zone)
        for person in people
        if person.is_active and person.role in STAFF
    )


def _hours_of(shift: str, on: date, zone: ZoneInfo) -> Period | None:
    """The hours that a shift's text names, past midnight when it ends earlier than it begins."""
    hit = SHIFT_HOURS.search(shift)
    if hit is None:
        return None
    start, end = int(hit[1]) * 60 + int(hit[2]), int(hit[3]) * 60 + int(hit[4])
    return _period(on, start, end if end > start else end + 1440, zone) if max(start, end) <= 1440 else None


def _period(on: date, start: int, end: int, zone: ZoneInfo) -> Period:
    first = _at(on, start, zone)
    return Period(first, max(_at(on, end, zone), first))


def _at(on: date, minute: int, zone: ZoneInfo) -> int:
    """The instant of a wall-clock minute of the day; 1440 and more belong to the days after."""
    days, rest = divmod(minute, 1440)
    return instant(on + timedelta(days=days), time(rest // 60, rest % 60), zone)
