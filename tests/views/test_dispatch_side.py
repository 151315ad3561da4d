"""Steps, forms, plans and the manners of the dispatch page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AddTask,
    AssignTasks,
    ClaimTask,
    OfferTask,
    PinTask,
    SetPresence,
    UnassignTasks,
)
from app.domain.periods import MINUTE
from app.domain.states import Presence, Role, TaskKind, TaskState
from app.views.dispatch_menu import board_menu
from app.widgets.look import Look
from tests.support.house import WEDNESDAY, house
from tests.views.dispatch_stage import Stage, assigned

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path) as made:
        yield Stage(qtbot, look, made)


# steps, pins, claims ---------------------------------------------------------------------------------------


def test_a_block_goes_through_its_steps_and_the_buttons_follow(stage):
    stage.give(stage.anna)
    task = stage.tasks(stage.anna)[0]
    stage.page.board.select_bar(task.id)
    seen = []
    for name in ("acknowledge", "arrive", "start", "complete", "verify"):
        button = stage.page.panel.findChild(QPushButton, f"step_{name}")
        assert button.isVisibleTo(stage.page.panel), name
        button.click()
        seen.append(next(t for t in stage.tasks() if t.id == task.id).state)
        assert stage.page._subject.key == task.id, "the block stays selected"
    assert seen == [
        TaskState.ACKNOWLEDGED,
        TaskState.ON_SITE,
        TaskState.IN_PROGRESS,
        TaskState.DONE,
        TaskState.VERIFIED,
    ]
    assert not stage.page.panel.findChild(QPushButton, "step_verify").isVisibleTo(stage.page.panel)


def test_u_takes_a_block_back_and_p_pins_it(stage):
    stage.give(stage.anna)
    task = stage.tasks(stage.anna)[0]
    stage.page.board.select_bar(task.id)
    stage.bot.keyClick(stage.page.board, Qt.Key.Key_P)
    assert next(t for t in stage.tasks() if t.id == task.id).is_pinned
    assert isinstance(stage.desk.said[-1], PinTask)
    stage.bot.keyClick(stage.page.board, Qt.Key.Key_P)
    assert not next(t for t in stage.tasks() if t.id == task.id).is_pinned
    stage.bot.keyClick(stage.page.board, Qt.Key.Key_U)
    assert next(t for t in stage.tasks() if t.id == task.id).assignee_id is None
    assert stage.page.left.waiting.rowCount() == 1


def test_an_entry_can_be_opened_for_claims_and_stays_in_sight(stage):
    stage.page.panel.findChild(QPushButton, "step_offer").click()
    assert all(isinstance(op, OfferTask) for op in stage.desk.said)
    assert len(stage.desk.acts) == 1
    assert stage.page._pending() == ()
    assert stage.page.left._claims.isVisibleTo(stage.page)
    stage.bot.keyClick(stage.page, Qt.Key.Key_Space)
    claims = [op for op in stage.desk.said if isinstance(op, ClaimTask)]
    assert len(claims) == 4
    assert {t.assignee_id for t in stage.tasks()} == {claims[0].person}


def test_a_task_by_hand_joins_the_queue(stage):
    stage.bot.keyClick(stage.page, Qt.Key.Key_E)
    form = stage.page.side.task_form
    assert stage.page.side.currentWidget() is form
    form._room.setCurrentText("305")
    form._note.setText("加一壶水")
    form.go.click()
    (op,) = stage.desk.said
    assert isinstance(op, AddTask)
    assert (op.task_kind, op.role, op.room, op.note) == (
        TaskKind.CALL,
        Role.ATTENDANT,
        stage.other_room,
        "加一壶水",
    )
    assert op.due_at == op.ends_at
    assert stage.page.left.waiting.rowCount() == 2
    assert stage.page.side.currentWidget() is stage.page.panel
    assert stage.page.queue.current_key() == op.id, "so that Space gives it away at once"


def test_a_meeting_is_revealed_as_its_entry_or_its_block(stage):
    other = stage.house.book(stage.other_room, 150, 60, expected=20)
    stage.page.refresh()
    assert stage.page.reveal("meeting", other)
    assert stage.page._subject.entry.meeting.id == other
    stage.give(stage.anna)
    assert stage.page.reveal("meeting", stage.meeting)
    assert stage.page._subject.is_block
    assert stage.page._subject.entry.meeting.id == stage.meeting
    assert not stage.page.reveal("meeting", "nobody knows it")
    assert stage.page.reveal("person", stage.bo)
    assert not stage.page.reveal("device", "x")


def test_a_room_that_does_not_exist_is_told_in_the_form(stage):
    stage.page.side.insert_task()
    form = stage.page.side.task_form
    form._room.setCurrentText("999")
    form.go.click()
    assert not stage.desk.said
    assert "999" in form.form.note("task_room")


def test_leave_takes_the_open_tasks_back_as_one_act(stage):
    stage.give(stage.anna)
    stage.page.side.change_presence(stage.anna)
    form = stage.page.side.presence_form
    form._presence.setCurrentIndex(form.ORDER.index(Presence.LEAVE))
    form._note.setText("病假")
    assert form._back.isChecked()
    form.go.click()
    assert [type(op) for op in stage.desk.acts[-1]] == [SetPresence, UnassignTasks]
    assert stage.tasks(stage.anna) == []
    stage.desk.undo()
    assert len(stage.tasks(stage.anna)) == 4


def test_a_break_keeps_the_hours_of_the_shift(stage):
    stage.house.do(SetPresence(stage.anna, "2026-06-10", Presence.ON, "中班", "", 12 * 60, 20 * 60))
    stage.page.refresh()
    stage.page.side.change_presence(stage.anna)
    form = stage.page.side.presence_form
    form._presence.setCurrentIndex(form.ORDER.index(Presence.BREAK))
    form.go.click()
    op = stage.desk.said[-1]
    assert isinstance(op, SetPresence)
    assert (op.presence, op.shift, op.from_minute, op.to_minute) == (
        Presence.BREAK,
        "中班 12:00–20:00",
        822,
        852,
    )
    day = stage.page._crew.person(stage.anna)
    assert (day.standing(stage.house.at), day.standing(stage.house.at + 31 * MINUTE)) == (
        Presence.BREAK,
        Presence.ON,
    )


def test_a_meeting_beyond_80_asks_for_a_number_and_the_number_for_a_reason(stage):
    stage.house.book(stage.other_room, 150, 60, expected=81, override="演示")
    stage.page.refresh()
    key = next(e.key for e in stage.page._entries if e.meeting.expected == 81)
    stage.page.left.select(key)
    button = stage.page.panel.findChild(QPushButton, "step_staffing")
    assert button.isVisibleTo(stage.page.panel)
    button.click()
    form = stage.page.side.staffing_form
    form._number.setValue(4)
    form.go.click()
    assert not stage.desk.said
    assert form.form.note("staffing_reason")
    form._reason.setText("会场两个入口")
    form.go.click()
    op = stage.desk.said[-1]
    assert (op.attendants, op.was, op.reason) == (4, 3, "会场两个入口")
    assert len([e for e in stage.page._entries if e.meeting.expected == 81]) == 4


# a plan for everything --------------------------------------------------------------------------------------


def test_nothing_is_planned_without_a_preview_and_accepting_is_one_act(stage):
    stage.house.book(stage.other_room, 120, 60, expected=20)
    stage.page.refresh()
    stage.bot.keyClick(stage.page, Qt.Key.Key_R)
    plan = stage.page.side.plan
    assert stage.page.side.currentWidget() is plan
    assert plan.model.rowCount() == 2
    assert not stage.desk.said
    stage.bot.keyClick(plan.list, Qt.Key.Key_Return)
    assert len(stage.desk.acts) == 1
    assert [type(op) for op in stage.desk.acts[0]] == [AssignTasks, AssignTasks]
    assert {op.person for op in assigned(stage)} == {stage.anna, stage.bo}, "both at once: one each"
    assert stage.page.left.waiting.rowCount() == 0
    stage.desk.undo()
    assert all(t.assignee_id is None for t in stage.tasks())


def test_some_lines_of_a_plan_can_be_left_out(stage):
    stage.house.book(stage.other_room, 120, 60, expected=20)
    stage.page.refresh()
    stage.page.side.plan_all()
    plan = stage.page.side.plan
    plan.list.setCurrentIndex(plan.model.index(0))
    stage.bot.keyClick(plan.list, Qt.Key.Key_Space)
    assert len(plan.model.accepted()) == 1
    plan.accept()
    assert len(assigned(stage)) == 1
    assert stage.page.left.waiting.rowCount() == 1


def test_escape_leaves_a_plan_without_a_trace(stage):
    stage.page.side.plan_all()
    stage.bot.keyClick(stage.page.side.plan.list, Qt.Key.Key_Escape)
    assert stage.page.side.currentWidget() is stage.page.panel
    assert not stage.desk.said


# the page ---------------------------------------------------------------------------------------------------


def test_the_best_candidate_is_previewed_on_their_row_with_what_it_does_to_the_load(stage):
    preview = stage.page.board.preview()
    best = stage.page._found[0]
    assert preview.row_id == best.day.person.id
    assert preview.spans == ((WEDNESDAY + 60 * MINUTE, WEDNESDAY + 195 * MINUTE),)
    assert str(best.load_after) in preview.after


def test_selection_survives_what_others_do(stage):
    other = stage.house.book(stage.other_room, 150, 60, expected=20)
    stage.page.refresh()
    key = next(e.key for e in stage.page._entries if e.meeting.id == other)
    stage.page.left.select(key)
    stage.give(stage.anna)
    assert stage.page.queue.current_key() == key
    assert stage.page._subject.key == key


def test_a_narrow_page_shows_candidates_as_a_drawer(stage):
    page = stage.page
    page.resize(1200, 700)
    assert page.side.is_drawer
    assert not page.side.isVisible()
    page.queue.setFocus()
    stage.bot.keyClick(page.queue, Qt.Key.Key_Return)
    assert page.side.isVisible()
    assert page.side.geometry().right() <= page.width()
    stage.bot.keyClick(page.panel.people, Qt.Key.Key_Escape)
    assert not page.side.isVisible()
    stage.bot.keyClick(page.queue, Qt.Key.Key_Space)
    assert assigned(stage), "keys work without the drawer"
    page.resize(1500, 860)
    assert page.side.isVisible()


def test_tomorrow_is_another_board(stage):
    stage.house.book(stage.room, 24 * 60 + 60, 60, expected=20)
    stage.page.bar.days.segment("tomorrow").click()
    assert stage.page.left.waiting.rowCount() == 1
    assert stage.page.board.now_ms is None
    stage.page.bar.days.segment("today").click()
    assert stage.page.board.now_ms is not None


def test_letters_in_a_field_are_text_and_no_commands(stage):
    stage.page.side.insert_task()
    note = stage.page.side.task_form._note
    note.setFocus()
    stage.bot.keyClicks(note, "u p r e 1")
    assert note.text() == "u p r e 1"
    assert not stage.desk.said


def test_commands_and_hints_name_every_key(stage):
    commands = {c.shortcut for c in stage.page.commands()}
    assert {"Space", "U", "P", "R", "E"} <= commands
    assert all(c.text() for c in stage.page.commands())
    assert len(stage.page.key_hints()) >= 6


def test_a_hidden_page_asks_only_when_it_is_shown_again(stage):
    stage.page.hide()
    stage.give(stage.anna)
    before = stage.page._board
    stage.desk.changed.emit(frozenset({("task", "x")}))
    assert stage.page._board is before
    stage.page.show()
    assert stage.page._board is not before


def test_every_widget_of_the_page_can_be_named(stage):
    for widget in (stage.page.queue, stage.page.board, stage.page.panel.people):
        assert widget.accessibleName()
        assert widget.objectName()
    bar = stage.page.rows
    stage.give(stage.anna)
    place = bar.row_of(stage.anna)
    index = bar.index(0, 0, bar.index(place, 0))
    assert "安娜" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_unrelated_changes_do_not_ask_again(stage):
    before = stage.page._board
    stage.desk.changed.emit(frozenset({("alarm", "x")}))
    assert stage.page._board is before


def test_a_finished_block_has_steps_but_no_candidates(stage):
    stage.give(stage.anna)
    task = stage.tasks(stage.anna)[0]
    stage.page.board.select_bar(task.id)
    assert [one.day.person.id for one in stage.page._found if one.may] == [stage.bo], "not whoever has it"
    stage.button("step_complete").click()
    assert stage.page._found == ()
    assert not stage.button("assign").isVisibleTo(stage.page.panel)
    assert stage.button("step_verify").isVisibleTo(stage.page.panel)


def test_one_pair_of_buttons_stands_at_the_current_candidate(stage):
    people = stage.page.panel.people
    buttons = list(people.findChildren(QPushButton, "assign"))
    assert len(buttons) == 1
    for row in (0, 1):
        people.setCurrentIndex(people.model().index(row, 0))
        people.updateGeometries()
        box = people.visualRect(people.currentIndex())
        assert box.contains(buttons[0].parentWidget().geometry().center())
        assert people.current().day.person.name in buttons[0].text()
    assert stage.page.panel._why_box.isVisibleTo(stage.page.panel)
    second = people.current().day.person.id
    buttons[0].click()
    assert {t.assignee_id for t in stage.tasks()} == {second}


def test_the_queue_has_the_keyboard_when_the_page_comes_to_the_front(stage):
    stage.page.board.setFocus()
    stage.page.activate()
    assert stage.page.board.hasFocus(), "what had it keeps it"
    stage.page.board.clearFocus()
    stage.page.activate()
    assert stage.page.queue.hasFocus()


def test_overlapping_work_lies_in_two_lanes_and_both_can_be_reached(stage):
    stage.busy(stage.anna)
    entry = stage.page._entries[0]
    stage.house.do(AssignTasks(entry.ids, stage.anna, (None,) * len(entry.ids), "主管同意"))
    stage.page.refresh()
    board = stage.page.board
    place = board.timeline().row_of(stage.anna)
    assert board.layout_of(place).count == 2
    assert board.stack.height(place) == 2 * board.look.px(board.LANE_PX)


def test_every_word_follows_a_switch_of_language(stage, qapp):
    english = stage.button("dispatch_plan").text()
    translator = QTranslator()
    assert translator.load("app_zh_CN.qm", "resources/i18n")
    qapp.installTranslator(translator)
    try:
        QApplication.sendEvent(stage.page, QEvent(QEvent.Type.LanguageChange))
        assert stage.button("dispatch_plan").text() == "自动派全部 1 项" != english
        assert "在岗" in stage.page.rows.rows[0].detail
        assert stage.button("assign").text().startswith("派 ")
        assert stage.page.side.task_form.go.text() == "加入待派"
    finally:
        qapp.removeTranslator(translator)
    QApplication.sendEvent(stage.page, QEvent(QEvent.Type.LanguageChange))
    assert stage.button("dispatch_plan").text() == english


def test_texts_of_people_are_text(stage):
    """A title with markup and five hundred characters is shown as it is and breaks nothing."""
    title = "<b>会</b>&" * 71
    stage.house.book(stage.other_room, 150, 60, expected=20, title=title[:500])
    stage.page.refresh()
    key = next(e.key for e in stage.page._entries if e.meeting.title.startswith("<b>"))
    stage.page.left.select(key)
    assert "<b>会</b>&" in stage.page.panel._meeting.text()
    assert stage.page.panel.width() < 400
    assert not stage.page.grab().isNull()


def test_tab_goes_from_region_to_region(stage):
    page = stage.page
    page.activateWindow()
    stage.bot.waitUntil(page.isActiveWindow)
    page.queue.setFocus()
    stage.bot.keyClick(page.queue, Qt.Key.Key_Tab)
    assert page.board.hasFocus()
    stage.bot.keyClick(page.board, Qt.Key.Key_Tab)
    assert page.panel.people.hasFocus()
    stage.bot.keyClick(page.panel.people, Qt.Key.Key_Backtab)
    assert page.board.hasFocus()


def test_the_menu_of_a_block_offers_its_steps_and_the_persons_whole_work(stage):
    stage.give(stage.anna)
    task = stage.tasks(stage.anna)[0]
    stage.page.board.select_bar(task.id)
    menu = board_menu(stage.page, stage.anna, task)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:4] == ["Acknowledge", "Sign in", "Start", "Done"]
    menu.actions()[0].trigger()
    assert next(t for t in stage.tasks() if t.id == task.id).state is TaskState.ACKNOWLEDGED
    menu.actions()[-1].trigger()
    assert stage.tasks(stage.anna) == []
    assert len(stage.desk.acts[-1]) == 1, "taken back as one"
    menu.close()


def test_the_menu_leads_to_the_meeting_and_to_the_persons_day(stage, qtbot):
    stage.give(stage.anna)
    task = stage.tasks(stage.anna)[0]
    menu = board_menu(stage.page, stage.anna, task)
    with qtbot.waitSignal(stage.page.wanted) as told:
        next(a for a in menu.actions() if a.text() == "Show the meeting").trigger()
    assert told.args == ["schedule", "meeting", stage.meeting]
    next(a for a in menu.actions() if a.text() == "Presence…").trigger()
    assert stage.page.side.currentWidget() is stage.page.side.presence_form
    assert stage.page.side.presence_form._person.currentData() == stage.anna
    menu.close()
