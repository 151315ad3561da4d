"""Every verb, every refusal and every check item has words; names that are missing do not break a
sentence.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, get_type_hints
from zoneinfo import ZoneInfo

import msgspec
import pytest

from app.domain import checklists
from app.domain.meetings import Finding
from app.domain.ops import KINDS, AssignTasks, BookMeeting, MoveMeeting
from app.domain.records import ChangeRecord
from app.domain.states import CheckOwner
from app.words import checklists as check_words
from app.words import imports, ops, refusals
from app.words.refusals import Names, finding_text, refusal_text

ROOT = Path(__file__).resolve().parents[2] / "app"
NAMES = Names(ZoneInfo("Asia/Shanghai"))
IDS = "6b0f2f5e-58a0-5b0e-9d3c-2f9a6d1c7e11"


def codes_raised(folder: Path) -> set[str]:
    """Every literal code of `Refused(...)` and `Finding(...)` under a folder."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"Refused", "Finding"}
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


@pytest.mark.parametrize("folder", ["domain", "operations", "sync", "desk", "store"])
def test_every_code_the_house_raises_has_its_own_sentence(folder):
    assert {code for code in codes_raised(ROOT / folder) if not refusals.knows(code)} == set()


def test_every_verb_has_a_sentence(qapp):
    assert {kind for kind, verb in KINDS.items() if verb not in ops._SENTENCES} == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_sentence_can_be_said_of_any_body(qapp, kind):
    op = _sample(KINDS[kind])
    text = ops.op_text(op, NAMES)
    assert "{" not in text
    body = msgspec.json.encode(op).decode()
    change = ChangeRecord(1, IDS, kind, "", "周敏", 0, body, "ok", None, None, ())
    assert ops.change_text(change, NAMES) == text


def test_a_line_of_a_newer_version_is_named_by_its_kind(qapp):
    change = ChangeRecord(1, IDS, "teleport_meeting", "", "", 0, "{}", "ok", IDS, None, ())
    assert "teleport_meeting" in ops.change_text(change, NAMES)


def test_a_secret_booking_is_not_named(qapp):
    op = BookMeeting(IDS, IDS, "机密", 0, 3_600_000, is_classified=True)
    assert "机密" not in ops.op_text(op, NAMES)


def test_names_come_from_the_caller(qapp):
    names = Names(
        NAMES.zone, lambda subject, _id: {"person": "林晓燕", "task": "302 会后清洁"}.get(subject, "")
    )
    text = ops.act_text([AssignTasks((IDS,), IDS, (None,))], names)
    assert "林晓燕" in text
    assert "302 会后清洁" in text


def test_a_move_says_only_what_moved(qapp):
    same_room = ops.op_text(MoveMeeting(IDS, IDS, 3_600_000, 7_200_000, IDS, 0, 3_600_000), NAMES)
    assert same_room.count("→") == 1


def test_a_missing_parameter_is_a_dash(qapp):
    assert "—" in refusal_text("slot_taken", {}, NAMES)
    assert "boo" in refusal_text("boo", {}, NAMES)


def test_a_finding_reads_like_its_refusal(qapp):
    finding = Finding("gap_before", "3.1", waivable=True, params=(("gap", 10), ("needed", 35)))
    assert finding_text(finding, NAMES) == refusal_text("gap_before", {"gap": 10, "needed": 35}, NAMES)
    assert imports is not None


def test_every_check_item_has_words():
    items = [*checklists._DESK, *checklists._ATTENDANT, *checklists._ENGINEER]
    assert {code for code, _ in items if not check_words.knows(code)} == set()
    assert len(CheckOwner) == 3


def _sample(verb: type[msgspec.Struct]) -> Any:
    """A body with every required field filled."""
    values: dict[str, Any] = {}
    hints = get_type_hints(verb, include_extras=True)
    for field in msgspec.structs.fields(verb):
        if field.required:
            values[field.encode_name] = _value(field.name, hints[field.name])
    return msgspec.convert(values | {"kind": verb.__struct_config__.tag}, verb)


def _value(name: str, hint: Any) -> Any:
    for value in (
        IDS,
        "2026-06-10",
        "x",
        "",
        1,
        True,
        [IDS],
        [[0, 0], [1, 0], [1, 1]],
        [None],
        {},
        {"state": "confirmed"},
    ):
        try:
            msgspec.convert(value, hint)
        except (msgspec.ValidationError, TypeError):
            continue
        return value
    for kind in (
        "confirmed",
        "early",
        "setup",
        "attendant",
        "desk",
        "pass",
        "room",
        "on",
        "mine",
        "discarded",
        {"state": "pending"},
    ):
        try:
            msgspec.convert(kind, hint)
        except msgspec.ValidationError:
            continue
        return kind
    if name == "booking":
        return {"kind": "book_meeting", "id": IDS, "room": IDS, "title": "x", "starts_at": 1, "ends_at": 2}
    if name == "source":
        return {"uid": "x"}
    raise AssertionError(f"no sample for {name}: {hint}")
