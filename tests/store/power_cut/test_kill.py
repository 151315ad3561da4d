"""The program killed at any moment, again and again on one folder: what it told stays, and it starts at once.

A kill says nothing about power (the system still has what was written): that is test_power_cut.py's matter.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest

from app.operations import registry
from app.operations.context import Context
from app.operations.envelope import body_of, decode
from app.operations.session import OpSession
from app.store import care
from app.store.engine import Store, open_store
from tests.support.house import SITE
from tests.support.workload import digest, logged

ROUNDS = 20
ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks its victims")


@contextmanager
def _desk() -> Iterator[subprocess.Popen[str]]:
    """The process that starts the victims."""
    command = [sys.executable, "-m", "tests.store.power_cut.victim"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as desk:
        yield desk
        assert desk.stdin is not None
        desk.stdin.close()


def _kill_once(
    desk: subprocess.Popen[str], folder: Path, told: Path, seed: int, chance: random.Random
) -> None:
    """Start a victim, let it work for a moment, kill it."""
    assert desk.stdin is not None
    assert desk.stdout is not None
    known = told.stat().st_size if told.exists() else 0
    desk.stdin.write(f"{folder}\t{told}\t{seed}\n")
    desk.stdin.flush()
    victim = int(desk.stdout.readline())
    pause, until = threading.Event(), time.monotonic() + 30
    while not told.exists() or told.stat().st_size == known:
        assert time.monotonic() < until, "the desk did not begin to work"
        pause.wait(0.005)
    pause.wait(chance.uniform(0, 0.15))  # any moment of a transaction
    os.kill(victim, signal.SIGKILL)
    assert desk.stdout.readline() == "gone\n"


def _replayed(folder: Path, log: list[bytes]) -> str:
    """What the rows say when the log is done again, operation by operation, on an empty store."""
    with closing(open_store(folder)) as store, store.writing() as connection:
        for data in log:
            op = decode(data)
            session = OpSession(connection, SITE)
            with session.running():
                registry.apply(body_of(op), Context(session, op.op_id, op.actor, op.at, op.undoes))
            session.flush()
            session.close()
        return digest(connection)


def _log(store: Store) -> list[bytes]:
    with store.reading() as connection:
        return [
            bytes(body)
            for body in connection.exec_driver_sql("SELECT body FROM outbox ORDER BY seq").scalars()
        ]


@pytest.mark.timeout(600)
def test_a_killed_desk_has_all_it_told_and_nothing_half_done(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, told = tmp_path / "desk", tmp_path / "told"
    rounds = 60 if request.config.getoption("--long") else ROUNDS
    chance = random.Random(1)
    slowest = 0.0
    acknowledged: list[str] = []
    with _desk() as desk:
        for seed in range(rounds):
            _kill_once(desk, folder, told, seed, chance)
            begun = time.monotonic()
            with closing(open_store(folder)) as store:
                slowest = max(slowest, time.monotonic() - begun)
                assert care.check(store) == ()
                with store.reading() as connection:
                    kept = set(logged(connection))
            acknowledged = told.read_text(encoding="ascii").split("\n")[:-1]
            assert not set(acknowledged) - kept, f"lost in round {seed}"
    assert len(acknowledged) > rounds * 5
    with closing(open_store(folder)) as store:
        log = _log(store)
        with store.reading() as connection:
            said = digest(connection)
    assert len(log) - len(acknowledged) <= rounds * 8  # at most the act in hand, each time
    assert _replayed(tmp_path / "again", log) == said
    assert slowest < 3, "usable again within three seconds"
    assert msgspec.json.decode(log[0])["op_id"] == acknowledged[0]
