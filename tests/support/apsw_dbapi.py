"""A DB-API module over apsw, as far as SQLAlchemy's SQLite dialect needs one: the store runs on any VFS.

Only for the power-cut tests: apsw can put a virtual file system of ours under SQLite, sqlcipher3 cannot.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import apsw

apilevel = "2.0"
threadsafety = 1
paramstyle = "qmark"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
Binary = bytes
PARSE_DECLTYPES = 1
PARSE_COLNAMES = 2


class Error(Exception):
    """Base; carries SQLite's result code as sqlcipher3's does."""

    sqlite_errorcode = 0


class Warning(Exception):  # noqa: A001 - DB-API's name
    """Never raised."""


class InterfaceError(Error):
    """Wrong use."""


class DatabaseError(Error):
    """The file."""


class DataError(DatabaseError):
    """A value."""


class OperationalError(DatabaseError):
    """The world."""


class IntegrityError(DatabaseError):
    """A constraint."""


class InternalError(DatabaseError):
    """SQLite itself."""


class ProgrammingError(DatabaseError):
    """A statement."""


class NotSupportedError(DatabaseError):
    """Absent."""


_CLASSES: dict[type[Exception], type[Error]] = {
    apsw.ConstraintError: IntegrityError,
    apsw.CorruptError: DatabaseError,
    apsw.NotADBError: DatabaseError,
    apsw.MisuseError: ProgrammingError,
    apsw.BindingsError: ProgrammingError,
}


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except apsw.Error as error:
        made = _CLASSES.get(type(error), OperationalError)(str(error))
        made.sqlite_errorcode = getattr(error, "extendedresult", 0)
        raise made from error


class Cursor:
    """Reads all rows at once, so that no statement stays open; knows its columns also without rows."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: deque[Any] = deque()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        return self._run(lambda cursor: cursor.execute(sql, tuple(parameters)))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        return self._run(lambda cursor: cursor.executemany(sql, [tuple(each) for each in parameters]))

    def _run(self, call: Callable[[apsw.Cursor], apsw.Cursor]) -> Cursor:
        raw = self.connection.raw
        columns: list[Any] = []

        def trace(cursor: apsw.Cursor, _sql: str, _bindings: Any) -> bool:
            columns[:] = cursor.get_description()
            return True

        before = raw.total_changes()
        cursor = raw.cursor()
        cursor.exec_trace = trace
        with _translated():
            self._rows = deque(call(cursor))
        self.description = tuple((column[0], *[None] * 6) for column in columns) or None
        self.rowcount = raw.total_changes() - before if not columns else -1
        self.lastrowid = raw.last_insert_rowid()
        return self

    def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    def fetchall(self) -> list[Any]:
        found = list(self._rows)
        self._rows.clear()
        return found

    def fetchmany(self, size: int | None = None) -> list[Any]:
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows.clear()

    def setinputsizes(self, _sizes: object) -> None:
        pass

    def setoutputsize(self, _size: object) -> None:
        pass


class Connection:
    """A connection in autocommit: the store says BEGIN and COMMIT itself."""

    isolation_level: str | None = None

    def __init__(self, path: str, vfs: str | None) -> None:
        with _translated():
            self.raw = apsw.Connection(path, vfs=vfs)

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def commit(self) -> None:
        if self.raw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        with _translated():
            self.raw.close()

    def create_function(self, name: str, count: int, function: Any, *, deterministic: bool = False) -> None:
        self.raw.create_scalar_function(name, function, count, deterministic=deterministic)


def connect(path: str, *, vfs: str | None = None) -> Connection:
    """Open a file, through a virtual file system if one is named."""
    return Connection(path, vfs)
