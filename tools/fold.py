"""Folds prose that runs past the line length: docstrings and comments (`./dev fmt` does it before
formatting).

The formatter leaves prose alone. Only paragraphs with a line that is too long are touched; the code is
compared before and after, and a file whose code would change is left as it was.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import unicodedata
from pathlib import Path

from tools.sources import python_files

WIDTH = 110
_ITEM = re.compile(r"^([-*•]|\d+[.)]|[A-Za-z_.]+:) |^ {2,}|^>>>|^\|")


def main(arguments: list[str]) -> int:
    """Fold the named files, or all of ours."""
    for path in [Path(name) for name in arguments] or list(python_files()):
        before = path.read_text(encoding="utf-8")
        if any(width(line) > WIDTH for line in before.splitlines()):
            after = fold(before)
            if after != before:
                path.write_text(after, encoding="utf-8")
                print(f"folded {path}")
    return 0


def fold(source: str) -> str:
    """Return the source with its long prose folded; the same source when it cannot be done safely."""
    try:
        folded = _fold_comments(_fold_docstrings(source))
        return folded if _code(folded) == _code(source) else source
    except (SyntaxError, tokenize.TokenError):
        return source


def width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: str, first: str, rest: str, limit: int = WIDTH) -> list[str]:
    """Set words into lines that begin with `first`, then `rest`, of about the same length."""
    words = text.split()
    lines = _wrap(words, first, rest, limit)
    for narrower in range(limit - 1, limit // 2, -1):
        tried = _wrap(words, first, rest, narrower)
        if len(tried) > len(lines) or width(lines[-1]) > limit // 2:
            break
        lines = tried
    return lines


def _wrap(words: list[str], first: str, rest: str, limit: int) -> list[str]:
    lines: list[str] = []
    line, empty = first, True
    for word in words:
        if not empty and width(line) + 1 + width(word) > limit:
            lines.append(line)
            line, empty = rest, True
        line += word if empty else f" {word}"
        empty = False
    return [*lines, line]


def _fold_docstrings(source: str) -> str:
    lines = source.split("\n")
    for node in sorted(_prose(ast.parse(source)), key=lambda item: -item.lineno):
        start, end = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        block = lines[start : end + 1]
        plain = (
            '"""' in block[0]
            and block[-1].rstrip().endswith('"""')
            and not any("\\" in line for line in block)
        )
        if plain and any(width(line) > WIDTH for line in block):
            lines[start : end + 1] = _fold_block(block)
    return "\n".join(lines)


def _fold_block(block: list[str]) -> list[str]:
    indent = block[0][: len(block[0]) - len(block[0].lstrip())]
    text = "\n".join(block).strip()[3:-3]
    paragraphs: list[list[str]] = []
    for line in text.split("\n"):
        own = line.removeprefix(indent).rstrip()
        starts_anew = not own or not paragraphs or not paragraphs[-1][-1] or bool(_ITEM.match(own))
        if starts_anew:
            paragraphs.append([own])
        else:
            paragraphs[-1].append(own)
    folded: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        folded += _fold_paragraph(paragraph, indent, opening=number == 0)
    while len(folded) > 1 and not folded[-1].strip():
        folded.pop()
    if len(folded) == 1:
        if width(folded[0]) + 3 <= WIDTH:
            return [folded[0] + '"""']
        folded = wrap(text, f'{indent}"""', indent, WIDTH - 3)  # only the closing quotes had no room
    return [*folded, f'{indent}"""']


def _fold_paragraph(paragraph: list[str], indent: str, *, opening: bool) -> list[str]:
    first = indent + ('"""' if opening else "")
    whole = [first + paragraph[0], *(indent + line for line in paragraph[1:])]
    if all(width(line) <= WIDTH for line in whole):
        return [line if line.strip() else "" for line in whole]
    if _ITEM.match(paragraph[0]):
        # A list's item keeps its hanging indent; a table's line is left for a person.
        lead = re.match(r"\s*([-*•] |\d+[.)] )?", paragraph[0])
        hang = " " * len(lead.group()) if lead else ""
        spaces = paragraph[0][: len(paragraph[0]) - len(paragraph[0].lstrip())]
        return wrap(" ".join(paragraph), first + spaces, indent + hang)
    return wrap(" ".join(paragraph), first, indent)


def _fold_comments(source: str) -> str:
    lines = source.split("\n")
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    for token in reversed([token for token in tokens if token.type == tokenize.COMMENT]):
        row, column = token.start[0] - 1, token.start[1]
        line = lines[row]
        is_order = re.match(r"#\s*(noqa|type:|fmt:|ruff:)", token.string)
        if width(line) <= WIDTH or is_order:
            continue
        code = line[:column].rstrip()
        indent = line[: len(line) - len(line.lstrip())]
        folded = wrap(token.string[1:], f"{indent}# ", f"{indent}# ")
        lines[row : row + 1] = [*folded, code] if code else folded
    return "\n".join(lines)


def _prose(tree: ast.Module) -> list[ast.Expr]:
    """Strings that stand alone as a statement: docstrings of modules, classes, functions and attributes."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]


def _code(source: str) -> str:
    """The program without its prose, for comparison."""
    tree = ast.parse(source)
    for node in _prose(tree):
        node.value = ast.Constant(value="")
    return ast.dump(tree)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
