"""A folder becomes a console of a site: an empty one takes all, a full one brings all it has."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.acts import GivenUp
from app.domain.ids import derived
from app.domain.questions import RoomList
from app.operations import wire
from app.sync.enrolment import ForeignSite
from app.sync.identity import identify
from central.database import Database
from tests.support.house import SITE, House
from tests.support.line import Line
from tests.support.workload import Workload
from tests.sync.ledger import assert_sound, everything
from tests.sync.stage import inbox, same, states, table


def quiet(_done: int, _of: int) -> None:
    """Nobody watches."""


def test_an_empty_folder_takes_the_site(tmp_path: Path) -> None:
    house = House(tmp_path / "desk")
    with closing(house):
        site = derived(SITE, "another")
        enrolled = wire.Enrolled("console-1", site, "secret", "epoch-1", "会议中心")
        house.console.adopt(enrolled, "https://central", quiet, lambda: False)
        known = house.console.enrolment()
        assert known is not None
        assert (known.site_id, known.console_id, known.epoch) == (site, "console-1", "epoch-1")
        assert (known.base, known.have, known.cursor) == (0, 0, {"site": 0})
        assert (known.central, known.site_name) == ("https://central", "会议中心")
        assert house.console.identity.is_enrolled
        assert house.console.identity.site_id == site
        room = house.add_room("302")
        with house.store.reading() as connection:
            assert connection.exec_driver_sql("SELECT site_id FROM room").scalar() == site
        assert table(house, "shadow") == [("room", room, None)]
    again = House(tmp_path / "desk", seed=9)  # the next start knows it all
    with closing(again):
        assert again.console.enrolment() == known
        assert again.console.identity.is_enrolled


def test_a_full_folder_sends_all_it_has_and_another_desk_sees_it(database: Database, tmp_path: Path) -> None:
    full = Line(database, House(tmp_path / "full", seed=3))
    with closing(full.house):
        work = Workload(full.house, seed=3)
        work.furnish()
        for _ in range(60):
            work.step()
        told: list[tuple[int, int]] = []
        rows = everything(full.house)
        enrolled = full.new_identity()
        full.house.console.adopt(
            enrolled, "https://central", lambda done, of: told.append((done, of)), lambda: False
        )
        assert told[-1][0] == told[-1][1]
        assert [done for done, _ in told] == sorted(done for done, _ in told)
        count = sum(len(rows[name]) for name in rows if name in TYPED)
        shadows = table(full.house, "shadow", "image")
        assert len(shadows) == count
        assert set(shadows) == {(None,)}
        assert set(states(full.house).values()) == {"pending"}
        assert all(row[-1] != "held" for row in everything(full.house)["effect"])
        full.check()
        full.sync()
        assert set(states(full.house).values()) == {"ok"}, inbox(full.house).refusals
        assert_sound(full.house)
        empty = Line.joined(database, tmp_path / "empty", seed=4)
        with closing(empty.house):
            empty.pull()
            same(full, empty)


TYPED = {
    "floor", "picture", "outline", "room", "closure", "person", "presence", "meeting", "source", "task",
    "check_item", "device", "alarm", "rule", "print", "conflict",
}  # fmt: skip


def test_an_enrolment_that_is_given_up_changes_nothing(tmp_path: Path) -> None:
    house = House(tmp_path / "desk")
    with closing(house):
        house.book(house.add_room("302"))
        before = everything(house)
        steps: list[int] = []
        enrolled = wire.Enrolled("console-1", SITE, "secret", "epoch-1")
        with pytest.raises(GivenUp):
            house.console.adopt(
                enrolled, "https://central", lambda done, _of: steps.append(done), lambda: len(steps) > 5
            )
        assert everything(house) == before
        assert not house.console.identity.is_enrolled
        house.add_room("401")
        assert table(house, "shadow") == []


def test_a_folder_with_data_of_another_site_is_not_taken(tmp_path: Path) -> None:
    house = House(tmp_path / "desk")
    with closing(house):
        house.add_room("302")
        before = everything(house)
        enrolled = wire.Enrolled("console-1", derived(SITE, "another"), "secret", "epoch-1")
        with pytest.raises(ForeignSite) as caught:
            house.console.adopt(enrolled, "https://central", quiet, lambda: False)
        assert caught.value.own == SITE
        assert everything(house) == before


def test_ops_from_before_their_ids_were_noted_are_found_all_the_same(tmp_path: Path) -> None:
    house = House(tmp_path / "desk")
    with closing(house):
        booked = house.book(house.add_room("302"))
        with house.store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM touch")
        enrolled = wire.Enrolled("console-1", SITE, "secret", "epoch-1")
        house.console.adopt(enrolled, "https://central", quiet, lambda: False)
        assert (2, booked) in table(house, "touch")


def test_what_is_said_is_sent_within_a_request_s_limits(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    for n in range(7):
        a.house.add_room(f"{n}")
    said = list(states(a.house))
    size = len(a.house.console.to_push(0, wire.Limits())[0][2])

    def sent(after: int, ops: int = 300, most: int = 8 << 20) -> list[int]:
        found = a.house.console.to_push(after, wire.Limits(ops=ops, bytes=most))
        assert [op_id for _, op_id, _ in found] == [said[seq - 1] for seq, _, _ in found]
        return [seq for seq, _, _ in found]

    assert sent(0) == [1, 2, 3, 4, 5, 6, 7]
    assert sent(0, ops=3) == [1, 2, 3]
    assert sent(5) == [6, 7]
    assert sent(7) == []
    assert sent(0, most=2 * size + 5) == [1, 2]
    assert sent(3, most=1) == [4]  # what is too large by itself is central's to refuse
    a.push_one()
    a.pull()
    assert sent(0) == [2, 3, 4, 5, 6, 7]  # never again what is answered


def test_how_much_waits_is_told_with_its_age(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    waiting = a.house.console.waiting()
    assert (waiting.pending, waiting.oldest_at, waiting.parked) == (0, None, 0)
    began = a.house.at
    a.house.add_room("302")
    a.house.pass_time(10)
    a.house.add_room("401")
    waiting = a.house.console.waiting()
    assert (waiting.pending, waiting.oldest_at) == (2, began)
    assert a.house.console.pending() == 2


def test_what_an_op_says_of_the_clock_is_the_link_s_last_word(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    a.house.console.offset_ms = -1_250
    a.house.add_room("302")
    [(body,)] = table(a.house, "outbox", "body")
    assert json.loads(body)["offset_ms"] == -1_250


def test_a_site_of_its_own_is_kept_until_it_enrols(tmp_path: Path) -> None:
    house = House(tmp_path / "desk")
    with closing(house):
        again = identify(house.store, "offered", "offered", "boot")
        assert (again.site_id, again.is_enrolled) == (SITE, False)
        assert again.console_id == house.console.identity.console_id


def test_a_desk_that_runs_while_a_command_enrols_its_folder_writes_shadows_from_then_on(
    tmp_path: Path,
) -> None:
    desk = House(tmp_path / "desk")
    beside = House(tmp_path / "desk", seed=5)
    with closing(desk), closing(beside):
        assert not desk.console.identity.is_enrolled
        site = derived(SITE, "another")
        enrolled = wire.Enrolled("console-1", site, "secret", "epoch-1")
        beside.console.adopt(enrolled, "https://central", quiet, lambda: False)
        room = desk.add_room("302")
        assert table(desk, "shadow") == [("room", room, None)]
        assert desk.console.identity.site_id == site
        assert [found.id for found in desk.console.ask(RoomList())] == [room]
        assert desk.console.pending() == 1
