"""Names of ours that hide a function of Qt: `self.actions = []` in a QWidget makes `actions()` uncallable.

Qt's C++ side goes on calling its own function, so nothing fails where the name was taken; something else
does, later. Overriding a virtual function is meant: it has Qt's camelCase name or stands in the list below.
"""

from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass, field
from pathlib import Path

from tools.sources import ROOT, Problem, parsed, python_files

# Virtual functions of Qt whose names are one lower-case word: defining them as methods is overriding.
_VIRTUAL = frozenset(
    {
        "accept",
        "buddy",
        "count",
        "data",
        "done",
        "event",
        "exec",
        "fixup",
        "flags",
        "geometry",
        "index",
        "invalidate",
    }
    | {
        "match",
        "metric",
        "open",
        "paint",
        "parent",
        "polish",
        "reject",
        "reset",
        "revert",
        "sibling",
        "sort",
        "span",
    }
    | {"submit", "unpolish", "validate"}
)


@dataclass(frozen=True, slots=True)
class _Class:
    node: ast.ClassDef
    path: Path
    bases: tuple[str, ...]  # dotted names: "PySide6.QtWidgets.QWidget", "app.widgets.plan.PlanView"


@dataclass(slots=True)
class _Program:
    classes: dict[str, _Class] = field(default_factory=dict)

    def qt_names(self, name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        """All names that a class has from Qt, through however many classes of ours."""
        if name in seen:
            return frozenset()
        if name.startswith("PySide6."):
            module, _, attribute = name.rpartition(".")
            found = getattr(importlib.import_module(module), attribute, None)
            is_object = isinstance(found, type) and hasattr(found, "staticMetaObject")
            return frozenset(dir(found)) if is_object else frozenset()
        known = self.classes.get(name)
        if known is None:
            return frozenset()
        return frozenset().union(*(self.qt_names(base, seen | {name}) for base in known.bases))


def find(files: list[Path] | None = None) -> list[Problem]:
    """Check every class that comes from a QObject."""
    program = _Program()
    for path in files if files is not None else python_files("app"):
        _read(path, program)
    problems: list[Problem] = []
    for name, known in program.classes.items():
        qt_names = program.qt_names(name)
        for taken, line, is_method in _own_names(known.node) if qt_names else ():
            is_override = is_method and (taken in _VIRTUAL or taken != taken.lower())
            if taken in qt_names and not taken.startswith("__") and not is_override:
                problems.append(Problem(known.path, line, f"{known.node.name}.{taken} hides Qt's {taken}()"))
    return problems


def _read(path: Path, program: _Program) -> None:
    tree = parsed(path)
    inside = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)
    module = ".".join(inside.with_suffix("").parts).removesuffix(".__init__")
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            names = (_base_name(base) for base in node.bases)
            bases = tuple(_resolve(name, imported, module) for name in names if name)
            program.classes[f"{module}.{node.name}"] = _Class(node, path, bases)


def _resolve(name: str, imported: dict[str, str], module: str) -> str:
    first, _, rest = name.partition(".")
    start = imported.get(first, f"{module}.{first}")
    return f"{start}.{rest}" if rest else start


def _base_name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _base_name(node.value)
    if isinstance(node, ast.Attribute):
        return f"{_base_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _own_names(node: ast.ClassDef) -> list[tuple[str, int, bool]]:
    """Names that a class body and its methods define: (name, line, whether it is a method)."""
    found: list[tuple[str, int, bool]] = []
    for item in node.body:
        if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef):
            found.append((item.name, item.lineno, True))
            found += [(name, line, False) for name, line in _self_attributes(item)]
        elif isinstance(item, ast.Assign | ast.AnnAssign):
            targets = item.targets if isinstance(item, ast.Assign) else [item.target]
            found += [(target.id, item.lineno, False) for target in targets if isinstance(target, ast.Name)]
    return found


def _self_attributes(function: ast.AST) -> list[tuple[str, int]]:
    return [
        (node.attr, node.lineno)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    ]
