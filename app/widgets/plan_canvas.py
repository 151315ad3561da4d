"""The painted floor as a pixmap: all of it when the view moved, only changed rooms otherwise.

Small tiles are painted in bulk, grouped by state (one brush, many rectangles); large ones one by one. Used by
PlanView, which owns geometry, selection and input. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QRegion

from app.domain.states import Priority, RoomStatus
from app.models.tiles import Tile
from app.widgets.look import Look
from app.widgets.plan_backdrop import Backdrop
from app.widgets.plan_geometry import Layout, Shape
from app.widgets.plan_text import Words
from app.widgets.plan_tile import Level, TilePainter, level_of

STALE_SATURATION: Final = 0.3  # what is left of the colours when the data is old (ui.md 4.1)
DIMMED: Final = 0.72  # how far rooms outside a filter fade into the page
_BULK_FROM: Final = 150  # tiles; fewer are painted one by one

TileOf = Callable[[str], Tile | None]
Picture = tuple[QImage, QRectF] | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A room's place and what it allows; ``corner`` and ``width`` are for its number when it is small."""

    shape: Shape
    level: Level
    is_small: bool
    corner: QPointF
    width: int


class Canvas:
    """A pixmap of the viewport's size and what has to be painted into it."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._words = Words(look)
        self._tiles = TilePainter(look, self._words)
        self._backdrop = Backdrop(look, self._words)
        self._pixmap = QPixmap()
        self._dirty: set[str] = set()
        self._spots: dict[str, Spot] = {}
        self._prepared: Layout | None = None
        self._whole = True
        self.is_stale = False
        self.only: frozenset[str] | None = None
        self.least_text = Level.NUMBER
        """The level from which a tile has words; a bench lowers it."""

    @property
    def pixmap(self) -> QPixmap:
        """What was painted last."""
        return self._pixmap

    def forget(self, *, fonts: bool = False) -> None:
        """Everything must be painted again; with ``fonts`` words must be shaped again."""
        self._whole = True
        self._dirty.clear()
        if fonts:
            self._words.clear()
            self._prepared = None

    def mark(self, shape: Shape) -> None:
        """One room must be painted again."""
        if not self._whole:
            self._dirty.add(shape.room_id)

    def refresh(self, size: QSize, dpr: float, plan: Layout, tile_of: TileOf, picture: Picture) -> None:
        """Bring the pixmap up to date."""
        device = QSize(round(size.width() * dpr), round(size.height() * dpr))
        if self._pixmap.size() != device or self._pixmap.devicePixelRatio() != dpr:
            self._pixmap = QPixmap(device)
            self._pixmap.setDevicePixelRatio(dpr)
            self._whole = True
        if not self._whole and not self._dirty:
            return
        if self._whole or self.is_stale:  # old colours cannot be faded twice: a stale floor is painted whole
            self._paint_whole(size, plan, tile_of, picture)
        else:
            self._paint_some(tile_of)
        self._dirty.clear()
        self._whole = False

    def _paint_whole(self, size: QSize, plan: Layout, tile_of: TileOf, picture: Picture) -> None:
        self._prepare(size, plan)
        self._pixmap.fill(self._look.theme.window)
        painter = QPainter(self._pixmap)
        image, at = picture if picture is not None else (None, QRectF())
        self._backdrop.paint(painter, plan, image, at)
        self._paint(painter, self._spots.values(), tile_of)
        painter.end()
        if self.is_stale:
            self._fade()

    def _paint_some(self, tile_of: TileOf) -> None:
        painter = QPainter(self._pixmap)
        self._paint(painter, [self._spots[room] for room in self._dirty if room in self._spots], tile_of)
        painter.end()

    def _prepare(self, size: QSize, plan: Layout) -> None:
        """What each room's place allows, worked out once for a layout: ten thousand times it would be
        felt.
        """
        if plan is self._prepared:
            return
        self._prepared = plan
        view = QRectF(0, 0, size.width(), size.height())
        visible = [shape for shape in plan.shapes if shape.bounds.intersects(view)]
        is_many = len(visible) > _BULK_FROM
        self._spots = {}
        for shape in visible:
            level = level_of(shape.bounds if shape.is_box else shape.head, self._look)
            is_small = is_many and level <= Level.NUMBER and shape.is_box
            corner = QPointF(shape.bounds.left() + 3, shape.bounds.top() + 1)
            self._spots[shape.room_id] = Spot(shape, level, is_small, corner, int(shape.bounds.width()) - 4)

    def _paint(self, painter: QPainter, spots: Collection[Spot], tile_of: TileOf) -> None:
        small: dict[RoomStatus, list[tuple[Spot, Tile]]] = {}
        for spot in spots:
            tile = tile_of(spot.shape.room_id)
            if tile is None:
                continue
            if not spot.is_small:
                self._one(painter, spot.shape, tile, spot.level)
            elif tile.status in small:
                small[tile.status].append((spot, tile))
            else:
                small[tile.status] = [(spot, tile)]
        if small:
            self._bulk(painter, small)
        if self.only is not None:
            self._dim(painter, [spot.shape for spot in spots], self.only)

    def _one(self, painter: QPainter, shape: Shape, tile: Tile, level: Level) -> None:
        painter.setBrushOrigin(shape.bounds.topLeft())
        self._tiles.paint(painter, shape, tile, level)
        if level > Level.PATTERN:
            self._backdrop.doors(painter, shape)

    def _bulk(self, painter: QPainter, groups: dict[RoomStatus, list[tuple[Spot, Tile]]]) -> None:
        """Many small boxes: by state all grounds, then all numbers, then the alarms."""
        look, theme = self._look, self._look.theme
        dpr = painter.device().devicePixelRatio()
        painter.setBrushOrigin(QPointF())
        alarmed = []
        for status, group in groups.items():
            colours = theme.state(status)
            painter.setPen(QPen(colours.edge, 1))
            painter.setBrush(look.brushes.state(status, dpr))
            painter.drawRects([spot.shape.bounds for spot, _ in group])
            self._numbers(painter, group, colours.ink if status is RoomStatus.EMERGENCY else theme.text)
            alarmed += [
                spot.shape.bounds.adjusted(1, 1, -1, -1)
                for spot, tile in group
                if tile.alarm is not None and tile.alarm.level is Priority.HIGH
            ]
        if alarmed:
            painter.setPen(QPen(theme.high, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects(alarmed)

    def _numbers(self, painter: QPainter, group: Iterable[tuple[Spot, Tile]], ink: QColor) -> None:
        painter.setFont(self._look.font(12, bold=True))
        painter.setPen(ink)
        static, draw, least = self._words.number, painter.drawStaticText, self.least_text
        for spot, tile in group:
            if spot.level >= least:
                draw(spot.corner, static(tile.number, spot.width))

    def _dim(self, painter: QPainter, shapes: Sequence[Shape], only: frozenset[str]) -> None:
        veil = QColor(self._look.theme.window)
        veil.setAlphaF(DIMMED)
        for shape in shapes:
            if shape.room_id not in only:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(veil)
                painter.drawPolygon(shape.polygon)

    def _fade(self) -> None:
        """Take colour out of everything painted."""
        ratio = self._pixmap.devicePixelRatio()
        grey = self._pixmap.toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        grey.setDevicePixelRatio(ratio)
        painter = QPainter(self._pixmap)
        painter.setOpacity(1.0 - STALE_SATURATION)
        painter.drawImage(QPointF(0, 0), grey)
        painter.end()


def blit(painter: QPainter, pixmap: QPixmap, region: QRegion) -> None:
    """Copy what was asked for, piece by piece, so that a hundred changed rooms cost a hundred small
    copies.
    """
    dpr = pixmap.devicePixelRatio()
    if region.rectCount() > 400:
        region = QRegion(region.boundingRect())
    for rect in cast("Iterable[QRect]", region):  # the stub forgets that a region can be walked
        box = QRectF(rect)
        painter.drawPixmap(
            box, pixmap, QRectF(box.x() * dpr, box.y() * dpr, box.width() * dpr, box.height() * dpr)
        )
