"""1,000 mixed ops sent to central, with all that rules, tasks, audit chain and history make of them."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from app.operations import wire
from app.store import collector
from bench.harness import Result, timed
from bench.sync.peers import anki, pouchdb
from bench.sync.stage import both, pull_all, push_all, service
from tests.support.workload import Workload

OPS = 1_000
ROUNDS = 3


WARM = 200  # ops said and pushed before: PouchDB's service has taken 20,000 documents and a push by then


def _said(work: Workload, count: int) -> None:
    said = 0
    while said < count:
        said += len(work.step())


def _once(url: str, folder: Path) -> tuple[float, float]:
    """Milliseconds of the push, and of the pull that brings its results."""
    with service(url) as site:
        house, transport = site.join(folder)
        work, limits = Workload(house, 3), wire.Limits()
        work.furnish()
        _said(work, WARM)
        push_all(house.console, transport, limits)
        pull_all(house.console, transport)
        _said(work, OPS)
        collector.settle()
        push = timed(lambda: push_all(house.console, transport, limits))
        pull = timed(lambda: pull_all(house.console, transport))
        assert not house.console.waiting().pending
        transport.close()
        house.close()
    return push, pull


def run() -> list[Result]:
    """Beside PouchDB's best and Anki when `--peers` asks for them."""
    wants = "--peers" in sys.argv
    pouch = pouchdb(20_000, OPS, 200) if wants else None
    native = anki(20_000, OPS) if wants else None
    best = min(pouch["push"].values()) if pouch else float("nan")
    goal = 1.0 if pouch else None
    beside = f"PouchDB's best {best:.0f} ms" if pouch else "peers not asked (--peers)"
    if native:
        beside += f", Anki {native['push']:.0f} ms"
    found = []
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for round_ in range(ROUNDS):
            place = folder / str(round_)
            place.mkdir()
            with both(place) as urls:
                for kind, url in urls.items():
                    found.append((kind, *_once(url, place / f"desk {kind}")))
    results = []
    for kind in ("SQLite", "PostgreSQL"):
        push = sorted(entry[1] for entry in found if entry[0] == kind)[ROUNDS // 2]
        pull = sorted(entry[2] for entry in found if entry[0] == kind)[ROUNDS // 2]
        results.append(
            Result(f"push of {OPS} mixed ops, {kind}", goal, best, push, f"{beside}; results {pull:.0f} ms")
        )
    if pouch:
        fill = min(pouch["initial"].values())
        results.append(Result("PouchDB first fill of 20,000", None, fill, fill, "for comparison"))
        live = pouch["live"]
        results.append(Result("PouchDB live", None, live["p50"], live["p50"], f"p95 {live['p95']:.1f} ms"))
    return results
