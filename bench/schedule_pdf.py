"""A day of 200 meetings to PDF: our layout and painter against the same lines in a QTextDocument table."""

from __future__ import annotations

import os
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTableFormat,
)

from app.domain.questions import DaySchedule
from app.reports.changes import Line
from app.reports.fonts import load_print_fonts, print_font
from app.reports.schedule import Options, Printing, layout
from app.reports.schedule_entries import Day
from app.reports.schedule_file import RESOLUTION, pdf_of
from app.reports.schedule_rows import Choice, Wording
from bench.harness import Result, interleaved, timed
from tests.support import records

LINES = 200
CEILING_MS = 250
TITLES = (
    "法规清理对接会",
    "卫生应急视频会",
    "市政府工作报告任务分解会",
    "物业管理条例征求意见会",
    "文明城市创建动员会",
)
UNITS = (
    "市司法局",
    "市卫生健康委",
    "市政府办公厅",
    "市住房建设局",
    "市城管和综合执法局",
    "市规划和自然资源局",
)


def day() -> DaySchedule:
    """200 meetings in 60 rooms with their attendants."""
    rooms = [records.room(f"{floor}{n:02}", name="中会议室", floor_id=records.ident(f"floor {floor}"))
             for floor in (1, 2, 3) for n in range(1, 21)]  # fmt: skip
    people = tuple(
        records.person(name) for name in ("林晓燕", "王海燕", "李嘉敏", "罗婉婷", "吴佩珊", "邱雪梅")
    )
    meetings, tasks = [], []
    for number in range(LINES):
        quarter = 32 + number % 40
        start, end = (
            f"{quarter // 4:02}:{quarter % 4 * 15:02}",
            f"{quarter // 4 + 1:02}:{quarter % 4 * 15:02}",
        )
        meeting = records.meeting(f"m{number}", rooms[number % 60].number, start, end, expected=24,
                                  title=TITLES[number % 5], unit=UNITS[number % 6])  # fmt: skip
        meetings.append(meeting)
        who = people[number % 6].id
        tasks += [replace(task, assignee_id=who) for task in records.tasks_for(meeting)]
    board = records.board(rooms, meetings, tasks, people=people)
    return DaySchedule(records.DAY.isoformat(), board, unsent=0, last_print=None)


def our_pdf(schedule: DaySchedule) -> bytes:
    """The product's way, from records to bytes."""
    return pdf_of(layout(schedule, Options(), Printing(records.T0, "周敏")))


def table_pdf(cells: list[list[str]]) -> bytes:
    """The same texts as a QTextDocument table with the same face and paper, printed to PDF."""
    document = QTextDocument()
    font = print_font(1)
    font.setPointSizeF(10)
    document.setDefaultFont(font)
    cursor = QTextCursor(document)
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setCellPadding(2)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(cells), len(cells[0]), form)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cellAt(row, column).firstCursorPosition().insertText(text)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    paper = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Landscape, QMarginsF(40, 28, 40, 24)))
    document.print_(writer)
    return bytes(buffer.data().data())


def run() -> list[Result]:
    """Both ways in turn."""
    app = QGuiApplication.instance() or QGuiApplication([])
    load_print_fonts()
    schedule = day()
    wording = Wording(Day(schedule), Choice())
    sections = wording.sections([Line(entry) for entry in Day(schedule).entries(Options().arrangement)])
    cells = [[column.head for column in wording.columns]]
    cells += [[cell.text for cell in row.cells] for section in sections for row in section.rows]
    first = timed(lambda: our_pdf(schedule))
    baseline, ours = interleaved(
        lambda: timed(lambda: table_pdf(cells)), lambda: timed(lambda: our_pdf(schedule))
    )
    note = f"ceiling {CEILING_MS} ms, the first one {first:.0f} ms"
    del app
    return [Result("schedule of 200 lines to PDF / QTextDocument", 1.0, baseline, ours, note)]
