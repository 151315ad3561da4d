"""Central speaks for itself: what an administrator does here goes through the op log like everybody's ops."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Raw
from sqlalchemy import Connection, select

from app.domain.errors import Refused
from app.domain.ids import derived, uuid7
from app.domain.ops import Operation
from app.operations import wire
from app.operations.envelope import SCHEMA, Op, encode, normalised
from app.store.central_tables import console, receipt
from central.accounts import enter_console, own_console
from central.database import Database
from central.push import push
from central.sites import lock_site, service_facts

_ADMINISTRATOR: Final = ""  # whoever may run commands on this machine; sign-in of people is the console's


def speak(database: Database, site_id: str, bodies: Sequence[Operation], now: int) -> None:
    """Do these ops at a site, in order; raises Refused for the first that was refused (the others stand)."""
    identity = own_console(site_id)
    last = database.write(lambda connection: _last(connection, site_id, identity, now))
    ops = tuple((last + place, *_said(body, now)) for place, body in enumerate(bodies, 1))
    with database.reading() as connection:
        epoch = service_facts(connection)["epoch"]
    sent = msgspec.json.encode(wire.Push(identity, epoch, ops))
    push(database, site_id, wire.decode_push(sent), epoch, now)
    with database.reading() as connection:
        for seq, _, _ in ops:
            mine = (receipt.c.site_id == site_id, receipt.c.console_id == identity, receipt.c.seq == seq)
            text = connection.execute(select(receipt.c.result).where(*mine)).scalar_one()
            result = wire.decode_result(text.encode())
            if result.status == wire.REFUSED:
                raise Refused.of(result.code, result.params)


def _last(connection: Connection, site_id: str, identity: str, now: int) -> int:
    lock_site(connection, site_id)
    mine = (console.c.site_id == site_id, console.c.id == identity)
    last = connection.execute(select(console.c.last).where(*mine)).scalar()
    if last is None:
        enter_console(connection, site_id, identity, now, name="central")
    return int(last or 0)


def _said(body: Operation, now: int) -> tuple[str, Raw]:
    _, raw = normalised(body)
    op_id = uuid7(now, secrets.token_bytes(10))
    boot = derived(op_id, "boot")
    op = Op(op_id, _ADMINISTRATOR, now, time.monotonic_ns() // 1_000_000, boot, 0, SCHEMA, raw)
    return op_id, Raw(encode(op))
