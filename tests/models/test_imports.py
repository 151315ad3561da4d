"""The rows of an import as a table."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.imports import FieldChange, ImportPlan, Kind, PlannedRow, Problem, RowState
from app.exchange.pool import sorted_out
from app.models.imports import Column, Filter, ImportModel

ZONE = ZoneInfo("Asia/Shanghai")
ROWS = (
    PlannedRow("row 2", "<b>周例会</b>", "302", RowState.ADDED, 1_781_136_000_000, 1_781_139_600_000),
    PlannedRow("UID:1", "评审会", "305", RowState.CHANGED, changes=(FieldChange("expected", "20", "25"),)),
    PlannedRow("row 4", "", "", RowState.REFUSED, refusal=Problem("row 4", "no_room", (("room", "999"),))),
    PlannedRow("row 5", "夜班", "302", RowState.ADDED, warnings=(Problem("row 5", "in_the_past"),)),
)


def model_of(rows: tuple[PlannedRow, ...] = ROWS) -> ImportModel:
    model = ImportModel()
    model.apply(sorted_out(ImportPlan("f", Kind.MEETINGS, rows, ())), ZONE)
    return model


def text(model: ImportModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole))


def test_it_keeps_the_rules_of_item_models(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    del qtbot
    qtmodeltester.check(model_of())


def test_rows_say_what_they_become_and_why(qtbot: QtBot) -> None:
    del qtbot
    model = model_of()
    assert text(model, 0, Column.LABEL) == "<b>周例会</b>"
    assert text(model, 0, Column.TIME).endswith("08:00–09:00")
    assert "20 → 25" in text(model, 1, Column.WHY)
    assert "999" in text(model, 2, Column.WHY)
    assert text(model, 3, Column.WHY) != ""


def test_filters_narrow_and_count(qtbot: QtBot) -> None:
    del qtbot
    model = model_of()
    assert [model.count(each) for each in Filter] == [4, 2, 1, 0, 0, 1, 1]
    model.show_only(Filter.REFUSED)
    assert model.rowCount() == 1
    row = model.row_at(0)
    assert row is not None
    assert row.where == "row 4"
    model.show_only(Filter.ALL)
    assert model.rowCount() == 4


def test_the_same_filter_again_tells_nothing(qtbot: QtBot) -> None:
    model = model_of()
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_only(Filter.ALL)
