"""Tables and meetings as the bytes of a file, safe to open in any spreadsheet (security.md, section 3)."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from app.domain.records import MeetingRecord, RoomRecord, SourceRecord
from app.domain.states import MeetingState
from app.exchange.export import SECRET, Table, Value, in_order
from app.exchange.grid import guarded
from app.exchange.ics_times import BadTime, wall_time
from app.exchange.identity import own_uid
from app.exchange.texts import folded

_BOM: Final = "\ufeff"
_FOLD_AT: Final = 73  # octets of a content line, so that no line has more than 75


def json_bytes(rows: list[dict[str, Value]]) -> bytes:
    """A JSON list in UTF-8."""
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with a mark, everything quoted, nothing that a spreadsheet would run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guarded(header) for header in table.headers.values()])
    for row in table.rows:
        writer.writerow([guarded(_text(row[key])) for key in table.headers])
    return (_BOM + out.getvalue()).encode()


def xlsx_bytes(table: Table) -> bytes:
    """A workbook of text cells only: no formula, no link, no number that was none."""
    import xlsxwriter

    out = io.BytesIO()
    safe = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(out, safe) as book:
        sheet = book.add_worksheet(table.what)
        bold = book.add_format({"bold": True})
        for column, header in enumerate(table.headers.values()):
            sheet.write_string(0, column, header, bold)
            sheet.set_column(column, column, 18)
        for index, row in enumerate(table.rows, 1):
            for column, key in enumerate(table.headers):
                sheet.write_string(index, column, _text(row[key]))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def ics_bytes(
    meetings: Iterable[MeetingRecord],
    rooms: Mapping[str, RoomRecord],
    sources: Mapping[str, SourceRecord],
    made_at: int,
) -> bytes:
    """One VEVENT a meeting; an occurrence of a series keeps its UID and RECURRENCE-ID."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Huiwutai//Huiwutai//ZH", "CALSCALE:GREGORIAN"]
    for meeting in in_order(meetings, rooms):
        lines += _event(meeting, rooms.get(meeting.room_id), sources.get(meeting.id), made_at)
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _event(
    meeting: MeetingRecord, room: RoomRecord | None, source: SourceRecord | None, made_at: int
) -> list[str]:
    hidden = meeting.is_classified
    lines = ["BEGIN:VEVENT", *_identity(meeting, source), f"DTSTAMP:{_utc(made_at)}"]
    if source is not None and source.sequence:
        lines.append(f"SEQUENCE:{source.sequence}")
    if source is not None and source.stamp:
        lines.append(f"LAST-MODIFIED:{_utc(source.stamp)}")
    lines += [
        f"DTSTART:{_utc(meeting.starts_at)}", f"DTEND:{_utc(meeting.ends_at)}",
        f"SUMMARY:{_escaped(SECRET if hidden else meeting.title)}", f"LOCATION:{_escaped(_place(room))}",
        f"STATUS:{'CANCELLED' if meeting.state is MeetingState.CANCELLED else 'CONFIRMED'}",
        f"X-HUIWUTAI-EXPECTED:{meeting.expected}", f"X-HUIWUTAI-CLASS:{meeting.meeting_class.value}",
        f"X-HUIWUTAI-VIDEO:{int(meeting.is_video)}",
    ]  # fmt: skip
    if not hidden:
        texts = {
            "DESCRIPTION": meeting.notes, "X-HUIWUTAI-UNIT": meeting.unit, "X-HUIWUTAI-CONTACT":
            meeting.contact,
            "X-HUIWUTAI-PHONE": meeting.phone, "X-HUIWUTAI-LAYOUT": meeting.layout,
        }  # fmt: skip
        lines += [f"{name}:{_escaped(text)}" for name, text in texts.items() if text]
    return [*lines, "END:VEVENT"]


def _identity(meeting: MeetingRecord, source: SourceRecord | None) -> list[str]:
    if source is None:
        return [f"UID:{own_uid(meeting.id)}"]
    if not source.recurrence:
        return [f"UID:{_escaped(source.uid)}"]
    try:
        _wall, is_date = wall_time(source.recurrence)
    except BadTime:  # known by room and start: no recurrence that a calendar could read
        return [f"UID:{own_uid(meeting.id)}"]
    kind = ";VALUE=DATE" if is_date else ""
    return [f"UID:{_escaped(source.uid)}", f"RECURRENCE-ID{kind}:{source.recurrence}"]


def _place(room: RoomRecord | None) -> str:
    if room is None:
        return ""
    return room.number if folded(room.name) in {"", folded(room.number)} else f"{room.number} {room.name}"


def _utc(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return (
        text.replace("\\", "\\\\")
        .replace(";", "\\;")
        .replace(",", "\\,")
        .replace("\n", "\\n")
        .replace("\r", "")
    )


def _folded(line: str) -> bytes:
    """A content line in UTF-8, folded between letters."""
    parts, part = [], b""
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > _FOLD_AT:
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return str(value)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises OSError."""
    handle, name = tempfile.mkstemp(prefix=".huiwutai-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
