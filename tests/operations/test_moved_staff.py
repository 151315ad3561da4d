"""A meeting that moves takes its attendants along: not to a time at which they are elsewhere (R43)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.ids import derived
from app.domain.ops import (
    AssignTasks,
    CancelMeeting,
    EditMeeting,
    ImportMeeting,
    MeetingFields,
    MoveMeeting,
    Operation,
    Source,
    UnassignTasks,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import MeetingDetail
from app.domain.states import Role
from tests.support.house import SITE, House


def staffed(house: House, room: str, start_min: int, person: str, override: str = "测试") -> str:
    meeting = house.book(room, start_min, override=override)
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


def test_an_undo_brings_a_meeting_back_to_where_its_people_were_busy_before(tmp_path: Path) -> None:
    house = House(tmp_path, at=1_781_049_600_000)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    meeting = staffed(house, first, 90, person, override="")
    other = house.book(second, 100)
    standby = derived(other, "task", "standby.1")
    house.do(AssignTasks((standby,), person, (None,), "人手不够"))  # double-booked on purpose
    house.do(moved(house, meeting, 4))
    house.undo()
    file = house.console.ask(MeetingDetail(meeting))
    assert file is not None
    assert file.meeting.starts_at == house.at + 90 * MINUTE
    assert file.meeting.override == ""
    house.close()


def test_an_undo_is_refused_for_what_its_people_were_given_since(tmp_path: Path) -> None:
    house = House(tmp_path, at=1_781_049_600_000)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    meeting = staffed(house, first, 90, person, override="")
    colleague = house.add_person("另一位", Role.DESK)
    house.do(moved(house, meeting, 4))
    house.pass_time(1)
    house.actor = colleague  # somebody else gives her work there meanwhile
    other = house.book(second, 100)
    standby = derived(other, "task", "standby.1")
    house.do(AssignTasks((standby,), person, (None,)))
    house.actor = ""
    with pytest.raises(Refused) as refused:
        house.undo()
    assert refused.value.code == "person_busy"
    assert refused.value.params["by"] == standby
    house.close()


MORNING = 1_781_049_600_000  # 2026-06-10 08:00 in Shanghai
IMPORTED = derived(SITE, "meeting", "u", "")


def tasks_of(house: House, meeting: str, slot: int = 1) -> tuple[str, ...]:
    file = house.console.ask(MeetingDetail(meeting))
    assert file is not None
    return tuple(task.id for task in file.tasks if task.slot == slot)


def given(house: House, meeting: str, person: str, slot: int = 1, override: str = "") -> AssignTasks:
    tasks = tasks_of(house, meeting, slot)
    return AssignTasks(tasks, person, (None,) * len(tasks), override)


def taken(house: House, meeting: str, person: str) -> UnassignTasks:
    tasks = tasks_of(house, meeting)
    return UnassignTasks(tasks, (person,) * len(tasks))


def whose(house: House, meeting: str, slot: int = 1) -> set[str | None]:
    file = house.console.ask(MeetingDetail(meeting))
    assert file is not None
    return {task.assignee_id for task in file.tasks if task.slot == slot}


def two_desks(tmp_path: Path) -> tuple[House, str, str, list[str]]:
    """A house with an attendant on the first of two meetings at one time, and two supervisors."""
    house = House(tmp_path, at=MORNING)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    meeting, other = staffed(house, first, 90, person), house.book(second, 90)
    desks = [house.add_person(name, Role.SUPERVISOR) for name in ("甲", "乙")]
    return house, meeting, other, desks


def meanwhile(house: House, desks: list[str], first: Operation, second: Operation) -> None:
    """One supervisor does the first, another the second; then it is the first one's turn again."""
    house.actor = desks[0]
    house.do(first)
    house.actor = desks[1]
    house.do(second)
    house.actor = desks[0]


def test_a_task_does_not_come_back_to_somebody_who_is_elsewhere_by_now(tmp_path: Path) -> None:
    house, meeting, other, desks = two_desks(tmp_path)
    (person,) = whose(house, meeting)
    assert person is not None
    meanwhile(house, desks, taken(house, meeting, person), given(house, other, person))
    with pytest.raises(Refused) as refused:
        house.undo()
    assert (refused.value.code, refused.value.params["person"]) == ("person_busy", person)
    house.actor = desks[1]
    house.undo()
    house.actor = desks[0]
    house.undo()
    assert whose(house, meeting) == {person}
    house.close()


def test_a_meeting_that_comes_back_comes_without_whom_it_lost_meanwhile(tmp_path: Path) -> None:
    house, meeting, other, desks = two_desks(tmp_path)
    (person,) = whose(house, meeting)
    assert person is not None
    meanwhile(house, desks, CancelMeeting(meeting, "测试"), given(house, other, person))
    house.undo()
    assert (whose(house, meeting), whose(house, other)) == ({None}, {person})
    house.close()


def test_a_second_attendant_who_was_let_go_and_is_elsewhere_is_not_called_back(tmp_path: Path) -> None:
    house = House(tmp_path, at=MORNING)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    meeting, other = house.book(first, 90, expected=40), house.book(second, 90)
    house.do(given(house, meeting, person, 2))
    fewer = EditMeeting(meeting, MeetingFields(expected=20), MeetingFields(expected=40))
    house.do(fewer)
    house.do(given(house, other, person))
    house.do(EditMeeting(meeting, MeetingFields(expected=40), MeetingFields(expected=20)))
    assert (whose(house, meeting, 2), whose(house, other)) == ({None}, {person})
    house.close()


def imported(house: House, room: str, sequence: int, start_min: int) -> None:
    start = house.at + start_min * HOUR // 60
    op = ImportMeeting(IMPORTED, Source("u", sequence=sequence), room, "会", start, start + HOUR, expected=20)
    house.console.import_all([op], "", lambda _n, _of: None, lambda: False)


def test_an_import_moves_a_meeting_without_whom_it_needs_elsewhere_and_undo_brings_them_back(
    tmp_path: Path,
) -> None:
    house = House(tmp_path, at=MORNING)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    imported(house, first, 0, 90)
    house.do(given(house, IMPORTED, person))
    staffed(house, second, 330, person)
    imported(house, first, 1, 330)
    assert whose(house, IMPORTED) == {None}
    house.undo()
    assert whose(house, IMPORTED) == {person}
    house.redo()
    assert whose(house, IMPORTED) == {None}
    imported(house, first, 2, 210)  # where the attendant would have been free: the tasks wait for dispatch
    assert whose(house, IMPORTED) == {None}
    house.close()


def test_whom_somebody_double_booked_on_purpose_an_import_leaves_there(tmp_path: Path) -> None:
    house = House(tmp_path, at=MORNING)
    first, second, person = house.add_room("301"), house.add_room("302"), house.add_person()
    imported(house, first, 0, 90)
    staffed(house, second, 90, person)
    house.do(given(house, IMPORTED, person, override="人手不够"))
    imported(house, first, 1, 100)
    assert whose(house, IMPORTED) == {person}
    house.close()
