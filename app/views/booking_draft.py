"""What a person has typed about a meeting, and the operations that it becomes. Pure; used by the booking
form.

A draft is frozen; the form makes a new one on each change. Editing says only the fields that differ from
what was seen, and a move of room or time apart, so that a change of text never touches the times (R8). GUI
thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from app.domain.ops import BookMeeting, EditMeeting, MeetingFields, Operation
from app.domain.periods import Period
from app.domain.records import MeetingRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass
from app.domain.tasks import Staffing, annex_b
from app.views import meeting_acts

EDITED: Final = (
    "title", "unit", "contact", "phone", "expected", "meeting_class", "asks_attendants", "is_video", "layout",
    "tea",
    "nameplates", "materials", "notes",
)  # fmt: skip
_OPEN_WHEN_CLASSIFIED: Final = frozenset(
    {"title", "contact", "phone", "expected", "meeting_class", "asks_attendants", "tea"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The form's content. ``room_id`` "" = not chosen yet."""

    room_id: str = ""
    starts_at: int = 0
    ends_at: int = 0
    title: str = ""
    expected: int = 0
    meeting_class: MeetingClass = MeetingClass.REGULAR
    unit: str = ""
    contact: str = ""
    phone: str = ""
    asks_attendants: bool = False
    is_video: bool = False
    is_classified: bool = False
    layout: str = ""
    tea: bool = True
    nameplates: int = 0
    materials: int = 0
    notes: str = ""

    @property
    def period(self) -> Period:
        """[starts_at, ends_at)."""
        return Period(self.starts_at, self.ends_at)

    def staffing(self, rules: Rules) -> Staffing:
        """Attendants by Annex B."""
        return annex_b(self.expected, self.meeting_class, rules, asked=self.asks_attendants)


def draft_of(meeting: MeetingRecord) -> Draft:
    """A meeting as the form shows it."""
    same = {name: getattr(meeting, name) for name in EDITED}
    return Draft(
        room_id=meeting.room_id, starts_at=meeting.starts_at, ends_at=meeting.ends_at,
        is_classified=meeting.is_classified, **same,
    )  # fmt: skip


def booking(draft: Draft, meeting_id: str, *, series: str | None = None, override: str = "") -> BookMeeting:
    """The booking of a draft. A classified one carries room, time, head-count and contact only (R6.11-1)."""
    values: dict[str, Any] = {  # Any: a draft's values
        name: getattr(draft, name)
        for name in EDITED
        if not draft.is_classified or name in _OPEN_WHEN_CLASSIFIED
    }
    return BookMeeting(
        id=meeting_id, room=draft.room_id, starts_at=draft.starts_at, ends_at=draft.ends_at,
        is_classified=draft.is_classified, series=series, override=override, **values,
    )  # fmt: skip


def editing(meeting: MeetingRecord, draft: Draft, override: str = "") -> tuple[Operation, ...]:
    """The operations between what was seen and what is wanted; none when nothing differs.

    The order lets room and head-count change together: a larger group moves first, a smaller one is counted
    first.
    """
    seen = draft_of(meeting)
    names = [n for n in EDITED if getattr(draft, n) != getattr(seen, n)]
    if meeting.is_classified:
        names = [n for n in names if n in _OPEN_WHEN_CLASSIFIED]
    edits: list[Operation] = []
    if names:
        new = MeetingFields(**{n: getattr(draft, n) for n in names})
        was = MeetingFields(**{n: getattr(seen, n) for n in names})
        edits.append(EditMeeting(meeting.id, set=new, was=was))
    if not is_moved(meeting, draft):
        return tuple(edits)
    move = meeting_acts.move(meeting, draft.room_id, draft.starts_at, draft.ends_at, override)
    return (move, *edits) if draft.expected > meeting.expected else (*edits, move)


def is_moved(meeting: MeetingRecord, draft: Draft) -> bool:
    """Whether room or time differ."""
    return (meeting.room_id, meeting.starts_at, meeting.ends_at) != (
        draft.room_id,
        draft.starts_at,
        draft.ends_at,
    )
