"""PySide6 6.12.0 loses references to None and True on Python 3.11 and ends the process after
some thousand calls.

No other test sees that before it happens, so this one counts. It must hold for every PySide6 that we run on.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

CALLS = 1000
ALLOWED_DRIFT = 5  # caches of the interpreter take or give a few


class _Sender(QObject):
    told = Signal(bool)


def _drift(action: Callable[[], object]) -> dict[str, int]:
    """References to the singletons gained or lost by many calls."""
    for _ in range(10):
        action()  # first calls fill caches
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(CALLS):
        action()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    return dict(
        zip(("None", "True", "False"), (b - a for a, b in zip(before, after, strict=True)), strict=True)
    )


def _receive(_: bool) -> None:
    return None


@pytest.mark.parametrize("case", ["void call", "emit", "emit to a slot", "connect", "bool call", "timer"])
def test_many_calls_leave_the_singletons_alone(qapp, case):
    widget = QWidget()
    sender = _Sender()
    heard = _Sender()
    heard.told.connect(_receive)
    timer = QTimer()

    def connect_and_disconnect() -> None:
        sender.told.connect(_receive)
        sender.told.disconnect(_receive)

    actions: dict[str, Callable[[], object]] = {
        "void call": widget.update,
        "emit": lambda: sender.told.emit(True),
        "emit to a slot": lambda: heard.told.emit(False),
        "connect": connect_and_disconnect,
        "bool call": widget.isVisible,
        "timer": timer.stop,
    }
    drift = _drift(actions[case])
    widget.deleteLater()
    assert all(abs(count) <= ALLOWED_DRIFT for count in drift.values()), drift
