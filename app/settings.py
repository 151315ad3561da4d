"""Declared settings of this machine and person: key, type,
default, scope. Site rules are not here: they travel by ops.

Order of precedence: built in < machine file < user file < environment HUIWUTAI_*
< command line. Read by bootstrap in the GUI thread; values are plain, so that
any thread may hold them. Secrets belong in the keyring.
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

logger = logging.getLogger(__name__)

Value = str | int | bool
Scope = Literal["machine", "local"]
FILE: Final = "settings.toml"
MACHINE_FILE: Final = Path("/etc/huiwutai/config.toml")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. ``choices`` limits a text; ``low`` and ``high`` bound a number."""

    key: str
    default: Value
    scope: Scope
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 1_000_000


SETTINGS: Final = {
    setting.key: setting
    for setting in (
        Setting("language", "zh_CN", "local", choices=("zh_CN", "en")),
        Setting("theme", "system", "local", choices=("light", "dark", "system")),
        Setting("scale", 100, "local", low=100, high=200),
        Setting("reduced_motion", False, "local"),
        Setting("actor", "", "local"),
        Setting("page", "today", "local"),
        Setting("central", "", "machine"),
        Setting("ca_file", "", "machine"),
        Setting("proxy", "", "machine"),
        Setting("outbox_copy", "", "machine"),
        Setting("broker", "", "machine"),
        Setting("log_level", "INFO", "machine", choices=("DEBUG", "INFO", "WARNING", "ERROR")),
    )
}


class UnknownSettingError(KeyError):
    """A key that is not declared: an error of ours."""


class Settings:
    """The values in force. ``overrides`` come from the command line and are never stored."""

    def __init__(self, folder: Path, overrides: Mapping[str, Value] | None = None) -> None:
        self._path: Final = folder / FILE
        self._overrides: Final = dict(overrides or {})
        self._machine: Final = _read(MACHINE_FILE)
        self._user = _read(self._path)

    def get(self, key: str) -> Value:
        """The value in force; raises UnknownSettingError."""
        setting = _declared(key)
        for layer in (self._overrides, _environment(), self._user, self._machine):
            if key in layer:
                value = _accepted(setting, layer[key])
                if value is not None:
                    return value
        return setting.default

    def text(self, key: str) -> str:
        """A text setting."""
        return str(self.get(key))

    def number(self, key: str) -> int:
        """A number setting."""
        return int(self.get(key))

    def flag(self, key: str) -> bool:
        """A yes-or-no setting."""
        return bool(self.get(key))

    def set(self, key: str, value: Value) -> None:
        """Keep a value for this person; a folder that cannot be written keeps it for this run only."""
        accepted = _accepted(_declared(key), value)
        if accepted is None:
            raise ValueError(key)
        self._user = {**self._user, key: accepted}
        self._overrides.pop(key, None)
        try:
            fresh = self._path.with_suffix(".new")
            fresh.write_text(
                "".join(f"{name} = {_toml(held)}\n" for name, held in sorted(self._user.items())), "utf-8"
            )
            fresh.replace(self._path)
        except OSError:
            logger.warning("settings could not be kept in %s", self._path.name, exc_info=True)


def _declared(key: str) -> Setting:
    if key not in SETTINGS:
        raise UnknownSettingError(key)
    return SETTINGS[key]


def _read(path: Path) -> dict[str, Value]:
    """A file's values; an unreadable file is as if it were empty, and said so in the log."""
    try:
        held = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        logger.warning("settings file %s cannot be read; defaults are used", path.name, exc_info=True)
        return {}
    return {key: value for key, value in held.items() if isinstance(value, str | int | bool)}


def _environment() -> dict[str, Value]:
    names = {key: f"HUIWUTAI_{key.upper()}" for key in SETTINGS}
    return {key: os.environ[name] for key, name in names.items() if name in os.environ}


def _accepted(setting: Setting, value: Value) -> Value | None:
    """The value in the setting's type, or None when it cannot be one."""
    if isinstance(setting.default, bool):
        return (
            value
            if isinstance(value, bool)
            else {"1": True, "true": True, "0": False, "false": False}.get(str(value))
        )
    if isinstance(setting.default, int):
        try:
            number = int(value)
        except ValueError:
            return None
        return number if setting.low <= number <= setting.high else None
    text = str(value)
    return text if not setting.choices or text in setting.choices else None


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
