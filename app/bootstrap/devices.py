"""The device side of one console: child processes, what they say, and who writes alarms down. GUI thread.

On a single desk the console runs broker and agent itself; where a broker is named in the settings, others do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from app.desk.alarm_recorder import AlarmRecorder
from app.devices.children import DeviceHouse
from app.domain.questions import DeviceList
from app.domain.records import DeviceRecord
from app.views.alarm_strip import AlarmStrip
from app.views.page import Services

MQTT_PORT: Final = 1883


class DeviceProcesses(QObject):
    """Starts with the register it is given and follows it."""

    def __init__(self, services: Services, folder: Path, *, demo: bool, seed: int, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._folder = folder
        self._demo = demo
        self._seed = seed
        self._house = DeviceHouse()
        self._is_running = False
        self.strip: Final = AlarmStrip(services)
        self.recorder: Final = AlarmRecorder(services.desk, services.telemetry, self)
        services.desk.changed.connect(self.on_changed)

    def start(self) -> None:
        """Ask for the register; everything else follows."""
        self._services.desk.ask(DeviceList(), self._take_register, self)

    def stop(self) -> None:
        """End the processes."""
        if self._is_running:
            self._house.stop()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Devices may have come or gone."""
        if any(subject == "device" for subject, _ in keys):
            self.start()

    def _take_register(self, devices: tuple[DeviceRecord, ...]) -> None:
        if self._is_running:
            self._house.set_register(devices)
            return
        if not devices:
            return  # a house without devices needs no processes
        desk = self._services.desk
        self._services.telemetry.stale_s = desk.rules.stale_s
        self._house.start(
            self._folder, desk.now(), self._seed, devices, simulate=self._demo, broker=self._named_broker(),
            zone=desk.rules.zone,
        )  # fmt: skip
        self._is_running = True
        self._services.telemetry.listen(self._house.address)

    def _named_broker(self) -> tuple[str, int] | None:
        host, _, port = self._services.settings.text("broker").partition(":")
        return (host, int(port) if port.isdecimal() else MQTT_PORT) if host else None
