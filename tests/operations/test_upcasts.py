"""Bodies of older vocabularies, read in today's words: invented schemas, three of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from app.domain.errors import Refused
from app.domain.ops import AddRoom
from app.operations import envelope
from app.operations.envelope import body_of
from app.operations.upcasts import UPCASTS, Body, Upcasts, Vocabulary
from tests.operations.samples import SAMPLES
from tests.operations.test_kinds import envelope as envelope_of
from tests.operations.test_kinds import golden


class Serve(Struct, frozen=True, tag_field="kind", tag="serve"):
    """Schema 3. It was ``pour`` in schema 1, with its cups as text, and came to say a table in schema 3."""

    cups: int
    table: str
    milk: bool = False


class Seat(Struct, frozen=True, tag_field="kind", tag="seat"):
    """Since schema 2 the place is two fields."""

    room: str
    row: int
    note: str = ""


WAY = Upcasts()
WAY.rename(1, "pour", "serve")
WAY.remove(2, "smoke")
WAY.rename(1, "light_up", "smoke")


@WAY.step(1, "seat")
def _split(body: Body) -> Body:
    room, _, row = body.pop("where").partition("/")
    return body | {"room": room, "row": int(row)}


@WAY.step(2, "serve")
def _count(body: Body) -> Body:
    body["cups"] = int(body["cups"])
    body["about"] = {**body.get("about", {}), "was": 2}  # dropped by the decoder: nobody reads it
    return body | {"table": body.get("table", "main")}


WORDS: Vocabulary[Serve | Seat] = Vocabulary(Serve | Seat, 3, WAY)


def read(body: Body, schema: int) -> Serve | Seat:
    return WORDS.read(json.dumps(body).encode(), schema)


def refused(body: Body, schema: int) -> Refused:
    with pytest.raises(Refused) as told:
        read(body, schema)
    return told.value


def test_a_body_goes_through_every_step_between() -> None:
    assert read({"kind": "pour", "cups": "3"}, 1) == Serve(3, "main")
    assert read({"kind": "serve", "cups": "3", "table": "two"}, 2) == Serve(3, "two")
    assert read({"kind": "serve", "cups": 3, "table": "two", "milk": True}, 3) == Serve(3, "two", milk=True)
    assert read({"kind": "seat", "where": "302/7"}, 1) == Seat("302", 7)
    assert read({"kind": "seat", "room": "302", "row": 7}, 2) == Seat("302", 7)


def test_a_kind_that_is_gone_is_refused_by_name_also_under_a_still_older_name() -> None:
    for kind, schema in (("smoke", 2), ("light_up", 1)):
        told = refused({"kind": kind}, schema)
        assert (told.code, told.params) == ("kind_removed", {"kind": "smoke"})


def test_a_name_belongs_to_its_schema() -> None:
    assert refused({"kind": "pour", "cups": "3"}, 2).code == "malformed"  # had its new name by then
    assert refused({"kind": "smoke"}, 3).code == "malformed"  # nobody could say it


def test_what_a_newer_program_added_is_not_read_and_what_it_will_add_has_a_default() -> None:
    assert read({"kind": "pour", "cups": "3", "mood": "sad"}, 1) == Serve(3, "main")
    assert read({"kind": "seat", "room": "302", "row": 7, "note": "近门"}, 2) == Seat("302", 7, "近门")
    assert read({"kind": "seat", "room": "302", "row": 7}, 3) == Seat("302", 7, "")


@pytest.mark.parametrize(
    ("body", "schema"),
    [
        ({"kind": "seat"}, 1),
        ({"kind": "seat", "where": "302"}, 1),
        ({"kind": "seat", "where": 7}, 1),
        ({"kind": "pour", "cups": "many"}, 1),
        ({"kind": "pour", "cups": None}, 1),
        ({"kind": "serve"}, 2),
        ({"kind": 7}, 1),
        ({}, 1),
    ],
)
def test_an_old_body_that_a_step_cannot_read_is_refused_not_a_crash(body: Body, schema: int) -> None:
    assert refused(body, schema).code == "malformed"


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"7", b"{", b"\xff", b'{"kind":"pour","cups":"\xff"}', b"[" * 99_999]
)
def test_bytes_that_are_no_body_are_refused_not_a_crash(raw: bytes) -> None:
    for schema in (1, 2, 3, 4):
        with pytest.raises(Refused) as told:
            WORDS.read(raw, schema)
        assert told.value.code == "malformed"


def test_two_ways_for_one_kind_are_an_error_of_the_author() -> None:
    way = Upcasts()
    way.rename(1, "pour", "serve")
    with pytest.raises(ValueError, match="pour"):
        way.remove(1, "pour")


_VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
_FIRST = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("pour"), "cups": st.integers(0, 9).map(str)},
        optional={"milk": st.booleans(), "about": st.dictionaries(st.text(max_size=3), _VALUES, max_size=2)},
    ),
    st.fixed_dictionaries(
        {"kind": st.just("seat"), "where": st.integers(0, 9).map(lambda n: f"{n}/{n}")},
        optional={"note": st.text(max_size=9), "extra": _VALUES},
    ),
)


@settings(max_examples=200, deadline=None)
@given(_FIRST)
def test_in_one_go_or_schema_by_schema_it_is_the_same_and_the_body_stays(body: Body) -> None:
    before = json.dumps(body)
    twice = WAY.bring(WAY.bring(body, 1, 2), 2, 3)
    assert WAY.bring(body, 1, 3) == twice
    assert json.dumps(body) == before
    assert read(body, 1) == read(WAY.bring(body, 1, 2), 2) == read(twice, 3)


def test_of_todays_schema_nothing_is_stepped_through() -> None:
    assert not UPCASTS.concern(envelope.SCHEMA)
    assert WAY.concern(2)
    assert not WAY.concern(3)


def test_an_operation_is_read_through_the_steps_of_the_schema_it_was_written_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    way = Upcasts()
    way.rename(0, "enter_room", "add_room")
    words: Vocabulary[Any] = Vocabulary(envelope._UNION, 1, way)
    monkeypatch.setattr(envelope, "_VOCABULARY", words)
    body = json.dumps(golden(1)["add_room"] | {"kind": "enter_room"}).encode()
    said = body_of(envelope_of(body, schema=0))
    assert isinstance(said, AddRoom)
    assert said == SAMPLES["add_room"]
    with pytest.raises(Refused):
        body_of(envelope_of(body, schema=1))
