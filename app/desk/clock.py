"""The console's clock: the machine's, or the demo's that was set to a moment and runs on from there."""

from __future__ import annotations

import os
import time
from typing import Final

from app.domain.ids import uuid7


class DeskClock:
    """``offset_ms`` is added to the machine's wall time. Read from any thread."""

    def __init__(self, offset_ms: int = 0) -> None:
        self.offset_ms: Final = offset_ms

    @classmethod
    def running_from(cls, at: int) -> DeskClock:
        """A clock that shows ``at`` (UTC ms) now."""
        return cls(at - time.time_ns() // 1_000_000)

    def now(self) -> int:
        """UTC ms."""
        return time.time_ns() // 1_000_000 + self.offset_ms

    @staticmethod
    def mono() -> int:
        """Milliseconds that never go back."""
        return time.monotonic_ns() // 1_000_000

    def new_id(self) -> str:
        """A UUIDv7 of now."""
        return uuid7(self.now(), os.urandom(10))
