"""Real processes on one PostgreSQL: killed and started again, several on one socket; nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from app.operations import wire
from central.database import open_database
from central.settings import now_ms
from tests.support.central import Client, make_site_with_code, more_code
from tests.support.house import House
from tests.support.postgres import Server
from tests.support.seat import outbox
from tests.support.workload import Workload

ROOT = Path(__file__).parents[2]


class Process:
    """``python -m central serve`` as a process."""

    def __init__(self, database: str, *more: str, port: int = 0) -> None:
        environment = os.environ | {"HUIWUTAI_DATABASE": database}
        command = [
            sys.executable,
            "-m",
            "central",
            "serve",
            "--port",
            str(port),
            "--log-level",
            "ERROR",
            *more,
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        self.url = str(json.loads(self.process.stdout.readline())["listening"])

    def end(self, number: int) -> None:
        os.killpg(self.process.pid, number)
        self.process.wait(30)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def started() -> Iterator[list[Process]]:
    running: list[Process] = []
    yield running
    for one in running:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


@pytest.fixture
def address(postgres: Server) -> str:
    return postgres.emptied_database()


def codes(address: str, count: int) -> list[str]:
    database = open_database(address)
    found = [make_site_with_code(database, now_ms())]
    found += [more_code(database, now_ms()) for _ in range(count - 1)]
    database.close()
    return found


def insist(client: Client, ops: list[Any]) -> None:
    """Send until it is known to be done: no answer means unknown, so the same goes again."""
    pause = threading.Event()
    for _ in range(400):
        try:
            answer = client.push(ops)
        except requests.RequestException:
            pause.wait(0.05)
            continue
        if answer.status_code == 200 and Client.ok(answer, wire.Pushed).last >= ops[-1][0]:
            return
        assert answer.status_code in {200, 503}, answer.text
        pause.wait(0.05)
    raise AssertionError("never done")


def test_killed_and_started_again_it_has_everything_once(
    address: str, started: list[Process], tmp_path: Path
) -> None:
    house = House(tmp_path / "house", seed=5)
    work = Workload(house, 5)
    work.furnish()
    for _ in range(60):
        work.step()
    ops = outbox(house)
    house.close()
    [code] = codes(address, 1)
    started.append(Process(address))
    client = Client(started[0].url)
    client.enrol(code)
    port = int(client.url.rpartition(":")[2])
    done = threading.Event()

    def kill_again_and_again() -> None:
        for _ in range(3):
            done.wait(0.3)
            started[-1].end(signal.SIGKILL)
            started.append(Process(address, port=port))

    killer = threading.Thread(target=kill_again_and_again)
    killer.start()
    for first in range(0, len(ops), 4):
        insist(client, ops[first : first + 4])
    killer.join()
    page = Client.ok(client.pull(), wire.Page)
    client.close()
    assert [(seq, op_id) for seq, op_id, _ in page.results] == [(seq, op_id) for seq, op_id, _ in ops]
    assert [result.n for _, _, result in page.results] == list(range(1, len(ops) + 1))
    started[-1].end(signal.SIGTERM)
    check = subprocess.run(
        [sys.executable, "-m", "central", "check", "--database", address], cwd=ROOT, check=False
    )
    assert check.returncode == 0


def test_a_database_that_crashes_under_load_loses_nothing(started: list[Process], tmp_path: Path) -> None:
    house = House(tmp_path / "house", seed=6)
    work = Workload(house, 6)
    work.furnish()
    for _ in range(60):
        work.step()
    ops = outbox(house)
    house.close()
    (tmp_path / "pg").mkdir()
    server = Server(tmp_path / "pg", is_durable=True)
    try:
        address = server.new_database()
        [code] = codes(address, 1)
        started.append(Process(address))
        client = Client(started[0].url)
        client.enrol(code)
        half = threading.Event()

        def crash() -> None:
            assert half.wait(30)
            server.crash()

        crasher = threading.Thread(target=crash)
        crasher.start()
        for first in range(0, len(ops), 4):
            if first >= len(ops) // 2:
                half.set()
            insist(client, ops[first : first + 4])
        crasher.join()
        page = Client.ok(client.pull(), wire.Page)
        client.close()
        started[-1].end(signal.SIGTERM)
    finally:
        server.stop()
    assert [(seq, op_id) for seq, op_id, _ in page.results] == [(seq, op_id) for seq, op_id, _ in ops]
    assert [result.n for _, _, result in page.results] == list(range(1, len(ops) + 1))


def test_two_processes_on_one_socket_serve_one_site(
    address: str, started: list[Process], tmp_path: Path
) -> None:
    houses = [House(tmp_path / str(number), seed=number) for number in range(4)]
    for house in houses:
        house.book(house.add_room())
    started.append(Process(address, "--workers", "2"))
    clients = [Client(started[0].url) for _ in houses]
    for client, code in zip(clients, codes(address, 4), strict=True):
        client.enrol(code)
    threads = [
        threading.Thread(target=insist, args=(client, outbox(house)))
        for client, house in zip(clients, houses, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pages = [Client.ok(client.pull(), wire.Page) for client in clients]
    text = clients[0].get("/metrics").text
    for client, house in zip(clients, houses, strict=True):
        client.close()
        house.close()
    assert all(page.rows == pages[0].rows for page in pages)
    numbers = sorted(result.n for page in pages for _, _, result in page.results)
    assert numbers == list(range(1, 9))
    assert "huiwutai_ops_total 8.0" in text  # whichever process was asked: it adds both up
    started[0].end(signal.SIGTERM)
    assert started[0].process.returncode == 0
