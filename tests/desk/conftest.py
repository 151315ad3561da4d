"""A real Desk over a real file, and one whose backend the test holds in its hands."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.console import open_console
from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.domain.acts import Done, GivenUp
from app.domain.ops import Operation
from app.domain.questions import Inbox, RulesInForce
from app.domain.records import InboxRecord
from app.domain.rules import DEFAULTS
from tests.support.house import WEDNESDAY

LIMIT_MS = 10_000


class HeldBackend:
    """Does nothing but what the test lets it: `gate` holds acts back, `raises` makes the next job fail."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.in_hand = threading.Event()
        self.raises: BaseException | None = None
        self.calls: list[tuple[str, Any, str]] = []
        self.changed: frozenset[tuple[str, str]] = frozenset({("room", "r")})
        self.is_closed = False
        self.counter = 0
        self.inbox = InboxRecord((), (), (), ())

    def _note(self, name: str, what: Any) -> None:
        self.calls.append((name, what, threading.current_thread().name))
        error, self.raises = self.raises, None
        if error is not None:
            raise error

    def do(self, ops: Sequence[Operation], actor: str) -> Done:
        self.in_hand.set()
        assert self.gate.wait(LIMIT_MS / 1000)
        self._note("do", tuple(ops))
        self.counter += 1
        return Done((str(self.counter),), tuple(ops), self.changed, True, WEDNESDAY)

    def import_all(
        self,
        ops: Sequence[Operation],
        actor: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Done:
        self.in_hand.set()
        for n in range(1, len(ops) + 1):
            assert self.gate.wait(LIMIT_MS / 1000)
            progress(n, len(ops))
            if cancelled():
                raise GivenUp
        self._note("import_all", tuple(ops))
        return Done((), tuple(ops), self.changed, False, WEDNESDAY)

    def undo(self, actor: str) -> Done:
        self._note("undo", actor)
        return Done((), (), self.changed, True, WEDNESDAY)

    redo = undo

    def undo_state(self, actor: str) -> tuple[bool, bool]:
        return bool(self.counter), False

    def ask(self, question: Any) -> Any:
        if isinstance(question, RulesInForce):
            return DEFAULTS
        if isinstance(question, Inbox):
            return self.inbox
        self._note("ask", question)
        return question

    def release_notices(self) -> list[tuple[str, str, str]]:
        return []

    def pending(self) -> int:
        return 0

    def tidy(self) -> None:
        return

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def backend() -> HeldBackend:
    """The backend of `desk`."""
    return HeldBackend()


@pytest.fixture
def desk(qtbot: QtBot, backend: HeldBackend) -> Iterator[Desk]:
    """A started Desk over the held backend."""
    made = Desk(lambda: backend, DeskClock.running_from(WEDNESDAY))
    with qtbot.waitSignal(made.started, timeout=LIMIT_MS):
        made.start()
    qtbot.waitUntil(lambda: made.is_idle, timeout=LIMIT_MS)
    backend.calls.clear()
    yield made
    backend.gate.set()
    made.stop()


@pytest.fixture
def real_desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A started Desk over a real console on a real file."""
    clock = DeskClock.running_from(WEDNESDAY)
    made = Desk(lambda: open_console(tmp_path, clock), clock)
    with qtbot.waitSignal(made.started, timeout=LIMIT_MS):
        made.start()
    yield made
    made.stop()
