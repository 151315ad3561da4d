"""What every page is: a widget that asks, does, and says what it can do. Pages never hold each other.

GUI thread. The main window builds each page once, calls ``activate`` when it comes to the front, puts its
commands into the palette and the shortcut sheet, and carries ``wanted`` to the page that is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.desk.telemetry import Telemetry
from app.domain.records import LinkState, RoundRecord
from app.settings import Settings
from app.widgets.look import Look
from app.words.language import Language


@dataclass(frozen=True, slots=True)
class Services:
    """What a page is handed. Nothing else reaches it."""

    desk: Desk
    telemetry: Telemetry
    look: Look
    settings: Settings
    language: Language
    diagnose: Callable[[Path, LinkState, tuple[RoundRecord, ...]], None] | None = None
    """Writes the diagnostics to a file: for the pool; raises OSError. None where nothing can."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do: found in the palette, shown
    with its key. ``text`` is called after translation.
    """

    id: str
    text: Callable[[], str]
    run: Callable[[], None]
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[], bool] = field(default=lambda: True)


class Page(QWidget):
    """Base of all pages."""

    page_name: ClassVar[str] = ""
    page_icon: ClassVar[str] = ""

    wanted = Signal(str, str, str)  # page name ("" = any), subject, id: show this thing
    hints_changed = Signal()  # key hints for the status bar
    badge_changed = Signal(int)  # how many things wait for a person here

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.desk = services.desk
        self.look = services.look
        self.setObjectName(self.page_name)

    def page_title(self) -> str:
        """The page's name in the chosen language."""
        return self.page_name

    def activate(self) -> None:
        """The page came to the front: ask for what it shows."""

    def reveal(self, subject: str, entity_id: str) -> bool:
        """Select and show a thing; False when this page cannot."""
        return False

    def commands(self) -> tuple[Command, ...]:
        """What can be done here, for the palette and the shortcut sheet."""
        return ()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """(key, meaning) pairs for the status bar."""
        return ()

    def scenes(self) -> tuple[str, ...]:
        """Further pictures of this page for --shots: a drawer, a form, a preview, by their file names."""
        return ()

    def show_scene(self, name: str) -> None:
        """Bring a scene about through the page's own actions."""

    def leave_scene(self, name: str) -> None:
        """Put the page back."""

    def retranslate(self) -> None:
        """Set every text anew."""

    def changeEvent(self, event: QEvent) -> None:
        """Language changed: texts follow without a restart."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
