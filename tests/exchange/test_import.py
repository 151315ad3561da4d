"""Imports into a real house: identity, merge, overlaps, order, undo. What is here afterwards is asked,
not guessed."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ops import EditMeeting, MeetingFields, MoveMeeting
from app.domain.periods import HOUR
from app.domain.questions import BoardBetween, MeetingsBetween, RoomList
from app.domain.records import MeetingRecord
from app.domain.states import MeetingState
from tests.exchange.conftest import Importer, calendar, counts
from tests.support.tables import overlaps

WEEKLY = (
    "UID:series\nSUMMARY:周例会\nLOCATION:302\nDTSTART;TZID=China Standard Time:20260611T090000\n"
    "DTEND;TZID=China Standard Time:20260611T100000\nRRULE:FREQ=WEEKLY;COUNT=4"
)
SINGLE = (
    "UID:single\nSUMMARY:评审会\nLOCATION:305\nDTSTART:20260612T060000Z\nDURATION:PT1H\nDESCRIPTION:一\\,二"
)


def held(importer: Importer) -> list[MeetingRecord]:
    return list(importer.home.console.ask(MeetingsBetween(0, 4_000_000_000_000)))


def titled(importer: Importer, title: str) -> list[MeetingRecord]:
    return [meeting for meeting in held(importer) if meeting.title == title]


def tasks(importer: Importer) -> list[tuple[str, int, int, str]]:
    board = importer.home.console.ask(BoardBetween(0, 4_000_000_000_000))
    return [(task.id, task.starts_at, task.ends_at, task.state.value) for task in board.tasks]


def test_rooms_are_made_only_when_asked_for(importer: Importer) -> None:
    refused = importer.take(calendar(SINGLE), create_rooms=False)
    assert [(each["code"], each["params"]) for each in refused["refused"]] == [("no_room", {"room": "305"})]
    assert held(importer) == []
    assert counts(importer.take(calendar(SINGLE)))["added"] == 1
    assert [room.number for room in importer.home.console.ask(RoomList())] == ["305"]


def test_a_dry_run_writes_nothing_and_says_the_same(importer: Importer) -> None:
    dry = importer.take(calendar(WEEKLY, SINGLE), dry_run=True)
    assert held(importer) == []
    wet = importer.take(calendar(WEEKLY, SINGLE))
    assert dry | {"dry_run": False} == wet
    assert list(wet) == ["file", "kind", "read", "added", "changed", "unchanged", "removed", "refused",
    "warnings",
                         "dry_run"]  # fmt: skip


def test_the_same_events_again_change_nothing(importer: Importer) -> None:
    assert counts(importer.take(calendar(WEEKLY, SINGLE)))["added"] == 5
    again = importer.take(calendar(SINGLE, WEEKLY))
    assert counts(again) == {"read": 5, "added": 0, "changed": 0, "unchanged": 5, "removed": 0, "refused": 0}
    assert importer.plan is not None
    assert importer.plan.steps == ()


def test_another_programs_saving_changes_nothing(importer: Importer) -> None:
    text = calendar(WEEKLY, SINGLE)
    importer.take(text)
    resaved = icalendar.Calendar.from_ical(text).to_ical()  # sorted properties, other folds and spellings
    assert counts(importer.take(resaved))["unchanged"] == 5
    utc = re.sub(
        r";TZID=China Standard Time:20260611T(\d\d)", lambda m: f":20260611T{int(m[1]) - 8:02}", text
    )
    utc = utc.replace("T010000\r\n", "T010000Z\r\n").replace("T020000\r\n", "T020000Z\r\n")
    assert counts(importer.take(utc))["unchanged"] == 5


def test_a_field_changed_here_stays_and_the_others_follow_the_file(importer: Importer) -> None:
    importer.take(calendar(SINGLE))
    (meeting,) = held(importer)
    importer.home.do(
        EditMeeting(meeting.id, set=MeetingFields(title="改过"), was=MeetingFields(title="评审会"))
    )
    assert counts(importer.take(calendar(SINGLE)))["unchanged"] == 1
    newer = SINGLE.replace("评审会", "评审会议").replace("一\\,二", "三") + "\nSEQUENCE:1"
    report = importer.take(calendar(newer))
    assert counts(report)["changed"] == 1
    assert [(each["code"], each["params"]) for each in report["warnings"]][:1] == [
        ("kept_here", {"field": "title"})
    ]
    (after,) = held(importer)
    assert (after.title, after.notes) == ("改过", "三")


def test_a_meeting_moved_here_stays_where_it_is(importer: Importer) -> None:
    importer.take(calendar(SINGLE))
    (meeting,) = held(importer)
    there = (meeting.room_id, meeting.starts_at + HOUR, meeting.ends_at + HOUR)
    importer.home.do(
        MoveMeeting(meeting.id, *there, meeting.room_id, meeting.starts_at, meeting.ends_at, "测试")
    )
    assert counts(importer.take(calendar(SINGLE)))["unchanged"] == 1
    importer.take(calendar(SINGLE.replace("T060000Z", "T080000Z")))
    assert [each.starts_at for each in held(importer)] == [there[1]]


def test_a_changed_event_changes_its_meeting_and_tells_what(importer: Importer) -> None:
    importer.take(calendar(SINGLE))
    before = held(importer)[0]
    report = importer.take(calendar(SINGLE.replace("T060000Z", "T070000Z").replace("评审会", "终审会")))
    assert counts(report)["changed"] == 1
    (after,) = held(importer)
    assert (after.id, after.title, after.starts_at) == (before.id, "终审会", before.starts_at + HOUR)
    assert importer.plan is not None
    assert [change.field for change in importer.plan.rows[0].changes] == ["starts_at", "ends_at", "title"]


def test_an_older_version_changes_nothing(importer: Importer) -> None:
    importer.take(calendar(SINGLE + "\nSEQUENCE:5"))
    report = importer.take(calendar(SINGLE.replace("评审会", "旧") + "\nSEQUENCE:4"))
    assert counts(report)["unchanged"] == 1
    assert held(importer)[0].title == "评审会"


def test_what_is_cancelled_there_is_cancelled_here_once(importer: Importer) -> None:
    importer.take(calendar(WEEKLY, SINGLE))
    cancelled = calendar(WEEKLY, SINGLE + "\nSTATUS:CANCELLED")
    assert counts(importer.take(cancelled))["removed"] == 1
    assert titled(importer, "评审会")[0].state is MeetingState.CANCELLED
    assert counts(importer.take(cancelled))["unchanged"] == 5
    assert counts(importer.take(calendar(WEEKLY, SINGLE)))["changed"] == 1
    assert titled(importer, "评审会")[0].state is MeetingState.CONFIRMED


def test_an_event_cancelled_before_it_was_known_is_counted_once(importer: Importer) -> None:
    cancelled = calendar(SINGLE + "\nSTATUS:CANCELLED")
    assert counts(importer.take(cancelled))["removed"] == 1
    assert counts(importer.take(cancelled))["unchanged"] == 1


def test_an_occurrence_taken_out_of_a_series_is_taken_out_here(importer: Importer) -> None:
    importer.take(calendar(WEEKLY))
    without = calendar(WEEKLY + "\nEXDATE;TZID=China Standard Time:20260618T090000")
    report = importer.take(without)
    assert counts(report) == {"read": 3, "added": 0, "changed": 0, "unchanged": 3, "removed": 1, "refused": 0}
    states = [meeting.state for meeting in held(importer)]
    assert states.count(MeetingState.CANCELLED) == 1
    assert counts(importer.take(without))["removed"] == 0


def test_an_override_sent_alone_takes_nothing_out(importer: Importer) -> None:
    importer.take(calendar(WEEKLY))
    alone = (
        "UID:series\nSUMMARY:周例会\nLOCATION:302\nRECURRENCE-ID:20260618T010000Z\nDTSTART:20260618T030000Z\n"
        "DURATION:PT1H"
    )
    report = importer.take(calendar(alone))
    assert counts(report) == {"read": 1, "added": 0, "changed": 1, "unchanged": 0, "removed": 0, "refused": 0}


def test_in_the_file_the_earlier_row_wins(importer: Importer) -> None:
    head = "title,room,start,end\n"
    rows = ["a,302,2026-06-11 09:00,2026-06-11 11:00", "b,302,2026-06-11 10:00,2026-06-11 12:00",
            "c,302,2026-06-11 11:00,2026-06-11 12:00"]  # fmt: skip
    report = importer.take(head + "\n".join(rows), "m.csv")
    assert [(each["where"], each["code"], each["params"]["first"]) for each in report["refused"]] == [
        ("row 3", "overlap", "row 2")
    ]
    assert sorted(meeting.title for meeting in held(importer)) == ["a", "c"]


def test_what_is_booked_here_wins_over_the_file(importer: Importer) -> None:
    room = importer.home.add_room("305")
    importer.home.book(room, start_min=2778, minutes=60)  # 2026-06-12 12:00 in Shanghai
    report = importer.take(calendar(SINGLE.replace("T060000Z", "T043000Z")))
    assert [each["code"] for each in report["refused"]] == ["overlap"]


def test_only_other_rules_warn(importer: Importer) -> None:
    importer.home.add_room("305", capacity=10)
    late = SINGLE.replace("T060000Z", "T140000Z").replace("DURATION:PT1H", "DURATION:PT10M")
    report = importer.take(calendar(late + "\nX-HUIWUTAI-EXPECTED:30"))
    assert counts(report)["added"] == 1
    assert {each["code"] for each in report["warnings"]} == {"over_capacity", "outside_hours", "too_short"}


def test_a_room_is_found_by_number_name_or_both(importer: Importer) -> None:
    importer.home.add_room("302")
    for number, place in enumerate(("302", "会议室302", "302 会议室302", "３０２", "302会议室", "Room 302")):
        event = SINGLE.replace("UID:single", f"UID:{number}").replace("T060000Z", f"T{number + 1:02}0000Z")
        report = importer.take(
            calendar(event.replace("LOCATION:305", f"LOCATION:{place}")), create_rooms=False
        )
        assert counts(report)["added"] == 1, place


def test_history_keeps_its_time_and_says_so(importer: Importer) -> None:
    past = SINGLE.replace("20260612", "20250612")
    importer.take(calendar(past))
    report = importer.take(calendar(past.replace("T060000Z", "T070000Z")))
    assert counts(report)["unchanged"] == 1
    assert {each["code"] for each in report["warnings"]} == {"already_begun"}


def test_what_is_over_already_is_history(importer: Importer) -> None:
    report = importer.take(calendar(SINGLE.replace("20260612", "20250612")))
    assert [each["code"] for each in report["warnings"]] == ["in_the_past"]
    (meeting,) = held(importer)
    assert meeting.is_history


def test_meetings_may_move_into_each_others_places_in_a_chain(importer: Importer) -> None:
    def three(first: int) -> str:
        event = "UID:{0}\nSUMMARY:m{0}\nLOCATION:302\nDTSTART:20260612T0{1}0000Z\nDURATION:PT1H"
        return calendar(*(event.format(n, first + n) for n in range(3)))

    importer.take(three(1))
    report = importer.take(three(2))
    assert counts(report)["changed"] == 3
    assert [meeting.title for meeting in held(importer)] == ["m0", "m1", "m2"]
    assert counts(importer.take(three(1)))["changed"] == 3


def test_meetings_may_swap_places_and_be_put_back(importer: Importer) -> None:
    event = "UID:{0}\nSUMMARY:{0}\nLOCATION:302\nDTSTART:20260612T0{1}0000Z\nDURATION:PT1H"
    event += "\nX-HUIWUTAI-EXPECTED:20"
    importer.take(calendar(event.format("a", 1), event.format("b", 2), event.format("c", 3)))
    before = tasks(importer)
    report = importer.take(calendar(event.format("a", 2), event.format("b", 3), event.format("c", 1)))
    assert counts(report) == {"read": 3, "added": 0, "changed": 3, "unchanged": 0, "removed": 0, "refused": 0}
    assert [meeting.title for meeting in held(importer)] == ["c", "a", "b"]
    assert len(tasks(importer)) == len(before)
    importer.home.undo()
    assert [meeting.title for meeting in held(importer)] == ["a", "b", "c"]
    assert tasks(importer) == before


def test_an_import_is_undone_as_one_and_can_come_again(importer: Importer) -> None:
    importer.take(calendar(WEEKLY, SINGLE))
    importer.home.undo()
    assert held(importer) == []
    assert importer.home.console.ask(RoomList()) == ()
    assert counts(importer.take(calendar(WEEKLY, SINGLE)))["added"] == 5
    assert len(held(importer)) == 5


def test_a_table_row_without_a_number_is_known_by_room_and_start(importer: Importer) -> None:
    head = "会议名称,会议室,开始时间,结束时间,参会人数\n"
    importer.take(head + "周例会,302,2026-06-11 09:00,2026-06-11 10:00,20\n", "m.csv")
    report = importer.take(head + "周例会,302,2026-06-11 09:00,2026-06-11 10:30,25\n", "m.csv")
    assert counts(report)["changed"] == 1
    (meeting,) = held(importer)
    assert (meeting.expected, meeting.attendants_needed) == (25, 1)
    silent = "会议名称,会议室,开始时间,结束时间\n周例会,302,2026-06-11 09:00,2026-06-11 10:30\n"
    assert counts(importer.take(silent, "m.csv"))["unchanged"] == 1  # a column that is not there says nothing


def test_an_import_of_rooms_is_undone_as_one(importer: Importer) -> None:
    importer.take("会议室,编号,楼层\n大会议室,301,三层\n小会议室,302,三层\n", "r.csv")
    importer.home.undo()
    assert importer.home.console.ask(RoomList()) == ()
    assert counts(importer.take("会议室,编号,楼层\n大会议室,301,三层\n", "r.csv"))["added"] == 1


def test_registers_come_and_come_again(importer: Importer) -> None:
    rooms = "会议室,编号,楼层,容量\n大会议室,301,三层,60\n小会议室,B12,B1层,8\n"
    people = "姓名,岗位,工号\n王海燕,会服,007\n李工,工程师,008\n"
    devices = "设备名称,编号,会议室,类别\n终端,V-1,301,视频终端\n屏,D-1,999,显示屏\n"
    assert counts(importer.take(rooms, "r.csv"))["added"] == 2
    assert counts(importer.take(rooms, "r.csv"))["unchanged"] == 2
    assert counts(importer.take(rooms.replace("60", "66"), "r.csv"))["changed"] == 1
    assert counts(importer.take(people, "p.csv"))["added"] == 2
    report = importer.take(devices, "d.csv")
    assert [(each["where"], each["code"]) for each in report["refused"]] == [("row 3", "no_room")]
    assert counts(report)["added"] == 1
    assert counts(importer.take(devices, "d.csv"))["unchanged"] == 1


EVENTS = st.lists(
    st.builds(
        lambda uid, room, hour, minutes: (
            f"UID:{uid}\nSUMMARY:m{uid}\nLOCATION:{room}\nDTSTART:20260612T{hour:02}0000Z\nDURATION:PT{minutes}M"
        ),
        st.integers(0, 30), st.sampled_from(["301", "302"]), st.integers(0, 20), st.integers(10, 180),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@pytest.mark.timeout(300)
@given(EVENTS, st.integers(0, 2**32))
def test_shuffled_and_saved_again_nothing_changes(
    tmp_path_factory: pytest.TempPathFactory, events: list[str], seed: int
) -> None:
    from tests.support.house import house

    folder = tmp_path_factory.mktemp("house")
    by_uid = list({event.split("\n")[0]: event for event in events}.values())
    with house(folder / "data") as home:
        importer = Importer(folder, home)
        first = importer.take(calendar(*by_uid))
        gone = {each["where"].removeprefix("UID:") for each in first["refused"]}
        kept = [event for event in by_uid if event.split("\n")[0].removeprefix("UID:") not in gone]
        random.Random(seed).shuffle(kept)
        again = importer.take(icalendar.Calendar.from_ical(calendar(*kept)).to_ical())
        assert counts(again) == {
            "read": len(kept), "added": 0, "changed": 0, "unchanged": len(kept), "removed": 0, "refused": 0,
        }  # fmt: skip
        slots = sorted((m.room_id, m.starts_at, m.ends_at) for m in held(importer))
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(slots))


@pytest.mark.timeout(300)
@given(st.lists(EVENTS, min_size=2, max_size=4))
def test_whatever_the_next_version_says_the_plan_foretells_it(
    tmp_path_factory: pytest.TempPathFactory, versions: list[list[str]]
) -> None:
    """No step of a plan is refused by the store, nothing overlaps, the same version again changes nothing."""
    from tests.support.house import house

    folder = tmp_path_factory.mktemp("house")
    with house(folder / "data") as home:
        importer = Importer(folder, home)
        for events in versions:
            text = calendar(*{event.split("\n")[0]: event for event in events}.values())
            first = importer.take(text)
            assert importer.done is None or importer.done.refused == ()
            assert overlaps(home) == []
            again = importer.take(text, dry_run=True)
            assert counts(again)["added"] + counts(again)["changed"] + counts(again)["removed"] == 0
            assert len(again["refused"]) == len(first["refused"])
