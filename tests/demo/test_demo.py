"""The demo building: drawn soundly, played without a refusal, always the same; the day of the pictures."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from app.bootstrap.console import demo_console
from app.demo.house import ZONE, Day, Ids, wall
from app.demo.moment import demo_moment
from app.demo.plans import FLOORS, Part
from app.demo.play import play
from app.demo.register import ATTENDANTS, ENGINEERS, ROOMS
from app.demo.script import script
from app.desk.clock import DeskClock
from app.domain import checklists, dispatch, rooms
from app.domain.periods import day_of
from app.domain.questions import BoardBetween, RoomList
from app.domain.records import Board
from app.domain.states import CheckOwner, OutlineKind, Role, RoomClass, RoomStatus
from app.store.tables import SUBJECTS
from tests.support.house import house

PICTURE = Day(date(2026, 6, 10))
NOW = PICTURE.at(wall("13:42"))


def furnished(folder, at: int, seed: int = 1):
    """A console with the demo in it; fails on a refusal."""
    made = house(folder, at=at)
    one = made.__enter__()
    refused = play(one.console, list(script(day_of(at, ZONE), seed, at)), seed)
    assert [(act.at, why.code, why.params) for act, why in refused] == []
    return made, one


def board_of(one, day: Day) -> Board:
    return one.console.ask(BoardBetween(day.at(0), day.at(1440)))


@pytest.fixture(scope="module")
def picture(tmp_path_factory):
    made, one = furnished(tmp_path_factory.mktemp("picture"), NOW)
    yield board_of(one, PICTURE)
    made.__exit__(None, None, None)


def dump(one) -> dict[str, list[tuple[object, ...]]]:
    with one.store.reading() as connection:
        tables = [str(table.__table__.name) for table in SUBJECTS.values()]  # type: ignore[attr-defined]  # every mapped class has one
        found = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")]
            for name in tables
        }
        sql = "SELECT seq, op_id, kind, actor, at FROM outbox ORDER BY seq"
        found["outbox"] = [tuple(row) for row in connection.exec_driver_sql(sql)]
    return found


# drawings ------------------------------------------------------------------------------------------------


def _cells(part: Part) -> set[tuple[int, int]]:
    """The 10 cm cells inside a polygon whose edges run along the axes."""
    xs = [x for x, _ in part.points]
    edges = list(zip(part.points, (*part.points[1:], part.points[0]), strict=True))
    found: set[tuple[int, int]] = set()
    for y in range(min(y for _, y in part.points), max(y for _, y in part.points), 10):
        cuts = sorted(a[0] for a, b in edges if a[0] == b[0] and min(a[1], b[1]) <= y < max(a[1], b[1]))
        assert len(cuts) % 2 == 0, part.name
        for low, high in zip(cuts[::2], cuts[1::2], strict=True):
            found.update((x, y) for x in range(low, high, 10))
    assert found, part.name
    assert min(x for x, _ in found) >= min(xs)
    return found


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_nothing_on_a_floor_lies_on_anything_else(floor) -> None:
    taken: dict[tuple[int, int], str] = {}
    for part in floor.parts:
        assert len(set(part.points)) == len(part.points)
        for cell in _cells(part):
            assert cell not in taken, f"{part.name} lies on {taken[cell]}"
            taken[cell] = part.name or part.kind.value


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_every_door_is_a_gap_in_its_own_wall(floor) -> None:
    for part in floor.parts:
        edges = list(zip(part.points, (*part.points[1:], part.points[0]), strict=True))
        for x0, y0, x1, y1 in part.doors:
            assert any(_on(a, b, (x0, y0)) and _on(a, b, (x1, y1)) for a, b in edges), part.name


def _on(a: tuple[int, int], b: tuple[int, int], point: tuple[int, int]) -> bool:
    low = (min(a[0], b[0]), min(a[1], b[1]))
    high = (max(a[0], b[0]), max(a[1], b[1]))
    return all(low[axis] <= point[axis] <= high[axis] for axis in (0, 1))


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_every_room_opens_onto_a_corridor(floor) -> None:
    ground = {cell for part in floor.parts if part.kind is OutlineKind.CORRIDOR for cell in _cells(part)}
    for room in floor.rooms:
        assert room.doors, room.name
        x, y = room.doors[0][0], room.doors[0][1]
        near = {
            (x // 10 * 10 + dx, y // 10 * 10 + dy) for dx in (-20, -10, 0, 10) for dy in (-20, -10, 0, 10)
        }
        assert near & ground, room.name


def test_the_plan_is_no_grid() -> None:
    bent = {part.name for floor in FLOORS for part in floor.rooms if len(part.points) > 4}
    assert bent == {"310", "214", "112"}
    assert {part.kind for floor in FLOORS for part in floor.parts} == set(OutlineKind)
    widths = {max(x for x, _ in p.points) - min(x for x, _ in p.points) for p in FLOORS[2].rooms}
    assert len(widths) > 12


def test_the_register_is_the_one_of_the_pictures(picture: Board) -> None:
    assert Counter(room.number[0] for room in picture.rooms) == {"1": 18, "2": 22, "3": 20}
    assert {room.room_class for room in picture.rooms} == set(RoomClass)
    assert Counter(person.role for person in picture.people) == {
        Role.ATTENDANT: 14, Role.ENGINEER: 4, Role.DESK: 1, Role.SUPERVISOR: 1, Role.MANAGER: 1,
    }  # fmt: skip
    assert {p.name for p in picture.people if p.role is Role.ATTENDANT} == set(ATTENDANTS)
    assert {p.name for p in picture.people if p.role is Role.ENGINEER} == set(ENGINEERS)
    assert picture.device_count == 306
    assert picture.rules.site_name == "市机关会议中心"


# the day of the pictures ---------------------------------------------------------------------------------


def test_the_day_has_62_meetings_and_they_stand_as_painted(picture: Board) -> None:
    assert len(picture.meetings) == 62
    numbers = {room.id: room.number for room in picture.rooms}
    assert Counter(numbers[m.room_id][0] for m in picture.meetings)["3"] == 36
    seen = {numbers[key]: view for key, view in rooms.views(picture, NOW).items()}
    third = {number: view.status.value for number, view in seen.items() if number[0] == "3"}
    assert third == {
        "301": "in_session", "302": "preparing", "303": "available", "304": "ready", "305": "preparing",
        "306": "in_session", "307": "ready", "308": "preparing", "309": "to_clean", "310": "reserved_soon",
        "311": "in_session", "312": "reserved_soon", "313": "overrun", "314": "cleaning",
        "315": "reserved_soon", "316": "out_of_service", "317": "in_session", "318": "reserved_soon",
        "319": "available", "320": "in_session",
    }  # fmt: skip
    counted = Counter(view.status for view in seen.values())
    assert counted[RoomStatus.IN_SESSION] == 14
    assert counted[RoomStatus.OVERRUN] == 1
    assert counted[RoomStatus.TO_CLEAN] == 2
    assert [number for number, view in seen.items() if view.not_ready] == ["302"]
    staffed = {
        n: (v.arrived, v.needed) for n, v in seen.items() if n in {"301", "302", "304", "305", "306", "308"}
    }
    assert staffed == {
        "301": (3, 3), "302": (1, 1), "304": (1, 1), "305": (0, 1), "306": (2, 2), "308": (2, 3),
    }  # fmt: skip
    soon = [m for m in picture.meetings if m.started_at is None and NOW < m.starts_at <= NOW + 30 * 60_000]
    assert sorted(numbers[m.room_id] for m in soon) == ["203", "207", "302", "304", "307", "313"]


def test_the_check_list_of_308_stands_as_painted(picture: Board) -> None:
    numbers = {room.id: room.number for room in picture.rooms}
    meeting = next(m for m in picture.meetings if numbers[m.room_id] == "308" and m.starts_at > NOW)
    checks = [check for check in picture.checks if check.meeting_id == meeting.id]
    answered = {owner: checklists.progress(meeting, checks, owner) for owner in CheckOwner}
    assert answered == {CheckOwner.DESK: (4, 6), CheckOwner.ATTENDANT: (7, 11), CheckOwner.ENGINEER: (9, 9)}
    open_ones = [
        item.code for item in checklists.blocking(meeting, checks) if item.owner is CheckOwner.ATTENDANT
    ]
    assert open_ones == ["nameplates", "hot_water"]


def test_what_waits_for_dispatch_is_what_the_picture_shows(picture: Board) -> None:
    crew = dispatch.crew_of(picture, PICTURE.on, NOW)
    waiting = dispatch.queue(picture, crew)
    numbers = {room.id: room.number for room in picture.rooms}
    named = Counter(numbers[entry.tasks[0].room_id or ""] for entry in waiting if not entry.is_offered)
    assert named == {"309": 2, "308": 1, "202": 2, "315": 1, "204": 1, "312": 1, "318": 1, "310": 3}
    assert [numbers[entry.tasks[0].room_id or ""] for entry in waiting if entry.is_offered] == ["212"]
    away = [day.person.name for day in crew.people if day.is_away]
    assert away == ["郑小玲"]


def test_past_days_are_cleaned_up_and_coming_ones_booked(tmp_path) -> None:
    made, one = furnished(tmp_path, NOW)
    try:
        before = one.console.ask(BoardBetween(PICTURE.plus(-14).at(0), PICTURE.at(0)))
        after = one.console.ask(BoardBetween(PICTURE.plus(1).at(0), PICTURE.plus(15).at(0)))
    finally:
        made.__exit__(None, None, None)
    assert {m.state.value for m in before.meetings} <= {"cleaned", "no_show"}
    assert not any(task.is_open for task in before.tasks)
    assert len(before.meetings) > 150
    assert len(after.meetings) > 100
    by_day = Counter(day_of(m.starts_at, ZONE) for m in (*before.meetings, *after.meetings))
    assert all(by_day[on] <= 5 for on in by_day if on.weekday() >= 5)


# any day, any minute --------------------------------------------------------------------------------------


def test_the_same_seed_makes_the_same_house(tmp_path) -> None:
    houses = []
    for name in ("one", "other"):
        made, one = furnished(tmp_path / name, NOW)
        houses.append(dump(one))
        made.__exit__(None, None, None)
    assert houses[0] == houses[1]
    made, other = furnished(tmp_path / "seed 2", NOW, seed=2)
    assert dump(other)["meeting"] != houses[0]["meeting"]
    made.__exit__(None, None, None)


def test_the_demo_of_the_program_is_of_the_same_site_each_time(tmp_path) -> None:
    sites = []
    for name, seed in (("one", 1), ("other", 1), ("seed 2", 2)):
        console = demo_console(tmp_path / name, DeskClock.running_from(NOW), seed)
        sites.append((console.identity.site_id, len(console.ask(RoomList()))))
        console.close()
    assert sites[0] == sites[1]
    assert sites[0][0] != sites[2][0]


@pytest.mark.parametrize(
    "moment",
    ["2026-06-10T23:59", "2026-11-23T13:42", "2026-06-13T10:30", "2026-02-28T08:00", "2027-12-31T17:20"],
)
def test_other_days_are_as_lively_and_nobody_is_in_two_places(tmp_path, moment: str) -> None:
    at = demo_moment(moment, 0)
    day = Day(day_of(at, ZONE))
    made, one = furnished(tmp_path, at)
    try:
        board = board_of(one, day)
    finally:
        made.__exit__(None, None, None)
    assert len(board.meetings) == (62 if day.is_working else 20)
    held: dict[str, list[tuple[int, int]]] = {}
    for meeting in board.meetings:
        if not meeting.holds:
            continue
        end = min(meeting.ends_at, meeting.ended_at or meeting.ends_at)
        for low, high in held.setdefault(meeting.room_id, []):
            assert meeting.starts_at >= high or end <= low
        held[meeting.room_id].append((meeting.starts_at, end))
    at_once: Counter[str | None] = Counter()
    for task in board.tasks:
        if task.started_at is not None and task.done_at is None and task.is_open and not task.override:
            at_once[task.assignee_id] += 1
    # Tea is served by whoever stands in the room, so two begun tasks of one room can be one person's.
    assert all(count <= 2 for count in at_once.values())


def test_any_minute_of_the_day_can_be_shown(tmp_path) -> None:
    chosen = random.Random(7).sample(range(480, 1200), 2)
    for n, minute in enumerate(chosen):
        at = PICTURE.at(minute)
        made, one = furnished(tmp_path / str(n), at)
        views = rooms.views(board_of(one, PICTURE), at)
        made.__exit__(None, None, None)
        assert len(views) == len(ROOMS)


def test_acts_come_in_order_and_none_after_the_moment() -> None:
    acts = list(script(PICTURE.on, 1, NOW))
    assert all(a.at <= b.at for a, b in pairwise(acts))
    assert acts[-1].at <= NOW
    assert acts == list(script(PICTURE.on, 1, NOW))


def test_the_usual_moment_is_a_working_day() -> None:
    saturday = Day(date(2026, 6, 13)).at(wall("09:00"))
    assert demo_moment(None, saturday) == Day(date(2026, 6, 12)).at(wall("13:42"))
    assert demo_moment("2026-06-10T13:42", 0) == NOW
    assert Ids(1).room("302") != Ids(2).room("302")
