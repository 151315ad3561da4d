"""20,000 meetings from a calendar with all the rows they make, against a bare executemany of the same rows.

Ours reads the file, plans, and does everything in one transaction with audit and outbox; the baseline writes
the very rows that are there afterwards into an empty file of the same schema: one transaction,
synchronous=FULL.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import sqlcipher3

from app.exchange.plan import ground_for, plan_import
from app.exchange.reading import read_file
from bench.harness import Result, timed
from tests.support.house import House, house

MEETINGS: Final = 20_000
GOAL: Final = 25.0
_ZONE: Final = ZoneInfo("Asia/Shanghai")
_EVENT: Final = (
    "BEGIN:VEVENT\r\nUID:{0}@bench\r\nDTSTART;TZID=China Standard Time:{1:%Y%m%dT%H%M%S}\r\n"
    "DTEND;TZID=China Standard Time:{2:%Y%m%dT%H%M%S}\r\nSUMMARY:会议 {0}\r\nLOCATION:{3}\r\n"
    "X-HUIWUTAI-EXPECTED:{4}\r\nEND:VEVENT\r\n"
)

Table = tuple[str, list[tuple[Any, ...]]]  # Any: column values


def run() -> list[Result]:
    """One line: both sides once, because ours takes seconds."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-") as name:
        folder = Path(name)
        file = _calendar(folder)
        with house(folder / "ours") as home:
            ours = timed(lambda: _import(home, file))
            schema, tables = _rows(home)
        baseline = min(_bare(folder / f"bare-{n}.db", schema, tables) for n in range(3))
        rows = sum(len(held) for _, held in tables)
    note = f"{MEETINGS} meetings, {rows} rows; reading and planning included"
    return [Result("import of 20,000 meetings", GOAL, baseline, ours, note)]


def _calendar(folder: Path) -> Path:
    """60 rooms, ten meetings a day each, beginning tomorrow."""
    events = []
    for number in range(MEETINGS):
        room, slot = 300 + number % 60, number // 60
        start = datetime(2026, 6, 11, 8, tzinfo=_ZONE) + timedelta(hours=slot % 10, days=slot // 10)
        events.append(_EVENT.format(number, start, start + timedelta(minutes=50), room, number % 90))
    path = folder / "bench.ics"
    path.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n", encoding="utf-8")
    return path


def _import(home: House, file: Path) -> None:
    document = read_file(file, None, _ZONE, datetime(2026, 6, 10, tzinfo=_ZONE).date())
    plan = plan_import(document, home.console.ask(ground_for(document)), create_rooms=True)
    done = home.console.import_all([step.op for step in plan.steps], "", lambda *_: None, lambda: False)
    assert not done.refused


def _rows(home: House) -> tuple[list[str], list[Table]]:
    """The schema of the file and all its rows."""
    with home.store.reading() as connection:
        master = connection.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC"
        ).all()
        tables = []
        for kind, name, _sql in master:
            if kind == "table":
                held = connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()  # noqa: S608 - names from the schema
                tables.append((str(name), [tuple(row) for row in held]))
    return [str(sql) for _kind, _name, sql in master], tables


def _bare(path: Path, schema: list[str], tables: list[Table]) -> float:
    with closing(sqlcipher3.connect(str(path), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        for statement in schema:
            connection.execute(statement)

        def write() -> None:
            connection.execute("BEGIN IMMEDIATE")
            for name, rows in tables:
                if rows:
                    marks = ",".join("?" * len(rows[0]))
                    connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - the same names
            connection.execute("COMMIT")

        return timed(write)
