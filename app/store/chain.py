"""The chain over what this desk did: each link is the hash of the one before and of an operation's own bytes.

A line that is changed, taken out or slipped in later breaks every link after it.
"""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import Connection

GENESIS: Final = "0" * 64


def link(head: str, data: bytes) -> str:
    """The next head of the chain."""
    return hashlib.sha256(head.encode() + data).hexdigest()


def chain_head(connection: Connection) -> str:
    """The newest hash of the chain."""
    row = connection.exec_driver_sql("SELECT hash FROM audit ORDER BY n DESC LIMIT 1").first()
    return str(row[0]) if row else GENESIS


def broken_link(connection: Connection) -> str | None:
    """What is wrong with the chain at its first bad place, or None. Reads the whole log."""
    head = GENESIS
    sql = "SELECT a.n, a.hash, o.body FROM audit a LEFT JOIN outbox o ON o.op_id = a.op_id ORDER BY a.n"
    for expected, (n, stored, body) in enumerate(connection.exec_driver_sql(sql), 1):
        if n != expected:
            return f"line {expected} is missing"
        if body is None:
            return f"the operation of line {n} is missing"
        head = link(head, body if isinstance(body, bytes) else str(body).encode())
        if head != stored:
            return f"line {n} is not what was written"
    return None
