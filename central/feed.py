"""One page of a site's feed for one console, read in one snapshot: rows, and with the last page the results.

A page is assembled from bytes that were encoded when the rows were written: nothing is decoded here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from app.store.central_tables import console, feed, receipt, site, stream
from app.store.tables import WIRE
from central import errors

_encode: Final = msgspec.json.Encoder().encode
_HEADS: Final = select(stream.c.stream, stream.c.head, stream.c.floor).where(
    stream.c.site_id == bindparam("site")
)
_ROWS: Final = (  # uq_feed_seq
    select(feed.c.seq, feed.c.subject, feed.c.id, feed.c.wire)
    .where(
        feed.c.site_id == bindparam("site"),
        feed.c.stream == bindparam("stream"),
        feed.c.seq > bindparam("after"),
    )
    .order_by(feed.c.seq)
    .limit(bindparam("most"))
)
_RESULTS: Final = (  # primary key
    select(receipt.c.seq, receipt.c.op_id, receipt.c.result)
    .where(
        receipt.c.site_id == bindparam("site"),
        receipt.c.console_id == bindparam("console"),
        receipt.c.seq > bindparam("have"),
    )
    .order_by(receipt.c.seq)
)
Row = tuple[int, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a console asks: what lies beyond ``after`` (stream to seq) and results beyond ``have``.

    ``limit`` counts rows over all streams.
    """

    site_id: str
    console_id: str
    after: dict[str, int]
    have: int
    limit: int


class Sight:
    """What one snapshot has shown: pages that are read in it for many consoles ask the database once."""

    def __init__(self, connection: Connection) -> None:
        self.connection: Final = connection
        self._heads: Final[dict[str, dict[str, Any]]] = {}  # Any: rows of the statements above
        self._rows: Final[dict[tuple[str, str, int, int], list[Any]]] = {}
        self._texts: Final[dict[tuple[str, str, int, int], str]] = {}

    def heads(self, site_id: str) -> dict[str, Any]:
        """Stream to head and floor."""
        if site_id not in self._heads:
            found = self.connection.execute(_HEADS, {"site": site_id})
            self._heads[site_id] = {row.stream: row for row in found}
        return self._heads[site_id]

    def rows(self, site_id: str, name: str, after: int, most: int) -> list[Any]:
        """At most so many rows of a stream beyond a seq."""
        key = (site_id, name, after, most)
        if key not in self._rows:
            bounds = {"site": site_id, "stream": name, "after": after, "most": most}
            self._rows[key] = list(self.connection.execute(_ROWS, bounds))
        return self._rows[key]

    def text(self, site_id: str, name: str, after: int, found: list[Any]) -> str:
        """The first rows of such a list as they travel."""
        key = (site_id, name, after, len(found))
        if key not in self._texts:
            self._texts[key] = _joined(found)
        return self._texts[key]


def read_page(connection: Connection, asked: Asked, epoch: str) -> bytes | None:
    """The JSON of a wire.Page; None when there is no row beyond ``after`` and no result beyond ``have``.

    Raises RequestProblem 410 when the feed cannot lead on from ``after``: below the floor (tombstones are
    gone), or beyond the head (this is an older database).
    """
    return page_in(Sight(connection), asked, epoch)


def page_in(sight: Sight, asked: Asked, epoch: str, *, has_results: bool = True) -> bytes | None:
    """The same in a snapshot that serves others too; ``has_results`` is False where there are known none."""
    after, heads = asked.after, _heads(sight, asked, epoch)
    rows, further, room = {}, {}, asked.limit
    for name, seq in after.items():
        found = sight.rows(asked.site_id, name, seq, room + 1) if seq < heads[name] else []
        rows[name] = found[:room]
        last = rows[name][-1].seq if rows[name] else seq
        further[name] = last if len(found) > room else heads[name]
        room -= len(rows[name])
    more = any(further[name] < heads[name] for name in after)
    results: list[Any] = []
    if has_results and not more:
        whose = {"site": asked.site_id, "console": asked.console_id, "have": asked.have}
        results = list(sight.connection.execute(_RESULTS, whose))
    if not results and not any(rows.values()):
        return None
    subjects = sorted({row.subject for found in rows.values() for row in found})
    start = {
        "console": asked.console_id,
        "epoch": epoch,
        "after": after,
        "next": further,
        "head": {name: heads[name] for name in after},
        "more": more,
        "columns": {subject: len(WIRE[subject]) for subject in subjects},
    }
    texts = {name: sight.text(asked.site_id, name, after[name], found) for name, found in rows.items()}
    return _body(start, texts, results)


def _heads(sight: Sight, asked: Asked, epoch: str) -> dict[str, int]:
    known = sight.heads(asked.site_id)
    for name, seq in asked.after.items():
        if name not in known:
            raise errors.unreadable(f"no stream {name}")
        if seq > known[name].head:
            raise errors.resync("epoch", epoch)
        if seq < known[name].floor:
            raise errors.resync("floor", epoch)
    return {name: int(row.head) for name, row in known.items()}


# Any: rows of the statements above, values of JSON.
def _body(start: dict[str, Any], rows: dict[str, str], results: list[Any]) -> bytes:
    streams = ",".join(f'"{name}":[{text}]' for name, text in rows.items())
    answers = ",".join(f'[{row.seq},"{row.op_id}",{row.result}]' for row in results)
    return _encode(start)[:-1] + f',"rows":{{{streams}}},"results":[{answers}]}}'.encode()


def _joined(found: Iterable[Any]) -> str:
    return ",".join(
        f'[{row.seq},"{row.subject}","{row.id}",{"null" if row.wire is None else row.wire}]' for row in found
    )


def site_ns(connection: Connection, site_ids: Iterable[str]) -> dict[str, int]:
    """The number of the newest op of sites: it moves with every op, with a refused one too."""
    wanted = list(site_ids)
    query = select(site.c.site_id, site.c.n).where(site.c.site_id.in_(wanted))
    return {row.site_id: row.n for row in connection.execute(query)} if wanted else {}


def note_seen(connection: Connection, asked: Asked, now: int) -> None:
    """Remember how far a console is; the floor follows from it."""
    mine = (console.c.site_id == asked.site_id, console.c.id == asked.console_id)
    said = {"cursor": _encode(asked.after).decode(), "have": asked.have, "last_seen": now}
    connection.execute(update(console).where(*mine).values(said))
