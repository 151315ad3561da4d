"""Check, backup, restore, and what is saved of a file that is past saving."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from app.domain.errors import StoreFault
from app.operations.envelope import decode
from app.store import care, files, rescue, schema, upgrade
from app.store.engine import Options, Store, open_store
from app.sync.identity import identify
from tests.support.house import WEDNESDAY, House
from tests.support.workload import Workload, digest, logged


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a desk has done some work."""
    folder = tmp_path_factory.mktemp("worked")
    with closing(House(folder)) as house:
        work = Workload(house, 1)
        work.furnish()
        for _ in range(60):
            work.step()
    return folder


@pytest.fixture
def desk(worked: Path, tmp_path: Path) -> Iterator[House]:
    """That desk, in a folder of this test."""
    shutil.copytree(worked, tmp_path / "desk")
    with closing(House(tmp_path / "desk", seed=2)) as house:
        yield house


def _said(folder: Path) -> tuple[str, list[str]]:
    with closing(open_store(folder)) as store, store.reading() as connection:
        return digest(connection), logged(connection)


def _tell(store: Store, sql: str) -> list[str]:
    """Do something to the file behind the log's back; returns what the check says then."""
    with store.writing() as connection:
        connection.exec_driver_sql(sql)
    return [ailment.code for ailment in care.check(store)]


def test_a_desk_at_work_is_sound(desk: House) -> None:
    assert care.check(desk.store, thorough=True) == ()


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE outbox SET body = replace(body, 'title', 'titel') WHERE kind = 'book_meeting'", ["chain"]),
        ("UPDATE audit SET hash = lower(hex(randomblob(32))) WHERE n = 9", ["chain"]),
        ("DELETE FROM outbox WHERE seq = 12", ["log_gap", "chain"]),
        ("DELETE FROM audit WHERE n = 12", ["chain"]),
        ("UPDATE alembic_version SET version_num = 'typed_0077' WHERE version_num LIKE 'typed%'", ["newer"]),
    ],
)
def test_what_was_changed_behind_the_log_is_told(desk: House, sql: str, told: list[str]) -> None:
    assert _tell(desk.store, sql) == told
    assert all(ailment.fatal for ailment in care.check(desk.store))


def test_two_meetings_in_one_room_are_told_but_do_not_stop_the_desk(desk: House) -> None:
    room = desk.add_room("912")
    meetings = [desk.book(room, 600), desk.book(room, 720)]
    late, early = meetings[1], meetings[0]
    begin = f"(SELECT held_from FROM meeting WHERE id = '{early}')"
    sql = f"UPDATE meeting SET held_from = {begin} WHERE id = '{late}'"
    assert _tell(desk.store, sql) == ["overlap"]
    found = care.check(desk.store)[0]
    assert not found.fatal
    assert early in found.detail
    assert late in found.detail


