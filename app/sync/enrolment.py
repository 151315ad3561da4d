"""How this folder stands to a central service: read from ``meta``, changed only in the caller's transaction.

The seq of an op on the wire is its outbox seq less ``base``: a console that takes a new identity begins anew
at 1 and renumbers nothing on disk. Results come in the order of seq, so that what central has not answered is
exactly what lies beyond ``have``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from app.domain.acts import GivenUp
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.tables import SUBJECTS
from app.sync.touches import complete_touches

Progress = Callable[[int, int], None]  # done, of how many
FIRST: Final = f'{{"{wire.SITE_STREAM}":0}}'  # the cursor of a console that has seen nothing


class ForeignSite(Exception):
    """The folder has data of a site that is not the one it is to belong to; nothing was changed."""

    def __init__(self, own: str, offered: str) -> None:
        super().__init__(own, offered)
        self.own: Final = own
        self.offered: Final = offered


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What ties a folder to central. ``have`` is the wire seq up to which results are stored.

    ``must_fork``: the file is an old copy; ask for a new identity before anything is sent.
    ``needs_snapshot``: the feed does not lead on from here; push everything, then load a snapshot.
    """

    console_id: str
    site_id: str
    epoch: str
    base: int
    have: int
    cursor: dict[str, int]
    central: str
    site_name: str
    must_fork: bool = False
    needs_snapshot: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """Ops that central has not answered; the oldest was said at ``oldest_at`` (UTC ms).

    ``parked`` of them would be refused as things stand here.
    """

    pending: int
    oldest_at: int | None
    parked: int


def facts(connection: Connection) -> dict[str, str]:
    """Everything ``meta`` says."""
    return {str(row[0]): str(row[1]) for row in connection.exec_driver_sql("SELECT key, value FROM meta")}


def keep(connection: Connection, values: Mapping[str, object]) -> None:
    """Write facts; None takes one out."""
    gone = [(key,) for key, value in values.items() if value is None]
    kept = [(key, str(value)) for key, value in values.items() if value is not None]
    if kept:
        connection.exec_driver_sql("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", kept)
    if gone:
        connection.exec_driver_sql("DELETE FROM meta WHERE key = ?", gone)


def read_enrolment(connection: Connection) -> Enrolment | None:
    """The stored state; None for a folder that works by itself."""
    known = facts(connection)
    if "epoch" not in known:
        return None
    return Enrolment(
        console_id=known["console_id"],
        site_id=known["site_id"],
        epoch=known["epoch"],
        base=int(known.get("base", "0")),
        have=int(known.get("have", "0")),
        cursor={str(name): int(seq) for name, seq in json.loads(known.get("cursor", FIRST)).items()},
        central=known.get("central", ""),
        site_name=known.get("site_name", ""),
        must_fork="must_fork" in known,
        needs_snapshot="needs_snapshot" in known,
    )


def count_waiting(connection: Connection) -> Waiting:
    """How much waits for central; ix_outbox_open."""
    sql = "SELECT count(*), min(at), sum(state = 'parked') FROM outbox WHERE state IN ('pending', 'parked')"
    pending, oldest_at, parked = connection.exec_driver_sql(sql).one()
    return Waiting(int(pending), oldest_at, int(parked or 0))


def open_ops(
    connection: Connection, enrolment: Enrolment, after: int, limits: wire.Limits
) -> list[tuple[int, str, bytes]]:
    """(wire seq, op_id, bytes) of unanswered ops beyond wire seq ``after``, within a request's limits.

    At least one when there is any: one that is too large by itself is central's to refuse.
    """
    first = enrolment.base + max(after, enrolment.have)
    sql = "SELECT seq, op_id, body FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
    found: list[tuple[int, str, bytes]] = []
    size = 0
    for seq, op_id, body in connection.exec_driver_sql(sql, (first, limits.ops)):
        size += len(body)
        if found and size > limits.bytes:
            break
        found.append((int(seq) - enrolment.base, str(op_id), bytes(body)))
    return found


def adopt(
    connection: Connection,
    enrolled: wire.Enrolled,
    central: str,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    """Tie a folder to central for the first time. Raises ForeignSite, GivenUp (the caller rolls back).

    An empty folder takes the site's id. One with data of its own keeps its id, which central's empty site
    took over; each row gets a shadow that says central has no such row (docs/adr/0014), and all that was
    ever said here waits to be sent.
    """
    known = facts(connection)
    if _is_empty(connection):
        keep(connection, {"site_id": enrolled.site})
    elif known["site_id"] != enrolled.site:
        raise ForeignSite(known["site_id"], enrolled.site)
    else:
        _shadow_everything(connection, progress, cancelled)
    keep(
        connection,
        {
            "console_id": enrolled.console,
            "epoch": enrolled.epoch,
            "schema": SCHEMA,
            "base": 0,
            "have": 0,
            "cursor": FIRST,
            "central": central,
            "site_name": enrolled.site_name,
        },
    )


def _is_empty(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM outbox LIMIT 1").first() is None


def _shadow_everything(connection: Connection, progress: Progress, cancelled: Callable[[], bool]) -> None:
    tables = {subject: str(table.__tablename__) for subject, table in SUBJECTS.items()}  # type: ignore[attr-defined]
    counts = {
        subject: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608
        for subject, name in tables.items()
    }
    ops = int(connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one())
    total, done = sum(counts.values()) + ops, 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        progress(done, total)
        if cancelled():
            raise GivenUp

    for subject, name in tables.items():
        sql = f'INSERT OR IGNORE INTO shadow (subject, id) SELECT ?, id FROM "{name}"'  # noqa: S608
        connection.exec_driver_sql(sql, (subject,))
        step(counts[subject])
    complete_touches(connection, step)
    # What these notices would say is central's to tell from now on.
    connection.exec_driver_sql("UPDATE effect SET state = 'withdrawn' WHERE state = 'held'")
