"""What the store promises of its connections: the pragmas are in force, one writer, snapshots beside it."""

from __future__ import annotations

import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from app.domain.errors import StoreFault
from app.store import files, schema
from app.store.engine import Options, Store, open_store
from tests.store import rows


def _pragmas(store: Store, *names: str) -> list[object]:
    with store.writing() as connection:
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]


def test_a_console_writes_through_to_the_disk_and_checks_no_foreign_keys(store: Store) -> None:
    found = _pragmas(store, "journal_mode", "synchronous", "foreign_keys", "busy_timeout", "application_id")
    assert found == ["wal", 2, 0, 5000, schema.APPLICATION_ID]


def test_central_checks_foreign_keys_and_normal_is_only_on_demand(tmp_path: Path) -> None:
    with closing(open_store(tmp_path, Options(role=schema.CENTRAL, synchronous="NORMAL"))) as store:
        assert _pragmas(store, "journal_mode", "synchronous", "foreign_keys") == ["wal", 1, 1]


def test_every_pooled_connection_of_both_ways_has_the_pragmas(store: Store) -> None:
    with store.reading() as one, store.reading() as other, store.writing() as writer:
        for connection in (one, other, writer):
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert one.exec_driver_sql("PRAGMA query_only").scalar() == 1
        assert other.exec_driver_sql("PRAGMA query_only").scalar() == 1
        assert writer.exec_driver_sql("PRAGMA query_only").scalar() == 0


def test_the_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StoreFault) as caught, store.reading() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('a', 'b')")
    assert caught.value.code == "read_only"


def test_a_transaction_holds_the_write_lock_from_its_begin(store: Store) -> None:
    with store.writing(), closing(store.raw()) as other:
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(store.driver.module.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_snapshot_does_not_move_while_it_is_read(store: Store) -> None:
    rows.settle(store)
    with store.reading() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM meta").scalar()
        with store.writing() as writer:
            writer.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('later', '1')")
        assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar() == before
    with store.reading() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM meta").scalar() == (before or 0) + 1


def test_an_exception_rolls_everything_back(store: Store) -> None:
    def half() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('half', '1')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM meta WHERE key = 'half'").scalar() == 0


def test_a_bug_in_a_statement_is_not_called_a_fault_of_the_file(store: Store) -> None:
    with pytest.raises(DBAPIError), store.writing() as connection:
        connection.exec_driver_sql("SELECT * FROM nothing_of_the_kind")


def test_a_savepoint_inside_a_write_can_be_rolled_back_alone(store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('kept', '1')")
        savepoint = connection.begin_nested()
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('dropped', '1')")
        savepoint.rollback()
    with store.reading() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM meta").scalars().all()
    assert keys == ["kept"]


def test_a_keyed_file_is_not_readable_without_its_key(tmp_path: Path) -> None:
    key = bytes(range(32))
    with closing(open_store(tmp_path, Options(key=key))) as store:
        rows.settle(store)
    raw = (tmp_path / files.NAME).read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    assert rows.SITE.encode() not in raw
    with closing(open_store(tmp_path, Options(key=key))) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta").scalar() == rows.SITE
    for wrong in (Options(key=bytes(32)), Options()):
        with pytest.raises(StoreFault) as caught:
            open_store(tmp_path, wrong)
        assert caught.value.code == ("key" if wrong.key else "corrupt")


def test_a_plain_file_where_a_keyed_one_is_expected_is_a_matter_of_the_key(store: Store) -> None:
    store.close()
    with pytest.raises(StoreFault) as caught:
        open_store(store.path.parent, Options(key=bytes(32)))
    assert caught.value.code == "key"


def test_opening_what_exists_does_not_load_alembic(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from pathlib import Path; from app.store.engine import open_store\n"
        f"for _ in range(2): open_store(Path({str(tmp_path)!r})).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_two_writers_wait_for_each_other(store: Store) -> None:
    done = threading.Event()

    def write() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('other', '1')")
        done.set()

    with store.writing() as connection:
        thread = threading.Thread(target=write)
        thread.start()
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('first', '1')")
        assert not done.is_set()
    thread.join(10)
    assert done.is_set()


def test_tidying_moves_the_log_into_the_file_and_blocks_nobody(store: Store) -> None:
    before = store.path.stat().st_size
    with store.writing() as connection:
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('long', ?)", ("x" * 100_000,))
    assert store.path.stat().st_size == before
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT length(value) FROM meta").scalar() == 100_000
        store.tidy()
    store.tidy()
    assert store.path.stat().st_size > before + 90_000
