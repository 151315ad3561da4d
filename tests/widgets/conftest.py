"""The look that widgets under test are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.widgets.look import Look


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """A light look at 100 %, applied; what it changed in the application is put back."""
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    look = Look("light")
    look.apply(qapp)
    yield look
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)
