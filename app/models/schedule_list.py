"""The schedule as a table (a Qt item model): the same meetings as the timeline, one a row, in order of time.

What the painted timeline shows by place and pattern stands here in words, for who cannot see it or would
rather read. Built by the schedule page in the GUI thread; ``apply`` tells only what differs.
"""

from __future__ import annotations

from collections.abc import Sequence
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
)

from app.domain import rooms as room_rules
from app.domain.meetings import phase as phase_of
from app.domain.records import Board, MeetingRecord
from app.domain.rooms import RoomFacts
from app.domain.states import MeetingPhase
from app.domain.tasks import arrived_slots
from app.models.schedule import PHASE_ICONS, Scope
from app.words import formats, states

ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """What each column says."""

    TIME = 0
    ROOM = 1
    TITLE = 2
    STATE = 3
    STAFF = 4
    UNIT = 5
    CONTACT = 6


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A row, ready to show."""

    id: str
    cells: tuple[str, ...]
    icon: str


def listed(board: Board, now: int, scope: Scope) -> tuple[ListedMeeting, ...]:
    """The meetings that the timeline shows, by start and room."""
    facts = room_rules.facts_of(board)
    shown = [
        (m, facts[m.room_id])
        for m in board.meetings
        if m.room_id in facts and scope.shows(m) and scope.takes(facts[m.room_id].room)
    ]
    shown.sort(key=lambda pair: (pair[0].starts_at, pair[1].room.number, pair[0].id))
    return tuple(_row(meeting, room, board, now, scope) for meeting, room in shown)


def _row(meeting: MeetingRecord, facts: RoomFacts, board: Board, now: int, scope: Scope) -> ListedMeeting:
    rules, secret = board.rules, meeting.is_classified
    ready, begun = room_rules.is_ready(facts, meeting, now), room_rules.setup_begun(facts, meeting)
    phase: MeetingPhase = phase_of(meeting, now, rules, is_ready=ready, setup_begun=begun)
    span = formats.clock_range(meeting.starts_at, meeting.ends_at, rules.tz)
    if scope.period.minutes > 25 * 60:
        span = f"{formats.day_of_instant(meeting.starts_at, rules.tz)} {span}"
    here = arrived_slots(room_rules.tasks_of(facts, meeting))
    taken = QCoreApplication.translate("ScheduleModel", "Taken")
    cells = (
        span, formats.room_title(facts.room.number, facts.room.name), taken if secret else meeting.title,
        states.meeting_phase(phase),
        f"{here}/{meeting.attendants_needed}" if meeting.attendants_needed else "—",
        "" if secret else meeting.unit, "" if secret else " ".join((meeting.contact, meeting.phone)).strip(),
    )  # fmt: skip
    return ListedMeeting(meeting.id, cells, "lock" if secret else PHASE_ICONS.get(phase, ""))


class MeetingListModel(QAbstractTableModel):
    """Rows of `ListedMeeting`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ListedMeeting] = []

    def show(self, board: Board, now: int, scope: Scope) -> None:
        """Show this board as it stands at an instant."""
        self.apply(listed(board, now, scope))

    def apply(self, rows: Sequence[ListedMeeting]) -> None:
        """Show these rows; what stays in place keeps its selection."""
        wanted = {row.id for row in rows}
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place].id not in wanted:
                self._take(place)
        for place, row in enumerate(rows):
            if place < len(self._rows) and self._rows[place].id == row.id:
                if self._rows[place] != row:
                    self._rows[place] = row
                    self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))
                continue
            old = self.row_of(row.id)
            if old >= 0:
                self._take(old)
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()

    def row_of(self, meeting_id: str) -> int:
        """The row of a meeting, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.id == meeting_id), -1)

    def retranslate(self) -> None:
        """The heads are in another language now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

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
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.STATE:
            return row.icon or None
        return row.id if role == ID_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: Qt's own signature
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _heads()[section]

    def _take(self, place: int) -> None:
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._rows[place]
        self.endRemoveRows()


def _heads() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("MeetingListModel", "Time"),
        QCoreApplication.translate("MeetingListModel", "Room"),
        QCoreApplication.translate("MeetingListModel", "Meeting"),
        QCoreApplication.translate("MeetingListModel", "State"),
        QCoreApplication.translate("MeetingListModel", "Attendants"),
        QCoreApplication.translate("MeetingListModel", "Unit"),
        QCoreApplication.translate("MeetingListModel", "Contact"),
    )
