"""The simulator as a process: says at every instant of the demo's clock what the devices would say."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from app.devices.house import PLAN, REGISTER, Plan, RegisteredDevice, Watched
from app.devices.messages import encode
from app.devices.mqtt import Client, Connection, new_client
from app.devices.simulator import Simulated
from app.domain.periods import day_of, day_period

AT_ONCE: Final = 40  # messages per turn at the start, when every device speaks: a burst, not a flood
LATE: Final = 30_000  # after a pause what was missed is left out


class _Process:
    def __init__(self, folder: Path) -> None:
        self._plan = Watched(folder / PLAN, Plan)
        self._register = Watched(folder / REGISTER, tuple[RegisteredDevice, ...])
        self._known: tuple[RegisteredDevice, ...] | None = None
        self._simulated: Simulated | None = None
        self._greeting: list[RegisteredDevice] = []
        self._told = 0
        self.connection = Connection(self._where, lambda: new_client("simulator"), self._joined, self._tick)

    def _where(self) -> tuple[str, int] | None:
        plan = self._plan.read()
        return (plan.host, plan.port) if plan is not None and plan.port else None

    def _joined(self, _client: Client) -> None:
        """Everybody introduces themselves, as after a power cut."""
        self._known = None

    def _tick(self) -> None:
        plan, register, client = self._plan.read(), self._register.read(), self.connection.client
        if plan is None or register is None or client is None or not self.connection.is_connected:
            return
        now = plan.now()
        if register is not self._known:
            self._known = register
            zone = ZoneInfo(plan.zone)
            midnight = day_period(day_of(now, zone), zone).start
            self._simulated = Simulated(register, plan.seed, midnight, now)
            self._greeting = sorted(register, key=lambda device: (device.kind != "gateway", device.number))
            self._told = now
        simulated = self._simulated
        if simulated is None:
            return
        greeting, self._greeting = self._greeting[:AT_ONCE], self._greeting[AT_ONCE:]
        for device in greeting:
            _say(client, simulated, device, now)
        waiting = {device.id for device in self._greeting}
        for at, device in simulated.due(max(self._told, now - LATE), now):
            if device.id not in waiting:
                _say(client, simulated, device, at)
        self._told = now


def _say(client: Client, simulated: Simulated, device: RegisteredDevice, at: int) -> None:
    message = simulated.message(device, at)
    if message is not None:
        client.publish(device.topic, encode(message), 0, True)


def serve(folder: Path, stopped: threading.Event) -> int:
    """Run until told to stop."""
    process = _Process(folder)
    process.connection.stopped = stopped
    process.connection.run()
    return 0
