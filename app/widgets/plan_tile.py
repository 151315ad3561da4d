"""How one room looks on the plan, by the size it has: from everything down to its pattern alone (ui.md
4.1).

`paint_tile` paints a `Tile` (app/models/tiles) into a shape in pixels; fills and edges repeat the state,
so that no colour stands alone. Used by the plan and by its legend's tests; knows no model and no
selection. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.domain.states import RoomStatus
from app.models.tiles import STRIP_FROM, STRIP_TO, Tile
from app.widgets.chips import ChipStyle, chip_width, paint_chip
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.patterns import READY_INSET, ROOM_STYLES
from app.widgets.plan_geometry import Shape
from app.widgets.plan_text import Words
from app.widgets.theme import mixed

EDGE_BAR: Final = 4.0
PAD: Final = 12  # from the tile's edge to its words
HIGH_EDGE: Final = 3.0
MID_EDGE: Final = 2.0
STRIP_LABELS: Final = (8, 12, 16, 20)


class Level(IntEnum):
    """How much a tile says; the number is the least width at 100 %."""

    PATTERN = 0
    NUMBER = 24
    SHORT = 60
    NARROW = 100
    PLAIN = 117
    FULL = 160


def level_of(box: QRectF, look: Look) -> Level:
    """The level of detail of a box in pixels; flat boxes say as little as narrow ones."""
    return _level(int(box.width()), int(box.height()), look.scale)


_NEARLY: Final = 2  # pixels that rounding to whole ones may have cost a tile


@lru_cache(maxsize=4096)
def _level(width: int, height: int, per_cent: int) -> Level:
    wide, high = width * 100 / per_cent, height * 100 / per_cent
    if wide < Level.NUMBER or high < 14:
        return Level.PATTERN
    if high < 44:
        return Level.NUMBER
    found = max(level for level in Level if wide + _NEARLY >= level)
    return min(found, Level.SHORT) if high < 88 else found


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of words on one tile."""

    state: QColor
    text: QColor
    text2: QColor
    alarm: QColor


def inks_of(tile: Tile, look: Look) -> Inks:
    """Words in the theme's text colours, or all in the state's where the ground is strong."""
    theme = look.theme
    state = theme.state(tile.status.value).ink
    if tile.status is RoomStatus.EMERGENCY:
        return Inks(state, state, state, state)
    return Inks(state, theme.text, theme.text2, theme.high_text)


