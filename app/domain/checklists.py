"""The pre-meeting check (R7.2-3): which items a meeting has, who answers them, what blocks READY.

The list is ours, after neighbour standards (domain.md 1.1); an item is a code, its words are in app/words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from app.domain.records.meetings import CheckRecord, MeetingRecord
from app.domain.states import CheckOwner, CheckResult, MeetingClass


@dataclass(frozen=True, slots=True)
class Item:
    """A check item; ``must`` blocks READY while it is not passed."""

    owner: CheckOwner
    code: str
    must: bool


_DESK: Final = (
    ("booking_unchanged", True),
    ("attendants_signed_in", True),
    ("temperature", False),
    ("door_screen", False),
    ("notice_receipts", False),
    ("emergency_contacts", False),
)
_ATTENDANT: Final = (
    ("clean", True),
    ("chairs", True),
    ("nameplates", True),
    ("materials", True),
    ("stationery", False),
    ("cups", True),
    ("hot_water", True),
    ("tea_ready", False),
    ("guide_sign", False),
    ("sign_in_terminal", False),
    ("toilets", False),
)
_ENGINEER: Final = (
    ("microphones", True),
    ("loudspeakers", True),
    ("display", True),
    ("video_call", True),
    ("recording", False),
    ("lighting", False),
    ("network", True),
    ("spare_microphone", False),
    ("sensors", False),
)
_ONLY_IF: Final = {
    "nameplates": "nameplates",
    "materials": "materials",
    "cups": "tea",
    "hot_water": "tea",
    "tea_ready": "tea",
    "video_call": "is_video",
}


def template(meeting: MeetingRecord) -> tuple[Item, ...]:
    """The items of a meeting, desk first; a self-service meeting has none, engineers come where video is."""
    if meeting.meeting_class is MeetingClass.SELF_SERVICE:
        return ()
    lists = [(CheckOwner.DESK, _DESK), (CheckOwner.ATTENDANT, _ATTENDANT)]
    if meeting.is_video:
        lists.append((CheckOwner.ENGINEER, _ENGINEER))
    return tuple(
        Item(owner, code, must)
        for owner, items in lists
        for code, must in items
        if code not in _ONLY_IF or getattr(meeting, _ONLY_IF[code])
    )


def blocking(meeting: MeetingRecord, checks: Iterable[CheckRecord]) -> tuple[Item, ...]:
    """Must-items that are open or failed."""
    fine = {(c.owner, c.item) for c in checks if c.result in {CheckResult.PASS, CheckResult.NOT_APPLICABLE}}
    return tuple(item for item in template(meeting) if item.must and (item.owner, item.code) not in fine)


def progress(meeting: MeetingRecord, checks: Iterable[CheckRecord], owner: CheckOwner) -> tuple[int, int]:
    """(answered well, all) items of one owner."""
    items = [item for item in template(meeting) if item.owner is owner]
    good = {CheckResult.PASS, CheckResult.NOT_APPLICABLE}
    done = {c.item for c in checks if c.owner is owner and c.result in good}
    return sum(item.code in done for item in items), len(items)
