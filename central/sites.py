"""Sites and the service's own facts: made, found, locked. Plain SQL inside the caller's transaction."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from app.operations.wire import SITE_STREAM
from app.store.central_tables import service, site, stream
from app.store.chain import GENESIS

_SITE: Final = site.c


@dataclass(slots=True)
class LockedSite:
    """A site's row while this transaction holds its lock: nobody else appends to its order."""

    site_id: str
    n: int
    chain: str
    numbers: dict[str, int]


def make_site(connection: Connection, site_id: str, name: str, now: int) -> None:
    """A new, empty site with its stream."""
    values = {"site_id": site_id, "name": name, "n": 0, "chain": GENESIS, "numbers": "{}", "created_at": now}
    connection.execute(insert(site).values(values))
    connection.execute(insert(stream).values(site_id=site_id, stream=SITE_STREAM, head=0, floor=0))


def lock_site(connection: Connection, site_id: str) -> LockedSite | None:
    """Lock the row first of all; None for a site that is not here."""
    row = connection.execute(select(site).where(_SITE.site_id == site_id).with_for_update()).first()
    return None if row is None else LockedSite(row.site_id, row.n, row.chain, json.loads(row.numbers))


def keep_site(connection: Connection, locked: LockedSite) -> None:
    """Write the row back."""
    values = {"n": locked.n, "chain": locked.chain, "numbers": json.dumps(locked.numbers, sort_keys=True)}
    connection.execute(update(site).where(_SITE.site_id == locked.site_id).values(values))


def service_facts(connection: Connection) -> dict[str, str]:
    """Epoch, schema and signing key of this database; empty before ``found``."""
    return {row.key: row.value for row in connection.execute(select(service))}


def found(connection: Connection, epoch: str, **more: Any) -> dict[str, str]:  # Any: texts
    """Make the service's facts where there are none: its epoch and the key that signs access tokens."""
    known = service_facts(connection)
    offered = {"epoch": epoch, "signing_key": secrets.token_hex(32), **more}
    missing = [{"key": key, "value": value} for key, value in offered.items() if key not in known]
    if missing:
        connection.execute(insert(service), missing)
    return offered | known


def renew_epoch(connection: Connection, epoch: str) -> None:
    """Say that this is another incarnation of the database:
    it was restored, and may lack what was answered.
    """
    found(connection, epoch)
    connection.execute(update(service).where(service.c.key == "epoch").values(value=epoch))
