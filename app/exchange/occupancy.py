"""Who holds which room when: sorted periods per room, for telling overlaps and neighbours in a plan."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from app.domain.meetings import Slot
from app.domain.periods import Period


class Occupancy:
    """Slots that never overlap within a room, as the store keeps them."""

    def __init__(self, slots: Iterable[Slot]) -> None:
        self._starts: dict[str, list[int]] = {}
        self._slots: dict[str, list[Slot]] = {}
        for slot in sorted(slots, key=lambda each: (each.held_from, each.meeting_id)):
            self._starts.setdefault(slot.room_id, []).append(slot.held_from)
            self._slots.setdefault(slot.room_id, []).append(slot)

    def hit(self, room: str, period: Period) -> Slot | None:
        """The first slot that overlaps a period."""
        slots = self._slots.get(room, [])
        at = bisect_left(self._starts.get(room, []), period.end)
        # Slots of a room do not overlap each other, so only the last one that begins before the end can.
        found = slots[at - 1] if at and slots[at - 1].period.overlaps(period) else None
        while at > 1 and slots[at - 2].period.overlaps(period):
            at -= 1
            found = slots[at - 1]
        return found

    def put(self, slot: Slot) -> None:
        """A slot that was found free is held from now on."""
        starts = self._starts.setdefault(slot.room_id, [])
        at = bisect_right(starts, slot.held_from)
        starts.insert(at, slot.held_from)
        self._slots.setdefault(slot.room_id, []).insert(at, slot)

    def take(self, slot: Slot) -> None:
        """A slot is free again."""
        slots = self._slots[slot.room_id]
        at = slots.index(slot, bisect_left(self._starts[slot.room_id], slot.held_from))
        del slots[at], self._starts[slot.room_id][at]

    def around(self, room: str, period: Period) -> list[Slot]:
        """The neighbour before and the one after a period that is held by one slot or free."""
        slots, starts = self._slots.get(room, []), self._starts.get(room, [])
        before = bisect_left(starts, period.start) - 1
        after = bisect_left(starts, period.end)
        near = [slots[before]] if before >= 0 else []
        return near + slots[after : after + 1]
