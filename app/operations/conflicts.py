"""What central keeps when two people changed one field, and what a person's choice between them does.

A choice is carried out by the verb that sets such a field (MoveMeeting for a slot, AssignTasks for a person
...): the same rules, the same refusals. Callers: executor (keep_conflicts, at central only) and the registry.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec import Struct

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AdjustStaffing,
    AssignTasks,
    CheckItem,
    CorrectMeeting,
    CorrectTask,
    DeviceFields,
    EditDevice,
    EditFloor,
    EditMeeting,
    EditPerson,
    EditRoom,
    ExtendMeeting,
    FloorFields,
    MeetingFacts,
    MeetingFields,
    MoveMeeting,
    MoveTask,
    Operation,
    PersonFields,
    ReopenConflict,
    ReopenRefusal,
    ResolveConflict,
    RoomFields,
    SetRule,
    SettleRefusal,
    TaskFacts,
    UnassignTasks,
)
from app.domain.states import CheckOwner, CheckResult, ConflictChoice
from app.operations import registry
from app.operations.context import Context
from app.operations.envelope import normalised
from app.operations.lookup import find, get
from app.operations.permit import permit
from app.operations.registry import Around, Needs, applies, inverts, reads
from app.operations.session import Image, OpSession
from app.store.fields import Columns, held, row_of
from app.store.records import meeting_facts, task_facts
from app.store.tables import SUBJECTS, ConflictRow

Json = Any  # Any: a JSON value


def keep_conflicts(context: Context) -> None:
    """Add a row for each collision of the running op, for people to decide; ids derive from the op's."""
    session = context.session
    for index, found in enumerate(context.conflicts):
        author = session.author_of
        by, at = author(found.subject, found.id, found.field) if author is not None else ("", None)
        session.put(
            ConflictRow,
            id=derived(context.op_id, "conflict", index),
            op_id=context.op_id,
            about=found.subject,
            about_id=found.id,
            field=found.field,
            was=found.was,
            mine=found.mine,
            theirs=found.theirs,
            mine_by=context.actor,
            mine_at=context.at,
            theirs_by=by,
            theirs_at=at,
            found_at=context.received_at,
            choice="",
            resolved_by="",
            resolved_at=None,
        )


@applies(ResolveConflict)
def resolve(op: ResolveConflict, context: Context) -> None:
    """Let the chosen value stand. Refused when somebody decided otherwise, or the field changed meanwhile."""
    row = get(context.session, ConflictRow, op.id)
    about = _about(context.session, row)
    now, wanted = _now(row, about), _decided(op.choice, op.value, op.seen, row.mine)
    if row.choice:
        if row.choice == op.choice and (op.choice is not ConflictChoice.BOTH or now == wanted):
            return
        raise Refused("already_resolved", choice=row.choice, by=row.resolved_by)
    _say(context, row, about, wanted, op)
    row.choice = op.choice
    row.resolved_by = context.actor
    row.resolved_at = context.at


@applies(ReopenConflict)
def reopen(op: ReopenConflict, context: Context) -> None:
    """A decision is taken back."""
    row = get(context.session, ConflictRow, op.id)
    if not row.choice:
        return
    if row.choice != op.choice:
        raise Refused("already_resolved", choice=row.choice, by=row.resolved_by)
    if op.choice is not ConflictChoice.THEIRS and op.value != op.seen:
        wanted = _value(op.value or row.theirs)
        _say(context, row, _about(context.session, row), wanted, op)
    row.choice = ""
    row.resolved_by = ""
    row.resolved_at = None


@reads(ResolveConflict)
def _resolve_reads(op: ResolveConflict, needs: Needs) -> None:
    needs.row("conflict", op.id)


@reads(ReopenConflict)
def _reopen_reads(op: ReopenConflict, needs: Needs) -> None:
    needs.row("conflict", op.id)


