"""The whole console in one process and a pair of hands: pointer and keys, nothing else.

The window is the one `main.py` opens (ConsoleApp), on a data folder of its own; only its clock is the test's.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QMouseEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import window as bootstrap
from app.desk.clock import DeskClock
from app.domain.periods import MINUTE
from app.domain.questions import Question
from tests.support.sure import sure

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 15_000


class HandClock(DeskClock):
    """Runs like the machine's clock and can be put on."""

    def __init__(self, at: int) -> None:
        super().__init__(DeskClock.running_from(at).offset_ms)
        self.ahead = 0

    def now(self) -> int:
        return super().now() + self.ahead

    def pass_minutes(self, minutes: float) -> None:
        self.ahead += int(minutes * MINUTE)


class Hands:
    """Looks for what a person would look for, and presses it."""

    def __init__(self, bot: QtBot, console: bootstrap.ConsoleApp, clock: HandClock) -> None:
        self.bot, self.console, self.clock = bot, console, clock
        self.window = console.window

    # looking ----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until nothing is under way and everything has been painted."""
        QTest.qWait(1)
        self.until(lambda: self.console.desk.is_idle)
        QTest.qWait(60)  # one coalesced `changed`, and what the pages ask then
        self.until(lambda: self.console.desk.is_idle)

    def until(self, fact: Callable[[], bool]) -> None:
        self.bot.waitUntil(fact, timeout=PATIENCE_MS)

    def find(self, name: str, kind: type[QWidget] = QWidget) -> Any:  # Any: what it is called says what it is
        """The visible widget of a name."""
        for widget in self.window.findChildren(kind, name):
            if widget.isVisible():
                return widget
        raise AssertionError(f"nothing visible is called {name}")

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def ask(self, question: Question[Any]) -> Any:  # Any: the question's answer
        answers: list[Any] = []
        self.console.desk.ask(question, answers.append)
        self.until(lambda: bool(answers))
        return answers[0]

    # the pointer --------------------------------------------------------------------------------------

    def click(self, what: str | QWidget, at: QPoint | None = None) -> None:
        widget = self.find(what) if isinstance(what, str) else what
        assert widget.isEnabled(), what
        QTest.mouseClick(widget, LEFT, NONE, at or widget.rect().center())
        self.settle()

    def drag(self, held: QWidget, start: QPoint, *way: QPoint) -> None:
        """Press, move over places of the screen, let go: to the widget that has the button, as Qt does."""
        self._mouse(QEvent.Type.MouseButtonPress, held, start)
        for at in way:
            self._mouse(QEvent.Type.MouseMove, held, at)
            QTest.qWait(10)
        self._mouse(QEvent.Type.MouseButtonRelease, held, way[-1])
        self.settle()

    @staticmethod
    def _mouse(kind: QEvent.Type, widget: QWidget, at: QPoint) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        local = QPointF(widget.mapFromGlobal(at))
        QApplication.sendEvent(widget, QMouseEvent(kind, local, QPointF(at), button, held, NONE))

    # the keyboard -------------------------------------------------------------------------------------

    def keys(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """To whatever has the keyboard, as a person's keys go."""
        for key in keys:
            if QApplication.activePopupWidget() is None and QApplication.activeWindow() is None:
                # Without a screen nobody gives the keyboard back to the window.
                self.window.activateWindow()
                self.until(lambda: QApplication.activeWindow() is not None)
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window
            QTest.keyClick(target, key, held)
            QTest.qWait(1)
        self.settle()

    def page(self, number: int) -> None:
        """Ctrl and a digit."""
        self.keys(Qt.Key(Qt.Key.Key_0 + number), held=CTRL)

    def open_menu(self) -> None:
        """The menu key."""
        target = sure(QApplication.focusWidget())
        where = target.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, target.mapToGlobal(where))
        QApplication.sendEvent(target, event)
        self.until(lambda: QApplication.activePopupWidget() is not None)

    def choose(self, entry: str) -> None:
        """An entry of the open menu, walked to by the arrows."""
        menu = sure(QApplication.activePopupWidget())
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            self.keys(Qt.Key.Key_Down)
            current: QAction | None = menu.activeAction()
            if current and entry in current.text():
                self.keys(Qt.Key.Key_Return)
                return
        raise AssertionError(f"{entry!r} is not among {[action.text() for action in menu.actions()]}")

    def answer_file_dialog(self, path: Path, ask: Callable[[], None]) -> None:
        """Do what opens a file dialog; type the path there and press Enter."""
        answered: list[str] = []

        def look() -> None:
            for dialog in QApplication.topLevelWidgets():
                if (
                    isinstance(dialog, QFileDialog) and dialog.isVisible()
                ):  # again when a completer took Enter
                    answered.append(dialog.objectName())
                    field = sure(dialog.findChild(QLineEdit, "fileNameEdit"))
                    field.selectAll()
                    QTest.keyClicks(field, str(path))
                    QTest.keyClick(field, Qt.Key.Key_Return)

        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(30)
        try:
            ask()
            self.until(lambda: bool(answered))
        finally:
            timer.stop()
        self.settle()


@contextmanager
def console_in_hand(
    bot: QtBot, qapp: QApplication, patch: pytest.MonkeyPatch, folder: Path, at: int, language: str = "zh_CN"
) -> Iterator[Hands]:
    """The console open on a folder, 1600 by 1000, ready; closed and the application as before afterwards."""
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    clock = HandClock(at)
    patch.setattr(bootstrap, "_clock", lambda _args: clock)
    patch.setattr(bootstrap.ConsoleApp, "on_settled", lambda _self: None)  # the collector stays as it is
    qapp.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    args = Namespace(
        demo=False, profile=folder, seed=1, at=None, central=None, shots=None, size=None, scale=None,
        exit_after=None, lang=language, theme="light", command=None,
    )  # fmt: skip
    console = bootstrap.ConsoleApp(qapp, args, folder)
    hands = Hands(bot, console, clock)
    try:
        console.window.show()
        console.window.activateWindow()
        bot.waitUntil(lambda: bool(console.window.front), timeout=PATIENCE_MS)
        hands.settle()
        yield hands
        assert console.errors.count == 0
    finally:
        console.window.close()
        console._stop()
        console.language.use("en")
        console.deleteLater()
        console.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.setStyleSheet("")
        qapp.setPalette(palette)
        qapp.setFont(font)
