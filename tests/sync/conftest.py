"""A house of its own for each test of the console's end; two desks and a central for tests of sync."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from central.database import Database, open_database
from tests.support import seat
from tests.support.house import House
from tests.support.house import house as open_house
from tests.support.line import Line


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a clock that stands."""
    with open_house(tmp_path) as made:
        yield made


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Central with an empty site."""
    with closing(open_database(f"sqlite:///{tmp_path / 'central'}")) as opened:
        seat.make_central(opened)
        yield opened


@pytest.fixture
def desks(database: Database, tmp_path: Path) -> Iterator[tuple[Line, Line]]:
    """Two desks of one site, at its head."""
    a = Line.joined(database, tmp_path / "a", seed=1)
    b = Line.joined(database, tmp_path / "b", seed=2)
    with closing(a.house), closing(b.house):
        yield a, b
