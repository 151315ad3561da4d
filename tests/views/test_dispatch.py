"""Giving work on the dispatch page: by pointer, by keys, by number, and when a rule says no."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.domain.ops import (
    AssignTasks,
    MoveTask,
    SetPresence,
    UnassignTasks,
)
from app.domain.periods import MINUTE
from app.domain.states import Presence, TaskKind
from app.widgets.look import Look
from tests.support.house import house
from tests.views.dispatch_stage import Stage, assigned

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def stage(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Stage]:
    with house(tmp_path) as made:
        yield Stage(qtbot, look, made)


# one path for all ---------------------------------------------------------------------------------------


def test_drag_and_keys_say_the_same_operation(qtbot, look, tmp_path):
    said = []
    for way in ("drag", "digit", "space", "button", "enter"):
        with house(tmp_path / way) as made:
            stage = Stage(qtbot, look, made)
            best = stage.page._found[0].day.person.id
            if way == "drag":
                stage.carry(best)
            elif way == "button":
                stage.button("assign").click()
            elif way == "enter":
                stage.page.panel.people.setFocus()
                qtbot.keyClick(stage.page.panel.people, Qt.Key.Key_Return)
            else:
                qtbot.keyClick(stage.page, Qt.Key.Key_1 if way == "digit" else Qt.Key.Key_Space)
            said.append(assigned(stage))
            assert {t.assignee_id for t in stage.tasks()} == {best}
            stage.page.hide()
    first = said[0]
    assert len(first) == 1
    assert len(first[0].tasks) == 4
    assert all(ops == first for ops in said)


def test_the_whole_round_of_a_slot_is_given_at_once_and_leaves_the_queue(stage):
    assert stage.page.left.waiting.rowCount() == 1
    stage.carry(stage.bo)
    assert stage.page.left.waiting.rowCount() == 0
    assert len(stage.tasks(stage.bo)) == 4
    assert stage.page.left._nothing.isVisibleTo(stage.page)


def test_below_the_threshold_nothing_is_carried(stage):
    at = stage.entry_place()
    stage.drag(stage.page.queue.viewport(), at, at + QPoint(5, 5))
    assert not stage.desk.said


def test_escape_puts_a_carried_entry_back(stage):
    stage.carry(stage.bo, drop=False)
    assert stage.page.board.is_carried_over() == stage.bo
    assert stage.page.moves.panel.said().tone == "ok"
    stage.bot.keyClick(stage.page.queue, Qt.Key.Key_Escape)
    assert stage.page.board.is_carried_over() == ""
    stage.mouse(QEvent.Type.MouseButtonRelease, stage.page.queue.viewport(), stage.row_centre(stage.bo))
    assert not stage.desk.said
    assert stage.page.moves.panel.said() is None


def test_letting_go_beside_the_board_does_nothing(stage):
    stage.drag(stage.page.queue.viewport(), stage.entry_place(), stage.entry_place() + QPoint(20, 200))
    assert not stage.desk.said
    assert not stage.page.board.barred


@pytest.mark.parametrize("way", ["drag", "keys"])
def test_a_block_is_handed_over_by_drag_and_by_keys_with_the_same_operation(stage, way):
    stage.give(stage.anna)
    task = next(t for t in stage.tasks(stage.anna) if t.kind is TaskKind.STANDBY)
    start, board = stage.bar_place(task.id), stage.page.board
    if way == "drag":
        stage.drag(board.viewport(), start, QPoint(start.x() + 2, stage.row_centre(stage.bo).y()))
    else:
        board.setFocus()
        stage.bot.keyClick(board, Qt.Key.Key_Down, ALT)
        stage.bot.keyRelease(board, Qt.Key.Key_Alt)
    assert stage.desk.said == [AssignTasks((task.id,), stage.bo, (stage.anna,))]
    assert [t.kind for t in stage.tasks(stage.bo)] == [TaskKind.STANDBY]
    assert len(stage.tasks(stage.anna)) == 3


def test_time_is_locked_unless_shift_frees_it(stage):
    stage.give(stage.anna)
    task = next(t for t in stage.tasks(stage.anna) if t.kind is TaskKind.CLEAN)
    start, board = stage.bar_place(task.id), stage.page.board
    quarter = round(board.scale.length(30 * MINUTE))
    stage.drag(board.viewport(), start, start + QPoint(quarter, 0))
    assert not stage.desk.said, "along its own row a block does not move"
    start = stage.bar_place(task.id)
    stage.drag(board.viewport(), start, start + QPoint(quarter, 0), keys=SHIFT)
    assert [type(op) for op in stage.desk.said] == [MoveTask]
    moved = next(t for t in stage.tasks() if t.id == task.id)
    assert abs(moved.starts_at - task.starts_at - 30 * MINUTE) <= 5 * MINUTE


def test_another_person_at_another_time_is_one_act(stage):
    stage.give(stage.anna)
    task = next(t for t in stage.tasks(stage.anna) if t.kind is TaskKind.CLEAN)
    start, board = stage.bar_place(task.id), stage.page.board
    aim = QPoint(start.x() + round(board.scale.length(30 * MINUTE)), stage.row_centre(stage.bo).y())
    stage.drag(board.viewport(), start, aim, keys=SHIFT)
    assert [type(op) for op in stage.desk.acts[-1]] == [UnassignTasks, MoveTask, AssignTasks]
    assert [t.id for t in stage.tasks(stage.bo)] == [task.id]
    stage.desk.undo()
    assert len(stage.tasks(stage.anna)) == 4, "undone as one"


# rules that say no ---------------------------------------------------------------------------------------


def test_somebody_of_another_role_is_dimmed_with_the_reason(stage):
    stage.carry(stage.chen, drop=False)
    assert set(stage.page.board.barred) == {stage.chen}
    assert stage.page.board.barred[stage.chen]
    assert stage.page.board.marked_rows() == ()
    stage.mouse(QEvent.Type.MouseButtonRelease, stage.page.queue.viewport(), stage.row_centre(stage.chen))
    assert not stage.desk.said
    said = stage.page.moves.panel.said()
    assert said.tone == "high"
    assert not said.reason, "a wrong role cannot be overruled"
    assert not stage.page.board.barred


def test_a_double_booking_needs_its_own_button_and_a_typed_reason(stage):
    stage.busy(stage.anna)
    stage.carry(stage.anna)
    assert not stage.desk.said, "nothing is said without the reason"
    said = stage.page.moves.panel.said()
    assert (said.tone, bool(said.reason)) == ("high", True)
    assert "305" in stage.texts()
    stage.say_reason("   ")
    assert not stage.desk.said, "spaces are no reason"
    stage.say_reason("两间相邻，主管同意")
    (op,) = assigned(stage)
    assert (op.person, op.override) == (stage.anna, "两间相邻，主管同意")
    assert {t.override for t in stage.tasks(stage.anna) if t.meeting_id} == {"两间相邻，主管同意"}
    assert stage.page.moves.panel.said() is None


def test_escape_in_the_reason_leaves_everything_as_it_is(stage):
    stage.busy(stage.anna)
    stage.carry(stage.anna)
    stage.bot.keyClick(stage.page.moves.panel, Qt.Key.Key_Escape)
    assert stage.page.moves.panel.said() is None
    assert not stage.desk.said
    assert len(stage.tasks(stage.anna)) == 1


def test_a_refused_block_returns_and_the_reason_stands_at_the_row_of_the_drop(stage):
    stage.give(stage.anna)
    stage.busy(stage.bo)
    task = next(t for t in stage.tasks(stage.anna) if t.kind is TaskKind.STANDBY)
    start, board = stage.bar_place(task.id), stage.page.board
    aim = QPoint(start.x() + 2, stage.row_centre(stage.bo).y())
    stage.drag(board.viewport(), start, aim)
    assert not stage.desk.said
    assert not board.drag.is_active, "the block is back"
    panel = stage.page.moves.panel
    assert panel.said().tone == "high"
    row = board.viewport().mapTo(
        stage.page,
        QPoint(0, board.visualRect(board.timeline().index(board.timeline().row_of(stage.bo), 0)).top()),
    )
    assert not panel.geometry().intersects(
        board.visualRect(board.timeline().index(board.timeline().row_of(stage.bo), 0)).translated(
            board.viewport().mapTo(stage.page, QPoint(0, 0))
        )
    ), "the panel never covers the row"
    assert abs(panel.geometry().top() - row.y()) < 400


def test_what_the_operation_itself_refuses_is_told_too(stage):
    """Somebody else was quicker: the page has not heard yet."""
    entry = stage.page._entries[0]
    op = AssignTasks(entry.ids, stage.bo, (None,) * 4)
    stage.house.do(op)
    first = stage.tasks()[0]
    stage.house.do(UnassignTasks((first.id,), (stage.bo,)))
    stage.house.do(AssignTasks((first.id,), stage.bo, (None,)))
    from app.domain.ops import StartTask

    stage.house.do(StartTask(first.id, stage.house.at))
    stage.page._entries = (entry,)
    stage.page.moves.give(entry, stage.anna)
    assert stage.desk.refusals or stage.desk.said
    assert all(t.assignee_id == stage.bo for t in stage.tasks())


def test_a_person_on_leave_keeps_the_row_and_is_not_a_candidate(stage):
    stage.give(stage.anna)
    stage.house.do(SetPresence(stage.anna, "2026-06-10", Presence.LEAVE, note="病假"))
    stage.page.refresh()
    row = stage.page.rows.rows[stage.page.rows.row_of(stage.anna)]
    assert row.is_muted
    assert len(stage.page.rows.bars(stage.page.rows.row_of(stage.anna))) == 4
    stage.house.do(UnassignTasks(tuple(t.id for t in stage.tasks(stage.anna)), (stage.anna,) * 4))
    stage.page.refresh()
    row = stage.page.rows.rows[stage.page.rows.row_of(stage.anna)]
    assert "病假" in row.said
    found = {one.day.person.id: one for one in stage.page._found}
    assert found[stage.anna].why_not.code == "on_leave"


def test_work_nobody_may_take_is_red_in_the_head_of_the_group(stage):
    for person in (stage.anna, stage.bo):
        stage.house.do(SetPresence(person, "2026-06-10", Presence.OFF))
    stage.page.refresh()
    stage.bot.waitUntil(lambda: bool(stage.page.rows.rows[0].extra.short))  # counted a moment later
    assert stage.page.board.preview() is None
    stage.bot.keyClick(stage.page, Qt.Key.Key_Space)
    assert not stage.desk.said
    assert stage.page.moves.panel.said().tone == "high"
