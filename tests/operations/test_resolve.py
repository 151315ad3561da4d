"""A conflict at central, and what a person makes of it:
the value set by its verb, its refusals, undo and redo.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AcknowledgeTask,
    AddTask,
    AssignTasks,
    CancelMeeting,
    CheckItem,
    EditMeeting,
    EditPerson,
    MeetingFields,
    MoveMeeting,
    PersonFields,
    ReopenConflict,
    ResolveConflict,
    StartTask,
)
from app.domain.periods import HOUR
from app.domain.states import CheckOwner, CheckResult, ConflictChoice, Role, TaskKind
from app.operations.conflicts import _EDITS, _SPECIAL
from tests.operations.collisions import (
    CASES,
    FIELDS,
    FOUND_AT,
    THEIRS,
    WHY,
    Field,
    at_central,
    collide,
    conflict_of,
    decide,
    text,
    theirs,
)
from tests.operations.stage import Stage
from tests.support.tables import rows_of

MINE, KEPT, BOTH = ConflictChoice.MINE, ConflictChoice.THEIRS, ConflictChoice.BOTH
# One of each kind of edit and every field with a verb of its own: what is said of all fields alike.
SHAPES = sorted({*_SPECIAL} & {*FIELDS} | {("meeting", "notes"), ("room", "number"), ("person", "role"),
          ("device", "room_id"), ("floor", "rank")})  # fmt: skip


def refused(stage: Stage, op: Any) -> str:
    """The code with which a desk hears no; nothing may have changed."""
    before = rows_of(stage.house)
    with pytest.raises(Refused) as told:
        stage.do(op)
    assert rows_of(stage.house) == before
    (outcome,) = at_central(stage, [op], stage.house.actor)
    assert (outcome.status, outcome.code) == ("refused", told.value.code)
    assert rows_of(stage.house) == before
    return told.value.code


def test_every_field_that_a_verb_sets_is_decided_here() -> None:
    columns = {"floor": "floor_id", "room": "room_id"}
    edited = {
        (subject, columns.get(name, name))
        for subject, (_, fields) in _EDITS.items()
        for name in fields.__struct_fields__
    }
    assert edited | set(_SPECIAL) == set(CASES) | {("check", "note")}
    assert {subject for subject, _ in SHAPES} == {subject for subject, _ in CASES}


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_a_collision_at_central_becomes_a_row_that_says_all(field: Field, tmp_path: Path) -> None:
    stage, case = Stage(tmp_path), CASES[field]
    case.prepare(stage)
    before, kept = rows_of(stage.house), theirs(stage, field, case)
    mine, stale = case.mine(stage), case.stale(stage)
    (outcome,) = at_central(
        stage, [case.say(stage, mine, stale)], actor=(who := stage.house.add_person("周敏", Role.SUPERVISOR))
    )
    after = rows_of(stage.house)
    row = conflict_of(stage)
    assert outcome.status == "conflict"
    assert outcome.before == {("conflict", row["id"]): None}
    assert row["id"] == derived(row["op_id"], "conflict", 0)
    assert (row["about"], row["field"], row["about_id"]) == (*field, case.about(stage))
    assert json.loads(row["mine"]) == mine
    assert json.loads(row["theirs"]) == kept
    assert json.loads(row["was"]) == (None if stale is Ellipsis else stale)
    assert (row["mine_by"], row["mine_at"]) == (who, stage.now)
    assert (row["theirs_by"], row["theirs_at"], row["found_at"]) == (*THEIRS, FOUND_AT)
    assert (row["choice"], row["resolved_by"], row["resolved_at"]) == ("", "", None)
    del after["conflict", row["id"]], after["person", who]
    assert after == before
    stage.house.close()


def _without_traces(rows: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """What an undo leaves on purpose: reasons, who answered last, tasks that were made and struck again."""
    traces = {"answered_at", "answered_by", "override", "staffing_set", "needs_review", "resolved_at"}
    return {
        key: {column: value for column, value in row.items() if column not in traces}
        for key, row in rows.items()
        if not (key[0] == "task" and row["state"] == "cancelled" and row["assignee_id"] is None)
    }


@pytest.mark.parametrize("field", FIELDS, ids=".".join)
def test_a_choice_does_what_its_verb_does_and_is_taken_back_and_made_again(
    field: Field, tmp_path: Path
) -> None:
    stage, case = Stage(tmp_path), CASES[field]
    conflict, kept = collide(stage, field)
    before = _without_traces(rows_of(stage.house))
    values = {MINE: case.mine(stage), BOTH: case.third(stage)}
    for choice in ConflictChoice:
        expected = before
        if choice is not KEPT:
            stage.do(case.say(stage, values[choice], kept))
            expected = _without_traces(rows_of(stage.house))
            stage.house.undo()
        stage.do(decide(stage, field, choice, conflict, kept))
        after = _without_traces(rows_of(stage.house))
        decided = {"choice": choice.value, "resolved_by": ""}
        assert theirs(stage, field, case) == values.get(choice, kept)
        assert after == expected | {("conflict", conflict): before["conflict", conflict] | decided}
        assert conflict_of(stage)["resolved_at"] == stage.now
        for _ in range(2):
            stage.house.undo()
            assert _without_traces(rows_of(stage.house)) == before
            stage.house.redo()
            assert _without_traces(rows_of(stage.house)) == after
        stage.house.undo()
    stage.house.close()


@pytest.mark.parametrize("field", SHAPES, ids=".".join)
def test_a_choice_made_before_the_field_changed_again_is_made_again(field: Field, tmp_path: Path) -> None:
    stage, case = Stage(tmp_path), CASES[field]
    conflict, kept = collide(stage, field)
    mine, third = case.mine(stage), case.third(stage)
    for choice, newest in ((MINE, third), (KEPT, third), (BOTH, mine)):
        said = decide(stage, field, choice, conflict, kept)
        stage.do(case.say(stage, newest, kept))
        assert refused(stage, said) == "changed_meanwhile"
        stage.house.undo()
    stage.do(case.say(stage, mine, kept))
    stage.do(decide(stage, field, MINE, conflict, kept))  # it is so already
    assert theirs(stage, field, case) == mine
    stage.house.close()


@pytest.mark.parametrize("field", SHAPES, ids=".".join)
def test_a_decision_is_opened_again_by_another_person_and_that_is_taken_back(
    field: Field, tmp_path: Path
) -> None:
    stage, case = Stage(tmp_path), CASES[field]
    second = stage.house.add_person("周敏", Role.SUPERVISOR)
    conflict, kept = collide(stage, field)
    for choice in ConflictChoice:
        stage.house.actor = ""
        stage.do(decide(stage, field, choice, conflict, kept))
        decided, now = _without_traces(rows_of(stage.house)), theirs(stage, field, case)
        stage.house.actor = second
        reopen = ReopenConflict(conflict, choice, text(now), WHY)
        stage.do(reopen)
        assert theirs(stage, field, case) == kept
        assert conflict_of(stage)["choice"] == ""
        stage.do(reopen)  # twice is once
        stage.house.undo()
        assert _without_traces(rows_of(stage.house)) == decided | {
            ("conflict", conflict): decided["conflict", conflict] | {"resolved_by": second}
        }
        stage.house.redo()
        assert (theirs(stage, field, case), conflict_of(stage)["choice"]) == (kept, "")
    stage.house.close()


def test_what_changed_before_the_decision_is_what_undo_brings_back(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "title")
    conflict, kept = collide(stage, field)
    stage.do(CASES[field].say(stage, "后来", kept))
    stage.do(ResolveConflict(conflict, MINE, text("后来")))
    assert stage.row()["title"] == "我的"
    stage.house.undo()
    assert stage.row()["title"] == "后来"
    stage.house.redo()
    assert stage.row()["title"] == "我的"
    stage.house.close()


def test_an_undo_that_comes_late_opens_the_conflict_and_leaves_what_others_set_since(tmp_path: Path) -> None:
    """At central: the field's own way back is another operation, and collides by itself."""
    stage, field = Stage(tmp_path), ("meeting", "title")
    conflict, kept = collide(stage, field)
    stage.do(decide(stage, field, MINE, conflict, kept))
    stage.do(CASES[field].say(stage, "后来", "我的"))
    (outcome,) = at_central(stage, [ReopenConflict(conflict, MINE, text("我的"), value=text("我的"))])
    assert outcome.status == "ok"
    assert (stage.row()["title"], conflict_of(stage)["choice"]) == ("后来", "")
    stage.house.close()


