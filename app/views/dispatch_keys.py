"""The commands of the dispatch page with their keys, for palette, shortcut sheet and the line below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.views.page import Command

if TYPE_CHECKING:
    from app.views.dispatch import DispatchPage


def page_commands(page: DispatchPage) -> tuple[Command, ...]:
    """What can be done on the page."""
    translate: Callable[[str, str], str] = QCoreApplication.translate

    def has() -> bool:
        return page.subject() is not None

    def on_block() -> bool:
        subject = page.subject()
        return subject is not None and subject.is_block

    def best() -> str:
        return translate("DispatchPage", "Assign to the best candidate")

    def back() -> str:
        return translate("DispatchPage", "Take the task back")

    def pin() -> str:
        return translate("DispatchPage", "Pin or unpin")

    def plan() -> str:
        return translate("DispatchPage", "Assign everything: preview")

    def insert() -> str:
        return translate("DispatchPage", "Insert a task")

    def presence() -> str:
        return translate("DispatchPage", "Presence of a person")

    def now() -> str:
        return translate("DispatchPage", "Go to now")

    return (
        Command("dispatch.assign_best", best, page.assign_best, "Space", "user-check", has),
        Command("dispatch.unassign", back, page.unassign, "U", "user-minus", on_block),
        Command("dispatch.pin", pin, page.turn_pin, "P", "pin", has),
        Command("dispatch.plan", plan, page.side.plan_all, "R", "shuffle"),
        Command("dispatch.insert", insert, page.side.insert_task, "E", "zap"),
        Command("dispatch.presence", presence, page.change_presence, "", "user-x"),
        Command("dispatch.now", now, page.go_now, "T", "clock"),
    )


def page_hints() -> tuple[tuple[str, str], ...]:
    """(key, meaning) for the line at the foot of the window."""
    translate: Callable[[str, str], str] = QCoreApplication.translate
    return (
        (translate("CandidatesView", "Space"), translate("DispatchPage", "best")),
        ("1–9", translate("DispatchPage", "nth")),
        ("U", translate("DispatchPage", "take back")),
        ("P", translate("DispatchPage", "pin")),
        ("R", translate("DispatchPage", "preview")),
        ("Alt ↑↓", translate("DispatchPage", "hand over")),
        ("Ctrl Z", translate("DispatchPage", "undo")),
    )
