"""What docs/sync.md and the service's own pages promise is enough to build a client from, and is kept.

The client (client.py) knows nothing of our code; the service is a process of its own. Every request it makes
and every answer it gets is held against /openapi.json.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest
import requests
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.outside.client import SCHEMA, Desk, Told, checksum, compact
from tests.outside.town import Town
from tests.support.postgres import Server

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HOUR: Final = 3_600_000
NOW: Final = 1_781_070_120_000  # 2026-06-10 13:42 in Shanghai: what the desks' clocks say
NOON: Final = NOW - NOW % 86_400_000 + 86_400_000 + 4 * HOUR  # of the day after, in Shanghai


@pytest.fixture(scope="module")
def databases() -> Iterator[Callable[[str], str]]:
    """The address of an empty database of either kind."""
    with tempfile.TemporaryDirectory(prefix="huiwutai-outside-") as folder:
        servers: list[Server] = []

        def address(kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{folder}/central"
            servers.append(Server(Path(folder)))
            return servers[-1].new_database()

        yield address
        for server in servers:
            server.stop()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, databases: Callable[[str], str]) -> Iterator[Town]:
    """One service for all tests below; each brings rooms and meetings of its own."""
    made = Town(databases(request.param))
    try:
        yield made
    finally:
        made.stop()
    assert not made.pages.wrong, "\n".join(made.pages.wrong)


@pytest.fixture(scope="module")
def desks(town: Town) -> tuple[Desk, Desk]:
    """Two desks; the second packs what it sends."""
    return town.desk(town.codes[0]), town.desk(town.codes[1], packs=True)


class Booked:
    """A room and a meeting in it that both desks know, and a person who may do all that follows."""

    def __init__(self, desks: tuple[Desk, Desk]) -> None:
        self.first, self.second = desks
        self.person, self.room, self.meeting = (str(uuid.uuid4()) for _ in range(3))
        do = self.first.do
        do("add_person", "", NOW, id=self.person, name="王海燕", role="desk")
        do("add_room", self.person, NOW, id=self.room, number=self.room[:8], name="三楼会议室", capacity=40)
        self.booking = do(
            "book_meeting", self.person, NOW, **self.place(self.meeting), title="例会", expected=12
        )
        self.both()

    def place(self, identity: str, hours: int = 0) -> dict[str, Any]:
        """Where and when of a booking, by hours after noon."""
        start = NOON + hours * HOUR
        return {"id": identity, "room": self.room, "starts_at": start, "ends_at": start + HOUR}

    def both(self) -> None:
        """Both push, then both pull."""
        for act in (Desk.push, Desk.pull):
            act(self.first)
            act(self.second)

    def title(self, desk: Desk, new: str, was: str = "例会") -> str:
        """An edit of the meeting's title by somebody who saw ``was``; the op's id."""
        body = {"id": self.meeting, "set": {"title": new}, "was": {"title": was}}
        return desk.do("edit_meeting", self.person, NOW, **body)


@pytest.fixture
def booked(desks: tuple[Desk, Desk]) -> Booked:
    return Booked(desks)


def refused(status: int, code: str, act: Callable[[], Any]) -> Any:
    """The problem with which the service did not do it."""
    with pytest.raises(Told) as told:
        act()
    assert (told.value.status, told.value.code) == (status, code)
    return told.value.problem


def test_what_one_desk_did_stands_at_the_other(booked: Booked) -> None:
    first, second = booked.first, booked.second
    assert first.results[booked.booking]["status"] == "ok", first.results
    assert second.rows["room", booked.room]["name"] == "三楼会议室"
    assert second.rows["person", booked.person]["role"] == "desk"
    meeting = second.rows["meeting", booked.meeting]
    assert (meeting["title"], meeting["expected"], meeting["tea"]) == ("例会", 12, 1)
    assert (meeting["room_id"], meeting["starts_at"]) == (booked.room, NOON)
    assert first.rows == second.rows


def test_pages_of_few_rows_lead_to_the_same_state(town: Town, booked: Booked) -> None:
    reader = town.twin(booked.first)
    reader.rows, reader.wires, reader.pages, reader.cursor = {}, {}, [], {"site": 0}
    reader.have = 0
    reader.pull(limit=2)
    assert len(reader.pages) > 1
    assert [page["more"] for page in reader.pages] == [True] * (len(reader.pages) - 1) + [False]
    assert not any(page["results"] for page in reader.pages[:-1])
    assert [told[0] for told in reader.pages[-1]["results"]] == list(range(1, booked.first.have + 1))
    assert reader.rows == booked.first.rows


def test_two_titles_make_a_conflict_that_a_person_ends(booked: Booked) -> None:
    first, second, asked = booked.first, booked.second, ("meeting", booked.meeting)
    won, lost = booked.title(first, "周例会"), booked.title(second, "月例会")
    booked.both()
    assert first.results[won]["status"] == "ok"
    assert second.results[lost]["status"] == "conflict"
    assert second.results[lost]["conflicts"] == [
        ["meeting", booked.meeting, "title", '"例会"', '"月例会"', '"周例会"']
    ]
    first.pull()
    for desk in (first, second):
        assert desk.rows[asked]["title"] == "周例会"
    found = [row for row in first.conflicts() if row["about_id"] == booked.meeting]
    assert [(row["op_id"], row["field"], row["choice"]) for row in found] == [(lost, "title", "")]
    conflict = found[0]
    assert first.rows["conflict", conflict["id"]] == second.rows["conflict", conflict["id"]] == conflict
    choice = first.do(
        "resolve_conflict", booked.person, NOW, id=conflict["id"], choice="mine", seen='"周例会"'
    )
    late = second.do(
        "resolve_conflict", booked.person, NOW, id=conflict["id"], choice="theirs", seen='"周例会"'
    )
    booked.both()
    assert first.results[choice]["status"] == "ok"
    assert second.results[late]["code"] == "already_resolved"
    for desk in (first, second):
        assert desk.rows[asked]["title"] == "月例会"
        assert desk.rows["conflict", conflict["id"]]["choice"] == "mine"
    assert conflict["id"] not in [row["id"] for row in second.conflicts()]


def test_one_slot_is_given_once_and_the_other_is_told_who_has_it(booked: Booked) -> None:
    ids = [str(uuid.uuid4()) for _ in range(2)]
    ops = [
        desk.do("book_meeting", booked.person, NOW, **booked.place(identity, 3), title="来访")
        for desk, identity in zip((booked.first, booked.second), ids, strict=True)
    ]
    booked.both()
    assert booked.first.results[ops[0]]["status"] == "ok"
    told = booked.second.results[ops[1]]
    assert (told["status"], told["code"], told["params"]["by"]) == ("refused", "slot_taken", ids[0])
    assert told["n"] > booked.first.results[ops[0]]["n"]
    assert ("meeting", ids[0]) in booked.second.rows
    assert ("meeting", ids[1]) not in booked.second.rows


def test_an_op_that_cannot_be_read_or_may_not_be_said_blocks_nothing(booked: Booked) -> None:
    desk = booked.second
    unread = desk.do("fly_away", booked.person, NOW)
    stranger = desk.do("lock_room", str(uuid.uuid4()), NOW, room=booked.room, reason="烟")
    good = booked.title(desk, "早会")
    booked.both()
    assert [desk.results[op]["status"] for op in (unread, stranger, good)] == ["refused", "refused", "ok"]
    assert [desk.results[op]["code"] for op in (unread, stranger)] == ["malformed", "not_allowed"]


def test_the_same_bytes_again_are_done_once(booked: Booked) -> None:
    desk = booked.first
    n, head = desk.results[booked.booking]["n"], dict(desk.cursor)
    assert desk.offer(desk.outbox)["last"] == desk.last
    desk.have = 0
    desk.pull()
    assert desk.results[booked.booking]["n"] == n
    assert desk.cursor == head


def test_an_op_id_means_one_op_and_a_newer_vocabulary_waits(town: Town, booked: Booked) -> None:
    desk = town.twin(booked.first)
    desk.fork()
    for name in ("张", "李"):
        desk.do(
            "edit_meeting", booked.person, NOW, id=booked.meeting, set={"contact": name}, was={"contact": ""}
        )
    (_, op_id, op), (_, other, another) = desk.outbox
    desk.outbox = [(1, op_id, op), (2, op_id, another.replace(other.encode(), op_id.encode()))]
    newer = (3, other, another.replace(b'"schema":1', b'"schema":2'))
    assert desk.offer([*desk.outbox, newer]) == {"last": 2, "hold": {"seq": 3, "schema": 2}}
    told = desk.get(desk.at("changes"), after="site:0", epoch=desk.epoch, have=0)["results"]
    assert [(seq, result["status"], result.get("code")) for seq, _, result in told] == [
        (1, "ok", None), (2, "refused", "op_id_reused"),
    ]  # fmt: skip


def test_a_gap_is_told_and_nothing_is_done(booked: Booked) -> None:
    desk = booked.first
    booked.title(desk, "一")
    later = booked.title(desk, "二", was="一")
    told = refused(409, "gap", lambda: desk.offer(desk.outbox[-1:]))
    assert told["expected"] == desk.last + 1
    booked.both()
    assert desk.results[later]["status"] == "ok"


def test_a_copy_of_a_desk_is_found_out_and_goes_on_under_a_name_of_its_own(
    town: Town, booked: Booked
) -> None:
    copied = town.twin(booked.first)
    booked.title(booked.first, "正本")
    theirs = copied.do("edit_meeting", booked.person, NOW, id=booked.meeting,
                       set={"contact": "李"}, was={"contact": ""})  # fmt: skip
    booked.both()
    refused(409, "fork", copied.push)
    old = copied.console
    copied.fork()
    copied.push()
    copied.pull()
    assert copied.console != old
    assert copied.results[theirs]["status"] == "ok"
    booked.first.pull()
    meeting = booked.first.rows["meeting", booked.meeting]
    assert (meeting["title"], meeting["contact"]) == ("正本", "李")


def test_a_held_poll_ends_when_the_other_desk_pushes(town: Town, booked: Booked) -> None:
    poller = town.twin(booked.second)
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(poller.pull, wait=25)
        until_held(town)
        assert not held.done()
        booked.title(booked.first, "有消息")
        booked.first.push()
        held.result(timeout=20)
    assert poller.rows["meeting", booked.meeting]["title"] == "有消息"
    here = dict(poller.cursor)
    poller.pull()
    assert (poller.cursor, poller.pages[-1]["rows"]) == (here, {"site": []})


def until_held(town: Town) -> None:
    """Until the service says that a poll waits."""
    until = time.monotonic() + 20
    pause = threading.Event()
    while not re.search(
        r"^huiwutai_polls_held 1\.0$", requests.get(f"{town.url}/metrics", timeout=9).text, re.M
    ):
        assert time.monotonic() < until
        pause.wait(0.01)


def test_a_refresh_token_works_once(town: Town, booked: Booked) -> None:
    desk = town.twin(booked.first)
    desk.sign_in()
    spent = desk.refresh
    desk.renew()
    newest, desk.refresh = desk.refresh, spent
    refused(401, "spent", desk.renew)
    desk.refresh = newest
    refused(401, "spent", desk.renew)  # all that came from that sign-in has ended
    desk.sign_in()
    desk.pull()
    assert booked.first.console == desk.console


def test_bodies_are_packed_both_ways(booked: Booked) -> None:
    desk = booked.second
    path = f"{desk.at('changes')}?after=site:0&epoch={desk.epoch}&schema={SCHEMA}"
    packed = desk.answer("GET", path, headers={"Accept-Encoding": "zstd"})
    plain = desk.answer("GET", path, headers={"Accept-Encoding": "identity"})
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("zstd", None)
    assert packed.content == plain.content
    assert packed.headers["X-Sum"] == plain.headers["X-Sum"] == checksum(plain.content)
    for broken in ({"Content-Encoding": "zstd"}, {"X-Sum": checksum(b"[]")}):
        assert desk.answer("POST", desk.at("ops"), data=b"{}", headers=broken).status_code == 400


def test_digests_agree_row_for_row(booked: Booked) -> None:
    for subject in ("room", "meeting", "person", "conflict", "task"):
        assert booked.second.digest(subject) == booked.second.own_digest(subject)
    booked.title(booked.first, "动过")
    booked.first.push()
    refused(409, "moved", lambda: booked.second.digest("meeting"))


def test_the_past_is_told_as_it_was(booked: Booked) -> None:
    renamed = booked.title(booked.first, "后来")
    booked.both()
    before, after = (booked.first.results[op]["n"] for op in (booked.booking, renamed))
    asked = ("meeting", booked.meeting)
    assert booked.first.history(n=before, kinds="meeting")[asked]["title"] == "例会"
    assert booked.first.history(n=after)[asked]["title"] == "后来"
    assert asked not in booked.first.history(n=before - 1)
    told = booked.first.get(booked.first.at("history"), n=before, until=after, kinds="meeting")
    assert [(change[0], change[4]) for change in told["changes"]] == [(after, booked.meeting)]


def test_a_snapshot_is_a_file_that_the_feed_leads_on_from(town: Town, booked: Booked, tmp_path: Path) -> None:
    desk = town.twin(booked.first)
    whole = desk.answer("GET", desk.at("snapshot"))
    etag = whole.headers["ETag"]
    data = zstd.decompress(whole.content)
    assert whole.headers["X-Sum"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    tail = desk.answer("GET", desk.at("snapshot"), headers={"Range": "bytes=100-", "If-Range": etag})
    assert (tail.status_code, tail.content) == (206, whole.content[100:])
    assert desk.answer("GET", desk.at("snapshot"), headers={"If-None-Match": etag}).status_code == 304
    (tmp_path / "site.db").write_bytes(data)
    desk.rows, desk.wires = {}, {}
    with closing(sqlite3.connect(tmp_path / "site.db")) as file:
        meta = dict(file.execute("SELECT key, value FROM meta"))
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for subject, names in desk.hello["columns"].items():
            table = {"check": "check_item"}.get(subject, subject)
            tables.remove(table)
            columns = ", ".join(f'"{name}"' for name in names)
            for values in file.execute(f'SELECT {columns} FROM "{table}"'):
                desk.place(subject, values[0], list(values))
    assert tables == {"meta"}
    assert (meta["epoch"], meta["site_id"], int(meta["schema"])) == (desk.epoch, desk.site, SCHEMA)
    desk.cursor = json.loads(meta["cursor"])
    desk.pull()
    assert desk.rows == booked.first.rows
    for subject in desk.hello["columns"]:
        assert desk.digest(subject) == desk.own_digest(subject)


def test_another_epoch_is_told_and_a_desk_finds_its_way(town: Town, booked: Booked) -> None:
    desk = town.twin(booked.first)
    desk.fork()
    known = booked.title(desk, "旧纪元")
    desk.push()
    now, desk.epoch = desk.epoch, str(uuid.uuid4())
    told = refused(410, "resync", desk.pull)
    assert (told["why"], told["epoch"]) == ("epoch", now)
    assert refused(410, "resync", lambda: desk.offer([]))["epoch"] == now
    edit = booked.title(desk, "新纪元", was="旧纪元")
    desk.begin_anew()
    desk.push()
    desk.pull()
    assert [desk.results[op]["status"] for op in (known, edit)] == ["ok", "ok"]
    booked.first.pull()
    assert booked.first.rows == desk.rows


def test_who_may_not_is_told_why(town: Town, booked: Booked) -> None:
    stranger = town.seen(Desk(town.url))
    refused(403, "code", lambda: stranger.enrol("0000-0000-0000", "nobody"))
    stranger.site = booked.first.site
    refused(401, "signed_out", stranger.conflicts)
    guest = town.twin(booked.first)
    guest.console = booked.second.console
    refused(403, "other_console", lambda: guest.offer([]))
    guest.site = str(uuid.uuid4())
    refused(403, "other_site", guest.conflicts)
    guest = town.twin(booked.first)
    refused(400, "unreadable", guest.history)
    refused(413, "too_large", lambda: guest.offer([(i + 1, str(uuid.uuid4()), b"{}") for i in range(501)]))
    refused(
        426, "upgrade", lambda: guest.get(guest.at("changes"), after="site:0", epoch=guest.epoch, schema=0)
    )
    refused(410, "resync", lambda: guest.get(guest.at("changes"), after=f"site:{2**40}", epoch=guest.epoch))
    assert guest.post(guest.at("ops"), compact({"console": guest.console, "epoch": guest.epoch}))["last"]


def test_the_document_is_valid_and_nothing_in_it_is_unanswered(town: Town, booked: Booked) -> None:
    document = town.pages.document
    OPENAPI_31_VALIDATOR.validate(document)
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema | {"$schema": "https://json-schema.org/draft/2020-12/schema"})
    desk = town.twin(booked.first)
    for path in ("/health", "/ready", "/metrics"):
        assert desk.answer("GET", path).status_code == 200
    desk.pull()
    desk.offer([])
    desk.digest("room")
    desk.history(n=1)
    desk.conflicts()
    desk.answer("GET", desk.at("snapshot"))
    desk.sign_in()
    copied = town.twin(desk)
    copied.fork()
    documented = {(verb, path) for path, verbs in document["paths"].items() for verb in verbs}
    town.seen(Desk(town.url)).get("/v1/hello")
    assert {(verb, path) for verb, path, status in town.pages.met if status == 200} == documented


def test_the_page_shows_every_address_and_value(town: Town) -> None:
    page = requests.get(f"{town.url}/docs", timeout=9).text
    for path in town.pages.document["paths"]:
        assert f"<code>{path}</code>" in page
    for name in town.pages.document["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert "<script" not in page
