"""The words of the pre-meeting check: one for each item code of app/domain/checklists. Looked up at use."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ITEMS: Final[dict[str, Any]] = {  # Any: the stub of QT_TRANSLATE_NOOP says object
    "booking_unchanged": QT_TRANSLATE_NOOP("Checklist", "Booking and order unchanged"),
    "attendants_signed_in": QT_TRANSLATE_NOOP("Checklist", "Attendants signed in"),
    "temperature": QT_TRANSLATE_NOOP("Checklist", "Room temperature in range"),
    "door_screen": QT_TRANSLATE_NOOP("Checklist", "Door screen text right"),
    "notice_receipts": QT_TRANSLATE_NOOP("Checklist", "Notice sheet acknowledged by all"),
    "emergency_contacts": QT_TRANSLATE_NOOP("Checklist", "Emergency contacts at hand"),
    "clean": QT_TRANSLATE_NOOP("Checklist", "Floor, tables and chairs clean"),
    "chairs": QT_TRANSLATE_NOOP("Checklist", "Chairs: expected and 10 % spare"),
    "nameplates": QT_TRANSLATE_NOOP("Checklist", "Nameplates match list and order"),
    "materials": QT_TRANSLATE_NOOP("Checklist", "Materials complete"),
    "stationery": QT_TRANSLATE_NOOP("Checklist", "Paper, pens, tissues"),
    "cups": QT_TRANSLATE_NOOP("Checklist", "Cups clean and unchipped"),
    "hot_water": QT_TRANSLATE_NOOP("Checklist", "Hot water full"),
    "tea_ready": QT_TRANSLATE_NOOP("Checklist", "Tea ready"),
    "guide_sign": QT_TRANSLATE_NOOP("Checklist", "Guide sign in place"),
    "sign_in_terminal": QT_TRANSLATE_NOOP("Checklist", "Sign-in terminal on"),
    "toilets": QT_TRANSLATE_NOOP("Checklist", "Toilets checked"),
    "microphones": QT_TRANSLATE_NOOP("Checklist", "Every microphone tested"),
    "loudspeakers": QT_TRANSLATE_NOOP("Checklist", "Loudspeakers"),
    "display": QT_TRANSLATE_NOOP("Checklist", "Display and input"),
    "video_call": QT_TRANSLATE_NOOP("Checklist", "Test call of the video terminal"),
    "recording": QT_TRANSLATE_NOOP("Checklist", "Recording as ordered"),
    "lighting": QT_TRANSLATE_NOOP("Checklist", "Lighting scene"),
    "network": QT_TRANSLATE_NOOP("Checklist", "Network"),
    "spare_microphone": QT_TRANSLATE_NOOP("Checklist", "Spare microphone and battery"),
    "sensors": QT_TRANSLATE_NOOP("Checklist", "Sensors online"),
}


def item(code: str) -> str:
    """The words of a check item; the code itself when it is not known here."""
    found = _ITEMS.get(code)
    return QCoreApplication.translate("Checklist", found) if found is not None else code


def knows(code: str) -> bool:
    """Whether an item has words."""
    return code in _ITEMS
