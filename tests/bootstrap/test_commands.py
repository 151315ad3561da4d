"""The commands that look after the data, as a person runs them: exit codes, what is said, what is left."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.store import files

MAIN = Path(__file__).resolve().parents[2] / "main.py"
ROWS = "会议名称,会议室,开始时间,结束时间\n周例会,302,2030-06-11 09:00,2030-06-11 10:00\n"


def run(*arguments: str | Path, language: str = "en") -> tuple[int, str]:
    """Exit code and everything that was said."""
    done = subprocess.run(
        [sys.executable, str(MAIN), *map(str, arguments), "--lang", language],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one room and one meeting in it."""
    folder = tmp_path_factory.mktemp("furnished")
    (folder / "m.csv").write_text(ROWS, encoding="utf-8")
    assert run("import", folder / "m.csv", "--create-rooms", "--profile", folder / "data")[0] == 0
    return folder / "data"


@pytest.fixture
def data(furnished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(furnished, tmp_path / "data"))


def titles(folder: Path) -> list[str]:
    code, said = run("export", "meetings", "--format", "json", "--profile", folder)
    assert code == 0
    return [meeting["title"] for meeting in json.loads(said)]


def spoil(folder: Path) -> None:
    with (folder / files.NAME).open("rb+") as file:
        file.seek(4096 * 3)
        file.write(b"\xa5" * 4096 * 20)


def test_a_backup_comes_back_and_what_was_there_is_kept(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy, "--profile", data)[0] == 0
    spoil(data)
    assert run("check", "--profile", data)[0] == 65
    code, said = run("restore", copy, "--profile", data)
    aside = list(data.glob("set-aside-*"))
    assert (code, len(aside)) == (0, 1)
    assert str(aside[0]) in said
    assert run("check", "--profile", data) == (0, "The data are sound.\n")
    assert titles(data) == ["周例会"]
    fresh = tmp_path / "fresh"
    code, said = run("restore", copy, "--profile", fresh)
    assert (code, "former" in said, titles(fresh)) == (0, False, ["周例会"])


@pytest.mark.parametrize("what", ["calendar", "cut", "spoiled", "missing", "folder"])
def test_what_is_no_backup_is_told_by_its_name_and_changes_nothing(
    data: Path, tmp_path: Path, what: str
) -> None:
    source = tmp_path / "copy.db"
    if what == "calendar":
        source.write_text("BEGIN:VCALENDAR\n" * 20, encoding="ascii")
    elif what == "folder":
        source.mkdir()
    elif what != "missing":
        shutil.copy(data / files.NAME, source)
        with source.open("rb+") as file:
            file.truncate(9000) if what == "cut" else (file.seek(4096 * 3), file.write(b"\xa5" * 40_960))
    before = (data / files.NAME).read_bytes()
    code, said = run("restore", source, "--profile", data)
    assert code == 65
    assert str(source) in said
    assert "Nothing was changed" in said
    assert (data / files.NAME).read_bytes() == before
    assert not list(data.glob("set-aside-*"))


def test_a_folder_without_data_makes_no_backup(tmp_path: Path) -> None:
    for command in (("backup", tmp_path / "copy.db"), ("check",)):
        code, said = run(*command, "--profile", tmp_path / "mistyped")
        assert (code, "no data" in said) == (65, True)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_cannot_be_written_names_the_file(data: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for target in (tmp_path / "nowhere" / "copy.db", tmp_path / "taken"):
        code, said = run("backup", target, "--profile", data)
        assert (code, str(target) in said) == (73, True)
    assert list((tmp_path / "taken").iterdir()) == []


def test_a_profile_that_cannot_be_a_folder_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    code, said = run("import", data / "x.csv", "--profile", tmp_path / "file" / "data")
    assert (code, str(tmp_path / "file") in said) == (73, True)


@pytest.mark.parametrize("state", ["sound", "spoiled", "none"])
def test_diagnostics_come_of_any_folder_and_hold_no_titles(data: Path, tmp_path: Path, state: str) -> None:
    if state == "spoiled":
        spoil(data)
    folder = data if state != "none" else tmp_path / "nowhere"
    target = tmp_path / "bundle.zip"
    assert run("export-diagnostics", target, "--profile", folder)[0] == 0
    with zipfile.ZipFile(target) as bundle:
        whole = b"".join(bundle.read(name) for name in bundle.namelist())
        store = json.loads(bundle.read("store.json"))
    assert "周例会".encode() not in whole
    assert "\\u" not in whole.decode()
    if state == "sound":
        assert store["ailments"] == []
        assert ["import_meeting", "pending", 1] in store["operations"]
    else:
        assert store.get("fault") or store["ailments"]
    assert folder.exists() == (state != "none")
    assert not list(tmp_path.glob("*.part"))


def test_data_of_a_newer_version_are_left_alone(data: Path, tmp_path: Path) -> None:
    with closing(dbapi2.connect(str(data / files.NAME))) as file:
        file.execute("UPDATE alembic_version SET version_num = 'typed_9999' WHERE version_num LIKE 'typed%'")
        file.commit()
    before = (data / files.NAME).read_bytes()
    (tmp_path / "m.csv").write_text(ROWS, encoding="utf-8")
    for command in (
        ("check",), ("import", tmp_path / "m.csv"), ("export", "rooms", "--format", "csv"),
        ("backup", tmp_path / "copy.db"), ("schedule", "--date", "2030-06-11", "--pdf", tmp_path / "day.pdf"),
    ):  # fmt: skip
        code, said = run(*command, "--profile", data)
        assert (code, "newer version" in said) == (65, True), command
    assert (data / files.NAME).read_bytes() == before
    assert not list(tmp_path.glob("*.pdf"))


def test_what_is_said_is_chinese_unless_english_is_asked_for(tmp_path: Path) -> None:
    code, said = run("check", "--profile", tmp_path / "none", language="zh_CN")
    assert code == 65
    assert "没有" in said
