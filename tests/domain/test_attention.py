"""What is due next: which troubles are told, when, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.attention import Item, attention
from app.domain.ops import AssignTasks, MarkNoShow, MoveMeeting, StartMeeting
from app.domain.periods import MINUTE
from app.domain.records import Board
from app.domain.rules import DEFAULTS
from app.domain.states import MeetingState, Priority, RoomStatus, TaskKind, TaskState
from tests.support.records import (
    T0,
    alarm,
    at,
    board,
    closure,
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


def due(made: Board, now: int = T0) -> dict[str, Any]:  # Any: tests look into proposals of their choice
    """Items by kind; the most pressing of a kind."""
    found: dict[str, Item] = {}
    for item in attention(made, now):
        found.setdefault(item.kind, item)
    return found


def staffed(of, name: str = "林晓燕", **changes):
    changes = {"state": TaskState.ACKNOWLEDGED, **changes}
    return tuple(replace(t, assignee_id=ident(f"person {name}"), **changes) for t in tasks_for(of))


def test_a_meeting_without_its_people_proposes_the_best_one_at_the_latest_safe_moment():
    soon = meeting(start="14:30", end="16:00")
    item = due(board((), [soon], tasks_for(soon)))["staff"]
    assert item.at == at("14:00") - (DEFAULTS.quick_setup + DEFAULTS.walk) * MINUTE
    assert isinstance(item.proposal.ops[0], AssignTasks)
    assert {part.code for part in item.why} == {"due", "work", "walk"}
    assert item.alternative.goto == ("dispatch", "task", item.proposal.ops[0].tasks[0])


def test_nobody_free_offers_the_work_to_all():
    soon = meeting(start="14:30", end="16:00")
    item = due(board((), [soon], tasks_for(soon), people=(), presence=()))["staff"]
    assert item.proposal.verb == "offer"
    assert "person" not in item.named


def test_an_alarm_of_high_priority_moves_the_meeting_to_a_room_that_fits_and_is_free():
    soon = meeting(start="14:00", end="15:30", expected=24)
    rooms = [room("302"), room("303", capacity=12), room("201", capacity=40), room("304", capacity=30)]
    busy = meeting("busy", "304", "14:00", "15:00")
    item = due(board(rooms, [soon, busy], staffed(soon), alarms=(alarm("302"),)))["device"]
    move = item.proposal.ops[0]
    assert isinstance(move, MoveMeeting)
    assert move.room == ident("room 201")
    assert item.priority is Priority.HIGH
    assert item.at == at("13:30")


def test_with_no_other_room_the_alarm_is_acknowledged():
    soon = meeting(start="14:00", end="15:30")
    item = due(board([room("302")], [soon], staffed(soon), alarms=(alarm("302"),)))["device"]
    assert item.proposal.verb == "acknowledge_alarm"


def test_an_overrun_that_keeps_the_next_meeting_out_of_its_room_moves_that_one():
    first = running(room_number="302", start="12:00", end="13:30")
    following = meeting("next", "302", "14:00", "15:00", expected=9)
    made = board([room("302"), room("303", capacity=12)], [first, following], staffed(following))
    item = due(made)["overrun_blocks"]
    assert item.proposal.ops[0].room == ident("room 303")
    assert item.alternative.verb == "end_meeting"
    assert item.at == at("14:00") - (DEFAULTS.clean + DEFAULTS.quick_setup) * MINUTE


def test_an_overrun_with_nobody_waiting_ends_or_is_extended():
    item = due(board((), [running(start="12:00", end="13:30")]))["overrun"]
    assert item.proposal.verb == "end_meeting"
    assert item.alternative.verb == "extend_meeting"
    assert item.alternative.ops[0].ends_at > T0


def test_nobody_came_a_quarter_of_an_hour_after_the_start_is_for_the_desk_to_decide():
    late = meeting(start="13:30", end="15:00")
    item = due(board((), [late], staffed(late)))["no_show"]
    assert isinstance(item.proposal.ops[0], StartMeeting)
    assert isinstance(item.alternative.ops[0], MarkNoShow)
    assert item.alternative.asks
    assert item.at == at("13:45")


def test_a_silent_person_can_be_spoken_for_or_replaced():
    soon = meeting(start="14:30", end="16:00")
    tasks = staffed(soon, "罗婉婷", state=TaskState.ASSIGNED, assigned_at=at("13:20"))
    people = (person("罗婉婷"), person("王芳"))
    made = board((), [soon], tasks, people=people, presence=tuple(presence(p.name) for p in people))
    item = due(made)["silent"]
    assert {op.task for op in item.proposal.ops} == {t.id for t in tasks}
    assert item.alternative.ops[0].person == ident("person 王芳")


def test_a_fresh_assignment_is_not_silence_yet():
    soon = meeting(start="14:30", end="16:00")
    tasks = staffed(soon, state=TaskState.ASSIGNED, assigned_at=T0 - MINUTE)
    assert "silent" not in due(board((), [soon], tasks))


def test_a_room_to_be_cleaned_for_a_near_meeting_is_urgent_and_says_so():
    before, after = ended(end="13:35"), meeting("next", "302", "14:30", "15:30")
    item = due(board((), [before, after], (*tasks_for(before)[-1:], *staffed(after))))["clean"]
    assert item.named["is_quick"] == 1
    assert item.proposal.verb == "assign"


def test_a_running_meeting_is_not_cleaned_after():
    assert "clean" not in due(board((), [running()], tasks_for(running())))


def test_tea_is_due_a_quarter_of_an_hour_after_the_start_then_every_twenty_minutes():
    on = running(start="13:20", end="15:00")
    tasks = staffed(on, arrived_at=at("13:00"))
    item = due(board((), [on], tasks), at("13:30"))["tea"]
    assert item.at == at("13:35")
    assert item.named["number"] == 1
    served = task(
        "tea",
        TaskKind.TEA_REFILL,
        "13:35",
        "13:45",
        meeting_id=on.id,
        state=TaskState.DONE,
        done_at=at("13:38"),
    )
    again = due(board((), [on], (*tasks, served)), at("13:40"))["tea"]
    assert again.at == at("13:58")
    assert again.named["number"] == 2


def test_refills_nobody_recorded_are_let_go():
    on = running(start="12:00", end="15:00")
    item = due(board((), [on], staffed(on)), at("13:42"))["tea"]
    assert at("13:42") - item.at <= DEFAULTS.tea_every * MINUTE // 2


def test_no_tea_for_classified_or_self_service_meetings():
    secret = running(is_classified=True, start="13:20")
    assert "tea" not in due(board((), [secret], staffed(secret)))


def test_more_than_annex_b_counts_asks_for_a_number():
    large = meeting(start="15:30", end="17:00", expected=210, attendants_needed=3, needs_review=True)
    item = due(board([room("302", capacity=260)], [large]))["review"]
    assert item.proposal.ops[0].attendants == 5
    assert item.alternative.ops[0].attendants == 3


def test_a_locked_room_asks_for_nothing():
    locked = room("302", lock_cause="manual", lock_reason="烟感报警")
    kinds = due(board([locked], [running()]))
    assert "ending" not in kinds
    assert "overrun" not in kinds


def test_classified_titles_are_nowhere():
    secret = meeting(start="13:30", end="15:00", is_classified=True, title="机密事项")
    made = board([room("302"), room("303")], [secret], tasks_for(secret), alarms=(alarm("302"),))
    assert "机密事项" not in repr(attention(made, T0))


_START = st.integers(9 * 60, 17 * 60).map(lambda n: n // 5 * 5)


@given(
    starts=st.lists(st.tuples(_START, st.sampled_from((30, 60, 90))), max_size=6),
    now=st.integers(8 * 60, 19 * 60),
)
def test_items_are_ranked_by_their_latest_moment_and_named_once(starts, now):
    meetings, rooms = [], []
    for number, (start, minutes) in enumerate(starts):
        wall = f"{start // 60:02}:{start % 60:02}"
        end = start + minutes
        rooms.append(room(f"3{number:02}"))
        meetings.append(meeting(f"m{number}", f"3{number:02}", wall, f"{end // 60:02}:{end % 60:02}"))
    made = board(rooms, meetings, [t for m in meetings for t in tasks_for(m)])
    found = attention(made, at(f"{now // 60:02}:{now % 60:02}"))
    assert [item.at for item in found] == sorted(item.at for item in found)
    assert len({item.id for item in found}) == len(found)
    assert all(item.proposal is not None or item.alternative is not None for item in found)


def test_the_same_board_gives_the_same_items():
    made = board([room("302"), room("303")], [meeting()], tasks_for(meeting()), closures=(closure("303"),))
    assert attention(made, T0) == attention(made, T0)


def test_a_closed_room_is_never_proposed():
    soon = meeting(start="14:00", end="15:30")
    rooms = [room("302"), room("303", capacity=40)]
    made = board(rooms, [soon], staffed(soon), alarms=(alarm("302"),), closures=(closure("303"),))
    assert due(made)["device"].proposal.verb == "acknowledge_alarm"


def test_history_and_cancelled_meetings_are_quiet():
    old = meeting(start="13:00", end="13:20", is_history=True)
    off = meeting("off", start="14:00", state=MeetingState.CANCELLED)
    assert attention(board((), [old, off], tasks_for(off)), T0) == ()
    assert RoomStatus.AVAILABLE
