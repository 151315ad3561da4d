"""The files that the checks read, and the shape of what they find."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
PYTHON_ROOTS = ("app", "central", "tools", "tests", "bench", "main.py")
# What a developer's machine makes inside the work tree; only used where git is not there to tell.
_MADE = {
    ".venv",
    ".cache",
    "build",
    "dist",
    "__pycache__",
    ".git",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
}
_MADE_SUFFIXES = {".qm", ".pyc", ".tmp"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, printed as `path:line: text`."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        path = self.path.relative_to(ROOT) if self.path.is_relative_to(ROOT) else self.path
        return f"{path}:{self.line}: {self.text}"


def python_files(*roots: str) -> Iterator[Path]:
    """Every Python file under the given top-level names (all of ours by default), in a stable order."""
    for name in roots or PYTHON_ROOTS:
        start = ROOT / name
        if start.is_file():
            yield start
        elif start.is_dir():
            yield from sorted(path for path in start.rglob("*.py") if not _MADE & set(path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, read once per run."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def tracked_files() -> list[Path]:
    """Files that are, or would be, under version control."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return sorted(_walk(ROOT))
    names = filter(None, done.stdout.decode().split("\0"))
    return sorted(path for path in (ROOT / name for name in names) if path.is_file())


def _walk(folder: Path) -> Iterable[Path]:
    for path in folder.iterdir():
        if path.name in _MADE or path.suffix in _MADE_SUFFIXES:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
