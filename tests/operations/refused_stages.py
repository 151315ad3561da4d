"""Houses brought to where a rule will say no: what the table of refusals prepares."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from app.domain.ids import derived
from app.domain.ops import (
    AddTask,
    AssignTasks,
    BookMeeting,
    CancelMeeting,
    CompleteTask,
    CorrectMeeting,
    EndMeeting,
    ImportMeeting,
    MeetingFacts,
    MoveMeeting,
    MoveTask,
    Operation,
    RetireRoom,
    Source,
    StartMeeting,
    TaskFacts,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.states import (
    EndKind,
    MeetingState,
    Role,
    TaskKind,
    TaskState,
)
from tests.operations.samples import uid
from tests.operations.stage import Stage
from tests.support.house import SITE
from tests.support.tables import rows_of

# Whoever may say these is never refused by a rule: off already is fine; a file that left is a fact.
NEVER = frozenset({"erase_outline", "record_export", "settle_refusal", "reopen_refusal"})
NOBODY = uid("nobody")
Case = tuple[str, Callable[[Stage], object], Callable[[Stage], Operation]]


def each(*steps: Callable[[Stage], object]) -> Callable[[Stage], None]:
    """Several preparations, one after the other."""

    def run(stage: Stage) -> None:
        for step in steps:
            step(stage)

    return run


def nothing(_: Stage) -> None:
    """The stage as it is."""


def booking(s: Stage, room: str = "", start_min: int = 60, **more: object) -> BookMeeting:
    start = s.now + start_min * MINUTE
    made = BookMeeting(s.house.new_id(), room or s.room, "会", start, start + HOUR, expected=5, override="x")
    return replace(made, **more)


def importing(s: Stage, room: str = "", start_min: int = 600, uid_: str = "u") -> ImportMeeting:
    start = s.now + start_min * MINUTE
    meeting = derived(SITE, "meeting", uid_, "")
    return ImportMeeting(meeting, Source(uid_), room or s.room, "导入", start, start + HOUR)


def ended(s: Stage) -> None:
    s.started()
    s.do(EndMeeting(s.meeting, s.now + 5, EndKind.EARLY))


def cancelled(s: Stage) -> None:
    s.do(CancelMeeting(s.meeting, "不开了"))


def done(s: Stage) -> None:
    s.assigned(lambda t: CompleteTask(t, s.now))


def engineer(s: Stage) -> None:
    s.second = s.house.add_person("孙工", Role.ENGINEER)


def task_facts(s: Stage) -> TaskFacts:
    return TaskFacts(TaskState.DONE, s.person, done_at=s.now)


def moved(s: Stage, room: str, shift_min: int = 0) -> MoveMeeting:
    here, start, end = s.slot()
    by = shift_min * MINUTE
    return MoveMeeting(s.meeting, room, start + by, end + by, here, start, end, "x")


def retired(s: Stage) -> None:
    s.second = s.house.add_room("401")
    s.do(RetireRoom(s.second))


def number_given_away(s: Stage) -> None:
    retired(s)
    s.house.add_room("401")


def secret(s: Stage) -> None:
    op = booking(s, s.room, 600, is_classified=True)
    s.do(op)
    s.meeting = op.id


def running_next_door(s: Stage) -> None:
    """The meeting before runs over in the same room."""
    before = s.house.book(s.room, 0, 60)
    s.do(StartMeeting(before, s.now))


def reinstate(s: Stage) -> CorrectMeeting:
    was = MeetingFacts(MeetingState.CANCELLED, cancelled_at=s.now, cancel_reason="不开了")
    return CorrectMeeting(s.meeting, set=MeetingFacts(MeetingState.CONFIRMED), was=was)


def imported_then_retired(s: Stage) -> None:
    """An import that was taken back; then its room goes."""
    s.house.console.import_all([importing(s)], "", lambda _n, _of: None, lambda: False)
    s.house.undo()
    cancelled(s)
    s.do(RetireRoom(s.room))


def busy(s: Stage, hours: int = 0) -> None:
    """The person has other work at the time of the set-up, or some hours later."""
    row = rows_of(s.house)["task", s.setup]
    start, end = row["starts_at"] + hours * HOUR, row["ends_at"] + hours * HOUR
    task = s.house.new_id()
    s.do(AddTask(task, TaskKind.CALL, Role.ATTENDANT, start, end, end, s.other))
    s.do(AssignTasks((task,), s.person, (None,)))


def move_task(s: Stage, by: int) -> MoveTask:
    row = rows_of(s.house)["task", s.setup]
    start, end = row["starts_at"], row["ends_at"]
    return MoveTask(s.setup, start + by, end + by if by > 0 else start + by - 1, start, end)
