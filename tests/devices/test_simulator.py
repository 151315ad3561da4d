"""The demo's devices: the same for the same seed, register and clock; faults as scripted."""

from __future__ import annotations

from app.devices.house import RegisteredDevice
from app.devices.messages import MAX_PAYLOAD, decode_raw, encode
from app.devices.simulator import SCRIPT, Simulated
from app.domain.devices import KINDS
from app.domain.periods import HOUR, MINUTE
from tests.support.sure import sure

MIDNIGHT = 1_781_020_800_000  # 2026-06-10 00:00 in Shanghai
NOON = MIDNIGHT + 13 * HOUR + 42 * MINUTE


def register():
    made = [RegisteredDevice(f"id-{kind}", f"302-{kind}", kind, f"t/{kind}") for kind in KINDS]
    made += [
        RegisteredDevice(f"id-308-{n}", f"308-microphone-{n}", "microphone", f"t/308/{n}") for n in (1, 2)
    ]
    return tuple(made)


def play(seed=1, start=NOON, minutes=3):
    simulated = Simulated(register(), seed, MIDNIGHT, start)
    said = [simulated.message(device, start) for device in register()]
    said += [simulated.message(device, at) for at, device in simulated.due(start, start + minutes * MINUTE)]
    return [encode(message) for message in said if message is not None]


def test_the_same_seed_and_clock_say_the_same_and_another_seed_does_not():
    assert play() == play()
    assert play(seed=2) != play()


def test_everything_it_says_is_readable_and_small_enough():
    for payload in play():
        assert len(payload) < MAX_PAYLOAD
        assert not hasattr(decode_raw("t", payload), "reason")


def test_the_video_terminal_of_302_goes_offline_at_its_time_and_comes_back():
    simulated = Simulated(register(), 1, MIDNIGHT, NOON - 10 * MINUTE)
    terminal = simulated.devices["id-video_terminal"]
    states = {}
    for at, device in simulated.due(NOON - 10 * MINUTE, NOON + 20 * MINUTE):
        if device is terminal:
            message = simulated.message(device, at)
            states[at] = message.state if message else None
    begins, ends = next(f for f in SCRIPT if f.kind == "video_terminal").span(MIDNIGHT)
    assert states[begins] == "offline"
    assert states[ends] == "online"
    assert {state for at, state in states.items() if begins + 2 * MINUTE < at < ends} == {None}


def test_the_second_microphone_of_308_is_low_and_hands_in_what_it_measured_before():
    simulated = Simulated(register(), 1, MIDNIGHT, NOON)
    message = sure(simulated.message(simulated.devices["id-308-2"], NOON))
    assert message.values["battery"] == 12.0
    assert min(value for _, value in message.backlog["battery"]) == 12.0
    other = sure(simulated.message(simulated.devices["id-308-1"], NOON)).values["battery"]
    assert isinstance(other, float)
    assert other > 50


def test_every_device_speaks_at_the_beat_of_its_kind():
    simulated = Simulated(register(), 1, MIDNIGHT, NOON)
    spoken = [device.id for _, device in simulated.due(NOON, NOON + HOUR)]
    for device in register():
        beat = KINDS[device.kind].heartbeat_s
        assert abs(spoken.count(device.id) - 3600 // beat) <= 3
