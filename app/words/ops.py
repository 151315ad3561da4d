"""What was done, as a sentence: for the undo bar, the change log of a meeting and the audit.

``act_text`` speaks of an act (one op, or many of one intention), ``change_text`` of a line of the audit,
whose body is decoded here. Names come from the caller's `Names`; an unknown id reads as its kind. Texts of
a classified meeting never come in, because such a meeting has no name. GUI thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec
from msgspec import UNSET, Struct
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.domain import ops as verbs
from app.domain.ops import KINDS, Operation
from app.domain.records import ChangeRecord
from app.domain.states import CheckResult, ConflictChoice, MeetingClass, Presence, RefusalChoice
from app.words import checklists, formats, states
from app.words.refusals import Names

_FIELDS: Final[dict[str, Any]] = {  # Any: the stub of QT_TRANSLATE_NOOP says object
    "title": QT_TRANSLATE_NOOP("OpWords", "title"),
    "unit": QT_TRANSLATE_NOOP("OpWords", "unit"),
    "contact": QT_TRANSLATE_NOOP("OpWords", "contact"),
    "phone": QT_TRANSLATE_NOOP("OpWords", "phone"),
    "expected": QT_TRANSLATE_NOOP("OpWords", "people"),
    "meeting_class": QT_TRANSLATE_NOOP("OpWords", "kind"),
    "asks_attendants": QT_TRANSLATE_NOOP("OpWords", "attendants asked for"),
    "is_video": QT_TRANSLATE_NOOP("OpWords", "video"),
    "layout": QT_TRANSLATE_NOOP("OpWords", "table layout"),
    "tea": QT_TRANSLATE_NOOP("OpWords", "tea"),
    "nameplates": QT_TRANSLATE_NOOP("OpWords", "nameplates"),
    "materials": QT_TRANSLATE_NOOP("OpWords", "materials"),
    "notes": QT_TRANSLATE_NOOP("OpWords", "notes"),
}


def act_text(ops: Sequence[Operation], names: Names) -> str:
    """One sentence for an act: the op itself, or what most of its ops are."""
    if not ops:
        return QCoreApplication.translate("OpWords", "Nothing changed")
    if len(ops) == 1:
        return op_text(ops[0], names)
    kind, count = Counter(type(op) for op in ops).most_common(1)[0]
    if kind is verbs.BookMeeting:
        return QCoreApplication.translate("OpWords", "Booked %n meeting(s)", "", count)
    if kind is verbs.ImportMeeting:
        return QCoreApplication.translate("OpWords", "Imported %n meeting(s)", "", count)
    if kind is verbs.AssignTasks:
        tasks = sum(len(op.tasks) for op in ops if isinstance(op, verbs.AssignTasks))
        return QCoreApplication.translate("OpWords", "Assigned %n task(s)", "", tasks)
    if kind in {verbs.EditMeeting, verbs.MoveMeeting} and len(ops) == 2:
        return "; ".join(op_text(op, names) for op in ops)
    first = op_text(ops[0], names)
    more = QCoreApplication.translate("OpWords", "and %n more", "", len(ops) - 1)
    return f"{first}, {more}"


def op_text(op: Operation, names: Names) -> str:
    """One sentence for one operation."""
    say = _SENTENCES.get(type(op))
    if say is None:
        return QCoreApplication.translate("OpWords", "Done: {kind}").format(kind=op.kind)
    return say(op, names)


def change_text(change: ChangeRecord, names: Names) -> str:
    """A line of the audit; an undo says so, a kind of a newer version is named by its kind."""
    kind = KINDS.get(change.kind)
    text = change.kind
    if kind is not None:
        try:
            text = op_text(msgspec.json.decode(change.body.encode(), type=kind), names)
        except msgspec.MsgspecError:
            text = QCoreApplication.translate("OpWords", "Done: {kind}").format(kind=change.kind)
    if change.undoes:
        return QCoreApplication.translate("OpWords", "Undone: {what}").format(what=text)
    return text


# one function per shape of sentence -----------------------------------------------------------------


def _meeting(names: Names, meeting_id: str) -> str:
    return names.of("meeting", meeting_id) or QCoreApplication.translate("OpWords", "the meeting")


def _room(names: Names, room_id: str) -> str:
    return names.of("room", room_id) or QCoreApplication.translate("OpWords", "the room")


def _person(names: Names, person_id: str) -> str:
    return names.of("person", person_id) or QCoreApplication.translate("OpWords", "the person")


def _task(names: Names, task_id: str) -> str:
    return names.of("task", task_id) or QCoreApplication.translate("OpWords", "the task")


def _device(names: Names, device_id: str) -> str:
    return names.of("device", device_id) or QCoreApplication.translate("OpWords", "the device")


def _span(names: Names, start: int, end: int) -> str:
    day = formats.day_of_instant(start, names.zone)
    return f"{day} {formats.clock_range(start, end, names.zone)}"


def _book(op: verbs.BookMeeting, names: Names) -> str:
    span = _span(names, op.starts_at, op.ends_at)
    text = QCoreApplication.translate("OpWords", "Booked {room}, {span}")
    if not op.is_classified:
        text = QCoreApplication.translate("OpWords", "Booked {title}: {room}, {span}")
    return text.format(title=op.title, room=_room(names, op.room), span=span)


def _edit(op: verbs.EditMeeting, _names: Names) -> str:
    parts = []
    for field, word in _FIELDS.items():
        new = getattr(op.set, field)
        if new is not UNSET:
            name = QCoreApplication.translate("OpWords", word)
            parts.append(_edited(name, field, getattr(op.was, field), new))
    return QCoreApplication.translate("OpWords", ", ", "between changes").join(parts)


def _edited(name: str, field: str, old: object, new: object) -> str:
    if field == "notes":
        return QCoreApplication.translate("OpWords", "{field} changed").format(field=name)
    return f"{name} {_value(old)} → {_value(new)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("OpWords", "yes"), QCoreApplication.translate("OpWords", "no")
        return yes if value else no
    if value is UNSET or value == "":
        return "—"
    if value in {"regular", "self_service"}:
        return states.meeting_class(MeetingClass(str(value)))
    return str(value)


def _move(op: verbs.MoveMeeting, names: Names) -> str:
    parts = []
    if op.room != op.was_room:
        parts.append(f"{_room(names, op.was_room)} → {_room(names, op.room)}")
    if (op.starts_at, op.ends_at) != (op.was_starts_at, op.was_ends_at):
        before = formats.clock_range(op.was_starts_at, op.was_ends_at, names.zone)
        after = formats.clock_range(op.starts_at, op.ends_at, names.zone)
        if formats.day_of_instant(op.starts_at, names.zone) != formats.day_of_instant(
            op.was_starts_at, names.zone
        ):
            before, after = (
                _span(names, op.was_starts_at, op.was_ends_at),
                _span(names, op.starts_at, op.ends_at),
            )
        parts.append(f"{before} → {after}")
    what = QCoreApplication.translate("OpWords", ", ", "between changes").join(parts)
    return QCoreApplication.translate("OpWords", "Moved {title}: {what}").format(
        title=_meeting(names, op.id), what=what
    )


def _extend(op: verbs.ExtendMeeting, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "{title} now ends at {time}")
    return text.format(title=_meeting(names, op.id), time=formats.clock(op.ends_at, names.zone))


def _start(op: verbs.StartMeeting, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "{title} began at {time}")
    return text.format(title=_meeting(names, op.id), time=formats.clock(op.started_at, names.zone))


def _end(op: verbs.EndMeeting, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "{title} ended at {time}, room released")
    return text.format(title=_meeting(names, op.id), time=formats.clock(op.ended_at, names.zone))


def _cancel(op: verbs.CancelMeeting, names: Names) -> str:
    if op.withdrawn:
        return QCoreApplication.translate("OpWords", "Took back the booking of {title}").format(
            title=_meeting(names, op.id)
        )
    text = QCoreApplication.translate("OpWords", "Cancelled {title}").format(title=_meeting(names, op.id))
    return f"{text}: {op.reason}" if op.reason else text


def _assign(op: verbs.AssignTasks, names: Names) -> str:
    person = _person(names, op.person)
    task = names.of("task", op.tasks[0])
    if not task:
        what = QCoreApplication.translate("OpWords", "%n task(s)", "", len(op.tasks))
    elif len(op.tasks) == 1:
        what = task
    else:
        more = QCoreApplication.translate("OpWords", "and %n more", "", len(op.tasks) - 1)
        what = f"{task} {more}"
    return QCoreApplication.translate("OpWords", "Assigned {person} → {what}").format(
        person=person, what=what
    )


def _unassign(op: verbs.UnassignTasks, _names: Names) -> str:
    return QCoreApplication.translate("OpWords", "Took back %n task(s)", "", len(op.tasks))


def _claim(op: verbs.ClaimTask, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "{person} claimed {what}")
    return text.format(person=_person(names, op.person), what=_task(names, op.task))


def _staffing(op: verbs.AdjustStaffing, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "Attendants {was} → {now}: {title}")
    return text.format(was=op.was, now=op.attendants, title=_meeting(names, op.meeting))


def _check(op: verbs.CheckItem, _names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "Check {item}: {result}")
    return text.format(item=checklists.item(op.item), result=states.check_result(CheckResult(op.result)))


def _presence(op: verbs.SetPresence, names: Names) -> str:
    return f"{_person(names, op.person)}: {states.presence(Presence(op.presence))}"


def _disable(op: verbs.DisableRoom, names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "{room} out of service, {span}: {reason}")
    return text.format(
        room=_room(names, op.room), span=_span(names, op.starts_at, op.ends_at), reason=op.reason
    )


def _retire(op: verbs.RetireRoom | verbs.RetireDevice, names: Names) -> str:
    is_room = isinstance(op, verbs.RetireRoom)
    name = _room(names, op.id) if is_room else _device(names, op.id)
    text = QCoreApplication.translate("OpWords", "Back in the register: {name}")
    if op.retired:
        text = QCoreApplication.translate("OpWords", "Taken out of the register: {name}")
    return text.format(name=name)


def _print(op: verbs.RecordPrint, _names: Names) -> str:
    text = QCoreApplication.translate("OpWords", "Printed the schedule of {day}, version {n}")
    return text.format(day=formats.iso_day(op.on), n=op.version)


def _export(op: verbs.RecordExport, _names: Names) -> str:
    return QCoreApplication.translate("OpWords", "Exported %n row(s)", "", op.rows)


def _rule(op: verbs.SetRule, _names: Names) -> str:
    return QCoreApplication.translate("OpWords", "Rule {key}: {was} → {value}").format(
        key=op.key, was=op.was or "—", value=op.value or "—"
    )


def _plain(source: Any, subject: str, field: str) -> Callable[[Any, Names], str]:  # Any: see _FIELDS; any op
    """A sentence with one {name} in it: of the subject whose id stands in a field."""
    named: dict[str, Callable[[Names, str], str]] = {
        "meeting": _meeting, "room": _room, "person": _person, "task": _task,
        "device": _device,
    }  # fmt: skip

    def say(op: Struct, names: Names) -> str:
        value = str(getattr(op, field)) if field else ""
        name = named[subject](names, value) if subject else value
        return QCoreApplication.translate("OpWords", source).format(name=name)

    return say


def _fixed(source: Any) -> Callable[[Any, Names], str]:  # Any: as above
    """A sentence without a name."""
    return lambda _op, _names: QCoreApplication.translate("OpWords", source)


_DECISIONS: Final[dict[ConflictChoice, Any]] = {  # Any: the stub of QT_TRANSLATE_NOOP says object
    ConflictChoice.MINE: QT_TRANSLATE_NOOP("OpWords", "Conflict decided: the later change stands"),
    ConflictChoice.THEIRS: QT_TRANSLATE_NOOP("OpWords", "Conflict decided: the value in force stays"),
    ConflictChoice.BOTH: QT_TRANSLATE_NOOP("OpWords", "Conflict decided: both texts are kept"),
}
_SETTLED: Final[dict[RefusalChoice, Any]] = {
    RefusalChoice.DISCARDED: QT_TRANSLATE_NOOP("OpWords", "Refused change let go"),
    RefusalChoice.REPLACED: QT_TRANSLATE_NOOP("OpWords", "Refused change done another way"),
    RefusalChoice.QUEUED: QT_TRANSLATE_NOOP("OpWords", "Refused booking waits for its slot"),
}


def _decision(op: verbs.ResolveConflict, _names: Names) -> str:
    return QCoreApplication.translate("OpWords", _DECISIONS[op.choice])


def _refusal(op: verbs.SettleRefusal, _names: Names) -> str:
    return QCoreApplication.translate("OpWords", _SETTLED[op.choice])


def _join(op: verbs.JoinWaitlist, names: Names) -> str:
    wanted = op.booking
    span = _span(names, wanted.starts_at, wanted.ends_at)
    text = QCoreApplication.translate("OpWords", "On the waiting list: {room}, {span}")
    if not wanted.is_classified:
        text = QCoreApplication.translate("OpWords", "{title} on the waiting list: {room}, {span}")
    return text.format(title=wanted.title, room=_room(names, wanted.room), span=span)


_SENTENCES: Final[dict[type[Operation], Callable[[Any, Names], str]]] = {
    verbs.BookMeeting: _book,
    verbs.ImportMeeting: _plain(QT_TRANSLATE_NOOP("OpWords", "Imported {name}"), "", "title"),
    verbs.EditMeeting: _edit,
    verbs.MoveMeeting: _move,
    verbs.ExtendMeeting: _extend,
    verbs.StartMeeting: _start,
    verbs.EndMeeting: _end,
    verbs.CancelMeeting: _cancel,
    verbs.ConfirmMeeting: _plain(QT_TRANSLATE_NOOP("OpWords", "Confirmed {name}"), "meeting", "id"),
    verbs.MarkNoShow: _plain(
        QT_TRANSLATE_NOOP("OpWords", "Nobody came to {name}, room released"), "meeting", "id"
    ),
    verbs.CorrectMeeting: _plain(QT_TRANSLATE_NOOP("OpWords", "Put right: {name}"), "meeting", "id"),
    verbs.AdjustStaffing: _staffing,
    verbs.AddTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Added a task {name}"), "", "note"),
    verbs.AssignTasks: _assign,
    verbs.UnassignTasks: _unassign,
    verbs.OfferTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Opened {name} for claiming"), "task", "task"),
    verbs.ClaimTask: _claim,
    verbs.AcknowledgeTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Acknowledged {name}"), "task", "task"),
    verbs.ArriveAtTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Signed in for {name}"), "task", "task"),
    verbs.StartTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Began {name}"), "task", "task"),
    verbs.CompleteTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Finished {name}"), "task", "task"),
    verbs.VerifyTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Verified {name}"), "task", "task"),
    verbs.CancelTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Struck {name}"), "task", "task"),
    verbs.PinTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Pinned or freed {name}"), "task", "task"),
    verbs.MoveTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Moved {name} in time"), "task", "task"),
    verbs.CorrectTask: _plain(QT_TRANSLATE_NOOP("OpWords", "Put right: {name}"), "task", "task"),
    verbs.CheckItem: _check,
    verbs.AddRoom: _plain(QT_TRANSLATE_NOOP("OpWords", "Added room {name}"), "", "number"),
    verbs.EditRoom: _plain(QT_TRANSLATE_NOOP("OpWords", "Changed room {name}"), "room", "id"),
    verbs.RetireRoom: _retire,
    verbs.DisableRoom: _disable,
    verbs.EnableRoom: _fixed(QT_TRANSLATE_NOOP("OpWords", "Back in service")),
    verbs.LockRoom: _plain(QT_TRANSLATE_NOOP("OpWords", "Emergency lock on {name}"), "room", "room"),
    verbs.UnlockRoom: _plain(
        QT_TRANSLATE_NOOP("OpWords", "Emergency lock lifted from {name}"), "room", "room"
    ),
    verbs.AddPerson: _plain(QT_TRANSLATE_NOOP("OpWords", "Added {name}"), "", "name"),
    verbs.EditPerson: _plain(QT_TRANSLATE_NOOP("OpWords", "Changed {name}"), "person", "id"),
    verbs.SetPresence: _presence,
    verbs.AddDevice: _plain(QT_TRANSLATE_NOOP("OpWords", "Added device {name}"), "", "name"),
    verbs.EditDevice: _plain(QT_TRANSLATE_NOOP("OpWords", "Changed device {name}"), "device", "id"),
    verbs.RetireDevice: _retire,
    verbs.SetMaintenance: _plain(QT_TRANSLATE_NOOP("OpWords", "Maintenance of {name}"), "device", "device"),
    verbs.RaiseAlarm: _plain(QT_TRANSLATE_NOOP("OpWords", "Alarm raised: {name}"), "device", "device"),
    verbs.ClearAlarm: _fixed(QT_TRANSLATE_NOOP("OpWords", "Alarm cleared")),
    verbs.AcknowledgeAlarm: _fixed(QT_TRANSLATE_NOOP("OpWords", "Alarm acknowledged")),
    verbs.ShelveAlarm: _plain(QT_TRANSLATE_NOOP("OpWords", "Alarm shelved: {name}"), "", "reason"),
    verbs.UnshelveAlarm: _fixed(QT_TRANSLATE_NOOP("OpWords", "Alarm back from the shelf")),
    verbs.AddFloor: _plain(QT_TRANSLATE_NOOP("OpWords", "Added floor {name}"), "", "name"),
    verbs.EditFloor: _fixed(QT_TRANSLATE_NOOP("OpWords", "Changed a floor")),
    verbs.SetFloorPicture: _fixed(QT_TRANSLATE_NOOP("OpWords", "Changed a floor's picture")),
    verbs.DrawOutline: _plain(QT_TRANSLATE_NOOP("OpWords", "Drew on the plan {name}"), "", "label"),
    verbs.EraseOutline: _fixed(QT_TRANSLATE_NOOP("OpWords", "Took an outline off the plan")),
    verbs.SetRule: _rule,
    verbs.RecordPrint: _print,
    verbs.RecordExport: _export,
    verbs.ResolveConflict: _decision,
    verbs.ReopenConflict: _fixed(QT_TRANSLATE_NOOP("OpWords", "Decision taken back")),
    verbs.SettleRefusal: _refusal,
    verbs.ReopenRefusal: _fixed(QT_TRANSLATE_NOOP("OpWords", "Refused change waits again")),
    verbs.JoinWaitlist: _join,
    verbs.LeaveWaitlist: _fixed(QT_TRANSLATE_NOOP("OpWords", "Left the waiting list")),
    verbs.PromoteWaiting: _fixed(QT_TRANSLATE_NOOP("OpWords", "Booked from the waiting list")),
}
"""By kind; a test holds this to every verb of the house."""
