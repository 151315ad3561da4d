"""Every field that two people can set: how a house comes
to a collision about it, and the verb that sets it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

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
    ResolveConflict,
    RoomFields,
    SetRule,
    TaskFacts,
    UnassignTasks,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import CheckOwner, CheckResult, ConflictChoice, MeetingState, TaskState
from app.operations.context import Context
from app.operations.envelope import normalised
from app.operations.executor import Outcome, run_batch
from app.operations.session import Numbers, OpSession
from app.store.fields import held, row_of
from tests.operations.stage import Stage
from tests.support.house import SITE
from tests.support.tables import rows_of

Json = Any  # Any: a JSON value
Field = tuple[str, str]
WHY = "领导要求"
FOUND_AT = 1_781_099_999_000
THEIRS = ("somebody", 1_781_000_000_000)  # who set a field last and when, as central's history says


@dataclass(frozen=True)
class Case:
    """``say(stage, new, was)`` is the verb; ``mine`` and ``third`` are values that are not there,
    ``stale`` is what the second desk believed to be there.
    """

    about: Callable[[Stage], str]
    say: Callable[[Stage, Json, Json], Operation]
    mine: Callable[[Stage], Json]
    third: Callable[[Stage], Json]
    stale: Callable[[Stage], Json]
    prepare: Callable[[Stage], object] = lambda _: None


def text(value: Json) -> str:
    """A value as a conflict holds it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def theirs(stage: Stage, field: Field, case: Case) -> Json:
    """What the field holds now."""
    subject, name = field
    return held(subject, name, row_of(rows_of(stage.house)[subject, case.about(stage)]))


def at_central(stage: Stage, ops: Sequence[Operation], actor: str = "") -> list[Outcome]:
    """Apply ops as central does: conflicts become rows, numbers are given, authors are known."""
    bodies = [normalised(op)[0] for op in ops]
    ids = [stage.house.new_id() for _ in ops]
    with stage.house.store.writing() as connection:
        session = OpSession(connection, SITE)
        session.numbers = Numbers({})
        session.author_of = lambda _subject, _id, _field: THEIRS
        try:
            return run_batch(
                session,
                bodies,
                lambda n: Context(session, ids[n], actor, stage.now, at_central=True, received_at=FOUND_AT),
            )
        finally:
            session.close()


def collide(stage: Stage, field: Field) -> tuple[str, Json]:
    """Bring a house to an open conflict about a field; its id, and what the field holds."""
    case = CASES[field]
    case.prepare(stage)
    kept = theirs(stage, field, case)
    (outcome,) = at_central(stage, [case.say(stage, case.mine(stage), case.stale(stage))])
    assert outcome.status == "conflict", outcome
    return conflict_of(stage)["id"], kept


def conflict_of(stage: Stage) -> dict[str, Any]:
    """The one conflict of a house."""
    (row,) = (row for (subject, _), row in rows_of(stage.house).items() if subject == "conflict")
    return row


def decide(stage: Stage, field: Field, choice: ConflictChoice, conflict: str, seen: Json) -> ResolveConflict:
    """What a person says: ``both`` is told as the third value."""
    value = text(CASES[field].third(stage)) if choice is ConflictChoice.BOTH else ""
    return ResolveConflict(conflict, choice, text(seen), value, WHY)


def _edits(
    subject: str,
    verb: Any,  # Any: an edit op's class
    fields: type[msgspec.Struct],
    values: dict[str, tuple[Json, Json]],
    about: Callable[[Stage], str],
) -> dict[Field, Case]:
    def say(name: str) -> Callable[[Stage, Json, Json], Operation]:
        def made(stage: Stage, new: Json, was: Json) -> Operation:
            said = {} if was is Ellipsis else {name: was}
            return verb(
                about(stage),
                set=msgspec.convert({name: new}, fields, strict=False),
                was=msgspec.convert(said, fields, strict=False),
            )

        return made

    def value(of: Json) -> Callable[[Stage], Json]:
        return lambda stage: of(stage) if callable(of) else of

    columns = {"floor": "floor_id", "room": "room_id"}
    return {
        (subject, columns.get(name, name)): Case(
            about, say(name), value(mine), value(third), lambda _: Ellipsis
        )
        for name, (mine, third) in values.items()
    }


