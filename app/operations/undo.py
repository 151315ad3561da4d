"""How each verb is undone: the ops to say, written from the rows before and after (docs/operations.md, undo).

An inverse is said like any op, checked like any other and may be refused. Every kind an inverse uses has an
inverse of its own, so that redo is the undo of an undo. Facts and alarms from devices cannot be undone.
"""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, Struct, convert, json

from app.domain.ids import derived
from app.domain.ops import (
    AcknowledgeTask,
    AddDevice,
    AddFloor,
    AddPerson,
    AddRoom,
    AddTask,
    AdjustStaffing,
    ArriveAtTask,
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    CancelTask,
    CheckItem,
    ClaimTask,
    CompleteTask,
    ConfirmMeeting,
    CorrectMeeting,
    CorrectTask,
    DeviceFields,
    DisableRoom,
    DrawOutline,
    EditDevice,
    EditFloor,
    EditMeeting,
    EditPerson,
    EditRoom,
    EnableRoom,
    EndMeeting,
    EraseOutline,
    ExtendMeeting,
    FloorFields,
    ImportMeeting,
    LockRoom,
    MarkNoShow,
    MeetingFacts,
    MeetingFields,
    MoveMeeting,
    MoveTask,
    OfferTask,
    Operation,
    PersonFields,
    PinTask,
    RetireDevice,
    RetireRoom,
    RoomFields,
    SetFloorPicture,
    SetMaintenance,
    SetPresence,
    SetRule,
    ShelveAlarm,
    Source,
    StartMeeting,
    StartTask,
    UnassignTasks,
    UnlockRoom,
    UnshelveAlarm,
    VerifyTask,
)
from app.domain.states import (
    CheckOwner,
    CheckResult,
    MeetingState,
    OutlineKind,
    Presence,
    Priority,
    TaskState,
)
from app.operations.imports import FIELDS as IMPORTED
from app.operations.registry import Around, inverts
from app.operations.session import Image
from app.store import records
from app.store.fields import row_of

Ops = tuple[Operation, ...]


def _tasks_back(around: Around, *, only_done: bool = False) -> Ops:
    """CorrectTask for each task whose facts an op changed."""
    made = []
    for task_id, before, after in around.changed("task"):
        old, new = records.task_facts(row_of(before)), records.task_facts(row_of(after))
        if old != new and not (only_done and new.state is not TaskState.DONE):
            made.append(CorrectTask(task_id, set=old, was=new))
    return tuple(made)


def _meeting_back(around: Around, meeting_id: str) -> Ops:
    before, after = around.before("meeting", meeting_id), around.after("meeting", meeting_id)
    old, new = records.meeting_facts(row_of(before)), records.meeting_facts(row_of(after))
    return (CorrectMeeting(meeting_id, set=old, was=new),) if old != new else ()


@inverts(BookMeeting)
def _book(op: BookMeeting, _around: Around) -> Ops:
    return (CancelMeeting(op.id, reason="", withdrawn=True),)


@inverts(CancelMeeting)
def _cancel(op: CancelMeeting, around: Around) -> Ops:
    return _meeting_back(around, op.id)


@inverts(MarkNoShow)
def _no_show(op: MarkNoShow, around: Around) -> Ops:
    return _meeting_back(around, op.id)


@inverts(StartMeeting)
def _start(op: StartMeeting, around: Around) -> Ops:
    return _meeting_back(around, op.id)


@inverts(EndMeeting)
def _end(op: EndMeeting, around: Around) -> Ops:
    return (*_meeting_back(around, op.id), *_tasks_back(around, only_done=True))


@inverts(ConfirmMeeting)
def _confirm(op: ConfirmMeeting, around: Around) -> Ops:
    return _meeting_back(around, op.id)


@inverts(CorrectMeeting)
def _correct(op: CorrectMeeting, around: Around) -> Ops:
    return (*_meeting_back(around, op.id), *_tasks_back(around, only_done=True))


@inverts(EditMeeting)
def _edit(op: EditMeeting, around: Around) -> Ops:
    before, after = around.before("meeting", op.id), around.after("meeting", op.id)
    return (
        EditMeeting(
            op.id, set=_fields(MeetingFields, op.set, before), was=_fields(MeetingFields, op.set, after)
        ),
    )


@inverts(ExtendMeeting)
def _extend(op: ExtendMeeting, around: Around) -> Ops:
    before, after = around.before("meeting", op.id), around.after("meeting", op.id)
    return (ExtendMeeting(op.id, before["ends_at"], after["ends_at"], before["override"] or op.override),)


@inverts(MoveMeeting)
def _move(op: MoveMeeting, around: Around) -> Ops:
    before, after = around.before("meeting", op.id), around.after("meeting", op.id)
    why = before["override"] or op.override
    there = (before["room_id"], before["starts_at"], before["ends_at"])
    return (MoveMeeting(op.id, *there, after["room_id"], after["starts_at"], after["ends_at"], why),)


