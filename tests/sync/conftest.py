"""A house of its own for each test of the console's end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import House
from tests.support.house import house as open_house


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house with a clock that stands."""
    with open_house(tmp_path) as made:
        yield made
