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
from app.domain.states import ConflictChoice
from app.operations import registry
from app.operations.context import Context
from app.operations.lookup import find, get
from app.operations.permit import permit
from app.operations.registry import Around, Needs, applies, inverts, reads
from app.operations.session import OpSession
from app.store.tables import CheckRow, ConflictRow, RuleRow

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
    if row.choice:
        if row.choice == op.choice:
            return
        raise Refused("already_resolved", choice=row.choice, by=row.resolved_by)
    if op.choice is not ConflictChoice.THEIRS:
        wanted = op.value if op.choice is ConflictChoice.BOTH else row.mine
        _say(context, row, wanted, op.seen, op.override)
    row.choice = op.choice
    row.resolved_by = context.actor
    row.resolved_at = context.at


@applies(ReopenConflict)
def reopen(op: ReopenConflict, context: Context) -> None:
    """The inverse of a decision."""
    row = get(context.session, ConflictRow, op.id)
    if not row.choice:
        return
    if row.choice != op.choice:
        raise Refused("already_resolved", choice=row.choice, by=row.resolved_by)
    if op.choice is not ConflictChoice.THEIRS:
        _say(context, row, row.theirs, op.seen, op.override)
    row.choice = ""
    row.resolved_by = ""
    row.resolved_at = None


@reads(ResolveConflict)
def _resolve_reads(op: ResolveConflict, needs: Needs) -> None:
    needs.row("conflict", op.id)


@applies(SettleRefusal)
def settle_refusal(_op: SettleRefusal, _context: Context) -> None:
    """The op log is the record: the refused op left no row."""


@applies(ReopenRefusal)
def reopen_refusal(_op: ReopenRefusal, _context: Context) -> None:
    """Likewise."""


@inverts(ResolveConflict)
def _resolve_back(op: ResolveConflict, around: Around) -> tuple[Operation, ...]:
    after = around.after("conflict", op.id)
    now = {ConflictChoice.THEIRS: op.seen, ConflictChoice.MINE: after["mine"], ConflictChoice.BOTH: op.value}
    return (ReopenConflict(op.id, op.choice, now[op.choice], op.override),)


@inverts(ReopenConflict)
def _reopen_back(op: ReopenConflict, around: Around) -> tuple[Operation, ...]:
    before = around.before("conflict", op.id)
    value = op.seen if op.choice is ConflictChoice.BOTH else ""
    return (ResolveConflict(op.id, op.choice, before["theirs"], value, op.override),)


@inverts(SettleRefusal)
def _settle_back(op: SettleRefusal, _around: Around) -> tuple[Operation, ...]:
    return (ReopenRefusal(op.op_id, op.choice),)


@inverts(ReopenRefusal)
def _refusal_back(op: ReopenRefusal, _around: Around) -> tuple[Operation, ...]:
    return (SettleRefusal(op.op_id, op.choice),)


def _say(context: Context, row: ConflictRow, value: str, seen: str, override: str) -> None:
    """Carry a choice out by the verb of its field; raises
    what that verb raises, and ``changed_meanwhile``.
    """
    try:
        new, was = msgspec.json.decode(value), msgspec.json.decode(seen)
        op = intention(context.session, row, new, was, override)
    except (msgspec.MsgspecError, TypeError, ValueError) as wrong:  # not a value, or not one of this field
        raise Refused("malformed", detail=str(wrong)[:200]) from wrong
    permit(context.session, context.actor, type(op).permission)
    known = len(context.conflicts)
    registry.apply(op, context)
    if len(context.conflicts) > known:  # the field is no longer what the person saw
        del context.conflicts[known:]
        raise Refused("changed_meanwhile", subject=row.about, id=row.about_id, field=row.field)


def intention(session: OpSession, row: ConflictRow, new: Json, was: Json, override: str) -> Operation:
    """The op that sets the field of a conflict to ``new`` where it holds ``was``.

    Raises Refused("malformed") for a field no verb sets, msgspec.ValidationError for values it cannot hold.
    """
    special = _SPECIAL.get((row.about, row.field))
    if special is not None:
        return special(session, row.about_id, new, was, override)
    if row.about not in _EDITS:
        raise Refused("malformed", detail=f"{row.about}.{row.field}")
    edit, fields = _EDITS[row.about]
    name = _BODY_NAMES.get(row.field, row.field)
    made: Operation = edit(row.about_id, set=_taken(fields, name, new), was=_taken(fields, name, was))
    return made


def _taken(kind: type[Struct], name: str, value: Json) -> Struct:
    made: Struct = msgspec.convert({name: value}, kind, strict=False)
    return made


def _slot(_session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    (room, start, end), (was_room, was_start, was_end) = new, was
    return MoveMeeting(about, room, start, end, was_room, was_start, was_end, override)


def _end(_session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    return ExtendMeeting(about, new, was, override)


def _staffing(_session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    return AdjustStaffing(about, new, was, override)


def _meeting_facts(_session: OpSession, about: str, new: Json, was: Json, _override: str) -> Operation:
    return CorrectMeeting(about, msgspec.convert(new, MeetingFacts), msgspec.convert(was, MeetingFacts))


def _assignee(_session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    return UnassignTasks((about,), (was,)) if new is None else AssignTasks((about,), new, (was,), override)


def _period(_session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    (start, end), (was_start, was_end) = new, was
    return MoveTask(about, start, end, was_start, was_end, override)


def _task_facts(_session: OpSession, about: str, new: Json, was: Json, _override: str) -> Operation:
    return CorrectTask(about, msgspec.convert(new, TaskFacts), msgspec.convert(was, TaskFacts))


def _answer(session: OpSession, about: str, new: Json, was: Json, _override: str) -> Operation:
    row = get(session, CheckRow, about)
    said = {"meeting": row.meeting_id, "owner": row.owner, "item": row.item, "result": new, "was": was}
    return msgspec.convert(said | {"kind": "check_item", "note": row.note}, CheckItem)


def _rule(session: OpSession, about: str, new: Json, was: Json, override: str) -> Operation:
    row = find(session, RuleRow, about)
    if row is None:
        raise Refused("gone", subject="rule", id=about)
    return SetRule(row.key, new, was, override)


_SPECIAL: Final[dict[tuple[str, str], Callable[[OpSession, str, Json, Json, str], Operation]]] = {
    ("meeting", "slot"): _slot,
    ("meeting", "ends_at"): _end,
    ("meeting", "attendants_needed"): _staffing,
    ("meeting", "facts"): _meeting_facts,
    ("task", "assignee_id"): _assignee,
    ("task", "period"): _period,
    ("task", "facts"): _task_facts,
    ("check", "result"): _answer,
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
