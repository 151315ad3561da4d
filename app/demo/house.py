"""The words that all parts of the demo share: who and what has which id, wall times of a day, one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final
from zlib import crc32

from app.domain.ids import derived
from app.domain.ops import Operation
from app.domain.periods import MINUTE, instant
from app.domain.rules import DEFAULTS

_ROOT: Final = "5a1d9c0e-7f0b-5c59-9d5e-0d3a9b1f6c21"
ZONE: Final = DEFAULTS.tz


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did at one moment: ``ops`` belong together. ``actor_id`` "" before there are people."""

    at: int
    actor_id: str
    ops: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of one demo building: they depend on the seed and on what they name, on nothing else."""

    seed: int

    def of(self, subject: str, *names: str | int) -> str:
        """The id of a thing by its name."""
        return derived(_ROOT, self.seed, subject, *names)

    def room(self, number: str) -> str:
        """A room by its number."""
        return self.of("room", number)

    def person(self, name: str) -> str:
        """A person by name."""
        return self.of("person", name)


def chance(*names: object) -> float:
    """A number in [0, 1) that depends on nothing but these names."""
    return crc32("/".join(map(str, names)).encode()) / 2**32


def wall(text: str) -> int:
    """Minutes after midnight of "13:42"."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of the site: minutes to instants."""

    on: date

    def at(self, minute: int, second: int = 0) -> int:
        """The instant of a minute of this day; negative ones and those past 1440 belong to other days."""
        return instant(self.on, time(), ZONE) + minute * MINUTE + second * 1000

    @property
    def is_working(self) -> bool:
        """Monday to Friday."""
        return self.on.weekday() < 5

    def plus(self, days: int) -> Day:
        """Another day."""
        return Day(self.on + timedelta(days=days))
