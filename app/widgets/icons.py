"""Icons: Lucide outlines (resources/icons, ISC) in the colour, size and pixel ratio that is asked for.

Used through `look.icon(...)`, `look.paint_icon(...)` and `look.qicon(...)`. One SVG file per name serves both
themes: `currentColor` is replaced before it is drawn. Small icons get a heavier stroke, so that 14 px reads
like 20. GUI thread.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_STROKE: Final = re.compile(r'stroke-width="[^"]*"')
_HEAVY_TO_PX: Final = 12.5
_MEDIUM_TO_PX: Final = 14.5


def stroke_width(px: float) -> str:
    """The stroke in the drawing's own 24 units: 1.75, heavier when small (ui.md 2.5)."""
    if px <= _HEAVY_TO_PX:
        return "2.2"
    return "2.0" if px <= _MEDIUM_TO_PX else "1.75"


class Icons:
    """Pixmaps by name, colour, size and device pixel ratio, drawn once each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def names(self) -> frozenset[str]:
        """Every icon that ships."""
        return frozenset(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, colour: QColor, px: int, dpr: float) -> QPixmap:
        """The icon `px` logical pixels wide for a device of ratio
        `dpr`. KeyError names an icon that does not ship.
        """
        key = (name, colour.rgba(), px, dpr)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._draw(name, colour, px, dpr)
            self._pixmaps[key] = found
        return found

    def clear(self) -> None:
        """Forget the pixmaps (another theme or scale comes); the sources stay."""
        self._pixmaps.clear()

    def _draw(self, name: str, colour: QColor, px: int, dpr: float) -> QPixmap:
        svg = self._source(name).replace("currentColor", colour.name())
        svg = _STROKE.sub(f'stroke-width="{stroke_width(px)}"', svg, count=1)
        side = max(1, round(px * dpr))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setOpacity(colour.alphaF())
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(dpr)
        return pixmap

    def _source(self, name: str) -> str:
        found = self._sources.get(name)
        if found is None:
            path = self._folder / f"{name}.svg"
            if not path.is_file():
                raise KeyError(f"no icon {name!r} in {self._folder.name}/")
            found = path.read_text(encoding="utf-8")
            self._sources[name] = found
        return found
