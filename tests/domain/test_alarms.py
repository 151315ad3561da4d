"""Letters, priority, order and counts of alarms: tables and sequences, no clock."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import alarms
from app.domain.periods import HOUR, MINUTE
from app.domain.rules import DEFAULTS
from app.domain.states import AlarmLetter, MeetingState, Priority
from tests.support.records import T0, alarm, meeting, running
from tests.support.sure import sure

L = AlarmLetter


@pytest.mark.parametrize(
    ("is_active", "is_acked", "wanted"),
    [(True, False, L.UNACKED), (True, True, L.ACKED), (False, False, L.RETURNED), (False, True, L.NORMAL)],
)
def test_a_letter_follows_from_the_two_memories(is_active, is_acked, wanted):
    record = alarm(cleared_at=None if is_active else T0, acknowledged_at=T0 if is_acked else None)
    assert alarms.letter(record, T0) is wanted


@pytest.mark.parametrize(
    ("active", "acked", "shelved", "suppressed", "service"), list(product([False, True], repeat=5))
)
def test_suppression_hides_but_never_changes_what_is_known(active, acked, shelved, suppressed, service):
    record = alarm(
        cleared_at=None if active else T0,
        acknowledged_at=T0 if acked else None,
        shelved_until=T0 + HOUR if shelved else None,
        in_maintenance=service,
    )
    letter = alarms.letter(record, T0, is_suppressed=suppressed)
    if service:
        assert letter is L.OUT_OF_SERVICE
    elif suppressed:
        assert letter is L.SUPPRESSED
    elif shelved:
        assert letter is L.SHELVED
    bare = replace(record, shelved_until=None, in_maintenance=False)
    plain = {
        (True, False): L.UNACKED,
        (True, True): L.ACKED,
        (False, False): L.RETURNED,
        (False, True): L.NORMAL,
    }
    assert alarms.letter(bare, T0) is plain[active, acked]


def test_a_shelf_ends_by_itself_and_the_current_condition_shows():
    record = alarm(shelved_until=T0)
    assert alarms.letter(record, T0 - 1) is L.SHELVED
    assert alarms.letter(record, T0) is L.UNACKED


MEETING_LEFT = {
    "runs": 0,
    "in 30 min": 30 * MINUTE,
    "in 31 min": 31 * MINUTE,
    "in 2 h": 2 * HOUR,
    "in 3 h": 3 * HOUR,
    "none": None,
}


@pytest.mark.parametrize(
    ("condition", "kind", "severity", "wanted"),
    [
        ("offline", "video_terminal", "serious", "HHMMLL"),
        ("fault", "microphone", "serious", "HHMMLL"),
        ("too_hot", "sensor", "serious", "HHMMLL"),
        ("offline", "air_conditioner", "warning", "MMMMMM"),
        ("co2_high", "sensor", "warning", "MMMMMM"),
        ("battery_low", "microphone", "warning", "MMMMLL"),
        ("lamp_old", "projector", "notice", "MMMMLL"),
        ("content_old", "door_display", "notice", "LLLLLL"),
        ("offline", "door_display", "warning", "LLLLLL"),
        ("offline", "fire_link", "urgent", "HHHHHH"),
        ("offline", "gateway", "serious", "HHMMMM"),
        ("a_new_condition", "a_new_kind", "warning", "LLLLLL"),
    ],
)
def test_priority_is_consequence_by_time_left(condition, kind, severity, wanted):
    got = "".join(alarms.priority(condition, kind, severity, left).name[0] for left in MEETING_LEFT.values())
    assert got == wanted


def test_priority_rises_when_the_meeting_comes_near():
    need = meeting("later", start="15:00", end="16:00")
    far, near = need.starts_at - 3 * HOUR, need.starts_at - 10 * MINUTE
    assert alarms.sort_out([alarm()], [need], far)[0].priority is Priority.LOW
    seen = alarms.sort_out([alarm()], [need], near)[0]
    assert seen.priority is Priority.HIGH
    assert seen.meeting == need


def test_a_high_alarm_is_neither_hidden_by_a_shelf_nor_by_design():
    shelved = alarm(shelved_until=T0 + HOUR)
    need = running("now")
    assert alarms.sort_out([shelved], [need], T0)[0].letter is L.UNACKED
    assert alarms.sort_out([shelved], [], T0)[0].letter is L.SHELVED


def test_comfort_of_an_unused_room_is_suppressed_until_a_meeting_comes():
    stuffy = alarm(device_kind="sensor", condition="co2_high", severity="warning")
    assert alarms.sort_out([stuffy], [], T0)[0].letter is L.SUPPRESSED
    assert alarms.sort_out([stuffy], [running("now")], T0)[0].letter is L.UNACKED


def test_the_meeting_that_runs_comes_before_the_next_one():
    runs, comes = running("a", start="13:00", end="14:00"), meeting("b", start="14:00", end="15:00")
    assert alarms.next_need([comes, runs], T0) == {runs.room_id: runs}
    assert alarms.next_need([comes], T0) == {comes.room_id: comes}
    over = replace(comes, state=MeetingState.CANCELLED)
    assert alarms.next_need([over], T0) == {}


def test_returns_of_one_condition_are_one_line_and_the_older_ones_wait_with_it():
    old = alarm(id="0" * 8 + "-0000-0000-0000-" + "0" * 12, raised_at=T0 - HOUR, cleared_at=T0 - 50 * MINUTE)
    new = alarm(acknowledged_at=T0)
    (view,) = alarms.sort_out([old, new], [], T0)
    assert view.record == new
    assert view.earlier == (old.id,)
    (gone,) = alarms.sort_out([old, replace(new, cleared_at=T0)], [], T0)
    assert gone.letter is L.RETURNED


def _several():
    return st.lists(
        st.builds(
            lambda n, kind, condition, age, cleared, acked, shelf, service: alarm(
                id=f"00000000-0000-0000-0000-{n:012}",
                device_id=f"00000000-0000-0000-0001-{n:012}",
                device_kind=kind,
                condition=condition,
                raised_at=T0 - age * MINUTE,
                cleared_at=T0 if cleared else None,
                acknowledged_at=T0 if acked else None,
                shelved_until=T0 + shelf * MINUTE,
                in_maintenance=service,
            ),
            st.integers(0, 40),
            st.sampled_from(["video_terminal", "sensor", "microphone", "fire_link"]),
            st.sampled_from(["offline", "fault", "co2_high", "battery_low"]),
            st.integers(0, 600),
            st.booleans(),
            st.booleans(),
            st.integers(-60, 60),
            st.booleans(),
        ),
        max_size=30,
        unique_by=lambda one: one.id,
    )


@given(_several(), st.booleans())
def test_the_header_always_sums_up_and_the_order_holds(records, in_use):
    views = alarms.sort_out(records, [running("now")] if in_use else [], T0)
    counts = alarms.counts(views)
    assert counts.total == len(views)
    assert counts.shown == sum(view.is_listed for view in views)
    assert list(views) == sorted(views, key=alarms.order)
    over = {r.id for r in records if r.cleared_at is not None and r.acknowledged_at is not None}
    hidden = {v.record.id for v in views if not v.is_listed}
    assert {r.id for r in records} - {v.record.id for v in views} <= over
    assert all(
        v.priority is not Priority.HIGH or v.letter is L.OUT_OF_SERVICE
        for v in views
        if v.record.id in hidden
    )
    banner = alarms.for_banner(views)
    unseen_high = [v for v in views if v.letter is L.UNACKED and v.priority is Priority.HIGH]
    assert (banner is not None and banner.priority is Priority.HIGH) == bool(unseen_high)


def test_the_banner_speaks_of_a_mid_alarm_only_while_it_is_the_newest_unseen():
    mid = alarm("301", device_kind="sensor", condition="co2_high", severity="warning", raised_at=T0 - HOUR)
    low = alarm("303", device_kind="door_display", raised_at=T0)
    meetings = [running("x", "301")]
    assert sure(alarms.for_banner(alarms.sort_out([mid], meetings, T0))).record == mid
    assert alarms.for_banner(alarms.sort_out([mid, low], meetings, T0)) is None


@pytest.mark.parametrize(
    ("level", "until", "reason", "wanted"),
    [
        (Priority.HIGH, T0 + HOUR, "x", "high_not_shelved"),
        (Priority.MID, T0 + HOUR, "  ", "reason_missing"),
        (Priority.MID, T0, "x", "shelf_in_past"),
        (Priority.LOW, T0 + 12 * HOUR, "x", ""),
        (Priority.LOW, T0 + 12 * HOUR + 1, "x", "shelf_too_long"),
    ],
)
def test_what_may_be_shelved(level, until, reason, wanted):
    assert alarms.shelf_fault(level, until, reason, T0, DEFAULTS) == wanted


def test_the_room_shows_its_worst_active_alarm():
    low = alarm("302", id="00000000-0000-0000-0000-000000000001", device_kind="door_display", device_id="d1")
    high = alarm("302", raised_at=T0 - HOUR)
    views = alarms.sort_out([low, high], [running("now")], T0)
    assert alarms.worst_by_room(views)[sure(high.room_id)].record == high