@applies(SettleRefusal)
def settle_refusal(_op: SettleRefusal, _context: Context) -> None:
    """The op log is the record: the refused op left no row."""


@applies(ReopenRefusal)
def reopen_refusal(_op: ReopenRefusal, _context: Context) -> None:
    """Likewise."""


@inverts(ResolveConflict)
def _resolve_back(op: ResolveConflict, around: Around) -> tuple[Operation, ...]:
    """The field goes back as its verb goes back, to the last trace; the decision itself by a reopening that
    leaves the field alone.
    """
    if ("conflict", op.id) not in around.afters:
        return ()
    row = around.after("conflict", op.id)
    chosen = op.seen if op.choice is ConflictChoice.THEIRS else op.value or row["mine"]
    field_back = _field_back(around, row, _value(chosen), op)
    return (ReopenConflict(op.id, op.choice, chosen, op.override, chosen), *field_back)


@inverts(ReopenConflict)
def _reopen_back(op: ReopenConflict, around: Around) -> tuple[Operation, ...]:
    if ("conflict", op.id) not in around.afters:
        return ()
    row = around.before("conflict", op.id)
    field_back = _field_back(around, row, _value(op.value or row["theirs"]), op)
    value = "" if op.choice is ConflictChoice.THEIRS else op.seen
    return (*field_back, ResolveConflict(op.id, op.choice, op.seen, value, op.override))


@inverts(SettleRefusal, rowless=True)
def _settle_back(op: SettleRefusal, _around: Around) -> tuple[Operation, ...]:
    return (ReopenRefusal(op.op_id, op.choice),)


@inverts(ReopenRefusal, rowless=True)
def _refusal_back(op: ReopenRefusal, _around: Around) -> tuple[Operation, ...]:
    return (SettleRefusal(op.op_id, op.choice),)


Decision = ResolveConflict | ReopenConflict


def _about(session: OpSession, row: ConflictRow) -> Columns | None:
    """The row that two people changed."""
    table = SUBJECTS.get(row.about)
    return find(session, table, row.about_id) if table is not None else None


def _now(row: ConflictRow, about: Columns | None) -> Json:
    try:
        return None if about is None else held(row.about, row.field, about)
    except AttributeError as unknown:
        raise Refused("malformed", detail=f"{row.about}.{row.field}") from unknown


def _value(text: str) -> Json:
    """A value from its JSON text; raises Refused("malformed")."""
    try:
        return msgspec.json.decode(text)
    except msgspec.MsgspecError as wrong:
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong


def _decided(choice: ConflictChoice, value: str, seen: str, mine: str) -> Json:
    """What is to stand after a choice."""
    if choice is ConflictChoice.THEIRS:
        return _value(seen)
    return _value(value if value or choice is ConflictChoice.BOTH else mine)


def _say(context: Context, row: ConflictRow, about: Columns | None, wanted: Json, op: Decision) -> None:
    """Carry a choice out by the verb of its field; raises what that verb raises, ``gone`` and
    ``changed_meanwhile``.
    """
    now = _now(row, about)
    if now == wanted:
        return
    if now != _value(op.seen):
        raise Refused("changed_meanwhile", subject=row.about, id=row.about_id, field=row.field)
    if about is None:
        raise Refused("gone", subject=row.about, id=row.about_id)
    verb, _ = normalised(intention(row.about, row.field, about, wanted, op.override))
    permit(context.session, context.actor, type(verb).permission)
    registry.apply(verb, context)


def _field_back(around: Around, conflict: Image, value: Json, op: Decision) -> tuple[Operation, ...]:
    """How the verb is taken back by which a decision set
    its field to ``value``; nothing where it set none.
    """
    key = (conflict["about"], conflict["about_id"])
    before = around.befores.get(key)
    if before is None or before == around.afters[key]:
        return ()
    return registry.inverse(intention(key[0], conflict["field"], row_of(before), value, op.override), around)


