"""The agent's mind: judged readings out, alarms once, floods thinned, gateways that hide their devices."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.devices.agent import PER_SECOND, Agent
from app.devices.house import RegisteredDevice, is_topic, registered
from app.devices.messages import (
    AGENT,
    ALARMS,
    READINGS,
    TRENDS,
    RawMessage,
    decode_agent,
    decode_alarm,
    decode_reading,
    decode_trend,
    encode,
)
from app.domain.periods import DAY, MINUTE
from tests.support.records import device
from tests.support.sure import readable, sure

T = 1_781_070_120_000
S = 1000
GATEWAY = RegisteredDevice("gw", "2F", "gateway", "house/2F")
TERMINAL = RegisteredDevice("vt", "302-vt", "video_terminal", "house/2F/vt")
SENSOR = RegisteredDevice("s", "302-s", "sensor", "house/s")


class Site:
    """An agent with a clock and what it said last on each topic."""

    def __init__(self, *devices: RegisteredDevice, **kept: Any) -> None:
        self.now = T
        self.agent = Agent("boot", T, **kept)
        self.agent.set_register(devices, T)
        self.said: dict[str, bytes] = {}
        self.log: list[str] = []
        self.seqs: dict[str, int] = {}

    def hear(self, one: RegisteredDevice, state="online", boot="b", seq=None, at=None, **values):
        self.seqs[one.id] = self.seqs.get(one.id, 0) + 1
        extra = {key: values.pop(key) for key in ("since", "backlog") if key in values}
        numbers: dict[str, float | str] = {key: float(value) for key, value in values.items()}
        message = RawMessage(boot, seq or self.seqs[one.id], at or self.now, state, values=numbers, **extra)
        self.agent.hear(one.topic, encode(message), self.now)
        self.collect()

    def run(self, seconds: int, *speaking: RegisteredDevice) -> None:
        for _ in range(seconds):
            self.now += S
            for one in speaking:
                self.hear(one)
            self.agent.tick(self.now)
            self.collect()

    def collect(self) -> None:
        for out in self.agent.take():
            self.said[out.topic] = out.payload
            self.log.append(out.topic)

    def reading(self, one: RegisteredDevice):
        return readable(decode_reading("t", self.said[READINGS + one.id]))

    def alarms(self):
        found = [readable(decode_alarm(t, p)) for t, p in self.said.items() if t.startswith(ALARMS) and p]
        return {(a.device, a.condition): a for a in found if a.cleared_at is None}

    def beat(self):
        return readable(decode_agent(AGENT, self.said[AGENT]))


def test_a_word_becomes_a_reading_with_units_and_ages():
    site = Site(SENSOR)
    site.hear(SENSOR, co2=624, temperature=26.4, at=T - 2 * S)
    reading = site.reading(SENSOR)
    assert reading.state == "online"
    assert (reading.at, reading.told_at) == (T - 2 * S, T)
    assert ("co2", 624.0, "ppm") in reading.values


def test_silence_becomes_one_alarm_with_its_onset_and_ends_with_good_news():
    site = Site(TERMINAL)
    site.hear(TERMINAL)
    site.run(120)
    (alarm,) = site.alarms().values()
    assert (alarm.condition, alarm.severity) == ("offline", "serious")
    assert T < alarm.raised_at < T + 60 * S
    assert site.reading(TERMINAL).state == "offline"
    assert site.beat().active == [alarm.id]
    site.run(10, TERMINAL)
    assert site.alarms() == {}
    assert site.reading(TERMINAL).state == "online"
    assert site.beat().active == []


def test_a_lost_gateway_is_one_alarm_and_its_devices_are_stale_never_normal():
    site = Site(GATEWAY, TERMINAL)
    site.hear(GATEWAY)
    site.hear(TERMINAL)
    site.run(300)
    assert set(site.alarms()) == {("gw", "offline")}
    assert site.reading(TERMINAL).state == "stale"
    site.run(30, GATEWAY, TERMINAL)
    assert site.alarms() == {}
    assert site.reading(TERMINAL).state == "online"


def test_an_outage_before_the_start_keeps_its_onset_and_a_backlog_makes_its_alarms():
    site = Site(TERMINAL, SENSOR)
    site.hear(TERMINAL, state="offline", since=T - 3 * MINUTE)
    points = [(T - minute * MINUTE, 1036.0) for minute in range(20, 0, -1)]
    site.hear(SENSOR, backlog={"co2": points}, co2=1036)
    found = site.alarms()
    assert found["vt", "offline"].raised_at == T - 3 * MINUTE
    assert found["s", "co2_high"].raised_at == T - 20 * MINUTE
    assert found["s", "co2_high"].value == "1036"
    site.run(2)
    trend = readable(decode_trend("t", site.said[TRENDS + "s"]))
    assert trend.series["co2"][-3:-1] == [1036.0, 1036.0]
    assert trend.means["co2"][0] == 1036.0


def test_a_restarted_agent_knows_the_alarm_it_raised():
    site = Site(TERMINAL)
    site.hear(TERMINAL, state="offline", since=T - MINUTE)
    again = Site(TERMINAL, memories=site.agent.memories, alarms=site.agent.alarms.values())
    again.run(200)
    assert again.alarms() == {}, "no second alarm for the same outage"
    again.agent.retell(again.now)
    again.collect()
    assert again.alarms() == site.alarms()
    assert again.beat().active == [alarm.id for alarm in site.alarms().values()]


def test_what_the_device_lost_on_the_way_is_counted_and_repeats_are_not_heard_twice():
    site = Site(SENSOR)
    site.hear(SENSOR, seq=1, co2=600)
    site.hear(SENSOR, seq=5, co2=700)
    site.hear(SENSOR, seq=5, co2=800)
    site.hear(SENSOR, seq=4, co2=900)
    reading = site.reading(SENSOR)
    assert reading.missed == 3
    assert ("co2", 700.0, "ppm") in reading.values


def test_unreadable_messages_are_counted_and_logged_once_an_hour(caplog):
    site = Site(SENSOR)
    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            site.agent.hear(SENSOR.topic, b"\xff{", site.now)
        site.now += 61 * MINUTE
        site.agent.hear(SENSOR.topic, b"\xff{", site.now)
    assert site.agent.malformed == 51
    assert len([r for r in caplog.records if "unreadable" in r.message]) == 2


def test_impossible_values_raise_nothing_and_a_wild_clock_is_set_right():
    site = Site(SENSOR)
    site.hear(SENSOR, co2=1e12, temperature=900)
    site.hear(SENSOR, co2=600, at=T + DAY)
    site.hear(SENSOR, co2=600, at=1)
    assert site.alarms() == {}
    assert site.reading(SENSOR).at == T


def test_a_flood_is_thinned_to_its_newest_word_and_others_are_heard_meanwhile():
    site = Site(SENSOR, TERMINAL)
    for value in range(500):
        site.hear(SENSOR, co2=400 + value)
    site.hear(TERMINAL, state="fault")
    assert ("vt", "fault") in site.alarms()
    assert site.agent.thinned == 500 - PER_SECOND
    site.run(1)
    reading = site.reading(SENSOR)
    assert ("co2", 899.0, "ppm") in reading.values
    assert reading.missed == 0, "thinned is not lost"


def test_standby_is_not_a_fault_and_maintenance_is_told_as_such():
    site = Site(TERMINAL)
    site.hear(TERMINAL, state="standby")
    assert site.reading(TERMINAL).state == "standby"
    site.hear(TERMINAL, state="maintenance")
    assert site.reading(TERMINAL).state == "maintenance"
    assert site.alarms() == {}


def test_a_device_that_leaves_the_register_ends_its_alarms():
    site = Site(TERMINAL, SENSOR)
    site.hear(TERMINAL, state="fault")
    site.agent.set_register((SENSOR,), site.now)
    site.collect()
    assert site.alarms() == {}
    assert site.said[READINGS + "vt"] == b""


def test_every_device_is_told_again_every_minute_and_ended_alarms_leave_after_a_day():
    site = Site(TERMINAL)
    site.hear(TERMINAL, state="fault")
    site.hear(TERMINAL)
    topic = next(t for t in site.said if t.startswith(ALARMS))
    told = site.log.count(READINGS + "vt")
    site.run(61)
    assert site.log.count(READINGS + "vt") > told
    site.now += DAY
    site.run(1)
    assert site.said[topic] == b""


def test_only_plain_topics_are_listened_to():
    good = device(address="mqtt:huiwutai/dev/1")
    others = [
        device(id=str(n), address=address)
        for n, address in enumerate(
            ("mqtt:#", "mqtt:$SYS/x", "mqtt:a/../b", "mqtt:", "pjlink:10.0.0.1", "mqtt:/a")
        )
    ]
    assert [one.topic for one in registered([good, *others, device(id="z", address=good.address)])] == [
        "huiwutai/dev/1"
    ]
    assert not is_topic("x" * 201)


EVENT = st.one_of(
    st.tuples(
        st.just("say"),
        st.sampled_from(["gw", "vt"]),
        st.sampled_from(["online", "standby", "fault", "offline"]),
    ),
    st.tuples(st.just("wait"), st.integers(1, 90)),
)


@given(st.lists(EVENT, max_size=30))
def test_never_normal_while_the_last_thing_known_is_an_alarm_or_silence(events):
    """R25 of security.md: a reading says online only when the device spoke well last and is not overdue."""
    site = Site(GATEWAY, TERMINAL)
    by_id = {"gw": GATEWAY, "vt": TERMINAL}
    for event in events:
        if event[0] == "say":
            site.hear(by_id[event[1]], state=event[2])
        else:
            site.run(event[1])
        for one in (GATEWAY, TERMINAL):
            if READINGS + one.id not in site.said:
                continue
            state = site.reading(one).state
            active = {condition for device_id, condition in site.alarms() if device_id == one.id}
            if state in {"online", "standby"}:
                assert not active
                assert site.now - sure(site.agent.memories[one.id].last_at) < 90 * S


@pytest.mark.parametrize("count", [3_000])
def test_the_heartbeat_says_when_it_cannot_name_every_alarm(count):
    many = [RegisteredDevice(f"d{n:05}", str(n), "display", f"t/{n}") for n in range(count)]
    site = Site(*many)
    for one in many:
        site.hear(one, state="fault")
    site.run(6)
    assert not site.beat().is_complete
    assert len(site.said[AGENT]) < 64 * 1024
