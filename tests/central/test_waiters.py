"""A poll that is held hears of everything that happens after its read; one that registers later would not."""

from __future__ import annotations

import asyncio

from central.waiters import Waiters

SITE = "site"
SHORT_S = 0.05


async def _nothing_new(_sites: frozenset[str]) -> dict[str, int]:
    return {SITE: 1}


def test_what_is_committed_between_the_read_and_the_wait_wakes_the_poll() -> None:
    async def poll() -> bool:
        waiters = Waiters(_nothing_new, 3_600)
        with waiters.waiting(SITE) as waiter:
            waiter.clear()
            waiters.wake(SITE)  # the caller has read; somebody commits before it waits
            return await waiter.wait(SHORT_S)

    assert asyncio.run(poll())


def test_registering_after_the_read_would_lose_the_wake_up() -> None:
    """The control: the same three steps in the other order."""

    async def poll() -> bool:
        waiters = Waiters(_nothing_new, 3_600)
        waiters.wake(SITE)  # the caller has read and is not registered yet
        with waiters.waiting(SITE) as waiter:
            waiter.clear()
            return await waiter.wait(SHORT_S)

    assert not asyncio.run(poll())


def test_a_poll_that_ends_leaves_nothing_behind() -> None:
    async def poll() -> int:
        waiters = Waiters(_nothing_new, 3_600)
        with waiters.waiting(SITE) as waiter:
            assert not await waiter.wait(SHORT_S)
        return len(waiters)

    assert asyncio.run(poll()) == 0
