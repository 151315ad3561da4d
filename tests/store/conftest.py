"""Stores of the tests: opened on a folder of their own, closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.engine import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new console's file."""
    opened = open_store(tmp_path)
    yield opened
    opened.close()
