"""Finds what a test left: Python threads, jobs of Qt's
pool, timers started from Python, held mouse buttons.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

GRACE_S = 2.0
# Threads of libraries that live as long as the process.
_LASTING = ("pydevd", "asyncio_", "ThreadPoolExecutor", "execnet", "Dummy")


class Leaks:
    """One test's watch: `with watching(): ...`, then `left()`."""

    def __init__(self) -> None:
        self._threads: set[threading.Thread] = set()
        self._starts: dict[int, str] = {}
        self._timers: dict[int, tuple[weakref.ref[Any], str]] = {}

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Note where threads and timers are started."""
        self._threads = set(threading.enumerate())
        with contextlib.ExitStack() as stack:
            stack.enter_context(self._noting(threading.Thread, self._note_thread))
            core = sys.modules.get("PySide6.QtCore")
            if core is not None:
                stack.enter_context(self._noting(core.QTimer, self._note_timer))
            yield

    def left(self) -> list[str]:
        """What still runs after a moment of grace, each with the line that started it."""
        return [*self._threads_left(), *self._pool_left(), *self._timers_left(), *_buttons_held()]

    @staticmethod
    def _noting(kind: type, note: Callable[[Any], None]) -> contextlib.AbstractContextManager[Any]:
        original = kind.start  # type: ignore[attr-defined]

        def start(*arguments: Any) -> None:
            original(*arguments)
            note(arguments[0])

        return patch.object(kind, "start", start)

    def _note_thread(self, thread: threading.Thread) -> None:
        self._starts[id(thread)] = _caller()

    def _note_timer(self, timer: Any) -> None:
        self._timers[id(timer)] = (weakref.ref(timer), _caller())

    def _threads_left(self) -> list[str]:
        limit = time.monotonic() + GRACE_S
        found: list[str] = []
        for thread in set(threading.enumerate()) - self._threads:
            if thread.name.startswith(_LASTING):
                continue
            thread.join(max(0.0, limit - time.monotonic()))
            if thread.is_alive():
                found.append(
                    f"thread {thread.name}, started at {self._starts.get(id(thread), 'an unknown line')}"
                )
        return found

    def _pool_left(self) -> list[str]:
        core = sys.modules.get("PySide6.QtCore")
        if core is None or core.QThreadPool.globalInstance().waitForDone(int(GRACE_S * 1000)):
            return []
        return ["a job in Qt's thread pool"]

    def _timers_left(self) -> list[str]:
        if not self._timers:
            return []
        import shiboken6
        from PySide6.QtCore import QCoreApplication, QEvent

        # What was told to delete itself has not done so without a turn of the event loop.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        found: list[str] = []
        for reference, where in self._timers.values():
            timer = reference()
            if timer is not None and shiboken6.isValid(timer) and timer.isActive():
                found.append(f"timer of {timer.parent()!r}, started at {where}")
        return found


def _buttons_held() -> list[str]:
    """Qt keeps one state of the mouse for the whole process: the next test would begin with a button down."""
    gui = sys.modules.get("PySide6.QtGui")
    held = gui.QGuiApplication.mouseButtons() if gui is not None else None
    return [f"a held mouse button: {held}"] if held else []


def _caller() -> str:
    """The nearest line outside this file and the standard library."""
    for frame in reversed(traceback.extract_stack()):
        if (
            frame.filename != __file__
            and "threading" not in frame.filename
            and "concurrent" not in frame.filename
        ):
            return f"{frame.filename}:{frame.lineno}"
    return "an unknown line"
