"""Starts and watches the device processes: broker, agent and, for the demo, the simulator.

Bootstrap builds one ``DeviceHouse`` and calls ``start`` after the first paint; everything else runs in
one plain thread. A child that ends is started again with back-off. Children end with the console, also
when it is killed: they hold the other end of a pipe. The broker's port is chosen free; when it turns
out to be taken, another is chosen and everybody follows (house.json).
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from app.devices.house import PLAN, REGISTER, Plan, registered, write
from app.domain.records.devices import DeviceRecord

logger = logging.getLogger(__name__)

LOOPBACK: Final = "127.0.0.1"
MQTT_PORT: Final = 1883
POLL_S: Final = 0.25
FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 30.0
STEADY_S: Final = 20.0  # having run so long, a child is taken to be well
PORT_TRIES: Final = 3  # quick deaths of the broker before another port is tried
STOP_S: Final = 3.0
LOG_BYTES: Final = 1_000_000
SOURCES: Final = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class _Child:
    role: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT_S
    due: float = 0.0
    quick_deaths: int = 0


class DeviceHouse:
    """The supervisor. Every method may be called from any thread and returns at once, except ``stop``."""

    def __init__(self) -> None:
        self._folder = Path()
        self._plan = Plan(LOOPBACK, 0)
        self._children: list[_Child] = []
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._is_ours = True

    def start(  # noqa: PLR0913 - one call, by name, from bootstrap
        self,
        profile: Path,
        at_ms: int,
        seed: int,
        devices: Iterable[DeviceRecord],
        *,
        simulate: bool = False,
        broker: tuple[str, int] | None = None,
        zone: str = "Asia/Shanghai",
    ) -> None:
        """Start what is needed. ``at_ms`` is the site's clock now; ``broker`` names one that others run."""
        self._folder = profile / "devices"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._is_ours = broker is None
        host, port = broker or (LOOPBACK, free_port(0 if simulate else MQTT_PORT))
        self._plan = Plan(host, port, at_ms - time.time_ns() // 1_000_000, seed, zone)
        write(self._folder / PLAN, self._plan)
        self.set_register(devices)
        roles = ["broker"] * self._is_ours + ["agent"] + ["simulator"] * simulate
        self._children = [_Child(role) for role in roles]
        self._thread = threading.Thread(target=self._run, name="device-house", daemon=True)
        self._thread.start()

    def set_register(self, devices: Iterable[DeviceRecord]) -> None:
        """The register changed: the agent follows within a second."""
        write(self._folder / REGISTER, registered(devices))

    def address(self) -> tuple[str, int] | None:
        """Where the broker is, for ``Telemetry.listen``; None before ``start``."""
        return (self._plan.host, self._plan.port) if self._plan.port else None

    def pids(self) -> dict[str, int]:
        """The running children, by role."""
        return {c.role: c.process.pid for c in self._children if c.process and c.process.poll() is None}

    def stop(self) -> None:
        """End the children, the agent first; those that do not go within three seconds are killed."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(STOP_S)
            self._thread = None
        running = [child for child in reversed(self._children) if child.process is not None]
        for child in running:
            _release(child)
        until = time.monotonic() + STOP_S
        for child in running:
            _await_end(child, max(0.1, until - time.monotonic()))
        self._children = []

    def _run(self) -> None:
        while not self._stop.is_set():
            for child in self._children:
                try:
                    self._look_after(child)
                except OSError:
                    logger.exception("cannot start %s", child.role)
                    child.due = time.monotonic() + child.wait
                    child.wait = min(child.wait * 2, LONGEST_WAIT_S)
            self._stop.wait(POLL_S)

    def _look_after(self, child: _Child) -> None:
        now = time.monotonic()
        if child.process is not None:
            code = child.process.poll()
            if code is None:
                if now - child.started > STEADY_S:
                    child.wait, child.quick_deaths = FIRST_WAIT_S, 0
                return
            _release(child)
            _end_group(child.process.pid)
            child.process = None
            child.due = now + child.wait
            logger.warning("%s ended with code %d, again in %.1f s", child.role, code, child.wait)
            child.wait = min(child.wait * 2, LONGEST_WAIT_S)
            child.quick_deaths += 1
            if child.role == "broker" and child.quick_deaths >= PORT_TRIES:
                self._move(child)
        if now >= child.due:
            child.started = now
            child.process = self._spawn(child.role)

    def _move(self, child: _Child) -> None:
        """Another port: the old one belongs to somebody else now."""
        child.quick_deaths = 0
        old = self._plan
        self._plan = Plan(old.host, free_port(), old.offset_ms, old.seed, old.zone)
        write(self._folder / PLAN, self._plan)

    def _spawn(self, role: str) -> subprocess.Popen[bytes]:
        environment = dict(os.environ, PYTHONPATH=str(SOURCES))
        with _log(self._folder / f"{role}.log") as log:
            return subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "app.devices", role, str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=SOURCES,
                env=environment,
                start_new_session=True,
            )


def free_port(wished: int = 0) -> int:
    """A port of the loopback that nobody has now: the wished one, so that devices know it, if it is free."""
    with socket.socket() as probe:
        try:
            probe.bind((LOOPBACK, wished))
        except OSError:
            probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def _log(path: Path) -> IO[bytes]:
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))
    return path.open("ab")


def _release(child: _Child) -> None:
    """Let go of the pipe: a living child takes it as the sign to end."""
    if child.process is not None and child.process.stdin is not None:
        child.process.stdin.close()


def _end_group(pid: int) -> None:
    """What a killed child left behind: mosquitto, which gives up its rights and with them its bond to us."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGTERM)


def _await_end(child: _Child, limit_s: float) -> None:
    if child.process is None:
        return
    try:
        child.process.wait(limit_s)
    except subprocess.TimeoutExpired:
        logger.warning("%s did not end in time", child.role)
        child.process.kill()
        child.process.wait(1)
    _end_group(child.process.pid)
    child.process = None
