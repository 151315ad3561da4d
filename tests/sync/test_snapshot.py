"""A console begins anew on central's snapshot: nothing unsent is lost, an empty central wipes nothing."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import StoreFault
from app.domain.ops import AddPerson
from app.domain.states import Role
from app.operations import wire
from app.store.engine import sqlcipher
from app.store.tables import WIRE
from app.sync.pull import TooManyDeleted
from tests.support.line import Line
from tests.support.restored import load, snapshot
from tests.support.tables import rows_of
from tests.sync.ledger import assert_sound, everything
from tests.sync.stage import inbox, meeting, retitle, same, shown, states, table


def test_what_is_unsent_stays_over_the_snapshot(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, b = desks
    room = a.house.add_room("302")
    booked = a.house.book(room, 60)
    a.sync()
    b.pull()
    retitle(a.house, booked, "没发出去的")
    mine = a.house.book(room, 300)
    theirs = b.house.book(room, 600)
    b.sync()
    log, chain = table(a.house, "outbox", "seq, op_id, body"), table(a.house, "audit")
    changed = load(a, tmp_path)
    assert ("meeting", "*") in changed
    a.check()
    assert shown(a.house, booked).title == "没发出去的"
    assert shown(a.house, mine).number is None
    assert shown(a.house, theirs).number == 2
    assert (table(a.house, "outbox", "seq, op_id, body"), table(a.house, "audit")) == (log, chain)
    a.sync()
    assert_sound(a.house)
    same(a, b)


def test_what_collides_with_the_snapshot_is_parked(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    b.house.book(room, 60)
    b.sync()
    load(a, tmp_path)
    assert meeting(a.house, mine) is None
    assert [guess.code for guess in inbox(a.house).refusals] == ["slot_taken"]
    assert a.house.console.waiting().parked == 1
    assert a.sync().refused == 1
    same(a, b)


def test_rows_that_central_no_longer_has_go(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, _ = desks
    rooms = [a.house.add_room(f"{n}") for n in range(5)]
    a.sync()
    path = tmp_path / "snapshot.db"
    cursor = snapshot(a, path)
    without(path, "room", rooms[:1])
    a.house.console.load_snapshot(path, cursor, a.epoch)
    assert len(rows_of(a.house)) == 4


def without(path: Path, table_name: str, ids: list[str]) -> None:
    """Take rows out of a snapshot."""
    with closing(sqlcipher().connect(str(path))) as file:
        for entity_id in ids:
            file.execute(f'DELETE FROM "{table_name}" WHERE id = ?', (entity_id,))


def test_a_central_that_lacks_a_fifth_of_a_kind_needs_a_person(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, _ = desks
    rooms = [a.house.add_room(f"{n}") for n in range(60)]
    a.sync()
    a.house.add_room("unsent")
    path = tmp_path / "snapshot.db"
    cursor = snapshot(a, path)
    without(path, "room", rooms)
    before = everything(a.house)
    with pytest.raises(TooManyDeleted) as caught:
        a.house.console.load_snapshot(path, cursor, a.epoch)
    assert (caught.value.deleted, caught.value.of) == (60, 60)
    assert everything(a.house) == before
    a.house.console.allow_deletions()
    a.house.console.load_snapshot(path, cursor, a.epoch)
    assert [row["number"] for row in rows_of(a.house).values()] == ["unsent"]


@pytest.mark.parametrize("damage", ["no meta", "other site", "no tables"])
def test_a_file_that_is_no_snapshot_of_this_site_changes_nothing(
    desks: tuple[Line, Line], tmp_path: Path, damage: str
) -> None:
    a, _ = desks
    a.house.add_room("302")
    path = tmp_path / "snapshot.db"
    cursor = snapshot(a, path)
    with closing(sqlcipher().connect(str(path))) as file:
        if damage == "no meta":
            file.execute("DROP TABLE meta")
        elif damage == "other site":
            file.execute("UPDATE meta SET value = 'x' WHERE key = 'site_id'")
        else:
            names = file.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta'"
            ).fetchall()
            for (name,) in names:
                file.execute(f'DROP TABLE "{name}"')
    before = everything(a.house)
    with pytest.raises(StoreFault) as caught:
        a.house.console.load_snapshot(path, cursor, a.epoch)
    assert caught.value.code == "corrupt"
    assert everything(a.house) == before
    a.house.add_room("401")  # the file can be written to as before


def test_a_snapshot_of_a_newer_central_keeps_what_cannot_be_placed(
    desks: tuple[Line, Line], tmp_path: Path
) -> None:
    a, _ = desks
    room = a.house.add_room("302")
    a.sync()
    path = tmp_path / "snapshot.db"
    cursor = snapshot(a, path, extra=("mood",))
    a.house.console.load_snapshot(path, cursor, a.epoch)
    a.check()
    [(subject, entity_id, kept)] = table(a.house, "unread")
    assert (subject, entity_id) == ("room", room)
    assert json.loads(kept) == [*rows_of(a.house)["room", room].values(), "新"]


def test_a_snapshot_of_an_older_central_is_filled_up(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, _ = desks
    room = a.house.add_room("302")
    a.sync()
    path = tmp_path / "snapshot.db"
    cursor = snapshot(a, path)
    with closing(sqlcipher().connect(str(path))) as file:
        file.execute("ALTER TABLE room DROP COLUMN retired")
    a.house.console.load_snapshot(path, cursor, a.epoch)
    assert rows_of(a.house)["room", room]["retired"] == 0


def test_five_thousand_unsent_ops_outlive_a_snapshot(desks: tuple[Line, Line], tmp_path: Path) -> None:
    a, b = desks
    rooms = [a.house.add_room(f"{n}") for n in range(40)]
    a.sync()
    b.pull()
    people = (AddPerson(a.house.new_id(), f"会服{n}", Role.ATTENDANT) for n in range(4_900))
    a.house.do(*people)
    booked = [a.house.book(rooms[n % 40], 60 + 90 * (n // 40)) for n in range(100)]
    theirs = b.house.book(rooms[0], 60)  # in the way of the first
    b.sync()
    load(a, tmp_path)
    assert a.house.console.waiting().pending == 5_000
    assert a.house.console.waiting().parked == 1
    assert meeting(a.house, booked[0]) is None
    assert all(meeting(a.house, each) for each in [*booked[1:], theirs])
    absorbed = a.sync()
    assert (absorbed.retired, absorbed.refused) == (5_000, 1)
    assert list(states(a.house).values()).count("ok") == 5_040 - 1
    same(a, b)


def test_the_digest_is_of_what_central_has_not_of_what_is_unsent(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    booked = a.house.book(room)
    a.sync()
    b.pull()
    first, last = "0" * 8, "g"
    ranges = (("meeting", first, last), ("room", first, last), ("task", first, last), ("visitor", "a", "b"))
    said = a.house.console.digest(ranges)
    assert said == b.house.console.digest(ranges)
    image = wire.encode(list(rows_of(a.house)["room", room].values()))
    assert said.after == a.enrolment.cursor
    assert said.ranges[1] == ("room", first, last, 1, hashlib.sha256(image).hexdigest())
    assert said.ranges[3][3:] == (0, hashlib.sha256(b"").hexdigest())
    retitle(a.house, booked, "没发出去的")
    a.house.book(room, 300)
    a.house.add_room("401")
    assert a.house.console.digest(ranges) == said
    assert len(WIRE["room"]) == len(json.loads(image))
    with b.house.store.writing() as connection:
        connection.exec_driver_sql("UPDATE meeting SET title = '坏了'")
    assert b.house.console.digest(ranges).ranges[0] != said.ranges[0]
    a.sync()
    b.pull()
