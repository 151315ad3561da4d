"""The link over real sockets against the real service: what one desk does, the other has; nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.link import LinkProblem
from app.domain.states import LinkPhase
from app.operations import wire
from app.store.central_tables import stream
from app.store.engine import sqlcipher
from app.sync.console import Console
from app.sync.pull import TooManyDeleted
from central.database import open_database
from central.settings import Settings
from central.settings import now_ms as central_now
from central.sites import renew_epoch
from tests.support.central import Running, make_site_with_code, more_code
from tests.support.house import SITE
from tests.support.linked import Linked, linked
from tests.support.seat import central_rows, results

Desk = Callable[..., Linked]
OTHER = derived(SITE, "another site")


@pytest.fixture
def central(tmp_path: Path) -> Iterator[Running]:
    """A service that holds polls for two seconds at most."""
    running = Running(Settings(f"sqlite:///{tmp_path / 'central'}", limits=wire.Limits(wait_s=2)))
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture
def code(central: Running) -> str:
    """The first code of an empty site."""
    return make_site_with_code(central.database, central_now())


@pytest.fixture
def desk(central: Running, tmp_path: Path) -> Iterator[Desk]:
    """Makes consoles, each on a folder of its own."""
    with ExitStack() as stack:

        def make(name: str, **more: Any) -> Linked:
            return stack.enter_context(linked(tmp_path / name, central.url, **more))

        yield make


def in_step(central: Running, *desks: Linked) -> None:
    """Every desk has what central has, byte for byte."""
    for one in desks:
        one.wait_live()
    at_central = central_rows(central.database)
    for one in desks:
        one.wait(lambda one=one: one.rows() == at_central, "the same rows")  # type: ignore[misc]


def test_a_desk_with_data_enrols_an_empty_site_and_the_next_one_has_it_all(
    central: Running, code: str, desk: Desk
) -> None:
    first, second = desk("a"), desk("b")
    own_site = first.on_house(lambda house: house.console.identity.site_id)
    first.on_house(lambda house: [house.book(house.add_room(str(n))) for n in range(3)])
    assert first.enrol(code).site_name == "市机关会议中心"
    first.wait_live()
    assert first.enrolment.site_id == own_site
    second.enrol(more_code(central.database, central_now(), own_site))
    in_step(central, first, second)
    assert len(second.rows()) > 6
    assert second.link is not None
    assert not list(second.folder.glob("central.snapshot*"))


def test_what_one_does_the_other_sees_at_once_and_both_know_that_it_is_confirmed(
    central: Running, code: str, desk: Desk
) -> None:
    first, second = desk("a"), desk("b")
    first.enrol(code)
    second.enrol(more_code(central.database, central_now()))
    first.wait_live()
    second.wait_live()
    room = first.say(lambda house: house.add_room("305"))
    second.wait(lambda: any(("room", room) in keys for keys in second.changes), "the other desk's change")
    in_step(central, first, second)
    first.wait(lambda: first.state.lag_ms is not None, "lag")
    assert first.state.lag_ms is not None
    assert first.state.lag_ms < 5_000
    assert any(record.pushed == 1 for record in first.link.rounds())  # type: ignore[union-attr]
    assert any(record.rows == 1 for record in second.link.rounds())  # type: ignore[union-attr]


def test_a_room_for_two_one_is_refused_and_told(central: Running, code: str, desk: Desk) -> None:
    first, second = desk("a"), desk("b")
    first.enrol(code)
    room = first.say(lambda house: house.add_room())
    first.wait_live()
    second.enrol(more_code(central.database, central_now()))
    in_step(central, first, second)
    first.stop()
    second.stop()
    for one in (first, second):
        one.on_house(lambda house: house.book(room, override=""))
    first.start()
    first.wait_live()
    second.start()
    in_step(central, first, second)
    statuses = results(central.database, second.enrolment.console_id)
    assert [result.status for result in statuses.values()] == ["refused"]
    assert any(("inbox", "*") in keys for keys in second.changes)


def test_work_goes_on_while_central_is_away_and_is_carried_when_it_is_back(
    central: Running, code: str, desk: Desk, tmp_path: Path
) -> None:
    first = desk("a")
    first.enrol(code)
    first.wait_live()
    settings, port = central.service.settings, int(central.url.rpartition(":")[2])
    central.stop()
    first.say(lambda house: house.add_room())
    first.wait_phase(LinkPhase.OFFLINE)
    assert first.state.problem == LinkProblem.UNREACHABLE
    first.wait(lambda: first.state.pending == 1, "pending")
    again = Running(settings, port=port)
    try:
        first.wait_live()
        assert len(central_rows(again.database)) == 1
    finally:
        first.stop()
        again.stop()


def test_the_link_stops_within_two_seconds_while_a_poll_is_held(
    central: Running, code: str, desk: Desk
) -> None:
    first = desk("a")
    first.enrol(code)
    first.wait_live()
    first.stop()  # asserts that every thread has ended


def test_a_wrong_code_changes_nothing_and_a_site_with_data_is_not_given_away(
    central: Running, code: str, desk: Desk
) -> None:
    first, second, third = desk("a"), desk("b"), desk("c")
    with pytest.raises(Refused) as refused:
        first.enrol("XXXX-XXXX-XXXX")
    assert refused.value.code == LinkProblem.CODE
    assert first.ask("enrolment", lambda console: console.enrolment()) is None
    second.enrol(make_site_with_code(central.database, central_now(), OTHER))
    second.say(lambda house: house.add_room())
    second.wait_live()
    third.on_house(lambda house: house.add_room())
    with pytest.raises(Refused) as taken:
        third.enrol(more_code(central.database, central_now(), OTHER))
    assert taken.value.code == LinkProblem.SITE_TAKEN


def test_giving_up_in_the_middle_leaves_the_folder_alone(central: Running, code: str, desk: Desk) -> None:
    first = desk("a")
    first.on_house(lambda house: house.add_room())
    before = first.rows()
    with pytest.raises(Refused, match="given_up"):
        first.enrol(code, cancelled=lambda: True)
    assert first.ask("enrolment", lambda console: console.enrolment()) is None
    assert first.rows() == before


def test_a_revoked_console_is_told_and_what_it_held_is_kept_for_review(
    central: Running, code: str, desk: Desk
) -> None:
    from sqlalchemy import func, select

    from app.store.central_tables import quarantine
    from central.accounts import revoke

    first = desk("a")
    first.enrol(code)
    first.wait_live()
    with central.database.writing() as connection:
        assert revoke(connection, first.enrolment.console_id, central_now())
    first.say(lambda house: house.add_room())
    first.wait(lambda: first.state.problem == LinkProblem.REVOKED, "revoked")
    assert first.state.phase is LinkPhase.ACTION

    def kept() -> int:
        with central.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(quarantine)).scalar_one()

    first.wait(lambda: kept() == 1, "quarantine")
    assert len(first.rows()) == 1


def test_without_its_secret_a_console_waits_for_a_person(central: Running, code: str, desk: Desk) -> None:
    first = desk("a")
    joined = first.enrol(code)
    assert joined.problem is LinkProblem.NO_KEYRING  # the tests' own key ring: none
    first.wait_live()
    first.stop()
    first.keys = type(first.keys)()
    first.say(lambda house: house.add_room())
    first.start()
    first.wait(lambda: first.state.problem == LinkProblem.NO_KEYRING, "no key ring")
    assert first.state.phase is LinkPhase.ACTION
    assert first.link is not None
    first.link.give_secret(joined.unkept)
    in_step(central, first)


def test_a_copy_of_a_folder_takes_an_identity_of_its_own(
    central: Running, code: str, desk: Desk, tmp_path: Path
) -> None:
    first = desk("a")
    first.enrol(code)
    first.say(lambda house: house.add_room("1"))
    first.wait_live()
    first.stop()
    first.on_house(lambda house: house.store.tidy())
    shutil.copytree(first.folder, tmp_path / "copy")
    first.start()
    first.say(lambda house: house.add_room("2"))
    first.wait_live()
    copy = desk("copy")
    copy.keys = first.keys
    copy.on_house(lambda house: house.add_room("3"))
    copy.start()
    in_step(central, first, copy)
    assert copy.enrolment.console_id != first.enrolment.console_id
    assert sorted(row["number"] for row in first.rows().values()) == ["1", "2", "3"]


def test_ops_of_a_newer_vocabulary_wait_and_the_rest_goes_on(
    central: Running, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import central.push as push_module

    first, second = desk("a"), desk("b")
    first.enrol(code)
    second.enrol(more_code(central.database, central_now()))
    first.wait_live()
    monkeypatch.setattr(push_module, "SCHEMA", 0)
    first.say(lambda house: house.add_room())
    first.wait(lambda: first.state.problem == LinkProblem.HELD, "held")
    assert first.state.held_schema == 1
    assert first.state.pending == 1
    monkeypatch.undo()  # central was upgraded
    in_step(central, first, second)
    assert first.state.held_schema is None


def test_many_ops_are_sent_in_requests_within_the_limits(
    central: Running, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk("a")
    first.on_house(lambda house: [house.add_room(str(n)) for n in range(700)])
    first.enrol(code)
    in_step(central, first)
    assert any(state.phase is LinkPhase.CATCHING_UP for state in first.states)
    assert len(first.rows()) == 700


def test_a_bug_in_a_step_does_not_end_the_link(
    central: Running, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync.puller import Puller

    first = desk("a")
    first.enrol(code)
    first.wait_live()
    right, calls = Puller._take, []

    def wrong(self: Puller, page: Any) -> Any:
        calls.append(1)
        if len(calls) < 4:
            raise ZeroDivisionError
        return right(self, page)

    monkeypatch.setattr(Puller, "_take", wrong)
    first.say(lambda house: house.add_room())
    first.wait(lambda: len(calls) >= 4, "restarted")
    in_step(central, first)
    assert LinkProblem.INTERNAL in {state.problem for state in first.states}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # it is what is tested
def test_a_thread_that_is_gone_is_started_anew(
    central: Running, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sync.puller import Puller

    first = desk("a")
    first.enrol(code)
    first.wait_live()
    right, calls = Puller._take, []

    def dies(self: Puller, page: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            raise SystemExit
        return right(self, page)

    monkeypatch.setattr(Puller, "_take", dies)
    first.say(lambda house: house.add_room())
    first.wait(lambda: len(calls) > 1, "started anew")
    in_step(central, first)


def test_the_digest_finds_what_differs_and_it_is_taken_anew(central: Running, code: str, desk: Desk) -> None:
    from tests.support.linked import QUICK

    first = desk("a", pace=replace(QUICK, quiet_s=0.05, digest_s=0.1))
    first.enrol(code)
    room = first.say(lambda house: house.add_room("301"))
    first.wait_live()

    def spoil(house: Any) -> None:
        with house.store.writing() as connection:
            connection.exec_driver_sql("UPDATE room SET number = 'x' WHERE id = ?", (room,))

    first.on_house(spoil)
    first.wait(lambda: first.rows().get(("room", room), {}).get("number") == "301", "put right")
    in_step(central, first)


def test_the_offset_of_central_s_clock_is_estimated(central: Running, code: str, desk: Desk) -> None:
    first = desk("a")
    first.enrol(code)
    first.wait_live()
    assert first.state.offset_ms is not None
    assert abs(first.state.offset_ms) < 2_000
    assert first.on_house(lambda house: house.console.offset_ms) == first.state.offset_ms


def test_central_that_came_back_from_a_backup_gets_what_it_lost(
    central: Running, code: str, desk: Desk, tmp_path: Path
) -> None:
    first, second = desk("a"), desk("b")
    first.enrol(code)
    second.enrol(more_code(central.database, central_now()))
    first.say(lambda house: house.add_room("1"))
    in_step(central, first, second)
    backup(tmp_path / "central", tmp_path / "backup")
    first.say(lambda house: house.add_room("2"))
    second.say(lambda house: house.add_room("3"))
    in_step(central, first, second)
    settings, port = central.service.settings, int(central.url.rpartition(":")[2])
    central.stop()
    shutil.rmtree(tmp_path / "central")
    shutil.copytree(tmp_path / "backup", tmp_path / "central")
    first.say(lambda house: house.add_room("4"))
    with closing(open_database(settings.database)) as database, database.writing() as connection:
        renew_epoch(connection, derived(SITE, "restored"))
    again = Running(settings, port=port)
    try:
        in_step(again, first, second)
        assert sorted(row["number"] for row in first.rows().values()) == ["1", "2", "3", "4"]
        assert first.enrolment.epoch == second.enrolment.epoch == derived(SITE, "restored")
        assert not first.enrolment.needs_snapshot
    finally:
        first.stop()
        second.stop()
        again.stop()


def backup(source: Path, target: Path) -> None:
    """A copy of a running database, as its own backup makes it."""
    shutil.copytree(source, target)
    file = next(source.glob("*.db"))
    for each in target.glob(f"{file.name}*"):
        each.unlink()
    with (
        closing(sqlcipher().connect(str(file))) as live,
        closing(sqlcipher().connect(str(target / file.name))) as copy,
    ):
        live.backup(copy)


def test_a_console_below_the_floor_takes_the_snapshot_and_keeps_its_own_work(
    central: Running, code: str, desk: Desk
) -> None:
    first, second = desk("a"), desk("b")
    first.enrol(code)
    second.enrol(more_code(central.database, central_now()))
    first.say(lambda house: house.add_room("1"))
    in_step(central, first, second)
    second.stop()
    room = first.say(lambda house: house.add_room("2"))
    first.wait_live()
    with central.database.writing() as connection:  # tombstones up to here were purged while it was away
        connection.execute(update(stream).values(floor=stream.c.head))
    central.service.snapshots._made.clear()  # no file is as old as a floor, which is a month behind
    first.say(lambda house: house.add_room("3"))
    first.wait_live()
    second.on_house(lambda house: house.add_room("4"))
    second.start()
    in_step(central, first, second)
    assert ("room", room) in second.rows()
    assert len(second.rows()) == 4
    assert any(record.detail == "snapshot" for record in second.link.rounds())  # type: ignore[union-attr]


def test_when_others_delete_very_much_a_person_is_asked(
    central: Running, code: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk("a")
    first.enrol(code)
    first.wait_live()
    right = Console.absorb
    allowed: list[int] = []

    def guarded(self: Console, page: Any) -> Any:
        if not allowed:
            raise TooManyDeleted("meeting", 30, 100)
        return right(self, page)

    monkeypatch.setattr(Console, "absorb", guarded)
    monkeypatch.setattr(Console, "allow_deletions", lambda _self: allowed.append(1))
    first.say(lambda house: house.add_room("1"))
    first.wait(lambda: first.state.problem == LinkProblem.DELETIONS, "asked")
    assert first.state.phase is LinkPhase.ACTION
    assert first.state.detail == "meeting 30/100"
    assert first.link is not None
    first.link.allow_deletions()
    in_step(central, first)


def test_an_epoch_that_changes_while_the_service_runs_is_followed(
    central: Running, code: str, desk: Desk
) -> None:
    first = desk("a")
    first.enrol(code)
    first.say(lambda house: house.add_room("1"))
    first.wait_live()
    central.service.facts = replace(central.service.facts, epoch=derived(SITE, "another"))
    in_step(central, first)
    first.say(lambda house: house.add_room("2"))
    first.wait(lambda: first.enrolment.epoch == derived(SITE, "another"), "followed")
    in_step(central, first)
