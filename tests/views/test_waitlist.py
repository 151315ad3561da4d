"""A refused booking that waits for its slot, on the page of conflicts: by key and by pointer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.ops import CancelMeeting, JoinWaitlist, MoveMeeting, PromoteWaiting, SettleRefusal
from app.domain.questions import MeetingsBetween
from app.domain.states import MeetingState, RefusalChoice
from app.widgets.look import Look
from tests.support.house import house
from tests.support.inbox import refuse
from tests.views.inbox_stage import Stage


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path / "desk") as made:
        yield Stage(qtbot, look, made)


def press(stage: Stage, key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    target = focus if focus is not None and stage.page.isAncestorOf(focus) else stage.page
    QTest.keyClick(target, key)


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 12))


def queued(stage: Stage) -> str:
    """The refused booking waits; the page shows the list. Returns the op that was refused."""
    op_id = stage.refuse_booking()
    stage.open()
    press(stage, Qt.Key.Key_W)
    stage.page.tabs.segment("queued").click()
    return op_id


def free(stage: Stage) -> None:
    """Whoever held the slot does so no more."""
    [other] = [each for each in meetings(stage) if each.title == "别的会"]
    stage.desk.do_all((CancelMeeting(other.id, "不开了"),))


def meetings(stage: Stage):
    found = stage.house.console.ask(MeetingsBetween(0, 2**45))
    return [each for each in found if each.state is MeetingState.CONFIRMED]


def test_a_refused_booking_joins_the_list_in_one_act_and_undo_brings_the_refusal_back(stage):
    op_id = queued(stage)
    join, settled = stage.desk.acts[-1]
    assert isinstance(join, JoinWaitlist)
    assert join.booking.title == "离线预订的会"
    assert settled == SettleRefusal(op_id, RefusalChoice.QUEUED)
    assert stage.inbox().refusals == ()
    assert stage.page.tabs.segment("queued").text().endswith("1")
    assert "别的会" in stage.page.queued.why.text()
    assert "312" in stage.page.queued.why.text()
    stage.house.undo()
    assert [each.op_id for each in stage.inbox().refusals] == [op_id]
    assert stage.inbox().queued == ()


def test_while_the_slot_is_taken_it_cannot_be_booked_and_asks_for_no_decision(stage):
    queued(stage)
    assert not stage.page.queued.promote_button.isEnabled()
    before = len(stage.desk.acts)
    press(stage, Qt.Key.Key_B)
    assert len(stage.desk.acts) == before
    stage.page.tabs.segment("waiting").click()
    assert stage.inbox().waiting == 0


def test_when_the_slot_is_free_it_is_to_decide_and_a_key_books_it(stage):
    queued(stage)
    stage.page.tabs.segment("waiting").click()
    free(stage)
    stage.page.refresh()
    assert stage.inbox().waiting == 1
    assert stage.page.tabs.segment("waiting").text().endswith("1")
    assert stage.page.stack.currentWidget() is stage.page.queued
    stage.page.grab()  # a row of another colour: painted
    press(stage, Qt.Key.Key_B)
    assert isinstance(stage.desk.acts[-1][0], PromoteWaiting)
    assert "离线预订的会" in [each.title for each in meetings(stage)]
    assert stage.inbox().queued == ()


def test_the_pointer_does_the_same_and_undo_lets_it_wait_again(stage):
    queued(stage)
    free(stage)
    stage.page.refresh()
    click(stage.page.queued.promote_button)
    assert "离线预订的会" in [each.title for each in meetings(stage)]
    stage.house.undo()
    stage.page.refresh()
    assert len(stage.inbox().queued) == 1
    click(stage.page.queued.leave_button)
    assert stage.inbox().queued == ()
    assert stage.page.stack.currentWidget() is stage.page.empty


def test_a_slot_that_was_taken_again_meanwhile_is_said_and_nothing_is_lost(stage):
    queued(stage)
    free(stage)
    stage.page.refresh()
    stage.house.book(stage.taken, 110, 100, title="又有会")  # nobody has told the page
    click(stage.page.queued.promote_button)
    assert "312" in stage.page.queued.message.text()
    assert len(stage.inbox().queued) == 1


def test_only_a_booking_that_central_refused_for_its_slot_can_wait(stage):
    stage.refuse_booking(is_final=False)
    there = (stage.room, stage.start, stage.end)
    move = MoveMeeting(stage.meeting, stage.taken, stage.start, stage.end, *there, "换")
    refuse(stage.house, move, "slot_taken", stage.zhou, room=stage.taken)
    stage.open()
    before = len(stage.desk.acts)
    for item in stage.page.model.values:
        stage.page.list.setCurrentIndex(stage.page.model.index(stage.page.model.place_of(item.key)))
        assert stage.page.stack.currentWidget() is stage.page.refusal
        assert not stage.page.refusal.queue_button.isVisible()
        press(stage, Qt.Key.Key_W)
    assert len(stage.page.model.values) == 2
    assert len(stage.desk.acts) == before


def test_the_keys_at_the_foot_are_those_of_what_is_shown(stage, qtbot):
    stage.change_title()
    stage.refuse_booking()
    stage.open()
    with qtbot.waitSignal(stage.page.hints_changed):
        stage.page.tabs.segment("refused").click()
    assert "W" in dict(stage.page.key_hints())
    press(stage, Qt.Key.Key_W)
    with qtbot.waitSignal(stage.page.hints_changed):
        stage.page.tabs.segment("queued").click()
    assert "B" in dict(stage.page.key_hints())
