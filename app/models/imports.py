"""The rows of an import as a table: what each becomes and why. A Qt item model, nothing else. GUI thread.

``apply`` takes a plan that the pool has sorted out; ``show_only`` narrows to one state. Texts are made
when a row
is painted, so that 20,000 rows cost nothing before they are seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
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
from PySide6.QtGui import QColor

from app.domain.imports import Kind, PlannedRow, RowState
from app.exchange.pool import ALL, WARNED, Preview
from app.words import formats, imports

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()

STATE_ICONS: Final = {
    RowState.ADDED: "circle-plus", RowState.CHANGED: "pencil", RowState.UNCHANGED: "check",
    RowState.REMOVED: "circle-slash", RowState.REFUSED: "circle-x",
}  # fmt: skip


class Column(IntEnum):
    """The columns of the preview."""

    STATE = 0
    WHERE = 1
    LABEL = 2
    DETAIL = 3
    TIME = 4
    WHY = 5


class Role(IntEnum):
    """What a row can be asked for besides texts."""

    ROW = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2


class Filter(StrEnum):
    """Which rows are shown: all, those of one state, or those with a warning."""

    ALL = ALL
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"
    WARNED = WARNED


class ImportModel(QAbstractTableModel):
    """One plan, narrowed or whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PlannedRow, ...] = ()
        self._sorted: Mapping[str, list[int]] = {}
        self._shown: list[int] = []
        self._inks: Mapping[RowState, QColor] = {}
        self._filter = Filter.ALL
        self._kind = Kind.MEETINGS
        self._zone = ZoneInfo("UTC")

    def apply(self, preview: Preview | None, zone: ZoneInfo) -> None:
        """Take a plan, or nothing."""
        self.beginResetModel()
        self._rows = preview.plan.rows if preview is not None else ()
        self._kind = preview.plan.kind if preview is not None else Kind.MEETINGS
        self._sorted = preview.rows if preview is not None else {}
        self._zone = zone
        self._shown = self._sorted.get(self._filter.value, [])
        self.endResetModel()

    def show_only(self, chosen: Filter) -> None:
        """Narrow to some rows."""
        if chosen is self._filter:
            return
        self.beginResetModel()
        self._filter = chosen
        self._shown = self._sorted.get(chosen.value, [])
        self.endResetModel()

    def count(self, chosen: Filter) -> int:
        """How many rows a filter would show."""
        return len(self._sorted.get(chosen.value, ()))

    def set_inks(self, inks: Mapping[RowState, QColor]) -> None:
        """The colours of the state words; the theme changed."""
        self._inks = inks
        self.renew_texts()

    def row_at(self, row: int) -> PlannedRow | None:
        """The planned row of a table row."""
        return self._rows[self._shown[row]] if 0 <= row < len(self._shown) else None

    def renew_texts(self) -> None:
        """The language changed."""
        if self._shown:
            last = self.index(len(self._shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DisplayRole])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        meetings = self._kind is Kind.MEETINGS
        title = QCoreApplication.translate("ImportModel", "Title")
        name = QCoreApplication.translate("ImportModel", "Name")
        room = QCoreApplication.translate("ImportModel", "Room")
        number = QCoreApplication.translate("ImportModel", "Number")
        return (
            QCoreApplication.translate("ImportModel", "Becomes"),
            QCoreApplication.translate("ImportModel", "In the file"),
            title if meetings else name,
            room if meetings else number,
            QCoreApplication.translate("ImportModel", "Time"),
            QCoreApplication.translate("ImportModel", "What and why"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in {Column.LABEL, Column.WHY, Column.WHERE}:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == Column.STATE:
            return self._inks.get(row.state)
        if role in {Role.ROW, Role.STATE}:
            return row if role == Role.ROW else row.state
        return None

    def _text(self, row: PlannedRow, column: int) -> str:
        if column == Column.STATE:
            return imports.state_word(row.state)
        if column == Column.WHERE:
            return imports.where_text(row.where)
        if column == Column.LABEL:
            return row.label
        if column == Column.DETAIL:
            return row.detail
        if column == Column.TIME:
            return self._time(row)
        return self._why(row)

    def _time(self, row: PlannedRow) -> str:
        if row.starts_at is None or row.ends_at is None:
            return ""
        on = formats.day_of_instant(row.starts_at, self._zone)
        return f"{on} {formats.clock_range(row.starts_at, row.ends_at, self._zone)}"

    def _why(self, row: PlannedRow) -> str:
        if row.refusal is not None:
            return imports.problem_text(row.refusal, self._zone)
        said = [imports.change_text(change, self._zone) for change in row.changes]
        said += [imports.problem_text(warning, self._zone) for warning in row.warnings]
        return "  ·  ".join(said)

    @staticmethod
    def _icon(row: PlannedRow, column: int) -> str | None:
        if column == Column.STATE:
            return STATE_ICONS[row.state]
        return "triangle-alert" if column == Column.WHY and row.warnings and row.refusal is None else None
