"""Where things lie on a floor plan: outlines in centimetres, room for words in them, a grid where nothing
is drawn.

Pure geometry over frozen records, made once for each drawing and used by the plan's painter and by hit
tests; the view scales it. Knows outlines and room ids, neither meetings nor colours. GUI thread
(QPainterPath, QRectF only).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from app.domain.records.plans import Door, OutlineRecord, Point
from app.domain.states import OutlineKind

GRID_TILE = (800, 800)  # centimetres of a room that nobody has drawn
GRID_GAP = 60
MARGIN = 26  # around the drawing: room for its outer wall


@dataclass(frozen=True, slots=True)
class Shape:
    """A room on the plan: its polygon, where its words begin (head) and end (foot); both lie inside it."""

    room_id: str
    polygon: QPolygonF
    bounds: QRectF
    head: QRectF
    foot: QRectF
    is_box: bool
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part that is no room: corridor, core, outdoors, with its words and icon."""

    kind: OutlineKind
    polygon: QPolygonF
    bounds: QRectF
    label: str
    icon: str
    box: QRectF
    doors: tuple[Door, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A floor in centimetres. ``hull`` is what the outer wall goes around."""

    bounds: QRectF
    shapes: tuple[Shape, ...]
    areas: tuple[Area, ...] = ()
    hull: QPainterPath = field(default_factory=QPainterPath)

    def moved(self, transform: QTransform) -> Layout:
        """The same floor through a transform: centimetres to pixels."""
        return Layout(
            transform.mapRect(self.bounds),
            tuple(_moved_shape(shape, transform) for shape in self.shapes),
            tuple(
                Area(
                    a.kind,
                    transform.map(a.polygon),
                    transform.mapRect(a.bounds),
                    a.label,
                    a.icon,
                    transform.mapRect(a.box),
                    _moved_doors(a.doors, transform),
                )
                for a in self.areas
            ),
            transform.map(self.hull),
        )


def layout(outlines: Sequence[OutlineRecord], room_ids: Sequence[str], aspect: float = 1.6) -> Layout:
    """The drawing of a floor and, below it, a grid of the rooms that have no outline, in the given order."""
    wanted = set(room_ids)
    shapes = [shape_of(one) for one in outlines if one.room_id in wanted and one.kind is OutlineKind.ROOM]
    areas = [area_of(one) for one in outlines if one.kind is not OutlineKind.ROOM]
    drawn = {shape.room_id for shape in shapes}
    rest = [room_id for room_id in room_ids if room_id not in drawn]
    bounds = united([shape.bounds for shape in shapes] + [area.bounds for area in areas])
    hull = hull_of(shapes, areas)
    if rest:
        grid = grid_shapes(rest, bounds, aspect)
        shapes += grid
        bounds = united([bounds, *(shape.bounds for shape in grid)])
    return Layout(bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN), tuple(shapes), tuple(areas), hull)


def grid_shapes(room_ids: Sequence[str], above: QRectF, aspect: float) -> list[Shape]:
    """Equal tiles in reading order, as many across as suits the shape of the window."""
    width, height = GRID_TILE
    if above.isEmpty():
        across = max(1, math.ceil(math.sqrt(len(room_ids) * aspect * height / width)))
    else:
        across = max(1, int((above.width() + GRID_GAP) // (width + GRID_GAP)))
    top = above.bottom() + 2 * GRID_GAP if not above.isEmpty() else 0.0
    left = above.left() if not above.isEmpty() else 0.0
    made = []
    for number, room_id in enumerate(room_ids):
        x = left + number % across * (width + GRID_GAP)
        y = top + number // across * (height + GRID_GAP)
        box = QRectF(x, y, width, height)
        made.append(Shape(room_id, QPolygonF(box), box, box, box, is_box=True))
    return made


def shape_of(outline: OutlineRecord) -> Shape:
    """A room's outline with its boxes for words."""
    polygon = polygon_of(outline.points)
    bounds = polygon.boundingRect()
    if is_box(outline.points):
        return Shape(outline.room_id or "", polygon, bounds, bounds, bounds, is_box=True, doors=outline.doors)
    head, foot = word_boxes(outline.points, bounds)
    return Shape(outline.room_id or "", polygon, bounds, head, foot, is_box=False, doors=outline.doors)


def area_of(outline: OutlineRecord) -> Area:
    """A corridor, core or outdoor part."""
    polygon = polygon_of(outline.points)
    bounds = polygon.boundingRect()
    box = bounds if is_box(outline.points) else max(word_boxes(outline.points, bounds), key=_size)
    return Area(outline.kind, polygon, bounds, outline.label, outline.icon, box, outline.doors)


def polygon_of(points: Sequence[Point]) -> QPolygonF:
    """Points as a closed Qt polygon."""
    return QPolygonF([QPointF(x, y) for x, y in (*points, points[0])])


def is_box(points: Sequence[Point]) -> bool:
    """Whether the outline is a rectangle along the axes."""
    if len(points) != 4:
        return False
    xs, ys = {x for x, _ in points}, {y for _, y in points}
    turns = all(
        (a[0] == b[0]) != (a[1] == b[1]) for a, b in zip(points, (*points[1:], points[0]), strict=True)
    )
    return len(xs) == len(ys) == 2 and turns


def word_boxes(points: Sequence[Point], bounds: QRectF) -> tuple[QRectF, QRectF]:
    """The boxes where words begin and end: from the top band downwards, and from the bottom band upwards."""
    ys = sorted({float(y) for _, y in points})
    bands = [(top, low, _inside(points, top, low)) for top, low in pairwise(ys)]
    bands = [(top, low, spans) for top, low, spans in bands if spans]
    if not bands:
        return bounds, bounds
    return _grown(bands), _grown([(low, top, spans) for top, low, spans in reversed(bands)])


def _grown(bands: Sequence[tuple[float, float, list[tuple[float, float]]]]) -> QRectF:
    """The best box that starts at the first band: wide enough, then as high as the bands allow."""
    best = QRectF()
    first = max(bands[0][2], key=lambda span: span[1] - span[0])
    left, right = first
    start = bands[0][0]
    for _near, far, spans in bands:
        cut = [(max(left, a), min(right, b)) for a, b in spans]
        a, b = max(cut, key=lambda span: span[1] - span[0])
        if best.height() > 0 and b - a < (right - left) * 0.85:
            break
        left, right = a, b
        best = QRectF(QPointF(left, min(start, far)), QPointF(right, max(start, far)))
    return best


def _inside(points: Sequence[Point], top: float, low: float) -> list[tuple[float, float]]:
    """The stretches of x that are inside over a whole band of y."""
    spans = None
    for y in (top + (low - top) * 0.02, (top + low) / 2, low - (low - top) * 0.02):
        cuts = sorted(_crossings(points, y))
        here = list(zip(cuts[::2], cuts[1::2], strict=False))
        spans = here if spans is None else _common(spans, here)
    return [span for span in spans or [] if span[1] - span[0] > 1]


def _crossings(points: Sequence[Point], y: float) -> Iterable[float]:
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True):
        if (ay <= y) != (by <= y):
            yield ax + (y - ay) / (by - ay) * (bx - ax)


