"""Paints every page in both languages and themes to PNG files: ``main.py --shots DIR``. GUI thread.

A page is grabbed when the Desk has nothing under way and two timer turns have passed; so pictures are of
settled pages, not of moments. Names are those of docs/architecture.md: <page>.<language>.<theme>.png.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.views.main_window import MainWindow
from app.views.page import Services
from app.views.pages import ENTRIES
from app.widgets.look import ThemeChoice

logger = logging.getLogger(__name__)
SETTLE_MS: Final = 250
THEMES: Final[tuple[ThemeChoice, ...]] = ("light", "dark")
LANGUAGES: Final = ("zh_CN", "en")


class Shots(QObject):
    """Walks page by page; ``done`` when every file is written."""

    done = Signal()

    def __init__(self, window: MainWindow, services: Services, folder: Path, args: Namespace) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._folder = folder
        self._size = args.size
        self._languages = (args.lang,) if args.lang else LANGUAGES
        self._themes: tuple[ThemeChoice, ...] = (args.theme,) if args.theme else THEMES
        self._steps = self._walk()
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self.on_settled)
        self._quiet = 0
        self._name = ""

    def start(self) -> None:
        """Begin."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if self._size:
            self._window.resize(*self._size)
        self._next()

    def _walk(self) -> Iterator[str]:
        """Set up one picture after the other and yield its name."""
        for language in self._languages:
            self._services.language.use(language)
            for theme in self._themes:
                self._services.look.set_theme(theme)
                for entry in ENTRIES:
                    self._window.show_page(entry.name)
                    yield f"{entry.name}.{language}.{theme}"
                    page = self._window.page(entry.name)
                    for name in page.scenes():
                        page.show_scene(name)
                        yield f"{name}.{language}.{theme}"
                        page.leave_scene(name)
                self._window.open_palette("301")
                yield f"palette.{language}.{theme}"
                self._window.close_palette()

    def _next(self) -> None:
        self._name = next(self._steps, "")
        if not self._name:
            self.done.emit()
            return
        self._quiet = 0
        self._timer.start()

    def on_settled(self) -> None:
        """Grab once the Desk has been idle for two turns."""
        self._quiet = self._quiet + 1 if self._services.desk.is_idle else 0
        if self._quiet < 2:  # one turn for the answer, one for the paint
            self._timer.start()
            return
        picture = self._window.grab()
        path = self._folder / f"{self._name}.png"
        if not picture.save(str(path)):
            logger.error("cannot write %s", path)
        self._next()
