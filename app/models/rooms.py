"""The rooms as rows: one `Tile` a room, over records that the page hands in. A Qt item model and nothing
else.

The plan paints column 0 through `Role.TILE`; the table beside it shows the same rows as columns. `apply`
takes a new snapshot, `tick` lets the clock run on over the old one: both compare tiles and tell only of
rows that read differently. GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

from app.domain.periods import MINUTE
from app.domain.records.board import Board
from app.domain.rooms import RoomFacts, RoomView, facts_of, view
from app.domain.rules import DEFAULTS, Rules
from app.domain.states import RoomStatus
from app.models.tiles import RoomAlarm, Surroundings, Tile, tile_of
from app.words import formats, states

Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class Role(IntEnum):
    """What a row can be asked for."""

    TILE = Qt.ItemDataRole.UserRole + 1
    VIEW = Qt.ItemDataRole.UserRole + 2
    ROOM_ID = Qt.ItemDataRole.UserRole + 3
    FLOOR_ID = Qt.ItemDataRole.UserRole + 4
    STATUS = Qt.ItemDataRole.UserRole + 5
    SORT = Qt.ItemDataRole.UserRole + 6


class Column(IntEnum):
    """The columns of the table beside the plan."""

    ROOM = 0
    STATUS = 1
    MEETING = 2
    TIME = 3
    COUNTDOWN = 4
    STAFF = 5
    ALARM = 6


class RoomsModel(QAbstractTableModel):
    """All rooms of the house in the order of the board."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts: list[RoomFacts] = []
        self._views: list[RoomView] = []
        self._tiles: list[Tile] = []
        self._rows: dict[str, int] = {}
        self._odd: list[int] = []
        self._around: dict[str, Surroundings] = {}
        self._floors: dict[str, str] = {}
        self._rules: Rules = DEFAULTS
        self._now = 0

    # what pages say ------------------------------------------------------------------------------

    def apply(self, board: Board, now: int) -> None:
        """Take a snapshot in; rows keep their identity by room id, so selection and scroll survive."""
        facts = facts_of(board)
        floors = {floor.id: floor.name for floor in board.floors}
        wanted = [room.id for room in board.rooms]
        held = [one.room.id for one in self._facts]
        same = self._is_minute(now) and (wanted, floors, board.rules) == (held, self._floors, self._rules)
        self._rules, self._now, self._floors = board.rules, now, floors
        if wanted != held:
            self._arrange(wanted, facts)
        before, self._facts = self._facts, [facts[room_id] for room_id in wanted]
        self._index()
        odd = set(self._odd)
        self._recount(
            [row for row, one in enumerate(self._facts) if not same or row in odd or one != before[row]]
        )

    def tick(self, now: int) -> None:
        """The clock went on. Within one minute only rooms whose times are not on whole minutes can read
        anew.
        """
        same_minute = self._is_minute(now)
        self._now = now
        self._recount(list(self._odd) if same_minute else range(len(self._facts)))

    def set_alarms(self, alarms: Mapping[str, RoomAlarm]) -> None:
        """The gravest open alarm of each room that has one."""
        self._surround({room: (alarms.get(room), self._of(room).celsius) for room in self._rows})

    def set_temperatures(self, celsius: Mapping[str, float | None]) -> None:
        """Room temperatures by room id; rooms left out keep theirs."""
        self._surround(
            {room: (self._of(room).alarm, value) for room, value in celsius.items() if room in self._rows}
        )

    def retranslate(self) -> None:
        """The language changed: every word anew."""
        self._recount(range(len(self._facts)))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    # what views ask ------------------------------------------------------------------------------

    def tile(self, row: int) -> Tile:
        """The tile of a row."""
        return self._tiles[row]

    def tiles(self) -> list[Tile]:
        """All tiles; not to be changed."""
        return self._tiles

    def views(self) -> list[RoomView]:
        """All rooms as the domain sees them; not to be changed."""
        return self._views

    def row_of(self, room_id: str) -> int | None:
        """The row of a room."""
        return self._rows.get(room_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._tiles)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._tiles):
            return None
        tile = self._tiles[index.row()]
        if role == Role.TILE:
            return tile
        if role == Role.VIEW:
            return self._views[index.row()]
        if role == Role.SORT:
            return _sort_key(tile, self._views[index.row()], index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return _ICONS[tile.status] if index.column() == Column.STATUS else None
        simple = _SIMPLE.get(role)
        return getattr(tile, simple) if simple else _cell(tile, index.column()) if role == 0 else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return _header(section)

    def roleNames(self) -> dict[int, Any]:
        return {**super().roleNames(), **{role.value: role.name.lower().encode() for role in Role}}

    # private -------------------------------------------------------------------------------------

    def _is_minute(self, now: int) -> bool:
        """Whether the clock only went on within the minute that is shown."""
        return now // MINUTE == self._now // MINUTE and now >= self._now

    def _of(self, room_id: str) -> Surroundings:
        return self._around.get(room_id, Surroundings())

    def _surround(self, wanted: Mapping[str, tuple[RoomAlarm | None, float | None]]) -> None:
        changed = []
        for room_id, (alarm, celsius) in wanted.items():
            row = self._rows[room_id]
            floor = self._floors.get(self._facts[row].room.floor_id or "", "")
            new = Surroundings(alarm, celsius, floor)
            if new != self._around.get(room_id):
                self._around[room_id] = new
                changed.append(row)
        self._recount(sorted(changed))

    def _arrange(self, wanted: list[str], facts: Mapping[str, RoomFacts]) -> None:
        """Other rooms than before: take out what went, put in what came; a change of order is a reset."""
        held = [one.room.id for one in self._facts]
        kept = [room_id for room_id in held if room_id in facts]
        if not held or kept != [room_id for room_id in wanted if room_id in self._rows]:
            self.beginResetModel()
            self._facts = [facts[room_id] for room_id in wanted]
            self._refill()
            self.endResetModel()
            return
        for row in reversed(range(len(held))):
            if held[row] not in facts:
                self.beginRemoveRows(_NOWHERE, row, row)
                del self._facts[row], self._views[row], self._tiles[row]
                self.endRemoveRows()
        for row, room_id in enumerate(wanted):
            if row >= len(self._facts) or self._facts[row].room.id != room_id:
                self.beginInsertRows(_NOWHERE, row, row)
                self._facts.insert(row, facts[room_id])
                fresh = self._seen(facts[room_id])
                self._views.insert(row, fresh)
                self._tiles.insert(row, self._tile(fresh))
                self.endInsertRows()
        self._index()

    def _refill(self) -> None:
        self._views = [self._seen(one) for one in self._facts]
        self._tiles = [self._tile(one) for one in self._views]
        self._index()

    def _index(self) -> None:
        self._rows = {one.room.id: row for row, one in enumerate(self._facts)}
        self._odd = [row for row, one in enumerate(self._facts) if _off_beat(one)]

    def _seen(self, facts: RoomFacts) -> RoomView:
        return view(facts, self._now, self._rules)

    def _tile(self, seen: RoomView) -> Tile:
        room = seen.facts.room
        around = self._of(room.id)
        floor = self._floors.get(room.floor_id or "", "")
        if around.floor != floor:
            around = Surroundings(around.alarm, around.celsius, floor)
        return tile_of(seen, self._now, self._rules, around)

    def _recount(self, rows: Iterable[int]) -> None:
        changed = []
        for row in rows:
            seen = self._seen(self._facts[row])
            tile = self._tile(seen)
            self._views[row] = seen
            if tile != self._tiles[row]:
                self._tiles[row] = tile
                changed.append(row)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))


