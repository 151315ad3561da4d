"""The undo bar: what it says, how long, and who ends it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.widgets.look import Look
from app.widgets.undobar import UndoBar


@pytest.fixture
def page(look: Look, qtbot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    return page


@pytest.fixture
def bar(look: Look, page) -> UndoBar:
    return UndoBar(look, page)


def undo_button(bar: UndoBar) -> QAbstractButton:
    found = bar.findChild(QAbstractButton, "undo_button")
    assert found is not None
    return found


def test_it_stands_bottom_centre_and_follows_the_page(bar, page, look: Look):
    bar.offer("已派 林晓燕", seconds=8, undo="撤销", key="Ctrl Z", note=lambda left: f"通知 {left} 秒后发出")
    assert bar.isVisible()
    assert bar.is_running
    assert abs(bar.geometry().center().x() - 500) <= 1
    assert bar.geometry().bottom() < 600
    page.resize(400, 300)
    assert abs(bar.geometry().center().x() - 200) <= 1
    assert bar.width() == 400 - 32
    look.set_scale(200)
    assert bar.height() == 88
    assert bar.accessibleName() == bar.text() == "已派 林晓燕"
    bar.dismiss()
    assert bar.text() == ""


def test_undo_is_told_and_the_bar_goes(bar, qtbot):
    bar.offer("已派", seconds=8, undo="撤销")
    with qtbot.waitSignal(bar.undone):
        qtbot.mouseClick(undo_button(bar), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert not bar.is_running


def test_it_goes_by_itself_when_its_time_is_over(bar, qtbot):
    with qtbot.waitSignal(bar.ended, timeout=3000):
        bar.offer("已派", seconds=0.15, undo="撤销")
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert not bar.is_running


def test_the_pointer_keeps_the_bar_in_sight_but_not_the_notice(bar, qtbot, monkeypatch):
    held = {"is": True}
    monkeypatch.setattr(bar, "underMouse", lambda: held["is"])
    with qtbot.waitSignal(bar.ended, timeout=3000):
        bar.offer("已派", seconds=0.15, undo="撤销")
    assert bar.isVisible()
    held["is"] = False
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_new_act_replaces_the_offer_and_takes_no_focus(bar, page, qtbot):
    page.setFocus()
    bar.offer("第一", seconds=8, undo="撤销")
    bar.offer("第二", seconds=8, undo="撤销", note=str)
    assert bar.text() == "第二"
    assert not undo_button(bar).hasFocus()
    bar.dismiss()


@pytest.mark.parametrize("reduced", [False, True])
def test_the_line_runs_down_in_both_ways_of_motion(bar, look: Look, qtbot, reduced):
    look.set_reduced_motion(reduced)
    bar.offer("已派", seconds=0.4, undo="撤销", key="Ctrl Z")
    first = bar.grab().toImage()
    qtbot.waitUntil(lambda: bar.grab().toImage() != first, timeout=3000)
    bar.dismiss()
