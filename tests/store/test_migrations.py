"""The migrations lead from nothing to the tables as they are, and an old file to this program on a copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.domain.errors import StoreFault
from app.domain.periods import HOUR
from app.store import files, schema, tables, upgrade
from app.store.engine import Options, Store, open_store
from tests.store import rows


def _shape(connection: Connection) -> dict[str, Any]:
    """Tables, columns, keys, links, indexes and triggers, whatever the SQL that made them looked like."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    shape: dict[str, Any] = {}
    for kind, name, table, source in connection.execute(text(sql)):
        if kind == "table":
            columns = connection.exec_driver_sql(f"PRAGMA table_xinfo({name})").all()
            links = connection.exec_driver_sql(f"PRAGMA foreign_key_list({name})").all()
            flags = ("WITHOUT ROWID" in source.upper(), "AUTOINCREMENT" in source.upper())
            shape[name] = ([tuple(c) for c in columns], sorted(tuple(link) for link in links), flags)
        elif kind == "index":
            shape[name] = (
                table,
                [tuple(c) for c in connection.exec_driver_sql(f"PRAGMA index_info({name})")],
                "UNIQUE" in source.upper(),
            )
        else:
            shape[name] = (table, source)
    return shape


@pytest.mark.parametrize("role", [schema.CONSOLE, schema.CENTRAL])
def test_migrations_from_nothing_make_the_same_file_as_create(tmp_path: Path, role: str) -> None:
    options = Options(role=role)
    migrated = Store(tmp_path / "migrated.db", options)
    upgrade.migrate(migrated, role)
    with closing(migrated), migrated.reading() as connection:
        by_migrations = _shape(connection)
        assert not schema.is_outdated(connection, role)
    with closing(open_store(tmp_path / "made", options)) as made, made.reading() as connection:
        by_create = _shape(connection)
    assert by_migrations == by_create


def test_the_heads_in_code_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory.from_config(upgrade.alembic_config())
    assert frozenset(scripts.get_heads()) == schema.HEADS[schema.CONSOLE] | schema.HEADS[schema.CENTRAL]
    assert frozenset(revision.revision for revision in scripts.walk_revisions()) == schema.KNOWN


def test_migrations_import_nothing_of_ours() -> None:
    for script in (upgrade.SCRIPTS / "versions").rglob("*.py"):
        assert "app." not in script.read_text(encoding="utf-8"), script


def test_a_file_of_a_newer_program_is_refused_and_left_as_it_is(store: Store) -> None:
    with store.writing() as connection:
        later = "UPDATE alembic_version SET version_num = 'typed_0099' WHERE version_num LIKE 'typed%'"
        connection.exec_driver_sql(later)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreFault) as caught:
        open_store(store.path.parent)
    assert caught.value.code == "newer"
    assert "typed_0099" in caught.value.detail
    assert store.path.read_bytes() == before


