"""Takes the whole of central's rows anew, and compares
ranges of them by hash (sync.md, sections 4, 6.9, 9).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from app.domain.errors import StoreFault
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.engine import Store
from app.store.images import TABLES, decoded, encoded, fitted, restore_shadows
from app.store.tables import SUBJECTS, WIRE
from app.sync.enrolment import Enrolment, facts, keep, read_enrolment
from app.sync.pull import FEW, SHARE, TooManyDeleted, place_unread
from app.sync.rebase import Ground, Rebased, redo
from app.sync.scope import Scope

_SNAPSHOT: Final = "snapshot"


@contextmanager
def with_snapshot(store: Store, path: Path) -> Iterator[Connection]:
    """A write transaction that also sees the plain file ``path`` under the name ``snapshot``."""
    with store.faults(), store.writer.connect() as connection:
        driver: Any = connection.connection.driver_connection  # before BEGIN: no ATTACH inside a transaction
        driver.execute(f"ATTACH DATABASE ? AS {_SNAPSHOT} KEY ''", (str(path),))
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute(f"DETACH DATABASE {_SNAPSHOT}")


class OtherEpoch(Exception):
    """The snapshot is of another incarnation of central than this folder knows of; nothing was taken."""


def load(
    connection: Connection,
    known: Enrolment,
    cursor: dict[str, int],
    epoch: str,
    now: int,
    *,
    may_delete: bool,
) -> Rebased:
    """Replace the typed rows by the snapshot's and replay what is unanswered. Outbox, audit, inbox stay.

    Raises StoreFault("corrupt") for a file that is not a snapshot of this site, TooManyDeleted; OtherEpoch
    before anything else: answers of another incarnation have to be asked for first (``new_epoch``).
    """
    if epoch != known.epoch:
        raise OtherEpoch(epoch)
    restore_shadows(connection, known.site_id)
    for subject, columns in _tables(connection, known.site_id).items():
        if not may_delete:
            _refuse_emptiness(connection, known.site_id, subject)
        _replace(connection, known.site_id, subject, columns)
    stands = {"cursor": json.dumps(cursor, sort_keys=True), "needs_snapshot": None, "round": None}
    keep(connection, stands)
    ground = Ground(connection, known.site_id, known.base + known.have, now)
    return redo(ground, Scope(everything=True))


def _tables(connection: Connection, site_id: str) -> dict[str, list[str]]:
    """Columns in wire order by subject, of the tables that the snapshot has."""
    rows = connection.exec_driver_sql(f"SELECT name FROM {_SNAPSHOT}.sqlite_master WHERE type = 'table'")  # noqa: S608
    names = set(rows.scalars())
    if "meta" not in names:
        raise StoreFault("corrupt", "the file is not a snapshot")
    sql = f"SELECT value FROM {_SNAPSHOT}.meta WHERE key = 'site_id'"  # noqa: S608 - a name of ours
    site = connection.exec_driver_sql(sql).scalar()
    if site != site_id:
        raise StoreFault("corrupt", f"the snapshot is of site {site}")
    found = {}
    for subject, table in TABLES.items():
        if table in names:
            info = connection.exec_driver_sql(f'PRAGMA {_SNAPSHOT}.table_info("{table}")').all()
            found[subject] = [str(row[1]) for row in info if row[1] != "site_id"]
    if not found:
        raise StoreFault("corrupt", "the snapshot has no tables")
    return found


def _refuse_emptiness(connection: Connection, site_id: str, subject: str) -> None:
    """Raises TooManyDeleted where a snapshot lacks too much of what is known here."""
    table = TABLES[subject]
    sql = (
        f'SELECT count(*), sum(id NOT IN (SELECT id FROM {_SNAPSHOT}."{table}")) '  # noqa: S608
        f'FROM main."{table}" WHERE site_id = ?'
    )
    count, gone = connection.exec_driver_sql(sql, (site_id,)).one()
    if (gone or 0) > FEW and gone * SHARE > count:
        raise TooManyDeleted(subject, int(gone), int(count))


def _replace(connection: Connection, site_id: str, subject: str, columns: Sequence[str]) -> None:
    """The snapshot's rows of one subject in the place of those here. ``columns``: those of the snapshot."""
    table, own = TABLES[subject], WIRE[subject]
    shared = [name for name in columns if name in own]
    short = [name for name in own if name not in columns]
    connection.exec_driver_sql(f'DELETE FROM main."{table}"')  # noqa: S608 - a name of ours
    connection.exec_driver_sql("DELETE FROM unread WHERE subject = ?", (subject,))
    defaults = dict(zip(own, fitted(subject, []), strict=True))
    names = ", ".join(f'"{name}"' for name in (*shared, *short))
    values = ", ".join([*(f'"{name}"' for name in shared), *("?" for _ in short)])
    sql = (
        f'INSERT INTO main."{table}" (site_id, {names}) '  # noqa: S608 - names of a schema
        f'SELECT ?, {values} FROM {_SNAPSHOT}."{table}"'
    )
    connection.exec_driver_sql(sql, (site_id, *(defaults[name] for name in short)))
    if len(shared) < len(columns):
        wire_ = ", ".join(f'"{name}"' for name in columns)
        sql = (
            f"INSERT INTO unread (subject, id, wire) "  # noqa: S608 - names of a schema
            f'SELECT ?, id, json_array({wire_}) FROM {_SNAPSHOT}."{table}"'
        )
        connection.exec_driver_sql(sql, (subject,))


