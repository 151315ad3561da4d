"""The site as one file: complete, checked, resumable, of one moment; the feed leads on from it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect

from app.operations import wire
from app.operations.envelope import SCHEMA
from app.store.tables import SUBJECTS
from central.bodies import zstd
from central.settings import now_ms
from tests.support.central import Client, Running, make_site_with_code, problem
from tests.support.house import House
from tests.support.seat import central_rows, outbox
from tests.support.workload import Workload


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path / "house", seed=3)
    work = Workload(made, 3)
    work.furnish()
    for _ in range(40):
        work.step()
    return made


@pytest.fixture
def filled(start: Callable[..., Running], client: Callable[[Running], Client], house: House) -> Client:
    """A console of a site with a day in it."""
    running = start()
    made = client(running).enrol(make_site_with_code(running.database, now_ms()))
    ops = outbox(house)
    for first in range(0, len(ops), 300):
        Client.ok(made.push(ops[first : first + 300]), wire.Pushed)
    house.close()
    return made


def unpacked(data: bytes, path: Path) -> sqlite3.Connection:
    path.write_bytes(zstd.decompress(data))
    return sqlite3.connect(path)


def test_it_holds_every_row_and_says_where_the_feed_goes_on(filled: Client, tmp_path: Path) -> None:
    answer = filled.get(filled.at("snapshot"))
    assert answer.headers["Content-Type"] == "application/zstd"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["X-Sum"] == wire.checksum(zstd.decompress(answer.content))
    file = unpacked(answer.content, tmp_path / "plain.db")
    page = Client.ok(filled.pull(), wire.Page)
    meta = dict(file.execute("SELECT key, value FROM meta"))
    assert json.loads(meta.pop("cursor")) == page.head
    assert meta == {"epoch": page.epoch, "schema": str(SCHEMA), "site_id": filled.enrolled.site}
    said = {(subject, identity): values for _, subject, identity, values in page.rows["site"] if values}
    found = {}
    for subject, mapped in SUBJECTS.items():
        table = inspect(mapped).local_table
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        for site_id, identity, *rest in file.execute(f'SELECT {names} FROM "{table.name}"'):
            assert site_id == filled.enrolled.site
            found[subject, identity] = [identity, *rest]
    file.close()
    assert found == said
    assert len(found) > 30


def test_a_broken_download_goes_on_where_it_broke(filled: Client) -> None:
    whole = filled.get(filled.at("snapshot"))
    etag = whole.headers["ETag"]
    half = len(whole.content) // 2
    headers = {"Range": f"bytes={half}-", "If-Range": etag}
    rest = filled.get(filled.at("snapshot"), headers)
    assert rest.status_code == 206
    assert whole.content[:half] + rest.content == whole.content
    other = filled.get(filled.at("snapshot"), {"Range": f"bytes={half}-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, whole.content)
    assert filled.get(filled.at("snapshot"), {"If-None-Match": etag}).status_code == 304
    assert filled.get(filled.at("snapshot"), {"Range": "bytes=99999999-"}).status_code == 416
    assert problem(filled.get(filled.at("snapshot"), streams="secret"))[0] == 400


def test_two_processes_give_the_same_bytes(filled: Client, start: Callable[..., Running]) -> None:
    other = Client(start().url)
    other.enrolled, other.token = filled.enrolled, filled.token
    one, two = filled.get(filled.at("snapshot")), other.get(other.at("snapshot"))
    other.close()
    assert one.content == two.content
    assert one.headers["ETag"] == two.headers["ETag"]


def test_from_an_older_file_the_feed_leads_to_the_present(
    filled: Client, start: Callable[..., Running], tmp_path: Path
) -> None:
    running = start()
    before = json.loads(
        dict(unpacked(filled.get(filled.at("snapshot")).content, tmp_path / "plain.db").execute(
            "SELECT key, value FROM meta"))["cursor"])  # fmt: skip
    late = House(tmp_path / "late", seed=9)
    late.add_room("999")
    sent = [(Client.ok(filled.push([]), wire.Pushed).last + 1, *op[1:]) for op in outbox(late)]
    late.close()
    Client.ok(filled.push(sent), wire.Pushed)
    again = filled.get(filled.at("snapshot"))
    assert again.status_code == 200  # the same file for a minute: the feed leads on
    page = Client.ok(filled.pull(before["site"], have=10**6), wire.Page)
    assert [row[1] for row in page.rows["site"]] == ["room"]
    assert ("room", page.rows["site"][0][2]) in central_rows(running.database)
