"""The vocabulary: every kind is complete, and bodies of a released schema keep their meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Raw, Struct

import app.operations  # noqa: F401 - registers what each verb does
from app.domain.errors import Refused
from app.domain.ops import KINDS, Operation
from app.domain.permissions import GRANTS, SYSTEM_GRANTS
from app.operations import registry
from app.operations.envelope import SCHEMA, Op, body_of, decode, encode, normalised
from tests.operations.samples import AT, SAMPLES, uid

GOLDEN = Path(__file__).parent / "golden"

# Facts and alarms from devices, and what left the house: each with the reason why undo does not offer it.
NOT_UNDONE = {
    "raise_alarm": "a fact from a device",
    "clear_alarm": "a fact from a device",
    "acknowledge_alarm": "seen is seen",
    "record_print": "paper cannot be called back",
    "record_export": "a file that has left cannot be called back",
}


def golden(schema: int) -> dict[str, Any]:
    """The bodies as they were written by the first release of that schema."""
    read: dict[str, Any] = json.loads((GOLDEN / f"schema{schema}.json").read_text())
    return read


def envelope(body: bytes, schema: int = SCHEMA) -> Op:
    return Op(uid("op"), uid("person"), AT, 1, uid("boot"), 0, schema, Raw(body))


def test_there_is_a_golden_body_of_every_kind_and_of_no_other() -> None:
    assert set(golden(1)) == set(KINDS) == set(SAMPLES)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_golden_body_still_means_what_it_meant(kind: str) -> None:
    body = json.dumps(golden(1)[kind]).encode()
    assert body_of(envelope(body)) == SAMPLES[kind]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_golden_body_says_every_field_also_the_ones_inside(kind: str) -> None:
    def fields(value: Struct, said: dict[str, Any]) -> None:
        for name in value.__struct_fields__:
            assert name in said, f"{kind}.{name}"
            held = getattr(value, name)
            assert held is not msgspec.UNSET, f"{kind}.{name}"
            if isinstance(held, Struct):
                fields(held, said[name])

    fields(SAMPLES[kind], golden(1)[kind])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_written_today_is_the_golden_body(kind: str) -> None:
    _, raw = normalised(SAMPLES[kind])
    assert json.loads(bytes(raw)) == golden(1)[kind]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_has_an_apply_a_permission_and_an_inverse_or_a_reason(kind: str) -> None:
    verb = KINDS[kind]
    assert verb in registry.kinds()
    granted = frozenset().union(*GRANTS.values()) | SYSTEM_GRANTS
    assert verb.permission in granted
    assert registry.can_invert(SAMPLES[kind]) == (kind not in NOT_UNDONE)


def test_only_known_kinds_are_on_the_list_of_what_is_not_undone() -> None:
    assert set(NOT_UNDONE) <= set(KINDS)


def test_an_envelope_comes_back_byte_for_byte() -> None:
    _, raw = normalised(SAMPLES["book_meeting"])
    data = encode(envelope(bytes(raw)))
    assert encode(decode(data)) == data


def test_a_body_of_a_newer_program_is_read_without_what_is_new() -> None:
    body = golden(1)["cancel_meeting"] | {"mood": "sad"}
    assert body_of(envelope(json.dumps(body).encode())) == SAMPLES["cancel_meeting"]


def test_a_body_from_before_a_field_had_been_added_takes_its_default() -> None:
    body = {k: v for k, v in golden(1)["check_item"].items() if k not in {"was", "note"}}
    read: Any = body_of(envelope(json.dumps(body).encode()))
    assert (read.was, read.note) == ("open", "")


@pytest.mark.parametrize(
    "body",
    [
        b'{"kind":"dance"}',
        b"{}",
        b"[]",
        b"7",
        b'{"kind":"offer_task"}',
        b'{"kind":"offer_task","task":7}',
        b'{"kind":"offer_task","task":"not an id"}',
    ],
)
def test_a_body_that_cannot_be_read_is_refused_not_a_crash(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        body_of(envelope(body))
    assert refused.value.code == "malformed"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"op_id":1}', b"\xff\xfe"])
def test_an_envelope_that_cannot_be_read_is_refused_not_a_crash(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.code == "malformed"


def test_kinds_are_the_snake_case_of_their_class() -> None:
    assert {
        kind: verb.__name__ for kind, verb in KINDS.items() if kind in {"book_meeting", "claim_task"}
    } == {
        "book_meeting": "BookMeeting",
        "claim_task": "ClaimTask",
    }
    assert all(issubclass(verb, Operation) for verb in KINDS.values())
