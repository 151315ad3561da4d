"""From nothing to a first paint and to today's meetings on the screen, each against the least Python can do.

Goals: the first paint within 1.6 times a bare QMainWindow; ready with today's data within 1.4 times the same
imports without any work. Whole processes, timed from the parent's side; warm files, as on a second start.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from app.bootstrap.console import demo_console
from app.desk.clock import DeskClock
from bench.harness import Result

ROUNDS: Final = 5
ROOT: Final = Path(__file__).parents[1]
LIMIT_S: Final = 60


def started(mode: str, out: Path, *arguments: Path) -> dict[str, Any]:
    """What a fresh process says of its start."""
    out.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(out.parent / "compiled")}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    began = time.monotonic_ns()
    command = [sys.executable, "-m", "bench._startup", mode, str(began), str(out), *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=LIMIT_S, capture_output=True)
    told: dict[str, Any] = json.loads(out.read_text())
    return told


def run() -> list[Result]:
    """Two lines; all three processes in turn, medians compared."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        demo_console(folder / "data", DeskClock(), 1).close()
        out, modules = folder / "out.json", folder / "modules.json"
        modules.write_text(json.dumps(started("ours", out, folder / "data")["modules"]))
        started("bare", out)
        started("imports", out, modules)  # everything is compiled from here on
        times: dict[str, list[float]] = {"bare": [], "painted": [], "imported": [], "ready": []}
        for _ in range(ROUNDS):
            times["bare"].append(started("bare", out)["painted"])
            ours = started("ours", out, folder / "data")
            times["painted"].append(ours["painted"])
            times["ready"].append(ours["ready"])
            times["imported"].append(started("imports", out, modules)["imported"])
        count = len(json.loads(modules.read_text()))
    median = {name: statistics.median(held) for name, held in times.items()}
    return [
        Result("start: first paint", 1.6, median["bare"], median["painted"], "bare QMainWindow"),
        Result("start: today's meetings shown", 1.4, median["imported"], median["ready"], f"{count} modules"),
    ]
