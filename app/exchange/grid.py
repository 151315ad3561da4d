"""CSV and xlsx as one thing: numbered rows of cells. Knows limits, knows nothing of meetings."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from xml.etree.ElementTree import ParseError  # the exception only; openpyxl parses with defusedxml

from app.domain.errors import Refused
from app.exchange.archive import check_archive
from app.exchange.encoding import decode
from app.exchange.entries import Stop, Stopped

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 64
MOST_SCANNED: Final = 200_000  # rows looked at, empty ones included
LONGEST_CELL: Final = 4000
_DELIMITERS: Final = ",;\t|"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CHECK_EVERY: Final = 500

Cell = str | int | float | bool | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that is not empty; ``number`` counts from 1 as a spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet."""

    name: str
    rows: tuple[GridRow, ...]


def csv_grid(data: bytes, stopped: Stopped) -> Grid:
    """The rows of a CSV file, whatever its letters and its delimiter."""
    text = decode(data)
    head, _end, rest = text.partition("\n")
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        text, delimiter, skipped = rest, head.strip()[-1], 1
    else:
        delimiter, skipped = _delimiter(text), 0
    try:
        rows = _collected(_records(text, delimiter, strict=True), skipped, stopped)
    except csv.Error as error:
        if "end of data" in str(error):
            raise Refused("truncated") from error
        try:
            rows = _collected(_records(text, delimiter, strict=False), skipped, stopped)
        except csv.Error as fault:
            raise Refused("not_a_sheet") from fault
    return Grid("", rows)


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    return (
        tuple(unguarded(cell) if cell.strip() else None for cell in record[:MOST_COLUMNS])
        for record in reader
    )


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (security.md, section 3)."""
    return "'" + text if text.lstrip("'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The cell as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines most evenly."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        try:
            widths = [len(record) for record in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count) if widths else 0
        score = usual * widths.count(usual) if usual > 1 else 0
        if score > most:
            best, most = delimiter, score
    return best


def xlsx_grids(data: bytes, stopped: Stopped) -> Iterator[Grid]:
    """The visible sheets of a workbook, one after the other; the archive is judged first."""
    check_archive(data)
    from openpyxl import load_workbook

    def opened() -> Iterator[Grid]:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                sheet.reset_dimensions()  # a sheet may claim a million rows: believe those that are there
                rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
                yield Grid(sheet.title, _collected(rows, 0, stopped))
        finally:
            book.close()

    return _guarded(opened)


def _guarded(opened: Callable[[], Iterator[Grid]]) -> Iterator[Grid]:
    """The same, with whatever openpyxl breaks on turned into one refusal."""
    try:
        yield from opened()
    except (Refused, Stop, GeneratorExit):
        raise
    except (ParseError, zipfile.BadZipFile, EOFError) as error:
        raise Refused("truncated") from error
    except Exception as error:  # a broken workbook raises nearly anything in openpyxl; nothing was written
        raise Refused("not_a_sheet") from error


def _cell(value: object) -> Cell:
    """A value as one of the few types we read; formulas without a stored result are empty."""
    if value is None or isinstance(value, str | int | float | datetime | date | time | timedelta):
        return value
    return None if "Formula" in type(value).__name__ else str(value)


def _collected(rows: Iterable[tuple[object, ...]], skipped: int, stopped: Stopped) -> tuple[GridRow, ...]:
    """The rows that are not empty, within the limits."""
    found: list[GridRow] = []
    for number, cells in enumerate(rows, 1 + skipped):
        if number % _CHECK_EVERY == 0 and stopped():
            raise Stop
        if number > MOST_SCANNED:
            raise Refused("too_many_rows", limit=MOST_ROWS)
        if any(cell is not None and cell != "" for cell in cells):
            found.append(GridRow(number, tuple(map(_cell, cells))))
            if len(found) > MOST_ROWS + 1:
                raise Refused("too_many_rows", limit=MOST_ROWS)
    return tuple(found)
