"""An act is one transaction: rows, log, chain, scope and notices together, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.domain.errors import Refused, StoreFault
from app.domain.ids import derived
from app.domain.ops import BookMeeting, CancelMeeting, ImportMeeting, LockRoom, MoveMeeting, Operation, Source
from app.domain.periods import HOUR
from app.store.chain import broken_link
from app.sync.console import SLICE
from tests.support.house import SITE, House
from tests.support.house import house as open_house
from tests.support.tables import rows_of
from tests.sync.ledger import assert_sound, everything, log, notices


def booking(house: House, room: str, start_h: int) -> BookMeeting:
    start = house.at + start_h * HOUR
    return BookMeeting(house.new_id(), room, "会", start, start + HOUR, expected=12, override="试")


@contextmanager
def failing_at(house: House, number: int) -> Iterator[list[int]]:
    """The disk gives out at the n-th statement of the writer; yields how many were tried."""
    engine, seen = house.store.writer, [0]
    error = house.store.driver.module.OperationalError

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == number:
            raise error("disk I/O error")

    names = ("do_execute", "do_executemany", "do_execute_no_params")
    for name in names:
        event.listen(engine, name, count)
    try:
        yield seen
    finally:
        for name in names:
            event.remove(engine, name, count)


ACTS: dict[str, Callable[[House, str, str], Sequence[Operation]]] = {
    "one": lambda h, room, _: [booking(h, room, 5)],
    "several": lambda h, room, _: [booking(h, room, 5), booking(h, room, 7), LockRoom(room, "试")],
    "edit": lambda _, __, meeting: [CancelMeeting(meeting, "不开了")],
}


@pytest.mark.parametrize("act", ACTS)
def test_wherever_the_disk_gives_out_nothing_of_the_act_stays(act: str, house: House) -> None:
    room = house.add_room()
    meeting = house.book(room)
    ops = ACTS[act](house, room, meeting)
    before, state = everything(house), house.console.undo_state("")
    for number in range(1, 200):
        with failing_at(house, number) as seen:
            try:
                house.do(*ops)
            except StoreFault:
                assert everything(house) == before, number
                assert house.console.undo_state("") == state
                continue
        assert seen[0] < number  # it never came to the statement that would have failed
        break
    assert number > 8
    assert len(log(house, "op_id")) == len(before["outbox"]) + len(ops)
    assert_sound(house)


def test_a_commit_that_fails_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    room = house.add_room()
    before = everything(house)
    error = house.store.driver.module.OperationalError

    def give_out(_: Any) -> None:
        raise error("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(house.store.writer.dialect, "do_commit", give_out)
        with pytest.raises(StoreFault) as fault:
            house.do(booking(house, room, 5))
    assert fault.value.code == "disk_full"
    assert everything(house) == before
    house.do(booking(house, room, 5))
    assert_sound(house)


@pytest.mark.parametrize("number", [1, 3, 6, 9, 12])
def test_an_undo_that_fails_can_be_tried_again(number: int, house: House) -> None:
    room = house.add_room()
    house.book(room)
    before = everything(house)
    with failing_at(house, number), pytest.raises(StoreFault):
        house.undo()
    assert everything(house) == before
    house.undo()
    house.redo()
    assert_sound(house)


def test_an_act_leaves_a_line_a_link_its_scope_and_its_notices(house: House) -> None:
    room = house.add_room()
    house.actor = house.add_person("周敏")
    house.actor = ""
    before = everything(house)
    done = house.do(booking(house, room, 5))
    after = everything(house)
    new = {name: [row for row in after[name] if row not in before[name]] for name in after}
    assert [row[3:7] for row in new["outbox"]] == [("pending", None, "book_meeting", "")]
    assert len(new["audit"]) == 1
    touched = {row[1] for row in new["touch"]}
    assert {f"{subject}/{key}" for subject, key in done.changed} <= touched
    assert room in touched  # the value of a foreign key: whose change would concern this op
    assert notices(house) == [("meeting_booked", "held")]
    assert new["shadow"] == []  # a site without central has no images of central


def test_an_act_of_several_is_one_group_and_undone_as_one(house: House) -> None:
    room = house.add_room()
    before = rows_of(house)
    house.do(booking(house, room, 5), booking(house, room, 7), LockRoom(room, "试"))
    groups = log(house, "act")[-3:]
    assert len(set(groups)) == 1
    assert groups[0]
    done = house.undo()
    undone = log(house, "kind", "undoes", "act")[-3:]
    assert [entry[0] for entry in undone] == ["unlock_room", "cancel_meeting", "cancel_meeting"]
    assert [entry[1] for entry in undone] == list(reversed(log(house, "op_id")[-6:-3]))
    assert len({entry[2] for entry in undone}) == 1
    assert done.at == house.at
    seen = {k for k, row in rows_of(house).items() if row.get("state") not in {"withdrawn", "cancelled"}}
    assert seen == set(before)


def test_an_op_alone_is_in_no_group(house: House) -> None:
    house.add_room()
    assert log(house, "act") == [None]


def test_a_refused_act_leaves_nothing_also_when_its_first_ops_were_fine(house: House) -> None:
    room = house.add_room()
    before = everything(house)
    one = booking(house, room, 5)
    for ops in (
        [one, booking(house, room, 5)],
        [one, one],
        [booking(house, "", 5)],
        [one, LockRoom(SITE, "x")],
    ):
        with pytest.raises(Refused):
            house.do(*ops)
        assert everything(house) == before
    assert house.console.undo_state("") == (True, False)


def test_a_bug_in_one_op_leaves_nothing_and_the_console_lives_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = house.add_room()
    before = everything(house)

    def bug(*_: Any) -> None:
        raise KeyError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("app.operations.meetings.make_duties", bug)
        with pytest.raises(KeyError):
            house.do(booking(house, room, 5))
        with pytest.raises(Refused) as refused:
            house.do(booking(house, room, 5), booking(house, room, 7))
    assert refused.value.code == "internal"
    assert everything(house) == before
    house.do(booking(house, room, 5))
    assert_sound(house)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE outbox SET body = replace(body, '302', '303') WHERE seq = 1",
        "DELETE FROM outbox WHERE seq = 2",
        "DELETE FROM audit WHERE n = 2",
        "UPDATE audit SET hash = substr(hash, 2) || '0' WHERE n = 2",
        "UPDATE outbox SET op_id = substr(op_id, 2) || 'x' WHERE seq = 2",
    ],
)
def test_the_chain_holds_and_tells_of_a_line_that_was_changed(edit: str, house: House) -> None:
    room = house.add_room()
    house.book(room)
    house.add_person()
    assert_sound(house)
    with house.store.writing() as connection:
        connection.exec_driver_sql(edit)
    with house.store.reading() as connection:
        assert broken_link(connection) is not None


def test_a_second_process_that_writes_between_is_one_more_in_the_same_chain(
    house: House, tmp_path: Path
) -> None:
    room = house.add_room()
    with open_house(tmp_path, seed=2) as beside:
        beside.book(room)
        house.add_person()
        beside.add_person("吴佩珊")
        with pytest.raises(Refused) as refused:
            house.book(room)
        assert refused.value.code == "slot_taken"
        house.undo()
    assert log(house, "kind") == ["add_room", "book_meeting", "add_person", "add_person", "edit_person"]
    assert_sound(house)


def test_who_this_console_is_stays_over_restarts_and_each_run_has_its_own_name(tmp_path: Path) -> None:
    runs = []
    for seed in range(3):
        with open_house(tmp_path, seed=seed) as made:
            runs.append(made.console.identity)
    assert len({(run.console_id, run.site_id) for run in runs}) == 1
    assert len({run.boot_id for run in runs}) == 3
    assert not runs[0].is_enrolled


def importing(house: House, room: str, n: int, start_h: int) -> ImportMeeting:
    start = house.at + start_h * HOUR
    return ImportMeeting(
        derived(SITE, "meeting", f"u{n}", ""), Source(f"u{n}"), room, f"会 {n}", start, start + HOUR
    )


def test_an_import_leaves_out_what_is_refused_and_says_which(house: House) -> None:
    room = house.add_room()
    house.book(room, 5 * 60)
    ops = [importing(house, room, n, n) for n in range(2, 9)]
    done = house.console.import_all(ops, "", lambda _n, _of: None, lambda: False)
    assert [(index, refused.code) for index, refused in done.refused] == [(3, "slot_taken")]
    assert len(done.op_ids) == len(done.ops) == 6
    assert log(house, "op_id")[-6:] == list(done.op_ids)
    assert_sound(house)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_an_import_that_is_given_up_leaves_nothing(step: int, house: House) -> None:
    from app.domain.acts import GivenUp

    rooms = [house.add_room(str(n)) for n in range(20)]
    ops = [importing(house, rooms[n % 20], n, 1 + n // 20) for n in range(3 * SLICE)]
    before = everything(house)
    told: list[tuple[int, int]] = []
    with pytest.raises(GivenUp):
        house.console.import_all(ops, "", lambda n, of: told.append((n, of)), lambda: len(told) >= step)
    assert told == [(SLICE * n, len(ops)) for n in range(1, step + 1)]
    assert everything(house) == before
    assert house.console.undo_state("") == (True, False)


def test_a_large_import_tells_its_progress_and_is_undone_as_one(house: House) -> None:
    rooms = [house.add_room(str(n)) for n in range(20)]
    ops = [importing(house, rooms[n % 20], n, 1 + n // 20) for n in range(2 * SLICE + 50)]
    told: list[int] = []
    house.console.import_all(ops, "", lambda n, _of: told.append(n), lambda: False)
    assert told == [SLICE, 2 * SLICE, len(ops)]
    held = {key for key, row in rows_of(house).items() if row.get("holds")}
    assert len(held) == len(ops)
    house.undo()
    assert not [row for row in rows_of(house).values() if row.get("holds")]
    house.redo()
    assert {key for key, row in rows_of(house).items() if row.get("holds")} == held
    assert_sound(house)


def test_a_move_beside_an_import_in_one_slice_is_judged_by_what_the_import_brought(house: House) -> None:
    room, other = house.add_room("302"), house.add_room("303")
    meeting = house.book(other, 60)
    start = house.at + 5 * HOUR
    ops: list[Operation] = [importing(house, room, n, 5 + n) for n in range(3)]
    here = rows_of(house)["meeting", meeting]
    ops.append(
        MoveMeeting(meeting, room, start, start + HOUR, other, here["starts_at"], here["ends_at"], "试")
    )
    done = house.console.import_all(ops, "", lambda _n, _of: None, lambda: False)
    assert [(index, refused.code) for index, refused in done.refused] == [(3, "slot_taken")]
