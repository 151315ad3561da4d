"""Patterns: each state its own, tiles without seams at
every pixel ratio, blocks drawn inside their rectangle.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.domain.states import MeetingPhase, RoomStatus, TaskKind, TaskState
from app.widgets.look import Look
from app.widgets.patterns import (
    MEETING_STYLES,
    PATTERNS,
    ROOM_STYLES,
    TASK_ICONS,
    TASK_STYLES,
    BlockStyle,
    Brushes,
    outline,
    paint_block,
    paint_state_swatch,
    tile,
)
from app.widgets.theme import load_theme

RATIOS = [1.0, 1.25, 1.5, 2.0]
INK, TINT = QColor("#000000"), QColor("#ffffff")


def canvas(width: int, height: int, dpr: float = 1.0) -> QImage:
    image = QImage(round(width * dpr), round(height * dpr), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(QColor("#ff00ff"))
    return image


def grey(image: QImage, x: int, y: int) -> int:
    return image.pixelColor(x % image.width(), y % image.height()).green()


def column_step(image: QImage, x: int) -> float:
    """How much two neighbouring columns differ, on average."""
    rows = range(image.height())
    return sum(abs(grey(image, x, y) - grey(image, x + 1, y)) for y in rows) / image.height()


def row_step(image: QImage, y: int) -> float:
    columns = range(image.width())
    return sum(abs(grey(image, x, y) - grey(image, x, y + 1)) for x in columns) / image.width()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dpr", RATIOS)
@pytest.mark.parametrize("state", PATTERNS)
def test_a_tile_joins_itself_without_a_seam(state, dpr):
    image = tile(PATTERNS[state], TINT, INK, dpr).toImage()
    across, down = image.width() - 1, image.height() - 1
    # The step over the seam is no larger than the largest inside (2 of 255 for rounding).
    assert column_step(image, across) <= max(column_step(image, x) for x in range(across)) + 2
    assert row_step(image, down) <= max(row_step(image, y) for y in range(down)) + 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("dpr", RATIOS)
@pytest.mark.parametrize("state", ["preparing", "emergency"])
def test_slanting_lines_run_on_through_the_seam(state, dpr):
    """Along a line of 45 degrees nothing changes, wherever tiles meet."""
    image = tile(PATTERNS[state], TINT, INK, dpr).toImage()
    for x in range(image.width()):
        along = [grey(image, x + step, -step) for step in range(image.width())]
        assert max(along) - min(along) <= 3


@pytest.mark.parametrize("dpr", RATIOS)
@pytest.mark.parametrize("state", PATTERNS)
def test_a_brush_repeats_its_tile_pixel_for_pixel(look: Look, state, dpr):
    """Nothing is resampled: at each ratio a painted area is the tile again and again."""
    brush = look.brushes.state(state, dpr)
    sample = brush.texture().toImage()
    image = canvas(60, 60, dpr)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, 60, 60), brush)
    painter.end()
    for x in range(image.width()):
        for y in range(0, image.height(), 7):
            expected = sample.pixelColor(x % sample.width(), y % sample.height()).rgb()
            assert image.pixelColor(x, y).rgb() == expected


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_two_states_differ_without_their_colours(look: Look, name):
    """As grey pictures, with icon and edge, no two rooms
    look alike; cleaning's two steps share an icon only.
    """
    look.set_theme(name)
    pictures = {}
    for state, style in ROOM_STYLES.items():
        image = canvas(64, 48)
        painter = QPainter(image)
        paint_block(painter, QRectF(0, 0, 64, 48), style, look.brushes, bar=4)
        look.paint_icon(painter, QRectF(8, 4, 16, 16), style.icon, look.brushes.ink(style))
        painter.end()
        grey_image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        pictures[state] = [grey(grey_image, x, y) for x in range(64) for y in range(48)]
    for one, other in combinations(pictures, 2):
        differing = sum(abs(a - b) > 8 for a, b in zip(pictures[one], pictures[other], strict=True))
        assert differing > 40, (one, other)


def test_states_with_the_same_icon_have_different_patterns():
    icons: dict[str, list[str]] = {}
    for state, style in ROOM_STYLES.items():
        icons.setdefault(style.icon, []).append(state)
    for states in icons.values():
        drawn = [PATTERNS[state].draw for state in states] if len(states) > 1 else []
        assert len(set(drawn)) == len(drawn)


def test_brushes_are_made_once_per_state_and_ratio(look: Look):
    first = look.brushes.state("preparing", 2.0)
    assert look.brushes.state("preparing", 2.0) is first
    assert look.brushes.state("preparing", 1.0).texture().width() == 14
    assert first.texture().width() == 28


def test_every_state_of_the_domain_has_a_style():
    assert set(ROOM_STYLES) == {status.value for status in RoomStatus}
    assert {phase.value for phase in MeetingPhase} <= set(MEETING_STYLES)
    assert {state.value for state in TaskState} <= set(TASK_STYLES)
    assert {kind.value for kind in TaskKind} == set(TASK_ICONS)


def test_room_styles_have_the_icons_of_the_tokens():
    theme = load_theme("light")
    assert {state: style.icon for state, style in ROOM_STYLES.items()} == dict(theme.state_icons)


@pytest.mark.parametrize("dpr", [1.0, 2.0])
@pytest.mark.parametrize("style", [*ROOM_STYLES.values(), *MEETING_STYLES.values(), *TASK_STYLES.values()])
def test_a_block_stays_inside_its_rectangle(look: Look, style: BlockStyle, dpr):
    image = canvas(60, 40, dpr)
    painter = QPainter(image)
    paint_block(painter, QRectF(10, 10, 40, 20), style, look.brushes)
    painter.end()
    ground = QColor("#ff00ff").rgb()
    margin = round(10 * dpr)
    for x in range(image.width()):
        assert image.pixelColor(x, margin - 1).rgb() == ground
        assert image.pixelColor(x, image.height() - margin).rgb() == ground
    for y in range(image.height()):
        assert image.pixelColor(margin - 1, y).rgb() == ground
        assert image.pixelColor(image.width() - margin, y).rgb() == ground
    assert image.pixelColor(image.width() // 2, image.height() // 2).rgb() != ground


def test_a_ready_room_has_an_inner_frame(look: Look):
    edge = look.theme.state("ready").edge.rgb()
    image = canvas(60, 40)
    painter = QPainter(image)
    paint_block(painter, QRectF(0, 0, 60, 40), ROOM_STYLES["ready"], look.brushes)
    painter.end()
    column = [image.pixelColor(30, y).rgb() == edge for y in range(6)]
    assert column == [True, False, True, False, False, False]


def test_dashes_leave_gaps_and_solid_lines_do_not(look: Look):
    for dash, gaps in (
        (Qt.PenStyle.SolidLine, False),
        (Qt.PenStyle.DashLine, True),
        (Qt.PenStyle.DotLine, True),
    ):
        image = canvas(60, 20)
        painter = QPainter(image)
        outline(painter, QRectF(0, 0, 60, 20), look.theme.text, dash)
        painter.end()
        ground = QColor("#ff00ff").rgb()
        assert any(image.pixelColor(x, 0).rgb() == ground for x in range(60)) is gaps


def test_a_swatch_and_a_plain_block_paint(look: Look):
    for state in ROOM_STYLES:
        image = canvas(24, 18)
        painter = QPainter(image)
        paint_state_swatch(painter, QRectF(0, 0, 24, 18), state, look.brushes)
        painter.end()
        assert image.pixelColor(12, 9).rgb() != QColor("#ff00ff").rgb()


def test_words_on_a_locked_room_are_white_in_both_themes():
    for name in ("light", "dark"):
        theme = load_theme(name)
        brushes = Brushes(theme)
        locked = ROOM_STYLES["emergency"]
        assert {brushes.body(locked).name(), brushes.second(locked).name()} == {"#ffffff"}
        assert brushes.body(ROOM_STYLES["ready"]) == theme.text
        assert brushes.second(ROOM_STYLES["ready"]) == theme.text2
        assert brushes.ink(MEETING_STYLES["cancelled"]) == theme.muted
        assert brushes.fill(BlockStyle()).color() == theme.surface
