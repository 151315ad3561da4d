"""How a service is set up: the one value that the command line, tests and the demo hand in. Pure data."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.operations import wire
from central.throttle import Rate

CONSOLES: Final = Rate(per_s=100, burst=400)  # requests of one console
STRANGERS: Final = Rate(per_s=0.2, burst=20)  # failed enrolments from one address


def now_ms() -> int:
    """UTC ms by this machine's clock."""
    return time.time_ns() // 1_000_000


def shifted(offset_ms: int) -> int:
    """The same moved: the clock of a demo that plays on another day."""
    return now_ms() + offset_ms


@dataclass(frozen=True, slots=True)
class Settings:
    """``database``: an address as open_database takes it. Times in seconds.

    ``cache``: where snapshots are built (a folder of its own under the system's temporary one when None).
    """

    database: str
    cache: Path | None = None
    limits: wire.Limits = field(default_factory=wire.Limits)
    look_s: float = 0.02  # how often held polls look for what other processes committed
    tidy_s: float = 10.0  # how often what consoles have seen is written down
    effects_s: float = 1.0  # how often due notices are looked for
    rate: Rate = CONSOLES
    strangers: Rate = STRANGERS
    now: Callable[[], int] = now_ms
