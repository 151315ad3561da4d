"""What a person strikes stays struck; a clean-up that falls away frees its room; deadlines follow a move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.ops import (
    AdjustStaffing,
    AssignTasks,
    CancelMeeting,
    CancelTask,
    CompleteTask,
    CorrectMeeting,
    EditMeeting,
    EndMeeting,
    MeetingFacts,
    MeetingFields,
    MoveMeeting,
    MoveTask,
    StartMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import MeetingDetail
from app.domain.records import TaskRecord
from app.domain.states import EndKind, MeetingState, TaskKind, TaskState
from tests.support.house import WEDNESDAY, House, house
from tests.support.sure import sure

START = WEDNESDAY + HOUR


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path) as made:
        yield made


def task(home: House, meeting: str, kind: TaskKind, slot: int = 1) -> TaskRecord:
    file = sure(home.console.ask(MeetingDetail(meeting)))
    return next(each for each in file.tasks if each.kind is kind and each.slot == slot)


def state(home: House, meeting: str) -> MeetingState:
    return sure(home.console.ask(MeetingDetail(meeting))).meeting.state


def heads(home: House, meeting: str, number: int, was: int) -> None:
    home.do(EditMeeting(meeting, set=MeetingFields(expected=number), was=MeetingFields(expected=was)))


def test_a_struck_task_stays_struck_whatever_the_staffing_does(home: House) -> None:
    meeting = home.book(home.add_room(), expected=20)
    home.do(CancelTask(task(home, meeting, TaskKind.GUIDE).id, "不用引导"))
    heads(home, meeting, 50, 20)
    assert task(home, meeting, TaskKind.GUIDE).state is TaskState.CANCELLED
    assert task(home, meeting, TaskKind.GUIDE, 2).state is TaskState.PENDING
    home.do(CancelMeeting(meeting, "改期"))
    home.undo()
    assert task(home, meeting, TaskKind.GUIDE).state is TaskState.CANCELLED
    assert task(home, meeting, TaskKind.SETUP).state is TaskState.PENDING


def test_striking_is_undone_and_redone(home: House) -> None:
    meeting = home.book(home.add_room(), expected=20)
    home.do(CancelTask(task(home, meeting, TaskKind.GUIDE).id))
    home.undo()
    assert task(home, meeting, TaskKind.GUIDE).state is TaskState.PENDING
    heads(home, meeting, 5, 20)
    heads(home, meeting, 20, 5)
    assert task(home, meeting, TaskKind.GUIDE).state is TaskState.PENDING, (
        "not struck any more: it comes back"
    )


def test_a_task_that_staffing_took_away_comes_back_where_the_meeting_is_by_then(home: House) -> None:
    room, other = home.add_room(), home.add_room("305")
    meeting = home.book(room, expected=50)
    home.do(AdjustStaffing(meeting, 1, 2, "一名够"))
    assert task(home, meeting, TaskKind.SETUP, 2).state is TaskState.CANCELLED
    home.do(MoveMeeting(meeting, other, START + HOUR, START + 2 * HOUR, room, START, START + HOUR, "换房"))
    home.do(AdjustStaffing(meeting, 2, 1, "还是两名"))
    back = task(home, meeting, TaskKind.SETUP, 2)
    first = task(home, meeting, TaskKind.SETUP, 1)
    assert (back.state, back.room_id, back.starts_at, back.due_at) == (
        TaskState.PENDING, other, first.starts_at, first.due_at,
    )  # fmt: skip


def test_a_clean_up_struck_after_the_end_frees_the_room_and_undo_takes_that_back(home: House) -> None:
    meeting = home.book(home.add_room(), expected=20)
    home.do(StartMeeting(meeting, home.at))
    home.do(EndMeeting(meeting, home.at, EndKind.EARLY))
    home.do(CancelTask(task(home, meeting, TaskKind.CLEAN).id, "自行清理"))
    assert state(home, meeting) is MeetingState.CLEANED
    home.undo()
    assert state(home, meeting) is MeetingState.ENDED
    home.redo()
    assert state(home, meeting) is MeetingState.CLEANED


def test_a_clean_up_that_is_done_undone_and_done_again(home: House) -> None:
    person = home.add_person()
    meeting = home.book(home.add_room(), expected=20)
    home.do(StartMeeting(meeting, home.at))
    home.do(EndMeeting(meeting, home.at, EndKind.EARLY))
    clean = task(home, meeting, TaskKind.CLEAN).id
    home.do(AssignTasks((clean,), person, (None,)))
    home.do(CompleteTask(clean, home.at))
    for step, wanted in ((home.undo, MeetingState.ENDED), (home.redo, MeetingState.CLEANED)):
        step()
        assert state(home, meeting) is wanted


def test_a_meeting_put_back_into_session_does_not_wake_a_struck_clean_up(home: House) -> None:
    meeting = home.book(home.add_room(), expected=20)
    home.do(CancelTask(task(home, meeting, TaskKind.CLEAN).id))
    home.do(StartMeeting(meeting, home.at))
    home.do(EndMeeting(meeting, home.at, EndKind.EARLY))
    assert state(home, meeting) is MeetingState.CLEANED
    was = MeetingFacts(MeetingState.CLEANED, home.at, home.at, EndKind.EARLY)
    home.do(CorrectMeeting(meeting, set=MeetingFacts(MeetingState.IN_SESSION, home.at), was=was))
    assert task(home, meeting, TaskKind.CLEAN).state is TaskState.CANCELLED


def test_a_moved_tasks_deadline_follows_unless_the_meetings_start_sets_it(home: House) -> None:
    meeting = home.book(home.add_room(), expected=20)
    for kind, follows in ((TaskKind.CLEAN, True), (TaskKind.SETUP, False)):
        held = task(home, meeting, kind)
        later = (held.starts_at + 10 * MINUTE, held.ends_at + 10 * MINUTE)
        home.do(MoveTask(held.id, *later, held.starts_at, held.ends_at))
        assert task(home, meeting, kind).due_at == held.due_at + (10 * MINUTE if follows else 0)
        home.undo()
        assert task(home, meeting, kind) == held
