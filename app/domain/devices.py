"""What devices there are, what they measure, and the limits their values are held to.

Read by the agent (alarm evaluation), the simulator and every screen that shows a value. Sources: domain.md
3.7 (early warning), 6 (GB/T 18883 and the energy rule), features.md 3.2 (dead bands, delays). All limits
marked D there are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.periods import DAY, MINUTE

SECOND: Final = 1000


class Consequence(StrEnum):
    """What a condition costs the meeting; with the time left it makes the operator's priority (features.md
    3.4).
    """

    SAFETY = "safety"  # fire and security links
    FUNCTION = "function"  # something the meeting needs does not work
    COMFORT = "comfort"  # the room's air is out of its range
    WARNING = "warning"  # the condition before the fault
    UPKEEP = "upkeep"  # nobody in the room would notice


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of device: how often it speaks, and what losing it means."""

    code: str
    icon: str
    heartbeat_s: int
    loss: Consequence


_KINDS: Final = (
    Kind("video_terminal", "video", 15, Consequence.FUNCTION),
    Kind("display", "monitor", 30, Consequence.FUNCTION),
    Kind("projector", "projector", 30, Consequence.FUNCTION),
    Kind("microphone", "mic", 30, Consequence.FUNCTION),
    Kind("loudspeaker", "speaker", 30, Consequence.FUNCTION),
    Kind("camera", "webcam", 30, Consequence.FUNCTION),
    Kind("av_controller", "sliders-vertical", 15, Consequence.FUNCTION),
    Kind("nameplate", "id-card", 60, Consequence.FUNCTION),
    Kind("air_conditioner", "thermometer", 30, Consequence.COMFORT),
    Kind("fresh_air", "fan", 30, Consequence.COMFORT),
    Kind("sensor", "activity", 20, Consequence.UPKEEP),
    Kind("presence", "radio", 30, Consequence.UPKEEP),
    Kind("lighting", "lamp-ceiling", 60, Consequence.UPKEEP),
    Kind("door_display", "monitor-check", 60, Consequence.UPKEEP),
    Kind("charger", "plug-zap", 60, Consequence.UPKEEP),
    Kind("gateway", "network", 10, Consequence.FUNCTION),
    Kind("fire_link", "siren", 10, Consequence.SAFETY),
    Kind("security_link", "shield-alert", 10, Consequence.SAFETY),
    Kind("other", "plug", 60, Consequence.UPKEEP),
)
KINDS: Final = {kind.code: kind for kind in _KINDS}


def kind_of(code: str) -> Kind:
    """The kind by its code; an unknown code behaves like "other"."""
    return KINDS.get(code, KINDS["other"])


UNITS: Final = {
    "temperature": "°C",
    "humidity": "%RH",
    "co2": "ppm",
    "pm25": "µg/m³",
    "tvoc": "mg/m³",
    "fresh_air": "m³/h",
    "battery": "%",
    "lamp_hours": "h",
    "set_point": "°C",
    "supply_temperature": "°C",
    "filter_pressure": "Pa",
    "packet_loss": "%",
    "reconnects": "",
    "content_age": "min",
    "idle_light": "min",
    "online_parts": "",
    "parts": "",
    "people": "",
    "mode": "",
    "fan": "",
    "scene": "",
    "input": "",
}
PLAUSIBLE: Final = {
    "temperature": (-20.0, 60.0),
    "humidity": (0.0, 100.0),
    "co2": (200.0, 20_000.0),
    "pm25": (0.0, 1000.0),
    "tvoc": (0.0, 60.0),
    "battery": (0.0, 100.0),
    "set_point": (5.0, 40.0),
    "supply_temperature": (-20.0, 80.0),
}


def is_plausible(quantity: str, value: float) -> bool:
    """Whether a sensor can have measured this at all (domain.md 6, sensor trust)."""
    low, high = PLAUSIBLE.get(quantity, (-1e9, 1e9))
    return low <= value <= high


# Conditions that are told by state instead of by value.
OFFLINE: Final = "offline"
FAULT: Final = "fault"


