"""What no file under version control may hold: a registry's host, a machine's path, a merge mark, a megabyte.

Installing works through each machine's own configuration of its ordinary clients, so no host is written down;
a path of somebody's machine works only there.
"""

from __future__ import annotations

import re
from pathlib import Path

from tools.sources import ROOT, Problem, tracked_files

MAX_BYTES = 1_000_000
# Written in pieces, so that this file does not find itself.
_HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "deb" + ".debian", "files." + "python")
_OPTIONS = ("--index" + "-url", "--extra-index" + "-url", "--find" + "-links", "index" + "-url =")
_PATHS = ("/" + "root/", "/" + "work/", "/" + "opt/wheels", "/" + "opt/pypi", "/" + "Users/")
_FORBIDDEN = re.compile(
    "|".join(re.escape(text) for text in (*_HOSTS, *_OPTIONS, *_PATHS))
    + "|/"
    + r"home/[a-z]|[A-Z]:\\+"
    + "Users"
)
_MERGE = re.compile(r"^(<{7} |>{7} |={7}$)", re.MULTILINE)
_LARGE = {".ttf", ".ttc", ".otf"}  # a Chinese face has tens of thousands of glyphs
_BINARY = _LARGE | {".png", ".ico", ".icns", ".xlsx", ".qm", ".db", ".gz", ".zip", ".pdf", ".wav"}


def find() -> list[Problem]:
    """Check every file under version control."""
    return [problem for path in tracked_files() for problem in in_file(path)]


def in_file(path: Path) -> list[Problem]:
    """Check one file."""
    if path.stat().st_size > MAX_BYTES and path.suffix not in _LARGE:
        return [Problem(path, 1, f"{path.stat().st_size} bytes: more than {MAX_BYTES}")]
    if path.suffix in _BINARY or path == Path(__file__):
        return []
    text = path.read_bytes().decode("utf-8", errors="replace")
    found = [
        Problem(path, _line(text, match.start()), f"names a host or a machine's path: {match.group()}")
        for match in _FORBIDDEN.finditer(text)
    ]
    if path.is_relative_to(ROOT / "tests") and path.suffix in {".ics", ".csv"}:
        return found  # input of others: taken as it came
    found += [Problem(path, _line(text, match.start()), "a merge mark") for match in _MERGE.finditer(text)]
    return found


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
