"""Each person's own way back: newest first, so deep, gone
with a new act, and not past what others have changed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AddTask,
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    CheckItem,
    ClearAlarm,
    EditMeeting,
    EditPerson,
    LockRoom,
    MeetingFields,
    MoveMeeting,
    Operation,
    PersonFields,
    PinTask,
    RaiseAlarm,
    SetPresence,
    SetRule,
    StartMeeting,
    StartTask,
    UnassignTasks,
    UnlockRoom,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import CheckOwner, CheckResult, MeetingClass, Presence, Role, TaskKind
from app.sync.history import DEPTH
from tests.operations.stage import Stage
from tests.support.house import House
from tests.support.tables import overlaps, rows_of
from tests.sync.ledger import assert_sound


def zone(person: str, now: str, was: str) -> EditPerson:
    return EditPerson(person, PersonFields(zone=now), PersonFields(zone=was))


def code_of(say: Any) -> str:
    with pytest.raises(Refused) as refused:
        say()
    return refused.value.code


def test_there_is_nothing_to_take_back_at_first(house: House) -> None:
    assert code_of(house.undo) == "nothing_to_undo"
    assert code_of(house.redo) == "nothing_to_redo"
    assert house.console.undo_state("") == (False, False)


def test_a_hundred_acts_can_be_taken_back_and_no_more(house: House) -> None:
    person = house.add_person()
    for n in range(DEPTH + 5):
        house.do(zone(person, str(n + 1), str(n) if n else ""))
    for _ in range(DEPTH):
        house.undo()
    assert code_of(house.undo) == "nothing_to_undo"
    assert rows_of(house)["person", person]["zone"] == "5"
    for _ in range(DEPTH):
        house.redo()
    assert code_of(house.redo) == "nothing_to_redo"
    assert rows_of(house)["person", person]["zone"] == str(DEPTH + 5)


def test_a_new_act_ends_the_way_forward(house: House) -> None:
    person = house.add_person()
    house.do(zone(person, "东", ""))
    house.undo()
    assert house.console.undo_state("") == (True, True)
    house.do(zone(person, "西", ""))
    assert code_of(house.redo) == "nothing_to_redo"


def test_an_act_that_changed_nothing_is_none_to_take_back(house: House) -> None:
    person = house.add_person()
    house.do(zone(person, "东", ""))
    done = house.do(zone(person, "东", ""))
    assert not done.can_undo
    house.undo()
    assert rows_of(house)["person", person]["zone"] == ""


def test_what_devices_say_is_no_act_of_a_person(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    before = len(stage.house.console.history._done[""])
    alarm = stage.house.new_id()
    stage.do(RaiseAlarm(alarm, stage.device, "over_heat", "serious", stage.now))
    stage.do(ClearAlarm(alarm, stage.now))
    assert len(stage.house.console.history._done[""]) == before
    stage.house.close()


def test_each_person_takes_back_their_own(house: House) -> None:
    person = house.add_person()
    first, second = house.add_person("周敏", Role.SUPERVISOR), house.add_person("林涛", Role.DESK)
    house.actor = first
    house.do(zone(person, "东", ""))
    house.actor = second
    house.do(EditPerson(person, PersonFields(phone="1"), PersonFields(phone="")))
    house.actor = first
    house.undo()
    row = rows_of(house)["person", person]
    assert (row["zone"], row["phone"]) == ("", "1")
    assert house.console.undo_state(second) == (True, False)


def test_what_somebody_changed_since_is_not_taken_back_and_stays_to_be_seen(house: House) -> None:
    person = house.add_person()
    first, second = house.add_person("周敏", Role.SUPERVISOR), house.add_person("林涛", Role.DESK)
    house.actor = first
    house.do(zone(person, "东", ""))
    house.actor = second
    house.do(zone(person, "西", "东"))
    house.actor = first
    assert code_of(house.undo) == "changed_since"
    assert rows_of(house)["person", person]["zone"] == "西"
    house.actor = second
    house.undo()
    house.actor = first
    house.undo()
    assert rows_of(house)["person", person]["zone"] == ""


def test_a_lost_right_ends_the_way_back(house: House) -> None:
    boss = house.add_person("周敏", Role.SUPERVISOR)
    person = house.add_person()
    house.actor = boss
    house.do(zone(person, "东", ""))
    house.actor = ""
    house.do(EditPerson(boss, PersonFields(role=Role.ATTENDANT), PersonFields(role=Role.SUPERVISOR)))
    house.actor = boss
    assert code_of(house.undo) == "not_allowed"


# What a person does not see, or what an undo leaves on purpose (docs/operations.md).
TRACES = {
    "answered_at",
    "answered_by",
    "override",
    "staffing_set",
    "needs_review",
    "locked_at",
    "cancelled_at",
    "cancel_reason",
    "assigned_at",
}


def in_sight(house: House) -> dict[tuple[str, str], dict[str, Any]]:
    """What a person sees: rows that are not taken out, without traces."""
    gone = {"withdrawn", "cancelled"}
    return {
        key: {column: value for column, value in row.items() if column not in TRACES}
        for key, row in rows_of(house).items()
        if row.get("state") not in gone
        and not (key[0] == "rule" and row["value"] == "")
        and not (key[0] == "check" and row["result"] == "open")
        and not (key[0] == "presence" and row["presence"] == "off")
    }


class WayBack(RuleBasedStateMachine):
    """Acts of one person, and a model that only keeps what was in sight after each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house = House(Path(self.folder.name))
        self.rooms = [self.house.add_room("301"), self.house.add_room("302")]
        self.people = [self.house.add_person("甲"), self.house.add_person("乙")]
        self.house.console.history._done.clear()
        self.meetings: list[str] = []
        self.past: list[dict[tuple[str, str], dict[str, Any]]] = []
        self.future: list[dict[tuple[str, str], dict[str, Any]]] = []

    def teardown(self) -> None:
        assert_sound(self.house)
        assert overlaps(self.house) == []
        self.house.close()
        self.folder.cleanup()

    def say(self, *ops: Operation) -> None:
        before = in_sight(self.house)
        self.house.pass_time(0.1)
        try:
            done = self.house.do(*ops)
        except Refused:
            assert in_sight(self.house) == before
            return
        if done.can_undo:
            self.past.append(before)
            self.future.clear()

    def row(self, subject: str, entity: str) -> dict[str, Any]:
        return rows_of(self.house)[subject, entity]

    @rule(room=st.integers(0, 1), slot=st.integers(0, 6), people=st.sampled_from((5, 30, 60)))
    def book(self, room: int, slot: int, people: int) -> None:
        start = self.house.at + slot * HOUR
        op = BookMeeting(
            self.house.new_id(),
            self.rooms[room],
            "会",
            start,
            start + HOUR,
            people,
            MeetingClass.REGULAR,
            override="试",
        )
        self.say(op)
        if ("meeting", op.id) in rows_of(self.house):
            self.meetings.append(op.id)

    @rule(pick=st.integers(0, 5), people=st.sampled_from((3, 25, 70)))
    def edit(self, pick: int, people: int) -> None:
        for meeting in self.meetings[pick:][:1]:
            row = self.row("meeting", meeting)
            now = MeetingFields(title=f"改 {people}", expected=people)
            self.say(EditMeeting(meeting, now, MeetingFields(title=row["title"], expected=row["expected"])))

    @rule(pick=st.integers(0, 5), room=st.integers(0, 1), by=st.integers(-2, 3))
    def move(self, pick: int, room: int, by: int) -> None:
        for meeting in self.meetings[pick:][:1]:
            row = self.row("meeting", meeting)
            start, end = row["starts_at"], row["ends_at"]
            self.say(
                MoveMeeting(
                    meeting,
                    self.rooms[room],
                    start + by * HOUR,
                    end + by * HOUR,
                    row["room_id"],
                    start,
                    end,
                    "试",
                )
            )

    @rule(pick=st.integers(0, 5))
    def cancel(self, pick: int) -> None:
        for meeting in self.meetings[pick:][:1]:
            self.say(CancelMeeting(meeting, "不开了"))

    @rule(pick=st.integers(0, 5))
    def start(self, pick: int) -> None:
        for meeting in self.meetings[pick:][:1]:
            self.say(StartMeeting(meeting, self.house.at))

    @rule(pick=st.integers(0, 5), person=st.integers(0, 1), begin=st.booleans())
    def assign(self, pick: int, person: int, begin: bool) -> None:
        for meeting in self.meetings[pick:][:1]:
            task = derived(meeting, "task", "setup.1")
            row = rows_of(self.house).get(("task", task))
            if row is not None:
                ops: list[Operation] = [
                    AssignTasks((task,), self.people[person], (row["assignee_id"],), "试")
                ]
                self.say(*ops, *([StartTask(task, self.house.at)] if begin else [PinTask(task, pinned=True)]))

    @rule(pick=st.integers(0, 5))
    def unassign(self, pick: int) -> None:
        for meeting in self.meetings[pick:][:1]:
            task = derived(meeting, "task", "setup.1")
            row = rows_of(self.house).get(("task", task))
            if row is not None:
                self.say(UnassignTasks((task,), (row["assignee_id"],)))

    @rule(pick=st.integers(0, 5), result=st.sampled_from((CheckResult.PASS, CheckResult.FAIL)))
    def check(self, pick: int, result: CheckResult) -> None:
        for meeting in self.meetings[pick:][:1]:
            key = derived(meeting, "check", "desk", "tea")
            was = rows_of(self.house).get(("check", key), {"result": "open"})["result"]
            self.say(CheckItem(meeting, CheckOwner.DESK, "tea", result, CheckResult(was)))

    @rule(room=st.integers(0, 1), lock=st.booleans())
    def lock(self, room: int, lock: bool) -> None:
        self.say(LockRoom(self.rooms[room], "试") if lock else UnlockRoom(self.rooms[room]))

    @rule(value=st.sampled_from(("30", "45", "")))
    def set_rule(self, value: str) -> None:
        held = rows_of(self.house).get(
            ("rule", derived(self.house.console.identity.site_id, "rule", "tea.every"))
        )
        self.say(SetRule("tea.every", value, held["value"] if held else ""))

    @rule(person=st.integers(0, 1), presence=st.sampled_from((Presence.ON, Presence.LEAVE)))
    def presence(self, person: int, presence: Presence) -> None:
        self.say(SetPresence(self.people[person], "2026-06-10", presence))

    @rule()
    def call(self) -> None:
        now = self.house.at
        self.say(
            AddTask(
                self.house.new_id(),
                TaskKind.CALL,
                Role.ATTENDANT,
                now,
                now + 5 * MINUTE,
                now + MINUTE,
                self.rooms[0],
            )
        )

    @rule()
    def undo(self) -> None:
        now = in_sight(self.house)
        if not self.past:
            assert code_of(self.house.undo) == "nothing_to_undo"
            return
        self.house.undo()
        assert in_sight(self.house) == self.past.pop()
        self.future.append(now)

    @rule()
    def redo(self) -> None:
        now = in_sight(self.house)
        if not self.future:
            assert code_of(self.house.redo) == "nothing_to_redo"
            return
        self.house.redo()
        assert in_sight(self.house) == self.future.pop()
        self.past.append(now)

    @invariant()
    def the_bar_says_what_can_be_done(self) -> None:
        assert self.house.console.undo_state("") == (bool(self.past), bool(self.future))


@pytest.mark.timeout(240)
def test_undo_and_redo_walk_through_what_was_in_sight() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        WayBack,
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=checks,
            database=None,
            derandomize=True,
            report_multiple_bugs=False,
            phases=[Phase.generate],
        ),
    )
