"""Many rows at once, by the driver: what central's books and both ends' typed tables are written with.

PostgreSQL gets COPY or one statement of JSON, SQLite the driver's executemany. In the caller's
transaction; the ORM must not hold the same rows unflushed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Table, inspect

from app.store.tables import SUBJECTS, WIRE

Values = tuple[Any, ...]  # Any: column values
_encode: Final = msgspec.json.Encoder().encode


@cache
def table_of(subject: str) -> Table:
    """The typed table of a subject."""
    table = inspect(SUBJECTS[subject]).local_table
    assert isinstance(table, Table)
    return table


def insert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows given in column order."""
    if not rows:
        return
    names = _names(table)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection  # Any: psycopg's connection behind the pool's
        with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({_marks(table)})", list(rows))  # noqa: S608


def upsert_many(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert rows given in column order over those with the same key; texts, integers and None only."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_upsert(table, "postgresql"), (_encode(rows).decode(),))
    else:
        connection.exec_driver_sql(_upsert(table, "sqlite"), list(rows))


@cache
def _upsert(table: Table, dialect: str) -> str:
    into = f"INSERT INTO {table.name} ({_names(table)})"
    if dialect == "postgresql":  # one text of JSON, one round trip; the driver's arrays cost three times that
        values = ", ".join(_element(place, column) for place, column in enumerate(table.columns))
        rows = f"SELECT {values} FROM jsonb_array_elements(%s::jsonb) AS e"  # noqa: S608 - names of ours
    else:
        rows = f"VALUES ({_marks(table)})"
    return f"{into} {rows}{_over(table)}"


def _element(place: int, column: Column[Any]) -> str:
    value = f"e->>{place}"
    return f"({value})::bigint" if column.type.python_type is int else value


@cache
def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


@cache
def _marks(table: Table) -> str:
    return ", ".join("?" * len(table.columns))


def _over(table: Table) -> str:
    keys = [column.name for column in table.primary_key]
    rest = [column.name for column in table.columns if column.name not in keys]
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in rest)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}"


def write_images(
    connection: Connection, site_id: str, images: Mapping[tuple[str, str], Mapping[str, Any] | None]
) -> None:
    """Make typed rows what their images say (columns in wire order; None: the row goes), parents first."""
    for subject in SUBJECTS:
        rows = [
            (site_id, *image.values())
            for (its, _), image in images.items()
            if its == subject and image is not None
        ]
        upsert_many(connection, table_of(subject), rows)
    for subject in reversed(SUBJECTS):
        gone = [entity for (its, entity), image in images.items() if its == subject and image is None]
        delete_many(connection, subject, site_id, gone)


def delete_many(connection: Connection, subject: str, site_id: str, ids: Iterable[str]) -> None:
    """Take typed rows out by id; ids that are not there are no error."""
    rows = [(site_id, entity) for entity in ids]
    if rows:
        mark = "%s" if connection.dialect.name == "postgresql" else "?"
        connection.exec_driver_sql(
            f'DELETE FROM "{table_of(subject).name}" WHERE site_id = {mark} AND id = {mark}',  # noqa: S608
            rows,
        )


def release_slots(connection: Connection, site_id: str, meetings: Iterable[str]) -> None:
    """Let go of what meetings hold before they are written anew: triggers see one row at a time, and two
    meetings may have changed places. In the same transaction as the new rows.
    """
    rows = [(site_id, entity) for entity in meetings]
    if rows:
        connection.exec_driver_sql("UPDATE meeting SET holds = 0 WHERE site_id = ? AND id = ?", rows)


assert all(
    tuple(column.name for column in table_of(subject).columns) == ("site_id", *WIRE[subject])
    for subject in SUBJECTS
), "images are written by position"
