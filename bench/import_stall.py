"""20,000 meetings are imported while the window lives: the
longest time it did not breathe, and the memory it took.

The real window on the demo building, Today in front; a 1 ms timer beats in the GUI thread. Goal: no gap over
50 ms from the moment the import is said until the page has taken it in.
"""

from __future__ import annotations

import resource
import tempfile
import time
from pathlib import Path
from typing import Final

from app.bootstrap.console import demo_console
from app.demo.moment import demo_moment
from app.desk.clock import DeskClock
from app.domain.acts import Done
from app.domain.ids import derived
from app.domain.ops import ImportMeeting, Operation, Source
from app.domain.periods import DAY, HOUR, MINUTE
from app.domain.questions import RoomList
from app.domain.records import RoomRecord
from bench.act_to_paint import AT, Stage, staged
from bench.harness import Result

MEETINGS: Final = 20_000
GOAL_MS: Final = 50.0
LIMIT_S: Final = 120.0
_A_DAY: Final = 8  # meetings of a room
_NEAR: Final = 40  # days around the demo's that its own meetings have to themselves


def meetings(rooms: tuple[RoomRecord, ...], now: int) -> list[Operation]:
    """An hour each, back to back, in days to come: with all the work they make."""
    first = now // DAY * DAY + _NEAR * DAY
    ops: list[Operation] = []
    for number in range(MEETINGS):
        room = rooms[number % len(rooms)]
        day, slot = divmod(number // len(rooms), _A_DAY)
        start = first + day * DAY + slot * HOUR
        source = Source(f"stall {number}")
        meeting, title = derived(room.id, f"stall {number}"), f"会议 {number}"
        end = start + 45 * MINUTE
        ops.append(ImportMeeting(meeting, source, room.id, title, start, end, expected=number % 90))
    return ops


def measure(stage: Stage) -> tuple[list[float], float, list[int]]:
    """The gaps in milliseconds, the seconds it took, the progress that was told."""
    found: list[tuple[RoomRecord, ...]] = []
    stage.desk.ask(RoomList(), found.append)
    stage.until(lambda: bool(found))
    ops = meetings(found[0], stage.desk.now())
    stage.window.show_page("today")
    stage.settle(0.5)
    done: list[Done] = []
    told: list[int] = []
    stage.listen()
    began = time.perf_counter()
    stage.desk.do_long(ops, lambda n, _of: told.append(n), lambda: False, done.append)
    while not done:
        assert time.perf_counter() - began < LIMIT_S, "the import does not end"
        stage.turn()
    took = time.perf_counter() - began
    stage.settle(0.5)
    assert not done[0].refused, done[0].refused[:3]
    return sorted(stage.gaps), took, told


def run() -> list[Result]:
    """One line; the baseline is the goal itself."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        clock = DeskClock.running_from(demo_moment(AT, DeskClock().now()))
        demo_console(folder, clock, 1).close()
        with staged(folder) as stage:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            gaps, took, told = measure(stage)
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    note = (
        f"p50 {gaps[len(gaps) // 2]:.1f}, p99 {gaps[len(gaps) * 99 // 100]:.1f} ms; {took:.1f} s, "
        f"told {len(told)} times; most memory {before // 1024} -> {after // 1024} MB"
    )
    return [Result("import of 20,000: longest gap in the window", 1.0, GOAL_MS, gaps[-1], note)]
