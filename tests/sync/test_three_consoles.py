"""Three consoles and a central as processes on PostgreSQL, cut apart, each at work alone, then healed."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.ids import derived
from app.store.central_tables import oplog, stream
from central.database import open_database
from central.settings import now_ms
from tests.central.test_processes import ROOT, Process
from tests.support.central import make_site_with_code, more_code
from tests.support.house import SITE
from tests.support.postgres import Server
from tests.support.proxy import FaultProxy
from tests.support.seat import central_rows


class Desk:
    """A console process behind a line of its own that can be cut."""

    def __init__(self, folder: Path, upstream: int, code: str, seed: int) -> None:
        self.upstream = upstream
        self.line = FaultProxy(upstream)
        self.line.__enter__()
        words = (
            sys.executable,
            "-m",
            "tests.support.desk_process",
            str(folder),
            self.line.url,
            code,
            str(seed),
        )
        self.process = subprocess.Popen(
            words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.said: list[str] = []
        self._answer()

    def ask(self, do: str, **more: Any) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        answer = self._answer()
        self.said += answer.get("said", [])
        return answer

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the console ended with {self.process.wait()}"
        return json.loads(line)

    def cut(self) -> None:
        self.line.__exit__(None, None, None)

    def heal(self) -> None:
        self.line = FaultProxy(self.upstream, self.line.port)
        self.line.__enter__()

    def close(self) -> None:
        with self.process:
            assert self.process.stdin is not None
            self.process.stdin.close()
        self.cut()


@contextmanager
def site(folder: Path) -> Iterator[tuple[str, list[Desk]]]:
    """A service on a durable PostgreSQL with two workers, and three desks."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="huiwutai-pg-")))
        server = Server(place, is_durable=True)
        stack.callback(server.stop)
        address = server.new_database()
        with closing(open_database(address)) as database:
            codes = [make_site_with_code(database, now_ms())]
            codes += [more_code(database, now_ms()) for _ in range(2)]
        service = Process(address, "--workers", "2")
        stack.callback(service.end, 15)
        port = int(service.url.rpartition(":")[2])
        desks: list[Desk] = []
        for number, code in enumerate(codes):
            desks.append(Desk(folder / f"desk{number}", port, code, number + 1))
            stack.callback(desks[-1].close)
        yield address, desks


def agree(address: str, desks: list[Desk]) -> None:
    """All have sent everything, then all have read up to the newest row of central."""
    for desk in desks:
        desk.ask("live", upto=0)
    with closing(open_database(address)) as database, database.reading() as connection:
        head = connection.execute(select(stream.c.head)).scalar_one()
    for desk in desks:
        desk.ask("live", upto=head)


@pytest.mark.timeout(180)
def test_three_consoles_that_were_cut_apart_agree_again_and_nothing_is_lost(tmp_path: Path) -> None:
    with site(tmp_path) as (address, desks):
        house = desks[0].ask("furnish")
        rooms, people = house["rooms"], house["people"]
        meeting = derived(SITE, "meeting", "shared")
        desks[0].ask("book", meeting=meeting, room=rooms[0], in_hours=40, title="协调会")
        agree(address, desks)
        for desk in desks[1:]:
            desk.ask("know", rooms=rooms, people=people)
        for desk in desks:
            desk.cut()
        slots = [derived(SITE, "meeting", "rush", number) for number in range(3)]
        for number, desk in enumerate(desks):  # alone: the same slot, the same field, and a day's work
            booked = desk.ask("book", meeting=slots[number], room=rooms[1], in_hours=50, title=f"抢 {number}")
            assert len(booked["said"]) == 1
            desk.ask("rename", meeting=meeting, title=f"改名 {number}")
            desk.ask("act", times=25)
            assert desk.ask("state")["pending"] >= 2
        for desk in desks:
            desk.heal()
        agree(address, desks)
        states = [desk.ask("state") for desk in desks]
        said = [op for desk in desks for op in desk.said]
        with closing(open_database(address)) as database:
            truth = sorted([*key, list(row.values())] for key, row in central_rows(database).items())
            with database.reading() as connection:
                log = {row.op_id: json.loads(row.result) for row in connection.execute(select(oplog))}
    assert [json.dumps(state["rows"]) == json.dumps(truth) for state in states] == [True] * 3
    assert sorted(log) == sorted(said)
    refused = {op for op, result in log.items() if result["status"] == "refused"}
    assert {op for state in states for op, _ in state["refusals"]} == refused
    for desk, state in zip(desks, states, strict=True):
        assert {op for op, _ in state["refusals"]} == refused & set(desk.said)
    holders = [row for row in truth if row[0] == "meeting" and row[1] in slots]
    assert len(holders) == 1  # one has the slot, two are told
    titles = [[field, mine] for about, field, mine, _ in states[0]["conflicts"] if about == meeting]
    assert len(titles) == 2  # the first renaming stands, two wait for a person, at every desk
    assert all(state["conflicts"] == states[0]["conflicts"] for state in states)
