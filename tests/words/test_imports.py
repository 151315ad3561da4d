"""Every code an import can come up with has its own sentence, in both languages, with nothing left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

import app.exchange
from app.domain.imports import FieldChange, Problem
from app.words import imports
from app.words.language import Language

ZONE = ZoneInfo("Asia/Shanghai")
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(app.exchange.__file__).parent.glob("*.py"))
ROW_CODES = {
    *re.findall(r'(?:Problem\([^,]+,|_Refusal\(|BadSeries\(|BadCell\(|_warn\()\s*"([a-z_]+)"', SOURCES),
    "end_before_start", "too_long", "bad_date",
}  # fmt: skip
FILE_CODES = set(re.findall(r'Refused\(\s*"([a-z_]+)"', SOURCES))
WARNED = ("over_capacity", "room_disabled", "room_locked", "gap_before", "gap_after", "self_service_hours",
          "outside_hours", "too_short", "long_booking", "outside_window")  # fmt: skip


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[str]:
    del qtbot
    chosen = Language()
    chosen.use(request.param)
    yield request.param
    chosen.use("none")


@pytest.mark.parametrize("code", sorted({*ROW_CODES, *WARNED}))
def test_a_row_is_told_in_words(language: str, code: str) -> None:
    params = (("room", "302"), ("first", "row 2"), ("starts_at", 1_781_136_000_000), ("ends_at",
    1_781_139_600_000),
              ("field", "title"), ("opens", 480), ("closes", 1080), ("from", 1260))  # fmt: skip
    text = imports.problem_text(Problem("row 3", code, params), ZONE)
    assert text
    assert code not in text
    assert "{" not in text
    assert (language == "zh_CN") == bool(re.search("[\u4e00-\u9fff]", text.replace("周四", "")))


@pytest.mark.parametrize("code", sorted(FILE_CODES))
def test_a_file_that_is_not_read_is_told_in_words(language: str, code: str) -> None:
    text = imports.file_problem(code, {"limit_mb": 20, "limit": 50_000, "reason": "x"})
    assert text
    assert code not in text
    assert language == "en" or re.search("[\u4e00-\u9fff]", text)


def test_changes_are_told_before_and_after(language: str) -> None:
    del language
    assert imports.change_text(FieldChange("expected", "20", "25"), ZONE).endswith("20 → 25")
    assert "09:00" in imports.change_text(FieldChange("starts_at", "1781139600000", "1781143200000"), ZONE)
    assert imports.change_text(FieldChange("unit", "", "办公室"), ZONE).endswith("— → 办公室")
