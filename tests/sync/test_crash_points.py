"""Power fails at every statement and every commit of one exchange, one after the other: nothing is lost.

The same few acts each time; the k-th statement of central's push, or of the console's page, is the last thing
that happens on that machine. Chance visits the same places in the campaign; here none is left out.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from tests.support.invariants import check_cursor, check_own, check_rest, check_screen
from tests.support.world import World

SEED = 5
EVERY = 9  # of the short tier: every ninth place; the long one visits all


def told(folder: Path) -> World:
    """Two desks that have said something each; one has pushed, neither has heard."""
    world = World(folder, SEED, consoles=2)
    for end in world.ends:
        for _ in range(4):
            end.act()
    world.push(world.ends[0])
    return world


def statements(engine: object, work: object) -> int:
    """How many statements something takes."""
    count = 0

    def on_statement(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", on_statement)
    try:
        work()  # type: ignore[operator]  # a call without arguments
    finally:
        event.remove(engine, "before_cursor_execute", on_statement)
    return count


def points(folder: Path) -> tuple[int, int]:
    """Statements of central's push, and of the console's page."""
    world = told(folder)
    one, two = world.ends
    pushed = statements(world.database.writer, lambda: world.push(two))
    pulled = statements(one.house.store.writer, lambda: world.pull(one))
    world.close()
    return pushed, pulled


def visit(folder: Path, machine: str, point: str) -> None:
    """Cut the power there; everything comes to rest all the same."""
    folder.mkdir()
    world = told(folder)
    one, two = world.ends
    if machine == "central":
        world.kill_central(two, point)
    else:
        world.push(two)
        world.kill_console(one, point)
    for end in world.ends:
        world.pull(end)
        check_cursor(world, end)
        check_screen(end)
        check_own(end)
    world.drain()
    check_rest(world)
    world.close()


def visit_all(folder: Path, step: int) -> int:
    """Every ``step``-th place of both machines, and both commits; how many that were."""
    (folder / "count").mkdir()
    pushed, pulled = points(folder / "count")
    places = [("central", f"statement:{k}") for k in range(0, pushed, step)]
    places += [("console", f"statement:{k}") for k in range(0, pulled, step)]
    places += [("central", "commit"), ("central", "unheard"), ("console", "commit")]
    for number, (machine, point) in enumerate(places):
        visit(folder / str(number), machine, point)
    return len(places)


@pytest.mark.timeout(300)
def test_power_fails_at_many_places_of_an_exchange_and_nothing_is_lost(tmp_path: Path) -> None:
    assert visit_all(tmp_path, EVERY) > 8


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_power_fails_at_every_place_of_an_exchange_and_nothing_is_lost(tmp_path: Path) -> None:
    assert visit_all(tmp_path, 1) > 40
