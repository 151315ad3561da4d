"""`main.py schedule`: the day as PDF without a window, recorded like any print."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.schedule_command import schedule
from app.domain.ops import EditMeeting, MeetingFields
from app.domain.questions import DayScheduleOn
from app.words.language import Language
from tests.support.house import House, house

MAIN = Path(__file__).resolve().parents[2] / "main.py"
DAY = date(2026, 6, 10)


@pytest.fixture
def made(tmp_path: Path, qapp: QApplication) -> Iterator[House]:
    language = Language()
    language.use("zh_CN")
    with house(tmp_path / "data") as one:
        yield one
    language.use("none")


def run(one: House, path: Path, layout: str = "time") -> tuple[int, str]:
    said: list[str] = []
    code = schedule(Namespace(date=DAY, pdf=str(path), layout=layout), one.console, said.append)
    return code, "\n".join(said)


def read(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("poppler is not installed")
    done = subprocess.run([program, "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_each_run_is_a_version_and_marks_what_changed_since_the_last(made: House, tmp_path: Path):
    meeting = made.book(made.add_room(), title="周例会", expected=20)
    path = tmp_path / "day.pdf"
    assert run(made, path) == (0, f"第 1 版，1 页，已写入 {path}。")
    assert "周例会" in read(path)
    made.do(EditMeeting(meeting, MeetingFields(expected=48), MeetingFields(expected=20)))
    assert run(made, path)[0] == 0
    assert "（人数 20→48）" in read(path)
    assert "第 2 版" in read(path)


def test_each_layout_counts_its_own_versions(made: House, tmp_path: Path):
    made.book(made.add_room())
    for layout in ("room", "time", "attendant"):
        assert "第 1 版" in run(made, tmp_path / f"{layout}.pdf", layout)[1]
    assert made.console.ask(DayScheduleOn(DAY.isoformat(), "room")).last_print is not None


def test_a_place_that_cannot_be_written_is_73_and_nothing_is_recorded(made: House, tmp_path: Path):
    code, said = run(made, tmp_path / "gone" / "day.pdf")
    assert code == 73
    assert "day.pdf" in said
    assert made.console.ask(DayScheduleOn(DAY.isoformat())).last_print is None


def test_a_full_disk_is_74(made: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert run(made, tmp_path / "day.pdf")[0] == 74
    assert not (tmp_path / "day.pdf").exists()


def test_the_program_itself_writes_the_file_without_a_display(tmp_path: Path):
    path = tmp_path / "day.pdf"
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "QT_QPA_PLATFORM"}
    }
    done = subprocess.run(
        [sys.executable, str(MAIN), "schedule", "--profile", str(tmp_path / "data"), "--date", "2026-06-10",
         "--pdf", str(path), "--layout", "room", "--lang", "zh_CN"],
        capture_output=True, text=True, check=False, env=environment, timeout=50,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "已写入" in done.stderr
    assert "没有会议" in read(path)
