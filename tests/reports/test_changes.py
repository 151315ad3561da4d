"""The second print marks what changed since the first, and only what the paper shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.periods import MINUTE
from app.domain.states import MeetingState, TaskKind, TaskState
from app.reports.schedule import Options
from app.reports.schedule_entries import Arrangement
from app.reports.sheet import Document
from tests.reports.days import (
    ANNA,
    LIN,
    day,
    given,
    laid,
    line_with,
    printed,
    reprinted,
    run_with,
    sound,
    text,
)
from tests.support.records import ident, meeting, room, task, tasks_for

ROOMS = (room("101", floor_id=ident("floor 1")), room("302"), room("303"))
ONE = meeting("a", title="周例会", expected=48)
EARLIER = ONE.starts_at - 30 * MINUTE
OTHER = meeting("b", "303", title="另一场会")
ATTENDANT = Options(arrangement=Arrangement.ATTENDANT)


def flags(document: Document) -> int:
    """How many rows are framed 改; each has its bar in the margin."""
    count = sum(len(page.frames) for page in document.pages)
    bars = [bar for page in document.pages for bar in page.bars if bar.x < 40 and bar.width == 3]
    assert len(bars) >= count
    assert sum(run.text == "改" for page in document.pages for run in page.runs) == count
    return count


def test_a_first_print_marks_nothing_and_says_nothing_of_marks():
    document = laid(day([ONE, OTHER], rooms=ROOMS))
    assert flags(document) == 0
    assert "左侧黑条" not in text(document)
    assert document.version == 1


def test_an_unchanged_reprint_is_a_new_version_without_marks():
    schedule = day([ONE, OTHER], rooms=ROOMS)
    document = reprinted(schedule, schedule)
    assert document.version == 2
    assert flags(document) == 0
    assert "左侧黑条、“改”：自上次打印（6月10日 13:42，第 1 版）以来有变更" in text(document)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (replace(ONE, expected=52), "（人数 48→52）"),
        (replace(ONE, expected=0), "（人数 48→—）"),
        (replace(ONE, starts_at=EARLIER, ends_at=ONE.ends_at - 30 * MINUTE), "（原 14:00）"),
        (replace(ONE, ends_at=ONE.ends_at + 30 * MINUTE), "（原至 15:30）"),
        (replace(ONE, starts_at=EARLIER), "（原 14:00–15:30）"),
        (replace(ONE, room_id=ident("room 101")), "（原 302）"),
        (replace(ONE, title="季度例会"), "（改名）"),
        (replace(ONE, unit="市水务局"), "（原单位 市应急管理局）"),
        (replace(ONE, is_video=True), "（服务有变）"),
        (replace(ONE, is_classified=True, title="", unit=""), "（改名）"),
    ],
)  # fmt: skip
def test_a_change_is_marked_and_says_what_stood_there(changed, said: str):
    document = reprinted(day([ONE, OTHER], rooms=ROOMS), day([changed, OTHER], rooms=ROOMS))
    sound(document)
    assert flags(document) == 1
    assert said in text(document)
    assert "另一场会" in text(document)
    assert "改" not in line_with(document, "另一场会")


def test_several_changes_of_one_meeting_are_one_mark():
    changed = replace(ONE, expected=52, room_id=ident("room 101"))
    document = reprinted(day([ONE], rooms=ROOMS), day([changed], rooms=ROOMS))
    assert "（原 302，人数 48→52）" in text(document)
    assert flags(document) == 1


def test_a_new_meeting_is_marked_and_one_to_be_confirmed_says_so_without_a_mark():
    document = reprinted(day([ONE], rooms=ROOMS), day([ONE, OTHER], rooms=ROOMS))
    assert flags(document) == 1
    assert "（新增）" in line_with(document, "另一场会")
    pending = laid(day([replace(ONE, state=MeetingState.SUBMITTED)]))
    assert "（待确认）" in text(pending)
    assert flags(pending) == 0


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ([replace(ONE, state=MeetingState.CANCELLED)], "（取消）"),
        ([replace(ONE, state=MeetingState.NO_SHOW)], "（未到会）"),
        ([], "（不在本日）"),
    ],
)
def test_what_was_listed_and_takes_place_no_more_stays_struck(after, said: str):
    document = reprinted(day([ONE, OTHER], rooms=ROOMS), day([*after, OTHER], rooms=ROOMS))
    sound(document)
    assert run_with(document, "周例会").struck
    assert not run_with(document, said[1:-1]).struck
    assert not run_with(document, "另一场会").struck
    assert flags(document) == 1
    assert "共 1 场" in text(document)


def test_a_meeting_that_left_the_floor_is_struck_on_that_floors_paper():
    options = Options(floor_id=ident("floor 3"))
    moved = replace(ONE, room_id=ident("room 101"))
    document = reprinted(day([ONE], rooms=ROOMS), day([moved], rooms=ROOMS), options)
    assert "（改到 101）" in text(document)
    assert run_with(document, "周例会").struck


def test_attendants_are_compared_only_when_they_are_printed():
    before, after = given(tasks_for(ONE), LIN.id), given(tasks_for(ONE), ANNA.id)
    document = reprinted(day([ONE], before), day([ONE], after))
    assert "（原会服 林晓燕）" in text(document)
    silent = reprinted(day([ONE], before), day([ONE], after), Options(names=False))
    assert flags(silent) == 0


def test_marks_can_be_left_out():
    options = Options(marks=False)
    document = reprinted(day([ONE]), day([replace(ONE, expected=52)]), options)
    assert flags(document) == 0
    assert document.version == 2
    assert "左侧黑条" not in text(document)


def test_work_given_to_another_person_is_struck_on_one_list_and_marked_on_the_other():
    mine = task("t", TaskKind.SETUP, note="摆台", assignee_id=LIN.id, state=TaskState.ASSIGNED)
    theirs = replace(mine, assignee_id=ANNA.id)
    document = reprinted(day([], [mine]), day([], [theirs]), ATTENDANT)
    sound(document)
    assert flags(document) == 2
    assert "（原 林晓燕）" in text(document)
    assert "（改派 王海燕）" in text(document)
    assert "共 1 人\u30001 项" in text(document)


def test_work_that_somebody_took_on_is_not_struck_from_nobodys_list():
    free = tasks_for(replace(ONE, attendants_needed=1))
    document = reprinted(day([ONE], free), day([ONE], given(free, LIN.id)), ATTENDANT)
    assert not any(run.struck for page in document.pages for run in page.runs)
    assert "（新增）" in text(document)


def test_a_print_kept_in_an_unknown_form_counts_but_marks_nothing():
    schedule = day([ONE])
    document = reprinted(schedule, day([replace(ONE, expected=52)]))
    assert flags(document) == 1
    strange = replace(printed(laid(schedule)), lines="[]", version=36)
    other = laid(day([replace(ONE, expected=52)], last=strange))
    assert (other.version, flags(other)) == (37, 0)
