"""`python -m bench [NAME ...]`: every module here that
has `run() -> list[Result]`, or the ones that are named.

Prints goal, baseline, ours and their ratio, line by line. Exit code 0 when everything was measured: a person
judges the figures; a module that breaks is told and gives 1.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback

import bench
from bench.harness import LOOP, Result, fsync_ms, loop_ms, show


def main(names: list[str]) -> int:
    """Run and print."""
    print(f"fsync probe: {fsync_ms():.2f} ms; a loop of {LOOP:,} in Python: {loop_ms():.0f} ms")
    known = [
        m.name
        for m in pkgutil.iter_modules(bench.__path__)
        if not m.name.startswith("_") and m.name != "harness"
    ]
    unknown = sorted(set(names) - set(known))
    if unknown:
        print(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    results: list[Result] = []
    broken: list[str] = []
    for name in known:
        if names and name not in names:
            continue
        try:
            run = getattr(importlib.import_module(f"bench.{name}"), "run", None)
            for result in run() if run is not None else ():
                print(show(result), flush=True)
                results.append(result)
        except Exception:  # noqa: BLE001 - the edge: one broken measurement must not hide the others
            traceback.print_exc()
            broken.append(name)
    goals = [result for result in results if result.goal is not None]
    missed = [result.name for result in goals if not result.is_met]
    print(
        f"{len(goals) - len(missed)} of {len(goals)} goals met"
        + "".join(f"\n  missed: {name}" for name in missed)
    )
    print("".join(f"  broken: {name}\n" for name in broken), end="")
    return 1 if broken else 0


sys.exit(main([word for word in sys.argv[1:] if not word.startswith("--")]))
