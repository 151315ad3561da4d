"""Buttons, switches, search box, labels, chips: sizes, texts, keys, accessible names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.widgets.chips import Chip, ChipStyle, chip_width, paint_chip, state_chip
from app.widgets.controls import Button, SearchBox, Segmented
from app.widgets.labels import ElidedLabel, TextLabel, plain_tooltip
from app.widgets.look import Look


@pytest.mark.parametrize("kind", ["secondary", "primary", "danger", "link", "ghost"])
def test_buttons_are_28_high_and_at_least_24_wide(look: Look, qtbot, kind):
    button = Button(look, "好", kind=kind, icon="check", key="Enter")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 28
    assert button.sizeHint().width() >= 24
    look.set_scale(200)
    assert button.sizeHint().height() == 56
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_button_looks_different_disabled_checked_and_with_another_kind(look: Look, qtbot):
    button = Button(look, "图层", icon="layers")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    pictures = [button.grab().toImage()]
    button.setCheckable(True)
    button.setChecked(True)
    pictures.append(button.grab().toImage())
    button.setEnabled(False)
    pictures.append(button.grab().toImage())
    button.setEnabled(True)
    button.setChecked(False)
    for kind in ("primary", "danger", "link", "ghost"):
        button.set_kind(kind)
        pictures.append(button.grab().toImage())
    assert all(pictures[i] != pictures[j] for i in range(len(pictures)) for j in range(i))


def test_a_buttons_icon_and_key_can_change_and_widen_it(look: Look, qtbot):
    button = Button(look, "确认")
    qtbot.addWidget(button)
    plain = button.sizeHint().width()
    button.set_icon("check")
    with_icon = button.sizeHint().width()
    button.set_key("Space")
    assert plain < with_icon < button.sizeHint().width()


def test_a_segmented_switch_tells_the_key_and_moves_by_arrow(look: Look, qtbot):
    switch = Segmented(look, [("plan", "平面图", "map"), ("list", "列表")])
    qtbot.addWidget(switch)
    assert switch.value() == "plan"
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.mouseClick(switch.segment("list"), Qt.MouseButton.LeftButton)
    assert told.args == ["list"]
    with qtbot.assertNotEmitted(switch.chosen):
        switch.set_value("plan")
    assert switch.value() == "plan"
    switch.show()
    switch.segment("plan").setFocus()
    qtbot.keyClick(switch.segment("plan"), Qt.Key.Key_Right)
    assert switch.value() == "list"


def test_a_segmented_switchs_words_change_with_the_language(look: Look, qtbot):
    switch = Segmented(look, [("plan", "平面图"), ("list", "列表")])
    qtbot.addWidget(switch)
    narrow = switch.sizeHint().width()
    switch.set_texts({"plan": "Floor plan", "list": "List"})
    assert switch.segment("plan").accessibleName() == "Floor plan"
    assert switch.sizeHint().width() > narrow
    switch.segment("list").setEnabled(False)
    assert not switch.grab().isNull()


def test_search_waits_for_a_pause_and_enter_does_not(look: Look, qtbot):
    box = SearchBox(look, "搜索", key="F")
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.searched, timeout=2000) as told:
        qtbot.keyClicks(box, " 302 ")
    assert told.args == ["302"]
    box.setText("305")
    with qtbot.waitSignal(box.searched, timeout=50) as told:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told.args == ["305"]
    with qtbot.assertNotEmitted(box.searched):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.minimumHeight() == 30
    box.clear()
    box.set_key("Ctrl K")
    assert not box.grab().isNull()


def test_a_long_title_is_elided_with_its_whole_text_as_a_plain_tooltip(look: Look, qtbot):
    holder = QWidget()
    row = QHBoxLayout(holder)
    title = "<b>防汛</b> & 调度\n" + "很长" * 250
    label = ElidedLabel(title, "title")
    row.addWidget(label)
    qtbot.addWidget(holder)
    holder.resize(200, 40)
    holder.show()
    assert label.is_elided()
    assert "\n" not in label.text()
    assert "&lt;b&gt;防汛&lt;/b&gt; &amp; 调度" in label.toolTip()
    label.setText("302")
    assert not label.is_elided()
    assert label.toolTip() == ""
    assert not label.grab().isNull()
    assert look.scale == 100


@pytest.mark.usefixtures("look")
def test_a_label_is_plain_and_changes_its_role(qtbot):
    label = TextLabel("<i>字</i>", "title")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    tall = label.sizeHint().height()
    label.set_role("caption")
    assert label.sizeHint().height() < tall
    assert label.text() == "<i>字</i>"
    assert plain_tooltip("") == ""


def test_a_chip_shows_word_and_icon_and_is_named_by_its_word(look: Look, qtbot):
    chip = Chip(look)
    qtbot.addWidget(chip)
    chip.show_state("preparing", "准备中")
    assert chip.accessibleName() == chip.text() == "准备中"
    assert chip.chip_style() == state_chip("preparing")
    chip.resize(chip.sizeHint())
    before = chip.grab().toImage()
    chip.show_state("overrun", "超时")
    chip.resize(chip.sizeHint())
    assert chip.grab().toImage() != before
    look.set_scale(200)
    assert chip.minimumSizeHint().height() == 40


@pytest.mark.parametrize("tone", ["ok", "high", "mid", "low", "accent", "neutral", "plain", "state.ready"])
def test_chips_of_every_tone_fit_their_width_and_elide_below_it(look: Look, tone):
    image = QImage(200, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    style = ChipStyle(tone, "check", dashed=True)
    covered = paint_chip(painter, QPointF(4, 15), "已同步 13:42", style, look)
    narrow = paint_chip(painter, QPointF(4, 15), "已同步 13:42", style, look, 50)
    painter.end()
    assert covered.width() == chip_width("已同步 13:42", style, look)
    assert narrow.width() == 50
    assert image.pixelColor(round(covered.right()) + 1, 15) == Qt.GlobalColor.magenta


def test_a_filled_alarm_chip_differs_from_a_plain_one(look: Look):
    assert chip_width("高", ChipStyle("high", filled=True), look) >= chip_width("高", ChipStyle("high"), look)
    with pytest.raises(KeyError):
        state_chip("purple")
