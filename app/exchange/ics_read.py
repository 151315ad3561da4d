"""An iCalendar file as meeting entries: every occurrence a row, with the reason where it cannot be one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.imports import Kind, Problem
from app.domain.meetings import sane_period
from app.domain.periods import Period
from app.domain.states import MeetingClass
from app.exchange.entries import Document, MeetingEntry, Progress, Stop, Stopped
from app.exchange.ics_lines import Event, parse
from app.exchange.ics_series import BadSeries, Occurrence, expand, sequence_of, stamp_of
from app.exchange.ics_times import Zones, days_after
from app.exchange.texts import LINE, TEXT, TITLE, fitting

EXPANDED_DAYS: Final = 400
MOST_OCCURRENCES: Final = 100_000
_REPORT_EVERY: Final = 200


def read_calendar(
    data: bytes, file: str, zone: ZoneInfo, today: date, progress: Progress, stopped: Stopped
) -> Document:  # fmt: skip
    """All occurrences of all calendars of a file. Endless rules end 400 days after ``today``."""
    found = parse(data, stopped)
    reading = _Reading(Zones(zone, found.zones))
    horizon = days_after(today, EXPANDED_DAYS, zone)
    series = _by_uid(found.events)
    for done, (uid, events) in enumerate(series.items()):
        if done % _REPORT_EVERY == 0:
            progress(done, len(series))
            if stopped():
                raise Stop
        try:
            for occurrence in expand(events, reading.zones, horizon):
                reading.take(uid, occurrence)
        except (BadSeries, OverflowError, ValueError) as fault:
            reading.refuse_series(uid, fault, events[0])
        else:
            if any("RECURRENCE-ID" not in event.properties for event in events):
                reading.whole.add(uid)
    progress(len(series), len(series))
    return reading.document(file, int(horizon.timestamp() * 1000))


def _by_uid(events: list[Event]) -> dict[str, list[Event]]:
    series: dict[str, list[Event]] = {}
    for event in events:
        series.setdefault(uid_of(event), []).append(event)
    return series


def uid_of(event: Event) -> str:
    """The UID; an event without one is known by what it says, one too long by its digest."""
    uid = (event.text("UID") or "").strip()
    if uid and len(uid) <= LINE and "\0" not in uid:
        return uid
    said = uid or repr([event.properties.get(name) for name in ("DTSTART", "SUMMARY", "LOCATION", "RRULE")])
    return "sha256:" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    zones: Zones
    entries: list[MeetingEntry] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    unusable: set[tuple[str, str]] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)

    def take(self, uid: str, occurrence: Occurrence) -> None:
        """One occurrence, as an entry or as a refusal."""
        where = f"UID:{uid} {occurrence.recurrence}" if occurrence.recurrence else f"UID:{uid}"
        if len(self.entries) + len(self.refused) >= MOST_OCCURRENCES:
            raise BadSeries("too_long", str(MOST_OCCURRENCES))
        start, end = occurrence.start, occurrence.end
        if start.is_date and end.wall == start.wall:
            end = replace(end, wall=end.wall + timedelta(days=1))  # a day that ends as it begins
        event = occurrence.event
        period = Period(start.at, end.at)
        wrong = _wrong_time(occurrence, period)
        title = (event.text("SUMMARY") or "").strip()
        if wrong is None and len(title) > TITLE:
            wrong = Problem(where, "too_long", (("field", "title"), ("limit", TITLE)))
        elif wrong is not None:
            wrong = Problem(where, wrong.code, wrong.params)
        if wrong is not None:
            self.refused.append(wrong)
            self.unusable.add((uid, occurrence.recurrence))
            self.labels[where] = fitting(title, LINE)
            return
        self.entries.append(self._entry(uid, where, occurrence, period))

    def _entry(self, uid: str, where: str, occurrence: Occurrence, period: Period) -> MeetingEntry:
        event = occurrence.event
        room = event.text("LOCATION") or _resource(event) or ""
        contact = event.text("X-HUIWUTAI-CONTACT") or event.text("CONTACT") or _organizer(event)
        notes = self._shortened(where, "notes", event.text("DESCRIPTION"), TEXT)
        return MeetingEntry(
            where=where, title=fitting(event.text("SUMMARY") or "", TITLE), room=fitting(room, TITLE),
            starts_at=period.start, ends_at=period.end, uid=uid, recurrence=occurrence.recurrence,
            sequence=sequence_of(event), stamp=stamp_of(event),
            cancelled=(event.text("STATUS") or "").strip().upper() == "CANCELLED",
            expected=_count(event), meeting_class=_class(event),
            unit=self._shortened(where, "unit", event.text("X-HUIWUTAI-UNIT"), LINE),
            contact=self._shortened(where, "contact", contact, LINE),
            phone=self._shortened(where, "phone", event.text("X-HUIWUTAI-PHONE"), LINE),
            layout=self._shortened(where, "layout", event.text("X-HUIWUTAI-LAYOUT"), LINE),
            is_video=_flag(event), notes=notes,
        )  # fmt: skip

    def _shortened(self, where: str, name: str, text: str | None, limit: int) -> str | None:
        """A text cut to what fits, with a warning when something is lost."""
        if text is None:
            return None
        cut = fitting(text, limit, lines=limit == TEXT)
        if len(text.strip()) > limit:
            self.warnings.append(Problem(where, "shortened", (("field", name), ("limit", limit))))
        return cut

    def refuse_series(self, uid: str, fault: Exception, event: Event) -> None:
        """A series nobody can expand is one refused row."""
        start = event.first("DTSTART")
        said = start[1] if start is not None else ""
        code, text = (fault.code, fault.text) if isinstance(fault, BadSeries) else ("bad_date", said)
        self.refused.append(Problem(f"UID:{uid}", code, (("value", text[:200]),) if text else ()))

    def document(self, file: str, horizon: int) -> Document:
        """Everything read."""
        unknown = [
            Problem(f"TZID:{name}", "unknown_zone", (("zone", name),)) for name in sorted(self.zones.unknown)
        ]
        return Document(
            file, Kind.MEETINGS, tuple(self.entries), tuple(self.refused), (*unknown, *self.warnings),
            frozenset(self.whole), horizon, frozenset(self.unusable), self.labels,
        )  # fmt: skip


def _wrong_time(occurrence: Occurrence, period: Period) -> Problem | None:
    """What is wrong with an occurrence's time in itself."""
    event = occurrence.event
    if period.start == period.end and "DTEND" not in event.properties and "DURATION" not in event.properties:
        return Problem("", "no_time")
    code = sane_period(period)
    if code == "bad_date":
        start, end = occurrence.start.wall, occurrence.end.wall
        return Problem(
            "", code, (("value", f"{start.isoformat(' ', 'minutes')} – {end.isoformat(' ', 'minutes')}"),)
        )
    return None if code is None else Problem("", code)


def _resource(event: Event) -> str | None:
    """The room among the attendees, as Exchange writes it."""
    for params, _address in event.properties.get("ATTENDEE", ()):
        if params.get("CUTYPE", "").upper() in {"ROOM", "RESOURCE"} and params.get("CN"):
            return params["CN"]
    return None


def _organizer(event: Event) -> str | None:
    found = event.first("ORGANIZER")
    return found[0].get("CN") or None if found else None


def _count(event: Event) -> int | None:
    text = (event.text("X-HUIWUTAI-EXPECTED") or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _class(event: Event) -> MeetingClass | None:
    text = (event.text("X-HUIWUTAI-CLASS") or "").strip().lower()
    return MeetingClass(text) if text in set(MeetingClass) else None


def _flag(event: Event) -> bool | None:
    text = event.text("X-HUIWUTAI-VIDEO")
    return None if text is None else text.strip() == "1"
