"""Takes a console's ops in: in order, each once, each with one answer for ever (sync.md, section 5).

One transaction a request, the site's row locked first. Called in a thread of the service's pool.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from msgspec import Raw
from sqlalchemy import Connection, bindparam, insert, select, update

import app.operations  # noqa: F401 - registers what each verb does
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.operations import wire
from app.operations.context import Context
from app.operations.envelope import SCHEMA, Op, body_of, decode
from app.operations.executor import Outcome, run_batch
from app.operations.session import Image, Key, Numbers, OpSession, Writer
from app.operations.upcasts import UNREADABLE
from app.store.bulk import release_slots, write_images
from app.store.central_tables import console, oplog, quarantine, receipt
from central import errors
from central.authors import author_finder
from central.database import Database
from central.ledger import Answered, Batch, enter
from central.sites import LockedSite, keep_site, lock_site

logger = logging.getLogger(__name__)

_CONSOLE: Final = console.c
_RECEIPT: Final = receipt.c
_OPLOG: Final = oplog.c


@dataclass(frozen=True, slots=True)
class Offered:
    """An op as it came: ``op`` is None when its envelope cannot be read."""

    seq: int
    op_id: str
    data: bytes
    digest: str
    op: Op | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a push came to; ``redone`` counts batches that had to be done again op by op (should be 0)."""

    pushed: wire.Pushed
    redone: int = 0
    applied: int = 0
    is_revoked: bool = False


def push(database: Database, site_id: str, request: wire.Push, epoch: str, now: int) -> wire.Pushed:
    """Process what is new of a request; raises RequestProblem, OperationalError when the database is away."""
    return take(database, site_id, request, epoch, now).pushed


def take(database: Database, site_id: str, request: wire.Push, epoch: str, now: int) -> Taken:
    """The same with figures for the metrics."""
    if request.epoch != epoch:
        raise errors.resync("epoch", epoch)
    offered = [_offered(*entry) for entry in request.ops]
    for before, after in pairwise(offered):
        if after.seq != before.seq + 1:
            raise errors.unreadable("seq is not dense")
    taken = database.write(lambda connection: _take(connection, site_id, request.console, offered, now))
    if taken.is_revoked:
        raise errors.revoked()
    return taken


def _offered(seq: int, op_id: str, raw: Raw) -> Offered:
    data = bytes(raw)
    try:
        op: Op | None = decode(data)
    except Refused:
        op = None
    if op is not None and op.op_id != op_id:
        op = None
    return Offered(seq, op_id, data, wire.body_hash(data), op)


def _take(connection: Connection, site_id: str, console_id: str, offered: list[Offered], now: int) -> Taken:
    site = lock_site(connection, site_id)
    mine = (_CONSOLE.site_id == site_id, _CONSOLE.id == console_id)
    row = connection.execute(select(_CONSOLE.last, _CONSOLE.revoked_at).where(*mine)).first()
    if site is None or row is None:
        raise errors.unknown_console()
    if row.revoked_at is not None:
        _set_aside(connection, site_id, console_id, offered, now)
        return Taken(wire.Pushed(row.last), is_revoked=True)
    _refuse_forks(connection, site_id, console_id, [entry for entry in offered if entry.seq <= row.last])
    fresh = [entry for entry in offered if entry.seq > row.last]
    if fresh and fresh[0].seq != row.last + 1:
        raise errors.gap(row.last + 1)
    fresh, hold = _until_held(fresh)
    if not fresh:
        return Taken(wire.Pushed(row.last, hold))
    redone, applied = _answer(connection, site, console_id, fresh, now)
    last = fresh[-1].seq
    connection.execute(update(console).where(*mine).values(last=last, last_seen=now))
    return Taken(wire.Pushed(last, hold), redone, applied)


def _set_aside(
    connection: Connection, site_id: str, console_id: str, offered: list[Offered], now: int
) -> None:
    """What a revoked console still sends is kept for review, once."""
    place = {"site_id": site_id, "console_id": console_id}
    mine = select(quarantine.c.seq).where(*(quarantine.c[name] == value for name, value in place.items()))
    known = set(connection.execute(mine).scalars())
    rows = [
        place | {"seq": o.seq, "op_id": o.op_id, "body": o.data, "received_at": now}
        for o in offered
        if o.seq not in known
    ]
    if rows:
        connection.execute(insert(quarantine), rows)


