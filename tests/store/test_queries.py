"""Each question is answered from one snapshot, in the order its docstring says, by an index."""

from __future__ import annotations

import base64
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import Connection, event

from app.domain import questions
from app.domain.periods import DAY, HOUR, MINUTE
from app.domain.questions import (
    AlarmList,
    BoardBetween,
    BookingChecked,
    ChangesOf,
    ClosuresOf,
    DayScheduleOn,
    DeviceList,
    FloorList,
    FreeRooms,
    HeldNotices,
    LastPrintOf,
    MeetingDetail,
    MeetingsBetween,
    PeopleList,
    PlanOf,
    RecentChanges,
    RoomList,
    RulesInForce,
    SearchEntries,
    SourcesOf,
)
from app.domain.states import OutlineKind, Role
from app.store import tables
from app.store.engine import Store, open_store
from app.store.queries import ANSWERED_BY, answer
from app.store.queries.base import natural
from tests.store import rows

TODAY = (rows.MIDNIGHT, rows.MIDNIGHT + DAY)


def ask(store: Store, question: Any, now: int = rows.NINE) -> Any:
    with store.reading() as connection:
        return answer(connection, question, now)


@pytest.fixture
def room(store: Store) -> str:
    """One room in a settled store."""
    rows.settle(store)
    rows.put(
        store,
        tables.RoomRow,
        [rows.row(tables.RoomRow, id=rows.name("room"), number="302", capacity=20, room_class="normal")],
    )
    return rows.name("room")


def test_every_question_has_its_answer() -> None:
    asked = {
        each
        for name in questions.__all__
        if isinstance(each := getattr(questions, name), type) and issubclass(each, questions.Question)
    }
    assert asked - {questions.Question} == set(ANSWERED_BY)


def test_numbers_sort_as_people_count() -> None:
    assert sorted(["1001", "302", "B2", "2F", "10F"], key=natural) == ["B2", "2F", "10F", "302", "1001"]


def test_rooms_come_by_floor_and_number_those_without_a_floor_last(store: Store) -> None:
    rows.settle(store)
    rows.put(
        store,
        tables.FloorRow,
        [rows.row(tables.FloorRow, id=rows.name("floor", n), name=f"{n}F", rank=9 - n) for n in (1, 2)],
    )
    placed = [("201", 2), ("1001", 1), ("102", 1), ("9", None)]
    rows.put(
        store,
        tables.RoomRow,
        [
            rows.row(
                tables.RoomRow,
                id=rows.name("room", number),
                number=number,
                room_class="normal",
                floor_id=floor and rows.name("floor", floor),
            )
            for number, floor in placed
        ],
    )
    assert [each.number for each in ask(store, RoomList())] == ["201", "102", "1001", "9"]
    assert [each.name for each in ask(store, FloorList())] == ["2F", "1F"]


def test_the_board_has_what_touches_it_half_open_and_in_order(store: Store, room: str) -> None:
    start, end = TODAY
    rows.put(
        store,
        tables.MeetingRow,
        [
            rows.meeting("ends at the edge", room, start - HOUR),
            rows.meeting("over midnight", room, start - 30 * MINUTE),
            rows.meeting("late", room, end - 30 * MINUTE),
            rows.meeting("begins at the edge", room, end),
            rows.meeting("a month long", room, start - 30 * DAY, 31 * 24 * 60),
            rows.meeting("cancelled", room, start + HOUR, state="cancelled", holds=0),
            rows.meeting("withdrawn", room, start + HOUR, state="withdrawn", holds=0),
        ],
    )
    shown = [each.title.removeprefix("会议 ") for each in ask(store, BoardBetween(start, end)).meetings]
    assert shown == ["a month long", "over midnight", "cancelled", "late"]
    assert ask(store, MeetingsBetween(start, end)) == ask(store, BoardBetween(start, end)).meetings


def test_a_meeting_that_nobody_has_ended_is_on_the_next_days_board(store: Store, room: str) -> None:
    start, end = TODAY
    late = rows.meeting("late", room, start - 2 * HOUR, state="in_session", started_at=start - 2 * HOUR)
    rows.put(store, tables.MeetingRow, [late, rows.meeting("over", room, start - 5 * HOUR, state="ended")])
    board = ask(store, BoardBetween(start, end))
    assert [each.id for each in board.meetings] == [late["id"]]
    assert not ask(store, MeetingsBetween(start, end))


