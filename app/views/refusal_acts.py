"""What can be made of an op that central refused: the op read back, the same in another room, a draft of it.

Pure; used by the conflicts page.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.domain.conflicts import Item
from app.domain.ops import KINDS, BookMeeting, MoveMeeting, Operation, SettleRefusal
from app.domain.questions import FreeRooms
from app.domain.records import MeetingRecord, RefusalRecord, WaitingRecord
from app.domain.states import RefusalChoice
from app.views.booking_draft import EDITED, Draft


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal with its op read back; None when a newer version said it."""

    record: RefusalRecord
    op: Operation | None

    @property
    def about(self) -> tuple[str, str]:
        """(subject, id) of what the op was about, ("", "") when it named nothing that exists by itself."""
        if isinstance(self.op, BookMeeting):
            return ("", "")
        found = {name: getattr(self.op, name, "") for name in ("meeting", "task", "room", "device", "id")}
        tasks = getattr(self.op, "tasks", ())
        if tasks:
            return ("task", tasks[0])
        for subject in ("meeting", "task", "room", "device"):
            if found[subject]:
                return (subject, str(found[subject]))
        kind = self.record.kind
        for subject in ("meeting", "room", "person", "device"):
            if subject in kind and found["id"]:
                return (subject, str(found["id"]))
        return ("", "")

    @property
    def has_slot(self) -> bool:
        """Whether another room or time would do."""
        return isinstance(self.op, BookMeeting | MoveMeeting)


def read_back(record: RefusalRecord) -> Refusal:
    """The op of a refusal."""
    kind = KINDS.get(record.kind)
    try:
        op = msgspec.json.decode(record.body.encode(), type=kind) if kind is not None else None
    except msgspec.MsgspecError:
        op = None
    return Refusal(record, op)


def other_rooms(refusal: Refusal, meeting: MeetingRecord | None) -> FreeRooms | None:
    """The question for rooms that are free instead."""
    op = refusal.op
    if isinstance(op, BookMeeting):
        return FreeRooms(op.starts_at, op.ends_at, op.expected)
    if isinstance(op, MoveMeeting) and meeting is not None:
        return FreeRooms(op.starts_at, op.ends_at, meeting.expected, op.id)
    return None


def in_room(refusal: Refusal, room_id: str, new_id: str, meeting: MeetingRecord | None) -> Operation | None:
    """The same in another room; None where that means nothing."""
    op = refusal.op
    if isinstance(op, BookMeeting):
        return msgspec.structs.replace(op, id=new_id, room=room_id)
    if isinstance(op, MoveMeeting) and meeting is not None:
        seen = (meeting.room_id, meeting.starts_at, meeting.ends_at)
        return MoveMeeting(op.id, room_id, op.starts_at, op.ends_at, *seen, op.override)
    return None


def can_wait(refusal: Refusal) -> bool:
    """Whether it is a booking for a slot that somebody else has (R6.5-3)."""
    return isinstance(refusal.op, BookMeeting) and refusal.record.code == "slot_taken"


def wanted_booking(entry: WaitingRecord) -> BookMeeting | None:
    """The booking of an entry of the waiting list; None when a newer version said it."""
    try:
        return msgspec.json.decode(entry.body.encode(), type=BookMeeting)
    except msgspec.MsgspecError:
        return None


def draft_of(op: BookMeeting) -> Draft:
    """A refused booking as the form shows it."""
    same = {name: getattr(op, name) for name in EDITED}
    return Draft(
        room_id=op.room, starts_at=op.starts_at, ends_at=op.ends_at, is_classified=op.is_classified, **same
    )


def settling(item: Item, choice: RefusalChoice) -> tuple[SettleRefusal, ...]:
    """The cause is settled as chosen; what hung on it goes with it."""
    first, *hanging = [refusal for refusal in item.refusals if refusal.is_final]
    rest = tuple(SettleRefusal(refusal.op_id, RefusalChoice.DISCARDED) for refusal in hanging)
    return (SettleRefusal(first.op_id, choice), *rest)
