"""The colour tokens as one frozen value per theme.

Built by `Look` from resources/themes/tokens.toml; read by every painter. Painters and the style sheet read
the same object, so that a colour is named once. GUI thread. Holds no widget and no business rule: state names
are plain strings (the values of the domain's enums).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from PySide6.QtGui import QColor

ThemeName = Literal["light", "dark"]
RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"
PRIORITIES: Final = ("high", "mid", "low")
_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class StateColours:
    """A state's four colours: words and icons, fill, lines of the pattern, outline."""

    ink: QColor
    tint: QColor
    pattern: QColor
    edge: QColor


@dataclass(frozen=True, slots=True)
class PriorityColours:
    """A priority's three colours: the shape, the soft ground, and words on that ground (or on a pattern)."""

    ink: QColor
    soft: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour role of ui.md section 2, by the name it has in tokens.toml."""

    name: ThemeName
    window: QColor
    surface: QColor
    sunken: QColor
    hover: QColor
    selected: QColor
    line: QColor
    line2: QColor
    control: QColor
    text: QColor
    text2: QColor
    muted: QColor
    disabled: QColor
    accent: QColor
    accent_text: QColor
    accent_soft: QColor
    ok: QColor
    ok_soft: QColor
    now: QColor
    high: QColor
    high_soft: QColor
    high_text: QColor
    mid: QColor
    mid_soft: QColor
    mid_text: QColor
    low: QColor
    low_soft: QColor
    low_text: QColor
    wall: QColor
    corridor: QColor
    core: QColor
    states: Mapping[str, StateColours]
    state_icons: Mapping[str, str]

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark one of the two."""
        return self.name == "dark"

    def role(self, name: str) -> QColor:
        """The colour of a role; also `state.<name>` (ink),
        `state.<name>.edge`, and so on. KeyError if unknown.
        """
        head, _, rest = name.partition(".")
        if head == "state":
            state, _, part = rest.partition(".")
            colour = getattr(self.state(state), part or "ink")
        elif head in ROLES:
            colour = getattr(self, head)
        else:
            raise KeyError(name)
        assert isinstance(colour, QColor)
        return colour

    def state(self, name: str) -> StateColours:
        """The colours of a room state by its domain value, such as "preparing"."""
        return self.states[name]

    def state_icon(self, name: str) -> str:
        """The Lucide name that goes with a room state."""
        return self.state_icons[name]

    def priority(self, level: str) -> PriorityColours:
        """The colours of a priority: "high", "mid" or "low"."""
        if level not in PRIORITIES:
            raise KeyError(level)
        return PriorityColours(self.role(level), self.role(f"{level}_soft"), self.role(f"{level}_text"))


ROLES: Final = tuple(f.name for f in fields(Theme) if f.name not in {"name", "states", "state_icons"})


def load_theme(name: ThemeName, path: Path = RESOURCES / "themes" / "tokens.toml") -> Theme:
    """Read one theme; a missing, unknown or malformed token is a ValueError that names it."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table: dict[str, object] = {key: value for key, value in data[name].items() if key != "state"}
    states: dict[str, list[str]] = data[name]["state"]
    unknown, missing = set(table) - set(ROLES), set(ROLES) - set(table)
    if unknown or missing:
        raise ValueError(f"{path.name}: theme {name}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    words = data["state_word"]
    if set(words) != set(states):
        raise ValueError(f"{path.name}: theme {name}: states and state words differ")
    return Theme(
        name=name,
        **{role: _colour(value, role) for role, value in table.items()},
        states=MappingProxyType({key: _state(key, row) for key, row in states.items()}),
        state_icons=MappingProxyType({key: str(row[3]) for key, row in words.items()}),
    )


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two: share 0 gives the first, 1 the second. For stale, ghosted and shaded areas."""
    keep = 1.0 - share
    return QColor(
        round(one.red() * keep + other.red() * share),
        round(one.green() * keep + other.green() * share),
        round(one.blue() * keep + other.blue() * share),
    )


def desaturated(colour: QColor, keep: float = 0.3) -> QColor:
    """The same colour with `keep` of its saturation: stale data (ui.md 4.1)."""
    return QColor.fromHsvF(
        max(colour.hsvHueF(), 0.0), colour.hsvSaturationF() * keep, colour.valueF(), colour.alphaF()
    )


def _colour(value: object, where: str) -> QColor:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ValueError(f"token {where}: {value!r} is not #RRGGBB")
    return QColor(value)


def _state(name: str, row: list[str]) -> StateColours:
    ink, tint, pattern, edge = (_colour(value, f"state.{name}") for value in row)
    return StateColours(ink, tint, pattern, edge)
