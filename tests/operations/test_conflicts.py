"""Two people changed one thing: the value that is there
stays, both are named; alone on a console it is a refusal.

And the other half of rule 8: what is so already is fine, and doing it twice is doing it once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    KINDS,
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
    RoomFields,
    SetRule,
    TaskFacts,
    UnassignTasks,
)
from app.domain.periods import HOUR
from app.domain.states import CheckOwner, CheckResult, MeetingState, TaskState
from app.operations.context import Context
from app.operations.envelope import normalised
from app.operations.executor import Outcome, run_one
from app.operations.session import OpSession
from tests.operations.stage import CASES as ACTS
from tests.operations.stage import Stage
from tests.support.house import SITE
from tests.support.tables import rows_of

# Facts are sticky, steps go forward, the newest word
# counts, an occurrence is named: nothing to collide about.
NO_CONFLICT = frozenset(
    {
        "book_meeting",
        "confirm_meeting",
        "start_meeting",
        "end_meeting",
        "cancel_meeting",
        "mark_no_show",
        "import_meeting",
        "add_task",
        "offer_task",
        "claim_task",
        "acknowledge_task",
        "arrive_at_task",
        "start_task",
        "complete_task",
        "verify_task",
        "cancel_task",
        "pin_task",
        "add_room",
        "retire_room",
        "disable_room",
        "enable_room",
        "lock_room",
        "unlock_room",
        "add_person",
        "set_presence",
        "add_floor",
        "set_floor_picture",
        "draw_outline",
        "erase_outline",
        "add_device",
        "retire_device",
        "set_maintenance",
        "raise_alarm",
        "clear_alarm",
        "acknowledge_alarm",
        "shelve_alarm",
        "unshelve_alarm",
        "record_print",
        "record_export",
        "resolve_conflict",  # what the field holds by now refuses a choice, it makes no second conflict
        "reopen_conflict",
        "settle_refusal",
        "reopen_refusal",
        "join_waitlist",
        "leave_waitlist",
        "promote_waiting",
    }
)

Case = tuple[tuple[str, str, object], Callable[[Stage], object], Callable[[Stage], Operation]]


def nothing(_: Stage) -> None:
    """The stage as it is."""


def cancelled_facts() -> MeetingFacts:
    return MeetingFacts(MeetingState.CANCELLED)


# (subject, column, the value that stays), what goes before, what is said of an older state
CASES: dict[str, Case] = {
    "edit_meeting": (
        ("meeting", "title", "周例会"),
        nothing,
        lambda s: EditMeeting(s.meeting, MeetingFields(title="我的"), MeetingFields(title="旧的")),
    ),
    "move_meeting": (
        ("meeting", "slot", None),
        nothing,
        lambda s: MoveMeeting(
            s.meeting,
            s.other,
            s.now + 5 * HOUR,
            s.now + 6 * HOUR,
            s.other,
            s.now + HOUR,
            s.now + 2 * HOUR,
            "x",
        ),
    ),
    "extend_meeting": (
        ("meeting", "ends_at", None),
        lambda s: s.started(),
        lambda s: ExtendMeeting(s.meeting, s.now + 9 * HOUR, s.now + 8 * HOUR, "x"),
    ),
    "correct_meeting": (
        ("meeting", "facts", None),
        nothing,
        lambda s: CorrectMeeting(
            s.meeting, MeetingFacts(MeetingState.IN_SESSION, started_at=s.now), cancelled_facts()
        ),
    ),
    "assign_tasks": (
        ("task", "assignee_id", "person"),
        lambda s: s.assigned(),
        lambda s: AssignTasks((s.setup,), s.second, (None,)),
    ),
    "unassign_tasks": (
        ("task", "assignee_id", "person"),
        lambda s: s.assigned(),
        lambda s: UnassignTasks((s.setup,), (s.second,)),
    ),
    "move_task": (
        ("task", "period", None),
        nothing,
        lambda s: MoveTask(s.setup, s.now + HOUR, s.now + 2 * HOUR, s.now, s.now + HOUR),
    ),
    "correct_task": (
        ("task", "facts", None),
        nothing,
        lambda s: CorrectTask(s.setup, TaskFacts(TaskState.DONE), TaskFacts(TaskState.ASSIGNED, s.person)),
    ),
    "adjust_staffing": (
        ("meeting", "attendants_needed", 2),
        nothing,
        lambda s: AdjustStaffing(s.meeting, 5, 3),
    ),
    "check_item": (
        ("check", "result", "pass"),
        lambda s: s.do(CheckItem(s.meeting, CheckOwner.DESK, "tea", CheckResult.PASS)),
        lambda s: CheckItem(s.meeting, CheckOwner.DESK, "tea", CheckResult.NOT_APPLICABLE, CheckResult.FAIL),
    ),
    "edit_room": (
        ("room", "name", "会议室302"),
        nothing,
        lambda s: EditRoom(s.room, RoomFields(name="我的"), RoomFields(name="旧的")),
    ),
    "edit_person": (
        ("person", "zone", ""),
        nothing,
        lambda s: EditPerson(s.person, PersonFields(zone="东"), PersonFields(zone="西")),
    ),
    "edit_floor": (
        ("floor", "name", "三层"),
        nothing,
        lambda s: EditFloor(s.floor, FloorFields(name="3F"), FloorFields(name="3楼")),
    ),
    "edit_device": (
        ("device", "model", ""),
        nothing,
        lambda s: EditDevice(s.device, DeviceFields(model="X"), DeviceFields(model="Y")),
    ),
    "set_rule": (
        ("rule", "value", "30"),
        lambda s: s.do(SetRule("tea.every", "30", "")),
        lambda _: SetRule("tea.every", "45", "25"),
    ),
}


def outcome_of(stage: Stage, op: Operation) -> Outcome:
    """What becomes of an op as central would judge it: a conflict is an outcome, not a refusal."""
    body, _ = normalised(op)
    with stage.house.store.writing() as connection:
        session = OpSession(connection, SITE)
        try:
            outcome = run_one(session, body, Context(session, stage.house.new_id(), "", stage.now))
            session.flush()
            return outcome
        finally:
            session.close()


def entity(stage: Stage, subject: str) -> str:
    found = {"meeting": stage.meeting, "task": stage.setup, "room": stage.room, "person": stage.person}
    found |= {"floor": stage.floor, "device": stage.device, "rule": derived(SITE, "rule", "tea.every")}
    return found[subject] if subject != "check" else derived(stage.meeting, "check", "desk", "tea")


@pytest.mark.parametrize("kind", CASES)
def test_a_true_collision_keeps_what_is_there_and_names_both_values(kind: str, tmp_path: Path) -> None:
    (subject, column, kept), prepare, make = CASES[kind]
    stage = Stage(tmp_path)
    prepare(stage)
    op = make(stage)
    before = rows_of(stage.house)
    kept = stage.person if kept == "person" else kept
    outcome = outcome_of(stage, op)
    assert op.kind == kind
    assert outcome.status == "conflict"
    assert [(c.subject, c.id) for c in outcome.conflicts] == [(subject, entity(stage, subject))]
    assert rows_of(stage.house) == before
    assert outcome.conflicts[0].field == column
    if kept is not None:
        assert before[subject, entity(stage, subject)][column] == kept
        assert json.loads(outcome.conflicts[0].theirs) == kept
    stage.house.close()


@pytest.mark.parametrize("kind", CASES)
def test_at_a_desk_of_its_own_a_collision_is_refused_and_leaves_nothing(kind: str, tmp_path: Path) -> None:
    _, prepare, make = CASES[kind]
    stage = Stage(tmp_path)
    prepare(stage)
    op = make(stage)
    before = rows_of(stage.house)
    with pytest.raises(Refused) as refused:
        stage.do(op)
    assert refused.value.code == "changed_meanwhile"
    assert rows_of(stage.house) == before
    stage.house.close()


def test_every_kind_has_a_conflict_or_cannot_have_one() -> None:
    assert set(CASES) | NO_CONFLICT == set(KINDS)
    assert not set(CASES) & NO_CONFLICT


def test_fields_that_nobody_else_changed_merge_beside_one_that_collides(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    op = EditMeeting(
        stage.meeting, MeetingFields(title="我的", notes="新"), MeetingFields(title="旧的", notes="")
    )
    outcome = outcome_of(stage, op)
    assert (outcome.status, [c.field for c in outcome.conflicts]) == ("conflict", ["title"])
    assert (stage.row()["title"], stage.row()["notes"]) == ("周例会", "新")
    stage.house.close()


@pytest.mark.parametrize("case", ACTS)
def test_saying_it_again_changes_nothing(case: str, tmp_path: Path) -> None:
    prepare, act = ACTS[case]
    stage = Stage(tmp_path)
    prepare(stage)
    op = act(stage)
    assert outcome_of(stage, op).status == "ok"
    after = rows_of(stage.house)
    again = outcome_of(stage, op)
    assert rows_of(stage.house) == after
    assert again.status in {"ok", "refused"}, again
    stage.house.close()
