"""What a person typed becomes a body both ends accept: composed, trimmed, bounded; what cannot is refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.errors import Refused
from app.domain.ops import AddPerson, BookMeeting, EditMeeting, MeetingFields, Operation
from app.domain.periods import HOUR
from app.domain.states import Role
from app.operations.envelope import normalised
from tests.operations.samples import AT, MEETING, ROOM, uid
from tests.support.house import House
from tests.support.tables import rows_of


def titled(title: str) -> BookMeeting:
    return BookMeeting(MEETING, ROOM, title, AT, AT + HOUR)


def title_of(title: str) -> str:
    typed, _ = normalised(titled(title))
    assert isinstance(typed, BookMeeting)
    return typed.title


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  周例会 ", "周例会"),
        ("周例会\n", "周例会"),
        ("\tplenary\r\n", "plenary"),
        ("caf\u0065\u0301", "café"),
        ("\u3000全角空格\u3000", "全角空格"),
        ("内部  空格", "内部  空格"),
        ("<b>粗</b> 😀", "<b>粗</b> 😀"),
        ("é" * 500, "é" * 500),
    ],
)
def test_a_text_is_composed_and_trimmed(typed: str, kept: str) -> None:
    assert title_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "a\x00b", "会" * 501, "\ud800", "half \udfff"])
def test_a_title_that_cannot_be_kept_is_malformed(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        title_of(typed)
    assert refused.value.code == "malformed"


@given(st.text(max_size=80))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    if not unicodedata.normalize("NFC", text).strip() or "\x00" in text:
        with pytest.raises(Refused, match="malformed"):
            normalised(titled(text))
        return
    once, raw = normalised(titled(text))
    assert isinstance(once, BookMeeting)
    assert once.title == unicodedata.normalize("NFC", text).strip()
    assert normalised(once) == (once, raw)


BAD: dict[str, Operation] = {
    "an instant of 1e20": replace(titled("会"), starts_at=10**20),
    "an instant before 1970": replace(titled("会"), starts_at=-1),
    "an instant after 2999": replace(titled("会"), ends_at=99_999_999_999_999),
    "a fraction": replace(titled("会"), expected=1.5),
    "a head-count of 100,001": replace(titled("会"), expected=100_001),
    "a negative head-count": replace(titled("会"), expected=-1),
    "an id that is none": replace(titled("会"), room="302"),
    "a note without end": replace(titled("会"), notes="长" * 4001),
    "a phone without end": replace(titled("会"), phone="1" * 201),
    "an empty new title": EditMeeting(MEETING, MeetingFields(title=" "), MeetingFields(title="会")),
    "a role that is none": AddPerson(uid("x"), "新人", "king"),  # type: ignore[arg-type]  # a fault of a caller
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_out_of_bounds_is_malformed_and_leaves_nothing(case: str, tmp_path: Path) -> None:
    house = House(tmp_path)
    before = rows_of(house), leavings(house)
    with pytest.raises(Refused) as refused:
        house.do(BAD[case])
    assert refused.value.code == "malformed"
    assert (rows_of(house), leavings(house)) == before
    house.close()


def test_one_malformed_op_leaves_nothing_of_its_act(tmp_path: Path) -> None:
    house = House(tmp_path)
    before = rows_of(house), leavings(house)
    good = AddPerson(house.new_id(), "王海燕", Role.ATTENDANT)
    with pytest.raises(Refused):
        house.do(good, AddPerson(house.new_id(), "\x00", Role.ATTENDANT))
    assert (rows_of(house), leavings(house)) == before
    house.close()


def leavings(house: House) -> dict[str, Any]:
    """How many lines each of the console's own tables has."""
    with house.store.reading() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("outbox", "audit", "touch", "effect", "shadow", "inbox")
        }
