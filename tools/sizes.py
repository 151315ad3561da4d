"""A file has at most 500 lines and a function at most 60; there is no list of exceptions."""

from __future__ import annotations

import ast
from pathlib import Path

from tools.sources import Problem, parsed, python_files

FILE_LINES = 500
FUNCTION_LINES = 60


def find() -> list[Problem]:
    """Check every Python file of the project."""
    return [problem for path in python_files() for problem in in_file(path)]


def in_file(path: Path) -> list[Problem]:
    """Check one file."""
    problems: list[Problem] = []
    lines = path.read_text(encoding="utf-8").count("\n")
    if lines > FILE_LINES:
        problems.append(
            Problem(path, lines, f"{lines} lines: a file has at most {FILE_LINES}, split by subject")
        )
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION_LINES:
            text = f"{node.name} has {length} lines: a function has at most {FUNCTION_LINES}"
            problems.append(Problem(path, node.lineno, text))
    return problems
