"""What a broken or hostile console sends is answered
under its number: it never stands in the way of the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw
from sqlalchemy import select

from app.domain.ids import derived
from app.operations import envelope
from app.operations.upcasts import Upcasts, Vocabulary
from app.store.central_tables import oplog
from central.database import Database
from central.errors import RequestProblem
from central.push import read_push
from tests.support.house import SITE, House
from tests.support.seat import central_rows, make_central, outbox, results, send

ONE = derived(SITE, "console", 1)
DEEP = b"[" * 900 + b"]" * 900


def two_rooms(folder: Path) -> list[tuple[int, str, Raw]]:
    house = House(folder)
    house.add_room("301")
    house.add_room("302")
    ops = outbox(house)
    house.close()
    return ops


@pytest.mark.parametrize(
    "change",
    [
        {"at": 10**23},
        {"at": -1},
        {"mono": 2**63},
        {"offset_ms": -(2**63) - 1},
        {"actor": "\x00"},
        {"actor": "x" * 201},
        {"boot_id": "\x00"},
        {"schema": -1},
        {"undoes": "\x00"},
        {"undoes": "x" * 37},
        {"group": 7},
        {"body": {"kind": "\x00"}},
        {"body": {"kind": "x" * 999}},
        {"body": {"kind": 7}},
        {"body": {"kind": "add_room", "id": "x"}},
        {"body": None},
    ],
    ids=str,
)
def test_what_cannot_be_stored_is_refused_and_the_rest_goes_on(
    change: dict[str, Any], database: Database, tmp_path: Path
) -> None:
    first, second = two_rooms(tmp_path / "house")
    make_central(database, ONE)
    bad = msgspec.json.decode(bytes(first[2])) | change
    assert send(database, ONE, [(1, first[1], Raw(msgspec.json.encode(bad))), second]) == 2
    said = results(database, ONE)
    assert [(said[n].status, said[n].code) for n in (1, 2)] == [("refused", "malformed"), ("ok", "")]
    assert [row["number"] for key, row in central_rows(database).items() if key[0] == "room"] == ["302"]


def test_a_body_nested_without_end_is_refused_and_the_rest_goes_on(
    database: Database, tmp_path: Path
) -> None:
    first, second = two_rooms(tmp_path / "house")
    make_central(database, ONE)
    envelope_of = bytes(first[2])
    start = envelope_of.index(b'"body":') + len(b'"body":')
    nested = envelope_of[:start] + b'{"kind":"add_room","id":' + DEEP + b"}}"
    assert send(database, ONE, [(1, first[1], Raw(nested)), second]) == 2
    assert [results(database, ONE)[n].status for n in (1, 2)] == ["refused", "ok"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 99_999,
        b'{"console":"c","epoch":"e","ops":[[1,"not an id",{}]]}',
        b'{"console":"c","epoch":"e","ops":[[1,2,{}]]}',
        b'{"console":"\\u0000","epoch":"e"}',
        b'{"console":"c","epoch":"e","ops":[[1,"6b0f2f5e-58a0-5b0e-9d3c-2f9a6d1c7e11",'
        + b"[" * 99_999
        + b"]]}",
    ],
)
def test_a_request_that_cannot_be_read_is_told_so(body: bytes) -> None:
    with pytest.raises(RequestProblem) as told:
        read_push(body)
    assert told.value.status == 400


def test_an_op_of_an_older_vocabulary_is_read_in_todays_words_and_kept_as_it_was_written(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = Upcasts()
    way.rename(0, "enter_room", "add_room")
    way.remove(0, "ring_bell")
    words: Vocabulary[Any] = Vocabulary(envelope._UNION, 1, way)
    monkeypatch.setattr(envelope, "_VOCABULARY", words)
    first, second = two_rooms(tmp_path / "house")
    make_central(database, ONE)
    plain = msgspec.json.decode(bytes(first[2]))
    old = msgspec.json.encode(plain | {"schema": 0, "body": plain["body"] | {"kind": "enter_room"}})
    gone = msgspec.json.encode(plain | {"schema": 0, "op_id": second[1], "body": {"kind": "ring_bell"}})
    assert send(database, ONE, [(1, first[1], Raw(old)), (2, second[1], Raw(gone))]) == 2
    said = results(database, ONE)
    assert [(said[n].status, said[n].code) for n in (1, 2)] == [("ok", ""), ("refused", "kind_removed")]
    assert [row["number"] for key, row in central_rows(database).items() if key[0] == "room"] == ["301"]
    with database.reading() as connection:
        kept = connection.execute(select(oplog.c.body, oplog.c.kind).order_by(oplog.c.n)).all()
    assert [(bytes(row.body), row.kind) for row in kept] == [(old, "enter_room"), (gone, "ring_bell")]
