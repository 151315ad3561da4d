"""What can be done on Today as data: commands with their keys, and the key hints of the status line.

Used by the Today page (GUI thread); the palette and the shortcut sheet show the same commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.views.page import Command

if TYPE_CHECKING:
    from app.views.today import TodayPage

translate = QCoreApplication.translate


def commands(page: TodayPage) -> tuple[Command, ...]:
    """For the palette and the shortcut sheet."""
    room = page.plan.current_room
    return (
        Command("today.open", _open, page.open_current, "Enter", "panel-right-open", lambda: bool(room())),
        Command("today.fit", _fit, page.plan.fit, "0", "fullscreen"),
        Command("today.list", _list, lambda: page.on_view_chosen("list"), "", "list"),
        Command("today.plan", _plan, lambda: page.on_view_chosen("plan"), "", "map"),
        Command("today.edit", _edit, page.open_editor, "", "vector-square"),
    )


def key_hints(floors: int) -> tuple[tuple[str, str], ...]:
    """(key, meaning) pairs; ``floors`` is how many there are."""
    return (
        (f"1–{floors}" if floors > 1 else "1", translate("TodayPage", "floor")),
        ("F", translate("TodayPage", "find room")),
        ("↑↓", translate("TodayPage", "choose item")),
        ("Enter", translate("TodayPage", "do what is proposed")),
        ("F1", translate("TodayPage", "all keys")),
    )


def _open() -> str:
    return translate("TodayPage", "Open the room")


def _fit() -> str:
    return translate("TodayPage", "Show the whole floor")


def _list() -> str:
    return translate("TodayPage", "Rooms as a list")


def _plan() -> str:
    return translate("TodayPage", "Rooms as a plan")


def _edit() -> str:
    return translate("TodayPage", "Edit the floor plan")
