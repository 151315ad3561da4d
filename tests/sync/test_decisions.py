"""What people decide of refusals, at the author's desk; and what undo may offer once central has spoken."""

from __future__ import annotations

import msgspec
import pytest

from app.domain.errors import Refused
from app.domain.ops import (
    BookMeeting,
    CancelMeeting,
    EditMeeting,
    JoinWaitlist,
    MeetingFields,
    PromoteWaiting,
    ReopenRefusal,
    ResolveConflict,
    SettleRefusal,
)
from app.domain.periods import MINUTE
from app.domain.questions import Inbox, Unconfirmed
from app.domain.states import ConflictChoice, RefusalChoice
from app.operations import wire
from tests.support.house import House
from tests.support.line import Line
from tests.support.tables import rows_of
from tests.sync.stage import inbox, meeting, move, retitle, same, shown, states, table


def refused(a: Line, b: Line, title: str = "周例会") -> str:
    """A books what B has booked, and is refused; the op's id."""
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    b.house.book(room, 60)
    a.house.book(room, 60, title=title)
    b.sync()
    a.sync()
    [found] = inbox(a.house).refusals
    return found.op_id


def test_a_refusal_is_settled_and_comes_back_by_undo(desks: tuple[Line, Line]) -> None:
    a, b = desks
    op_id = refused(a, b)
    assert inbox(a.house).waiting == 1
    a.house.pass_time(1)
    done = a.house.do(SettleRefusal(op_id, RefusalChoice.DISCARDED))
    assert done.can_undo
    assert inbox(a.house).waiting == 0
    [settled] = inbox(a.house).settled
    assert (settled.choice, settled.settled_at) == ("discarded", a.house.at)
    assert a.house.console.ask(Inbox(a.house.at + 1)).settled == ()
    a.house.undo()
    assert inbox(a.house).waiting == 1
    assert inbox(a.house).settled == ()
    a.house.redo()
    assert inbox(a.house).waiting == 0
    assert a.sync().refused == 0
    same(a, b)
    assert inbox(b.house).settled == ()  # it was A's


def test_a_decision_stands_when_the_answer_comes_again(desks: tuple[Line, Line]) -> None:
    a, b = desks
    op_id = refused(a, b)
    a.house.do(SettleRefusal(op_id, RefusalChoice.REPLACED))
    a.sync()
    known = a.enrolment
    with a.house.store.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = '0' WHERE key = 'have'")
        connection.exec_driver_sql("UPDATE outbox SET state = 'pending'")
    a.pull()
    assert a.enrolment.have == known.have
    assert inbox(a.house).waiting == 0
    assert [found.choice for found in inbox(a.house).settled] == ["replaced"]


def test_only_what_is_there_and_open_can_be_settled(desks: tuple[Line, Line]) -> None:
    a, b = desks
    op_id = refused(a, b)
    lines = len(states(a.house))
    with pytest.raises(Refused) as caught:
        a.house.do(SettleRefusal(a.house.new_id(), RefusalChoice.DISCARDED))
    assert caught.value.code == "gone"
    a.house.do(SettleRefusal(op_id, RefusalChoice.DISCARDED))
    with pytest.raises(Refused) as caught:
        a.house.do(SettleRefusal(op_id, RefusalChoice.REPLACED))
    assert caught.value.code == "already_resolved"
    with pytest.raises(Refused):
        a.house.do(ReopenRefusal(op_id, RefusalChoice.REPLACED))
    assert len(states(a.house)) == lines + 1  # what was refused left nothing
    assert [found.choice for found in inbox(a.house).settled] == ["discarded"]


