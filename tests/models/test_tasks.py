"""The queue, the candidates and the plan as item models; signals as narrow as the difference."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from app.domain.candidates import candidates, plan
from app.domain.dispatch import crew_of, queue
from app.models.tasks import KEY_ROLE, VALUE_ROLE, CandidatesModel, PlanModel, QueueModel
from tests.support.records import DAY, T0, board, meeting, person, presence, room, tasks_for

PEOPLE = tuple(person(name, number=name) for name in ("a", "b"))


@pytest.fixture
def entries():
    meetings = [meeting(f"m{n}", "302", f"{14 + 2 * n}:30", f"{15 + 2 * n}:00") for n in range(3)]
    made = board(
        [room("302")],
        meetings,
        [t for m in meetings for t in tasks_for(m)],
        people=PEOPLE,
        presence=tuple(presence(p.name) for p in PEOPLE),
    )
    crew = crew_of(made, DAY, T0)
    return crew, queue(made, crew)


def heard(model):
    signals: list[str] = []
    for name in ("rowsInserted", "rowsRemoved", "rowsMoved", "dataChanged", "modelReset"):
        getattr(model, name).connect(lambda *_args, name=name: signals.append(name))
    return signals


def test_the_queue_model_is_a_proper_model(entries, qtmodeltester: ModelTester):
    crew, found = entries
    model = QueueModel(lambda entry: entry.key)
    model.apply(found)
    qtmodeltester.check(model)
    assert model.index(1).data(VALUE_ROLE) is found[1]
    assert model.index(1).data(KEY_ROLE) == found[1].key
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == found[1].key
    people = CandidatesModel(lambda one: one.day.person.name)
    people.apply(candidates(found[0], crew))
    qtmodeltester.check(people)


def test_nothing_is_told_when_nothing_changed(entries):
    _, found = entries
    model = QueueModel(lambda entry: entry.key)
    model.apply(found)
    signals = heard(model)
    model.apply(tuple(replace(entry) for entry in found))
    assert signals == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda e: e[1:], ["rowsRemoved"]),
        (lambda e: (*e[:1], replace(e[1], arrived=7), *e[2:]), ["dataChanged"]),
        (lambda e: (e[2], e[0], e[1]), ["rowsMoved"]),
        (lambda e: (), ["rowsRemoved"] * 3),
    ],
)
def test_each_change_is_told_as_what_it_is(entries, change, expected):
    _, found = entries
    model = QueueModel(lambda entry: entry.key)
    model.apply(found)
    signals = heard(model)
    wanted = change(found)
    model.apply(wanted)
    assert signals == expected
    assert tuple(model.values) == wanted


def test_a_new_entry_is_inserted_where_it_belongs(entries):
    _, found = entries
    model = QueueModel(lambda entry: entry.key)
    model.apply((found[0], found[2]))
    signals = heard(model)
    model.apply(found)
    assert signals == ["rowsInserted"]
    assert [entry.key for entry in model.values] == [entry.key for entry in found]


def test_lines_of_a_plan_are_ticked_until_left_out_and_those_without_a_name_cannot_be(entries, qtmodeltester):
    crew, found = entries
    lines = plan(found, crew)
    nobody = replace(lines[0], candidate=None)
    model = PlanModel(lambda line: line.entry.key)
    model.apply((nobody, *lines[1:]))
    qtmodeltester.check(model)
    check = Qt.ItemDataRole.CheckStateRole
    assert [model.index(n).data(check) for n in range(3)] == [
        None,
        Qt.CheckState.Checked,
        Qt.CheckState.Checked,
    ]
    assert not model.setData(model.index(0), Qt.CheckState.Checked, check)
    assert model.setData(model.index(1), Qt.CheckState.Unchecked, check)
    assert [line.entry.key for line in model.accepted()] == [found[2].key]
    model.apply((nobody, *lines[1:]))
    assert len(model.accepted()) == 1, "what was left out stays left out"
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
