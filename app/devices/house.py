"""The folder that console and children share: which broker, which clock, which devices.

``DeviceHouse`` writes the two files, the children read them again whenever they change. Plain JSON, so
that a person can look. No thread of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Generic, TypeVar

import msgspec
from msgspec import Struct

from app.domain.records.devices import DeviceRecord

PLAN: Final = "house.json"
REGISTER: Final = "register.json"
MEMORY: Final = "memory.json"
MQTT_ADDRESS: Final = "mqtt:"


class Plan(Struct, frozen=True):
    """Where the broker is, and how the site's clock runs: ``offset_ms`` beyond this machine's."""

    host: str
    port: int
    offset_ms: int = 0
    seed: int = 1
    zone: str = "Asia/Shanghai"

    def now(self) -> int:
        """The site's instant, UTC ms."""
        return time.time_ns() // 1_000_000 + self.offset_ms


class RegisteredDevice(Struct, frozen=True):
    """A device as the agent needs it. ``topic`` is where it speaks."""

    id: str
    number: str
    kind: str
    topic: str
    in_maintenance: bool = False


def registered(devices: Iterable[DeviceRecord]) -> tuple[RegisteredDevice, ...]:
    """The devices that speak MQTT, by topic; a topic with wildcards or $ is none."""
    found: dict[str, RegisteredDevice] = {}
    for device in devices:
        topic = device.address.removeprefix(MQTT_ADDRESS).strip()
        if not device.address.startswith(MQTT_ADDRESS) or not is_topic(topic):
            continue
        found.setdefault(
            topic, RegisteredDevice(device.id, device.number, device.kind, topic, device.in_maintenance)
        )
    return tuple(found.values())


def is_topic(topic: str) -> bool:
    """Whether one device may own this topic."""
    bad = topic.startswith(("$", "/")) or any(sign in topic for sign in "+#\0") or ".." in topic
    return 0 < len(topic.encode()) <= 200 and not bad


def write(path: Path, value: object) -> None:
    """Replace a file by its new content, or leave it as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_bytes(msgspec.json.encode(value))
    draft.replace(path)


Content = TypeVar("Content")


class Watched(Generic[Content]):
    """A JSON file that is read again when it changed; unreadable or absent, the last good content stays."""

    def __init__(self, path: Path, form: type[Content]) -> None:
        self._path = path
        self._decoder = msgspec.json.Decoder(form)
        self._seen: tuple[int, int] | None = None
        self._content: Content | None = None

    def read(self) -> Content | None:
        """The content, None if there never was any."""
        try:
            status = self._path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if stamp != self._seen:
                self._content = self._decoder.decode(self._path.read_bytes())
                self._seen = stamp
        except (OSError, msgspec.MsgspecError):
            pass
        return self._content
