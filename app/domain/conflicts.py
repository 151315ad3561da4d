"""What waits for a decision, put together for people: conflicts by their object, refusals by their cause.

Pure. Values are JSON text as the records carry them; words are in app/words/conflicts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.domain.ops import EditDevice, EditFloor, EditMeeting, EditPerson, EditRoom
from app.domain.records import ConflictRecord, InboxRecord, RefusalRecord, WaitingRecord
from app.domain.states import ConflictChoice

FREE_TEXT: Final = frozenset({("meeting", "notes")})
"""(subject, field) of long texts: two of them can stand together."""
_EDITS: Final = frozenset(
    op.__struct_config__.tag for op in (EditMeeting, EditRoom, EditPerson, EditDevice, EditFloor)
)
_COLUMNS: Final = {"floor": "floor_id", "room": "room_id"}  # where a body's name is not the column's
_WEIGHT: Final = {
    name: place for place, name in enumerate(("slot", "ends_at", "period", "assignee_id", "facts", "title"))
}
"""What is decided first: where and when, then who, then the words."""
Value = Any  # Any: a JSON value


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide (or decided): the conflicts of one object, or a refusal and what hangs on it."""

    key: str
    conflicts: tuple[ConflictRecord, ...] = ()
    refusals: tuple[RefusalRecord, ...] = ()
    queued: WaitingRecord | None = None

    @property
    def found_at(self) -> int:
        """Since when it waits, UTC ms."""
        if self.queued is not None:
            return self.queued.queued_at
        moments = [c.found_at for c in self.conflicts] + [r.found_at for r in self.refusals]
        return min(moments, default=0)

    @property
    def decided_at(self) -> int:
        """When it was decided, 0 while it is open."""
        moments = [c.resolved_at or 0 for c in self.conflicts] + [r.settled_at or 0 for r in self.refusals]
        return max(moments, default=0)

    @property
    def is_final(self) -> bool:
        """Whether it can be decided: central has spoken, the slot it waits for is free. What this desk only
        expects to be refused is not to decide yet.
        """
        if self.queued is not None:
            return self.queued.is_due
        return bool(self.conflicts) or any(refusal.is_final for refusal in self.refusals)

    @property
    def about(self) -> tuple[str, str]:
        """(subject, id) of the object of conflicts; ("", "") of a refusal."""
        return (self.conflicts[0].about, self.conflicts[0].about_id) if self.conflicts else ("", "")

    @property
    def is_mine(self) -> bool:
        """Whether the change that came second was said at this desk."""
        return any(conflict.body is not None for conflict in self.conflicts)


@dataclass(frozen=True, slots=True)
class Merged:
    """A field of the same change that nobody else had touched: it stands."""

    field: str
    was: str
    now: str


def waiting_items(inbox: InboxRecord) -> tuple[Item, ...]:
    """What is open, oldest first; a booking that waits is open when its turn has come."""
    due = (item for item in queued_items(inbox) if item.is_final)
    found = [*_by_object(inbox.conflicts), *_by_cause(inbox.refusals), *due]
    return tuple(sorted(found, key=lambda item: (item.found_at, item.key)))


def queued_items(inbox: InboxRecord) -> tuple[Item, ...]:
    """Bookings that wait for their slot: those whose turn has come first, then by the slot."""
    order = sorted(inbox.queued, key=lambda entry: (not entry.is_due, entry.starts_at, entry.place, entry.id))
    return tuple(Item(f"queued:{entry.id}", queued=entry) for entry in order)


def decided_items(inbox: InboxRecord) -> tuple[Item, ...]:
    """What was decided since the day began, newest first; fields decided in one act stand together."""
    acts: dict[tuple[str, str, int], list[ConflictRecord]] = {}
    for conflict in inbox.decided:
        acts.setdefault((conflict.about, conflict.about_id, conflict.resolved_at or 0), []).append(conflict)
    found = [
        Item(f"decided:{about}/{about_id}/{at}", tuple(group))
        for (about, about_id, at), group in acts.items()
    ]
    found += [Item(f"settled:{group[0].op_id}", refusals=group) for group in _groups(inbox.settled)]
    return tuple(sorted(found, key=lambda item: (-item.decided_at, item.key)))


