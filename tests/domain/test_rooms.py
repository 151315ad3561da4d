"""What a room is at an instant: the order of domain.md 3.1, first match wins."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.checklists import template
from app.domain.periods import DAY, MINUTE
from app.domain.rooms import RoomFacts, facts_of, is_open, view, views
from app.domain.rules import DEFAULTS
from app.domain.states import (
    CheckResult,
    MeetingClass,
    MeetingState,
    RoomClass,
    RoomStatus,
    TaskKind,
    TaskState,
)
from tests.support.records import (
    T0,
    at,
    board,
    check,
    closure,
    ended,
    meeting,
    room,
    running,
    tasks_for,
)


def facts(*meetings, tasks=(), checks=(), closures=(), of=None):
    ordered = tuple(sorted(meetings, key=lambda m: m.starts_at))
    return RoomFacts(of or room(), ordered, tuple(tasks), tuple(checks), tuple(closures))


def status(*meetings, now=T0, **rest):
    return view(facts(*meetings, **rest), now, DEFAULTS).status


def locked():
    return room(lock_cause="fire", lock_reason="烟感", locked_at=T0)


def all_checks(one):
    return tuple(check(one, item.code, item.owner) for item in template(one))


def ready_tasks(one):
    return tuple(
        replace(t, state=TaskState.DONE, done_at=T0) if t.kind is TaskKind.SETUP else t
        for t in tasks_for(one)
    )


SHUT = closure("302", "13:00", "18:00")


def everything():
    """One room about which every line of 3.1 is true, in the order of the lines that can be taken away."""
    over = ended("old", start="11:00", end="12:00")
    return over, running("late", start="12:10", end="13:30"), meeting("next", start="14:20", end="15:00")


def test_the_first_line_that_is_true_wins():
    over, late, following = everything()
    clean = tasks_for(over)
    ready = {"tasks": (*clean, *ready_tasks(following)), "checks": all_checks(following)}
    seen = [
        status(over, late, following, of=locked(), closures=[SHUT], **ready),
        status(over, late, following, closures=[SHUT], **ready),
        status(over, late, following, **ready),
        status(over, replace(late, ends_at=at("14:00")), following, **ready),
        status(over, following, **ready),
        status(following, **ready),
        status(following, tasks=tasks_for(following)),
        status(replace(following, starts_at=at("15:00"), ends_at=at("16:00"))),
        status(now=at("19:00")),
        status(),
    ]
    assert seen == [
        RoomStatus.EMERGENCY,
        RoomStatus.OUT_OF_SERVICE,
        RoomStatus.OVERRUN,
        RoomStatus.IN_SESSION,
        RoomStatus.TO_CLEAN,
        RoomStatus.READY,
        RoomStatus.PREPARING,
        RoomStatus.RESERVED_SOON,
        RoomStatus.CLOSED,
        RoomStatus.AVAILABLE,
    ]


def test_a_meeting_overruns_from_the_instant_of_its_planned_end():
    one = running(start="13:00", end="14:00")
    assert status(one, now=at("14:00") - 1) is RoomStatus.IN_SESSION
    assert status(one, now=at("14:00")) is RoomStatus.OVERRUN


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (TaskState.PENDING, RoomStatus.TO_CLEAN),
        (TaskState.ASSIGNED, RoomStatus.TO_CLEAN),
        (TaskState.ON_SITE, RoomStatus.CLEANING),
        (TaskState.IN_PROGRESS, RoomStatus.CLEANING),
        (TaskState.DONE, RoomStatus.AVAILABLE),
        (TaskState.CANCELLED, RoomStatus.AVAILABLE),
    ],
)
def test_after_a_meeting_the_room_waits_for_its_clean_up(state, expected):
    over = ended(start="12:00", end="13:00")
    tasks = [replace(t, state=state) for t in tasks_for(over) if t.kind is TaskKind.CLEAN]
    assert status(over, tasks=tasks) is expected


def test_cleaning_of_a_meeting_that_still_runs_is_not_due():
    one = running(start="13:00", end="14:00")
    assert status(one, tasks=tasks_for(one)) is RoomStatus.IN_SESSION


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (121, RoomStatus.AVAILABLE),
        (120, RoomStatus.RESERVED_SOON),
        (61, RoomStatus.RESERVED_SOON),
        (60, RoomStatus.PREPARING),
        (1, RoomStatus.PREPARING),
        (0, RoomStatus.PREPARING),
        (-10, RoomStatus.PREPARING),
    ],
)
def test_before_a_regular_meeting_the_lead_decides(lead, expected):
    one = replace(meeting(), starts_at=T0 + lead * MINUTE, ends_at=T0 + (lead + 90) * MINUTE)
    assert status(one) is expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        (121, RoomStatus.AVAILABLE),
        (60, RoomStatus.RESERVED_SOON),
        (6, RoomStatus.RESERVED_SOON),
        (5, RoomStatus.READY),
    ],
)
def test_before_a_self_service_meeting_nobody_prepares(lead, expected):
    one = replace(
        meeting(meeting_class=MeetingClass.SELF_SERVICE, attendants_needed=0),
        starts_at=T0 + lead * MINUTE,
        ends_at=T0 + (lead + 60) * MINUTE,
    )
    assert status(one) is expected


def test_set_up_begun_hours_ahead_shows_as_preparing():
    one = meeting(start="17:00", end="18:00")
    begun = [
        replace(t, state=TaskState.IN_PROGRESS) if t.kind is TaskKind.SETUP else t for t in tasks_for(one)
    ]
    assert status(one, tasks=begun) is RoomStatus.PREPARING


def test_a_room_checked_hours_ahead_is_ready_not_preparing():
    one = meeting(start="17:00", end="18:00")
    assert status(one, tasks=ready_tasks(one), checks=all_checks(one)) is RoomStatus.READY


@pytest.mark.parametrize("result", [CheckResult.FAIL, CheckResult.OPEN])
def test_one_must_item_that_is_open_or_failed_blocks_ready(result):
    one = meeting()
    checks = [replace(c, result=result) if c.item == "chairs" else c for c in all_checks(one)]
    assert status(one, tasks=ready_tasks(one), checks=checks) is RoomStatus.PREPARING
    assert status(one, tasks=ready_tasks(one), checks=all_checks(one)) is RoomStatus.READY


def test_not_applicable_does_not_block_and_set_up_must_be_done():
    one = meeting()
    checks = [replace(c, result=CheckResult.NOT_APPLICABLE) for c in all_checks(one)]
    assert status(one, tasks=ready_tasks(one), checks=checks) is RoomStatus.READY
    assert status(one, tasks=tasks_for(one), checks=checks) is RoomStatus.PREPARING


def test_past_the_ready_deadline_the_row_says_so_and_a_quick_turn_has_a_later_one():
    one = meeting(start="14:10", end="15:00")
    late = view(facts(one), at("13:41"), DEFAULTS)
    assert (late.ready_by, late.not_ready, late.is_quick_turn) == (at("13:40"), True, False)
    before = ended("b", start="12:00", end="13:10", state=MeetingState.CLEANED)
    quick = view(facts(before, one), at("13:41"), DEFAULTS)
    assert (quick.ready_by, quick.not_ready, quick.is_quick_turn) == (at("14:00"), False, True)


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.NO_SHOW, MeetingState.WITHDRAWN])
def test_meetings_that_do_not_hold_their_room_are_not_seen(state):
    seen = views(board(meetings=[meeting(state=state)]), T0)[room().id]
    assert (seen.status, seen.meeting) == (RoomStatus.AVAILABLE, None)


def test_a_booked_meeting_whose_time_is_over_no_longer_shows():
    assert status(meeting(start="12:00", end="13:00")) is RoomStatus.AVAILABLE


def test_history_is_neither_cleaned_nor_prepared():
    past = meeting(start="13:00", end="14:00", is_history=True)
    assert status(past, tasks=tasks_for(past)) is RoomStatus.AVAILABLE


@pytest.mark.parametrize(
    ("wall", "shown"),
    [
        ("07:59", RoomStatus.CLOSED),
        ("08:00", RoomStatus.AVAILABLE),
        ("17:59", RoomStatus.AVAILABLE),
        ("18:00", RoomStatus.CLOSED),
    ],
)
def test_a_normal_room_opens_and_closes_half_open(wall, shown):
    assert status(now=at(wall)) is shown


def test_a_normal_room_is_shut_on_sunday_and_an_all_hours_room_never():
    sunday = T0 + 4 * DAY
    assert not is_open(room(), sunday, DEFAULTS)
    assert is_open(room(room_class=RoomClass.ALL_HOURS), sunday, DEFAULTS)
    assert status(now=at("23:00"), of=room(room_class=RoomClass.ALL_HOURS)) is RoomStatus.AVAILABLE


def test_a_closure_is_half_open():
    assert status(now=at("13:00"), closures=[SHUT]) is RoomStatus.OUT_OF_SERVICE
    assert status(now=at("18:00") - 1, closures=[SHUT]) is RoomStatus.OUT_OF_SERVICE
    assert status(now=at("12:59"), closures=[SHUT]) is RoomStatus.AVAILABLE


def test_the_view_counts_staff_of_the_meeting_it_speaks_of():
    one = running(expected=40, attendants_needed=2)
    tasks = [replace(t, assignee_id="p", arrived_at=T0 if t.slot == 1 else None) for t in tasks_for(one)]
    seen = view(facts(one, tasks=tasks), T0, DEFAULTS)
    assert (seen.arrived, seen.assigned, seen.needed) == (1, 2, 2)


STATES = st.sampled_from(
    [MeetingState.CONFIRMED, MeetingState.IN_SESSION, MeetingState.ENDED, MeetingState.CLEANED]
)


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(30, 200), STATES), max_size=4), st.booleans())
def test_every_room_has_exactly_one_status_and_the_order_of_records_does_not_matter(spans, is_closed):
    meetings = [
        replace(
            meeting(f"m{n}", state=state),
            starts_at=T0 + a * MINUTE,
            ends_at=T0 + (a + b) * MINUTE,
            started_at=T0 + a * MINUTE if state is not MeetingState.CONFIRMED else None,
        )
        for n, (a, b, state) in enumerate(spans)
    ]
    tasks = [t for m in meetings for t in tasks_for(m)]
    shut = [SHUT] if is_closed else []
    one = view(facts(*meetings, tasks=tasks, closures=shut), T0, DEFAULTS)
    other = view(facts(*meetings, tasks=tasks[::-1], closures=shut), T0, DEFAULTS)
    assert one.status in set(RoomStatus)
    assert (one.status, one.not_ready) == (other.status, other.not_ready)
    if is_closed:
        assert one.status is RoomStatus.OUT_OF_SERVICE


def test_facts_belong_to_their_room_and_strangers_are_left_out():
    here, there = room("302"), room("305")
    mine, other = meeting("a", "302"), meeting("b", "305")
    lost = meeting("c", "999")
    sorted_out = facts_of(board([here, there], [mine, other, lost], [*tasks_for(mine), *tasks_for(lost)]))
    assert sorted_out[here.id].meetings == (mine,)
    assert sorted_out[there.id].tasks == ()
    assert len(sorted_out[here.id].tasks) == len(tasks_for(mine))
