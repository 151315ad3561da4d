"""xlsx and CSV as people make them."""

from __future__ import annotations

import contextlib
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.errors import Refused
from app.domain.imports import Kind
from app.domain.states import MeetingClass, Role, RoomClass
from app.exchange.cells import BadCell, count_of, span_of, tenths_of, when_of
from app.exchange.entries import DeviceEntry, Document, MeetingEntry, PersonEntry, RoomEntry
from app.exchange.grid import csv_grid, guarded, unguarded
from app.exchange.reading import never, quiet
from app.exchange.table_read import Site, read_table
from tests.exchange.conftest import SHANGHAI, TODAY, Read


def workbook(*rows: tuple[object, ...], title: str = "Sheet") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def meetings(document: Document) -> list[MeetingEntry]:
    return [entry for entry in document.entries if isinstance(entry, MeetingEntry)]


def start(entry: MeetingEntry) -> str:
    return datetime.fromtimestamp(entry.starts_at / 1000, UTC).strftime("%Y-%m-%dT%H:%M")


CHINESE = "会议名称,会议室,开始时间,结束时间,参会人数,会议类型,主办单位,联系人,电话,桌型,视频,备注,编号\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_encoding(read: Read, encoding: str) -> None:
    text = (
        CHINESE
        + "周例会,302,2026-06-11 09:00,2026-06-11 10:30,20人,自助会议,办公室,王海燕,8001,回字形,是,备注,M-1\n"
    )
    (entry,) = meetings(read(text.encode(encoding), "m.csv"))
    assert (entry.title, entry.room, entry.expected, entry.unit) == ("周例会", "302", 20, "办公室")
    assert (entry.meeting_class, entry.is_video, entry.uid) == (MeetingClass.SELF_SERVICE, True, "M-1")
    assert (entry.contact, entry.phone, entry.layout, entry.notes) == ("王海燕", "8001", "回字形", "备注")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_english_headers_in_any_order_with_any_delimiter(read: Read, delimiter: str) -> None:
    rows = [
        ["end", "room", "colour", "start", "title"],
        ["2026-06-11 10:00", "302", "red", "2026-06-11 09:00", "Weekly"],
    ]
    document = read("\n".join(delimiter.join(row) for row in rows), "m.csv")
    assert [(each.title, each.room) for each in meetings(document)] == [("Weekly", "302")]
    assert [(each.code, each.named) for each in document.warnings] == [
        ("unknown_column", {"column": "colour"})
    ]


def test_outlook_writes_day_and_time_in_columns_of_their_own(read: Read) -> None:
    text = (
        '"Subject","Start Date","Start Time","End Date","End Time","All day event","Location"\r\n'
        '"Budget","6/11/2026","9:00:00 AM","6/11/2026","2:30:00 PM","False","302"\r\n'
    )
    (entry,) = meetings(read(text, "outlook.csv"))
    assert start(entry) == "2026-06-11T01:00"
    assert entry.ends_at - entry.starts_at == 5.5 * 3_600_000


def test_a_title_row_above_the_headers_and_empty_rows_are_no_meetings(read: Read) -> None:
    data = workbook(
        ("六月会议安排",), (), ("会议名称", "会议室", "日期", "开始", "结束"),
        ("周例会", 302, date(2026, 6, 11), time(9), time(10, 30)), (None,),
        ("夜班交接", 302.0, date(2026, 6, 11), "22:00", "1:00"),
    )  # fmt: skip
    document = read(data, "m.xlsx")
    found = meetings(document)
    assert [(each.where, each.title, each.room, start(each)) for each in found] == [
        ("row 4", "周例会", "302", "2026-06-11T01:00"), ("row 6", "夜班交接", "302", "2026-06-11T14:00"),
    ]  # fmt: skip
    assert found[1].ends_at - found[1].starts_at == 3 * 3_600_000  # over midnight


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("x", "302", "2026-06-11 09:00", ""), "no_time"),
        (("x", "302", "2026-06-11 09:00", "2026-06-11 08:00"), "end_before_start"),
        (("x", "302", "2026-06-11 14:00", "13:00"), "end_before_start"),
        (("x", "302", "1900-01-01 09:00", "1900-01-01 10:00"), "bad_date"),
        (("x", "302", "9999-12-31 09:00", "9999-12-31 10:00"), "bad_date"),
        (("x", "302", "9999-12-31 23:00", "24:00"), "bad_date"),
        (("x", "302", "9999-12-31 22:00", "01:00"), "bad_date"),
        (("x", "302", "0001-01-01T00:00+14:00", "0001-01-01T01:00+14:00"), "bad_date"),
        (("x", "302", "tomorrow", "2026-06-11 10:00"), "bad_date"),
        (("x", "302", "2026-13-40 09:00", "2026-06-11 10:00"), "bad_date"),
        (("长" * 501, "302", "2026-06-11 09:00", "2026-06-11 10:00"), "too_long"),
        (("x", "302", "2026-06-11 09:00", "2026-06-11 10:00", "many"), "bad_number"),
        (("x", "302", "2026-06-11 09:00", "2026-06-11 10:00", "-3"), "bad_number"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_number(
    read: Read, cells: tuple[str, ...], code: str
) -> None:
    head = "title,room,start,end,expected\n"
    good = "ok,302,2026-06-12 09:00,2026-06-12 10:00,\n"
    document = read(head + good + ",".join(cells) + "\n", "m.csv")
    assert [(each.where, each.code) for each in document.refused] == [("row 3", code)]
    assert len(document.entries) == 1


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-11 14:30", "2026/6/11 14:30:00", "2026.6.11 14:30", "2026年6月11日 14:30",
        "2026年6月11日下午2点30分",
        "2026年6月11日（周四）下午2点半", "6月11日 14时30分", "2026-06-11T14:30:00+08:00",
        "2026-06-11T06:30:00Z",
        "46184.604166667", "6/11/2026 2:30 PM", "２０２６年６月１１日 １４：３０", "20260611 14:30",
    ],
)  # fmt: skip
def test_times_are_understood_as_people_write_them(read: Read, text: str) -> None:
    (entry,) = meetings(read(f"title,room,start,end\nx,302,{text},2026-06-11 16:00\n", "m.csv"))
    assert start(entry) == "2026-06-11T06:30"


