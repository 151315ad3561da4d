"""The cyclic collector of a process that holds many rows: when it may rest, and what it need not look at.

A full collection walks every object and holds every thread while it does: 80 ms and more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def settle() -> None:
    """The process is up: what was made so far lives as long as it does and is not looked at again; what comes
    is looked at seldom, since acts and pushes make many rows that live for a moment.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 1_000)


@contextmanager
def resting(*, keeps: bool = False) -> Iterator[None]:
    """No collection inside; ``keeps``: what was made inside lives on, the next one need not walk it."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if keeps:
            gc.freeze()
        gc.enable()