_OF_MEETING: dict[str, tuple[Json, Json]] = {
    "title": ("我的", "周例会;我的"), "unit": ("应急局", "防汛办"), "contact": ("王主任", "李主任"),
    "phone": ("138", "139"), "expected": (70, 90), "meeting_class": ("self_service", "self_service"),
    "asks_attendants": (True, True), "is_video": (False, False), "layout": ("u_shape", "theatre"),
    "tea": (False, False), "nameplates": (12, 13), "materials": (30, 31),
    "notes": ('备两个话筒\n"急"', "备两个话筒\n四瓶水"),
}  # fmt: skip
_OF_ROOM: dict[str, tuple[Json, Json]] = {
    "number": ("305", "306"), "name": ("三〇五", "三〇六"), "floor": (lambda s: s.floor, lambda s: s.floor),
    "zone": ("东", "西"), "capacity": (60, 90), "room_class": ("all_hours", "all_hours"), "area": (1205, 1),
    "phone": ("8305", "8306"), "equipment": ("话筒", "投影"), "fresh_air": (900, 800),
}  # fmt: skip
_OF_PERSON: dict[str, tuple[Json, Json]] = {
    "name": ("海燕", "王海"), "role": ("engineer", "supervisor"), "number": ("0042", "0043"),
    "phone": ("139", "138"), "skills": ("video", "video,sound"), "zone": ("西", "东"),
    "active": (False, False),
}  # fmt: skip
_OF_DEVICE: dict[str, tuple[Json, Json]] = {
    "number": ("D-2", "D-3"), "name": ("投影机", "投影"), "device_kind": ("projector", "camera"),
    "room": (lambda s: s.other, lambda _: None), "model": ("EB-5", "EB-6"), "address": ("mqtt:a", "mqtt:b"),
}  # fmt: skip
_OF_FLOOR: dict[str, tuple[Json, Json]] = {"name": ("3F", "3楼"), "rank": (4, 5)}


def _slot(s: Stage, new: Json, was: Json) -> Operation:
    (room, start, end), (was_room, was_start, was_end) = new, was
    return MoveMeeting(s.meeting, room, start, end, was_room, was_start, was_end, WHY)


def _shifted(s: Stage, hours: int) -> list[Json]:
    _, start, end = s.slot()
    return [s.other, start + hours * HOUR, end + hours * HOUR]


def _assign(s: Stage, new: Json, was: Json) -> Operation:
    if new is None:
        return UnassignTasks((s.setup,), (was,))
    return AssignTasks((s.setup,), new, (was,), WHY)


def _third_person(s: Stage) -> str:
    """Made by ``prepare`` before the collision, so that both houses of a test have them under one id."""
    people = [key[1] for key, row in rows_of(s.house).items() if key[0] == "person" and row["name"] == "周三"]
    return people[0]


def _with_three(s: Stage) -> None:
    s.house.add_person("周三")
    s.assigned()


def _period(s: Stage, later: int) -> list[int]:
    row = rows_of(s.house)["task", s.setup]
    return [row["starts_at"] + later * MINUTE, row["ends_at"] + later * MINUTE]


def _move_task(s: Stage, new: Json, was: Json) -> Operation:
    (start, end), (was_start, was_end) = new, was
    return MoveTask(s.setup, start, end, was_start, was_end, WHY)


def _tea(s: Stage, result: CheckResult = CheckResult.PASS, note: str = "") -> Operation:
    return CheckItem(s.meeting, CheckOwner.DESK, "tea", result, CheckResult.OPEN, note)


def _check(s: Stage, new: Json, was: Json) -> Operation:
    return CheckItem(s.meeting, CheckOwner.DESK, "tea", CheckResult(new), CheckResult(was))


