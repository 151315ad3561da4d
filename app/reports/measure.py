"""How wide a text is on paper, in points. Layout is handed a `Measure`; tests hand it one without fonts."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtGui import QFontMetricsF

from app.reports.fonts import load_print_fonts, print_font

_UNITS: Final = 10  # a text is measured this much larger: a screen's resolution has no say in it


class Measure(Protocol):
    """Widths of texts, and whether the print faces have a sign for a character."""

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The advance of one line of text in points."""

    def can_show(self, character: str) -> bool:
        """Whether some face of print has a glyph for it."""


class FontMeasure:
    """Measures with the print faces; remembers what it measured. One per document, in one thread."""

    def __init__(self) -> None:
        load_print_fonts()
        self._metrics: dict[tuple[float, bool], QFontMetricsF] = {}
        self._widths: dict[tuple[str, float, bool], float] = {}
        self._shown: dict[str, bool] = {}

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """The advance of one line of text in points."""
        key = (text, size, bold)
        found = self._widths.get(key)
        if found is None:
            found = self._of(size, bold=bold).horizontalAdvance(text) / _UNITS
            self._widths[key] = found
        return found

    def can_show(self, character: str) -> bool:
        """Whether some face of print has a glyph for it."""
        found = self._shown.get(character)
        if found is None:
            found = self._of(10, bold=False).inFontUcs4(ord(character))
            self._shown[character] = found
        return found

    def _of(self, size: float, *, bold: bool) -> QFontMetricsF:
        found = self._metrics.get((size, bold))
        if found is None:
            font = print_font(size, bold=bold)
            font.setPixelSize(round(size * _UNITS))
            found = QFontMetricsF(font)
            self._metrics[(size, bold)] = found
        return found
