"""Live readings in the console: a real broker where it matters, else messages put into the intake."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtTest import QSignalSpy

from app.desk import intake as intake_module
from app.desk import telemetry as telemetry_module
from app.desk.intake import Intake
from app.desk.telemetry import AT_ONCE, RING, Telemetry
from app.devices.messages import (
    AGENT,
    ALARMS,
    READINGS,
    TRENDS,
    AgentMessage,
    AlarmMessage,
    ReadingMessage,
    TrendMessage,
    encode,
)
from app.domain.periods import MINUTE
from app.domain.states import DeviceState
from tests.support.broker import running_broker, speaker

T = 1_781_070_120_000


class Clock:
    def __init__(self) -> None:
        self.at = T

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def telemetry(qapp, clock):
    """Readings without a broker: its intake is filled by hand."""
    made = Telemetry(clock)
    made._intake = Intake(lambda: None)
    return made


def reading(seq, at=T, state="online", value=600.0, boot="b"):
    return encode(ReadingMessage(boot, seq, at, at, at, state, [("co2", value, "ppm")]))


def put(telemetry, topic, payload, *, retained=False):
    telemetry._intake.append(topic, payload, retained=retained)


def test_without_any_broker_it_is_down_and_knows_nothing(qapp, clock):
    telemetry = Telemetry(clock)
    assert telemetry.link == "down"
    assert telemetry.reading("d") is None
    assert telemetry.state("d") is DeviceState.STALE
    assert telemetry.trend("d", "co2").points == ()
    telemetry.on_drain()
    telemetry.on_aging()
    telemetry.stop()


def test_many_messages_of_a_device_are_one_signal_with_the_newest(telemetry):
    spy = QSignalSpy(telemetry.fresh)
    for seq in range(1, 51):
        put(telemetry, READINGS + "d", reading(seq, value=float(seq)))
    put(telemetry, READINGS + "e", reading(51))
    telemetry.on_drain()
    assert spy.count() == 1
    assert spy.at(0)[0] == frozenset({"d", "e"})
    assert telemetry.reading("d").number("co2") == 50.0


def test_a_burst_is_spread_over_several_drains(telemetry):
    for seq in range(1, 2 * AT_ONCE + 2):
        put(telemetry, READINGS + f"d{seq}", reading(seq))
    telemetry.on_drain()
    assert len(telemetry._readings) == AT_ONCE
    telemetry.on_drain()
    telemetry.on_drain()
    assert len(telemetry._readings) == 2 * AT_ONCE + 1


def test_a_jump_in_the_numbers_is_lost_data_and_a_new_boot_is_not(telemetry, clock):
    for seq in (1, 2, 5):
        put(telemetry, READINGS + "d", reading(seq))
    telemetry.on_drain()
    assert telemetry.lost == 2
    assert telemetry.has_lost
    put(telemetry, READINGS + "d", reading(1, boot="other"))
    put(telemetry, READINGS + "d", reading(2, boot="other"))
    telemetry.on_drain()
    assert telemetry.lost == 2
    clock.at += 6 * MINUTE
    assert not telemetry.has_lost


def test_what_the_broker_kept_has_old_numbers_and_is_no_gap(telemetry):
    put(telemetry, READINGS + "d", reading(7), retained=True)
    put(telemetry, READINGS + "e", reading(3), retained=True)
    put(telemetry, READINGS + "d", reading(100))
    put(telemetry, READINGS + "d", reading(101))
    telemetry.on_drain()
    assert telemetry.lost == 0
    assert set(telemetry._readings) == {"d", "e"}


def test_a_full_queue_counts_what_it_drops_and_alarms_have_their_own(telemetry, monkeypatch):
    monkeypatch.setattr(intake_module, "QUEUE", 100)
    alarms = QSignalSpy(telemetry.alarm_heard)
    put(telemetry, ALARMS + "x", encode(AlarmMessage("x", "d", "offline", "serious", T)))
    for seq in range(1, 251):
        put(telemetry, READINGS + "d", reading(seq))
    telemetry.on_drain()
    assert telemetry.dropped == 150
    assert alarms.count() == 1
    assert telemetry.reading("d").seq == 250


def test_readings_grow_stale_and_are_never_shown_as_normal(telemetry, clock):
    put(telemetry, READINGS + "d", reading(1))
    telemetry.on_drain()
    spy = QSignalSpy(telemetry.fresh)
    assert telemetry.state("d") is DeviceState.ONLINE
    clock.at += telemetry.stale_s * 1000 + 1
    assert telemetry.state("d") is DeviceState.STALE
    telemetry.on_aging()
    telemetry.on_aging()
    assert spy.count() == 1, "told once"
    put(telemetry, READINGS + "d", reading(2, at=clock.at))
    telemetry.on_drain()
    assert telemetry.state("d") is DeviceState.ONLINE


def test_an_overtaken_message_does_not_win(telemetry):
    put(telemetry, READINGS + "d", reading(5, at=T + 1000, state="offline"))
    put(telemetry, READINGS + "d", reading(4, at=T))
    telemetry.on_drain()
    assert telemetry.state("d") is DeviceState.OFFLINE


def test_unreadable_messages_are_counted_and_logged_once_an_hour(telemetry, clock, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(20):
            put(telemetry, READINGS + "d", b"\xff[")
        put(telemetry, AGENT, b"{")
        put(telemetry, ALARMS + "x", b"[]")
        telemetry.on_drain()
        clock.at += 61 * MINUTE
        put(telemetry, READINGS + "d", b"\xff[")
        telemetry.on_drain()
    assert telemetry.malformed == 23
    assert len([r for r in caplog.records if "unreadable" in r.message]) == 4


def test_trends_are_bounded_and_join_what_the_agent_kept(telemetry):
    series: list[float | None] = [float(n) for n in range(120)]
    put(telemetry, TRENDS + "d", encode(TrendMessage(T, {"co2": series}, {"co2": (59.5, 3_600_000, 1.0)})))
    for n in range(RING + 50):
        put(telemetry, READINGS + "d", reading(n + 1, at=T + (n + 1) * 10_000))
    telemetry.on_drain()
    trend = telemetry.trend("d", "co2")
    assert trend.mean.value == 59.5
    assert trend.points[0] == (T - 119 * MINUTE, 0.0)
    assert len(trend.points) == 120 + RING
    assert [at for at, _ in trend.points] == sorted(at for at, _ in trend.points)
    telemetry.forget(frozenset({"d"}))
    assert telemetry.trend("d", "co2").points == ()


def test_with_a_real_broker_it_comes_up_hears_and_notices_the_agents_end(qtbot, tmp_path, clock):
    telemetry = Telemetry(clock)
    links = QSignalSpy(telemetry.link_changed)
    with running_broker(tmp_path) as where, speaker(where) as client:
        client.publish(READINGS + "kept", reading(1), 0, True)
        client.publish(AGENT, encode(AgentMessage("b", 1, T, alive=True)), 1, True)
        telemetry.listen(lambda: where)
        qtbot.waitUntil(lambda: telemetry.link == "up", timeout=10_000)
        qtbot.waitUntil(lambda: telemetry.reading("kept") is not None, timeout=5_000)
        with qtbot.waitSignal(telemetry.fresh, timeout=5_000):
            client.publish(READINGS + "live", reading(2), 0, True)
        with qtbot.waitSignal(telemetry.alarm_heard, timeout=5_000):
            client.publish(ALARMS + "x", encode(AlarmMessage("x", "d", "offline", "serious", T)), 1, True)
        client.publish(AGENT, encode(AgentMessage("b", 2, T, alive=False)), 1, True)
        qtbot.waitUntil(lambda: telemetry.link == "down", timeout=5_000)
    telemetry.stop()
    assert [links.at(i)[0] for i in range(links.count())] == ["up", "down"]


def test_a_broker_that_goes_and_comes_back_is_found_again(qtbot, tmp_path, clock):
    telemetry = Telemetry(clock)
    place: list[tuple[str, int] | None] = [None]
    telemetry.listen(lambda: place[0])
    beat = encode(AgentMessage("b", 1, T, alive=True))
    for _ in range(2):
        with running_broker(tmp_path) as where:
            place[0] = where
            with speaker(where) as client:
                client.publish(AGENT, beat, 1, True)
                qtbot.waitUntil(lambda: telemetry.link == "up", timeout=15_000)
        qtbot.waitUntil(lambda: telemetry.link == "down", timeout=15_000)
    assert telemetry.lost == 0
    telemetry.stop()


def test_devices_that_somebody_makes_up_do_not_fill_the_memory(telemetry, monkeypatch):
    monkeypatch.setattr(telemetry_module, "MOST", 50)
    for seq in range(1, 200):
        put(telemetry, READINGS + f"d{seq}", reading(seq))
        put(telemetry, TRENDS + f"d{seq}", b"{}")
    telemetry.on_drain()
    assert len(telemetry._readings) == len(telemetry._trends) == 50
    put(telemetry, READINGS + "d1", reading(200, at=T + 1, value=7.0))
    telemetry.on_drain()
    assert telemetry.reading("d1").number("co2") == 7.0
