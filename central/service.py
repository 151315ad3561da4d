"""A running service: the database and its threads, held polls, what is cached, the loops in the background.

Stateless: whatever is kept here can be lost, or differ from what another process keeps, without harm. Routes
(api.py) run on the event loop and hand all that speaks to the database to ``read`` and ``write``.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.domain.errors import StoreFault
from app.domain.ids import uuid7
from app.store.central_tables import service as service_table
from central import errors, feed
from central.database import POOL, Database, open_database
from central.effects import Outlet, send_due
from central.metrics import Metrics
from central.pages import Pages
from central.settings import Settings
from central.sites import found, service_facts
from central.snapshot import Snapshots
from central.throttle import Throttle
from central.waiters import Waiters

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
_READERS: Final = {"sqlite": 2, "postgresql": POOL}  # as many threads as the database has connections
_WRITERS: Final = {"sqlite": 1, "postgresql": POOL}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database says of itself: its incarnation, and the key that signs access tokens."""

    epoch: str
    signing_key: str


class Service:
    """Made before the event loop runs; ``start`` and ``stop`` inside it."""

    def __init__(self, settings: Settings) -> None:
        self.settings: Final = settings
        self.metrics: Final = Metrics()
        self.database: Final = open_database(settings.database)
        self.facts = _facts(self.database, settings.now())
        dialect = self.database.dialect
        self._readers: Final = ThreadPoolExecutor(_READERS[dialect], "central-read")
        self._writers: Final = ThreadPoolExecutor(_WRITERS[dialect], "central-write")
        self._temporary: Final = (
            tempfile.TemporaryDirectory(prefix="huiwutai-central-") if settings.cache is None else None
        )
        folder = Path(self._temporary.name) if self._temporary else settings.cache
        assert folder is not None
        self.snapshots: Final = Snapshots(folder)
        self.pages: Final = Pages(self.read)
        self.waiters: Final = Waiters(self._look, settings.look_s)
        self.by_console: Final = Throttle(settings.rate)
        self.by_address: Final = Throttle(settings.strangers)
        self._seen: dict[tuple[str, str], tuple[feed.Asked, int]] = {}
        self._outlet: Final = Outlet(self.metrics)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin what runs in the background."""
        loops = (
            ("watch", self.waiters.watch()),
            ("tidy", self._every(self.settings.tidy_s, self._tidy)),
            ("effects", self._every(self.settings.effects_s, self._send_due)),
        )
        self._tasks = [asyncio.create_task(loop, name=f"central-{name}") for name, loop in loops]

    def drain(self) -> None:
        """Answer held polls now; called before the server waits for what is in flight."""
        self.waiters.drain()

    async def stop(self) -> None:
        """End the loops, finish what runs, close the database."""
        self.drain()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        try:
            await self.keep_seen()
        except errors.RequestProblem:
            logger.warning("what consoles have seen is not written down", exc_info=True)
        finally:
            await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Let go of threads and database."""
        self._readers.shutdown()
        self._writers.shutdown()
        self._outlet.close()
        self.database.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    async def read(self, work: Callable[[Connection], Answer]) -> Answer:
        """Run a reading in one snapshot; raises RequestProblem 503 when the database is away."""

        def inside() -> Answer:
            with self.database.reading() as connection:
                return work(connection)

        return await self._run(self._readers, inside)

    async def write(self, work: Callable[[Connection], Answer]) -> Answer:
        """Run one write transaction likewise."""
        return await self._run(self._writers, lambda: self.database.write(work))

    async def write_with(self, work: Callable[[Database], Answer]) -> Answer:
        """Run what opens its transactions itself, in a writer's thread."""
        return await self._run(self._writers, lambda: work(self.database))

    async def compute(self, work: Callable[[], Answer]) -> Answer:
        """Run what is slow but needs no database, off the event loop."""
        return await self._run(self._readers, work)

    async def _run(self, pool: ThreadPoolExecutor, work: Callable[[], Answer]) -> Answer:
        context = contextvars.copy_context()  # the request's id goes along into the thread's log lines
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, context.run, work)
        except (OperationalError, PoolTimeout, StoreFault) as fault:
            logger.warning("the database is away", exc_info=fault)
            raise errors.away() from fault
        except DBAPIError as fault:
            if not fault.connection_invalidated:
                raise
            raise errors.away() from fault

    def note_seen(self, asked: feed.Asked) -> None:
        """A console said how far it is; written down with the others in a while."""
        self._seen[asked.site_id, asked.console_id] = (asked, self.settings.now())

    async def keep_seen(self) -> None:
        """Write down how far consoles are: one transaction for all, in one order."""
        noted, self._seen = self._seen, {}
        if not noted:
            return

        def work(connection: Connection) -> None:
            for _, (asked, at) in sorted(noted.items(), key=lambda item: item[0]):
                feed.note_seen(connection, asked, at)

        try:
            await self.write(work)
        except errors.RequestProblem:
            self._seen = noted | self._seen
            raise

    async def _look(self, site_ids: frozenset[str]) -> dict[str, int]:
        return await self.read(lambda connection: feed.site_ns(connection, site_ids))

    async def _tidy(self) -> None:
        now_s = asyncio.get_running_loop().time()
        self.by_console.forget(now_s)
        self.by_address.forget(now_s)
        await self.keep_seen()
        known = await self.read(service_facts)
        self.facts = Facts(known["epoch"], known["signing_key"])
        await self.write_with(Database.tidy)

    async def _send_due(self) -> None:
        await asyncio.to_thread(send_due, self.database, self._outlet, self.settings.now())

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Again and again; a round that fails is told and does not end it."""
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception:
                self.metrics.failures.inc()
                logger.exception("a round in the background failed")


def _facts(database: Database, now: int) -> Facts:
    """Read the service's facts, made where there are none."""
    import secrets

    def work(connection: Connection) -> Facts:
        if connection.dialect.name == "postgresql":  # several processes start at once
            connection.exec_driver_sql(f"LOCK TABLE {service_table.name} IN EXCLUSIVE MODE")
        known = found(connection, uuid7(now, secrets.token_bytes(10)))
        return Facts(known["epoch"], known["signing_key"])

    return database.write(work)
