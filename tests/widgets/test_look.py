"""The look: switching theme and scale reaches everything that was painted with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QGuiApplication,
    QImage,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.fonts import FAMILIES
from app.widgets.look import Look
from app.widgets.panels import panel


def test_switching_the_theme_tells_once_and_changes_every_part(look: Look, qtbot):
    before = look.theme, look.brushes, look.icon("map").toImage()
    with qtbot.waitSignal(look.changed) as told:
        look.set_theme("dark")
    assert told.args == []
    assert look.theme.is_dark
    assert look.choice == "dark"
    assert look.brushes is not before[1]
    assert look.icon("map").toImage() != before[2]
    with qtbot.assertNotEmitted(look.changed):
        look.set_theme("dark")


def test_a_shown_widget_repaints_in_the_other_theme(look: Look, qtbot):
    page = panel("surface")
    column = QVBoxLayout(page)
    button = Button(look, "确认", icon="check")
    for widget in (button, QLabel("302"), QPushButton("ok")):
        column.addWidget(widget)
    qtbot.addWidget(page)
    page.resize(200, 160)
    page.show()
    light = page.grab().toImage()
    assert light.pixelColor(2, 2) == look.theme.surface
    look.set_theme("dark")
    dark = page.grab().toImage()
    assert dark.pixelColor(2, 2) == look.theme.surface
    assert button.grab().toImage() != light


def test_the_scale_is_bounded_and_reaches_type_and_sizes_but_not_twice(look: Look, qtbot):
    with qtbot.waitSignal(look.changed):
        look.set_scale(150)
    assert (
        look.px(32),
        look.font(13).pixelSize(),
        look.icon("map", px=16).deviceIndependentSize().width(),
    ) == (
        48,
        20,
        24,
    )
    assert QApplication.font().pixelSize() == 20
    look.set_scale(500)
    assert look.scale == 200
    look.set_scale(10)
    assert look.scale == 100
    with qtbot.assertNotEmitted(look.changed):
        look.set_scale(100)


def test_reduced_motion_is_told(look: Look, qtbot):
    with qtbot.waitSignal(look.changed):
        look.set_reduced_motion(True)
    assert look.reduced_motion


def test_watch_calls_at_once_and_on_every_change(look: Look, qtbot):
    class Page(QWidget):
        calls = 0

        def on_look_changed(self) -> None:
            self.calls += 1

    page = Page()
    qtbot.addWidget(page)
    look.watch(page.on_look_changed)
    look.set_theme("dark")
    assert page.calls == 2


@pytest.mark.usefixtures("qapp")
def test_system_follows_the_desktop(monkeypatch):
    schemes = iter([Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Dark])
    hints = QGuiApplication.styleHints()

    class Hints:
        colorSchemeChanged = hints.colorSchemeChanged  # noqa: N815 - Qt's name

        @staticmethod
        def colorScheme() -> Qt.ColorScheme:  # noqa: N802 - Qt's name
            return next(schemes)

    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: Hints)
    look = Look("system")
    assert look.theme.name == "light"
    look.on_scheme_changed()
    assert look.theme.name == "dark"
    look.set_theme("light")
    look.on_scheme_changed()
    assert look.theme.name == "light"


def test_the_families_are_named_in_order_and_the_shipped_ones_load(look: Look):
    assert tuple(look.font(13).families()) == FAMILIES
    assert {"Inter", "WenQuanYi Micro Hei"} <= set(QFontDatabase.families())
    assert QFontInfo(look.font(15, bold=True)).family() == "Inter"
    assert QFontInfo(look.font(15, bold=True)).weight() == QFont.Weight.Bold


def test_fonts_are_cached_never_below_12_and_have_tabular_figures(look: Look):
    font = look.font(13)
    assert look.font(13) is font
    assert look.font(9).pixelSize() == 12
    assert font.featureValue(QFont.Tag("tnum")) == 1
    wide, narrow = look.metrics(13).horizontalAdvance("0000"), look.metrics(13).horizontalAdvance("1111")
    assert wide == pytest.approx(narrow)
    assert look.font(13, struck=True).strikeOut()
    assert not look.font(13).strikeOut()


def test_an_icon_has_the_colour_asked_for_and_the_size_of_its_device(look: Look):
    image = look.icon("square", "high", 16, dpr=2.0).toImage()
    assert (image.width(), image.devicePixelRatio()) == (32, 2.0)
    inked = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inked == {look.theme.high.name()}
    assert look.icon("square", QColor(0, 0, 0, 0)).toImage().pixelColor(8, 8).alpha() == 0


def test_an_icon_that_does_not_ship_is_named(look: Look):
    with pytest.raises(KeyError, match="no icon 'unicorn'"):
        look.icon("unicorn")


def test_paint_icon_centres_in_a_rectangle_and_starts_at_a_point(look: Look):
    for at, left in ((QRectF(0, 0, 40, 20), 12), (QPointF(3, 2), 3)):
        image = QImage(40, 20, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        look.paint_icon(painter, at, "square", "text", 16)
        painter.end()
        columns = [x for x in range(40) if any(image.pixelColor(x, y).alpha() for y in range(20))]
        assert left <= columns[0] <= left + 3
        assert columns[-1] < left + 16


def test_a_buttons_icon_has_a_disabled_look_and_a_checked_one(look: Look):
    icon = look.qicon("layers", on_role="accent")
    normal = icon.pixmap(16, icon.Mode.Normal, icon.State.Off).toImage()
    assert icon.pixmap(16, icon.Mode.Disabled, icon.State.Off).toImage() != normal
    assert icon.pixmap(16, icon.Mode.Normal, icon.State.On).toImage() != normal
    assert look.icon_size(20).width() == 20
