"""20,000 rows come in while the window lives: how long the GUI thread did not breathe."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from app.bootstrap.window import SWITCH_S
from bench.harness import Result
from bench.sync.stage import ROWS, fill_site, pull_all, service

GOAL_MS: Final = 16.0


def _gaps(folder: Path) -> list[float]:
    app = QCoreApplication.instance() or QCoreApplication([])
    with service(f"sqlite:///{folder / 'central'}") as site:
        fill_site(site.database)
        house, transport = site.join(folder / "desk")
        transport.bearer()
        gaps: list[float] = []
        last = time.perf_counter()

        def beat() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append((now - last) * 1000)
            last = now
            if not worker.is_alive():
                app.quit()

        timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(beat)
        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        worker = threading.Thread(target=pull_all, args=(house.console, transport))
        worker.start()
        timer.start()
        app.exec()
        timer.stop()
        sys.setswitchinterval(before)
        transport.close()
        house.close()
    return sorted(gaps[1:])


def run() -> list[Result]:
    """The goal is the baseline."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        gaps = _gaps(Path(name))
    note = f"p50 {gaps[len(gaps) // 2]:.1f}, worst {gaps[-1]:.1f} ms over {len(gaps)} beats"
    p99 = gaps[len(gaps) * 99 // 100]
    return [Result(f"{ROWS} rows come in: gap in the window, p99", 1.0, GOAL_MS, p99, note)]
