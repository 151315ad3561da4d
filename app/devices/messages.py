"""The wire form of everything that devices, agent and consoles say to each other over MQTT, and the topics.

Decoding never raises: what cannot be read is a ``Malformed`` value, counted by whoever asked (T13). Raw
messages come from devices and are not trusted: size, depth, numbers and times are bounded here. Any thread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Final, TypeVar

import msgspec
from msgspec import Meta, Struct

MAX_PAYLOAD: Final = 64 * 1024
MAX_VALUES: Final = 64
MAX_BACKLOG: Final = 2_000  # points of one quantity that a device may hand in after a gap

ROOT: Final = "huiwutai"
READINGS: Final = f"{ROOT}/reading/"  # + device id: agent to consoles, retained
ALARMS: Final = f"{ROOT}/alarm/"  # + alarm id: agent to consoles, retained
TRENDS: Final = f"{ROOT}/trend/"  # + device id: minute means of the last hours, retained
AGENT: Final = f"{ROOT}/agent"  # heartbeat of the agent, retained; its last will says that it is gone
SUBSCRIBED: Final = (READINGS + "#", ALARMS + "#", TRENDS + "#", AGENT)

Short = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Boot = Annotated[str, Meta(max_length=40, pattern=r"^[^\x00]*$")]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
Instant = Annotated[int, Meta(ge=0, le=32_503_680_000_000)]


class RawMessage(Struct, frozen=True, omit_defaults=True):
    """What a device (or its gateway) says. ``since``: when the state began, if the device knows.

    ``backlog`` holds what was measured while nobody listened: (instant, value) per quantity.
    """

    boot: Boot
    seq: Seq
    at: Instant
    state: str = "online"  # online, standby, fault, maintenance, offline (told by a gateway or a last will)
    since: Instant | None = None
    values: dict[Name, float | Short] = {}
    backlog: dict[Name, list[tuple[Instant, float]]] = {}


class ReadingMessage(Struct, frozen=True, array_like=True):
    """A device as the agent understands it. ``at``: the device spoke; ``told_at``: the agent judged (site's
    clock).
    """

    boot: Boot  # of the agent: (agent, boot, seq) tells whether messages were lost on the way
    seq: Seq
    at: Instant
    told_at: Instant
    since: Instant
    state: str
    values: list[tuple[str, float | str, str]]
    missed: int = 0  # messages of the device that never arrived, since its boot


class AlarmMessage(Struct, frozen=True, omit_defaults=True):
    """A condition began, or is gone again."""

    id: str
    device: str
    condition: str
    severity: str
    raised_at: Instant
    value: str = ""
    limit: str = ""
    cleared_at: Instant | None = None


class TrendMessage(Struct, frozen=True):
    """Minute means of the last three hours, oldest first (None where nothing was measured), and the rolling
    means.
    """

    until: Instant
    series: dict[str, list[float | None]]
    means: dict[str, tuple[float, int, float]]  # value, over (ms), coverage


class AgentMessage(Struct, frozen=True):
    """The agent's heartbeat: proof of life, and which alarms are active, so that a missed message heals."""

    boot: Boot
    seq: Seq
    at: Instant
    alive: bool
    devices: int = 0
    online: int = 0
    malformed: int = 0
    published: int = 0  # readings sent since boot: consoles compare what they heard
    active: list[str] = []
    is_complete: bool = True  # False: too many to name them all


@dataclass(frozen=True, slots=True)
class Malformed:
    """A message that could not be read: a value, never an exception."""

    topic: str
    reason: str
    size: int


Message = TypeVar("Message", bound=Struct)

_STATES: Final = frozenset({"online", "standby", "fault", "maintenance", "offline"})
_raw: Final = msgspec.json.Decoder(RawMessage)
_reading: Final = msgspec.json.Decoder(ReadingMessage)
_alarm: Final = msgspec.json.Decoder(AlarmMessage)
_trend: Final = msgspec.json.Decoder(TrendMessage)
_agent: Final = msgspec.json.Decoder(AgentMessage)
_encoder: Final = msgspec.json.Encoder()


def encode(message: Struct) -> bytes:
    """The bytes of a message."""
    return _encoder.encode(message)


def decode_raw(topic: str, payload: bytes) -> RawMessage | Malformed:
    """A device's message, checked."""
    message = _decode(_raw, topic, payload)
    if isinstance(message, Malformed):
        return message
    reason = _fault_of(message)
    return Malformed(topic, reason, len(payload)) if reason else message


def decode_reading(topic: str, payload: bytes) -> ReadingMessage | Malformed:
    """A reading from the agent."""
    return _decode(_reading, topic, payload)


def decode_alarm(topic: str, payload: bytes) -> AlarmMessage | Malformed:
    """An alarm event from the agent."""
    return _decode(_alarm, topic, payload)


def decode_trend(topic: str, payload: bytes) -> TrendMessage | Malformed:
    """A trend from the agent."""
    return _decode(_trend, topic, payload)


def decode_agent(topic: str, payload: bytes) -> AgentMessage | Malformed:
    """The agent's heartbeat."""
    return _decode(_agent, topic, payload)


def _decode(decoder: msgspec.json.Decoder[Message], topic: str, payload: bytes) -> Message | Malformed:
    if len(payload) > MAX_PAYLOAD:
        return Malformed(topic, "too large", len(payload))
    try:
        return decoder.decode(payload)
    except msgspec.ValidationError as error:
        return Malformed(topic, str(error)[:200], len(payload))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        return Malformed(topic, f"not JSON: {error}"[:200], len(payload))


def _fault_of(message: RawMessage) -> str:
    """What a well-formed message says that cannot be, or ""."""
    if message.state not in _STATES:
        return "unknown state"
    if len(message.values) > MAX_VALUES or len(message.backlog) > MAX_VALUES:
        return "too many values"
    if any(isinstance(value, float) and not math.isfinite(value) for value in message.values.values()):
        return "not a finite number"
    for points in message.backlog.values():
        if len(points) > MAX_BACKLOG:
            return "too long a backlog"
        if not all(math.isfinite(value) for _, value in points):
            return "not a finite number"
    return ""
