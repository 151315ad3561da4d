"""The faces of print: shipped with the program, because text must come back from a PDF exactly as it went in.

Noto CJK shares glyphs between characters and cannot be read back (platform.md 5), so Han is
WenQuanYi Micro Hei. Any thread that paints or measures.
"""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

logger = logging.getLogger(__name__)

PRINT_FAMILIES: Final = ("Inter", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "sans-serif")
UNITS: Final = (
    10  # a font is made this many units per point, and the painter's scale undoes it: no pixel rounding
)
FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
_FILES: Final = {
    "Inter": ("Inter-Regular.otf", "Inter-Bold.otf"),
    "WenQuanYi Micro Hei": ("wqy-microhei.ttc",),
}
_OFF: Final = (QFont.Tag("tnum"), QFont.Tag("calt"))


@cache
def load_print_fonts(folder: Path = FOLDER) -> None:
    """Give Qt the shipped faces that this process does not have yet; once per process."""
    known = set(QFontDatabase.families())
    for family, files in _FILES.items():
        if family in known:
            continue
        for name in files:
            if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
                logger.warning("font file could not be loaded: %s", name)


def print_font(points: float, *, bold: bool = False, struck: bool = False) -> QFont:
    """A font for paper, never scaled with the screen.

    Its features are switched off by name, because a QFont takes over the application
    font's: tabular figures and Inter's contextual colon and dash are glyphs that stand
    for no character, so that a PDF could not be read back.
    """
    font = QFont()
    font.setFamilies(list(PRINT_FAMILIES))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    font.setPointSizeF(points)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStrikeOut(struck)
    for tag in _OFF:
        font.setFeature(tag, 0)
    return font