def _common(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if min(b, d) > max(a, c)]


def united(rects: Iterable[QRectF]) -> QRectF:
    """The rectangle around all."""
    whole = QRectF()
    for rect in rects:
        whole = whole.united(rect)
    return whole


def hull_of(shapes: Iterable[Shape], areas: Iterable[Area]) -> QPainterPath:
    """The outer edge of everything indoors: where the 4 px wall runs."""
    path = QPainterPath()
    path.setFillRule(path.fillRule().WindingFill)
    for polygon in [s.polygon for s in shapes] + [a.polygon for a in areas if a.kind is not OutlineKind.VOID]:
        path.addPolygon(polygon)
        path.closeSubpath()
    return path.simplified()


def _size(rect: QRectF) -> float:
    return rect.width() * rect.height()


def _moved_shape(shape: Shape, transform: QTransform) -> Shape:
    return Shape(
        shape.room_id,
        transform.map(shape.polygon),
        transform.mapRect(shape.bounds),
        transform.mapRect(shape.head),
        transform.mapRect(shape.foot),
        shape.is_box,
        _moved_doors(shape.doors, transform),
    )


def _moved_doors(doors: tuple[Door, ...], transform: QTransform) -> tuple[Door, ...]:
    moved = []
    for x1, y1, x2, y2 in doors:
        a, b = transform.map(QPointF(x1, y1)), transform.map(QPointF(x2, y2))
        moved.append((round(a.x()), round(a.y()), round(b.x()), round(b.y())))
    return tuple(moved)
