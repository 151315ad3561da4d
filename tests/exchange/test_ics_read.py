"""iCalendar as real programs write it, and as broken ones do."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.imports import Kind
from app.exchange.entries import Document, MeetingEntry
from app.exchange.ics_read import EXPANDED_DAYS, read_calendar
from app.exchange.reading import never, quiet
from tests.exchange.conftest import SHANGHAI, TODAY, Read, calendar


def times(entries: tuple[object, ...]) -> list[str]:
    found = [entry for entry in entries if isinstance(entry, MeetingEntry)]
    return [datetime.fromtimestamp(each.starts_at / 1000, UTC).strftime("%m-%dT%H:%M") for each in found]


def meetings(document: Document) -> list[MeetingEntry]:
    return [entry for entry in document.entries if isinstance(entry, MeetingEntry)]


def single(read: Read, event: str, head: str = "") -> MeetingEntry:
    document = read(calendar(event, head=head))
    (entry,) = document.entries
    assert isinstance(entry, MeetingEntry)
    return entry


def test_windows_and_iana_zones_mean_the_same(read: Read) -> None:
    windows = single(read, "UID:1\nDTSTART;TZID=China Standard Time:20260611T090000\nDTEND:20260611T030000Z")
    iana = single(read, "UID:1\nDTSTART;TZID=Asia/Shanghai:20260611T090000\nDTEND:20260611T030000Z")
    quoted = single(
        read, 'UID:1\nDTSTART;TZID="/mozilla.org/20070129_1/Asia/Shanghai":20260611T090000\nDURATION:PT2H'
    )
    assert windows.starts_at == iana.starts_at == quoted.starts_at
    assert windows.ends_at == quoted.ends_at


def test_a_zone_that_the_file_defines_is_used(read: Read) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Site Time\nBEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:+0530\n"
        "TZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    entry = single(read, "UID:1\nDTSTART;TZID=Site Time:20260611T090000\nDURATION:PT1H", head=zone)
    assert times((entry,)) == ["06-11T03:30"]


@pytest.mark.parametrize(
    "name",
    [
        '"(UTC+08:00) 北京，重庆，香港特别行政区"', "(UTC+08:00) 北京，重庆，香港特别行政区",
        "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "UTC+8", "中国标准时间", "GMT+0800",
    ],
)  # fmt: skip
def test_a_zone_may_be_named_by_its_offset_or_in_chinese(read: Read, name: str) -> None:
    entry = single(read, f"UID:1\nDTSTART;TZID={name}:20260611T090000\nDURATION:PT1H")
    assert times((entry,)) == ["06-11T01:00"]


def test_a_zone_in_a_vendors_own_scheme_is_known_quoted_or_not(read: Read) -> None:
    for name in ("tzone://Microsoft/Utc", '"tzone://Microsoft/Utc"'):
        entry = single(read, f"UID:1\nDTSTART;TZID={name};X-A=1:20260611T010000\nDURATION:PT1H")
        assert times((entry,)) == ["06-11T01:00"]


def test_a_calendar_that_calls_meetings_off_cancels_them(read: Read) -> None:
    event = "UID:1\nDTSTART:20260611T090000\nDURATION:PT1H"
    assert single(read, event, head="METHOD:CANCEL\n").cancelled
    assert not single(read, event, head="METHOD:REQUEST\n").cancelled


def test_a_zone_nobody_knows_is_the_sites_and_is_reported(read: Read) -> None:
    document = read(calendar("UID:1\nDTSTART;TZID=Nowhere/City:20260611T090000\nDURATION:PT1H"))
    assert times(document.entries) == ["06-11T01:00"]
    assert [warning.code for warning in document.warnings] == ["unknown_zone"]


def test_floating_all_day_and_midnight_times_are_in_the_sites_zone(read: Read) -> None:
    floating = single(read, "UID:1\nDTSTART:20260611T230000\nDTEND:20260612T010000")
    assert times((floating,)) == ["06-11T15:00"]
    assert floating.ends_at - floating.starts_at == 2 * 3_600_000
    day = single(read, "UID:2\nDTSTART;VALUE=DATE:20260611\nDTEND;VALUE=DATE:20260612")
    assert times((day,)) == ["06-10T16:00"]
    assert day.ends_at - day.starts_at == 24 * 3_600_000
    short = single(read, "UID:3\nDTSTART;VALUE=DATE:20260611")
    assert (short.starts_at, short.ends_at) == (day.starts_at, day.ends_at)


def test_an_endless_rule_ends_400_days_from_today_and_a_finite_one_is_whole(read: Read) -> None:
    endless = read(calendar("UID:1\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY"))
    assert len(endless.entries) == 399  # from tomorrow to the 400th day, which is not counted any more
    finite = read(calendar("UID:1\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=700"))
    assert len(finite.entries) == 700


@pytest.mark.parametrize("end", ["UNTIL=99991231T000000Z", "UNTIL=45000101", "COUNT=-1"])
def test_an_end_that_programs_write_for_none_is_none(read: Read, end: str) -> None:
    rule = f"UID:1\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;{end}"
    assert len(read(calendar(rule)).entries) == 399


def test_a_daily_meeting_since_1990_is_read_and_its_days_before_2000_are_listed(read: Read) -> None:
    document = read(calendar("UID:1\nDTSTART:19900105T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY"))
    assert times(document.entries[:1]) == ["01-01T01:00"]
    assert len(document.entries) == (TODAY + timedelta(days=EXPANDED_DAYS) - date(2000, 1, 1)).days
    assert {each.code for each in document.refused} == {"bad_date"}
    assert document.refused[0].named == {"value": "1990-01-05 09:00 – 1990-01-05 10:00"}


@pytest.mark.timeout(20)  # such a day would be looked for until the year 9999, in every one of these
def test_a_rule_for_a_day_that_never_comes_gives_its_start_only_and_at_once(read: Read) -> None:
    rule = "UID:{0}\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ={1};BYMONTH=2,4;BYMONTHDAY=31,-31"
    kinds = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
    events = [rule.format(f"{kind}-{number}", kind) for number in range(50) for kind in kinds]
    assert len(read(calendar(*events)).entries) == len(events)


def test_an_event_that_is_not_closed_ends_with_its_calendar(read: Read) -> None:
    first = calendar("UID:1\nDTSTART:20260611T090000\nDURATION:PT1H").replace("END:VEVENT\r\n", "")
    document = read(first + "SUMMARY:outside\r\n" + calendar("UID:2\nDTSTART:20260612T090000\nDURATION:PT1H"))
    assert [entry.uid for entry in meetings(document)] == ["1", "2"]


def test_a_rule_keeps_the_hour_when_clocks_change(read: Read) -> None:
    document = read(
        calendar(
            "UID:1\nDTSTART;TZID=Europe/Berlin:20261018T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
        )
    )
    assert times(document.entries) == ["10-18T07:00", "10-25T08:00", "11-01T08:00"]


def test_exceptions_overrides_and_this_and_future(read: Read) -> None:
    document = read(
        calendar(
            "UID:1\nSUMMARY:A\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=6\n"
            "EXDATE:20260612T090000\nRDATE:20260620T140000",
            "UID:1\nSUMMARY:B\nRECURRENCE-ID:20260613T090000\nDTSTART:20260613T150000\nDURATION:PT2H",
            "UID:1\nSUMMARY:C\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260615T090000\nDTSTART:20260615T100000\n"
            "DURATION:PT30M",
        )
    )
    named = [
        (entry.title, time) for entry, time in zip(meetings(document), times(document.entries), strict=True)
    ]
    assert named == [
        ("A", "06-11T01:00"), ("B", "06-13T07:00"), ("A", "06-14T01:00"), ("C", "06-15T02:00"), ("C",
        "06-16T02:00"),
        ("C", "06-20T07:00"),
    ]  # fmt: skip


def test_the_recurrence_is_spelled_the_same_whatever_zone_the_file_uses(read: Read) -> None:
    zoned = read(
        calendar("UID:1\nDTSTART;TZID=Asia/Shanghai:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2")
    )
    utc = read(calendar("UID:1\nDTSTART:20260611T010000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2"))
    assert [entry.recurrence for entry in meetings(zoned)] == [entry.recurrence for entry in meetings(utc)]


def test_several_calendars_folds_inside_letters_and_gb18030(read: Read) -> None:
    event = "UID:1\nSUMMARY:信息化建设专题会\nLOCATION:大会议室\nDTSTART:20260611T090000\nDURATION:PT1H"
    text = calendar(event) + calendar(event.replace("UID:1", "UID:2"))
    folded = text.encode().replace(
        "信息".encode(), "信".encode()[:2] + b"\r\n " + "信".encode()[2:] + "息".encode()
    )
    for data in (folded, text.encode("gb18030"), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        document = read(data)
        assert [entry.title for entry in meetings(document)] == ["信息化建设专题会"] * 2


def test_newer_sequence_wins_and_of_equals_the_first(read: Read) -> None:
    older = "UID:1\nSUMMARY:old\nSEQUENCE:1\nDTSTART:20260611T090000\nDURATION:PT1H"
    newer = "UID:1\nSUMMARY:new\nSEQUENCE:2\nDTSTART:20260611T100000\nDURATION:PT1H"
    for events in ((older, newer), (newer, older)):
        (entry,) = read(calendar(*events)).entries
        assert isinstance(entry, MeetingEntry)
        assert (entry.title, entry.sequence) == ("new", 2)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ("UID:1\nDTSTART:20260611T090000\nDTEND:20260611T080000", "end_before_start"),
        ("UID:1\nDTSTART:20260611T090000", "no_time"),
        ("UID:1\nSUMMARY:x", "no_time"),
        ("UID:1\nDTSTART:1900-01-01", "bad_date"),
        ("UID:1\nDTSTART:19000101T090000\nDURATION:PT1H", "bad_date"),
        ("UID:1\nDTSTART:99991231T090000\nDURATION:PT1H", "bad_date"),
        ("UID:1\nDTSTART;VALUE=DATE:99991231", "bad_date"),
        ("UID:1\nDTSTART:20260611T090000\nDURATION:P60D", "too_long"),
        (f"UID:1\nSUMMARY:{'长' * 501}\nDTSTART:20260611T090000\nDURATION:PT1H", "too_long"),
        ("UID:1\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=NEVER", "bad_date"),
        ("UID:1\nDTSTART:20260611T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0", "bad_date"),
        ("UID:1\nDTSTART:20260611T090000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY", "too_long"),
        (
            "UID:1\nDTSTART:20260611T090000\nDURATION:PT1S\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
            "too_long",
        ),
    ],
)
def test_what_cannot_be_a_meeting_is_refused_with_its_uid(read: Read, event: str, code: str) -> None:
    document = read(calendar(event, "UID:2\nDTSTART:20260611T090000\nDURATION:PT1H"))
    assert [(each.where, each.code) for each in document.refused] == [("UID:1", code)]
    assert len(document.entries) == 1


def test_a_room_among_the_attendees_counts_where_no_place_is_named(read: Read) -> None:
    entry = single(
        read, "UID:1\nATTENDEE;CUTYPE=ROOM;CN=大会议室:mailto:r@x\nDTSTART:20260611T090000\nDURATION:PT1H"
    )
    assert entry.room == "大会议室"


def test_titles_stay_text(read: Read) -> None:
    for title in ("<b>粗</b>&amp;", "😀🏳️‍🌈", "𠮷𡈽䶮", "=1+1", "长" * 500):
        entry = single(read, f"UID:1\nSUMMARY:{title}\nDTSTART:20260611T090000\nDURATION:PT1H")
        assert entry.title == title


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "truncated"),
        (calendar("UID:1").encode()[:-20], "truncated"),
        (bytes(range(256)) * 20, "not_a_calendar"),
        (b"hello", "not_a_calendar"),
    ],
)
def test_a_file_that_is_no_whole_calendar_is_refused_whole(read: Read, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.code == code


def test_a_file_of_100_mb_is_refused_before_it_is_read_whole(tmp_path: object, read: Read) -> None:
    del tmp_path
    with pytest.raises(Refused) as caught:
        read(b"BEGIN:VCALENDAR\r\n" + b"X" * (100 * 1024 * 1024))
    assert (caught.value.code, caught.value.params) == ("file_too_large", {"limit_mb": 20})


PIECES = st.sampled_from([
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE",
    "END:VTIMEZONE", "UID:1", "UID:2",
    "DTSTART:20260611T090000", "DTSTART;TZID=X:20260611T090000Z", "DTEND:20260611", "DURATION:-P1D",
    "RRULE:FREQ=YEARLY",
    "RRULE:FREQ=MONTHLY;BYDAY=9MO;BYSETPOS=0", "RRULE:COUNT=5;FREQ=DAILY;UNTIL=2026",
    "EXDATE:20260611T090000,x", " folded",
    "RDATE;VALUE=PERIOD:20260611T090000/PT1H,20260612T090000Z/20260612T100000Z",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260611",
    "SEQUENCE:-1", "LAST-MODIFIED:x", "TZID:X", "SUMMARY:\\n\\,;", "X;=:", ";:;",
    "DTSTART;VALUE=DATE:2026061", "STATUS:CANCELLED",
])  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40), st.booleans())
def test_no_calendar_breaks_the_reader(pieces: list[str], closed: bool) -> None:
    text = "\r\n".join(pieces)
    if closed:
        text = f"BEGIN:VCALENDAR\r\n{text}\r\nEND:VCALENDAR\r\n"
    try:
        document = read_calendar(text.encode("utf-8", "surrogatepass"), "x", SHANGHAI, TODAY, quiet, never)
    except Refused:
        return
    assert document.kind is Kind.MEETINGS


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    whole = b"BEGIN:VCALENDAR\r\n" + data + b"\r\nEND:VCALENDAR"
    with contextlib.suppress(Refused):
        read_calendar(whole, "x", SHANGHAI, TODAY, quiet, never)
