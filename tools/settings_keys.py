"""Settings are declared once, in app/settings.py: a key used anywhere else must be one of them.

A key is used as `settings.get("key")`, `settings.set("key", ...)`, `settings["key"]` and the like: the first
literal argument of a call on, or a subscript of, something named `settings`.
"""

from __future__ import annotations

import ast
from pathlib import Path

from tools.sources import ROOT, Problem, parsed, python_files

_DECLARING = {"Setting", "declare", "setting"}


def find() -> list[Problem]:
    """Check the whole console."""
    declared = declared_keys(ROOT / "app" / "settings.py")
    return [problem for path in python_files("app", "main.py") for problem in in_file(path, declared)]


def declared_keys(path: Path) -> set[str]:
    """The keys declared in the settings file: first argument of every Setting(...)."""
    keys: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and _last_name(node.func) in _DECLARING:
            first = (
                node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "key"), None)
            )
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                keys.add(first.value)
    return keys


def in_file(path: Path, declared: set[str]) -> list[Problem]:
    """Check one file."""
    problems: list[Problem] = []
    for node in ast.walk(parsed(path)):
        key = _used_key(node)
        if key is not None and key not in declared:
            problems.append(Problem(path, getattr(node, "lineno", 1), f"no such setting: {key}"))
    return problems


def _used_key(node: ast.AST) -> str | None:
    first: ast.expr | None = None
    if isinstance(node, ast.Subscript) and _is_settings(node.value):
        first = node.slice
    elif (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_settings(node.func.value)
    ):
        first = node.args[0] if node.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _is_settings(node: ast.expr) -> bool:
    return _last_name(node).strip("_") == "settings"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
