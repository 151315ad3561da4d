"""The copy of the outbox on another disk: what a broken desk had said and not sent is done, once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.operations import wire
from app.store.chain import broken_link
from app.sync.enrol import Application, enrol
from app.sync.keys import Keys
from app.sync.lane import Way
from app.sync.spare import Spare, read_copy, take_back, unanswered
from central.settings import Settings
from central.settings import now_ms as central_now
from tests.support.central import Running, make_site_with_code, more_code
from tests.support.house import House, house
from tests.support.linked import QUICK, linked
from tests.support.seat import central_rows


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Another disk."""
    made = tmp_path / "disk"
    made.mkdir()
    return made


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Running]:
    running = Running(Settings(f"sqlite:///{tmp_path / 'central'}", limits=wire.Limits(wait_s=1)))
    yield running
    running.stop()


def newest(disk: Path) -> Path:
    return max(disk.glob("huiwutai-outbox-*.db"), key=lambda file: file.stat().st_mtime_ns)


def test_what_a_broken_desk_had_not_sent_is_sent_by_another_once(
    central: Running, tmp_path: Path, disk: Path
) -> None:
    code = make_site_with_code(central.database, central_now())
    with linked(tmp_path / "a", central.url, pace=replace(QUICK, spare_s=0.02), copies=disk) as first:
        first.enrol(code)
        first.say(lambda house: house.add_room("1"))
        first.wait_live()
        port, settings = int(central.url.rpartition(":")[2]), central.service.settings
        central.stop()
        first.say(lambda house: [house.book(house.add_room(number)) for number in ("2", "3")])
        first.wait(lambda: len(_ops(disk)) == 4, "copied")
    shutil.rmtree(tmp_path / "a")
    again = Running(settings, port=port)
    try:
        with linked(tmp_path / "b", again.url) as second:
            joined = second.enrol(more_code(again.database, central_now()), outbox=newest(disk))
            assert joined.restored == 4
            second.wait_live()
            second.wait(lambda: second.rows() == central_rows(again.database), "the same rows")
            rooms = [row["number"] for (subject, _), row in second.rows().items() if subject == "room"]
            assert sorted(rooms) == ["1", "2", "3"]
            rows = read_copy(newest(disk), None)[1]
            assert second.on_house(lambda house: take_back(house.console, rows)) == 0
            assert second.on_house(_chain) is None
    finally:
        again.stop()


def _ops(disk: Path) -> list[str]:
    return [row[0] for row in read_copy(newest(disk), None)[1]] if list(disk.glob("*.db")) else []


def _chain(house: House) -> str | None:
    with house.store.reading() as connection:
        return broken_link(connection)


def test_two_files_take_turns_and_nothing_is_written_when_nothing_is_new(tmp_path: Path, disk: Path) -> None:
    with house(tmp_path / "a") as one:
        spare = Spare(disk)
        for number in range(3):
            one.add_room(str(number))
            assert spare.keep(unanswered(one.console))
            assert not spare.keep(unanswered(one.console))
            assert len(_ops(disk)) == number + 1
        assert len(list(disk.iterdir())) == 2


def test_a_disk_that_is_gone_leaves_the_last_copy_and_is_told(
    central: Running, tmp_path: Path, disk: Path
) -> None:
    code = make_site_with_code(central.database, central_now())
    nowhere = disk / "pulled out"
    with linked(tmp_path / "a", central.url, pace=replace(QUICK, spare_s=0.02), copies=nowhere) as first:
        first.enrol(code)
        first.wait_live()
        first.wait(lambda: any("copy:" in each.detail for each in first.link.rounds()), "told")  # type: ignore[union-attr]
        nowhere.mkdir()
        first.wait(lambda: any(each.detail == "copy" for each in first.link.rounds()), "well again")  # type: ignore[union-attr]
        first.say(lambda house: house.add_room("1"))
        first.wait_live()


def test_what_is_no_copy_is_refused_before_anything_happens(
    central: Running, tmp_path: Path, disk: Path
) -> None:
    (disk / "x.db").write_bytes(b"hello" * 1000)
    code = make_site_with_code(central.database, central_now())
    application = Application(Way(central.url), code, "a", "test", disk / "x.db")
    with linked(tmp_path / "a", central.url) as first:
        with pytest.raises(Refused, match="no_copy"):
            enrol(application, first.ask, Keys(), lambda _n, _of: None, lambda: False)
        with house(tmp_path / "b") as other:
            Spare(disk).keep(replace(unanswered(other.console), site_id="another"))
        elsewhere = replace(application, outbox=newest(disk))
        with pytest.raises(Refused, match="other_site"):
            enrol(elsewhere, first.ask, Keys(), lambda _n, _of: None, lambda: False)
        assert first.ask("enrolment", lambda console: console.enrolment()) is None
