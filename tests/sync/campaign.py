"""`python -m tests.sync.campaign [--ops N] [--seed S] [--postgres]`: chance against the invariants of sync.

Runs worlds of ever new seeds until at least N operations were said; prints each seed, so that a failure can
be run again alone (`--seed S --worlds 1`). The state machine of test_machine.py uses the same steps.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AddFloor,
    BookMeeting,
    DrawOutline,
    EditMeeting,
    EraseOutline,
    JoinWaitlist,
    LeaveWaitlist,
    MeetingFields,
    Operation,
    PromoteWaiting,
)
from app.domain.periods import DAY, HOUR, MINUTE
from app.domain.questions import Inbox, MeetingsBetween
from app.domain.states import OutlineKind
from tests.support.invariants import (
    check_central,
    check_cursor,
    check_history,
    check_own,
    check_rest,
    check_screen,
)
from tests.support.world import End, World

STEPS: Final = 60  # of one world, before it drains


class Chance:
    """Draws the next step of a world."""

    def __init__(self, world: World, looks: float = 1.0, weights: Mapping[str, float] | None = None) -> None:
        self.looks = looks  # the share of central's commits after which everything is looked at
        self.world = world
        self.random = world.random
        self.counts: Counter[str] = Counter()
        self.floors: list[str] = []
        self.steps: dict[str, tuple[float, Callable[[End], None]]] = {
            "act": (30, self.act),
            "rush": (4, self.rush),
            "clash": (5, self.clash),
            "push": (14, self.push),
            "pull": (14, self.pull),
            "again": (4, self.again),
            "kill_console": (3, self.kill_console),
            "kill_central": (3, self.kill_central),
            "copy": (2, self.world.copy),
            "restore": (1, self.world.restore),
            "skew": (1, self.skew),
            "draw": (2, self.draw),
            "queue": (3, self.queue),
            "copy_central": (1, lambda _end: self.world.copy_central()),
            "restore_central": (0.4, lambda _end: self.world.restore_central()),
        }

        for name, weight in (weights or {}).items():
            self.steps[name] = (weight, self.steps[name][1])

    def step(self) -> None:
        """One step, and what must hold after it."""
        names = list(self.steps)
        name = self.random.choices(names, [self.steps[each][0] for each in names])[0]
        self.counts[name] += 1
        end = self.random.choice(self.world.ends)
        self.steps[name][1](end)
        if name in {"push", "kill_central", "again"} and self.random.random() < self.looks:
            check_central(self.world)

    def act(self, end: End) -> None:
        """A few acts of a person."""
        for _ in range(self.random.choice((1, 1, 2, 5, 15))):
            end.act()

    def rush(self, end: End) -> None:
        """Two desks book one slot of one room."""
        other = self.random.choice([each for each in self.world.ends if each is not end])
        start = self.world.now + self.random.randrange(20, 80) * 30 * MINUTE
        room = self.random.choice(end.work.rooms)
        for each in (end, other):
            meeting = each.house.new_id()
            self._say(each, BookMeeting(meeting, room, f"抢 {each.name}", start, start + HOUR, override="试"))

    def clash(self, end: End) -> None:
        """Two desks change one meeting: the same field, to other values."""
        other = self.random.choice([each for each in self.world.ends if each is not end])
        now = self.world.now
        found = end.console.ask(MeetingsBetween(now - DAY, now + 2 * DAY))
        if not found:
            return
        wanted = self.random.choice(found).id
        for each in (end, other):
            for meeting in each.console.ask(MeetingsBetween(now - DAY, now + 2 * DAY)):
                if meeting.id == wanted:
                    title = f"{each.name} {self.random.randrange(10**6)}"
                    new = MeetingFields(title=title, expected=self.random.randrange(9))
                    seen = MeetingFields(title=meeting.title, expected=meeting.expected)
                    self._say(each, EditMeeting(meeting.id, new, seen))

    def _say(self, end: End, op: Operation) -> None:
        end.house.at = self.world.now + end.skew
        try:
            end.said += end.house.do(op).op_ids
        except Refused:
            return

    def draw(self, end: End) -> None:
        """Something on a floor plan is drawn, drawn again by another desk, or wiped out."""
        if not self.floors:
            self.floors.append(end.house.new_id())
            self._say(end, AddFloor(self.floors[0], "三层", 3))
        outline = derived(self.floors[0], "outline", self.random.randrange(3))
        shape = ((0, 0), (0, self.random.randrange(1, 400)), (400, 400))
        wipe = self.random.random() < 0.4
        op = EraseOutline(outline) if wipe else DrawOutline(outline, self.floors[0], OutlineKind.CORE, shape)
        self._say(end, op)

    def queue(self, end: End) -> None:
        """Somebody waits for the slot of a meeting, or two desks book or give up what waits."""
        now, waits = self.world.now, end.console.ask(Inbox(0)).queued
        if waits and self.random.random() < 0.7:
            entry = self.random.choice(waits)
            for each in self.world.ends if entry.is_due else (end,):
                leave = self.random.random() < 0.2
                self._say(
                    each,
                    LeaveWaitlist(entry.id) if leave else PromoteWaiting(entry.id, each.house.new_id(), "试"),
                )
            return
        found = end.console.ask(MeetingsBetween(now, now + 2 * DAY))
        if found:
            there = self.random.choice(found)
            wanted = BookMeeting(
                end.house.new_id(),
                there.room_id,
                f"候补 {end.name}",
                there.starts_at,
                there.ends_at,
                override="试",
            )
            self._say(end, JoinWaitlist(end.house.new_id(), wanted))

    def push(self, end: End) -> None:
        """A push of some size that may be lost on either way."""
        lose = self.random.choices(("", "request", "answer"), (6, 1, 2))[0]
        self.world.push(end, self.random.choice((1, 3, 1_000)), lose=lose)

    def pull(self, end: End) -> None:
        """Pages of some size; sometimes only the first of them arrive."""
        self.world.pull(end, self.random.choice((2, 5, 7, 1_000)), pages=self.random.choice((1, 2, 1_000)))
        check_cursor(self.world, end)
        check_screen(end)
        check_own(end)

    def again(self, end: End) -> None:
        """An old message comes once more."""
        self.world.again(end)

    def kill_console(self, end: End) -> None:
        """Idle, at some statement of a page, or instead of the commit."""
        point = self.random.choice(("idle", "commit", f"statement:{self.random.randrange(60)}"))
        self.world.kill_console(end, point)

    def kill_central(self, end: End) -> None:
        """At some statement, instead of the commit, or after it with nobody told."""
        point = self.random.choice(("unheard", "commit", f"statement:{self.random.randrange(40)}"))
        self.world.kill_central(end, point)

    def skew(self, end: End) -> None:
        """A clock jumps."""
        end.skew = self.random.choice((0, -HOUR, HOUR, -DAY, DAY))


def run(
    folder: Path,
    seed: int,
    *,
    url: str | None = None,
    consoles: int = 3,
    steps: int = STEPS,
    looks: float = 1.0,
    weights: Mapping[str, float] | None = None,
) -> World:
    """One world from a seed to its rest; the caller reads its figures. Raises AssertionError.

    ``weights``: how often a step is drawn, where it differs from the usual.
    """
    world = World(folder, seed, url, consoles)
    try:
        chance = Chance(world, looks, weights)
        for _ in range(steps):
            chance.step()
        for end in world.ends:
            end.skew = 0
        world.drain()
        check_rest(world)
        if looks == 1:
            check_history(world)
    finally:
        world.close()
    return world


def tell(text: str) -> None:
    """Progress, at once."""
    sys.stdout.write(text)
    sys.stdout.flush()


def main() -> int:
    """Until enough has been said."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--ops", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--worlds", type=int, default=10**9)
    asked.add_argument("--consoles", type=int, default=3)
    asked.add_argument("--steps", type=int, default=STEPS)
    asked.add_argument("--looks", type=float, default=1.0)
    asked.add_argument("--postgres", action="store_true")
    args = asked.parse_args()
    figures: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="huiwutai-campaign-") as scratch:
        server = None
        if args.postgres:
            from tests.support.postgres import Server

            Path(scratch, "pg").mkdir()
            server = Server(Path(scratch, "pg"))
        seed = args.seed
        while figures["ops"] < args.ops and figures["worlds"] < args.worlds:
            folder = Path(scratch, f"world{seed}")
            folder.mkdir()
            tell(f"seed {seed} ")
            url = server.new_database() if server is not None else None
            world = run(folder, seed, url=url, consoles=args.consoles, steps=args.steps, looks=args.looks)
            figures.update(worlds=1, ops=sum(len(end.said) for end in world.ends), forks=world.forks,
                           kills=world.kills, restores=world.restores, redone=world.redone)  # fmt: skip
            tell(f"ok, {figures['ops']} ops\n")
            seed += 1
        if server is not None:
            server.stop()
    took = time.monotonic() - began
    tell(f"{dict(figures)} in {took:.0f} s, seeds {args.seed} to {seed - 1}: all hold\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