def test_a_backup_is_one_file_with_everything_taken_while_the_desk_works(desk: House, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    with desk.store.reading() as connection:
        said = digest(connection), logged(connection)
    with desk.store.writing() as connection:  # somebody is in the middle of a change
        connection.exec_driver_sql("INSERT INTO meta (key, value) VALUES ('half', 'done')")
        made = care.backup(desk.store, target)
    assert made.size == target.stat().st_size
    assert made.rows > len(said[1])
    assert [each.name for each in tmp_path.glob("backup*")] == ["backup.db"]
    with closing(Store(target, Options())) as copy, copy.reading() as connection:
        assert (digest(connection), logged(connection)) == said
        assert not connection.exec_driver_sql("SELECT count(*) FROM meta WHERE key = 'half'").scalar()
        assert not care.check(copy)


def test_a_backup_replaces_an_older_one_but_never_the_file_itself(desk: House, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    target.write_bytes(b"older")
    care.backup(desk.store, target)
    assert target.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(StoreFault):
        care.backup(desk.store, desk.store.path)
    with pytest.raises(StoreFault) as caught:
        care.backup(desk.store, tmp_path / "no such folder" / "backup.db")
    assert caught.value.code == "read_only"


def test_a_keyed_backup_stays_keyed(tmp_path: Path) -> None:
    key = bytes(range(32))
    with closing(House(tmp_path / "desk", options=Options(key=key))) as house:
        house.add_room("302")
        care.backup(house.store, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").read_bytes().startswith(b"SQLite")
    care.restore(tmp_path / "other", tmp_path / "backup.db", WEDNESDAY, Options(key=key))
    with closing(open_store(tmp_path / "other", Options(key=key))) as store:
        assert not care.check(store)


def test_a_restore_brings_the_backup_back_and_puts_the_present_aside(desk: House, tmp_path: Path) -> None:
    care.backup(desk.store, tmp_path / "backup.db")
    with desk.store.reading() as connection:
        then = digest(connection), logged(connection)
    desk.add_room("after the backup")
    with desk.store.reading() as connection:
        now = digest(connection), logged(connection)
    old = desk.console.identity
    desk.close()

    folder = tmp_path / "desk"
    made = care.restore(folder, tmp_path / "backup.db", WEDNESDAY)
    assert _said(folder) == then
    assert made.aside is not None
    assert made.aside.name == "set-aside-20260610T054200Z"
    with closing(Store(made.aside / files.NAME, Options())) as aside, aside.reading() as connection:
        assert (digest(connection), logged(connection)) == now
    with closing(open_store(folder)) as store:
        new = identify(store, "new console", "another site", "boot")
        assert (new.console_id, new.site_id) == ("new console", old.site_id)
        with store.reading() as connection:
            kept = {row[0]: row[1] for row in connection.exec_driver_sql("SELECT key, value FROM meta")}
    assert (kept["restored_at"], json.loads(kept["former_consoles"])) == (str(WEDNESDAY), [old.console_id])


def test_a_restored_desk_goes_on_working(desk: House, tmp_path: Path) -> None:
    care.backup(desk.store, tmp_path / "backup.db")
    desk.close()
    care.restore(tmp_path / "desk", tmp_path / "backup.db", WEDNESDAY)
    with closing(House(tmp_path / "desk", seed=2, at=desk.at)) as again:
        again.add_room("new")
        assert not care.check(again.store)
    second = care.restore(tmp_path / "desk", tmp_path / "backup.db", WEDNESDAY)  # in the same second
    assert second.aside is not None
    assert second.aside.name.endswith("-2")


@pytest.mark.parametrize("harm", ["cut", "flip", "foreign", "newer", "missing", "chain"])
def test_a_bad_backup_is_refused_and_the_present_file_stays(desk: House, tmp_path: Path, harm: str) -> None:
    target = tmp_path / "backup.db"
    care.backup(desk.store, target)
    with desk.store.reading() as connection:
        said = digest(connection), logged(connection)
    desk.close()
    _harm(target, harm)
    with pytest.raises(StoreFault) as caught:
        care.restore(tmp_path / "desk", target, WEDNESDAY)
    assert caught.value.code == ("newer" if harm == "newer" else "corrupt")
    assert _said(tmp_path / "desk") == said
    assert not list((tmp_path / "desk").glob("*restoring*"))


def _harm(target: Path, harm: str) -> None:
    if harm == "missing":
        target.unlink()
    elif harm == "cut":
        with target.open("rb+") as file:
            file.truncate(target.stat().st_size // 2)
    elif harm == "flip":
        data = bytearray(target.read_bytes())
        for _ in range(200):
            data[random.Random(3).randrange(200, len(data))] ^= 0xFF
        data[4096 * 3 : 4096 * 5] = bytes(8192)
        target.write_bytes(data)
    else:
        sql = {
            "foreign": "DROP TABLE alembic_version",
            "newer": "UPDATE alembic_version SET version_num = 'typed_0077' WHERE version_num LIKE 'typed%'",
            "chain": "UPDATE audit SET hash = 'x' WHERE n = 3",
        }[harm]
        with closing(Store(target, Options())) as store, store.writing() as connection:
            connection.exec_driver_sql(sql)


def test_a_first_start_can_be_a_restore(desk: House, tmp_path: Path) -> None:
    care.backup(desk.store, tmp_path / "backup.db")
    made = care.restore(tmp_path / "new", tmp_path / "backup.db", WEDNESDAY)
    assert made.aside is None
    with desk.store.reading() as connection:
        assert _said(tmp_path / "new") == (digest(connection), logged(connection))


def test_operations_are_read_out_of_a_file_that_cannot_be_opened(desk: House, tmp_path: Path) -> None:
    with desk.store.reading() as connection:
        log = logged(connection)
    desk.close()
    path = tmp_path / "desk" / files.NAME
    with path.open("rb+") as file:  # two pages in the middle are gone
        file.seek(4096 * 30)
        file.write(bytes(8192))
    before = path.read_bytes()
    aside = rescue.set_aside(tmp_path / "desk", WEDNESDAY)
    assert (aside / files.NAME).read_bytes() == before
    saved = [decode(data).op_id for data in rescue.salvage(aside)]
    assert len(saved) > len(log) // 2
    assert [op_id for op_id in log if op_id in set(saved)] == saved
    assert (aside / rescue.SALVAGED).read_bytes().count(b"\n") == len(saved)
    with pytest.raises(StoreFault) as caught:  # still not a first start
        open_store(tmp_path / "desk")
    assert caught.value.code == "corrupt"


def test_nothing_can_be_read_out_of_rubbish(tmp_path: Path) -> None:
    (tmp_path / files.NAME).write_bytes(random.Random(1).randbytes(9000))
    aside = rescue.set_aside(tmp_path, WEDNESDAY)
    assert rescue.salvage(aside) == ()
    assert (aside / files.NAME).stat().st_size == 9000


class Killed(BaseException):
    """The program ends here."""


@contextmanager
def _killed_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The program ends before the given one of the steps that touch files."""
    steps: list[str] = []

    def dying(name: str, original):
        def run(*arguments, **named):
            steps.append(name)
            if len(steps) == step:
                raise Killed
            return original(*arguments, **named)

        return run

    with monkeypatch.context() as patch:
        for owner, name in (
            (files, "sync_file"), (files, "sync_folder"), (files, "remove"), (files, "move_into_place"),
            (shutil, "copy2"), (upgrade, "migrate"), (Path, "rename"), (Path, "replace"), (Path, "unlink"),
        ):  # fmt: skip
            patch.setattr(owner, name, dying(name, getattr(owner, name)))
        yield steps


@pytest.mark.parametrize("step", range(1, 26))
def test_an_upgrade_killed_at_any_step_is_done_at_the_next_start(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with desk.store.reading() as connection:
        said = digest(connection)
    with desk.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE unread")
        connection.exec_driver_sql("DROP TABLE inbox")
        connection.exec_driver_sql("DELETE FROM alembic_version WHERE version_num LIKE 'console%'")
    desk.close()

    def migrate(store: Store, _role: str) -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE unread (subject TEXT)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('console_0002')")

    monkeypatch.setattr(upgrade, "migrate", migrate)
    with _killed_at(step, monkeypatch) as steps:
        try:
            open_store(tmp_path / "desk").close()
        except Killed:
            assert len(steps) >= step
    with closing(open_store(tmp_path / "desk")) as store, store.reading() as connection:
        assert not schema.is_outdated(connection, schema.CONSOLE)
        assert digest(connection) == said


@pytest.mark.parametrize("step", range(1, 26))
def test_a_restore_killed_at_any_step_leaves_the_old_file_the_new_one_or_a_clear_word(
    desk: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    care.backup(desk.store, tmp_path / "backup.db")
    with desk.store.reading() as connection:
        then = digest(connection), logged(connection)
    desk.add_room("after the backup")
    with desk.store.reading() as connection:
        now = digest(connection), logged(connection)
    desk.close()
    with _killed_at(step, monkeypatch), suppress(Killed):
        care.restore(tmp_path / "desk", tmp_path / "backup.db", WEDNESDAY)
    try:
        assert _said(tmp_path / "desk") in (then, now)
    except StoreFault as fault:
        assert fault.code == "corrupt"  # noqa: PT017 - one of three legal endings
        aside = next((tmp_path / "desk").glob("set-aside-*"))
        with closing(Store(aside / files.NAME, Options())) as store, store.reading() as connection:
            assert (digest(connection), logged(connection)) == now
    care.restore(tmp_path / "desk", tmp_path / "backup.db", WEDNESDAY)
    assert _said(tmp_path / "desk") == then
