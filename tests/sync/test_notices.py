"""Notices wait for the undo: sent once when its time is
over, withdrawn by it, and never of what nobody had seen.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import CancelMeeting, MoveMeeting, SetRule
from app.domain.periods import DAY, HOUR
from app.domain.questions import RulesInForce
from tests.support.house import House
from tests.support.house import house as open_house
from tests.support.tables import rows_of
from tests.sync.ledger import log, notices


def sent(house: House) -> list[str]:
    return [what for _, what, _ in house.console.release_notices()]


def undo_ms(house: House) -> int:
    return house.console.ask(RulesInForce()).undo_s * 1000


def moved(house: House, meeting: str) -> MoveMeeting:
    row = rows_of(house)["meeting", meeting]
    start, end = row["starts_at"], row["ends_at"]
    return MoveMeeting(meeting, row["room_id"], start + HOUR, end + HOUR, row["room_id"], start, end, "试")


def test_a_notice_is_held_until_the_undo_is_over_and_then_sent_once(house: House) -> None:
    house.book(house.add_room())
    house.at += undo_ms(house) - 1
    assert sent(house) == []
    house.at += 1
    assert sent(house) == ["meeting_booked"]
    assert sent(house) == []
    assert notices(house) == [("meeting_booked", "sent")]


def test_a_notice_says_what_it_is_of(house: House) -> None:
    meeting = house.book(house.add_room())
    house.at += undo_ms(house)
    ((key, what, data),) = house.console.release_notices()
    assert key == derived(log(house, "op_id")[-1], what, 0)
    assert json.loads(data) == {"meeting": meeting}


def test_undo_withdraws_a_notice_that_nobody_has_seen_and_tells_nobody_of_itself(house: House) -> None:
    house.book(house.add_room())
    house.undo()
    house.at += 10 * undo_ms(house)
    assert sent(house) == []
    assert notices(house) == [("meeting_booked", "withdrawn")]


def test_undo_of_what_was_told_is_told_too(house: House) -> None:
    meeting = house.book(house.add_room())
    house.do(moved(house, meeting))
    house.at += undo_ms(house)
    assert sent(house) == ["meeting_booked", "meeting_moved"]
    house.undo()
    house.at += undo_ms(house)
    assert sent(house) == ["meeting_moved"]


def test_redo_of_what_was_withdrawn_is_told(house: House) -> None:
    meeting = house.book(house.add_room())
    house.at += undo_ms(house)
    sent(house)
    house.do(moved(house, meeting))
    house.undo()
    house.redo()
    house.at += undo_ms(house)
    assert sent(house) == ["meeting_moved"]


def test_each_notice_waits_for_its_own_act(house: House) -> None:
    room = house.add_room()
    house.book(room, 60)
    house.at += undo_ms(house) // 2
    house.book(room, 180)
    house.at += undo_ms(house) // 2
    assert sent(house) == ["meeting_booked"]
    house.at += undo_ms(house) // 2
    assert sent(house) == ["meeting_booked"]


def test_how_long_a_notice_waits_is_the_rule_in_force(house: House) -> None:
    room = house.add_room()
    house.do(SetRule("undo.seconds", "30", ""))
    house.book(room)
    house.at += 29_999
    assert sent(house) == []
    house.at += 1
    assert sent(house) == ["meeting_booked"]


def test_notices_that_waited_when_the_program_ended_are_sent_by_the_next_run(tmp_path: Path) -> None:
    with open_house(tmp_path) as made:
        made.book(made.add_room())
    with open_house(tmp_path, seed=2) as again:
        again.at += DAY
        assert sent(again) == ["meeting_booked"]


def test_old_notices_that_were_sent_are_cleared_away_and_waiting_ones_are_not(house: House) -> None:
    room = house.add_room()
    house.book(room)
    house.at += undo_ms(house)
    sent(house)
    house.at += 31 * DAY
    house.book(room)
    sent(house)
    assert notices(house) == [("meeting_booked", "held")]


def test_a_refused_act_tells_nobody(house: House) -> None:
    room = house.add_room()
    house.book(room)
    with pytest.raises(Refused):
        house.book(room)
    assert notices(house) == [("meeting_booked", "held")]


def test_a_cancelled_meeting_is_told_with_its_reason(house: House) -> None:
    meeting = house.book(house.add_room())
    house.do(CancelMeeting(meeting, "不开了"))
    house.at += undo_ms(house)
    data = [
        json.loads(data) for _, what, data in house.console.release_notices() if what == "meeting_cancelled"
    ]
    assert data == [{"meeting": meeting, "reason": "不开了"}]
