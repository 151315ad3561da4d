"""What two desks of the demo say at once: each may say it where it stands, and together it cannot hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap.console import demo_console
from app.demo.moment import demo_moment
from app.demo.quarrel import Quarrel, quarrel
from app.desk.clock import DeskClock
from app.domain.errors import Refused
from app.domain.ops import BookMeeting, MoveMeeting
from app.domain.periods import HOUR
from app.domain.questions import BoardBetween
from app.domain.records import Board
from app.domain.states import Role
from app.sync.console import Console

NOON = demo_moment("2026-06-10T13:42", 0)


@pytest.fixture
def console(tmp_path: Path):
    made = demo_console(tmp_path, DeskClock.running_from(NOON), 1)
    yield made
    made.close()


def board_of(console: Console) -> Board:
    return console.ask(BoardBetween(NOON - 6 * HOUR, NOON + 10 * HOUR))


def said(console: Console) -> tuple[Quarrel, str]:
    board = board_of(console)
    actor = next(person.id for person in board.people if person.role is Role.SUPERVISOR)
    made = quarrel(board, actor, console.clock.new_id, console.clock.now())
    assert made is not None
    return made, actor


def test_this_desk_may_say_all_of_its_part(console):
    made, actor = said(console)
    assert made.other_actor != actor
    for ops in made.mine:
        assert console.do(ops, actor).op_ids


def test_the_other_desk_may_say_all_of_its_part_and_then_this_one_may_not_book(console):
    made, actor = said(console)
    for ops in made.theirs:
        assert console.do(ops, made.other_actor).op_ids
    booking = next(op for ops in made.mine for op in ops if isinstance(op, BookMeeting))
    with pytest.raises(Refused) as refused:
        console.do((booking,), actor)
    assert refused.value.code == "slot_taken"
    move = next(op for ops in made.mine for op in ops if isinstance(op, MoveMeeting))
    with pytest.raises(Refused) as refused:
        console.do((move,), actor)
    assert refused.value.code == "changed_meanwhile"


def test_a_house_in_which_little_happens_has_no_quarrel(console):
    board = board_of(console)
    assert quarrel(board, "", console.clock.new_id, board.to_at) is None