def merged_fields(item: Item) -> tuple[Merged, ...]:
    """What else the edits behind an item's conflicts changed and what was taken over as it was meant."""
    open_fields = {conflict.field for conflict in item.conflicts}
    found: dict[str, Merged] = {}
    for body in {conflict.op_id: conflict.body for conflict in item.conflicts if conflict.body}.values():
        said = decoded(body)
        if not isinstance(said, dict) or said.get("kind") not in _EDITS:
            continue
        was = said.get("was", {})
        for name, value in said.get("set", {}).items():
            field = _COLUMNS.get(name, name)
            if field not in open_fields and was.get(name) != value:
                found[field] = Merged(field, encoded(was.get(name)), encoded(value))
    return tuple(found.values())


def decoded(text: str | None) -> Value:
    """A JSON text's value; None for a text that is none."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def encoded(value: Value) -> str:
    """A value as the records carry it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def same(one: str | None, other: str | None) -> bool:
    """Whether two JSON texts say the same."""
    return bool(decoded(one) == decoded(other))


def can_keep_both(conflict: ConflictRecord) -> bool:
    """Whether the two values can stand together."""
    return (conflict.about, conflict.field) in FREE_TEXT


def both(conflict: ConflictRecord) -> str:
    """The two texts together as JSON text: what stands now first, then what is new in the other."""
    was, mine, theirs = (str(decoded(text) or "") for text in (conflict.was, conflict.mine, conflict.theirs))
    if mine in theirs:
        return encoded(theirs)
    added = mine[len(was) :].lstrip("\n") if was and mine.startswith(was) else mine
    return encoded("\n".join(part for part in (theirs.rstrip("\n"), added) if part))


def outcome(conflict: ConflictRecord, choice: ConflictChoice) -> str:
    """What the field holds after a choice, as JSON text."""
    if choice is ConflictChoice.BOTH:
        return both(conflict)
    return conflict.mine if choice is ConflictChoice.MINE else conflict.theirs


def holder(conflict: ConflictRecord) -> ConflictChoice | None:
    """Whose value the field holds at this moment; None when it is a third one, or the row is gone."""
    if conflict.now is None:
        return None
    if same(conflict.now, conflict.theirs):
        return ConflictChoice.THEIRS
    return ConflictChoice.MINE if same(conflict.now, conflict.mine) else None


def oldest_wait(items: Iterable[Item], now: int) -> int | None:
    """How long the oldest decision has been waiting, ms; None when nothing waits. A slot that is free again
    is an offer, nobody is late with it.
    """
    waits = [now - item.found_at for item in items if item.is_final and item.queued is None]
    return max(waits, default=None)


def _by_object(conflicts: Sequence[ConflictRecord]) -> list[Item]:
    groups: dict[tuple[str, str], list[ConflictRecord]] = {}
    for conflict in conflicts:
        groups.setdefault((conflict.about, conflict.about_id), []).append(conflict)
    for group in groups.values():
        group.sort(key=lambda each: (_WEIGHT.get(each.field, len(_WEIGHT)), each.field, each.id))
    return [Item(f"conflict:{about}/{uid}", tuple(group)) for (about, uid), group in groups.items()]


def _by_cause(refusals: Sequence[RefusalRecord]) -> list[Item]:
    return [Item(f"refusal:{group[0].op_id}", refusals=group) for group in _groups(refusals)]


def _groups(refusals: Sequence[RefusalRecord]) -> list[tuple[RefusalRecord, ...]]:
    """Each refusal with those that hang on it, by seq; one whose cause is not among them stands alone."""
    known = {refusal.op_id: refusal for refusal in refusals}
    groups: dict[str, list[RefusalRecord]] = {}
    for refusal in sorted(refusals, key=lambda each: each.seq):
        groups.setdefault(_root(refusal, known), []).append(refusal)
    for root, group in groups.items():
        group.sort(key=lambda each: (each.op_id != root, each.seq))
    return [tuple(group) for group in groups.values()]


def _root(refusal: RefusalRecord, known: dict[str, RefusalRecord]) -> str:
    seen = {refusal.op_id}
    while refusal.cause in known and refusal.cause not in seen:
        seen.add(refusal.cause)
        refusal = known[refusal.cause]
    return refusal.op_id
