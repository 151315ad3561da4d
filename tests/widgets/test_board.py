"""The board over a timeline model: rows of people, what is carried over it, veils, previews and the keys."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from app.widgets.board import BoardView
from app.widgets.board_paint import Preview
from app.widgets.look import Look
from app.widgets.timeline_drag import Proposal
from app.widgets.timescale import TimeScale

HOUR = 3_600_000


@dataclass(frozen=True)
class Head:
    word: str = "on duty"
    icon: str = "circle-dot"
    tone: str = "ok"
    load: str = "60 min"
    share: float = 0.5
    tick: float = 0.7
    is_over: bool = False
    rest: tuple[int, int] = (0, 0)
    rest_word: str = ""
    stubs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Group:
    short: str = "2 short"


def bar(name, start, end):
    return TimelineBar(name, start * HOUR, end * HOUR, "task.assigned", name, grips=())


ROWS = (
    TimelineRow("g", "Attendants", "2/2", is_group=True, extra=Group()),
    TimelineRow("anna", "Anna", group="g", bars=(bar("t1", 1, 2), bar("t2", 3, 4)),
                extra=Head(rest=(4 * HOUR, 5 * HOUR), rest_word="break", stubs=(("t2", "3′"),))),
    TimelineRow("bo", "Bo", group="g", extra=Head()),
    TimelineRow("chen", "Chen", group="g", is_muted=True, said="away", extra=Head()),
)  # fmt: skip


@pytest.fixture
def board(qtbot: QtBot, look: Look) -> BoardView:
    scale = TimeScale(0, 8 * HOUR, 1.5)
    view = BoardView(look, scale, str)
    scale.setParent(view)
    model = TimelineModel(view)
    model.apply(ROWS)
    view.setModel(model)
    view.set_now(2 * HOUR)
    qtbot.addWidget(view)
    view.resize(900, 300)
    view.show()
    return view


def place(board, row_id, x=300):
    row = board.timeline().row_of(row_id)
    return board.viewport().mapToGlobal(QPoint(x, board.stack.top(row) + board.stack.height(row) // 2))


CARRIED = Preview("", ((HOUR, 2 * HOUR),), "302 Set-up", "", "armchair", "302")


def painted(board) -> QImage:
    return board.grab().toImage()


def test_names_and_blocks_are_places_of_their_person_and_groups_are_none(board):
    assert board.carry(place(board, "anna"), CARRIED) == "anna"
    assert board.carry(place(board, "anna", x=-40), CARRIED) == "anna"
    assert board.carry(place(board, "g"), CARRIED) == ""
    assert board.carry(QPoint(-500, -500), CARRIED) == ""


def test_putting_something_on_a_row_tells_the_row_once(board, qtbot):
    board.carry(place(board, "bo"), CARRIED)
    with qtbot.waitSignal(board.put_on) as told:
        board.put(place(board, "bo"))
    assert told.args[0] == "bo"
    assert board.is_carried_over() == ""
    with qtbot.assertNotEmitted(board.put_on):
        board.put(place(board, "g"))


def test_a_preview_and_a_veil_change_what_is_seen(board):
    plain = painted(board)
    board.set_preview(replace(CARRIED, row_id="bo", after="60 → 120 min"))
    previewed = painted(board)
    assert previewed != plain
    assert board.marked_rows() == ("bo",)
    board.set_preview(None)
    assert painted(board) == plain
    board.set_barred({"bo": "other role", "anna": ""})
    assert board.barred == {"bo": "other role"}
    assert painted(board) != plain
    board.set_barred({})
    assert painted(board) == plain


def test_a_barred_row_is_no_target(board):
    board.set_barred({"bo": "away"})
    board.carry(place(board, "bo"), CARRIED)
    assert board.marked_rows() == ()
    board.carry(place(board, "anna"), CARRIED)
    assert board.marked_rows() == ("anna",)


def test_arrows_walk_over_blocks_and_never_stop_at_a_break(board, qtbot):
    board.setFocus()
    board.select_bar("t1")
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.selected_bar() == "t2"
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board.selected_bar() == "t2", "the break after it is a decoration (R34)"


def test_alt_arrows_move_a_block_to_another_person_and_never_in_time(board, qtbot):
    board.setFocus()
    board.select_bar("t1")
    qtbot.keyClick(board, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert board.drag.proposal is None, "time is locked"
    told: list[Proposal] = []
    board.dropped.connect(told.append)
    qtbot.keyClick(board, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    asked = board.drag.proposal
    assert asked is not None
    assert asked.row_id == "bo"
    qtbot.keyRelease(board, Qt.Key.Key_Alt)  # some styles send it with the click already: one drop either way
    (asked,) = told
    assert (asked.bar_id, asked.row_id, asked.start, asked.end) == ("t1", "bo", HOUR, 2 * HOUR)


def test_escape_takes_a_move_by_keys_back(board, qtbot):
    board.setFocus()
    board.select_bar("t1")
    qtbot.keyClick(board, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    with qtbot.waitSignal(board.drag_cleared):
        qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert not board.drag.is_active


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_paints_in_both_themes_at_every_size(board, look, theme):
    look.set_theme(theme)
    for scale in (100, 150, 200):
        look.set_scale(scale)
        for width in (200, 900):
            board.resize(width, 300)
            assert not painted(board).isNull()
