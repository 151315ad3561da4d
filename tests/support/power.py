"""A disk that loses power: records what SQLite writes and syncs, and makes the images a cut could leave.

What was synced is there. What was not is, piece by piece and by chance, lost, whole or torn at a sector; they
reach the disk in any order, as disks with a cache do. The method is SQLite's own for its crash tests.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from app.store.engine import Driver
from tests.support import apsw_dbapi

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a file; ``name`` is the file's name, "" for an acknowledgement."""

    what: str  # write, truncate, sync, delete, acknowledged
    name: str
    at: int = 0  # offset, new length, or how many operations were acknowledged
    data: bytes = b""


class Recorder(apsw.VFS):
    """A file system that passes everything on and keeps a log of it."""

    def __init__(self, name: str) -> None:
        self.vfs_name = name
        self.events: list[Event] = []
        self.on = False
        super().__init__(name, "")

    def note(self, what: str, name: str, at: int = 0, data: bytes = b"") -> None:
        if self.on:
            self.events.append(Event(what, name, at, data))

    def acknowledged(self, count: int) -> None:
        """The desk has told a person that ``count`` operations are done."""
        self.note("acknowledged", "", count)

    def xOpen(self, name: Any, flags: list[int]) -> _File:  # noqa: N802 - SQLite's name
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802 - SQLite's name
        super().xDelete(filename, syncdir)
        self.note("delete", Path(filename).name)


class _File(apsw.VFSFile):
    def __init__(self, recorder: Recorder, name: Any, flags: list[int]) -> None:
        self._recorder = recorder
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else ""
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        super().xWrite(data, offset)
        self._recorder.note("write", self._name, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802 - SQLite's name
        super().xTruncate(newsize)
        self._recorder.note("truncate", self._name, newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802 - SQLite's name
        super().xSync(flags)
        self._recorder.note("sync", self._name)


@contextmanager
def recorder(name: str) -> Iterator[Recorder]:
    """A registered recording file system."""
    made = Recorder(name)
    try:
        yield made
    finally:
        made.unregister()


def driver(recording: Recorder) -> Driver:
    """The store's driver on a recording file system; plain files only."""
    return Driver(apsw_dbapi, lambda path: apsw_dbapi.connect(path, vfs=recording.vfs_name))


@dataclass(slots=True)
class _Disk:
    """The bytes of one file that are safe, and what was written since its last sync."""

    safe: bytearray | None
    pending: list[Event] = field(default_factory=list)


class Cut:
    """Images of the disk after a cut at some event; ``before`` is what was on it when the recording began."""

    def __init__(self, before: dict[str, bytes], events: list[Event]) -> None:
        self._before = before
        self._events = events

    def image(self, at: int, chance: random.Random) -> tuple[dict[str, bytes], int]:
        """The files after a cut just before event ``at``, and how many operations had been acknowledged."""
        disks = {name: _Disk(bytearray(data)) for name, data in self._before.items()}
        acknowledged = 0
        for event in self._events[:at]:
            if event.what == "acknowledged":
                acknowledged = event.at
                continue
            disk = disks.setdefault(event.name, _Disk(None))
            if event.what == "sync":
                for each in disk.pending:
                    _apply(disk, each)
                disk.pending.clear()
            else:
                disk.pending.append(event)
        return {
            name: bytes(left) for name, disk in disks.items() if (left := _left(disk, chance)) is not None
        }, acknowledged


def _left(disk: _Disk, chance: random.Random) -> bytearray | None:
    """What a cut leaves of a file."""
    for event in disk.pending:
        fate = chance.random()
        if fate < 0.4:
            continue
        if fate < 0.6 and event.what == "write":
            _tear(disk, event, chance)
        else:
            _apply(disk, event)
    return disk.safe


def _tear(disk: _Disk, event: Event, chance: random.Random) -> None:
    for start in range(0, len(event.data), SECTOR):
        if chance.random() < 0.5:
            piece = event.data[start : start + SECTOR]
            _apply(disk, Event("write", event.name, event.at + start, piece))


def _apply(disk: _Disk, event: Event) -> None:
    if event.what == "delete":
        disk.safe = None
        return
    if disk.safe is None:
        disk.safe = bytearray()
    if event.what == "truncate":
        del disk.safe[event.at :]
        disk.safe.extend(bytes(max(0, event.at - len(disk.safe))))
        return
    end = event.at + len(event.data)
    disk.safe.extend(bytes(max(0, end - len(disk.safe))))
    disk.safe[event.at : end] = event.data
