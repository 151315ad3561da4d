"""The queue as rows: order, what is held back under the pointer, words that follow the clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.attention import Item, Proposal
from app.domain.periods import MINUTE
from app.domain.rules import DEFAULTS
from app.domain.states import Priority
from app.models.attention import AttentionModel, Role
from tests.support.records import T0


def item(name: str, minutes: int = 5, level: Priority = Priority.MID) -> Item:
    return Item(
        "ending", name, T0 + minutes * MINUTE, level, None, None, Proposal("end_meeting"), None,
        (("room", name), ("title", "例会")),
    )  # fmt: skip


@pytest.fixture
def model(qapp) -> AttentionModel:
    return AttentionModel()


def shown(model: AttentionModel) -> str:
    return " ".join(model.line(row).number for row in range(model.rowCount()))


def give(model: AttentionModel, *names: str) -> None:
    model.apply([item(name) for name in names], T0, DEFAULTS.tz)


def test_the_model_keeps_qts_contract(model, qtmodeltester):
    give(model, "301", "302")
    qtmodeltester.check(model, force_py=True)


def test_nothing_changed_nothing_told(model):
    give(model, "301", "302")
    told = []
    for signal in (
        model.dataChanged,
        model.rowsInserted,
        model.rowsRemoved,
        model.rowsMoved,
        model.modelReset,
    ):
        signal.connect(lambda *_: told.append(1))
    give(model, "301", "302")
    model.tick(T0 + 1000)
    assert told == []


@given(
    before=st.lists(st.sampled_from("abcdef"), unique=True),
    after=st.lists(st.sampled_from("abcdef"), unique=True),
)
def test_any_order_becomes_any_other(qapp, before, after):
    model = AttentionModel()
    give(model, *before)
    give(model, *after)
    assert shown(model) == " ".join(after)


def test_under_the_pointer_nothing_moves_and_the_new_wait_at_the_door(model):
    waiting: list[int] = []
    model.waiting_changed.connect(waiting.append)
    give(model, "301", "302")
    model.hold(True)
    give(model, "303", "302", "301")
    assert shown(model) == "301 302"
    assert waiting == [1]
    model.hold(False)
    assert shown(model) == "303 302 301"
    assert waiting == [1, 0]


def test_what_is_settled_leaves_even_under_the_pointer(model):
    give(model, "301", "302")
    model.hold(True)
    give(model, "302")
    assert shown(model) == "302"


def test_the_chip_lets_the_new_in_and_holds_on(model):
    give(model, "301")
    model.hold(True)
    give(model, "300", "301")
    model.let_in()
    assert shown(model) == "300 301"
    give(model, "299", "300", "301")
    assert shown(model) == "300 301"


def test_the_time_left_runs_on(model):
    give(model, "301")
    assert model.line(0).left == "5 min left"
    model.tick(T0 + 6 * MINUTE)
    assert model.line(0).left == "1 min ago"


def test_a_line_is_spoken_whole(model):
    give(model, "301")
    line = model.index(0).data(Role.LINE)
    for part in ("Medium", "301 ends now", "End meeting", "5 min left"):
        assert part in line.spoken
