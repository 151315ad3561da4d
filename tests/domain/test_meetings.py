"""What a booking may break: overlap never, other rules by weight (domain.md 1.2, 3.1, 3.2, 9)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.meetings import (
    EARLIEST,
    LATEST,
    Booking,
    Slot,
    clash,
    findings,
    gap_needed,
    held_period,
    phase,
    ready_deadline,
    sane_period,
)
from app.domain.periods import DAY, MINUTE, Period
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingClass, MeetingPhase, MeetingState, RoomClass
from tests.support.records import T0, at, closure, ident, meeting, room

REGULAR, SELF_SERVICE = MeetingClass.REGULAR, MeetingClass.SELF_SERVICE
A, B = at("10:00"), at("12:00")


def slot(start, end, name="other", meeting_class=REGULAR):
    return Slot(ident(f"meeting {name}"), room().id, start, end, meeting_class)


def booking(start="14:00", end="15:30", **changes):
    made = Booking(room(), Period(at(start), at(end)), 24, REGULAR)
    return replace(made, **changes)


def codes(wanted, slots=(), closures=(), now=T0):
    return [finding.code for finding in findings(wanted, slots, closures, DEFAULTS, now)]


# overlap: every way two periods can lie -------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        ("08:00", "09:00", False),  # before
        ("08:00", "10:00", False),  # meets
        ("08:00", "10:01", True),  # overlaps by its end
        ("08:00", "12:00", True),  # ends with it
        ("08:00", "13:00", True),  # contains it
        ("10:00", "11:00", True),  # starts it
        ("10:00", "12:00", True),  # equals
        ("10:00", "13:00", True),  # started by it
        ("10:30", "11:30", True),  # inside
        ("10:30", "12:00", True),  # finishes it
        ("10:30", "13:00", True),  # overlaps by its start
        ("12:00", "13:00", False),  # met by
        ("13:00", "14:00", False),  # after
    ],
)
def test_half_open_periods_in_all_thirteen_positions(start, end, overlaps):
    wanted = Period(at(start), at(end))
    assert (clash(wanted, [slot(A, B)]) is not None) == overlaps
    assert wanted.overlaps(Period(A, B)) == overlaps == Period(A, B).overlaps(wanted)
    found = codes(booking(start, end), [slot(A, B)], now=at("07:00"))
    assert ("slot_taken" in found) == overlaps


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_one_millisecond_decides(step):
    assert (clash(Period(B - step, B + MINUTE), [slot(A, B)]) is not None) == (step > 0)
    assert (clash(Period(A - MINUTE, A + step), [slot(A, B)]) is not None) == (step > 0)


SPANS = st.tuples(st.integers(0, 2000), st.integers(1, 500))


@given(SPANS, st.lists(SPANS, max_size=8))
def test_a_booking_that_would_overlap_is_always_refused_and_never_waivable(span, others):
    start, length = span
    wanted = Period(T0 + start * MINUTE, T0 + (start + length) * MINUTE)
    slots = [slot(T0 + a * MINUTE, T0 + (a + b) * MINUTE, str(n)) for n, (a, b) in enumerate(others)]
    shared = any(max(wanted.start, s.held_from) < min(wanted.end, s.held_to) for s in slots)
    found = findings(Booking(room(), wanted, 1, REGULAR), slots, (), DEFAULTS, T0)
    taken = [f for f in found if f.code == "slot_taken"]
    assert bool(taken) == shared
    assert not any(f.waivable for f in taken)
    hit, again = clash(wanted, slots), clash(wanted, slots[::-1])
    assert hit == again, "the same slot is named whatever the order of the rows"


def test_the_refusal_names_who_has_the_slot_and_when():
    taken = findings(
        booking(),
        [slot(at("15:00"), at("16:00"), "late"), slot(at("14:30"), at("15:00"), "early")],
        (),
        DEFAULTS,
        T0,
    )[0]
    assert taken.named == {
        "room": room().id,
        "by": ident("meeting early"),
        "starts_at": at("14:30"),
        "ends_at": at("15:00"),
    }


def test_a_meeting_that_ended_early_frees_the_rest_and_one_that_overran_takes_nothing_back():
    assert held_period(A, B, at("11:00")) == Period(A, at("11:00"))
    assert held_period(A, B, at("12:40")) == Period(A, B)
    assert held_period(A, B, None) == Period(A, B)
    assert held_period(A, B, A - 5).end > A, "never empty"


# periods that are wrong in themselves ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "code"),
    [
        (Period(B, A), "end_before_start"),
        (Period(A, A), "end_before_start"),
        (Period(EARLIEST - 1, A), "bad_date"),
        (Period(A, LATEST + 1), "bad_date"),
        (Period(A, A + 31 * DAY + 1), "too_long"),
        (Period(A, A + 31 * DAY), None),
        (Period(A, B), None),
    ],
)
def test_periods_that_cannot_be(period, code):
    assert sane_period(period) == code
    if code is not None:
        assert codes(booking(period=period)) == [code], "nothing else is said of a period that cannot be"


# refusals nobody can waive ---------------------------------------------------------------------------------


def test_capacity_counts_the_seats_and_unknown_capacity_is_not_judged():
    assert "over_capacity" not in codes(booking(expected=30))
    assert "over_capacity" in codes(booking(expected=31))
    assert "over_capacity" not in codes(booking(expected=500, room=room(capacity=0)))


def test_closures_and_locks_refuse_and_touching_a_closure_does_not():
    assert "room_disabled" in codes(booking(), closures=[closure("302", "15:00", "18:00")])
    assert "room_disabled" not in codes(booking(), closures=[closure("302", "15:30", "18:00")])
    assert "room_locked" in codes(booking(room=room(lock_cause="fire")))


def test_hard_findings_come_first_and_only_they_cannot_be_waived():
    crowded = booking("19:00", "19:10", expected=99, room=room(lock_cause="fire"))
    found = findings(crowded, [slot(at("19:05"), at("20:00"))], (), DEFAULTS, T0)
    hard = [f.code for f in found if not f.waivable]
    assert hard == ["slot_taken", "over_capacity", "room_locked"]
    assert [f.waivable for f in found] == sorted(f.waivable for f in found)


# warnings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "warned"), [(34, True), (35, False), (0, True)])
def test_a_regular_meeting_wants_35_minutes_on_both_sides(gap, warned):
    before = slot(A, at("14:00") - gap * MINUTE, "before")
    after = slot(at("15:30") + gap * MINUTE, at("18:00"), "after")
    assert ("gap_before" in codes(booking(), [before])) == warned
    assert ("gap_after" in codes(booking(), [after])) == warned


def test_the_gap_belongs_to_the_meeting_that_follows():
    assert gap_needed(SELF_SERVICE, DEFAULTS) == 5
    before = slot(A, at("13:55"), "before")
    assert codes(booking(meeting_class=SELF_SERVICE), [before]) == []
    assert codes(booking(), [before]) == ["gap_before"]
    self_service_after = slot(at("15:35"), at("16:35"), "after", SELF_SERVICE)
    assert codes(booking(), [self_service_after]) == []


@pytest.mark.parametrize(
    ("start", "end", "warned"),
    [
        ("08:00", "09:00", False),
        ("07:59", "09:00", True),
        ("17:00", "18:00", False),
        ("17:00", "18:01", True),
    ],
)
def test_opening_hours_of_a_normal_room(start, end, warned):
    assert ("outside_hours" in codes(booking(start, end), now=at("06:00"))) == warned


def test_a_normal_room_is_shut_at_the_weekend():
    saturday = Period(at("10:00", date(2026, 6, 13)), at("11:00", date(2026, 6, 13)))
    assert codes(booking(period=saturday)) == ["outside_hours"]


@pytest.mark.parametrize(
    ("start", "warned"), [("20:59", False), ("21:00", True), ("07:59", True), ("08:00", False)]
)
def test_a_staffed_meeting_cannot_start_in_self_service_hours(start, warned):
    all_hours = room(room_class=RoomClass.ALL_HOURS)
    wanted = Period(at(start), at(start) + 60 * MINUTE)
    found = codes(Booking(all_hours, wanted, 10, REGULAR), now=at("06:00"))
    assert ("self_service_hours" in found) == warned
    assert codes(Booking(all_hours, wanted, 10, SELF_SERVICE), now=at("06:00")) == []


@pytest.mark.parametrize(
    ("minutes", "code"), [(29, "too_short"), (30, None), (300, None), (301, "long_booking")]
)
def test_shortest_and_longest_booking(minutes, code):
    wanted = Period(at("09:00"), at("09:00") + minutes * MINUTE)
    assert codes(booking(period=wanted), now=at("06:00")) == ([code] if code else [])


@pytest.mark.parametrize(("days", "warned"), [(6, False), (7, False), (8, True)])
def test_seven_calendar_days_ahead_may_be_booked(days, warned):
    on = date(2026, 6, 8) + timedelta(days=days)  # counted from Monday 8 June
    wanted = Period(at("10:00", on), at("11:00", on))
    found = codes(booking(period=wanted), now=at("23:59", date(2026, 6, 8)))
    assert ("outside_window" in found) == warned


def test_a_booking_that_is_over_is_in_the_past_and_one_that_runs_is_not():
    assert codes(booking("11:00", "13:42"), now=at("13:42")) == ["in_the_past"]
    assert codes(booking("13:00", "14:00"), now=at("13:42")) == []


# deadlines and phases ---------------------------------------------------------------------------------------


def test_the_ready_deadline_moves_when_the_room_turns_over_quickly():
    one = meeting(start="14:00")
    assert ready_deadline(one, None, DEFAULTS) == (at("13:30"), False)
    assert ready_deadline(one, at("12:45"), DEFAULTS) == (at("13:30"), False), "75 minutes are enough"
    assert ready_deadline(one, at("12:46"), DEFAULTS) == (at("13:50"), True)


@pytest.mark.parametrize(
    ("one", "now", "ready", "begun", "expected"),
    [
        (meeting(state=MeetingState.SUBMITTED), T0, False, False, MeetingPhase.SUBMITTED),
        (meeting(), at("12:59"), False, False, MeetingPhase.CONFIRMED),
        (meeting(), at("12:59"), False, True, MeetingPhase.PREPARING),
        (meeting(), at("13:00"), False, False, MeetingPhase.PREPARING),
        (meeting(), at("13:40"), True, True, MeetingPhase.READY),
        (meeting(state=MeetingState.IN_SESSION), at("15:29"), False, False, MeetingPhase.IN_SESSION),
        (meeting(state=MeetingState.IN_SESSION), at("15:30"), False, False, MeetingPhase.OVERRUN),
        (meeting(state=MeetingState.ENDED), at("15:30"), False, False, MeetingPhase.ENDED),
        (meeting(state=MeetingState.CANCELLED), T0, False, False, MeetingPhase.CANCELLED),
        (meeting(is_history=True), T0, False, False, MeetingPhase.HISTORY),
        (meeting(meeting_class=SELF_SERVICE), at("13:50"), False, False, MeetingPhase.CONFIRMED),
    ],
)
def test_a_meeting_stands_where_facts_tasks_and_clock_say(one, now, ready, begun, expected):
    assert phase(one, now, DEFAULTS, is_ready=ready, setup_begun=begun) is expected
