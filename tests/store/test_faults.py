"""Whatever happens to the file, the desk is told in one of six codes, never shown an empty day."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.domain.errors import StoreFault
from app.domain.ops import BookMeeting
from app.domain.periods import DAY, HOUR
from app.domain.questions import BoardBetween, MeetingsBetween, RoomList
from app.store import care, files, rescue, tables
from app.store.engine import Store, open_store
from app.store.faults import fault_of
from app.store.queries import answer
from tests.store import rows
from tests.support.house import House

FLIPS = 60
MEETINGS = 400


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own, where this machine lets us mount one."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file that has something in it, closed."""
    folder = tmp_path_factory.mktemp("sound")
    with closing(open_store(folder)) as store:
        rows.years(store, rows.building(store, rooms=20, devices=40), MEETINGS, per_day=40)
    return folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    """The same in a folder of this test."""
    return Path(shutil.copytree(sound, tmp_path / "copy"))


def _refused(folder: Path) -> str:
    with pytest.raises(StoreFault) as caught:
        open_store(folder).close()
    return caught.value.code


def _fill(store: Store, until: str) -> int:
    """Write until a fault of that code comes; returns how many transactions stood."""
    for count in range(100_000):
        try:
            with store.writing() as connection:
                connection.exec_driver_sql(
                    "INSERT INTO meta VALUES (?, ?)", (f"filling {count}", "x" * 20_000)
                )
        except StoreFault as fault:
            assert fault.code == until  # noqa: PT017 - the fault comes at some write, not at a known one
            return count
    raise AssertionError("the disk has no end")


def test_a_file_that_is_gone_is_not_made_anew(copy: Path) -> None:
    (copy / files.NAME).unlink()
    assert _refused(copy) == "corrupt"
    assert not (copy / files.NAME).exists()


def test_a_log_without_its_file_is_not_a_first_start(copy: Path) -> None:
    for each in copy.iterdir():
        each.unlink()
    (copy / (files.NAME + "-wal")).write_bytes(b"")
    assert _refused(copy) == "corrupt"


@pytest.mark.parametrize("left", [0, 1, 99, 100, 4096, 100_000])
def test_a_file_cut_off_is_corrupt_and_stays_as_it_is(copy: Path, left: int) -> None:
    path = copy / files.NAME
    with path.open("rb+") as file:
        file.truncate(left)
    assert _refused(copy) == "corrupt"
    assert path.stat().st_size == left


def test_other_bytes_under_our_name_are_corrupt(copy: Path) -> None:
    (copy / files.NAME).write_bytes(random.Random(1).randbytes(8192))
    assert _refused(copy) == "corrupt"


