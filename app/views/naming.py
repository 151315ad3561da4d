"""Names of things by id, for sentences: refusals, undo
bar, change log. Kept from the last board. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.desk import Desk
from app.domain.periods import DAY
from app.domain.questions import BoardBetween, DeviceList, PeopleList, RoomList, SearchEntries, SearchEntry
from app.domain.records import Board, DeviceRecord, PersonRecord, RoomRecord
from app.words import states
from app.words.refusals import Names

LATER_MS: Final = 400  # first what was done is painted, then its name is looked up
_SUBJECTS: Final = frozenset({"room", "person", "device", "meeting"})


class NameBook(QObject):
    """Asks for names when the store opens and when things were added or renamed."""

    arrived = Signal()
    """Names came that may be new."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._names: dict[tuple[str, str], str] = {}
        self._stale: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.on_later)
        desk.started.connect(self.on_started)
        desk.changed.connect(self.on_changed)

    def names(self) -> Names:
        """The lookup that words take."""
        return Names(self._desk.rules.tz, self.name_of)

    def name_of(self, subject: str, entity_id: str) -> str:
        """A thing's name, or "" when it is unknown."""
        return self._names.get((subject, entity_id), "")

    def on_started(self) -> None:
        """The store is open: the names, when the first page has had its answer."""
        self._stale |= {*_SUBJECTS, "task"}
        self._later.start()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Ask again, a moment later, for what may have a new name."""
        self._stale |= {subject for subject, _ in keys} & _SUBJECTS
        if any(key[0] == "task" and key not in self._names for key in keys):
            self._stale.add("task")
        if self._stale and not self._later.isActive():
            self._later.start()

    def on_later(self) -> None:
        """The moment has come."""
        stale, self._stale = self._stale, set()
        if "room" in stale:
            self._desk.ask(RoomList(), self._take_rooms, self)
        if "person" in stale:
            self._desk.ask(PeopleList(with_inactive=True), self._take_people, self)
        if "device" in stale:
            self._desk.ask(DeviceList(), self._take_devices, self)
        if "meeting" in stale:
            self._ask_meetings()
        if "task" in stale:
            self._ask_tasks()

    def _ask_meetings(self) -> None:
        now = self._desk.now()
        self._desk.ask(SearchEntries(now - 2 * DAY, now + 14 * DAY), self._take_entries, self)

    def _ask_tasks(self) -> None:
        now = self._desk.now()
        self._desk.ask(BoardBetween(now - DAY, now + 2 * DAY), self._take_board, self)

    def _take_board(self, board: Board) -> None:
        rooms = {room.id: room.number for room in board.rooms}
        for task in board.tasks:
            self._names["task", task.id] = (
                f"{rooms.get(task.room_id or '', '')} {states.task_kind(task.kind)}".strip()
            )
        self.arrived.emit()

    def _take_rooms(self, rooms: tuple[RoomRecord, ...]) -> None:
        self._names.update({("room", room.id): room.number for room in rooms})
        self.arrived.emit()

    def _take_people(self, people: tuple[PersonRecord, ...]) -> None:
        self._names.update({("person", person.id): person.name for person in people})
        self.arrived.emit()

    def _take_devices(self, devices: tuple[DeviceRecord, ...]) -> None:
        self._names.update({("device", device.id): device.name for device in devices})
        self.arrived.emit()

    def _take_entries(self, entries: tuple[SearchEntry, ...]) -> None:
        found = {("meeting", entry.id): entry.text for entry in entries if entry.subject == "meeting"}
        self._names.update(found)
        self.arrived.emit()
