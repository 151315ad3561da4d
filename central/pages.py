"""Pages for many held polls at once: those that ask at the same time are read together, in one snapshot.

When an op wakes two hundred polls of a site, they share the statements and the text of the rows, and differ
by who asks and by their results. Whoever asks alone is read at once. Only from the event loop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection, select

from app.store.central_tables import console
from central import errors, feed
from central.errors import RequestProblem

MOST: Final = 64  # pages of one snapshot: the first waits for the last of them
LANES: Final = 2  # snapshots at a time: a long page of one that begins does not keep the others waiting
Read = Callable[[Callable[[Connection], list[Any]]], Awaitable[list[Any]]]
Answer = bytes | None | RequestProblem


@dataclass(frozen=True, slots=True)
class _Waiting:
    asked: feed.Asked
    epoch: str
    page: asyncio.Future[bytes | None]


class Pages:
    """``read`` runs a function in one read snapshot, in a thread."""

    def __init__(self, read: Read) -> None:
        self._read: Final = read
        self._waiting: list[_Waiting] = []
        self._lanes: Final[set[asyncio.Task[None]]] = set()

    async def get(self, asked: feed.Asked, epoch: str) -> bytes | None:
        """As feed.read_page, for a console that may read; raises RequestProblem besides: 401, 403, 503."""
        page: asyncio.Future[bytes | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(asked, epoch, page))
        if len(self._lanes) < LANES:
            lane = asyncio.create_task(self._serve())
            self._lanes.add(lane)
            lane.add_done_callback(self._lanes.discard)
        return await page

    async def _serve(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                answers: list[Any] = await self._read(partial(_read, batch))
            except BaseException as failure:
                for one in batch:
                    if not one.page.done():
                        one.page.set_exception(failure)
                if not isinstance(failure, Exception):
                    raise
                continue
            for one, answer in zip(batch, answers, strict=True):
                if one.page.done():  # whoever asked has gone
                    continue
                if isinstance(answer, RequestProblem):
                    one.page.set_exception(answer)
                else:
                    one.page.set_result(answer)


def _read(batch: list[_Waiting], connection: Connection) -> list[Answer]:
    sight = feed.Sight(connection)
    consoles = _consoles(connection, batch)
    return [_page(sight, one, consoles.get((one.asked.site_id, one.asked.console_id))) for one in batch]


def _consoles(connection: Connection, batch: list[_Waiting]) -> dict[tuple[str, str], Any]:
    """The rows of those who ask."""
    sites: dict[str, set[str]] = {}
    for one in batch:
        sites.setdefault(one.asked.site_id, set()).add(one.asked.console_id)
    found: dict[tuple[str, str], Any] = {}
    for site_id, ids in sites.items():
        columns = select(console.c.id, console.c.last, console.c.revoked_at)
        mine = columns.where(console.c.site_id == site_id, console.c.id.in_(ids))
        found |= {(site_id, row.id): row for row in connection.execute(mine)}
    return found


def _page(sight: feed.Sight, one: _Waiting, known: Any) -> Answer:  # Any: a row of console
    try:
        if known is None:
            raise errors.unknown_console()
        if known.revoked_at is not None:
            raise errors.revoked()
        return feed.page_in(sight, one.asked, one.epoch, has_results=known.last > one.asked.have)
    except RequestProblem as problem:
        return problem
