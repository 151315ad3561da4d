"""The tokens: complete, well formed, and as readable as ui.md says."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.states import RoomStatus
from app.widgets.style import SHEET_SIGNS, palette_of, sheet_sign, style_sheet
from app.widgets.theme import PRIORITIES, RESOURCES, Theme, load_theme
from tests.widgets.contrast import DEFICIENCIES, contrast, seen_with

TOKENS = RESOURCES / "themes" / "tokens.toml"

# ui.md 2.2: ink / secondary text on tint and pattern / edge on surface and corridor; light, then dark.
STATE_CONTRAST = """
in_session      8.1 6.4 4.4   7.7 6.5 4.8
ready           6.8 7.2 3.8   8.3 7.2 4.6
preparing       6.8 6.4 3.5   7.8 6.6 4.5
reserved_soon   5.9 5.4 3.8   5.9 5.7 3.9
overrun         6.0 5.9 3.8   7.0 6.4 4.8
to_clean        5.7 5.5 3.5   5.9 5.8 4.2
cleaning        5.8 5.7 3.5   5.9 5.8 4.2
available       8.2 8.5 3.3   9.9 9.9 3.5
closed          5.2 7.6 3.3   7.2 10  3.5
out_of_service  5.5 5.4 3.5   5.4 5.9 3.8
emergency       6.5 -   7.7   6.5 -   6.7
"""
STATE_ROWS = [
    (theme, row.split()[0], row.split()[first : first + 3])
    for row in STATE_CONTRAST.strip().splitlines()
    for theme, first in (("light", 1), ("dark", 4))
]


@pytest.fixture(params=["light", "dark"])
def theme(request) -> Theme:
    return load_theme(request.param)


def test_the_two_themes_name_every_room_status(theme):
    assert set(theme.states) == {status.value for status in RoomStatus}
    assert set(theme.state_icons) == set(theme.states)


def test_a_missing_or_unknown_token_is_named(tmp_path: Path):
    text = TOKENS.read_text(encoding="utf-8")
    broken = tmp_path / "tokens.toml"
    broken.write_text(text.replace('accent = "#1C5A96"', 'accented = "#1C5A96"'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"unknown \['accented'\], missing \['accent'\]"):
        load_theme("light", broken)
    broken.write_text(text.replace('accent = "#1C5A96"', 'accent = "blue"'), encoding="utf-8")
    with pytest.raises(ValueError, match="token accent: 'blue'"):
        load_theme("light", broken)


def test_roles_are_found_by_name_and_by_path(theme):
    assert theme.role("accent") == theme.accent
    assert theme.role("state.ready") == theme.state("ready").ink
    assert theme.role("state.ready.edge") == theme.state("ready").edge
    for wrong in ("states", "name", "purple"):
        with pytest.raises(KeyError):
            theme.role(wrong)
    with pytest.raises(KeyError):
        theme.priority("urgent")


@pytest.mark.parametrize(("role", "grounds"), [
    ("text", ("window", "surface", "sunken", "hover", "selected", "corridor", "core")),
    ("text2", ("window", "surface", "sunken", "hover", "selected", "corridor", "core")),
    ("muted", ("window", "surface", "sunken", "hover", "selected")),
    ("accent", ("window", "surface", "selected")),
    ("accent_text", ("accent",)),
    ("ok", ("surface", "ok_soft")),
    ("high_text", ("surface", "high_soft")),
    ("mid_text", ("surface", "mid_soft")),
    ("low_text", ("surface", "low_soft")),
])  # fmt: skip
def test_words_reach_4_5_on_every_ground_they_are_written_on(theme, role, grounds):
    for ground in grounds:
        assert contrast(theme.role(role), theme.role(ground)) >= 4.5, ground


@pytest.mark.parametrize(("role", "grounds"), [
    ("control", ("window", "surface")),
    ("wall", ("surface", "corridor")),
    ("high", ("surface", "high_soft")),
    ("mid", ("surface", "mid_soft")),
    ("low", ("surface", "low_soft")),
    ("accent", ("surface", "window", "selected")),
])  # fmt: skip
def test_outlines_and_signs_reach_3(theme, role, grounds):
    for ground in grounds:
        assert contrast(theme.role(role), theme.role(ground)) >= 3.0, ground


def test_the_digit_on_a_filled_alarm_shape_reads(theme):
    digit = theme.accent_text if theme.is_dark else theme.surface
    for level in PRIORITIES:
        assert contrast(digit, theme.priority(level).ink) >= 4.5


@pytest.mark.parametrize(("name", "state", "numbers"), STATE_ROWS)
def test_states_have_the_contrast_that_the_specification_measured(name, state, numbers):
    theme = load_theme(name)
    colours = theme.state(state)
    ink = min(contrast(colours.ink, colours.tint), contrast(colours.ink, colours.pattern))
    second = min(contrast(theme.text2, colours.tint), contrast(theme.text2, colours.pattern))
    edge = min(contrast(colours.edge, theme.surface), contrast(colours.edge, theme.corridor))
    assert ink >= 4.5
    assert edge >= 3.0
    for measured, number in zip((ink, second, edge), numbers, strict=True):
        if number != "-":
            assert measured == pytest.approx(float(number), abs=0.06 if "." in number else 0.5)


def test_red_words_on_every_pattern_read(theme):
    for name, colours in theme.states.items():
        if name != "emergency":
            for ground in (colours.tint, colours.pattern):
                assert contrast(theme.high_text, ground) >= 4.5, name


def test_the_style_sheet_is_filled_from_the_tokens(theme):
    template = RESOURCES / "themes" / "app.qss"
    sheet = style_sheet(theme, round, template)
    assert "@" not in sheet
    assert theme.accent.name() in sheet
    assert "font-size: 18px" in sheet
    assert "font-size: 36px" in style_sheet(theme, lambda px: round(px * 2), template)


def test_a_style_sheet_with_an_unknown_role_is_refused(theme, tmp_path: Path):
    template = tmp_path / "bad.qss"
    template.write_text("QLabel { color: @purple; }", encoding="utf-8")
    with pytest.raises(KeyError, match="purple"):
        style_sheet(theme, round, template)


def test_the_signs_of_the_style_sheet_have_the_tokens_colours(theme):
    folder = RESOURCES / "themes" / theme.name
    assert {path.stem for path in folder.glob("*.svg")} == set(SHEET_SIGNS)
    for name in SHEET_SIGNS:
        expected = sheet_sign(name, theme, RESOURCES / "icons")
        assert (folder / f"{name}.svg").read_text(encoding="utf-8") == expected


def test_the_palette_has_a_disabled_ink(theme):
    palette = palette_of(theme)
    group = palette.ColorGroup.Disabled
    assert palette.color(group, palette.ColorRole.Text) == theme.disabled
    assert palette.color(palette.ColorGroup.Active, palette.ColorRole.Text) == theme.text


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_every_state_and_alarm_reads_with_each_colour_vision_deficiency(theme, deficiency):
    """Words keep 4.5 on their ground and edges 3 on theirs, as seen by people without one kind of cone."""

    def seen(one, other) -> float:
        return contrast(seen_with(deficiency, one), seen_with(deficiency, other))

    for name, state in theme.states.items():
        assert min(seen(state.ink, state.tint), seen(state.ink, state.pattern)) >= 4.5, name
        assert min(seen(state.edge, theme.surface), seen(state.edge, theme.corridor)) >= 3.0, name
    for level in PRIORITIES:
        colours = theme.priority(level)
        assert seen(colours.ink, theme.surface) >= 4.5, level
        assert seen(colours.text, colours.soft) >= 4.5, level
    assert seen(theme.accent, theme.surface) >= 4.5
    assert seen(theme.accent_text, theme.accent) >= 4.5
