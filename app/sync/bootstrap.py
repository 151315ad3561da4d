"""The first fill: central's snapshot of the site, fetched, checked, unpacked, handed over, deleted.

A download that breaks off is taken up again where it ended, also after a
restart, as long as central still has the same file. The plain file lies in the
data folder while it is read and is deleted at once. Push thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import requests
import urllib3
from backports import zstd

from app.domain.link import LinkProblem
from app.sync.lane import pieces
from app.sync.transport import SUM, Transport
from app.sync.trouble import Stopped, Trouble, foreign, of_answer

logger = logging.getLogger(__name__)

PACKED: Final = "central.snapshot.part"
PLAIN: Final = "central.snapshot.db"
MOST_PACKED: Final = 2 << 30
MOST_PLAIN: Final = 16 << 30
WHOLE_S: Final = 3_600.0
STEP: Final = 1 << 18
ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
OK: Final = 200
PARTIAL: Final = 206
NOT_SATISFIABLE: Final = 416


@dataclass(frozen=True, slots=True)
class Found:
    """A plain SQLite file, the place in the feed it stands at, and central's incarnation."""

    path: Path
    cursor: dict[str, int]
    epoch: str


@contextlib.contextmanager
def fetch_snapshot(
    transport: Transport, folder: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Iterator[Found]:
    """The snapshot while the caller reads it. ``progress``: bytes done, of how many (0: unknown).

    Raises Trouble; what was fetched so far is kept for the next attempt.
    """
    packed, plain = folder / PACKED, folder / PLAIN
    try:
        said = _download(transport, packed, progress, cancelled)
        try:
            _unpack(packed, plain, said, cancelled)
        finally:
            _forget(packed)
        yield _found(plain)
    except OSError as error:
        raise Trouble(LinkProblem.STORE, error.strerror or "") from None
    finally:
        for left in (plain, *(plain.with_name(plain.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _download(
    transport: Transport, packed: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> str:
    """Fetch what is missing; the sum of the plain file, as central said it."""
    tag = _tag_of(packed)
    known = tag.read_text("utf-8") if tag.exists() and packed.exists() else ""
    have = packed.stat().st_size if known else 0
    headers = {"Range": f"bytes={have}-", "If-Range": known} if have else {}
    bearer, path = transport.bearer(), transport.snapshot_path
    with transport.pushing.opened("GET", path, bearer=bearer, headers=headers, whole_s=WHOLE_S) as answer:
        if answer.status_code == NOT_SATISFIABLE:
            _forget(packed)
            raise Trouble(LinkProblem.GARBLED, "416")
        _require_snapshot(answer)
        if answer.status_code == OK:
            have = 0
            tag.write_text(answer.headers.get("ETag", ""), "utf-8")
        before, total = have, have + int(answer.headers.get("Content-Length") or 0)
        with packed.open("ab" if have else "wb") as file:
            try:
                for piece in pieces(answer, MOST_PACKED, time.monotonic() + WHOLE_S, decode=False):
                    file.write(piece)
                    have += len(piece)
                    progress(have, total)
                    if cancelled():
                        raise Stopped
            except (urllib3.exceptions.HTTPError, TimeoutError):
                if have == before:
                    raise
                # and taken up there
                raise Trouble(LinkProblem.UNREACHABLE, f"cut after {have} bytes") from None
        return answer.headers[SUM]


def _require_snapshot(answer: requests.Response) -> None:
    if answer.status_code not in {OK, PARTIAL}:
        raise of_answer(
            answer.status_code, answer.headers, b"".join(pieces(answer, STEP, time.monotonic() + 30))
        )
    if SUM not in answer.headers:
        raise foreign(answer.headers, str(answer.status_code))


def _unpack(packed: Path, plain: Path, said: str, cancelled: Callable[[], bool]) -> None:
    """Write the plain file; raises Trouble(GARBLED) when it is not the one central spoke of."""
    digest, size = hashlib.sha256(), 0
    with packed.open("rb") as raw, plain.open("wb") as target:
        is_packed = raw.read(len(ZSTD_MAGIC)) == ZSTD_MAGIC
        raw.seek(0)
        with zstd.ZstdFile(raw) if is_packed else contextlib.nullcontext(raw) as source:
            while True:
                try:
                    piece = source.read(STEP)
                except (zstd.ZstdError, EOFError):
                    raise Trouble(LinkProblem.GARBLED, "snapshot") from None
                if not piece:
                    break
                size += len(piece)
                if size > MOST_PLAIN:
                    raise Trouble(LinkProblem.GARBLED, f"more than {MOST_PLAIN} bytes")
                digest.update(piece)
                target.write(piece)
                if cancelled():
                    raise Stopped
    if said != f"sha256:{digest.hexdigest()}":
        raise Trouble(LinkProblem.GARBLED, "sum of the snapshot")


def _found(plain: Path) -> Found:
    from sqlcipher3 import dbapi2  # the store's own library: never another one on a file of ours

    connection = dbapi2.connect(f"file:{plain}?mode=ro&immutable=1", uri=True)
    try:
        facts = dict(connection.execute("SELECT key, value FROM meta"))
        cursor = {str(name): int(seq) for name, seq in json.loads(facts["cursor"]).items()}
        return Found(plain, cursor, str(facts["epoch"]))
    except (dbapi2.DatabaseError, KeyError, ValueError):
        raise Trouble(LinkProblem.GARBLED, "meta of the snapshot") from None
    finally:
        connection.close()


def forget(folder: Path) -> None:
    """What was fetched is of no use: pages do it instead."""
    _forget(folder / PACKED)


def _tag_of(packed: Path) -> Path:
    return packed.with_suffix(".tag")


def _forget(packed: Path) -> None:
    packed.unlink(missing_ok=True)
    _tag_of(packed).unlink(missing_ok=True)