class TilePainter:
    """Paints tiles with one look and one cache of words."""

    def __init__(self, look: Look, words: Words) -> None:
        self._look = look
        self._words = words

    def paint(self, painter: QPainter, shape: Shape, tile: Tile, level: Level) -> None:
        """Ground, edges and words of one room."""
        self.ground(painter, shape, tile, level)
        if level is Level.PATTERN:
            return
        painter.save()
        if not shape.is_box:
            painter.setClipRect(shape.bounds)
        if level is Level.NUMBER:
            self._number(painter, shape.head, tile)
        elif level is Level.SHORT:
            self._short(painter, shape.head, tile)
        else:
            self._words_of(painter, shape, tile, level)
        painter.restore()

    def ground(self, painter: QPainter, shape: Shape, tile: Tile, level: Level) -> None:
        """Pattern, outline, left bar, a ready room's inner frame, the alarm's dashed edge."""
        look, theme = self._look, self._look.theme
        style = ROOM_STYLES[tile.status.value]
        colours = theme.state(tile.status.value)
        brush = look.brushes.state(tile.status.value, painter.device().devicePixelRatio())
        path = shape.polygon
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawPolygon(path)
        pen = QPen(colours.edge, 1)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if style.dash is Qt.PenStyle.DashLine:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(path)
        if style.left_bar and level > Level.PATTERN:
            bar = EDGE_BAR if level >= Level.SHORT else 3.0
            for top, low, x in _left_sides(shape):
                painter.fillRect(QRectF(x, top, bar, low - top), colours.edge)
        if tile.status is RoomStatus.READY and level >= Level.SHORT:
            self._inner(painter, shape, QPen(colours.edge, 1), READY_INSET, style.left_bar)
        if tile.alarm is not None and level > Level.PATTERN:
            self._alarm_edge(painter, shape, tile)

    def _alarm_edge(self, painter: QPainter, shape: Shape, tile: Tile) -> None:
        assert tile.alarm is not None
        width = {"high": HIGH_EDGE, "mid": MID_EDGE}.get(tile.alarm.level.value)
        if width is None:
            return
        pen = QPen(self._look.theme.priority(tile.alarm.level.value).ink, width)
        pen.setDashPattern([6 / width, 3 / width])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._inner(painter, shape, pen, width / 2 + 0.5, has_bar=False)

    @staticmethod
    def _inner(painter: QPainter, shape: Shape, pen: QPen, inset: float, has_bar: bool) -> None:
        """A line inside the edge; a polygon that is no box is clipped to itself and drawn twice as wide."""
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shape.is_box:
            left = EDGE_BAR + inset - 1 if has_bar else inset
            painter.setPen(pen)
            painter.drawRect(shape.bounds.adjusted(left, inset, -inset, -inset))
        else:
            wide = QPen(pen)
            factor = 2 * (inset + pen.widthF() / 2)
            wide.setWidthF(factor)
            if pen.dashPattern():
                wide.setDashPattern([part * pen.widthF() / factor for part in pen.dashPattern()])
            clip = _path(shape)
            painter.setClipPath(clip)
            painter.setPen(wide)
            painter.drawPath(clip)
        painter.restore()

    # the words, from few to many -----------------------------------------------------------------

    def _number(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        look, inks = self._look, inks_of(tile, self._look)
        inner = box.adjusted(5, 1, -2, -1)
        side = look.px(14)
        stacked = box.height() >= look.px(44)
        icon = ROOM_STYLES[tile.status.value].icon
        line = QRectF(inner.left(), inner.top() + 2, inner.width(), look.px(18)) if stacked else inner
        self._words.draw(painter, line, tile.number, inks.text, 12, bold=True)
        if stacked:
            look.paint_icon(
                painter, QPointF(round(inner.left()), round(line.bottom() + 2)), icon, inks.state, 14
            )
        elif inner.width() > self._words.width(tile.number, 12, bold=True) + side + 3:
            look.paint_icon(
                painter,
                QPointF(round(inner.right() - side), round(box.center().y() - side / 2)),
                icon,
                inks.state,
                14,
            )
        if tile.alarm is not None and stacked:
            self._alarm_mark(painter, box.adjusted(0, 0, -3, -3), tile, 14)

    def _short(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        look, words, inks = self._look, self._words, inks_of(tile, self._look)
        px = look.px
        inner = box.adjusted(8, 4, -5, -4)
        line = QRectF(inner.left(), inner.top(), inner.width(), px(20))
        side = px(14)
        if words.width(tile.short_word, 12, bold=True) > line.width() - side - 3:
            side = -4  # the word before the icon: the pattern says the same
        else:
            where = QPointF(round(line.left()), round(line.center().y() - side / 2))
            look.paint_icon(painter, where, ROOM_STYLES[tile.status.value].icon, inks.state, 14)
        words.draw(painter, line.adjusted(side + 4, 0, 0, 0), tile.short_word, inks.state, 12, bold=True)
        line.translate(0, px(21))
        words.draw(painter, line, tile.number, inks.text, 15, bold=True)
        end = inner.bottom()
        if tile.alarm is not None:
            self._alarm_mark(painter, box.adjusted(0, 0, -4, -4), tile, 16)
        if tile.countdown and end - line.bottom() >= px(18):
            foot = QRectF(inner.left(), end - px(20), inner.width() - (px(18) if tile.alarm else 0), px(20))
            fits = words.width(tile.countdown, 13, bold=True) <= foot.width() + 1
            words.draw(
                painter, foot, tile.countdown if fits else tile.countdown_short, inks.state, 13, bold=True
            )

    def _words_of(self, painter: QPainter, shape: Shape, tile: Tile, level: Level) -> None:
        px, inks = self._look.px, inks_of(tile, self._look)
        head = shape.head.adjusted(px(PAD), px(5), -px(9), -px(5))
        foot = shape.foot.adjusted(px(PAD), px(5), -px(9), -px(7))
        y = self._title_lines(painter, head, tile, level, inks)
        whole = shape.head == shape.foot
        end = foot.bottom() if whole else head.bottom()
        lines = bool(tile.title) + bool(tile.detail) + bool(tile.flag)
        merged = whole and end - y < px(48 + 20 * lines)
        if merged:
            used = self._merged_foot(painter, foot, tile, inks) if end - y >= px(20) else 0.0
        else:
            used = self._foot(painter, foot, tile, level, inks)
        stop = (end - used) if whole else end
        y = self._detail_lines(painter, head, tile, inks, y, stop)
        if (
            level is Level.FULL
            and shape.bounds.height() >= px(150)
            and tile.status is not RoomStatus.EMERGENCY
        ):
            self._strip(painter, QRectF(head.left(), y, head.width(), stop - y), tile)

    def _title_lines(self, painter: QPainter, head: QRectF, tile: Tile, level: Level, inks: Inks) -> float:
        """State and number, always; returns where the rest may begin."""
        look, words = self._look, self._words
        px = look.px
        line = QRectF(head.left(), head.top(), head.width(), px(20))
        side = px(15)
        where = QPointF(round(line.left()), round(line.center().y() - side / 2))
        look.paint_icon(painter, where, ROOM_STYLES[tile.status.value].icon, inks.state, 15)
        room = line.width() - side - px(5) - (px(18) if tile.is_classified else 0)
        words.draw(
            painter,
            QRectF(line.left() + side + px(5), line.top(), room, line.height()),
            tile.word if words.width(tile.word, 13, bold=True) <= room + 1 else tile.short_word,
            inks.state,
            13,
            bold=True,
        )
        if tile.is_classified:
            look.paint_icon(
                painter,
                QPointF(round(line.right() - px(14)), round(line.center().y() - px(7))),
                "lock",
                inks.state,
                14,
            )
        line = QRectF(line.left(), line.bottom() + px(1), line.width(), px(23))
        right = line.right()
        warm = tile.temperature if level >= Level.PLAIN and line.width() >= px(92) else tile.temperature_short
        seats = words.width(tile.seats, 12) if tile.seats else 0.0
        least = words.width(tile.number, 16, bold=True) + px(6) + seats + px(6) + words.width(warm, 12)
        if seats and least > line.width() + 1:
            warm = tile.temperature_short  # the seats are worth more than a tenth of a degree
        if warm and level > Level.NARROW:
            width = words.width(warm, 12)
            words.draw(
                painter, QRectF(right - width, line.top(), width + 1, line.height()), warm, inks.text2, 12
            )
            right -= width + px(6)
        x = line.left()
        x += words.draw(
            painter, QRectF(x, line.top(), right - x, line.height()), tile.number, inks.text, 16, bold=True
        )
        name = words.width(tile.name, 14, bold=True) if tile.name and tile.name != tile.number else 0.0
        if (
            name and x + px(5) + name + px(6) + seats <= right
        ):  # whole or not at all: the number says which room
            box = QRectF(x + px(5), line.top(), name + 1, line.height())
            x += px(5) + words.draw(painter, box, tile.name, inks.text, 14, bold=True)
        if tile.seats and x + px(6) + seats <= right + 1:
            words.draw(
                painter,
                QRectF(x + px(6), line.top() + 1, seats + 1, line.height()),
                tile.seats,
                inks.text2,
                12,
            )
        return line.bottom() + px(1)

    def _detail_lines(
        self, painter: QPainter, head: QRectF, tile: Tile, inks: Inks, y: float, stop: float
    ) -> float:
        """Title, time and unit, flag: as many as there is room for, the flag before the second title line."""
        words, px = self._words, self._look.px
        rows = int((stop - y + px(2)) // px(20))
        flag_rows = 1 if tile.flag and rows >= 1 else 0
        detail_rows = 1 if tile.detail and rows - flag_rows >= (2 if tile.title else 1) else 0
        title_rows = min(2, rows - flag_rows - detail_rows) if tile.title else 0
        if title_rows > 0:
            for text in words.lines(tile.title, 13, head.width(), title_rows):
                words.draw(painter, QRectF(head.left(), y, head.width(), px(20)), text, inks.text, 13)
                y += px(20)
        if detail_rows:
            detail = f"{tile.detail} · {tile.headcount}"
            if not tile.headcount or words.width(detail, 12) > head.width():
                detail = tile.detail
            if words.width(detail, 12) > head.width():
                span = detail.partition(" · ")[0]  # times are never cut: then the rest goes whole
                detail = span if words.width(span, 12) + px(38) > head.width() else detail
            words.draw(painter, QRectF(head.left(), y, head.width(), px(19)), detail, inks.text2, 12)
            y += px(20)
        if flag_rows:
            style = ChipStyle("high", "flag", dashed=True, bold=True)
            if chip_width(tile.flag, style, self._look) > head.width():
                style = ChipStyle("high", dashed=True, bold=True)
            width = min(chip_width(tile.flag, style, self._look), head.width())
            paint_chip(painter, QPointF(head.left(), y + px(11)), tile.flag, style, self._look, round(width))
            y += px(23)
        return y

    def _foot(self, painter: QPainter, foot: QRectF, tile: Tile, level: Level, inks: Inks) -> float:
        """Countdown over staff, at the bottom; returns the height it took."""
        words, px = self._words, self._look.px
        y = foot.bottom()
        right = foot.right()
        if tile.alarm is not None:
            self._alarm_mark(painter, foot, tile, 18)
            right -= px(22)
        warm = tile.temperature_short if level is Level.NARROW else ""
        if warm:
            width = words.width(warm, 12)
            words.draw(painter, QRectF(right - width, y - px(19), width + 1, px(19)), warm, inks.text2, 12)
            right -= width + px(4)
        if tile.staff:
            y -= px(20)
            self._staff(painter, QRectF(foot.left(), y, right - foot.left(), px(20)), tile, inks)
        elif warm or (tile.alarm is not None and tile.countdown):
            y -= px(20)
        if tile.countdown:
            y -= px(25)
            self._countdown(painter, QRectF(foot.left(), y, foot.width(), px(25)), tile, inks)
        return foot.bottom() - y + px(2)

    def _merged_foot(self, painter: QPainter, foot: QRectF, tile: Tile, inks: Inks) -> float:
        """One line for low tiles: staff at the left, countdown at the right."""
        words, px = self._words, self._look.px
        line = QRectF(foot.left(), foot.bottom() - px(22), foot.width(), px(22))
        right = line.right()
        if tile.alarm is not None:
            self._alarm_mark(painter, foot, tile, 18)
            right -= px(22)
        if tile.countdown:
            staff_words = f"{tile.staff} {tile.staff_missing}"
            staff = words.width(staff_words, 12, bold=True) + px(24) if tile.staff else 0
            room = right - line.left()
            text, suffix = tile.countdown, words.width(tile.suffix, 12) + px(4) if tile.suffix else 0
            main = words.width(text, 16, bold=True)
            if main + suffix + staff > room:
                suffix = 0
            if main + staff > room:
                text = tile.countdown_short
                main = words.width(text, 16, bold=True)
            x = right - main - suffix
            words.draw(
                painter, QRectF(x, line.top(), main + 1, line.height()), text, inks.state, 16, bold=True
            )
            if suffix:
                tail = QRectF(x + main + px(4), line.top() + 1, suffix, line.height())
                words.draw(painter, tail, tile.suffix, inks.state, 12)
            right = x - px(6)
        if tile.staff:
            self._staff(
                painter, QRectF(line.left(), line.top(), right - line.left(), line.height()), tile, inks
            )
        return line.height() + px(2)

    def _countdown(self, painter: QPainter, line: QRectF, tile: Tile, inks: Inks) -> None:
        words, px = self._words, self._look.px
        fits = words.width(tile.countdown, 18, bold=True) <= line.width() + 1  # a time is never cut
        text = tile.countdown if fits else tile.countdown_short
        wide = words.draw(painter, line, text, inks.state, 18, bold=True)
        tail = f"{tile.suffix} · {tile.note}" if tile.note and line.width() > px(220) else tile.suffix
        room = line.width() - wide - px(4)
        if tail and words.width(tail, 12) <= room + 1:
            words.draw(painter, line.adjusted(wide + px(4), px(2), 0, px(2)), tail, inks.state, 12)

    def _staff(self, painter: QPainter, line: QRectF, tile: Tile, inks: Inks) -> None:
        look, words = self._look, self._words
        ink = inks.alarm if tile.staff_missing else inks.text2
        side = look.px(14)
        icon = "user-x" if tile.staff_missing else "user-check"
        room = line.width() - side - look.px(4)
        text = f"{tile.staff} {tile.staff_missing}".strip()
        if words.width(text, 12, bold=bool(tile.staff_missing)) > room + 1:
            text = tile.staff
        if words.width(text, 12, bold=bool(tile.staff_missing)) > room + 8:
            return  # a count is whole or not there
        look.paint_icon(
            painter, QPointF(round(line.left()), round(line.center().y() - side / 2)), icon, ink, 14
        )
        box = line.adjusted(side + look.px(4), 0, 6, 0)
        wide = words.draw(painter, box, text, ink, 12, bold=bool(tile.staff_missing)) + look.px(10)
        if tile.staff_note and words.width(tile.staff_note, 12) <= box.width() - wide:
            words.draw(painter, box.adjusted(wide, 0, 0, 0), tile.staff_note, inks.text2, 12)

    def _strip(self, painter: QPainter, box: QRectF, tile: Tile) -> None:
        """The day from 8 to 20 as a line with its meetings and the present minute."""
        look, theme = self._look, self._look.theme
        px = look.px
        if box.height() < px(20):
            return
        colours = theme.state(tile.status.value)
        base = round(box.top() + px(16)) + 0.5
        scale = box.width() / (STRIP_TO - STRIP_FROM)
        tints = (mixed(colours.edge, colours.tint, 0.5), mixed(colours.ink, colours.edge, 0.5), colours.ink)
        for span in tile.strip:
            x = box.left() + (span.start - STRIP_FROM) * scale
            width = max((span.end - span.start) * scale - 1, 2)
            painter.fillRect(QRectF(round(x), base - px(7), round(width), px(6)), tints[span.weight])
        painter.setPen(QPen(colours.edge, 1))
        painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
        if STRIP_FROM <= tile.now_minute <= STRIP_TO:
            x = box.left() + (tile.now_minute - STRIP_FROM) * scale
            painter.fillRect(QRectF(round(x) - 1, base - px(10), 2, px(10)), theme.now)
        below = base + px(2)
        if box.width() >= px(280) and box.height() >= px(40):
            below += px(22)
            for hour in STRIP_LABELS:
                x = box.left() + (hour * 60 - STRIP_FROM) * scale
                text = str(hour)
                width = self._words.width(text, 12)
                left = min(max(x - width / 2, box.left()), box.right() - width)
                self._words.draw(
                    painter, QRectF(left, base + px(2), width + 1, px(18)), text, theme.muted, 12
                )
        line = QRectF(box.left(), below, box.width(), px(20))
        if (
            tile.services
            and line.bottom() <= box.bottom()
            and self._words.width(tile.services, 12) <= box.width()
        ):
            self._words.draw(painter, line, tile.services, theme.text2, 12)

    def _alarm_mark(self, painter: QPainter, box: QRectF, tile: Tile, px: float) -> None:
        assert tile.alarm is not None
        side = self._look.px(px)
        rect = QRectF(round(box.right() - side), round(box.bottom() - side), side, side)
        paint_alarm_shape(
            painter, rect, tile.alarm.level.value, self._look, filled=not tile.alarm.is_acknowledged
        )


def _left_sides(shape: Shape) -> list[tuple[float, float, float]]:
    """The upright sides at the left of a shape, as (top, bottom, x)."""
    if shape.is_box:
        return [(shape.bounds.top(), shape.bounds.bottom(), shape.bounds.left())]
    sides = []
    points = [shape.polygon.at(i) for i in range(shape.polygon.size())]
    for a, b in pairwise(points):
        if abs(a.x() - b.x()) < 0.5 and abs(a.x() - shape.bounds.left()) < 0.5:
            sides.append((min(a.y(), b.y()), max(a.y(), b.y()), a.x()))
    return sides


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(shape.polygon)
    path.closeSubpath()
    return path
