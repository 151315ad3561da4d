"""Rows over pages: column widths from what the columns hold, headers repeated, nothing clipped. Numbers only.

A cell that does not fit its column is set smaller down to the floor, then
wrapped; a row that does not fit the page goes to the next one, and one that is
taller than a page goes on there with its leading columns repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from app.reports.measure import Measure
from app.reports.sheet import ASCENT, Bar, Frame, Page, Run
from app.reports.wrapping import Fit, clean, fitted, wrapped

LINE: Final = 1.3  # line height over size
PAD: Final = 2.0  # above and below the lines of a row
GAP: Final = 8.0  # between columns
INSET: Final = 6.0  # of the first and last column
RULES: Final = (1.5, 1.0, 0.4)  # under the page's head, under headings, under rows
FEWEST: Final = 2  # lines of a split row that may stand alone at a page's foot
KEPT_SHARE: Final = 0.33  # of a page: a row up to this height is kept whole, at the price of white paper
EASED: Final = 0.7  # what a column with weight gives up of its wish before the others give up theirs


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``most`` caps the width it asks for, ``weight`` is its
    share of what is left over; a firm one is narrowed last.
    """

    head: str
    least: float = 24
    most: float = 400
    weight: float = 0
    align: Literal["left", "right"] = "left"
    bold: bool = False
    firm: bool = False
    words: bool = False  # names and the like: broken between words while that can be
    leads: bool = False  # repeated where a row goes on


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and a remark behind it that is never struck."""

    text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``flag`` is the framed word at its end; with one, a bar stands in the margin."""

    cells: tuple[Cell, ...]
    flag: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading, which is repeated as ``again``
    where they go on; without heading when it is empty.
    """

    head: str
    again: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Where the table may stand on every page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes in points."""

    size: float = 10
    floor: float = 9

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.size * LINE


@dataclass(slots=True)
class Parts:
    """A page in the making."""

    bars: list[Bar] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def page(self, number: int) -> Page:
        """The finished page."""
        return Page(number, tuple(self.bars), tuple(self.frames), tuple(self.runs))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell: runs placed from the cell's left edge, baseline 0."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A row with its cells broken into lines."""

    cells: tuple[tuple[_Line, ...], ...]
    row: Row

    @property
    def lines(self) -> int:
        return max(len(cell) for cell in self.cells)


