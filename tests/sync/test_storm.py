"""A campaign over real sockets: three desks at work, a
network that harms at random, a service that is killed.

What must hold at the end is what test_faults.py asks after a single fault. The seed of a run is in its id.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from app.bootstrap.embedded import SOURCES
from app.store.central_tables import oplog, site
from central.database import open_database
from central.settings import now_ms
from tests.support import proxy as faults
from tests.support.central import more_code
from tests.support.linked import Linked, linked
from tests.support.proxy import FaultProxy
from tests.support.seat import central_rows
from tests.support.workload import Workload

HARM = (
    faults.loses_request, faults.loses_answer, faults.cuts_answer, faults.doubles, faults.flips_bit,
    faults.bad_gateway, faults.portal, faults.signed_out, faults.half_open, faults.busy("0"),
)  # fmt: skip
PATHS = ("/ops", "/changes", "/v1/token", "/v1/hello", "/snapshot", "")


class Child:
    """A service in a process of its own, that can be killed."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}"
        self.log = folder.with_suffix(".log").open("ab")
        self.port = 0
        self.code = ""
        self.start()

    def start(self) -> None:
        command = ("serve", "--database", self.url, "--port", str(self.port), "--embedded", "市机关会议中心")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "central", *command, "--log-level", "ERROR"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, cwd=SOURCES,
        )  # fmt: skip
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.port, self.code = int(told["listening"].rpartition(":")[2]), told["code"]

    def another_code(self) -> str:
        """Made beside the running service, as its own command does it."""
        with closing(open_database(self.url)) as database:
            with database.reading() as connection:
                site_id = connection.execute(select(site.c.site_id)).scalar_one()
            return more_code(database, now_ms(), site_id)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.end()

    def end(self) -> None:
        with self.process:
            self.process.terminate()

    def close(self) -> None:
        self.end()
        self.log.close()


@contextmanager
def storm(folder: Path) -> Iterator[tuple[Child, FaultProxy, list[Linked]]]:
    """A service, a proxy, three desks of one site."""
    with ExitStack() as stack:
        child = Child(folder / "central")
        stack.callback(child.close)
        proxy = stack.enter_context(FaultProxy(child.port))
        desks: list[Linked] = []
        for number in range(3):
            one = stack.enter_context(linked(folder / f"desk{number}", proxy.url, seed=number + 1))
            one.enrol(child.another_code() if number else child.code)
            one.wait_live()
            desks.append(one)
        yield child, proxy, desks


def run(folder: Path, seed: int, steps: int) -> None:
    chance = random.Random(seed)
    with storm(folder) as (child, proxy, desks):
        work = [one.on_house(lambda house: Workload(house, seed)) for one in desks]
        desks[0].say(lambda _house: work[0].furnish())
        for one in desks:
            one.wait_live()
        said: list[str] = desks[0].on_house(
            lambda house: [str(op) for op in _column(house, "SELECT op_id FROM outbox")]
        )
        for each in work[1:]:
            each.rooms, each.people = work[0].rooms, work[0].people
        for _ in range(steps):
            number = chance.randrange(3)
            said += desks[number].say(lambda _house, each=work[number]: each.step())  # type: ignore[misc]
            if chance.random() < 0.3:
                proxy.arm(chance.choice(HARM), chance.choice(PATHS), chance.randint(1, 3))
            if chance.random() < 0.03:
                child.kill()
                child.start()
            if chance.random() < 0.03:
                proxy.cut_all()
            if chance.random() < 0.03:
                desks[number].stop()
                desks[number].start()
        proxy.disarm()
        for one in desks:
            one.wait_live()
        child.end()
        with closing(open_database(child.url)) as database:
            rows = central_rows(database)
            with database.reading() as connection:
                applied = list(connection.execute(select(oplog.c.op_id)).scalars())
        assert sorted(applied) == sorted(said)  # none lost, none doubled, none made up
        for one in desks:
            one.stop()
        assert [one.rows() == rows for one in desks] == [True] * 3


def _column(house: object, sql: str) -> list[object]:
    with house.store.reading() as connection:  # type: ignore[attr-defined]
        return list(connection.exec_driver_sql(sql).scalars())


def test_a_short_storm_loses_and_doubles_nothing(tmp_path: Path) -> None:
    run(tmp_path, seed=7, steps=40)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1, 7))
def test_a_long_storm_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed=seed, steps=400)
