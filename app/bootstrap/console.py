"""Opens a data folder: store, identity, console. Runs
in the store thread, or in the only thread of a command.
"""

from __future__ import annotations

from pathlib import Path

from app.desk.clock import DeskClock
from app.store.engine import open_store
from app.sync.console import Clock, Console
from app.sync.identity import identify


def open_console(folder: Path, clock: DeskClock, site: str | None = None) -> Console:
    """The console's end of a folder; raises StoreFault. A
    new folder is of ``site``, or of a site of its own.
    """
    store = open_store(folder)
    try:
        identity = identify(store, clock.new_id(), site or clock.new_id(), clock.new_id())
    except BaseException:
        store.close()
        raise
    return Console(store, identity, Clock(clock.now, clock.mono, clock.new_id))


def demo_console(folder: Path, clock: DeskClock, seed: int) -> Console:
    """The demo building up to the clock's moment, made by the operations a real house would have said."""
    from app.demo.house import Ids
    from app.demo.play import furnish

    console = open_console(folder, clock, Ids(seed).of("site"))
    return furnish(console, clock.now(), seed)
