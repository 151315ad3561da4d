"""Several consoles write at once: no row of the feed is ever passed over; nobody waits for another site."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from msgspec import Raw

from app.domain.ids import derived, uuid7
from app.domain.ops import AddRoom, BookMeeting
from app.domain.periods import HOUR
from app.operations.envelope import Op, encode, normalised
from central.database import Database
from central.sites import LockedSite, keep_site, make_site
from tests.support.house import SITE, WEDNESDAY
from tests.support.postgres import Server
from tests.support.seat import central_rows, enrol, make_central, page, results, send

DESKS = [derived(SITE, "console", n) for n in range(8)]


def op_of(desk: int, n: int, body: AddRoom | BookMeeting) -> tuple[int, str, Raw]:
    op = Op(derived(SITE, "op", desk, n), "", WEDNESDAY, 0, uuid7(0, bytes(10)), 0, 1, normalised(body)[1])
    return n, op.op_id, Raw(encode(op))


def room(desk: int, n: int) -> tuple[int, str, Raw]:
    return op_of(desk, n, AddRoom(derived(SITE, "room", desk, n), f"{desk}-{n}", "会议室", capacity=9))


def test_a_reader_beside_eight_writers_sees_every_row_once_it_is_there(database: Database) -> None:
    make_central(database, *DESKS)
    over = threading.Event()

    def read() -> set[str]:
        cursor, seen = 0, set()
        while True:
            was_over = over.is_set()
            got = page(database, DESKS[0], after=cursor, have=10**9, limit=3)
            if got is not None:
                seen |= {entity for _, subject, entity, _ in got.rows["site"] if subject == "room"}
                cursor = got.next["site"]
            elif was_over:
                return seen

    def write(desk: int) -> None:
        for n in range(1, 16):
            send(database, DESKS[desk], [room(desk, n)])

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        for writer in [pool.submit(write, desk) for desk in range(8)]:
            writer.result()
        over.set()
        seen = reader.result()
    assert seen == {derived(SITE, "room", desk, n) for desk in range(8) for n in range(1, 16)}


def test_a_hundred_desks_want_one_slot_and_one_has_it(database: Database) -> None:
    make_central(database, *DESKS)
    send(database, DESKS[0], [room(0, 1)])
    start = WEDNESDAY + HOUR

    def book(desk: int) -> None:
        for n in range(2, 14):
            meeting = derived(SITE, "meeting", desk, n)
            body = BookMeeting(meeting, derived(SITE, "room", 0, 1), "抢", start, start + HOUR, override="试")
            send(database, DESKS[desk], [op_of(desk, n if desk == 0 else n - 1, body)])

    with ThreadPoolExecutor(8) as pool:
        for booking in [pool.submit(book, desk) for desk in range(8)]:
            booking.result()
    answers = [result for desk in DESKS for seq, result in results(database, desk).items()]
    codes = [answer.code for answer in answers if answer.status == "refused"]
    assert len(codes) == 8 * 12 - 1
    assert set(codes) == {"slot_taken"}
    assert sum(key[0] == "meeting" for key in central_rows(database)) == 1


class Paused:
    """Holds one push between its number and its commit."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_there = threading.Event()
        self.may_go = threading.Event()
        self.first = True
        keep = keep_site

        def wait(connection: object, site: LockedSite) -> None:
            keep(connection, site)  # type: ignore[arg-type]  # as given
            if self.first:
                self.first = False
                self.is_there.set()
                assert self.may_go.wait(20)

        monkeypatch.setattr("central.push.keep_site", wait)


@pytest.fixture
def on_postgres(postgres: Server, tmp_path: Path) -> Database:
    from central.database import open_database

    return open_database(postgres.new_database())


def test_who_has_a_number_commits_before_the_next_number_is_given(
    on_postgres: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_central(on_postgres, *DESKS)
    paused = Paused(monkeypatch)
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(send, on_postgres, DESKS[0], [room(0, 1)])
        assert paused.is_there.wait(20)
        late = pool.submit(send, on_postgres, DESKS[1], [room(1, 1)])
        assert page(on_postgres, DESKS[2]) is None  # neither is there yet, and no cursor moves
        assert not late.done()
        paused.may_go.set()
        early.result()
        late.result()
    got = page(on_postgres, DESKS[2])
    assert got is not None
    assert [seq for seq, *_ in got.rows["site"]] == [1, 2]
    on_postgres.close()


def test_another_site_does_not_wait(on_postgres: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    make_central(on_postgres, *DESKS)
    other = derived(SITE, "another site")
    with on_postgres.writing() as connection:
        make_site(connection, other, "分中心", WEDNESDAY)
        enrol(connection, DESKS[1], other)
    paused = Paused(monkeypatch)
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(send, on_postgres, DESKS[0], [room(0, 1)])
        assert paused.is_there.wait(20)
        assert pool.submit(send, on_postgres, DESKS[1], [room(1, 1)], site=other).result(20) == 1
        paused.may_go.set()
        early.result()
    on_postgres.close()


def test_a_bigserial_cursor_would_lose_a_row(postgres: Server) -> None:
    """The control: with numbers of a sequence instead of the site's row, the same reader passes one over."""
    url = postgres.new_database()
    with psycopg.connect(url, autocommit=True) as setup:
        setup.execute("CREATE TABLE tail (id bigserial PRIMARY KEY, what text)")
    with (
        psycopg.connect(url) as early,
        psycopg.connect(url) as late,
        psycopg.connect(url, autocommit=True) as reader,
    ):
        early.execute("INSERT INTO tail (what) VALUES ('early')")
        late.execute("INSERT INTO tail (what) VALUES ('late')")
        late.commit()
        seen = reader.execute("SELECT id, what FROM tail WHERE id > 0 ORDER BY id").fetchall()
        early.commit()
        seen += reader.execute(
            "SELECT id, what FROM tail WHERE id > %s ORDER BY id", (seen[-1][0],)
        ).fetchall()
        rows = reader.execute("SELECT count(*) FROM tail").fetchone()
    assert rows == (2,)
    assert [what for _, what in seen] == ["late"]
