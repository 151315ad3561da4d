"""Labels: plain text always, in a named role of the style sheet; one that elides and one that wraps.

Roles (`role` in app.qss): title, heading, strong, body, body2, muted, caption, clock, kpi, error, warning,
ok. GUI thread.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

TextRole = Literal[
    "title",
    "heading",
    "strong",
    "body",
    "body2",
    "muted",
    "caption",
    "clock",
    "kpi",
    "error",
    "warning",
    "ok",
]


class TextLabel(QLabel):
    """A plain-text label in a role; `wraps` for sentences."""

    def __init__(
        self, text: str = "", role: TextRole = "body", *, wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.set_role(role)
        self.setText(text)

    def set_role(self, role: TextRole) -> None:
        """Change the role; the style sheet follows."""
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(TextLabel):
    """One line of plain text that ends in … when there is no room, and then says it whole in a tooltip."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = "body",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", role, parent=parent)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Line breaks become spaces: this label is one line."""
        super().setText(" ".join(text.split()))
        self._hint()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + 2
        return QSize(wide, self.fontMetrics().height() + margins.top() + margins.bottom() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 24), self.sizeHint().height())

    def is_elided(self) -> bool:
        """Whether the text does not fit."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), self._mode, rect.width())
        painter.drawText(rect, self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _hint(self) -> None:
        self.setToolTip(plain_tooltip(self.text()) if self.is_elided() else "")


def plain_tooltip(text: str) -> str:
    """A text as a tooltip that wraps and is never taken for markup, though a title may hold "<b>"."""
    if not text:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>"
