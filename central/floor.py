"""Deleted rows are forgotten once every console has heard of them: tombstones of the feed, below the floor.

A console that was away for 90 days is not waited for: its cursor lies below the floor then, and it loads a
snapshot (410 ``floor``). What was deleted within 30 days stays in any case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from app.domain.periods import DAY
from app.store.central_tables import console, feed, stream
from central.accounts import own_console
from central.sites import lock_site

AWAY: Final = 90 * DAY
YOUNG: Final = 30 * DAY
_FEED: Final = feed.c


@dataclass(frozen=True, slots=True)
class Purged:
    """What went of a stream, and where its floor lies now."""

    stream: str
    count: int
    floor: int


def purge(connection: Connection, site_id: str, now: int) -> list[Purged]:
    """Forget the tombstones of a site that nobody needs."""
    lock_site(connection, site_id)
    rows: list[Any] = list(connection.execute(select(stream).where(stream.c.site_id == site_id)))  # Any: rows
    return [_purge_stream(connection, row, _heard(connection, site_id, row.stream, now), now) for row in rows]


def _heard(connection: Connection, site_id: str, name: str, now: int) -> int | None:
    """The lowest cursor of those who still come; None: nobody does."""
    mine = (console.c.site_id == site_id, console.c.id != own_console(site_id))
    query = select(console.c.cursor).where(*mine, console.c.last_seen >= now - AWAY)
    return min(
        _seqs(connection.execute(query.where(console.c.revoked_at.is_(None))).scalars(), name), default=None
    )


def _seqs(cursors: Any, name: str) -> Iterator[int]:  # Any: texts
    for cursor in cursors:
        yield int(msgspec.json.decode(cursor, type=dict[str, int]).get(name, 0))


def _purge_stream(connection: Connection, row: Any, heard: int | None, now: int) -> Purged:  # Any: a row
    mine = (_FEED.site_id == row.site_id, _FEED.stream == row.stream)
    young = connection.execute(
        select(func.min(_FEED.seq)).where(*mine, _FEED.changed_at > now - YOUNG)
    ).scalar()
    below = min(row.head if heard is None else heard, row.head if young is None else young - 1)
    gone = (*mine, _FEED.wire.is_(None), _FEED.seq <= below)
    highest = connection.execute(select(func.max(_FEED.seq)).where(*gone)).scalar()
    if highest is None:
        return Purged(row.stream, 0, row.floor)
    count = connection.execute(delete(feed).where(*gone)).rowcount
    floor = max(row.floor, highest)
    here = (stream.c.site_id == row.site_id, stream.c.stream == row.stream)
    connection.execute(update(stream).where(*here).values(floor=floor))
    return Purged(row.stream, count, floor)
