"""What can be asked beside the feed: digests, how rows were, what is open. Inside one read snapshot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, select

from app.operations import wire
from app.store.central_tables import history, oplog, site
from app.store.tables import SUBJECTS, WIRE
from central import errors
from central.snapshot import heads_of

MOST_RANGES: Final = 200
MOST_CHANGES: Final = 5_000
_encode: Final = msgspec.json.Encoder().encode
_HISTORY: Final = history.c
_OPLOG: Final = oplog.c


def digest(connection: Connection, site_id: str, asked: wire.DigestRequest) -> wire.Digest:
    """Count and hash of ranges; raises RequestProblem: 409 ``moved``, 400 for what names no column."""
    heads = heads_of(connection, site_id)
    if not asked.after or any(heads.get(name) != seq for name, seq in asked.after.items()):
        raise errors.moved()
    if len(asked.ranges) > MOST_RANGES:
        raise errors.unreadable(f"more than {MOST_RANGES} ranges")
    return wire.Digest(asked.after, tuple(_range(connection, site_id, asked, *r) for r in asked.ranges))


def _range(
    connection: Connection, site_id: str, asked: wire.DigestRequest, subject: str, first: str, last: str
) -> tuple[str, str, str, int, str]:
    width = asked.columns.get(subject, 0)
    if subject not in WIRE or not 1 <= width <= len(WIRE[subject]):
        raise errors.unreadable(f"columns of {subject[:40]}")
    mapped: Any = SUBJECTS[subject]  # Any: a mapped class
    columns = [getattr(mapped, name) for name in WIRE[subject][:width]]
    rows = connection.execute(
        select(*columns)
        .where(mapped.site_id == site_id, mapped.id >= _plain(first), mapped.id <= _plain(last))
        .order_by(mapped.id)
    )
    hashed, count = hashlib.sha256(), 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - what it was last is the answer
        hashed.update(_encode(list(row)))
    return subject, first, last, count, hashed.hexdigest()


def _plain(text: str) -> str:
    """A text that every database takes."""
    if "\x00" in text or not text.isprintable():
        raise errors.unreadable("a bound that is no text")
    return text


@dataclass(frozen=True, slots=True)
class Moment:
    """``at``: UTC ms by central's clock, or ``n``: the number of an op; ``until`` in the same unit."""

    at: int | None
    n: int | None
    until: int | None
    subjects: tuple[str, ...] = ()


def as_it_was(connection: Connection, site_id: str, moment: Moment) -> wire.History:
    """The rows as central knew them then, and with ``until`` the images that followed."""
    if (moment.at is None) == (moment.n is None):
        raise errors.unreadable("at or n")
    for subject in moment.subjects:
        if subject not in WIRE:
            raise errors.unreadable(f"no kind {subject[:40]}")
    newest = connection.execute(select(site.c.n).where(site.c.site_id == site_id)).scalar_one()
    n = min(newest, _number(connection, site_id, moment, moment.at if moment.n is None else moment.n))
    changes: list[Any] = []  # Any: values of rows
    if moment.until is not None:
        last = min(newest, _number(connection, site_id, moment, moment.until))
        changes = _changes(connection, site_id, moment, n, last)
    more = len(changes) > MOST_CHANGES
    rows = _rows(connection, site_id, moment, n)
    used = {row[0] for row in rows} | {change[3] for change in changes}
    columns = {subject: WIRE[subject] for subject in sorted(used)}
    return wire.History(n, columns, rows, changes[:MOST_CHANGES], more=more)


def _number(connection: Connection, site_id: str, moment: Moment, given: int | None) -> int:
    """The op that was the newest at an instant; a number is itself."""
    if moment.n is not None or given is None:
        return given or 0
    query = select(func.max(_OPLOG.n)).where(_OPLOG.site_id == site_id, _OPLOG.received_at <= given)
    return connection.execute(query).scalar_one() or 0


def _among(moment: Moment) -> tuple[ColumnElement[bool], ...]:
    return (_HISTORY.subject.in_(moment.subjects),) if moment.subjects else ()


def _rows(connection: Connection, site_id: str, moment: Moment, n: int) -> list[tuple[str, str, list[Any]]]:
    newest = (
        select(_HISTORY.subject, _HISTORY.id, func.max(_HISTORY.n).label("n"))
        .where(_HISTORY.site_id == site_id, _HISTORY.n <= n, *_among(moment))
        .group_by(_HISTORY.subject, _HISTORY.id)
        .subquery()
    )
    same = (_HISTORY.subject == newest.c.subject, _HISTORY.id == newest.c.id, _HISTORY.n == newest.c.n)
    query = (
        select(_HISTORY.subject, _HISTORY.id, _HISTORY.wire)
        .join(newest, and_(*same))
        .where(_HISTORY.site_id == site_id, _HISTORY.wire.is_not(None))
        .order_by(_HISTORY.subject, _HISTORY.id)
    )
    return [(row.subject, row.id, msgspec.json.decode(row.wire)) for row in connection.execute(query)]


# Any: a number, texts, values of a row
def _changes(connection: Connection, site_id: str, moment: Moment, n: int, last: int) -> list[Any]:
    query = (
        select(_HISTORY.n, _OPLOG.at, _OPLOG.received_at, _HISTORY.subject, _HISTORY.id, _HISTORY.wire)
        .join(oplog, and_(_OPLOG.site_id == _HISTORY.site_id, _OPLOG.n == _HISTORY.n))
        .where(_HISTORY.site_id == site_id, _HISTORY.n > n, _HISTORY.n <= last, *_among(moment))
        .order_by(_HISTORY.n, _HISTORY.subject, _HISTORY.id)
        .limit(MOST_CHANGES + 1)
    )
    return [
        (*row[:5], None if row.wire is None else msgspec.json.decode(row.wire))
        for row in connection.execute(query)
    ]


def open_conflicts(connection: Connection, site_id: str) -> wire.Conflicts:
    """What people still have to decide, oldest first."""
    mapped: Any = SUBJECTS["conflict"]  # Any: a mapped class
    columns = [getattr(mapped, name) for name in WIRE["conflict"]]
    query = (
        select(*columns)
        .where(mapped.site_id == site_id, mapped.choice == "")  # ix_conflict_open
        .order_by(mapped.found_at, mapped.id)
    )
    return wire.Conflicts(WIRE["conflict"], [list(row) for row in connection.execute(query)])
