"""The layout of the daily schedule, as numbers: everything is there, on the page, and on nothing else."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periods import HOUR, MINUTE
from app.domain.states import LinkPhase, MeetingClass, MeetingState, Role, TaskKind
from app.reports.schedule import Options, Printing, record_of
from app.reports.schedule_entries import Arrangement, decoded, encoded
from app.reports.sheet import Paper
from tests.reports.days import (
    ANNA,
    LIN,
    day,
    laid,
    line_with,
    lines,
    run_with,
    sound,
    text,
)
from tests.reports.days import given as assigned
from tests.support.records import DAY, T0, ident, meeting, person, room, task, tasks_for

ROOMS = (
    room("101", floor_id=ident("floor 1"), name="小会议室"),
    room("302", name="中会议室"),
    room("303", name="303"),
)
ATTENDANT = Options(arrangement=Arrangement.ATTENDANT)
ROOM = Options(arrangement=Arrangement.ROOM)


def test_by_time_each_meeting_is_a_line_under_its_half_of_the_day():
    morning = meeting(
        "a",
        "302",
        "09:00",
        "11:30",
        title="法规清理对接会",
        unit="市司法局",
        expected=46,
        nameplates=10,
        is_video=True,
        attendants_needed=2,
    )
    evening = meeting("b", "101", "19:00", "20:00", title="夜间调度会")
    document = laid(day([evening, morning], assigned(tasks_for(morning), LIN.id, ANNA.id), ROOMS))
    said = lines(document.pages[0])
    assert said.index("上午\u30001 场") < said.index("下午、晚间\u30001 场")
    assert line_with(document, "法规") == (
        "09:00–11:30 | 302 | 中会议室 | 法规清理对接会 | 市司法局 | 46 | 林晓燕 王海燕 | 视频 茶水 名位牌"
    )
    assert "共 2 场\u3000第 1 / 1 页" in text(document)


def test_by_room_the_floors_are_the_headings_and_rooms_come_in_their_order():
    document = laid(
        day([meeting("a", "303", "09:00", "10:00"), meeting("b", "101", "14:00", "15:00"),
             meeting("c", "302", "16:00", "17:00"), meeting("d", "302", "08:00", "09:00")], rooms=ROOMS),
        ROOM,
    )  # fmt: skip
    rows = [line for line in lines(document.pages[0]) if "–" in line or line.endswith("场")]
    assert [row.split(" | ")[0] for row in rows] == [
        "一层\u30001 场",
        "101",
        "三层\u30003 场",
        "302",
        "302",
        "303",
    ]
    assert [row.split(" | ")[2] for row in rows if row.startswith("302")] == ["08:00–09:00", "16:00–17:00"]


def test_by_attendant_everybody_has_the_order_of_the_day_and_the_rest_is_to_be_assigned():
    first = meeting("a", "302", "09:00", "10:00", title="早会", attendants_needed=1)
    second = meeting("b", "101", "13:00", "14:00", title="午会", attendants_needed=2)
    tasks = (*assigned(tasks_for(first), LIN.id), *assigned(tasks_for(second), LIN.id))
    document = laid(day([first, second], tasks, ROOMS), ATTENDANT)
    said = lines(document.pages[0])
    assert "林晓燕\u30008 项" in said
    assert "待派\u30003 项" in said
    mine = said[said.index("林晓燕\u30008 项") + 1 : said.index("待派\u30003 项")]
    assert [line.split(" | ")[0] for line in mine] == [str(n) for n in range(1, 9)]
    assert mine[0] == "1 | 08:00–08:30 | 302 | 中会议室 | 布置 | 早会 | 24 | 茶水"
    assert "共 1 人\u300011 项" in text(document)


def test_an_engineers_own_work_is_on_the_engineers_list_after_the_attendants():
    zhao = person("安强", Role.ENGINEER)
    check = task(
        "x", TaskKind.INSPECTION, "09:00", "09:30", assignee_id=zhao.id, role=Role.ENGINEER, note="配电间"
    )
    mine = task("y", TaskKind.CALL, "10:00", "10:15", assignee_id=LIN.id, note="送话筒")
    schedule = day([], [check, mine])
    schedule = replace(schedule, board=replace(schedule.board, people=(zhao, LIN)))
    said = text(laid(schedule, ATTENDANT))
    assert said.index("林晓燕") < said.index("安强")
    assert "巡检 | 配电间" in said


def test_a_classified_meeting_is_occupied_and_dashes_everywhere():
    secret = meeting(
        "s", "302", title="绝密议题", unit="某局", contact="某人", expected=31, is_classified=True
    )
    tasks = assigned(tasks_for(secret), LIN.id)
    for arrangement in Arrangement:
        document = laid(day([secret], tasks, ROOMS), Options(arrangement=arrangement, phones=True))
        for word in ("绝密", "某局", "某人", "31"):
            assert word not in text(document)
            assert word not in document.kept
        assert "占用" in text(document)
    assert line_with(laid(day([secret], tasks, ROOMS)), "占用").endswith("占用 | — | — | — | —")


def test_a_self_service_meeting_says_so_and_has_no_tea():
    document = laid(day([meeting(meeting_class=MeetingClass.SELF_SERVICE, expected=5, attendants_needed=0)]))
    assert line_with(document, "全市").endswith("5 | 自助 | —")


@pytest.mark.parametrize(
    ("names", "shown"), [(True, "林晓燕 缺 1"), (False, "1/2")], ids=["with names", "without names"]
)
def test_attendants_are_named_or_counted(names: bool, shown: str):
    one = meeting(attendants_needed=2)
    document = laid(day([one], assigned(tasks_for(one), LIN.id)), Options(names=names))
    assert shown in line_with(document, "全市")
    assert ("林晓燕" in text(document)) is names


def test_contacts_and_phones_only_when_asked_for():
    schedule = day([meeting(contact="吴敏", phone="6001")])
    assert "6001" not in text(laid(schedule))
    assert "吴敏 6001" in text(laid(schedule, Options(phones=True)))


def test_what_does_not_take_place_is_not_listed():
    states = (MeetingState.CANCELLED, MeetingState.NO_SHOW)
    document = laid(day([meeting(f"m{n}", state=state) for n, state in enumerate(states)]))
    assert "没有会议" in text(document)


def test_a_meeting_over_midnight_is_on_both_days_with_its_dates():
    night = replace(meeting("n"), starts_at=T0 - 16 * HOUR, ends_at=T0 - 12 * HOUR)
    assert "6月9日 21:42–01:42+1" in text(laid(day([night])))
    late = replace(meeting("l"), starts_at=T0 + 9 * HOUR, ends_at=T0 + 13 * HOUR)
    assert "22:42–02:42+1" in text(laid(day([late])))
    assert "没有会议" in text(laid(day([replace(late, starts_at=T0 + 11 * HOUR)])))


def test_an_empty_day_names_the_day_and_the_filter():
    schedule = day([meeting("a", "302")], rooms=ROOMS)
    document = laid(schedule, Options(floor_id=ident("floor 1")))
    assert "6月10日 周三 没有会议（一层）。" in text(document)
    assert "没有任务（全部楼层）" in text(laid(schedule, ATTENDANT))


def test_a_floor_prints_its_own_meetings_and_counts_its_own_versions():
    options = Options(floor_id=ident("floor 1"))
    document = laid(day([meeting("a", "302"), meeting("b", "101", title="一层的会")], rooms=ROOMS), options)
    assert "一层的会" in text(document)
    assert "全市" not in text(document)
    assert "共 1 场" in text(document)
    assert document.layout == f"time.{ident('floor 1').replace('-', '')}"
    assert len(record_of(document, ident("print"), "pdf").layout) <= 64


@pytest.mark.parametrize(
    ("link", "unsent", "said"),
    [
        (LinkPhase.ALONE, 0, "本机"),
        (LinkPhase.LIVE, 0, "已同步"),
        (LinkPhase.LIVE, 3, "待上传 3 项"),
        (LinkPhase.CATCHING_UP, 0, "正在同步"),
        (LinkPhase.CATCHING_UP, 3, "待上传 3 项"),
        (LinkPhase.OFFLINE, 0, "离线"),
        (LinkPhase.OFFLINE, 2, "离线，待上传 2 项"),
        (LinkPhase.CONNECTING, 0, "离线"),
        (LinkPhase.ACTION, 2, "离线，待上传 2 项"),
    ],
)
def test_the_head_says_how_old_the_data_are_and_who_printed_them(link: LinkPhase, unsent: int, said: str):
    document = laid(day([meeting()], unsent=unsent), printing=Printing(T0 + MINUTE, "周敏", link))
    head = text(document)
    assert f"数据截至 06-10 13:42:18（{said}）" in head
    assert "打印 06-10 13:43\u3000周敏" in head
    assert "2026年6月10日 星期三" in head


def test_a_title_of_500_characters_is_wrapped_and_all_of_it_is_there():
    title = "关于进一步加强（城市内涝）防范工作的通知，" * 25
    document = laid(day([meeting(title=title[:500])]), Options(paper=Paper.A4_PORTRAIT))
    sound(document)
    column = run_with(document, title[:5]).x
    parts = [
        run.text for page in document.pages for run in page.runs if run.x == column and run.text != "会议"
    ]
    assert "".join(parts) == title[:500]


def test_a_row_taller_than_a_page_goes_on_with_its_time_and_room():
    title = "长" * 4000
    document = laid(day([meeting(title=title)]), Options(size=14, paper=Paper.A4_LANDSCAPE))
    sound(document)
    assert len(document.pages) > 1
    assert sum(text(document).count(part) for part in "长") == 4000
    for page in document.pages:
        assert "14:00–15:30" in "\n".join(lines(page))


def test_headers_sections_and_page_numbers_are_repeated():
    many = [meeting(f"m{n}", "302", "14:00", "15:00", title=f"会议{n:03}") for n in range(120)]
    document = laid(day(many))
    count = len(document.pages)
    assert count == 5
    for number, page in enumerate(document.pages, 1):
        said = "\n".join(lines(page))
        assert f"第 {number} / {count} 页" in said
        assert f"第 1 版\u3000{number} / {count}" in said
        assert "时间 | 会议室" in said
        assert ("下午、晚间（续）" in said) is (number > 1)
    assert [f"会议{n:03}" in text(document) for n in range(120)] == [True] * 120


def test_every_paper_has_its_size_and_direction():
    for paper, size in (
        (Paper.A4_LANDSCAPE, (842, 595)), (Paper.A4_PORTRAIT, (595, 842)), (Paper.A3_LANDSCAPE, (1191, 842)),
        (Paper.A3_PORTRAIT, (842, 1191)),
    ):  # fmt: skip
        document = laid(day([meeting()]), Options(paper=paper))
        assert tuple(round(side) for side in document.paper.size) == size
        sound(document)


def test_the_code_is_that_of_the_version_and_only_when_wanted():
    import segno

    document = laid(day([meeting()]))
    expected = segno.make("HUIWUTAI:schedule:2026-06-10:time:1", error="m", micro=False).matrix
    side = 38 / len(expected)
    dark = sum(round(bar.width / side) for bar in document.pages[0].bars if abs(bar.height - side) < 1e-6)
    assert dark == sum(map(sum, expected))
    assert len(laid(day([meeting()]), Options(code=False)).pages[0].bars) < 20


def test_what_was_printed_is_kept_readable_and_a_foreign_form_is_not_mistaken():
    document = laid(day([meeting(title="周例会 <b>")]))
    kept = decoded(document.kept)
    assert kept is not None
    assert kept[0].title == "周例会 <b>"
    assert decoded("nonsense") is None
    assert decoded(json.dumps({"form": 99, "entries": []})) is None


def test_a_record_too_large_loses_the_ends_of_titles_not_the_print():
    entry = decoded(laid(day([meeting(title="长" * 500)])).kept)
    assert entry is not None
    text_kept = encoded([replace(entry[0], key=f"{n}") for n in range(3000)])
    assert len(text_kept) < 2_000_000
    kept = decoded(text_kept)
    assert kept is not None
    assert len(kept) == 3000
    assert kept[0].title == "长" * 40


TITLES = st.text(st.sampled_from("会议讨论，（）a b-1<&>🎉"), min_size=1, max_size=120).filter(str.strip)


@given(st.data())
def test_no_text_stands_on_another_or_leaves_the_paper_on_any_day(data: st.DataObject):
    meetings = [
        meeting(f"m{n}", data.draw(st.sampled_from(("101", "302", "303"))),
                title=data.draw(TITLES), unit=data.draw(st.text("市局 委", max_size=60)),
                expected=data.draw(st.integers(0, 100_000)), nameplates=data.draw(st.integers(0, 1)),
                is_classified=data.draw(st.booleans()),
                starts_at=T0 + data.draw(st.integers(-700, 600)) * MINUTE,
                ends_at=T0 + 610 * MINUTE, contact="联系" * data.draw(st.integers(0, 20)))
        for n in range(data.draw(st.integers(0, 40)))
    ]  # fmt: skip
    options = Options(
        arrangement=data.draw(st.sampled_from(Arrangement)), paper=data.draw(st.sampled_from(Paper)),
        size=data.draw(st.sampled_from((10.0, 12.0, 14.0))), names=data.draw(st.booleans()),
        phones=data.draw(st.booleans()), code=data.draw(st.booleans()),
    )  # fmt: skip
    rooms = (*ROOMS[:2], room("303", name="名" * data.draw(st.integers(0, 200))))
    tasks = [t for one in meetings for t in assigned(tasks_for(one), LIN.id)]
    document = laid(day(meetings, tasks, rooms), options)
    sound(document)
    assert document.on == DAY.isoformat()
