"""The daily schedule as columns and sections of texts:
by time, by room, by attendant. Words, no positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale

from app.domain.periods import local
from app.domain.states import TaskKind
from app.reports.changes import Line
from app.reports.schedule_entries import Arrangement, Day, Entry
from app.reports.table import Cell, Column, Row, Section
from app.words import formats, reports, states
from app.words.reports import DASH, word

NOON: Final = 12
_FAR: Final = 1_000_000  # after every room of the register


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader wants to see."""

    arrangement: Arrangement = Arrangement.TIME
    names: bool = True
    phones: bool = False


class Wording:
    """Turns lines into rows of texts for one day and one choice of columns."""

    def __init__(self, day: Day, choice: Choice) -> None:
        self._day = day
        self._choice = choice
        self._zone = day.schedule.board.rules.tz
        self._columns = _columns(choice)
        self._collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the arrangement."""
        return tuple(column for _, column in self._columns)

    def sections(self, lines: Sequence[Line]) -> list[Section]:
        """Lines in their order under their headings."""
        kinds: dict[Arrangement, Callable[[Sequence[Line]], list[Section]]] = {
            Arrangement.TIME: self._by_time,
            Arrangement.ROOM: self._by_room,
            Arrangement.ATTENDANT: self._by_attendant,
        }
        return kinds[self._choice.arrangement](lines)

    def _by_time(self, lines: Sequence[Line]) -> list[Section]:
        ordered = sorted(lines, key=lambda line: (line.entry.at, *self._place(line.entry)))
        parts: dict[str, list[Line]] = {"morning": [], "afternoon": []}
        for line in ordered:
            start = max(line.entry.at, self._day.period.start)
            parts["morning" if local(start, self._zone).hour < NOON else "afternoon"].append(line)
        return [self._section(word(name), reports.meetings, part) for name, part in parts.items() if part]

    def _by_room(self, lines: Sequence[Line]) -> list[Section]:
        ordered = sorted(
            lines, key=lambda line: (*self._place(line.entry)[:2], line.entry.at, line.entry.key)
        )
        names = [*self._day.floors.values(), ""]
        known = set(names)
        parts: dict[str, list[Line]] = {name: [] for name in names}
        for line in ordered:
            parts[line.entry.floor if line.entry.floor in known else ""].append(line)
        return [
            self._section(name or word("no_floor"), reports.meetings, part)
            for name, part in parts.items()
            if part
        ]

    def _by_attendant(self, lines: Sequence[Line]) -> list[Section]:
        people: dict[str, list[Line]] = {}
        for line in sorted(lines, key=lambda line: (line.entry.at, line.entry.to, *self._place(line.entry))):
            people.setdefault(line.entry.person, []).append(line)
        unassigned = people.pop("", [])
        named = sorted(
            people.values(), key=lambda part: (self._rank(part[0].entry), self._sort_key(part[0].entry))
        )
        sections = [self._section(part[0].entry.person_name or "?", reports.tasks, part) for part in named]
        if unassigned:
            sections.append(self._section(word("unassigned"), reports.tasks, unassigned))
        return sections

    def _rank(self, entry: Entry) -> int:
        return self._day.person_rank.get(entry.person, _FAR)

    def _sort_key(self, entry: Entry) -> tuple[QCollatorSortKey, str]:
        return self._collator.sortKey(entry.person_name), entry.person

    def _section(self, name: str, count: Callable[[int], str], lines: Sequence[Line]) -> Section:
        rows, number = [], 0
        for line in lines:
            number += not line.is_gone
            rows.append(self._row(line, number))
        return Section(f"{name}\u3000{count(number)}", reports.goes_on(name), tuple(rows))

    def _place(self, entry: Entry) -> tuple[int, str, str]:
        return self._day.room_order.get(entry.room, _FAR), entry.room, entry.key

    # rows

    def _row(self, line: Line, number: int) -> Row:
        texts = self._secret(line.entry) if line.entry.is_classified else self._texts(line.entry)
        texts["order"] = "" if line.is_gone else str(number)
        note = self._note(line)
        cells = [Cell(texts[name], note if name == "meeting" else "") for name, _ in self._columns]
        return Row(tuple(cells), flag=word("changed") if line.kinds else "", struck=line.is_gone)

    def _common(self, entry: Entry) -> dict[str, str]:
        duty = states.task_kind(TaskKind(entry.duty)) if entry.duty else ""
        return {
            "time": self._time(entry),
            "room": entry.room or DASH,
            "name": entry.room_name,
            "duty": duty,
        }

    def _secret(self, entry: Entry) -> dict[str, str]:
        """占用, and a dash for everything else."""
        names = ("unit", "expected", "staff", "services", "contact")
        return self._common(entry) | {"meeting": word("occupied")} | dict.fromkeys(names, DASH)

    def _texts(self, entry: Entry) -> dict[str, str]:
        return self._common(entry) | {
            "meeting": entry.title,
            "unit": entry.unit or DASH,
            "expected": str(entry.expected) if entry.expected else DASH,
            "staff": self._staff(entry),
            "services": " ".join(word(name) for name in entry.services) or DASH,
            "contact": f"{entry.contact} {entry.phone}".strip() or DASH,
        }

    def _staff(self, entry: Entry) -> str:
        if entry.is_self_service:
            return word("self_service")
        if not self._choice.names:
            there = len(entry.staff)
            return f"{there}/{there + entry.missing}" if there + entry.missing else DASH
        parts = [*entry.staff, *([reports.missing(entry.missing)] if entry.missing else [])]
        return " ".join(parts) or DASH

    def _time(self, entry: Entry) -> str:
        span = formats.clock_range(entry.at, entry.to, self._zone)
        if entry.at >= self._day.period.start:
            return span
        return f"{formats.day_short(local(entry.at, self._zone).date())} {span}"

    # remarks

    def _note(self, line: Line) -> str:
        remarks = [self._remark(kind, line) for kind in line.kinds]
        if line.entry.is_pending and not line.is_gone:
            remarks.insert(0, word("pending"))
        said = [remark for remark in remarks if remark]
        return reports.remark(reports.listed(said)) if said else ""

    def _remark(self, kind: str, line: Line) -> str:
        entry, was = line.entry, line.was
        plain = {"new": "new", "title": "renamed", "services": "services", "contact": "contact",
                 "cancelled": "cancelled", "no_show": "no_show", "removed": "removed"}  # fmt: skip
        if kind in plain:
            return word(plain[kind])
        if kind == "moved_room":
            return reports.moved_to(line.now)
        if kind == "given_away":
            return reports.given_to(line.now) if line.now else word("unassigned")
        assert was is not None  # every other kind compares with the last print
        return self._was(kind, entry, was)

    def _was(self, kind: str, entry: Entry, was: Entry) -> str:
        if kind == "start":
            return reports.was(formats.clock(was.at, self._zone))
        if kind == "span":
            return reports.was(self._time(was))
        if kind == "end":
            return reports.was_until(formats.clock(was.to, self._zone))
        if kind == "room":
            return reports.was(was.room or DASH)
        if kind == "given":
            return reports.was(was.person_name)
        if kind == "expected":
            return reports.people_changed(str(was.expected or DASH), str(entry.expected or DASH))
        if kind == "unit":
            return reports.unit_was(was.unit or DASH)
        return reports.staff_was(" ".join(was.staff) or DASH)


def _columns(choice: Choice) -> tuple[tuple[str, Column], ...]:
    """Names and shapes of the columns, in order."""
    shapes = {
        "order": Column("col_order", least=14, most=30, align="right", firm=True),
        "time": Column("col_time", least=40, most=110, bold=True, firm=True, leads=True),
        "room": Column("col_room", most=64, bold=True, firm=True, leads=True),
        "name": Column("col_name", least=40, most=96),
        "duty": Column("col_duty", least=40, most=80),
        "meeting": Column("col_meeting", least=110, most=200, weight=3),
        "unit": Column("col_unit", least=60, most=150, weight=1),
        "expected": Column("col_expected", least=20, most=36, align="right", firm=True),
        "staff": Column("col_staff", least=36, most=130, words=True),
        "services": Column("col_services", least=36, most=140, words=True),
        "contact": Column("col_contact", least=50, most=120, words=True),
    }
    orders = {
        Arrangement.TIME: (
            "time",
            "room",
            "name",
            "meeting",
            "unit",
            "expected",
            "staff",
            "services",
            "contact",
        ),
        Arrangement.ROOM: (
            "room",
            "name",
            "time",
            "meeting",
            "unit",
            "expected",
            "staff",
            "services",
            "contact",
        ),
        Arrangement.ATTENDANT: (
            "order",
            "time",
            "room",
            "name",
            "duty",
            "meeting",
            "expected",
            "services",
            "contact",
        ),
    }
    names = [name for name in orders[choice.arrangement] if name != "contact" or choice.phones]
    return tuple((name, replace(shapes[name], head=word(shapes[name].head))) for name in names)
