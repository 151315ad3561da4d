"""The grammar of iCalendar (RFC 5545, 3.1): bytes to events and zone definitions. Knows no dates, no rules.

Tolerant where real files are sloppy (line ends, folds inside a letter, junk lines), strict where one is cut.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from app.domain.errors import Refused
from app.exchange.encoding import decode
from app.exchange.entries import Stop, Stopped

Value = tuple[dict[str, str], str]  # parameters and text, still escaped

_KEPT: Final = frozenset({
    "UID", "RECURRENCE-ID", "SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE",
    "RDATE", "EXDATE", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "ORGANIZER", "CONTACT", "ATTENDEE",
    "X-HUIWUTAI-EXPECTED", "X-HUIWUTAI-CLASS", "X-HUIWUTAI-UNIT", "X-HUIWUTAI-CONTACT", "X-HUIWUTAI-PHONE",
    "X-HUIWUTAI-VIDEO", "X-HUIWUTAI-LAYOUT",
})  # fmt: skip
_FOLD: Final = re.compile(rb"\n[ \t]")
_PARAM: Final = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:",]*(?:,(?:"[^"]*"|[^;:",]*))*)')
_NAME: Final = re.compile(r"[A-Za-z0-9-]+")
# Their values have no colon, their zones' names sometimes do, unquoted: TZID=(UTC+08:00) 北京.
_TIMES: Final = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_ESCAPE: Final = re.compile(r"\\([\\;,:nN])")
_CHECK_EVERY: Final = 5000


@dataclass(slots=True)
class Event:
    """One VEVENT: properties by name, in the order of the file."""

    order: int
    zone: str = ""  # X-WR-TIMEZONE of its calendar
    properties: dict[str, list[Value]] = field(default_factory=dict)

    def first(self, name: str) -> Value | None:
        """The first property of a name."""
        found = self.properties.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        """The first property of a name as plain text, None when there is none."""
        found = self.first(name)
        return None if found is None else plain(found[1])


@dataclass(slots=True)
class Calendars:
    """All events and zone definitions of a file, which may hold several calendars one after the other."""

    events: list[Event] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)  # TZID -> source text of its VTIMEZONE


def plain(value: str) -> str:
    """TEXT without its escapes."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def parse(data: bytes, stopped: Stopped) -> Calendars:
    """The events and zones of a file; refuses what is not a calendar or was cut off."""
    reader = _Reader()
    for number, line in enumerate(_lines(data)):
        if number % _CHECK_EVERY == 0 and stopped():
            raise Stop
        reader.take(line)
    return reader.finish()


def _lines(data: bytes) -> Iterator[str]:
    if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        data = decode(data).encode()
    # Folds are undone on bytes: some programs fold in the middle of a letter.
    whole = _FOLD.sub(b"", data.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    text = decode(whole)
    return (line for line in text.split("\n") if line and not line.isspace())


def split_line(line: str) -> tuple[str, dict[str, str], str] | None:
    """NAME;PARAM=value:text, or None for a line that is none."""
    head, colon, value = line.partition(":")
    if not colon:
        return None
    name, semicolon, _rest = head.partition(";")
    name = name.strip().upper()
    if not semicolon:
        return (name, {}, value) if _NAME.fullmatch(name) else None
    found = _NAME.match(line)
    if found is None:
        return None
    at, params = found.end(), {}
    while (param := _PARAM.match(line, at)) is not None:
        params[param[1].upper()] = param[2].replace('"', "")
        at = param.end()
    at = line.find(":", at)
    if at < 0:
        return None
    if name in _TIMES and ":" in line[at + 1 :]:
        return _timed(name, line)
    return name, params, line[at + 1 :]


def _timed(name: str, line: str) -> tuple[str, dict[str, str], str]:
    """A time behind parameters that should have been quoted: the value follows the last colon."""
    head, _colon, value = line.rpartition(":")
    parts = (part.partition("=") for part in head.split(";")[1:])
    return name, {key.strip().upper(): text.replace('"', "") for key, _equals, text in parts}, value


class _Reader:
    """Walks the lines, keeping which components are open."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._found = Calendars()
        self._event: Event | None = None
        self._zone: list[str] | None = None
        self._calendars = 0
        self._calendar_zone = ""
        self._is_cancellation = False

    def take(self, line: str) -> None:
        """One unfolded line."""
        if self._zone is not None:
            self._zone.append(line)
        head = line[:6].upper()
        if head == "BEGIN:":
            self._begin(line[6:].strip().upper())
        elif line[:4].upper() == "END:":
            self._end(line[4:].strip().upper())
        elif self._event is not None and self._open[-1] == "VEVENT":
            self._property(line)
        elif self._open[-1:] == ["VCALENDAR"]:
            self._of_calendar(line)

    def _of_calendar(self, line: str) -> None:
        """What holds for all events of a calendar: the zone it works in, and whether it calls them off."""
        name, _colon, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "X-WR-TIMEZONE":
            self._calendar_zone = value.strip()
        elif name == "METHOD":
            self._is_cancellation = value.strip().upper() == "CANCEL"

    def finish(self) -> Calendars:
        """All that was found."""
        if not self._calendars:
            raise Refused("not_a_calendar")
        if self._open:
            raise Refused("truncated")
        return self._found

    def _begin(self, name: str) -> None:
        if not self._open and name != "VCALENDAR":
            raise Refused("not_a_calendar")
        self._open.append(name)
        if name == "VCALENDAR":
            self._calendars += 1
            self._calendar_zone, self._is_cancellation = "", False
        elif name == "VEVENT" and self._event is None:
            self._event = Event(len(self._found.events), self._calendar_zone)
        elif name == "VTIMEZONE" and self._zone is None:
            self._zone = ["BEGIN:VTIMEZONE"]

    def _end(self, name: str) -> None:
        if name not in self._open:
            return  # an END too many hurts nobody
        while (closed := self._open.pop()) != name:
            self._close(closed)  # a component that was never closed ends with the one around it
        self._close(name)

    def _close(self, name: str) -> None:
        if name == "VEVENT" and self._event is not None:
            if self._is_cancellation:
                self._event.properties["STATUS"] = [({}, "CANCELLED")]
            self._found.events.append(self._event)
            self._event = None
        elif name == "VTIMEZONE" and self._zone is not None:
            self._keep_zone(self._zone)
            self._zone = None

    def _keep_zone(self, lines: list[str]) -> None:
        for line in lines:
            parts = split_line(line)
            if parts is not None and parts[0] == "TZID":
                self._found.zones.setdefault(parts[2].strip(), "\r\n".join(lines) + "\r\n")
                return

    def _property(self, line: str) -> None:
        parts = split_line(line)
        if parts is None or parts[0] not in _KEPT or self._event is None:
            return
        name, params, value = parts
        self._event.properties.setdefault(name, []).append((params, value))
