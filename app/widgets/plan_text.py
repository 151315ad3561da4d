"""Words on tiles: shaped once, drawn many times.

`drawText` shapes its text every time and is four fifths of what a plan costs; QStaticText is not. The
cache belongs to one view and is emptied when the look changes; it forgets everything when it grows beyond
its bound, which is cheaper than keeping order. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QStaticText, QTextLayout, QTextOption

from app.widgets.look import Look

_LIMIT: Final = 40_000  # texts; a floor shows a few hundred, the largest bench ten thousand
Key = tuple[str, float, bool, int]


class Words:
    """Draws elided one-liners and wrapped titles of one look."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._static: dict[Key, QStaticText] = {}
        self._numbers: dict[tuple[str, int], QStaticText] = {}
        self._lines: dict[tuple[str, float, int, int], tuple[str, ...]] = {}
        self._widths: dict[tuple[str, float, bool], float] = {}

    def clear(self) -> None:
        """Fonts changed."""
        self._static.clear()
        self._numbers.clear()
        self._lines.clear()
        self._widths.clear()

    def width(self, text: str, px: float = 12, *, bold: bool = False) -> float:
        """How wide a text is."""
        key = (text, px, bold)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > _LIMIT:
                self._widths.clear()
            found = self._widths[key] = self._look.metrics(px, bold=bold).horizontalAdvance(text)
        return found

    def static(self, text: str, px: float, width: float, *, bold: bool = False) -> QStaticText:
        """The text, elided to a width, ready to be drawn with `look.font(px, bold=bold)`."""
        key = (text, px, bold, int(width))
        found = self._static.get(key)
        if found is None:
            if len(self._static) > _LIMIT:
                self._static.clear()
            shown = self._look.metrics(px, bold=bold).elidedText(
                text, Qt.TextElideMode.ElideRight, max(width, 0)
            )
            found = QStaticText(shown)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self._look.font(px, bold=bold))
            self._static[key] = found
        return found

    def number(self, text: str, width: int) -> QStaticText:
        """A bold room number of 12 px: `static` with the shortest key, for thousands of small tiles."""
        found = self._numbers.get((text, width))
        if found is None:
            if len(self._numbers) > _LIMIT:
                self._numbers.clear()
            found = self._numbers[text, width] = self.static(text, 12, width, bold=True)
        return found

    def draw(  # noqa: PLR0913 - a line of text has no fewer properties
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        ink: QColor,
        px: float = 12,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """One line in the middle of a box's height; returns how wide it came out."""
        static = self.static(text, px, box.width() + 1, bold=bold)
        size = static.size()
        x = box.left()
        if align == Qt.AlignmentFlag.AlignRight:
            x = box.right() - size.width()
        elif align == Qt.AlignmentFlag.AlignHCenter:
            x = box.left() + (box.width() - size.width()) / 2
        painter.setFont(self._look.font(px, bold=bold))
        painter.setPen(ink)
        painter.drawStaticText(
            QPointF(round(x), round(box.top() + (box.height() - size.height()) / 2)), static
        )
        return size.width()

    def lines(self, text: str, px: float, width: float, most: int) -> tuple[str, ...]:
        """A title as lines; the last takes what is left and is elided when drawn."""
        key = (text, px, int(width), most)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) > _LIMIT:
                self._lines.clear()
            found = self._lines[key] = self._broken(text, px, width, most)
        return found

    def _broken(self, text: str, px: float, width: float, most: int) -> tuple[str, ...]:
        flat = " ".join(text.split())
        if most <= 1 or self.width(flat, px) <= width or width < 2 * px:
            return (flat,)
        layout = QTextLayout(flat, self._look.font(px))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        made: list[str] = []
        start = 0
        for _ in range(most - 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            made.append(flat[start : start + line.textLength()].strip())
            start += line.textLength()
        layout.endLayout()
        rest = flat[start:].strip()
        return (*made, rest) if rest else tuple(made)
