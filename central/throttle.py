"""How often somebody may ask, within this process: a bucket per name that refills with time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from central.errors import too_many


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, ``per_s`` in the long run."""

    per_s: float
    burst: int


class Throttle:
    """Only from the event loop."""

    def __init__(self, rate: Rate) -> None:
        self.rate: Final = rate
        self._buckets: Final[dict[str, tuple[float, float]]] = {}  # name to (what is left, when that was; s)

    def take(self, name: str, now_s: float) -> None:
        """Count one; raises RequestProblem(429) when the bucket is empty."""
        left = self._left(name, now_s)
        if left < 1:
            raise too_many(max(1, math.ceil((1 - left) / self.rate.per_s)))
        self._buckets[name] = (left - 1, now_s)

    def require(self, name: str, now_s: float) -> None:
        """Count nothing; raises RequestProblem(429) when the bucket is empty."""
        left = self._left(name, now_s)
        if left < 1:
            raise too_many(max(1, math.ceil((1 - left) / self.rate.per_s)))

    def forget(self, now_s: float) -> None:
        """Drop buckets that have filled up again."""
        full = [name for name in self._buckets if self._left(name, now_s) >= self.rate.burst]
        for name in full:
            del self._buckets[name]

    def _left(self, name: str, now_s: float) -> float:
        left, when = self._buckets.get(name, (float(self.rate.burst), now_s))
        return min(float(self.rate.burst), left + max(0.0, now_s - when) * self.rate.per_s)
