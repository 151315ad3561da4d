"""The first moment: something on the screen before the program itself is read. Called by main.py; GUI thread.

Imports only what the outline needs; the window and all behind it are imported once it is painted.
"""

from __future__ import annotations

import sys
import tomllib
from argparse import Namespace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.views.shell import Ground, Shell

TOKENS: Final = Path(__file__).resolve().parents[2] / "resources" / "themes" / "tokens.toml"
PATIENCE_MS: Final = 500  # a screen that does not show the outline by then is not waited for


def start_window(args: Namespace) -> int:
    """Open the console; returns the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder = _folder(args)
    shell = None if args.shots or _is_taken(folder) else _outline(args, folder)
    from app.bootstrap.window import run_window

    return run_window(args, shell)


def _folder(args: Namespace) -> Path | None:
    """Where the window's place and look are kept; the demo keeps nothing."""
    if args.profile is not None:
        return Path(args.profile)
    if args.demo:
        return None
    import platformdirs

    return Path(platformdirs.user_data_dir("huiwutai", appauthor=False))


def _is_taken(folder: Path | None) -> bool:
    """A console may be running here: it will come to the front, nothing is to flash up beside it."""
    try:
        return folder is not None and (folder / "console.lock").exists()
    except OSError:  # a folder that cannot be looked into: the window will say so
        return True


def _outline(args: Namespace, folder: Path | None) -> Shell:
    """Show the outline and wait until it is painted."""
    theme, scale = args.theme, args.scale
    geometry = None
    if folder is not None:
        kept = Settings(folder)
        theme, scale = theme or kept.text("theme"), scale or kept.number("scale")
        geometry = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat).value("window/geometry")
    shell = Shell(_ground(theme), scale or 100)
    shell.place(geometry if isinstance(geometry, QByteArray) else None)
    waiting = QEventLoop()
    shell.painted.connect(waiting.quit)
    QTimer.singleShot(PATIENCE_MS, waiting.quit)
    shell.show()
    waiting.exec()
    return shell


def _ground(theme: str | None) -> Ground:
    """The outline's colours in the theme that was chosen, or in the system's."""
    if theme not in {"light", "dark"}:
        is_dark = QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        theme = "dark" if is_dark else "light"
    roles = tomllib.loads(TOKENS.read_text(encoding="utf-8"))[theme]
    return Ground(roles["window"], roles["surface"], roles["line"])
