"""The commands as an administrator runs them: what they print, what they leave, their exit codes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import trustme
from sqlalchemy import text, update

from app.domain.periods import DAY
from app.operations import wire
from app.store.central_tables import console, feed, oplog, stream
from central import accounts, floor
from central.cli import main
from central.database import Database, open_database
from central.errors import RequestProblem
from central.settings import now_ms
from central.sites import service_facts
from tests.support.house import SITE, House
from tests.support.seat import central_rows, make_central, outbox, send
from tests.support.seat import page as page_of

ONE = "0190aaaa-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def address(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The commands find the database in the environment: no password among the arguments."""
    monkeypatch.setenv("HUIWUTAI_DATABASE", url)
    monkeypatch.setattr("central.logs.set_up", lambda *_: None)
    return url


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments, "--lang", "en"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_from_nothing_to_a_code_that_lets_a_console_in(
    capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert run(capsys, "enroll-code")[0] == 65  # no site yet
    code, out, _ = run(capsys, "init", "--name", "市机关会议中心")
    assert code == 0
    site_id = out.split()[-1]
    assert run(capsys, "init", "--name", "市机关会议中心")[0] == 65
    code, out, _ = run(capsys, "enroll-code", "--valid", "30m")
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", out)
    assert found is not None
    database = open_database(address)
    with database.writing() as connection:
        epoch = service_facts(connection)["epoch"]
        asked = wire.Enrol(found[0], "前台")
        enrolled = accounts.enrol_by_code(connection, asked, epoch, now_ms())
    database.close()
    assert enrolled.site == site_id
    assert enrolled.console in run(capsys, "console", "list")[1]
    assert run(capsys, "console", "revoke", enrolled.console)[0] == 0
    assert "revoked" in run(capsys, "console", "list")[1]
    assert run(capsys, "console", "revoke", enrolled.console)[0] == 65
    assert site_id in run(capsys, "site", "list")[1]


def test_people_are_entered_and_disabled_by_ops_that_consoles_hear_of(
    capsys: pytest.CaptureFixture[str], address: str
) -> None:
    run(capsys, "init", "--name", "一号楼")
    code, out, _ = run(capsys, "user", "add", "--name", "王芳", "--role", "desk", "--number", "007")
    assert code == 0
    person = out.split()[-1]
    assert "王芳" in run(capsys, "user", "list")[1]
    assert run(capsys, "user", "disable", person)[0] == 0
    assert "disabled" in run(capsys, "user", "list")[1]
    code, _, err = run(capsys, "user", "disable", ONE)
    assert (code, "not done" in err) == (65, True)
    database = open_database(address)
    with database.reading() as connection:
        kinds = connection.execute(text("SELECT kind FROM oplog ORDER BY n")).scalars().all()
        fed = connection.execute(text("SELECT count(*) FROM feed WHERE subject = 'person'")).scalar_one()
    database.close()
    assert kinds == ["add_person", "edit_person", "edit_person"]
    assert fed == 1
    assert run(capsys, "check")[0] == 0


def test_wrong_use_is_told_in_the_chosen_language(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["nothing"], ["enroll-code", "--valid", "24x"], ["serve", "--workers", "0"]):
        for language, word in (("zh_CN", "参数有误"), ("en", "wrong arguments")):
            with pytest.raises(SystemExit) as ended:
                main([*arguments, "--lang", language])
            assert ended.value.code == 2
            assert word in capsys.readouterr().err
    assert run(capsys, "site", "list", "--database", "mysql://x/y")[0] == 69
    assert run(capsys, "serve", "--certificate", "none.pem")[0] == 78
    assert run(capsys, "serve", "--database", "sqlite:///x", "--workers", "2")[0] == 78


def test_a_new_epoch_is_another_incarnation(capsys: pytest.CaptureFixture[str], address: str) -> None:
    run(capsys, "init", "--name", "一号楼")
    database = open_database(address)
    with database.reading() as connection:
        before = service_facts(connection)
    assert run(capsys, "new-epoch")[0] == 0
    with database.reading() as connection:
        after = service_facts(connection)
    database.close()
    assert after["epoch"] != before["epoch"]
    assert after["signing_key"] == before["signing_key"]


def test_a_webhook_is_set_and_unset(capsys: pytest.CaptureFixture[str], address: str) -> None:
    run(capsys, "init", "--name", "一号楼")
    assert run(capsys, "site", "webhook", "ftp://x")[0] == 65
    assert run(capsys, "site", "webhook", "https://notices.example/in")[0] == 0
    database = open_database(address)
    with database.reading() as connection:
        assert "https://notices.example/in" in service_facts(connection).values()
    assert run(capsys, "site", "webhook")[0] == 0
    with database.reading() as connection:
        assert "https://notices.example/in" not in service_facts(connection).values()
    database.close()


@pytest.fixture
def filled(database: Database, house: House) -> Database:
    """A site with a booked meeting."""
    house.book(house.add_room())
    make_central(database, ONE)
    send(database, ONE, outbox(house))
    return database


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE receipt SET seq = 9 WHERE seq = 2", "answers up to 9"),
        ("UPDATE meeting SET title = '改'", "the feed says other than the row"),
        ("DELETE FROM task WHERE task_kind = 'guide'", "there is no such row"),
        ("UPDATE history SET wire = '[]' WHERE subject = 'meeting'", "its last image is not the row"),
        ("UPDATE stream SET head = head + 1", "its newest seq is"),
        ("UPDATE site SET n = n + 1", "its tail is missing"),
        ("UPDATE site SET chain = 'x'", "its tail is missing or changed"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(
    filled: Database, capsys: pytest.CaptureFixture[str], harm: str, told: str
) -> None:
    assert run(capsys, "check")[0] == 0
    with filled.writing() as connection:
        connection.execute(text(harm))
    code, _, err = run(capsys, "check")
    assert code == 65
    assert told in err


@pytest.mark.parametrize("column", ["actor", "kind", "at", "body_hash", "result", "body"])
def test_the_audit_chain_shows_the_op_that_was_changed(
    filled: Database, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    with filled.writing() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER oplog_unchanged"))
        else:
            connection.execute(text("ALTER TABLE oplog DISABLE TRIGGER oplog_kept"))
        value = {"body": b"x", "at": 1}.get(column, "x")
        connection.execute(update(oplog).where(oplog.c.n == 1).values({column: value}))
    code, _, err = run(capsys, "check")
    assert code == 65
    assert "op 1" in err


def test_tombstones_go_when_every_console_has_heard_of_them(filled: Database) -> None:
    now = now_ms()
    rows = central_rows(filled)
    with filled.writing() as connection:
        old = now - 40 * DAY
        connection.execute(update(feed).values(changed_at=old))
        connection.execute(update(feed).where(feed.c.subject == "task").values(wire=None))
        connection.execute(update(console).values(cursor='{"site":3}', last_seen=now))
    head = len(rows)
    with filled.writing() as connection:  # the console has seen up to 3: one of the four tombstones
        [purged] = floor.purge(connection, SITE, now)
        assert (purged.count, purged.floor) == (1, 3)
        connection.execute(update(console).values(cursor=f'{{"site":{head}}}'))
        connection.execute(update(feed).where(feed.c.seq == head).values(changed_at=now - 29 * DAY))
        [purged] = floor.purge(connection, SITE, now)
        assert (purged.count, purged.floor) == (2, head - 1)  # the youngest stays
        connection.execute(update(console).values(cursor='{"site":0}', last_seen=now - 91 * DAY))
        [purged] = floor.purge(connection, SITE, now + 2 * DAY)
        assert (purged.count, purged.floor) == (1, head)  # nobody waits for one that was away for 90 days
        assert connection.execute(stream.select()).one().floor == head
    with pytest.raises(RequestProblem) as told:
        page_of(filled, ONE, after=2)
    assert (told.value.status, told.value.problem.why) == (410, "floor")


def test_it_serves_as_a_process_of_its_own_and_stops_when_told(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [
        sys.executable,
        "-m",
        "central",
        "serve",
        "--port",
        "0",
        "--database",
        f"sqlite:///{tmp_path / 'c'}",
    ]
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as one:
        assert one.stdout is not None
        assert re.fullmatch(r'\{"listening": "http://127\.0\.0\.1:\d+"\}\n', one.stdout.readline())
        one.send_signal(signal.SIGTERM)
        _, err = one.communicate(timeout=30)
    assert "Traceback" not in err
    assert one.returncode in {0, -signal.SIGTERM}


def test_with_a_certificate_it_speaks_tls_and_nothing_else(tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    pem, key, ca = tmp_path / "cert.pem", tmp_path / "key.pem", tmp_path / "ca.pem"
    issued.private_key_pem.write_to_path(str(key))
    issued.cert_chain_pems[0].write_to_path(str(pem))
    authority.cert_pem.write_to_path(str(ca))
    command = [
        sys.executable, "-m", "central", "serve", "--port", "0", "--database", f"sqlite:///{tmp_path / 'c'}",
        "--certificate", str(pem), "--key", str(key), "--log-level", "ERROR",
    ]  # fmt: skip
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as one:
        assert one.stdout is not None
        address = json.loads(one.stdout.readline())["listening"]
        assert address.startswith("https://")
        assert requests.get(f"{address}/ready", verify=str(ca), timeout=30).text == "ok\n"
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(f"{address}/ready", timeout=30)
        with pytest.raises(requests.exceptions.ConnectionError):
            requests.get(f"{address.replace('https', 'http')}/ready", timeout=30)
        one.send_signal(signal.SIGTERM)
        one.wait(30)