def intention(subject: str, field: str, row: Columns, new: Json, override: str) -> Operation:
    """The op that sets a field to ``new`` in a row as it is.

    Raises Refused("malformed") for a field no verb sets, and for values it cannot hold.
    """
    try:
        was = held(subject, field, row)
        special = _SPECIAL.get((subject, field))
        if special is not None:
            return special(row, new, was, override)
        edit, fields = _EDITS[subject]
        name = _BODY_NAMES.get(field, field)
        made: Operation = edit(row.id, set=_taken(fields, name, new), was=_taken(fields, name, was))
    except (msgspec.MsgspecError, AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise Refused("malformed", detail=f"{subject}.{field}: {wrong}"[:200]) from wrong
    return made


def _taken(kind: type[Struct], name: str, value: Json) -> Struct:
    made: Struct = msgspec.convert({name: value}, kind, strict=False)
    if getattr(made, name) is msgspec.UNSET:
        raise KeyError(name)
    return made


def _slot(row: Columns, new: Json, was: Json, override: str) -> Operation:
    (room, start, end), (was_room, was_start, was_end) = new, was
    return MoveMeeting(row.id, room, start, end, was_room, was_start, was_end, override)


def _end(row: Columns, new: Json, was: Json, override: str) -> Operation:
    return ExtendMeeting(row.id, new, was, override)


def _staffing(row: Columns, new: Json, was: Json, override: str) -> Operation:
    return AdjustStaffing(row.id, new, was, override)


def _meeting_facts(row: Columns, new: Json, _was: Json, _override: str) -> Operation:
    return CorrectMeeting(row.id, msgspec.convert(new, MeetingFacts), meeting_facts(row))


def _assignee(row: Columns, new: Json, was: Json, override: str) -> Operation:
    tasks = (row.id,)
    return UnassignTasks(tasks, (was,)) if new is None else AssignTasks(tasks, new, (was,), override)


def _period(row: Columns, new: Json, was: Json, override: str) -> Operation:
    (start, end), (was_start, was_end) = new, was
    return MoveTask(row.id, start, end, was_start, was_end, override)


def _task_facts(row: Columns, new: Json, _was: Json, _override: str) -> Operation:
    return CorrectTask(row.id, msgspec.convert(new, TaskFacts), task_facts(row))


def _answer(row: Columns, new: Json, was: Json, _override: str) -> Operation:
    said = (row.meeting_id, CheckOwner(row.owner), row.item)
    return CheckItem(*said, CheckResult(new), CheckResult(was), row.note)


def _answer_note(row: Columns, new: Json, _was: Json, _override: str) -> Operation:
    result = CheckResult(row.result)
    return CheckItem(row.meeting_id, CheckOwner(row.owner), row.item, result, result, new)


def _rule(row: Columns, new: Json, was: Json, override: str) -> Operation:
    return SetRule(row.key, new, was, override)


_SPECIAL: Final[dict[tuple[str, str], Callable[[Columns, Json, Json, str], Operation]]] = {
    ("meeting", "slot"): _slot,
    ("meeting", "ends_at"): _end,
    ("meeting", "attendants_needed"): _staffing,
    ("meeting", "facts"): _meeting_facts,
    ("task", "assignee_id"): _assignee,
    ("task", "period"): _period,
    ("task", "facts"): _task_facts,
    ("check", "result"): _answer,
    ("check", "note"): _answer_note,
    ("rule", "value"): _rule,
}
_EDITS: Final[dict[str, tuple[Any, type[Struct]]]] = {  # Any: an edit op's class
    "meeting": (EditMeeting, MeetingFields),
    "room": (EditRoom, RoomFields),
    "person": (EditPerson, PersonFields),
    "device": (EditDevice, DeviceFields),
    "floor": (EditFloor, FloorFields),
}
_BODY_NAMES: Final = {"floor_id": "floor", "room_id": "room"}