@inverts(ImportMeeting)
def _import(op: ImportMeeting, around: Around) -> Ops:
    before = around.befores.get(("meeting", op.id))
    after = around.afters.get(("meeting", op.id))
    if after is None:
        return ()
    if before is None:
        return (
            (CancelMeeting(op.id, reason="", withdrawn=True),)
            if after["state"] != "cleaned"
            else _history(op.id, after)
        )
    taken_back = _import_back(op, around, before, after) if before["holds"] and after["holds"] else ()
    return (*taken_back, *_meeting_back(around, op.id), *_staff_back(around))


def _staff_back(around: Around) -> Ops:
    """CorrectTask for each task that lost its person."""
    made = []
    for task_id, before, after in around.changed("task"):
        if before["assignee_id"] is not None and after["assignee_id"] is None:
            made.append(
                CorrectTask(
                    task_id, set=records.task_facts(row_of(before)), was=records.task_facts(row_of(after))
                )
            )
    return tuple(made)


def _import_back(op: ImportMeeting, around: Around, before: Image, after: Image) -> Ops:
    """What the import merged, by another import that brings the values before: it may do what an import may
    (a head-count beyond the seats), and the next import of the same file brings its own again.
    """
    columns = {"room": "room_id", "starts_at": "starts_at", "ends_at": "ends_at"} | {n: n for n in IMPORTED}
    back = {name: before[column] for name, column in columns.items() if before[column] != after[column]}
    if not back:
        return ()
    source = around.after("source", op.id)
    values = json.decode(source["base"])
    named = Source(source["uid"], source["recurrence"], source["sequence"], source["stamp"])
    return (convert(values | back | {"id": op.id, "source": named}, ImportMeeting, strict=False),)


def _history(meeting_id: str, after: Image) -> Ops:
    """A meeting imported as history goes as it came: withdrawn."""
    was = records.meeting_facts(row_of(after))
    return (CorrectMeeting(meeting_id, set=MeetingFacts(MeetingState.WITHDRAWN), was=was),)


@inverts(AdjustStaffing)
def _staffing(op: AdjustStaffing, around: Around) -> Ops:
    before, after = around.before("meeting", op.meeting), around.after("meeting", op.meeting)
    back = AdjustStaffing(op.meeting, before["attendants_needed"], after["attendants_needed"], op.reason)
    return (back, *_tasks_back(around, only_done=True))


@inverts(AddTask)
def _add_task(op: AddTask, _around: Around) -> Ops:
    return (CancelTask(op.id),)


_STEPS: tuple[type[Operation], ...] = (
    AssignTasks,
    UnassignTasks,
    OfferTask,
    ClaimTask,
    AcknowledgeTask,
    ArriveAtTask,
    StartTask,
    CompleteTask,
    VerifyTask,
    CancelTask,
    PinTask,
    CorrectTask,
)


def _task_step(_op: Operation, around: Around) -> Ops:
    return _tasks_back(around)


for _step in _STEPS:
    inverts(_step)(_task_step)


@inverts(MoveTask)
def _move_task(op: MoveTask, around: Around) -> Ops:
    before, after = around.before("task", op.task), around.after("task", op.task)
    why = before["override"] or op.override
    return (
        MoveTask(op.task, before["starts_at"], before["ends_at"], after["starts_at"], after["ends_at"], why),
    )


@inverts(CheckItem)
def _check(op: CheckItem, around: Around) -> Ops:
    before = around.befores.get(("check", derived(op.meeting, "check", op.owner.value, op.item)))
    result, note = (
        (CheckResult.OPEN, "") if before is None else (CheckResult(before["result"]), before["note"])
    )
    return (CheckItem(op.meeting, CheckOwner(op.owner), op.item, result, op.result, note),)


def _fields(kind: type[Struct], named: Struct, image: Image) -> Any:  # Any: the kind's struct
    """The same fields that ``named`` sets, with the values of an image."""
    return _taken(kind, [n for n in kind.__struct_fields__ if getattr(named, n) is not UNSET], image)


def _taken(kind: type[Struct], names: list[str], image: Image) -> Any:  # Any: the kind's struct
    columns = {"room": "room_id", "floor": "floor_id"}
    values = {name: image[columns.get(name, name) if columns.get(name) in image else name] for name in names}
    return convert(values, kind, strict=False)


@inverts(AddRoom)
def _add_room(op: AddRoom, _around: Around) -> Ops:
    return (RetireRoom(op.id),)


@inverts(RetireRoom)
def _retire_room(op: RetireRoom, _around: Around) -> Ops:
    return (RetireRoom(op.id, not op.retired),)


