"""From centimetres of a floor to pixels of the window: fit, zoom, scroll; and which room lies next to which.

Plain arithmetic for PlanView and the plan editor; holds no widget. GUI thread (QTransform only).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPolygonF, QTransform
from PySide6.QtWidgets import QAbstractItemView

from app.widgets.plan_geometry import Layout, Shape

LARGEST_ZOOM: Final = 12.0
STRETCH: Final = 1.22  # how much one axis may be drawn longer than the other to fill the window
_Action = QAbstractItemView.CursorAction


class Camera:
    """How a floor is looked at. ``least`` multiplies the zoom where type is large (a floor then scrolls)."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.least = 1.0
        self.bounds = QRectF()
        self.window = QSize(1, 1)
        self.transform = QTransform()

    def scales(self) -> tuple[float, float]:
        """Pixels per centimetre across and down."""
        if self.bounds.isEmpty():
            return 0.1, 0.1
        across = self.window.width() / self.bounds.width()
        down = self.window.height() / self.bounds.height()
        base = min(across, down)
        zoom = self.zoom * self.least
        return min(across, base * STRETCH) * zoom, min(down, base * STRETCH) * zoom

    def content(self) -> QSize:
        """The size of the whole floor in pixels."""
        across, down = self.scales()
        return QSize(round(self.bounds.width() * across), round(self.bounds.height() * down))

    def look_at(self, scroll: QPointF) -> None:
        """Set the transform for a scroll position; what is smaller than the window stands in its middle."""
        across, down = self.scales()
        size = self.content()
        left = max((self.window.width() - size.width()) / 2, 0) - scroll.x()
        top = max((self.window.height() - size.height()) / 2, 0) - scroll.y()
        self.transform = QTransform(
            across,
            0,
            0,
            down,
            round(left) - self.bounds.left() * across,
            round(top) - self.bounds.top() * down,
        )

    def place(self, at: QPointF) -> QPointF:
        """The place on the floor under a pixel."""
        inverse, works = self.transform.inverted()
        return inverse.map(at) if works else QPointF()

    def bounded(self, zoom: float) -> float:
        """A zoom within its limits."""
        return min(max(zoom, 1.0), LARGEST_ZOOM)


def snapped(plan: Layout) -> Layout:
    """Edges of rectangles on whole pixels, so that 1 px lines are 1 px."""
    return replace(plan, shapes=tuple(_snapped_shape(shape) for shape in plan.shapes))


def _snapped_shape(shape: Shape) -> Shape:
    polygon = QPolygonF([QPointF(round(p.x()), round(p.y())) for p in shape.polygon.toList()])
    head, foot = _whole(shape.head), _whole(shape.foot)
    return replace(shape, polygon=polygon, bounds=_whole(shape.bounds), head=head, foot=foot)


def _whole(rect: QRectF) -> QRectF:
    return QRectF(
        QPointF(round(rect.left()), round(rect.top())), QPointF(round(rect.right()), round(rect.bottom()))
    )


def neighbour(here: Shape, shapes: Iterable[Shape], action: _Action) -> Shape | None:
    """The room one arrow key away: in that direction, rather straight ahead than near."""
    ahead = {
        _Action.MoveLeft: (-1, 0),
        _Action.MoveRight: (1, 0),
        _Action.MoveUp: (0, -1),
        _Action.MoveDown: (0, 1),
    }
    way = ahead.get(action)
    if way is None:
        return None
    best: tuple[float, Shape] | None = None
    for shape in shapes:
        cost = _cost(here.bounds, shape.bounds, way)
        if cost is not None and shape.room_id != here.room_id and (best is None or cost < best[0]):
            best = cost, shape
    return best[1] if best else None


def _cost(one: QRectF, other: QRectF, way: tuple[int, int]) -> float | None:
    """How far another box lies in a direction; None when it does not lie there."""
    dx, dy = way
    if dx:
        gap = (other.left() - one.right()) if dx > 0 else (one.left() - other.right())
        forward = (other.center().x() - one.center().x()) * dx
        aside = max(other.top() - one.bottom(), one.top() - other.bottom(), 0.0)
        slant = abs(other.center().y() - one.center().y())
    else:
        gap = (other.top() - one.bottom()) if dy > 0 else (one.top() - other.bottom())
        forward = (other.center().y() - one.center().y()) * dy
        aside = max(other.left() - one.right(), one.left() - other.right(), 0.0)
        slant = abs(other.center().x() - one.center().x())
    if forward <= 0 or gap < -1:
        return None
    return max(gap, 0.0) + aside * 3 + slant * 0.1