class Table:
    """Lays sections out over as many pages as they need."""

    def __init__(self, columns: Sequence[Column], room: Room, font: Type, measure: Measure) -> None:
        self._columns = columns
        self._room = room
        self._type = font
        self._measure = measure
        self._pages: list[Parts] = []
        self._edges: list[tuple[float, float]] = []
        self._head: tuple[tuple[_Line, ...], ...] = ()
        self._flag_width = 0.0
        self._y = 0.0

    def pages(self, sections: Sequence[Section]) -> list[Parts]:
        """The table's part of every page; at least one page."""
        sections = [self._cleaned(section) for section in sections]
        rows = [row for section in sections for row in section.rows]
        self._edges = self._place_columns(rows)
        self._head = tuple(
            self._break(Cell(column.head), place, bold=True) for place, column in enumerate(self._columns)
        )
        self._new_page()
        for section in sections:
            self._add_section(section)
        return self._pages

    def _cleaned(self, section: Section) -> Section:
        rows = tuple(
            replace(row, cells=tuple(Cell(self._clean(c.text), self._clean(c.note)) for c in row.cells))
            for row in section.rows
        )
        return Section(self._clean(section.head), self._clean(section.again), rows)

    def _clean(self, text: str) -> str:
        return clean(text, self._measure.can_show) if text else text

    # columns

    def _place_columns(self, rows: Sequence[Row]) -> list[tuple[float, float]]:
        """Left and right edge of each column."""
        flags = [self._measure.width(row.flag, self._type.floor) for row in rows if row.flag]
        self._flag_width = max(flags) + 4 if flags else 0.0
        gaps = GAP * (len(self._columns) - 1) + 2 * INSET + (self._flag_width + GAP if flags else 0)
        free = self._room.right - self._room.left - gaps
        widths = shared(free, [self._wish(place, rows) for place in range(len(self._columns))],
                        [column.weight for column in self._columns])  # fmt: skip
        edges, x = [], self._room.left + INSET
        for width in widths:
            edges.append((x, x + width))
            x += width + GAP
        return edges

    def _wish(self, place: int, rows: Sequence[Row]) -> tuple[float, float]:
        """The least and the wanted width of a column."""
        column, size = self._columns[place], self._type.size
        head = self._measure.width(column.head, size, bold=True)
        widest = head
        for row in rows:
            if widest >= column.most:
                break
            cell = row.cells[place]
            wide = self._measure.width(cell.text, size, bold=column.bold)
            widest = max(widest, wide + (GAP + self._measure.width(cell.note, size) if cell.note else 0))
        wanted = max(min(widest, column.most), head, column.least)
        least = max(head, column.least)
        if column.words:
            parts = {part for row in rows for part in row.cells[place].text.split()}
            widths = (self._measure.width(part, self._type.floor, bold=column.bold) for part in parts)
            least = min(max((least, *widths)), wanted)
        return (wanted if column.firm else least), wanted

    # cells

    def _break(self, cell: Cell, place: int, *, bold: bool, struck: bool = False) -> tuple[_Line, ...]:
        left, right = self._edges[place]
        wide, size, floor, measure = right - left, self._type.size, self._type.floor, self._measure
        fit = Fit(size, floor, bold=bold, words=self._columns[place].words)
        shown, texts = fitted(cell.text, wide, fit, measure)
        lines = [self._line(text, shown, place, bold=bold, struck=struck) for text in texts]
        if not cell.note:
            return tuple(lines)
        last = lines[-1].runs[-1] if lines[-1].runs else None
        offset = last.x + last.width + GAP if last else 0.0
        if offset + measure.width(cell.note, shown) <= wide:
            note = self._run(cell.note, shown, offset)
            lines[-1] = _Line((*lines[-1].runs, note))
        else:
            parts = wrapped(cell.note, wide, lambda part: measure.width(part, floor))
            lines += [_Line((self._run(part, floor, 0),)) for part in parts]
        return tuple(lines)

    def _line(self, text: str, size: float, place: int, *, bold: bool, struck: bool) -> _Line:
        if not text:
            return _Line(())
        run = self._run(text, size, 0, bold=bold, struck=struck)
        left, right = self._edges[place]
        if self._columns[place].align == "right":
            run = replace(run, x=max(right - left - run.width, 0))
        return _Line((run,))

    def _run(self, text: str, size: float, x: float, *, bold: bool = False, struck: bool = False) -> Run:
        return Run(x, 0, text, size, self._measure.width(text, size, bold=bold), bold, struck)

    def _set(self, row: Row) -> _Set:
        cells = (
            self._break(cell, place, bold=self._columns[place].bold, struck=row.struck)
            for place, cell in enumerate(row.cells)
        )
        return _Set(tuple(cells), row)

    # pages

    def _new_page(self, again: str = "") -> None:
        self._pages.append(Parts())
        self._y = self._room.top
        self._rule(RULES[0])
        self._put(self._head, 0, max(map(len, self._head)))
        self._rule(RULES[1])
        if again:
            self._heading(again)

    def _add_section(self, section: Section) -> None:
        sets = [self._set(row) for row in section.rows]
        heading = self._heading_height(section.head)
        first = sets[0].lines if sets else 0
        needed = first if self._is_kept(first, section.again) else FEWEST
        if self._is_begun and self._y + heading + self._height(needed) > self._room.bottom:
            self._new_page()
        if section.head:
            self._heading(section.head)
        for one in sets:
            self._add_row(one, section.again)

    def _add_row(self, one: _Set, again: str) -> None:
        if self._y + self._height(one.lines) > self._room.bottom and self._is_kept(one.lines, again):
            self._new_page(again)
        start = 0
        while start < one.lines:
            free = int((self._room.bottom - self._y - 2 * PAD - RULES[2]) // self._type.line)
            if free < min(FEWEST, one.lines - start):
                self._new_page(again)
                free = max(int((self._room.bottom - self._y - 2 * PAD - RULES[2]) // self._type.line), 1)
            end = min(start + free, one.lines)
            self._put_row(one, start, end)
            start = end

    def _is_kept(self, lines: int, again: str) -> bool:
        return self._height(lines) <= self._full(again) * KEPT_SHARE

    @property
    def _is_begun(self) -> bool:
        return bool(self._y > self._room.top + self._head_height() + 0.1)

    def _head_height(self) -> float:
        return RULES[0] + 2 * PAD + max(map(len, self._head)) * self._type.line + RULES[1]

    def _full(self, again: str) -> float:
        """The height of a fresh page's rows."""
        return self._room.bottom - self._room.top - self._head_height() - self._heading_height(again)

    def _height(self, lines: int) -> float:
        return lines * self._type.line + 2 * PAD + RULES[2]

    def _heading_height(self, text: str) -> float:
        return len(self._heading_lines(text)) * self._type.line + 2 * PAD + RULES[1] if text else 0

    def _heading_lines(self, text: str) -> list[str]:
        wide = self._room.right - self._room.left - 2 * INSET
        return wrapped(text, wide, lambda part: self._measure.width(part, self._type.size, bold=True))

    def _heading(self, text: str) -> None:
        lines, left = self._heading_lines(text), self._room.left
        high = len(lines) * self._type.line + 2 * PAD
        self._pages[-1].bars.append(Bar(left, self._y, self._room.right - left, high, grey=True))
        for place, part in enumerate(lines):
            run = self._run(part, self._type.size, left + INSET, bold=True)
            self._pages[-1].runs.append(replace(run, y=self._baseline(place)))
        self._y += high
        self._rule(RULES[1])

    def _put_row(self, one: _Set, start: int, end: int) -> None:
        top, page = self._y, self._pages[-1]
        self._put(one.cells, start, end)
        if start:
            self._put_leads(one, top)
        if one.row.flag:
            page.bars.append(Bar(self._room.left - 5, top + 1, 3, self._y - top - 2))
            if not start:
                self._put_flag(one.row.flag, top)
        self._rule(RULES[2])

    def _put(self, cells: Sequence[Sequence[_Line]], start: int, end: int) -> None:
        for (left, _), lines in zip(self._edges, cells, strict=True):
            for place, line in enumerate(lines[start:end]):
                y = self._baseline(place)
                self._pages[-1].runs += [replace(run, x=left + run.x, y=y) for run in line.runs]
        self._y += (end - start) * self._type.line + 2 * PAD

    def _put_leads(self, one: _Set, top: float) -> None:
        """Say again, in the row's first line on this page, what it is about."""
        y = top + PAD + self._type.size * ASCENT
        for place, column in enumerate(self._columns):
            left = self._edges[place][0]
            taken = any(abs(run.y - y) < 1 and run.x == left for run in self._pages[-1].runs)
            if column.leads and one.cells[place] and not taken:
                self._pages[-1].runs += [
                    replace(run, x=left + run.x, y=y) for run in one.cells[place][0].runs
                ]

    def _put_flag(self, flag: str, top: float) -> None:
        size, right = self._type.floor, self._room.right
        wide, high = self._flag_width, size * 1.3
        box_top = top + PAD + (self._type.line - high) / 2 - 0.4
        width = self._measure.width(flag, size)
        y = (
            box_top + (high - size) / 2 + size * 0.86
        )  # the middle of a Han character is 0.36 over its baseline
        self._pages[-1].frames.append(Frame(right - wide, box_top, wide, high))
        self._pages[-1].runs.append(Run(right - wide + (wide - width) / 2, y, flag, size, width))

    def _baseline(self, place: int) -> float:
        return self._y + PAD + self._type.size * ASCENT + place * self._type.line

    def _rule(self, thick: float) -> None:
        left = self._room.left
        self._pages[-1].bars.append(Bar(left, self._y, self._room.right - left, thick))
        self._y += thick


def shared(free: float, wishes: Sequence[tuple[float, float]], weights: Sequence[float]) -> list[float]:
    """Widths that fill ``free`` from (least, wanted) pairs: the rest is shared by weight; when there is too
    little, columns with weight give way first, then all, none below its least while that can be.
    """
    wanted = [want for _, want in wishes]
    if sum(wanted) <= free:
        whole = sum(weights) or 1
        rest = free - sum(wanted)
        return [want + rest * weight / whole for want, weight in zip(wanted, weights, strict=True)]
    eased = [
        max(low, want * EASED) if weight else want
        for (low, want), weight in zip(wishes, weights, strict=True)
    ]
    if sum(eased) <= free:
        return _between(eased, wanted, free)
    least = [low for low, _ in wishes]
    if sum(least) <= free:
        return _between(least, eased, free)
    return [low * free / sum(least) for low in least]


def _between(low: Sequence[float], high: Sequence[float], free: float) -> list[float]:
    """Widths between two rows of widths, at the same share of the way, that fill ``free``."""
    way = sum(high) - sum(low)
    share = (free - sum(low)) / way if way else 0
    return [a + (b - a) * share for a, b in zip(low, high, strict=True)]
