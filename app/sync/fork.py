"""A new identity for this folder, or a new life of central: what is sent again, and under which numbers.

Nothing is renumbered on disk. An op_id is applied once per site, so that sending an op again does no harm:
what central has answered before comes back as a copy of that answer.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.operations import wire
from app.sync.enrolment import Enrolment, keep

_AGAIN = "UPDATE outbox SET state = 'pending' WHERE seq > ? AND state NOT IN ('pending', 'parked')"


def fork(connection: Connection, known: Enrolment, enrolled: wire.Enrolled) -> None:
    """Go on under a new identity of the same site: the unanswered ops, in their order, from 1.

    Under another epoch central may have lost any answer: then everything is sent again.
    """
    facts: dict[str, object] = {
        "console_id": enrolled.console,
        "base": known.base + known.have,
        "have": 0,
        "must_fork": None,
    }
    if enrolled.site_name:
        facts["site_name"] = enrolled.site_name
    if enrolled.epoch != known.epoch:
        facts |= {"epoch": enrolled.epoch, "base": 0, "needs_snapshot": "epoch", "round": None}
        connection.exec_driver_sql(_AGAIN, (0,))
    keep(connection, facts)


def new_epoch(connection: Connection, known: Enrolment, epoch: str) -> None:
    """Central was restored from a backup: every answer of its former incarnation is asked for again.

    What it knows under this identity comes with the next page, what it lacks is sent again. An answer kept
    here may differ from the one it gives now, also below what it has processed: it may have taken our ops in
    anew, in another order, before this folder was itself put back from a copy.
    """
    connection.exec_driver_sql(_AGAIN, (known.base,))
    keep(connection, {"epoch": epoch, "have": 0, "needs_snapshot": "epoch", "round": None})
