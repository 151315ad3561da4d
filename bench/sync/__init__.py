"""Sync against the limits of the machine: `python -m bench sync`; with `--peers` PouchDB and Anki beside it.

Each part runs its baseline and our side in turn, in one run; the fsync probe is printed by the runner first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from bench.harness import Result
from bench.sync import fill, live, pending, polls, push, sites, stall

PARTS: Final[tuple[Callable[[], list[Result]], ...]] = (
    fill.run, push.run, live.run, polls.run, sites.run, pending.run, stall.run,
)  # fmt: skip


def run() -> list[Result]:
    """Every part, told as it is measured."""
    found: list[Result] = []
    for part in PARTS:
        for result in part():
            print(".", end="", file=sys.stderr, flush=True)
            found.append(result)
    print(file=sys.stderr)
    return found
