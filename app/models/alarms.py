"""The alarm list as rows over judged alarms: a Qt item model, nothing else. GUI thread.

The order is fixed while somebody reads (``hold``): rows change in place and leave when they are over, new
ones wait and are counted, so that nothing moves under the pointer. Texts are made once per change of an
alarm, not per paint; 5,000 rows cost one pass per batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.alarms import AlarmView
from app.domain.rules import DEFAULTS, Rules
from app.words import devices as words
from app.words import formats, states

Index = QModelIndex | QPersistentModelIndex
Naming = Callable[[str, str], str]
"""(subject, id) to a name; "" when unknown."""
_NOWHERE: Final = QModelIndex()


class Role(IntEnum):
    """What a row can be asked for besides texts."""

    VIEW = Qt.ItemDataRole.UserRole + 1
    ALARM_ID = Qt.ItemDataRole.UserRole + 2


class Column(IntEnum):
    """Columns of ui.md 4.4; the last three are for the shelf."""

    LEVEL = 0
    TIME = 1
    ROOM = 2
    DEVICE = 3
    MESSAGE = 4
    STATE = 5
    AGE = 6
    ACKED_BY = 7
    UNTIL = 8
    REASON = 9
    SHELVED_BY = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """The texts of a row."""

    view: AlarmView
    room: str
    texts: tuple[str, ...]
    spoken: str


class AlarmsModel(QAbstractTableModel):
    """Alarms in the list's order: priority, then newest."""

    waiting_changed = Signal(int)
    """How many new alarms wait because somebody is reading."""

    def __init__(self, name_of: Naming, parent: QObject | None = None, *, is_shelf: bool = False) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._is_shelf = is_shelf
        self._rules: Rules = DEFAULTS
        self._now = 0
        self._lines: dict[str, _Line] = {}
        self._order: list[str] = []
        self._latest: list[str] = []
        self._held = False
        self._waiting = 0

    # what the page gives ------------------------------------------------------------------------------------

    def apply(self, views: Iterable[AlarmView], now: int, rules: Rules) -> None:
        """Take the alarms in force, in their order."""
        self._now, self._rules = now, rules
        fresh: dict[str, AlarmView] = {view.record.id: view for view in views}
        changed: set[str] = set()
        for key, view in fresh.items():
            known = self._lines.get(key)
            if known is None or known.view != view:
                self._lines[key] = self._line(view)
                changed.add(key)
        self._latest = list(fresh)
        self._take_order(fresh, changed)
        for gone in [key for key in self._lines if key not in fresh]:
            del self._lines[gone]

    def tick(self, now: int, first: int, last: int) -> None:
        """Time passes: the ages of the rows on screen."""
        self._now = now
        last = min(last, len(self._order) - 1)
        if 0 <= first <= last:
            column = Column.UNTIL if self._is_shelf else Column.AGE
            self.dataChanged.emit(self.index(first, column), self.index(last, column), [_DISPLAY])

    def hold(self, *, held: bool) -> None:
        """Somebody reads (or does not any more): then what waited comes in."""
        self._held = held
        if not held:
            self.release()

    def release(self) -> None:
        """Show what waited, in the order in force."""
        self._rearrange([key for key in self._latest if key in self._lines])
        self._set_waiting(0)

    def renew_texts(self) -> None:
        """Names or the language changed."""
        self._lines = {key: self._line(line.view) for key, line in self._lines.items()}
        if self._order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    @property
    def waiting(self) -> int:
        """New alarms that are not shown yet."""
        return self._waiting

    def view_at(self, row: int) -> AlarmView | None:
        """The alarm of a row."""
        return self._lines[self._order[row]].view if 0 <= row < len(self._order) else None

    def row_of(self, alarm_id: str) -> int:
        """The row of an alarm, -1 when it is not in this list."""
        return self._order.index(alarm_id) if alarm_id in self._order else -1

    # Qt -----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's
        if not index.isValid() or index.row() >= len(self._order):
            return None
        line = self._lines[self._order[index.row()]]
        column = index.column()
        if role == _DISPLAY:
            return self._shown(line, column)
        if role == Role.VIEW:
            return line.view
        if role == Role.ALARM_ID:
            return line.view.record.id
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.MESSAGE:
            return line.texts[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken if column == Column.LEVEL else self._shown(line, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return self._headers()[section]

    # private ------------------------------------------------------------------------------------------------

    def _headers(self) -> tuple[str, ...]:
        return (
            QCoreApplication.translate("AlarmsModel", "Lv"),
            QCoreApplication.translate("AlarmsModel", "Time"),
            QCoreApplication.translate("AlarmsModel", "Room"),
            QCoreApplication.translate("AlarmsModel", "Device"),
            QCoreApplication.translate("AlarmsModel", "Message"),
            QCoreApplication.translate("AlarmsModel", "State"),
            QCoreApplication.translate("AlarmsModel", "Lasting"),
            QCoreApplication.translate("AlarmsModel", "Seen by"),
            QCoreApplication.translate("AlarmsModel", "Until"),
            QCoreApplication.translate("AlarmsModel", "Reason"),
            QCoreApplication.translate("AlarmsModel", "By"),
        )

    def _shown(self, line: _Line, column: int) -> str:
        record = line.view.record
        if column == Column.AGE:
            return formats.minutes(max(self._now - record.raised_at, 0) // 60_000)
        if column == Column.UNTIL and record.shelved_until is not None:
            until = formats.clock(record.shelved_until, self._rules.tz)
            left = formats.left_or_passed(record.shelved_until, self._now)
            return QCoreApplication.translate("AlarmsModel", "to {time}, {left}").format(
                time=until, left=left
            )
        return line.texts[column]

    def _line(self, view: AlarmView) -> _Line:
        record = view.record
        zone = self._rules.tz
        room = self._name_of("room", record.room_id) if record.room_id is not None else "—"
        device = record.device_name or words.kind(record.device_kind)
        message = words.message(view, self._now, zone)
        letter = words.letter(view.letter)
        texts = (
            "",
            formats.clock_s(record.raised_at, zone),
            room,
            device,
            message,
            letter,
            "",
            self._name_of("person", record.acknowledged_by) or "—",
            "",
            record.shelf_reason,
            self._name_of("person", record.shelved_by) or "—",
        )
        level = states.priority(view.priority)
        return _Line(view, room, texts, f"{level} {letter} {room} {device} {message}")

    def _take_order(self, fresh: dict[str, AlarmView], changed: set[str]) -> None:
        if not self._held or not self._order:
            self._rearrange(self._latest)
            self._set_waiting(0)
        else:
            self._rearrange([key for key in self._order if key in fresh])
            self._set_waiting(sum(1 for key in fresh if key not in set(self._order)))
        self._tell(changed)

    def _rearrange(self, wanted: Sequence[str]) -> None:
        """From the order shown to the wanted one, by the narrowest signals that Qt has for it."""
        keep = set(wanted)
        for row in range(len(self._order) - 1, -1, -1):
            if self._order[row] not in keep:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._order[row]
                self.endRemoveRows()
        known = set(self._order)
        if [key for key in wanted if key in known] != self._order:
            self._reorder([key for key in wanted if key in known])
        if not self._order and wanted:
            self.beginInsertRows(_NOWHERE, 0, len(wanted) - 1)
            self._order = list(wanted)
            self.endInsertRows()
            return
        for row, key in enumerate(wanted):
            if row >= len(self._order) or self._order[row] != key:
                self.beginInsertRows(_NOWHERE, row, row)
                self._order.insert(row, key)
                self.endInsertRows()

    def _reorder(self, wanted: list[str]) -> None:
        self.layoutAboutToBeChanged.emit()
        places = {key: row for row, key in enumerate(wanted)}
        old = self.persistentIndexList()
        new = [self.index(places[self._order[index.row()]], index.column()) for index in old]
        self._order = wanted
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _tell(self, changed: set[str]) -> None:
        rows = [row for row, key in enumerate(self._order) if key in changed]
        if rows:
            self.dataChanged.emit(
                self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1)
            )  # one for the batch

    def _set_waiting(self, count: int) -> None:
        if count != self._waiting:
            self._waiting = count
            self.waiting_changed.emit(count)


_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
