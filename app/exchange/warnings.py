"""What somebody should know of a meeting that is imported all the same (design.md, section 11)."""

from __future__ import annotations

from typing import Final

from app.domain.imports import Ground, Problem
from app.domain.meetings import Booking, findings
from app.domain.ops import ImportMeeting
from app.domain.periods import Period
from app.domain.records import RoomRecord
from app.exchange.occupancy import Occupancy

_PLACE: Final = "slot_taken"  # decided already: it would have been refused


def warnings_of(
    where: str, room: RoomRecord, op: ImportMeeting, occupancy: Occupancy, ground: Ground
) -> list[Problem]:
    """Rules that the meeting does not keep; of a meeting in the past only that it is past."""
    if op.ends_at <= ground.read_at:
        return [Problem(where, "in_the_past")]
    period = Period(op.starts_at, op.ends_at)
    near = [slot for slot in occupancy.around(room.id, period) if slot.meeting_id != op.id]
    shut = [closure for closure in ground.closures if closure.room_id == room.id]
    booking = Booking(room, period, op.expected, op.meeting_class)
    found = findings(booking, near, shut, ground.rules, ground.read_at)
    return [Problem(where, finding.code, finding.params) for finding in found if finding.code != _PLACE]
