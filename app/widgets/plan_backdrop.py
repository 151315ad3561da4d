"""What lies under and around the rooms of a plan: picture, outer wall, corridors, cores, doors.

Painted on a full repaint only; a changed room repaints itself and its doors. GUI thread.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from app.domain.records.plans import Door
from app.domain.states import OutlineKind
from app.widgets.look import Look
from app.widgets.plan_geometry import Area, Layout, Shape
from app.widgets.plan_text import Words

WALL: Final = 4.0
AREA_ICONS: Final = {
    "stairs": "arrow-up-down",
    "lift": "arrow-up-down",
    "toilet": "toilet",
    "tea": "coffee",
    "server": "server",
    "control": "sliders-vertical",
    "staff": "users-round",
    "plant": "fan",
    "storage": "archive",
    "exit": "door-open",
    "print": "printer",
    "info": "info",
}
"""What an outline's icon code is painted as; the editor offers these."""


class Backdrop:
    """Paints everything of a floor that is no room."""

    def __init__(self, look: Look, words: Words) -> None:
        self._look = look
        self._words = words

    def paint(self, painter: QPainter, plan: Layout, picture: QImage | None, at: QRectF) -> None:
        """The floor without its rooms; ``at`` is where the picture lies, in pixels."""
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        if not plan.hull.isEmpty():
            pen = QPen(theme.wall, 2 * WALL)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(theme.corridor)
            painter.drawPath(plan.hull)
            painter.fillPath(plan.hull, theme.corridor)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=True)
            painter.setOpacity(0.35 if theme.is_dark else 0.5)
            painter.drawImage(at, picture)
            painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for area in plan.areas:
            self._area(painter, area)

    def doors(self, painter: QPainter, shape: Shape | Area) -> None:
        """The gaps in an outline: the wall opens, a tick at each side."""
        for door in shape.doors:
            self._door(painter, door)

    def _door(self, painter: QPainter, door: Door) -> None:
        theme = self._look.theme
        x1, y1, x2, y2 = door
        across = abs(y1 - y2) <= abs(x1 - x2)
        gap = QRectF(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        gap = gap.adjusted(0, -2, 0, 3) if across else gap.adjusted(-2, 0, 3, 0)
        painter.fillRect(gap, theme.corridor)
        for x, y in ((x1, y1), (x2, y2)):
            tick = QRectF(x - 1, y - 4, 1.5, 9) if across else QRectF(x - 4, y - 1, 9, 1.5)
            painter.fillRect(tick, theme.wall)

    def _area(self, painter: QPainter, area: Area) -> None:
        theme = self._look.theme
        if area.kind is OutlineKind.CORE:
            painter.setPen(QPen(theme.wall, 1))
            painter.setBrush(theme.core)
            painter.drawPolygon(area.polygon)
        elif area.kind is OutlineKind.VOID:
            pen = QPen(theme.line2, 1.5)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(area.polygon)
        self.doors(painter, area)
        self._label(painter, area)

    def _label(self, painter: QPainter, area: Area) -> None:
        look, words = self._look, self._words
        theme, px = look.theme, look.px
        ink = theme.muted if area.kind is OutlineKind.CORRIDOR else theme.text2
        icon = area_icon(area.icon, look)
        width = words.width(area.label, 12)
        side = px(16) if icon else 0
        gap = px(6) if icon and area.label else 0
        box = area.box
        if side + gap + width + 8 <= box.width() and box.height() >= px(16):
            x = box.center().x() - (side + gap + width) / 2
            if icon:
                look.paint_icon(painter, QPointF(round(x), round(box.center().y() - side / 2)), icon, ink, 16)
            line = QRectF(x + side + gap, box.top(), width + 1, box.height())
            words.draw(painter, line, area.label, ink, 12)
            return
        self._upright(painter, box, area.label, icon)

    def _upright(self, painter: QPainter, box: QRectF, label: str, icon: str) -> None:
        """Narrow parts: the icon over the label's signs one below the other (Han), or the icon alone."""
        look, words = self._look, self._words
        px = look.px
        step = px(17)
        signs = label if label and all(ord(sign) > 0x2E7F for sign in label) else ""
        room = box.height() - (px(22) if icon else 0)
        if box.width() < px(14):
            return
        if len(signs) * step > room:
            signs = ""
        top = box.center().y() - (len(signs) * step + (px(22) if icon else 0)) / 2
        if icon and box.height() >= px(18):
            at = QPointF(round(box.center().x() - px(8)), round(top))
            look.paint_icon(painter, at, icon, look.theme.text2, 16)
            top += px(22)
        for number, sign in enumerate(signs):
            line = QRectF(box.left(), top + number * step, box.width(), step)
            words.draw(painter, line, sign, look.theme.text2, 12, align=Qt.AlignmentFlag.AlignHCenter)


def area_icon(code: str, look: Look) -> str:
    """The Lucide name of an outline's icon code, "" when there is none; codes may be Lucide names with _
    for -.
    """
    if code in AREA_ICONS:
        return AREA_ICONS[code]
    name = code.replace("_", "-")
    return name if name in _shipped(look) else ""


@lru_cache(maxsize=4)
def _shipped(look: Look) -> frozenset[str]:
    return look.icons.names()
