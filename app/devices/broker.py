"""The MQTT broker of a single desk or a demo: mosquitto where installed, else amqtt, on the loopback.

Runs as a process of its own (role ``broker``). Both are set so that they do not drop: queues without a
limit for consoles that are slow, a cap on the size of a message for devices that are mad.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.devices.messages import MAX_PAYLOAD

logger = logging.getLogger(__name__)

POLL_S: Final = 0.5
_PDEATHSIG: Final = 1  # prctl(2): die with the parent


def find_mosquitto() -> str | None:
    """The broker's program; Debian keeps it where only root's PATH looks."""
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
    return shutil.which("mosquitto", path=places)


def configuration(port: int) -> str:
    """mosquitto's settings."""
    lines = (
        f"listener {port} 127.0.0.1",
        "allow_anonymous true",
        "persistence false",
        "max_queued_messages 0",
        "max_queued_bytes 0",
        "max_inflight_messages 0",
        f"message_size_limit {MAX_PAYLOAD}",
        "set_tcp_nodelay true",
        "log_type error",
        "log_type warning",
    )
    return "\n".join(lines) + "\n"


def run(port: int, folder: Path, stopped: threading.Event, program: str | None = None) -> int:
    """Serve until told to stop; the exit code is not 0 when the broker ended by itself."""
    if program is None:
        program = find_mosquitto()
    if program:
        return _run_mosquitto(program, port, folder, stopped)
    return asyncio.run(_run_amqtt(port, stopped))


def _run_mosquitto(program: str, port: int, folder: Path, stopped: threading.Event) -> int:
    settings = folder / "mosquitto.conf"
    settings.write_text(configuration(port), encoding="ascii")
    command = [program, "-c", str(settings)]
    dies = _die_with_parent()
    # Our own program with our own settings; only prctl runs between fork and exec, no lock is taken there.
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=dies) as child:  # noqa: S603, PLW1509
        while child.poll() is None and not stopped.wait(POLL_S):
            pass
        ended = child.poll()
        if ended is None:
            child.terminate()
            try:
                child.wait(2)
            except subprocess.TimeoutExpired:
                child.kill()
            return 0
    logger.error("mosquitto ended with code %d", ended)
    return ended or 1


def _die_with_parent() -> Callable[[], object] | None:
    """What the child does before it becomes mosquitto: it shall not outlive this process, even killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PDEATHSIG, signal.SIGTERM)


async def _run_amqtt(port: int, stopped: threading.Event) -> int:
    from amqtt.broker import Broker

    for name in ("amqtt", "transitions"):
        logging.getLogger(name).setLevel(logging.ERROR)
    broker = Broker(
        {
            "listeners": {"default": {"type": "tcp", "bind": f"127.0.0.1:{port}"}},
            "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
        }
    )
    await broker.start()
    await asyncio.to_thread(stopped.wait)
    with contextlib.suppress(Exception):  # it is going away; what is left open closes with the process
        await broker.shutdown()
    return 0
