"""PostgreSQL alone: migrations lead to the same tables as create; the guards speak in its own words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, insert, inspect, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.domain.errors import StoreFault
from app.domain.periods import HOUR
from app.store import schema, tables
from app.store.upgrade import migrate_on
from central.database import open_database
from tests.store import rows
from tests.support.postgres import Server


@pytest.fixture
def engine(postgres: Server) -> Iterator[Engine]:
    """An empty database."""
    made = create_engine(postgres.emptied_database().replace("postgresql://", "postgresql+psycopg://"))
    yield made
    made.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """Tables, columns with collation, keys, links, checks, exclusions, indexes and triggers."""
    found: dict[str, Any] = {}
    look = inspect(connection)
    for table in look.get_table_names():
        columns = text(
            "SELECT column_name, data_type, character_maximum_length, is_nullable, collation_name "
            "FROM information_schema.columns WHERE table_name = :table ORDER BY ordinal_position"
        )
        constraints = text(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = CAST(:table AS regclass) ORDER BY conname"
        )
        indexes = text("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :table ORDER BY 1")
        triggers = text(
            "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger "
            "WHERE tgrelid = CAST(:table AS regclass) AND NOT tgisinternal ORDER BY 1"
        )
        for query in (columns, constraints, indexes, triggers):
            found.setdefault(table, []).append(
                [tuple(row) for row in connection.execute(query, {"table": table})]
            )
    return found


def test_migrations_from_nothing_make_the_same_tables_as_create(engine: Engine) -> None:
    with engine.begin() as connection:
        migrate_on(connection, schema.CENTRAL)
        schema.ensure_guards(connection, schema.CENTRAL)
        by_migrations = shape(connection)
        assert not schema.is_outdated(connection, schema.CENTRAL)
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
        schema.create(connection, schema.CENTRAL)
        assert shape(connection) == by_migrations
    assert {"meeting", "oplog", "feed", "site"} <= set(by_migrations)


def test_a_database_of_a_newer_program_is_refused(postgres: Server) -> None:
    url = postgres.emptied_database()
    opened = open_database(url)
    with opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'typed_0099'"
                                " WHERE version_num LIKE 'typed%'"))  # fmt: skip
    opened.close()
    with pytest.raises(StoreFault) as caught:
        open_database(url)
    assert caught.value.code == "newer"


def test_a_server_that_is_away_is_said_to_be_away() -> None:
    with pytest.raises(OperationalError):
        open_database("postgresql://nobody@127.0.0.1:1/none")


ROOM, OTHER = rows.name("room"), rows.name("other room")


@pytest.fixture
def central(engine: Engine) -> Engine:
    """A central database with two rooms."""
    with engine.begin() as connection:
        schema.create(connection, schema.CENTRAL)
        rooms = [rows.row(tables.RoomRow, id=room, number=room[:4]) for room in (ROOM, OTHER)]
        connection.execute(insert(tables.RoomRow), rooms)
    return engine


def book(connection: Connection, key: int, room: str, at: int, minutes: int = 60, **given: Any) -> None:
    connection.execute(insert(tables.MeetingRow), [rows.meeting(key, room, at, minutes, **given)])


def test_one_room_is_held_once_at_a_time(central: Engine) -> None:
    with central.begin() as connection:
        book(connection, 1, ROOM, rows.NINE)
        book(connection, 2, ROOM, rows.NINE + HOUR)  # back to back
        book(connection, 3, ROOM, rows.NINE, holds=0)
        book(connection, 4, OTHER, rows.NINE)
    with pytest.raises(IntegrityError) as caught, central.begin() as connection:
        book(connection, 5, ROOM, rows.NINE + HOUR // 2)
    assert isinstance(caught.value.orig, psycopg.errors.ExclusionViolation)
    assert caught.value.orig.sqlstate == "23P01"
    assert caught.value.orig.diag.constraint_name == "no_overlap"
    with pytest.raises(IntegrityError) as empty, central.begin() as connection:
        book(connection, 6, ROOM, rows.NINE + 5 * HOUR, 0)
    assert "held_period" in str(empty.value.orig)


def test_inside_a_savepoint_the_transaction_goes_on(central: Engine) -> None:
    with central.begin() as connection:
        book(connection, 1, ROOM, rows.NINE)
        savepoint = connection.begin_nested()
        book(connection, 2, ROOM, rows.NINE)
        with pytest.raises(IntegrityError):
            connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        savepoint.rollback()
        connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        book(connection, 3, ROOM, rows.NINE + HOUR)
    with central.connect() as connection:
        titles = connection.execute(text("SELECT title FROM meeting ORDER BY title")).scalars().all()
    assert titles == ["会议 1", "会议 3"]


def test_two_meetings_change_places_in_one_transaction(central: Engine) -> None:
    with central.begin() as connection:
        book(connection, 1, ROOM, rows.NINE)
        book(connection, 2, OTHER, rows.NINE)
    with central.begin() as connection:
        for key, room in ((1, OTHER), (2, ROOM)):
            moved = {"room": room, "id": rows.name("meeting", key)}
            connection.execute(text("UPDATE meeting SET room_id = :room WHERE id = :id"), moved)


def test_of_two_transactions_that_book_one_slot_one_is_refused(central: Engine) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def attempt(key: int) -> None:
        try:
            with central.begin() as connection:
                book(connection, key, ROOM, rows.NINE)
                together.wait()
        except (IntegrityError, OperationalError) as refused:  # the engine may answer with a deadlock
            outcomes.append(getattr(refused.orig, "sqlstate", ""))
        else:
            outcomes.append("booked")

    threads = [threading.Thread(target=attempt, args=(key,)) for key in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("booked") == 1
    assert set(outcomes) - {"booked"} <= {"23P01", "40P01"}
