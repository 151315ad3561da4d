"""Enters what was answered: op log with its chain, row history, feed, receipts, effects. One order per site.

Statements of the driver, many rows at once: this is half of what a push costs. In the caller's transaction,
under the lock of the site.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from app.domain.ids import derived
from app.domain.ops.base import Code
from app.operations import wire
from app.operations.envelope import Op
from app.operations.executor import Outcome
from app.operations.session import Image, Key
from app.operations.upcasts import UNREADABLE
from app.store.bulk import insert_many, upsert_many
from app.store.central_tables import effect, feed, history, oplog, receipt, stream
from central.sites import LockedSite

ALG: Final = "sha256"
REUSED: Final = "op_id_reused"  # two different ops under one id: the second is refused
_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Answered:
    """An op of a push. ``outcome`` is None for one whose op_id had been answered before (copied)."""

    seq: int
    op_id: str
    data: bytes
    digest: str
    op: Op | None
    outcome: Outcome | None


def chain_link(chain: str, digest: str, result_hash: str) -> str:
    """The next head of a site's audit chain."""
    return hashlib.sha256(f"{chain}{digest}{result_hash}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Batch:
    """Whose ops these are and when they came (UTC ms); notices are held for ``hold_ms``."""

    site: LockedSite
    console_id: str
    now: int
    hold_ms: int


def enter(
    connection: Connection,
    batch: Batch,
    answered: Sequence[Answered],
    results: dict[str, str],
    first: Mapping[str, str],
) -> None:
    """Write everything a batch leaves, and move its site on.

    ``results``: op_id to result (JSON) as known before; ``first``: op_id to the hash of the bytes answered
    under it.
    """
    book, site = _Book(batch), batch.site
    for entry in answered:
        if entry.outcome is not None:
            results[entry.op_id] = book.log(entry, entry.outcome)
        text = results[entry.op_id]
        if first[entry.op_id] != entry.digest:
            text = _encode(wire.Result("refused", code=REUSED)).decode()
        book.receipts.append((site.site_id, batch.console_id, entry.seq, entry.op_id, entry.digest, text))
    insert_many(connection, oplog, book.logs)
    insert_many(connection, history, book.images)
    insert_many(connection, receipt, book.receipts)
    insert_many(connection, effect, book.effects)
    _withdraw(connection, site.site_id, book.undone)
    _feed(connection, site.site_id, book.newest, batch.now)


class _Book:
    """Rows of one batch, gathered in order."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.site = batch.site
        self.logs: list[tuple[Any, ...]] = []  # Any: column values
        self.images: list[tuple[Any, ...]] = []
        self.receipts: list[tuple[Any, ...]] = []
        self.effects: list[tuple[Any, ...]] = []
        self.undone: list[str] = []
        self.newest: dict[Key, str | None] = {}  # in the order of the last change

    def log(self, entry: Answered, outcome: Outcome) -> str:
        """Number an op and note its traces; returns its result as JSON."""
        site, op = self.site, entry.op
        site.n += 1
        result = _encode(_result(outcome, site.n)).decode()
        result_hash = wire.body_hash(result.encode())
        site.chain = chain_link(site.chain, entry.digest, result_hash)
        said = ("", "", 0) if op is None else (kind_of(op), op.actor, op.at)
        self.logs.append(
            (site.site_id, site.n, entry.op_id, self.batch.console_id, entry.seq, *said, self.batch.now,
             entry.data, entry.digest, result, result_hash, ALG, site.chain)
        )  # fmt: skip
        for key, image in outcome.after.items():
            if image != outcome.before[key]:
                text = wire_of(image)
                self.images.append((site.site_id, site.n, *key, text))
                self.newest.pop(key, None)
                self.newest[key] = text
        if op is not None and outcome.status != "refused":
            self._tell(entry.op_id, op, outcome)
        return result

    def _tell(self, op_id: str, op: Op, outcome: Outcome) -> None:
        if op.undoes is not None:
            self.undone.append(op.undoes)
            return  # what was never heard of need not be taken back; _withdraw says which had been sent
        due = self.batch.now + self.batch.hold_ms
        for index, told in enumerate(outcome.effects):
            identity = derived(op_id, told.what, index)
            self.effects.append((self.site.site_id, identity, op_id, told.what, told.data, due, "held"))


def kind_of(op: Op) -> str:
    """The verb of an envelope, "" when its body says none that can be one."""
    try:
        return _KIND.decode(op.body).kind
    except UNREADABLE:
        return ""


class _Kind(msgspec.Struct):
    kind: Code = ""


_KIND: Final = msgspec.json.Decoder(_Kind)


def _result(outcome: Outcome, n: int) -> wire.Result:
    conflicts = tuple((c.subject, c.id, c.field, c.was, c.mine, c.theirs) for c in outcome.conflicts)
    return wire.Result(outcome.status, n, outcome.code, outcome.params, conflicts)


def wire_of(image: Image | None) -> str | None:
    """A row as it travels."""
    return None if image is None else _encode(list(image.values())).decode()


_UNSENT: Final = (  # ix_effect_op
    update(effect)
    .where(
        effect.c.site_id == bindparam("site"),
        effect.c.op_id.in_(bindparam("undone", expanding=True)),
        effect.c.state == "held",
    )
    .values(state="withdrawn")
)


def _withdraw(connection: Connection, site_id: str, undone: list[str]) -> None:
    """Notices of undone ops that nobody has seen are never sent."""
    if undone:
        connection.execute(_UNSENT, {"site": site_id, "undone": undone})


_HEAD: Final = select(stream.c.head).where(
    stream.c.site_id == bindparam("site"), stream.c.stream == wire.SITE_STREAM
)
_MOVE: Final = (
    update(stream)
    .where(stream.c.site_id == bindparam("site"), stream.c.stream == wire.SITE_STREAM)
    .values(head=bindparam("to"))
)


def _feed(connection: Connection, site_id: str, newest: dict[Key, str | None], now: int) -> None:
    """The newest image of each row, under the next seqs; the row's older place in the feed goes."""
    if not newest:
        return
    head = int(connection.execute(_HEAD, {"site": site_id}).scalar_one())
    rows = [
        (site_id, wire.SITE_STREAM, *key, seq, text, now)
        for seq, (key, text) in enumerate(newest.items(), head + 1)
    ]
    upsert_many(connection, feed, rows)
    connection.execute(_MOVE, {"site": site_id, "to": head + len(rows)})
