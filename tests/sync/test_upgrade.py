"""A program of a newer schema opens a folder with unanswered ops: they lie over the migrated rows again."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from app.store import schema, upgrade
from app.store.engine import Store, open_store
from app.store.tables import WIRE
from app.sync import resync
from app.sync.pull import place_unread
from tests.support.house import House
from tests.support.line import Line
from tests.support.tables import rows_of
from tests.sync.ledger import assert_sound
from tests.sync.stage import inbox, meeting, retitle, shown, table


def outdated(house: House) -> None:
    """The folder is of the program before."""
    with house.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version WHERE version_num LIKE 'typed%'")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('typed_0001')")
    house.close()


def test_migrations_see_what_central_said_and_what_is_unanswered_comes_back(
    desks: tuple[Line, Line], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = desks
    room = a.house.add_room("302")
    booked = a.house.book(room, 60)
    a.sync()
    b.pull()
    retitle(a.house, booked, "没发出去的")
    mine = a.house.book(room, 300)
    hopeless = a.house.book(room, 600)
    b.house.book(room, 600)
    b.sync()
    a.pull()
    before, log = rows_of(a.house), table(a.house, "outbox")
    outdated(a.house)
    seen: dict[str, str] = {}

    def migrate(store: Store, _role: str) -> None:
        with store.writing() as connection:
            seen.update(row for row in connection.exec_driver_sql("SELECT id, title FROM meeting").all())
            assert connection.exec_driver_sql("SELECT count(*) FROM shadow").scalar() == 0
            connection.exec_driver_sql("DELETE FROM alembic_version")
            for revision in schema.HEADS[schema.CONSOLE]:
                connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))

    monkeypatch.setattr(upgrade, "migrate", migrate)
    again = Line(a.database, House(a.house.store.path.parent, seed=9))
    with closing(again.house):
        assert seen[booked] == "周例会"
        assert mine not in seen
        assert rows_of(again.house) == before
        assert table(again.house, "outbox") == log
        assert meeting(again.house, hopeless) is None
        assert [guess.is_final for guess in inbox(again.house).refusals] == [False]
        again.check()
        assert_sound(again.house)
        again.sync()
        assert shown(again.house, mine).number


def test_an_upgrade_without_a_central_replays_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.book(house.add_room("302"))
    before = rows_of(house)
    outdated(house)
    monkeypatch.setattr(upgrade, "migrate", lambda _store, _role: None)
    with closing(open_store(house.store.path.parent)) as store, store.reading() as connection:
        facts = set(connection.exec_driver_sql("SELECT key FROM meta").scalars())
        assert "replay_all" not in facts
        assert connection.exec_driver_sql("SELECT count(*) FROM meeting").scalar() == 1
    assert before


def test_rows_a_newer_central_sent_are_placed_by_the_program_that_knows_them(
    desks: tuple[Line, Line],
) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    retitle(b.house, booked, "乙")
    image = list(rows_of(a.house)["meeting", booked].values())
    expected = WIRE["meeting"].index("expected")
    image[expected] = 99
    waiting = [("meeting", booked, json.dumps(image)), ("visitor", booked, "[1]")]
    with b.house.store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO unread VALUES (?,?,?)", waiting)
        connection.exec_driver_sql("INSERT INTO meta VALUES ('replay_all', '1')")
        resync.catch_up(connection, b.house.at)
    assert (shown(b.house, booked).expected, shown(b.house, booked).title) == (99, "乙")
    assert [row[0] for row in table(b.house, "unread")] == ["visitor"]
    assert json.loads(table(b.house, "shadow", "image")[0][0])[expected] == 99
    with b.house.store.writing() as connection:
        assert not place_unread(connection, b.house.console.identity.site_id)
