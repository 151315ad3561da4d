"""What a measurement looks like: a goal, the baseline that ran beside it, our side, and their ratio.

Both sides run in turn, several times, and the medians are compared: what else the machine does meets both
alike. No test asserts a time; `python -m bench` prints, a person judges.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5
LOOP = 1_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """One line. ``goal`` is the largest ratio that is good; None where there is only a figure."""

    name: str
    goal: float | None
    baseline_ms: float
    ours_ms: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the baseline."""
        return self.ours_ms / self.baseline_ms if self.baseline_ms else float("nan")

    @property
    def is_met(self) -> bool:
        """Whether the goal holds."""
        return self.goal is None or self.ratio <= self.goal


def interleaved(
    baseline: Callable[[], float], ours: Callable[[], float], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The medians of both sides in milliseconds, measured in turn; each side returns its own time."""
    one, other = [], []
    for _ in range(rounds):
        one.append(baseline())
        other.append(ours())
    return statistics.median(one), statistics.median(other)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that a call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def loop_ms() -> float:
    """How fast this machine is now: the best of five. Goals in milliseconds mean one that takes 30 ms."""

    def work() -> None:
        total = 0
        for number in range(LOOP):
            total += number

    return min(timed(work) for _ in range(ROUNDS))


def fsync_ms(folder: Path | None = None) -> float:
    """The median of 20 fsyncs of one page: what a durable commit costs on this disk."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        times = []
        for _ in range(20):
            file.write(b"x" * 4096)
            file.flush()
            times.append(timed(lambda: os.fsync(file.fileno())))
    return statistics.median(times)


def show(result: Result) -> str:
    """A line for people."""
    goal = f"goal <= {result.goal:.2f}x" if result.goal is not None else "no goal"
    verdict = "" if result.goal is None else "  met" if result.is_met else "  MISSED"
    line = (
        f"{result.name:<46} {goal:<15} baseline {result.baseline_ms:9.2f} ms  ours {result.ours_ms:9.2f} ms"
    )
    return f"{line}  = {result.ratio:5.2f}x{verdict}" + (f"   ({result.note})" if result.note else "")
