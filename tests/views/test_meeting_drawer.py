"""The drawer of a meeting: its life from prepared to reinstated, its staff, its check-lists, its log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AcknowledgeTask,
    ArriveAtTask,
    AssignTasks,
    CheckItem,
    CompleteTask,
    CorrectMeeting,
    EndMeeting,
    ExtendMeeting,
    MarkNoShow,
    StartMeeting,
    StartTask,
)
from app.domain.states import CheckResult, EndKind, MeetingState, Role, TaskState
from app.views.drawer_parts import current_of, next_step, rounds
from app.widgets.controls import Button
from app.widgets.look import Look
from tests.support import records as made_up
from tests.support.house import house
from tests.views.schedule_stage import Stage


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    made = Look("light", reduced_motion=True)
    made.apply(qapp)
    yield made
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path) as made:
        yield Stage(qtbot, look, made)


def opened(stage: Stage, start_min: int = 48, **more):
    meeting = stage.book(0, start_min, 90, **more)
    stage.page.open_meeting(meeting)
    return stage.page.drawer, meeting


def button(stage: Stage, name: str) -> Button:
    found = stage.page.drawer.findChild(Button, name)
    assert found is not None, name
    return found


def test_one_key_gives_the_open_slot_to_the_best_person(stage, qtbot):
    drawer, _ = opened(stage)
    assert drawer.staff.fill.isEnabled()
    qtbot.keyClick(drawer, Qt.Key.Key_Return)
    (op,) = stage.said()
    assert isinstance(op, AssignTasks)
    assert op.person in {stage.anna, stage.bo}
    assert len(op.tasks) >= 3
    assert not drawer.staff.fill.isVisible()


def test_a_round_goes_step_by_step_and_the_acceptance_covers_all_of_it(stage):
    drawer, _ = opened(stage)
    drawer.on_fill()
    stage.said()
    button(stage, "step_attendant_1").click()
    accepted = stage.said()
    assert {type(op) for op in accepted} == {AcknowledgeTask}
    assert len(accepted) >= 3
    kinds = []
    for _ in range(3):
        button(stage, "step_attendant_1").click()
        kinds += [type(op) for op in stage.said()]
    assert kinds == [ArriveAtTask, StartTask, CompleteTask]
    assert drawer.meeting is not None
    assert stage.desk.refusals == []


def test_items_are_ticked_and_an_answer_is_taken_back(stage):
    drawer, meeting = opened(stage)
    button(stage, "checklist_head_attendant").click()
    tick = button(stage, "check_attendant_clean_pass")
    assert tick.isVisible()
    tick.click()
    (op,) = stage.said()
    assert (op.meeting, op.item, op.result, op.was) == (meeting, "clean", CheckResult.PASS, CheckResult.OPEN)
    assert tick.isChecked()
    tick.click()
    (back,) = stage.said()
    assert isinstance(back, CheckItem)
    assert (back.result, back.was) == (CheckResult.OPEN, CheckResult.PASS)
    assert not tick.isChecked()
    assert drawer.isVisible()


def test_a_meeting_lives_from_start_over_extension_to_its_end(stage):
    drawer, meeting = opened(stage, start_min=-10)
    drawer.go.click()
    drawer.extend_by(30)
    drawer.go.click()
    start, longer, end = stage.said()
    assert isinstance(start, StartMeeting)
    assert isinstance(longer, ExtendMeeting)
    assert longer.ends_at == stage.at(-10 + 90 + 30)
    assert isinstance(end, EndMeeting)
    assert end.end_kind is EndKind.EARLY
    assert stage.meeting(meeting).state in {MeetingState.ENDED, MeetingState.CLEANED}


def test_an_extension_into_the_next_meeting_is_refused_in_the_drawer(stage):
    stage.house.book(stage.rooms[0], 100, 60)
    drawer, _ = opened(stage, start_min=-10)
    drawer.go.click()
    drawer.extend_by(60)
    assert drawer.problem.isVisible()
    assert not drawer.reason.isVisible()
    assert stage.desk.refusals[-1].code == "slot_taken"


def test_a_short_gap_wants_a_reason_and_goes_on_with_it(stage, qtbot):
    stage.house.book(stage.rooms[0], 100, 60)
    drawer, _ = opened(stage, start_min=-10)
    drawer.go.click()
    drawer.extend_by(15)
    assert drawer.reason.isVisible()
    stage.said()
    drawer.reason.setText("领导讲话未完")
    qtbot.keyClick(drawer.reason, Qt.Key.Key_Return)
    (op,) = stage.said()
    assert op.override == "领导讲话未完"
    assert not drawer.problem.isVisible()


def test_a_no_show_is_recorded_and_reinstated(stage):
    drawer, meeting = opened(stage, start_min=-20)
    from app.views import meeting_acts

    drawer._do(lambda why: meeting_acts.no_show(stage.meeting(meeting), why))
    assert stage.meeting(meeting).state is MeetingState.NO_SHOW
    drawer.go.click()
    no_show, back = stage.said()
    assert isinstance(no_show, MarkNoShow)
    assert isinstance(back, CorrectMeeting)
    assert stage.desk.refusals == []
    assert stage.meeting(meeting).state is MeetingState.CONFIRMED


def test_the_log_says_who_did_what_in_words(stage):
    drawer, meeting = opened(stage)
    stage.view.setFocus()
    stage.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    stage.let_go_alt()
    said = " ".join(label.text() for label in drawer.changes._labels if label.isVisible())
    assert "→" in said
    assert drawer.meeting is not None
    assert drawer.meeting.starts_at == stage.at(53)
    assert meeting == drawer.meeting.id


def test_the_drawer_follows_the_selection_until_it_is_unpinned(stage):
    drawer, first = opened(stage)
    other = stage.house.book(stage.rooms[1], 108, 60)
    stage.page.refresh()
    stage.view.select_bar(other)
    assert drawer.meeting.id == other
    drawer.pin.click()
    stage.view.select_bar(first)
    assert drawer.meeting.id == other


def test_every_text_follows_the_language(stage):
    drawer, _ = opened(stage)
    for widget in (stage.page, drawer, stage.page.form, stage.page.find_room):
        widget.retranslate()
    assert drawer.cancel.text()


def test_rounds_keep_a_person_together_and_show_what_is_next():
    meeting = made_up.meeting(attendants_needed=2, is_video=True)
    groups = rounds(made_up.tasks_for(meeting))
    assert [(g[0].role, g[0].slot) for g in groups] == [
        (Role.ATTENDANT, 1), (Role.ATTENDANT, 2), (Role.ENGINEER, 0),
    ]  # fmt: skip
    done = made_up.tasks_for(meeting, state=TaskState.DONE)
    assert current_of(rounds(done)[0]) is rounds(done)[0][-1]
    assert next_step(made_up.task(state=TaskState.PENDING)) is None
    assert next_step(made_up.task(state=TaskState.ASSIGNED)) is TaskState.ACKNOWLEDGED
    assert next_step(made_up.task(state=TaskState.ON_SITE)) is TaskState.IN_PROGRESS
