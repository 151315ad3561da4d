"""What two desks did at once, in words: objects, fields, values, how it came to be, what was decided.

Values come as the JSON text of the records; ids in them become names by the caller's `Names`. A classified
meeting has no name there, so it is never named here. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain.conflicts import Item, Value, decoded, encoded, outcome
from app.domain.ops import BookMeeting, EditDevice, EditFloor, EditMeeting, EditPerson, EditRoom, Operation
from app.domain.periods import MINUTE, local
from app.domain.records import ConflictRecord, WaitingRecord
from app.domain.states import (
    CheckResult,
    ConflictChoice,
    MeetingClass,
    MeetingState,
    RefusalChoice,
    Role,
    RoomClass,
    TaskState,
)
from app.words import devices, formats, states
from app.words.ops import op_text
from app.words.refusals import Names

# Any in the tables: the stub of QT_TRANSLATE_NOOP says object.
_SUBJECTS: Final[dict[str, Any]] = {
    "meeting": QT_TRANSLATE_NOOP("ConflictWords", "Meeting"),
    "task": QT_TRANSLATE_NOOP("ConflictWords", "Task"),
    "room": QT_TRANSLATE_NOOP("ConflictWords", "Room"),
    "person": QT_TRANSLATE_NOOP("ConflictWords", "Person"),
    "device": QT_TRANSLATE_NOOP("ConflictWords", "Device"),
    "floor": QT_TRANSLATE_NOOP("ConflictWords", "Floor"),
    "check": QT_TRANSLATE_NOOP("ConflictWords", "Check item"),
    "rule": QT_TRANSLATE_NOOP("ConflictWords", "Rule"),
}
_FIELDS: Final[dict[str, Any]] = {
    "slot": QT_TRANSLATE_NOOP("ConflictWords", "Room and time"),
    "ends_at": QT_TRANSLATE_NOOP("ConflictWords", "End"),
    "attendants_needed": QT_TRANSLATE_NOOP("ConflictWords", "Attendants"),
    "facts": QT_TRANSLATE_NOOP("ConflictWords", "State"),
    "title": QT_TRANSLATE_NOOP("ConflictWords", "Title"),
    "unit": QT_TRANSLATE_NOOP("ConflictWords", "Unit"),
    "contact": QT_TRANSLATE_NOOP("ConflictWords", "Contact"),
    "phone": QT_TRANSLATE_NOOP("ConflictWords", "Phone"),
    "expected": QT_TRANSLATE_NOOP("ConflictWords", "People"),
    "meeting_class": QT_TRANSLATE_NOOP("ConflictWords", "Kind of meeting"),
    "asks_attendants": QT_TRANSLATE_NOOP("ConflictWords", "Attendants asked for"),
    "is_video": QT_TRANSLATE_NOOP("ConflictWords", "Video"),
    "layout": QT_TRANSLATE_NOOP("ConflictWords", "Table layout"),
    "tea": QT_TRANSLATE_NOOP("ConflictWords", "Tea"),
    "nameplates": QT_TRANSLATE_NOOP("ConflictWords", "Nameplates"),
    "materials": QT_TRANSLATE_NOOP("ConflictWords", "Papers"),
    "notes": QT_TRANSLATE_NOOP("ConflictWords", "Notes"),
    "assignee_id": QT_TRANSLATE_NOOP("ConflictWords", "Assigned to"),
    "period": QT_TRANSLATE_NOOP("ConflictWords", "Time"),
    "result": QT_TRANSLATE_NOOP("ConflictWords", "Answer"),
    "note": QT_TRANSLATE_NOOP("ConflictWords", "Note"),
    "value": QT_TRANSLATE_NOOP("ConflictWords", "Value"),
    "number": QT_TRANSLATE_NOOP("ConflictWords", "Number"),
    "name": QT_TRANSLATE_NOOP("ConflictWords", "Name"),
    "floor_id": QT_TRANSLATE_NOOP("ConflictWords", "Floor"),
    "room_id": QT_TRANSLATE_NOOP("ConflictWords", "Room"),
    "zone": QT_TRANSLATE_NOOP("ConflictWords", "Zone"),
    "capacity": QT_TRANSLATE_NOOP("ConflictWords", "Seats"),
    "room_class": QT_TRANSLATE_NOOP("ConflictWords", "Kind of room"),
    "area": QT_TRANSLATE_NOOP("ConflictWords", "Area"),
    "equipment": QT_TRANSLATE_NOOP("ConflictWords", "Equipment"),
    "fresh_air": QT_TRANSLATE_NOOP("ConflictWords", "Fresh air"),
    "role": QT_TRANSLATE_NOOP("ConflictWords", "Role"),
    "skills": QT_TRANSLATE_NOOP("ConflictWords", "Skills"),
    "active": QT_TRANSLATE_NOOP("ConflictWords", "Works here"),
    "device_kind": QT_TRANSLATE_NOOP("ConflictWords", "Kind of device"),
    "model": QT_TRANSLATE_NOOP("ConflictWords", "Model"),
    "address": QT_TRANSLATE_NOOP("ConflictWords", "Address"),
    "rank": QT_TRANSLATE_NOOP("ConflictWords", "Order"),
    # of a booking that was refused
    "room": QT_TRANSLATE_NOOP("ConflictWords", "Room"),
    "starts_at": QT_TRANSLATE_NOOP("ConflictWords", "Start"),
}
_CHOICES: Final[dict[ConflictChoice, Any]] = {
    ConflictChoice.MINE: QT_TRANSLATE_NOOP("ConflictWords", "took the later change: {value}"),
    ConflictChoice.THEIRS: QT_TRANSLATE_NOOP("ConflictWords", "kept what was there: {value}"),
    ConflictChoice.BOTH: QT_TRANSLATE_NOOP("ConflictWords", "kept both: {value}"),
}
_FLAGS: Final = frozenset({"asks_attendants", "is_video", "tea", "active"})
_IDS: Final = {"assignee_id": "person", "room_id": "room", "room": "room", "floor_id": "floor"}


def _said(text: Any) -> str:
    return QCoreApplication.translate("ConflictWords", text)


def subject_word(about: str) -> str:
    """会议, 任务, 房间…: the kind of an object; its code where there is no word."""
    return _said(_SUBJECTS[about]) if about in _SUBJECTS else about


def field_word(field: str) -> str:
    """What a field is called; its code where there is no word."""
    return _said(_FIELDS[field]) if field in _FIELDS else field


def object_name(about: str, about_id: str, names: Names) -> str:
    """The object's name, or its kind where it has none."""
    return names.of(about, about_id) or subject_word(about)


