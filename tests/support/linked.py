"""A house whose console is linked to a running service:
store thread, link, what it told, and words to wait.
"""

from __future__ import annotations

import random
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from app.domain.ops import Operation
from app.domain.records import LinkState
from app.domain.states import LinkPhase
from app.sync.enrol import Application, Joined, enrol
from app.sync.enrolment import Enrolment
from app.sync.keys import Keys
from app.sync.lane import Way
from app.sync.link import Link, Setup
from app.sync.pace import Pace
from tests.support.house import House
from tests.support.tables import rows_of

Answer = TypeVar("Answer")
LIMIT_S = 40.0
QUICK = Pace(first_s=0.02, longest_s=0.2, nudge_s=0.02, hold_s=0.1, look_s=0.1, quiet_s=3_600.0)
Rows = dict[tuple[str, str], dict[str, Any]]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Linked:
    """One console of a service. ``house`` belongs to its store thread: speak to it through ``on_house``."""

    def __init__(
        self, folder: Path, way: Way, *, pace: Pace = QUICK, seed: int = 1, copies: Path | None = None
    ) -> None:
        self.folder = folder
        self.way = way
        self.pace = pace
        self.copies = copies
        self.keys = Keys()
        self.states: list[LinkState] = []
        self.changes: list[frozenset[tuple[str, str]]] = []
        self._news = threading.Condition()
        self._store = ThreadPoolExecutor(1, thread_name_prefix="ThreadPoolExecutor-store")
        self.house: House = self._store.submit(House, folder, seed).result()
        self.link: Link | None = None

    def close(self) -> None:
        self.stop()
        self._store.submit(self.house.close).result()
        self._store.shutdown()

    # the store thread

    def on_house(self, work: Callable[[House], Answer]) -> Answer:
        return self._store.submit(work, self.house).result()

    def call(self, name: str, task: Callable[[Any], Answer]) -> Future[Answer]:
        del name
        return self._store.submit(lambda: task(self.house.console))

    def ask(self, name: str, task: Callable[[Any], Answer]) -> Answer:
        return self.call(name, task).result()

    def say(self, work: Callable[[House], Answer]) -> Answer:
        """An act of a person; the link is nudged as the Desk does it."""
        answer = self.on_house(work)
        if self.link is not None:
            self.link.nudge()
        return answer

    def do(self, *ops: Operation) -> None:
        self.say(lambda house: house.do(*ops))

    # the link

    def enrol(self, code: str, **more: Any) -> Joined:
        patient = replace(self.way, margin_s=max(20.0, self.way.margin_s))  # a code is good for one try
        application = Application(patient, code, "前台一", "test", more.get("outbox"))
        joined = enrol(
            application, self.ask, self.keys, lambda _n, _of: None, more.get("cancelled", lambda: False)
        )
        self.start()
        return joined

    def start(self) -> Link:
        enrolment = self.enrolment
        setup = Setup(self.way, self.folder, self.keys, "前台一", "test", self.pace, self.copies)
        self.link = Link(enrolment, setup, self.call, self._told, self._changed, now_ms)
        self.link.start()
        return self.link

    def stop(self) -> None:
        if self.link is not None:
            link, self.link = self.link, None
            assert link.stop()

    @property
    def enrolment(self) -> Enrolment:
        found = self.ask("enrolment", lambda console: console.enrolment())
        assert found is not None
        return found

    @property
    def pending(self) -> int:
        return self.ask("waiting", lambda console: console.waiting()).pending

    @property
    def state(self) -> LinkState:
        return self.states[-1] if self.states else LinkState()

    def rows(self) -> Rows:
        return self.on_house(rows_of)

    # waiting

    def wait(self, condition: Callable[[], bool], what: str = "") -> None:
        """Until it holds; looked at whenever the link tells something, and now and then."""
        until = time.monotonic() + LIMIT_S
        with self._news:
            while not condition():
                left = until - time.monotonic()
                assert left > 0, f"{what}: {self.state}\n{self._told_by_link()}"
                self._news.wait(min(left, 0.05))

    def wait_phase(self, phase: LinkPhase) -> None:
        self.wait(lambda: self.state.phase is phase, str(phase))

    def wait_live(self) -> None:
        """In step: nothing to send, nothing to come."""
        self.wait(
            lambda: self.state.phase is LinkPhase.LIVE and not self.state.pending and not self.pending, "live"
        )

    def _told_by_link(self) -> str:
        """The last rounds, and where its threads are."""
        rounds = [str(each) for each in self.link.rounds()[:8]] if self.link else []
        frames = sys._current_frames()
        stacks = [
            f"{thread.name}\n" + "".join(traceback.format_stack(frames[thread.ident])[-4:])
            for thread in threading.enumerate()
            if thread.name.startswith("link-") and thread.ident in frames
        ]
        return "\n".join([*rounds, *stacks])

    def _told(self, state: LinkState) -> None:
        self.states.append(state)
        with self._news:
            self._news.notify_all()

    def _changed(self, keys: frozenset[tuple[str, str]]) -> None:
        self.changes.append(keys)
        with self._news:
            self._news.notify_all()


@contextmanager
def linked(folder: Path, url: str, **more: Any) -> Iterator[Linked]:
    """A console on a new folder; not enrolled yet."""
    way = more.pop("way", None) or Way(url, margin_s=1.0, whole_s=1.0)
    made = Linked(folder, way, seed=more.pop("seed", random.randrange(10**6)), **more)
    try:
        yield made
    finally:
        made.close()
