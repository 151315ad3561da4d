"""What one act costs beyond making it durable: `do()`
with 100,000 meetings on file, through the real console.

The baseline is the least a durable act can be: one row in one transaction of the same kind of file, FULL.
Goal: p95 of do() within 3 ms of one fsync; the probe's figure stands beside each line.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    CheckItem,
    EditMeeting,
    MeetingFields,
    MoveMeeting,
    Operation,
)
from app.domain.periods import DAY, HOUR, MINUTE
from app.domain.states import CheckOwner, CheckResult
from app.store.engine import open_store
from bench.harness import Result, fsync_ms, timed
from tests.store import rows
from tests.support.house import House

MEETINGS: Final = 100_000
ACTS: Final = 150
BEYOND_MS: Final = 3.0
_EVENING: Final = 13 * HOUR  # after nine in the morning: the days are full, the evenings are free


class Desk:
    """A house of years, and acts on meetings of its own, one of each kind after the other."""

    def __init__(self, folder: Path) -> None:
        with closing(open_store(folder)) as store:
            self.rooms = rows.building(store)
            rows.years(store, self.rooms, MEETINGS)
        self.house = House(folder, at=rows.NINE)
        self.person = self.house.add_person()
        self._count = 0

    def acts(self) -> Iterator[tuple[str, Operation]]:
        """Book, edit, move, assign, tick, cancel; for ever."""
        while True:
            meeting, room = self.house.new_id(), self.rooms[self._count % len(self.rooms)]
            start = self.house.at + _EVENING + self._count * DAY
            end, self._count = start + HOUR, self._count + 1
            setup = derived(meeting, "task", "setup.1")
            yield "book", BookMeeting(meeting, room, "周例会", start, end, 8, override="bench")
            yield "edit", EditMeeting(meeting, MeetingFields(title="改"), MeetingFields(title="周例会"))
            later = start + 15 * MINUTE, end + 15 * MINUTE
            yield "move", MoveMeeting(meeting, room, *later, room, start, end, "bench")
            yield "assign", AssignTasks((setup,), self.person, (None,), "bench")
            yield "tick", CheckItem(meeting, CheckOwner.DESK, "temperature", CheckResult.PASS)
            yield "cancel", CancelMeeting(meeting, "bench")

    def measure(self, bare: Callable[[], float]) -> tuple[dict[str, list[float]], list[float]]:
        """Milliseconds of each act by kind, and of the bare commit made beside each."""
        times: dict[str, list[float]] = {}
        commits = []
        for number, (kind, op) in enumerate(self.acts()):
            commits.append(bare())
            taken = timed(partial(self._say, op))
            if number >= 60:  # statements are prepared, pages are in the cache
                times.setdefault(kind, []).append(taken)
            if number % 60 == 0:
                self.house.store.tidy()  # as the desk does when it is idle
            if number == 60 + ACTS * 6:
                return times, commits
        raise AssertionError("acts never end")

    def _say(self, op: Operation) -> None:
        try:
            self.house.do(op)
        except Refused as refused:
            raise AssertionError((op, refused.code, refused.params)) from refused


def _commit(folder: Path) -> tuple[Any, Callable[[], float]]:
    """A file beside ours and a transaction of one row on it."""
    connection = sqlcipher3.connect(str(folder / "bare.db"), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE held (id INTEGER PRIMARY KEY, what TEXT)")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO held (what) VALUES (?)", ("x" * 300,))
        connection.execute("COMMIT")

    return connection, lambda: timed(write)


def _p95(times: list[float]) -> float:
    return sorted(times)[len(times) * 95 // 100]


def run() -> list[Result]:
    """A line for each kind of act; the baseline is one fsync and the 3 ms it may cost beyond."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        desk = Desk(folder / "data")
        connection, bare = _commit(folder)
        probe = fsync_ms(folder)
        times, commits = desk.measure(bare)
        connection.close()
        desk.house.close()
    note = (
        f"fsync {probe:.2f} ms, bare commit p50 {statistics.median(commits):.2f} p95 {_p95(commits):.2f} ms"
    )
    everything = [each for held in times.values() for each in held]
    lines = [("all kinds", everything), *times.items()]
    return [
        Result(f"do() {kind}, p95 with 100,000 meetings", 1.0 if kind == "all kinds" else None,
               probe + BEYOND_MS, _p95(held), f"p50 {statistics.median(held):.2f}; {note}")
        for kind, held in lines
    ]  # fmt: skip
