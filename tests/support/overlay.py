"""What must hold of a console at any moment, whatever was done, pushed, pulled, lost or killed before.

Overlay: its typed rows with the shadows laid over them are what central had at its cursor; this check knows
nothing of what operations mean. Screen: its typed rows are what a replay of ALL its unanswered ops over
central's rows gives, done op by op on a copy, without scopes, batches or preloading.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

from sqlalchemy import Connection

from app.domain.errors import Refused
from app.operations.context import Context
from app.operations.envelope import body_of, decode
from app.operations.executor import run_one
from app.operations.session import OpSession
from app.store.tables import SUBJECTS, WIRE
from tests.support.house import House

# What is only asked for again (sync/fork.py) has an answer and is not replayed.
_WAITING = """SELECT seq, body FROM outbox
    WHERE state IN ('pending', 'parked') AND result IS NULL ORDER BY seq"""
Rows = dict[tuple[str, str], dict[str, Any]]


def typed_rows(connection: Connection) -> Rows:
    """(subject, id) → columns, of every typed table."""
    found: Rows = {}
    for subject, table in SUBJECTS.items():
        columns = WIRE[subject]
        names = ", ".join(f'"{column}"' for column in columns)
        for row in connection.exec_driver_sql(f'SELECT {names} FROM "{table.__tablename__}"'):  # type: ignore[attr-defined]
            found[subject, row[0]] = dict(zip(columns, row, strict=True))
    return found


def overlaid(house: House) -> Rows:
    """What this console believes central has."""
    with house.store.reading() as connection:
        rows = typed_rows(connection)
        for subject, entity_id, image in connection.exec_driver_sql("SELECT subject, id, image FROM shadow"):
            if image is None:
                rows.pop((subject, entity_id), None)
            else:
                rows[subject, entity_id] = dict(zip(WIRE[subject], json.loads(image), strict=True))
    return rows


def assert_overlay(house: House, central: Rows) -> None:
    """The console is at central's head, and believes of central what is so."""
    assert different(overlaid(house), central) == {}


def check_screen(house: House) -> None:
    """What is on the screen, and which ops are parked, is what replaying everything gives.

    Within a round, and before the snapshot of a restored central, nothing is to be said.
    """
    with house.store.reading() as connection:
        facts = {str(row[0]) for row in connection.exec_driver_sql("SELECT key FROM meta")}
        screen = typed_rows(connection)
        parked = set(connection.exec_driver_sql("SELECT seq FROM outbox WHERE state = 'parked'").scalars())
    if facts & {"round", "needs_snapshot"}:
        return
    replayed, refused = replay_all(house)
    assert different(screen, replayed) == {}
    assert parked == refused
    assert untouched_shadows(house) == []


def replay_all(house: House) -> tuple[Rows, set[int]]:
    """The rows after every op that was never answered is
    done again over central's rows, and the seqs refused.
    """
    copy = house.store.path.with_name("replayed.db")
    copy.unlink(missing_ok=True)
    with closing(house.store.raw()) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    store = type(house.store)(copy, house.store.options)
    refused: set[int] = set()
    try:
        with store.writing() as connection:
            site_id = house.console.identity.site_id
            _lay_shadows(connection, site_id)
            for seq, data in connection.exec_driver_sql(_WAITING).all():
                if not _done(connection, site_id, bytes(data)):
                    refused.add(int(seq))
            return typed_rows(connection), refused
    finally:
        store.close()
        copy.unlink()


def _done(connection: Connection, site_id: str, data: bytes) -> bool:
    session = OpSession(connection, site_id)
    try:
        op = decode(data)
        outcome = run_one(session, body_of(op), Context(session, op.op_id, op.actor, op.at, op.undoes))
        session.flush()
    except Refused:
        return False
    finally:
        session.close()
    return outcome.status != "refused"


def _lay_shadows(connection: Connection, site_id: str) -> None:
    for subject, entity_id, image in connection.exec_driver_sql(
        "SELECT subject, id, image FROM shadow"
    ).all():
        table = SUBJECTS[subject].__tablename__  # type: ignore[attr-defined]
        connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (entity_id,))
        if image is not None:
            values = (site_id, *json.loads(image))
            names = ", ".join(f'"{name}"' for name in ("site_id", *WIRE[subject]))
            places = ", ".join("?" * len(values))
            connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)


def untouched_shadows(house: House) -> list[tuple[str, str]]:
    """Shadows of rows that no unanswered op touches."""
    sql = """SELECT s.subject, s.id FROM shadow s WHERE NOT EXISTS (
        SELECT 1 FROM touch t JOIN outbox o ON o.seq = t.seq
        WHERE t.key = s.subject || '/' || s.id AND o.state IN ('pending', 'parked'))"""
    with house.store.reading() as connection:
        return [(str(subject), str(entity_id)) for subject, entity_id in connection.exec_driver_sql(sql)]


def different(mine: Rows, theirs: Rows) -> dict[str, Any]:
    """What two sets of rows do not share, told by row and column; empty when they are the same."""
    found: dict[str, Any] = {}
    for key in sorted(mine.keys() | theirs.keys()):
        a, b = mine.get(key), theirs.get(key)
        if a is None or b is None:
            found["/".join(key)] = "only theirs" if a is None else "only mine"
        elif a != b:
            found["/".join(key)] = {name: (a[name], b[name]) for name in a if a[name] != b[name]}
    return found
