"""What devices say that the plan shows: each room's temperature, how many devices are online, since when they
are silent.

Between the live feed and the page; knows which sensor stands in which room. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.domain.questions import DeviceList
from app.domain.records import Board, DeviceRecord
from app.domain.states import DeviceState

GATHER_MS: Final = 500  # temperatures are painted twice a second at most
_SENSORS: Final = ("sensor", "air_conditioner")  # a room's own sensor is believed before its air conditioner


class RoomAir(QObject):
    """See the module."""

    measured = Signal(object)
    """dict of room id to degrees Celsius, or None where nothing is known."""
    counted = Signal(int, int)
    """Devices online, devices known: the count of the devices page."""
    staled = Signal(object)
    """The moment of the last news (UTC ms) while devices are silent, else None."""

    def __init__(self, telemetry: Telemetry, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._telemetry = telemetry
        self._desk = desk
        self._devices: tuple[DeviceRecord, ...] = ()
        self._rooms: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, float | None] = {}
        self._count: tuple[int, int] = (0, 0)
        self._is_started = False
        self._gather = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gather.timeout.connect(self.on_gathered)
        telemetry.fresh.connect(self.on_fresh)
        telemetry.link_changed.connect(self.on_link_changed)
        desk.changed.connect(self.on_changed)

    def start(self) -> None:
        """The page is shown: ask which devices there are, once."""
        if not self._is_started:
            self._is_started = True
            self._desk.ask(DeviceList(), self.on_devices, self)

    def rooms_known(self, _board: Board) -> None:
        """Rooms came or went: say temperatures again."""
        self._known.clear()
        self.on_gathered()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """The register changed."""
        if self._is_started and any(subject == "device" for subject, _ in keys):
            self._desk.ask(DeviceList(), self.on_devices, self)

    def on_devices(self, devices: tuple[DeviceRecord, ...]) -> None:
        """The register."""
        self._devices = devices
        found: dict[str, list[tuple[int, str]]] = {}
        for device in devices:
            if device.room_id is not None and device.kind in _SENSORS:
                found.setdefault(device.room_id, []).append((_SENSORS.index(device.kind), device.id))
        self._rooms = {room: tuple(device for _, device in sorted(ranked)) for room, ranked in found.items()}
        self._known.clear()
        self.on_gathered()

    def on_fresh(self, _device_ids: frozenset[str]) -> None:
        """News: told with what else comes in the same moment."""
        if not self._gather.isActive():
            self._gather.start()

    def on_gathered(self) -> None:
        """Tell what reads differently."""
        told: dict[str, float | None] = {}
        for room, devices in self._rooms.items():
            celsius = self._celsius(devices)
            if room not in self._known or self._known[room] != celsius:
                self._known[room] = told[room] = celsius
        if told:
            self.measured.emit(told)
        online = sum(
            not device.in_maintenance and self._telemetry.state(device.id) is DeviceState.ONLINE
            for device in self._devices
        )
        if (online, len(self._devices)) != self._count:
            self._count = (online, len(self._devices))
            self.counted.emit(*self._count)
        if self._telemetry.link == "up":
            self.staled.emit(None)

    def on_link_changed(self, link: str) -> None:
        """Devices fell silent, or speak again. A house that never heard any has nothing that could be old."""
        heard = self._telemetry.heard_at
        self.staled.emit(heard if link == "down" and heard is not None else None)

    def _celsius(self, devices: tuple[str, ...]) -> float | None:
        for device in devices:
            reading = self._telemetry.reading(device)
            if reading is not None and reading.state is DeviceState.ONLINE:
                value = reading.number("temperature")
                if value is not None:
                    return round(value, 1)
        return None
