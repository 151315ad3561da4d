"""Staffing by Annex B, the duties of a meeting, and when a person is taken (domain.md 2, 3.6, 9)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.periods import MINUTE, Period
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingClass, Role, TaskKind, TaskState
from app.domain.tasks import (
    NEXT_STEPS,
    Staffing,
    annex_b,
    arrived_slots,
    assigned_slots,
    busy,
    duties,
    is_overdue,
    person_clash,
)
from tests.support.records import T0, at, ident, meeting, task, tasks_for

REGULAR, SELF_SERVICE = MeetingClass.REGULAR, MeetingClass.SELF_SERVICE


@pytest.mark.parametrize(
    ("expected", "asked", "attendants", "review"),
    [
        (0, False, 0, False),
        (1, False, 0, False),
        (5, False, 0, False),
        (5, True, 1, False),
        (6, False, 1, False),
        (30, False, 1, False),
        (31, False, 2, False),
        (50, False, 2, False),
        (51, False, 3, False),
        (80, False, 3, False),
        (81, False, 3, True),
        (200, False, 3, True),
    ],
)
def test_annex_b_gives_the_twelve_values_of_the_handbook(expected, asked, attendants, review):
    assert annex_b(expected, REGULAR, DEFAULTS, asked=asked) == Staffing(attendants, review)


@pytest.mark.parametrize("expected", [0, 5, 6, 30, 51, 81, 200, 100_000])
@pytest.mark.parametrize("asked", [False, True])
def test_a_self_service_meeting_has_no_attendants_at_any_size(expected, asked):
    assert annex_b(expected, SELF_SERVICE, DEFAULTS, asked=asked) == Staffing(0, review=False)


@pytest.mark.parametrize(("expected", "inclusive", "strict"), [(5, 0, 1), (30, 1, 2), (50, 2, 3), (80, 3, 3)])
def test_the_two_readings_differ_only_at_the_boundaries_and_80_gives_three_in_both(
    expected, inclusive, strict
):
    exclusive = replace(DEFAULTS, band_none=4, band_one=29, band_two=49, band_three=79)
    assert annex_b(expected, REGULAR, DEFAULTS).attendants == inclusive
    assert annex_b(expected, REGULAR, exclusive).attendants == strict


@given(st.integers(0, 300))
def test_the_strict_reading_differs_nowhere_else(expected):
    exclusive = replace(DEFAULTS, band_none=4, band_one=29, band_two=49)
    same = annex_b(expected, REGULAR, exclusive).attendants == annex_b(expected, REGULAR, DEFAULTS).attendants
    assert same == (expected not in {5, 30, 50})


@given(st.integers(0, 500), st.integers(0, 500), st.booleans())
def test_more_people_never_get_fewer_attendants(one, other, asked):
    small, large = sorted((one, other))
    fewer, more = (annex_b(n, REGULAR, DEFAULTS, asked=asked) for n in (small, large))
    assert fewer.attendants <= more.attendants


def test_an_organiser_who_asks_gets_one_only_where_annex_b_gives_none():
    assert [annex_b(n, REGULAR, DEFAULTS, asked=True).attendants for n in (0, 5, 6, 31, 80)] == [
        1,
        1,
        1,
        2,
        3,
    ]


# duties -------------------------------------------------------------------------------------------


def made(attendants, meeting_class=REGULAR, *, is_video=False):
    return duties(Period(at("14:00"), at("15:30")), meeting_class, attendants, DEFAULTS, is_video=is_video)


def table(some):
    return [(d.kind, d.role, d.slot, d.starts_at, d.ends_at, d.due_at) for d in some]


def test_each_attendant_sets_up_guides_and_stands_by_and_one_cleans():
    attendant = Role.ATTENDANT
    assert table(made(1)) == [
        (TaskKind.SETUP, attendant, 1, at("13:00"), at("13:30"), at("13:30")),
        (TaskKind.GUIDE, attendant, 1, at("13:30"), at("14:00"), at("14:00")),
        (TaskKind.STANDBY, attendant, 1, at("14:00"), at("15:30"), at("15:30")),
        (TaskKind.CLEAN, attendant, 1, at("15:30"), at("15:45"), at("15:45")),
    ]


def test_three_attendants_have_three_rounds_and_one_clean_up():
    kinds = [(d.kind, d.slot) for d in made(3)]
    assert len(kinds) == len(set(kinds)) == 10
    assert [slot for kind, slot in kinds if kind is TaskKind.STANDBY] == [1, 2, 3]
    assert [slot for kind, slot in kinds if kind is TaskKind.CLEAN] == [1]


def test_a_self_service_meeting_is_only_cleaned_after():
    assert [(d.kind, d.slot) for d in made(0, SELF_SERVICE, is_video=True)] == [(TaskKind.CLEAN, 0)]


def test_a_small_video_meeting_has_an_engineer_test_and_no_attendants():
    assert [(d.kind, d.role, d.slot) for d in made(0, is_video=True)] == [
        (TaskKind.EQUIPMENT_TEST, Role.ENGINEER, 0),
        (TaskKind.CLEAN, Role.ATTENDANT, 0),
    ]


@given(st.integers(0, 6), st.booleans(), st.sampled_from(list(MeetingClass)), st.integers(30, 600))
def test_duties_have_distinct_places_and_fit_their_deadlines(attendants, is_video, meeting_class, minutes):
    period = Period(T0, T0 + minutes * MINUTE)
    some = duties(period, meeting_class, attendants, DEFAULTS, is_video=is_video)
    assert len({d.part for d in some}) == len(some)
    assert all(d.starts_at < d.ends_at == d.due_at for d in some)
    for slot in {d.slot for d in some if d.role is Role.ATTENDANT}:
        own = sorted((d.starts_at, d.ends_at) for d in some if d.slot == slot and d.role is Role.ATTENDANT)
        assert all(own[i][1] <= own[i + 1][0] for i in range(len(own) - 1)), (
            "a round has no overlap in itself"
        )


# a person cannot be in two places --------------------------------------------------------------------


def held(start, end, room="302", **changes):
    changes.setdefault("state", TaskState.ASSIGNED)
    return task(
        f"{start}{end}{room}",
        TaskKind.STANDBY,
        start,
        end,
        room_id=ident(f"room {room}"),
        assignee_id=ident("person a"),
        **changes,
    )


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        ("13:00", "13:54", False),
        ("13:00", "13:55", False),
        ("13:00", "13:56", True),
        ("14:10", "14:20", True),
        ("13:00", "16:00", True),
        ("15:04", "15:30", True),
        ("15:05", "15:30", False),
        ("15:06", "15:30", False),
    ],
)
def test_between_rooms_the_walk_is_kept_free_on_both_sides(start, end, clashes):
    own = [held("14:00", "15:00", "305")]
    hit = person_clash(Period(at(start), at(end)), own, T0, DEFAULTS.walk, ident("room 302"))
    assert (hit is not None) == clashes


@pytest.mark.parametrize(
    ("start", "end", "clashes"),
    [
        ("13:00", "14:00", False),
        ("13:00", "14:01", True),
        ("15:00", "16:00", False),
        ("14:59", "16:00", True),
    ],
)
def test_in_the_same_room_touching_is_no_clash(start, end, clashes):
    own = [held("14:00", "15:00")]
    hit = person_clash(Period(at(start), at(end)), own, T0, DEFAULTS.walk, ident("room 302"))
    assert (hit is not None) == clashes


def test_finished_and_cancelled_tasks_take_nobodys_time():
    wanted = Period(at("14:00"), at("15:00"))
    over = [
        held("14:00", "15:00", state=state)
        for state in (TaskState.DONE, TaskState.VERIFIED, TaskState.CANCELLED)
    ]
    assert person_clash(wanted, over, T0, DEFAULTS.walk, None) is None


def test_a_task_that_runs_past_its_end_holds_its_person_until_now():
    late = held("12:00", "13:00", state=TaskState.IN_PROGRESS, started_at=at("12:10"))
    assert busy(late, at("13:30")) == Period(at("12:10"), at("13:30"))
    assert person_clash(Period(at("13:20"), at("14:00")), [late], at("13:30"), 5, ident("room 302")) is late


def test_a_task_done_early_gives_the_time_back():
    early = held("12:00", "13:00", state=TaskState.DONE, started_at=at("12:00"), done_at=at("12:20"))
    assert busy(early, at("12:40")) == Period(at("12:00"), at("12:20"))


MINUTES = st.integers(0, 600)


@given(MINUTES, st.integers(1, 120), MINUTES, st.integers(1, 120), st.booleans())
def test_a_clash_is_symmetric(start, length, other_start, other_length, same_room):
    def one(begin, minutes, room):
        made_one = held("14:00", "15:00", room)
        return replace(made_one, starts_at=T0 + begin * MINUTE, ends_at=T0 + (begin + minutes) * MINUTE)

    a, b = one(start, length, "302"), one(other_start, other_length, "302" if same_room else "305")
    first = person_clash(a.period, [b], T0, DEFAULTS.walk, a.room_id)
    second = person_clash(b.period, [a], T0, DEFAULTS.walk, b.room_id)
    assert (first is None) == (second is None)


def test_the_earliest_clash_is_named():
    own = [held("15:00", "16:00", "305"), held("14:00", "14:30", "304")]
    hit = person_clash(Period(at("14:10"), at("15:30")), own, T0, DEFAULTS.walk, ident("room 302"))
    assert hit is own[1]


# counting ----------------------------------------------------------------------------------------------


def test_arrived_counts_slots_once_and_cleaning_does_not_prove_attendance():
    one = meeting(expected=40, attendants_needed=2)
    some = list(tasks_for(one))
    assert (arrived_slots(some), assigned_slots(some)) == (0, 0)
    signed = [replace(t, arrived_at=T0) if t.slot == 1 and t.kind is not TaskKind.CLEAN else t for t in some]
    assert arrived_slots(signed) == 1
    only_clean = [replace(t, arrived_at=T0) if t.kind is TaskKind.CLEAN else t for t in some]
    assert arrived_slots(only_clean) == 0
    assert assigned_slots([replace(t, assignee_id="p") for t in some]) == 2


def test_overdue_is_a_flag_over_open_states_only():
    assert is_overdue(task(start="13:00", end="13:30"), T0)
    assert not is_overdue(task(start="13:00", end="13:30", state=TaskState.DONE), T0)
    assert not is_overdue(task(start="13:00", end="13:42"), at("13:42")), "the minute itself is in time"


def test_steps_lead_forward_only_and_every_state_is_named():
    order = list(TaskState)
    assert set(NEXT_STEPS) == set(TaskState)
    for state, steps in NEXT_STEPS.items():
        assert all(order.index(step) > order.index(state) for step in steps)