def test_the_board_has_last_evenings_preparation_of_the_first_meeting(store: Store, room: str) -> None:
    start, end = TODAY
    early = rows.meeting("early", room, start + 10 * MINUTE)
    rows.put(store, tables.MeetingRow, [early, rows.meeting("yesterday", room, start - 9 * HOUR)])
    other = rows.meeting("yesterday", room, start - 9 * HOUR)
    rows.put(store, tables.TaskRow, rows.tasks_for("early", early) + rows.tasks_for("yesterday", other))
    rows.put(
        store,
        tables.TaskRow,
        [rows.task("begun", other, "clean", start - 8 * HOUR, start - 7 * HOUR, state="in_progress")],
    )
    tasks = ask(store, BoardBetween(start, end)).tasks
    assert {each.meeting_id for each in tasks} == {early["id"], other["id"]}
    assert sum(each.meeting_id == early["id"] for each in tasks) == 6
    assert [each.id for each in tasks if each.meeting_id == other["id"]] == [rows.name("task", "begun")]
    assert list(tasks) == sorted(tasks, key=lambda each: (each.starts_at, each.id))


def test_the_board_is_whole(store: Store) -> None:
    rows.years(store, rows.building(store), 600)
    rows.put(
        store, tables.RuleRow, [rows.row(tables.RuleRow, id=rows.name("rule"), key="room.opens", value="540")]
    )
    board = ask(store, BoardBetween(*TODAY), now=rows.NINE + 5)
    assert (len(board.rooms), len(board.people), board.device_count) == (60, 18, 300)
    assert (len(board.meetings), len(board.tasks), len(board.checks)) == (60, 360, 180)
    assert (board.read_at, board.rules.opens, board.rules.closes) == (rows.NINE + 5, 540, 1080)
    assert len(board.presence) == 18
    assert board.people[1].skills == ("茶水", "视频")
    assert ask(store, RulesInForce()) == board.rules


