"""Editing a floor's drawing: what moves where, what it snaps to, and the operations that make one drawing
of another.

Pure; the plan editor keeps a tuple of outlines and replaces it. Coordinates are centimetres. Geometry is
not identity: nothing here knows a booking.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.domain.ops import DrawOutline, EraseOutline, Operation
from app.domain.records.plans import Door, OutlineRecord, Point
from app.domain.states import OutlineKind

GRID: Final = 10  # centimetres that free points fall on
DOOR: Final = 110  # width of a new door
MOST_POINTS: Final = 200
MOST_DOORS: Final = 20
LIMIT: Final = 1_000_000

Sketch = tuple[OutlineRecord, ...]


@dataclass(frozen=True, slots=True)
class Snap:
    """Where a point falls, and the lines it was drawn to (None = to the grid alone)."""

    point: Point
    x_line: int | None = None
    y_line: int | None = None


def snap(point: tuple[float, float], others: Iterable[Point], reach: float, *, grid: int = GRID) -> Snap:
    """The nearest corner's x and y within reach, else the grid; each axis by itself."""
    xs, ys = set(), set()
    for x, y in others:
        xs.add(x)
        ys.add(y)
    x_line = min(xs, key=lambda x: abs(x - point[0]), default=None)
    y_line = min(ys, key=lambda y: abs(y - point[1]), default=None)
    x_line = x_line if x_line is not None and abs(x_line - point[0]) <= reach else None
    y_line = y_line if y_line is not None and abs(y_line - point[1]) <= reach else None
    x = x_line if x_line is not None else round(point[0] / grid) * grid
    y = y_line if y_line is not None else round(point[1] / grid) * grid
    return Snap((_bounded(x), _bounded(y)), x_line, y_line)


def moved(outline: OutlineRecord, dx: int, dy: int) -> OutlineRecord:
    """The outline elsewhere, its doors with it."""
    points = tuple((_bounded(x + dx), _bounded(y + dy)) for x, y in outline.points)
    doors = tuple((x1 + dx, y1 + dy, x2 + dx, y2 + dy) for x1, y1, x2, y2 in outline.doors)
    return replace(outline, points=points, doors=doors)


def with_point(outline: OutlineRecord, number: int, point: Point) -> OutlineRecord:
    """One corner elsewhere; doors that no longer lie on a wall fall away."""
    points = (*outline.points[:number], point, *outline.points[number + 1 :])
    return _tidy(replace(outline, points=points))


def with_new_point(outline: OutlineRecord, after: int, point: Point) -> OutlineRecord:
    """One more corner on the wall that begins at a corner."""
    if len(outline.points) >= MOST_POINTS:
        return outline
    return replace(outline, points=(*outline.points[: after + 1], point, *outline.points[after + 1 :]))


def without_point(outline: OutlineRecord, number: int) -> OutlineRecord:
    """One corner less; three stay."""
    if len(outline.points) <= 3:
        return outline
    return _tidy(replace(outline, points=(*outline.points[:number], *outline.points[number + 1 :])))


