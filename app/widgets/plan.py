"""The live floor plan: an item view with its own painting over the rooms model.

Built by the Today page, which sets the model, the floor's drawing and the signs of staleness, and hears
`opened` and `menu_wanted`. Geometry is centimetres (plan_geometry) through one transform; paint goes
through a pixmap (plan_canvas) so that a changed room costs one room. GUI thread. Knows no Desk and
changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from app.domain.records.plans import OutlineRecord, PlanRecord
from app.models.rooms import Role
from app.models.tiles import Tile
from app.widgets.look import Look
from app.widgets.plan_camera import Camera, neighbour, snapped
from app.widgets.plan_canvas import Canvas, blit
from app.widgets.plan_geometry import Layout, Shape, layout
from app.widgets.plan_input import PlanInput
from app.widgets.plan_picture import decode
from app.widgets.spoken import speak_items

Index = QModelIndex | QPersistentModelIndex
FLASH_MS: Final = 400
_FRAME_MS: Final = 40
_RING: Final = 2.0
_FLASHES_TO: Final = 500  # rooms; beyond, a frame would cost more than it tells
_SCROLLS_FROM: Final = 150  # per cent of font scale


class PlanView(PlanInput):
    """Rooms of one floor as tiles in their places."""

    room_changed = Signal(str)
    """Another room is the current one; its id, or "" for none."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._canvas = Canvas(look)
        self._outlines: tuple[OutlineRecord, ...] = ()
        self._floor: str | None = None
        self._picture: tuple[QImage, QRectF] | None = None
        self._plan = Layout(QRectF(), ())
        self._screen = Layout(QRectF(), ())
        self._rows: dict[str, int] = {}
        self._ids: dict[int, str] = {}
        self._shapes: dict[str, Shape] = {}
        self._camera = Camera()
        self._flashes: dict[str, int] = {}
        self._tiles: dict[str, Tile | None] = {}
        self._frames = self._timer(_FRAME_MS, self.on_frame)
        self._set_up()
        look.changed.connect(self.on_look_changed)

    def _set_up(self) -> None:
        self.setObjectName("plan")
        speak_items(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    # what the page says --------------------------------------------------------------------------

    def show_floor(self, floor_id: str | None, plan: PlanRecord | None) -> None:
        """Show a floor with its drawing; without one its rooms stand in a grid, and so do rooms left out
        of one.
        """
        self._floor = floor_id
        self._outlines = plan.outlines if plan is not None else ()
        picture = plan.picture if plan is not None else None
        image = decode(picture)
        self._picture = None
        if image is not None and picture is not None:
            self._picture = image, QRectF(picture.x, picture.y, picture.width, picture.height)
        self._camera.zoom = 1.0
        self._flashes.clear()
        self.rearrange()

    def set_stale(self, is_stale: bool) -> None:
        """Old data loses its colour."""
        if is_stale != self._canvas.is_stale:
            self._canvas.is_stale = is_stale
            self._repaint_all()

    def set_only(self, only: frozenset[str] | None) -> None:
        """Let rooms outside a set fade (a count of the summary was chosen)."""
        if only != self._canvas.only:
            self._canvas.only = only
            self._repaint_all()

    def fit(self) -> None:
        """The whole floor."""
        self._set_zoom(1.0, QPointF(self.viewport().rect().center()))

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a place of the viewport, by default its middle."""
        self._set_zoom(self._camera.zoom * factor, about or QPointF(self.viewport().rect().center()))

    def zoom(self) -> float:
        """1 = the whole floor fits."""
        return self._camera.zoom

    def select_room(self, room_id: str) -> bool:
        """Make a room the current one and bring it into view; False when it is not on this floor."""
        row = self._rows.get(room_id)
        if row is None or self._model() is None:
            return False
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def current_room(self) -> str:
        """The current room's id, "" when none on this floor is."""
        room_id = self.currentIndex().data(Role.ROOM_ID)
        return room_id if isinstance(room_id, str) and room_id in self._rows else ""

    def shape_rect(self, room_id: str) -> QRect:
        """Where a room is in the viewport."""
        shape = self._shapes.get(room_id)
        return shape.bounds.toAlignedRect() if shape is not None else QRect()

    @property
    def canvas(self) -> Canvas:
        """The painted floor, for benches."""
        return self._canvas

    # geometry ------------------------------------------------------------------------------------

    def rearrange(self) -> None:
        """Rooms or drawing changed: place everything anew."""
        self._rows = self._rows_here()
        self._ids = {row: room_id for room_id, row in self._rows.items()}
        view = self.viewport().size()
        aspect = view.width() / max(view.height(), 1)
        self._plan = layout(self._outlines, list(self._rows), aspect)
        self._tiles = {room_id: self._tile_at(row) for room_id, row in self._rows.items()}
        self._rescale()

    def _rows_here(self) -> dict[str, int]:
        model = self._model()
        if model is None:
            return {}
        rows = {}
        for row in range(model.rowCount()):
            index = model.index(row, 0)
            if self._floor is None or index.data(Role.FLOOR_ID) == self._floor:
                rows[str(index.data(Role.ROOM_ID))] = row
        return rows

    def _rescale(self) -> None:
        """Window, zoom or scroll changed: pixels anew. At a large font scale the floor is shown larger
        and scrolls.
        """
        camera, room = self._camera, self.viewport().size()
        camera.least = self._look.scale / 100 * 0.8 if self._look.scale >= _SCROLLS_FROM else 1.0
        camera.bounds, camera.window = self._plan.bounds, room
        content = camera.content()
        for bar, length, page in (
            (self.horizontalScrollBar(), content.width(), room.width()),
            (self.verticalScrollBar(), content.height(), room.height()),
        ):
            bar.setPageStep(page)
            bar.setSingleStep(max(page // 12, 1))
            bar.setRange(0, max(0, length - page))
        camera.look_at(QPointF(self.horizontalOffset(), self.verticalOffset()))
        self._screen = snapped(self._plan.moved(camera.transform))
        self._shapes = {shape.room_id: shape for shape in self._screen.shapes}
        self._repaint_all()

    def _set_zoom(self, zoom: float, about: QPointF) -> None:
        camera = self._camera
        zoom = camera.bounded(zoom)
        if zoom == camera.zoom:
            return
        place = camera.place(about)
        camera.zoom = zoom
        self._rescale()
        moved = camera.transform.map(place)
        self.horizontalScrollBar().setValue(self.horizontalOffset() + round(moved.x() - about.x()))
        self.verticalScrollBar().setValue(self.verticalOffset() + round(moved.y() - about.y()))

    # QAbstractItemView ---------------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        shape = self._shape_at(index)
        return shape.bounds.toAlignedRect() if shape is not None else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        at = QPointF(point)
        for shape in self._screen.shapes:
            if shape.bounds.contains(at) and (
                shape.is_box or shape.polygon.containsPoint(at, Qt.FillRule.OddEvenFill)
            ):
                return self.model().index(self._rows[shape.room_id], 0)
        return QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        del hint
        rect, view = self.visualRect(index), self.viewport().rect()
        if rect.isEmpty() or view.contains(rect):
            return
        for bar, low, high, least, most in (
            (self.horizontalScrollBar(), rect.left(), rect.right(), view.left(), view.right()),
            (self.verticalScrollBar(), rect.top(), rect.bottom(), view.top(), view.bottom()),
        ):
            if low < least:
                bar.setValue(bar.value() + low - least - 12)
            elif high > most:
                bar.setValue(bar.value() + high - most + 12)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        del modifiers
        if self._model() is None or not self._screen.shapes:
            return QModelIndex()
        shapes = self._screen.shapes
        here = self._shape_at(self.currentIndex())
        edge = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}.get(
            action
        )
        if here is None or edge is not None:
            order = sorted(shapes, key=lambda shape: (shape.bounds.top(), shape.bounds.left()))
            target = order[edge or 0]
        else:
            target = neighbour(here, shapes, action) or here
        return self.model().index(self._rows[target.room_id], 0)

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:
        return index.column() != 0 or self._shape_at(index) is None

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center() if rect.isValid() else rect.topLeft())
        if index.isValid():
            self.selectionModel().select(index, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index).adjusted(-5, -5, 5, 5)
        return region

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._card.hide()
        del dx, dy
        self._rescale()

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Sequence[int] = ()) -> None:
        region = QRegion()
        for row in range(topLeft.row(), bottomRight.row() + 1):
            shape = self._shape_of_row(row)
            if shape is not None:
                self._take_tile(shape, row)
                region += shape.bounds.toAlignedRect().adjusted(-1, -1, 1, 1)
        if not region.isEmpty():
            self.viewport().update(region)
        if self._hovered and self._card.isVisible():
            tile = self.tile_of(self._hovered)
            if tile is not None:
                self._card.show_tile(tile)
        super().dataChanged(topLeft, bottomRight, list(roles))

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        self.rearrange()

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        QTimer.singleShot(0, self, self.rearrange)

    def reset(self) -> None:
        super().reset()
        self.rearrange()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            self.viewport().update(self.visualRect(index).adjusted(-6, -6, 6, 6))
        self.room_changed.emit(self.current_room())

    # events --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._canvas.refresh(
            self.viewport().size(),
            self.devicePixelRatioF(),
            self._screen,
            self.tile_of,
            self._picture_here(),
        )
        painter = QPainter(self.viewport())
        blit(painter, self._canvas.pixmap, event.region())
        self._paint_flashes(painter)
        self._paint_current(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plan.areas or any(shape.doors for shape in self._plan.shapes) or self._outlines:
            self._rescale()
        else:
            self.rearrange()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.current_room() and self._screen.shapes:
            self.setCurrentIndex(
                self.moveCursor(QAbstractItemView.CursorAction.MoveHome, Qt.KeyboardModifier.NoModifier)
            )
        self.viewport().update()

    # slots ---------------------------------------------------------------------------------------

    def on_frame(self) -> None:
        """One frame of the short sign that a room changed its state."""
        for room_id in list(self._flashes):
            self._flashes[room_id] -= _FRAME_MS
            if self._flashes[room_id] <= 0:
                del self._flashes[room_id]
            self.viewport().update(self.shape_rect(room_id))
        if not self._flashes:
            self._frames.stop()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self._canvas.forget(fonts=True)
        self._rescale()

    # private -------------------------------------------------------------------------------------

    def _repaint_all(self) -> None:
        self._canvas.forget()
        self.viewport().update()

    def _picture_here(self) -> tuple[QImage, QRectF] | None:
        if self._picture is None:
            return None
        image, place = self._picture
        return image, self._camera.transform.mapRect(place)

    def _shape_at(self, index: Index) -> Shape | None:
        if not index.isValid():
            return None
        return self._shape_of_row(index.row())

    def _model(self) -> QAbstractItemModel | None:
        """The model; there is none before the page sets it, whatever the stub says."""
        return self.model()

    def _shape_of_row(self, row: int) -> Shape | None:
        room_id = self._ids.get(row)
        return self._shapes.get(room_id) if room_id is not None else None

    def _tile_at(self, row: int) -> Tile | None:
        tile = self.model().index(row, 0).data(Role.TILE)
        return tile if isinstance(tile, Tile) else None

    def tile_of(self, room_id: str) -> Tile | None:
        """What a room's tile says."""
        return self._tiles.get(room_id)

    def _take_tile(self, shape: Shape, row: int) -> None:
        """A row reads differently: its room is painted again, and flashes once when its state is another."""
        room_id = shape.room_id
        before, after = self._tiles.get(room_id), self._tile_at(row)
        self._tiles[room_id] = after
        self._canvas.mark(shape)
        is_new = before is not None and after is not None and before.status is not after.status
        if is_new and not self._look.reduced_motion and self.isVisible() and len(self._rows) <= _FLASHES_TO:
            self._flashes[room_id] = FLASH_MS
            self._frames.start()

    def _paint_flashes(self, painter: QPainter) -> None:
        for room_id, left in self._flashes.items():
            shape = self._shapes.get(room_id)
            if shape is not None:
                painter.setOpacity(left / FLASH_MS)
                painter.setPen(QPen(self._look.theme.accent, 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolygon(shape.polygon)
        painter.setOpacity(1.0)

    def _paint_current(self, painter: QPainter) -> None:
        shape = self._shape_at(self.currentIndex())
        if shape is None:
            return
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width, out in ((theme.surface, 2.0, 1.0), (theme.accent, _RING, 3.0)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            if shape.is_box:
                painter.drawRect(shape.bounds.adjusted(-out, -out, out, out))
            else:
                painter.drawPolygon(shape.polygon)
