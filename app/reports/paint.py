"""One painter for preview, printer and PDF: ``paint_page(painter,
page, scale)``, black on white with one grey.

``scale`` is device pixels per point; texts stand where the layout measured them, on every
device. Fonts get their real size on the device instead of a scaled painter, because a made-up
bold is lost in scaling. The thread that owns the painter.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.reports.fonts import load_print_fonts, print_font
from app.reports.sheet import Page

POINTS: Final = 72  # to the inch
INK: Final = QColor(0, 0, 0)
GREY: Final = QColor(0xED, 0xED, 0xED)
_FRAME: Final = 0.7


def paint_page(painter: QPainter, page: Page, scale: float) -> None:
    """Paint one page; the painter's origin is the paper's corner, its unit the device's pixel."""
    load_print_fonts()
    painter.save()
    for bar in page.bars:
        box = QRectF(bar.x * scale, bar.y * scale, bar.width * scale, bar.height * scale)
        painter.fillRect(box, GREY if bar.grey else INK)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(INK, _FRAME * scale))
    for frame in page.frames:
        painter.drawRect(QRectF(frame.x * scale, frame.y * scale, frame.width * scale, frame.height * scale))
    painter.setPen(INK)
    _paint_texts(painter, page, scale)
    painter.restore()


def _paint_texts(painter: QPainter, page: Page, scale: float) -> None:
    enlarged = scale * POINTS / painter.device().logicalDpiY()
    fonts: dict[tuple[float, bool, bool], QFont] = {}
    chosen: tuple[float, bool, bool] | None = None
    for run in page.runs:
        wanted = (run.size, run.bold, run.struck)
        if wanted != chosen:
            if wanted not in fonts:
                fonts[wanted] = print_font(run.size * enlarged, bold=run.bold, struck=run.struck)
            painter.setFont(fonts[wanted])
            chosen = wanted
        painter.drawText(QPointF(run.x * scale, run.y * scale), run.text)
