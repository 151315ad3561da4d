"""The look of the program as one object: theme, scale, fonts, icons and brushes.

Bootstrap (or a test) builds one `Look` and hands it to the constructors of pages and widgets; nobody fetches
it from the air. Everything a painter needs is asked of it: `look.theme.accent`, `look.font(15, bold=True)`,
`look.px(32)`, `look.icon("map")`, `look.brushes.state("preparing", dpr)`. Sizes are always given at 100 %:
the look applies the font scale. After `changed` a widget repaints (or asks for its sizes again). GUI thread
only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip, QWidget

from app.widgets.fonts import Fonts, load_fonts
from app.widgets.icons import Icons
from app.widgets.patterns import Brushes, screen_ratio
from app.widgets.style import palette_of, style_sheet
from app.widgets.theme import RESOURCES, Theme, ThemeName, load_theme

ThemeChoice = Literal["light", "dark", "system"]
SMALLEST_SCALE: Final = 100
LARGEST_SCALE: Final = 200


class Look(QObject):
    """Theme, scale, fonts, icons, brushes; `changed` when any of them did."""

    changed = Signal()
    """Theme, scale or motion changed; no payload. Repaint, and ask again for sizes, fonts and icons."""

    focus_changed = Signal(QWidget, QWidget)
    """The application's focus went from one widget to another (either may be None)."""

    def __init__(
        self,
        theme: ThemeChoice = "light",
        *,
        scale: int = 100,
        reduced_motion: bool = False,
        resources: Path = RESOURCES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._choice: ThemeChoice = theme
        self._reduced_motion = reduced_motion
        self._app: QApplication | None = None
        self._icons = Icons(resources / "icons")
        self._fonts = Fonts(_bounded(scale))
        self._theme = self._load(theme)
        self._brushes = Brushes(self._theme)
        load_fonts(resources / "fonts")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.on_scheme_changed)

    # what painters read
    # -------------------------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        """The colours in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What was chosen: "light", "dark" or "system"."""
        return self._choice

    @property
    def fonts(self) -> Fonts:
        """The font cache at the scale in force."""
        return self._fonts

    @property
    def brushes(self) -> Brushes:
        """The pattern brushes of the theme in force."""
        return self._brushes

    @property
    def icons(self) -> Icons:
        """The icon cache."""
        return self._icons

    @property
    def scale(self) -> int:
        """The font scale in per cent, 100 to 200."""
        return self._fonts.scale

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing may fade or blink."""
        return self._reduced_motion

    def px(self, base: float) -> int:
        """A size given at 100 % in logical pixels at the scale
        in force: type, row heights. Not for line widths.
        """
        return round(base * self._fonts.scale / 100)

    def font(self, px: float = 13, *, bold: bool = False, struck: bool = False) -> QFont:
        """A cached font of the interface; `px` at 100 %."""
        return self._fonts.font(px, bold=bold, struck=struck)

    def metrics(self, px: float = 13, *, bold: bool = False) -> QFontMetricsF:
        """Measures of `font(px, bold=bold)`."""
        return self._fonts.metrics(px, bold=bold)

    def colour(self, role: str | QColor) -> QColor:
        """A colour by role name ("muted", "state.ready.edge"), or the colour itself."""
        return self._theme.role(role) if isinstance(role, str) else role

    def icon(
        self, name: str, role: str | QColor = "text2", px: float = 16, *, dpr: float | None = None
    ) -> QPixmap:
        """An icon's pixmap in a role's colour; `px` at 100 %. Painters prefer `paint_icon`."""
        return self._icons.pixmap(name, self.colour(role), self.px(px), dpr or screen_ratio())

    def paint_icon(
        self, painter: QPainter, at: QPointF | QRectF, name: str, role: str | QColor = "text2", px: float = 16
    ) -> None:
        """Draw an icon with its top left corner at a point, or
        centred in a rectangle, at the device's ratio.
        """
        side = self.px(px)
        if isinstance(at, QRectF):
            at = QPointF(round(at.center().x() - side / 2), round(at.center().y() - side / 2))
        dpr = painter.device().devicePixelRatio()
        painter.drawPixmap(at, self._icons.pixmap(name, self.colour(role), side, dpr))

    def qicon(
        self, name: str, role: str | QColor = "text", px: float = 16, *, on_role: str | QColor | None = None
    ) -> QIcon:
        """An icon for buttons and actions, with its disabled
        look and, if given, another colour when checked.
        """
        icon = QIcon()
        ratios = sorted({1.0, 2.0, screen_ratio()})
        side = self.px(px)
        looks = [
            (role, QIcon.Mode.Normal, QIcon.State.Off),
            ("disabled", QIcon.Mode.Disabled, QIcon.State.Off),
        ]
        if on_role is not None:
            looks.append((on_role, QIcon.Mode.Normal, QIcon.State.On))
        for colour, mode, state in looks:
            for dpr in ratios:
                icon.addPixmap(self._icons.pixmap(name, self.colour(colour), side, dpr), mode, state)
        return icon

    def icon_size(self, px: float = 16) -> QSize:
        """The icon size to set on a button for `qicon(..., px)`."""
        return QSize(self.px(px), self.px(px))

    # what settings change
    # -----------------------------------------------------------------------------------------

    def apply(self, app: QApplication) -> None:
        """Give the application its style, palette, font and
        style sheet; done again by itself on every change.
        """
        if self._app is None:
            app.focusChanged.connect(self.focus_changed)
        self._app = app
        app.setStyle(QStyleFactory.create("Fusion"))
        self._dress()

    def set_theme(self, choice: ThemeChoice) -> None:
        """Choose light, dark or what the system says."""
        self._choice = choice
        wanted = _resolved(choice)
        if wanted != self._theme.name:
            self._theme = self._load(choice)
            self._brushes = Brushes(self._theme)
            self._tell()

    def set_scale(self, percent: int) -> None:
        """Set the font scale; values outside 100 to 200 are brought inside."""
        percent = _bounded(percent)
        if percent != self._fonts.scale:
            self._fonts = Fonts(percent)
            self._tell()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Say whether motion is to be left out."""
        if reduced != self._reduced_motion:
            self._reduced_motion = reduced
            self.changed.emit()

    def watch(self, slot: Callable[[], object]) -> None:
        """Connect a QObject's method to `changed` and call it once: the usual two lines of a constructor."""
        self.changed.connect(slot)
        slot()

    def on_scheme_changed(self) -> None:
        """The desktop went dark or light."""
        if self._choice == "system":
            self.set_theme("system")

    # private
    # --------------------------------------------------------------------------------------------------------

    def _load(self, choice: ThemeChoice) -> Theme:
        return load_theme(_resolved(choice), self._resources / "themes" / "tokens.toml")

    def _tell(self) -> None:
        self._icons.clear()
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setFont(self.font(13))
        QToolTip.setFont(self.font(12))
        self._app.setPalette(palette_of(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme, self.px, self._resources / "themes" / "app.qss"))


def _bounded(percent: int) -> int:
    return min(max(percent, SMALLEST_SCALE), LARGEST_SCALE)


def _resolved(choice: ThemeChoice) -> ThemeName:
    if choice != "system":
        return choice
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


__all__ = ["Look", "ThemeChoice"]
