"""Which meetings hold a room: one indexed SELECT for one op, a book in memory for a batch."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
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
TOGETHER: Final = 62 * DAY  # how long a span of several rooms may be, unless one alone is longer
AROUND: Final = DAY  # how far neighbours matter for buffers


class SlotBook:
    """The slots of preloaded rooms, sorted by start, whole within a span of time; and what this transaction
    changed in any room, which a SELECT does not see before the flush.
    """

    def __init__(self) -> None:
        self._rooms: dict[str, list[tuple[int, str, Slot]]] = {}
        self._spans: dict[str, Period] = {}
        self._reach: dict[str, int] = {}  # the longest slot of a room: how far back one can still overlap
        self._where: dict[str, tuple[int, str, Slot]] = {}
        self._changed: dict[str, dict[str, Slot]] = {}  # by room and meeting
        # the room of each meeting that was changed, if it has one
        self._changed_in: dict[str, str | None] = {}

    def covers(self, room_id: str, period: Period) -> bool:
        """Whether all that can matter near a period of the room is in the book."""
        span = self._spans.get(room_id)
        return span is not None and span.start <= period.start and period.end <= span.end

    def open_room(self, room_id: str, span: Period) -> None:
        """The room is in the book from here on; every slot near the span is put in next."""
        self._rooms.setdefault(room_id, [])
        known = self._spans.get(room_id)
        if known is not None and known.start <= span.end and span.start <= known.end:
            span = Period(min(known.start, span.start), max(known.end, span.end))
        self._spans[room_id] = span

    def put(self, slot: Slot) -> None:
        """A meeting holds a slot; what it held before is free."""
        self._take(slot.meeting_id)
        if slot.room_id in self._rooms:
            entry = (slot.held_from, slot.meeting_id, slot)
            insort(self._rooms[slot.room_id], entry, key=lambda e: e[:2])
            length = slot.held_to - slot.held_from
            self._reach[slot.room_id] = max(length, self._reach.get(slot.room_id, 0))
            self._where[slot.meeting_id] = entry

    def change(self, meeting_id: str, slot: Slot | None) -> None:
        """A meeting holds this from now on, or nothing."""
        before = self._changed_in.get(meeting_id)
        if before is not None:
            del self._changed[before][meeting_id]
        self._changed_in[meeting_id] = slot.room_id if slot is not None else None
        if slot is None:
            self._take(meeting_id)
            return
        self._changed.setdefault(slot.room_id, {})[meeting_id] = slot
        self.put(slot)

    def _take(self, meeting_id: str) -> None:
        entry = self._where.pop(meeting_id, None)
        if entry is not None:
            self._rooms[entry[2].room_id].remove(entry)

    def around(self, room_id: str, period: Period) -> list[Slot]:
        """The slots near a period that the book covers."""
        entries = self._rooms[room_id]
        reach = self._reach.get(room_id, 0) + AROUND
        first = bisect_left(entries, (period.start - reach, ""), key=lambda e: e[:2])
        last = bisect_left(entries, (period.end + AROUND, ""), key=lambda e: e[:2])
        return [slot for _, _, slot in entries[first:last] if slot.held_to > period.start - AROUND]

    def corrected(self, room_id: str, period: Period, found: list[Slot]) -> list[Slot]:
        """What a SELECT found near a period, as this transaction has made it."""
        if not self._changed_in:
            return found
        now = [slot for slot in found if slot.meeting_id not in self._changed_in]
        near = Period(period.start - AROUND, period.end + AROUND)
        now += [slot for slot in self._changed.get(room_id, {}).values() if slot.period.overlaps(near)]
        return sorted(now, key=lambda slot: (slot.held_from, slot.meeting_id))


def book_of(session: OpSession) -> SlotBook:
    """The transaction's book."""
    book = session.info.get("slots")
    if not isinstance(book, SlotBook):
        book = SlotBook()
        session.info["slots"] = book
    return book


def slots_around(session: OpSession, room_id: str, period: Period, without: str | None) -> list[Slot]:
    """What holds the room near a period, one meeting left out; what this transaction changed included."""
    book = book_of(session)
    if book.covers(room_id, period):
        found = book.around(room_id, period)
    else:
        found = book.corrected(room_id, period, _select(session, [room_id], period))
    return [slot for slot in found if slot.meeting_id != without]


def holds_now(session: OpSession, row: MeetingRow) -> None:
    """Tell the book what a meeting holds after a change."""
    slot = Slot(row.id, row.room_id, row.held_from, row.held_to, MeetingClass(row.meeting_class))
    book_of(session).change(row.id, slot if row.holds else None)


def preload_slots(session: OpSession, rooms: dict[str, tuple[int, int]]) -> None:
    """Read the slots of a batch's rooms. All that was changed before is flushed."""
    book = book_of(session)
    for span, of_span in _together({room: Period(*span) for room, span in rooms.items()}):
        for room_id in of_span:
            book.open_room(room_id, span)
        for slot in _select(session, sorted(of_span), span):
            book.put(slot)


def _together(rooms: Mapping[str, Period]) -> Iterator[tuple[Period, list[str]]]:
    """Rooms that are asked for about the same weeks are read at once, as far as that reads little more."""
    held: list[str] = []
    span = Period(0, 0)
    for room_id, its in sorted(rooms.items(), key=lambda item: (item[1].start, item[1].end)):
        whole = Period(span.start, max(span.end, its.end)) if held else its
        if held and whole.end - whole.start > max(TOGETHER, its.end - its.start):
            yield span, held
            held, whole = [], its
        held.append(room_id)
        span = whole
    if held:
        yield span, held


_ROW: Final = MeetingRow.__table__.c
# Made once: making it costs more than running it. ix_meeting_slot.
_HELD: Final = (
    select(_ROW.id, _ROW.room_id, _ROW.held_from, _ROW.held_to, _ROW.meeting_class)
    .where(
        _ROW.site_id == bindparam("site"),
        _ROW.room_id.in_(bindparam("rooms", expanding=True)),
        _ROW.held_from > bindparam("after"),
        _ROW.held_from < bindparam("before"),
        _ROW.held_to > bindparam("ends_after"),
        _ROW.holds == 1,
    )
    .order_by(_ROW.held_from, _ROW.id)
)


def _select(session: OpSession, rooms: Sequence[str], period: Period) -> list[Slot]:
    bounds = {
        "site": session.site_id,
        "rooms": rooms,
        "after": period.start - LONGEST,
        "before": period.end + AROUND,
        "ends_after": period.start - AROUND,
    }
    found = session.execute(_HELD, bounds).all()
    return [Slot(*row[:4], meeting_class=MeetingClass(row[4])) for row in found]
