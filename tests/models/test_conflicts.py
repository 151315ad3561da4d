"""The inbox and the tables of the sync page as item models; signals as narrow as the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from app.domain.conflicts import (
    Item,
    both,
    decided_items,
    encoded,
    holder,
    merged_fields,
    oldest_wait,
    waiting_items,
)
from app.domain.records import ConflictRecord, InboxRecord, RefusalRecord, RoundRecord
from app.domain.states import ConflictChoice
from app.models.conflicts import VALUE_ROLE, InboxModel, RoundsModel


def conflict(
    uid: str, about_id: str = "m1", field: str = "title", found_at: int = 100, **more: Any
) -> ConflictRecord:
    made = ConflictRecord(
        id=uid, op_id=f"op-{uid}", about="meeting", about_id=about_id, field=field, was='"a"', mine='"b"',
        theirs='"c"', now='"c"', mine_by="p1", mine_by_name="周敏", mine_at=50, theirs_by="p2",
        theirs_by_name="林涛", theirs_at=60,
        found_at=found_at, choice="", resolved_by="", resolved_by_name="",
        resolved_at=None, body=None,
    )  # fmt: skip
    return replace(made, **more)


def refusal(op_id: str, seq: int, cause: str | None = None, **more) -> RefusalRecord:
    made = RefusalRecord(
        op_id=op_id, seq=seq, is_final=True, found_at=100 + seq, cause=cause, kind="book_meeting", body="{}",
        actor_id="p1", actor_name="周敏", at=50, code="slot_taken", params={}, choice="", settled_at=None,
    )  # fmt: skip
    return replace(made, **more)


def inbox(conflicts=(), refusals=(), decided=(), settled=()) -> InboxRecord:
    return InboxRecord(tuple(conflicts), tuple(refusals), tuple(decided), tuple(settled))


def heard(model) -> list[str]:
    signals: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "dataChanged", "modelReset"):
        getattr(model, name).connect(lambda *_args, name=name: signals.append(name))
    return signals


# what waits, put together ---------------------------------------------------------------------------


def test_conflicts_of_one_object_are_one_item_and_the_oldest_comes_first():
    found = waiting_items(
        inbox(
            [
                conflict("c1", "m1", found_at=300),
                conflict("c2", "m2", found_at=200),
                conflict("c3", "m1", "unit"),
            ]
        )
    )
    assert [item.key for item in found] == ["conflict:meeting/m1", "conflict:meeting/m2"]
    assert [each.id for each in found[0].conflicts] == ["c1", "c3"]
    assert found[0].found_at == 100


def test_refusals_hang_on_their_cause_also_over_a_step_and_alone_when_it_is_not_there():
    found = waiting_items(
        inbox(
            refusals=[
                refusal("r3", 3, "r2"),
                refusal("r1", 1),
                refusal("r2", 2, "r1"),
                refusal("r4", 4, "gone"),
            ]
        )
    )
    assert [[each.op_id for each in item.refusals] for item in found] == [["r1", "r2", "r3"], ["r4"]]


def test_causes_that_point_at_each_other_end():
    found = waiting_items(inbox(refusals=[refusal("a", 1, "b"), refusal("b", 2, "a")]))
    assert sum(len(item.refusals) for item in found) == 2


def test_what_is_only_expected_is_no_decision_yet():
    item = waiting_items(inbox(refusals=[refusal("r1", 1, is_final=False)]))[0]
    assert not item.is_final
    assert oldest_wait([item], 1_000) is None
    assert oldest_wait([Item("x", (conflict("c1"),)), item], 1_000) == 900


def test_fields_decided_in_one_act_stand_together_newest_first():
    done: dict[str, Any] = {"choice": "mine", "resolved_at": 500}
    found = decided_items(
        inbox(
            decided=[conflict("c1", **done), conflict("c2", field="unit", **done),
                     conflict("c3", field="tea", choice="theirs", resolved_at=900)],
            settled=[refusal("r1", 1, choice="discarded", settled_at=700)],
        )
    )  # fmt: skip
    assert [len(item.conflicts or item.refusals) for item in found] == [1, 1, 2]
    assert [item.decided_at for item in found] == [900, 700, 500]


@pytest.mark.parametrize(
    ("was", "mine", "theirs", "together"),
    [
        ("", "需投影", "领导到", "领导到\n需投影"),
        ("茶歇", "茶歇\n需投影", "茶歇\n领导到", "茶歇\n领导到\n需投影"),
        ("旧", "同样", "同样加长", "同样加长"),
        ("旧", "新", "", "新"),
    ],
)
def test_both_texts_are_kept_and_nothing_twice(was, mine, theirs, together):
    record = conflict("c", field="notes", was=encoded(was), mine=encoded(mine), theirs=encoded(theirs))
    assert both(record) == encoded(together)


@pytest.mark.parametrize(
    ("now", "holds"),
    [('"c"', ConflictChoice.THEIRS), ('"b"', ConflictChoice.MINE), ('"d"', None), (None, None)],
)
def test_who_holds_now_is_read_from_the_row(now, holds):
    assert holder(conflict("c", now=now)) is holds


def test_fields_of_the_same_edit_that_nobody_else_changed_are_merged():
    body = encoded(
        {
            "kind": "edit_meeting",
            "id": "m1",
            "set": {"title": "b", "expected": 12, "tea": True},
            "was": {"title": "a", "expected": 10, "tea": True},
        }
    )
    merged = merged_fields(Item("x", (conflict("c1", body=body),)))
    assert [(each.field, each.was, each.now) for each in merged] == [("expected", "10", "12")]


# the models -----------------------------------------------------------------------------------------


def shown(*rows: str) -> InboxModel:
    model = InboxModel(lambda row: row.key)
    model.show(waiting_items(inbox([conflict(uid, uid) for uid in rows])), ())
    return model


def test_the_inbox_is_a_proper_model_and_its_heads_cannot_be_chosen(qtmodeltester: ModelTester):
    model = InboxModel(lambda row: row.key)
    model.show(
        waiting_items(inbox([conflict("c1", "m1")], [refusal("r1", 1)])),
        decided_items(inbox(decided=[conflict("c2", "m2", choice="mine", resolved_at=9)])),
    )
    qtmodeltester.check(model)
    assert [row.is_decided for row in model.values] == [False, False, False, True]
    head = model.index(2)
    assert model.flags(head) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(3)) & Qt.ItemFlag.ItemIsSelectable
    assert model.values[2].count == 1


def test_the_same_inbox_again_tells_nothing():
    model = shown("c1", "c2")
    signals = heard(model)
    model.show(waiting_items(inbox([conflict("c1", "c1"), conflict("c2", "c2")])), ())
    assert signals == []


def test_another_value_of_one_item_is_one_change_and_a_decision_one_removal():
    model = shown("c1", "c2")
    signals = heard(model)
    model.show(waiting_items(inbox([conflict("c1", "c1", now='"d"'), conflict("c2", "c2")])), ())
    assert signals == ["dataChanged"]
    model.show(waiting_items(inbox([conflict("c2", "c2")])), ())
    assert signals == ["dataChanged", "rowsRemoved"]


def test_rounds_are_a_table_that_speaks_only_of_change(qtmodeltester: ModelTester):
    model = RoundsModel(
        lambda: ("at", "took", "sent"), lambda one, column: str((one.at, one.took_ms, one.pushed)[column])
    )
    rounds = (RoundRecord(5, 12, 3, 0, 3, "", ""), RoundRecord(4, 9, 0, 7, 0, "timeout", "x"))
    model.apply(rounds)
    qtmodeltester.check(model)
    signals = heard(model)
    model.apply(tuple(replace(one) for one in rounds))
    assert signals == []
    model.apply(rounds[:1])
    assert signals == ["modelReset"]
    assert model.index(0, 1).data() == "12"
    assert model.index(0, 0).data(VALUE_ROLE) == rounds[0]
    assert model.headerData(2, Qt.Orientation.Horizontal) == "sent"
    assert model.data(QModelIndex()) is None


def test_where_and_when_is_decided_before_words():
    found = waiting_items(
        inbox([conflict("c1", field="notes"), conflict("c2", field="title"), conflict("c3", field="slot")])
    )
    assert [each.field for each in found[0].conflicts] == ["slot", "title", "notes"]


def test_the_badge_counts_what_the_list_shows():
    waits = inbox(
        [conflict("c1", "m1"), conflict("c2", "m1", "unit"), conflict("c3", "m2")],
        [
            refusal("r1", 1),
            refusal("r2", 2, "r1"),
            refusal("r3", 3, "elsewhere"),
            refusal("r4", 4, is_final=False),
        ],
    )
    assert (waits.waiting, waits.refused) == (4, 2)
    assert waits.waiting == sum(item.is_final for item in waiting_items(waits))