@dataclass(frozen=True, slots=True)
class Limit:
    """A condition on one value: raised beyond ``on`` for ``on_delay``, gone within ``off`` for ``off_delay``.

    Between ``on`` and ``off`` (the dead band) nothing changes. ``above`` False means values below raise it.
    """

    condition: str
    quantity: str
    above: bool
    on: float
    off: float
    severity: str
    consequence: Consequence
    on_delay: int = 20 * SECOND
    off_delay: int = 20 * SECOND
    kinds: frozenset[str] = frozenset()

    def beyond(self, value: float) -> bool:
        """Whether the value raises the condition."""
        return value > self.on if self.above else value < self.on

    def within(self, value: float) -> bool:
        """Whether the value lets the condition go."""
        return value <= self.off if self.above else value >= self.off


_ROOM_DELAY: Final = 5 * MINUTE  # room climate is slow (features.md 3.2)
_AIR: Final = frozenset({"sensor"})
_C: Final = Consequence

LIMITS: Final = (
    Limit("battery_low", "battery", False, 15, 18, "warning", _C.WARNING),
    Limit("lamp_old", "lamp_hours", True, 2_850, 2_849, "notice", _C.WARNING),
    Limit("co2_high", "co2", True, 1_000, 950, "warning", _C.COMFORT, _ROOM_DELAY, _ROOM_DELAY, _AIR),
    Limit("co2_serious", "co2", True, 1_500, 1_450, "serious", _C.COMFORT, MINUTE, _ROOM_DELAY, _AIR),
    Limit("too_hot", "temperature", True, 28, 27.5, "serious", _C.FUNCTION, _ROOM_DELAY, _ROOM_DELAY, _AIR),
    Limit("too_cold", "temperature", False, 16, 16.5, "warning", _C.COMFORT, _ROOM_DELAY, _ROOM_DELAY, _AIR),
    Limit("pm25_high", "pm25", True, 75, 70, "warning", _C.COMFORT, _ROOM_DELAY, _ROOM_DELAY, _AIR),
    Limit("supply_air_hot", "supply_temperature", True, 28, 27, "warning", _C.COMFORT, MINUTE, MINUTE),
    Limit("filter_blocked", "filter_pressure", True, 140, 130, "warning", _C.WARNING, MINUTE, MINUTE),
    Limit("set_point_low", "set_point", False, 26, 26, "notice", _C.UPKEEP, MINUTE, 20 * SECOND),
    Limit("packet_loss", "packet_loss", True, 5, 3, "warning", _C.WARNING, 30 * SECOND, MINUTE),
    Limit("reconnects", "reconnects", True, 4, 2, "notice", _C.WARNING),
    Limit("content_old", "content_age", True, 10, 1, "notice", _C.UPKEEP),
    Limit("light_left_on", "idle_light", True, 14, 1, "notice", _C.UPKEEP),
)
_BY_CONDITION: Final = {limit.condition: limit for limit in LIMITS}


def limits_for(kind: str) -> tuple[Limit, ...]:
    """The limits that apply to a kind of device."""
    return tuple(limit for limit in LIMITS if not limit.kinds or kind in limit.kinds)


def consequence_of(condition: str, kind: str) -> Consequence:
    """What a condition of a kind of device costs."""
    limit = _BY_CONDITION.get(condition)
    return limit.consequence if limit is not None else kind_of(kind).loss


def severity_of(condition: str, kind: str) -> str:
    """The device severity (notice, warning, serious, urgent) of a condition."""
    limit = _BY_CONDITION.get(condition)
    if limit is not None:
        return limit.severity
    loss = kind_of(kind).loss
    if loss is Consequence.SAFETY:
        return "urgent"
    return "serious" if loss is Consequence.FUNCTION else "warning"


# Means that decide compliance (domain.md 6). A value alone only indicates.
MEAN_OVER: Final = {
    "co2": 60 * MINUTE,
    "temperature": 60 * MINUTE,
    "humidity": 60 * MINUTE,
    "pm25": DAY,
    "tvoc": 8 * 60 * MINUTE,
}
COVERAGE_NEEDED: Final = 0.75  # a mean over less than this share of its time is not yet a mean
ESTIMATED: Final = frozenset({"tvoc"})  # a cheap metal-oxide sensor estimates it; never said to comply
