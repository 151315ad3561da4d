"""Whether what is stored is what was done: chain, numbers, receipts, feed and history against the rows.

Reads everything, in one snapshot, and changes nothing. Called by ``python -m central check``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Select, func, select

from app.domain.errors import Refused
from app.operations import wire
from app.operations.envelope import decode
from app.store.central_tables import console, feed, history, oplog, receipt, site, stream
from app.store.chain import GENESIS
from app.store.tables import SUBJECTS, WIRE
from central.ledger import chain_link, kind_of

SLICE: Final = 2_000
SHOWN: Final = 20  # problems of one kind
Problems = Generator[str, None, None]
_encode: Final = msgspec.json.Encoder().encode


@dataclass(slots=True)
class Report:
    """``problems``: (site, what is wrong)."""

    sites: int = 0
    ops: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)


def check(connection: Connection) -> Report:
    """Look at every site."""
    report = Report()
    for row in connection.execute(select(site).order_by(site.c.site_id)).all():
        report.sites += 1
        report.ops += row.n
        for look in LOOKS:
            found: list[str] = []
            with closing(look(connection, row)) as problems:
                for what in problems:
                    found.append(what)
                    if len(found) == SHOWN:
                        found.append("…")
                        break
            report.problems += [(row.site_id, what) for what in found]
    return report


def _chain(connection: Connection, row: Any) -> Problems:  # Any: a row of site
    """Every op under its number, each linked to the one before, the last being the site's head."""
    chain, expected = GENESIS, 0
    query = select(oplog).where(oplog.c.site_id == row.site_id).order_by(oplog.c.n)
    for op in _streamed(connection, query):
        expected += 1
        if op.n != expected:
            yield f"op {expected} is missing from the log"
            expected = op.n
        if op.body is not None and wire.body_hash(bytes(op.body)) != op.body_hash:
            yield f"op {op.n}: its body is not what was sent"
        if op.body is not None and _said(op) != (op.kind, op.actor, op.at):
            yield f"op {op.n}: verb, person or time are not those of its body"
        if op.result is not None and wire.body_hash(op.result.encode()) != op.result_hash:
            yield f"op {op.n}: its result is not what was answered"
        chain = chain_link(chain, op.body_hash, op.result_hash)
        if chain != op.chain:
            yield f"op {op.n}: the chain is broken"
            chain = op.chain
    if (expected, chain) != (row.n, row.chain):
        yield f"the log ends at {expected}, the site says {row.n}: its tail is missing or changed"


def _said(op: Any) -> tuple[str, str, int]:  # Any: a row of oplog
    """Verb, person and time of an op's bytes, as the ledger writes them down."""
    try:
        read = decode(bytes(op.body))
    except Refused:
        return "", "", 0
    return (kind_of(read), read.actor, read.at) if read.op_id == op.op_id else ("", "", 0)


def _receipts(connection: Connection, row: Any) -> Problems:  # Any: a row of site
    """Of each console an answer to every seq from 1 to its last."""
    counted = (
        select(receipt.c.console_id, func.count().label("count"), func.max(receipt.c.seq).label("last"))
        .where(receipt.c.site_id == row.site_id)
        .group_by(receipt.c.console_id)
    )
    known = {r.console_id: (r.count, r.last) for r in connection.execute(counted)}
    for member in connection.execute(select(console).where(console.c.site_id == row.site_id)):
        count, last = known.get(member.id, (0, 0))
        if not count == last == member.last:
            yield f"console {member.id}: {count} answers up to {last}, processed {member.last}"


def _feed(connection: Connection, row: Any) -> Problems:  # Any: a row of site
    """The feed has each row once, as it is, and nothing beyond its head."""
    for line in connection.execute(select(stream).where(stream.c.site_id == row.site_id)).all():
        mine = (feed.c.site_id == row.site_id, feed.c.stream == line.stream)
        top = connection.execute(select(func.max(feed.c.seq)).where(*mine)).scalar() or 0
        if top != line.head and line.floor < line.head:
            yield f"stream {line.stream}: its newest seq is {top}, its head {line.head}"
    for subject in SUBJECTS:
        of_subject = (feed.c.site_id == row.site_id, feed.c.subject == subject, feed.c.wire.is_not(None))
        fed = {
            found.id: found.wire
            for found in connection.execute(select(feed.c.id, feed.c.wire).where(*of_subject))
        }
        for identity, image in _rows(connection, row.site_id, subject):
            if fed.pop(identity, None) != image:
                yield f"{subject} {identity}: the feed says other than the row"
        for identity in fed:
            yield f"{subject} {identity}: in the feed, but there is no such row"


def _history(connection: Connection, row: Any) -> Problems:  # Any: a row of site
    """The last image of each row is the row."""
    for subject in SUBJECTS:
        newest: dict[str, str | None] = {}
        of_subject = (history.c.site_id == row.site_id, history.c.subject == subject)
        images = select(history.c.id, history.c.wire).where(*of_subject).order_by(history.c.n)
        for image in _streamed(connection, images):
            newest[image.id] = image.wire
        for identity, now in _rows(connection, row.site_id, subject):
            if newest.pop(identity, None) != now:
                yield f"{subject} {identity}: its last image is not the row"
        for identity, left in newest.items():
            if left is not None:
                yield f"{subject} {identity}: has a history that does not end, but there is no such row"


def _streamed(connection: Connection, query: Select[Any]) -> Generator[Any, None, None]:  # Any: rows
    """Rows of a query that may be long, a slice at a time; closed also when the reader has seen enough."""
    options = query.execution_options(stream_results=True, max_row_buffer=SLICE)
    with connection.execute(options) as found:
        yield from found


def _rows(connection: Connection, site_id: str, subject: str) -> Iterator[tuple[str, str]]:
    mapped: Any = SUBJECTS[subject]  # Any: a mapped class
    columns = [getattr(mapped, name) for name in WIRE[subject]]
    for found in connection.execute(select(*columns).where(mapped.site_id == site_id)):
        yield found[0], _encode(list(found)).decode()


def _bookings(connection: Connection, row: Any) -> Problems:  # Any: a row of site
    """No room is held twice at one time."""
    meeting: Any = SUBJECTS["meeting"]  # Any: a mapped class
    held = (meeting.site_id == row.site_id, meeting.holds == 1)
    query = select(meeting.id, meeting.room_id, meeting.held_from, meeting.held_to)
    before: Any = None
    ordered = query.where(*held).order_by(meeting.room_id, meeting.held_from, meeting.held_to)
    for booking in connection.execute(ordered):
        if before is not None and before.room_id == booking.room_id and booking.held_from < before.held_to:
            yield f"meetings {before.id} and {booking.id} hold one room at one time"
        before = booking


LOOKS: Final[tuple[Callable[[Connection, Any], Problems], ...]] = (  # Any: a row of site
    _chain, _receipts, _feed, _history, _bookings,
)  # fmt: skip
