"""The files on the disk around the database: what is there, what must be, moving a whole file into place.

A mark beside the database says that there was one: without it a vanished file would look like a first start.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

from app.domain.errors import StoreFault

NAME: Final = "huiwutai.db"
_MARK: Final = "huiwutai.mark"
_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes, sqlite.org/fileformat.html


def is_untouched(path: Path) -> bool:
    """Whether there never was a database here: no file, no log, no mark."""
    return not any(each.exists() for each in (*family(path), path.with_name(_MARK)))


def family(path: Path) -> tuple[Path, Path, Path]:
    """The database, its write-ahead log and its shared memory."""
    return path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def leave_mark(path: Path) -> None:
    """Remember that there is a database here."""
    mark = path.with_name(_MARK)
    if not mark.exists():
        mark.write_text("Here belongs a Huiwutai database. Is it gone? Restore a backup.\n", encoding="utf-8")
        sync_file(mark)


def refuse_broken(path: Path, *, keyed: bool) -> None:
    """Raise StoreFault for a file that cannot be a database, before the driver takes it for an empty one."""
    if not path.exists():
        raise StoreFault("corrupt", "the file is gone")
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER:
        raise StoreFault("corrupt", "the file is empty" if not header else "the file is cut off")
    is_plain = header.startswith(_MAGIC)
    if keyed:
        if is_plain:
            raise StoreFault("key", "the file is not encrypted")
        return
    if not is_plain:
        raise StoreFault("corrupt", "the file is not a database")
    if path.stat().st_size < _size_by_header(header) and not family(path)[1].exists():
        raise StoreFault("corrupt", "the file is cut off")


def _size_by_header(header: bytes) -> int:
    """The length that the header claims; 0 where it claims none (written by an old program)."""
    page: int = struct.unpack_from(">H", header, 16)[0]
    page = 65_536 if page == 1 else page
    changed, pages = struct.unpack_from(">II", header, 24)
    (valid_for,) = struct.unpack_from(">I", header, 92)
    return page * int(pages) if changed == valid_for else 0


def move_into_place(fresh: Path, path: Path) -> None:
    """Give a finished file its name; after a power cut there is the old one or the new one."""
    sync_file(fresh)
    fresh.replace(path)
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a working copy of ours with its log."""
    for each in family(path):
        each.unlink(missing_ok=True)


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
