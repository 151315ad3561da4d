"""A central database of each kind: SQLite in a file,
PostgreSQL from its wheel (one server, emptied for each test).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from central.database import Database, open_database
from central.settings import Settings
from tests.support.central import Client, Running
from tests.support.house import House
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
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty central database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'central'}"
    return str(request.getfixturevalue("postgres").emptied_database())


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An empty central database, made as the service makes it."""
    opened = open_database(url)
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def start(url: str) -> Iterator[Callable[..., Running]]:
    """Starts a service over the database of this test; more than one is several processes' worth."""
    running: list[Running] = []

    def begin(**changes: Any) -> Running:
        running.append(Running(Settings(url, **changes)))
        return running[-1]

    yield begin
    for one in running:
        one.stop()


@pytest.fixture
def client() -> Iterator[Callable[[Running], Client]]:
    """Makes clients that are closed after the test."""
    made: list[Client] = []

    def make(running: Running) -> Client:
        made.append(Client(running.url))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house that says what consoles say."""
    made = House(tmp_path / "house")
    yield made
    made.close()
