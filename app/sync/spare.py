"""A copy of what central has not answered, on another disk: if this one breaks, nothing said here is lost.

Two files take turns, each written whole beside the old one and then put in its place, so that a medium pulled
out in the middle leaves the other. They are SQLite files under the data file's own key (none while that has
none). Written by a thread of its own, because such a medium may be slow or gone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from app.domain.errors import Refused
from app.store.chain import chain_head, link
from app.sync.console import Console

logger = logging.getLogger(__name__)

PARTS: Final = 2
COLUMNS: Final = "op_id, body, kind, actor, at, undoes, act"
_SCHEMA: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE outbox (n INTEGER PRIMARY KEY, op_id TEXT, body BLOB, kind TEXT, actor TEXT, at INTEGER,
       undoes TEXT, act TEXT)""",
)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What a copy holds. ``mark`` differs whenever there is something new to copy."""

    site_id: str
    console_id: str
    rows: tuple[Row, ...]
    key: bytes | None

    @property
    def mark(self) -> tuple[int, str]:
        """How many ops, and which is the last."""
        return len(self.rows), self.rows[-1][0] if self.rows else ""


class Spare:
    """The copies in one folder; one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._mark: tuple[int, str] | None = None

    def keep(self, found: Unanswered) -> bool:
        """Write a copy if there is anything new; whether one was written. Raises OSError."""
        if found.mark == self._mark:
            return False
        places = [
            self._folder / f"huiwutai-outbox-{found.console_id[-12:]}-{n}.db" for n in range(1, PARTS + 1)
        ]
        target = min(places, key=lambda place: place.stat().st_mtime_ns if place.exists() else 0)
        part = target.with_suffix(".part")
        part.unlink(missing_ok=True)
        try:
            _write(part, found)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        self._mark = found.mark
        return True


def unanswered(console: Console) -> Unanswered:
    """What is to be copied. Store thread."""
    sql = f"SELECT {COLUMNS} FROM outbox WHERE state IN ('pending', 'parked') ORDER BY seq"  # noqa: S608
    with console.store.reading() as connection:
        rows = tuple(tuple(row) for row in connection.exec_driver_sql(sql))
    identity = console.identity
    return Unanswered(identity.site_id, identity.console_id, rows, console.store.options.key)


def take_back(console: Console, rows: Sequence[Row]) -> int:
    """Put the ops of a copy into the outbox of an enrolled folder of the same site; how many were new here.

    They are sent like this desk's own, and come back as rows: an op that central knows already is not done
    twice. Store thread.
    """
    with console.store.writing() as connection:
        known = set(connection.exec_driver_sql("SELECT op_id FROM outbox").scalars())
        fresh = [row for row in rows if row[0] not in known]
        head = chain_head(connection)
        for row in fresh:
            head = link(head, row[1])
            into = f"INSERT INTO outbox ({COLUMNS}, state) VALUES (?,?,?,?,?,?,?,'pending')"  # noqa: S608
            connection.exec_driver_sql(into, row)
            connection.exec_driver_sql("INSERT INTO audit (op_id, hash) VALUES (?,?)", (row[0], head))
    return len(fresh)


def _write(part: Path, found: Unanswered) -> None:
    try:
        with closing(dbapi2.connect(str(part), isolation_level=None)) as file:
            _unlock(file, found.key)
            file.execute("PRAGMA journal_mode=DELETE")
            file.execute("BEGIN")
            for statement in _SCHEMA:
                file.execute(statement)
            facts = (("site_id", found.site_id), ("console_id", found.console_id))
            file.executemany("INSERT INTO meta VALUES (?,?)", facts)
            into = f"INSERT INTO outbox ({COLUMNS}) VALUES (?,?,?,?,?,?,?)"  # noqa: S608
            file.executemany(into, found.rows)
            file.execute("COMMIT")
    except dbapi2.Error as error:
        raise OSError(str(error)) from error
    handle = os.open(part, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_copy(path: Path, key: bytes | None) -> tuple[str, Sequence[Row]]:
    """Whose site a copy is of, and its ops; raises Refused("no_copy")."""
    try:
        with closing(dbapi2.connect(f"file:{path}?mode=ro", uri=True)) as file:
            _unlock(file, key)
            site = file.execute("SELECT value FROM meta WHERE key = 'site_id'").fetchone()
            rows = file.execute(f"SELECT {COLUMNS} FROM outbox ORDER BY n").fetchall()  # noqa: S608
    except dbapi2.Error as error:
        raise Refused("no_copy", detail=str(error)[:100]) from None
    if site is None:
        raise Refused("no_copy")
    return str(site[0]), [(op, bytes(body), *rest) for op, body, *rest in rows]


def _unlock(file: Any, key: bytes | None) -> None:  # Any: the driver's connection
    if key is not None:
        file.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