_TEA = {"about": lambda s: derived(s.meeting, "check", "desk", "tea"), "prepare": lambda s: s.do(_tea(s))}
_RULE = "tea.every"


def _facts(kind: type[msgspec.Struct], value: Json) -> Any:  # Any: either kind of facts
    return msgspec.convert(value, kind)


CASES: dict[Field, Case] = {
    **_edits("meeting", EditMeeting, MeetingFields, _OF_MEETING, lambda s: s.meeting),
    **_edits("room", EditRoom, RoomFields, _OF_ROOM, lambda s: s.room),
    **_edits("person", EditPerson, PersonFields, _OF_PERSON, lambda s: s.person),
    **_edits("device", EditDevice, DeviceFields, _OF_DEVICE, lambda s: s.device),
    **_edits("floor", EditFloor, FloorFields, _OF_FLOOR, lambda s: s.floor),
    ("meeting", "slot"): Case(
        lambda s: s.meeting,
        _slot,
        lambda s: _shifted(s, 2),
        lambda s: _shifted(s, 3),
        lambda s: _shifted(s, 4),
        lambda s: s.assigned(),
    ),
    ("meeting", "ends_at"): Case(
        lambda s: s.meeting,
        lambda s, new, was: ExtendMeeting(s.meeting, new, was, WHY),
        lambda s: s.slot()[2] + HOUR,
        lambda s: s.slot()[2] + 2 * HOUR,
        lambda s: s.slot()[2] + 9 * HOUR,
        lambda s: s.started(),
    ),
    ("meeting", "attendants_needed"): Case(
        lambda s: s.meeting,
        lambda s, new, was: AdjustStaffing(s.meeting, new, was, WHY),
        lambda _: 4,
        lambda _: 5,
        lambda _: 7,
        lambda s: s.assigned(),
    ),
    ("meeting", "facts"): Case(
        lambda s: s.meeting,
        lambda s, new, was: CorrectMeeting(s.meeting, _facts(MeetingFacts, new), _facts(MeetingFacts, was)),
        lambda s: msgspec.to_builtins(MeetingFacts(MeetingState.IN_SESSION, started_at=s.now)),
        lambda s: msgspec.to_builtins(MeetingFacts(MeetingState.IN_SESSION, started_at=s.now + 5)),
        lambda s: msgspec.to_builtins(MeetingFacts(MeetingState.CANCELLED, cancelled_at=s.now)),
    ),
    ("task", "assignee_id"): Case(
        lambda s: s.setup, _assign, lambda s: s.second, _third_person, lambda _: None, _with_three
    ),
    ("task", "period"): Case(
        lambda s: s.setup,
        _move_task,
        lambda s: _period(s, 5),
        lambda s: _period(s, -5),
        lambda s: _period(s, 60),
        lambda s: s.assigned(),
    ),
    ("task", "facts"): Case(
        lambda s: s.setup,
        lambda s, new, was: CorrectTask(s.setup, _facts(TaskFacts, new), _facts(TaskFacts, was)),
        lambda s: msgspec.to_builtins(TaskFacts(TaskState.DONE, s.person, done_at=s.now)),
        lambda s: msgspec.to_builtins(TaskFacts(TaskState.IN_PROGRESS, s.person, started_at=s.now)),
        lambda s: msgspec.to_builtins(TaskFacts(TaskState.ASSIGNED, s.person)),
    ),
    ("check", "result"): Case(
        say=_check, mine=lambda _: "not_applicable", third=lambda _: "open", stale=lambda _: "fail", **_TEA
    ),
    ("rule", "value"): Case(
        lambda _: derived(SITE, "rule", _RULE),
        lambda _, new, was: SetRule(_RULE, new, was, WHY),
        lambda _: "45",
        lambda _: "60",
        lambda _: "25",
        lambda s: s.do(SetRule(_RULE, "30", "")),
    ),
}
FIELDS = sorted(CASES)
