"""The print page on a real Desk: what is shown is what goes to paper, and what was printed is on record."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.desk.clock import DeskClock
from app.desk.desk import Desk
from app.domain.ops import AddRoom, CancelMeeting, EditMeeting, MeetingFields
from app.domain.questions import DayScheduleOn, PeopleList
from app.reports import print_job
from app.reports.schedule_entries import Arrangement
from app.views.page import Services
from app.views.printing import PrintPage
from app.widgets.look import Look
from app.words.language import Language
from tests.support.house import WEDNESDAY, House

DAY = "2026-06-10"


class Stage:
    """Two rooms on two floors, two meetings today; the clock runs from 13:42."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, language: Language) -> None:
        self.bot = qtbot
        made = House(folder)
        self.floors = [made.add_floor("一层", 1), made.add_floor("三层", 3)]
        rooms = []
        for number, floor in (("101", self.floors[0]), ("302", self.floors[1])):
            rooms.append(made.new_id())
            made.do(AddRoom(rooms[-1], number, "会议室", floor=floor, capacity=80))
        made.add_person("周敏")
        self.meeting = made.book(rooms[1], 60, title="周例会", expected=20)
        made.book(rooms[0], 120, title="一层的会")
        made.book(rooms[1], 60 * 24, title="明天的会")
        for quarter in range(20):
            for room in rooms:
                made.book(room, 60 * 48 + 15 * quarter, 15, title="短会")
        made.close()
        self.desk = Desk(
            lambda: House(folder, seed=2, at=WEDNESDAY + 1000).console, DeskClock.running_from(WEDNESDAY)
        )
        self.said: list[Any] = []
        self.desk.failed.connect(lambda *what: self.said.append(what))
        self.desk.faulted.connect(self.said.append)
        self.desk.start()
        nobody = cast("Any", None)
        self.page = PrintPage(Services(self.desk, nobody, look, nobody, language))
        qtbot.addWidget(self.page)
        self.page.resize(1500, 850)
        self.page.show()
        self.page.activate()
        self.wait(lambda: "周例会" in self.text)

    @property
    def text(self) -> str:
        return self.page.paper.page_text()

    @property
    def width(self) -> int:
        """Of the paper on the screen."""
        sheet = self.page.paper.widget()
        assert sheet is not None
        return sheet.width()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=5000)

    def settle(self) -> None:
        self.wait(lambda: self.desk.is_idle)

    def ask(self, question: Any) -> Any:
        answers: list[Any] = []
        self.desk.ask(question, answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def last_print(self, layout: str = "time") -> Any:
        return self.ask(DayScheduleOn(DAY, layout)).last_print


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[Language]:
    language = Language()
    language.use("zh_CN")
    yield language
    language.use("none")


@pytest.fixture
def stage(
    qtbot: QtBot, look: Look, tmp_path: Path, chinese: Language, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    monkeypatch.setattr(print_job, "printer_names", lambda: ["HP"])
    made = Stage(qtbot, look, tmp_path / "data", chinese)
    yield made
    made.settle()
    made.desk.stop()
    assert not made.said


def test_the_page_shows_the_days_paper(stage: Stage):
    assert "会议日程表" in stage.text
    assert "共 2 场" in stage.text
    assert "第 1 版" in stage.text
    assert "明天的会" not in stage.text
    assert stage.page.place.text() == "第 1 / 1 页"
    picture = stage.page.paper.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    assert {picture.pixelColor(picture.width() // 3, y).value() // 64 for y in range(picture.height())} >= {
        0,
        3,
    }


def test_it_follows_what_happens_on_the_day(stage: Stage):
    stage.desk.do(
        EditMeeting(stage.meeting, MeetingFields(title="改过的例会"), MeetingFields(title="周例会"))
    )
    stage.wait(lambda: "改过的例会" in stage.text)


@pytest.mark.parametrize(
    ("arrangement", "word"), [(Arrangement.ROOM, "按会议室"), (Arrangement.ATTENDANT, "按会服人员")]
)
def test_a_style_is_a_click_away(stage: Stage, arrangement: Arrangement, word: str):
    stage.page.choice.set_arrangement(arrangement)
    stage.wait(lambda: word in stage.text)
    assert word in stage.page.subtitle.text()
    assert stage.page.choice.names.isEnabled() is (arrangement is not Arrangement.ATTENDANT)


def test_options_change_the_paper(stage: Stage):
    choice = stage.page.choice
    choice.floor.setCurrentIndex(choice.floor.findData(stage.floors[0]))
    stage.wait(lambda: "周例会" not in stage.text)
    assert "一层的会" in stage.text
    choice.phones.click()
    stage.wait(lambda: "联系人" in stage.text)
    wide = stage.width
    choice.paper.setCurrentIndex(1)
    stage.wait(lambda: stage.width < wide)


def test_another_page_asks_for_a_day(stage: Stage):
    assert stage.page.reveal("day", "2026-06-11")
    stage.wait(lambda: "明天的会" in stage.text)
    assert not stage.page.reveal("room", "x")


def test_a_day_without_meetings_says_which(stage: Stage):
    stage.page.reveal("day", "2026-06-20")
    stage.wait(lambda: "6月20日 周六 没有会议（全部楼层）" in stage.text)


def test_pages_are_turned_by_keys_and_buttons(stage: Stage):
    stage.page.choice.size_box.setCurrentIndex(2)
    stage.page.reveal("day", "2026-06-12")
    stage.wait(lambda: stage.page.paper.count > 2)
    stage.page.setFocus()
    stage.bot.keyClick(stage.page, Qt.Key.Key_PageDown)
    assert stage.page.paper.number == 2
    stage.bot.keyClick(stage.page, Qt.Key.Key_PageUp)
    assert stage.page.paper.number == 1
    stage.bot.mouseClick(stage.page.after, Qt.MouseButton.LeftButton)
    assert stage.page.paper.number == 2


def test_100_per_cent_is_the_real_size(stage: Stage):
    whole = stage.width
    stage.bot.mouseClick(stage.page.zoom.segment("full"), Qt.MouseButton.LeftButton)
    inch = stage.page.paper.logicalDpiX()
    assert stage.width == pytest.approx(297 / 25.4 * inch, abs=1)
    stage.page.zoom.segment("page").click()
    assert stage.width == whole


def test_saving_writes_the_file_records_the_print_and_the_next_one_marks_changes(
    stage: Stage, tmp_path: Path
):
    path = tmp_path / "day.pdf"
    stage.page.write_pdf(str(path))
    stage.wait(lambda: stage.page.message.text() == "第 1 版已存为 day.pdf。")
    assert path.read_bytes().startswith(b"%PDF")
    assert stage.last_print().version == 1
    stage.wait(lambda: "第 2 版" in stage.text)
    assert "改" not in stage.text.replace("“改”", "")
    stage.desk.do(EditMeeting(stage.meeting, MeetingFields(expected=52), MeetingFields(expected=20)))
    stage.wait(lambda: "（人数 20→52）" in stage.text)
    stage.desk.do(CancelMeeting(stage.meeting, "改期"))
    stage.wait(lambda: "（取消）" in stage.text)


def test_ctrl_s_asks_where_to_save(stage: Stage, tmp_path: Path):
    stage.page.setFocus()
    stage.bot.keyClick(stage.page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = stage.page.findChild(QFileDialog, "print_save")
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("会议日程表（按时间） 2026-06-10.pdf")
    dialog.fileSelected.emit(str(tmp_path / "chosen.pdf"))
    stage.wait((tmp_path / "chosen.pdf").exists)
    stage.settle()
    dialog.close()


def test_ctrl_p_lets_a_printer_be_chosen(stage: Stage):
    stage.page.setFocus()
    stage.bot.keyClick(stage.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = stage.page.findChild(QPrintDialog, "print_dialog")
    assert dialog is not None
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, 1)
    assert dialog.printer().docName() == "会议日程表 2026-06-10"
    dialog.reject()
    assert stage.last_print() is None


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone/day.pdf", "day.pdf 没有存成：没有文件夹"), ("data", "data 没有存成：Is a directory")],
)
def test_a_place_that_cannot_be_written_is_said_and_nothing_is_recorded(
    stage: Stage, tmp_path: Path, name: str, said: str
):
    stage.page.write_pdf(str(tmp_path / name))
    stage.wait(lambda: said in stage.page.message.text())
    assert stage.last_print() is None
    assert not list(tmp_path.glob(".huiwutai*"))


def test_a_full_disk_is_said_and_nothing_half_written(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_handle: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    stage.page.write_pdf(str(tmp_path / "day.pdf"))
    stage.wait(lambda: "磁盘已满" in stage.page.message.text())
    assert not (tmp_path / "day.pdf").exists()
    assert stage.last_print() is None


def test_a_printer_gets_the_pages_and_the_print_is_recorded(stage: Stage, tmp_path: Path):
    document = stage.page._document
    assert document is not None
    printer = print_job.make_printer(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)  # a printer that writes to a file
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    stage.page.acts.print_on(stage.page._job(), printer)
    stage.wait(lambda: "第 1 版已送" in stage.page.message.text())
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert stage.last_print().version == 1


@pytest.mark.qt_log_ignore("begin.*Returned false", extend=True)
def test_a_printer_that_takes_nothing_is_said_and_not_recorded(stage: Stage, tmp_path: Path):
    document = stage.page._document
    assert document is not None
    printer = print_job.make_printer(document)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    stage.page.acts.print_on(stage.page._job(), printer)
    stage.wait(lambda: "没有接收" in stage.page.message.text())
    assert stage.last_print() is None


def test_without_a_printer_the_pdf_is_offered_first(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(print_job, "printer_names", list)
    stage.page.activate()
    assert not stage.page.print_button.isEnabled()
    assert stage.page.message.text() == "没有找到打印机，可存为 PDF。"
    stage.page.print_paper()
    assert stage.last_print() is None


def test_who_is_at_the_desk_is_on_the_paper(stage: Stage):
    stage.desk.set_actor(stage.ask(PeopleList())[0])
    stage.wait(lambda: "打印 06-10 13:42\u3000周敏" in stage.text)


@pytest.mark.parametrize("scale", [100, 200])
def test_a_small_window_keeps_every_control(stage: Stage, look: Look, scale: int):
    look.set_scale(scale)
    stage.page.resize(1140, 560)
    page = stage.page
    stage.wait(lambda: page.height() <= 560)
    shown = (page.before, page.after, page.zoom, page.pdf_button, page.print_button)
    stage.wait(lambda: all(widget.width() >= widget.sizeHint().width() - 1 for widget in shown))
    for widget in shown:
        assert widget.isVisible()
        assert page.rect().contains(widget.geometry().translated(page.bar.pos()))
    assert page.pdf_button.accessibleName() == "存为 PDF"


def test_words_follow_the_language_and_so_does_the_paper(stage: Stage, chinese: Language):
    chinese.use("en")
    stage.wait(lambda: "Daily schedule" in stage.text)
    assert stage.page.pdf_button.text() == "Save as PDF"
    assert stage.page.place.text() == "Page 1 / 1"
    chinese.use("zh_CN")
    stage.wait(lambda: "会议日程表" in stage.text)


def test_hidden_the_page_waits_and_asks_when_it_is_shown_again(stage: Stage):
    stage.page.hide()
    stage.desk.do(
        EditMeeting(stage.meeting, MeetingFields(title="改过的例会"), MeetingFields(title="周例会"))
    )
    stage.settle()
    assert "改过的例会" not in stage.text
    stage.page.show()
    stage.page.activate()
    stage.wait(lambda: "改过的例会" in stage.text)


def test_everything_can_be_done_from_the_palette(stage: Stage):
    commands = {command.id: command for command in stage.page.commands()}
    assert {"print.paper", "print.pdf", "print.room", "print.attendant"} <= set(commands)
    assert all(command.text() for command in commands.values())
    commands["print.room"].run()
    stage.wait(lambda: "按会议室" in stage.text)
    commands["print.today"].run()
    stage.settle()
    assert DAY in stage.page.choice.day().isoformat()
