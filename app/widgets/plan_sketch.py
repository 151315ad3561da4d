"""The drawing board of the plan editor: outlines under the pointer and the keyboard, over the floor's
picture.

Built by app/views/plan_editor. It edits a tuple of outlines (rules in app/domain/sketch), keeps its own
steps back, and tells when the drawing or the selection changed; saving is the dialog's work. GUI thread.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.domain import sketch as rules
from app.domain.records.plans import OutlineRecord, Point
from app.domain.sketch import Sketch
from app.domain.states import OutlineKind
from app.widgets.look import Look
from app.widgets.plan_camera import Camera
from app.widgets.plan_geometry import polygon_of
from app.widgets.plan_sketch_paint import Marks, paint_grid, paint_outline

Tool = Literal["select", "draw", "door"]
HANDLE: Final = 9  # pixels of a corner's square
REACH: Final = 9  # pixels within which a point snaps
STEP: Final = 1.2
SPAN: Final = QRectF(-200, -200, 6400, 4000)  # centimetres shown of an empty floor


class PlanSketch(QWidget):
    """See the module."""

    changed = Signal()
    """The drawing is another one."""
    selected = Signal(str)
    """The id of the outline that is selected, "" for none."""
    finished = Signal(object)
    """A new polygon was drawn: its points."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._sketch: Sketch = ()
        self._back: list[Sketch] = []
        self._ahead: list[Sketch] = []
        self._names: dict[str, str] = {}
        self._faults: dict[str, str] = {}
        self._picture: tuple[QImage, QRectF] | None = None
        self._camera = Camera()
        self._pan = QPointF()
        self._tool: Tool = "select"
        self._selected = ""
        self._corner: int | None = None
        self._drawn: list[Point] = []
        self._hover: Point | None = None
        self._press: QPointF | None = None
        self._start: Sketch | None = None
        self._lines: rules.Snap | None = None
        self._panning = False
        self.setObjectName("plan_sketch")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.changed.connect(self.update)

    # what the dialog says ------------------------------------------------------------------------

    def show_sketch(self, sketch: Sketch, names: dict[str, str]) -> None:
        """Begin with a drawing; ``names`` by room id."""
        self._sketch, self._names = sketch, names
        self._back.clear()
        self._ahead.clear()
        self._faults = rules.faults(sketch)
        self._fit()

    def show_picture(self, image: QImage | None, place: QRectF) -> None:
        """The picture behind, in centimetres."""
        self._picture = (image, place) if image is not None else None
        self._fit()

    def sketch(self) -> Sketch:
        """The drawing as it is now."""
        return self._sketch

    def faults(self) -> dict[str, str]:
        """What cannot be kept."""
        return self._faults

    def outline(self) -> OutlineRecord | None:
        """The selected outline."""
        return next((one for one in self._sketch if one.id == self._selected), None)

    def set_tool(self, tool: Tool) -> None:
        """Select and move, draw a polygon, put doors."""
        self._tool = tool
        self._drawn.clear()
        self.setCursor(Qt.CursorShape.ArrowCursor if tool == "select" else Qt.CursorShape.CrossCursor)
        self.update()

    def select(self, outline_id: str) -> None:
        """Select an outline."""
        if outline_id != self._selected:
            self._selected, self._corner = outline_id, None
            self.selected.emit(outline_id)
            self.update()

    def put(self, outline: OutlineRecord) -> None:
        """Add an outline, or replace the one of its id."""
        known = any(one.id == outline.id for one in self._sketch)
        made = tuple(outline if one.id == outline.id else one for one in self._sketch)
        self._commit(made if known else (*self._sketch, outline))

    def remove(self, outline_id: str) -> None:
        """Take an outline off the drawing."""
        self.select("")
        self._commit(tuple(one for one in self._sketch if one.id != outline_id))

    def undo(self) -> None:
        """One step back in this drawing."""
        if self._back:
            self._ahead.append(self._sketch)
            self._take(self._back.pop())

    def redo(self) -> None:
        """One step ahead again."""
        if self._ahead:
            self._back.append(self._sketch)
            self._take(self._ahead.pop())

    # painting ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        if self._picture is not None:
            image, place = self._picture
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(0.6)
            painter.drawImage(self._camera.transform.mapRect(place), image)
            painter.setOpacity(1.0)
        paint_grid(painter, self._camera, self._look)
        for outline in sorted(self._sketch, key=lambda one: _LAYERS.index(one.kind)):
            name = self._names.get(outline.room_id or "", "") or outline.label
            marks = Marks(
                name, is_faulty=outline.id in self._faults, is_over_picture=self._picture is not None
            )
            paint_outline(painter, self._camera, outline, marks, self._look)
        self._paint_selected(painter)
        self._paint_drawn(painter)
        painter.end()

    def _paint_selected(self, painter: QPainter) -> None:
        outline = self.outline()
        if outline is None:
            return
        theme = self._look.theme
        painter.setPen(QPen(theme.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(self._camera.transform.map(polygon_of(outline.points)))
        for number, point in enumerate(outline.points):
            at = self._px(point)
            square = QRectF(at.x() - HANDLE / 2, at.y() - HANDLE / 2, HANDLE, HANDLE)
            painter.fillRect(square, theme.accent if number == self._corner else theme.surface)
            painter.drawRect(square)
        if self._lines is not None and self._press is not None:
            pen = QPen(theme.accent, 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            if self._lines.x_line is not None:
                x = self._px((self._lines.x_line, 0)).x()
                painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            if self._lines.y_line is not None:
                y = self._px((0, self._lines.y_line)).y()
                painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _paint_drawn(self, painter: QPainter) -> None:
        if not self._drawn:
            return
        theme = self._look.theme
        painter.setPen(QPen(theme.accent, 2))
        points = [self._px(point) for point in self._drawn]
        if self._hover is not None:
            points.append(self._px(self._hover))
        painter.setBrush(theme.selected)
        painter.setOpacity(0.8)
        if len(points) > 2:
            painter.drawPolygon(points)
        else:
            painter.drawPolyline(points)
        painter.setOpacity(1.0)

    # input ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        at = event.position()
        self._press = at
        if event.button() != Qt.MouseButton.LeftButton:
            self._panning = True
            return
        place = self._camera.place(at)
        if self._tool == "draw":
            self._drawn.append(self._snapped(at, event.modifiers(), "").point)
        elif self._tool == "door":
            self._door(place)
        else:
            self._grab(at, place)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._panning and self._press is not None:
            self._pan += at - self._press
            self._press = at
            self._look_at()
            return
        if self._tool == "draw":
            self._hover = self._snapped(at, event.modifiers(), "").point
            self.update()
        elif (
            self._press is not None
            and self._start is not None
            and event.buttons() & Qt.MouseButton.LeftButton
        ):
            self._drag(at, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, press, start = event.position(), self._press, self._start
        self._press, self._start, self._panning, self._lines = None, None, False, None
        if self._tool == "draw" and press is not None and len(self._drawn) == 1:
            far = (at - press).manhattanLength() >= 2 * QApplication.startDragDistance()
            if far:  # dragged: a rectangle
                corner = self._snapped(at, event.modifiers(), "").point
                self._finish(rules.box(self._drawn[0], corner))
        elif start is not None and start != self._sketch:
            done, self._sketch = self._sketch, start
            self._commit(done)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._tool == "draw":
            self._finish(tuple(self._drawn))
            return
        outline = self.outline()
        place = self._camera.place(event.position())
        at = (place.x(), place.y())
        if (
            outline is not None
            and rules.wall_distance(outline.points, at) * self._camera.scales()[0] <= REACH
        ):
            wall = rules.nearest_wall(outline.points, at)
            self._corner = wall + 1
            self.put(
                rules.with_new_point(
                    outline, wall, self._snapped(event.position(), event.modifiers(), outline.id).point
                )
            )

    def wheelEvent(self, event: QWheelEvent) -> None:
        before = self._camera.place(event.position())
        self._camera.zoom = min(max(self._camera.zoom * STEP ** (event.angleDelta().y() / 120), 0.5), 20)
        self._look_at()
        self._pan += event.position() - self._px((before.x(), before.y()))
        self._look_at()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, outline = event.key(), self.outline()
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key == Qt.Key.Key_Escape and self._drawn:
            self._drawn.clear()
            self.update()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and len(self._drawn) >= 3:
            self._finish(tuple(self._drawn))
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and outline is not None:
            self._delete(outline)
        elif key in ways and outline is not None:
            self._nudge(outline, ways[Qt.Key(key)], event.modifiers())
        elif key == Qt.Key.Key_0:
            self._fit()
        elif key == Qt.Key.Key_Tab and self._sketch:
            super().keyPressEvent(event)
        else:
            event.ignore()
            return
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_at()

    # private -------------------------------------------------------------------------------------

    def _fit(self) -> None:
        self._camera.zoom, self._pan = 1.0, QPointF()
        self._look_at()

    def _look_at(self) -> None:
        bounds = QRectF()
        for outline in self._sketch:
            bounds = bounds.united(polygon_of(outline.points).boundingRect())
        if self._picture is not None:
            bounds = bounds.united(self._picture[1])
        if bounds.isEmpty():
            bounds = SPAN
        if self._press is None:
            self._camera.bounds = bounds.adjusted(-150, -150, 150, 150)
        self._camera.window = self.size()
        self._camera.look_at(-self._pan)
        self.update()

    def _px(self, point: tuple[float, float]) -> QPointF:
        return self._camera.transform.map(QPointF(*point))

    def _snapped(self, at: QPointF, modifiers: Qt.KeyboardModifier, own: str) -> rules.Snap:
        place = self._camera.place(at)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return rules.snap((place.x(), place.y()), (), 0, grid=1)
        corners = [p for one in self._sketch if one.id != own for p in one.points]
        reach = REACH / max(self._camera.scales()[0], 1e-6)
        return rules.snap((place.x(), place.y()), (*corners, *self._drawn), reach)

    def _grab(self, at: QPointF, place: QPointF) -> None:
        """Take hold of a corner of the selected outline, or of whatever outline lies there."""
        outline = self.outline()
        self._corner = None
        if outline is not None:
            near = [
                n for n, p in enumerate(outline.points) if (self._px(p) - at).manhattanLength() <= HANDLE + 2
            ]
            self._corner = near[0] if near else None
        if self._corner is None:
            hits = [one for one in self._sketch if rules.contains(one.points, (place.x(), place.y()))]
            hits.sort(key=lambda one: rules.area(one.points))
            self.select(hits[0].id if hits else "")
            if not hits:
                self._panning = True
                return
        self._start = self._sketch

    def _drag(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        assert self._start is not None
        assert self._press is not None
        outline = next((one for one in self._start if one.id == self._selected), None)
        if outline is None:
            return
        if self._corner is not None:
            self._lines = self._snapped(at, modifiers, outline.id)
            made = rules.with_point(outline, self._corner, self._lines.point)
        else:
            made = self._carried(outline, at, modifiers)
        self._sketch = tuple(made if one.id == made.id else one for one in self._start)
        self._faults = rules.faults(self._sketch)
        self.update()

    def _carried(self, outline: OutlineRecord, at: QPointF, modifiers: Qt.KeyboardModifier) -> OutlineRecord:
        """The whole outline moved; its first corner snaps."""
        assert self._press is not None
        shift = at - self._press
        corner = self._px(outline.points[0]) + shift
        self._lines = self._snapped(corner, modifiers, outline.id)
        dx, dy = self._lines.point[0] - outline.points[0][0], self._lines.point[1] - outline.points[0][1]
        return rules.moved(outline, dx, dy)

    def _door(self, place: QPointF) -> None:
        """A door where a wall was clicked; a click on a door takes it away."""
        at = (place.x(), place.y())
        outline = self.outline()
        if outline is None or rules.wall_distance(outline.points, at) > 120:
            near = [one for one in self._sketch if rules.wall_distance(one.points, at) <= 60]
            if not near:
                return
            outline = min(near, key=lambda one: rules.wall_distance(one.points, at))
            self.select(outline.id)
        for number, (x1, y1, x2, y2) in enumerate(outline.doors):
            if (
                min(x1, x2) - 30 <= at[0] <= max(x1, x2) + 30
                and min(y1, y2) - 30 <= at[1] <= max(y1, y2) + 30
            ):
                self.put(rules.without_door(outline, number))
                return
        self.put(rules.with_door(outline, at))

    def _finish(self, points: tuple[Point, ...]) -> None:
        self._drawn.clear()
        kept = tuple(p for n, p in enumerate(points) if p != points[n - 1])
        if len(kept) >= 3 and rules.area(kept) >= 100 * 100 / 4:
            self.finished.emit(kept)
        self.update()

    def _delete(self, outline: OutlineRecord) -> None:
        if self._corner is not None and len(outline.points) > 3:
            number, self._corner = self._corner, None
            self.put(rules.without_point(outline, number))
        else:
            self.remove(outline.id)

    def _nudge(self, outline: OutlineRecord, way: tuple[int, int], modifiers: Qt.KeyboardModifier) -> None:
        """Ten centimetres; with Shift a metre, with Alt one centimetre."""
        step = (
            100
            if modifiers & Qt.KeyboardModifier.ShiftModifier
            else 1
            if modifiers & Qt.KeyboardModifier.AltModifier
            else 10
        )
        dx, dy = way[0] * step, way[1] * step
        if self._corner is not None:
            x, y = outline.points[self._corner]
            self.put(rules.with_point(outline, self._corner, (x + dx, y + dy)))
        else:
            self.put(rules.moved(outline, dx, dy))

    def _commit(self, sketch: Sketch) -> None:
        if sketch == self._sketch:
            return
        self._back.append(self._sketch)
        self._ahead.clear()
        self._take(sketch)

    def _take(self, sketch: Sketch) -> None:
        self._sketch = sketch
        self._faults = rules.faults(sketch)
        if self._selected and self.outline() is None:
            self.select("")
        self.changed.emit()
        self.update()


_LAYERS: Final = (OutlineKind.VOID, OutlineKind.CORRIDOR, OutlineKind.CORE, OutlineKind.ROOM)


def drawn(outline_id: str, floor_id: str, kind: OutlineKind, points: tuple[Point, ...]) -> OutlineRecord:
    """A new outline."""
    return replace(OutlineRecord(outline_id, floor_id, kind, points, None, "", "none", ()))
