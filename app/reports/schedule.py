"""The daily schedule laid out: ``layout(day, options,
printing)`` gives pages of numbers, ready for the painter.

Runs in the pool, or in the only thread of a command. The day comes frozen from the store; who prints it,
when, and how the desk stands to central come in `Printing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import segno

from app.domain.ops import RecordPrint
from app.domain.questions import DaySchedule
from app.domain.states import LinkPhase
from app.reports.changes import Line, Shown, compared
from app.reports.measure import FontMeasure, Measure
from app.reports.schedule_entries import DOCUMENT, Arrangement, Day, decoded, encoded
from app.reports.schedule_rows import Choice, Wording
from app.reports.sheet import ASCENT, Bar, Document, Page, Paper, Run
from app.reports.table import INSET, LINE, Parts, Room, Table, Type
from app.reports.wrapping import clean, wrapped
from app.words import formats, reports
from app.words.reports import word

MARGIN: Final = 40.0
TOP: Final = 28.0
BOTTOM: Final = 24.0
TITLE: Final = 20.0
SUBTITLE: Final = 11.0
SMALL: Final = 9.0
CODE: Final = 38.0  # side of the QR code
_MOST_LINES: Final = 4  # of any text in head or foot: the rest of the paper is for the table
FLOOR_SHARE: Final = 0.9  # how far a text may shrink before it is wrapped


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose on the print page, or a command was told."""

    arrangement: Arrangement = Arrangement.TIME
    floor_id: str = ""  # "" = the whole house
    paper: Paper = Paper.A4_LANDSCAPE
    size: float = 10
    marks: bool = True
    names: bool = True
    phones: bool = False
    code: bool = True

    @property
    def layout(self) -> str:
        """The code under which prints of this document count
        their versions: arrangement, and floor if any.
        """
        floor = self.floor_id.replace("-", "")
        return f"{self.arrangement}.{floor}" if floor else self.arrangement.value


@dataclass(frozen=True, slots=True)
class Printing:
    """The circumstances: now (UTC ms), who, and how the desk stands to central."""

    at: int
    by: str = ""
    link: LinkPhase = LinkPhase.ALONE


def layout(
    schedule: DaySchedule, options: Options, printing: Printing, measure: Measure | None = None
) -> Document:
    """The document's pages; never none."""
    return _Layout(schedule, options, printing, measure or FontMeasure()).document()


def record_of(document: Document, print_id: str, medium: str) -> RecordPrint:
    """The operation that keeps a print: ``medium`` is printer or pdf."""
    return RecordPrint(
        print_id, document.name, document.layout, document.on, document.version, document.kept, medium
    )


