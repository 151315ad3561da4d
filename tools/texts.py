"""Text for users is written so that it can be collected and found again.

A text built before the look-up (f-string, `%`, `+`, `.format`) is looked up as what it became: never found.
A counted text through `self.tr` stays English on a subclass. A context that is no literal is not collected.
"""

from __future__ import annotations

import ast
from pathlib import Path

from tools.messages import TextCall, literal, string_constants, text_calls
from tools.sources import Problem, parsed, python_files


def find() -> list[Problem]:
    """Check every file whose texts users see."""
    return [problem for path in python_files("app", "main.py") for problem in in_file(path)]


def in_file(path: Path) -> list[Problem]:
    """Check one file."""
    tree = parsed(path)
    constants = string_constants(tree)
    problems: list[Problem] = []
    for call in text_calls(tree):
        text = _built(call.text) or _lost(call, constants)
        if text:
            problems.append(Problem(path, call.line, f"{call.function}(): {text}"))
    return problems


def _built(node: ast.expr | None) -> str:
    if isinstance(node, ast.JoinedStr):
        return "an f-string is never found; use {name} and .format() outside"
    if isinstance(node, ast.BinOp):
        return "text put together with an operator is never found; write one literal"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return "format after the look-up, not before"
    return ""


def _lost(call: TextCall, constants: dict[str, str]) -> str:
    source = literal(call.text) if call.text is not None else None
    if isinstance(call.context, ast.expr) and source is not None and not literal(call.context, constants):
        return "the context must be a literal or a constant of this module"
    if not call.context:
        return "outside a class; use QCoreApplication.translate with a context"
    if not call.on_self:
        return "on another object has that object's context; use self.tr or QCoreApplication.translate"
    if call.function == "tr" and call.counted:
        return "counted text stays English on a subclass; use QCoreApplication.translate"
    if source and "%n" in source and not call.counted:
        return "%n without a count"
    return ""
