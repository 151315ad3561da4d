"""Floors and drawings; coordinates in centimetres, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.states import OutlineKind

Point = tuple[int, int]
Door = tuple[int, int, int, int]  # from x, y to x, y on a wall


@dataclass(frozen=True, slots=True)
class FloorRecord:
    """A floor; ``rank`` orders the tabs."""

    id: str
    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class OutlineRecord:
    """A polygon of a floor plan."""

    id: str
    floor_id: str
    kind: OutlineKind
    points: tuple[Point, ...]
    room_id: str | None
    label: str
    icon: str
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture behind the drawing."""

    media: str
    data: bytes
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A floor with all that is drawn on it."""

    floor: FloorRecord
    outlines: tuple[OutlineRecord, ...]
    picture: PictureRecord | None
