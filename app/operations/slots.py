"""Which meetings hold a room: one indexed SELECT for one op, a book in memory for a batch."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import Final

from sqlalchemy import bindparam, select

from app.domain.meetings import Slot
from app.domain.periods import DAY, Period
from app.domain.states import MeetingClass
from app.operations.session import OpSession
from app.store.tables import MeetingRow

LONGEST: Final = (
    31 * DAY
)  # no meeting is longer (domain/meetings.sane_period): lower bound of the index range
AROUND: Final = DAY  # how far neighbours matter for buffers


class SlotBook:
    """The slots of preloaded rooms, sorted by start; a meeting that moves is taken out and put in again."""

    def __init__(self) -> None:
        self._rooms: dict[str, list[tuple[int, str, Slot]]] = {}
        self._reach: dict[str, int] = {}  # the longest slot of a room: how far back one can still overlap
        self._where: dict[str, tuple[int, str, Slot]] = {}

    def __contains__(self, room_id: str) -> bool:
        return room_id in self._rooms

    def open_room(self, room_id: str) -> None:
        """The room is in the book from here on."""
        self._rooms.setdefault(room_id, [])

    def put(self, slot: Slot) -> None:
        """A meeting holds a slot now; what it held before is free."""
        self.take(slot.meeting_id)
        if slot.room_id in self._rooms:
            entry = (slot.held_from, slot.meeting_id, slot)
            insort(self._rooms[slot.room_id], entry, key=lambda e: e[:2])
            length = slot.held_to - slot.held_from
            self._reach[slot.room_id] = max(length, self._reach.get(slot.room_id, 0))
            self._where[slot.meeting_id] = entry

    def take(self, meeting_id: str) -> None:
        """A meeting holds nothing any more."""
        entry = self._where.pop(meeting_id, None)
        if entry is not None:
            self._rooms[entry[2].room_id].remove(entry)

    def around(self, room_id: str, period: Period) -> list[Slot]:
        """The slots near a period."""
        entries = self._rooms[room_id]
        reach = self._reach.get(room_id, 0) + AROUND
        first = bisect_left(entries, (period.start - reach, ""), key=lambda e: e[:2])
        last = bisect_left(entries, (period.end + AROUND, ""), key=lambda e: e[:2])
        return [slot for _, _, slot in entries[first:last] if slot.held_to > period.start - AROUND]


def book_of(session: OpSession) -> SlotBook:
    """The batch's book."""
    book = session.info.get("slots")
    if not isinstance(book, SlotBook):
        book = SlotBook()
        session.info["slots"] = book
    return book


def slots_around(session: OpSession, room_id: str, period: Period, without: str | None) -> list[Slot]:
    """What holds the room near a period, one meeting left out."""
    book = book_of(session)
    found = book.around(room_id, period) if room_id in book else _select(session, room_id, period)
    return [slot for slot in found if slot.meeting_id != without]


def holds_now(session: OpSession, row: MeetingRow) -> None:
    """Tell the book what a meeting holds after a change."""
    book = book_of(session)
    if row.holds:
        book.put(Slot(row.id, row.room_id, row.held_from, row.held_to, MeetingClass(row.meeting_class)))
    else:
        book.take(row.id)


def preload_slots(session: OpSession, rooms: dict[str, tuple[int, int]]) -> None:
    """Read the slots of a batch's rooms."""
    book = book_of(session)
    for room_id, (start, end) in sorted(rooms.items()):
        book.open_room(room_id)
        for slot in _select(session, room_id, Period(start, end)):
            book.put(slot)


_ROW: Final = MeetingRow.__table__.c
# Made once: making it costs more than running it. ix_meeting_slot.
_HELD: Final = (
    select(_ROW.id, _ROW.room_id, _ROW.held_from, _ROW.held_to, _ROW.meeting_class)
    .where(
        _ROW.site_id == bindparam("site"),
        _ROW.room_id == bindparam("room"),
        _ROW.held_from > bindparam("after"),
        _ROW.held_from < bindparam("before"),
        _ROW.held_to > bindparam("ends_after"),
        _ROW.holds == 1,
    )
    .order_by(_ROW.held_from, _ROW.id)
)


def _select(session: OpSession, room_id: str, period: Period) -> list[Slot]:
    bounds = {
        "site": session.site_id,
        "room": room_id,
        "after": period.start - LONGEST,
        "before": period.end + AROUND,
        "ends_after": period.start - AROUND,
    }
    found = session.execute(_HELD, bounds).all()
    return [Slot(*row[:4], meeting_class=MeetingClass(row[4])) for row in found]