def with_door(outline: OutlineRecord, at: tuple[float, float], *, width: int = DOOR) -> OutlineRecord:
    """A door on the wall nearest to a place; none where the wall is too short."""
    wall = nearest_wall(outline.points, at)
    (ax, ay), (bx, by) = outline.points[wall], outline.points[(wall + 1) % len(outline.points)]
    length = math.hypot(bx - ax, by - ay)
    if length < width or len(outline.doors) >= MOST_DOORS:
        return outline
    along = ((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / length
    start = min(max(along - width / 2, 0), length - width)
    ux, uy = (bx - ax) / length, (by - ay) / length
    door = (
        round(ax + ux * start),
        round(ay + uy * start),
        round(ax + ux * (start + width)),
        round(ay + uy * (start + width)),
    )
    return replace(outline, doors=(*outline.doors, door))


def without_door(outline: OutlineRecord, number: int) -> OutlineRecord:
    """One door less."""
    return replace(outline, doors=(*outline.doors[:number], *outline.doors[number + 1 :]))


def nearest_wall(points: Sequence[Point], at: tuple[float, float]) -> int:
    """The number of the corner where the nearest wall begins."""
    return min(range(len(points)), key=lambda n: _from_wall(points[n], points[(n + 1) % len(points)], at))


def wall_distance(points: Sequence[Point], at: tuple[float, float]) -> float:
    """How far the nearest wall is."""
    wall = nearest_wall(points, at)
    return _from_wall(points[wall], points[(wall + 1) % len(points)], at)


def contains(points: Sequence[Point], at: tuple[float, float]) -> bool:
    """Whether a place lies inside."""
    inside = False
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        if (ay > at[1]) != (by > at[1]) and at[0] < ax + (at[1] - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def box(a: Point, b: Point) -> tuple[Point, ...]:
    """A rectangle between two corners."""
    (x1, x2), (y1, y2) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return ((x1, y1), (x2, y1), (x2, y2), (x1, y2))


def area(points: Sequence[Point]) -> float:
    """Square centimetres, always positive."""
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def crosses_itself(points: Sequence[Point]) -> bool:
    """Whether two walls that do not meet cross: such an outline has no inside."""
    count = len(points)
    walls = [(points[n], points[(n + 1) % count]) for n in range(count)]
    return any(
        _cross(*walls[i], *walls[j])
        for i in range(count)
        for j in range(i + 2, count)
        if not (i == 0 and j == count - 1)
    )


def faults(sketch: Sketch) -> dict[str, str]:
    """Outlines that cannot be kept, by id: ``crossing``, ``empty``, ``twice`` (a room drawn twice),
    ``roomless``.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    for outline in sketch:
        if crosses_itself(outline.points):
            found[outline.id] = "crossing"
        elif area(outline.points) < 1:
            found[outline.id] = "empty"
        elif outline.kind is OutlineKind.ROOM and outline.room_id is None:
            found[outline.id] = "roomless"
        elif outline.room_id is not None and outline.room_id in seen:
            found[outline.id] = "twice"
        if outline.room_id is not None:
            seen.add(outline.room_id)
    return found


def changes(before: Sketch, after: Sketch) -> tuple[Operation, ...]:
    """The operations that turn one drawing into another: what is gone is erased, what differs is drawn."""
    old = {outline.id: outline for outline in before}
    new = {outline.id: outline for outline in after}
    erased = [EraseOutline(key) for key in old if key not in new]
    drawn = [_drawing(outline) for key, outline in new.items() if old.get(key) != outline]
    return (*erased, *drawn)


def _drawing(outline: OutlineRecord) -> DrawOutline:
    return DrawOutline(
        outline.id,
        outline.floor_id,
        outline.kind,
        outline.points,
        outline.room_id,
        outline.label,
        outline.icon or "none",
        outline.doors,
    )


def _tidy(outline: OutlineRecord) -> OutlineRecord:
    kept = tuple(door for door in outline.doors if _is_on_wall(outline.points, door))
    return outline if kept == outline.doors else replace(outline, doors=kept)


def _is_on_wall(points: Sequence[Point], door: Door) -> bool:
    x1, y1, x2, y2 = door
    walls = zip(points, (*points[1:], points[0]), strict=True)
    return any(_from_wall(a, b, (x1, y1)) < 2 and _from_wall(a, b, (x2, y2)) < 2 for a, b in walls)


def _from_wall(a: Point, b: Point, at: tuple[float, float]) -> float:
    length = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
    if length == 0:
        return math.hypot(at[0] - a[0], at[1] - a[1])
    share = ((at[0] - a[0]) * (b[0] - a[0]) + (at[1] - a[1]) * (b[1] - a[1])) / length
    share = min(max(share, 0.0), 1.0)
    return math.hypot(at[0] - a[0] - share * (b[0] - a[0]), at[1] - a[1] - share * (b[1] - a[1]))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> int:
        turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (turn > 0) - (turn < 0)

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def _bounded(value: float) -> int:
    return round(min(max(value, -LIMIT), LIMIT))
