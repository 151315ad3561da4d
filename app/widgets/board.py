"""The board: people by time, a timeline whose rows are people and whose bars are their tasks.

Built by the dispatch page over a `TimelineModel` (GUI thread). Time is locked: a block moves from person to
person, Shift frees the time. What lies outside the board can be carried over it too (``carry``, ``put``): the
page says how it would lie and which rows are barred and why, and hears ``put_on``. Judging and doing stay
with the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar, Final, cast

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.models.timeline import TimelineRow
from app.widgets import board_paint
from app.widgets.board_paint import HeadLike, Preview
from app.widgets.look import Look
from app.widgets.timeline import TimelineView
from app.widgets.timeline_drag import DragPolicy
from app.widgets.timeline_ground import paint_empty, paint_ground, paint_group, paint_rows
from app.widgets.timeline_overlay import paint_overlay
from app.widgets.timescale import TimeScale

_EDGE_PX: Final = 28
_SCROLL_PX: Final = 24


class BoardView(TimelineView):
    """See the module."""

    put_on = Signal(str, QPoint)
    """Something carried from outside was let go over a row: the row's id and the place in the viewport."""

    LANE_PX: ClassVar[int] = 39
    BAR_PX: ClassVar[int] = 27
    COLUMN_PX: ClassVar[int] = 172

    def __init__(
        self, look: Look, scale: TimeScale, label: Callable[[int], str], parent: QWidget | None = None
    ) -> None:
        policy = DragPolicy(time_locked=True, resizable=False, drawable=False)
        super().__init__(look, scale, label, parent, policy=policy)
        self.setObjectName("board")
        self.barred: dict[str, str] = {}
        self._preview: Preview | None = None
        self._carried: Preview | None = None
        self._over = ""

    # what the page says -------------------------------------------------------------------------------

    def set_preview(self, preview: Preview | None) -> None:
        """Show where the selected entry would lie, or take that away."""
        if preview != self._preview:
            self._preview = preview
            self._repaint()

    def preview(self) -> Preview | None:
        """The placement shown."""
        return self._preview

    def set_barred(self, reasons: Mapping[str, str]) -> None:
        """Dim these rows with their reasons ("" = may be dropped on); empty takes every veil away."""
        barred = {row_id: reason for row_id, reason in reasons.items() if reason}
        if barred != self.barred:
            self.barred = barred
            self._repaint()

    # carrying something over the board ------------------------------------------------------------------

    def carry(self, global_at: QPoint, carried: Preview) -> str:
        """Something from outside is over the board, or not; returns the row under it ("" outside).

        ``carried`` says how it would lie on a row; its own row is not looked at.
        """
        where = self.viewport().mapFromGlobal(global_at)
        self._scroll_near_edge(where)
        row_id = self.person_at(where)
        if (row_id, carried) != (self._over, self._carried):
            self._over, self._carried = row_id, carried
            self._repaint()
        return row_id

    def _scroll_near_edge(self, where: QPoint) -> None:
        """People out of sight come into it when something is carried to the edge."""
        edge, bar = self.look.px(_EDGE_PX), self.verticalScrollBar()
        if 0 <= where.y() < edge:
            bar.setValue(bar.value() - _SCROLL_PX)
        elif self.viewport().height() - edge < where.y() <= self.viewport().height():
            bar.setValue(bar.value() + _SCROLL_PX)

    def put(self, global_at: QPoint) -> None:
        """It was let go."""
        where = self.viewport().mapFromGlobal(global_at)
        row_id = self.person_at(where)
        self.drop_carried()
        if row_id:
            self.put_on.emit(row_id, where)

    def drop_carried(self) -> None:
        """Nothing is carried any more."""
        if self._carried or self._over or self.barred:
            self._carried, self._over, self.barred = None, "", {}
            self._repaint()

    def is_carried_over(self) -> str:
        """The row something is carried over."""
        return self._over

    def person_at(self, where: QPoint) -> str:
        """The id of the person's row at a place of the viewport; names count as their row, groups do not."""
        left = -self.column.width()
        if not QRect(left, 0, self.viewport().width() - left, self.viewport().height()).contains(where):
            return ""
        place = self.stack.at(where.y() + self.verticalOffset())
        return "" if place < 0 or self.row(place).is_group else self.row(place).id

    def place_of_row(self, row_id: str, at: int) -> QPoint:
        """Where an instant of a row lies in the viewport: for a note beside a drop made by keys."""
        place = self.timeline().row_of(row_id)
        if place < 0:
            return QPoint(self.look.px(16), self.look.px(16))
        x = round(self.scale.x(at)) - self.horizontalOffset()
        top = self.stack.top(place) - self.verticalOffset()
        return QPoint(min(max(x, 0), self.viewport().width()), top + self.stack.height(place) // 2)

    def marked_rows(self) -> tuple[str, ...]:
        """Rows with a soft fill: the one carried over, else that of the preview."""
        if self._over:
            return () if self._over in self.barred else (self._over,)
        return (self._preview.row_id,) if self._preview and not self.drag.is_active else ()

    # painting ---------------------------------------------------------------------------------------------

    def paint_row_head(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        theme = self.look.theme
        if row.id in self.marked_rows():
            painter.fillRect(rect, theme.selected)
        board_paint.paint_person_head(painter, rect, row, cast("HeadLike", row.extra), self.look)
        if row.id in self.barred:
            painter.fillRect(rect, board_paint.veiled(theme.surface))

    def paint_group_head(self, painter: QPainter, rect: QRect, row: TimelineRow, *, folded: bool) -> None:
        del folded
        board_paint.paint_group(painter, rect, row, getattr(row.extra, "short", ""), self.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dx, dy = self.horizontalOffset(), self.verticalOffset()
        painter.translate(-dx, -dy)
        area = event.rect().translated(dx, dy)
        rows = [n for n in self.stack.between(area.top(), area.bottom() + 1) if self.stack.height(n)]
        paint_ground(painter, self, area, rows)
        board_paint.paint_marked_rows(painter, self, area)
        for place in rows:
            self._paint_under_bars(painter, place)
        paint_rows(painter, self, area, rows)
        if self._preview is not None and not self._over and not self.drag.is_active:
            board_paint.paint_preview(painter, self, self._preview)
        board_paint.paint_dimmed(painter, self, area)
        if self.drag.is_active:
            paint_overlay(painter, self)
        if self._over and self._over not in self.barred and self._carried is not None:
            board_paint.paint_target(painter, self, replace(self._carried, row_id=self._over))
        painter.resetTransform()
        if self.empty_text:
            paint_empty(painter, self)
        painter.end()

    def _paint_under_bars(self, painter: QPainter, place: int) -> None:
        row = self.row(place)
        if row.is_group:
            paint_group(painter, self, place)
        else:
            board_paint.paint_rest_and_walks(painter, self, place, cast("HeadLike", row.extra))

    def _repaint(self) -> None:
        self.viewport().update()
        self.column.update()
