"""The queue of dispatch: what waits for a person, how long it can wait, and who carries how much."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dispatch import (
    crew_of,
    entry_of,
    is_moot,
    latest_start,
    loads_of,
    median,
    queue,
    walk_minutes,
)
from app.domain.people import person_day
from app.domain.periods import MINUTE, Period
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingState, Presence, Role, TaskKind, TaskState
from tests.support.records import (
    DAY,
    T0,
    at,
    board,
    ended,
    ident,
    meeting,
    person,
    presence,
    room,
    running,
    task,
    tasks_for,
)


def crew(made):
    return crew_of(made, DAY, T0)


def waiting(made):
    return queue(made, crew(made))


def kinds(entries):
    return [tuple(t.kind.value for t in entry.tasks) for entry in entries]


def test_all_open_tasks_of_a_slot_are_one_entry_and_the_engineers_test_its_own():
    one = meeting(expected=40, attendants_needed=2, is_video=True)
    entries = waiting(board(meetings=[one], tasks=tasks_for(one)))
    assert sorted(kinds(entries)) == [
        ("equipment_test",),
        ("setup", "guide", "standby"),
        ("setup", "guide", "standby", "clean"),
    ]
    assert {entry.role for entry in entries} == {Role.ATTENDANT, Role.ENGINEER}


def test_what_has_a_person_or_is_done_does_not_wait():
    one = meeting()
    setup, guide, standby, clean = tasks_for(one)
    mine = replace(setup, assignee_id=person().id, state=TaskState.ASSIGNED)
    done = replace(guide, state=TaskState.DONE)
    assert kinds(waiting(board(meetings=[one], tasks=[mine, done, standby, clean]))) == [("standby", "clean")]


def test_a_lone_clean_up_and_a_call_are_entries_of_their_own():
    one = ended()
    clean = next(t for t in tasks_for(one) if t.kind is TaskKind.CLEAN)
    calls = [task(f"call {n}", TaskKind.CALL, "13:45", "13:55", meeting_id=one.id, slot=0) for n in (1, 2)]
    assert sorted(kinds(waiting(board(meetings=[one], tasks=[clean, *calls])))) == [
        ("call",),
        ("call",),
        ("clean",),
    ]


def test_the_queue_is_sorted_by_latest_start_and_offered_work_comes_last():
    early, late = meeting("early", "302", "14:30", "15:00"), meeting("late", "302", "16:00", "17:00")
    offered = task("offered", TaskKind.CALL, "13:30", "13:40", state=TaskState.OFFERED, slot=0)
    made = board(meetings=[early, late], tasks=[*tasks_for(late), *tasks_for(early), offered])
    entries = waiting(made)
    assert [entry.meeting.id if entry.meeting else "" for entry in entries] == [early.id, late.id, ""]
    assert [entry.is_offered for entry in entries] == [False, False, True]
    assert entries[0].latest_at <= entries[1].latest_at


def test_the_latest_start_is_deadline_less_work_less_walk():
    clean = task(kind=TaskKind.CLEAN, start="15:30", end="15:45")
    assert latest_start(clean, DEFAULTS) == at("15:25")
    setup = task(kind=TaskKind.SETUP, start="13:00", end="13:30")
    assert latest_start(setup, DEFAULTS) == at("13:15"), "a quick set-up takes 10 minutes, the walk 5"
    standby = task(kind=TaskKind.STANDBY, start="14:00", end="15:30")
    assert latest_start(standby, DEFAULTS) == at("13:55"), "who stands by is there from the start"


def test_an_entry_knows_how_many_are_there_and_its_deadline():
    one = meeting(expected=78, attendants_needed=3, start="14:30", end="17:00")
    tasks = [
        replace(t, assignee_id=f"p{t.slot}", state=TaskState.ON_SITE, arrived_at=T0)
        if t.slot in {1, 2}
        else t
        for t in tasks_for(one)
    ]
    (entry,) = waiting(board(meetings=[one], tasks=tasks))
    assert (entry.staffed, entry.arrived, entry.meeting.attendants_needed) == (2, 2, 3)
    assert (entry.ready_by, entry.is_quick_turn) == (at("14:00"), False)
    assert entry.minutes == 30 + 30 + 150


def test_a_quick_turn_is_marked_with_its_own_deadline():
    before = ended("before", start="12:00", end="13:30")
    one = meeting("next", start="14:30", end="15:00")
    entries = waiting(board(meetings=[before, one], tasks=tasks_for(one)))
    assert (entries[0].is_quick_turn, entries[0].ready_by) == (True, at("14:20"))


@pytest.mark.parametrize(
    ("one", "kind", "moot"),
    [
        (meeting(), TaskKind.SETUP, False),
        (running(), TaskKind.SETUP, True),
        (running(), TaskKind.GUIDE, True),
        (running(), TaskKind.STANDBY, False),
        (ended(), TaskKind.STANDBY, True),
        (ended(), TaskKind.CLEAN, False),
        (ended(state=MeetingState.CLEANED), TaskKind.CLEAN, True),
        (meeting(is_history=True), TaskKind.CLEAN, True),
        (meeting(state=MeetingState.CANCELLED), TaskKind.SETUP, True),
    ],
)
def test_work_that_events_went_past_does_not_wait(one, kind, moot):
    assert is_moot(task(kind=kind), one) == moot


def test_only_the_day_of_the_crew_is_asked_for():
    one = meeting()
    made = board(meetings=[one], tasks=tasks_for(one))
    assert queue(made, crew_of(made, DAY + timedelta(days=1), T0)) == ()


# people ------------------------------------------------------------------------------------------------


def standing(record, now=T0):
    return person_day(person(), record, DAY, DEFAULTS.tz).standing(now)


def test_presence_reads_by_the_clock():
    on = presence(from_minute=12 * 60, to_minute=20 * 60)
    assert standing(on) is Presence.ON
    assert standing(on, at("11:59")) is Presence.OFF
    assert standing(on, at("20:00")) is Presence.OFF
    assert standing(presence(kind=Presence.LEAVE)) is Presence.LEAVE
    assert standing(presence(kind=Presence.OFF)) is Presence.OFF
    assert standing(None) is Presence.ON, "nobody has said otherwise"


def test_a_break_is_over_by_itself_and_the_shifts_text_keeps_the_hours():
    record = presence(kind=Presence.BREAK, shift="中班 12:00–20:00", from_minute=13 * 60, to_minute=14 * 60)
    day = person_day(person(), record, DAY, DEFAULTS.tz)
    assert day.hours == Period(at("12:00"), at("20:00"))
    assert day.rest == Period(at("13:00"), at("14:00"))
    assert [day.standing(at(t)) for t in ("11:00", "12:30", "13:42", "14:00")] == [
        Presence.OFF,
        Presence.ON,
        Presence.BREAK,
        Presence.ON,
    ]


def test_a_night_shift_ends_on_the_next_day():
    record = presence(kind=Presence.BREAK, shift="夜班 20:00-02:00", from_minute=1300, to_minute=1330)
    assert person_day(person(), record, DAY, DEFAULTS.tz).hours == Period(
        at("20:00"), at("02:00", DAY + timedelta(days=1))
    )


# loads --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "middle"), [([], 0), ([7], 7), ([1, 9], 5), ([9, 1, 5], 5), ([1, 2, 3, 100], 2)]
)
def test_the_median_is_the_middle(values, middle):
    assert median(values) == middle


def test_load_counts_the_minutes_of_the_day_and_finished_work_as_it_went():
    me = person().id
    done = task(
        "a",
        start="09:00",
        end="10:00",
        assignee_id=me,
        state=TaskState.DONE,
        started_at=at("09:00"),
        done_at=at("09:20"),
    )
    planned = task("b", TaskKind.STANDBY, "15:00", "16:00", assignee_id=me, state=TaskState.ASSIGNED)
    off = task("c", TaskKind.STANDBY, "17:00", "18:00", assignee_id=me, state=TaskState.CANCELLED)
    loads = crew(board(tasks=[done, planned, off])).loads
    assert loads.of(me) == 80
    role = Role.ATTENDANT
    assert (loads.median(role), loads.mean(role), loads.spread(role)) == (40, 40, 80)


def test_people_away_do_not_move_the_median():
    here = person_day(person(), presence(), DAY, DEFAULTS.tz)
    gone = person_day(person("王芳"), presence("王芳", Presence.LEAVE), DAY, DEFAULTS.tz)
    loads = loads_of([here, gone], {person().id: 60})
    assert loads.here == {Role.ATTENDANT: (60,)}
    assert (loads.median(Role.ATTENDANT), loads.median(Role.ENGINEER), loads.mean(Role.ENGINEER)) == (
        60,
        0,
        0,
    )


def test_walks_are_short_next_door_and_the_rules_when_unknown():
    east, west = room("301", zone="三层东"), room("302", zone="三层东")
    far, below = room("318", zone="三层西"), room("201", floor_id=ident("floor 2"))
    made = crew(board([east, west, far, below]))
    assert [walk_minutes(east, other, made) for other in (east, west, far, below, None)] == [0, 2, 3, 5, 5]
    assert walk_minutes(far, east, made) == walk_minutes(east, far, made)


@given(st.permutations(range(6)))
def test_the_order_of_records_does_not_change_the_queue(order):
    one, two = (
        meeting("a", "302", "14:30", "15:30"),
        meeting("b", "305", "16:00", "17:00", attendants_needed=2),
    )
    tasks = [*tasks_for(one), *tasks_for(two)]
    made = board([room("302"), room("305")], [one, two], tasks)
    mixed = [tasks[i] for i in order] + [t for n, t in enumerate(tasks) if n not in order]
    assert waiting(made) == waiting(replace(made, tasks=tuple(mixed)))


def test_given_moves_tasks_and_their_load():
    one = meeting()
    made = board(meetings=[one], tasks=tasks_for(one))
    before = crew(made)
    (entry,) = queue(made, before)
    after = before.given(entry.tasks, person().id)
    assert after.loads.of(person().id) - before.loads.of(person().id) == entry.minutes
    assert before.work.get(person().id, ()) == ()
    assert entry_of(after.work[person().id], after).ids == entry.ids
    assert entry.latest_at < one.starts_at - 30 * MINUTE
