"""The pages of the console, by name: icon, word, and how
to load each. A page is imported when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.views.page import Page


def _today() -> type[Page]:
    from app.views.today import TodayPage

    return TodayPage


def _schedule() -> type[Page]:
    from app.views.schedule import SchedulePage

    return SchedulePage


def _dispatch() -> type[Page]:
    from app.views.dispatch import DispatchPage

    return DispatchPage


def _devices() -> type[Page]:
    from app.views.devices import DevicesPage

    return DevicesPage


def _print() -> type[Page]:
    from app.views.printing import PrintPage

    return PrintPage


def _conflicts() -> type[Page]:
    from app.views.conflicts import ConflictsPage

    return ConflictsPage


def _sync() -> type[Page]:
    from app.views.sync_page import SyncPage

    return SyncPage


def _import() -> type[Page]:
    from app.views.import_preview import ImportPage

    return ImportPage


def _settings() -> type[Page]:
    from app.views.settings_page import SettingsPage

    return SettingsPage


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the rail. ``foot``: at the bottom. ``rail`` False: found by the pill and the palette only.
    ``central``: stands in the rail once this desk has to do with a central service.
    """

    name: str
    icon: str
    word: Any  # Any: the stub of QT_TRANSLATE_NOOP says object
    load: Callable[[], type[Page]]
    foot: bool = False
    rail: bool = True
    central: bool = False

    def title(self) -> str:
        """The page's name in the chosen language."""
        return QCoreApplication.translate("Pages", self.word)


ENTRIES: Final = (
    Entry("today", "map", QT_TRANSLATE_NOOP("Pages", "Today"), _today),
    Entry("schedule", "calendar-range", QT_TRANSLATE_NOOP("Pages", "Schedule"), _schedule),
    Entry("dispatch", "route", QT_TRANSLATE_NOOP("Pages", "Dispatch"), _dispatch),
    Entry("devices", "monitor-speaker", QT_TRANSLATE_NOOP("Pages", "Devices"), _devices),
    Entry("print", "printer", QT_TRANSLATE_NOOP("Pages", "Print"), _print),
    Entry("conflicts", "git-compare", QT_TRANSLATE_NOOP("Pages", "Conflicts"), _conflicts, central=True),
    Entry("import", "file-up", QT_TRANSLATE_NOOP("Pages", "Import"), _import, foot=True),
    Entry("settings", "settings", QT_TRANSLATE_NOOP("Pages", "Settings"), _settings, foot=True),
    Entry("sync", "cloud", QT_TRANSLATE_NOOP("Pages", "Sync"), _sync, foot=True, rail=False),
)
