"""The items of a painted view, for readers of the screen. GUI thread.

Qt tells a reader what its own tables, trees and lists hold, but of a view that paints itself only that it
scrolls. `speak_items` makes each item of such a view a child with a name (the model's AccessibleTextRole),
a place and a state. Items of a model with two levels stand row by row, each row before what it holds.
In the overrides Any stands for "an interface or None": none is what Qt takes, though its stubs do not say so.
"""

from __future__ import annotations

from typing import Any, Final

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QAccessibleWidget

Index = QModelIndex | QPersistentModelIndex
_CLASSES: Final[set[str]] = set()


def speak_items(view: QAbstractItemView) -> None:
    """Let the items of views of this class be read out."""
    if not _CLASSES:
        QAccessible.installFactory(_made)
    _CLASSES.add(view.metaObject().className())


def _made(name: str, thing: QObject) -> QAccessibleInterface | None:
    if name in _CLASSES and isinstance(thing, QAbstractItemView):
        return _SpokenView(thing)
    return None


def _count(model: QAbstractItemModel) -> int:
    rows = model.rowCount(QModelIndex())
    return rows + sum(model.rowCount(model.index(row, 0, QModelIndex())) for row in range(rows))


def _nth(model: QAbstractItemModel, place: int) -> QModelIndex:
    """The item at a place of the flat order; an invalid index past its end."""
    for row in range(model.rowCount(QModelIndex())):
        index = model.index(row, 0, QModelIndex())
        if place == 0:
            return index
        inside = model.rowCount(index)
        if place <= inside:
            return model.index(place - 1, 0, index)
        place -= inside + 1
    return QModelIndex()


def _place(model: QAbstractItemModel, wanted: Index) -> int:
    """Where an item stands in the flat order."""
    if not wanted.isValid():
        return -1
    row, inner = wanted.row(), 0
    if wanted.parent().isValid():
        row, inner = wanted.parent().row(), wanted.row() + 1
    before = sum(1 + model.rowCount(model.index(at, 0, QModelIndex())) for at in range(row))
    return before + inner


class _SpokenView(QAccessibleWidget):
    """A list to the reader."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view
        self._items: dict[int, _SpokenItem] = {}

    def view(self) -> QAbstractItemView | None:
        """The view, None once it is gone."""
        return self._view if shiboken6.isValid(self._view) and self._view.model() is not None else None

    def childCount(self) -> int:
        view = self.view()
        return _count(view.model()) if view is not None else 0

    def child(self, index: int) -> Any:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = _SpokenItem(self._view, index)
            QAccessible.registerAccessibleInterface(self._items[index])
        return self._items[index]

    def childAt(self, x: int, y: int) -> Any:
        view = self.view()
        if view is None:
            return None
        at = view.indexAt(view.viewport().mapFromGlobal(QPoint(x, y)))
        return self.child(_place(view.model(), at))

    def focusChild(self) -> Any:
        view = self.view()
        if view is None or not view.hasFocus():
            return None
        return self.child(_place(view.model(), view.currentIndex()))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.place if isinstance(child, _SpokenItem) else -1


class _SpokenItem(QAccessibleInterface):
    """One item: whatever stands at its place when it is asked."""

    def __init__(self, view: QAbstractItemView, place: int) -> None:
        super().__init__()
        self._view = view
        self.place = place

    def _index(self) -> QModelIndex:
        if not shiboken6.isValid(self._view) or self._view.model() is None:
            return QModelIndex()
        return _nth(self._view.model(), self.place)

    def isValid(self) -> bool:
        return self._index().isValid()

    def object(self) -> Any:
        return None

    def parent(self) -> Any:
        return QAccessible.queryAccessibleInterface(self._view) if shiboken6.isValid(self._view) else None

    def child(self, _index: int) -> Any:
        return None

    def childAt(self, _x: int, _y: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        index = self._index()
        if not index.isValid():
            return QRect()
        seen = self._view.visualRect(index)
        return QRect(self._view.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        return QAccessible.State()

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """What is read out cannot be changed by the reader."""

    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name:
            return ""
        index = self._index()
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else ""
        return str(said or "")
