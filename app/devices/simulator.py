"""What the devices of the demo building say, as a function of seed, device and instant. Pure.

The same seed, register and clock always give the same messages, so that a demo can be laid beside a
picture. Faults are scripted by wall time of the demo's day (``SCRIPT``); the values between them are
smooth noise. A device that is in a fault when the simulator starts says since when, and hands in what
it measured before, as a real one does after a gap.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from app.devices.house import RegisteredDevice
from app.devices.messages import RawMessage
from app.domain.devices import kind_of
from app.domain.periods import DAY, HOUR, MINUTE

BACKLOG: Final = 3 * HOUR
LONG_BACKLOG: Final = DAY  # PM2.5 is judged over a day
LONG_STEP: Final = 10 * MINUTE


@dataclass(frozen=True, slots=True)
class Fault:
    """From a wall time to another, the n-th device of a kind in a room is in a state or has a value."""

    room: str
    kind: str
    nth: int
    begins: str
    ends: str
    state: str = "online"
    quantity: str = ""
    value: float = 0.0

    def span(self, midnight: int) -> tuple[int, int]:
        """[begins, ends) on the day that began at ``midnight``."""
        return midnight + _ms(self.begins), midnight + _ms(self.ends)


_EVER: Final = ("00:00:00", "24:00:00")
SCRIPT: Final = (
    Fault("302", "video_terminal", 1, "13:39:06", "13:58:00", state="offline"),
    Fault("308", "microphone", 2, "13:40:51", "15:40:00", quantity="battery", value=12.0),
    Fault("316", "fresh_air", 1, *_EVER, state="maintenance"),
    Fault("316", "fresh_air", 1, "13:27:40", "16:30:00", quantity="supply_temperature", value=29.2),
    Fault("205", "sensor", 1, "13:18:22", "14:20:00", quantity="co2", value=1036.0),
    Fault("110", "projector", 1, "13:05:13", "24:00:00", quantity="lamp_hours", value=2870.0),
    Fault("209", "air_conditioner", 1, "12:58:40", "13:06:10", quantity="set_point", value=24.0),
    Fault("117", "door_display", 1, "12:41:09", "16:00:00", quantity="content_age", value=15.0),
    Fault("320", "lighting", 1, "11:20:57", "11:46:00", quantity="idle_light", value=15.0),
    Fault("104", "nameplate", 1, "09:48:03", "18:00:00", quantity="battery", value=14.0),
    Fault("2F", "gateway", 1, "10:12:30", "15:00:00", quantity="reconnects", value=5.0),
    Fault("308", "fresh_air", 1, "10:30:00", "18:00:00", quantity="filter_pressure", value=142.0),
    Fault("318", "presence", 1, "09:05:00", "19:00:00", state="fault"),
    Fault("115", "charger", 1, "08:20:00", "24:00:00", state="fault"),
    Fault("214", "display", 1, "08:02:00", "17:00:00", state="offline"),
    Fault("112", "door_display", 1, "07:40:00", "17:00:00", state="offline"),
    Fault("219", "projector", 1, *_EVER, state="maintenance"),
    Fault("107", "air_conditioner", 1, *_EVER, state="maintenance"),
)


@dataclass(frozen=True, slots=True)
class _Wave:
    """A value that wanders between two bounds, a new aim every ``minutes``."""

    name: str
    low: float
    high: float
    minutes: int
    digits: int = 0
    shake: float = 0.0


_WAVES: Final = {
    "sensor": (
        _Wave("co2", 480, 860, 35, shake=14),
        _Wave("temperature", 24.6, 26.9, 50, 1),
        _Wave("humidity", 48, 64, 60),
        _Wave("pm25", 12, 34, 240),
        _Wave("tvoc", 0.18, 0.42, 45, 2),
    ),
    "fresh_air": (
        _Wave("fresh_air", 560, 640, 90),
        _Wave("supply_temperature", 22, 25, 25, 1),
        _Wave("filter_pressure", 70, 110, 600),
    ),
    "microphone": (_Wave("battery", 58, 99, 900),),
    "nameplate": (_Wave("battery", 58, 99, 900),),
    "projector": (_Wave("lamp_hours", 300, 2300, 50_000),),
    "video_terminal": (_Wave("packet_loss", 0, 0.8, 5, 1),),
    "door_display": (_Wave("content_age", 0, 4, 7),),
    "gateway": (_Wave("reconnects", 0, 1, 60),),
    "lighting": (_Wave("idle_light", 0, 0, 60),),
}
_FIXED: Final[dict[str, dict[str, float | str]]] = {
    "air_conditioner": {"set_point": 26.0, "mode": "cooling", "fan": "mid"},
    "fresh_air": {"fan": "mid"},
    "projector": {"input": "HDMI 1"},
    "av_controller": {"scene": "standby"},
}


class Simulated:
    """All devices of a register, each with its place in the script and its own beat."""

    def __init__(self, devices: Iterable[RegisteredDevice], seed: int, midnight: int, start: int) -> None:
        self._seed = seed
        self._midnight = midnight
        self._start = start
        self.devices = {device.id: device for device in devices}
        self._faults: dict[str, list[Fault]] = {key: [] for key in self.devices}
        self._seqs: dict[str, int] = {}
        for fault in SCRIPT:
            chosen = self._nth(fault)
            if chosen is not None:
                self._faults[chosen].append(fault)

    def due(self, after: int, until: int) -> Iterator[tuple[int, RegisteredDevice]]:
        """Who speaks in (after, until], in the order of time: every beat, and when a fault begins or ends."""
        found = []
        for device in self.devices.values():
            beat = kind_of(device.kind).heartbeat_s * 1000
            phase = zlib.crc32(device.id.encode()) % beat
            first = (after - phase) // beat + 1
            found += [(at, device) for at in range(first * beat + phase, until + 1, beat)]
            for fault in self._faults[device.id]:
                found += [(at, device) for at in fault.span(self._midnight) if after < at <= until]
        yield from sorted(found, key=lambda item: (item[0], item[1].id))

    def message(self, device: RegisteredDevice, at: int) -> RawMessage | None:
        """What a device says at an instant; None when it cannot speak and nobody speaks for it any more."""
        state, since, values = self._now(device, at)
        first = device.id not in self._seqs
        seq = self._seqs[device.id] = self._seqs.get(device.id, 0) + 1
        boot = f"sim-{self._start}"
        if state == "offline":
            # Its gateway says so, when it begins and when somebody comes to listen; then there is silence.
            if not first and since is not None and at - since > MINUTE:
                return None
            return RawMessage(boot, seq, at, state, since)
        backlog = self._backlog(device, at) if first else {}
        return RawMessage(boot, seq, at, state, since, values, backlog)

    def value(self, device: RegisteredDevice, quantity: str, at: int) -> float | None:
        """A scripted or plain value at an instant."""
        for fault in self._faults[device.id]:
            begins, ends = fault.span(self._midnight)
            if fault.quantity == quantity and begins <= at < ends:
                return fault.value
        plain = self._plain(device, at)
        found = plain.get(quantity)
        return found if isinstance(found, float) else None

    def _now(self, device: RegisteredDevice, at: int) -> tuple[str, int | None, dict[str, float | str]]:
        state, since = "online", None
        values = self._plain(device, at)
        for fault in self._faults[device.id]:
            begins, ends = fault.span(self._midnight)
            if begins <= at < ends:
                if fault.quantity:
                    values[fault.quantity] = fault.value
                else:
                    state, since = fault.state, begins
        return state, since, values

    def _backlog(self, device: RegisteredDevice, at: int) -> dict[str, list[tuple[int, float]]]:
        rows: dict[str, list[tuple[int, float]]] = {}
        if device.kind == "sensor":
            for name in ("co2", "temperature", "humidity", "tvoc"):
                rows[name] = self._row(device, name, range(at - BACKLOG, at, MINUTE))
            rows["pm25"] = self._row(device, "pm25", range(at - LONG_BACKLOG, at, LONG_STEP))
        for fault in self._faults[device.id]:
            begins, ends = fault.span(self._midnight)
            if fault.quantity and begins < at and fault.begins != _EVER[0]:
                whole = range(begins - MINUTE, min(at, ends + 3 * MINUTE), MINUTE)
                near = (begins, begins + 30_000, begins + 90_000, ends, ends + 30_000, ends + 60_000)
                instants = sorted({*whole, *(x for x in near if x < at)})
                rows[fault.quantity] = self._row(device, fault.quantity, instants)
        return rows

    def _row(self, device: RegisteredDevice, name: str, instants: Iterable[int]) -> list[tuple[int, float]]:
        row = ((at, self.value(device, name, at)) for at in instants)
        return [(at, value) for at, value in row if value is not None]

    def _plain(self, device: RegisteredDevice, at: int) -> dict[str, float | str]:
        values: dict[str, float | str] = dict(_FIXED.get(device.kind, {}))
        for wave in _WAVES.get(device.kind, ()):
            share = smooth(f"{self._seed}/{device.id}/{wave.name}", at, wave.minutes * MINUTE)
            shake = (noise(f"{device.id}/{wave.name}", at // 20_000) - 0.5) * wave.shake
            values[wave.name] = round(wave.low + (wave.high - wave.low) * share + shake, wave.digits) + 0.0
        if device.kind == "presence":
            values["people"] = "no" if noise(f"{device.id}/p", at // (20 * MINUTE)) < 0.5 else "yes"
        return values

    def _nth(self, fault: Fault) -> str | None:
        """The device of a script line: numbers begin with the room's number."""
        fitting = sorted(
            (device.number, device.id)
            for device in self.devices.values()
            if device.kind == fault.kind and _is_of(device.number, fault.room)
        )
        return fitting[min(fault.nth, len(fitting)) - 1][1] if fitting else None


def noise(key: str, step: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    return zlib.crc32(f"{key}/{step}".encode()) / 2**32


def smooth(key: str, at: int, period: int) -> float:
    """Noise that moves slowly: a new level every ``period`` ms, eased between."""
    step, rest = divmod(at, period)
    share = rest / period
    eased = share * share * (3 - 2 * share)
    return noise(key, step) * (1 - eased) + noise(key, step + 1) * eased


def _is_of(number: str, room: str) -> bool:
    return number == room or (number.startswith(room) and not number[len(room)].isalnum())


def _ms(wall: str) -> int:
    hours, minutes, seconds = (int(part) for part in wall.split(":"))
    return hours * HOUR + minutes * MINUTE + seconds * 1000
