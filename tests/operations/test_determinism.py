"""The log executed again, elsewhere, at another time,
under another hash seed, in other batches: the same rows.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.ops import AddRoom, BookMeeting, ImportMeeting, RetireRoom, Source
from app.domain.periods import DAY, HOUR
from app.store.engine import open_store
from tests.operations.replay import execute, log_of
from tests.support.house import House
from tests.support.workload import Workload, digest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a long random session with a little of everything, and the digest of its rows."""
    folder = tmp_path_factory.mktemp("session")
    house = House(folder, seed=7)
    work = Workload(house, 7)
    work.furnish()
    for _ in range(150):
        work.step()
    start = house.at + 3 * DAY
    free = house.add_room("free")
    bookings = (
        BookMeeting(house.new_id(), free, f"会 {n}", start + n * HOUR, start + (n + 1) * HOUR, override="x")
        for n in range(20)
    )  # fmt: skip
    house.do(*bookings)
    room = house.new_id()
    imported = [
        ImportMeeting(house.new_id(), Source(f"u{n}"), room, "导入", start + n * HOUR, start + (n + 1) * HOUR)
        for n in range(20)
    ]
    house.console.import_all([AddRoom(room, "999", "新"), *imported], "", lambda _n, _of: None, lambda: False)
    house.undo()
    house.redo()
    with house.store.reading() as connection:
        said = digest(connection)
    house.close()
    return folder, said


@pytest.mark.parametrize("hash_seed", ["0", "1", "4711"])
def test_another_process_under_another_hash_seed_makes_the_same_rows(
    hash_seed: str, session: tuple[Path, str], tmp_path: Path
) -> None:
    folder, said = session
    command = [sys.executable, "-m", "tests.operations.replay", str(folder), str(tmp_path / "again")]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": "America/Lima", "LC_ALL": "C"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=50, check=True
    )
    assert done.stdout.strip() == said


@pytest.mark.parametrize("batch", [1, 3, 50, 100_000])
def test_any_batches_make_the_same_rows(batch: int, session: tuple[Path, str], tmp_path: Path) -> None:
    folder, said = session
    source = House(folder)
    ops = log_of(source.store)
    source.close()
    store = open_store(tmp_path)
    assert execute(store, ops, batch=batch) == said
    store.close()


def test_a_room_retired_between_two_ops_of_a_batch_takes_no_meeting_after_it(tmp_path: Path) -> None:
    house = House(tmp_path)
    room = house.add_room("302")
    start = house.at + HOUR
    ops = [
        RetireRoom(room),
        ImportMeeting(house.new_id(), Source("u"), room, "导入", start, start + HOUR),
    ]
    done = house.console.import_all(ops, "", lambda _n, _of: None, lambda: False)
    assert [(index, refused.code) for index, refused in done.refused] == [(1, "gone")]
    house.close()
