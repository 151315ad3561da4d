"""All checks of the project: `python -m tools.check` (that is `./dev check`); exit code 0: nothing found.

The types are checked in a second process meanwhile, because that takes as long as the rest together.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import i18n, lock, settings_keys, shadowing, sizes, texts, tracked
from tools.sources import ROOT, Problem

_BIN = Path(sys.executable).parent
OWN: dict[str, Callable[[], list[Problem]]] = {
    "file and function size": sizes.find,
    "texts for users": texts.find,
    "names that hide Qt's": shadowing.find,
    "settings keys": settings_keys.find,
    "hosts and machine paths": tracked.find,
    "lock file": lock.find,
}


def main() -> int:
    """Run everything, print what was found, return 1 if anything was."""
    types = subprocess.Popen(
        [sys.executable, "-m", "mypy"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    failed = [
        *_program("lint", _BIN / "ruff", "check", "--output-format", "concise", "."),
        *_program("format", _BIN / "ruff", "format", "--check", "--output-format", "concise", "."),
        *_program("layers", _BIN / "lint-imports", "--no-cache", "--no-logo"),
    ]
    for name, find in OWN.items():
        failed += _own(name, find)
    failed += _own("translations", i18n.problems)
    began = time.monotonic()
    output, _ = types.communicate()
    _say("types", types.returncode, output, time.monotonic() - began)
    failed += ["types"] if types.returncode else []
    print(f"check: failed: {', '.join(failed)}" if failed else "check: nothing found")
    return 1 if failed else 0


def _program(name: str, program: Path, *arguments: str) -> list[str]:
    began = time.monotonic()
    done = subprocess.run(
        [program, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    _say(name, done.returncode, done.stdout, time.monotonic() - began)
    return [name] if done.returncode else []


def _own(name: str, find: Callable[[], list[Problem]] | Callable[[], list[str]]) -> list[str]:
    began = time.monotonic()
    try:
        found = [str(problem) for problem in find()]
    except (SyntaxError, OSError) as error:
        found = [str(error)]
    _say(name, len(found), "\n".join(found), time.monotonic() - began)
    return [name] if found else []


def _say(name: str, failed: int, output: str, seconds: float) -> None:
    print(f"{name:<24} {'FAILED' if failed else 'ok':<7} {seconds:5.1f} s", flush=True)
    if failed:
        print(output.rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
