"""Runs the application: one process, or several on one socket. Tells where, stops without losing work.

Stop: SIGTERM or Ctrl+C. Held polls are answered at once, what is being pushed is finished, then the database
is closed. A second signal ends it at once.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import FrameType
from typing import Final

import uvicorn
from prometheus_client import multiprocess

from app.store import collector
from central import logs, metrics
from central.api import make_app
from central.service import Service
from central.settings import Settings

logger = logging.getLogger(__name__)
BACKLOG: Final = 2_048
_GRACE_S: Final = 30  # what is in flight after that is cut off: its console sends it again
_LOOK_S: Final = 0.5
_DEATHS: Final = 20  # of one process's place: then something is wrong that a new one does not mend
_LOCAL: Final = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, and how many processes; TLS with a certificate and its key (PEM files)."""

    host: str = "127.0.0.1"
    port: int = 8765
    certificate: Path | None = None
    key: Path | None = None
    workers: int = 1
    level: str = "INFO"


class Server(uvicorn.Server):
    """Lets held polls go before it waits for what is in flight."""

    def __init__(self, config: uvicorn.Config, service: Service) -> None:
        super().__init__(config)
        self._service: Final = service

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._service.drain()
        await super().shutdown(sockets)


def config_of(listening: Listening, service: Service) -> uvicorn.Config:
    """uvicorn's settings for one process."""
    return uvicorn.Config(
        make_app(service), log_config=None, access_log=False, server_header=False, lifespan="on",
        timeout_graceful_shutdown=_GRACE_S, backlog=BACKLOG,
        ssl_certfile=listening.certificate, ssl_keyfile=listening.key,
        proxy_headers=True, forwarded_allow_ips="127.0.0.1",
    )  # fmt: skip


def serve(settings: Settings, listening: Listening, told: Mapping[str, str] | None = None) -> None:
    """Run until told to stop; ``told`` is said with the address.

    Raises OSError when the address cannot be had, StoreFault for the database.
    """
    logs.set_up(listening.level)
    with listen(listening) as held:
        _say_where(held, listening, told or {})
        if listening.workers == 1:
            _process(settings, listening, [held])
            return
        Service(settings).close()  # what is wrong with the database is said here, once
        with tempfile.TemporaryDirectory(prefix="huiwutai-metrics-") as folder:
            os.environ[metrics.FOLDER] = folder  # read by the processes as they start
            Crew(settings, listening, held).run()


def listen(listening: Listening) -> socket.socket:
    """The socket of all processes."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((listening.host, listening.port))
        made.listen(BACKLOG)
        made.set_inheritable(True)
    except BaseException:
        made.close()
        raise
    return made


class Crew:
    """Several processes that serve one socket; one that dies is replaced."""

    def __init__(self, settings: Settings, listening: Listening, held: socket.socket) -> None:
        self._context: Final = multiprocessing.get_context("spawn")
        self._arguments: Final = (settings, listening, [held])
        self._count: Final = listening.workers
        self._stops = False

    def run(self) -> None:
        """Until SIGTERM or Ctrl+C. Raises OSError when processes cannot live."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        crew = [self._start() for _ in range(self._count)]
        quick = 0
        try:
            while not self._stops:
                connection.wait([member.sentinel for member in crew], timeout=_LOOK_S)
                for place, member in enumerate(crew):
                    if member.exitcode is None or self._stops:
                        continue
                    logger.error("process %s ended with %s", member.pid, member.exitcode)
                    multiprocess.mark_process_dead(member.pid)  # type: ignore[no-untyped-call]
                    quick += 1
                    if quick > _DEATHS * self._count:
                        raise OSError("processes do not stay alive")
                    crew[place] = self._start()
        finally:
            for member in crew:
                member.terminate()
            for member in crew:
                member.join(_GRACE_S + 5)

    def _start(self) -> SpawnProcess:
        made = self._context.Process(target=_member, args=self._arguments)
        made.start()
        return made

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stops = True


def _member(settings: Settings, listening: Listening, sockets: list[socket.socket]) -> None:
    logs.set_up(listening.level)
    _process(settings, listening, sockets)


def _process(settings: Settings, listening: Listening, sockets: list[socket.socket]) -> None:
    service = Service(settings)
    server = Server(config_of(listening, service), service)
    collector.settle()
    server.run(sockets)


def _say_where(held: socket.socket, listening: Listening, told: Mapping[str, str]) -> None:
    """One line on standard output, for whoever started it with port 0."""
    host, port = held.getsockname()[:2]
    scheme = "https" if listening.certificate else "http"
    name = f"[{host}]" if ":" in host else host
    sys.stdout.write(json.dumps({"listening": f"{scheme}://{name}:{port}"} | dict(told)) + "\n")
    sys.stdout.flush()
    if not listening.certificate and listening.host not in _LOCAL:
        logger.warning("no certificate: what consoles send can be read on the way, unless a proxy adds TLS")
