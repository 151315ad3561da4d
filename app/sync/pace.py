"""How often the link tries, waits and looks: one value, so that tests need not wait for night."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from app.domain.link import NEEDS_PERSON, LinkProblem
from app.sync.trouble import Trouble

KEYS: Final = frozenset(
    {LinkProblem.NO_KEYRING, LinkProblem.KEYRING_LOCKED, LinkProblem.KEYRING_UNSAFE, LinkProblem.NO_SECRET}
)
AT_ONCE: Final = frozenset({LinkProblem.UNREACHABLE, LinkProblem.GARBLED})  # perhaps only this connection


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. ``nudge_s``: the least between two attempts when there is something new to send."""

    first_s: float = 0.5
    longest_s: float = 60.0
    nudge_s: float = 2.0
    hold_s: float = 60.0  # until ops that a newer central must read are offered again
    look_s: float = 1.0  # of the supervisor
    quiet_s: float = 60.0  # nobody has said anything for so long: a moment for the digest
    digest_s: float = 20 * 3600.0
    spare_s: float = 60.0  # a copy of the outbox may be five minutes behind, on a slow medium


@dataclass(frozen=True, slots=True)
class Rest:
    """How long to wait after a failure: ``due_s`` by itself, ``least_s`` when somebody nudges."""

    due_s: float
    least_s: float


@dataclass(slots=True)
class Backoff:
    """Doubles with each failure in a row, with jitter, so
    that a house of consoles does not come back at once.
    """

    pace: Pace
    random: random.Random = field(default_factory=random.Random)
    failures: int = 0

    def succeeded(self) -> None:
        """Begin anew."""
        self.failures = 0

    def failed(self, trouble: Trouble) -> Rest:
        """The rest after this failure. The first one of a connection that was well is tried again at once."""
        self.failures += 1
        asked_s = trouble.retry_after_s or 0.0
        if trouble.problem in KEYS:
            return Rest(float("inf"), 0.0)  # only a person helps; asking the key ring again would only annoy
        if self.failures == 1 and trouble.problem in AT_ONCE and not asked_s:
            return Rest(0.0, 0.0)
        grown = self.pace.first_s * 2.0 ** min(self.failures - 1, 20)
        longest = self.pace.longest_s
        span = longest if trouble.problem in NEEDS_PERSON else min(grown, longest)
        due = max(self.pace.first_s, span * self.random.uniform(0.5, 1.0))
        return Rest(max(due, asked_s), max(min(due, self.pace.nudge_s), asked_s))