def test_serials_spans_counts_and_areas() -> None:
    when = when_of(46184.604166667, TODAY)
    assert when is not None
    assert (when.day, when.clock is not None and when.clock.seconds) == (date(2026, 6, 11), 14 * 3600 + 1800)
    span = span_of("2026-06-11 9:00至11:30", TODAY)
    assert span is not None
    assert (span[0].day, span[0].clock, span[1].clock) != (None, None, None)
    assert (count_of("约30人"), count_of(""), tenths_of("85.5㎡")) == (30, None, 855)
    with pytest.raises(BadCell):
        count_of("30-40")


def test_registers_are_told_apart_by_their_headers(read: Read) -> None:
    rooms = read("会议室,编号,楼层,容量,类型,面积,状态\n大会议室,301,三层,60,全天候,85.5,停用\n", "r.csv")
    people = read("姓名,岗位,工号,技能\n王海燕,工程师,007,音控、视频\n", "p.csv")
    devices = read("设备名称,编号,会议室,类别\n视频终端1,V-1,301,视频终端\n", "d.csv")
    (room,), (person,), (device,) = rooms.entries, people.entries, devices.entries
    assert [each.kind for each in (rooms, people, devices)] == [Kind.ROOMS, Kind.PEOPLE, Kind.DEVICES]
    assert isinstance(room, RoomEntry)
    assert (room.capacity, room.room_class, room.area, room.enabled) == (60, RoomClass.ALL_HOURS, 855, False)
    assert isinstance(person, PersonEntry)
    assert (person.role, person.number, person.skills) == (Role.ENGINEER, "007", "音控,视频")
    assert isinstance(device, DeviceEntry)
    assert (device.device_kind, device.room) == ("video_terminal", "301")


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"a,b,c\n1,2,3\n", "m.csv", "no_columns"),
        ('title,room,start,end\n"x,302,2026-06-11 09:00,2026-06-11 10:00\n', "m.csv", "truncated"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", "old_excel"),
        (b"PK\x03\x04 not a zip", "m.xlsx", "truncated"),
        (b"\0\1\2\3", "m.csv", "not_text"),
        (b"text", "m.xlsx", "not_a_sheet"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(
    read: Read, data: bytes | str, name: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        read(data, name)
    assert caught.value.code == code


def test_a_workbook_cut_off_is_refused(read: Read) -> None:
    data = workbook(("title", "room", "start", "end"), *[("x", 302, "2026-06-11 09:00", "10:00")] * 200)
    for length in (100, len(data) // 2, len(data) - 30):
        with pytest.raises(Refused):
            read(data[:length], "m.xlsx")


def test_formulas_are_guarded_and_come_back(read: Read) -> None:
    for text in ("=1+1", "+86 10", "-x", "@a", "＝1", "'=1", "plain", "'plain", "\tx"):
        assert unguarded(guarded(text)) == text
    assert guarded("=1") == "'=1"
    document = read("title,room,start,end\n'=1+1,302,2026-06-11 09:00,2026-06-11 10:00\n", "m.csv")
    assert meetings(document)[0].title == "=1+1"


@given(st.text(max_size=200))
def test_no_text_breaks_the_table_reader(text: str) -> None:
    data = ("会议名称,会议室,开始时间,结束时间\n" + text).encode("utf-8", "surrogatepass")
    with contextlib.suppress(Refused):
        read_table([csv_grid(data, never)], "x", None, Site(SHANGHAI, TODAY), quiet, never)


EDGES = st.sampled_from([
    "9999-12-31 23:59", "9999-12-31 24:00", "9999-12-31 22:00-01:00", "0001-01-01 00:00+14:00", "22:00",
    "01:00", datetime(9999, 12, 31, 23, 59, tzinfo=UTC).replace(tzinfo=None), date.max, timedelta.max,
    timedelta(days=-1), 2_958_465.9, "²", "\ud800", "24:00",
])  # fmt: skip


@given(
    st.lists(
        st.one_of(
            EDGES,
            st.text(max_size=30),
            st.floats(),
            st.integers(),
            st.datetimes(),
            st.times(),
            st.timedeltas(),
        ),
        max_size=7,
    )
)
def test_no_cells_break_the_table_reader(cells: list[object]) -> None:
    from app.exchange.grid import Grid, GridRow

    head = ("start", "end", "date", "end date", "time", "title", "room")
    rows = (GridRow(1, head), GridRow(2, tuple(cells)))  # type: ignore[arg-type]  # any cell
    document = read_table([Grid("", rows)], "x", None, Site(SHANGHAI, TODAY), quiet, never)
    assert len(document.entries) + len(document.refused) <= 1
