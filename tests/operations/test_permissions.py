"""Who may say what: the matrix as it is agreed, and that the executor holds to it for every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ops import KINDS, EditPerson, PersonFields
from app.domain.permissions import GRANTS, SYSTEM, SYSTEM_GRANTS, allowed
from app.domain.states import Role
from tests.operations.samples import SAMPLES
from tests.support.house import House, house
from tests.support.tables import rows_of

# attendant, engineer, desk, supervisor, manager, system
MATRIX = """
    alarm.acknowledge   .  x  x  x  .  .
    alarm.record        x  x  x  x  .  x
    alarm.shelve        .  x  x  x  .  .
    conflict.resolve    .  x  x  x  x  .
    device.change       .  x  x  x  .  .
    device.maintain     .  x  x  x  .  .
    document.export     .  .  x  x  x  .
    document.print      .  .  x  x  x  .
    meeting.book        .  .  x  x  .  .
    meeting.change      .  .  x  x  .  .
    meeting.confirm     .  .  x  x  .  .
    meeting.import      .  .  x  x  .  .
    meeting.run         .  .  x  x  .  x
    meeting.staffing    .  .  x  x  .  .
    person.change       .  .  x  x  .  .
    person.presence     .  .  x  x  .  .
    plan.change         .  .  x  x  .  .
    room.change         .  .  x  x  x  .
    room.disable        .  x  x  x  .  .
    room.lock           .  .  x  x  .  .
    rule.change         .  .  x  x  x  .
    task.assign         .  .  x  x  .  .
    task.own            x  x  x  x  .  .
    task.verify         .  .  x  x  .  .
"""


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, str]]]:
    """A house with a person of every role."""
    with house(tmp_path_factory.mktemp("staffed")) as made:
        yield made, {role.value: made.add_person(role.value, role) for role in Role}


def granted() -> dict[str, set[str]]:
    names = [role.value for role in Role] + [SYSTEM]
    lines = [line.split() for line in MATRIX.strip().splitlines()]
    return {
        line[0]: {name for name, mark in zip(names, line[1:], strict=True) if mark == "x"} for line in lines
    }


def test_the_matrix_is_what_is_granted_and_speaks_of_every_permission() -> None:
    assert set(granted()) == {verb.permission for verb in KINDS.values()}
    for permission, names in granted().items():
        assert {role.value for role in Role if allowed(role, permission)} == names - {SYSTEM}, permission
        assert (permission in SYSTEM_GRANTS) == (SYSTEM in names), permission


def test_nothing_is_granted_that_no_verb_asks_for() -> None:
    asked = {verb.permission for verb in KINDS.values()}
    assert frozenset().union(*GRANTS.values()) | SYSTEM_GRANTS <= asked


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_role_may_say_what_the_matrix_grants_and_nothing_else(
    kind: str, staffed: tuple[House, dict[str, str]]
) -> None:
    made, people = staffed
    may = granted()[KINDS[kind].permission]
    for name, actor in {**people, SYSTEM: SYSTEM}.items():
        before = rows_of(made)
        try:
            made.console.do((SAMPLES[kind],), actor)
            code = "done"
        except Refused as refused:
            code = refused.code
        if name in may:
            assert code != "not_allowed", name
            _take_back(made, actor)
        else:
            assert code == "not_allowed", name
            assert rows_of(made) == before


def _take_back(made: House, actor: str) -> None:
    """Leave the house as it was for the next role, where that can be."""
    try:
        made.console.undo(actor)
    except Refused:
        return


def test_a_person_who_left_or_whom_nobody_knows_may_say_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as made:
        left = made.add_person("走了的人", Role.SUPERVISOR)
        made.do(EditPerson(left, set=PersonFields(active=False), was=PersonFields(active=True)))
        before = rows_of(made)
        for kind in sorted(KINDS):
            for actor in (left, made.new_id(), "nobody"):
                with pytest.raises(Refused) as refused:
                    made.console.do((SAMPLES[kind],), actor)
                assert refused.value.code == "not_allowed", kind
        assert rows_of(made) == before
