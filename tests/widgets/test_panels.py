"""Page bar, message line, empty state, drawer, form, tables, focus ring."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import (
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QTableView,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.widgets.controls import Button
from app.widgets.drawer import DRAWER_PX, Drawer, Section, side_width
from app.widgets.focus import FocusRing
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.panels import EmptyState, InlineMessage, PageBar, TitleBlock, line
from app.widgets.tables import dress_list, dress_table

W = TypeVar("W", bound=QWidget)


def child(parent: QWidget, kind: type[W], name: str) -> W:
    found = parent.findChild(kind, name)
    assert found is not None
    return found


def test_a_page_bar_keeps_its_height_and_puts_things_left_and_right(look: Look, qtbot):
    bar = PageBar(look, "今日")
    left, right = Button(look, "图层"), Button(look, "新建", kind="primary")
    bar.add(left)
    bar.add_right(right)
    qtbot.addWidget(bar)
    bar.resize(800, 48)
    bar.show()
    assert left.x() < 400 < right.x()
    assert bar.height() == 48
    bar.set_title("排程")
    assert child(bar, TextLabel, "page_title").text() == "排程"
    look.set_scale(150)
    assert bar.height() == 72


def test_a_message_says_its_line_and_offers_one_action(look: Look, qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    message = InlineMessage(look)
    column.addWidget(message)
    qtbot.addWidget(page)
    page.show()
    assert not message.isVisible()
    assert message.text() == ""
    message.say("没有读到数据", "mid", action="重试", close_name="关闭")
    assert message.isVisible()
    assert (message.text(), message.tone(), message.accessibleName()) == (
        "没有读到数据",
        "mid",
        "没有读到数据",
    )
    with qtbot.waitSignal(message.acted):
        qtbot.mouseClick(child(message, QPushButton, "message_action"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(message.closed):
        qtbot.mouseClick(child(message, QPushButton, "message_close"), Qt.MouseButton.LeftButton)
    assert not message.isVisible()
    for tone in ("info", "ok", "low", "high"):
        message.say("句", tone)
        assert not child(message, QPushButton, "message_action").isVisible()
        assert not message.grab().isNull()


def test_an_empty_list_says_why_and_what_to_do(look: Look, qtbot):
    empty = EmptyState(look, "calendar")
    qtbot.addWidget(empty)
    empty.say("这一天没有会议。", "按 N 新建。", action="新建会议", key="N")
    empty.resize(300, 300)
    empty.show()
    assert empty.text() == "这一天没有会议。"
    assert empty.accessibleName() == "这一天没有会议。 按 N 新建。"
    with qtbot.waitSignal(empty.acted):
        qtbot.mouseClick(child(empty, QPushButton, "empty_action"), Qt.MouseButton.LeftButton)
    empty.say("没有")
    assert not child(empty, QPushButton, "empty_action").isVisible()


def test_a_drawer_closes_on_escape_and_by_its_cross_and_tells(look: Look, qtbot):
    page = QWidget()
    row = QHBoxLayout(page)
    drawer = Drawer(look, page)
    row.addWidget(drawer)
    field = QLineEdit(drawer)
    section = Section("变更", "3 条")
    section.add(field)
    drawer.add_section(section)
    qtbot.addWidget(page)
    page.show()
    assert drawer.width() == DRAWER_PX
    with qtbot.waitSignal(drawer.closed):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    with qtbot.assertNotEmitted(drawer.closed):
        drawer.dismiss()
    drawer.show()
    with qtbot.waitSignal(drawer.closed):
        qtbot.mouseClick(drawer.close_button, Qt.MouseButton.LeftButton)


def test_a_drawers_parts_stand_in_order_and_danger_far_right(look: Look, qtbot):
    drawer = Drawer(look)
    qtbot.addWidget(drawer)
    drawer.set_texts("安全生产工作推进会", "308 大会议室", close_name="关闭")
    drawer.add_danger(danger := Button(look, "取消会议", kind="danger"))
    drawer.add_action(first := Button(look, "改期"), second := Button(look, "打印"))
    drawer.add_chip(chip := TextLabel("准备中"))
    drawer.add_tool(tool := Button(look, icon="pin", kind="ghost"))
    sections = [Section(f"第 {n} 节") for n in range(3)]
    drawer.add_section(*sections)
    drawer.resize(372, 600)
    drawer.show()
    assert first.x() < second.x() < danger.x()
    assert chip.x() < tool.x() < drawer.close_button.x()
    assert sections[0].y() < sections[1].y() < sections[2].y()
    assert drawer.accessibleName() == "安全生产工作推进会"
    assert drawer.close_button.accessibleName() == "关闭"
    look.set_scale(200)
    assert drawer.width() == side_width(look) == 558


@pytest.mark.usefixtures("look")
def test_a_title_block_without_caption_takes_one_line(qtbot):
    block = TitleBlock("302")
    qtbot.addWidget(block)
    low = block.sizeHint().height()
    block.set_texts("302", "三层")
    assert block.sizeHint().height() > low
    assert line("v").property("line") == "v"


def test_a_form_names_its_fields_and_shows_what_is_wrong_under_them(look: Look, qtbot):
    form = FormBuilder(look)
    qtbot.addWidget(form)
    form.section("meeting", "会议")
    title, expected, more = QLineEdit(), QSpinBox(), QPushButton("…")
    form.row("title", title, "会议名称")
    form.row("expected", expected, "人数", also=(more,))
    form.show()
    assert title.objectName() == "title"
    assert title.accessibleName() == "会议名称"
    plain = expected.grab().toImage()
    form.set_note("expected", "应到 92 人，308 限 80 座")
    assert form.note("expected") == expected.accessibleDescription() == "应到 92 人，308 限 80 座"
    assert expected.grab().toImage() != plain
    form.set_note("expected", "只剩 2 座", "warning")
    assert expected.grab().toImage() == plain
    form.set_labels({"meeting": "Meeting", "title": "Title"})
    assert title.accessibleName() == "Title"
    form.clear_notes()
    assert form.note("expected") == ""
    form.set_row_visible("title", visible=False)
    assert not title.isVisible()
    assert form.field("title") is title
    form.section("more")
    look.set_scale(200)


def test_a_date_field_pops_up_a_calendar_without_red(look: Look, qtbot):
    form = FormBuilder(look)
    date = QDateEdit()
    date.setCalendarPopup(True)
    form.row("date", date, "日期", also=(time := QTimeEdit(),))
    qtbot.addWidget(form)
    calendar = date.calendarWidget()
    for theme in ("light", "dark"):
        look.set_theme(theme)
        weekend = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday)
        assert weekend.foreground().color() == look.theme.muted
    assert time.lineEdit().textMargins().left() == 7
    form.show()
    assert date.height() == time.height() == 30


class Rows(QAbstractTableModel):
    """Two rows with everything a delegate may meet."""

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else 2

    def columnCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        bold = QFont()
        bold.setBold(True)
        values = {
            Qt.ItemDataRole.DisplayRole: "<b>第 17 行</b> " + "很长" * 200 if index.column() == 0 else None,
            Qt.ItemDataRole.DecorationRole: "circle-x" if index.column() == 1 else None,
            Qt.ItemDataRole.ForegroundRole: QBrush(Qt.GlobalColor.red) if index.row() else None,
            Qt.ItemDataRole.BackgroundRole: QBrush(Qt.GlobalColor.yellow) if index.column() == 2 else None,
            Qt.ItemDataRole.FontRole: bold if index.row() else None,
            Qt.ItemDataRole.TextAlignmentRole: Qt.AlignmentFlag.AlignRight if index.row() else None,
        }
        return values.get(role)


def test_a_table_has_rows_of_32_and_a_bar_at_the_selected_one(look: Look, qtbot):
    view = QTableView()
    model = Rows(view)
    view.setModel(model)
    dress_table(view, look)
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    assert (view.rowHeight(0), view.horizontalHeader().height()) == (32, 30)
    plain = view.viewport().grab().toImage()
    view.selectRow(1)
    shown = view.viewport().grab().toImage()
    assert shown.pixelColor(1, 40) == look.theme.accent
    assert plain.pixelColor(1, 40) == look.theme.surface
    assert shown.pixelColor(1, 10) == look.theme.surface
    look.set_scale(150)
    assert (view.rowHeight(0), view.horizontalHeader().height()) == (48, 45)


def test_a_list_has_rows_of_one_height_that_follow_the_scale(look: Look, qtbot):
    view = QListView()
    view.setModel(Rows(view))
    dress_list(view, look)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    assert view.visualRect(view.model().index(1, 0)).height() == 32
    look.set_scale(200)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(1, 0)).height() == 64)


def test_the_ring_stands_around_the_focused_field_and_not_around_views(look: Look, qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(10, 10, 10, 10)
    field, button, view = QLineEdit(), QPushButton("好"), QTableView()
    for widget in (field, button, view):
        column.addWidget(widget)
    ring = FocusRing(look, window)
    qtbot.addWidget(window)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry() == QRect(field.pos(), field.size()).adjusted(-4, -4, 4, 4)
    window.resize(400, 300)
    assert ring.width() == field.width() + 8
    view.setFocus()
    qtbot.waitUntil(lambda: not ring.isVisible())
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry().contains(button.geometry())
    button.hide()
    assert not ring.isVisible()


def test_a_click_on_a_button_shows_no_ring_but_a_key_does(look: Look, qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    one, two = QPushButton("一"), QPushButton("二")
    column.addWidget(one)
    column.addWidget(two)
    ring = FocusRing(look, window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(two, Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    qtbot.keyClick(two, Qt.Key.Key_Backtab)
    qtbot.waitUntil(ring.isVisible)


def test_the_ring_survives_its_control(look: Look, qtbot):
    window = QWidget()
    field = QLineEdit(window)
    other = QLineEdit(window)
    ring = FocusRing(look, window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(ring.isVisible)
    field.deleteLater()
    qtbot.waitUntil(lambda: not ring.isVisible() or window.focusWidget() is other)
    other.setFocus()
    qtbot.waitUntil(ring.isVisible)


def test_the_ring_scrolls_with_its_field_and_never_leaves_the_viewport(look: Look, qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    area = QScrollArea()
    area.setWidgetResizable(True)
    content = QWidget()
    fields = [QLineEdit() for _ in range(30)]
    inner = QVBoxLayout(content)
    for field in fields:
        inner.addWidget(field)
    area.setWidget(content)
    column.addSpacing(150)  # room over the viewport, where the ring would show if it were not held inside
    column.addWidget(area)
    ring = FocusRing(look, window)
    qtbot.addWidget(window)
    window.resize(300, 350)
    window.show()
    window.activateWindow()
    fields[1].setFocus()
    qtbot.waitUntil(ring.isVisible)
    before = ring.y()
    area.verticalScrollBar().setValue(20)
    assert ring.y() == before - 20
    area.verticalScrollBar().setValue(120)
    assert fields[1].mapTo(window, fields[1].rect().bottomLeft()).y() > 0
    assert not ring.isVisible()
