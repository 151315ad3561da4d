"""A console with much that central has not answered: one row comes in; and days of offline work go out."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from app.domain.ops import AddRoom, EditRoom, RoomFields
from app.operations import wire
from bench.harness import Result, timed
from bench.sync.stage import pull_all, push_all, service
from tests.support.house import House
from tests.support.workload import Workload

PENDING: Final = 5_000
DRAIN_MS: Final = 3_000.0


def _said(house: House, seed: int, count: int) -> None:
    work = Workload(house, seed)
    work.furnish()
    said = 0
    while said < count:
        said += len(work.step())


def _one_row(folder: Path) -> tuple[float, float]:
    """Milliseconds of absorbing one unrelated row, and one that half the queue hangs on."""
    with service(f"sqlite:///{folder / 'central'}") as site:
        other, its = site.join(folder / "other")
        room = other.add_room("302")
        push_all(other.console, its, wire.Limits())
        house, transport = site.join(folder / "desk")
        pull_all(house.console, transport)
        _said(house, 5, PENDING)
        house.book(room, 60, 60)
        times = []
        for number in range(10):
            other.do(AddRoom(other.new_id(), f"9{number}", "新"))
            push_all(other.console, its, wire.Limits())
            times.append(timed(lambda: pull_all(house.console, transport)))
        related = []
        for number in range(10):
            pull_all(other.console, its)
            name, was = f"名 {number}", f"名 {number - 1}" if number else "会议室302"
            other.do(EditRoom(room, RoomFields(name=name), RoomFields(name=was)))
            push_all(other.console, its, wire.Limits())
            related.append(timed(lambda: pull_all(house.console, transport)))
        for each in (its, transport):
            each.close()
        house.close()
        other.close()
    return sorted(times)[5], sorted(related)[5]


def drain(url: str, folder: str, seed: str) -> None:
    """One desk after 72 hours: says so many ops, waits for the word, sends them and hears the answers."""
    from bench.sync.stage import Site
    from central.database import open_database

    database = open_database(sys.argv[4])
    house, transport = Site(url, database, iter([int(seed)])).join(Path(folder))
    _said(house, int(seed), PENDING)
    transport.bearer()
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    push_all(house.console, transport, wire.Limits())
    pull_all(house.console, transport)
    took = (time.perf_counter() - began) * 1000
    assert not house.console.waiting().pending
    print(took, flush=True)


def _drained(folder: Path) -> list[float]:
    url = f"sqlite:///{folder / 'central'}"
    with service(url) as site:
        desks = [
            subprocess.Popen(
                (sys.executable, "-m", "bench.sync.pending", site.url, str(folder / f"d{n}"), str(n), url),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )
            for n in (1, 2, 3)
        ]  # fmt: skip
        for desk in desks:
            assert desk.stdout is not None
            assert desk.stdout.readline().strip() == "ready"
        for desk in desks:
            assert desk.stdin is not None
            desk.stdin.write("go\n")
            desk.stdin.flush()
        took = []
        for desk in desks:
            assert desk.stdout is not None
            took.append(float(desk.stdout.readline()))
            desk.wait()
    return sorted(took)


def run() -> list[Result]:
    """The goals are the baselines."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "one").mkdir()
        (folder / "three").mkdir()
        unrelated, related = _one_row(folder / "one")
        took = _drained(folder / "three")
    told = ", ".join(f"{each:.0f}" for each in took)
    return [
        Result(f"one row, {PENDING} pending, unrelated", 1.0, 10.0, unrelated, "request included"),
        Result(f"one row, {PENDING} pending, related", 1.0, 50.0, related, "request included"),
        Result(f"three desks drain {PENDING} each", 1.0, DRAIN_MS, took[-1], f"{told} ms, all on two cores"),
    ]


if __name__ == "__main__":
    drain(*sys.argv[1:4])
