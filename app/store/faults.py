"""What a driver's error means to the desk: one of the codes of StoreFault, or a bug that rises as it is.

Used around every transaction of the store and by care. Judged by SQLite's result code where the driver gives
one; its backup function gives only SQLite's text for that code.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from app.domain.errors import StoreFault

# Primary result codes, sqlite.org/rescode.html.
_PERM: Final = 3
_BUSY: Final = 5
_LOCKED: Final = 6
_READONLY: Final = 8
_IOERR: Final = 10
_CORRUPT: Final = 11
_FULL: Final = 13
_CANTOPEN: Final = 14
_NOTADB: Final = 26

_CODES: Final = {
    _PERM: "read_only", _BUSY: "locked", _LOCKED: "locked", _READONLY: "read_only", _CORRUPT: "corrupt",
    _FULL: "disk_full", _CANTOPEN: "read_only", _NOTADB: "corrupt",
}  # fmt: skip
_TEXTS: Final = {
    "database is locked": _BUSY, "database table is locked": _LOCKED,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR, "database disk image is malformed": _CORRUPT, "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN, "file is not a database": _NOTADB,
}  # fmt: skip
_LITTLE: Final = 1 << 20  # with less free space an I/O error is a full disk: SQLite could not grow its -shm


@contextmanager
def faults(path: Path, *, keyed: bool = False) -> Iterator[None]:
    """Driver and file errors inside become StoreFault where they mean one."""
    try:
        yield
    except StoreFault:
        raise
    except Exception as error:
        fault = fault_of(error, path, keyed=keyed)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: Exception, path: Path, *, keyed: bool = False) -> StoreFault | None:
    """The fault behind an error, or None when it is no fault of the file."""
    cause: BaseException | None = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, OSError):
        return _of_system(cause)
    primary = _primary(cause)
    if primary == _IOERR:
        return StoreFault(_of_io(path), str(cause))
    if primary == _NOTADB and keyed:
        return StoreFault("key", str(cause))
    code = _CODES.get(primary)
    return StoreFault(code, str(cause)) if code else None


def _primary(cause: BaseException | None) -> int:
    """SQLite's primary result code; 0 for what is none of SQLite's."""
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    if type(cause).__name__ in {"OperationalError", "DatabaseError"}:
        return _TEXTS.get(str(cause), 0)
    return 0


def _of_system(error: OSError) -> StoreFault | None:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFault("disk_full", str(error))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreFault("read_only", str(error))
    if error.errno == errno.EIO:
        return StoreFault("corrupt", str(error))
    return None


def _of_io(path: Path) -> str:
    if free_space(path.parent) < _LITTLE:
        return "disk_full"
    if path.exists() and not os.access(path, os.W_OK):
        return "read_only"
    return "corrupt"


def free_space(folder: Path) -> int:
    """Bytes that can still be written there; 0 when that cannot be found out."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
