"""Documents under test are in Chinese, as at the site; what that changes in the process is put back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.words.language import Language


@pytest.fixture(autouse=True)
def zh(qapp: QApplication) -> Iterator[Language]:
    before = QLocale()
    language = Language()
    language.use("zh_CN")
    yield language
    language.use("none")
    QLocale.setDefault(before)
