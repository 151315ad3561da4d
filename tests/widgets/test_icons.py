"""Icons: every name the program uses ships, every file that ships can be recoloured."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from app.widgets.icons import stroke_width
from app.widgets.look import Look
from app.widgets.theme import RESOURCES, load_theme

ROOT = RESOURCES.parent
SHIPPED = {path.stem for path in (RESOURCES / "icons").glob("*.svg")}
NO_ICON = "none"  # what an outline says that has none (DrawOutline.icon)
# Where in a call an icon's name stands: by keyword, or by position.
KEYWORDS = {"icon", "icon_name"}
POSITIONS = {"icon": 0, "qicon": 0, "set_icon": 0, "paint_icon": 2, "EmptyState": 1, "ChipStyle": 1}


def names_in(tree: ast.AST) -> set[str]:
    """Icon names written as constants: in calls, in defaults, and in tables called ..._ICON(S)."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            at = POSITIONS.get(name)
            if at is not None and len(node.args) > at:
                found |= constants(node.args[at])
            for keyword in node.keywords:
                if keyword.arg in KEYWORDS:
                    found |= constants(keyword.value)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id.upper().endswith(("ICON", "ICONS")) for t in targets):
                value = node.value
                found |= (
                    constants(ast.Tuple(value.values)) if isinstance(value, ast.Dict) else constants(value)
                )
    return {name for name in found if name and name != NO_ICON}


def constants(node: ast.AST) -> set[str]:
    """Text constants of an expression, both branches of a choice included, lookups left out."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.IfExp):
        return constants(node.body) | constants(node.orelse)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return set().union(*(constants(part) for part in node.elts)) if node.elts else set()
    return set()


def test_the_scan_finds_names_in_calls_defaults_and_tables():
    source = (
        "look.icon('map')\nlook.paint_icon(p, at, 'x' if a else 'plus', 'ink')\nButton(look, icon='check')\n"
        "ICONS = {'setup': 'armchair'}\nlook.icon(name)\nlook.icon(TABLE['key'])\n"
    )
    assert names_in(ast.parse(source)) == {"map", "x", "plus", "check", "armchair"}


PAINTING = sorted(
    path for part in ("widgets", "views", "models") for path in (ROOT / "app" / part).rglob("*.py")
)


@pytest.mark.parametrize("path", PAINTING, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_icon_named_in_the_program_ships(path: Path):
    assert names_in(ast.parse(path.read_text(encoding="utf-8"))) - SHIPPED == set()


def test_the_icons_of_the_tokens_ship():
    assert set(load_theme("light").state_icons.values()) <= SHIPPED


def test_every_file_is_a_24_unit_outline_that_can_be_recoloured():
    for name in SHIPPED:
        text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert 'viewBox="0 0 24 24"' in text, name
        assert 'stroke="currentColor" stroke-width="2"' in text, name
        assert "ISC" in text, name
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


def test_every_icon_leaves_ink(look: Look):
    for name in SHIPPED:
        image = look.icon(name, "text", 20).toImage()
        inked = sum(image.pixelColor(x, y).alpha() > 64 for x in range(20) for y in range(20))
        assert inked > 10, name


def test_small_icons_get_a_heavier_stroke():
    assert [stroke_width(px) for px in (12, 14, 16, 20, 32)] == ["2.2", "2.0", "1.75", "1.75", "1.75"]
