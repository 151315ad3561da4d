"""Rows as central sends them: put, taken out and read by plain SQL, in slices that let other threads in.

An image is a row's columns in wire order. A shadow is central's last image of a row that operations of this
desk changed and central has not answered; null means that central has no such row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Integer, inspect

from app.store.tables import SUBJECTS, WIRE

Key = tuple[str, str]  # (subject, id)
Values = Sequence[Any]  # Any: a column's value, text, integer or None
SLICE: Final = 250  # rows a statement writes; between two the interface gets its turn
READ: Final = 500  # ids a statement asks for

TABLES: Final[dict[str, str]] = {
    subject: str(inspect(table).local_table.name) for subject, table in SUBJECTS.items()
}
_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(list[Any]).decode


def _defaults(subject: str) -> tuple[Any, ...]:  # Any: a column's value
    columns = inspect(SUBJECTS[subject]).local_table.c
    plain = (columns[name] for name in WIRE[subject])
    return tuple(
        None if column.nullable else 0 if isinstance(column.type, Integer) else "" for column in plain
    )


_DEFAULTS: Final = {subject: _defaults(subject) for subject in SUBJECTS}


def fitted(subject: str, values: Values) -> Values:
    """As many values as this program has columns: an older row is filled up, a newer one is cut off."""
    count = len(WIRE[subject])
    if len(values) == count:
        return values
    return [*values[:count], *_DEFAULTS[subject][len(values) :]]


def encoded(values: Values) -> str:
    """An image as it is stored: compact JSON, the bytes that central has."""
    return _encode(values).decode()


def decoded(image: str) -> list[Any]:  # Any: a column's value
    """The values of a stored image."""
    return _decode(image)


def slices(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:  # Any: whatever is cut
    """Cut a sequence: a statement of many rows keeps other threads waiting until it is done."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def put(
    connection: Connection,
    site_id: str,
    subject: str,
    rows: Sequence[Values],
    columns: Sequence[str] | None = None,
) -> None:
    """Insert rows, over those with the same id; ``columns``
    where the file is not of this program's schema.
    """
    sql = _UPSERT[subject] if columns is None else _upsert(subject, columns)
    for some in slices(rows, SLICE):
        connection.exec_driver_sql(sql, [(site_id, *row) for row in some])


def take_out(connection: Connection, site_id: str, subject: str, ids: Sequence[str]) -> None:
    """Delete rows; those that are not there are no error."""
    sql = f'DELETE FROM "{TABLES[subject]}" WHERE site_id = ? AND id = ?'  # noqa: S608 - a name of ours
    for some in slices(ids, SLICE):
        connection.exec_driver_sql(sql, [(site_id, entity_id) for entity_id in some])


def columns_of(
    connection: Connection, site_id: str, subject: str, ids: Iterable[str], columns: Sequence[str]
) -> list[tuple[Any, ...]]:  # Any: a column's value
    """Some columns of the rows that are there."""
    names = ", ".join(f'"{name}"' for name in columns)
    sql = (
        f'SELECT {names} FROM "{TABLES[subject]}" '  # noqa: S608 - names of ours
        "WHERE site_id = ? AND id IN (SELECT value FROM json_each(?))"
    )
    found: list[tuple[Any, ...]] = []
    for some in slices(list(ids), READ):
        found += [tuple(row) for row in connection.exec_driver_sql(sql, (site_id, json.dumps(some)))]
    return found


def shadows_of(connection: Connection, subject: str, ids: Iterable[str]) -> dict[str, str | None]:
    """The stored images of those rows that have a shadow."""
    found: dict[str, str | None] = {}
    sql = "SELECT id, image FROM shadow WHERE subject = ? AND id IN (SELECT value FROM json_each(?))"
    for some in slices(list(ids), READ):
        found.update((row[0], row[1]) for row in connection.exec_driver_sql(sql, (subject, json.dumps(some))))
    return found


def restore_shadows(
    connection: Connection,
    site_id: str,
    keys: Iterable[Key] | None = None,
    columns: Callable[[str], Sequence[str]] | None = None,
) -> list[Key]:
    """Make rows central's again and drop their shadows: all, or those of ``keys``. Returns which had one."""
    restored: list[Key] = []
    for subject, images in _wanted(connection, keys).items():
        names = None if columns is None else columns(subject)
        rows = [decoded(image) for image in images.values() if image is not None]
        if names is None:
            rows = [list(fitted(subject, row)) for row in rows]
        put(connection, site_id, subject, rows, names)
        absent = [entity_id for entity_id, image in images.items() if image is None]
        take_out(connection, site_id, subject, absent)
        restored += [(subject, entity_id) for entity_id in images]
        if keys is not None and images:
            connection.exec_driver_sql(
                "DELETE FROM shadow WHERE subject = ? AND id = ?",
                [(subject, entity_id) for entity_id in images],
            )
    if keys is None:
        connection.exec_driver_sql("DELETE FROM shadow")
    return restored


def _wanted(connection: Connection, keys: Iterable[Key] | None) -> Mapping[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    if keys is None:
        for subject, entity_id, image in connection.exec_driver_sql("SELECT subject, id, image FROM shadow"):
            found.setdefault(subject, {})[entity_id] = image
        return found
    ids: dict[str, list[str]] = {}
    for subject, entity_id in keys:
        ids.setdefault(subject, []).append(entity_id)
    return {subject: shadows_of(connection, subject, some) for subject, some in ids.items()}


def _upsert(subject: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in ("site_id", *columns))
    places = ", ".join("?" * (len(columns) + 1))
    sets = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != "id")
    return (
        f'INSERT INTO "{TABLES[subject]}" ({names}) VALUES ({places}) '  # noqa: S608 - names of ours
        f"ON CONFLICT (site_id, id) DO UPDATE SET {sets}"
    )


_UPSERT: Final = {subject: _upsert(subject, WIRE[subject]) for subject in SUBJECTS}
