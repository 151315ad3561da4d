"""Who this console is: its id, its site, and whether that site has a central."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from app.store.engine import Store
from app.sync.enrolment import facts, keep


@dataclass(frozen=True, slots=True)
class Identity:
    """``boot_id`` names this run of the program: with a
    monotonic clock it tells how far wall times can be trusted.
    """

    console_id: str
    site_id: str
    boot_id: str
    is_enrolled: bool = False


def identify(store: Store, console_id: str, site_id: str, boot_id: str) -> Identity:
    """The stored identity; a new folder takes the ids offered. A site of its own is kept until it enrols.

    A restored file lost its console id (store/care.py). By itself it takes the one offered; at a central
    only a fork gives a new one, asked for under the former id.
    """
    with store.writing() as connection:
        known = facts(connection)
        offered = {"console_id": console_id, "site_id": site_id, "schema": "1"}
        if "epoch" in known and "console_id" not in known:
            former = json.loads(known.get("former_consoles", "[]"))
            offered |= {"console_id": former[-1] if former else "", "must_fork": "1"}
        keep(connection, {key: value for key, value in offered.items() if key not in known})
        return identity_of(connection, boot_id)


def identity_of(connection: Connection, boot_id: str) -> Identity:
    """What ``meta`` says now."""
    known = facts(connection)
    return Identity(known["console_id"], known["site_id"], boot_id, is_enrolled="epoch" in known)
