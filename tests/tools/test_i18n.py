"""The translation pipeline on a small program: collect, fill, compile, and notice what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from tools import i18n, sources
from tools.messages import messages

_PAGE = """
_CONTEXT = "Words"
class DayPage(QWidget):
    def retranslate(self):
        QCoreApplication.translate("DayPage", "%n meeting(s)", "", 3,)
        self.setWindowTitle(self.tr("Room {name}").format(name=f"{self.tr('Hall')}"))
        self.note.setText(self.tr("<b>\\"one\\" & 'two'</b>\\nthree — 会议"))
        self.open.setText(self.tr("Open", "a door"))
def word(state):
    return QCoreApplication.translate(_CONTEXT, "Free")
"""


@pytest.fixture
def program(tmp_path, monkeypatch) -> Path:
    """A program of one page, in a folder of its own."""
    for module in (sources, i18n):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "page.py").write_text(_PAGE, encoding="utf-8")
    return tmp_path


def _fill(program: Path, texts: dict[str, object], *options: str) -> None:
    path = program / "fill.json"
    path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    assert i18n.main(["fill", str(path), *options]) == 0


_ALL: dict[str, object] = {
    "%n meeting(s)": "%n 个会议",
    "Room {name}": "会议室 {name}",
    "Hall": "大厅",
    "<b>\"one\" & 'two'</b>\nthree — 会议": "一二三",
    "Open": "打开",
    "Free": "空闲",
}


def test_every_text_is_collected_with_the_context_that_qt_will_look_in(program):
    found = {(m.context, m.source, m.comment, m.counted) for m in messages(program / "app" / "page.py")}
    assert ("DayPage", "%n meeting(s)", "", True) in found
    assert ("DayPage", "Room {name}", "", False) in found  # lupdate's own reader has another context here
    assert ("DayPage", "Hall", "", False) in found  # and does not see this one
    assert ("DayPage", "Open", "a door", False) in found
    assert ("Words", "Free", "", False) in found
    assert len(found) == 6


def test_a_filled_program_passes_the_check_and_speaks_chinese(program, qapp):
    _fill(program, _ALL)
    assert i18n.problems() == []
    translator = QTranslator()
    assert translator.load(str(program / "resources" / "i18n" / "app_zh_CN.qm"))
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("DayPage", "Room {name}") == "会议室 {name}"
        assert QCoreApplication.translate("DayPage", "%n meeting(s)", "", 3) == "3 个会议"
        assert QCoreApplication.translate("DayPage", "Open", "a door") == "打开"
        assert QCoreApplication.translate("DayPage", "<b>\"one\" & 'two'</b>\nthree — 会议") == "一二三"
    finally:
        QCoreApplication.removeTranslator(translator)


def test_english_plurals_come_by_themselves(program, qapp):
    _fill(program, {})
    translator = QTranslator()
    assert translator.load(str(program / "resources" / "i18n" / "app_en.qm"))
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("DayPage", "%n meeting(s)", "", 1) == "1 meeting"
        assert QCoreApplication.translate("DayPage", "%n meeting(s)", "", 2) == "2 meetings"
    finally:
        QCoreApplication.removeTranslator(translator)


def test_what_is_unfinished_new_or_gone_is_named(program):
    _fill(program, {key: value for key, value in _ALL.items() if key != "Hall"})
    assert i18n.problems() == ["app_zh_CN.ts: unfinished: DayPage::Hall"]
    page = program / "app" / "page.py"
    page.write_text(_PAGE.replace('"Free"', '"Busy"'), encoding="utf-8")
    assert "app_zh_CN.ts: not collected yet: Words::Busy" in i18n.problems()
    assert "app_zh_CN.ts: no longer in the program: Words::Free" in i18n.problems()


def test_a_translation_with_a_field_that_is_never_filled_is_named(program):
    _fill(program, {**_ALL, "Room {name}": "会议室 {nam}"})
    assert any("does not fill" in problem for problem in i18n.problems())


def test_a_translation_survives_its_text_being_away_for_a_while(program):
    _fill(program, _ALL)
    page = program / "app" / "page.py"
    page.write_text("class DayPage(QWidget:\n", encoding="utf-8")
    assert i18n.main(["update"]) == 0
    page.write_text(_PAGE, encoding="utf-8")
    assert i18n.main(["update"]) == 0
    assert i18n.problems() == []


def test_a_finished_translation_changes_only_when_told_to(program):
    _fill(program, _ALL)
    _fill(program, {"Hall": "礼堂"})
    assert "大厅" in (program / "resources" / "i18n" / "app_zh_CN.ts").read_text(encoding="utf-8")
    _fill(program, {"Hall": "礼堂"}, "--replace")
    assert "礼堂" in (program / "resources" / "i18n" / "app_zh_CN.ts").read_text(encoding="utf-8")


def test_one_english_text_may_have_two_translations_by_context(program):
    page = program / "app" / "page.py"
    page.write_text(
        _PAGE + 'class Door(QWidget):\n    def f(self):\n        self.tr("Hall")\n', encoding="utf-8"
    )
    _fill(program, {**_ALL, "Door::Hall": "门厅"})
    text = (program / "resources" / "i18n" / "app_zh_CN.ts").read_text(encoding="utf-8")
    assert "大厅" in text
    assert "门厅" in text
