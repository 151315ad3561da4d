"""The demo's second front desk, for pictures: a console
without a window, and what both do while they are apart.

Everything is real: the second folder enrols at the demo's own central, gets the house over the wire, and says
its operations; this desk says others meanwhile, without a link. When it is linked again, what cannot stand
together waits on the page of conflicts. GUI thread; the second console lives in a thread of its own.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.bootstrap.central import VERSION, CentralLink
from app.bootstrap.embedded import SOURCES
from app.demo.quarrel import Quarrel, quarrel
from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.domain.ops import Operation, ResolveConflict
from app.domain.periods import HOUR
from app.domain.questions import BoardBetween, Inbox
from app.domain.records import Board, InboxRecord, LinkState
from app.domain.states import ConflictChoice, LinkPhase

if TYPE_CHECKING:
    from app.sync.console import Console
    from app.sync.link import Link

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
NAME: Final = "前台 2"
PATIENCE_S: Final = 60.0
CODE: Final = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4})+")
LOOK_MS: Final = 200


class SecondConsole:
    """A console in a folder of its own; every method blocks its thread."""

    def __init__(self, folder: Path, clock: DeskClock) -> None:
        self._folder = folder
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="second-store")
        self._console: Console | None = None
        self._link: Link | None = None
        self._state = LinkState()
        self._news = threading.Event()

    def join(self, url: str, code: str) -> None:
        """Enrol and take the house over. Raises Refused, TimeoutError."""
        from app.bootstrap.console import open_console
        from app.sync.enrol import Application, enrol
        from app.sync.keys import Keys
        from app.sync.lane import Way
        from app.sync.link import Link, Setup

        self._folder.mkdir(parents=True, exist_ok=True)
        self._console = self._thread.submit(open_console, self._folder, self._clock).result(PATIENCE_S)
        way, keys = Way(url, "", ""), Keys(uses_ring=False)
        application = Application(way, code, NAME, VERSION)
        enrol(application, self._ask, keys, lambda _done, _of: None, lambda: False)
        enrolment = self._ask("enrolment", lambda console: console.enrolment())
        assert enrolment is not None
        setup = Setup(way, self._folder, keys, NAME, VERSION)
        self._link = Link(enrolment, setup, self.call, self._told, lambda _keys: None, self._clock.now)
        self._link.start()
        self.settle()

    def say(self, acts: tuple[tuple[Operation, ...], ...], actor: str) -> None:
        """Do these and wait until central has them. Raises Refused, TimeoutError."""
        for ops in acts:
            self._ask("say", partial(_do, ops, actor))
        if self._link is not None:
            self._link.nudge()
        self.settle()

    def decide(self, ops: tuple[ResolveConflict, ...], actor: str) -> None:
        """Decide conflicts as soon as their rows are here."""
        until = time.monotonic() + PATIENCE_S
        wanted = {op.id for op in ops}
        while not wanted <= self._ask("inbox", _waiting_ids):
            if time.monotonic() > until:
                raise TimeoutError("the conflicts do not arrive")
            self._news.wait(LOOK_MS / 1000)
            self._news.clear()
        self.say((ops,), actor)

    def settle(self) -> None:
        """Wait until central has answered everything."""
        until = time.monotonic() + PATIENCE_S
        while self._state.phase is not LinkPhase.LIVE or self._ask("waiting", _pending):
            if time.monotonic() > until:
                raise TimeoutError(self._state.problem)
            self._news.wait(LOOK_MS / 1000)
            self._news.clear()

    def close(self) -> None:
        """End link, file and thread."""
        if self._link is not None:
            self._link.stop()
        if self._console is not None:
            self._thread.submit(self._console.close).result(PATIENCE_S)
        self._thread.shutdown()

    def call(self, name: str, task: Callable[[Console], Answer]) -> Future[Answer]:
        """As the link asks its store."""
        del name
        return self._thread.submit(lambda: task(self._console))  # type: ignore[arg-type]  # open by then

    def _ask(self, name: str, task: Callable[[Any], Answer]) -> Answer:
        return self.call(name, task).result(PATIENCE_S)

    def _told(self, state: LinkState) -> None:
        self._state = state
        self._news.set()


class Disagreement(QObject):
    """Waits for the link, brings the quarrel about, waits
    for what comes of it; then ``done``, in any case.
    """

    done = Signal()

    def __init__(self, desk: Desk, central: CentralLink, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._central = central
        self._folder = folder
        self._other = SecondConsole(folder / "second", desk.clock)
        self._quarrel: Quarrel | None = None
        self._actor = ""
        self._is_ready: Callable[[], bool] = self._is_in_step
        self._next: Callable[[], None] = self._look_around
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.on_look)
        self._late = QTimer(self, singleShot=True, interval=round(2 * PATIENCE_S * 1000))
        self._late.timeout.connect(self._end)

    def start(self) -> None:
        """Begin as soon as this desk is in step with its central."""
        self._timer.start()
        self._late.start()

    def on_look(self) -> None:
        """Once it is time: the next step."""
        if self._is_ready():
            self._timer.stop()
            self._next()

    def _is_in_step(self) -> bool:
        link = self._desk.link
        return link.phase is LinkPhase.LIVE and not link.pending and self._desk.is_idle

    def _has_conflicts(self) -> bool:
        return self._is_in_step() and self._desk.conflicts > 0

    def _wait(self, fact: Callable[[], bool], then: Callable[[], None]) -> None:
        self._is_ready, self._next = fact, then
        self._timer.start()

    def _look_around(self) -> None:
        now = self._desk.now()
        self._desk.ask(BoardBetween(now - 6 * HOUR, now + 10 * HOUR), self._part, self)

    def _part(self, board: Board) -> None:
        self._actor = self._desk.actor.id if self._desk.actor is not None else ""
        self._quarrel = quarrel(board, self._actor, self._desk.new_id, self._desk.now())
        if self._quarrel is None:
            self._end()
            return
        url = self._desk.link.central
        self._central.pause()  # from here on the desks do not hear of each other
        self._desk.run(self._speak, url, done=self._link_again, failed=self._failed, owner=self)

    def _speak(self, url: str) -> None:
        """In the pool: the other desk joins and says what it has to say; this one does not hear of it."""
        assert self._quarrel is not None
        self._other.join(url, new_code(self._folder / "central"))
        self._other.say(self._quarrel.theirs, self._quarrel.other_actor)
        for ops in self._quarrel.mine:  # meanwhile, at this desk
            self._desk.call("say", partial(_do, ops, self._actor)).result(PATIENCE_S)

    def _link_again(self, _: object) -> None:
        self._central.start()
        self._wait(self._has_conflicts, self._look_at_inbox)

    def _look_at_inbox(self) -> None:
        self._desk.ask(Inbox(0), self._decide, self)

    def _decide(self, inbox: InboxRecord) -> None:
        """One is decided over there, so that the list of decisions is not empty."""
        assert self._quarrel is not None
        ops = tuple(
            ResolveConflict(each.id, ConflictChoice.THEIRS, each.now)
            for each in inbox.conflicts
            if each.about_id == self._quarrel.settled and each.now is not None
        )
        open_now = self._desk.conflicts

        def decided() -> bool:
            return self._is_in_step() and self._desk.conflicts < open_now

        actor = self._quarrel.other_actor
        self._desk.run(
            self._other.decide, ops, actor, done=lambda _: self._wait(decided, self._end),
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        logger.error("the second desk: %s", error, exc_info=error)
        self._central.start()
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._late.stop()
        self._other.close()
        self.done.emit()


def new_code(folder: Path) -> str:
    """A code of the demo's own central for one more console. Raises CalledProcessError."""
    command = [sys.executable, "-m", "central", "enroll-code", "--database", f"sqlite:///{folder}"]
    environment = dict(os.environ, PYTHONPATH=str(SOURCES))
    said = subprocess.run(  # noqa: S603 - our own program
        command, cwd=SOURCES, env=environment, check=True, capture_output=True, timeout=PATIENCE_S
    )
    found = CODE.search(said.stdout.decode())
    if found is None:
        raise ValueError("central said no code")
    return found.group()


def _do(ops: tuple[Operation, ...], actor: str, console: Console) -> object:
    return console.do(ops, actor)


def _waiting_ids(console: Console) -> set[str]:
    return {each.id for each in console.ask(Inbox(0)).conflicts}


def _pending(console: Console) -> int:
    return console.waiting().pending
