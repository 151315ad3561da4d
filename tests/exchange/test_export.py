"""What leaves the house: shapes that scripts rely on, files that are safe to open, and files that come
back unchanged."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from app.domain.imports import Ground
from app.domain.ops import BookMeeting
from app.domain.periods import HOUR
from app.domain.questions import FloorList, ImportGround, MeetingsBetween, RoomList
from app.domain.records import MeetingRecord
from app.exchange import export, writing
from tests.exchange.conftest import Importer, calendar, counts
from tests.exchange.test_import import SINGLE, WEEKLY

ZONE = ZoneInfo("Asia/Shanghai")
NASTY = [
    "=1+1",
    "{=1}",
    "+86 10",
    "-1",
    "@x",
    "＝1",
    "'=2",
    "<b>&",
    "😀\n二",
    'say "hi", ok',
    "http://x",
    "\\n;,:",
]


def everything(importer: Importer) -> tuple[tuple[MeetingRecord, ...], Ground]:
    found = importer.home.console.ask(MeetingsBetween(0, 4_000_000_000_000))
    return found, importer.home.console.ask(ImportGround(ids=tuple(each.id for each in found)))


def files(importer: Importer, language: str) -> dict[str, bytes]:
    found, ground = everything(importer)
    rooms = {room.id: room for room in ground.rooms}
    sources = {source.meeting_id: source for source in ground.sources}
    table = export.meetings_table(found, rooms, sources, export.Spelling(ZONE, language))
    return {
        "out.ics": writing.ics_bytes(found, rooms, sources, importer.home.at),
        "out.csv": writing.csv_bytes(table), "out.xlsx": writing.xlsx_bytes(table),
    }  # fmt: skip


def fill(importer: Importer) -> None:
    importer.take(calendar(WEEKLY, SINGLE, "UID:off\nSTATUS:CANCELLED\nSUMMARY:x\nLOCATION:302\n"
                           "DTSTART;VALUE=DATE:20260701"))  # fmt: skip
    importer.take("title,room,start,end,expected\n夜班,大厅,2026-06-11 23:00,2026-06-12 01:00,12\n", "m.csv")
    room = importer.home.add_room("401", capacity=0)
    for number, title in enumerate(NASTY):
        start = importer.home.at + (24 + 2 * number) * HOUR
        importer.home.do(
            BookMeeting(importer.home.new_id(), room, title.replace("\n", " "), start, start + HOUR,
            expected=3,
                        notes=title, contact=title.replace("\n", " "), override="测试")
        )  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["out.ics", "out.csv", "out.xlsx"])
def test_our_own_export_comes_back_unchanged(importer: Importer, name: str, language: str) -> None:
    fill(importer)
    data = files(importer, language)[name]
    report = importer.take(data, name)
    total = len(NASTY) + 7
    assert counts(report) == {
        "read": total, "added": 0, "changed": 0, "unchanged": total, "removed": 0, "refused": 0,
    }  # fmt: skip
    assert report["warnings"] == []


def test_json_has_the_stable_shape(importer: Importer) -> None:
    importer.take(calendar(SINGLE))
    found, ground = everything(importer)
    rooms = {room.id: room for room in ground.rooms}
    sources = {source.meeting_id: source for source in ground.sources}
    (row,) = json.loads(writing.json_bytes(export.meetings_json(found, rooms, sources, "Asia/Shanghai")))
    assert row == {
        "id": found[0].id, "uid": "single", "title": "评审会", "room": "305", "start": "2026-06-12T06:00:00Z",
        "end": "2026-06-12T07:00:00Z", "zone": "Asia/Shanghai", "state": "confirmed", "meeting_class":
        "regular",
        "expected": 0, "attendants_needed": 0,
    }  # fmt: skip


def test_no_spreadsheet_runs_what_a_title_says(importer: Importer) -> None:
    fill(importer)
    out = files(importer, "zh_CN")
    assert out["out.csv"].startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(out["out.csv"].decode("utf-8-sig"), newline="")):
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) for cell in row
        )
    sheet = load_workbook(io.BytesIO(out["out.xlsx"])).active
    assert sheet is not None
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    titles = {str(row[0].value) for row in sheet.iter_rows(min_row=2)}
    assert {title.replace("\n", " ") for title in NASTY} <= titles


def test_no_line_of_a_calendar_is_longer_than_75_octets(importer: Importer) -> None:
    importer.take(calendar(SINGLE.replace("评审会", "长" * 400)))
    lines = files(importer, "zh_CN")["out.ics"].split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # folded between letters


def test_what_is_secret_leaves_as_taken_and_nothing_else(importer: Importer) -> None:
    room = importer.home.add_room("401")
    start = importer.home.at + 30 * HOUR
    importer.home.do(
        BookMeeting(importer.home.new_id(), room, "M-7F3", start, start + HOUR, contact="王海燕",
        is_classified=True,
                    override="测试")
    )  # fmt: skip
    found, ground = everything(importer)
    rooms = {each.id: each for each in ground.rooms}
    out = [*files(importer, "zh_CN").values()][:2]
    out.append(
        json.dumps(export.meetings_json(found, rooms, {}, "Asia/Shanghai"), ensure_ascii=False).encode()
    )
    for data in out:
        assert "M-7F3" not in data.decode()
        assert "王海燕" not in data.decode()
        assert "占用" in data.decode()


def test_rooms_come_back_unchanged(importer: Importer) -> None:
    importer.take("会议室,编号,楼层,容量,类型,面积,设备\n大会议室,301,三层,60,全天候,85.5,投影\n", "r.csv")
    rooms, floors = importer.home.console.ask(RoomList()), importer.home.console.ask(FloorList())
    table = export.rooms_table(rooms, floors, export.Spelling(ZONE, "zh_CN"))
    assert counts(importer.take(writing.csv_bytes(table), "out.csv"))["unchanged"] == 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"before")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.save(target, b"after")
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]