@inverts(AddDevice)
def _add_device(op: AddDevice, _around: Around) -> Ops:
    return (RetireDevice(op.id),)


@inverts(RetireDevice)
def _retire_device(op: RetireDevice, _around: Around) -> Ops:
    return (RetireDevice(op.id, not op.retired),)


@inverts(AddFloor)
def _add_floor(_op: AddFloor, _around: Around) -> Ops:
    return ()  # an empty floor stays: it is in nobody's way, and outlines may hang on it by then


@inverts(AddPerson)
def _add_person(op: AddPerson, _around: Around) -> Ops:
    return (EditPerson(op.id, set=PersonFields(active=False), was=PersonFields(active=True)),)


@inverts(DisableRoom)
def _disable(op: DisableRoom, _around: Around) -> Ops:
    return (EnableRoom(op.id, op.starts_at),)


@inverts(EnableRoom)
def _enable(op: EnableRoom, around: Around) -> Ops:
    return (EnableRoom(op.id, around.before("closure", op.id)["ends_at"]),)


@inverts(LockRoom)
def _lock(op: LockRoom, _around: Around) -> Ops:
    return (UnlockRoom(op.room),)


@inverts(UnlockRoom)
def _unlock(op: UnlockRoom, around: Around) -> Ops:
    before = around.before("room", op.room)
    return (LockRoom(op.room, before["lock_reason"], before["lock_cause"]),)


_EDITS: tuple[tuple[Any, str, type[Struct]], ...] = (  # Any: an edit op's class
    (EditRoom, "room", RoomFields),
    (EditFloor, "floor", FloorFields),
    (EditPerson, "person", PersonFields),
    (EditDevice, "device", DeviceFields),
)


def _register_edits() -> None:
    for edit, subject, kind in _EDITS:

        def back(op: Any, around: Around, edit: Any = edit, subject: str = subject, kind: Any = kind) -> Ops:
            before, after = around.before(subject, op.id), around.after(subject, op.id)
            return (edit(op.id, set=_fields(kind, op.set, before), was=_fields(kind, op.set, after)),)

        inverts(edit)(back)


_register_edits()


@inverts(SetPresence)
def _presence(op: SetPresence, around: Around) -> Ops:
    before = around.befores.get(("presence", derived(op.person, "presence", op.on)))
    if before is None:
        return (SetPresence(op.person, op.on, Presence.OFF),)
    held = (before["shift"], before["note"], before["from_minute"], before["to_minute"])
    return (SetPresence(op.person, op.on, Presence(before["presence"]), *held),)


@inverts(SetMaintenance)
def _maintenance(op: SetMaintenance, around: Around) -> Ops:
    before = around.before("device", op.device)
    return (SetMaintenance(op.device, bool(before["in_maintenance"]), before["maintenance_reason"]),)


@inverts(ShelveAlarm)
def _shelve(op: ShelveAlarm, around: Around) -> Ops:
    before = around.before("alarm", op.id)
    if before["shelved_until"] is None:
        return (UnshelveAlarm(op.id),)
    return (ShelveAlarm(op.id, before["shelved_until"], before["shelf_reason"], op.priority),)


@inverts(UnshelveAlarm)
def _unshelve(op: UnshelveAlarm, around: Around) -> Ops:
    before = around.before("alarm", op.id)
    return (ShelveAlarm(op.id, before["shelved_until"], before["shelf_reason"], Priority.LOW),)


@inverts(SetRule)
def _rule(op: SetRule, _around: Around) -> Ops:
    return (SetRule(op.key, op.was, op.value, op.reason),)


@inverts(DrawOutline)
def _draw(op: DrawOutline, around: Around) -> Ops:
    before = around.befores.get(("outline", op.id))
    return (EraseOutline(op.id),) if before is None else (_outline(before),)


@inverts(EraseOutline)
def _erase(op: EraseOutline, around: Around) -> Ops:
    return (_outline(around.before("outline", op.id)),)


def _outline(image: Image) -> DrawOutline:
    held: Any = json.decode(image["points"])
    doors: Any = json.decode(image["doors"])
    return DrawOutline(
        image["id"],
        image["floor_id"],
        OutlineKind(image["outline_kind"]),
        tuple(map(tuple, held)),
        image["room_id"],
        image["label"],
        image["icon"],
        tuple(map(tuple, doors)),
    )


@inverts(SetFloorPicture)
def _picture(op: SetFloorPicture, around: Around) -> Ops:
    before = around.befores.get(("picture", derived(op.floor, "picture")))
    if before is None:
        return (SetFloorPicture(op.floor, "", ""),)
    place = (before["x"], before["y"], before["width"], before["height"])
    return (SetFloorPicture(op.floor, before["media"], before["data"], *place),)
