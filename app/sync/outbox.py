"""Writes what an op leaves behind, in the op's own transaction: outbox, scope, chain, notices.

Plain SQL through the driver: these tables are infrastructure, never seen by
``apply``. A shadow (central's last image) is written only once the site is enrolled;
before, central has no rows, so every shadow would be null.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import Operation
from app.domain.periods import DAY
from app.operations.envelope import Op, encode
from app.operations.executor import Outcome
from app.operations.session import Image, Key
from app.store.chain import chain_head, link
from app.sync.touches import keep_touches, keys_of, shadow_rows

READ_BACK: Final = frozenset({"meeting", "room", "person", "device", "floor"})
MANY: Final = 5_000  # changed rows that are told one by one
CHUNK: Final = 2_000  # ops whose side rows are held in memory at once


@dataclass(frozen=True, slots=True)
class Recorded:
    """An op with its bytes' envelope and what became of it."""

    op: Op
    body: Operation
    outcome: Outcome

    def light(self) -> Recorded:
        """The same without the images that no inverse of an
        import reads: 20,000 meetings make very many rows.
        """
        is_merge = any(image is not None for image in self.outcome.before.values())
        read = READ_BACK | {"source"} if is_merge else READ_BACK
        before = {key: image for key, image in self.outcome.before.items() if key[0] in read}
        after = {key: self.outcome.after[key] for key in before}
        rest = frozenset(key[0] for key in self.outcome.before) - frozenset(key[0] for key in before)
        told: dict[Key, Image | None] = {
            (subject, "*"): None for subject in rest
        }  # what it changed besides is told by its subject
        return replace(
            self, outcome=replace(self.outcome, before=before | told, after=after | told, effects=())
        )


def record(connection: Connection, done: Sequence[Recorded], *, shadows: bool, hold_ms: int | None) -> None:
    """Append ops in order. ``hold_ms``: keep their notices so long (None: drop them).

    The head of the chain is read each time: a command may have written beside a running console.
    """
    head = chain_head(connection)
    seq = last_seq(connection)
    for start in range(0, len(done), CHUNK):
        some = done[start : start + CHUNK]
        logs, chain = [], []
        for entry in some:
            seq += 1
            data = encode(entry.op)
            head = link(head, data)
            logs.append(_log_row(seq, entry, data))
            chain.append((entry.op.op_id, head))
        _many(connection, _INTO_OUTBOX, logs)
        _many(connection, "INSERT INTO audit (op_id, hash) VALUES (?,?)", chain)
        keep_touches(connection, _touches(seq - len(some) + 1, some))
        if shadows:
            _many(connection, _INTO_SHADOW, [row for entry in some for row in shadow_rows(entry.outcome)])
        if hold_ms is not None:
            _many(connection, _INTO_EFFECT, _effects(some, hold_ms))


_INTO_OUTBOX: Final = (
    "INSERT INTO outbox (seq, op_id, body, state, kind, actor, at, undoes, act) VALUES (?,?,?,?,?,?,?,?,?)"
)
_INTO_SHADOW: Final = "INSERT OR IGNORE INTO shadow (subject, id, image) VALUES (?,?,?)"
_INTO_EFFECT: Final = "INSERT INTO effect (id, op_id, what, data, due_at, state) VALUES (?,?,?,?,?,'held')"


def last_seq(connection: Connection) -> int:
    """The highest seq ever given, also when its op is gone."""
    row = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").first()
    return int(row[0]) if row else 0


def withdraw(connection: Connection, op_ids: Iterable[str]) -> int:
    """Notices of these ops that are still held are never sent; returns how many."""
    count = 0
    for op_id in op_ids:
        sql = "UPDATE effect SET state = 'withdrawn' WHERE op_id = ? AND state = 'held'"
        count += connection.exec_driver_sql(sql, (op_id,)).rowcount
    return count


def release(connection: Connection, now: int) -> list[tuple[str, str, str]]:
    """Send what is due: (id, what, data) of each notice, marked as sent in this transaction."""
    sql = "SELECT id, what, data FROM effect WHERE state = 'held' AND due_at <= ? ORDER BY due_at, id"
    due = [(str(row[0]), str(row[1]), str(row[2])) for row in connection.exec_driver_sql(sql, (now,))]
    _many(connection, "UPDATE effect SET state = 'sent' WHERE id = ?", [(entry[0],) for entry in due])
    connection.exec_driver_sql("DELETE FROM effect WHERE state <> 'held' AND due_at < ?", (now - 30 * DAY,))
    return due


def _log_row(seq: int, entry: Recorded, data: bytes) -> tuple[Any, ...]:
    op = entry.op
    return seq, op.op_id, data, "pending", entry.body.kind, op.actor, op.at, op.undoes, op.group


def _many(connection: Connection, sql: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(sql, rows)


def _touches(first: int, some: Sequence[Recorded]) -> list[tuple[Any, ...]]:
    return [
        (seq, key)
        for seq, entry in enumerate(some, first)
        for key in keys_of(entry.outcome, bytes(entry.op.body))
    ]


def _effects(some: Sequence[Recorded], hold_ms: int) -> list[tuple[Any, ...]]:
    return [
        (
            derived(entry.op.op_id, effect.what, n),
            entry.op.op_id,
            effect.what,
            effect.data,
            entry.op.at + hold_ms,
        )
        for entry in some
        for n, effect in enumerate(entry.outcome.effects)
    ]


def require_applied(outcomes: Sequence[Outcome]) -> None:
    """An act is all or nothing: raises the first refusal, or the first conflict as one."""
    for outcome in outcomes:
        if outcome.status == "refused":
            raise Refused.of(outcome.code, outcome.params)
        if outcome.conflicts:
            first = outcome.conflicts[0]
            raise Refused("changed_meanwhile", subject=first.subject, id=first.id, field=first.field)


def changed_keys(outcomes: Iterable[Outcome]) -> frozenset[Key]:
    """Every row that ops touched; of very many, their subjects
    with "*", so that no screen walks a hundred thousand.
    """
    keys = frozenset(key for outcome in outcomes for key in outcome.before)
    return keys if len(keys) <= MANY else frozenset((subject, "*") for subject in {key[0] for key in keys})