def test_the_board_is_of_one_moment(store: Store) -> None:
    """A change between two of its SELECTs is not seen."""
    made = rows.building(store, rooms=2)
    late = rows.meeting("late", made[0], rows.NINE)

    def write(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "FROM closure" in statement and not written:
            written.append(statement)
            rows.put(store, tables.MeetingRow, [late])
            rows.put(store, tables.TaskRow, rows.tasks_for("late", late))

    written: list[str] = []
    event.listen(store.reader, "before_cursor_execute", write)
    try:
        board = ask(store, BoardBetween(*TODAY))
    finally:
        event.remove(store.reader, "before_cursor_execute", write)
    assert written
    assert not board.meetings
    assert not board.tasks
    assert len(ask(store, BoardBetween(*TODAY)).tasks) == 6


def test_alarms_come_newest_first_with_their_device(store: Store) -> None:
    rows.building(store, rooms=2, devices=2)
    alarms = [
        rows.row(
            tables.AlarmRow,
            id=rows.name("alarm", n),
            device_id=rows.name("device", n),
            condition="offline",
            severity="warning",
            raised_at=rows.NINE + n,
            is_open=int(n != 3),
        )
        for n in (0, 1, 3, 7)
    ]
    rows.put(store, tables.AlarmRow, alarms)
    found = ask(store, AlarmList())
    assert [each.raised_at - rows.NINE for each in found] == [7, 1, 0]
    assert (found[0].device_name, found[0].room_id) == ("", None)
    assert (found[1].device_name, found[1].room_id) == ("设备 1", rows.name("room", 1))
    assert [each.id for each in ask(store, AlarmList(rows.name("room", 0)))] == [rows.name("alarm", 0)]


def test_people_who_left_are_found_only_when_asked_for(store: Store) -> None:
    rows.settle(store)
    staff = [("2", "attendant", 1), ("10", "attendant", 1), ("1", "engineer", 1), ("3", "attendant", 0)]
    rows.put(
        store,
        tables.PersonRow,
        [
            rows.row(
                tables.PersonRow,
                id=rows.name("person", number),
                name=number,
                number=number,
                role=role,
                active=active,
            )
            for number, role, active in staff
        ],
    )
    assert [each.number for each in ask(store, PeopleList())] == ["2", "10", "1"]
    assert [each.number for each in ask(store, PeopleList(with_inactive=True))] == ["2", "3", "10", "1"]
    assert ask(store, PeopleList())[2].role is Role.ENGINEER


def test_a_plan_has_its_outlines_and_picture(store: Store) -> None:
    rows.settle(store)
    floor = rows.name("floor")
    rows.put(store, tables.FloorRow, [rows.row(tables.FloorRow, id=floor, name="三层", rank=3)])
    rows.put(
        store,
        tables.OutlineRow,
        [rows.outline("hall", floor, [(0, 0), (5, 0), (5, 5)], outline_kind="corridor", doors="[[1,2,3,4]]")],
    )
    assert ask(store, PlanOf(floor)).picture is None
    rows.put(
        store,
        tables.PictureRow,
        [
            rows.row(
                tables.PictureRow,
                id=rows.name("picture"),
                floor_id=floor,
                width=9,
                media="image/png",
                data=base64.b64encode(b"png").decode(),
            )
        ],
    )
    plan = ask(store, PlanOf(floor))
    assert plan.outlines[0].points == ((0, 0), (5, 0), (5, 5))
    assert (plan.outlines[0].kind, plan.outlines[0].doors) == (OutlineKind.CORRIDOR, ((1, 2, 3, 4),))
    assert (plan.picture.data, plan.picture.width) == (b"png", 9)
    assert ask(store, PlanOf(rows.name("no floor"))) is None


def test_a_booking_is_checked_by_the_rule_its_operation_asks(store: Store, room: str) -> None:
    held = rows.meeting("held", room, rows.NINE + 2 * HOUR)
    rows.put(
        store, tables.MeetingRow, [held, rows.meeting("gone", room, rows.NINE, state="cancelled", holds=0)]
    )
    rows.put(
        store,
        tables.ClosureRow,
        [
            rows.row(
                tables.ClosureRow,
                id=rows.name("closure"),
                room_id=room,
                reason="检修",
                starts_at=rows.NINE + 6 * HOUR,
                ends_at=rows.NINE + 7 * HOUR,
            )
        ],
    )

    def codes(start_h: float, hours: float = 1, **more: Any) -> list[str]:
        start = rows.NINE + int(start_h * HOUR)
        question = BookingChecked(room, start, start + int(hours * HOUR), **more)
        return [finding.code for finding in ask(store, question, now=rows.NINE)]

    assert codes(0) == []
    assert codes(0, expected=21) == ["over_capacity"]
    assert codes(2.5) == ["slot_taken"]
    assert codes(2.5, meeting=held["id"]) == []
    assert codes(1) == ["gap_after"]
    assert codes(3) == ["gap_before"]
    assert codes(5.5) == ["room_disabled"]
    assert codes(1, hours=0) == ["end_before_start"]
    assert codes(-2.5) == ["outside_hours", "in_the_past"]
    unknown = BookingChecked(rows.name("no room"), rows.NINE, rows.NINE + HOUR)
    assert [finding.code for finding in ask(store, unknown)] == ["gone"]
    assert [each.reason for each in ask(store, ClosuresOf(room, rows.NINE + 6 * HOUR))] == ["检修"]
    assert not ask(store, ClosuresOf(room, rows.NINE + 7 * HOUR))


def test_free_rooms_come_smallest_fitting_first(store: Store) -> None:
    rows.settle(store)
    rooms = {
        number: rows.row(
            tables.RoomRow,
            id=rows.name("room", number),
            number=number,
            capacity=capacity,
            room_class="normal",
            lock_cause=lock,
        )
        for number, capacity, lock in (
            ("1", 50, ""),
            ("2", 12, ""),
            ("3", 5, ""),
            ("4", 0, ""),
            ("5", 20, "fire"),
            ("6", 20, ""),
            ("7", 20, ""),
        )
    }
    rows.put(store, tables.RoomRow, list(rooms.values()))
    taken = rows.meeting("taken", rooms["6"]["id"], rows.NINE - 30 * DAY, 31 * 24 * 60)
    rows.put(store, tables.MeetingRow, [taken, rows.meeting("before", rooms["2"]["id"], rows.NINE - HOUR)])
    rows.put(
        store,
        tables.ClosureRow,
        [
            rows.row(
                tables.ClosureRow,
                id=rows.name("closure"),
                reason="检修",
                room_id=rooms["7"]["id"],
                starts_at=rows.NINE,
                ends_at=rows.NINE + 1,
            )
        ],
    )
    free = FreeRooms(rows.NINE, rows.NINE + HOUR, expected=10)
    assert [each.number for each in ask(store, free)] == ["2", "1", "4"]
    without = FreeRooms(rows.NINE, rows.NINE + HOUR, expected=10, meeting=taken["id"])
    assert [each.number for each in ask(store, without)] == ["2", "6", "1", "4"]


def test_the_palette_gets_what_can_be_found(store: Store) -> None:
    made = rows.building(store, rooms=2, people=1, devices=1)
    rows.put(
        store,
        tables.MeetingRow,
        [rows.meeting("today", made[0], rows.NINE), rows.meeting("long ago", made[0], rows.NINE - 90 * DAY)],
    )
    found = ask(store, SearchEntries(*TODAY))
    assert [each.subject for each in found] == ["room", "room", "person", "meeting", "device"]
    assert found[0].keys == ("100", "100 会议室")
    assert (found[3].text, found[3].detail, found[3].at) == ("会议 today", "100 会议室", rows.NINE)
    assert found[4].detail == "100 会议室"


def test_import_identities_are_found_by_uid(store: Store) -> None:
    rows.settle(store)
    made = [
        rows.row(
            tables.SourceRow,
            id=rows.name("source", n, r),
            uid=f"uid{n}",
            recurrence=r,
            sequence=n,
            base='{"title": "例会", "expected": 3, "is_video": true}',
        )
        for n in range(1200)
        for r in ("", "20260610")
    ]
    rows.put(store, tables.SourceRow, made)
    found = ask(store, SourcesOf((*(f"uid{n}" for n in range(1000)), "unknown", "uid0")))
    assert len(found) == 2000
    assert (found[0].uid, found[0].recurrence, found[1].recurrence) == ("uid0", "", "20260610")
    assert found[0].values == (("expected", "3"), ("is_video", "true"), ("title", "例会"))


def test_the_last_print_of_a_day_is_the_newest_version_of_its_layout(store: Store) -> None:
    rows.settle(store)
    prints = [
        rows.row(
            tables.PrintRow,
            id=rows.name("print", n),
            document="schedule",
            layout=layout,
            on_date=on,
            version=n,
            printed_at=rows.NINE + n,
        )
        for n, (layout, on) in enumerate(
            [("time", "2025-12-15"), ("time", "2025-12-15"), ("room", "2025-12-15"), ("time", "2025-12-16")]
        )
    ]
    rows.put(store, tables.PrintRow, prints)
    assert ask(store, LastPrintOf("schedule", "time", "2025-12-15")).version == 1
    assert ask(store, LastPrintOf("schedule", "attendant", "2025-12-15")) is None
    schedule = ask(store, DayScheduleOn("2025-12-15", "room"))
    assert (schedule.on, schedule.last_print.version, schedule.unsent) == ("2025-12-15", 2, 0)
    assert (schedule.board.from_at, schedule.board.to_at) == TODAY


def test_lists_without_anything_are_empty_not_errors(store: Store) -> None:
    rows.settle(store)
    for question in (
        AlarmList(),
        DeviceList(),
        HeldNotices(),
        RecentChanges(),
        RoomList(),
        PeopleList(),
        FloorList(),
        ChangesOf("room", rows.name("x")),
        SourcesOf(()),
    ):
        assert ask(store, question) == ()
    assert ask(store, MeetingDetail(rows.name("x"))) is None


def _scans(connection: Connection, question: Any) -> list[str]:
    """Lines of the query plans of an answer that read a big table from end to end."""
    plans: list[str] = []

    def explain(_connection: object, cursor: Any, statement: str, parameters: Any, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            raw = connection.connection.dbapi_connection
            assert raw is not None
            plan = raw.cursor().execute("EXPLAIN QUERY PLAN " + statement, parameters).fetchall()
            plans.extend(str(line[3]) for line in plan)

    event.listen(connection, "before_cursor_execute", explain)
    answer(connection, question, rows.NINE)
    big = ("meeting", "task", "check_item", "source", "outbox", "touch", "alarm", "presence")
    return [line for line in plans if line.startswith(tuple(f"SCAN {name}" for name in big))]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A store with some thousand meetings."""
    with closing(open_store(tmp_path_factory.mktemp("busy"))) as store:
        rows.years(store, rows.building(store, rooms=20), 3000)
        yield store


@pytest.mark.parametrize(
    "question",
    [
        BoardBetween(*TODAY),
        MeetingsBetween(*TODAY),
        MeetingDetail(rows.name("meeting", 7)),
        SearchEntries(*TODAY),
        BookingChecked(rows.name("room", 1), rows.NINE, rows.NINE + HOUR),
        FreeRooms(rows.NINE, rows.NINE + HOUR),
        SourcesOf(("a", "b")),
        ChangesOf("meeting", rows.name("meeting", 7)),
        AlarmList(),
        DayScheduleOn("2025-12-15"),
    ],
    ids=lambda question: type(question).__name__,
)
def test_no_question_reads_a_big_table_from_end_to_end(busy: Store, question: Any) -> None:
    with busy.reading() as connection:
        assert _scans(connection, question) == []


def test_the_board_of_a_day_reads_about_a_month_of_the_index_not_years(busy: Store) -> None:
    with closing(busy.raw(read_only=True)) as connection:
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        connection.set_progress_handler(count, 100)
        sql = "SELECT count(*) FROM meeting WHERE site_id=? AND starts_at>? AND starts_at<? AND ends_at>?"
        start, end = TODAY
        assert connection.execute(sql, (rows.SITE, start - 31 * DAY, end, start)).fetchone()[0] == 60
        assert steps * 100 < 40 * 60 * 31
