"""The pointer of a timeline: pressing, dragging, wheel and tooltips.

A mixin of `TimelineView` (GUI thread); what a drag means is decided in timeline_drag.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip

from app.widgets.timeline_drag import Phase, Pointer
from app.widgets.timeline_head import plain_tooltip

if TYPE_CHECKING:
    from app.widgets.timeline import TimelineView

_EDGE_PX: Final = 28  # nearer to a side than this, a drag scrolls
_SCROLL_STEP: Final = 24


class TimelinePointer:
    """The mouse half of the view."""

    def mousePressEvent(self: TimelineView, event: QMouseEvent) -> None:  # type: ignore[misc]  # mixin
        if self.drag.phase in {Phase.KEYS, Phase.HELD}:
            self.clear_drag()  # a click beside what is in the hand lets it go back
            return
        where = event.position().toPoint()
        hit = self.hit(where)
        if event.button() != Qt.MouseButton.LeftButton or hit.row < 0:
            return
        if self.row(hit.row).is_group:
            self.fold(self.row(hit.row).id, folded=self.row(hit.row).id not in self.folded)
            return
        self.setCurrentIndex(self.indexAt(where))
        bar = self.layout_of(hit.row).bars[hit.bar] if hit.bar >= 0 else None
        self.drag.press(self.pointer(event), self.row(hit.row).id, bar, hit.edge)

    def mouseMoveEvent(self: TimelineView, event: QMouseEvent) -> None:  # type: ignore[misc]  # mixin
        if self.drag.phase in {Phase.PRESSED, Phase.POINTER}:
            self.drag.move(self.pointer(event))
            if self.drag.phase is Phase.POINTER:
                _scroll_at_edge(self, event.position())
            return
        hit = self.hit(event.position().toPoint())
        bar = self.layout_of(hit.row).bars[hit.bar] if hit.bar >= 0 else None
        takes = bar is not None and not bar.fixed and self.drag.policy.resizable and hit.edge in bar.grips
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if takes else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self: TimelineView, event: QMouseEvent) -> None:  # type: ignore[misc]  # mixin
        if event.button() != Qt.MouseButton.LeftButton:
            return
        asked = self.drag.release()
        if asked is not None:
            self.dropped.emit(asked)
        elif not self.drag.is_active:
            self.drag_cleared.emit()

    def mouseDoubleClickEvent(self: TimelineView, event: QMouseEvent) -> None:  # type: ignore[misc]  # mixin
        hit = self.hit(event.position().toPoint())
        if hit.bar >= 0:
            self.bar_opened.emit(self.layout_of(hit.row).bars[hit.bar].id)
        elif hit.row >= 0 and not self.row(hit.row).is_group:
            self.row_opened.emit(self.row(hit.row).id)

    def wheelEvent(self: TimelineView, event: QWheelEvent) -> None:  # type: ignore[misc]  # mixin
        steps = event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_about(1.2**steps, event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier and steps:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - round(steps * 3 * across.singleStep()))
            event.accept()
        else:
            QAbstractItemView.wheelEvent(self, event)

    def viewportEvent(self: TimelineView, event: QEvent) -> bool:  # type: ignore[misc]  # mixin
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self.hit(event.pos())
            text = self.layout_of(hit.row).bars[hit.bar].tooltip if hit.bar >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(text), self.viewport())
            return True
        return QAbstractItemView.viewportEvent(self, event)

    def pointer(self: TimelineView, event: QMouseEvent) -> Pointer:  # type: ignore[misc]  # mixin
        """Where the pointer is, for the drag."""
        x, y = event.position().x(), event.position().y()
        at_y = round(y) + self.verticalOffset()
        place = self.stack.at(min(max(at_y, 0), max(self.stack.total - 1, 0)))
        row_id, away = "", 0.0
        if place >= 0 and not self.row(place).is_group:
            row_id = self.row(place).id
            asked = self.drag.proposal
            own = self.timeline().row_of(asked.from_row) if asked else place
            top, bottom = self.stack.top(own), self.stack.top(own) + self.stack.height(own)
            away = max(top - at_y, at_y - bottom, 0) / self.look.px(self.LANE_PX)
        keys = event.modifiers()
        return Pointer(
            x, y, self.scale.exact(x + self.horizontalOffset()), row_id, away,
            fine=bool(keys & Qt.KeyboardModifier.AltModifier),
            free=bool(keys & Qt.KeyboardModifier.ShiftModifier),
        )  # fmt: skip


def _scroll_at_edge(view: TimelineView, where: QPointF) -> None:
    area, edge = view.viewport().rect(), view.look.px(_EDGE_PX)
    for bar, at, size in (
        (view.horizontalScrollBar(), where.x(), area.width()),
        (view.verticalScrollBar(), where.y(), area.height()),
    ):
        if at < edge:
            bar.setValue(bar.value() - _SCROLL_STEP)
        elif at > size - edge:
            bar.setValue(bar.value() + _SCROLL_STEP)
