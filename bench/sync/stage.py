"""What the sync measurements stand on: a service as a process, a site full of meetings, consoles on files."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import requests
from msgspec import Raw

from app.domain.ids import derived
from app.domain.periods import HOUR
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.bulk import insert_many, table_of
from app.store.central_tables import feed, stream
from app.store.tables import WIRE
from app.sync.console import Console
from app.sync.lane import Way
from app.sync.transport import Asked, Transport, enrol
from central import accounts
from central.database import Database, open_database
from central.ledger import wire_of
from central.sites import make_site
from tests.support.house import SITE, WEDNESDAY, House
from tests.support.postgres import Server

ROWS: Final = 20_000
ROOMS: Final = 300
PATIENCE_S: Final = 30.0
NEVER: Final = 10**9


def never() -> bool:
    """Nobody gives up."""
    return False


def nothing(_done: int, _of: int) -> None:
    """Nobody looks."""


@dataclass
class Site:
    """A service with an empty site. ``url`` of the service; ``database`` to look behind it."""

    url: str
    database: Database
    seeds: Iterator[int] = field(default_factory=lambda: iter(range(1, 10_000)))

    def join(self, folder: Path, at: str = SITE) -> tuple[House, Transport]:
        """A new console with its connection."""
        with self.database.writing() as connection:
            code = accounts.make_code(connection, at, now_ms(), 3_600_000)
        house = House(folder, seed=next(self.seeds))
        enrolled = enrol(Way(self.url), wire.Enrol(code, "bench", "bench"))
        house.console.adopt(enrolled, self.url, nothing, never)
        return house, Transport(Way(self.url), enrolled.console, enrolled.site, lambda: enrolled.secret)


def now_ms() -> int:
    """Wall time."""
    return time.time_ns() // 1_000_000


@contextmanager
def service(url: str, workers: int = 1) -> Iterator[Site]:
    """`python -m central serve` on a database of its own, with one empty site."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        port = int(made.getsockname()[1])
    database = open_database(url)
    with database.writing() as connection:
        make_site(connection, SITE, "bench", WEDNESDAY)
    words = (sys.executable, "-m", "central", "--database", url, "serve", "--port", str(port),
             "--workers", str(workers), "--log-level", "WARNING")  # fmt: skip
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, env=os.environ, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, process)
        yield Site(address, database)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_S)
        database.close()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the service ended with {process.returncode}")
        try:
            if requests.get(f"{address}/v1/hello", timeout=2).ok:
                return
        except requests.ConnectionError:
            threading.Event().wait(0.05)
    raise RuntimeError("the service does not answer")


@contextmanager
def both(folder: Path) -> Iterator[dict[str, str]]:
    """An address of an empty database of each kind."""
    place = folder / "postgres"
    place.mkdir()
    server = Server(place, is_durable=True)  # both ends wait for their disks
    try:
        yield {"SQLite": f"sqlite:///{folder / 'central'}", "PostgreSQL": server.new_database()}
    finally:
        server.stop()


def fill_site(database: Database, rows: int = ROWS) -> None:
    """So many meetings in tables and feed; written directly, since only reading is measured."""
    rooms = [_room(number) for number in range(ROOMS)]
    meetings = [_meeting(number) for number in range(rows)]
    with database.writing() as connection:
        entries: list[tuple[Any, ...]] = []
        for subject, images in (("room", rooms), ("meeting", meetings)):
            insert_many(connection, table_of(subject), [(SITE, *image.values()) for image in images])
            start = len(entries) + 1
            entries += [(SITE, wire.SITE_STREAM, subject, image["id"], seq, wire_of(image), WEDNESDAY)
                        for seq, image in enumerate(images, start)]  # fmt: skip
        insert_many(connection, feed, entries)
        connection.execute(stream.update().where(stream.c.site_id == SITE).values(head=len(entries)))


def _blank(subject: str) -> dict[str, Any]:
    columns = table_of(subject).c
    return {name: None if columns[name].nullable else 0 if columns[name].type.python_type is int else ""
            for name in WIRE[subject]}  # fmt: skip


def _room(number: int) -> dict[str, Any]:
    named = {"id": derived(SITE, "room", number), "number": str(number), "name": f"会议室 {number}"}
    return _blank("room") | named | {"room_class": "normal", "equipment": "[]"}


def _meeting(number: int) -> dict[str, Any]:
    start = WEDNESDAY + (number // ROOMS) * 2 * HOUR
    return _blank("meeting") | {
        "id": derived(SITE, "meeting", number), "room_id": derived(SITE, "room", number % ROOMS),
        "title": f"第 {number} 次全市工作协调会议", "state": "confirmed", "meeting_class": "regular",
        "starts_at": start, "ends_at": start + HOUR, "held_from": start, "held_to": start + HOUR, "holds": 1,
        "expected": number % 90, "attendants_needed": 2, "unit": "办公厅", "number": number + 1,
        "booked_at": WEDNESDAY,
    }  # fmt: skip


def pull_all(console: Console, transport: Transport, limit: int = 5_000) -> int:
    """Pages until nothing is left; how many rows came."""
    rows = 0
    while True:
        enrolment = console.enrolment()
        assert enrolment is not None
        asked = Asked(enrolment.cursor, enrolment.have, limit, enrolment.epoch, SCHEMA)
        page = transport.changes(asked, 0)
        if page is None:
            return rows
        rows += sum(map(len, page.rows.values()))
        if console.absorb(page).is_last:
            return rows


def push_all(console: Console, transport: Transport, limits: wire.Limits) -> None:
    """Requests until everything is sent; the results come with the next pull."""
    last = 0
    while True:
        enrolment = console.enrolment()
        assert enrolment is not None
        ops = console.to_push(max(last, enrolment.have), limits)
        if not ops:
            return
        sent = tuple((seq, op_id, Raw(body)) for seq, op_id, body in ops)
        last = transport.push(wire.Push(enrolment.console_id, enrolment.epoch, sent)).last
