"""`main.py import` and `main.py export` as scripts use them: exit codes, shapes, and what is on record
afterwards."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.files import BAD_DATA, CANNOT_WRITE, OK, Desk, export_file, import_file
from app.cli import parse
from app.domain.questions import MeetingsBetween, RecentChanges
from tests.support.house import House, house

TABLE = """会议名称,会议室,开始时间,结束时间,参会人数
周例会,302,2026-06-11 09:00,2026-06-11 10:00,20
夜班,302,2026-06-11 23:00,2026-06-12 01:00,
撞车,302,2026-06-11 09:30,2026-06-11 10:30,
"""


class Command:
    """Runs a command line on a house."""

    def __init__(self, home: House, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.out, self.err = "", ""

    def __call__(self, *arguments: str) -> int:
        args = parse(arguments)
        args.folder = self.folder
        out, err = io.BytesIO(), io.StringIO()
        desk = Desk(self.home.console, "", self.home.at, self.home.new_id, out, err)
        code = (import_file if args.command == "import" else export_file)(desk, args)
        self.out, self.err = out.getvalue().decode("utf-8-sig"), err.getvalue()
        return code


@pytest.fixture
def run(tmp_path: Path, qtbot: QtBot) -> Iterator[Command]:
    del qtbot
    (tmp_path / "m.csv").write_text(TABLE, encoding="gb18030")
    with house(tmp_path / "data") as home:
        yield Command(home, tmp_path)


def test_an_import_reports_in_the_stable_shape(run: Command) -> None:
    assert run("import", "m.csv", "--create-rooms", "--json") == OK
    report = json.loads(run.out)
    assert list(report) == ["file", "kind", "read", "added", "changed", "unchanged", "removed",
    "refused", "warnings",
                            "dry_run"]  # fmt: skip
    assert (report["file"], report["kind"], report["read"], report["added"]) == ("m.csv", "meetings", 3, 2)
    (refused,) = report["refused"]
    assert (refused["where"], refused["code"]) == ("row 4", "overlap")
    assert run.err == ""


def test_for_people_it_says_what_was_refused_and_why(run: Command) -> None:
    assert run("import", "m.csv", "--create-rooms") == OK
    assert "row 4" in run.out
    assert "302" in run.out


def test_a_dry_run_writes_nothing(run: Command) -> None:
    assert run("import", "m.csv", "--create-rooms", "--dry-run", "--json") == OK
    assert json.loads(run.out)["dry_run"] is True
    assert run.home.console.ask(MeetingsBetween(0, 4_000_000_000_000)) == ()


@pytest.mark.parametrize("name", ["missing.ics", "broken.ics", "binary.xlsx", "."])
def test_a_file_that_cannot_be_read_ends_with_65_and_a_sentence(run: Command, name: str) -> None:
    (run.folder / "broken.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    (run.folder / "binary.xlsx").write_bytes(bytes(range(256)))
    assert run("import", name) == BAD_DATA
    assert run.err.startswith(f"{name}: ")
    assert run.out == ""


def test_an_export_is_sorted_limited_to_days_and_on_record(run: Command) -> None:
    run("import", "m.csv", "--create-rooms")
    assert run("export", "meetings", "--format", "json", "--from", "2026-06-11", "--to", "2026-06-11") == OK
    assert [row["start"] for row in json.loads(run.out)] == ["2026-06-11T01:00:00Z", "2026-06-11T15:00:00Z"]
    assert run("export", "meetings", "--format", "json", "--from", "2026-06-12") == OK
    assert json.loads(run.out) == []  # a meeting belongs to the day it begins on
    kinds = [change.kind for change in run.home.console.ask(RecentChanges(2))]
    assert kinds == ["record_export", "record_export"]


@pytest.mark.parametrize("what", ["meetings", "rooms", "people", "tasks", "audit"])
@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_everything_can_be_exported(run: Command, what: str, form: str) -> None:
    run("import", "m.csv", "--create-rooms")
    assert run("export", what, "--format", form, "--out", f"x.{form}") == OK
    data = (run.folder / f"x.{form}").read_bytes()
    assert data.startswith({"json": b"[", "csv": b"\xef\xbb\xbf", "xlsx": b"PK"}[form])


def test_the_audit_is_exported_in_the_order_of_doing(run: Command) -> None:
    run("import", "m.csv", "--create-rooms")
    run("export", "audit", "--format", "json")
    rows = json.loads(run.out)
    assert [row["kind"] for row in rows] == ["add_room", "import_meeting", "import_meeting"]
    assert len({row["group"] for row in rows}) == 1
    assert [row["n"] for row in rows] == sorted(row["n"] for row in rows)


def test_where_nothing_can_be_written_it_says_so(run: Command) -> None:
    assert run("export", "rooms", "--format", "csv", "--out", "missing/x.csv") == CANNOT_WRITE
    assert run.err.startswith("missing/x.csv: ")
