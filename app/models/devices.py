"""The devices as rows: register and live reading side by side. A Qt item model, nothing else. GUI thread.

``apply`` takes the register, ``refresh`` the devices whose readings are fresh: one ``dataChanged`` a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from app.domain.devices import kind_of
from app.domain.readings import Reading
from app.domain.records import DeviceRecord
from app.domain.states import DeviceState
from app.words import devices as words
from app.words import formats, states

Index = QModelIndex | QPersistentModelIndex
ReadingOf = Callable[[str], Reading | None]
Naming = Callable[[str, str], str]
_NOWHERE: Final = QModelIndex()

STATE_ICONS: Final = {
    DeviceState.ONLINE: "circle-check",
    DeviceState.OFFLINE: "circle-x",
    DeviceState.FAULT: "triangle-alert",
    DeviceState.MAINTENANCE: "wrench",
    DeviceState.STALE: "clock-alert",
}


class Role(IntEnum):
    """What a row can be asked for besides texts."""

    DEVICE = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    SORT = Qt.ItemDataRole.UserRole + 3
    SEARCH = Qt.ItemDataRole.UserRole + 4


class Column(IntEnum):
    """The columns of the device table."""

    STATE = 0
    NUMBER = 1
    NAME = 2
    KIND = 3
    ROOM = 4
    VALUES = 5
    AGE = 6
    MODEL = 7


@dataclass(frozen=True, slots=True)
class _Shown:
    """The texts of a row; ``at`` is when its values were measured, 0 never."""

    state: DeviceState
    texts: tuple[str, ...]
    at: int


class DevicesModel(QAbstractTableModel):
    """All devices of the register, in its order."""

    def __init__(self, reading_of: ReadingOf, name_of: Naming, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading_of = reading_of
        self._name_of = name_of
        self._devices: list[DeviceRecord] = []
        self._rows: dict[str, int] = {}
        self._shown: dict[str, _Shown] = {}
        self._now = 0

    def apply(self, devices: Iterable[DeviceRecord], now: int) -> None:
        """Take the register. The same devices in the same order change in place."""
        wanted = list(devices)
        self._now = now
        self._shown.clear()
        if [one.id for one in wanted] == [one.id for one in self._devices]:
            self._devices = wanted
            self._tell(0, len(wanted) - 1)
            return
        self.beginResetModel()
        self._devices = wanted
        self._rows = {device.id: row for row, device in enumerate(wanted)}
        self.endResetModel()

    def refresh(self, device_ids: Iterable[str], now: int, on_screen: Container[str] | None = None) -> None:
        """Readings are fresh (or grew stale). Told of rows ``on_screen``; the others are read when shown."""
        self._now = now
        for key in device_ids:
            old = self._shown.pop(key, None)
            row = self._rows.get(key)
            if row is None or (on_screen is not None and key not in on_screen):
                continue
            new = self._line(self._devices[row])
            if old is None or old.state is not new.state:
                self._tell(row, row)
            else:  # most of the time only the values moved
                self.dataChanged.emit(self.index(row, Column.VALUES), self.index(row, Column.AGE))

    def renew_texts(self) -> None:
        """Names or the language changed."""
        self._shown.clear()
        self._tell(0, len(self._devices) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def device_at(self, row: int) -> DeviceRecord | None:
        """The device of a row."""
        return self._devices[row] if 0 <= row < len(self._devices) else None

    def row_of(self, device_id: str) -> int:
        """The row of a device, -1 when there is none."""
        return self._rows.get(device_id, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._devices)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            QCoreApplication.translate("DevicesModel", "State"),
            QCoreApplication.translate("DevicesModel", "Number"),
            QCoreApplication.translate("DevicesModel", "Name"),
            QCoreApplication.translate("DevicesModel", "Kind"),
            QCoreApplication.translate("DevicesModel", "Room"),
            QCoreApplication.translate("DevicesModel", "Values"),
            QCoreApplication.translate("DevicesModel", "Age"),
            QCoreApplication.translate("DevicesModel", "Model"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's
        if not index.isValid() or index.row() >= len(self._devices):
            return None
        device, column = self._devices[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(device, column)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(device, column)
        if role in {Role.DEVICE, Role.STATE}:
            return device if role == Role.DEVICE else self._line(device).state
        if role == Role.SORT:
            return self._sort_key(device, column)
        if role == Role.SEARCH:
            return " ".join(self._text(device, one) for one in (1, 2, 3, 4, 7)).casefold()
        return None

    def state_of(self, device: DeviceRecord) -> DeviceState:
        """The state to show: maintenance by the register counts at once, silence is STALE."""
        if device.in_maintenance:
            return DeviceState.MAINTENANCE
        reading = self._reading_of(device.id)
        return DeviceState.STALE if reading is None else reading.state

    def _line(self, device: DeviceRecord) -> _Shown:
        """What a row reads, made once per change of its reading."""
        line = self._shown.get(device.id)
        if line is None:
            reading = self._reading_of(device.id)
            state = self.state_of(device)
            texts = (
                states.device_state(state),
                device.number,
                device.name or words.kind(device.kind),
                words.kind(device.kind),
                self._name_of("room", device.room_id) if device.room_id is not None else "—",
                words.values(reading, 4) if reading is not None and reading.values else "—",
                "",
                device.model,
            )
            line = self._shown[device.id] = _Shown(state, texts, reading.at if reading is not None else 0)
        return line

    def _icon(self, device: DeviceRecord, column: int) -> str | None:
        if column == Column.STATE:
            return STATE_ICONS[self._line(device).state]
        return kind_of(device.kind).icon if column == Column.KIND else None

    def _text(self, device: DeviceRecord, column: int) -> str:
        line = self._line(device)
        if column == Column.AGE:
            return formats.age(line.at, self._now) if line.at else "—"
        return line.texts[column]

    def _sort_key(self, device: DeviceRecord, column: int) -> Any:  # Any: text or number
        if column == Column.STATE:
            return _STATE_RANK[self._line(device).state]
        if column == Column.AGE:
            reading = self._reading_of(device.id)
            return self._now - reading.at if reading is not None else 2**52
        return self._text(device, column)

    def _tell(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


class DevicesProxy(QSortFilterProxyModel):
    """Filter by words and by state; the number of both is always said beside it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._needle = ""
        self._trouble = False
        self.setSortRole(Role.SORT)
        self.setDynamicSortFilter(False)

    def seek(self, text: str, *, only_trouble: bool) -> None:
        """Show what holds the words; with ``only_trouble`` only what is not simply online."""
        self._needle = text.casefold().strip()
        self._trouble = only_trouble
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        model = self.sourceModel()
        index = model.index(source_row, 0, source_parent)
        if self._trouble and index.data(Role.STATE) == DeviceState.ONLINE:  # Qt hands enums back as text
            return False
        return not self._needle or self._needle in str(index.data(Role.SEARCH))


_STATE_RANK: Final = {
    DeviceState.OFFLINE: 0,
    DeviceState.FAULT: 1,
    DeviceState.STALE: 2,
    DeviceState.MAINTENANCE: 3,
    DeviceState.ONLINE: 4,
}
