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
        self._spans: dict[str, tuple[int, int]] = {}  # within which a room's slots are all known
        self._decided: dict[str, Slot | None] = {}  # what changed here: the table's word on it is old
        self._reach: dict[str, int] = {}  # the longest slot of a room: how far back one can still overlap
        self._where: dict[str, tuple[int, str, Slot]] = {}

    def missing(self, room_id: str, period: Period) -> Period | None:
        """The span to read before the room's slots in a period are all known; None when they are."""
        known = self._spans.get(room_id)
        if known is None:
            return period
        start, end = min(known[0], period.start), max(known[1], period.end)
        return None if (start, end) == known else Period(start, end)

    def read(self, room_id: str, period: Period, slots: list[Slot]) -> None:
        """What the table says; a meeting that changed here is known better."""
        self._rooms.setdefault(room_id, [])
        self._spans[room_id] = (period.start, period.end)
        for slot in slots:
            if slot.meeting_id not in self._decided:
                self.put(slot)
        for decided in self._decided.values():
            if decided is not None and decided.room_id == room_id:
                self.put(decided)

    def decide(self, meeting_id: str, slot: Slot | None) -> None:
        """A meeting holds this now, or nothing."""
        self._decided[meeting_id] = slot
        if slot is None:
            self.take(meeting_id)
        else:
            self.put(slot)

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
    _know(session, book, room_id, period)
    found = book.around(room_id, period)
    return [slot for slot in found if slot.meeting_id != without]


def holds_now(session: OpSession, row: MeetingRow) -> None:
    """Tell the book what a meeting holds after a change."""
    slot = Slot(row.id, row.room_id, row.held_from, row.held_to, MeetingClass(row.meeting_class))
    book_of(session).decide(row.id, slot if row.holds else None)


def _know(session: OpSession, book: SlotBook, room_id: str, period: Period) -> None:
    wanted = book.missing(room_id, period)
    if wanted is not None:
        book.read(room_id, wanted, _select(session, room_id, wanted))


def preload_slots(session: OpSession, rooms: dict[str, tuple[int, int]]) -> None:
    """Read the slots of a batch's rooms."""
    book = book_of(session)
    for room_id, (start, end) in sorted(rooms.items()):
        _know(session, book, room_id, Period(start, end))


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
