"""The keys of the page of conflicts, and the same as
commands for the palette and the key sheet (ui.md 4.7).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from app.domain.states import ConflictChoice
from app.views.page import Command

if TYPE_CHECKING:
    from app.views.conflicts import ConflictsPage

# Shift and a digit arrive as the sign above it on many keyboards.
_SHIFTED: Final = {
    Qt.Key.Key_1: ConflictChoice.MINE,
    Qt.Key.Key_Exclam: ConflictChoice.MINE,
    Qt.Key.Key_2: ConflictChoice.THEIRS,
    Qt.Key.Key_At: ConflictChoice.THEIRS,
    Qt.Key.Key_QuoteDbl: ConflictChoice.THEIRS,
}
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ITEMS: Final = {Qt.Key.Key_K: -1, Qt.Key.Key_J: 1}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def commands(page: ConflictsPage) -> tuple[Command, ...]:
    """What can be done here."""
    detail, deciding = page.detail, page.is_deciding
    return (
        Command(
            "conflicts.mine", lambda: QCoreApplication.translate("ConflictsPage", "Take mine"),
            partial(detail.choose, 1), "1", enabled=deciding,
        ),
        Command(
            "conflicts.theirs", lambda: QCoreApplication.translate("ConflictsPage", "Take theirs"),
            partial(detail.choose, 2), "2", enabled=deciding,
        ),
        Command(
            "conflicts.both", lambda: QCoreApplication.translate("ConflictsPage", "Keep both"),
            partial(detail.choose, 3), "3", enabled=deciding,
        ),
        Command(
            "conflicts.save", lambda: QCoreApplication.translate("ConflictsPage", "Save the decision"),
            detail.save, "Ctrl+Return", "check", enabled=deciding,
        ),
        Command(
            "conflicts.next", lambda: QCoreApplication.translate("ConflictsPage", "Next item"),
            partial(page.step_item, 1), "J",
        ),
        Command(
            "conflicts.previous", lambda: QCoreApplication.translate("ConflictsPage", "Previous item"),
            partial(page.step_item, -1), "K",
        ),
        Command(
            "conflicts.time", lambda: QCoreApplication.translate("ConflictsPage", "Another time"),
            page.open_form, "T", "calendar-clock", enabled=page.is_refused,
        ),
        Command(
            "conflicts.queue", lambda: QCoreApplication.translate("ConflictsPage", "Wait for the slot"),
            page.on_queue_wanted, "W", "hourglass", enabled=page.is_refused,
        ),
        Command(
            "conflicts.promote", lambda: QCoreApplication.translate("ConflictsPage", "Book it now"),
            page.queued.on_promote, "B", "check", enabled=page.is_queued,
        ),
    )  # fmt: skip


def key_hints(page: ConflictsPage) -> tuple[tuple[str, str], ...]:
    """For the line at the foot of the window."""
    items = ("J K", QCoreApplication.translate("ConflictsPage", "next, previous"))
    if page.is_refused():
        return (
            ("1 – 4", QCoreApplication.translate("ConflictsPage", "another room")),
            ("T", QCoreApplication.translate("ConflictsPage", "another time")),
            ("W", QCoreApplication.translate("ConflictsPage", "waiting list")),
            items,
        )
    if page.is_queued():
        return (("B", QCoreApplication.translate("ConflictsPage", "book it")), items)
    if not page.is_deciding():
        return (items,)
    return (
        ("↑ ↓", QCoreApplication.translate("ConflictsPage", "field")),
        ("1", QCoreApplication.translate("ConflictsPage", "mine")),
        ("2", QCoreApplication.translate("ConflictsPage", "theirs")),
        ("Ctrl Enter", QCoreApplication.translate("ConflictsPage", "save")),
        items,
    )


def take_key(page: ConflictsPage, event: QKeyEvent) -> bool:
    """Do what a key asks; False for a key that means nothing here."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if page.is_deciding() and _take_deciding(page, key, held):
        return True
    if held:
        return False
    if key in _ITEMS:
        page.step_item(_ITEMS[key])
        return True
    if page.is_queued() and key == Qt.Key.Key_B:
        page.queued.on_promote()
        return True
    return page.is_refused() and _take_refused(page, key)


def wants_save(event: QKeyEvent) -> bool:
    """Ctrl and Enter."""
    return Qt.Key(event.key()) in _ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _take_deciding(page: ConflictsPage, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
    detail = page.detail
    if key in _ENTER and held == Qt.KeyboardModifier.ControlModifier:
        detail.save()
    elif key in _SHIFTED and held == Qt.KeyboardModifier.ShiftModifier:
        detail.choose_all(_SHIFTED[key])
    elif key in _STEPS and not held:
        detail.step(_STEPS[key])
    elif Qt.Key.Key_1 <= key <= Qt.Key.Key_3 and not held:
        detail.choose(key - Qt.Key.Key_0)
    else:
        return False
    return True


def _take_refused(page: ConflictsPage, key: Qt.Key) -> bool:
    if key == Qt.Key.Key_T:
        page.open_form()
        return True
    if key == Qt.Key.Key_W:
        page.on_queue_wanted()
        return True
    place = key - Qt.Key.Key_1
    buttons = page.refusal.room_buttons
    if 0 <= place < len(buttons) and buttons[place].isVisible():
        buttons[place].click()
        return True
    return False
