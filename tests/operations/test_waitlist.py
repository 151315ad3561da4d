"""The waiting list: nothing is held, the booking is
checked when its slot is free, and undo leaves it waiting.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from app.domain.errors import Refused
from app.domain.ops import CancelMeeting, JoinWaitlist, LeaveWaitlist, MoveMeeting, PromoteWaiting
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import Inbox
from app.domain.records import WaitingRecord
from tests.operations.refused_stages import booking
from tests.operations.stage import Stage
from tests.support.tables import rows_of


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def queue(stage: Stage) -> tuple[WaitingRecord, ...]:
    return stage.house.console.ask(Inbox(0)).queued


def wait(stage: Stage, title: str = "候补会", start_min: int = 60) -> str:
    entry = stage.house.new_id()
    stage.do(JoinWaitlist(entry, replace(booking(stage, start_min=start_min), title=title)))
    return entry


def test_who_waits_holds_nothing_and_sees_who_is_in_the_way(stage: Stage) -> None:
    before = rows_of(stage.house)
    entry = wait(stage)
    assert rows_of(stage.house).keys() - before.keys() == {("waiting", entry)}  # neither meeting nor task
    [found] = queue(stage)
    assert (found.taken_by, found.taken_title, found.place, found.is_due) == (
        stage.meeting,
        "周例会",
        1,
        False,
    )


def test_the_first_in_line_is_due_when_the_slot_is_free_and_the_second_is_not(stage: Stage) -> None:
    first = wait(stage, "先来")
    stage.house.pass_time(1)
    second = wait(stage, "后到", start_min=60)
    stage.do(CancelMeeting(stage.meeting, "不开了"))
    assert [(it.id, it.place, it.is_due) for it in queue(stage)] == [(first, 1, True), (second, 2, False)]
    assert stage.house.console.ask(Inbox(0)).waiting == 1


def test_what_moved_out_of_the_way_frees_the_slot_too(stage: Stage) -> None:
    wait(stage)
    room, start, end = stage.slot()
    there = start + 5 * HOUR
    stage.do(MoveMeeting(stage.meeting, room, there, end + 5 * HOUR, room, start, end, "x"))
    assert queue(stage)[0].is_due


def test_a_promotion_makes_the_meeting_with_its_tasks(stage: Stage) -> None:
    entry, meeting = wait(stage), stage.house.new_id()
    stage.do(CancelMeeting(stage.meeting, "不开了"))
    stage.do(PromoteWaiting(entry, meeting))
    rows = rows_of(stage.house)
    assert (rows["meeting", meeting]["title"], rows["meeting", meeting]["holds"]) == ("候补会", 1)
    assert any(key[0] == "task" and row["meeting_id"] == meeting for key, row in rows.items())
    assert queue(stage) == ()


def test_a_promotion_into_a_taken_slot_is_refused_and_it_goes_on_waiting(stage: Stage) -> None:
    entry = wait(stage)
    with pytest.raises(Refused) as refused:
        stage.do(PromoteWaiting(entry, stage.house.new_id()))
    assert refused.value.code == "slot_taken"
    assert [it.id for it in queue(stage)] == [entry]


def test_a_promotion_that_is_undone_waits_again_and_can_be_made_again(stage: Stage) -> None:
    entry, meeting = wait(stage), stage.house.new_id()
    stage.do(CancelMeeting(stage.meeting, "不开了"))
    stage.do(PromoteWaiting(entry, meeting))
    stage.house.undo()
    assert rows_of(stage.house)["meeting", meeting]["holds"] == 0
    assert [it.id for it in queue(stage)] == [entry]
    stage.house.redo()
    assert rows_of(stage.house)["meeting", meeting]["holds"] == 1
    assert queue(stage) == ()
    stage.house.undo()
    stage.do(PromoteWaiting(entry, stage.house.new_id()))
    assert queue(stage) == ()


def test_a_promoted_meeting_that_is_cancelled_does_not_wait_again(stage: Stage) -> None:
    entry, meeting = wait(stage), stage.house.new_id()
    stage.do(CancelMeeting(stage.meeting, "不开了"))
    stage.do(PromoteWaiting(entry, meeting))
    stage.do(CancelMeeting(meeting, "不开了"))
    assert queue(stage) == ()
    with pytest.raises(Refused) as refused:
        stage.do(PromoteWaiting(entry, stage.house.new_id()))
    assert refused.value.code == "not_waiting"


def test_leaving_is_undone_to_the_same_place(stage: Stage) -> None:
    first = wait(stage, "先来")
    stage.house.pass_time(5)
    wait(stage, "后到", start_min=55)
    before = queue(stage)
    stage.do(LeaveWaitlist(first))
    assert [it.place for it in queue(stage)] == [1]
    stage.house.undo()
    assert queue(stage) == before


def test_joining_is_undone_by_leaving(stage: Stage) -> None:
    entry = wait(stage)
    stage.house.undo()
    assert queue(stage) == ()
    stage.house.redo()
    assert [it.id for it in queue(stage)] == [entry]


def test_a_classified_meeting_in_the_way_is_not_named(stage: Stage) -> None:
    wait(stage, start_min=600)
    stage.do(replace(booking(stage, start_min=600), title="绝密", is_classified=True))
    [found] = queue(stage)
    assert found.taken_by is not None
    assert found.taken_title == ""


def test_what_is_over_is_not_shown(stage: Stage) -> None:
    wait(stage)
    assert stage.house.console.ask(Inbox(stage.now + 60 * MINUTE + HOUR)).queued == ()
