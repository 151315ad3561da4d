"""Several operations said as one act see what those before them in the act have done, before any flush."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from app.domain.errors import Refused
from app.domain.ops import (
    AddRoom,
    BookMeeting,
    CancelMeeting,
    DisableRoom,
    EditMeeting,
    EditRoom,
    MeetingFields,
    Operation,
    RetireRoom,
    RoomFields,
)
from app.domain.periods import DAY, HOUR
from app.domain.questions import MeetingDetail, RoomList
from app.domain.states import MeetingClass, MeetingState
from app.operations import registry
from app.operations.context import Context
from tests.support.house import House, house
from tests.support.tables import overlaps


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    with house(tmp_path / "data") as made:
        yield made


def booking(home: House, room: str, days: int = 0) -> BookMeeting:
    start = home.at + HOUR + days * DAY
    return BookMeeting(
        home.new_id(), room, "会", start, start + HOUR, expected=3, meeting_class=MeetingClass.SELF_SERVICE,
        override="测试",
    )  # fmt: skip


def state(home: House, meeting: str) -> MeetingState:
    file = home.console.ask(MeetingDetail(meeting))
    assert file is not None
    return file.meeting.state


def refused(home: House, *ops: Operation) -> str:
    with pytest.raises(Refused) as caught:
        home.do(*ops)
    return caught.value.code


def test_a_meeting_put_in_the_place_of_another_is_taken_back_as_one(home: House) -> None:
    room = home.add_room("302")
    old, new = booking(home, room), booking(home, room)
    home.do(old)
    home.do(CancelMeeting(old.id, "测试"), new)
    home.undo()
    assert (state(home, old.id), state(home, new.id)) == (MeetingState.CONFIRMED, MeetingState.WITHDRAWN)
    home.redo()
    assert (state(home, old.id), state(home, new.id)) == (MeetingState.CANCELLED, MeetingState.CONFIRMED)
    assert overlaps(home) == []


def test_what_was_so_already_does_not_stop_the_act_nor_its_undo(home: House) -> None:
    room = home.add_room("302")
    old, new = booking(home, room), booking(home, room)
    home.do(old)
    home.do(CancelMeeting(old.id, "测试"))
    home.do(CancelMeeting(old.id, "测试"), new)
    home.undo()
    assert (state(home, old.id), state(home, new.id)) == (MeetingState.CANCELLED, MeetingState.WITHDRAWN)


def test_a_room_that_somebody_waits_for_stays_in_the_register_however_far_the_day(home: House) -> None:
    room = home.add_room("302")
    far = booking(home, room, days=90)
    home.do(far)
    assert refused(home, RetireRoom(room)) == "room_booked"
    home.do(CancelMeeting(far.id, "测试"), RetireRoom(room))
    assert home.console.ask(RoomList()) == ()


def test_a_room_is_not_closed_over_a_meeting_far_from_what_else_is_said(home: House) -> None:
    room = home.add_room("302")
    far = booking(home, room, days=20)
    home.do(far)
    shut = DisableRoom(home.new_id(), room, far.starts_at, far.ends_at, "检修")
    assert refused(home, booking(home, room), shut) == "room_booked"


def test_a_number_that_the_same_act_frees_is_free_and_one_it_takes_is_taken(home: House) -> None:
    room = home.add_room("302")
    renumber = EditRoom(room, set=RoomFields(number="303"), was=RoomFields(number="302"))
    assert refused(home, renumber, AddRoom(home.new_id(), "303", "三〇三")) == "number_taken"
    home.do(renumber, AddRoom(home.new_id(), "302", "三〇二"))
    assert sorted(each.number for each in home.console.ask(RoomList())) == ["302", "303"]


def test_what_a_failing_operation_wrote_is_not_there_for_the_next(
    home: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    room = home.add_room("302")
    broken, sound = booking(home, room), booking(home, room)
    apply = registry._APPLY[BookMeeting]

    def fails(op: Any, context: Context) -> None:
        apply(op, context)
        if op.id == broken.id:
            raise ZeroDivisionError

    monkeypatch.setitem(cast("dict[Any, Any]", registry._APPLY), BookMeeting, fails)
    edit = EditMeeting(broken.id, MeetingFields(title="改"), MeetingFields(title="会"))
    with caplog.at_level("CRITICAL"):
        done = home.console.import_all([broken, edit, sound], "", lambda _n, _of: None, lambda: False)
    assert [(index, refusal.code) for index, refusal in done.refused] == [(0, "internal"), (1, "gone")]
    assert state(home, sound.id) is MeetingState.CONFIRMED
