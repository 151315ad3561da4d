"""What a screen reader is told of the painted views: rooms on the plan, meetings and tasks on the timelines.

Asked through QAccessible, as a reader asks: a view's children are its items, and each says a whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.devices import DeviceProcesses
from app.models.board_list import ID_ROLE
from tests.support.hands import Hands, console_in_hand
from tests.support.house import WEDNESDAY, house
from tests.views.test_every_page import furnish


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Hands]:
    with house(tmp_path / "desk") as made:
        furnish(made)
    monkeypatch.setattr(DeviceProcesses, "start", lambda self: self.strip.start())
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", WEDNESDAY) as opened:
        yield opened


def spoken(widget: QWidget) -> list[str]:
    """The names of a widget's accessible children."""
    found = QAccessible.queryAccessibleInterface(widget)
    children = [found.child(place) for place in range(found.childCount())]
    return [child.text(QAccessible.Text.Name) for child in children]


def test_a_room_on_the_plan_says_state_start_staff_and_alarm(hands: Hands) -> None:
    hands.page(1)
    said = next(text for text in spoken(hands.find("plan")) if "301" in text)
    for part in ("301", "准备中", "14:00", "18分", "会服 0/1", "中优先级报警"):
        assert part in said, (part, said)
    rooms = spoken(hands.find("plan"))
    assert len(rooms) == 6
    assert all(any(str(number) in text for text in rooms) for number in (300, 301, 302))


def test_a_meeting_on_the_timeline_says_room_time_and_state(hands: Hands) -> None:
    hands.page(2)
    said = spoken(hands.find("schedule_timeline"))
    assert "β, 3 间 · 3 场" in said
    assert "α 301 θάλαμος 1, 准备中, 14:00–15:00, Σύσκεψη <b>β</b>, 会服 0/1" in said


def test_a_task_on_the_board_says_person_time_and_state(hands: Hands) -> None:
    hands.page(3)
    said = spoken(hands.find("board"))
    assert "Νίκη β：301 布置，13:00–13:30，超时" in said
    assert any(text.startswith("Νίκη ε，工程师") for text in said)


def test_the_board_has_a_table_that_says_the_same_and_means_the_same_task(hands: Hands) -> None:
    hands.page(3)
    board = hands.find("board")
    hands.click("dispatch_as_table")
    table = hands.find("dispatch_table", QTableView)
    assert not board.isVisible()
    cells = [
        [table.model().index(row, column).data() for column in range(4)]
        for row in range(table.model().rowCount())
    ]
    assert ["Νίκη β", "13:00–13:30", "301 布置", "超时"] in cells
    assert any(row[0] == "Νίκη ε" and not row[1] for row in cells)  # nothing to do, yet not left out
    table.selectRow(cells.index(["Νίκη β", "13:00–13:30", "301 布置", "超时"]))
    assert board.selected_bar() == table.currentIndex().data(ID_ROLE)
    hands.click("dispatch_as_table")
    assert board.isVisible()
    assert not table.isVisible()


def test_what_is_asked_while_things_change_and_after_they_are_gone_answers_nothing(hands: Hands) -> None:
    QAccessible.setActive(True)
    try:
        hands.page(1)
        plan = hands.find("plan")
        view = QAccessible.queryAccessibleInterface(plan)
        last = view.child(view.childCount() - 1)
        hands.keys(Qt.Key.Key_Right, Qt.Key.Key_Down)
        assert view.focusChild().text(QAccessible.Text.Name) == plan.currentIndex().data(
            Qt.ItemDataRole.AccessibleTextRole
        )
        where = view.focusChild().rect()
        assert view.childAt(where.center().x(), where.center().y()) is view.focusChild()
        assert view.child(99) is None
        plan.setModel(None)
        assert view.childCount() == 0
        assert not last.isValid()
        assert last.text(QAccessible.Text.Name) == ""
    finally:
        QAccessible.setActive(False)
