"""A central service of this desk alone: a child process
that is started, watched and enrolled with. For the demo.

It listens on the loopback only and ends with the console, also when that is killed: it holds the other end of
a pipe. GUI thread; the child is looked after in a plain thread.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk.desk import Desk
from app.domain.errors import Refused

logger = logging.getLogger(__name__)

SITE: Final = "市机关会议中心"
LOOPBACK: Final = "127.0.0.1"
POLL_S: Final = 0.25
FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 30.0
STOP_S: Final = 5.0
SOURCES: Final = Path(__file__).resolve().parents[2]


class EmbeddedCentral(QObject):
    """``start`` once, ``stop`` before the desk's; the folder is enrolled as soon as the service answers."""

    _listening = Signal(str, str)  # its address, and a code

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk)
        self._desk: Final = desk
        self._folder: Final = folder
        self._stop: Final = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._thread: Final = threading.Thread(target=self._run, name="central-house", daemon=True)
        self._listening.connect(self.on_listening, Qt.ConnectionType.QueuedConnection)

    @property
    def pid(self) -> int | None:
        """The child's, while it runs."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        """Start the child; all else follows."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._thread.start()

    def stop(self) -> None:
        """End the child; one that does not go in time is killed."""
        self._stop.set()
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()  # a living child takes it as the sign to end
            try:
                process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                logger.warning("central did not end in time")
                process.kill()
                process.wait(1)
        self._thread.join(STOP_S)

    @Slot(str, str)
    def on_listening(self, url: str, code: str) -> None:
        """It answers: the demo's house becomes its site."""
        if not self._desk.link.is_enrolled:
            self._desk.central.enrol(url, code, self._enrolled, self._refused, lambda _n, _of: None)

    @staticmethod
    def _enrolled(site_name: str) -> None:
        logger.info("enrolled at the demo's own central: %s", site_name)

    @staticmethod
    def _refused(refusal: Refused) -> None:
        logger.warning("the demo's own central: %s %s", refusal.code, refusal.params)

    def _run(self) -> None:
        wait = FIRST_WAIT_S
        while not self._stop.is_set():
            try:
                if self._live():
                    wait = FIRST_WAIT_S
            except OSError:
                logger.exception("cannot start central")
            if not self._stop.wait(wait):
                wait = min(wait * 2, LONGEST_WAIT_S)

    def _live(self) -> bool:
        """One life of the child; whether it came as far as answering."""
        with (self._folder / "central.log").open("ab") as log:
            process = self._spawn(log.fileno())
        with process:  # its ends of the pipes are closed, whatever happens
            self._process = process
            assert process.stdout is not None
            try:
                told = json.loads(process.stdout.readline())
                url, code = str(told["listening"]), str(told["code"])
            except (ValueError, KeyError, TypeError):
                logger.warning("central did not come up; see central.log")
                return False
            self._port = int(url.rpartition(":")[2])  # the same again: consoles know it
            self._listening.emit(url, code)
            while process.poll() is None and not self._stop.wait(POLL_S):
                continue
            if not self._stop.is_set():
                logger.warning("central ended with code %s", process.returncode)
        return True

    def _spawn(self, log: int) -> subprocess.Popen[bytes]:
        offset = str(self._desk.clock.offset_ms)
        return subprocess.Popen(  # noqa: S603 - our own program
            [
                sys.executable, "-m", "central", "serve", "--database", f"sqlite:///{self._folder}", "--host",
                LOOPBACK, "--port", str(self._port), "--embedded", SITE, "--clock-offset", offset,
                "--log-level", "WARNING",
            ],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=SOURCES,
            env=dict(os.environ, PYTHONPATH=str(SOURCES)), start_new_session=True,
        )  # fmt: skip
