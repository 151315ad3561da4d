"""How tables and lists are set up, so that all of them look and behave alike.

`dress_table` for a QTableView or QTreeView, `RowDelegate` as the delegate that draws text rows in the
program's hand: selection is a soft fill and a 3 px bar at the left, rows are parted by 1 px lines. Pages set
model and columns. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.widgets.look import Look

TABLE_ROW_PX: Final = 32
HEADER_PX: Final = 30
BAR_PX: Final = 3
_PAD: Final = 10
_ICON: Final = 16


class RowDelegate(QStyledItemDelegate):
    """Draws text, icon, font, colours and alignment that
    the model gives; anything more is a subclass's work.
    """

    def __init__(self, look: Look, parent: QAbstractItemView, *, row_px: int = TABLE_ROW_PX) -> None:
        super().__init__(parent)
        self.look = look
        self._row_px = row_px

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(
            super().sizeHint(option, index).width() + 2 * self.look.px(_PAD), self.look.px(self._row_px)
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        rect = QRectF(option.rect)
        self.paint_ground(painter, rect, option, index)
        self.paint_content(
            painter, rect.adjusted(self.look.px(_PAD), 0, -self.look.px(_PAD) // 2, -1), option, index
        )
        painter.restore()

    def paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Fill, row line, selection with its bar in the first column, and the current cell's frame."""
        theme = self.look.theme
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver) and bool(state & QStyle.StateFlag.State_Enabled)
        own = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(rect, theme.selected)
        elif isinstance(own, (QColor, QBrush)):
            painter.fillRect(rect, own)
        elif over:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
        if selected and self._is_first(index):
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR_PX, rect.height()), theme.accent)

    def paint_content(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Icon (a QIcon, or a Lucide name as text) and one elided line of text."""
        theme, look = self.look.theme, self.look
        font = index.data(Qt.ItemDataRole.FontRole)
        bold = isinstance(font, QFont) and font.bold()
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        ink = (
            colour.color()
            if isinstance(colour, QBrush)
            else colour
            if isinstance(colour, QColor)
            else theme.text
        )
        if not enabled:
            ink = theme.disabled
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon:
            side = look.px(_ICON)
            box = QRectF(rect.left(), rect.center().y() - side / 2, side, side).toRect()
            if isinstance(icon, QIcon):
                icon.paint(painter, box)
            elif isinstance(icon, str):
                look.paint_icon(painter, QRectF(box), icon, ink, _ICON)
            rect = rect.adjusted(side + look.px(6), 0, 0, 0)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text is None:
            return
        aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
        flags = Qt.AlignmentFlag(int(aligned)) if aligned is not None else Qt.AlignmentFlag.AlignLeft
        line = " ".join(str(text).split())
        painter.setFont(look.font(13, bold=bold))
        painter.setPen(ink)
        shown = look.metrics(13, bold=bold).elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _is_first(index: QModelIndex | QPersistentModelIndex) -> bool:
        return index.column() == 0


def dress_table(
    view: QTableView, look: Look, *, row_px: int = TABLE_ROW_PX, delegate: RowDelegate | None = None
) -> None:
    """Rows of one height, no grid, no numbers, whole rows selected, header at the left; follows the look."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setAlternatingRowColors(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    view.setItemDelegate(delegate or RowDelegate(look, view, row_px=row_px))
    _RowHeights(view, look, row_px)


def dress_list(view: QListView, look: Look, *, delegate: RowDelegate | None = None) -> None:
    """A list of uniform rows that scrolls by pixels."""
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setItemDelegate(delegate or RowDelegate(look, view))
    look.changed.connect(view.scheduleDelayedItemsLayout)


class _RowHeights(QWidget):
    """Keeps a table's row and header heights at the look's scale; an invisible child of the table."""

    def __init__(self, view: QTableView, look: Look, row_px: int) -> None:
        super().__init__(view)
        self._view = view
        self._look = look
        self._row_px = row_px
        self.hide()
        look.watch(self.on_look_changed)

    def on_look_changed(self) -> None:
        """Scale changed."""
        rows = self._view.verticalHeader()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._look.px(self._row_px))
        self._view.horizontalHeader().setFixedHeight(self._look.px(HEADER_PX))
