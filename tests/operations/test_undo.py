"""Every act a person can take back: undo gives the rows
as they were, redo gives them as the act left them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refused
from app.domain.ops import (
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    ConfirmMeeting,
    EditMeeting,
    EditRoom,
    MeetingFields,
    RoomFields,
    StartTask,
)
from app.domain.periods import HOUR
from app.domain.states import (
    MeetingState,
    Role,
)
from tests.operations.stage import CASES, NEW, Stage
from tests.support.tables import rows_of


@pytest.mark.parametrize("case", CASES)
def test_undo_gives_the_rows_as_they_were_and_redo_as_the_act_left_them(case: str, tmp_path: Path) -> None:
    prepare, act = CASES[case]
    stage = Stage(tmp_path)
    prepare(stage)
    before = rows_of(stage.house)
    stage.house.pass_time(1)
    stage.do(act(stage))
    after = rows_of(stage.house)
    assert after != before
    stage.house.pass_time(1)
    stage.house.undo()
    assert _without_traces(rows_of(stage.house)) == _without_traces(before)
    stage.house.redo()
    assert _without_traces(rows_of(stage.house)) == _without_traces(after)
    stage.house.undo()
    assert _without_traces(rows_of(stage.house)) == _without_traces(before)
    stage.house.close()


def _without_traces(rows: dict[tuple[str, str], dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Rows without what stays on purpose: who answered last,
    the reason of a waiver, that a person set the staff.

    Tasks that a step made and its undo cancelled are history, not duties.
    """
    traces = {"answered_at", "answered_by", "override", "staffing_set", "needs_review", "locked_at"}
    return {
        key: {column: value for column, value in row.items() if column not in traces}
        for key, row in rows.items()
        if not (key[0] == "task" and row["state"] == "cancelled" and row["assignee_id"] is None)
    }


@pytest.mark.parametrize("case", NEW)
def test_what_was_added_is_out_of_sight_after_undo_and_back_after_redo(case: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    before = _in_sight(stage)
    stage.do(NEW[case](stage))
    after = _in_sight(stage)
    assert after != before
    stage.house.undo()
    assert _in_sight(stage) == before
    stage.house.redo()
    assert _in_sight(stage) == after
    stage.house.close()


def _in_sight(stage: Stage) -> set[tuple[str, str]]:
    """What a person would see: not withdrawn, not cancelled, not retired, not set back to its default."""
    seen = set()
    for key, row in rows_of(stage.house).items():
        gone = (
            row.get("state") in {"withdrawn", "cancelled"}
            or row.get("retired") == 1
            or row.get("active") == 0
            or (key[0] == "rule" and row["value"] == "")
        )
        if not gone:
            seen.add(key)
    return seen


def test_a_submitted_meeting_is_submitted_again_after_undoing_its_confirmation(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    meeting = stage.house.new_id()
    stage.do(
        BookMeeting(
            meeting,
            stage.other,
            "会",
            stage.now + 3 * HOUR,
            stage.now + 4 * HOUR,
            override="x",
            confirmed=False,
        )
    )
    stage.do(ConfirmMeeting(meeting))
    stage.house.undo()
    assert rows_of(stage.house)["meeting", meeting]["state"] == MeetingState.SUBMITTED
    stage.house.close()


def test_undo_is_refused_when_something_newer_depends_on_the_act(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    first, second = stage.house.add_person("周敏", Role.SUPERVISOR), stage.house.add_person("林涛", Role.DESK)
    stage.house.actor = first
    stage.do(AssignTasks((stage.setup,), stage.person, (None,)))
    stage.house.actor = second
    stage.do(StartTask(stage.setup, stage.now))
    stage.house.actor = first
    with pytest.raises(Refused) as refused:
        stage.house.undo()
    assert refused.value.code == "changed_since"
    stage.house.close()


def test_undo_is_refused_when_the_slot_was_taken_meanwhile(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    first, second = stage.house.add_person("周敏", Role.SUPERVISOR), stage.house.add_person("林涛", Role.DESK)
    stage.house.actor = first
    stage.do(CancelMeeting(stage.meeting, "不开了"))
    stage.house.actor = second
    stage.house.book(stage.room, title="后来的会")
    stage.house.actor = first
    with pytest.raises(Refused) as refused:
        stage.house.undo()
    assert refused.value.code == "slot_taken"
    assert stage.row()["state"] == MeetingState.CANCELLED
    stage.house.close()


@pytest.mark.parametrize("case", CASES)
def test_an_act_is_taken_back_also_after_a_later_one_was_taken_back(case: str, tmp_path: Path) -> None:
    """What an undo leaves on purpose (a waiver's reason, who answered last) is no change by somebody else."""
    prepare, act = CASES[case]
    stage = Stage(tmp_path)
    prepare(stage)
    stage.house.pass_time(1)
    stage.do(EditMeeting(stage.meeting, MeetingFields(notes="记"), MeetingFields(notes="")))
    stage.do(EditRoom(stage.room, RoomFields(zone="东"), RoomFields(zone="")))
    stage.do(act(stage))
    steps = len(stage.house.console.history._done[""])
    for _ in range(3):
        stage.house.undo()
    for _ in range(3):
        stage.house.redo()
    assert len(stage.house.console.history._done[""]) == steps
    for _ in range(steps):
        stage.house.undo()
    stage.house.close()
