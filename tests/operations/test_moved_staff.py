"""A meeting that moves takes its attendants along: not to a time at which they are elsewhere (R43)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import AssignTasks, MoveMeeting
from app.domain.periods import HOUR
from app.domain.questions import MeetingDetail
from tests.support.house import House


def staffed(house: House, room: str, start_min: int, person: str) -> str:
    meeting = house.book(room, start_min)
    tasks = tuple(derived(meeting, "task", f"{kind}.1") for kind in ("setup", "guide", "standby", "clean"))
    house.do(AssignTasks(tasks, person, (None,) * len(tasks)))
    return meeting


def moved(house: House, meeting: str, hours: int, override: str = "") -> MoveMeeting:
    file = house.console.ask(MeetingDetail(meeting))
    assert file is not None
    was = file.meeting
    start, end = was.starts_at + hours * HOUR, was.ends_at + hours * HOUR
    return MoveMeeting(meeting, was.room_id, start, end, was.room_id, was.starts_at, was.ends_at, override)


def test_a_meeting_does_not_move_to_a_time_its_attendant_is_elsewhere(tmp_path: Path) -> None:
    house = House(tmp_path, at=1_781_049_600_000)  # 2026-06-10 08:00 in Shanghai
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    meeting = staffed(house, first, 90, person)
    staffed(house, second, 330, person)
    with pytest.raises(Refused) as refused:
        house.do(moved(house, meeting, 4))
    assert refused.value.code == "person_busy"
    assert refused.value.params["person"] == person
    assert refused.value.params["waivable"] == 1
    house.do(moved(house, meeting, 4, "人手不够"))  # on purpose, with a reason
    house.undo()
    house.do(moved(house, meeting, 1))  # where nobody is needed elsewhere it moves
    house.close()
