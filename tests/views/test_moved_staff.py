"""A meeting that moves takes its attendants along: said
live, waived on purpose, by pointer, keys and form.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ids import derived
from app.domain.ops import AssignTasks, MoveMeeting
from app.domain.questions import BookingChecked
from app.views.booking_draft import draft_of
from app.widgets.look import Look
from app.widgets.timeline_panel import Feedback
from tests.support.house import house
from tests.views.schedule_stage import ALT, Stage


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


def staffed(stage: Stage, room: int, start_min: int) -> str:
    meeting = stage.book(room, start_min, 40)
    tasks = tuple(derived(meeting, "task", f"{kind}.1") for kind in ("setup", "guide", "standby", "clean"))
    stage.house.do(AssignTasks(tasks, stage.anna, (None,) * len(tasks)))
    return meeting


def shown(stage: Stage) -> Feedback:
    said = stage.page.moves.panel.said()
    assert said is not None
    return said


def two_meetings(stage: Stage) -> str:
    """Anna serves in 301 at 14:42 and in 302 at 16:52; the first is chosen."""
    moved = staffed(stage, 0, 60)
    staffed(stage, 1, 188)
    stage.page.refresh()
    stage.view.select_bar(moved)
    return moved


def test_the_reason_shows_while_the_bar_is_dragged_and_a_written_one_lets_it_through(stage):
    meeting = two_meetings(stage)
    center = stage.bar_rect(meeting).center()
    stage.drag(center, center + QPoint(stage.minutes_px(130), 0), drop=False)
    said = shown(stage)
    assert said.tone == "mid"
    assert any("安娜" in line.text for line in said.lines if line.mark == "warn")
    assert not said.reason
    stage.mouse_up(center + QPoint(stage.minutes_px(130), 0))
    assert stage.said() == []
    assert shown(stage).reason
    stage.page.moves.panel._field.setText("人手不够")
    stage.bot.keyClick(stage.page.moves.panel._field, Qt.Key.Key_Return)
    (op,) = stage.said()
    assert isinstance(op, MoveMeeting)
    assert op.override == "人手不够"
    assert stage.desk.refusals == []
    assert stage.meeting(meeting).starts_at == stage.at(188)


def test_by_keys_the_same_reason_is_asked_and_escape_leaves_the_meeting_where_it_was(stage):
    meeting = two_meetings(stage)
    before = stage.bar_rect(meeting)
    for _ in range(26):
        stage.key(Qt.Key.Key_Right, ALT)
    assert any("安娜" in line.text for line in shown(stage).lines if line.mark == "warn")
    stage.let_go_alt()
    assert shown(stage).reason
    stage.bot.keyClick(stage.page.moves.panel._field, Qt.Key.Key_Escape)
    assert stage.said() == []
    assert stage.bar_rect(meeting) == before


def test_her_own_work_of_the_same_meeting_is_not_in_its_way(stage):
    meeting = staffed(stage, 0, 60)
    stage.page.refresh()
    center = stage.bar_rect(meeting).center()
    stage.drag(center, center + QPoint(stage.minutes_px(30), 0))
    (op,) = stage.said()
    assert isinstance(op, MoveMeeting)
    assert op.override == ""
    assert stage.desk.refusals == []


def test_what_the_board_has_not_heard_of_is_asked_for_after_the_drop(stage):
    meeting = staffed(stage, 0, 60)
    stage.page.refresh()
    other = stage.house.book(stage.rooms[1], 188, 40, expected=20)  # staffed elsewhere, not on this board yet
    stage.house.do(AssignTasks((derived(other, "task", "standby.1"),), stage.anna, (None,)))
    center = stage.bar_rect(meeting).center()
    stage.drag(center, center + QPoint(stage.minutes_px(130), 0))
    (refused,) = stage.desk.refusals
    assert refused.code == "person_busy"
    assert shown(stage).reason
    stage.desk.said.clear()
    stage.page.moves.panel._field.setText("人手不够")
    stage.bot.keyClick(stage.page.moves.panel._field, Qt.Key.Key_Return)
    (op,) = stage.said()
    assert isinstance(op, MoveMeeting)
    assert op.override == "人手不够"
    assert len(stage.desk.refusals) == 1


def test_the_form_and_its_check_say_it_too_and_take_the_reason(stage):
    meeting = two_meetings(stage)
    record = stage.meeting(meeting)
    start, end = stage.at(188), stage.at(230)
    question = BookingChecked(stage.rooms[0], start, end, record.expected, record.meeting_class, meeting)
    (found,) = stage.house.console.ask(question)
    assert found.code == "person_busy"
    assert found.waivable
    unmoved = BookingChecked(
        record.room_id, record.starts_at, record.ends_at, record.expected, record.meeting_class, meeting
    )
    assert stage.house.console.ask(unmoved) == ()
    stage.page.edit_meeting(meeting)
    form = stage.page.form
    draft = draft_of(record)
    form.fields.start.setTime(form.fields.start.time().addSecs((start - draft.starts_at) // 1000))
    form.check.on_paused()
    assert not form.save_button.isEnabled()
    form.reason.setText("人手不够")
    assert form.save_button.isEnabled()
    form.save()
    assert stage.desk.refusals == []
    assert stage.meeting(meeting).override == "人手不够"
