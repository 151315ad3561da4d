"""The rules in force, in words: what each number means, its unit, and where its default comes from."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

# Any: the stub of QT_TRANSLATE_NOOP says object.
_LABELS: Final[dict[str, Any]] = {
    "site.name": QT_TRANSLATE_NOOP("Rules", "Name of the house"),
    "site.zone": QT_TRANSLATE_NOOP("Rules", "Time zone"),
    "booking.days": QT_TRANSLATE_NOOP("Rules", "Bookable days ahead"),
    "room.opens": QT_TRANSLATE_NOOP("Rules", "Normal rooms open at"),
    "room.closes": QT_TRANSLATE_NOOP("Rules", "Normal rooms close at"),
    "room.self_service_from": QT_TRANSLATE_NOOP("Rules", "All-hours rooms: self-service from"),
    "room.self_service_to": QT_TRANSLATE_NOOP("Rules", "All-hours rooms: self-service until"),
    "booking.shortest": QT_TRANSLATE_NOOP("Rules", "Shortest booking"),
    "booking.longest": QT_TRANSLATE_NOOP("Rules", "Longest booking"),
    "setup.lead": QT_TRANSLATE_NOOP("Rules", "Set-up starts before the meeting"),
    "gap.regular": QT_TRANSLATE_NOOP("Rules", "Gap before a regular meeting"),
    "gap.self_service": QT_TRANSLATE_NOOP("Rules", "Gap before a self-service meeting"),
    "gap.clean": QT_TRANSLATE_NOOP("Rules", "Cleaning takes"),
    "gap.quick_setup": QT_TRANSLATE_NOOP("Rules", "Quick set-up takes"),
    "ready.lead": QT_TRANSLATE_NOOP("Rules", "Room ready before the meeting"),
    "ready.quick_turn_after": QT_TRANSLATE_NOOP(
        "Rules", "Quick turn when the meeting before ends later than"
    ),
    "ready.quick_lead": QT_TRANSLATE_NOOP("Rules", "Room ready at a quick turn"),
    "room.soon": QT_TRANSLATE_NOOP("Rules", "A meeting counts as soon from"),
    "check_in.opens": QT_TRANSLATE_NOOP("Rules", "Check-in opens before the meeting"),
    "no_show.after": QT_TRANSLATE_NOOP("Rules", "Ask about a no-show after"),
    "cancel.late": QT_TRANSLATE_NOOP("Rules", "A cancellation is late within"),
    "tea.first": QT_TRANSLATE_NOOP("Rules", "First tea refill after"),
    "tea.every": QT_TRANSLATE_NOOP("Rules", "Tea refills every"),
    "task.walk": QT_TRANSLATE_NOOP("Rules", "Walk between two rooms"),
    "staff.band_none": QT_TRANSLATE_NOOP("Rules", "No attendant up to"),
    "staff.band_one": QT_TRANSLATE_NOOP("Rules", "1 attendant up to"),
    "staff.band_two": QT_TRANSLATE_NOOP("Rules", "2 attendants up to"),
    "staff.band_three": QT_TRANSLATE_NOOP("Rules", "3 attendants up to; above, to be reviewed"),
    "undo.seconds": QT_TRANSLATE_NOOP("Rules", "Notices wait for undo"),
    "device.stale_seconds": QT_TRANSLATE_NOOP("Rules", "A reading is stale after"),
    "alarm.shelve_hours": QT_TRANSLATE_NOOP("Rules", "An alarm may be shelved for"),
    "alarm.mute": QT_TRANSLATE_NOOP("Rules", "Muting ends by itself after"),
    "conflict.target": QT_TRANSLATE_NOOP("Rules", "A conflict should be decided within"),
}
_UNITS: Final[dict[str, Any]] = {
    "booking.days": QT_TRANSLATE_NOOP("Rules", "days"),
    "undo.seconds": QT_TRANSLATE_NOOP("Rules", "s"),
    "device.stale_seconds": QT_TRANSLATE_NOOP("Rules", "s"),
    "alarm.shelve_hours": QT_TRANSLATE_NOOP("Rules", "h"),
    "staff.band_none": QT_TRANSLATE_NOOP("Rules", "people"),
    "staff.band_one": QT_TRANSLATE_NOOP("Rules", "people"),
    "staff.band_two": QT_TRANSLATE_NOOP("Rules", "people"),
    "staff.band_three": QT_TRANSLATE_NOOP("Rules", "people"),
}
_MINUTES: Final[Any] = QT_TRANSLATE_NOOP("Rules", "min")
CLOCK_KEYS: Final = frozenset({"room.opens", "room.closes", "room.self_service_from", "room.self_service_to"})
TEXT_KEYS: Final = frozenset({"site.name", "site.zone"})


def label(key: str) -> str:
    """What a rule is about."""
    return QCoreApplication.translate("Rules", _LABELS[key])


def unit(key: str) -> str:
    """The unit of its number, "" for texts and times of day."""
    if key in CLOCK_KEYS | TEXT_KEYS:
        return ""
    return QCoreApplication.translate("Rules", _UNITS.get(key, _MINUTES))


def source(mark: str) -> str:
    """Where a default comes from, in words that never call our own number the standard's."""
    letter = mark.partition(" ")[0]
    if letter == "S":
        return QCoreApplication.translate("Rules", "Stated by the standard's interpretation")
    if letter == "P":
        return QCoreApplication.translate("Rules", "From a published summary of the standard")
    if letter.startswith("N"):
        return QCoreApplication.translate("Rules", "Practice of neighbours")
    return QCoreApplication.translate("Rules", "Our default, not the standard's number")
