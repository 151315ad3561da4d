"""Three consoles and a central under every fault the network and the power can bring (sync.md, section 14).

Hypothesis chooses the steps and shrinks what fails; the campaign beside this file runs the same steps by the
hundred thousand.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from app.domain.periods import DAY, HOUR
from tests.support.invariants import check_central, check_cursor, check_own, check_rest, check_screen
from tests.support.world import World
from tests.sync.campaign import Chance, run

DESK = st.integers(0, 2)
POINT = st.one_of(st.just("commit"), st.integers(0, 60).map(lambda n: f"statement:{n}"))


class Sync(RuleBasedStateMachine):
    """The site: acts, messages, faults; at the end everything comes to rest."""

    @initialize(seed=st.integers(0, 2**16))
    def begin(self, seed: int) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="huiwutai-machine-")
        self.world = World(Path(self.folder.name), seed)
        self.chance = Chance(self.world)

    @rule(desk=DESK, times=st.sampled_from((1, 2, 5)))
    def act(self, desk: int, times: int) -> None:
        for _ in range(times):
            self.world.ends[desk].act()

    @rule(desk=DESK)
    def rush(self, desk: int) -> None:
        self.chance.rush(self.world.ends[desk])

    @rule(desk=DESK)
    def clash(self, desk: int) -> None:
        self.chance.clash(self.world.ends[desk])

    @rule(desk=DESK, ops=st.sampled_from((1, 3, 1_000)), lose=st.sampled_from(("", "", "request", "answer")))
    def push(self, desk: int, ops: int, lose: str) -> None:
        self.world.push(self.world.ends[desk], ops, lose=lose)
        check_central(self.world)

    @rule(desk=DESK, limit=st.sampled_from((2, 5, 7, 1_000)), pages=st.sampled_from((1, 2, 1_000)))
    def pull(self, desk: int, limit: int, pages: int) -> None:
        end = self.world.ends[desk]
        self.world.pull(end, limit, pages=pages)
        check_cursor(self.world, end)
        check_screen(end)
        check_own(end)

    @rule(desk=DESK)
    def again(self, desk: int) -> None:
        self.world.again(self.world.ends[desk])
        check_central(self.world)

    @rule(desk=DESK, point=st.one_of(st.just("idle"), POINT))
    def kill_console(self, desk: int, point: str) -> None:
        self.world.kill_console(self.world.ends[desk], point)

    @rule(desk=DESK, point=st.one_of(st.just("unheard"), POINT))
    def kill_central(self, desk: int, point: str) -> None:
        self.world.kill_central(self.world.ends[desk], point)
        check_central(self.world)

    @rule(desk=DESK)
    def copy(self, desk: int) -> None:
        self.world.copy(self.world.ends[desk])

    @rule(desk=DESK)
    def restore(self, desk: int) -> None:
        self.world.restore(self.world.ends[desk])

    @rule(desk=DESK)
    def draw(self, desk: int) -> None:
        self.chance.draw(self.world.ends[desk])

    @rule()
    def copy_central(self) -> None:
        self.world.copy_central()

    @rule()
    def restore_central(self) -> None:
        self.world.restore_central()

    @rule(desk=DESK, by=st.sampled_from((0, -HOUR, HOUR, -DAY, DAY)))
    def skew(self, desk: int, by: int) -> None:
        self.world.ends[desk].skew = by

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.drain()
            check_rest(self.world)
        finally:
            self.world.close()
            self.folder.cleanup()


@pytest.mark.timeout(600)
def test_whatever_happens_everything_is_answered_once_and_all_desks_agree() -> None:
    chosen = settings(settings.get_profile("fast"), max_examples=12, stateful_step_count=30)
    run_state_machine_as_test(Sync, settings=chosen)


@pytest.mark.parametrize("seed", range(6))
def test_worlds_by_chance_come_to_rest(seed: int, tmp_path: Path) -> None:
    world = run(tmp_path, seed, steps=40)
    assert world.redone == 0
