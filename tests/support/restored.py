"""A central that is restored from a backup, and the snapshot a console begins anew with."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, select

from app.domain.ids import derived
from app.operations import wire
from app.store import files
from app.store.central_tables import stream
from app.store.engine import sqlcipher
from app.store.tables import SUBJECTS, WIRE
from central.database import Database, open_database
from tests.support import seat
from tests.support.house import SITE
from tests.support.line import Line


def central_copy(database: Database, folder: Path) -> Path:
    """A backup of an embedded central."""
    folder.mkdir()
    with database.reading() as connection:
        [(_, _, path)] = connection.exec_driver_sql("PRAGMA database_list").all()
    with closing(sqlcipher().connect(path)) as raw:
        raw.execute("VACUUM INTO ?", (str(folder / files.NAME),))
    return folder


def reopened(a: Line, b: Line, backup: Path) -> Database:
    """Central begins a new life on a backup: both lines lead there, under a new epoch."""
    restored = open_database(f"sqlite:///{backup}")
    for line in (a, b):
        line.database, line.epoch, line.last = restored, derived(SITE, "restored"), 0
    return restored


def adopt_epoch(line: Line) -> None:
    """What the link does on a new epoch: ask what was processed last, and go on from there."""
    known = line.enrolment
    asked = wire.encode(wire.Push(known.console_id, line.epoch))
    line.last = line.deliver(asked)
    line.house.console.new_epoch(line.epoch)


def snapshot(line: Line, path: Path, extra: tuple[str, ...] = ()) -> dict[str, int]:
    """Write the file that central gives a console that begins; returns the cursor it stands at.

    ``extra``: columns of a newer central, behind those of every table.
    """
    rows = seat.central_rows(line.database)
    with line.database.reading() as connection:
        head = int(connection.execute(select(stream.c.head)).scalar_one())
    with closing(sqlcipher().connect(str(path))) as file:
        file.execute("BEGIN")
        for subject, mapped in SUBJECTS.items():
            table = inspect(mapped).local_table.name
            columns = ("site_id", *WIRE[subject], *extra)
            file.execute(f'CREATE TABLE "{table}" ({", ".join(columns)})'.replace("limit", '"limit"'))
            for (kind, _), row in rows.items():
                if kind == subject:
                    values = (SITE, *row.values(), *("新" for _ in extra))
                    places = ", ".join("?" * len(values))
                    file.execute(f'INSERT INTO "{table}" VALUES ({places})', values)
        file.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)")
        facts = {"cursor": json.dumps({"site": head}), "epoch": line.epoch, "schema": "1", "site_id": SITE}
        file.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        file.execute("COMMIT")
    return {"site": head}


def load(line: Line, folder: Path) -> frozenset[tuple[str, str]]:
    """The console takes the snapshot in."""
    plain = folder / "snapshot.db"
    cursor = snapshot(line, plain)
    try:
        return line.house.console.load_snapshot(plain, cursor, line.epoch)
    finally:
        plain.unlink()


def stale_page(line: Line) -> wire.Page:
    """A page from where the console stands."""
    known = line.enrolment
    further = {name: seq + 1 for name, seq in known.cursor.items()}
    return wire.Page(
        known.console_id, known.epoch, known.cursor, further, further, False, {}, {"site": []}, []
    )
