"""Fonts: the families in their fixed order, loaded from resources/fonts, and a cache of QFont values.

Called by `Look`; painters take fonts through `look.font(...)`. Han text must never fall back to Japanese
shapes, so the families are always named (platform.md 5). Weights are 400 and 700 only; Han is never italic.
GUI thread.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

logger = logging.getLogger(__name__)

FAMILIES: Final = ("Inter", "Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei", "sans-serif")
FILES: Final = ("Inter-Regular.otf", "Inter-Bold.otf", "wqy-microhei.ttc")
SMALLEST_PX: Final = 12  # Han strokes close up below this
_TABULAR: Final = QFont.Tag("tnum")


@cache
def load_fonts(folder: Path) -> tuple[str, ...]:
    """Give Qt the fonts that ship with the program, once
    per process; returns the families that came of it.
    """
    families: list[str] = []
    for name in FILES:
        number = QFontDatabase.addApplicationFont(str(folder / name))
        if number < 0:
            logger.warning("font file could not be loaded: %s", name)
            continue
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)


class Fonts:
    """QFont values by pixel size and weight at one scale, made once each."""

    def __init__(self, scale: int = 100) -> None:
        self._scale = scale
        self._fonts: dict[tuple[float, bool, bool], QFont] = {}
        self._metrics: dict[tuple[float, bool], QFontMetricsF] = {}

    @property
    def scale(self) -> int:
        """Per cent."""
        return self._scale

    def font(self, px: float = 13, *, bold: bool = False, struck: bool = False) -> QFont:
        """A screen font, `px` at 100 %. It is shared: whoever needs another one copies it first."""
        key = (px, bold, struck)
        found = self._fonts.get(key)
        if found is None:
            found = _make(max(round(px * self._scale / 100), SMALLEST_PX), bold=bold)
            found.setStrikeOut(struck)
            self._fonts[key] = found
        return found

    def metrics(self, px: float = 13, *, bold: bool = False) -> QFontMetricsF:
        """Measures of `font(px, bold=bold)`."""
        key = (px, bold)
        found = self._metrics.get(key)
        if found is None:
            found = QFontMetricsF(self.font(px, bold=bold))
            self._metrics[key] = found
        return found


def _make(px: int, *, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setFeature(_TABULAR, 1)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
