"""What a power cut leaves, over the real store and console: nothing acknowledged is lost, nothing half done.

The desk works on a recorded disk; the log is cut at random places and each image opened as the program does.
With synchronous=NORMAL the same test finds acknowledged work gone: it can fail, so it means something.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.acts import Done
from app.domain.errors import StoreFault
from app.store import care, files
from app.store.engine import Options, open_store
from app.sync.console import Console
from tests.support.house import House
from tests.support.power import Cut, Recorder, driver, recorder
from tests.support.workload import Workload, digest, logged

ACTS = 160
IMAGES = 400
CONTROLS = 140  # enough to show that the test can fail


@dataclass(frozen=True, slots=True)
class Day:
    """A recorded day: the disk's log, the operations in order, and what the rows said after each act."""

    cut: Cut
    events: int
    op_ids: tuple[str, ...]
    digests: dict[int, str]  # number of operations done -> hash of the typed rows


@dataclass(slots=True)
class Verdict:
    """What the images showed."""

    images: int = 0
    corrupt: int = 0
    lost: int = 0  # images in which an acknowledged operation is missing
    half: int = 0  # images whose rows are those of no moment between two acts
    replayed: int = 0  # images that needed the log


def _recorded(folder: Path, recording: Recorder, synchronous: str, seed: int) -> Day:
    House(folder).close()  # the file is made before the power is at risk
    before = {each.name: each.read_bytes() for each in files.family(folder / files.NAME)[:2] if each.exists()}
    options = Options(driver=driver(recording), synchronous=synchronous)
    with closing(House(folder, options=options)) as house:
        with house.store.writing() as connection:
            connection.exec_driver_sql("PRAGMA wal_autocheckpoint=150")  # several checkpoints in a short day
        digests: dict[int, str] = {}

        def acknowledge() -> tuple[str, ...]:
            with house.store.reading() as reading:
                done = tuple(logged(reading))
                digests[len(done)] = digest(reading)
            recording.acknowledged(len(done))
            return done

        acknowledge()
        _after_each_act(house.console, acknowledge)
        recording.on = True
        desk = Workload(house, seed)
        desk.furnish()
        for _ in range(ACTS):
            desk.step()
        recording.on = False
        op_ids = acknowledge()
    return Day(Cut(before, recording.events), len(recording.events), op_ids, digests)


def _after_each_act(console: Console, call: Callable[[], object]) -> None:
    """Call when an act is done, before the person is told anything else."""

    def told(act: Callable[..., Done]) -> Callable[..., Done]:
        def run(*arguments: object) -> Done:
            done = act(*arguments)
            call()
            return done

        return run

    console.do = told(console.do)
    console.undo = told(console.undo)


def _judge(image: dict[str, bytes], acknowledged: int, day: Day, folder: Path, verdict: Verdict) -> None:
    folder.mkdir()
    for name, data in image.items():
        (folder / name).write_bytes(data)
    verdict.images += 1
    verdict.replayed += bool(image.get(files.NAME + "-wal"))
    try:
        with closing(open_store(folder)) as store:
            ailments = care.check(store, thorough=True)
            with store.reading() as connection:
                found = tuple(logged(connection))
                said = digest(connection)
    except StoreFault:
        verdict.corrupt += 1
        return
    verdict.corrupt += any(ailment.code == "damaged" for ailment in ailments)
    verdict.lost += len(found) < acknowledged or found != day.op_ids[: len(found)]
    verdict.half += bool(ailments) or day.digests.get(len(found)) != said


def _campaign(tmp_path: Path, synchronous: str, images: int, seed: int = 1) -> Verdict:
    verdict, chance = Verdict(), random.Random(seed)
    with recorder(f"power-{synchronous}-{seed}") as recording:
        day = _recorded(tmp_path / "desk", recording, synchronous, seed)
    assert len(day.op_ids) > ACTS // 2
    for number in range(images):
        at = chance.randrange(day.events + 1)
        image, acknowledged = day.cut.image(at, chance)
        folder = tmp_path / str(number)
        _judge(image, acknowledged, day, folder, verdict)
        shutil.rmtree(folder)
    return verdict


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level("CRITICAL"):
        yield


@pytest.mark.timeout(300)
def test_a_power_cut_loses_nothing_acknowledged_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    verdict = _campaign(tmp_path, "FULL", IMAGES)
    assert (verdict.corrupt, verdict.lost, verdict.half) == (0, 0, 0), verdict
    assert verdict.replayed > IMAGES // 2, verdict  # the cuts fell where it matters


@pytest.mark.timeout(300)
def test_the_same_cuts_find_acknowledged_work_gone_without_full_synchronous(tmp_path: Path) -> None:
    verdict = _campaign(tmp_path, "NORMAL", CONTROLS)
    assert verdict.lost > CONTROLS // 10, verdict
    assert verdict.corrupt == 0, verdict  # NORMAL loses work, it does not break the file


@pytest.mark.timeout(300)
def test_the_same_cuts_find_broken_files_when_nothing_is_synced(tmp_path: Path) -> None:
    verdict = _campaign(tmp_path, "OFF", CONTROLS)
    assert verdict.lost + verdict.corrupt + verdict.half > CONTROLS // 10, verdict


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(2, 12))
def test_many_power_cuts_lose_nothing(tmp_path: Path, seed: int) -> None:
    verdict = _campaign(tmp_path, "FULL", 2000, seed)
    assert (verdict.corrupt, verdict.lost, verdict.half) == (0, 0, 0), verdict
