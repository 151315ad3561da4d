"""Qt item models of what waits for a decision and of the exchange with central.

`InboxModel` lists what is open and, below its own head, what was decided today; `PendingModel` and
`RoundsModel` are the tables of the sync page. Fed with frozen records through ``apply``; nothing is told when
nothing changed. GUI thread; no queries, no rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.conflicts import Item
from app.domain.records import ChangeRecord, RoundRecord
from app.models.tasks import KEY_ROLE, VALUE_ROLE, KeyedListModel

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A row of the list: the head of a part (no item,
    ``count`` things under it), an open or a decided item.
    """

    key: str
    item: Item | None = None
    is_decided: bool = False
    count: int = 0


class InboxModel(KeyedListModel[InboxRow]):
    """Open items, oldest first; then the decided ones under their head. Heads cannot be selected."""

    def __init__(self, text: Callable[[InboxRow], str], parent: QObject | None = None) -> None:
        super().__init__(lambda row: row.key, text, parent)

    def show(self, waiting: Sequence[Item], decided: Sequence[Item]) -> None:
        """Show these; the head of the decided part stands only over something."""
        rows = [InboxRow(item.key, item) for item in waiting]
        if decided:
            rows.append(InboxRow("decided", count=len(decided)))
            rows += [InboxRow(item.key, item, is_decided=True) for item in decided]
        self.apply(rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.value_at(index.row()) if index.isValid() else None
        if row is None or row.item is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RecordTable(QAbstractTableModel, Generic[Value]):
    """Frozen records as rows. ``cell`` words a column, ``heads`` names the columns; both are asked anew on
    each look, so that a switch of language needs `retranslate` only.
    """

    def __init__(
        self,
        heads: Callable[[], Sequence[str]],
        cell: Callable[[Value, int], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._heads = heads
        self._cell = cell
        self._values: tuple[Value, ...] = ()

    @property
    def values(self) -> Sequence[Value]:
        """What is shown, in order."""
        return self._values

    def apply(self, values: Sequence[Value]) -> None:
        """Show these; the same again tells nothing."""
        wanted = tuple(values)
        if wanted == self._values:
            return
        self.beginResetModel()
        self._values = wanted
        self.endResetModel()

    def retranslate(self) -> None:
        """Words changed with the language, or with the minute."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        if self._values:
            last = self.index(len(self._values) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._heads())

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's own signature
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads()[section]
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's own signature
        if not index.isValid() or index.row() >= len(self._values):
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cell(self._values[index.row()], index.column())
        return self._values[index.row()] if role == VALUE_ROLE else None


class PendingModel(RecordTable[ChangeRecord]):
    """Ops that central has not answered."""


class RoundsModel(RecordTable[RoundRecord]):
    """Rounds of the link, the newest first."""


__all__ = [
    "KEY_ROLE",
    "VALUE_ROLE",
    "InboxModel",
    "InboxRow",
    "PendingModel",
    "RecordTable",
    "RoundsModel",
]
