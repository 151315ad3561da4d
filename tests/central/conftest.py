"""A central database of each kind: SQLite in a file,
PostgreSQL from its wheel (one server, a database a test).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.database import Database, open_database
from tests.support.postgres import Server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of this test process."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-pg-") as folder:
        server = Server(Path(folder))
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty central database, made as the service makes it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'central'}"
    else:
        url = request.getfixturevalue("postgres").new_database()
    opened = open_database(url)
    try:
        yield opened
    finally:
        opened.close()
