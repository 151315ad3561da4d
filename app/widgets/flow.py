"""A row of widgets that goes on in a second row where the window is narrow. GUI thread.

For bars: the left part stands at the left, the right part at the right end of its row. A widget that may grow
takes what its row leaves; one that does not fit even into a row of its own gets the width there is.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

CLOSER: Final = 0.75  # of the height of a row that stands alone


class FlowRow(QLayout):
    """``row_px`` is the height of a row that stands alone; its holder is as high as ``height_at`` says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right: set[int] = set()  # ids of the items at the right end
        self.row_px = 48

    def add_left(self, widget: QWidget) -> None:
        """Behind what stands at the left."""
        self.addWidget(widget)
        item = self._items.pop()
        self._items.insert(len(self._items) - len(self._right), item)

    def add_right(self, widget: QWidget) -> None:
        """Behind what stands at the right end."""
        self.addWidget(widget)
        self._right.add(id(self._items[-1]))

    # QLayout -------------------------------------------------------------------------------------

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def sizeHint(self) -> QSize:
        """All in one row."""
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self.spacing() * max(len(shown) - 1, 0)
        margins = self.contentsMargins()
        return QSize(wide + margins.left() + margins.right(), self.row_px)

    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._shown()), default=0), self.row_px)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        rows = self._rows(inner.width())
        high = rect.height() // max(len(rows), 1)
        for number, row in enumerate(rows):
            self._place(row, QRect(inner.x(), rect.y() + number * high, inner.width(), high))

    # rows ----------------------------------------------------------------------------------------

    def height_at(self, width: int) -> int:
        """How high it is at a width: further rows stand closer."""
        margins = self.contentsMargins()
        rows = len(self._rows(width - margins.left() - margins.right()))
        return self.row_px if rows < 2 else round(self.row_px * CLOSER) * rows

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _least(self, item: QLayoutItem, width: int) -> int:
        """What it must have: one that may grow can also give way."""
        wanted = item.sizeHint().width()
        return min(wanted if not _grows(item) else min(wanted, self.row_px * 4), width)

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            need = self._least(item, width) + (self.spacing() if rows[-1] else 0)
            if rows[-1] and used + need > width:
                rows.append([])
                used, need = 0, self._least(item, width)
            rows[-1].append(item)
            used += need
        return rows

    def _place(self, row: list[QLayoutItem], box: QRect) -> None:
        gap = self.spacing()
        widths = [self._least(item, box.width()) for item in row]
        free = box.width() - sum(widths) - gap * max(len(row) - 1, 0)
        for place, item in enumerate(row):
            if _grows(item):
                more = min(free, max(item.sizeHint().width() - widths[place], 0))
                widths[place] += more
                free -= more
        x = box.x()
        has_moved = False
        for item, width in zip(row, widths, strict=True):
            if id(item) in self._right and not has_moved:
                x, has_moved = x + max(free, 0), True
            high = min(item.sizeHint().height(), box.height())
            if item.maximumSize().height() > box.height() and item.sizeHint().height() <= 0:
                high = box.height()
            item.setGeometry(QRect(x, box.y() + (box.height() - high) // 2, width, high))
            x += width + gap


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)
