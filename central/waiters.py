"""Held polls: who waits for news of which site, and the one look at the database that serves them all.

Everything here runs on the event loop. A waiter costs a coroutine and no connection. The order that loses no
wake-up: ``waiting`` registers, ``clear``, then the caller reads, then ``wait``.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Final

logger = logging.getLogger(__name__)

Look = Callable[[frozenset[str]], Awaitable[dict[str, int]]]
_AFTER_FAILURE_S: Final = 1.0


class Waiter:
    """One held poll."""

    def __init__(self) -> None:
        self._news: Final = asyncio.Event()

    def clear(self) -> None:
        """From here on news is news."""
        self._news.clear()

    def wake(self) -> None:
        """Something happened at its site, or the service stops."""
        self._news.set()

    async def wait(self, seconds: float) -> bool:
        """Whether there was news before the time was over."""
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        return True


class Waiters:
    """All held polls of this process. ``look`` tells the newest op number of sites."""

    def __init__(self, look: Look, every_s: float) -> None:
        self._look: Final = look
        self._every_s: Final = every_s
        self._waiting: Final[dict[str, set[Waiter]]] = {}
        self._seen: Final[dict[str, int]] = {}
        self._somebody: Final = asyncio.Event()
        self.is_draining = False

    @contextmanager
    def waiting(self, site_id: str) -> Iterator[Waiter]:
        """A waiter that is registered inside the block."""
        waiter = Waiter()
        self._waiting.setdefault(site_id, set()).add(waiter)
        self._somebody.set()
        try:
            yield waiter
        finally:
            held = self._waiting[site_id]
            held.discard(waiter)
            if not held:
                del self._waiting[site_id]
            if not self._waiting:
                self._somebody.clear()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def wake(self, site_id: str) -> None:
        """This process has committed something at a site."""
        for waiter in self._waiting.get(site_id, ()):
            waiter.wake()

    def drain(self) -> None:
        """The service stops: every held poll is answered now, later ones at once."""
        self.is_draining = True
        for site_id in self._waiting:
            self.wake(site_id)

    async def watch(self) -> None:
        """Look while somebody waits, for ever; a database that is away for a while does not end it."""
        while True:
            await self._somebody.wait()
            try:
                self._compare(await self._look(frozenset(self._waiting)))
                pause = self._every_s
            except Exception:  # whatever it was, waiting goes on
                logger.warning("cannot look for news", exc_info=True)
                pause = _AFTER_FAILURE_S
            await asyncio.sleep(pause)

    def _compare(self, found: dict[str, int]) -> None:
        """A site seen for the first time wakes too: what was there when its waiter read is not known."""
        for site_id, n in found.items():
            if self._seen.get(site_id) != n:
                self._seen[site_id] = n
                self.wake(site_id)
