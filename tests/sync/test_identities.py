"""Clones, old copies, a central that was restored: nothing is lost, nothing is done twice."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.domain.errors import Refused
from app.operations import wire
from app.store import care
from app.store.central_tables import oplog
from app.sync.enrolment import ForeignSite
from app.sync.pull import Forked
from central.database import Database
from central.errors import RequestProblem
from tests.support.house import House
from tests.support.line import LIMITS, Line
from tests.support.restored import adopt_epoch, central_copy, load, reopened, stale_page
from tests.sync.stage import inbox, meeting, retitle, same, shown, states, table


def log_of(database: Database) -> int:
    """How many ops central has ever been offered, each counted once."""
    with database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(oplog)).scalar_one())


def cloned(line: Line, folder: Path) -> Line:
    """A second desk on a copy of the first one's files, with ids of its own."""
    line.house.store.tidy()
    shutil.copytree(line.house.store.path.parent, folder)
    return Line(line.database, House(folder, seed=99))


def test_a_fork_keeps_what_is_unanswered_in_its_order(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    booked = a.house.book(room)
    retitle(a.house, booked, "甲")
    retitle(a.house, booked, "乙")
    unanswered = [op_id for op_id, state in states(a.house).items() if state == "pending"]
    before = a.enrolment
    enrolled = a.new_identity()
    a.house.console.fork(enrolled)
    known = a.enrolment
    assert (known.console_id, known.base, known.have) == (enrolled.console, before.base + before.have, 0)
    assert known.cursor == before.cursor
    assert a.house.console.identity.console_id == enrolled.console
    sent = a.house.console.to_push(0, LIMITS)
    assert [(seq, op_id) for seq, op_id, _ in sent] == list(enumerate(unanswered, 1))
    a.sync()
    assert shown(a.house, booked).title == "乙"
    assert log_of(a.database) == 4
    same(a, b)


def test_a_clone_is_found_by_its_push(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    twin = cloned(a, tmp_path / "twin")
    with closing(twin.house):
        mine = a.house.book(room, 60)
        a.sync()
        theirs = twin.house.book(room, 300)
        with pytest.raises(RequestProblem) as caught:
            twin.push()
        assert caught.value.problem.code == "fork"
        twin.house.console.fork(twin.new_identity())
        twin.sync()
        a.pull()
        for line in (a, twin):
            assert shown(line.house, mine).number
            assert shown(line.house, theirs).number
        same(a, twin)
    same(a, b)


def test_an_old_copy_is_found_by_the_answers_to_what_it_never_said(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    half_sent = a.house.book(room, 60)
    old = cloned(a, tmp_path / "old")
    with closing(old.house):
        later = a.house.book(room, 300)
        a.sync()
        with pytest.raises(Forked):
            old.pull()
        assert old.enrolment.have == 1
        old.house.console.fork(old.new_identity())
        assert [op_id for _, op_id, _ in old.house.console.to_push(0, LIMITS)] == [
            list(states(old.house))[-1]
        ]
        said = log_of(a.database)
        old.sync()
        assert log_of(a.database) == said  # its one op was known: the answer was copied, nothing done twice
        assert shown(old.house, half_sent).number
        assert shown(old.house, later).number
        same(old, a)
    same(a, b)


def test_without_comparing_op_ids_a_restored_desk_would_lose_its_work(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, _ = desks
    room = a.house.add_room("302")
    a.sync()
    old = cloned(a, tmp_path / "old")
    with closing(old.house):
        a.house.book(room, 60)
        a.push()
        mine = old.house.book(room, 300)  # the same number, another op
        with pytest.raises(Forked):
            old.pull()
        old.house.console.fork(old.new_identity())
        old.sync()
        assert shown(old.house, mine).number


def test_a_restored_backup_asks_for_a_new_identity_under_its_former_one(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    care.backup(a.house.store, tmp_path / "backup.db")
    a.house.book(room, 60)
    a.sync()
    folder, former = a.house.store.path.parent, a.enrolment.console_id
    a.house.close()
    care.restore(folder, tmp_path / "backup.db", a.house.at)
    again = Line(a.database, House(folder, seed=55))
    with closing(again.house):
        known = again.enrolment
        assert (known.must_fork, known.console_id) == (True, former)
        again.house.console.fork(again.new_identity())
        assert not again.enrolment.must_fork
        mine = again.house.book(room, 300)
        again.sync()
        assert shown(again.house, mine).number == 2
        same(again, b)


def test_central_that_lost_what_it_had_answered_gets_it_again(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.sync()
    backup = central_copy(a.database, tmp_path / "backup")
    booked = a.house.book(room, 60)
    a.sync()
    b.pull()
    retitle(a.house, booked, "没发出去的")
    restored = reopened(a, b, backup)
    with closing(restored):
        for line in (a, b):
            with pytest.raises(RequestProblem) as caught:
                line.push() or line.deliver(line.parcel())
            assert caught.value.problem.why == "epoch"
            adopt_epoch(line)
        assert set(states(a.house).values()) == {"pending"}  # every answer is asked for again
        assert a.enrolment.needs_snapshot
        assert a.house.console.absorb(stale_page(a)).is_stale  # the feed of another life does not lead on
        for line in (a, b):
            line.push()
            load(line, tmp_path)
            line.check()
            assert inbox(line.house).refusals == ()  # what is there already is no refusal to come
            line.pull()
        assert not a.enrolment.needs_snapshot
        assert shown(a.house, booked).title == "没发出去的"
        b.pull()
        same(a, b)


def test_what_was_refused_and_now_stands_is_told(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.sync()
    backup = central_copy(a.database, tmp_path / "backup")
    theirs, mine = b.house.book(room, 60), a.house.book(room, 60)
    b.sync()
    a.sync()
    assert [found.code for found in inbox(a.house).refusals] == ["slot_taken"]
    restored = reopened(a, b, backup)
    with closing(restored):
        for line in (a, b):  # now A is first
            adopt_epoch(line)
            line.push()
            load(line, tmp_path)
            line.pull()
        assert shown(a.house, mine).number == 1
        [told] = inbox(a.house).refusals
        assert (told.code, told.is_final) == ("applied_after_all", True)
        assert [found.code for found in inbox(b.house).refusals] == ["slot_taken"]
        assert meeting(b.house, theirs) is None
        same(a, b)


def test_a_new_identity_under_a_new_epoch_sends_everything_again(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, b = desks
    backup = central_copy(a.database, tmp_path / "backup")  # knows nothing at all
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    a.house.console.fork(a.new_identity())
    retitle(a.house, booked, "甲")
    a.sync()
    restored = reopened(a, b, backup)
    with closing(restored):
        a.house.console.fork(a.new_identity())
        assert a.enrolment.base == 0
        a.push()
        load(a, tmp_path)
        a.pull()
        assert shown(a.house, booked).title == "甲"
        adopt_epoch(b)
        load(b, tmp_path)
        same(a, b)


def test_a_fork_to_another_site_is_refused(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    with pytest.raises(ForeignSite):
        a.house.console.fork(wire.Enrolled(a.house.new_id(), a.house.new_id(), "", a.epoch))
    assert not a.enrolment.must_fork


def test_a_house_by_itself_has_no_identity_to_change(house: House) -> None:
    for change in (
        lambda: house.console.fork(wire.Enrolled("c", "s", "", "e")),
        lambda: house.console.new_epoch("e"),
        lambda: house.console.digest([]),
    ):
        with pytest.raises(Refused) as caught:
            change()
        assert caught.value.code == "not_enrolled"
    assert house.console.to_push(0, LIMITS) == []
    assert table(house, "shadow") == []
