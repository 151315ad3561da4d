"""The typed tables of a house as plain data, for comparing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect

from app.store.tables import SUBJECTS, WIRE
from tests.support.house import House


def rows_of(house: House) -> dict[tuple[str, str], dict[str, Any]]:
    """(subject, id) → columns, of every typed table."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    with house.store.reading() as connection:
        for subject, table in SUBJECTS.items():
            name = inspect(table).local_table
            columns = WIRE[subject]
            names = ", ".join(f'"{column}"' for column in columns)
            for row in connection.exec_driver_sql(f"SELECT {names} FROM {name}"):
                found[subject, row[0]] = dict(zip(columns, row, strict=True))
    return found


def overlaps(house: House) -> list[tuple[str, str]]:
    """Pairs of meetings that hold one room at one time: must always be empty."""
    sql = """SELECT a.id, b.id FROM meeting a JOIN meeting b ON a.room_id = b.room_id AND a.id < b.id
             WHERE a.holds = 1 AND b.holds = 1 AND a.held_from < b.held_to AND b.held_from < a.held_to"""
    with house.store.reading() as connection:
        return [(str(a), str(b)) for a, b in connection.exec_driver_sql(sql)]
