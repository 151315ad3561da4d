"""Papers, and what stands on a laid-out page: numbers
and texts only, in points from the top left. Pure values.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_MM: Final = 72 / 25.4
ASCENT: Final = 0.97  # of the size; the highest of the print faces
DESCENT: Final = 0.25


class Paper(StrEnum):
    """Size and direction."""

    A4_LANDSCAPE = "a4_landscape"
    A4_PORTRAIT = "a4_portrait"
    A3_LANDSCAPE = "a3_landscape"
    A3_PORTRAIT = "a3_portrait"

    @property
    def is_a3(self) -> bool:
        """Twice the A4."""
        return self in {Paper.A3_LANDSCAPE, Paper.A3_PORTRAIT}

    @property
    def is_landscape(self) -> bool:
        """Wider than high."""
        return self in {Paper.A4_LANDSCAPE, Paper.A3_LANDSCAPE}

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        short, long = (297 * _MM, 420 * _MM) if self.is_a3 else (210 * _MM, 297 * _MM)
        return (long, short) if self.is_landscape else (short, long)


@dataclass(frozen=True, slots=True)
class Run:
    """A line of text; ``y`` is its baseline, ``width`` its measured advance."""

    x: float
    y: float
    text: str
    size: float
    width: float
    bold: bool = False
    struck: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y - ASCENT * self.size, self.x + self.width, self.y + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: a rule, the bar of a change, or with ``grey`` the ground of a heading."""

    x: float
    y: float
    width: float
    height: float
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """An outlined box."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper. Bars are painted first, texts last."""

    number: int
    bars: tuple[Bar, ...]
    frames: tuple[Frame, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """Pages ready to paint. ``kept`` is what this document says, for marking changes on the next print."""

    name: str  # its code in the record of prints
    layout: str
    on: str
    title: str
    version: int
    paper: Paper
    pages: tuple[Page, ...]
    kept: str