class _Layout:
    """One run of `layout`."""

    def __init__(self, schedule: DaySchedule, options: Options, printing: Printing, measure: Measure) -> None:
        self._schedule = schedule
        self._options = options
        self._printing = printing
        self._measure = measure
        self._day = Day(schedule, options.floor_id)
        self._zone = schedule.board.rules.tz
        self._entries = self._day.entries(options.arrangement)
        self._version = 1 + (schedule.last_print.version if schedule.last_print else 0)
        self._width, self._height = options.paper.size
        self._on = date.fromisoformat(schedule.on)
        self._code = self._code_bars()

    def document(self) -> Document:
        """Lay the table out, then put head and foot around it."""
        lines = self._lines()
        choice = Choice(self._options.arrangement, self._options.names, self._options.phones)
        wording = Wording(self._day, choice)
        room = Room(MARGIN, self._head_bottom(), self._width - MARGIN, self._foot_top() - 2)
        font = Type(self._options.size, self._options.size * FLOOR_SHARE)
        sections = wording.sections(lines)
        parts = Table(wording.columns, room, font, self._measure).pages(sections)
        if not sections:
            self._say_nothing(parts[0], room)
        pages = tuple(self._finished(part, place, len(parts)) for place, part in enumerate(parts, 1))
        return Document(
            name=DOCUMENT,
            layout=self._options.layout,
            on=self._schedule.on,
            title=f"{word('title')} {self._schedule.on}",
            version=self._version,
            paper=self._options.paper,
            pages=pages,
            kept=encoded(self._entries),
        )

    def _lines(self) -> list[Line]:
        last = self._schedule.last_print
        before = decoded(last.lines) if last is not None and self._options.marks else None
        if before is None:
            return [Line(entry) for entry in self._entries]
        by_attendant = self._options.arrangement is Arrangement.ATTENDANT
        shown = Shown(
            staff=self._options.names and not by_attendant,
            contact=self._options.phones,
            unit=not by_attendant,
        )
        return compared(self._entries, before, self._day, shown)

    def _say_nothing(self, part: Parts, room: Room) -> None:
        text = reports.nothing(self._scope(), formats.day(self._on), self._options.arrangement)
        y = room.top + 60
        for line in self._wrapped(text, room.right - room.left - 2 * INSET, SUBTITLE):
            part.runs.append(self._run(line, room.left + INSET, y, SUBTITLE))
            y += SUBTITLE * LINE

    # head and foot

    def _finished(self, part: Parts, number: int, count: int) -> Page:
        part.runs[:0] = self._head(number, count)
        part.runs += self._foot(number, count)
        part.bars += [Bar(MARGIN, self._foot_top() + 4, self._width - 2 * MARGIN, 1.0), *self._code]
        return part.page(number)

    def _head(self, number: int, count: int) -> list[Run]:
        y = TOP + TITLE * ASCENT
        runs = [self._run(word("title"), MARGIN, y, TITLE, bold=True)]
        y += 4
        for line in self._subtitle():
            y += SUBTITLE * LINE
            runs.append(self._run(line, MARGIN, y, SUBTITLE))
        right, y = self._code_left, TOP
        for line in self._facts(number, count):
            y += SMALL * LINE + 1
            width = self._measure.width(line, SMALL)
            runs.append(Run(right - width, y, line, SMALL, width))
        return runs

    def _head_bottom(self) -> float:
        left = TITLE * LINE + 4 + len(self._subtitle()) * SUBTITLE * LINE
        right = len(self._facts(999, 999)) * (SMALL * LINE + 1)
        return TOP + max(left, right, CODE if self._options.code else 0) + 10

    def _subtitle(self) -> list[str]:
        parts = (
            self._schedule.board.rules.site_name,
            formats.day_long(self._on),
            self._scope() if self._options.floor_id else "",
            word(f"by_{self._options.arrangement}"),
        )
        return self._packed([part for part in parts if part], (self._width - 2 * MARGIN) * 0.52, SUBTITLE)

    def _facts(self, number: int, count: int) -> list[str]:
        read_at, at = self._schedule.board.read_at, self._printing.at
        texts = (
            f"{self._count()}\u3000{reports.page_of(number, count)}",
            reports.data_as_of(
                formats.stamp(read_at, self._zone)[5:], self._link()
            ),  # the year stands beside it
            reports.printed(formats.stamp(at, self._zone)[5:16], self._printing.by),
        )
        wide = (self._width - 2 * MARGIN) * 0.46 - (self._width - MARGIN - self._code_left)
        return [line for text in texts for line in self._wrapped(text, wide, SMALL)]

    def _count(self) -> str:
        if self._options.arrangement is not Arrangement.ATTENDANT:
            return reports.meetings_in_all(len(self._entries))
        people = len({entry.person for entry in self._entries if entry.person})
        return f"{reports.people_in_all(people)}\u3000{reports.tasks(len(self._entries))}"

    def _link(self) -> str:
        """How fresh the data can be: 本机, 已同步, 正在同步, 待上传 n, 离线."""
        waiting = reports.unsent(self._schedule.unsent) if self._schedule.unsent else ""
        if self._printing.link is LinkPhase.ALONE:
            return waiting or word("local")
        if self._printing.link is LinkPhase.LIVE:
            return waiting or word("synced")
        if self._printing.link is LinkPhase.CATCHING_UP:
            return waiting or word("catching_up")
        return reports.offline(waiting) if waiting else word("offline")

    def _scope(self) -> str:
        if not self._options.floor_id:
            return reports.whole_house()
        return self._day.floors.get(self._options.floor_id, "?")

    def _foot(self, number: int, count: int) -> list[Run]:
        right = self._foot_right(number, count)
        width = self._measure.width(right, SMALL)
        y = self._foot_top() + 5 + SMALL * LINE
        runs = [Run(self._width - MARGIN - width, y, right, SMALL, width)]
        for line in self._legend():
            runs.append(self._run(line, MARGIN, y, SMALL))
            y += SMALL * LINE
        return runs

    def _foot_right(self, number: int, count: int) -> str:
        return f"{word('product')}\u3000{reports.version(self._version)}\u3000{number} / {count}"

    def _foot_top(self) -> float:
        return self._height - BOTTOM - 6 - max(len(self._legend()), 1) * SMALL * LINE

    def _legend(self) -> list[str]:
        last = self._schedule.last_print
        if last is None or not self._options.marks:
            return []
        stamp = formats.day_and_clock(last.printed_at, self._zone)
        free = self._width - 2 * MARGIN - 20 - self._measure.width(self._foot_right(999, 999), SMALL)
        return self._wrapped(reports.legend(stamp, last.version), free, SMALL)

    # the code of the version

    @property
    def _code_left(self) -> float:
        return self._width - MARGIN - (CODE + 10 if self._options.code else 0)

    def _code_bars(self) -> list[Bar]:
        """The QR code as bars: document, day, arrangement and version, to tell two papers apart."""
        if not self._options.code:
            return []
        text = f"HUIWUTAI:{DOCUMENT}:{self._schedule.on}:{self._options.layout}:{self._version}"
        matrix = segno.make(text, error="m", micro=False).matrix
        side = CODE / len(matrix)
        left = self._width - MARGIN - CODE
        return [
            Bar(left + start * side, TOP + row * side, (end - start) * side, side)
            for row, cells in enumerate(matrix)
            for start, end in _dark(cells)
        ]

    # texts

    def _wrapped(self, text: str, width: float, size: float) -> list[str]:
        text = clean(text, self._measure.can_show)
        lines = wrapped(text, width, lambda part: self._measure.width(part, size))
        if len(lines) <= _MOST_LINES:
            return lines
        return [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][:-1] + "…"]

    def _packed(self, parts: Sequence[str], width: float, size: float) -> list[str]:
        """Parts side by side, a new line before one that does not fit."""
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]}\u3000{part}" if lines else part
            if lines and self._measure.width(longer, size) <= width:
                lines[-1] = longer
            else:
                lines += self._wrapped(part, width, size)
        return lines[:_MOST_LINES]

    def _run(self, text: str, x: float, y: float, size: float, *, bold: bool = False) -> Run:
        return Run(x, y, text, size, self._measure.width(text, size, bold=bold), bold)


def _dark(cells: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of dark modules of one row: (first, behind the last)."""
    found: list[tuple[int, int]] = []
    for place, cell in enumerate(cells):
        if not cell:
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found
