"""The rooms as rows: narrow signals, words that follow the clock, nothing of a classified meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.periods import MINUTE
from app.domain.states import Priority, RoomStatus
from app.models.rooms import Column, FloorProxy, Role, RoomsModel
from app.models.tiles import RoomAlarm
from tests.support.records import (
    T0,
    at,
    board,
    closure,
    ended,
    ident,
    meeting,
    room,
    running,
    tasks_for,
)


@pytest.fixture
def model(qapp) -> RoomsModel:
    return RoomsModel()


def changed(model: RoomsModel) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    return told


def three():
    return board([room("301"), room("302"), room("303")], [running("m1", "301"), meeting("m2", "302")])


def test_the_model_keeps_qts_contract(model, qtmodeltester):
    model.apply(three(), T0)
    qtmodeltester.check(model, force_py=True)


def test_nothing_changed_nothing_told(model):
    model.apply(three(), T0)
    told = changed(model)
    model.apply(three(), T0)
    model.tick(T0 + 1000)
    model.set_alarms({})
    assert told == []


def test_a_minute_later_only_running_countdowns_are_told(model):
    model.apply(three(), T0)
    told = changed(model)
    model.tick(T0 + MINUTE)
    assert told == [(0, 1)]  # 303 has no meeting


def test_times_off_the_minute_are_followed_each_second(model):
    odd = meeting("m", "302", start="14:00", end="15:00")
    odd = replace(odd, starts_at=T0 + 90_500)
    model.apply(board([room("302"), room("303")], [odd]), T0)
    assert model.tile(0).countdown == "2 min"
    told = changed(model)
    model.tick(T0 + 31_000)
    assert model.tile(0).countdown == "1 min"
    assert told == [(0, 0)]


def test_one_meeting_changed_tells_one_row(model):
    model.apply(three(), T0)
    told = changed(model)
    model.apply(
        board(
            [room("301"), room("302"), room("303")],
            [running("m1", "301"), meeting("m2", "302", title="改期的会")],
        ),
        T0,
    )
    assert told == [(1, 1)]


def test_rooms_come_and_go_without_a_reset(model, qtbot):
    model.apply(three(), T0)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model.apply(board([room("301"), room("3015"), room("303")], []), T0)
    assert [tile.number for tile in model.tiles()] == ["301", "3015", "303"]
    assert model.row_of(ident("room 303")) == 2
    assert resets == []


def test_a_classified_meeting_says_nothing_in_any_role_or_column(model):
    secret = running("m", "302", title="机密事项", unit="某局", is_classified=True)
    model.apply(board([room("302")], [secret], tasks_for(secret)), T0)
    roles = [
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        Role.TILE,
        Role.SORT,
    ]
    for column in Column:
        for role in roles:
            text = repr(model.data(model.index(0, column), role))
            assert "机密" not in text
            assert "某局" not in text
    assert model.tile(0).title == "Occupied"


def test_titles_stay_what_they_are(model):
    wild = "<b>预算</b> & 🀄 " + "长" * 480
    model.apply(board([room("302")], [running("m", "302", title=wild)]), T0)
    assert model.tile(0).title == wild


@pytest.mark.parametrize(
    ("made", "status", "words"),
    [
        ([running("m", "302", "12:00", "13:30")], RoomStatus.OVERRUN, "+12 min"),
        ([meeting("m", "302", "14:00", "15:00")], RoomStatus.PREPARING, "18 min"),
        ([meeting("m", "302", "16:00", "17:00")], RoomStatus.AVAILABLE, "2 h 18 min"),
        ([], RoomStatus.AVAILABLE, ""),
    ],
)
def test_countdowns(model, made, status, words):
    model.apply(board([room("302")], made), T0)
    assert model.tile(0).status is status
    assert model.tile(0).countdown == words


def test_a_late_set_up_is_flagged_and_a_missing_attendant_counted(model):
    late = meeting("m", "302", "14:00", "15:00")
    model.apply(board([room("302")], [late], tasks_for(late)), T0)
    tile = model.tile(0)
    assert tile.flag == "Not ready, 12 min late"
    assert (tile.staff, tile.staff_missing) == ("0/1", "1 missing")


def test_a_room_to_clean_speaks_of_the_near_meeting(model):
    made = [ended("a", "302", "12:00", "13:30"), meeting("b", "302", "14:30", "15:00")]
    model.apply(board([room("302")], made, tasks_for(made[0])), T0)
    tile = model.tile(0)
    assert tile.status is RoomStatus.TO_CLEAN
    assert "quick turn" in tile.detail


def test_the_strip_spans_the_day_and_marks_the_meeting_spoken_of(model):
    made = [meeting("late", "302", "19:30", "21:00"), running("now", "302", "13:00", "15:00")]
    model.apply(board([room("302")], made), T0)
    assert [(span.start, span.end, span.weight) for span in model.tile(0).strip] == [
        (780, 900, 2),
        (1170, 1200, 1),
    ]


def test_alarms_and_temperatures_touch_their_rooms_only(model):
    model.apply(three(), T0)
    told = changed(model)
    model.set_alarms({ident("room 302"): RoomAlarm(Priority.HIGH, False, "视频终端 离线")})
    model.set_temperatures({ident("room 303"): 26.4, "unknown": 20.0})
    assert told == [(1, 1), (2, 2)]
    assert model.tile(2).temperature == "26.4°"
    assert "视频终端 离线" in model.tile(1).accessible
    model.set_alarms({})
    assert model.tile(1).alarm is None


def test_the_spoken_text_says_floor_state_and_time(model):
    model.apply(three(), T0)
    spoken = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    for part in ("三层 302", "Preparing", "18 min", "attendants 0/1"):
        assert part in spoken


def test_the_proxy_shows_a_floor_or_the_rooms_of_a_count(model):
    model.apply(board([room("301"), room("101", floor_id=ident("floor 1"))], []), T0)
    proxy = FloorProxy()
    proxy.setSourceModel(model)
    proxy.show_floor(ident("floor 1"), None)
    assert proxy.rowCount() == 1
    proxy.show_floor(ident("floor 1"), frozenset({ident("room 301")}))
    assert proxy.index(0, 0).data(Role.ROOM_ID) == ident("room 301")


def test_a_closure_says_why_and_until_when(model):
    model.apply(board([room("316")], [], closures=(closure("316"),)), T0)
    tile = model.tile(0)
    assert (tile.title, tile.detail) == ("空调检修", "until 18:00")
    model.apply(board([room("316")], [], closures=(closure("316"),)), at("18:00"))
    assert model.tile(0).status is not RoomStatus.OUT_OF_SERVICE
