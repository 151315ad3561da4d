"""A site as one file: SQLite, compressed, for a console that begins. Of one read snapshot, kept a while.

The tables of the file have no index and no key: a console copies them with INSERT
... SELECT, in the order of its own keys. The feed leads on from the cursor in
``meta``, so that a file some minutes old is as good as new.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.central_tables import stream
from app.store.engine import sqlcipher
from app.store.tables import SUBJECTS
from central.bodies import zstd

SLICE: Final = 2_000  # rows read and written at a time
LEVEL: Final = 3
FRESH_S: Final = 60.0  # a file is given again for so long although rows have changed
_KEPT: Final = 2  # files of a site: the newest, and one that may still be on its way to somebody
_COMPRESS: Final[dict[int, int]] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A finished file. ``checksum`` is over the uncompressed bytes, ``etag`` over these."""

    path: Path
    heads: dict[str, int]
    epoch: str
    checksum: str
    etag: str
    made_s: float


class Snapshots:
    """The files of this process; only from the event loop."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._made: Final[dict[str, list[Snapshot]]] = {}
        self._locks: Final[dict[str, asyncio.Lock]] = {}

    async def get(
        self, site_id: str, epoch: str, read: Callable[[Callable[[Connection], Any]], Awaitable[Any]]
    ) -> Snapshot:
        """The site's file, built if there is none that is new enough. ``read`` runs in a read snapshot."""
        async with self._locks.setdefault(site_id, asyncio.Lock()):  # several that ask wait for one
            known = self._made.setdefault(site_id, [])
            now_s = asyncio.get_running_loop().time()
            if known and known[-1].epoch == epoch:
                if now_s - known[-1].made_s < FRESH_S:
                    return known[-1]
                if known[-1].heads == await read(lambda connection: heads_of(connection, site_id)):
                    return known[-1]
            made: Snapshot = await read(lambda c: build(c, site_id, epoch, self._folder, now_s))
            known.append(made)
            for old in known[:-_KEPT]:
                if old.path != made.path:
                    old.path.unlink(missing_ok=True)
            del known[:-_KEPT]
            return made


def heads_of(connection: Connection, site_id: str) -> dict[str, int]:
    """Stream to its newest seq."""
    rows = connection.execute(select(stream.c.stream, stream.c.head).where(stream.c.site_id == site_id))
    return {row.stream: int(row.head) for row in rows}


def build(connection: Connection, site_id: str, epoch: str, folder: Path, now_s: float) -> Snapshot:
    """Write and compress the file. All in it is of one moment: of the snapshot that ``connection`` reads, or,
    from a file of SQLite's, of one that the copy takes for itself.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plain = folder / f"{site_id}-{os.getpid()}.db"  # processes may share the folder
    plain.unlink(missing_ok=True)
    try:
        heads = _fill(connection, site_id, plain, {"epoch": epoch, "schema": str(SCHEMA), "site_id": site_id})
        data = plain.read_bytes()
    finally:
        plain.unlink(missing_ok=True)
    packed = zstd.compress(data, options=_COMPRESS)
    digest = hashlib.sha256(packed).hexdigest()
    path = folder / f"{site_id}-{digest[:16]}.zst"
    path.write_bytes(packed)
    return Snapshot(path, heads, epoch, wire.checksum(data), f'"{digest[:32]}"', now_s)


def _fill(connection: Connection, site_id: str, path: Path, meta: dict[str, str]) -> dict[str, int]:
    """Make the plain file; returns the heads of the streams in it."""
    copy = _copy_file if connection.dialect.name == "sqlite" else _copy_rows
    with closing(sqlcipher().connect(str(path))) as file:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            file.execute(f"PRAGMA main.{pragma}")  # not of what is attached
        heads = copy(connection, site_id, file)
        file.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        file.executemany(
            "INSERT INTO meta VALUES (?, ?)", sorted((meta | {"cursor": json.dumps(heads)}).items())
        )
        file.execute("COMMIT")
    return heads


def _copy_rows(connection: Connection, site_id: str, file: Any) -> dict[str, int]:  # Any: SQLite's connection
    heads = heads_of(connection, site_id)
    file.execute("BEGIN")
    for table in _made_in(file):
        into = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 - names of our own tables
        query = select(*table.columns).where(table.c.site_id == site_id).order_by(table.c.id)
        streamed = query.execution_options(stream_results=True, max_row_buffer=SLICE)
        with connection.execute(streamed) as found:
            for rows in found.partitions(SLICE):
                file.executemany(into, [tuple(row) for row in rows])
    return heads


def _copy_file(connection: Connection, site_id: str, file: Any) -> dict[str, int]:  # Any: SQLite's connection
    """From file to file, without a detour through Python: five times faster."""
    origin = connection.exec_driver_sql("PRAGMA database_list").one()[2]
    file.execute("ATTACH ? AS origin", (origin,))
    file.execute("BEGIN")
    found = file.execute("SELECT stream, head FROM origin.stream WHERE site_id = ?", (site_id,))
    heads = {str(name): int(head) for name, head in found}
    for table in _made_in(file):
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        rows = f'SELECT {names} FROM origin."{table.name}" WHERE site_id = ? ORDER BY id'  # noqa: S608 - names of our own tables
        file.execute(f'INSERT INTO main."{table.name}" {rows}', (site_id,))
    return heads


def _made_in(file: Any) -> Iterator[Any]:  # Any: SQLite's connection, SQLAlchemy's Table
    """The typed tables, each made in the file: neither index nor key."""
    for mapped in SUBJECTS.values():
        table: Any = mapped.__table__  # type: ignore[attr-defined]
        kinds = ("INTEGER" if "INT" in str(column.type) else "TEXT" for column in table.columns)
        named = ", ".join(f'"{c.name}" {kind}' for c, kind in zip(table.columns, kinds, strict=True))
        file.execute(f'CREATE TABLE main."{table.name}" ({named})')
        yield table