def value_text(about: str, field: str, text: str | None, names: Names) -> str:
    """A value as people read it; — for nothing."""
    value = decoded(text)
    if value is None or value == "":
        return QCoreApplication.translate("ConflictWords", "nobody") if field == "assignee_id" else "—"
    try:
        return _reader(about, field)(value, names)
    except (TypeError, ValueError, KeyError):  # a value of a newer version: shown as it is
        return str(value)


def how_it_happened(item: Item, names: Names) -> str:
    """One sentence: who changed it and when, what central kept, what is asked."""
    first = item.conflicts[0]
    mine = QCoreApplication.translate("ConflictWords", "{name} at {time}").format(
        name=first.mine_by_name or "—", time=formats.clock(first.mine_at, names.zone)
    )
    theirs = first.theirs_by_name or QCoreApplication.translate("ConflictWords", "somebody else")
    if first.theirs_at is not None:
        theirs = QCoreApplication.translate("ConflictWords", "{name} at {time}").format(
            name=theirs, time=formats.clock(first.theirs_at, names.zone)
        )
    late = (first.found_at - first.mine_at) // MINUTE
    parts = [
        QCoreApplication.translate("ConflictWords", "Both {theirs} and {mine} changed this.").format(
            theirs=theirs, mine=mine
        )
    ]
    if late >= 1:
        text = QCoreApplication.translate("ConflictWords", "The second change reached central {late} later.")
        parts.append(text.format(late=formats.minutes(late)))
    count = len(item.conflicts)
    parts.append(
        QCoreApplication.translate(
            "ConflictWords",
            "%n field(s) differ. Please choose; until then the first change holds.",
            "",
            count,
        )
    )
    said = parts[0]
    for part in parts[1:]:
        said = QCoreApplication.translate("ConflictWords", "{one} {two}").format(one=said, two=part)
    return said


def decision_text(conflict: ConflictRecord, names: Names) -> str:
    """What was decided of a field."""
    choice = ConflictChoice(conflict.choice)
    value = value_text(conflict.about, conflict.field, outcome(conflict, choice), names)
    return _said(_CHOICES[choice]).format(value=value)


def settlement_text(choice: str) -> str:
    """What was made of a refused op."""
    if choice == RefusalChoice.REPLACED:
        return QCoreApplication.translate("ConflictWords", "done another way")
    if choice == RefusalChoice.QUEUED:
        return QCoreApplication.translate("ConflictWords", "waits for its slot")
    return QCoreApplication.translate("ConflictWords", "given up")


def _reader(about: str, field: str) -> Callable[[Value, Names], str]:
    if field == "facts":
        return _task_facts if about == "task" else _meeting_facts
    if field in _IDS:
        subject = _IDS[field]
        return lambda value, names: names.of(subject, str(value)) or subject_word(subject)
    if field in _FLAGS:
        return lambda value, _names: _yes_no(bool(value))
    return _READERS.get(field, lambda value, _names: str(value))


def _slot(value: Value, names: Names) -> str:
    room, start, end = value
    return f"{names.of('room', str(room)) or subject_word('room')}  {_span(start, end, names)}"


def _span(start: int, end: int, names: Names) -> str:
    day = formats.day_short(local(start, names.zone).date())
    return f"{day} {formats.clock_range(start, end, names.zone)}"