def test_a_decision_for_what_holds_already_leaves_the_field_alone_also_when_taken_back(
    tmp_path: Path,
) -> None:
    stage, field = Stage(tmp_path), ("meeting", "title")
    conflict, kept = collide(stage, field)
    stage.do(CASES[field].say(stage, "我的", kept))
    stage.do(ResolveConflict(conflict, MINE, text(kept)))
    stage.house.undo()
    assert (stage.row()["title"], conflict_of(stage)["choice"]) == ("我的", "")
    stage.house.redo()
    assert (stage.row()["title"], conflict_of(stage)["choice"]) == ("我的", MINE)
    stage.house.close()


def test_the_second_desk_to_decide_hears_what_was_decided(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "notes")
    conflict, kept = collide(stage, field)
    who = stage.house.add_person("周敏", Role.SUPERVISOR)
    first = decide(stage, field, BOTH, conflict, kept)
    assert at_central(stage, [first], who)[0].status == "ok"
    decided, now = rows_of(stage.house), CASES[field].third(stage)
    same, other, text_of_own, kept_one = at_central(
        stage,
        [
            first,
            decide(stage, field, MINE, conflict, now),
            ResolveConflict(conflict, BOTH, text(now), text("另一段")),
            ResolveConflict(conflict, KEPT, text(now)),
        ],
    )
    assert same.status == "ok"
    for outcome in (other, text_of_own, kept_one):
        assert (outcome.code, outcome.params) == ("already_resolved", {"choice": "both", "by": who})
    assert rows_of(stage.house) == decided
    reopened = ReopenConflict(conflict, MINE, text(now))
    assert at_central(stage, [reopened])[0].code == "already_resolved"
    stage.house.close()


