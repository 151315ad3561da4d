"""The data file and the two ways into it: one writer (BEGIN IMMEDIATE) and read-only snapshots (plain BEGIN).

Opened in the store thread; the reader may be used by the long-read worker too. A file that is missing, empty,
foreign or newer is a StoreFault, never silently a new database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from app.store import files, schema
from app.store.faults import faults

BUSY_MS: Final = 5_000  # a backup or a virus scanner holds the file for moments; longer is told to the person
CACHE_KIB: Final = 16_384  # a day's pages of a file with years in it
WAL_LIMIT: Final = 64 << 20  # what a long read made it grow to is given back
# Pages (32 MiB) after which a commit moves the log into the file itself. With the usual 1,000 one act in
# twenty waits for that; ``tidy`` does it while nobody waits.
CHECKPOINT: Final = 8_000


@dataclass(frozen=True, slots=True)
class Driver:
    """A DB-API module over SQLite. ``connect(path)`` opens in autocommit; the module has the errors."""

    module: Any  # Any: a DB-API module has no type of its own
    connect: Callable[[str], Any]  # Any: its connection


def sqlcipher() -> Driver:
    """The driver of both ends, keyed or not; its SQLite is new enough for WAL with several connections."""
    from sqlcipher3 import dbapi2

    def connect(path: str) -> Any:
        return dbapi2.connect(
            path, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False, cached_statements=256
        )

    return Driver(dbapi2, connect)


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is opened. ``key`` is 32 raw bytes; ``synchronous`` is NORMAL only to show that it loses."""

    role: str = schema.CONSOLE
    key: bytes | None = None
    synchronous: str = "FULL"
    driver: Driver | None = None


class Store:
    """An open data file."""

    def __init__(self, path: Path, options: Options) -> None:
        self.path: Final = path
        self.role: Final = options.role
        self.options: Final = options
        self.driver: Final = options.driver or sqlcipher()
        self.writer: Final = self._engine("BEGIN IMMEDIATE", size=1, read_only=False)
        self.reader: Final = self._engine("BEGIN", size=2, read_only=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: commits at the end, rolls back on any exception."""
        with self.faults(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot: everything read inside is of the same moment."""
        with self.faults(), self.reader.connect() as connection:
            yield connection

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turns driver errors into StoreFault."""
        with faults(self.path, keyed=self.options.key is not None):
            yield

    def raw(self, *, read_only: bool = False) -> Any:  # Any: the driver's connection
        """A driver's connection of its own with this file's pragmas; the caller closes it."""
        with self.faults():
            return self._connect(read_only=read_only)

    def tidy(self) -> None:
        """Move the log into the file; called when the desk is idle, so that no act has to wait for it."""
        with self.faults(), closing(self.writer.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Close both ways; the last connection moves the log into the file."""
        self.reader.dispose()
        self.writer.dispose()

    def _connect(self, *, read_only: bool) -> Any:  # Any: the driver's connection
        connection = self.driver.connect(str(self.path))
        try:
            for pragma in pragmas(self.options):
                connection.execute(pragma)
            if read_only:
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _engine(self, begin: str, *, size: int, read_only: bool) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=self.driver.module,
            creator=lambda: self._connect(read_only=read_only),
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_timeout=BUSY_MS / 1000,
        )

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine


def pragmas(options: Options) -> tuple[str, ...]:
    """What every connection says first; the key before anything that reads."""
    key = () if options.key is None else (f"PRAGMA key=\"x'{options.key.hex()}'\"",)
    return (
        *key,
        f"PRAGMA busy_timeout={BUSY_MS}",
        "PRAGMA journal_mode=WAL",
        f"PRAGMA synchronous={options.synchronous}",
        f"PRAGMA foreign_keys={'ON' if options.role == schema.CENTRAL else 'OFF'}",
        f"PRAGMA cache_size=-{CACHE_KIB}",
        f"PRAGMA wal_autocheckpoint={CHECKPOINT}",
        f"PRAGMA journal_size_limit={WAL_LIMIT}",
        "PRAGMA temp_store=MEMORY",
    )


def open_store(folder: Path, options: Options | None = None) -> Store:
    """Open the data file of a folder, making it only where there was none; migrates an older one.

    Raises StoreFault: ``corrupt`` (also: the file is gone or empty where there was one), ``newer``,
    ``read_only``, ``disk_full``, ``locked``, ``key``.
    """
    chosen = options or Options()
    path = folder / files.NAME
    with faults(path, keyed=chosen.key is not None):
        folder.mkdir(parents=True, exist_ok=True)
        if files.is_untouched(path):
            _make(path, chosen)
        files.refuse_broken(path, keyed=chosen.key is not None)
        files.leave_mark(path)
        return _opened(path, chosen)


def _opened(path: Path, options: Options) -> Store:
    """Open an existing file and bring it to this program's schema."""
    store = Store(path, options)
    try:
        with store.reading() as connection:
            outdated = schema.is_outdated(connection, options.role)
        if outdated:
            from app.store.upgrade import upgrade  # Alembic loads only when there is something to do

            store.close()
            upgrade(path, options)
            store = Store(path, options)
        if options.role == schema.CENTRAL:
            with store.writing() as connection:
                schema.ensure_guards(connection, options.role)
    except BaseException:
        store.close()
        raise
    return store


def _make(path: Path, options: Options) -> None:
    """Make a new file under another name and move it into place whole: half a database never has the name."""
    fresh = path.with_name(path.name + ".new")
    files.remove(fresh)
    store = Store(fresh, options)
    try:
        with store.writing() as connection:
            schema.create(connection, options.role)
    finally:
        store.close()
    files.move_into_place(fresh, path)