def _hurt(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    size = path.stat().st_size
    with path.open("rb+") as file:
        if chance.random() < 0.3:  # a page of zeros, as a disk gives back what it lost
            file.seek(chance.randrange(size // 4096) * 4096)
            file.write(bytes(4096))
            return
        for _ in range(chance.randint(1, 200)):
            at = chance.randrange(size)
            file.seek(at)
            byte = file.read(1)[0]
            file.seek(at)
            file.write(bytes([byte ^ 1 << chance.randrange(8)]))


def _symptom(folder: Path, whole: dict[str, int]) -> str:
    """What the desk finds: a fault's code, an ailment of the check, or nothing, with all rows there."""
    try:
        with closing(open_store(folder)) as store:
            found = care.check(store, thorough=True)
            if found:
                return found[0].code
            with store.reading() as connection:
                rooms = answer(connection, RoomList(), rows.NINE)
                months = MeetingsBetween(rows.NINE - 31 * DAY, rows.NINE + 31 * DAY)
                held = answer(connection, months, rows.NINE)
            # A flip inside a number may move a meeting elsewhere; never is there a day without its rows.
            assert abs(len(rooms) - whole["rooms"]) <= 3
            assert abs(len(held) - whole["meetings"]) <= 10
            return "none"
    except StoreFault as fault:
        return fault.code


def test_flipped_bytes_are_told_or_harmless_never_an_empty_day(sound: Path, tmp_path: Path, request) -> None:
    seeds = 500 if request.config.getoption("--long") else FLIPS
    seen: dict[str, int] = {}
    for seed in range(seeds):
        folder = Path(shutil.copytree(sound, tmp_path / str(seed)))
        _hurt(folder / files.NAME, seed)
        try:
            symptom = _symptom(folder, {"rooms": 20, "meetings": MEETINGS})
        except (ValueError, KeyError):
            symptom = "values"  # a flip inside a word: it cannot be read as what it should be
        seen[symptom] = seen.get(symptom, 0) + 1
        shutil.rmtree(folder)
    assert seen.get("corrupt", 0) + seen.get("damaged", 0) > seeds // 3, seen
    assert not seen.keys() - {"corrupt", "damaged", "newer", "none", "values"}, seen


def test_a_full_disk_stops_the_write_keeps_what_was_there_and_goes_on_with_room(store: Store) -> None:
    rows.settle(store)
    with store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 50}")
    stood = _fill(store, "disk_full")
    with store.writing() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta").scalar() == stood + 1
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('again', '1')")
    assert not care.check(store)


def test_a_really_full_disk_does_the_same(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "4m") as folder, closing(open_store(folder)) as store:
        rows.settle(store)
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(1 << 20))
        stood = _fill(store, "disk_full")
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM meta").scalar() == stood + 1
        found = rescue.probe(folder)
        assert found is not None
        assert found.code == "disk_full"
        ballast.unlink()
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('again', '1')")
        assert not care.check(store)
        with pytest.raises(StoreFault) as caught:
            care.backup(store, folder / "backup.db")
        assert caught.value.code == "disk_full"
        assert not list(folder.glob("backup*"))


def test_a_disk_too_small_for_a_first_start_says_so_and_leaves_no_half_file(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "64k") as folder:
        assert _refused(folder) == "disk_full"
        assert files.is_untouched(folder / files.NAME)


def test_a_folder_that_takes_no_writing_says_so(copy: Path, tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "16m") as folder:
        shutil.copytree(copy, folder, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        assert _refused(folder) == "read_only"
        found = rescue.probe(folder)
        assert found is not None
        assert found.code == "read_only"


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_file_without_the_right_to_write_says_so(copy: Path) -> None:
    (copy / files.NAME).chmod(0o400)
    copy.chmod(0o500)
    try:
        assert _refused(copy) == "read_only"
    finally:
        copy.chmod(0o700)


def test_a_file_held_by_another_program_is_locked(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlcipher3 import dbapi2

    from app.store import engine

    monkeypatch.setattr(engine, "BUSY_MS", 50)
    with closing(dbapi2.connect(str(copy / files.NAME), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("DELETE FROM meta WHERE key = 'nothing'")
        assert _refused(copy) == "locked"
    with closing(open_store(copy)) as store, store.reading() as connection:
        assert answer(connection, BoardBetween(rows.MIDNIGHT, rows.MIDNIGHT + DAY), rows.NINE).meetings


def test_room_and_rights_are_probed_without_a_trace(tmp_path: Path) -> None:
    assert rescue.probe(tmp_path) is None
    assert not list(tmp_path.iterdir())
    missing = rescue.probe(tmp_path / "nowhere")
    assert missing is not None
    assert missing.code == "read_only"


def test_what_is_no_fault_of_the_file_is_left_alone(tmp_path: Path) -> None:
    assert fault_of(ValueError("x"), tmp_path / files.NAME) is None
    assert fault_of(OSError(2, "no such file"), tmp_path / files.NAME) is None
    assert tables.SUBJECTS  # the tables are loaded without a file


@pytest.mark.parametrize("count", [1, 3])
def test_an_act_on_a_damaged_file_is_a_fault_not_a_refusal(tmp_path: Path, count: int) -> None:
    """A batch that fails is tried again one by one: damage must not be taken for a bad operation."""
    with closing(House(tmp_path)) as house:
        room = house.add_room("302")
        for number in range(40):
            house.book(room, number * 60, 30)
        with house.store.reading() as connection:
            roots = {
                str(row[0]): int(row[1]) - 1
                for row in connection.exec_driver_sql(
                    "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"
                )
            }
    with (tmp_path / files.NAME).open("rb+") as file:
        for name in ("task", "ix_task_meeting", "ix_task_start", "ix_task_person"):
            file.seek(roots[name] * 4096)
            file.write(bytes(4096))
    with closing(House(tmp_path, seed=2)) as house:
        start = house.at + 100 * HOUR
        acts = [
            BookMeeting(house.new_id(), room, "会", start + n * HOUR, start + n * HOUR + HOUR, override="试")
            for n in range(count)
        ]
        with pytest.raises(StoreFault) as caught:
            house.do(*acts)
        assert caught.value.code == "corrupt"
