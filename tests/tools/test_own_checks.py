"""Each own check finds what it is there for and leaves what is right alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import lock, settings_keys, shadowing, sizes, texts, tracked


@pytest.fixture
def written(tmp_path):
    """Write a source file, each under its own name because the checks keep what they parsed."""

    def write(text: str, name: str = "sample.py") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _page(line: str) -> str:
    return f"class DayPage(QWidget):\n    def retranslate(self):\n        {line}\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('self.tr(f"Room {name}")', "f-string"),
        ('self.tr("Room " + name)', "operator"),
        ('self.tr("Room %s" % name)', "operator"),
        ('self.tr("Room {name}".format(name=name))', "after the look-up"),
        ('QCoreApplication.translate("DayPage", f"{n} rooms", "", n)', "f-string"),
        ('self.tr("%n room(s)", "", n)', "subclass"),
        ('QCoreApplication.translate("DayPage", "%n room(s)")', "without a count"),
        ('other.tr("Room")', "another object"),
        ('QCoreApplication.translate(context, "Room")', "constant of this module"),
    ],
)
def test_a_text_that_would_not_be_found_is_refused_and_says_why(written, line, reason):
    found = texts.in_file(written(_page(line)))
    assert len(found) == 1
    assert reason in found[0].text
    assert found[0].line == 3


@pytest.mark.parametrize(
    "line",
    [
        'self.tr("Room {name}").format(name=name)',
        'self.tr("Open", "a door")',
        'QCoreApplication.translate("DayPage", "%n room(s)", "", n)',
        "QCoreApplication.translate('Words', WORDS[state])",
        "self.tr(self._label)",
        "name.translate(TABLE)",
    ],
)
def test_a_text_that_can_be_collected_and_found_is_left_alone(written, line):
    assert texts.in_file(written(_page(line))) == []


def test_text_at_module_level_needs_a_context(written):
    assert "outside a class" in texts.in_file(written('LABEL = self.tr("Room")\n'))[0].text


def test_a_context_may_be_written_once_per_module(written):
    source = '_C = "Words"\ndef word():\n    return QCoreApplication.translate(_C, "Room")\n'
    assert texts.in_file(written(source)) == []


@pytest.mark.parametrize(("lines", "refused"), [(500, False), (501, True)])
def test_a_file_has_at_most_500_lines(written, lines, refused):
    assert bool(sizes.in_file(written("x = 1\n" * lines))) is refused


@pytest.mark.parametrize(("lines", "refused"), [(60, False), (61, True)])
def test_a_function_has_at_most_60_lines(written, lines, refused):
    source = "def run():\n" + "    x = 1\n" * (lines - 1)
    assert bool(sizes.in_file(written(source))) is refused


def test_names_that_hide_a_function_of_qt_are_found_through_classes_of_ours(written):
    source = """
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
class Base(QWidget):
    pass
class Page(Base):
    close = Signal()
    def __init__(self):
        self.actions = []
    def update(self, records):
        self.size: int = 3
"""
    found = shadowing.find([written(source)])
    assert {problem.text.split()[0] for problem in found} == {
        "Page.close",
        "Page.actions",
        "Page.update",
        "Page.size",
    }


def test_overriding_a_virtual_function_of_qt_is_not_hiding_it(written):
    source = """
from PySide6.QtCore import QAbstractTableModel
from PySide6.QtWidgets import QDialog
class RoomModel(QAbstractTableModel):
    def rowCount(self, parent=None): ...
    def data(self, index, role=0): ...
    def apply(self, changed): self._rows = changed
class RoomDialog(QDialog):
    def accept(self): ...
    def paintEvent(self, event): ...
"""
    assert shadowing.find([written(source)]) == []


def test_a_value_class_may_be_called_as_it_likes(written):
    source = "class Room:\n    def __init__(self):\n        self.size = 3\n        self.actions = []\n"
    assert shadowing.find([written(source)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://py" + "pi.org/simple",
        "--index" + "-url x",
        "/ro" + "ot/x",
        "/ho" + "me/li/x",
        "C:\\" + "Users",
    ],
)
def test_a_host_or_a_path_of_somebodys_machine_is_found(written, text):
    assert len(tracked.in_file(written(f"ok\n{text}\n", "notes.md"))) == 1


def test_merge_marks_are_found_and_headings_are_not(written):
    assert tracked.in_file(written("Title\n=====\n", "a.md")) == []
    assert len(tracked.in_file(written("<<<<<" + "<< ours\n", "b.md"))) == 1


def test_a_file_of_more_than_a_megabyte_is_found_unless_it_is_a_face(written):
    assert tracked.in_file(written("x" * 1_000_001, "big.json"))
    assert not tracked.in_file(written("x" * 1_000_001, "face.ttf"))


def test_an_undeclared_setting_is_found(written):
    declared = settings_keys.declared_keys(
        written('A = Setting("look.theme", str, "system")\n', "declared.py")
    )
    used = written('self._settings.get("look.theme")\nsettings["look.them"]\nsettings.get(key)\n', "used.py")
    assert [problem.text for problem in settings_keys.in_file(used, declared)] == [
        "no such setting: look.them"
    ]


def test_a_lock_that_does_not_fit_or_has_no_hash_is_found(written):
    project = written(
        '[project]\ndependencies = ["alpha>=2", "beta"]\n[project.optional-dependencies]\ndev = ["gamma"]\n',
        "pyproject.toml",
    )
    locked = written("alpha==1.0 \\\n    --hash=sha256:00\nbeta==3.0\n", "requirements.lock")
    found = sorted(problem.text for problem in lock.compare(project, locked))
    assert found == [
        "alpha 1.0 is locked, >=2 is asked",
        "beta has no hash",
        "gamma is not locked; compile the lock again",
    ]
