"""What the drawer says of a meeting in pairs of words: unit, contact, people, services, and how long is left.

Pure, from frozen records; called by the meeting drawer (GUI thread). Of a classified meeting only contact and
head-count are said (R6.11-1).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.domain.candidates import candidates
from app.domain.dispatch import crew_of, queue
from app.domain.periods import MINUTE, day_of
from app.domain.records import Board, MeetingRecord, RoomRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass, MeetingState, Role
from app.views import meeting_acts
from app.views.booking_draft import Draft
from app.words import formats

translate: Final[Callable[[str, str], str]] = QCoreApplication.translate


def countdown(meeting: MeetingRecord, now: int) -> str:
    """How long until it starts or ends, or how long that has been."""
    if meeting.state in meeting_acts.WAITING:
        if now < meeting.starts_at:
            return translate("MeetingDrawer", "starts in {time}").format(
                time=formats.countdown(meeting.starts_at, now)
            )
        return translate("MeetingDrawer", "{time} past its start").format(
            time=formats.minutes((now - meeting.starts_at) // MINUTE)
        )
    if meeting.state is MeetingState.IN_SESSION:
        if now < meeting.ends_at:
            return translate("MeetingDrawer", "{time} left").format(
                time=formats.countdown(meeting.ends_at, now)
            )
        return translate("MeetingDrawer", "{time} over").format(
            time=formats.minutes((now - meeting.ends_at) // MINUTE)
        )
    return ""


def pairs(meeting: MeetingRecord, room: RoomRecord | None) -> list[tuple[str, str]]:
    """What the drawer lists: (word, what it is); the caller leaves out what is empty."""
    seats = str(room.capacity) if room and room.capacity else ""
    people = (
        translate("MeetingDrawer", "{n} expected").format(n=meeting.expected)
        if meeting.expected
        else translate("MeetingDrawer", "number unknown")
    )
    if meeting.expected and seats:
        people = translate("MeetingDrawer", "{n} expected / {seats} seats").format(
            n=meeting.expected, seats=seats
        )
    contact = "   ".join(part for part in (meeting.contact, meeting.phone) if part)
    number = (translate("MeetingDrawer", "Number"), formats.meeting_number(meeting.number))
    if meeting.is_classified:
        return [
            (translate("MeetingDrawer", "Contact"), contact),
            (translate("MeetingDrawer", "People"), people),
            number,
        ]
    if meeting.layout:
        layout = translate("MeetingDrawer", "layout")
        people = f"{people}   {layout} {meeting.layout}"
    return [
        (translate("MeetingDrawer", "Unit"), meeting.unit),
        (translate("MeetingDrawer", "Contact"), contact),
        (translate("MeetingDrawer", "People"), people),
        (translate("MeetingDrawer", "Services"), " · ".join(_services(meeting))),
        (translate("MeetingDrawer", "Notes"), meeting.notes),
        (translate("MeetingDrawer", "Override"), meeting.override),
        (translate("MeetingDrawer", "Cancelled"), meeting.cancel_reason),
        number,
    ]


def _services(meeting: MeetingRecord) -> list[str]:
    parts = []
    if meeting.nameplates:
        parts.append(translate("MeetingDrawer", "nameplates {n}").format(n=meeting.nameplates))
    if meeting.materials:
        parts.append(translate("MeetingDrawer", "materials {n}").format(n=meeting.materials))
    if meeting.tea and meeting.meeting_class is MeetingClass.REGULAR:
        parts.append(translate("MeetingDrawer", "tea"))
    if meeting.is_video:
        parts.append(translate("MeetingDrawer", "video"))
    return parts


def staffing_text(draft: Draft, rules: Rules) -> str:
    """How many attendants Annex B gives a booking, said before it is made."""
    staffing = draft.staffing(rules)
    if draft.meeting_class is MeetingClass.SELF_SERVICE:
        return translate("MeetingForm", "Self-service: none")
    if draft.expected == 0 and not draft.asks_attendants:
        return translate("MeetingForm", "0 until the number is known (Annex B)")
    text = translate("MeetingForm", "{n} by Annex B").format(n=staffing.attendants)
    if staffing.review:
        text += translate("MeetingForm", "; above {n} people the provider adjusts").format(n=rules.band_three)
    return text


def best_for_open_slot(
    board: Board | None, meeting: MeetingRecord, now: int
) -> tuple[tuple[tuple[str, ...], str] | None, str]:
    """The tasks of a meeting's first open slot with the person who fits best, and that person's name."""
    if board is None or not meeting.holds:
        return None, ""
    crew = crew_of(board, day_of(meeting.starts_at, board.rules.tz), now)
    entries = (e for e in queue(board, crew) if e.meeting and e.meeting.id == meeting.id)
    entry = next((e for e in entries if e.role is Role.ATTENDANT), None)
    best = next((c for c in candidates(entry, crew) if c.may), None) if entry else None
    if entry is None or best is None:
        return None, ""
    return (entry.ids, best.day.person.id), best.day.person.name
