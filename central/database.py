"""The database of a service: PostgreSQL, or one SQLite file. Made by ``open_database`` at start.

``writing`` is one transaction; ``reading`` is one snapshot, so that what is read inside is of one moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from app.domain.errors import StoreFault
from app.store import schema
from app.store.engine import Options, Store, open_store

Answer = TypeVar("Answer")
TRIES: Final = 3  # deadlock, lost serialisation, busy file: the whole transaction again
POOL: Final = 8  # connections a process keeps; below PostgreSQL's maximum with a dozen processes
POOL_WAIT_S: Final = 5.0


class Database:
    """Two ways in; the engines belong to it."""

    def __init__(self, writer: Engine, reader: Engine, store: Store | None = None) -> None:
        self.dialect: Final = writer.dialect.name
        self.writer: Final = writer
        self._reader: Final = reader
        self._store: Final = store

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One write transaction: commits at the end, rolls back on any exception."""
        with self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the whole database."""
        with self._reader.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], Answer]) -> Answer:
        """Run a transaction; after a deadlock or a busy file again, three times in all.

        Raises OperationalError when the database stays away.
        """
        for attempt in range(TRIES):
            try:
                with self.writing() as connection:
                    return work(connection)
            except OperationalError:
                if attempt == TRIES - 1:
                    raise
        raise AssertionError("unreachable: the last try returns or raises")

    def tidy(self) -> None:
        """While nobody waits: move SQLite's log into the file."""
        if self._store is not None:
            self._store.tidy()

    def close(self) -> None:
        """Let go of every connection."""
        if self._store is not None:
            self._store.close()
            return
        self._reader.dispose()
        self.writer.dispose()


def open_database(url: str) -> Database:
    """Open, make or migrate the database of an address: ``postgresql://...`` or ``sqlite:///FILE``'s folder.

    Raises StoreFault for a database that cannot be used (newer, corrupt), OperationalError when it is away.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        folder = Path(parsed.database or "central")
        store = open_store(folder, Options(role=schema.CENTRAL))
        return Database(store.writer, store.reader, store)
    if parsed.get_backend_name() != "postgresql":
        raise StoreFault("unknown", parsed.get_backend_name())
    return _postgresql(parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))


def _postgresql(url: str) -> Database:
    common: dict[str, Any] = {
        "pool_size": POOL, "max_overflow": 0, "pool_timeout": POOL_WAIT_S, "pool_pre_ping": True,
        "hide_parameters": True,  # what people wrote does not get into the log with an error
    }  # fmt: skip
    writer = create_engine(url, **common)
    reader = create_engine(
        url,
        **common,
        isolation_level="REPEATABLE READ",
        execution_options={"postgresql_readonly": True},
    )

    @event.listens_for(writer, "connect")
    def on_connect(connection: object, _record: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]  # psycopg's connection
            cursor.execute("SET synchronous_commit = on")
        connection.commit()  # type: ignore[attr-defined]

    database = Database(writer, reader)
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database


LOCK: Final = 0x48575441  # of several processes that start at once, one prepares


def prepare(database: Database) -> None:
    """Make or migrate the tables of a PostgreSQL database; raises StoreFault for a newer one."""
    from sqlalchemy import inspect

    with database.writing() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        if not inspect(connection).has_table("alembic_version"):
            schema.create(connection, schema.CENTRAL)
            return
        if schema.is_outdated(connection, schema.CENTRAL):
            from app.store.upgrade import migrate_on  # Alembic loads only when there is something to do

            migrate_on(connection, schema.CENTRAL)
        schema.ensure_guards(connection, schema.CENTRAL)