def has_to_catch_up(connection: Connection) -> bool:
    """Whether an upgrade has taken what is unanswered off the rows."""
    return "replay_all" in facts(connection)


def catch_up(connection: Connection, now: int) -> None:
    """At the start of a desk: after an upgrade, place what
    a newer central sent and replay what is unanswered.

    The upgrade has restored every shadow before it changed a table (store/upgrade.py).
    """
    known = read_enrolment(connection)
    if known is None or "replay_all" not in facts(connection):
        return
    restore_shadows(connection, known.site_id)
    place_unread(connection, known.site_id)
    redo(Ground(connection, known.site_id, known.base + known.have, now), Scope(everything=True))
    keep(connection, {"replay_all": None, "schema": SCHEMA})


def digest(connection: Connection, known: Enrolment, ranges: Sequence[tuple[str, str, str]]) -> wire.Digest:
    """Per range, both ids included: how many rows central is known to have here, and the hash over them.

    Typed rows with the shadows laid over them, by id, each as compact JSON.
    """
    found = []
    for subject, first, last in ranges:
        images = _images(connection, known.site_id, subject, first, last) if subject in SUBJECTS else {}
        said = hashlib.sha256()
        for entity_id in sorted(images):
            said.update(images[entity_id].encode())
        found.append((subject, first, last, len(images), said.hexdigest()))
    return wire.Digest(dict(known.cursor), tuple(found))


def _images(connection: Connection, site_id: str, subject: str, first: str, last: str) -> dict[str, str]:
    names = ", ".join(f'"{name}"' for name in WIRE[subject])
    sql = (
        f'SELECT {names} FROM "{TABLES[subject]}" '  # noqa: S608 - names of ours
        "WHERE site_id = ? AND id BETWEEN ? AND ?"
    )
    images = {row[0]: encoded(list(row)) for row in connection.exec_driver_sql(sql, (site_id, first, last))}
    shadows = connection.exec_driver_sql(
        "SELECT id, image FROM shadow WHERE subject = ? AND id BETWEEN ? AND ?", (subject, first, last)
    )
    for entity_id, image in shadows:
        if image is None:
            images.pop(entity_id, None)
        else:
            images[entity_id] = encoded(fitted(subject, decoded(image)))
    return images
