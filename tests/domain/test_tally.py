"""The day in numbers."""

from __future__ import annotations

from app.domain.alarms import sort_out, worst_by_room
from app.domain.attention import attention
from app.domain.rooms import views
from app.domain.states import MeetingState, Priority
from app.domain.tally import floors, tally
from tests.support.records import (
    T0,
    alarm,
    board,
    ended,
    ident,
    meeting,
    person,
    presence,
    room,
    running,
    tasks_for,
)


def test_each_count_knows_its_rooms():
    before = ended("d", "304", end="13:30")
    made = board(
        [room(name) for name in ("301", "302", "303", "304", "305")],
        [
            running("a", "301"), running("b", "302", end="13:30"), before,
            meeting("c", "303", "14:00", "15:00"),
            meeting("off", "305", state=MeetingState.CANCELLED), meeting("late", "305", "20:00", "21:00"),
        ],
        tasks_for(before),
    )  # fmt: skip
    found = tally(made, views(made, T0).values(), T0)
    assert (found.meetings.number, found.running.number, found.soon.number) == (
        5,
        1,
        1,
    )  # overrun has its own
    assert found.overrun.rooms == {ident("room 302")}
    assert found.not_ready.rooms == {ident("room 303")}
    assert found.to_clean.rooms == {ident("room 304")}


def test_people_are_counted_as_they_stand_now():
    early = presence("王芳", from_minute=480, to_minute=720)
    made = board(people=(person(), person("王芳")), presence=(presence(), early))
    assert tally(made, views(made, T0).values(), T0).attendants == (1, 2)


def test_a_tab_says_what_goes_on_on_its_floor():
    made = board(
        [room("301"), room("101", floor_id=ident("floor 1"))],
        [running("a", "301"), meeting("b", "101", "14:00", "15:00")], alarms=(alarm("301"),),
    )  # fmt: skip
    worst = worst_by_room(sort_out(made.alarms, made.meetings, T0))
    found = floors(views(made, T0).values(), attention(made, T0), worst)
    assert found[ident("floor 3")].in_session == 1
    assert found[ident("floor 3")].alarm is Priority.HIGH
    assert found[ident("floor 1")].in_session == 0
    assert sum(tab.due for tab in found.values()) == len([i for i in attention(made, T0) if i.room_id])
