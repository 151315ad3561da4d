"""A document on the screen: one page at a time, whole or in its real size, painted by the painter of print.

Built by the print page (GUI thread). It knows pages and numbers, nothing of what they say.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.reports.paint import POINTS, paint_page
from app.reports.sheet import Document, Page
from app.widgets.look import Look

Zoom = Literal["page", "full"]
MARGIN: Final = 16  # around the paper
FINE: Final = 2  # the page is painted this much larger and brought down: small print stays even
_WHITE: Final = QColor(255, 255, 255)  # paper is white in a dark theme too


class PaperView(QScrollArea):
    """The preview."""

    turned = Signal(int, int)
    """The page in front and how many there are; 0, 0 without a document."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._document: Document | None = None
        self._at = 0
        self._zoom: Zoom = "page"
        self._sheet = _Sheet(look)
        self.setObjectName("paper_view")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._sheet)
        self.viewport().setAutoFillBackground(False)
        self.viewport().installEventFilter(self)
        look.changed.connect(self.on_look_changed)

    @property
    def number(self) -> int:
        """The page in front, from 1; 0 without a document."""
        return self._at + 1 if self._document is not None else 0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._document.pages) if self._document is not None else 0

    def page_text(self) -> str:
        """What the page in front says, for those who do not see it."""
        return self._sheet.accessibleDescription()

    def show_document(self, document: Document | None) -> None:
        """Show other pages; the number stays if it can."""
        self._document = document
        self._at = max(min(self._at, self.count - 1), 0)
        self._show()

    def turn(self, by: int) -> None:
        """Go some pages on or back."""
        wanted = max(min(self._at + by, self.count - 1), 0)
        if wanted != self._at:
            self._at = wanted
            self.verticalScrollBar().setValue(0)
            self._show()

    def set_zoom(self, zoom: Zoom) -> None:
        """``page``: all of it; ``full``: in its real size."""
        self._zoom = zoom
        self._fit()

    def set_page_name(self, name: str) -> None:
        """The accessible name of the page in front."""
        self._sheet.setAccessibleName(name)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.viewport().update()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.viewport() and event.type() == QEvent.Type.Paint:
            painter = QPainter(self.viewport())
            painter.fillRect(self.viewport().rect(), self._look.theme.core)
            painter.end()
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        page = self._document.pages[self._at] if self._document is not None else None
        self._sheet.show_page(page)
        self._fit()
        self.turned.emit(self.number, self.count)

    def _fit(self) -> None:
        if self._document is None:
            self._sheet.hide()
            return
        wide, high = self._document.paper.size
        scale = self.logicalDpiX() / POINTS
        if self._zoom == "page":
            free = self.viewport().size() - QSize(2 * MARGIN, 2 * MARGIN)
            scale = max(min(free.width() / wide, free.height() / high), 0.1)
        self._sheet.set_scale(scale, QSize(round(wide * scale), round(high * scale)))
        self._sheet.show()


class _Sheet(QWidget):
    """One page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._page: Page | None = None
        self._scale = 1.0
        self._picture = QPixmap()
        self.setObjectName("paper_sheet")

    def show_page(self, page: Page | None) -> None:
        """Another page."""
        self._page = page
        self._picture = QPixmap()
        texts = (run.text for run in page.runs) if page is not None else ()
        self.setAccessibleDescription(" ".join(texts))
        self.update()

    def set_scale(self, scale: float, size: QSize) -> None:
        """Pixels per point."""
        if (scale, size) != (self._scale, self.size()):
            self._scale = scale
            self._picture = QPixmap()
            self.resize(size)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture.isNull() or self._picture.devicePixelRatio() != ratio:
            self._picture = self._painted(ratio)
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.drawPixmap(QPointF(0, 0), self._picture)
        painter.setPen(self._look.theme.control)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _painted(self, ratio: float) -> QPixmap:
        """The page as a picture of device pixels."""
        target = QSize(round(self.width() * ratio), round(self.height() * ratio))
        picture = QPixmap(target * FINE)
        picture.fill(_WHITE)
        if self._page is not None:
            painter = QPainter(picture)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            paint_page(painter, self._page, self._scale * ratio * FINE)
            painter.end()
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(target, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        picture.setDevicePixelRatio(ratio)
        return picture
