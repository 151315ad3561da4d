"""Alarm shapes, badges, key caps and bars."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.widgets.look import Look
from app.widgets.marks import (
    alarm_path,
    badge_text,
    key_cap_width,
    paint_alarm_shape,
    paint_badge,
    paint_key_cap,
    paint_load_bar,
)

GROUND = QColor("#ff00ff")


@pytest.fixture
def image() -> QImage:
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(GROUND)
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    ground = GROUND.rgb()
    return {
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) != ground
    }


def test_the_three_priorities_have_three_shapes():
    rect = QRectF(0, 0, 20, 20)
    areas = [alarm_path(rect, level).toFillPolygon() for level in ("high", "mid", "low")]
    assert len({area.size() for area in areas}) == 3
    with pytest.raises(KeyError):
        alarm_path(rect, "urgent")


@pytest.mark.parametrize("level", ["high", "mid", "low"])
@pytest.mark.parametrize("side", [12, 16, 20, 40])
def test_a_shape_stays_in_its_square_and_says_acknowledged_by_its_outline(look: Look, image, level, side):
    painter = QPainter(image)
    paint_alarm_shape(painter, QRectF(0, 0, side, 40), level, look)
    paint_alarm_shape(painter, QRectF(60, 0, side, 40), level, look, filled=False)
    painter.end()
    assert all(x < side or 60 <= x < 60 + side for x, _ in inked(image))
    ink = look.theme.priority(level).ink.rgb()
    filled = sum(image.pixel(x, y) == ink for x in range(side) for y in range(40))
    outlined = sum(image.pixel(x, y) == ink for x in range(60, 60 + side) for y in range(40))
    assert filled > outlined


def test_a_badge_counts_to_99(look: Look, image):
    assert [badge_text(n) for n in (1, 99, 100)] == ["1", "99", "99+"]
    painter = QPainter(image)
    covered = paint_badge(painter, QPointF(60, 20), 3, look)
    wide = paint_badge(painter, QPointF(60, 20), 128, look)
    painter.end()
    assert covered.width() == covered.height() == 16
    assert wide.width() > 16
    assert min(x for x, _ in inked(image)) >= wide.left() - 1


def test_a_key_cap_is_as_wide_as_it_says(look: Look, image):
    painter = QPainter(image)
    covered = paint_key_cap(painter, QPointF(10, 20), "Ctrl K", look)
    painter.end()
    assert covered.width() == key_cap_width("Ctrl K", look)
    assert {x for x, _ in inked(image)} <= set(range(10, 10 + round(covered.width())))
    assert key_cap_width("F", look) == 18


def test_a_load_bar_shows_share_and_norm(look: Look, image):
    painter = QPainter(image)
    paint_load_bar(painter, QRectF(0, 18, 100, 4), 1.7, look, tick=0.5, role="mid")
    painter.end()
    assert image.pixelColor(99, 20) == look.theme.mid
    assert image.pixelColor(50, 16) == look.theme.text
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_load_bar(painter, QRectF(0, 18, 100, 4), 0.25, look)
    painter.end()
    assert image.pixelColor(24, 20) == look.theme.accent
    assert image.pixelColor(26, 20) == look.theme.line
