"""When the data file cannot be used: put it aside whole, and read the operations out of it that can be read.

Store thread, or the command line. Nothing here deletes or changes a damaged file.
"""

from __future__ import annotations

import os
import uuid
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from app.domain.errors import StoreFault
from app.store import files
from app.store.engine import Options, Store
from app.store.faults import fault_of, free_space

SALVAGED: Final = "operations.jsonl"
LOW: Final = 64 << 20  # below this the desk says that space runs out: a day of work and its log
_GIVE_UP: Final = 5_000  # numbers in a row that cannot be read: what follows is gone too


def set_aside(folder: Path, at: int) -> Path:
    """Move the database, its log and its shared memory into ``set-aside-<UTC time>``; returns that folder."""
    stamp = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = folder / f"set-aside-{stamp}"
    count = 1
    while aside.exists():
        count += 1
        aside = folder / f"set-aside-{stamp}-{count}"
    aside.mkdir()
    for each in files.family(folder / files.NAME):
        if each.exists():
            each.rename(aside / each.name)
    files.sync_folder(aside)
    files.sync_folder(folder)
    return aside


def salvage(aside: Path, options: Options | None = None) -> tuple[bytes, ...]:
    """The operations that can be read from a file set aside, in order; also written beside it, one a line."""
    store = Store(aside / files.NAME, options or Options())
    try:
        with closing(store.raw(read_only=True)) as connection:
            found = _readable(connection, store.path)
    except StoreFault:
        found = []
    except Exception as error:
        if fault_of(error, store.path) is None:
            raise
        found = []
    finally:
        store.close()
    (aside / SALVAGED).write_bytes(b"".join(body + b"\n" for body in found))
    return tuple(found)


def _readable(connection: Any, path: Path) -> list[bytes]:  # Any: the driver's connection
    """Read the log line by line; a page that cannot be read costs its own lines only."""
    found: list[bytes] = []
    seq, failed = 0, 0
    while failed < _GIVE_UP:
        try:
            sql = "SELECT seq, body FROM outbox WHERE seq > ? ORDER BY seq LIMIT 1"
            row = connection.execute(sql, (seq,)).fetchone()
        except Exception as error:
            if fault_of(error, path) is None:
                raise
            seq, failed = seq + 1, failed + 1
            continue
        if row is None:
            break
        seq, failed = row[0], 0
        found.append(bytes(row[1]))
    return found


def probe(folder: Path) -> StoreFault | None:
    """Whether the folder takes writing: None, or the fault with free bytes or the system's words."""
    test = folder / f".probe-{uuid.uuid4().hex}"
    try:
        with test.open("xb") as file:
            file.write(b"\0" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return fault_of(error, folder / files.NAME) or StoreFault("read_only", str(error))
    finally:
        with suppress(OSError):
            test.unlink(missing_ok=True)
    free = free_space(folder)
    return StoreFault("disk_full", str(free)) if free < LOW else None
