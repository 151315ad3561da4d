"""The chosen language: translators in the right order,
and the default locale that formats follow. GUI thread.

Qt's own catalogue goes in first, so that its buttons are translated too; ours after it, so that it wins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CATALOGUES: Final = Path(__file__).resolve().parents[2] / "resources" / "i18n"
LANGUAGES: Final = {"zh_CN": "简体中文", "en": "English"}


class Language:
    """Installed once; ``use`` switches while the program runs: every widget gets a LanguageChange."""

    def __init__(self, catalogues: Path = CATALOGUES) -> None:
        self._catalogues = catalogues
        self._installed: list[QTranslator] = []
        self.name = ""

    def use(self, name: str) -> None:
        """Switch to ``zh_CN`` or ``en``; a missing catalogue leaves the plain English of the sources."""
        app = QCoreApplication.instance()
        if app is None or name == self.name:
            return
        for old in self._installed:
            app.removeTranslator(old)
        self._installed.clear()
        QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China) if name == "zh_CN"
                           else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))  # fmt: skip
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file, folder in ((f"qtbase_{name}", qt_folder), (f"app_{name}", str(self._catalogues))):
            translator = QTranslator()
            if translator.load(file, folder):
                app.installTranslator(translator)
                self._installed.append(translator)
        self.name = name
