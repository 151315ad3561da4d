"""A data folder that cannot be used is said in words; trying again opens it as soon as it can be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap import window as bootstrap
from app.desk.desk import Backend
from app.desk.instance import Instance
from app.domain.errors import StoreFault
from tests.support.hands import console_in_hand
from tests.support.house import WEDNESDAY


def test_trying_again_opens_the_folder_once_it_can_be_written(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    faults = [StoreFault("read_only", "once"), StoreFault("read_only", "twice")]
    opener = bootstrap.ConsoleApp._opener
    seen: list[str] = []

    def barred(console: bootstrap.ConsoleApp) -> Callable[[], Backend]:
        opening = opener(console)

        def open_backend() -> Backend:
            if faults:
                raise faults.pop()
            return opening()

        return open_backend

    monkeypatch.setattr(bootstrap.ConsoleApp, "_opener", barred)
    monkeypatch.setattr(
        bootstrap.ConsoleApp, "on_faulted", lambda console, fault: _again(console, fault, seen)
    )
    with console_in_hand(qtbot, qapp, monkeypatch, tmp_path / "desk", WEDNESDAY) as hands:
        assert seen
        assert set(seen) == {"read_only"}
        assert hands.window.stack.currentWidget() is not hands.window.fault_page
        assert hands.window.front == "today"


def _again(console: bootstrap.ConsoleApp, fault: StoreFault, seen: list[str]) -> None:
    seen.append(fault.code)
    assert console.window.stack.currentWidget() is console.window.fault_page
    button = console.window.fault_page.findChild(QPushButton, "empty_action")
    assert button is not None
    button.click()


def test_a_folder_that_cannot_be_written_is_not_taken_for_one_that_another_program_holds(
    tmp_path: Path,
) -> None:
    nowhere = Instance(tmp_path / "no such folder")
    assert not nowhere.take()
    assert not nowhere.is_held
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.take()
    assert first.take()
    assert not second.take()
    assert second.is_held
    first.release()
