"""The queue's list: keys, buttons of the current row, painted buttons of the others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.domain.attention import Item, Part, Proposal
from app.domain.periods import MINUTE
from app.domain.rules import DEFAULTS
from app.domain.states import Priority
from app.models.attention import AttentionModel
from app.widgets.plan_queue import QueueList
from tests.support.records import T0


def item(name: str, minutes: int = 5) -> Item:
    return Item(
        "ending", name, T0 + minutes * MINUTE, Priority.MID, None, None, Proposal("end_meeting"),
        Proposal("show_candidates", goto=("dispatch", "task", name)),
        (("room", name), ("title", "<b>例会</b>")),
        (Part("ends", at=T0),),
    )  # fmt: skip


@pytest.fixture
def queue(qtbot, look) -> QueueList:
    view = QueueList(look)
    model = AttentionModel(view)
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(368, 500)
    model.apply([item("301"), item("302"), item("303")], T0, DEFAULTS.tz)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    return view


def current(queue: QueueList) -> str:
    found = queue.item_here()
    return found.subject if isinstance(found, Item) else ""


def test_the_first_item_is_chosen_and_enter_does_it(queue, qtbot):
    assert current(queue) == "301"
    with qtbot.waitSignal(queue.proposed) as done:
        QTest.keyClick(queue, Qt.Key.Key_Return)
    assert done.args[0].subject == "301"


def test_arrows_choose_and_a_is_the_alternative(queue, qtbot):
    QTest.keyClick(queue, Qt.Key.Key_Down)
    with qtbot.waitSignal(queue.chose_other) as done:
        QTest.keyClick(queue, Qt.Key.Key_A)
    assert done.args[0].subject == "302"


def test_the_buttons_of_the_current_row_are_real(queue, qtbot):
    button = queue.findChild(type(queue._buttons.action), "queue_action")
    assert button.isVisible()
    assert button.accessibleName() == "End meeting"
    with qtbot.waitSignal(queue.proposed):
        button.click()


def test_the_painted_button_of_another_row_works_at_the_first_click(queue, qtbot):
    index = queue.model().index(2, 0)
    line = queue.model().line(2)
    first, second = queue._delegate.button_rects(queue.visualRect(index), line)
    with qtbot.waitSignal(queue.proposed) as done:
        QTest.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=first.center())
    assert done.args[0].subject == "303"
    queue.setCurrentIndex(queue.model().index(0, 0))
    with qtbot.waitSignal(queue.chose_other):
        QTest.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=second.center())


def test_a_click_beside_the_buttons_only_chooses(queue, qtbot):
    done: list[object] = []
    queue.proposed.connect(done.append)
    rect = queue.visualRect(queue.model().index(1, 0))
    QTest.mouseClick(queue.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(10, 10))
    assert current(queue) == "302"
    assert done == []


def test_w_opens_the_calculation_and_moving_on_closes_it(queue):
    closed = queue.visualRect(queue.model().index(0, 0)).height()
    QTest.keyClick(queue, Qt.Key.Key_W)
    assert queue.visualRect(queue.model().index(0, 0)).height() > closed
    QTest.keyClick(queue, Qt.Key.Key_Down)
    assert queue.visualRect(queue.model().index(0, 0)).height() == closed


def test_when_the_current_item_is_settled_the_next_is_chosen(queue):
    queue.model().apply([item("302"), item("303")], T0, DEFAULTS.tz)
    assert current(queue) == "302"


def test_an_empty_queue_has_no_buttons(queue):
    queue.model().apply([], T0, DEFAULTS.tz)
    assert not queue._buttons.isVisible()
    QTest.keyClick(queue, Qt.Key.Key_Return)
    assert current(queue) == ""


def test_keys_with_modifiers_are_for_others(queue):
    done: list[object] = []
    queue.chose_other.connect(done.append)
    QTest.keyClick(queue, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert done == []
