"""The keys of a timeline: walking from bar to bar, and moving a bar the way the pointer drags it.

A mixin of `TimelineView` (GUI thread). Alt with the arrows takes the current bar along and shows the same
feedback as a drag; letting Alt go (or Enter) drops it, Esc takes it back. Ctrl+Alt moves the end, with
Shift the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from app.widgets.timeline_drag import SNAP_MINUTES, DragKind, Phase

if TYPE_CHECKING:
    from app.models.timeline import TimelineBar
    from app.widgets.timeline import TimelineView

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ZOOM: Final = {Qt.Key.Key_Plus: 1.25, Qt.Key.Key_Equal: 1.25, Qt.Key.Key_Minus: 0.8}


class TimelineKeys:
    """The keyboard half of the view."""

    def keyPressEvent(self: TimelineView, event: QKeyEvent) -> None:  # type: ignore[misc]  # mixin of the view
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self.drag.is_active or self.drag.phase is Phase.PRESSED):
            self.clear_drag()
        elif key in _ENTER:
            self._enter()
        elif key in _ARROWS and event.modifiers() & _ALT:
            _take_along(self, key, event.modifiers())
        elif key in _ZOOM and not event.modifiers() & (_ALT | _CTRL):
            self.zoom_about(_ZOOM[key], self.viewport().width() / 2)
        elif key in {Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Control}:
            event.ignore()
        elif self.drag.phase in {Phase.KEYS, Phase.HELD}:
            event.accept()  # a bar in the hand keeps the other keys quiet
        elif key in _ARROWS or key in {
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
        }:
            QAbstractItemView.keyPressEvent(self, event)
        else:
            event.ignore()  # letters belong to the page's commands

    def keyReleaseEvent(self: TimelineView, event: QKeyEvent) -> None:  # type: ignore[misc]  # mixin of the view
        if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat() and self.drag.phase is Phase.KEYS:
            self.drop_keys()
            return
        QAbstractItemView.keyReleaseEvent(self, event)

    def focusOutEvent(self: TimelineView, event: QFocusEvent) -> None:  # type: ignore[misc]  # mixin of the view
        if self.drag.phase is Phase.KEYS:
            self.clear_drag()
        QAbstractItemView.focusOutEvent(self, event)

    def contextMenuEvent(self: TimelineView, event: QContextMenuEvent) -> None:  # type: ignore[misc]  # mixin
        where = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.visualRect(self.currentIndex()).center()
        index = self.indexAt(where)
        if index.isValid():
            self.setCurrentIndex(index)
            row = self.row(self.current_row())
            if not row.is_group:
                self.context_wanted.emit(row.id, self.selected_bar(), self.viewport().mapToGlobal(where))

    def drop_keys(self: TimelineView) -> None:  # type: ignore[misc]  # mixin of the view
        """Let go what the keys have taken along."""
        asked = self.drag.drop_keys()
        if asked is not None:
            self.dropped.emit(asked)
        else:
            self.drag_cleared.emit()

    def _enter(self: TimelineView) -> None:  # type: ignore[misc]  # mixin of the view
        if self.drag.phase is Phase.KEYS:
            self.drop_keys()
        elif not self.drag.is_active:
            place = self.current_row()
            if self.selected_bar():
                self.bar_opened.emit(self.selected_bar())
            elif place >= 0 and self.row(place).is_group:
                self.fold(self.row(place).id, folded=self.row(place).id not in self.folded)
            elif place >= 0:
                self.row_opened.emit(self.row(place).id)

    def moveCursor(  # type: ignore[misc]  # mixin of the view
        self: TimelineView, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        actions = QAbstractItemView.CursorAction
        if self.current_row() < 0:
            return _nearest_in(self, _next_row(self, -1, 1), self.now_ms or self.scale.from_ms)
        if action in {actions.MoveLeft, actions.MoveRight, actions.MoveHome, actions.MoveEnd}:
            return _beside(self, action)
        step = {
            actions.MoveUp: -1,
            actions.MoveDown: 1,
            actions.MovePageUp: -10,
            actions.MovePageDown: 10,
        }.get(action)
        if step is None:
            return self.currentIndex()
        bar = self.current_bar()
        at = (bar.start + bar.end) // 2 if bar else (self.now_ms or self.scale.from_ms)
        return _nearest_in(self, _next_row(self, self.current_row(), step), at)


def _take_along(view: TimelineView, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    bar = view.drag.bar if view.drag.phase is Phase.KEYS else view.current_bar()
    if bar is None or view.drag.phase is Phase.HELD:
        return
    across, down = _ARROWS[key]
    edge = bool(modifiers & _CTRL)
    kind: DragKind = ("start" if modifiers & _SHIFT else "end") if edge else "move"
    if edge and (down or not view.drag.policy.resizable):
        return
    locked = view.drag.policy.time_locked and not modifiers & _SHIFT
    if not edge and across and locked:
        return
    if not view.drag.take(view.row(view.current_row()).id, bar, kind):
        return
    asked = view.drag.proposal
    row = None
    if down and asked is not None:
        row = view.row(_next_row(view, view.timeline().row_of(asked.row_id), down)).id
    view.drag.nudge(across * SNAP_MINUTES, row)
    _keep_in_sight(view)


def _keep_in_sight(view: TimelineView) -> None:
    asked = view.drag.proposal
    place = view.timeline().row_of(asked.row_id) if asked else -1
    if asked is None or place < 0:
        return
    rect = view.span_rect(place, asked.start, asked.end)
    for bar, low, high, size in (
        (view.verticalScrollBar(), rect.top(), rect.bottom(), view.viewport().height()),
        (view.horizontalScrollBar(), rect.left(), rect.right(), view.viewport().width()),
    ):
        if low < bar.value():
            bar.setValue(low - 8)
        elif high > bar.value() + size:
            bar.setValue(high - size + 8)


def _next_row(view: TimelineView, place: int, step: int) -> int:
    """The next visible row that is no group, in a direction; the same row at the end."""
    best, at, left = max(place, 0), place, abs(step)
    while left and 0 <= at + (1 if step > 0 else -1) < len(view.stack):
        at += 1 if step > 0 else -1
        if view.stack.height(at) and not view.row(at).is_group:
            best, left = at, left - 1
    return best


def _nearest_in(view: TimelineView, place: int, at: int) -> QModelIndex:
    """The bar of a row nearest to an instant; the row itself when it has none."""
    model = view.timeline()
    if not 0 <= place < len(model.rows):
        return QModelIndex()
    row = model.index(place, 0)
    bars = model.bars(place)
    if not bars:
        return row
    return model.index(min(range(len(bars)), key=lambda n: (_distance(bars[n], at), bars[n].start)), 0, row)


def _distance(bar: TimelineBar, at: int) -> int:
    return max(bar.start - at, at - bar.end, 0)


def _beside(view: TimelineView, action: QAbstractItemView.CursorAction) -> QModelIndex:
    """The bar before, after, first or last in the row."""
    actions = QAbstractItemView.CursorAction
    model, place = view.timeline(), view.current_row()
    bars = model.bars(place)
    order = sorted(range(len(bars)), key=lambda n: (bars[n].start, bars[n].end, n))
    if not order:
        return view.currentIndex()
    row, current = model.index(place, 0), view.currentIndex()
    if action == actions.MoveHome or not current.parent().isValid():
        return model.index(order[0], 0, row)
    if action == actions.MoveEnd:
        return model.index(order[-1], 0, row)
    at = order.index(current.row()) + (1 if action == actions.MoveRight else -1)
    return model.index(order[min(max(at, 0), len(order) - 1)], 0, row)