def _older(store: Store) -> None:
    """A file from before the console's own tables."""
    with store.writing() as connection:
        for name in ("outbox", "touch", "shadow", "audit", "effect", "inbox", "unread", "meta"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("DELETE FROM alembic_version WHERE version_num LIKE 'console%'")
    store.close()


def test_an_older_file_is_migrated_on_a_copy_and_a_backup_stays(store: Store, tmp_path: Path) -> None:
    rows.put(store, tables.RoomRow, [rows.row(tables.RoomRow, id=rows.name("room"), number="302")])
    _older(store)
    with closing(open_store(tmp_path)) as opened, opened.reading() as connection:
        assert not schema.is_outdated(connection, schema.CONSOLE)
        assert connection.exec_driver_sql("SELECT number FROM room").scalar() == "302"
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == 0
    assert len(list(tmp_path.glob("huiwutai.db.before-*"))) == 1
    assert not list(tmp_path.glob("*.upgrading*"))


def _of_the_first_release(folder: Path) -> Path:
    """A file as the first release made and used it: a room, a meeting in it, and what its desk said."""
    store = Store(folder / files.NAME, Options())
    config = upgrade.alembic_config()
    for revision in ("typed_0001", "console_0001"):
        with store.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    with store.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
        for state in ("pending", "parked", "ok"):
            said = (rows.name("op", state), b"{}", state, "offer_task", "", 7)
            sql = "INSERT INTO outbox (op_id, body, state, kind, actor, at) VALUES (?,?,?,?,?,?)"
            connection.exec_driver_sql(sql, said)
            connection.exec_driver_sql("INSERT INTO audit (op_id, hash) VALUES (?,?)", (said[0], state))
        connection.exec_driver_sql("INSERT INTO touch (seq, key) VALUES (1, 'room/1')")
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('site_id', ?)", (rows.SITE,))
    room = rows.name("room")
    rows.put(store, tables.RoomRow, [rows.row(tables.RoomRow, id=room, number="302", name="三〇二")])
    rows.put(store, tables.MeetingRow, [rows.meeting(1, room, rows.NINE)])
    store.close()
    return folder / files.NAME


def _content(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    ours = [n for n in names if n != "alembic_version" and not n.startswith("sqlite_stat")]
    return {n: [tuple(r) for r in connection.exec_driver_sql(f'SELECT * FROM "{n}"')] for n in ours}


def test_a_file_of_the_first_release_is_brought_here_with_all_it_holds(tmp_path: Path) -> None:
    path = _of_the_first_release(tmp_path)
    with closing(Store(path, Options())) as old, old.reading() as connection:
        assert schema.is_outdated(connection, schema.CONSOLE)
        before = _content(connection)
    assert len(before["meeting"]) == 1
    assert [row[0] for row in before["outbox"]] == [1, 2, 3]
    with closing(open_store(tmp_path)) as store, store.reading() as connection:
        after, shape = _content(connection), _shape(connection)
        sql = "EXPLAIN QUERY PLAN SELECT seq FROM outbox WHERE state IN ('pending', 'parked')"
        assert "ix_outbox_open" in str(connection.exec_driver_sql(sql).all())
    assert {name: held for name, held in after.items() if name in before} == before
    assert after.keys() - before.keys() == {"conflict", "waiting"}
    assert (after["conflict"], after["inbox"], after["waiting"]) == ([], [], [])
    with closing(open_store(tmp_path / "new")) as made, made.reading() as connection:
        assert shape == _shape(connection)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _older(store)

    def fails(_store: Store, _role: str) -> None:
        raise RuntimeError

    monkeypatch.setattr(upgrade, "migrate", fails)
    with pytest.raises(RuntimeError):
        open_store(tmp_path)
    monkeypatch.undo()
    with closing(open_store(tmp_path)) as opened, opened.reading() as connection:
        assert not schema.is_outdated(connection, schema.CONSOLE)


def test_a_database_that_is_not_ours_is_not_taken_for_one(tmp_path: Path) -> None:
    foreign = Store(tmp_path / files.NAME, Options())
    with foreign.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE something (a)")
    foreign.close()
    with pytest.raises(StoreFault) as caught:
        open_store(tmp_path)
    assert caught.value.code == "corrupt"


def test_central_refuses_two_meetings_in_one_room_by_itself(tmp_path: Path) -> None:
    with closing(open_store(tmp_path, Options(role=schema.CENTRAL))) as central:
        rows.put(central, tables.RoomRow, [rows.row(tables.RoomRow, id=rows.name("room"), number="302")])
        room = rows.name("room")
        touching = [rows.meeting(1, room, rows.NINE), rows.meeting(2, room, rows.NINE + HOUR)]
        rows.put(central, tables.MeetingRow, touching)
        with pytest.raises(IntegrityError, match="no_overlap"):
            rows.put(central, tables.MeetingRow, [rows.meeting(3, room, rows.NINE + HOUR // 2)])
        with pytest.raises(IntegrityError, match="no_overlap"), central.writing() as connection:
            connection.execute(text("UPDATE meeting SET held_to = held_to + 1 WHERE title = '会议 1'"))
        with pytest.raises(IntegrityError, match="held_period"):
            rows.put(central, tables.MeetingRow, [rows.meeting(4, room, rows.NINE + 5 * HOUR, 0)])
        rows.put(central, tables.MeetingRow, [rows.meeting(5, room, rows.NINE, holds=0)])
        with central.writing() as connection:  # the guards survive being asked for again
            schema.ensure_guards(connection, schema.CENTRAL)


def test_a_console_takes_rows_that_overlap_because_a_legal_feed_may(store: Store) -> None:
    room = rows.name("room")
    rows.put(store, tables.MeetingRow, [rows.meeting(1, room, rows.NINE), rows.meeting(2, room, rows.NINE)])