def _refuse_forks(connection: Connection, site_id: str, console_id: str, old: list[Offered]) -> None:
    """What was answered before must be what was sent then, op for op; else a clone speaks."""
    if not old:
        return
    query = select(_RECEIPT.seq, _RECEIPT.op_id, _RECEIPT.hash).where(
        _RECEIPT.site_id == site_id,
        _RECEIPT.console_id == console_id,
        _RECEIPT.seq.between(old[0].seq, old[-1].seq),
    )
    known = {row.seq: (row.op_id, row.hash) for row in connection.execute(query)}
    for entry in old:
        if known.get(entry.seq) != (entry.op_id, entry.digest):
            raise errors.fork(f"seq {entry.seq}")


def _until_held(fresh: list[Offered]) -> tuple[list[Offered], wire.Hold | None]:
    """Ops of a newer vocabulary wait, and all behind them: a refusal would be for ever."""
    for index, entry in enumerate(fresh):
        if entry.op is not None and entry.op.schema > SCHEMA:
            return fresh[:index], wire.Hold(entry.seq, entry.op.schema)
    return fresh, None


_KNOWN: Final = select(_OPLOG.op_id, _OPLOG.body_hash, _OPLOG.result).where(
    _OPLOG.site_id == bindparam("site"), _OPLOG.op_id.in_(bindparam("ids", expanding=True))
)


def _answer(
    connection: Connection, site: LockedSite, console_id: str, fresh: list[Offered], now: int
) -> tuple[int, int]:
    """Apply what was never seen, copy what was answered under another number; enter all of it in order."""
    asked = {"site": site.site_id, "ids": [entry.op_id for entry in fresh]}
    known = {row.op_id: (row.body_hash, row.result) for row in connection.execute(_KNOWN, asked)}
    new: list[Offered] = []
    first: dict[str, str] = {op_id: digest for op_id, (digest, _) in known.items()}
    for entry in fresh:
        if entry.op_id not in first:
            first[entry.op_id] = entry.digest
            new.append(entry)
    outcomes, redone, hold_ms = _apply(connection, site, new, now)
    answered = [Answered(o.seq, o.op_id, o.data, o.digest, o.op, outcomes.get(o.seq)) for o in fresh]
    results = {op_id: result for op_id, (_, result) in known.items()}
    enter(connection, Batch(site, console_id, now, hold_ms), answered, results, first)
    keep_site(connection, site)
    return redone, len(new)


def _apply(
    connection: Connection, site: LockedSite, new: Sequence[Offered], now: int
) -> tuple[dict[int, Outcome], int, int]:
    """Outcomes by seq, batches redone, and how long notices are held (ms)."""
    outcomes: dict[int, Outcome] = {}
    bodies: list[Operation] = []
    spoken: list[tuple[int, Op]] = []
    for entry in new:
        try:
            if entry.op is None:
                raise Refused("malformed", detail="envelope")
            bodies.append(body_of(entry.op))
            spoken.append((entry.seq, entry.op))
        except Refused as refusal:
            outcomes[entry.seq] = Outcome("refused", code=refusal.code, params=refusal.params)
    session = OpSession(connection, site.site_id)
    session.numbers = Numbers(site.numbers)
    session.lately = {}
    session.author_of = author_finder(connection, site.site_id, session.lately)
    session.write = _writer(connection, site.site_id)
    try:

        def context_of(index: int) -> Context:
            op = spoken[index][1]
            said = (op.op_id, op.actor, op.at, op.undoes)
            return Context(session, *said, at_central=True, received_at=now)

        if bodies:
            made = run_batch(session, bodies, context_of)
            outcomes.update((seq, outcome) for (seq, _), outcome in zip(spoken, made, strict=True))
        hold_ms = Context(session, "", "", now).rules.undo_s * 1000
        site.numbers = session.numbers.last
        return outcomes, session.redone, hold_ms
    finally:
        session.close()


def _writer(connection: Connection, site_id: str) -> Writer:
    """Writes a batch's rows, each once. SQLite's triggers see one row at a time: slots are let go first."""

    def write(before: Mapping[Key, Image | None], after: Mapping[Key, Image | None]) -> None:
        if connection.dialect.name == "sqlite":
            moved = [key[1] for key in after if key[0] == "meeting" and before[key] is not None]
            release_slots(connection, site_id, moved)
        write_images(connection, site_id, after)

    return write


def read_push(body: bytes) -> wire.Push:
    """The request's value; raises RequestProblem(400)."""
    try:
        return wire.decode_push(body)
    except UNREADABLE as wrong:
        raise errors.unreadable(str(wrong)) from wrong
