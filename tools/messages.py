"""Finds the user-facing texts of a Python file: every `tr`, `translate` and `QT_TRANSLATE_NOOP` call.

lupdate's own Python reader gives a wrong context to `self.tr` after some `QCoreApplication.translate` calls,
reads f-strings that never match and misses calls inside f-strings, so the texts are found here by `ast`
and handed to lupdate in a form that it reads right (see `tools/i18n.py`).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Position of (context, text, comment, count) among the arguments; None: the enclosing class is the context.
_SHAPES: dict[str, tuple[int | None, int, int, int]] = {
    "tr": (None, 0, 1, 2),
    "QT_TR_NOOP": (None, 0, 9, 9),
    "QT_TR_N_NOOP": (None, 0, 9, 9),
    "translate": (0, 1, 2, 3),
    "QT_TRANSLATE_NOOP": (0, 1, 2, 9),
    "QT_TRANSLATE_NOOP3": (0, 1, 2, 9),
    "QT_TRANSLATE_N_NOOP": (0, 1, 2, 9),
}


@dataclass(frozen=True, slots=True)
class Message:
    """One text of the program: where Qt looks for it (context, comment) and whether it counts something."""

    context: str
    source: str
    comment: str
    counted: bool


@dataclass(frozen=True, slots=True)
class TextCall:
    """One call that asks for a translation, as written: its line, context and argument expressions."""

    line: int
    function: str
    context: ast.expr | str
    text: ast.expr | None
    comment: ast.expr | None
    counted: bool
    on_self: bool


def text_calls(tree: ast.Module) -> Iterator[TextCall]:
    """Yield every call of a translating function, in the order of the file."""
    yield from _walk(tree, "")


def messages(path: Path) -> list[Message]:
    """Return the texts of one file whose text is a literal and whose context is one or a module constant."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    constants = string_constants(tree)
    found: list[Message] = []
    for call in text_calls(tree):
        context = call.context if isinstance(call.context, str) else literal(call.context, constants)
        source = literal(call.text) if call.text is not None else None
        comment = literal(call.comment) if call.comment is not None else ""
        if context and source:
            found.append(Message(context, source, comment or "", call.counted))
    return found


def literal(node: ast.expr, constants: dict[str, str] | None = None) -> str | None:
    """Return the string that an expression plainly is, or None."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if constants is not None and isinstance(node, ast.Name):
        return constants.get(node.id)
    return None


def _walk(node: ast.AST, class_name: str) -> Iterator[TextCall]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            call = _text_call(child, class_name)
            if call is not None:
                yield call
        yield from _walk(child, child.name if isinstance(child, ast.ClassDef) else class_name)


def _text_call(node: ast.Call, class_name: str) -> TextCall | None:
    function = _function_name(node.func)
    shape = _SHAPES.get(function)
    if shape is None:
        return None
    context_at, text_at, comment_at, count_at = shape
    text = _argument(node, text_at, "sourceText")
    context = class_name if context_at is None else _argument(node, context_at, "context")
    if context is None or text is None:
        return None  # str.translate(table) has one argument
    counted = _argument(node, count_at, "n") is not None or "_N_" in function
    comment = _argument(node, comment_at, "disambiguation")
    on_self = function != "tr" or (isinstance(node.func, ast.Attribute) and _is_self(node.func.value))
    return TextCall(node.lineno, function, context, text, comment, counted, on_self)


def _is_self(node: ast.expr) -> bool:
    """`self`, `cls` or the class by `super()`."""
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def _function_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _argument(node: ast.Call, position: int, keyword: str) -> ast.expr | None:
    if position < len(node.args):
        return node.args[position]
    names = {keyword, "text"} if keyword == "sourceText" else {keyword}
    return next((item.value for item in node.keywords if item.arg in names), None)


def string_constants(tree: ast.Module) -> dict[str, str]:
    """Module-level `NAME = "text"`, so that a context may be written once per file."""
    found: dict[str, str] = {}
    for node in tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        for target in targets:
            text = literal(value) if value is not None else None
            if isinstance(target, ast.Name) and text is not None:
                found[target.id] = text
    return found
