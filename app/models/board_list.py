"""The dispatch board as a table (a Qt item model): each task one row under its person, in words. GUI thread.

It reads the board's own model, so both always say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.domain.states import TaskState
from app.models.timeline import TimelineBar, TimelineModel
from app.words import formats, states

ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What each column says."""

    PERSON = 0
    TIME = 1
    TASK = 2
    STATE = 3


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A row, ready to show; a person without tasks has one without an id."""

    id: str
    cells: tuple[str, str, str, str]
    spoken: str


def listed(board: TimelineModel, zone: ZoneInfo) -> tuple[ListedTask, ...]:
    """Every person's tasks by start, in the order of the board."""
    found = []
    for place, row in enumerate(board.rows):
        bars = board.bars(place)
        if row.is_group:
            continue
        if not bars:
            found.append(ListedTask("", (row.title, "", row.said or "—", ""), row.accessible))
        found += [
            ListedTask(
                bar.id,
                (row.title, formats.clock_range(bar.start, bar.end, zone), bar.text, _state(bar)),
                bar.accessible,
            )
            for bar in sorted(bars, key=lambda bar: (bar.start, bar.id))
        ]
    return tuple(found)


def _state(bar: TimelineBar) -> str:
    name = bar.style.removeprefix("task.")
    if name == "overdue":
        return states.overdue()
    return states.task_state(TaskState(name)) if name in set(TaskState) else ""


class BoardListModel(QAbstractTableModel):
    """Rows of `ListedTask`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListedTask, ...] = ()

    def apply(self, rows: tuple[ListedTask, ...]) -> None:
        """Show these rows; the same ones change nothing."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def row_of(self, task_id: str) -> int:
        """The row of a task, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if task_id and row.id == task_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's own signature
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if index.column() == Column.PERSON else row.cells[index.column()]
        return row.id if role == ID_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's own signature
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            QCoreApplication.translate("BoardListModel", "Person"),
            QCoreApplication.translate("BoardListModel", "Time"),
            QCoreApplication.translate("BoardListModel", "Task"),
            QCoreApplication.translate("BoardListModel", "State"),
        )[section]
