"""Conflicts and refusals in a console's file, made by
the code that makes them: an op applied as central does.

``collide`` lets a second desk's change meet a first one; ``refuse`` leaves what a refused op of this desk
leaves (its line in the outbox, nothing of its rows, an entry in the inbox).
"""

from __future__ import annotations

import json
from dataclasses import replace

from app.domain.ops import Operation
from app.domain.periods import MINUTE
from app.operations.context import Context
from app.operations.envelope import SCHEMA, Op, normalised
from app.operations.executor import Outcome, run_one
from app.operations.session import OpSession
from app.sync.outbox import Recorded, record
from tests.support.house import SITE, House


def collide(
    house: House,
    op: Operation,
    actor: str = "",
    *,
    minutes_ago: float = 20,
    found_minutes_ago: float = 14,
    theirs: str = "",
    is_mine: bool = True,
) -> str:
    """Apply an op the way central does: what collides becomes rows for people. Returns the op's id.

    ``theirs``: who had changed the fields before; ``is_mine``: the op was said at this desk.
    """
    body, raw = normalised(op)
    at = house.at - int(minutes_ago * MINUTE)
    envelope = Op(house.new_id(), actor, at, 0, house.console.identity.boot_id, 0, SCHEMA, raw)
    with house.store.writing() as connection:
        session = OpSession(connection, SITE)
        session.author_of = lambda _subject, _uid, _field: (theirs, at + 2 * MINUTE)
        try:
            context = Context(
                session, envelope.op_id, actor, at, at_central=True,
                received_at=house.at - int(found_minutes_ago * MINUTE),
            )  # fmt: skip
            outcome = run_one(session, body, context, savepoint=True)
            session.flush()
            assert outcome.status == "conflict", outcome
            if is_mine:
                entry = Recorded(envelope, body, replace(outcome, effects=()))
                record(connection, [entry], shadows=False, hold_ms=None)
                connection.exec_driver_sql(
                    "UPDATE outbox SET state = 'conflict' WHERE op_id = ?", (envelope.op_id,)
                )
        finally:
            session.close()
    return envelope.op_id


def refuse(
    house: House,
    op: Operation,
    code: str,
    actor: str = "",
    *,
    minutes_ago: float = 14,
    cause: str | None = None,
    is_final: bool = True,
    **params: str | int,
) -> str:
    """What is left of an op of this desk that central refused. Returns the op's id."""
    _, raw = normalised(op)
    at = house.at - int(minutes_ago * MINUTE)
    envelope = Op(house.new_id(), actor, at, 0, house.console.identity.boot_id, 0, SCHEMA, raw)
    data = json.dumps({"code": code, "params": params})
    with house.store.writing() as connection:
        record(connection, [Recorded(envelope, op, Outcome("ok"))], shadows=False, hold_ms=None)
        state = "refused" if is_final else "parked"
        connection.exec_driver_sql("UPDATE outbox SET state = ? WHERE op_id = ?", (state, envelope.op_id))
        seq = connection.exec_driver_sql(
            "SELECT seq FROM outbox WHERE op_id = ?", (envelope.op_id,)
        ).scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO inbox (op_id, seq, status, final, found_at, cause, data, choice, settled_at)"
            " VALUES (?, ?, 'refused', ?, ?, ?, ?, '', NULL)",
            (envelope.op_id, seq, int(is_final), at, cause, data),
        )
    return envelope.op_id


def enrol(house: House, central: str = "https://central.example:8443") -> None:
    """Mark the file as one of a central service, as far as screens look."""
    with house.store.writing() as connection:
        for key, value in (("epoch", house.new_id()), ("central", central), ("site_name", "市机关会议中心")):
            connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))
