"""Qt item models of dispatch: the queue of entries, the candidates of one entry, the lines of a plan.

Fed with frozen values by the dispatch page through ``apply``; the signals are as narrow as the difference, so
that selection and scroll survive. GUI thread; no queries, no rules.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.candidates import Candidate, Proposal
from app.domain.dispatch import Entry

VALUE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1  # the frozen value of a row
KEY_ROLE: Final = VALUE_ROLE + 1  # its identity
Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")


class KeyedListModel(QAbstractListModel, Generic[Value]):
    """A flat list of frozen values with an identity each. Words come from a callable, asked at each look."""

    def __init__(
        self, key: Callable[[Value], str], text: Callable[[Value], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._text = text
        self._values: list[Value] = []

    @property
    def values(self) -> Sequence[Value]:
        """What is shown, in order."""
        return self._values

    def place_of(self, key: str) -> int:
        """The row of an identity, -1 when it is not there."""
        return next((n for n, value in enumerate(self._values) if self._key(value) == key), -1)

    def value_at(self, row: int) -> Value | None:
        """The value of a row."""
        return self._values[row] if 0 <= row < len(self._values) else None

    def apply(self, values: Sequence[Value]) -> None:
        """Show these values; what stays keeps its row object, what moved is moved."""
        wanted = [self._key(value) for value in values]
        kept = set(wanted)
        for row in range(len(self._values) - 1, -1, -1):
            if self._key(self._values[row]) not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._values[row]
                self.endRemoveRows()
        for row, value in enumerate(values):
            at = self.place_of(wanted[row])
            if at < 0:
                self.beginInsertRows(QModelIndex(), row, row)
                self._values.insert(row, value)
                self.endInsertRows()
                continue
            if at != row:
                self.beginMoveRows(QModelIndex(), at, at, QModelIndex(), row)
                self._values.insert(row, self._values.pop(at))
                self.endMoveRows()
            if self._values[row] != value:
                self._values[row] = value
                index = self.index(row)
                self.dataChanged.emit(index, index)

    def retranslate(self) -> None:
        """Words changed with the language."""
        if self._values:
            self.dataChanged.emit(self.index(0), self.index(len(self._values) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's own signature
        value = self.value_at(index.row()) if index.isValid() else None
        if value is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(value)
        if role == VALUE_ROLE:
            return value
        return self._key(value) if role == KEY_ROLE else None


class QueueModel(KeyedListModel[Entry]):
    """What waits for a person."""

    def __init__(self, text: Callable[[Entry], str], parent: QObject | None = None) -> None:
        super().__init__(lambda entry: entry.key, text, parent)


class CandidatesModel(KeyedListModel[Candidate]):
    """Who could take the selected entry."""

    def __init__(self, text: Callable[[Candidate], str], parent: QObject | None = None) -> None:
        super().__init__(lambda one: one.day.person.id, text, parent)


class PlanModel(KeyedListModel[Proposal]):
    """The lines of a plan, each to be accepted or not; lines nobody may take cannot be ticked."""

    def __init__(self, text: Callable[[Proposal], str], parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.entry.key, text, parent)
        self._left_out: set[str] = set()

    def accepted(self) -> tuple[Proposal, ...]:
        """The lines that are ticked and have a person."""
        return tuple(
            line
            for line in self._values
            if line.candidate is not None and line.entry.key not in self._left_out
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        line = self.value_at(index.row())
        return flags | Qt.ItemFlag.ItemIsUserCheckable if line is not None and line.candidate else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's own signature
        if role == Qt.ItemDataRole.CheckStateRole:
            line = self.value_at(index.row()) if index.isValid() else None
            if line is None or line.candidate is None:
                return None
            is_out = line.entry.key in self._left_out
            return Qt.CheckState.Unchecked if is_out else Qt.CheckState.Checked
        return super().data(index, role)

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:  # Any: Qt's own
        line = self.value_at(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or line is None or line.candidate is None:
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        (self._left_out.discard if ticked else self._left_out.add)(line.entry.key)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        return True
