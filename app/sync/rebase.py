"""Redoes unanswered ops over what central says: restore
the shadows, replay, note anew (sync.md, section 6.5).

Runs inside the caller's transaction. A replay never stops sync: what a rule refuses now is parked, which is a
hint for people; it is sent all the same, and central decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from app.domain.errors import Refused
from app.domain.ops import Operation
from app.operations.context import Context
from app.operations.envelope import Op, body_of, decode
from app.operations.executor import Outcome, run_batch
from app.operations.session import Key, OpSession
from app.store.collector import resting
from app.store.images import restore_shadows
from app.sync.inbox import expect, expect_nothing
from app.sync.scope import Reach, Scope, scope_of, widened
from app.sync.touches import keep_links, keep_touches, keys_of, shadow_rows

SLICE: Final = 400  # ops that are flushed together
# What a former incarnation of central had answered and is
# only asked for again (sync/fork.py) is in the rows, or
# comes with the answer: years of it need not be replayed, nor told as refused because it is there already.
_PENDING: Final = """
    SELECT seq, op_id, body, state FROM outbox
    WHERE seq > ? AND state IN ('pending', 'parked') AND result IS NULL {} ORDER BY seq LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Pending:
    """An unanswered op as stored."""

    seq: int
    op_id: str
    data: bytes
    state: str


@dataclass(slots=True)
class Rebased:
    """What a rebase came to; ``ids``: of every row and link that the redone ops touch now."""

    changed: set[Key] = field(default_factory=set)
    replayed: int = 0
    parked: int = 0
    ids: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a rebase happens; ``floor``: the outbox seq up to which ops were answered before this round."""

    connection: Connection
    site_id: str
    floor: int
    now: int


def rebase(ground: Ground, retired: Sequence[int], reach: Reach) -> Rebased:
    """Redo what a round reaches; nothing reached, nothing redone."""
    if not retired and not has_open(ground.connection):
        return Rebased()
    if not has_open(ground.connection):
        return redo(ground, Scope(everything=True))
    return redo(ground, scope_of(ground.connection, ground.floor, retired, reach))


def redo(ground: Ground, scope: Scope) -> Rebased:
    """Restore the rows of a scope and replay its ops in their order; widened when they reach beyond it."""
    connection = ground.connection
    if not scope.everything and not scope.seqs:
        return Rebased()
    while True:
        connection.exec_driver_sql("SAVEPOINT redo")
        done = Rebased()
        rows = None if scope.everything else scope.rows
        done.changed.update(restore_shadows(connection, ground.site_id, rows))
        with resting():
            _replay(ground, scope, done)
        wider = widened(connection, ground.floor, scope, done.ids)
        if wider is None:
            connection.exec_driver_sql("RELEASE redo")
            return done
        connection.exec_driver_sql("ROLLBACK TO redo")
        connection.exec_driver_sql("RELEASE redo")
        scope = wider


def has_open(connection: Connection) -> bool:
    """Whether anything waits for central's answer; ix_outbox_open."""
    sql = "SELECT 1 FROM outbox WHERE state IN ('pending', 'parked') LIMIT 1"
    return connection.exec_driver_sql(sql).first() is not None


def _replay(ground: Ground, scope: Scope, done: Rebased) -> None:
    session = OpSession(ground.connection, ground.site_id)
    try:
        for some in _pending(ground, scope):
            bodies: list[Operation] = []
            spoken: list[tuple[Pending, Op]] = []
            outcomes: list[tuple[Pending, bytes, Outcome]] = []
            for entry in some:
                try:
                    op = decode(entry.data)
                    bodies.append(body_of(op))
                    spoken.append((entry, op))
                except Refused as refusal:  # of another version of this program
                    refused = Outcome("refused", code=refusal.code, params=refusal.params)
                    outcomes.append((entry, b"", refused))
            contexts = [Context(session, op.op_id, op.actor, op.at, op.undoes) for _, op in spoken]
            made = run_batch(session, bodies, contexts.__getitem__) if bodies else []
            outcomes += [
                (entry, bytes(op.body), outcome) for (entry, op), outcome in zip(spoken, made, strict=True)
            ]
            _note(ground, outcomes, done)
            session.settle()
    finally:
        session.close()


def _pending(ground: Ground, scope: Scope) -> Iterator[Sequence[Pending]]:
    """The scope's unanswered ops in order, a slice at a time."""
    which = "" if scope.everything else "AND seq IN (SELECT value FROM json_each(?))"
    sql = _PENDING.format(which)
    named = () if scope.everything else (json.dumps(sorted(scope.seqs)),)
    last = ground.floor
    while True:
        rows = ground.connection.exec_driver_sql(sql, (last, *named, SLICE)).all()
        if not rows:
            return
        yield [Pending(int(seq), str(op_id), bytes(body), str(state)) for seq, op_id, body, state in rows]
        last = int(rows[-1][0])


def _note(ground: Ground, outcomes: Iterable[tuple[Pending, bytes, Outcome]], done: Rebased) -> None:
    """New shadows, touches, states and guesses of replayed ops. A parked op keeps its old touches
    and is tied to what its rows point at.
    """
    connection = ground.connection
    touches: list[tuple[int, str]] = []
    shadows: list[tuple[str, str, str | None]] = []
    states: list[tuple[str, int]] = []
    fine: list[str] = []
    parked: list[int] = []
    for entry, body, outcome in outcomes:
        done.replayed += 1
        is_parked = outcome.status == "refused"
        done.parked += is_parked
        state = "parked" if is_parked else "pending"
        if state != entry.state:
            states.append((state, entry.seq))
        if outcome.status == "ok":
            fine.append(entry.op_id)
        else:
            expect(connection, entry.seq, entry.op_id, outcome, ground.now)
        if is_parked:
            parked.append(entry.seq)
        else:
            keys = keys_of(outcome, body)
            touches += [(entry.seq, key) for key in keys]
            done.ids.update(key.rpartition("/")[2] for key in keys)
            shadows += shadow_rows(outcome)
            done.changed.update(outcome.before)
    if states:
        connection.exec_driver_sql("UPDATE outbox SET state = ? WHERE seq = ?", states)
    redone = [(seq,) for seq in dict.fromkeys(seq for seq, _ in touches)]
    if redone:
        connection.exec_driver_sql("DELETE FROM touch WHERE seq = ?", redone)
    keep_touches(connection, touches)
    done.ids |= keep_links(connection, ground.site_id, parked)
    if shadows:
        sql = "INSERT OR IGNORE INTO shadow (subject, id, image) VALUES (?,?,?)"
        connection.exec_driver_sql(sql, shadows)
    expect_nothing(connection, fine)
