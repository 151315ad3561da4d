"""Looking after the data file: check, backup, restore. Behind `main.py check` and others, and the fault page.

Store thread, or the command line while no console has the folder. A restore moves the present files aside and
never deletes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from app.domain.errors import StoreFault
from app.store import chain, files, schema
from app.store.engine import Options, Store
from app.store.rescue import set_aside

_SHOWN: Final = 20  # lines of damage that are told; the rest says no more


@dataclass(frozen=True, slots=True)
class Ailment:
    """Something wrong with a file. ``fatal``: the file must not be worked with.

    Codes: ``damaged``, ``newer``, ``foreign`` (not ours), ``chain`` (a line of the log was changed),
    ``log_gap`` (a line of the log is missing), ``overlap`` (two meetings hold a room at once).
    """

    code: str
    detail: str
    fatal: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup or a restored file: its bytes and rows; ``aside`` is where the file before it went."""

    path: Path
    size: int
    rows: int
    aside: Path | None = None


def check(store: Store, *, thorough: bool = False) -> tuple[Ailment, ...]:
    """Everything that is wrong with the file, worst first; empty when it is sound.

    ``thorough`` also compares every index with its table, which takes minutes on a file of years.
    """
    with store.reading() as connection:
        damage = _damage(connection, "integrity_check" if thorough else "quick_check")
        if damage:
            return damage
        try:
            schema.is_outdated(connection, store.role)
        except StoreFault as fault:
            code = "newer" if fault.code == "newer" else "foreign"
            return (Ailment(code, fault.detail, fatal=True),)
        found = _overlaps(connection)
        return (*_log(connection), *found) if store.role == schema.CONSOLE else found


def backup(store: Store, target: Path) -> Copy:
    """Copy the file while it is in use; what has the target's name is replaced only by a sound copy."""
    if target.exists() and target.samefile(store.path):
        raise StoreFault("read_only", "a backup cannot replace the file itself")
    part = target.with_name(target.name + ".part")
    with store.faults(), _working_copy(part):
        counted = _copy(store, part)
        return _finish(part, target, store.options, counted)


def restore(folder: Path, source: Path, at: int, options: Options | None = None) -> Copy:
    """Put a backup in the place of the data file. Nobody may have the folder open.

    The backup is checked first; the present files go to a folder beside it. The restored desk takes a new
    console identity, because the old one may have said more than the backup knows.
    """
    chosen = options or Options()
    files.refuse_broken(source, keyed=chosen.key is not None)
    path = folder / files.NAME
    folder.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".restoring")
    origin = Store(source, chosen)
    try:
        with origin.faults(), _working_copy(fresh):
            _refuse_ailing(check(origin))
            counted = _copy(origin, fresh)
            _mark_restored(Store(fresh, chosen), at)
            aside = set_aside(folder, at) if not files.is_untouched(path) else None
            made = _finish(fresh, path, chosen, counted)
    finally:
        origin.close()
    files.leave_mark(path)
    return Copy(made.path, made.size, made.rows, aside)


def _damage(connection: Connection, pragma: str) -> tuple[Ailment, ...]:
    lines = connection.exec_driver_sql(f"PRAGMA {pragma}({_SHOWN})").scalars()
    return tuple(Ailment("damaged", str(line), fatal=True) for line in lines if line != "ok")


def _log(connection: Connection) -> tuple[Ailment, ...]:
    """The outbox is dense from its first line on, and each line is what was written."""
    found = []
    sql = "SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM outbox"
    count, first, last = connection.exec_driver_sql(sql).one()
    if count != last - first + 1:
        missing = last - first + 1 - count
        found.append(
            Ailment("log_gap", f"{missing} of {last - first + 1} operations are missing", fatal=True)
        )
    wrong = chain.broken_link(connection)
    if wrong:
        found.append(Ailment("chain", wrong, fatal=True))
    return tuple(found)


def _overlaps(connection: Connection) -> tuple[Ailment, ...]:
    """Meetings that hold a room at once; a sign of a fault of ours, told but not in the way of work."""
    sql = """
        SELECT id, next FROM (
            SELECT id, held_to, lead(id) OVER room AS next, lead(held_from) OVER room AS next_from
            FROM meeting WHERE holds = 1 WINDOW room AS (PARTITION BY site_id, room_id ORDER BY held_from, id)
        ) WHERE next_from < held_to LIMIT ?"""
    pairs = connection.exec_driver_sql(sql, (_SHOWN,))
    return tuple(Ailment("overlap", f"{one} and {other}", fatal=False) for one, other in pairs)


def _refuse_ailing(found: tuple[Ailment, ...]) -> None:
    for ailment in found:
        if ailment.fatal:
            raise StoreFault("newer" if ailment.code == "newer" else "corrupt", ailment.detail)


@contextmanager
def _working_copy(path: Path) -> Iterator[None]:
    """The name is free before and after: a copy that did not become one leaves nothing behind."""
    files.remove(path)
    try:
        yield
    finally:
        files.remove(path)


def _copy(store: Store, target: Path) -> dict[str, int]:
    """Copy one snapshot of a file; returns how many rows each table had in it."""
    with closing(store.raw(read_only=True)) as source, closing(store.driver.connect(str(target))) as copy:
        if store.options.key is not None:
            copy.execute(f"PRAGMA key=\"x'{store.options.key.hex()}'\"")
        source.execute("BEGIN")
        counted = _count(source)
        source.backup(copy)
        source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
        return counted


def _count(connection: Any) -> dict[str, int]:  # Any: the driver's connection
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    counted = {}
    for (name,) in tables:
        sql = f'SELECT count(*) FROM "{name}"'  # noqa: S608 - a name out of the file's own schema
        counted[str(name)] = int(connection.execute(sql).fetchone()[0])
    return counted


def _finish(part: Path, target: Path, options: Options, counted: dict[str, int]) -> Copy:
    """Read the copy back: sound, and as many rows as the original had. Then give it its name."""
    store = Store(part, options)
    try:
        with closing(store.raw(read_only=True)) as copy:
            wrong = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
            found = _count(copy)
        with closing(store.raw()) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        store.close()
    if (
        wrong != "ok"
        or found.keys() != counted.keys()
        or any(found[name] < counted[name] for name in counted)
    ):
        raise StoreFault("corrupt", f"the copy is not sound: {wrong}")
    size = part.stat().st_size
    files.move_into_place(part, target)
    return Copy(target, size, sum(found.values()))


def _mark_restored(store: Store, at: int) -> None:
    """The desk of this file begins anew as another console of the same site."""
    try:
        with store.writing() as connection:
            rows = connection.exec_driver_sql("SELECT key, value FROM meta")
            known = {str(key): str(value) for key, value in rows}
            former = [*json.loads(known.get("former_consoles", "[]")), known.get("console_id", "")]
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)",
                [
                    ("restored_at", str(at)),
                    ("former_consoles", json.dumps([each for each in former if each])),
                ],
            )
            connection.exec_driver_sql("DELETE FROM meta WHERE key = 'console_id'")
    finally:
        store.close()
