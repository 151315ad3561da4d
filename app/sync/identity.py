"""Who this console is: its id, its site, and whether that site has a central."""

from __future__ import annotations

from dataclasses import dataclass

from app.store.engine import Store


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
    """The stored identity; a new folder takes the ids offered. A site of its own is kept until it enrols."""
    with store.writing() as connection:
        known = {
            str(row[0]): str(row[1]) for row in connection.exec_driver_sql("SELECT key, value FROM meta")
        }
        offered = {"console_id": console_id, "site_id": site_id, "schema": "1"}
        missing = [(key, value) for key, value in offered.items() if key not in known]
        if missing:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES (?,?)", missing)
    known = offered | known
    return Identity(known["console_id"], known["site_id"], boot_id, is_enrolled="epoch" in known)