def test_a_taken_slot_refuses_a_choice_and_no_reason_helps(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "slot")
    conflict, kept = collide(stage, field)
    stage.house.book(stage.other, 180)
    assert refused(stage, decide(stage, field, MINE, conflict, kept)) == "slot_taken"
    stage.do(decide(stage, field, KEPT, conflict, kept))
    assert list(stage.slot()) == kept
    stage.house.close()


def test_a_busy_person_refuses_a_choice_unless_there_is_a_reason(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("task", "assignee_id")
    conflict, kept = collide(stage, field)
    start, end = (rows_of(stage.house)["task", stage.setup][c] for c in ("starts_at", "ends_at"))
    call = stage.house.new_id()
    stage.do(AddTask(call, TaskKind.CALL, Role.ATTENDANT, start, end, end, stage.other))
    stage.do(AssignTasks((call,), stage.second, (None,)))
    assert refused(stage, ResolveConflict(conflict, MINE, text(kept))) == "person_busy"
    stage.do(ResolveConflict(conflict, MINE, text(kept), override=WHY))
    assert rows_of(stage.house)["task", stage.setup]["assignee_id"] == stage.second
    stage.house.close()


@pytest.mark.parametrize(
    ("field", "happens", "code"),
    [
        (("meeting", "expected"), lambda s: s.do(_seats(s, 60)), "over_capacity"),
        (("meeting", "title"), lambda s: s.do(CancelMeeting(s.meeting, "不开了")), "cancelled"),
        (("room", "number"), lambda s: s.house.add_room("305"), "number_taken"),
        (("task", "period"), lambda s: s.do(StartTask(s.setup, s.now)), "task_begun"),
        (
            ("task", "assignee_id"),
            lambda s: s.do(EditPerson(s.second, PersonFields(active=False), PersonFields(active=True))),
            "left",
        ),
    ],
)
def test_the_rules_of_the_verb_refuse_a_choice(field: Field, happens: Any, code: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    conflict, kept = collide(stage, field)
    happens(stage)
    assert refused(stage, decide(stage, field, MINE, conflict, kept)) == code
    stage.do(decide(stage, field, KEPT, conflict, kept))  # what is there may always stay
    assert conflict_of(stage)["choice"] == KEPT
    stage.house.close()


def _seats(s: Stage, capacity: int) -> Any:
    return CASES["room", "capacity"].say(s, capacity, 100)


def test_who_may_not_say_the_verb_may_not_choose_it(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "title")
    conflict, kept = collide(stage, field)
    stage.house.actor = stage.house.add_person("孙工", Role.ENGINEER)
    assert refused(stage, decide(stage, field, MINE, conflict, kept)) == "not_allowed"
    stage.do(decide(stage, field, KEPT, conflict, kept))
    stage.house.close()


@pytest.mark.parametrize(
    ("field", "seen", "value"),
    [
        (("meeting", "title"), "{", ""),
        (("meeting", "title"), None, ""),
        (("meeting", "title"), None, "["),
        (("meeting", "title"), None, "7"),
        (("meeting", "title"), None, '""'),
        (("meeting", "expected"), None, "-1"),
        (("meeting", "slot"), None, "null"),
        (("meeting", "slot"), None, '"abc"'),
        (("meeting", "slot"), None, '["x", 1]'),
        (("meeting", "slot"), None, '["x", 1, {}]'),
        (("meeting", "facts"), None, '{"state":"dancing"}'),
        (("task", "facts"), None, "[]"),
        (("task", "assignee_id"), None, "[]"),
        (("task", "period"), None, "[1]"),
        (("check", "result"), None, '"perhaps"'),
        (("check", "result"), None, "[]"),
        (("rule", "value"), None, "{}"),
        (("room", "floor_id"), None, '"三层"'),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused_not_a_crash(
    field: Field, seen: str | None, value: str, tmp_path: Path
) -> None:
    stage = Stage(tmp_path)
    conflict, kept = collide(stage, field)
    said = ResolveConflict(conflict, BOTH, text(kept) if seen is None else seen, value or '"x"', WHY)
    if (seen, value) == (None, ""):
        said = ResolveConflict(conflict, BOTH, text(kept))  # two texts, and none was given
    assert refused(stage, said) == "malformed"
    stage.house.close()


def test_what_is_typed_is_stored_trimmed_and_composed(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "title")
    conflict, kept = collide(stage, field)
    stage.do(ResolveConflict(conflict, BOTH, text(kept), '" cafe\\u0301 "'))
    assert stage.row()["title"] == "café"
    stage.house.close()


def test_fields_of_one_edit_are_decided_each_in_one_act(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    said = MeetingFields(title="我的", notes="话筒", expected=50)
    was = MeetingFields(title="旧的", notes="旧的", expected=40)
    (outcome,) = at_central(stage, [EditMeeting(stage.meeting, said, was)])
    assert [(c.field, outcome.status) for c in outcome.conflicts] == [
        ("notes", "conflict"),
        ("title", "conflict"),
    ]
    found = {row["field"]: row for key, row in rows_of(stage.house).items() if key[0] == "conflict"}
    assert found["title"]["id"] != found["notes"]["id"]
    before = _without_traces(rows_of(stage.house))
    stage.do(
        ResolveConflict(found["title"]["id"], MINE, text("周例会")),
        ResolveConflict(found["notes"]["id"], BOTH, text(""), text("话筒;水")),
    )
    row = stage.row()
    assert (row["title"], row["notes"], row["expected"]) == ("我的", "话筒;水", 50)
    after = _without_traces(rows_of(stage.house))
    stage.house.undo()
    assert _without_traces(rows_of(stage.house)) == before
    stage.house.redo()
    assert _without_traces(rows_of(stage.house)) == after
    stage.house.close()


def test_every_task_of_an_assignment_that_collides_is_kept_and_decided(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.do(AssignTasks((stage.setup,), stage.person, (None,)))
    (outcome,) = at_central(stage, [AssignTasks((stage.setup, stage.clean), stage.second, (None, None))])
    assert {(c.id, c.theirs) for c in outcome.conflicts} == {
        (stage.setup, text(stage.person)),
        (stage.clean, "null"),
    }
    found = {row["about_id"]: row for key, row in rows_of(stage.house).items() if key[0] == "conflict"}
    stage.do(*(ResolveConflict(row["id"], MINE, row["theirs"], override=WHY) for row in found.values()))
    rows = rows_of(stage.house)
    assert [rows["task", task]["assignee_id"] for task in (stage.setup, stage.clean)] == [stage.second] * 2
    stage.house.undo()
    rows = rows_of(stage.house)
    assert [rows["task", task]["assignee_id"] for task in (stage.setup, stage.clean)] == [stage.person, None]
    stage.house.close()


def test_a_note_to_an_answer_that_collides_is_kept_beside_it(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    item = (stage.meeting, CheckOwner.DESK, "tea")
    stage.do(CheckItem(*item, CheckResult.PASS, CheckResult.OPEN, "热的"))
    (outcome,) = at_central(stage, [CheckItem(*item, CheckResult.FAIL, CheckResult.NOT_APPLICABLE, "凉了")])
    assert [(c.field, c.mine, c.theirs) for c in outcome.conflicts] == [
        ("result", '"fail"', '"pass"'),
        ("note", '"凉了"', '"热的"'),
    ]
    found = {row["field"]: row for key, row in rows_of(stage.house).items() if key[0] == "conflict"}
    before = _without_traces(rows_of(stage.house))
    stage.do(
        ResolveConflict(found["result"]["id"], MINE, '"pass"'),
        ResolveConflict(found["note"]["id"], BOTH, '"热的"', '"先热后凉"'),
    )
    check = rows_of(stage.house)["check", derived(stage.meeting, "check", "desk", "tea")]
    assert (check["result"], check["note"]) == ("fail", "先热后凉")
    stage.house.undo()
    assert _without_traces(rows_of(stage.house)) == before
    stage.house.close()


def test_a_decision_about_a_slot_takes_the_staff_along_and_brings_them_back(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "slot")
    conflict, kept = collide(stage, field)
    tasks = {key: row for key, row in rows_of(stage.house).items() if key[0] == "task"}
    stage.do(ResolveConflict(conflict, MINE, text(kept), override=WHY))
    moved = {key: row for key, row in rows_of(stage.house).items() if key[0] == "task"}
    assert {row["room_id"] for row in moved.values()} == {stage.other}
    assert moved["task", stage.setup]["assignee_id"] == stage.person
    assert moved["task", stage.setup]["starts_at"] == tasks["task", stage.setup]["starts_at"] + 2 * HOUR
    stage.house.undo()
    assert {key: row for key, row in rows_of(stage.house).items() if key[0] == "task"} == tasks
    stage.house.close()


def test_an_acknowledgement_that_a_decision_took_away_comes_back_with_undo(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("task", "assignee_id")
    conflict, kept = collide(stage, field)
    stage.do(AcknowledgeTask(stage.setup))
    before = rows_of(stage.house)["task", stage.setup]
    assert before["acknowledged_at"] is not None
    stage.house.pass_time(3)
    stage.do(decide(stage, field, MINE, conflict, kept))
    stage.house.undo()
    assert {**rows_of(stage.house)["task", stage.setup], "override": before["override"]} == before
    stage.house.close()


def test_moving_after_a_decision_was_taken_back_refuses_the_redo(tmp_path: Path) -> None:
    stage, field = Stage(tmp_path), ("meeting", "slot")
    first = stage.house.add_person("周敏", Role.SUPERVISOR)
    conflict, kept = collide(stage, field)
    stage.house.actor = first
    stage.do(decide(stage, field, MINE, conflict, kept))
    stage.house.undo()
    stage.house.actor = ""
    room, start, end = kept
    stage.do(MoveMeeting(stage.meeting, room, start + 5 * HOUR, end + 5 * HOUR, room, start, end, WHY))
    stage.house.actor = first
    with pytest.raises(Refused) as told:
        stage.house.redo()
    assert told.value.code == "changed_since"
    stage.house.close()
