"""200 polls are held by two processes on one PostgreSQL: how late each hears, and what the database holds."""

from __future__ import annotations

import selectors
import socket
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import text

from app.domain.ops import AddRoom
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store import collector
from app.sync.transport import Transport
from bench.harness import Result
from bench.sync.stage import PATIENCE_S, Site, both, push_all, service
from tests.support.house import SITE, House

POLLS: Final = 200
ROUNDS: Final = 10
GOAL_MS: Final = 50.0


def _hold(port: int, path: str, bearer: str) -> socket.socket:
    """A poll that waits."""
    held = socket.create_connection(("127.0.0.1", port))
    held.sendall(f"GET {path} HTTP/1.1\r\nHost: central\r\nAuthorization: Bearer {bearer}\r\n\r\n".encode())
    return held


def _heard(polls: list[socket.socket]) -> list[float]:
    """The moment at which each answer is here. No more than that: real ones are read on other machines."""
    moments = []
    with selectors.DefaultSelector() as waiting:
        for held in polls:
            waiting.register(held, selectors.EVENT_READ)
        while waiting.get_map():
            for key, _ in waiting.select(PATIENCE_S):
                moments.append(time.perf_counter())
                waiting.unregister(key.fileobj)
    for held in polls:
        status = held.recv(64)
        assert b" 200 " in status, status
        held.close()
    return moments


def _round(
    site: Site, desk: tuple[House, Transport], tokens: list[tuple[str, str]], url: str
) -> tuple[list[float], int]:
    house, transport = desk
    port = int(site.url.rpartition(":")[2])
    with site.database.reading() as connection:
        head = connection.execute(text("SELECT head FROM stream")).scalar_one()
    epoch = house.console.enrolment().epoch  # type: ignore[union-attr]  # it is enrolled
    query = f"after=site:{head}&have=1000000&limit=100&wait=20&epoch={epoch}&schema={SCHEMA}"
    path = f"/v1/sites/{SITE}/changes?{query}"
    polls = [_hold(port, path, bearer) for _, bearer in tokens]
    threading.Event().wait(0.7)  # until all of them are held
    with psycopg.connect(url) as watcher:
        busy = watcher.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' "
            "AND pid <> pg_backend_pid() AND xact_start < now() - interval '0.3 s'"
        ).fetchone()
    house.do(AddRoom(house.new_id(), f"{head}", "会议室"))
    with ThreadPoolExecutor(1) as pool:
        listening = pool.submit(_heard, polls)
        began = time.perf_counter()
        push_all(house.console, transport, wire.Limits())
        moments = listening.result()
    assert busy is not None
    return [(at - began) * 1000 for at in moments], int(busy[0])


def run() -> list[Result]:
    """The goal is the baseline."""
    late: list[float] = []
    held = 0
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with both(folder) as urls, service(urls["PostgreSQL"], workers=2) as site:
            house, transport = site.join(folder / "desk")
            tokens = []
            for number in range(POLLS):
                other, its = site.join(folder / f"poll{number}")
                tokens.append((other.console.identity.console_id, its.bearer()))
                its.close()
                other.close()
            transport.bearer()
            collector.settle()
            for _ in range(ROUNDS):
                times, busy = _round(site, (house, transport), tokens, urls["PostgreSQL"])
                late += times
                held = max(held, busy)
            transport.close()
            house.close()
    late.sort()
    note = f"p50 {late[len(late) // 2]:.1f}, worst {late[-1]:.1f} ms; open transactions meanwhile: {held}"
    return [Result(f"{POLLS} held polls, 2 processes, p95", 1.0, GOAL_MS, late[len(late) * 95 // 100], note)]
