"""The Qt item model behind every timeline: rows (rooms, people, their groups) with bars as their children.

The schedule and the dispatch board build `TimelineRow` values from frozen records and give them to
``apply``, which finds what differs and emits narrow signals, so that selection and scroll survive. GUI
thread. No queries, no painting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1  # TimelineRow of a row index
BAR_ROLE: Final = ROW_ROLE + 1  # TimelineBar of a bar index
ID_ROLE: Final = ROW_ROLE + 2  # the id of either
UNCONFIRMED_ICON: Final = "cloud-off"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A bar on a row, ready to paint: times, words and the names of its look; nothing is worked out later.

    ``style`` is ``meeting.<phase>``, ``task.<state>`` or ``room.<status>`` (widgets/patterns). ``icons``
    come before the text, ``marks`` after it at the right end. ``lead`` and ``tail`` are the thin bars
    before and after (UTC ms, equal times = none). ``fixed`` bars cannot be dragged; ``grips`` says which
    edges can.
    """

    id: str
    start: int
    end: int
    style: str
    text: str
    accessible: str = ""
    tooltip: str = ""
    icons: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    alarm: str = ""  # high, mid, low: shape before the text
    lead: tuple[int, int] = (0, 0)
    lead_style: str = "room.preparing"
    tail: tuple[int, int] = (0, 0)
    tail_style: str = "room.to_clean"
    fixed: bool = False
    grips: tuple[str, ...] = ("start", "end")
    subject: str = "meeting"
    stub: int = 0  # px of a walk stub before the bar
    short: str = ""  # said instead of the text where there is no room for it
    unconfirmed: bool = False  # central has not confirmed it: a dashed edge and a cloud
    is_fresh: bool = False  # another desk has just changed it: framed for a moment


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A row: a group head (``is_group``) or a lane of bars. ``group`` is the id of the head it folds under.

    ``title`` bold, ``detail`` beside it, ``end`` at the right of the row column, ``note`` on a second line
    when the bars need more than one lane. ``shades`` are stretches (UTC ms) painted as not open. ``said``
    stands in the row where bars would be ("on leave, ..."). ``extra`` is for a view's own row head (load,
    presence).
    """

    id: str
    title: str
    detail: str = ""
    end: str = ""
    note: str = ""
    is_group: bool = False
    group: str = ""
    bars: tuple[TimelineBar, ...] = ()
    shades: tuple[tuple[int, int], ...] = ()
    said: str = ""
    accessible: str = ""
    tooltip: str = ""
    is_muted: bool = False
    extra: object = None


class TimelineModel(QAbstractItemModel):
    """Two levels: rows, and bars under them, one column. Bars keep their place while they live."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TimelineRow] = []
        self._bars: list[list[TimelineBar]] = []
        self._keys: list[int] = []  # a bar's index carries the key of its row; rows carry 0
        self._places: dict[int, int] = {}
        self._last_key = 0
        self._given: Sequence[TimelineRow] = ()
        self._unconfirmed: frozenset[tuple[str, str]] = frozenset()
        self._fresh: frozenset[tuple[str, str]] = frozenset()

    # what views read ------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[TimelineRow]:
        """All rows in order."""
        return self._rows

    def bars(self, row: int) -> Sequence[TimelineBar]:
        """The bars of a row, in the model's order."""
        return self._bars[row]

    def row_of(self, row_id: str) -> int:
        """The place of a row, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.id == row_id), -1)

    def bar_index(self, bar_id: str) -> QModelIndex:
        """The index of a bar, invalid when it is not there."""
        for row, bars in enumerate(self._bars):
            for place, bar in enumerate(bars):
                if bar.id == bar_id:
                    return self.index(place, 0, self.index(row, 0))
        return QModelIndex()

    def bar(self, bar_id: str) -> TimelineBar | None:
        """A bar by its id."""
        return next((bar for bars in self._bars for bar in bars if bar.id == bar_id), None)

    # what pages do --------------------------------------------------------------------------------

    def apply(self, rows: Sequence[TimelineRow]) -> None:
        """Show these rows. Signals are as narrow as the difference; a changed order of rows resets."""
        self._given = rows
        self._show([self._marked(row) for row in rows] if self._unconfirmed or self._fresh else rows)

    def set_unconfirmed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Mark the bars of these (subject, id) as not confirmed by central, and no others."""
        if keys != self._unconfirmed:
            self._unconfirmed = keys
            self.apply(self._given)

    def set_fresh(self, keys: frozenset[tuple[str, str]]) -> None:
        """Frame the bars of these (subject, id), which another desk has just changed, and no others."""
        if keys != self._fresh:
            self._fresh = keys
            self.apply(self._given)

    def _marked(self, row: TimelineRow) -> TimelineRow:
        keys = {(bar.subject, bar.id) for bar in row.bars}
        if keys & self._fresh:
            fresh = tuple(replace(b, is_fresh=(b.subject, b.id) in self._fresh) for b in row.bars)
            row = replace(row, bars=fresh)
        if not keys & self._unconfirmed:
            return row
        word = QCoreApplication.translate("Unconfirmed", "To be confirmed by central")
        bars = tuple(
            replace(
                bar, unconfirmed=True, icons=(UNCONFIRMED_ICON, *bar.icons),
                accessible=f"{bar.accessible}, {word}",
                tooltip="\n".join(part for part in (bar.tooltip, word) if part),
            )
            if (bar.subject, bar.id) in self._unconfirmed
            else bar
            for bar in row.bars
        )  # fmt: skip
        return replace(row, bars=bars)

    def _show(self, rows: Sequence[TimelineRow]) -> None:
        new_ids = [row.id for row in rows]
        old_ids = [row.id for row in self._rows]
        kept = set(new_ids)
        known = set(old_ids)
        is_reordered = [i for i in old_ids if i in kept] != [i for i in new_ids if i in known]
        if is_reordered or len(kept) != len(new_ids):
            self._reset(rows)
            return
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id not in kept:
                self._drop_row(place)
        for place, row in enumerate(rows):
            if place >= len(self._rows) or self._rows[place].id != row.id:
                self._insert_row(place, row)
            else:
                self._change_row(place, row)

    def _reset(self, rows: Sequence[TimelineRow]) -> None:
        self.beginResetModel()
        self._rows = [replace(row, bars=()) for row in rows]
        self._bars = [list(row.bars) for row in rows]
        self._keys = [self._new_key() for _ in rows]
        self._number()
        self.endResetModel()

    def _number(self) -> None:
        self._places = {key: place for place, key in enumerate(self._keys)}

    def _new_key(self) -> int:
        self._last_key += 1
        return self._last_key

    def _drop_row(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place], self._bars[place], self._keys[place]
        self._number()
        self.endRemoveRows()

    def _insert_row(self, place: int, row: TimelineRow) -> None:
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.insert(place, replace(row, bars=()))
        self._bars.insert(place, list(row.bars))
        self._keys.insert(place, self._new_key())
        self._number()
        self.endInsertRows()

    def _change_row(self, place: int, row: TimelineRow) -> None:
        head = replace(row, bars=())
        if head != self._rows[place]:
            self._rows[place] = head
            index = self.index(place, 0)
            self.dataChanged.emit(index, index)
        self._change_bars(place, row.bars)

    def _change_bars(self, place: int, bars: Sequence[TimelineBar]) -> None:
        if tuple(self._bars[place]) == tuple(bars):
            return
        parent = self.index(place, 0)
        wanted = {bar.id: bar for bar in bars}
        mine = self._bars[place]
        for at in range(len(mine) - 1, -1, -1):
            if mine[at].id not in wanted:
                self.beginRemoveRows(parent, at, at)
                del mine[at]
                self.endRemoveRows()
        for at, bar in enumerate(mine):
            if bar != wanted[bar.id]:
                mine[at] = wanted[bar.id]
                index = self.index(at, 0, parent)
                self.dataChanged.emit(index, index)
        have = {bar.id for bar in mine}
        fresh = [bar for bar in wanted.values() if bar.id not in have]
        if fresh:
            self.beginInsertRows(parent, len(mine), len(mine) + len(fresh) - 1)
            mine += fresh
            self.endInsertRows()

    # Qt overrides ---------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = QModelIndex()) -> QModelIndex:
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, 0) if row < len(self._rows) else QModelIndex()
        if parent.internalId() or row >= len(self._bars[parent.row()]):
            return QModelIndex()
        return self.createIndex(row, 0, self._keys[parent.row()])

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # QObject.parent() too
        place = self._places.get(child.internalId(), -1) if child.isValid() else -1
        return self.createIndex(place, 0) if place >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._rows)
        return 0 if parent.internalId() else len(self._bars[parent.row()])

    def columnCount(self, _parent: Index = QModelIndex()) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # Any: Qt's own signature
        if not index.isValid():
            return None
        key = index.internalId()
        if key == 0:
            return _row_data(self._rows[index.row()], role)
        return _bar_data(self._bars[self._places[key]][index.row()], role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren if index.internalId() else flags


def _row_data(row: TimelineRow, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{row.title} {row.detail}".strip()
    if role == ROW_ROLE:
        return row
    if role == ID_ROLE:
        return row.id
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return row.accessible or f"{row.title} {row.detail}".strip()
    return row.tooltip or None if role == Qt.ItemDataRole.ToolTipRole else None


def _bar_data(bar: TimelineBar, role: int) -> object:
    if role == Qt.ItemDataRole.DisplayRole:
        return bar.text
    if role == BAR_ROLE:
        return bar
    if role == ID_ROLE:
        return bar.id
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return bar.accessible or bar.text
    return bar.tooltip or None if role == Qt.ItemDataRole.ToolTipRole else None