class FloorProxy(QSortFilterProxyModel):
    """The rooms of one floor, or those that a count of the summary names."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._floor: str | None = None
        self._only: frozenset[str] | None = None
        self.setSortRole(Role.SORT)

    def show_floor(self, floor_id: str | None, only: frozenset[str] | None) -> None:
        """Show a floor's rooms; with ``only`` these rooms of the whole house instead."""
        if (floor_id, only) != (self._floor, self._only):
            self._floor, self._only = floor_id, only
            self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        if self._only is not None:
            return index.data(Role.ROOM_ID) in self._only
        return self._floor is None or bool(index.data(Role.FLOOR_ID) == self._floor)


_SIMPLE: Final[dict[int, str]] = {
    Role.ROOM_ID: "room_id",
    Role.FLOOR_ID: "floor_id",
    Role.STATUS: "status",
    Qt.ItemDataRole.AccessibleTextRole: "accessible",
}
_ICONS: Final = {
    RoomStatus.EMERGENCY: "siren",
    RoomStatus.OUT_OF_SERVICE: "wrench",
    RoomStatus.OVERRUN: "timer",
    RoomStatus.IN_SESSION: "users-round",
    RoomStatus.TO_CLEAN: "brush-cleaning",
    RoomStatus.CLEANING: "brush-cleaning",
    RoomStatus.READY: "circle-check",
    RoomStatus.PREPARING: "clipboard-list",
    RoomStatus.RESERVED_SOON: "clock",
    RoomStatus.CLOSED: "moon",
    RoomStatus.AVAILABLE: "circle",
}


