"""What is due next as rows. A Qt item model and nothing else; the order is app/domain/attention's.

While a person points at the list it does not reorder: `hold` keeps rows where they are, takes out what is
settled, lets times run on, and counts what waits at the door (`waiting_changed`). GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.attention import Item
from app.domain.rules import DEFAULTS
from app.words import attention, formats, states

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Role(IntEnum):
    """What a row can be asked for."""

    LINE = Qt.ItemDataRole.UserRole + 1
    ITEM = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it reads."""

    item: Item
    time: str
    left: str
    number: str
    title: str
    reason: str
    action: str
    alternative: str
    why: str

    @property
    def level(self) -> str:
        """Priority by name, for shapes and colours."""
        return self.item.priority.value

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        comma = QCoreApplication.translate("Tile", ", ", "between the parts of a spoken description")
        parts = (
            states.priority(self.item.priority),
            self.time,
            self.left,
            f"{self.number} {self.title}",
            self.reason,
            self.action,
        )
        return comma.join(part for part in parts if part)


def line_of(item: Item, now: int, zone: ZoneInfo) -> Line:
    """The words of an item."""
    return Line(
        item,
        formats.clock(item.at, zone),
        formats.left_or_passed(item.at, now),
        str(item.named.get("room", "")),
        attention.title(item, zone),
        attention.reason(item, zone),
        attention.action(item.proposal, zone) if item.proposal else "",
        attention.action(item.alternative, zone) if item.alternative else "",
        attention.why(item, zone),
    )


class AttentionModel(QAbstractListModel):
    """The queue."""

    waiting_changed = Signal(int)
    """How many new or moved items are kept back while the list is held."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._wanted: tuple[Item, ...] = ()
        self._now = 0
        self._zone = DEFAULTS.tz
        self._held = False
        self._waiting = 0

    def apply(self, items: Sequence[Item], now: int, zone: ZoneInfo) -> None:
        """Take the items in: rows of items that stay are kept, so selection survives."""
        self._wanted, self._now, self._zone = tuple(items), now, zone
        self._settle()

    def tick(self, now: int) -> None:
        """The clock went on: only the words for the time left change."""
        self._now = now
        self._reword()

    def retranslate(self) -> None:
        """The language changed."""
        self._reword()

    def hold(self, held: bool) -> None:
        """Keep the order while somebody points at it."""
        if held != self._held:
            self._held = held
            self._settle()

    @property
    def waiting(self) -> int:
        """How many are kept back."""
        return self._waiting

    def let_in(self) -> None:
        """Show what waits, now (the chip was pressed)."""
        held, self._held = self._held, False
        self._settle()
        self._held = held

    def line(self, row: int) -> Line:
        """A row."""
        return self._lines[row]

    def row_of(self, item_id: str) -> int | None:
        """The row of an item."""
        return next((row for row, line in enumerate(self._lines) if line.item.id == item_id), None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Role.LINE:
            return line
        if role == Role.ITEM:
            return line.item
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.number} {line.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None

    # private -------------------------------------------------------------------------------------

    def _settle(self) -> None:
        wanted = {item.id: item for item in self._wanted}
        for row in reversed(range(len(self._lines))):
            if self._lines[row].item.id not in wanted:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._lines[row]
                self.endRemoveRows()
        if not self._held:
            self._order(self._wanted)
        self._replace(wanted)
        shown = [line.item.id for line in self._lines]
        self._tell_waiting(sum(item.id not in set(shown) for item in self._wanted))

    def _order(self, wanted: Iterable[Item]) -> None:
        for place, item in enumerate(wanted):
            row = next((n for n in range(place, len(self._lines)) if self._lines[n].item.id == item.id), None)
            if row is None:
                self.beginInsertRows(_NOWHERE, place, place)
                self._lines.insert(place, line_of(item, self._now, self._zone))
                self.endInsertRows()
            elif row != place:
                self.beginMoveRows(_NOWHERE, row, row, _NOWHERE, place)
                self._lines.insert(place, self._lines.pop(row))
                self.endMoveRows()

    def _replace(self, wanted: dict[str, Item]) -> None:
        for row, old in enumerate(self._lines):
            new = line_of(wanted[old.item.id], self._now, self._zone)
            self._lines[row] = new
            # A proposal carries the moment it was made at; only words and level are painted.
            if new.level != old.level or replace(new, item=old.item) != old:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _reword(self) -> None:
        self._replace({line.item.id: line.item for line in self._lines})

    def _tell_waiting(self, count: int) -> None:
        if count != self._waiting:
            self._waiting = count
            self.waiting_changed.emit(count)
