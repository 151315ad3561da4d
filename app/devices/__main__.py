"""The processes of the device side: ``python -m app.devices broker|agent|simulator FOLDER``.

Each reads its folder (house.py), works until its standard input ends - that is how it notices that the
console is gone, even killed - and leaves nothing running. Exit code 0 when it was told to go.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
from pathlib import Path

from app.devices import broker
from app.devices.agent_process import serve as serve_agent
from app.devices.house import PLAN, Plan, Watched
from app.devices.simulator_process import serve as serve_simulator

logger = logging.getLogger("app.devices")


def main(arguments: list[str]) -> int:
    """Run one role."""
    parser = argparse.ArgumentParser(prog="app.devices")
    parser.add_argument("role", choices=("broker", "agent", "simulator"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--alone", action="store_true", help="do not end with standard input")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    stopped = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stopped.set())
    if not chosen.alone:
        threading.Thread(target=_follow_parent, args=(stopped,), name="parent", daemon=True).start()
    try:
        return _serve(chosen.role, chosen.folder, stopped)
    except Exception:  # the program's edge: one line in the log, and the supervisor starts it anew
        logger.exception("%s failed", chosen.role)
        return 1


def _serve(role: str, folder: Path, stopped: threading.Event) -> int:
    if role == "agent":
        return serve_agent(folder, stopped, secrets.token_hex(4))
    if role == "simulator":
        return serve_simulator(folder, stopped)
    plan = Watched(folder / PLAN, Plan).read()
    if plan is None:
        logger.error("no %s in the folder", PLAN)
        return 78
    return broker.run(plan.port, folder, stopped)


def _follow_parent(stopped: threading.Event) -> None:
    """End with whoever holds the other end of standard input."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stopped.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