def _cell(tile: Tile, column: int) -> str:
    """The text of a table cell."""
    if column == Column.ROOM:
        return formats.room_title(tile.number, tile.name)
    if column == Column.ALARM:
        return f"{states.priority(tile.alarm.level)} {tile.alarm.text}".strip() if tile.alarm else ""
    if column == Column.COUNTDOWN:
        return f"{tile.countdown} {tile.suffix}".strip()
    if column == Column.STAFF:
        return f"{tile.staff} {tile.staff_missing}".strip()
    plain = {Column.STATUS: tile.word, Column.MEETING: tile.title, Column.TIME: tile.detail}
    status = plain.get(Column(column), "")
    return f"{status} · {tile.flag}" if column == Column.STATUS and tile.flag else status


def _header(section: int) -> str:
    words = {
        Column.ROOM: QCoreApplication.translate("RoomsModel", "Room"),
        Column.STATUS: QCoreApplication.translate("RoomsModel", "State"),
        Column.MEETING: QCoreApplication.translate("RoomsModel", "Meeting"),
        Column.TIME: QCoreApplication.translate("RoomsModel", "Time and unit"),
        Column.COUNTDOWN: QCoreApplication.translate("RoomsModel", "Countdown"),
        Column.STAFF: QCoreApplication.translate("RoomsModel", "Attendants"),
        Column.ALARM: QCoreApplication.translate("RoomsModel", "Alarm"),
    }
    return words[Column(section)]


def _sort_key(tile: Tile, seen: RoomView, column: int) -> str | int:
    """What a column sorts by: times as instants, not as words."""
    if column in {Column.TIME, Column.COUNTDOWN}:
        return seen.until if seen.until is not None else 2**62
    return _cell(tile, column)


def _off_beat(facts: RoomFacts) -> bool:
    """Whether a room's times lie off the whole minute, so that it can change in the middle of one."""
    times = [m.starts_at for m in facts.meetings] + [m.ends_at for m in facts.meetings]
    times += [c.starts_at for c in facts.closures] + [c.ends_at for c in facts.closures]
    times += [t.ends_at for t in facts.tasks if t.is_open]
    return any(at % MINUTE for at in times)


def _runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Neighbouring rows as (first, last)."""
    first = last = None
    for row in rows:
        if last is None or row != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = row
        last = row
    if first is not None and last is not None:
        yield first, last
