"""The import page on a real Desk with its threads: choose, look, take in, undo; nothing is written before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.console import open_console
from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.domain.questions import MeetingsBetween
from app.domain.records import MeetingRecord
from app.models.imports import Filter
from app.settings import Settings
from app.views.file_drop import FileDrop
from app.views.import_preview import ImportPage
from app.views.page import Services
from app.widgets.look import Look
from app.words.language import Language
from tests.support.house import WEDNESDAY

TABLE = """会议名称,会议室,开始时间,结束时间,颜色
周例会,302,2026-06-11 09:00,2026-06-11 10:00,红
<b>评审</b>,302,2026-06-11 09:30,2026-06-11 10:30,
夜班,,2026-06-11 22:00,23:00,
"""


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock = DeskClock.running_from(WEDNESDAY)
    made = Desk(lambda: open_console(tmp_path / "data", clock), clock)
    with qtbot.waitSignal(made.started, timeout=10_000):
        made.start()
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, look: Look, tmp_path: Path) -> ImportPage:
    services = Services(desk, Telemetry(desk.now), look, Settings(tmp_path), Language())
    made = ImportPage(services)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "m.csv"
    path.write_text(TABLE, encoding="gb18030")
    return path


def settled(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: not page.is_working, timeout=10_000)


def meetings(qtbot: QtBot, desk: Desk) -> tuple[MeetingRecord, ...]:
    found: list[tuple[MeetingRecord, ...]] = []
    desk.ask(MeetingsBetween(0, 4_000_000_000_000), found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=5_000)
    return found[0]


def button(page: ImportPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def test_a_file_is_shown_before_anything_is_written(
    qtbot: QtBot, desk: Desk, page: ImportPage, table: Path
) -> None:
    page.open_file(table)
    settled(qtbot, page)
    assert [page.model.count(each) for each in (Filter.ALL, Filter.ADDED, Filter.REFUSED)] == [3, 0, 3]
    assert not button(page, "import_take").isEnabled()
    button(page, "import_create_rooms").setChecked(True)  # type: ignore[attr-defined]  # a check box
    settled(qtbot, page)
    assert [page.model.count(each) for each in (Filter.ALL, Filter.ADDED, Filter.REFUSED)] == [3, 1, 2]
    assert meetings(qtbot, desk) == ()


def test_taken_in_it_can_be_undone_as_one(qtbot: QtBot, desk: Desk, page: ImportPage, table: Path) -> None:
    button(page, "import_create_rooms").setChecked(True)  # type: ignore[attr-defined]  # a check box
    page.open_file(table)
    settled(qtbot, page)
    with qtbot.waitSignal(desk.undo_offered, timeout=10_000):
        qtbot.mouseClick(button(page, "import_take"), Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert [meeting.title for meeting in meetings(qtbot, desk)] == ["周例会"]
    assert not button(page, "import_take").isEnabled()  # once is enough
    with qtbot.waitSignal(desk.changed, timeout=10_000):
        desk.undo()
    assert meetings(qtbot, desk) == ()


def test_a_file_that_cannot_be_read_says_why_and_the_page_lives(
    qtbot: QtBot, page: ImportPage, table: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ics"
    broken.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")
    page.open_file(broken)
    settled(qtbot, page)
    assert "broken.ics" in page.findChild(QWidget, "import_message").text()  # type: ignore[union-attr]  # the message line
    page.open_file(table)
    settled(qtbot, page)
    assert page.model.rowCount() == 3


def test_a_second_file_replaces_the_first_while_it_is_read(
    qtbot: QtBot, page: ImportPage, table: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("title,room,start,end\nx,1,2026-06-11 09:00,2026-06-11 10:00\n", encoding="utf-8")
    page.open_file(table)
    page.open_file(other)
    settled(qtbot, page)
    assert page.model.rowCount() == 1


def test_cancelled_it_is_as_if_nothing_had_been_chosen(
    qtbot: QtBot, desk: Desk, page: ImportPage, table: Path
) -> None:
    page.open_file(table)
    page.cancel()
    settled(qtbot, page)
    assert page.model.rowCount() == 0
    assert meetings(qtbot, desk) == ()


def test_every_control_has_a_name_and_texts_follow_the_language(
    qtbot: QtBot, page: ImportPage, table: Path
) -> None:
    page.open_file(table)
    settled(qtbot, page)
    language = page.services.language
    language.use("en")
    english = page.page_title()
    language.use("zh_CN")
    try:
        assert page.page_title() != english
        for name in (
            "import_choose",
            "import_kind",
            "import_create_rooms",
            "import_take",
            "import_filter",
            "import_rows",
        ):
            assert button(page, name).accessibleName(), name
    finally:
        language.use("none")


def test_a_file_dropped_on_the_window_is_taken(qtbot: QtBot, table: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    drop = FileDrop(window)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table))])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.show()
    with qtbot.waitSignal(drop.dropped) as caught:
        QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), *how))
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how))
    assert caught.args == [table]
