"""Whatever the queue proposes is allowed: each proposal of a random day is done on a real file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.domain.attention import Item, Proposal, attention
from app.domain.errors import Refused
from app.domain.ops import (
    AddDevice,
    AddFloor,
    AddRoom,
    ArriveAtTask,
    AssignTasks,
    CompleteTask,
    EndMeeting,
    RaiseAlarm,
    StartMeeting,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.questions import BoardBetween
from app.domain.records import Board
from app.domain.states import EndKind, MeetingState, Role, TaskKind
from tests.support.house import House, house

# (room, start in minutes from now, length, people, video) of up to eight meetings, and what became of them
_MEETING = st.tuples(
    st.integers(0, 3), st.integers(-24, 20).map(lambda n: n * 10), st.sampled_from((30, 60, 90, 120)),
    st.sampled_from((0, 4, 20, 40, 70, 90)), st.booleans(), st.integers(0, 5),
)  # fmt: skip


def board_of(made: House) -> Board:
    return made.console.ask(BoardBetween(made.at - 20 * HOUR, made.at + 20 * HOUR))


def live(made: House, days: list[tuple[int, int, int, int, bool, int]]) -> None:
    """Book, staff, start and end meetings as a day does; what a rule forbids is left out."""
    floor = made.new_id()
    made.do(AddFloor(floor, "三层", 3))
    rooms = []
    for number, seats in (("301", 100), ("302", 100), ("303", 30), ("304", 12)):
        room = made.new_id()
        made.do(AddRoom(room, number, "", floor=floor, capacity=seats))
        rooms.append(room)
    people = [made.add_person(name) for name in ("林晓燕", "王芳", "吴佩珊")]
    made.add_person("赵强", Role.ENGINEER)
    device = made.new_id()
    made.do(AddDevice(device, "302-V", "视频终端", "video_terminal", room=rooms[1]))
    made.do(RaiseAlarm(made.new_id(), device, "offline", "serious", made.at - 3 * MINUTE))
    for place, start, minutes, expected, video, fate in days:
        try:
            meeting = made.book(rooms[place], start, minutes, expected, is_video=video)
            _live_one(made, meeting, people, fate)
        except Refused:
            continue


def _live_one(made: House, meeting: str, people: list[str], fate: int) -> None:
    board = board_of(made)
    record = next(m for m in board.meetings if m.id == meeting)
    tasks = [t for t in board.tasks if t.meeting_id == meeting and t.role is Role.ATTENDANT]
    first = [t for t in tasks if t.slot == 1 and t.kind is not TaskKind.CLEAN]
    if fate >= 1 and first:
        made.do(AssignTasks(tuple(t.id for t in first), people[fate % 3], (None,) * len(first)))
    if fate >= 2 and first:
        made.do(ArriveAtTask(first[0].id, made.at))
        made.do(CompleteTask(first[0].id, made.at))
    if fate >= 3 and record.starts_at <= made.at:
        made.do(StartMeeting(meeting, record.starts_at))
    if fate >= 4 and record.ends_at <= made.at and fate >= 3:
        made.do(EndMeeting(meeting, record.ends_at, EndKind.ON_TIME))


def check_all(made: House) -> int:
    """Do every proposal and alternative from the state it was made for; how many were done."""
    seen: set[tuple[str, str]] = set()
    done = 0
    while (wanted := _next(made, seen)) is not None:
        item, proposal = wanted
        seen.add((item.id, proposal.verb))
        result = made.do(*proposal.ops)
        assert result.changed, (item.kind, proposal.verb)
        done += 1
        if result.can_undo:
            made.undo()
    return done


def _next(made: House, seen: set[tuple[str, str]]) -> tuple[Item, Proposal] | None:
    for item in attention(board_of(made), made.at):
        for proposal in (item.proposal, item.alternative):
            assert proposal is None or proposal.ops or proposal.goto
            if proposal is not None and proposal.ops and (item.id, proposal.verb) not in seen:
                return item, proposal
    return None


@settings(max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # a day is slow to shrink
@given(days=st.lists(_MEETING, min_size=2, max_size=8), later=st.integers(0, 40))
def test_every_proposal_is_allowed_and_can_be_taken_back(tmp_path_factory, days, later):
    folder: Path = tmp_path_factory.mktemp("day")
    with house(folder) as made:
        live(made, days)
        made.pass_time(later)
        check_all(made)


def test_a_quiet_house_has_nothing_to_do(tmp_path):
    with house(tmp_path) as made:
        made.add_room()
        made.add_person()
        assert attention(board_of(made), made.at) == ()


def test_acting_takes_the_item_away(tmp_path):
    with house(tmp_path) as made:
        room = made.add_room()
        made.add_person("王芳")
        made.book(room, 30, 60, 20)
        before = [item for item in attention(board_of(made), made.at) if item.kind == "staff"]
        assert len(before) == 1
        assert before[0].proposal is not None
        made.do(*before[0].proposal.ops)
        kinds = {item.kind for item in attention(board_of(made), made.at)}
        assert "staff" not in kinds
        states = {m.state for m in board_of(made).meetings}
        assert states == {MeetingState.CONFIRMED}
