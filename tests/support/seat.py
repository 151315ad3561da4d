"""A console's seat at a central database, without a network: sends what its outbox holds, reads pages raw."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Raw
from sqlalchemy import Connection, insert, inspect, select

from app.domain.ids import derived
from app.operations import wire
from app.operations.envelope import encode
from app.store.central_tables import console, receipt
from app.store.tables import SUBJECTS, WIRE
from central.database import Database
from central.feed import Asked, read_page
from central.push import push
from central.sites import make_site
from tests.support.house import SITE, WEDNESDAY, House

EPOCH = derived(SITE, "epoch")
DAY_MS = 86_400_000


def make_central(database: Database, *consoles: str) -> None:
    """A site with consoles that may speak."""
    with database.writing() as connection:
        make_site(connection, SITE, "市机关会议中心", WEDNESDAY)
        for identity in consoles:
            enrol(connection, identity)


def enrol(connection: Connection, identity: str, site: str = SITE) -> None:
    """One more console."""
    values: dict[str, Any] = {column.name: "" for column in console.columns}
    numbers = {"last": 0, "have": 0, "enrolled_at": WEDNESDAY, "last_seen": WEDNESDAY, "revoked_at": None}
    connection.execute(
        insert(console).values(values | numbers | {"site_id": site, "id": identity, "cursor": "{}"})
    )


def outbox(house: House) -> list[tuple[int, str, Raw]]:
    """Everything a house has said, as it travels."""
    with house.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT seq, op_id, body FROM outbox ORDER BY seq")
        return [(int(seq), str(op_id), Raw(body)) for seq, op_id, body in rows]


def send(
    database: Database,
    identity: str,
    ops: list[tuple[int, str, Raw]],
    now: int = WEDNESDAY,
    site: str = SITE,
) -> int:
    """Push; what was processed last."""
    sent = msgspec.json.encode(wire.Push(identity, EPOCH, tuple(ops)))
    return push(database, site, wire.decode_push(sent), EPOCH, now).last


def send_all(database: Database, identity: str, house: House, size: int = 300) -> None:
    """Push a whole outbox in requests of a size."""
    ops = outbox(house)
    for start in range(0, len(ops), size):
        send(database, identity, ops[start : start + size])


def page(
    database: Database, identity: str, after: int = 0, have: int = 0, limit: int = 5_000
) -> wire.Page | None:
    """One page of the feed."""
    with database.reading() as connection:
        body = read_page(connection, Asked(SITE, identity, {"site": after}, have, limit), EPOCH)
    return None if body is None else wire.decode_page(body)


def central_rows(database: Database) -> dict[tuple[str, str], dict[str, Any]]:
    """(subject, id) → columns, of every typed table at central."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    with database.reading() as connection:
        for subject, mapped in SUBJECTS.items():
            table = inspect(mapped).local_table
            columns = [table.c[name] for name in WIRE[subject]]
            for row in connection.execute(select(*columns)):
                found[subject, row[0]] = dict(zip(WIRE[subject], row, strict=True))
    return found


def results(database: Database, identity: str) -> dict[int, wire.Result]:
    """What each seq was answered."""
    query = select(receipt.c.seq, receipt.c.result).where(receipt.c.console_id == identity)
    with database.reading() as connection:
        return {row.seq: wire.decode_result(row.result.encode()) for row in connection.execute(query)}


__all__ = [
    "EPOCH",
    "SITE",
    "encode",
    "enrol",
    "make_central",
    "outbox",
    "page",
    "results",
    "send",
    "send_all",
]
