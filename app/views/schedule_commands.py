"""What can be done on the schedule as data: commands with their keys, key hints, the menu of a bar.

Used by the schedule page (GUI thread); the palette and the shortcut sheet show the same commands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from app.views.page import Command

if TYPE_CHECKING:
    from app.views.schedule import SchedulePage

translate: Final[Callable[[str, str], str]] = QCoreApplication.translate


def commands(page: SchedulePage) -> tuple[Command, ...]:
    """For the palette, the shortcut sheet and the page's own keys."""

    def selected(run: Callable[[str], None]) -> Callable[[], None]:
        return lambda: run(page.view.selected_bar())

    def has_meeting() -> bool:
        return page.meeting(page.view.selected_bar()) is not None

    bar, edit, cancel = page.bar, selected(page.edit_meeting), selected(page.cancel_meeting)
    before, after = bar.before.click, bar.after.click
    return (
        Command("schedule.new", _new, page.new_meeting, "N", "plus"),
        Command("schedule.now", _now, page.go_now, "T", "crosshair"),
        Command("schedule.free", _free, page.find_free, "R", "search-check"),
        Command("schedule.table", _table, bar.as_table.toggle, "L", "table-2"),
        Command("schedule.edit", _edit, edit, "E", "pencil", has_meeting),
        Command("schedule.cancel", _cancel, cancel, "Del", "ban", has_meeting),
        Command("schedule.before", _before, before, "Ctrl+PgUp", "chevron-left"),
        Command("schedule.after", _after, after, "Ctrl+PgDown", "chevron-right"),
    )


def _new() -> str:
    return translate("SchedulePage", "New meeting")


def _now() -> str:
    return translate("SchedulePage", "Go to now")


def _free() -> str:
    return translate("SchedulePage", "Find a free room")


def _table() -> str:
    return translate("SchedulePage", "As a table, or back")


def _edit() -> str:
    return translate("SchedulePage", "Edit meeting")


def _cancel() -> str:
    return translate("SchedulePage", "Cancel meeting")


def _before() -> str:
    return translate("SchedulePage", "Previous day")


def _after() -> str:
    return translate("SchedulePage", "Next day")


def key_hints() -> tuple[tuple[str, str], ...]:
    """(key, meaning) pairs."""
    return (
        ("Alt ←→", translate("SchedulePage", "move 5 min")),
        ("Alt ↑↓", translate("SchedulePage", "other room")),
        ("Ctrl Alt →", translate("SchedulePage", "later end")),
        (translate("SchedulePage", "Ctrl wheel"), translate("SchedulePage", "zoom")),
        ("Enter", translate("SchedulePage", "details")),
    )


def context_menu(page: SchedulePage, row_id: str, bar_id: str) -> QMenu:
    """The actions of a bar, or of an empty place in a row."""
    menu = QMenu(page)
    menu.setObjectName("schedule_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if page.meeting(bar_id) is not None:
        menu.addAction(translate("SchedulePage", "Details"), lambda: page.open_meeting(bar_id))
        menu.addAction(translate("SchedulePage", "Edit…"), lambda: page.edit_meeting(bar_id))
        menu.addSeparator()
        menu.addAction(translate("SchedulePage", "Cancel meeting…"), lambda: page.cancel_meeting(bar_id))
    else:
        menu.addAction(translate("SchedulePage", "New meeting here…"), page.new_meeting)
        menu.addAction(
            translate("SchedulePage", "Show room"), lambda: page.wanted.emit("today", "room", row_id)
        )
    return menu


def matches(event: QKeyEvent, shortcut: str) -> bool:
    """Whether a key press is a command's shortcut."""
    return bool(shortcut) and QKeySequence(event.keyCombination()) == QKeySequence(shortcut)
