"""The focus ring: 2 px of accent outside a 2 px gap, around whatever control has the keyboard.

One ring per window follows the application's focus, so that no control paints its own. Views with rows and
cells of their own (QAbstractScrollArea) mark the current cell themselves and get no ring. Buttons show it
only when the focus came by keyboard. Built by the main window and by dialogs: `FocusRing(look, window)`. GUI
thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from app.widgets.look import Look

_GAP: Final = 2
_LINE: Final = 2
_REACH: Final = _GAP + _LINE
_MOVES: Final = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.EnabledChange,
    }
)
_FOCUS_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_F6,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
    }
)


class FocusRing(QWidget):
    """Floats over the focused control of one window; the mouse goes through it."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self._target: QWidget | None = None
        self._above: list[QWidget] = []
        self._by_key = False
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        look.focus_changed.connect(self.on_focus_changed)
        look.changed.connect(self.update)

    def on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Another control has the keyboard."""
        for widget in self._above:
            if isValid(widget):
                widget.removeEventFilter(self)
        takes = new is not None and self._window.isAncestorOf(new) and new.window() is self._window
        # A page holds the keyboard for its keys without being a control: a ring around it would say nothing.
        takes = takes and new is not None and new.focusPolicy() != Qt.FocusPolicy.NoFocus
        self._target = new if takes and not isinstance(new, QAbstractScrollArea) else None
        self._above = self._chain()
        for widget in self._above:
            widget.installEventFilter(self)
        self._by_key = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOVES and watched is not self._window:
            self._place()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _FOCUS_KEYS:
            self._by_key = True
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(_LINE / 2, _LINE / 2, -_LINE / 2, -_LINE / 2)
        painter.setPen(QPen(self._look.theme.accent, _LINE))
        painter.drawRoundedRect(box, 6, 6)
        painter.end()

    def _chain(self) -> list[QWidget]:
        """The control and what it lies in, up to the window: when one of them moves, the ring moves."""
        chain: list[QWidget] = []
        widget = self._target
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        if isinstance(target, QAbstractButton) and not self._by_key:
            self.hide()
            return
        ring = self._rect_of(target).adjusted(-_REACH, -_REACH, _REACH, _REACH)
        seen = self._seen().intersected(ring)
        if seen.isEmpty():  # scrolled out of sight
            self.hide()
            return
        self.setGeometry(ring)
        self.setMask(QRegion(seen.translated(-ring.topLeft())))
        self.raise_()
        self.show()

    def _rect_of(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())

    def _seen(self) -> QRect:
        """The part of the window where the ring may be: inside every scrolled viewport around the control."""
        seen = self._window.rect()
        for widget in self._above[1:]:
            area = widget.parentWidget()
            if isinstance(area, QAbstractScrollArea) and area.viewport() is widget:
                seen = seen.intersected(self._rect_of(widget))
        return seen
