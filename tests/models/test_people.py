"""People as rows of the board: presence, load, breaks and walks in the head, tasks as bars."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.modeltest import ModelTester

from app.domain.dispatch import crew_of
from app.domain.periods import MINUTE
from app.domain.states import Presence, Role, TaskKind, TaskState
from app.models.people import board_rows, group_id
from app.models.timeline import TimelineModel
from tests.support.records import DAY, T0, at, board, ident, person, presence, room, task

ANNA, BO, CHEN = (
    person("安娜", number="1"),
    person("薄荷", number="2"),
    person("陈工", Role.ENGINEER, number="3"),
)
SAID = tuple(presence(p.name) for p in (ANNA, BO, CHEN))


def held(name, start, end, kind=TaskKind.STANDBY, number="302", **changes):
    changes.setdefault("state", TaskState.ASSIGNED)
    changes.setdefault("assignee_id", ANNA.id)
    return task(name, kind, start, end, room_id=ident(f"room {number}"), slot=0, **changes)


def rows(*tasks, said=SAID, short=None, now=T0):
    made = board([room("302"), room("305")], (), tasks, people=(ANNA, BO, CHEN), presence=said)
    return {row.id: row for row in board_rows(crew_of(made, DAY, now), short or {})}


def test_people_stand_under_the_head_of_their_role_and_the_model_is_proper(qtmodeltester: ModelTester):
    made = rows(held("a", "14:00", "15:00"))
    assert list(made) == [
        group_id(Role.ATTENDANT),
        ANNA.id,
        BO.id,
        group_id(Role.ENGINEER),
        CHEN.id,
    ]
    assert made[ANNA.id].group == group_id(Role.ATTENDANT)
    model = TimelineModel()
    model.apply(tuple(made.values()))
    qtmodeltester.check(model)
    assert model.bar(ident("task a")) is not None


def test_what_is_short_stands_in_the_head_of_the_group():
    made = rows(short={Role.ENGINEER: 2})
    assert made[group_id(Role.ATTENDANT)].extra.short == ""
    assert "2" in made[group_id(Role.ENGINEER)].extra.short
    assert "2" in made[group_id(Role.ENGINEER)].accessible


@pytest.mark.parametrize(
    ("changes", "style", "icon", "fixed"),
    [
        ({}, "task.assigned", "headset", False),
        ({"state": TaskState.ACKNOWLEDGED}, "task.acknowledged", "headset", False),
        ({"state": TaskState.ON_SITE, "arrived_at": T0}, "task.on_site", "headset", True),
        ({"state": TaskState.IN_PROGRESS, "started_at": T0}, "task.in_progress", "headset", True),
        ({"state": TaskState.DONE, "done_at": at("14:30")}, "task.done", "check", True),
        ({"state": TaskState.VERIFIED, "done_at": at("14:30")}, "task.verified", "badge-check", True),
        ({"due_at": at("13:00")}, "task.overdue", "flag", False),
    ],
)
def test_a_bar_shows_state_by_its_look_and_kind_by_its_icon(changes, style, icon, fixed):
    (bar,) = rows(held("a", "14:00", "15:00", **changes))[ANNA.id].bars
    assert (bar.style, bar.icons, bar.fixed, bar.grips) == (style, (icon,), fixed, ())
    assert bar.short == "302"
    assert "302" in bar.text


def test_pins_and_overruled_overlaps_are_marked():
    (bar,) = rows(held("a", "14:00", "15:00", is_pinned=True, override="两间相邻"))[ANNA.id].bars
    assert bar.marks == ("pin", "triangle-alert")
    assert "两间相邻" in bar.tooltip


def test_a_running_task_past_its_end_reaches_to_now():
    late = held("a", "12:00", "13:00", state=TaskState.IN_PROGRESS, started_at=at("12:10"))
    (bar,) = rows(late)[ANNA.id].bars
    assert (bar.start, bar.end) == (at("12:10"), T0)


def test_the_load_bar_turns_when_it_passes_115_per_cent_of_the_median():
    def heads(minutes):
        other = held("b", "15:00", "17:00", assignee_id=BO.id)
        end = at("15:00") + minutes * MINUTE
        mine = replace(held("a", "15:00", "16:00"), ends_at=end, due_at=end)
        made = rows(mine, other)
        return made[ANNA.id].extra, made[BO.id].extra

    mine, other = heads(130)
    assert not mine.is_over, "130 of a median of 125 is 104 per cent"
    assert mine.share > mine.tick
    mine, other = heads(200)
    assert (mine.is_over, other.is_over) == (True, False), "200 of a median of 160 is 125 per cent"
    assert 0 < mine.share <= 1
    assert "200" in mine.load


def test_absent_people_keep_their_row_and_say_what_becomes_of_their_tasks():
    away = (presence("安娜", Presence.LEAVE, note="病假"), *SAID[1:])
    row = rows(said=away)[ANNA.id]
    assert row.is_muted
    assert "病假" in row.said
    assert row.shades
    with_tasks = rows(held("a", "14:00", "15:00"), said=away)[ANNA.id]
    assert (with_tasks.said, len(with_tasks.bars)) == ("", 1)
    assert "1" in with_tasks.tooltip


def test_words_beside_the_name_follow_the_clock_and_the_tasks():
    busy = held("a", "13:30", "15:00", state=TaskState.IN_PROGRESS, started_at=at("13:30"))
    soon = held("b", "14:00", "15:00", assignee_id=BO.id)
    made = rows(busy, soon)
    tones = {key: row.extra.tone for key, row in made.items() if not row.is_group}
    assert tones == {ANNA.id: "ok", BO.id: "mid_text", CHEN.id: "accent"}
    assert rows(busy, replace(soon, state=TaskState.ACKNOWLEDGED))[BO.id].extra.tone == "accent"
    assert rows(said=SAID[1:])[ANNA.id].extra.icon == "circle-question-mark", "nobody has rostered them"


def test_breaks_and_walks_are_decorations_and_no_bars():
    rest = (presence("安娜", Presence.BREAK, from_minute=12 * 60, to_minute=12 * 60 + 30), *SAID[1:])
    made = rows(held("a", "14:00", "14:30"), held("b", "15:00", "15:30", number="305"), said=rest)[ANNA.id]
    assert len(made.bars) == 2
    assert made.extra.rest == (at("12:00"), at("12:30"))
    assert made.extra.stubs == ((ident("task b"), "3′"),)


def test_the_same_crew_gives_equal_rows_so_that_nothing_repaints():
    assert rows(held("a", "14:00", "15:00")) == rows(held("a", "14:00", "15:00"))
    assert rows(now=T0) == rows(now=T0 + 1000)
