"""Turns what the agent says of alarms into operations, while no central does.

GUI thread; built by bootstrap with the Desk and the telemetry. Recording twice is recording once (the id
derives from device, condition and onset), but each op stays in the log, so what is on record already is
asked for first. The agent's heartbeat names what is active: an end that was missed is made good from it.
"""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.devices.messages import AgentMessage, AlarmMessage
from app.domain.alarm_steps import alarm_id
from app.domain.errors import Refused
from app.domain.ops import ClearAlarm, Operation, RaiseAlarm
from app.domain.periods import MINUTE
from app.domain.questions import AlarmList, AlarmsKnown
from app.domain.records import AlarmRecord

logger = logging.getLogger(__name__)

GATHER_MS: Final = 200  # a burst of alarms is asked for at once; a single one is on screen within the second
AT_ONCE: Final = 500
SURE_AFTER: Final = 72  # heartbeats: only an agent that has run six minutes has judged everything
SETTLED: Final = MINUTE  # an alarm younger than this may still be on its way


class AlarmRecorder(QObject):
    """Listens to the telemetry, writes through the Desk."""

    def __init__(self, desk: Desk, telemetry: Telemetry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: dict[str, AlarmMessage] = {}
        self._asked: dict[str, AlarmMessage] = {}
        self._unknown_devices: set[str] = set()
        self._active: frozenset[str] = frozenset()
        self._checked_boot = ""
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self.on_gathered)
        telemetry.alarm_heard.connect(self.on_alarm)
        telemetry.agent_heard.connect(self.on_agent)

    def on_alarm(self, message: AlarmMessage) -> None:
        """A condition began or ended."""
        genuine = message.id == alarm_id(message.device, message.condition, message.raised_at)
        if not genuine or message.device in self._unknown_devices:
            return
        self._waiting[message.id] = message
        if not self._gather.isActive() and not self._asked:
            self._gather.start()

    def on_gathered(self) -> None:
        """Ask which of them are on record."""
        self._gather.stop()
        chosen = list(self._waiting)[:AT_ONCE]
        self._asked = {key: self._waiting.pop(key) for key in chosen}
        if self._asked:
            self._desk.ask(AlarmsKnown(tuple(self._asked)), self._on_known, self)

    def on_agent(self, message: AgentMessage) -> None:
        """Once a minute: what is active here but not there has ended unheard."""
        if not message.alive or not message.is_complete or message.seq < SURE_AFTER or message.seq % 12:
            return
        self._active = frozenset(message.active)
        self._desk.ask(AlarmList(), lambda records: self._on_open(records, message.at), self)

    def _on_known(self, known: dict[str, bool]) -> None:
        for message in self._asked.values():
            ops: list[Operation] = []
            if message.id not in known:
                ops.append(
                    RaiseAlarm(
                        message.id,
                        message.device,
                        message.condition,
                        message.severity,
                        message.raised_at,
                        message.value[:200],
                        message.limit[:200],
                    )
                )
            if message.cleared_at is not None and not known.get(message.id, False):
                ops.append(ClearAlarm(message.id, message.cleared_at))
            if ops:
                self._record(ops, message.device)
        self._asked = {}
        if self._waiting:
            self._gather.start()

    def _on_open(self, records: tuple[AlarmRecord, ...], at: int) -> None:
        for record in records:
            settled = record.raised_at < at - SETTLED
            if record.cleared_at is None and settled and record.id not in self._active:
                self._record([ClearAlarm(record.id, at)], record.device_id)

    def _record(self, ops: list[Operation], device: str) -> None:
        self._desk.record(ops, refused=lambda refused: self._on_refused(refused, device), owner=self)

    def _on_refused(self, refused: Refused, device: str) -> None:
        logger.info("alarm of %s not recorded: %s", device, refused.code)
        if refused.code == "gone":
            self._unknown_devices.add(device)
