"""What central answered, and what this desk expects it
to answer: results into the outbox, decisions for people.

Only a received result retires an op. An entry of the inbox that is not ``final`` is this desk's own guess
after a rebase; the answer takes its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from app.domain.errors import Refused
from app.domain.ops import Operation, ReopenRefusal, SettleRefusal
from app.operations import wire
from app.operations.executor import Outcome
from app.sync.enrolment import Enrolment

GONE: Final = "gone"
REVIVED: Final = "applied_after_all"  # refused by a central that was restored since; now it stands
_encode: Final = msgspec.json.Encoder().encode


class Forked(Exception):
    """Central answered something this folder never said: it is a clone or an old copy.

    The page was not taken; the console needs a new identity.
    """


@dataclass(slots=True)
class Taken:
    """What the results of a page came to: outbox seqs that are answered, and how many need a person."""

    retired: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # op_ids
    conflicts: int = 0


_KEEP: Final = "UPDATE outbox SET state = ?, result = ? WHERE seq = ?"
# A decision stands when the same answer comes again (after a restore of central, or a new identity).
_ENTER: Final = """
    INSERT INTO inbox (op_id, seq, status, final, found_at, cause, data, choice, settled_at)
    VALUES (?, ?, ?, 1, ?, ?, ?, '', NULL)
    ON CONFLICT (op_id) DO UPDATE SET
        seq = excluded.seq, cause = excluded.cause, final = 1, status = excluded.status, data = excluded.data,
        found_at = CASE WHEN (inbox.final, inbox.status, inbox.data) = (1, excluded.status, excluded.data)
            THEN inbox.found_at ELSE excluded.found_at END,
        choice = CASE WHEN (inbox.final, inbox.status, inbox.data) = (1, excluded.status, excluded.data)
            THEN inbox.choice ELSE '' END,
        settled_at = CASE WHEN (inbox.final, inbox.status, inbox.data) = (1, excluded.status, excluded.data)
            THEN inbox.settled_at END
"""
_EXPECT: Final = """
    INSERT INTO inbox (op_id, seq, status, final, found_at, cause, data, choice, settled_at)
    VALUES (?, ?, ?, 0, ?, ?, ?, '', NULL)
    ON CONFLICT (op_id) DO UPDATE SET
        status = excluded.status, cause = excluded.cause, data = excluded.data
    WHERE inbox.final = 0
