"""Live readings of devices for the GUI: drained every 50 ms, coalesced per device, told as one signal.

Pages ask ``reading(device_id)`` when ``fresh`` names the device; trends come from bounded rings. Works
without any broker: ``link`` is then "down" and every reading grows old (``as_of``). GUI thread; the MQTT
thread is app/desk/intake.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.desk.intake import Intake
from app.devices.messages import (
    AGENT,
    ALARMS,
    READINGS,
    TRENDS,
    AgentMessage,
    Malformed,
    ReadingMessage,
    decode_agent,
    decode_alarm,
    decode_reading,
    decode_trend,
)
from app.devices.mqtt import Where
from app.domain.devices import MEAN_OVER
from app.domain.environment import Mean
from app.domain.periods import HOUR, MINUTE
from app.domain.readings import Reading, as_of
from app.domain.rules import DEFAULTS
from app.domain.states import DeviceState

logger = logging.getLogger(__name__)

DRAIN_MS: Final = 50
AT_ONCE: Final = 1_000  # messages per drain: a burst is spread over several, so that the window never waits
AGING_MS: Final = 1_000
MOST: Final = 20_000  # devices
RING: Final = 720  # two hours of points, ten seconds apart
RING_STEP: Final = 10_000
AGENT_SILENT_MS: Final = 15_000  # three missed heartbeats of five seconds
LOG_AGAIN_MS: Final = HOUR


@dataclass(frozen=True, slots=True)
class Trend:
    """A value over the last two hours: (instant, value), oldest first; None marks a gap."""

    points: tuple[tuple[int, float | None], ...]
    mean: Mean | None


class _Ring:
    """The last points of one value, in two bounded arrays."""

    __slots__ = ("_at", "_next", "_value")

    def __init__(self) -> None:
        self._at = array("q")
        self._value = array("d")
        self._next = 0

    def add(self, at: int, value: float) -> None:
        last = self._at[self._next - 1] if self._at else -RING_STEP
        if at < last + RING_STEP:
            return
        if len(self._at) < RING:
            self._at.append(at)
            self._value.append(value)
            self._next = len(self._at) % RING
        else:
            self._at[self._next] = at
            self._value[self._next] = value
            self._next = (self._next + 1) % RING

    def points(self, after: int) -> list[tuple[int, float]]:
        """What came after an instant, oldest first."""
        size = len(self._at)
        order = range(size) if size < RING else [(self._next + i) % RING for i in range(RING)]
        return [(self._at[i], self._value[i]) for i in order if self._at[i] > after]


class Telemetry(QObject):
    """What devices say now. Build it without a broker, ``listen`` when the window stands."""

    fresh = Signal(object)
    """frozenset of device ids whose reading changed or grew stale."""
    link_changed = Signal(str)
    """"up" or "down": whether readings can be trusted to come."""
    alarm_heard = Signal(object)
    """AlarmMessage from the agent: a condition began or is gone."""
    agent_heard = Signal(object)
    """AgentMessage: the agent lives, and which alarms it holds active."""

    def __init__(
        self, now: Callable[[], int], parent: QObject | None = None, *, stale_s: int = DEFAULTS.stale_s
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.stale_s = stale_s
        self._intake: Intake | None = None
        self._readings: dict[str, Reading] = {}
        self._stale: set[str] = set()
        self._rings: dict[tuple[str, str], _Ring] = {}
        self._trends: dict[str, bytes] = {}
        self._links = 0  # connections seen so far
        self._link = "down"
        self._expected: tuple[str, int] | None = None
        self._logged: dict[str, int] = {}
        self.agent: AgentMessage | None = None
        self.heard_at: int | None = None
        self.lost = 0
        self.lost_at: int | None = None
        self.malformed = 0
        self._timer = self._every(DRAIN_MS, self.on_drain)
        self._aging = self._every(AGING_MS, self.on_aging)

    # what pages read ----------------------------------------------------------------------------------------

    @property
    def link(self) -> str:
        """ "up" while the broker is there and the agent behind it lives, else "down"."""
        return self._link

    @property
    def dropped(self) -> int:
        """Messages that the full queue pushed out."""
        return self._intake.dropped if self._intake is not None else 0

    @property
    def has_lost(self) -> bool:
        """Whether messages got lost in the last minutes: what is shown is right, trends may have holes."""
        return self.lost_at is not None and self._now() - self.lost_at < 5 * MINUTE

    def reading(self, device_id: str) -> Reading | None:
        """The device as it may be shown now; None when nothing was ever heard."""
        found = self._readings.get(device_id)
        return None if found is None else as_of(found, self._now(), self.stale_s)

    def state(self, device_id: str) -> DeviceState:
        """The state to show; STALE when nothing is known."""
        found = self.reading(device_id)
        return DeviceState.STALE if found is None else found.state

    def trend(self, device_id: str, quantity: str) -> Trend:
        """The last two hours of a value, and its rolling mean as the agent computed it."""
        points: list[tuple[int, float | None]] = []
        mean = None
        kept = self._trends.get(device_id)
        message = decode_trend(TRENDS + device_id, kept) if kept is not None else None
        if message is not None and not isinstance(message, Malformed):
            series = message.series.get(quantity, [])
            first = message.until - len(series) * MINUTE
            points = [(first + (i + 1) * MINUTE, value) for i, value in enumerate(series)]
            found = message.means.get(quantity)
            mean = Mean(*found) if found is not None else None
        ring = self._rings.get((device_id, quantity))
        if ring is not None:
            points += ring.points(points[-1][0] if points else 0)
        return Trend(tuple(points), mean)

    # coming and going ---------------------------------------------------------------------------------------

    def listen(self, where: Where, client_id: str = "") -> None:
        """Start to listen to whatever broker ``where`` names (asked again when the connection is lost)."""
        if self._intake is None:
            self._intake = Intake(where, client_id)
            self._intake.start()
            self._timer.start()
            self._aging.start()

    def stop(self) -> None:
        """Stop listening; readings stay and grow old."""
        self._timer.stop()
        self._aging.stop()
        if self._intake is not None and not self._intake.stop():
            logger.warning("the MQTT thread did not end in time")
        self._intake = None
        self._set_link("down")

    def forget(self, device_ids: frozenset[str]) -> None:
        """Devices left the register."""
        for device_id in device_ids:
            self._readings.pop(device_id, None)
            self._trends.pop(device_id, None)
            self._stale.discard(device_id)
        for key in [key for key in self._rings if key[0] in device_ids]:
            del self._rings[key]

    # slots --------------------------------------------------------------------------------------------------

    def on_drain(self) -> None:
        """Take what came, newest per device wins, tell once."""
        intake = self._intake
        if intake is None:
            return
        if intake.connections != self._links:
            self._links = intake.connections
            self._expected = None  # what was missed while away is not lost: the broker kept the newest
        newest: dict[str, Reading] = {}
        for topic, payload, retained in intake.take(AT_ONCE):
            if topic.startswith(READINGS):
                self._take_reading(topic, payload, newest, retained=retained)
            else:
                self._take_other(topic, payload)
        if newest:
            self._readings.update(newest)
            self._stale.difference_update(newest)
            self.fresh.emit(frozenset(newest))

    def on_aging(self) -> None:
        """Once a second: what has grown stale, and whether the agent still lives."""
        now = self._now()
        limit = now - self.stale_s * 1000
        old = {key for key, reading in self._readings.items() if reading.told_at < limit} - self._stale
        if old:
            self._stale |= old
            self.fresh.emit(frozenset(old))
        connected = self._intake is not None and self._intake.is_connected
        alive = self.agent is not None and self.agent.alive and now - self.agent.at < AGENT_SILENT_MS
        self._set_link("up" if connected and alive else "down")

    # private ------------------------------------------------------------------------------------------------

    def _every(self, ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(ms)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.timeout.connect(slot)
        return timer

    def _take_reading(
        self, topic: str, payload: bytes, newest: dict[str, Reading], *, retained: bool
    ) -> None:
        message = decode_reading(topic, payload)
        if isinstance(message, Malformed):
            self._note(message)
            return
        device_id = topic[len(READINGS) :]
        known = newest.get(device_id) or self._readings.get(device_id)
        if not retained:
            self._follow(message)
        if known is not None and message.told_at < known.told_at:
            return  # a message that was overtaken
        if known is None and len(self._readings) + len(newest) >= MOST:
            return  # nobody has so many devices: somebody makes them up
        reading = _reading(device_id, message)
        newest[device_id] = reading
        self.heard_at = max(self.heard_at or 0, message.told_at)
        for name, value, _ in reading.values:
            if name in MEAN_OVER and isinstance(value, float):
                self._ring(device_id, name).add(reading.at, value)

    def _take_other(self, topic: str, payload: bytes) -> None:
        if topic == AGENT:
            heartbeat = decode_agent(topic, payload)
            if isinstance(heartbeat, Malformed):
                self._note(heartbeat)
                return
            self.agent = heartbeat
            self.heard_at = max(self.heard_at or 0, heartbeat.at)
            self.on_aging()
            self.agent_heard.emit(heartbeat)
        elif topic.startswith(ALARMS) and payload:
            event = decode_alarm(topic, payload)
            if isinstance(event, Malformed):
                self._note(event)
            else:
                self.alarm_heard.emit(event)
        elif topic.startswith(TRENDS):
            device_id = topic[len(TRENDS) :]
            if device_id in self._trends or len(self._trends) < MOST:
                self._trends[device_id] = payload

    def _follow(self, message: ReadingMessage) -> None:
        """Numbers of one boot of the agent follow on each other; a jump says how many never came."""
        expected = self._expected
        if expected is not None and expected[0] == message.boot and message.seq > expected[1]:
            self.lost += message.seq - expected[1]
            self.lost_at = self._now()
            logger.warning("%d readings were lost on the way", message.seq - expected[1])
        if expected is None or expected[0] != message.boot or message.seq >= expected[1]:
            self._expected = (message.boot, message.seq + 1)

    def _note(self, bad: Malformed) -> None:
        self.malformed += 1
        now = self._now()
        if now - self._logged.get(bad.topic, -LOG_AGAIN_MS) >= LOG_AGAIN_MS:
            if len(self._logged) > 1_000:
                self._logged.clear()
            self._logged[bad.topic] = now
            logger.warning("unreadable message on %s (%d bytes): %s", bad.topic, bad.size, bad.reason)

    def _ring(self, device_id: str, name: str) -> _Ring:
        ring = self._rings.get((device_id, name))
        if ring is None:
            ring = self._rings[device_id, name] = _Ring()
        return ring

    def _set_link(self, link: str) -> None:
        if link != self._link:
            self._link = link
            logger.info("devices: link %s", link)
            self.link_changed.emit(link)


_STATES: Final = {
    "online": DeviceState.ONLINE, "standby": DeviceState.ONLINE, "fault": DeviceState.FAULT,
    "maintenance": DeviceState.MAINTENANCE, "offline": DeviceState.OFFLINE,
}  # fmt: skip


def _reading(device_id: str, message: ReadingMessage) -> Reading:
    return Reading(
        device_id, _STATES.get(message.state, DeviceState.STALE), tuple(message.values), message.at,
        message.seq, message.since, message.told_at, message.state == "standby", message.missed,
    )  # fmt: skip


__all__ = ["Reading", "Telemetry", "Trend"]