def test_what_is_only_expected_cannot_be_settled_yet(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    b.house.book(room, 60)
    a.house.book(room, 60)
    b.sync()
    a.pull()
    [guess] = inbox(a.house).refusals
    assert not guess.is_final
    with pytest.raises(Refused):
        a.house.do(SettleRefusal(guess.op_id, RefusalChoice.DISCARDED))


def test_a_decision_that_central_refuses_opens_the_matter_again(desks: tuple[Line, Line]) -> None:
    a, b = desks
    op_id = refused(a, b)
    a.house.do(SettleRefusal(op_id, RefusalChoice.DISCARDED))
    a.push()
    page = a.page()
    assert page is not None
    seq, settling, _ = page.results[-1]
    told = [*page.results[:-1], (seq, settling, wire.Result("refused", 9, "not_allowed"))]
    a.house.console.absorb(wire.Page(**{name: getattr(page, name) for name in page.__struct_fields__}
                                     | {"results": told}))  # fmt: skip
    waiting = {found.op_id: found.code for found in inbox(a.house).refusals}
    assert waiting == {op_id: "slot_taken", settling: "not_allowed"}


def test_a_conflict_is_decided_with_what_the_desk_shows(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    other = a.house.add_room("401")
    a.sync()
    b.pull()
    room = shown(b.house, booked).room_id
    move(b.house, booked, room, later_min=120)
    retitle(b.house, booked, "乙")
    b.sync()
    move(a.house, booked, other)
    retitle(a.house, booked, "甲")
    assert a.sync().conflicts == 2
    slot, title = sorted(inbox(a.house).conflicts, key=lambda found: found.field)
    seen = shown(a.house, booked)
    assert slot.now == f'["{room}", {seen.starts_at}, {seen.ends_at}]'
    assert title.now == '"乙"'
    for found in (slot, title):
        assert found.now is not None
        a.house.do(ResolveConflict(found.id, ConflictChoice.MINE, found.now, override="试"))
    assert inbox(a.house).conflicts == ()
    assert len(inbox(a.house).decided) == 2
    assert (shown(a.house, booked).title, shown(a.house, booked).room_id) == ("甲", other)
    a.sync()
    b.pull()
    assert (shown(b.house, booked).title, shown(b.house, booked).room_id) == ("甲", other)
    same(a, b)


def test_undo_of_what_central_refused_is_not_offered(desks: tuple[Line, Line]) -> None:
    a, b = desks
    room = a.house.add_room("302")
    a.sync()
    b.pull()
    b.house.book(room, 60)
    b.sync()
    other = a.house.add_room("401")
    mine = a.house.book(room, 60)
    a.sync()
    assert meeting(a.house, mine) is None
    undone = a.house.undo()  # what is offered now is the act before
    assert ("room", other) in undone.changed


def test_redo_of_an_undo_that_central_refused_is_not_offered(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    retitle(a.house, booked, "甲")
    a.sync()
    a.house.undo()
    assert a.house.console.undo_state("")[1]
    a.push()
    page = a.page()
    assert page is not None
    seq, undoing, _ = page.results[-1]
    told = [(seq, undoing, wire.Result("refused", 9, "not_allowed"))]
    fields = {name: getattr(page, name) for name in page.__struct_fields__}
    a.house.console.absorb(wire.Page(**fields | {"results": told}))
    assert not a.house.console.undo_state("")[1]


def test_the_number_central_gave_is_no_change_by_somebody_else(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    assert shown(a.house, booked).number == 1
    a.house.undo()
    assert shown(a.house, booked).state == "withdrawn"
    a.sync()
    a.house.redo()
    assert shown(a.house, booked).state == "confirmed"
    a.sync()
    same(a, b)


def test_what_another_desk_changed_since_cannot_be_undone(desks: tuple[Line, Line]) -> None:
    a, b = desks
    booked = a.house.book(a.house.add_room("302"))
    a.sync()
    b.pull()
    retitle(a.house, booked, "甲")
    a.sync()
    b.pull()
    retitle(b.house, booked, "乙")
    b.sync()
    a.pull()
    with pytest.raises(Refused) as caught:
        a.house.undo()
    assert caught.value.code == "changed_since"


def test_a_collision_at_the_author_s_own_desk_is_a_refusal(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    booked = a.house.book(a.house.add_room("302"))
    retitle(a.house, booked, "甲")
    lines = len(states(a.house))
    with pytest.raises(Refused) as caught:
        a.house.do(EditMeeting(booked, MeetingFields(title="乙"), MeetingFields(title="周例会")))
    assert caught.value.code == "changed_meanwhile"
    assert len(states(a.house)) == lines
    assert table(a.house, "inbox") == []


def test_rows_that_hang_on_an_answer_are_named_once_they_are_old_enough(desks: tuple[Line, Line]) -> None:
    a, _ = desks
    room = a.house.add_room("302")
    a.sync()
    booked = a.house.book(room)

    def unconfirmed(limit: int = 100) -> set[tuple[str, str]]:
        return set(a.house.console.ask(Unconfirmed(a.house.at - MINUTE, limit)))

    assert unconfirmed() == set()
    a.house.pass_time(2)
    assert ("meeting", booked) in unconfirmed()
    assert {subject for subject, _ in unconfirmed()} == {"meeting", "task"}
    newer = a.house.add_room("401")
    a.house.pass_time(2)
    assert unconfirmed(limit=1) == {("room", newer)}
    a.sync()
    assert unconfirmed() == set()


def test_a_house_by_itself_hangs_on_no_answer(house: House) -> None:
    house.add_room("302")
    house.pass_time(60)
    assert house.console.ask(Unconfirmed(house.at)) == frozenset()


def test_a_refused_booking_waits_for_its_slot_at_every_desk_and_is_booked_once(
    desks: tuple[Line, Line],
) -> None:
    a, b = desks
    op_id = refused(a, b, title="离线预订")
    booking = msgspec.json.decode(inbox(a.house).refusals[0].body.encode(), type=BookMeeting)
    assert meeting(a.house, booking.id) is None
    [theirs] = [key[1] for key in rows_of(b.house) if key[0] == "meeting"]
    entry = a.house.new_id()
    a.house.do(JoinWaitlist(entry, booking), SettleRefusal(op_id, RefusalChoice.QUEUED))
    a.sync()
    b.pull()
    assert [it.taken_by for it in inbox(b.house).queued] == [theirs]
    b.house.do(CancelMeeting(theirs, "不开了"))
    b.sync()
    a.pull()
    first, second = a.house.new_id(), b.house.new_id()
    a.house.do(PromoteWaiting(entry, first))  # both desks see that it is free
    b.house.do(PromoteWaiting(entry, second))
    a.sync()
    assert b.sync().refused == 1
    assert [it.code for it in inbox(b.house).refusals] == ["not_waiting"]
    assert shown(b.house, first).title == "离线预订"
    assert meeting(b.house, second) is None
    assert inbox(a.house).queued == inbox(b.house).queued == ()
    same(a, b)