def _yes_no(value: bool) -> str:
    yes, no = QCoreApplication.translate("OpWords", "yes"), QCoreApplication.translate("OpWords", "no")
    return yes if value else no


def _meeting_facts(value: Value, names: Names) -> str:
    word = states.meeting_state(MeetingState(value["state"]))
    at = value.get("ended_at") or value.get("started_at") or value.get("cancelled_at")
    return f"{word} {formats.clock(at, names.zone)}" if at else word


def _task_facts(value: Value, names: Names) -> str:
    word = states.task_state(TaskState(value["state"]))
    who = names.of("person", value.get("assignee_id") or "")
    return f"{word} · {who}" if who else word


_READERS: Final[dict[str, Callable[[Value, Names], str]]] = {
    "slot": _slot,
    "period": lambda value, names: _span(value[0], value[1], names),
    "ends_at": lambda value, names: formats.day_and_clock(int(value), names.zone),
    "starts_at": lambda value, names: formats.day_and_clock(int(value), names.zone),
    "meeting_class": lambda value, _names: states.meeting_class(MeetingClass(value)),
    "room_class": lambda value, _names: states.room_class(RoomClass(value)),
    "role": lambda value, _names: states.role(Role(value)),
    "result": lambda value, _names: states.check_result(CheckResult(value)),
    "device_kind": lambda value, _names: devices.kind(str(value)),
    "area": lambda value, _names: f"{formats.decimal(int(value) / 10)} m²",
    "capacity": lambda value, _names: formats.seats(int(value)) or "—",
}


def refused_title(op: Operation | None, kind: str, names: Names) -> str:
    """What was wanted and did not come about."""
    if op is None:
        return kind
    if isinstance(op, BookMeeting):
        if op.is_classified:
            return QCoreApplication.translate("ConflictWords", "Booking of a secret meeting")
        return QCoreApplication.translate("ConflictWords", "Booking: {title}").format(title=op.title)
    return QCoreApplication.translate("ConflictWords", "Not written: {what}").format(what=op_text(op, names))


def queued_title(entry: WaitingRecord, op: BookMeeting | None) -> str:
    """What waits; a secret meeting is not named (R6.11-1)."""
    if op is not None and op.is_classified:
        return QCoreApplication.translate("ConflictWords", "Secret meeting")
    return entry.title


def queue_word(entry: WaitingRecord) -> str:
    """How an entry of the waiting list stands, in a word or two."""
    if entry.is_due:
        return QCoreApplication.translate("ConflictWords", "Slot is free")
    if entry.taken_by is None:
        return QCoreApplication.translate("ConflictWords", "Free, but not its turn")
    return QCoreApplication.translate("ConflictWords", "Waiting list, place {n}").format(n=entry.place)


def queue_text(entry: WaitingRecord, names: Names) -> str:
    """The same as a sentence: which slot, and who or what it waits for."""
    room, span = names.of("room", entry.room_id), _span(entry.starts_at, entry.ends_at, names)
    if entry.taken_by is not None and entry.taken_title:
        text = QCoreApplication.translate("ConflictWords", "{room}, {span} is held by “{title}”.")
    elif entry.taken_by is not None:
        text = QCoreApplication.translate("ConflictWords", "{room}, {span} is held by another meeting.")
    elif entry.is_due:
        text = QCoreApplication.translate("ConflictWords", "{room}, {span} is free now.")
    else:
        text = QCoreApplication.translate(
            "ConflictWords", "{room}, {span} is free now, but somebody has waited longer for it."
        )
    return text.format(room=room or subject_word("room"), span=span, title=entry.taken_title)


def kept_values(op: Operation, names: Names) -> tuple[tuple[str, str], ...]:
    """What a refused op said, as (word, value): nothing that a person typed is lost."""
    if isinstance(op, EditMeeting | EditRoom | EditPerson | EditDevice | EditFloor):
        said = msgspec.to_builtins(op)["set"]
    else:
        said = {key: value for key, value in msgspec.to_builtins(op).items() if not key.startswith("was")}
    about = "task" if "tasks" in said else "meeting"
    pairs = []
    if {"room", "starts_at", "ends_at"} <= said.keys() and said["room"]:
        slot = encoded([said.pop("room"), said.pop("starts_at"), said.pop("ends_at")])
        pairs.append((field_word("slot"), value_text("meeting", "slot", slot, names)))
    if "person" in said:
        pairs.append((field_word("assignee_id"), names.of("person", said["person"]) or "—"))
    if said.get("is_classified"):  # a secret meeting is its room and time, nothing else (R6.11-1)
        return tuple(pairs)
    for field, value in said.items():
        column = {"floor": "floor_id"}.get(field, field)
        if column in _FIELDS and value not in ("", None, 0, False):
            pairs.append((field_word(column), value_text(about, column, encoded(value), names)))
    return tuple(pairs)
