"""The undo bar: inverse colours, bottom centre of its page, a line that runs down while an outward notice is
held.

A child widget of the page, never a window; it takes no focus and covers no more than itself. The page owns
what is undone and when the notice leaves; the bar only shows and asks. Hover or focus keeps the bar in sight
after its line has run out, and never holds the notice back (ui.md, errata). GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.widgets.labels import ElidedLabel
from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap

BAR_PX: Final = 44
WIDEST_PX: Final = 620
_FROM_BOTTOM_PX: Final = 12
_LINE_PX: Final = 120
_TICK_MS: Final = 100
_RADIUS: Final = 6


class _InverseButton(QAbstractButton):
    """The one button of the bar, drawn in the bar's own colours."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._key = ""
        self.setObjectName("undo_button")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_texts(self, text: str, key: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self._key = key
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = self._look.px
        words = round(self._look.metrics(13, bold=True).horizontalAdvance(self.text()))
        key = px(6) + key_cap_width(self._key, self._look) if self._key else 0
        return QSize(words + key + px(22), px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.surface, 2 if self.hasFocus() or self.underMouse() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        x = look.px(11)
        painter.setFont(look.font(13, bold=True))
        painter.setPen(theme.surface)
        painter.drawText(
            QRectF(x, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._key:
            x += round(look.metrics(13, bold=True).horizontalAdvance(self.text())) + look.px(6)
            paint_key_cap(
                painter, QPointF(x, self.height() / 2), self._key, look, ink=theme.line, edge=theme.control
            )
        painter.end()


class UndoBar(QWidget):
    """Offers to undo the latest act for some seconds."""

    undone = Signal()
    """A person pressed undo; the bar has hidden itself."""
    ended = Signal()
    """The seconds are over (the bar may stay while the pointer is on it)."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._page = parent
        self._seconds = 0.0
        self._note: Callable[[int], str] | None = None
        self._is_over = True
        self._clock = QElapsedTimer()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self.setObjectName("undo_bar")
        self._text = ElidedLabel(parent=self)
        self._rest = QLabel(self)
        self._rest.setTextFormat(Qt.TextFormat.PlainText)
        self._button = _InverseButton(look, self)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._text)
        self._row.addWidget(self._rest)
        self._row.addStretch(1)
        self._row.addWidget(self._button)
        self._tick.timeout.connect(self.on_tick)
        self._button.clicked.connect(self.on_undo_clicked)
        parent.installEventFilter(self)
        look.watch(self.on_look_changed)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether the seconds still run."""
        return not self._is_over

    def text(self) -> str:
        """What was done, as shown; "" while hidden."""
        return self._text.text() if not self.isHidden() else ""

    def offer(
        self, text: str, *, seconds: float, undo: str, key: str = "", note: Callable[[int], str] | None = None
    ) -> None:
        """Say what was done and offer to undo it; `note`
        words what will happen after so many whole seconds.
        """
        self._text.setText(text)
        self._button.set_texts(undo, key)
        self._seconds, self._note, self._is_over = seconds, note, False
        self.setAccessibleName(text)
        self._clock.start()
        self._tick.start()
        self._say_rest()
        self._place()
        self.show()
        self.raise_()

    def dismiss(self) -> None:
        """Take the bar away without a word (the act was undone elsewhere, or the page changed)."""
        self._tick.stop()
        self._is_over = True
        self.hide()

    def on_tick(self) -> None:
        """The line runs down; when it is out and nobody holds the bar, it goes."""
        if not self._is_over and self._clock.elapsed() >= self._seconds * 1000:
            self._is_over = True
            self.ended.emit()
        if self._is_over and not self._is_held():
            self._tick.stop()
            self.hide()
            return
        self._say_rest()
        self.update()

    def on_undo_clicked(self) -> None:
        """Undo was pressed."""
        self.dismiss()
        self.undone.emit()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        look, px = self._look, self._look.px
        self.setFixedHeight(px(BAR_PX))
        self._row.setContentsMargins(px(40), 0, px(8), 0)
        self._row.setSpacing(px(8))
        sheet = f"color: {look.theme.surface.name()};"
        for label in (self._text, self._rest):
            label.setStyleSheet(sheet)
        self._place()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text)
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        look.paint_icon(painter, QPointF(px(14), round((self.height() - px(16)) / 2)), "check", theme.surface)
        if not self._is_over:
            self._paint_line(painter)
        painter.end()

    def _paint_line(self, painter: QPainter) -> None:
        left = max(0.0, 1 - self._clock.elapsed() / (self._seconds * 1000))
        if self._look.reduced_motion:  # whole seconds only
            left = min(1.0, self._remaining() / self._seconds)
        whole = QRectF(self._look.px(40), self.height() - 5, self._button.x() - self._look.px(48), 2)
        painter.fillRect(whole, self._look.theme.muted)
        painter.fillRect(QRectF(whole.left(), whole.top(), whole.width() * left, 2), self._look.theme.surface)

    def _remaining(self) -> int:
        return max(0, -int((self._clock.elapsed() / 1000 - self._seconds) // 1))

    def _say_rest(self) -> None:
        text = self._note(self._remaining()) if self._note is not None and not self._is_over else ""
        if text != self._rest.text():
            self._rest.setText(text)
        self._rest.setVisible(bool(text))

    def _is_held(self) -> bool:
        return self.underMouse() or self._button.hasFocus()

    def _place(self) -> None:
        parent = self._page
        room = parent.width() - 2 * self._look.px(16)
        wide = min(self._look.px(WIDEST_PX), max(room, 0))
        self.resize(wide, self._look.px(BAR_PX))
        self.move(
            (parent.width() - wide) // 2, parent.height() - self.height() - self._look.px(_FROM_BOTTOM_PX)
        )
