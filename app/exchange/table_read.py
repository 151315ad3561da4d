"""A sheet as entries: meetings, rooms, people or devices, with the reason for each row that cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.imports import Kind, Problem
from app.domain.meetings import sane_period
from app.domain.periods import Period
from app.domain.states import Role
from app.exchange import words_in
from app.exchange.cells import BadCell, When, count_of, flag_of, span_of, tenths_of, text_of, when_of
from app.exchange.columns import Header, find_header
from app.exchange.entries import (
    DeviceEntry,
    Document,
    Entry,
    MeetingEntry,
    PersonEntry,
    Progress,
    RoomEntry,
    Stop,
    Stopped,
)  # fmt: skip
from app.exchange.grid import LONGEST_CELL, MOST_ROWS, Cell, Grid, GridRow
from app.exchange.texts import LINE, TEXT, TITLE, fitting

_REPORT_EVERY: Final = 500
_EVENING: Final = timedelta(hours=18)
_MORNING: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Site:
    """What a time without a zone or a year means here."""

    zone: ZoneInfo
    today: date


def read_table(
    grids: Iterable[Grid], file: str, kind: Kind | None, site: Site, progress: Progress, stopped: Stopped
) -> Document:  # fmt: skip
    """The rows of the sheet whose headers say most."""
    grid, header = find_header(list(grids), kind)
    rows = [row for row in grid.rows if row.number > header.row]
    reading = _Reading(header, site)
    for done, row in enumerate(rows[:MOST_ROWS]):
        if done % _REPORT_EVERY == 0:
            progress(done, len(rows))
            if stopped():
                raise Stop
        reading.take(row)
    progress(len(rows), len(rows))
    return Document(
        file,
        header.kind,
        tuple(reading.entries),
        tuple(reading.refused),
        tuple(reading.warnings),
        labels=reading.labels,
    )


class _Refusal(Exception):
    """The row cannot be an entry."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code, self.params = code, tuple(params.items())


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    header: Header
    site: Site
    entries: list[Entry] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    where: str = ""
    cells: tuple[Cell, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.warnings += [
            Problem("header", "unknown_column", (("column", name),)) for name in self.header.unknown
        ]

    def take(self, row: GridRow) -> None:
        """One row, as an entry or as a refusal; a row without any known cell is none."""
        self.where, self.cells = f"row {row.number}", row.cells
        if not any(self._cell(name) for name in self.header.fields):
            return
        before = len(self.warnings)
        try:
            self.entries.append(_MAKERS[self.header.kind](self))
        except _Refusal as refusal:
            self._refuse(refusal.code, refusal.params, before)
        except BadCell as bad:
            self._refuse(bad.code, (("value", bad.text),), before)

    def _refuse(self, code: str, params: tuple[tuple[str, str | int], ...], warned: int) -> None:
        """The row is listed as refused; what was warned of it before does not count."""
        self.refused.append(Problem(self.where, code, params))
        del self.warnings[warned:]
        first = next((name for name in ("title", "name", "number") if name in self.header.fields), "")
        self.labels[self.where] = fitting(text_of(self._cell(first)), LINE)

    def meeting(self) -> MeetingEntry:
        """A meeting, with its period checked in itself."""
        start, end = self._period()
        wrong = sane_period(Period(start, end))
        if wrong:
            raise self._bad_date() if wrong == "bad_date" else _Refusal(wrong)
        title = self._text("title", TITLE)
        meeting_class = self._text("meeting_class", LINE)
        known_class = words_in.meeting_class(meeting_class)
        if meeting_class and known_class is None:
            self._warn("unknown_value", value=meeting_class)
        return MeetingEntry(
            where=self.where, title=title, room=self._text("room", TITLE), starts_at=start, ends_at=end,
            uid=self._text("uid", LINE) or None, cancelled=words_in.is_cancelled(self._text("state", LINE)),
            expected=count_of(self._cell("expected")),
            meeting_class=known_class, unit=self._given("unit"), contact=self._given("contact"),
            phone=self._given("phone"), is_video=flag_of(self._cell("is_video")),
            layout=self._given("layout"), notes=self._given("notes", TEXT),
        )  # fmt: skip

    def room(self) -> RoomEntry:
        """A room; number and name stand in for each other."""
        number, name = self._text("number", LINE), self._text("name", LINE)
        if not number and not name:
            raise _Refusal("no_room")
        room_class = self._text("room_class", LINE)
        known_class = words_in.room_class(room_class)
        if room_class and known_class is None:
            self._warn("unknown_value", value=room_class)
        return RoomEntry(
            where=self.where, number=number or name, name=name or number, floor=self._given("floor"),
            capacity=count_of(self._cell("capacity")), room_class=known_class,
            area=tenths_of(self._cell("area")), equipment=self._given("equipment", TEXT),
            enabled=flag_of(self._cell("enabled")),
        )  # fmt: skip

    def person(self) -> PersonEntry:
        """A person; without a role one of the attendants."""
        name = self._text("name", LINE)
        if not name:
            raise _Refusal("no_name")
        said = self._text("role", LINE)
        known = words_in.role(said)
        if known is None and said:
            self._warn("unknown_value", value=said)
        skills = self._given("skills")
        return PersonEntry(
            where=self.where, name=name, role=known or Role.ATTENDANT, number=self._text("number", LINE),
            phone=self._given("phone"), skills=None if skills is None else _listed(skills),
            zone=self._given("zone"),
        )  # fmt: skip

    def device(self) -> DeviceEntry:
        """A device; of an unknown kind it is another kind."""
        number, name = self._text("number", LINE), self._text("name", LINE)
        if not number and not name:
            raise _Refusal("no_name")
        said = self._text("device_kind", LINE)
        known = words_in.device_kind(said)
        if known is None and said:
            self._warn("unknown_value", value=said)
        return DeviceEntry(
            where=self.where, number=number or name, name=name or number, device_kind=known or "other",
            room=self._given("room"), model=self._given("model"), address=self._given("address"),
        )  # fmt: skip

    def _cell(self, name: str) -> Cell:
        index = self.header.fields.get(name)
        return None if index is None or index >= len(self.cells) else self.cells[index]

    def _text(self, name: str, limit: int) -> str:
        text = text_of(self._cell(name))
        if len(text) > LONGEST_CELL or len(text.strip()) > limit:
            raise _Refusal("too_long", field=name, limit=limit)
        return fitting(text, limit, lines=limit == TEXT)

    def _given(self, name: str, limit: int = LINE) -> str | None:
        """A text, or None where the sheet has no such column."""
        return self._text(name, limit) if name in self.header.fields else None

    def _warn(self, code: str, **params: str | int) -> None:
        self.warnings.append(Problem(self.where, code, tuple(params.items())))

    def _period(self) -> tuple[int, int]:
        """Start and end from whatever columns tell them."""
        day = when_of(self._cell("date"), self.site.today)
        start = when_of(self._cell("start"), self.site.today)
        end = when_of(self._cell("end"), self.site.today)
        span = span_of(self._cell("span"), self.site.today)
        if span is not None:
            start, end = start or span[0], end or span[1]
        elif start is None:
            start = when_of(self._cell("span"), self.site.today)
        end_day = when_of(self._cell("end_date"), self.site.today)
        try:
            return self._instants(start, end, day, end_day)
        except (OverflowError, ValueError) as error:  # before the first day or after the last there is
            raise self._bad_date() from error

    def _bad_date(self) -> _Refusal:
        """The refusal of a time that no meeting can have, with what the cells say."""
        said = (text_of(self._cell(name)).strip() for name in ("date", "start", "span", "end_date", "end"))
        return _Refusal("bad_date", value=fitting(" – ".join(text for text in said if text), LINE))

    def _instants(
        self, start: When | None, end: When | None, day: When | None, end_day: When | None
    ) -> tuple[int, int]:
        if start is None or end is None:
            raise _Refusal("no_time")
        first = start.day or (day.day if day else None)
        start_clock = start.clock if start.clock is not None else (day.clock if day else None)
        if first is None or start_clock is None or end.clock is None:
            raise _Refusal("no_time")
        last = end.day or (end_day.day if end_day else None)
        if last is None:
            over_midnight = end.clock < start_clock and start_clock >= _EVENING and end.clock <= _MORNING
            last = first + timedelta(days=1) if over_midnight else first
        offset = start.offset if start.offset is not None else end.offset
        return self._at(first, start_clock, offset), self._at(last, end.clock, end.offset or offset)

    def _at(self, day: date, clock: timedelta, offset: timedelta | None) -> int:
        wall = datetime(day.year, day.month, day.day) + clock  # noqa: DTZ001 - a wall time
        aware = wall.replace(tzinfo=self.site.zone) if offset is None else (wall - offset).replace(tzinfo=UTC)
        return int(aware.timestamp() * 1000)


def _listed(text: str) -> str:
    """A list of words as the store keeps it: parted by commas."""
    words = text.replace("、", ",").replace("，", ",").replace("；", ",").replace(";", ",").split(",")
    return ",".join(word.strip() for word in words if word.strip())


_MAKERS: Final[dict[Kind, Callable[[_Reading], Entry]]] = {
    Kind.MEETINGS: _Reading.meeting, Kind.ROOMS: _Reading.room, Kind.PEOPLE: _Reading.person,
    Kind.DEVICES: _Reading.device,
}  # fmt: skip
