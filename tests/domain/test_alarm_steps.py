"""From readings to alarms: delays, dead bands, misses. Exhaustive where the table is small (R45, R57)."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.alarm_steps import Heard, Memory, Missed, Turn, alarm_id, step
from app.domain.devices import LIMITS, Consequence, Limit, limits_for

S = 1000
LIMIT = Limit("hot", "t", True, 28, 27, "warning", Consequence.COMFORT, on_delay=20 * S, off_delay=10 * S)


def play(events, limits=(LIMIT,)):
    memory: Memory = Memory("d")
    turns: list[Turn] = []
    for event in events:
        memory, new = step(memory, event, limits)
        turns += new
    return memory, turns


def heard(at, value=None, state="online", since=None):
    return Heard(at * S, state, () if value is None else (("t", float(value)),), since)


def test_an_alarm_begins_when_the_value_has_stayed_beyond_for_the_delay_and_says_since_when():
    _, turns = play([heard(0, 29), heard(10, 29), heard(19, 29)])
    assert turns == []
    _, turns = play([heard(0, 29), heard(10, 29), heard(20, 30)])
    assert [(t.condition, t.onset, t.value, t.cleared_at) for t in turns] == [("hot", 0, 30.0, None)]


def test_one_value_inside_starts_the_delay_anew():
    _, turns = play([heard(0, 29), heard(10, 28), heard(20, 29), heard(39, 29)])
    assert turns == []


def test_between_the_bounds_nothing_changes():
    began = [heard(0, 29), heard(20, 29)]
    memory, turns = play([*began, heard(30, 27.5), heard(60, 27.5), heard(600, 27.5)])
    assert len(turns) == 1
    assert memory.active == {"hot"}
    _, turns = play([*began, heard(30, 27), heard(39, 27), heard(40, 27)])
    assert turns[1].cleared_at == 40 * S


def test_every_sequence_of_values_agrees_with_a_plain_model():
    """All 3^7 sequences of low, between, high, 10 s apart: no alarm is lost, none invented (R45)."""
    for values in product((26.0, 27.5, 29.0), repeat=7):
        memory, turns = play([heard(10 * i, value) for i, value in enumerate(values)])
        active, since, leaving, wanted = False, None, None, []
        for i, value in enumerate(values):
            at = 10 * i * S
            if not active:
                since = (at if since is None else since) if value > 28 else None
                if since is not None and at - since >= 20 * S:
                    active, leaving = True, None
                    wanted.append(("on", since))
            else:
                leaving = (at if leaving is None else leaving) if value <= 27 else None
                if leaving is not None and at - leaving >= 10 * S:
                    active, since = False, None
                    wanted.append(("off", at))
        got = [("on", t.onset) if t.cleared_at is None else ("off", t.cleared_at) for t in turns]
        assert got == wanted, values
        assert memory.active == ({"hot"} if active else set())


@pytest.mark.parametrize("pattern", list(product([True, False], repeat=6)))
def test_offline_takes_three_of_five_misses(pattern):
    """R57: a single missed poll, or two, is not offline."""
    events = [Missed(i * S) if missed else heard(i) for i, missed in enumerate(pattern)]
    memory, _ = play(events)
    was = any(sum(pattern[max(0, i - 4) : i + 1]) >= 3 for i in range(6))
    assert bool(memory.active) or not was or not pattern[-1]
    if not was:
        assert memory.active == frozenset()


def test_offline_counts_from_the_first_missed_message_and_needs_good_news_to_end():
    memory, turns = play([heard(0), *(Missed(i * 15 * S) for i in (1, 2, 3))])
    assert turns[0].onset == 15 * S
    memory, back = step(memory, heard(60), ())
    assert back == ()
    for at in (75, 90, 105):
        memory, back = step(memory, heard(at), ())
    assert [t.cleared_at for t in back] == [105 * S]


def test_a_gateway_that_tells_of_an_outage_is_believed_at_once():
    memory, turns = play([heard(0), heard(50, state="offline", since=40 * S)])
    assert [(t.condition, t.onset) for t in turns] == [("offline", 40 * S)]
    _, turns = step(memory, heard(60), ())
    assert turns[0].cleared_at == 60 * S


def test_standby_is_not_a_fault():
    memory, turns = play([heard(0, state="standby"), heard(30, state="standby")])
    assert turns == []
    assert memory.active == frozenset()


def test_a_fault_lasts_until_the_device_says_otherwise_and_silence_does_not_end_it():
    memory, turns = play([heard(0, state="fault"), *(Missed(i * S) for i in range(1, 9))])
    assert memory.active == {"fault", "offline"}
    assert [t.condition for t in turns] == ["fault", "offline"]


def test_late_and_repeated_messages_change_nothing():
    memory, _ = play([heard(0, 29), heard(20, 29)])
    again, more = step(memory, heard(10, 20), (LIMIT,))
    assert again is memory
    assert more == ()


def test_the_id_of_an_occurrence_is_the_same_for_every_listener():
    assert alarm_id("d", "hot", 5) == alarm_id("d", "hot", 5)
    assert alarm_id("d", "hot", 5) != alarm_id("d", "hot", 6)


EVENTS = st.lists(
    st.one_of(
        st.just("miss"),
        st.tuples(st.sampled_from(["online", "standby", "fault", "offline"]), st.integers(20, 35)),
    ),
    max_size=60,
)


@given(EVENTS)
def test_whatever_happens_what_is_known_is_never_forgotten(events):
    """R25: after any sequence each condition is active exactly when its last turn was a beginning."""
    memory = Memory("d")
    last: dict[str, int | None] = {}
    for i, event in enumerate(events):
        thing = Missed(i * 7 * S) if event == "miss" else heard(i * 7, event[1], event[0])
        memory, turns = step(memory, thing, (LIMIT,))
        for turn in turns:
            began = turn.cleared_at is None
            assert began != (last.get(turn.condition) is not None)
            last[turn.condition] = turn.onset if began else None
            assert turn.cleared_at is None or turn.cleared_at >= turn.onset
    assert memory.active == {name for name, onset in last.items() if onset is not None}


def test_every_limit_has_a_dead_band_on_the_right_side():
    for limit in LIMITS:
        assert limit.off <= limit.on if limit.above else limit.off >= limit.on
        assert not (limit.beyond(limit.off) and limit.within(limit.off))
    assert "co2_high" in {limit.condition for limit in limits_for("sensor")}
    assert "co2_high" not in {limit.condition for limit in limits_for("display")}
