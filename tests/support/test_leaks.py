"""The leak watch sees what it is there for, and nothing else."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.support.leaks import Leaks


def test_a_timer_left_running_is_named_with_the_line_that_started_it(qapp):
    leaks = Leaks()
    with leaks.watching():
        timer = QTimer()
        timer.start(1000)
    left = leaks.left()
    timer.stop()
    assert len(left) == 1
    assert "test_leaks.py" in left[0]


def test_a_stopped_timer_and_one_whose_owner_is_gone_are_no_leaks(qapp):
    leaks = Leaks()
    with leaks.watching():
        stopped = QTimer()
        stopped.start(1000)
        stopped.stop()
        owner = QObject()
        owned = QTimer(owner)
        owned.start(1000)
        owner.deleteLater()
    assert leaks.left() == []


def test_a_thread_left_running_is_named_with_the_line_that_started_it(monkeypatch):
    monkeypatch.setattr("tests.support.leaks.GRACE_S", 0.05)
    leaks = Leaks()
    release = threading.Event()
    with leaks.watching():
        thread = threading.Thread(target=release.wait, name="left-over")
        thread.start()
    left = leaks.left()
    release.set()
    thread.join()
    assert len(left) == 1
    assert "left-over" in left[0]
    assert "test_leaks.py" in left[0]


def test_a_thread_that_ends_by_itself_within_the_grace_is_no_leak():
    leaks = Leaks()
    with leaks.watching():
        threading.Thread(target=lambda: None).start()
    assert leaks.left() == []


def test_a_mouse_button_left_down_is_told(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    leaks = Leaks()
    with leaks.watching():
        QTest.mousePress(widget, Qt.MouseButton.LeftButton)
    left = leaks.left()
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)
    assert len(left) == 1
    assert "LeftButton" in left[0]
    assert leaks.left() == []
