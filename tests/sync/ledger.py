"""What a console's file says besides the rows: log, chain, notices; and everything in it, for comparing."""

from __future__ import annotations

from typing import Any

from app.store.chain import broken_link
from tests.support.house import House


def everything(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Every table of the file with all its lines."""
    with house.store.reading() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        return {
            name: sorted(
                (tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr
            )
            for name in names.scalars().all()
        }


def log(house: House, *columns: str) -> list[Any]:
    """Columns of the log, oldest first; a single column comes bare."""
    with house.store.reading() as connection:
        rows = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM outbox ORDER BY seq").all()
    return [row[0] if len(columns) == 1 else tuple(row) for row in rows]


def notices(house: House) -> list[tuple[str, str]]:
    """(what, state) of each notice, oldest due first."""
    with house.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT what, state FROM effect ORDER BY due_at, what")
        return [(str(what), str(state)) for what, state in rows]


def assert_sound(house: House) -> None:
    """Log dense, chain whole, one link for each line."""
    with house.store.reading() as connection:
        assert broken_link(connection) is None
        seqs = connection.exec_driver_sql("SELECT seq FROM outbox ORDER BY seq").scalars().all()
        links = connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()
    assert list(seqs) == list(range(1, len(seqs) + 1))
    assert links == len(seqs)
