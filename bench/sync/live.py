"""From a click at one desk to the commit at another, both durable: two consoles as processes, one central."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from app.domain.ops import AddRoom
from app.operations import wire
from app.sync.console import Console
from app.sync.keys import Keys
from app.sync.lane import Way
from app.sync.link import Link, Setup
from bench.harness import Result
from bench.sync.stage import Site, both, now_ms, service
from tests.support.house import House

Answer = TypeVar("Answer")
EDITS: Final = 200
GAP_S: Final = 0.02  # between two clicks
GOALS: Final = {"SQLite": 10.0, "PostgreSQL": 12.0}


class Desk:
    """A console with its store thread and its link, as bootstrap makes them, without a window."""

    def __init__(self, url: str, folder: Path, identity: wire.Enrolled, seed: int) -> None:
        self._store = ThreadPoolExecutor(1)
        self.house = self._store.submit(House, folder, seed).result()
        self.arrived = threading.Condition()
        self.seen: dict[str, float] = {}
        self.call("adopt", lambda c: c.adopt(identity, url, lambda _n, _of: None, lambda: False)).result()
        enrolment = self.call("enrolment", lambda c: c.enrolment()).result()
        assert enrolment is not None
        keys = Keys()
        keys.keep(identity.console, identity.secret)
        setup = Setup(Way(url), folder, keys, "bench", "bench")
        self.link = Link(enrolment, setup, self.call, lambda _state: None, self._changed, now_ms)
        self.link.start()

    def call(self, name: str, task: Callable[[Console], Answer]) -> Future[Answer]:
        del name
        return self._store.submit(lambda: task(self.house.console))

    def _changed(self, keys: frozenset[tuple[str, str]]) -> None:
        at = time.monotonic()
        with self.arrived:
            for subject, identity in keys:
                if subject == "room":
                    self.seen.setdefault(identity, at)
            self.arrived.notify_all()

    def close(self) -> None:
        self.link.stop()
        self._store.submit(self.house.close).result()
        self._store.shutdown()


def listen(url: str, folder: str, console: str, site: str, secret: str, epoch: str) -> None:
    """The other desk: prints the id and the moment of each room as soon as it is committed here."""
    desk = Desk(url, Path(folder), wire.Enrolled(console, site, secret, epoch), 2)
    told: set[str] = set()
    print("ready", flush=True)
    while True:
        with desk.arrived:
            desk.arrived.wait()
            fresh = [(identity, at) for identity, at in desk.seen.items() if identity not in told]
        for identity, at in fresh:
            told.add(identity)
            print(identity, at, flush=True)


def _identity(site: Site) -> wire.Enrolled:
    from app.sync.transport import enrol
    from central import accounts
    from tests.support.house import SITE

    with site.database.writing() as connection:
        code = accounts.make_code(connection, SITE, now_ms(), 3_600_000)
    return enrol(Way(site.url), wire.Enrol(code, "bench", "bench"))


def _times(url: str, folder: Path) -> list[float]:
    with service(url) as site:
        one = Desk(site.url, folder / "one", _identity(site), 1)
        other = _identity(site)
        who = (other.console, other.site, other.secret, other.epoch)
        words = (sys.executable, "-m", "bench.sync.live", site.url, str(folder / "two"), *who)
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        begun: dict[str, float] = {}
        came: dict[str, float] = {}
        for number in range(EDITS + 20):
            op = AddRoom(one.house.new_id(), f"{number}", "会议室")
            begun[op.id] = time.monotonic()
            one.call("do", partial(Console.do, ops=(op,), actor="")).result()
            one.link.nudge()
            while op.id not in came:
                identity, at = process.stdout.readline().split()
                came[identity] = float(at)
            threading.Event().wait(GAP_S)
        process.kill()
        process.wait()
        one.close()
    return [(came[key] - begun[key]) * 1000 for key in list(begun)[20:]]


def run() -> list[Result]:
    """The goal itself is the baseline: p50 in milliseconds."""
    found = []
    with (
        tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name,
        both(Path(name)) as urls,
    ):
        for kind, url in urls.items():
            place = Path(name) / f"live {kind}"
            place.mkdir()
            times = sorted(_times(url, place))
            p95 = times[len(times) * 95 // 100]
            note = f"p95 {p95:.1f}, worst {times[-1]:.1f} ms; {EDITS} acts"
            found.append(
                Result(f"live A to B, p50, {kind}", 1.0, GOALS[kind], statistics.median(times), note)
            )
    return found


if __name__ == "__main__":
    listen(*sys.argv[1:])
