"""requirements.lock fits pyproject.toml, and every line of it carries a hash.

Made by `uv pip compile --universal --generate-hashes --extra dev --no-annotate --no-header` (see README.md).
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.sources import ROOT, Problem

_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")


def find() -> list[Problem]:
    """Compare the two files of the project."""
    return compare(ROOT / "pyproject.toml", ROOT / "requirements.lock")


def compare(project: Path, lock: Path) -> list[Problem]:
    """Every requirement is locked at a version that it allows; every locked package has a hash."""
    locked, problems = _read_lock(lock)
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    lines = list(declared["dependencies"])
    for extra in declared.get("optional-dependencies", {}).values():
        lines += extra
    for line in lines:
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name))
        if version is None:
            problems.append(Problem(lock, 1, f"{wanted.name} is not locked; compile the lock again"))
        elif not wanted.specifier.contains(version, prereleases=True):
            problems.append(
                Problem(lock, 1, f"{wanted.name} {version} is locked, {wanted.specifier} is asked")
            )
    return problems


def _read_lock(lock: Path) -> tuple[dict[str, str], list[Problem]]:
    locked: dict[str, str] = {}
    problems: list[Problem] = []
    lines = lock.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        entry = _ENTRY.match(line)
        if entry is None:
            continue
        locked[canonicalize_name(entry.group(1))] = entry.group(2)
        following = lines[number] if number < len(lines) else ""
        if "--hash=sha256:" not in line + following:
            problems.append(Problem(lock, number, f"{entry.group(1)} has no hash"))
    return locked, problems
