"""Executes a house's log again on an empty file and prints what all rows
say, as one hash: python -m tests.operations.replay FROM TO.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from app.operations.context import Context
from app.operations.envelope import Op, body_of, decode
from app.operations.executor import run_batch
from app.operations.session import OpSession
from app.store.engine import Store, open_store
from tests.support.house import SITE, house
from tests.support.workload import digest


def log_of(store: Store) -> list[Op]:
    """The operations as they were said."""
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT body FROM outbox ORDER BY seq")
        return [decode(bytes(row[0])) for row in rows]


def execute(store: Store, ops: list[Op], *, batch: int = 0) -> str:
    """Apply them act by act, or so many at a time; returns the digest of the rows."""
    numbered = list(enumerate(ops))
    by_act: Any = (lambda entry: entry[0] // batch) if batch else (lambda entry: entry[1].group or entry[0])
    for _, some in groupby(numbered, by_act):
        said = [op for _, op in some]
        with store.writing() as connection:
            session = OpSession(connection, SITE)
            contexts = [Context(session, op.op_id, op.actor, op.at, op.undoes) for op in said]
            outcomes = run_batch(session, [body_of(op) for op in said], contexts.__getitem__)
            assert {outcome.status for outcome in outcomes} == {"ok"}, outcomes
            session.close()
    with store.reading() as connection:
        return digest(connection)


def main(source: Path, target: Path) -> None:
    """Read one folder, fill the other, say the digest."""
    with house(source) as made:
        ops = log_of(made.store)
    store = open_store(target)
    sys.stdout.write(execute(store, ops) + "\n")
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