"""


def take_results(
    connection: Connection, enrolment: Enrolment, results: Sequence[tuple[int, str, wire.Result]], now: int
) -> Taken:
    """Store the answers beyond ``have``; raises Forked when one is not to an op of this folder."""
    fresh = [result for result in results if result[0] > enrolment.have]
    taken = Taken()
    if not fresh:
        return taken
    sql = "SELECT seq, op_id FROM outbox WHERE seq > ? AND seq <= ? ORDER BY seq"
    first, last = enrolment.base + enrolment.have, enrolment.base + fresh[-1][0]
    known = connection.exec_driver_sql(sql, (first, last)).all()
    said = [(seq + enrolment.base, op_id) for seq, op_id, _ in fresh]
    if [(int(seq), str(op_id)) for seq, op_id in known] != said:
        raise Forked
    rows = [
        (result.status, wire.encode(result).decode(), seq)
        for (seq, _), (_, _, result) in zip(said, fresh, strict=True)
    ]
    connection.exec_driver_sql(_KEEP, rows)
    for (seq, op_id), (_, _, result) in zip(said, fresh, strict=True):
        taken.retired.append(seq)
        if result.status != wire.OK:
            _enter(connection, seq, op_id, result, now)
            taken.conflicts += result.status == wire.CONFLICT
            if result.status == wire.REFUSED:
                taken.refused.append(op_id)
    _forget_guesses(connection, said, fresh, now)
    return taken


def _enter(connection: Connection, seq: int, op_id: str, result: wire.Result, now: int) -> None:
    cause = _cause(connection, seq, result.code, result.params)
    data = _data(result.code, result.params, result.conflicts)
    connection.exec_driver_sql(_ENTER, (op_id, seq, result.status, now, cause, data))
    if result.status == wire.REFUSED:
        _undo_settling(connection, seq)


def _forget_guesses(
    connection: Connection,
    said: Sequence[tuple[int, str]],
    fresh: Sequence[tuple[int, str, wire.Result]],
    now: int,
) -> None:
    """What ended well needs nobody; unless a person was told before that it was refused."""
    if connection.exec_driver_sql("SELECT 1 FROM inbox LIMIT 1").first() is None:
        return
    well = [
        (op_id,) for (_, op_id), (_, _, result) in zip(said, fresh, strict=True) if result.status == wire.OK
    ]
    if not well:
        return
    connection.exec_driver_sql("DELETE FROM inbox WHERE op_id = ? AND final = 0", well)
    revived = [(now, _data(REVIVED, {}, ()), op_id) for (op_id,) in well]
    connection.exec_driver_sql(
        "UPDATE inbox SET found_at = ?, data = ?, choice = '', settled_at = NULL "
        "WHERE op_id = ? AND final = 1 AND status = 'refused'",
        revived,
    )


def expect(connection: Connection, seq: int, op_id: str, outcome: Outcome, now: int) -> None:
    """A replayed op would be refused, or collides, as things stand here: a guess until the answer is in."""
    cause = _cause(connection, seq, outcome.code, outcome.params)
    conflicts = [(c.subject, c.id, c.field, c.was, c.mine, c.theirs) for c in outcome.conflicts]
    data = _data(outcome.code, outcome.params, conflicts)
    connection.exec_driver_sql(_EXPECT, (op_id, seq, outcome.status, now, cause, data))


def expect_nothing(connection: Connection, op_ids: Iterable[str]) -> None:
    """These would be taken as things stand here."""
    gone = [(op_id,) for op_id in op_ids]
    if gone and connection.exec_driver_sql("SELECT 1 FROM inbox WHERE final = 0 LIMIT 1").first() is not None:
        connection.exec_driver_sql("DELETE FROM inbox WHERE op_id = ? AND final = 0", gone)


def _cause(connection: Connection, seq: int, code: str, params: Any) -> str | None:  # Any: Params
    """The refused op that made what this one missed; of a chain the first."""
    if code != GONE or "id" not in params:
        return None
    sql = (
        "SELECT o.op_id, o.state, i.cause FROM touch t JOIN outbox o ON o.seq = t.seq "
        "LEFT JOIN inbox i ON i.op_id = o.op_id WHERE t.key = ? AND t.seq < ? ORDER BY t.seq LIMIT 1"
    )
    key = f"{params.get('subject', '')}/{params['id']}"
    maker = connection.exec_driver_sql(sql, (key, seq)).first()
    if maker is None or maker[1] not in {"refused", "parked"}:
        return None
    return str(maker[2] or maker[0])


def _data(code: str, params: Any, conflicts: Iterable[Any]) -> str:  # Any: as in wire.Result
    return _encode({"code": code, "params": params, "conflicts": list(conflicts)}).decode()


def settle(connection: Connection, body: Operation, at: int) -> None:
    """Keep the inbox in step with what a person decided. Raises Refused: ``gone``, ``already_resolved``."""
    if not isinstance(body, SettleRefusal | ReopenRefusal):
        return
    sql = "SELECT choice FROM inbox WHERE op_id = ? AND final = 1"
    known = connection.exec_driver_sql(sql, (body.op_id,)).first()
    if known is None:
        raise Refused(GONE, subject="refusal", id=body.op_id)
    if known[0] and known[0] != body.choice.value:
        raise Refused("already_resolved", choice=str(known[0]), by="")
    if isinstance(body, SettleRefusal):
        _choose(connection, body.op_id, body.choice.value, at)
    else:
        _choose(connection, body.op_id, "", None)


def _choose(connection: Connection, op_id: str, choice: str, at: int | None) -> None:
    sql = "UPDATE inbox SET choice = ?, settled_at = ? WHERE op_id = ?"
    connection.exec_driver_sql(sql, (choice, at, op_id))


def _undo_settling(connection: Connection, seq: int) -> None:
    """Central refused a decision: what it was about waits for a person again."""
    sql = (
        "SELECT json_extract(CAST(body AS TEXT), '$.body.op_id') FROM outbox "
        "WHERE seq = ? AND kind = 'settle_refusal'"
    )
    about = connection.exec_driver_sql(sql, (seq,)).scalar()
    if about is not None:
        _choose(connection, str(about), "", None)
