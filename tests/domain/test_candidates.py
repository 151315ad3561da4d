"""Candidates of dispatch: hard rules, then five scores of 20; nobody is proposed into an overlap."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.candidates import candidates, judge, plan, shortage
from app.domain.dispatch import crew_of, entry_of, queue
from app.domain.periods import MINUTE
from app.domain.rules import DEFAULTS
from app.domain.states import Presence, Role, TaskKind, TaskState
from app.domain.tasks import person_clash
from tests.support.records import DAY, T0, at, board, ident, meeting, person, presence, room, task, tasks_for

ANNA, BO, CHEN = (
    person("安娜", number="A1"),
    person("薄荷", number="A2"),
    person("陈工", Role.ENGINEER, number="E1"),
)
PEOPLE = (ANNA, BO, CHEN)
THERE = tuple(presence(p.name) for p in PEOPLE)
MEETING = meeting(start="15:00", end="16:00")


def held(name, start, end, by=ANNA, kind=TaskKind.STANDBY, room_number="305", **changes):
    changes.setdefault("state", TaskState.ASSIGNED)
    return task(
        name, kind, start, end, room_id=ident(f"room {room_number}"), assignee_id=by.id, slot=0, **changes
    )


def scene(*own, of=MEETING, said=THERE, people=PEOPLE, rooms=None):
    rooms = rooms or [room("302"), room("305")]
    made = board(rooms, [of], [*tasks_for(of), *own], people=people, presence=said)
    return made, crew_of(made, DAY, T0)


def day_of(crew, person_id):
    found = crew.person(person_id)
    assert found is not None
    return found


def judged(*own, who=ANNA, **rest):
    made, crew = scene(*own, **rest)
    return judge(queue(made, crew)[0], day_of(crew, who.id), crew)


def names(found):
    return [one.day.person.name for one in found]


def test_everybody_is_listed_and_those_who_may_come_first():
    made, crew = scene(held("busy", "14:00", "14:40"))
    found = candidates(queue(made, crew)[0], crew)
    assert names(found) == ["薄荷", "安娜", "陈工"]
    assert [one.may for one in found] == [True, False, False]
    assert [one.why_not.code if one.why_not else "" for one in found] == ["", "person_busy", "wrong_role"]


@pytest.mark.parametrize(
    ("kind", "changes", "rule", "code"),
    [
        (Presence.LEAVE, {"note": "病假"}, "duty", "on_leave"),
        (Presence.OFF, {}, "duty", "off_duty"),
        (Presence.ON, {"from_minute": 480, "to_minute": 15 * 60}, "shift", "outside_shift"),
        (Presence.ON, {"from_minute": 15 * 60, "to_minute": 20 * 60}, "shift", "outside_shift"),
        (Presence.BREAK, {"from_minute": 14 * 60, "to_minute": 14 * 60 + 30}, "duty", "on_break"),
    ],
)
def test_leave_breaks_and_hours_all_count(kind, changes, rule, code):
    found = judged(said=(presence("安娜", kind, **changes), *THERE[1:]))
    assert (found.why_not.rule, found.why_not.code) == (rule, code)


def test_a_break_that_does_not_touch_the_work_is_no_obstacle():
    said = (presence("安娜", Presence.BREAK, from_minute=12 * 60, to_minute=13 * 60), *THERE[1:])
    assert judged(said=said).may


def test_somebody_nobody_has_rostered_may_be_given_work_and_it_is_said():
    found = judged(said=THERE[1:])
    assert found.may
    assert "not_rostered" in {mark.code for mark in found.marks}


@pytest.mark.parametrize(
    ("own", "rooms", "ok"),
    [
        ("三层", "三层西", True),
        ("三层西", "三层", True),
        ("二层、三层西", "三层西", True),
        ("三层东", "三层西", False),
    ],
)
def test_zones_match_from_the_wider_to_the_narrower(own, rooms, ok):
    anna = replace(ANNA, zone=own)
    found = judged(people=(anna, BO, CHEN), who=anna, rooms=[room("302", zone=rooms)])
    assert found.may == ok
    if not ok:
        assert (found.why_not.rule, found.why_not.code) == ("zone", "other_zone")


def test_a_secret_meeting_wants_somebody_cleared():
    secret = replace(MEETING, is_classified=True)
    assert judged(of=secret).why_not.code == "not_cleared"
    cleared = replace(ANNA, skills=("cleared",))
    assert judged(of=secret, people=(cleared, BO, CHEN), who=cleared).may


@pytest.mark.parametrize(("end", "may"), [("13:55", True), ("13:56", False)])
def test_the_walk_is_part_of_the_overlap(end, may):
    found = judged(held("before", "13:00", end))
    assert found.may == may
    if not may:
        named = dict(found.why_not.params)
        assert (named["by"], named["starts_at"]) == (ident("task before"), at("13:00"))


def test_the_same_person_may_keep_what_they_have():
    own = [replace(t, assignee_id=ANNA.id, state=TaskState.ASSIGNED) for t in tasks_for(MEETING)]
    made = board([room("302")], [MEETING], own, people=PEOPLE, presence=THERE)
    crew = crew_of(made, DAY, T0)
    assert judge(entry_of(own, crew), day_of(crew, ANNA.id), crew).may


# scores ---------------------------------------------------------------------------------------------------


def test_scores_are_five_of_twenty_and_add_up():
    score = judged().score
    assert (score.load, score.fairness, score.change) == (20, 20, 16)
    assert score.total == score.skill + score.walk + score.load + score.fairness + score.change


def test_who_is_next_door_walks_less():
    near = judged(
        held("near", "12:00", "13:00", room_number="302", state=TaskState.DONE, done_at=at("13:00"))
    )
    far = judged()
    assert (near.walk, far.walk) == (0, 5)
    assert near.score.walk > far.score.walk


def test_who_carries_more_than_the_median_scores_less_for_load_and_fairness():
    busy = [
        held(
            f"h{n}",
            f"{9 + n}:00",
            f"{9 + n}:50",
            state=TaskState.DONE,
            done_at=at(f"{9 + n:02}:50"),
            started_at=at(f"{9 + n:02}:00"),
        )
        if n
        else held("h0", "08:00", "08:50", state=TaskState.DONE, done_at=at("08:50"), started_at=at("08:00"))
        for n in range(0, 4, 2)
    ]
    loaded, free = judged(*busy), judged(*busy, who=BO)
    assert (loaded.load_before, free.load_before, loaded.median) == (100, 0, 50)
    assert loaded.score.load < free.score.load == 20
    assert loaded.score.fairness < free.score.fairness
    assert free.load_after == free.load_before + 30 + 30 + 60 + 15


def test_lateness_is_told_and_costs():
    late = meeting("soon", start="14:10", end="15:00")
    found = judged(held("until", "13:30", "13:50", kind=TaskKind.CLEAN, room_number="302"), of=late)
    assert found.late == 20, "the set-up must begin at 13:30; free at 13:50 in the same room"
    assert found.score.walk == 0


def test_ones_own_round_is_continued_and_a_split_one_costs():
    setup, guide, standby, clean = tasks_for(MEETING)
    mine = replace(setup, assignee_id=ANNA.id, state=TaskState.ASSIGNED)
    made = board([room("302")], [MEETING], [mine, guide, standby, clean], people=PEOPLE, presence=THERE)
    crew = crew_of(made, DAY, T0)
    entry = queue(made, crew)[0]
    anna, bo = (judge(entry, day_of(crew, p.id), crew) for p in (ANNA, BO))
    assert (anna.continues, anna.is_split, bo.continues, bo.is_split) == (True, False, False, True)
    assert (anna.score.change, bo.score.change) == (20, 10)


def test_wanted_skills_raise_the_skill_score():
    polite = replace(ANNA, skills=("礼仪",))
    assert judged(people=(polite, BO, CHEN), who=polite).score.skill == 20
    assert judged().score.skill == 8


# properties -------------------------------------------------------------------------------------------------

SPAN = st.tuples(st.integers(0, 11 * 12), st.integers(2, 24))  # steps of five minutes from 08:00


@st.composite
def days(draw):
    people = tuple(person(f"p{n}", number=f"{n}") for n in range(draw(st.integers(1, 4))))
    rooms = [room("302", zone="东"), room("305", zone="西"), room("201", floor_id=ident("floor 2"))]
    meetings, tasks = [], []
    for n, (start, length) in enumerate(draw(st.lists(SPAN, min_size=1, max_size=5))):
        begins = at("08:00") + start * 5 * MINUTE
        number = draw(st.sampled_from(["302", "305", "201"]))
        one = replace(
            meeting(f"m{n}", number, attendants_needed=draw(st.integers(0, 2))),
            starts_at=begins,
            ends_at=begins + length * 5 * MINUTE,
        )
        meetings.append(one)
        for each in tasks_for(one):
            taker = draw(st.one_of(st.none(), st.sampled_from(people)))
            tasks.append(replace(each, assignee_id=taker.id, state=TaskState.ASSIGNED) if taker else each)
    return board(rooms, meetings, tasks, people=people, presence=tuple(presence(p.name) for p in people))


@given(days())
def test_nobody_is_ever_proposed_into_an_overlap(made):
    crew = crew_of(made, DAY, T0)
    for line in plan(queue(made, crew), crew):
        if line.candidate is None:
            continue
        own = [t for t in crew.work.get(line.candidate.day.person.id, ()) if t.id not in line.entry.ids]
        for each in line.entry.tasks:
            assert person_clash(each.period, own, T0, DEFAULTS.walk, each.room_id) is None
        crew = crew.given(line.entry.tasks, line.candidate.day.person.id)


@given(days(), st.randoms(use_true_random=False))
def test_the_plan_is_the_same_whatever_the_order_of_people_and_tasks(made, random):
    people, tasks = list(made.people), list(made.tasks)
    random.shuffle(people)
    random.shuffle(tasks)
    mixed = replace(made, people=tuple(people), tasks=tuple(tasks))

    def lines(some):
        crew = crew_of(some, DAY, T0)
        return [
            (p.entry.ids, p.candidate.day.person.id if p.candidate else None)
            for p in plan(queue(some, crew), crew)
        ]

    assert lines(made) == lines(made) == lines(mixed)


@given(days())
def test_two_people_who_are_alike_score_alike(made):
    twin = replace(made.people[0], id=ident("twin"), name="twin")
    both = replace(
        made, people=(*made.people, twin), presence=(*made.presence, presence("x", person_id=twin.id))
    )
    own = [t for t in both.tasks if t.assignee_id != made.people[0].id]
    crew = crew_of(replace(both, tasks=tuple(own)), DAY, T0)
    for entry in queue(both, crew):
        one, other = (judge(entry, day_of(crew, i), crew) for i in (made.people[0].id, twin.id))
        assert (one.score, one.may, one.late) == (other.score, other.may, other.late)


@given(days())
def test_every_score_stays_between_0_and_20_and_whoever_may_not_has_a_reason(made):
    crew = crew_of(made, DAY, T0)
    for entry in queue(made, crew):
        for one in candidates(entry, crew):
            parts = one.score.skill, one.score.walk, one.score.load, one.score.fairness, one.score.change
            assert all(0 <= part <= 20 for part in parts)
            assert one.may == (one.why_not is None)
            assert one.may or (one.why_not is not None and one.why_not.code)


def test_an_entry_nobody_may_take_stays_in_the_plan_without_a_name():
    made, crew = scene(said=tuple(presence(p.name, Presence.LEAVE) for p in PEOPLE))
    assert [line.candidate for line in plan(queue(made, crew), crew)] == [None]


def test_what_is_short_counts_entries_nobody_may_take_once_the_others_are_given():
    made, crew = scene()
    entries = queue(made, crew)
    assert shortage(entries, crew) == {}
    second = meeting("second", "305", "15:00", "16:00", attendants_needed=2)
    both = board(
        [room("302"), room("305")],
        [MEETING, second],
        [*tasks_for(MEETING), *tasks_for(second)],
        people=PEOPLE,
        presence=THERE,
    )
    crew = crew_of(both, DAY, T0)
    assert shortage(queue(both, crew), crew) == {Role.ATTENDANT: 1}, "three rounds at once, two people"
