"""What becomes of the rows of a file, why one is refused, what one should know, why a file is not read.

Codes come from app/exchange and from the rules of meetings (then app/words/refusals has the sentence). GUI
thread, or the only thread of a command.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.imports import FieldChange, ImportPlan, Kind, Problem, RowState
from app.domain.states import MeetingClass, Role, RoomClass
from app.words import formats, refusals, states

# Any: the stub of QT_TRANSLATE_NOOP says object.
_STATES: Final[dict[RowState, Any]] = {
    RowState.ADDED: QT_TRANSLATE_NOOP("Imports", "New"),
    RowState.CHANGED: QT_TRANSLATE_NOOP("Imports", "Changed"),
    RowState.UNCHANGED: QT_TRANSLATE_NOOP("Imports", "Same"),
    RowState.REMOVED: QT_TRANSLATE_NOOP("Imports", "Cancelled"),
    RowState.REFUSED: QT_TRANSLATE_NOOP("Imports", "Left out"),
}
_KINDS: Final[dict[Kind, Any]] = {
    Kind.MEETINGS: QT_TRANSLATE_NOOP("Imports", "Meetings"),
    Kind.ROOMS: QT_TRANSLATE_NOOP("Imports", "Rooms"),
    Kind.PEOPLE: QT_TRANSLATE_NOOP("Imports", "Staff"),
    Kind.DEVICES: QT_TRANSLATE_NOOP("Imports", "Devices"),
}
_FIELDS: Final[dict[str, Any]] = {
    "title": QT_TRANSLATE_NOOP("Imports", "Title"),
    "room": QT_TRANSLATE_NOOP("Imports", "Room"),
    "starts_at": QT_TRANSLATE_NOOP("Imports", "Start"),
    "ends_at": QT_TRANSLATE_NOOP("Imports", "End"),
    "expected": QT_TRANSLATE_NOOP("Imports", "Expected"),
    "meeting_class": QT_TRANSLATE_NOOP("Imports", "Class"),
    "room_class": QT_TRANSLATE_NOOP("Imports", "Class"),
    "unit": QT_TRANSLATE_NOOP("Imports", "Unit"),
    "contact": QT_TRANSLATE_NOOP("Imports", "Contact"),
    "phone": QT_TRANSLATE_NOOP("Imports", "Phone"),
    "is_video": QT_TRANSLATE_NOOP("Imports", "Video"),
    "layout": QT_TRANSLATE_NOOP("Imports", "Layout"),
    "notes": QT_TRANSLATE_NOOP("Imports", "Notes"),
    "cancelled": QT_TRANSLATE_NOOP("Imports", "Cancelled"),
    "name": QT_TRANSLATE_NOOP("Imports", "Name"),
    "number": QT_TRANSLATE_NOOP("Imports", "Number"),
    "floor": QT_TRANSLATE_NOOP("Imports", "Floor"),
    "capacity": QT_TRANSLATE_NOOP("Imports", "Seats"),
    "area": QT_TRANSLATE_NOOP("Imports", "Area"),
    "equipment": QT_TRANSLATE_NOOP("Imports", "Equipment"),
    "enabled": QT_TRANSLATE_NOOP("Imports", "In service"),
    "role": QT_TRANSLATE_NOOP("Imports", "Role"),
    "skills": QT_TRANSLATE_NOOP("Imports", "Skills"),
    "zone": QT_TRANSLATE_NOOP("Imports", "Zone"),
    "active": QT_TRANSLATE_NOOP("Imports", "Active"),
    "device_kind": QT_TRANSLATE_NOOP("Imports", "Kind"),
    "model": QT_TRANSLATE_NOOP("Imports", "Model"),
    "address": QT_TRANSLATE_NOOP("Imports", "Address"),
}
_ROWS: Final[dict[str, Any]] = {
    "overlap": QT_TRANSLATE_NOOP("Imports", "Room {room} is taken {span}{by_row}."),
    "no_room": QT_TRANSLATE_NOOP("Imports", "There is no room “{room}”."),
    "no_room_given": QT_TRANSLATE_NOOP("Imports", "No room is named."),
    "no_time": QT_TRANSLATE_NOOP("Imports", "Start or end is missing."),
    "end_before_start": QT_TRANSLATE_NOOP("Imports", "The end is not after the start."),
    "bad_date": QT_TRANSLATE_NOOP("Imports", "Not a date between 2000 and 2099: {value}"),
    "bad_number": QT_TRANSLATE_NOOP("Imports", "Not a whole number: {value}"),
    "too_long": QT_TRANSLATE_NOOP("Imports", "Longer than 31 days, or repeated too often."),
    "too_long_text": QT_TRANSLATE_NOOP("Imports", "{field} is longer than {limit} characters."),
    "duplicate": QT_TRANSLATE_NOOP("Imports", "The file has this already: {first}"),
    "no_name": QT_TRANSLATE_NOOP("Imports", "The name is missing."),
    "in_the_past": QT_TRANSLATE_NOOP("Imports", "Already past: kept as history."),
    "no_title": QT_TRANSLATE_NOOP("Imports", "Without a title."),
    "kept_here": QT_TRANSLATE_NOOP("Imports", "{field} was changed here and stays so."),
    "already_begun": QT_TRANSLATE_NOOP("Imports", "It has begun or is over; {field} stays as it is."),
    "shortened": QT_TRANSLATE_NOOP("Imports", "{field} was cut to {limit} characters."),
    "unknown_column": QT_TRANSLATE_NOOP("Imports", "The column “{column}” is not known and was left out."),
    "unknown_value": QT_TRANSLATE_NOOP("Imports", "“{value}” is not known; the usual one is taken."),
    "unknown_zone": QT_TRANSLATE_NOOP("Imports", "The time zone “{zone}” is not known; the site's is taken."),
}
_WARNINGS: Final[dict[str, Any]] = {
    "over_capacity": QT_TRANSLATE_NOOP("Imports", "{expected} expected, the room seats {capacity}."),
    "room_disabled": QT_TRANSLATE_NOOP("Imports", "The room is out of service {span}: {reason}"),
    "room_locked": QT_TRANSLATE_NOOP("Imports", "The room is under emergency lock."),
    "gap_before": QT_TRANSLATE_NOOP("Imports", "{gap} min after the meeting before; {needed} are usual."),
    "gap_after": QT_TRANSLATE_NOOP("Imports", "{gap} min before the next meeting; {needed} are usual."),
    "self_service_hours": QT_TRANSLATE_NOOP("Imports", "From {from} on meetings are self-service."),
    "outside_hours": QT_TRANSLATE_NOOP(
        "Imports", "Outside opening hours ({opens}–{closes} on working days)."
    ),
    "too_short": QT_TRANSLATE_NOOP("Imports", "{minutes} min; the shortest booking is {shortest} min."),
    "long_booking": QT_TRANSLATE_NOOP("Imports", "{minutes} min; the longest booking is {longest} min."),
    "outside_window": QT_TRANSLATE_NOOP("Imports", "More than {days} days ahead."),
}
_MINUTES_OF_DAY: Final = ("opens", "closes", "from")
_FILES: Final[dict[str, Any]] = {
    "no_file": QT_TRANSLATE_NOOP("Imports", "There is no such file."),
    "is_a_folder": QT_TRANSLATE_NOOP("Imports", "This is a folder. Choose a file."),
    "unreadable": QT_TRANSLATE_NOOP("Imports", "The file cannot be read: {reason}"),
    "file_too_large": QT_TRANSLATE_NOOP(
        "Imports", "The file is larger than {limit_mb} MB. Export a shorter time, or in parts."
    ),
    "empty_file": QT_TRANSLATE_NOOP("Imports", "The file is empty."),
    "not_text": QT_TRANSLATE_NOOP(
        "Imports", "This is neither a calendar nor a table: iCalendar, xlsx or CSV is needed."
    ),
    "not_a_calendar": QT_TRANSLATE_NOOP("Imports", "This is not a calendar (iCalendar)."),
    "truncated": QT_TRANSLATE_NOOP("Imports", "The file is cut off or damaged. Export it once more."),
    "calendar_has_meetings_only": QT_TRANSLATE_NOOP("Imports", "A calendar holds meetings only."),
    "old_excel": QT_TRANSLATE_NOOP("Imports", "This is an Excel file from before 2007. Save it as xlsx."),
    "not_a_sheet": QT_TRANSLATE_NOOP("Imports", "This is not a table that can be read (xlsx or CSV)."),
    "encrypted": QT_TRANSLATE_NOOP("Imports", "The file has a password. Save it without one."),
    "archive_unsafe": QT_TRANSLATE_NOOP(
        "Imports", "The file would unpack to far more than a table needs, or is unsafe. It was not opened."
    ),
    "too_many_rows": QT_TRANSLATE_NOOP("Imports", "More than {limit} rows. Split the table."),
    "no_columns": QT_TRANSLATE_NOOP(
        "Imports", "No row names the columns that are needed, such as 会议名称, 会议室, 开始时间, 结束时间."
    ),
}
_BOOLEANS: Final = {"is_video", "cancelled", "enabled", "active"}


def kind_word(kind: Kind) -> str:
    """会议 / Meetings."""
    return _said(_KINDS[kind])


def state_word(state: RowState) -> str:
    """新增 / New."""
    return _said(_STATES[state])


def field_word(name: str) -> str:
    """The name of a field."""
    return _said(_FIELDS[name]) if name in _FIELDS else name


def file_problem(code: str, params: Mapping[str, str | int]) -> str:
    """Why a file is not read."""
    if code in _FILES:
        return _said(_FILES[code]).format_map(_Filled({name: str(value) for name, value in params.items()}))
    return refusals.refusal_text(code, params, refusals.Names(ZoneInfo("UTC")))


def problem_text(problem: Problem, zone: ZoneInfo) -> str:
    """Why a row is refused, or what somebody should know of it."""
    params = problem.named
    code = problem.code
    if code == "too_long" and "field" in params:
        code = "too_long_text"
    if code == "no_room" and not params.get("room"):
        code = "no_room_given"
    template = _ROWS.get(code) or _WARNINGS.get(code)
    if template is None:
        return refusals.refusal_text(code, params, refusals.Names(zone))
    said = {name: str(value) for name, value in params.items()}
    for name in _MINUTES_OF_DAY:
        minute = params.get(name)
        if isinstance(minute, int):
            said[name] = formats.minute_of_day(minute)
    if "field" in params:
        said["field"] = field_word(str(params["field"]))
    start, end = params.get("starts_at"), params.get("ends_at")
    if isinstance(start, int) and isinstance(end, int):
        said["span"] = f"{formats.day_of_instant(start, zone)} {formats.clock_range(start, end, zone)}"
    said["by_row"] = f" ({where_text(str(params['first']))})" if "first" in params else ""
    if code == "duplicate":
        said["first"] = where_text(str(params["first"]))
    return _said(template).format_map(_Filled(said))


def where_text(where: str) -> str:
    """第 17 行 / row 17; a UID is left as it is."""
    if where.startswith("row "):
        return QCoreApplication.translate("Imports", "row {number}").format(number=where[4:])
    return "" if where == "header" else where


def change_text(change: FieldChange, zone: ZoneInfo) -> str:
    """开始 09:00 → 10:00 / Start 09:00 → 10:00."""
    old, new = (_value(change.field, text, zone) for text in (change.old, change.new))
    return f"{field_word(change.field)} {old or '—'} → {new or '—'}"


def counts_text(plan: ImportPlan) -> str:
    """One line: 55 new, 2 changed ..."""
    said = [f"{state_word(state)} {plan.count(state)}" for state in RowState]
    return " · ".join([kind_word(plan.kind), *said])


def _value(field: str, text: str, zone: ZoneInfo) -> str:
    """A stored value as people read it."""
    if field in {"starts_at", "ends_at"} and text.isdigit():
        return formats.day_and_clock(int(text), zone)
    if field in _BOOLEANS:
        yes = text == "true"
        return _said(QT_TRANSLATE_NOOP("Imports", "yes") if yes else QT_TRANSLATE_NOOP("Imports", "no"))
    if field == "meeting_class" and text in set(MeetingClass):
        return states.meeting_class(MeetingClass(text))
    if field == "room_class" and text in set(RoomClass):
        return states.room_class(RoomClass(text))
    if field == "role" and text in set(Role):
        return states.role(Role(text))
    if field == "area" and text.isdigit():
        return f"{int(text) / 10:g} m²"
    return text


def _said(source: Any) -> str:  # Any: see above
    return QCoreApplication.translate("Imports", source)


class _Filled(dict[str, str]):
    """A parameter that is not there reads as a dash instead of failing the sentence."""

    def __missing__(self, _key: str) -> str:
        return "—"
