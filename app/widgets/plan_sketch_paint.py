"""How the plan editor's drawing board looks: the dots of its grid and its outlines. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.records.plans import OutlineRecord
from app.domain.states import OutlineKind
from app.widgets.look import Look
from app.widgets.plan_backdrop import area_icon
from app.widgets.plan_camera import Camera
from app.widgets.plan_geometry import area_of, polygon_of

METRE = 100
LEAST_GRID = 8  # pixels between dots; nearer they are noise


@dataclass(frozen=True, slots=True)
class Marks:
    """What is written in an outline, and whether something is wrong with it."""

    name: str
    is_faulty: bool = False
    is_over_picture: bool = False


def paint_grid(painter: QPainter, camera: Camera, look: Look) -> None:
    """A dot each metre, while metres are apart."""
    if camera.scales()[0] * METRE < LEAST_GRID:
        return
    painter.setPen(QPen(look.theme.line2, 1))
    first = camera.place(QPointF(0, 0))
    last = camera.place(QPointF(camera.window.width(), camera.window.height()))
    xs = range(round(first.x() / METRE) * METRE, round(last.x()) + METRE, METRE)
    ys = range(round(first.y() / METRE) * METRE, round(last.y()) + METRE, METRE)
    painter.drawPoints([camera.transform.map(QPointF(x, y)) for x in xs for y in ys])


def paint_outline(
    painter: QPainter, camera: Camera, outline: OutlineRecord, marks: Marks, look: Look
) -> None:
    """An outline with its doors, icon and name."""
    theme = look.theme
    fills = {
        OutlineKind.CORRIDOR: theme.corridor,
        OutlineKind.CORE: theme.core,
        OutlineKind.ROOM: theme.surface,
        OutlineKind.VOID: theme.window,
    }
    ground = QColor(fills[outline.kind])
    ground.setAlphaF(0.55 if marks.is_over_picture else 1.0)
    pen = QPen(theme.high if marks.is_faulty else theme.wall, 2 if marks.is_faulty else 1)
    if outline.kind is OutlineKind.VOID:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawPolygon(camera.transform.map(polygon_of(outline.points)))
    painter.setPen(QPen(theme.window, 4))
    for x1, y1, x2, y2 in outline.doors:
        painter.drawLine(camera.transform.map(QPointF(x1, y1)), camera.transform.map(QPointF(x2, y2)))
    _paint_words(painter, camera.transform.mapRect(area_of(outline).box), outline, marks, look)


def _paint_words(painter: QPainter, box: QRectF, outline: OutlineRecord, marks: Marks, look: Look) -> None:
    theme = look.theme
    is_room = outline.kind is OutlineKind.ROOM
    painter.setFont(look.font(14 if is_room else 12, bold=is_room))
    painter.setPen(theme.high_text if marks.is_faulty else theme.text if is_room else theme.text2)
    icon = area_icon(outline.icon, look)
    if icon and box.width() > 24 and box.height() > 40:
        at = QRectF(box.left(), box.center().y() - 24, box.width(), 16)
        look.paint_icon(painter, at, icon, "text2", 16)
        box = box.adjusted(0, 18, 0, 0)
    room = max(round(box.width()) - 6, 0)
    shown = painter.fontMetrics().elidedText(marks.name, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
