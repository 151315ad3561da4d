"""Something stands on the screen before the program is read, in
the person's own look, and goes when the window is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.bootstrap import start
from app.cli import parse
from app.settings import Settings
from app.views.shell import Shell
from app.widgets.theme import load_theme

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_outline_has_the_colours_of_the_window(theme: str, qtbot: QtBot, tmp_path: Path) -> None:
    Settings(tmp_path).set("theme", theme)
    shell = start._outline(parse(["--profile", str(tmp_path)]), tmp_path)
    qtbot.addWidget(shell)
    colours = load_theme(theme)  # type: ignore[arg-type]  # one of the two names
    picture = shell.grab().toImage()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle == QColor(colours.window)
    assert picture.pixelColor(20, 300) == QColor(colours.surface)
    shell.close()


def test_the_outline_stands_where_the_window_stood(qtbot: QtBot) -> None:
    before = Shell(start._ground("light"))
    qtbot.addWidget(before)
    before.setGeometry(QRect(40, 30, 700, 500))
    again = Shell(start._ground("light"))
    qtbot.addWidget(again)
    again.place(before.saveGeometry())
    assert again.geometry() == before.geometry()
    again.place(None)
    assert again.screen().availableGeometry().contains(again.geometry())


def test_where_a_console_may_run_nothing_flashes_up(tmp_path: Path) -> None:
    assert not start._is_taken(tmp_path)
    (tmp_path / "console.lock").write_text("")
    assert start._is_taken(tmp_path)


def test_the_outline_is_painted_before_the_house_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from app.cli import parse\n"
        "from app.bootstrap import start\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        f"shell = start._outline(parse(['--profile', {str(tmp_path)!r}]), None)\n"
        "heavy = ('sqlalchemy', 'msgspec', 'app.domain', 'app.desk')\n"
        "read = [name for name in sys.modules if name.startswith(heavy)]\n"
        "print(shell._has_painted, read)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    assert done.stdout.strip() == "True []"


def test_the_console_starts_and_leaves_by_itself(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "main.py", "--profile", str(tmp_path), "--exit-after", "2"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=50, check=False
    )
    assert done.returncode == 0, done.stderr
