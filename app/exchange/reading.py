"""The one door for files: looks at the bytes, not at the name; reads a file whole or refuses it whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from app.domain.errors import Refused
from app.domain.imports import Kind
from app.exchange.entries import Document, Progress, Stopped
from app.exchange.grid import csv_grid, xlsx_grids
from app.exchange.ics_read import read_calendar
from app.exchange.table_read import Site, read_table

LARGEST: Final = 20 * 1024 * 1024
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def never() -> bool:
    """Nobody cancels."""
    return False


def read_file(
    path: Path, kind: Kind | None, zone: ZoneInfo, today: date, progress: Progress = quiet,
    stopped: Stopped = never,
) -> Document:  # fmt: skip
    """A file as a document. Raises Refused for one that cannot be read, Stop when somebody cancels."""
    data = load(path)
    if _is_calendar(data):
        if kind not in {None, Kind.MEETINGS}:
            raise Refused("calendar_has_meetings_only")
        return read_calendar(data, str(path), zone, today, progress, stopped)
    if data.startswith(_ZIP):
        grids = list(xlsx_grids(data, stopped))
    elif data.startswith(_OLE):
        raise Refused("old_excel")
    elif path.suffix.lower() in {".ics", ".ical", ".ifb"}:
        raise Refused("not_a_calendar")
    elif path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise Refused("not_a_sheet")
    else:
        grids = [csv_grid(data, stopped)]
    return read_table(grids, str(path), kind, Site(zone, today), progress, stopped)


def load(path: Path) -> bytes:
    """The bytes of a file, if there are not too many of them."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Refused("no_file") from error
    except IsADirectoryError as error:
        raise Refused("is_a_folder") from error
    except OSError as error:
        raise Refused("unreadable", reason=error.strerror or type(error).__name__) from error
    if len(data) > LARGEST:
        raise Refused("file_too_large", limit_mb=LARGEST // (1024 * 1024))
    if not data.strip():
        raise Refused("empty_file")
    return data


def _is_calendar(data: bytes) -> bool:
    """Whether the text begins as a calendar does, in whatever encoding."""
    head = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:15].upper() == b"BEGIN:VCALENDAR"
