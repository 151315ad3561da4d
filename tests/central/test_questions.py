"""Digests, the time machine and open conflicts, asked over the wire."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
import pytest

from app.domain.ops import EditMeeting, MeetingFields
from app.operations import wire
from app.store.tables import WIRE
from central.settings import now_ms
from tests.central.test_push import said
from tests.support.central import Client, Running, make_site_with_code, more_code, problem
from tests.support.house import House
from tests.support.seat import central_rows, outbox


@pytest.fixture
def running(start: Callable[..., Running]) -> Running:
    return start()


@pytest.fixture
def console(running: Running, client: Callable[[Running], Client], house: House) -> Client:
    made = client(running).enrol(make_site_with_code(running.database, now_ms()))
    house.book(house.add_room())
    Client.ok(made.push(outbox(house)), wire.Pushed)
    return made


def digest(console: Client, head: int, *ranges: tuple[str, str, str], **columns: int) -> object:
    widths = {subject: len(names) for subject, names in WIRE.items()} | columns
    return console.post(console.at("digest"), wire.DigestRequest({"site": head}, widths, ranges))


def test_a_digest_is_the_hash_of_the_rows_as_they_travel(console: Client) -> None:
    page = Client.ok(console.pull(), wire.Page)
    tasks = sorted(row[2:] for row in page.rows["site"] if row[1] == "task")
    asked = [("task", "", "~"), ("task", tasks[1][0], tasks[2][0]), ("room", "", ""), ("device", "", "~")]
    answer = Client.ok(digest(console, page.head["site"], *asked), wire.Digest)
    expected = [tasks, tasks[1:3], [], []]
    for (*what, count, hashed), some, wanted in zip(answer.ranges, expected, asked, strict=True):
        assert tuple(what) == wanted
        joined = b"".join(msgspec.json.encode(values) for _, values in some)
        assert (count, hashed) == (len(some), hashlib.sha256(joined).hexdigest())
    narrow = Client.ok(digest(console, page.head["site"], ("task", "", "~"), task=2), wire.Digest)
    joined = b"".join(msgspec.json.encode(values[:2]) for _, values in tasks)
    assert narrow.ranges[0][4] == hashlib.sha256(joined).hexdigest()


def test_a_digest_is_given_only_for_the_present(console: Client) -> None:
    head = Client.ok(console.pull(), wire.Page).head["site"]
    for other in (head - 1, head + 1):
        assert problem(digest(console, other, ("task", "", "~")))[1].code == "moved"
    for bad in (("nothing", "", "~"), ("task", "\x00", "~")):
        assert problem(digest(console, head, bad))[0] == 400
    assert problem(digest(console, head, ("task", "", "~"), task=99))[0] == 400


def test_the_time_machine_shows_rows_as_they_were_and_what_followed(console: Client, house: House) -> None:
    meeting = next(row for row in Client.ok(console.pull(), wire.Page).rows["site"] if row[1] == "meeting")
    edit = EditMeeting(meeting[2], MeetingFields(title="改名"), MeetingFields(title="周例会"))
    Client.ok(console.push(said(house, edit, seq=3)), wire.Pushed)
    title = WIRE["meeting"].index("title")

    def ask(**moment: object) -> wire.History:
        found = Client.ok(console.get(console.at("history"), None, **moment), wire.History)
        assert isinstance(found, wire.History)
        return found

    assert [row[0] for row in ask(n=1).rows] == ["room"]
    then = ask(n=2, until=3, kinds="meeting")
    assert [row[2][title] for row in then.rows] == ["周例会"]
    [(n, at, received, kind, identity, values)] = then.changes
    assert (n, at, kind, identity) == (3, house.at, "meeting", meeting[2])
    assert values is not None
    assert values[title] == "改名"
    assert then.columns == {"meeting": WIRE["meeting"]}
    assert ask(at=received).n == 3
    assert ask(at=0).rows == []
    assert ask(n=10**9).n == 3
    assert len(ask(at=0, until=received).changes) == 7
    for bad in ({}, {"n": 1, "at": 1}, {"n": 1, "kinds": "nothing"}, {"n": -1}):
        assert problem(console.get(console.at("history"), None, **bad))[0] == 400


def test_open_conflicts_are_told_to_clients_that_hold_no_rows(
    console: Client, running: Running, client: Callable[[Running], Client], house: House
) -> None:
    assert Client.ok(console.get(console.at("conflicts")), wire.Conflicts).rows == []
    meeting = next(key[1] for key in central_rows(running.database) if key[0] == "meeting")
    other = client(running).enrol(more_code(running.database, now_ms()))
    first = EditMeeting(meeting, MeetingFields(title="先"), MeetingFields(title="周例会"))
    second = EditMeeting(meeting, MeetingFields(title="后"), MeetingFields(title="周例会"))
    Client.ok(console.push(said(house, first, seq=3)), wire.Pushed)
    Client.ok(other.push(said(house, second)), wire.Pushed)
    found = Client.ok(console.get(console.at("conflicts")), wire.Conflicts)
    assert found.columns == WIRE["conflict"]
    [row] = (dict(zip(found.columns, values, strict=True)) for values in found.rows)
    assert (row["about_id"], row["mine"], row["theirs"], row["choice"]) == (meeting, '"后"', '"先"', "")
