"""The timeline: rows by time, painted; the schedule shows rooms on it, the dispatch board people.

A `QAbstractItemView` over `TimelineModel` (GUI thread). It knows rows, bars and a `TimeScale`, and nothing
of meetings: what a person asks for by dragging comes out as a `Proposal` (`proposed` while it moves,
`dropped` at the end); the page judges it, does it through the Desk and calls ``clear_drag``. Nothing here
edits the model.

Subclass it and override ``paint_row_head`` and the sizes to show other rows. Layout, hit testing and lanes
are in lanes.py, the painting of bars in timeline_paint.py, the drag in timeline_drag.py, keys in
timeline_keys.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from app.widgets import timeline_head
from app.widgets.lanes import Hit, RowStack, edge_at
from app.widgets.look import Look
from app.widgets.spoken import speak_items
from app.widgets.timeline_drag import DragMachine, DragPolicy, Proposal
from app.widgets.timeline_drag import Phase as DragPhase
from app.widgets.timeline_ground import paint_empty, paint_ground, paint_group, paint_rows
from app.widgets.timeline_head import Corner, DayMark, RowColumn, TimeHeader
from app.widgets.timeline_keys import TimelineKeys
from app.widgets.timeline_layout import RowLayout, lay_row
from app.widgets.timeline_overlay import paint_overlay
from app.widgets.timeline_paint import BarPainter
from app.widgets.timeline_pointer import TimelinePointer
from app.widgets.timescale import TimeScale

Index = QModelIndex | QPersistentModelIndex
_FREE: Final = DragPolicy()


class TimelineView(TimelineKeys, TimelinePointer, QAbstractItemView):
    """See the module. Signals carry ids of rows and bars."""

    proposed = Signal(object)
    """A `Proposal` while something is dragged, by pointer or by keys."""
    dropped = Signal(object)
    """A `Proposal` that was let go. Answer with `clear_drag`, or `clear_drag` after asking for a reason."""
    drag_cleared = Signal()
    """Nothing is dragged any more: Esc, or the page's answer."""
    bar_opened = Signal(str)
    """Enter or double click on a bar."""
    bar_selected = Signal(str)
    """Another bar is current; "" when none is."""
    row_opened = Signal(str)
    """Enter or double click on a row without a bar."""
    context_wanted = Signal(str, str, QPoint)
    """Right click: row, bar ("" if none), global place."""

    LANE_PX: ClassVar[int] = 27
    BAR_PX: ClassVar[int] = 21
    GROUP_PX: ClassVar[int] = 24
    COLUMN_PX: ClassVar[int] = 172
    HEADER_PX: ClassVar[int] = 30

    def __init__(
        self, look: Look, scale: TimeScale, label: Callable[[int], str], parent: QWidget | None = None, *,
        policy: DragPolicy = _FREE,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.look = look
        self.scale = scale
        self.now_ms: int | None = None
        self.empty_text = ""
        self.folded: set[str] = set()
        self.stack = RowStack()
        self.drag = DragMachine(policy, self._on_drag_changed)
        self.bars = BarPainter(look)
        self._layouts: list[RowLayout] = []
        self._marked_px = QRegion()
        self._column_px = 0
        self.header = TimeHeader(look, self, label)
        self.column = RowColumn(look, self)
        self.corner = Corner(look, self)
        self.setObjectName("timeline")
        speak_items(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.setDragEnabled(False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.column.clicked.connect(self.on_column_clicked)
        scale.changed.connect(self.on_scale_changed)
        look.changed.connect(self.on_look_changed)

    # what pages use -------------------------------------------------------------------------------

    def timeline(self) -> TimelineModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, TimelineModel)
        return model

    def row(self, place: int) -> TimelineRow:
        """A row by its place."""
        return self.timeline().rows[place]

    def set_now(self, now: int | None) -> None:
        """Move the now-line; only the two strips repaint."""
        before, self.now_ms = self.now_ms, now
        if before == now:
            return
        for at in (before, now):
            if at is not None:
                x = round(self.scale.x(at)) - self.horizontalOffset()
                self.viewport().update(QRect(x - 2, 0, 5, self.viewport().height()))
        self.header.update()

    def set_days(self, days: Sequence[DayMark]) -> None:
        """Name the days in the header, when there are several."""
        self.header.days = tuple(days)
        self.header.update()

    def set_column_px(self, px: int) -> None:
        """A narrower or wider row column (0 = the usual width)."""
        self._column_px = px
        self._place_margins()

    def clear_drag(self) -> None:
        """The page has its answer, or takes the drag back: the bar lies where the model says."""
        was = self.drag.is_active
        self.drag.clear()
        if was:
            self.drag_cleared.emit()

    def selected_bar(self) -> str:
        """The id of the current bar, "" if there is none."""
        bar = self.current_bar()
        return bar.id if bar else ""

    def current_bar(self) -> TimelineBar | None:
        """The current bar."""
        index = self.currentIndex()
        if not index.isValid() or not index.parent().isValid():
            return None
        return self.timeline().bars(index.parent().row())[index.row()]

    def current_row(self) -> int:
        """The place of the row of the current bar, or of the current row; -1 without."""
        index = self.currentIndex()
        if not index.isValid():
            return -1
        return index.parent().row() if index.parent().isValid() else index.row()

    def select_bar(self, bar_id: str, *, reveal: bool = True) -> bool:
        """Make a bar current; False when it is not there."""
        index = self.timeline().bar_index(bar_id)
        if not index.isValid():
            return False
        group = self.row(index.parent().row()).group
        if group in self.folded:
            self.fold(group, folded=False)
        self.setCurrentIndex(index)
        if reveal:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def select_row(self, row_id: str) -> bool:
        """Make a row current; False when it is not there."""
        place = self.timeline().row_of(row_id)
        if place < 0:
            return False
        self.setCurrentIndex(self.timeline().index(place, 0))
        return True

    def fold(self, group: str, *, folded: bool) -> None:
        """Fold a group up or open it."""
        (self.folded.add if folded else self.folded.discard)(group)
        self._stack_up()

    def scroll_to_time(self, at: int, *, share: float = 0.1) -> None:
        """Put an instant at a share of the width."""
        x = self.scale.x(at) - self.viewport().width() * share
        self.horizontalScrollBar().setValue(round(x))

    def zoom_about(self, factor: float, viewport_x: float) -> None:
        """Zoom about a place on screen, which stays where it is."""
        moved = self.scale.zoom(factor, viewport_x + self.horizontalOffset())
        self.updateGeometries()
        self.horizontalScrollBar().setValue(round(self.horizontalOffset() + moved))

    # hooks for subclasses ---------------------------------------------------------------------------

    def paint_row_head(self, painter: QPainter, rect: QRect, row: TimelineRow) -> None:
        """Paint the name of a row; boards override it."""
        timeline_head.paint_row_head(painter, rect, row, self.look, lane=self.look.px(self.LANE_PX))

    def paint_group_head(self, painter: QPainter, rect: QRect, row: TimelineRow, *, folded: bool) -> None:
        """Paint a group's head."""
        timeline_head.paint_group_head(painter, rect, row, self.look, folded=folded)

    # layout ---------------------------------------------------------------------------------------

    def layout_of(self, place: int) -> RowLayout:
        """Bars and lanes of a row."""
        return self._layouts[place]

    def bar_rect(self, place: int, number: int) -> QRect:
        """Where a bar lies, in content pixels."""
        return QRect(self._layouts[place].placed(self, place)[number][0].rect)

    def span_rect(self, place: int, start: int, end: int, lane: int = 0) -> QRect:
        """Where a bar of these times would lie, in content pixels."""
        lane_px, bar_px = self.look.px(self.LANE_PX), self.look.px(self.BAR_PX)
        left, right = round(self.scale.x(start)), round(self.scale.x(end))
        top = self.stack.top(place) + lane * lane_px + (lane_px - bar_px) // 2
        return QRect(left, top, max(right - left, 3), bar_px)

    def hit(self, where: QPoint) -> Hit:
        """What lies under a place of the viewport; a bar on top of others wins."""
        x, y = where.x() + self.horizontalOffset(), where.y() + self.verticalOffset()
        place = self.stack.at(y)
        if place < 0:
            return Hit()
        layout = self._layouts[place]
        at = round(self.scale.exact(x))
        pad = round(4 * 60_000 / max(self.scale.px_per_minute, 0.01))
        for number in reversed(layout.reach.touching(at - pad, at + pad)):
            rect = self.bar_rect(place, number)
            if rect.contains(x, y):
                return Hit(place, number, edge_at(x, rect.left(), rect.right() + 1))
        return Hit(place)

    def _lay_all(self) -> None:
        self._layouts = [lay_row(self.timeline().bars(place)) for place in range(len(self.timeline().rows))]
        self._stack_up()

    def _stack_up(self) -> None:
        before = self.stack
        self.stack = RowStack([self._height(n, row) for n, row in enumerate(self.timeline().rows)])
        if [before.height(n) for n in range(len(before))] != [
            self.stack.height(n) for n in range(len(self.stack))
        ]:
            self.updateGeometries()
        self.viewport().update()
        self.column.update()

    def _height(self, place: int, row: TimelineRow) -> int:
        if row.is_group:
            return self.look.px(self.GROUP_PX)
        return 0 if row.group in self.folded else self.look.px(self.LANE_PX) * self._layouts[place].count

    def _relay(self, place: int) -> None:
        self._layouts[place] = lay_row(self.timeline().bars(place))
        self._stack_up()

    def _row_px(self, place: int) -> QRect:
        top = self.stack.top(place) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self.stack.height(place))

    def _place_margins(self) -> None:
        column = self.look.px(self._column_px or self.COLUMN_PX)
        high = self.look.px(self.HEADER_PX)
        self.setViewportMargins(column, high, 0, 0)
        view = self.viewport().geometry()
        self.corner.setGeometry(view.left() - column, view.top() - high, column, high)
        self.header.setGeometry(view.left(), view.top() - high, view.width(), high)
        self.column.setGeometry(view.left() - column, view.top(), column, view.height())

    # slots ----------------------------------------------------------------------------------------

    def on_scale_changed(self) -> None:
        """Another span or zoom."""
        self.drag.origin_ms = self.scale.origin_ms
        self.updateGeometries()
        self.viewport().update()
        self.header.update()

    def on_look_changed(self) -> None:
        """Theme or scale of type."""
        self.bars.forget()
        self._place_margins()
        if self.model() is not None:
            self._stack_up()
            self.updateGeometries()
        for widget in (self.header, self.column, self.corner, self.viewport()):
            widget.update()

    def on_column_clicked(self, place: int) -> None:
        """A row's name was clicked."""
        row = self.row(place)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if row.is_group:
            self.fold(row.id, folded=row.id not in self.folded)
        else:
            self.setCurrentIndex(self.timeline().index(place, 0))

    def _on_drag_changed(self) -> None:
        region = self.drag_region()
        self.viewport().update(region.united(self._marked_px))
        self._marked_px = region
        asked = self.drag.proposal
        if asked is not None and self.drag.phase in {DragPhase.POINTER, DragPhase.KEYS}:
            self.proposed.emit(asked)

    def drag_region(self) -> QRegion:
        """What the overlay covers now, in pixels of the viewport."""
        asked = self.drag.proposal
        if asked is None or not self.drag.is_active:
            return QRegion()
        region = QRegion()
        for row_id in (asked.row_id, asked.from_row):
            place = self.timeline().row_of(row_id)
            if place >= 0:
                region = region.united(self._row_px(place))
        x = round(self.scale.x(asked.start)) - self.horizontalOffset()
        return region.united(QRect(x - 2, 0, 5, self.viewport().height()))

    # Qt overrides: model --------------------------------------------------------------------------

    def setModel(self, model: TimelineModel | None) -> None:  # type: ignore[override]  # narrower on purpose
        super().setModel(model)
        if model is None:
            return
        self.drag.origin_ms = self.scale.origin_ms
        model.modelReset.connect(self._lay_all)
        model.rowsRemoved.connect(self._on_rows_removed)
        self._lay_all()

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        super().dataChanged(top_left, bottom_right, list(roles))
        if top_left.parent().isValid():
            self._relay(top_left.parent().row())
        else:
            for place in range(top_left.row(), bottom_right.row() + 1):
                self.viewport().update(self._row_px(place))
            self._stack_up()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:
        super().rowsInserted(parent, start, end)
        if parent.isValid():
            self._relay(parent.row())
        else:
            self._layouts[start:start] = [
                lay_row(self.timeline().bars(place)) for place in range(start, end + 1)
            ]
            self._stack_up()

    def _on_rows_removed(self, parent: QModelIndex, start: int, end: int) -> None:
        if parent.isValid():
            self._relay(parent.row())
        else:
            del self._layouts[start : end + 1]
            self._stack_up()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                place = index.parent().row() if index.parent().isValid() else index.row()
                if place < len(self._layouts):
                    self.viewport().update(self._row_px(place).adjusted(0, -3, 0, 3))
        self.column.update()
        self.bar_selected.emit(self.selected_bar())

    # Qt overrides: geometry -----------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def indexAt(self, point: QPoint) -> QModelIndex:
        hit = self.hit(point)
        if hit.row < 0:
            return QModelIndex()
        row = self.timeline().index(hit.row, 0)
        return self.timeline().index(hit.bar, 0, row) if hit.bar >= 0 else row

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid():
            return QRect()
        if not index.parent().isValid():
            return self._row_px(index.row())
        rect = self.bar_rect(index.parent().row(), index.row())
        return rect.translated(-self.horizontalOffset(), -self.verticalOffset())

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, view = self.visualRect(index), self.viewport().rect()
        if rect.isNull():
            return
        margin = self.look.px(16)
        if rect.top() < 0 or rect.bottom() > view.bottom():
            centred = hint == QAbstractItemView.ScrollHint.PositionAtCenter
            aim = (view.height() - rect.height()) // 2 if centred else margin
            down = rect.bottom() > view.bottom() and not centred
            by = rect.bottom() - view.bottom() + margin if down else rect.top() - aim
            self.verticalScrollBar().setValue(self.verticalOffset() + by)
        if index.parent().isValid() and (rect.left() < 0 or rect.left() > view.right() - margin):
            self.horizontalScrollBar().setValue(self.horizontalOffset() + rect.left() - view.width() // 4)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        view = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(view.width())
        across.setSingleStep(self.look.px(40))
        across.setRange(0, max(0, round(self.scale.width) - view.width()))
        down.setPageStep(view.height())
        down.setSingleStep(self.look.px(self.LANE_PX))
        down.setRange(0, max(0, self.stack.total - view.height()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)
        self._marked_px.translate(dx, dy)
        self.header.scroll(dx, 0)
        if dx:
            self.header.update()
            top, wide = self.verticalOffset(), self.viewport().width()
            for n in self.stack.between(top, top + self.viewport().height()):
                if self.row(n).is_group:  # its words stand still
                    self.viewport().update(0, self.stack.top(n) - top, wide, self.stack.height(n))
        self.column.scroll(0, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margins()
        self._keep_current(event.oldSize().width(), event.size().width())

    def _keep_current(self, before: int, now: int) -> None:
        """A drawer opened beside: the current bar, in sight before, stays in sight."""
        rect = self.visualRect(self.currentIndex()) if self.current_bar() else QRect()
        if now < before and not rect.isNull() and 0 <= rect.left() < before and rect.right() > now:
            margin = self.look.px(16)
            by = min(rect.right() - now + margin, rect.left() - margin)
            self.horizontalScrollBar().setValue(self.horizontalOffset() + max(by, 0))

    def isIndexHidden(self, index: Index) -> bool:
        place = index.parent().row() if index.parent().isValid() else index.row()
        return index.isValid() and place < len(self.stack) and self.stack.height(place) == 0

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region = region.united(self.visualRect(index).adjusted(-3, -3, 3, 3))
        return region

    # Qt overrides: painting -----------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        dx, dy = self.horizontalOffset(), self.verticalOffset()
        painter.translate(-dx, -dy)
        area = event.rect().translated(dx, dy)
        rows = [n for n in self.stack.between(area.top(), area.bottom() + 1) if self.stack.height(n)]
        paint_ground(painter, self, area, rows)
        for place in rows:
            if self.row(place).is_group:
                paint_group(painter, self, place)
        paint_rows(painter, self, area, rows)
        if self.drag.is_active:
            paint_overlay(painter, self)
        painter.resetTransform()
        if self.empty_text:
            paint_empty(painter, self)
        painter.end()


__all__ = ["DayMark", "Proposal", "RowLayout", "TimelineView"]
