"""Rounds of two desks with a central: what is said at one is seen at the other, and nothing is lost."""

from __future__ import annotations

from contextlib import closing

from app.domain.ops import (
    AssignTasks,
    CancelMeeting,
    DrawOutline,
    EditRoom,
    EndMeeting,
    EraseOutline,
    RoomFields,
    StartMeeting,
)
from app.domain.states import EndKind, MeetingState, OutlineKind
from tests.support.line import LIMITS, Line
from tests.sync.stage import inbox, meeting, move, retitle, same, shown, states, table


def test_what_is_said_at_one_desk_is_seen_at_the_other(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    booked = a.house.book(room)
    assert shown(a.house, booked).number is None
    assert a.sync().retired == 2
    assert shown(a.house, booked).number == 1
    b.pull()
    assert shown(b.house, booked).title == "周例会"
    assert b.sync().retired == 0
    same(a, b)


def test_an_edit_of_what_is_not_answered_yet_stays_on_the_screen(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    booked = a.house.book(room)
    retitle(a.house, booked, "我改的")
    a.house.add_room("401")
    b.pull()
    retitle_room = b.house.book(room, 600)  # a round of another's makes A redo both
    b.sync()
    a.pull()
    assert shown(a.house, booked).title == "我改的"
    a.push_one()
    absorbed = a.pull()[-1]
    assert absorbed.retired == 1
    assert shown(a.house, booked).title == "我改的"
    assert shown(a.house, booked).number is not None
    assert shown(a.house, retitle_room).title == "周例会"
    a.sync()
    same(a, b)


def test_a_refused_booking_vanishes_with_all_that_hung_on_it(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    theirs = b.house.book(room, 60)
    mine = a.house.book(room, 60)
    edit = retitle(a.house, mine, "改")
    b.sync()
    a.push()
    absorbed = a.pull()[-1]
    assert absorbed.refused == 2
    assert meeting(a.house, mine) is None
    assert shown(a.house, theirs).id == theirs
    first, second = inbox(a.house).refusals
    assert (first.code, first.is_final, first.cause) == ("slot_taken", True, None)
    assert '"周例会"' in first.body  # the person's values are kept
    assert (second.code, second.op_id, second.cause) == ("gone", edit, first.op_id)
    assert table(a.house, "shadow") == []
    same(a, b)


def test_what_will_be_refused_is_parked_and_sent_all_the_same(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    theirs = b.house.book(room, 60)
    b.sync()
    a.pull()
    assert meeting(a.house, mine) is None
    [guess] = inbox(a.house).refusals
    assert not guess.is_final
    assert inbox(a.house).waiting == 0
    assert a.house.console.waiting().parked == 1
    b.house.do(CancelMeeting(theirs, "不开了"))
    b.sync()
    a.pull()  # its slot is free again: what was parked is shown, and no guess stays
    assert shown(a.house, mine).title == "周例会"
    assert inbox(a.house).refusals == ()
    assert a.house.console.waiting().parked == 0
    assert a.sync().refused == 0
    same(a, b)


def test_a_parked_op_that_central_takes_after_all_is_no_refusal(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    theirs = b.house.book(room, 60)
    b.sync()
    a.pull()
    b.house.do(CancelMeeting(theirs, "不开了"))
    b.sync()
    assert inbox(a.house).refusals
    assert a.sync().refused == 0  # in one round: the answer and the freed slot
    assert inbox(a.house).refusals == ()
    assert shown(a.house, mine).number == 2
    same(a, b)


def test_a_room_freed_by_a_move_elsewhere_brings_the_parked_booking_back(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room, other = a.house.add_room("302"), a.house.add_room("401")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    theirs = b.house.book(room, 60)
    b.sync()
    a.pull()
    assert meeting(a.house, mine) is None
    move(b.house, theirs, other)  # the new image names the other room only
    b.sync()
    a.pull()
    assert shown(a.house, mine).room_id == room


def test_what_is_parked_for_the_room_its_meeting_was_moved_to_comes_back(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room, other = a.house.add_room("302"), a.house.add_room("401")
    mine, running = a.house.book(room, 120), a.house.book(other, 10)
    a.sync()
    b.pull()
    a.house.do(StartMeeting(mine, a.house.at))
    b.house.do(StartMeeting(running, b.house.at))
    move(b.house, mine, other)
    b.sync()
    a.pull()
    assert shown(a.house, mine).state is MeetingState.CONFIRMED  # the room it is in now is taken
    assert a.house.console.waiting().parked == 1
    b.house.do(EndMeeting(running, b.house.at, EndKind.EARLY))
    b.sync()
    a.pull()  # names the other room and the other meeting only
    assert shown(a.house, mine).state is MeetingState.IN_SESSION
    assert a.sync().refused == 0
    same(a, b)


def test_an_edit_that_changed_nothing_is_found_again_when_its_row_changes(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    retitle(a.house, booked, "甲")
    retitle(b.house, booked, "乙")
    b.sync()
    a.pull()
    assert shown(a.house, booked).title == "乙"  # a collision: central's value is shown
    retitle(b.house, booked, "周例会")
    b.sync()
    a.pull()
    assert shown(a.house, booked).title == "甲"
    a.sync()
    same(a, b)


def test_a_conflict_is_a_guess_first_and_a_record_then(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    mine = retitle(a.house, booked, "甲")
    retitle(b.house, booked, "乙")
    b.sync()
    a.pull()
    assert table(a.house, "inbox", "op_id, status, final") == [(mine, "conflict", 0)]
    assert a.house.console.waiting().parked == 0
    absorbed = a.sync()
    assert (absorbed.conflicts, absorbed.refused) == (1, 0)
    assert table(a.house, "inbox", "op_id, status, final") == [(mine, "conflict", 1)]
    [found] = inbox(a.house).conflicts
    assert (found.was, found.mine, found.theirs, found.now) == ('"周例会"', '"甲"', '"乙"', '"乙"')
    assert found.body is not None
    assert '"甲"' in found.body
    b.pull()
    assert inbox(b.house).conflicts[0].body is None
    assert inbox(b.house).waiting == 1
    same(a, b)


def test_keys_of_earlier_pages_of_a_round_are_remembered(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    b.house.book(room, 60)  # what A collides with comes first
    for n in range(6):
        b.house.add_room(f"5{n:02}")  # nothing to do with it: the last pages
    b.sync()
    taken = a.pull(limit=2)
    assert len(taken) > 2
    assert meeting(a.house, mine) is None
    assert [guess.code for guess in inbox(a.house).refusals] == ["slot_taken"]


def test_after_a_restart_in_the_middle_of_a_round_everything_is_redone(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    mine = a.house.book(room, 60)
    b.house.book(room, 60)
    for n in range(20):
        b.house.add_room(f"5{n:02}")
    b.sync()
    first = a.page(limit=12)
    assert first is not None
    assert first.more
    assert a.house.console.absorb(first).is_last is False
    assert shown(a.house, mine).room_id == room
    folder = a.house.store.path.parent
    a.house.close()
    again = Line(a.database, type(a.house)(folder, seed=77))
    with closing(again.house):
        again.pull()
        assert meeting(again.house, mine) is None
        again.sync()


def test_a_row_that_is_deleted_goes_at_the_other_desk_too(desks: tuple[Line, Line]) -> None:
    a, b = desks
    drawn = a.house.new_id()
    a.house.do(DrawOutline(drawn, a.house.add_floor(), OutlineKind.ROOM, ((0, 0), (9, 0), (9, 9))))
    a.sync()
    b.pull()
    assert len(table(b.house, "outline")) == 1
    b.house.do(EraseOutline(drawn))
    assert table(b.house, "outline") == []
    b.sync()
    a.pull()
    assert table(a.house, "outline") == []
    same(a, b)


def test_a_row_deleted_at_central_that_was_changed_here_meanwhile(desks: tuple[Line, Line]) -> None:
    a, b = desks
    drawn, floor = a.house.new_id(), a.house.add_floor()
    points = ((0, 0), (9, 0), (9, 9))
    a.house.do(DrawOutline(drawn, floor, OutlineKind.ROOM, points))
    a.sync()
    b.pull()
    a.house.do(DrawOutline(drawn, floor, OutlineKind.ROOM, points, label="改"))
    b.house.do(EraseOutline(drawn))
    b.sync()
    a.pull()
    assert table(a.house, "shadow", "id, image") == [(drawn, None)]  # the tombstone went into the shadow
    a.sync()
    same(a, b)


def test_two_who_assign_one_task_are_told(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"), expected=20)
    people = [a.house.add_person("王海燕"), a.house.add_person("李静")]
    a.sync()
    b.pull()
    with a.house.store.reading() as connection:
        task = connection.exec_driver_sql(
            "SELECT id FROM task WHERE meeting_id = ? AND role = 'attendant' ORDER BY id", (booked,)
        ).scalar()
    assert task
    for line, person in ((a, people[0]), (b, people[1])):
        line.house.do(AssignTasks((task,), person, (None,), "试"))
    a.sync()
    assert b.sync().conflicts == 1
    [found] = inbox(b.house).conflicts
    assert found.now == f'"{people[0]}"'
    same(a, b)


def test_only_a_received_result_retires_an_op(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    a.house.book(a.house.add_room("302"))
    a.push()
    assert a.last == 2  # central has said that it processed both
    assert set(states(a.house).values()) == {"pending"}
    assert a.house.console.to_push(a.last, LIMITS) == []
    assert a.house.console.pending() == 2
    a.pull()
    assert set(states(a.house).values()) == {"ok"}


def test_two_rooms_of_one_number_are_found_although_they_share_no_id(desks: tuple[Line, Line]) -> None:
    a, b = desks
    mine = a.house.add_room("302")
    theirs = b.house.add_room("302")
    b.sync()
    a.pull()
    assert [row[1] for row in table(a.house, "room", "site_id, id")] == [theirs]
    assert [guess.code for guess in inbox(a.house).refusals] == ["number_taken"]
    seen = RoomFields(number="302")
    b.house.do(EditRoom(theirs, RoomFields(number="402/甲"), seen))
    b.sync()
    a.pull()  # the number is free again
    assert {row[0] for row in table(a.house, "room", "id")} == {mine, theirs}
    a.sync()
    same(a, b)
