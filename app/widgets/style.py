"""Palette and style sheet from the tokens.

Called by `Look` only. The sheet is one template (resources/themes/app.qss) for both themes: `@role` becomes
the role's colour, `@px(13)` that size at the scale in force, `@icon(check)` a file of
resources/themes/<theme>/: the few signs that only a style sheet draws, coloured beforehand because it can
only name files (a test holds them to the tokens). GUI thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QPalette

from app.widgets.theme import Theme

SHEET_SIGNS: Final = {
    "chevron-up": "text2",
    "chevron-down": "text2",
    "chevron-left": "text2",
    "chevron-right": "text2",
    "check": "accent_text",
    "minus": "accent_text",
    "dot": "accent",
}
"""The signs the sheet draws and the role each is coloured with."""
_DOT: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor">'
    '<circle cx="12" cy="12" r="7"/></svg>\n'
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_PX: Final = re.compile(r"@px\((\d+)\)")
_ICON: Final = re.compile(r"@icon\(([a-z-]+)\)")
_ROLE: Final = re.compile(r"@([a-z][a-z0-9_]*)")


def palette_of(theme: Theme) -> QPalette:
    """A QPalette for Fusion and for whatever asks the palette instead of the tokens."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.surface,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.window,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.surface,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.high,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.LinkVisited: theme.accent,
        QPalette.ColorRole.Highlight: theme.selected,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.ToolTipBase: theme.text,
        QPalette.ColorRole.ToolTipText: theme.surface,
        QPalette.ColorRole.Light: theme.surface,
        QPalette.ColorRole.Midlight: theme.line,
        QPalette.ColorRole.Mid: theme.line2,
        QPalette.ColorRole.Dark: theme.control,
        QPalette.ColorRole.Shadow: theme.line2,
    }
    for role, colour in roles.items():
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.disabled)
    return palette


def style_sheet(theme: Theme, px: Callable[[float], int], template: Path) -> str:
    """The template filled; a role that does not exist is a KeyError that names it."""
    text = _PX.sub(lambda hit: f"{px(int(hit[1]))}px", _COMMENT.sub("", template.read_text(encoding="utf-8")))
    text = _ICON.sub(lambda hit: (template.parent / theme.name / f"{hit[1]}.svg").as_posix(), text)
    return _ROLE.sub(lambda hit: _name(theme.role(hit[1])), text)


def _name(colour: QColor) -> str:
    return colour.name()


def sheet_sign(name: str, theme: Theme, icons: Path) -> str:
    """The text of one coloured sign, as it lies in resources/themes/<theme>/."""
    source = _DOT if name == "dot" else (icons / f"{name}.svg").read_text(encoding="utf-8")
    heavier = source.replace('stroke-width="2"', 'stroke-width="3"') if name in {"check", "minus"} else source
    return heavier.replace("currentColor", theme.role(SHEET_SIGNS[name]).name())
