"""The agent's mind: devices' raw messages in, judged readings and alarm events out.

One object, one thread, no sockets: ``hear`` and ``tick`` are called by the process's loop (agent_process),
``take`` gives what is to be published. What a device says is not trusted: unreadable messages are
counted and logged once per device and hour, a flood is thinned to its newest word.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from app.devices.house import RegisteredDevice
from app.devices.messages import (
    AGENT,
    ALARMS,
    READINGS,
    TRENDS,
    AgentMessage,
    AlarmMessage,
    Malformed,
    RawMessage,
    ReadingMessage,
    TrendMessage,
    decode_raw,
    decode_trend,
    encode,
)
from app.devices.series import MinuteSeries
from app.domain.alarm_steps import Heard, Memory, Missed, Turn, alarm_id, step
from app.domain.devices import (
    FAULT,
    MEAN_OVER,
    OFFLINE,
    SECOND,
    UNITS,
    is_plausible,
    kind_of,
    limits_for,
    severity_of,
)
from app.domain.periods import DAY, HOUR, MINUTE

logger = logging.getLogger(__name__)

RETELL: Final = MINUTE  # every device is told again this often, so that consoles can tell silence from calm
HEARTBEAT: Final = 5 * SECOND
PER_SECOND: Final = 20  # messages of one device that are judged at once; a flood waits for the tick
AHEAD: Final = 5 * SECOND  # a device's clock may run so far ahead
BEHIND: Final = 7 * DAY
TREND_MINUTES: Final = 180  # two hours to show, and one before them for the first hourly mean
NAMED: Final = 1_500  # alarms that a heartbeat names


@dataclass(slots=True)
class _Device:
    """What the agent holds of one device."""

    register: RegisteredDevice
    memory: Memory
    gateway: str | None
    due_at: int
    message: RawMessage | None = None
    counted: tuple[str, int] | None = None  # boot and number of the last message that came
    heard_at: int = 0
    values: dict[str, float | str] = field(default_factory=dict)
    state: str = ""
    since: int = 0
    told_at: int = 0
    missed: int = 0
    second: int = 0
    in_second: int = 0
    waiting: RawMessage | None = None
    series: dict[str, MinuteSeries] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Out:
    """A message to publish, retained; ``qos`` 1 for what must arrive. No payload takes a topic away."""

    topic: str
    payload: bytes
    qos: int


class Agent:
    """Judges devices. ``alarms`` are the occurrences known, by id; give back those of the last run."""

    def __init__(
        self,
        boot: str,
        now: int,
        memories: Mapping[str, Memory] | None = None,
        alarms: Iterable[AlarmMessage] = (),
    ) -> None:
        self._boot = boot
        self._memories = dict(memories or {})
        self._devices: dict[str, _Device] = {}
        self._by_topic: dict[str, _Device] = {}
        self._out: list[Out] = []
        self._seq = 0
        self._beat_at = 0
        self._beats = 0
        self._logged: dict[str, int] = {}
        self._trend_minute = now // MINUTE
        self._trends_due: set[str] = set()
        self.alarms = {alarm.id: alarm for alarm in alarms}
        self.malformed = 0
        self.thinned = 0
        self.is_changed = False  # memories or alarms differ from what was last saved

    # the register -------------------------------------------------------------------------------------------

    @property
    def topics(self) -> frozenset[str]:
        """Where devices speak."""
        return frozenset(self._by_topic)

    @property
    def memories(self) -> dict[str, Memory]:
        """What is remembered of every device, to be kept over a restart."""
        return {device.register.id: device.memory for device in self._devices.values()}

    def set_register(self, devices: Iterable[RegisteredDevice], now: int) -> None:
        """Take the register in force; devices that left are forgotten, their alarms end."""
        wanted = {device.id: device for device in devices}
        for gone in [key for key in self._devices if key not in wanted]:
            self._drop(gone, now)
        topics = {device.topic: device.id for device in wanted.values() if device.kind == "gateway"}
        for device in wanted.values():
            gateway = _gateway_of(device.topic, topics)
            known = self._devices.get(device.id)
            if known is None:
                memory = self._memories.get(device.id, Memory(device.id))
                due = now + 2 * kind_of(device.kind).heartbeat_s * SECOND
                self._devices[device.id] = _Device(device, memory, gateway, due)
            else:
                known.register, known.gateway = device, gateway
        self._by_topic = {device.register.topic: device for device in self._devices.values()}

    def _drop(self, device_id: str, now: int) -> None:
        del self._devices[device_id]
        self._send(READINGS + device_id, b"", 1)
        for alarm in [a for a in self.alarms.values() if a.device == device_id and a.cleared_at is None]:
            self._end(alarm, now)

    # in -----------------------------------------------------------------------------------------------------

    def hear(self, topic: str, payload: bytes, now: int) -> None:
        """A device spoke."""
        device = self._by_topic.get(topic)
        if device is None:
            return
        second = now // SECOND
        if second != device.second:
            device.second, device.in_second = second, 0
        device.in_second += 1
        message = decode_raw(topic, payload)
        if isinstance(message, Malformed):
            self._note(message, now)
            return
        if not _is_news(device, message):
            return
        if device.in_second > PER_SECOND:
            self.thinned += 1
            device.waiting = message
            return
        self._judge(device, message, now)

    def recall(self, topic: str, payload: bytes) -> None:
        """What an earlier run published of a device's climate, given back by the broker."""
        device = self._devices.get(topic.removeprefix(TRENDS))
        trend = decode_trend(topic, payload)
        if device is None or isinstance(trend, Malformed):
            return
        for name, row in trend.series.items():
            series = self._series(device, name)
            for index, value in enumerate(row):
                if value is not None and name in MEAN_OVER:
                    series.add(trend.until - (len(row) - index) * MINUTE, value)

    def tick(self, now: int) -> None:
        """Once a second or so: what did not come, what is to be told again."""
        for device in self._devices.values():
            if device.waiting is not None:
                waiting, device.waiting = device.waiting, None
                self._judge(device, waiting, now)
        gateways = [device for device in self._devices.values() if device.register.kind == "gateway"]
        for device in gateways + [d for d in self._devices.values() if d.register.kind != "gateway"]:
            self._miss(device, now)
            if device.state and now - device.told_at >= RETELL:
                self._tell(device, now)
        self._tell_trends(now)
        if now - self._beat_at >= HEARTBEAT:
            self._beat(now)

    def take(self) -> list[Out]:
        """What is to be published, in order."""
        out, self._out = self._out, []
        return out

    def retell(self, now: int) -> None:
        """The broker is there (again): say everything that is known."""
        for alarm in self.alarms.values():
            self._send(ALARMS + alarm.id, encode(alarm), 1)
        for device in self._devices.values():
            if device.state:
                self._tell(device, now)
        self._trends_due = set(self._devices)
        self._beat(now)

    # judging ------------------------------------------------------------------------------------------------

    def _judge(self, device: _Device, message: RawMessage, now: int) -> None:
        at = message.at if now - BEHIND <= message.at <= now + AHEAD else now
        at = min(at, now)
        device.message = message
        if message.backlog:
            self._take_backlog(device, message, now)
        numbers = self._numbers(device, message.values, at)
        if message.state != "offline":
            device.heard_at = max(device.heard_at, at)
            beat = kind_of(device.register.kind).heartbeat_s * SECOND
            device.due_at = max(device.due_at, at + beat + beat // 2)
            device.values.update(message.values)
        since = message.since if message.since is None or message.since > now - BEHIND else None
        self._step(device, Heard(at, message.state, numbers, since), now)
        self._tell(device, now)

    def _numbers(
        self, device: _Device, values: Mapping[str, float | str], at: int
    ) -> tuple[tuple[str, float], ...]:
        """The values that can be true; climate goes into its series."""
        numbers = tuple(
            (name, value)
            for name, value in values.items()
            if isinstance(value, float) and is_plausible(name, value)
        )
        for name, value in numbers:
            if name in MEAN_OVER:
                self._series(device, name).add(at, value)
        return numbers

    def _take_backlog(self, device: _Device, message: RawMessage, now: int) -> None:
        """What the device measured while nobody listened, in the order of time."""
        points = sorted(
            (at, name, value)
            for name, row in message.backlog.items()
            for at, value in row
            if now - BEHIND <= at <= now and is_plausible(name, value)
        )
        for at, name, value in points:
            if name in MEAN_OVER:
                self._series(device, name).add(at, value)
                self._trends_due.add(device.register.id)
            self._step(device, Heard(at, "online", ((name, value),)), now)

    def _series(self, device: _Device, name: str) -> MinuteSeries:
        series = device.series.get(name)
        if series is None:
            series = device.series[name] = MinuteSeries()
        return series

    def _miss(self, device: _Device, now: int) -> None:
        """Expected messages that did not come; behind a lost gateway silence says nothing."""
        beat = kind_of(device.register.kind).heartbeat_s * SECOND
        if self._gateway_is_lost(device):
            device.due_at = max(device.due_at, now + 2 * beat)
            if device.state and device.state != "stale":
                self._tell(device, now)
            return
        if device.due_at < now - 10 * beat:
            device.due_at = now - beat  # this machine slept: that is not the device's silence
        changed = False
        while device.due_at <= now:
            changed |= self._step(device, Missed(device.due_at), now)
            device.due_at += beat
        if changed:
            self._tell(device, now)

    def _gateway_is_lost(self, device: _Device) -> bool:
        gateway = self._devices.get(device.gateway) if device.gateway is not None else None
        return gateway is not None and OFFLINE in gateway.memory.active

    def _step(self, device: _Device, event: Heard | Missed, now: int) -> bool:
        memory, turns = step(device.memory, event, limits_for(device.register.kind))
        device.memory = memory
        for turn in turns:
            self._turn(device, turn, now)
        return bool(turns)

    def _turn(self, device: _Device, turn: Turn, now: int) -> None:
        self.is_changed = True
        known = alarm_id(device.register.id, turn.condition, turn.onset)
        if turn.cleared_at is not None:
            if known in self.alarms:
                self._end(self.alarms[known], turn.cleared_at)
            return
        kind = device.register.kind
        alarm = AlarmMessage(
            known, device.register.id, turn.condition, severity_of(turn.condition, kind), turn.onset,
            value="" if turn.value is None else f"{turn.value:g}",
            limit="" if turn.limit is None else f"{turn.limit.on:g}",
        )  # fmt: skip
        self.alarms[known] = alarm
        logger.info(
            "alarm %s of %s since %d, told at %d", turn.condition, device.register.id, turn.onset, now
        )
        self._send(ALARMS + known, encode(alarm), 1)

    def _end(self, alarm: AlarmMessage, at: int) -> None:
        ended = msgspec.structs.replace(alarm, cleared_at=max(at, alarm.raised_at))
        self.alarms[alarm.id] = ended
        self.is_changed = True
        self._send(ALARMS + alarm.id, encode(ended), 1)

    # out ----------------------------------------------------------------------------------------------------

    def _state_of(self, device: _Device) -> str:
        if self._gateway_is_lost(device):
            return "stale"
        active = device.memory.active
        if OFFLINE in active:
            return "offline"
        said = device.message.state if device.message is not None else ""
        if said == "maintenance" or device.register.in_maintenance:
            return "maintenance"
        if FAULT in active:
            return "fault"
        return said if said in {"online", "standby"} else ""

    def _tell(self, device: _Device, now: int) -> None:
        state = self._state_of(device)
        if not state:
            return
        if state != device.state:
            told = device.message.since if device.message is not None else None
            onset = next((t.onset for c, t in device.memory.tracks.items() if c == state), None)
            device.since = onset if onset is not None else told if told is not None else now
            device.state = state
        device.told_at = now
        self._seq += 1
        values = [(name, value, UNITS.get(name, "")) for name, value in device.values.items()]
        message = ReadingMessage(
            self._boot, self._seq, device.heard_at, now, min(device.since, now), state, values, device.missed
        )
        self._send(READINGS + device.register.id, encode(message), 0)

    def _tell_trends(self, now: int) -> None:
        """Every minute for all, and at once for who handed in a backlog."""
        minute = now // MINUTE
        if minute != self._trend_minute:
            self._trends_due = set(self._devices)
        self._trend_minute = minute
        due, self._trends_due = self._trends_due, set()
        for device in self._devices.values():
            if device.series and device.register.id in due:
                self._send(TRENDS + device.register.id, encode(self._trend(device, minute * MINUTE)), 0)

    def _trend(self, device: _Device, until: int) -> TrendMessage:
        means = {}
        for name, series in device.series.items():
            found = series.mean(until, MEAN_OVER[name])
            if found is not None:
                means[name] = (round(found[0], 3), MEAN_OVER[name], round(found[1], 3))
        rows = {name: series.last(until, TREND_MINUTES) for name, series in device.series.items()}
        return TrendMessage(until, rows, means)

    def _beat(self, now: int) -> None:
        self._beat_at = now
        self._beats += 1
        for old in [a for a in self.alarms.values() if a.cleared_at is not None and a.cleared_at < now - DAY]:
            del self.alarms[old.id]
            self._send(ALARMS + old.id, b"", 1)
            self.is_changed = True
        active = [alarm.id for alarm in self.alarms.values() if alarm.cleared_at is None]
        online = sum(1 for device in self._devices.values() if device.state in {"online", "standby"})
        message = AgentMessage(
            self._boot, self._beats, now, True, len(self._devices), online, self.malformed, self._seq,
            active[:NAMED], len(active) <= NAMED,
        )  # fmt: skip
        self._send(AGENT, encode(message), 1)

    def _send(self, topic: str, payload: bytes, qos: int) -> None:
        self._out.append(Out(topic, payload, qos))

    def _note(self, bad: Malformed, now: int) -> None:
        self.malformed += 1
        if now - self._logged.get(bad.topic, now - HOUR) >= HOUR:
            self._logged[bad.topic] = now
            logger.warning("unreadable message on %s (%d bytes): %s", bad.topic, bad.size, bad.reason)


def _is_news(device: _Device, message: RawMessage) -> bool:
    """False for the same word again or an overtaken one; a jump in the numbers is counted as lost."""
    last, device.counted = device.counted, (message.boot, message.seq)
    if last is None or last[0] != message.boot:
        return True
    if message.seq <= last[1]:
        device.counted = last
        return False
    device.missed += message.seq - last[1] - 1
    return True


def _gateway_of(topic: str, gateways: Mapping[str, str]) -> str | None:
    """The gateway whose topic is the device's parent, if there is one."""
    parent = topic.rpartition("/")[0]
    while parent:
        if parent in gateways:
            return gateways[parent]
        parent = parent.rpartition("/")[0]
    return None
