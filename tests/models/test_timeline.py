"""The item model of timelines: a sound tree, narrow signals, rows made of a board."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.domain.periods import HOUR, MINUTE, day_period
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingClass, MeetingState, RoomClass
from app.models.schedule import ScheduleModel, Scope, drawn_period, schedule_rows
from app.models.schedule_list import Column, ListedMeeting, MeetingListModel
from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from tests.support import records as made_up

DAY = day_period(made_up.DAY, DEFAULTS.tz)
SCOPE = Scope(DAY)


def row(name: str, *bars: str) -> TimelineRow:
    return TimelineRow(name, name, bars=tuple(TimelineBar(b, 0, 10, "meeting.confirmed", b) for b in bars))


def shown(model: TimelineModel) -> list[tuple[str, list[str]]]:
    return [(r.id, sorted(b.id for b in model.bars(n))) for n, r in enumerate(model.rows)]


names = st.lists(st.sampled_from("abcdefgh"), unique=True)
tables = names.flatmap(
    lambda rows: st.lists(names, min_size=len(rows), max_size=len(rows)).map(
        lambda bars: list(zip(rows, bars, strict=True))
    )
)


@given(tables, tables)
def test_whatever_was_shown_the_new_rows_are_shown_next(first, second):
    model = TimelineModel()
    for table in (first, second):
        rows = [row(name, *(f"{name}{bar}" for bar in bars)) for name, bars in table]
        model.apply(rows)
        assert shown(model) == [(r.id, sorted(b.id for b in r.bars)) for r in rows]


def test_the_tree_is_sound(qtmodeltester):
    model = TimelineModel()
    model.apply([row("a", "1", "2"), row("b"), row("c", "3")])
    qtmodeltester.check(model)
    model.apply([row("a", "2", "4"), row("c", "3"), row("d", "5")])
    qtmodeltester.check(model)
    index = model.bar_index("3")
    assert model.parent(index).row() == model.row_of("c")


def test_one_changed_bar_is_one_signal(qtbot: QtBot):
    model = TimelineModel()
    rows = [row("a", "1", "2"), row("b", "3")]
    model.apply(rows)
    heard: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: heard.append((top.row(), bottom.row())))
    late = replace(rows[0].bars[1], end=20)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.rowsInserted):
        model.apply([replace(rows[0], bars=(rows[0].bars[0], late)), rows[1]])
    assert heard == [(1, 1)]


def test_nothing_changed_is_no_signal(qtbot: QtBot):
    model = ScheduleModel()
    board = made_up.board(meetings=[made_up.meeting()])
    model.show(board, made_up.T0, SCOPE)
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.layoutChanged):
        model.show(board, made_up.T0, SCOPE)


def bar_of(board, meeting, now=made_up.T0):
    bars = [b for r in schedule_rows(board, now, SCOPE) for b in r.bars]
    return next(b for b in bars if b.id == meeting.id)


def test_floors_head_their_rooms_and_the_upper_one_comes_first():
    rooms = [
        made_up.room("201", floor_id=made_up.ident("floor 2")),
        made_up.room("301"),
        made_up.room("x", floor_id=None),
    ]
    rows = schedule_rows(made_up.board(rooms), made_up.T0, SCOPE)
    assert [r.id if r.is_group else r.title for r in rows][1::2] == ["301", "201", "x"]
    assert [r.is_group for r in rows] == [True, False] * 3


def test_set_up_leads_and_cleaning_follows_but_not_for_self_service():
    meeting = made_up.meeting()
    bar = bar_of(made_up.board(meetings=[meeting]), meeting)
    assert bar.lead == (meeting.starts_at - HOUR, meeting.starts_at)
    assert bar.tail == (meeting.ends_at, meeting.ends_at + 15 * MINUTE)
    own = made_up.meeting(meeting_class=MeetingClass.SELF_SERVICE)
    bare = bar_of(made_up.board(meetings=[own]), own)
    assert bare.lead == bare.tail == (0, 0)


def test_a_quick_turn_shortens_the_set_up():
    before, after = (
        made_up.running(start="13:00", end="14:00"),
        made_up.meeting("m2", start="14:30", end="15:00"),
    )
    bar = bar_of(made_up.board(meetings=[before, after]), after)
    assert bar.lead == (made_up.at("14:15"), made_up.at("14:30"))


def test_an_overrun_reaches_to_now_and_an_early_end_frees_the_rest():
    over = made_up.running(start="12:00", end="13:00")
    assert drawn_period(over, made_up.T0) == (over.starts_at, made_up.T0 // MINUTE * MINUTE)
    early = made_up.ended(start="11:00", end="13:00", ended_at=made_up.at("12:00"))
    assert drawn_period(early, made_up.T0)[1] == made_up.at("12:00")
    assert bar_of(made_up.board(meetings=[over]), over).style == "meeting.overrun"


def test_cancelled_meetings_are_struck_and_take_no_overlap_note():
    gone = made_up.meeting("m1", state=MeetingState.CANCELLED)
    other = made_up.meeting("m2")
    rows = schedule_rows(made_up.board(meetings=[gone, other]), made_up.T0, SCOPE)
    assert bar_of(made_up.board(meetings=[gone]), gone).style == "meeting.cancelled"
    assert all(not r.note for r in rows)


def test_closed_hours_are_shaded_for_normal_rooms_only():
    rooms = [made_up.room("301"), made_up.room("302", room_class=RoomClass.ALL_HOURS)]
    normal, always = (r for r in schedule_rows(made_up.board(rooms), made_up.T0, SCOPE) if not r.is_group)
    assert normal.shades == ((DAY.start, made_up.at("08:00")), (made_up.at("18:00"), DAY.end))
    assert always.shades == ()


def test_a_closure_is_a_bar_that_cannot_be_dragged():
    board = made_up.board([made_up.room("316")], closures=(made_up.closure(),))
    (bar,) = (b for r in schedule_rows(board, made_up.T0, SCOPE) for b in r.bars)
    assert bar.fixed
    assert "W-118" in bar.text
    assert bar.style == "room.out_of_service"


def test_the_alarm_of_a_room_stands_on_the_meeting_that_needs_it():
    meeting = made_up.meeting(is_video=True)
    board = made_up.board(meetings=[meeting], alarms=(made_up.alarm(),))
    assert bar_of(board, meeting).alarm == "high"


def test_a_filter_leaves_out_rooms_and_meetings():
    rooms = [made_up.room("301"), made_up.room("302", room_class=RoomClass.ALL_HOURS)]
    own = made_up.meeting("m2", "302", meeting_class=MeetingClass.SELF_SERVICE)
    board = made_up.board(rooms, [made_up.meeting("m1", "301"), own])
    rows = schedule_rows(board, made_up.T0, Scope(DAY, room_class="all_hours"))
    assert [r.title for r in rows if not r.is_group] == ["302"]
    kept = schedule_rows(board, made_up.T0, Scope(DAY, meeting_class="self_service"))
    assert [b.id for r in kept for b in r.bars] == [own.id]


@given(names, names)
def test_a_table_shows_its_rows_in_order_whatever_was_before(first, second):
    model = MeetingListModel()
    for ids in (first, second):
        model.apply([ListedMeeting(i, (i,) * len(Column), "") for i in ids])
        assert [model.index(n, 0).data() for n in range(model.rowCount())] == ids


def test_the_table_is_sound_and_says_what_the_timeline_shows(qtmodeltester):
    meetings = [
        made_up.meeting("m1", start="15:00", end="16:00"),
        made_up.running("m2", start="13:00", end="14:00"),
    ]
    secret = made_up.meeting("m3", start="17:00", end="18:00", is_classified=True, title="机密", unit="某局")
    board = made_up.board(meetings=[*meetings, secret])
    model = MeetingListModel()
    model.show(board, made_up.T0, SCOPE)
    qtmodeltester.check(model)
    texts = [[model.index(r, c).data() for c in range(len(Column))] for r in range(model.rowCount())]
    assert [row[0] for row in texts] == ["13:00–14:00", "15:00–16:00", "17:00–18:00"]
    assert "机密" not in str(texts)
    assert "某局" not in str(texts)
