"""Dispatch: what waits for a person, when it must begin at the latest, and how much each person carries.

All open unassigned tasks of one attendant's slot of a meeting are one entry of the queue; any other task is
its own (domain.md 3.6). Numbers are explained by parameters only, their sentences are in app/words/dispatch.
Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.domain.meetings import ready_deadline
from app.domain.people import PersonDay, people_day
from app.domain.periods import MINUTE, Period, day_period
from app.domain.records.board import Board
from app.domain.records.meetings import MeetingRecord
from app.domain.records.rooms import RoomRecord
from app.domain.records.tasks import TaskRecord
from app.domain.rules import Rules
from app.domain.states import MeetingState, Role, TaskKind, TaskState
from app.domain.tasks import busy

SAME_ZONE_WALK: Final = 2  # minutes, ours: doors of one zone
SAME_FLOOR_WALK: Final = 3  # minutes, ours: along the corridor
PREPARATION: Final = frozenset({TaskKind.SETUP, TaskKind.CHECK, TaskKind.GUIDE, TaskKind.EQUIPMENT_TEST})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person is to be given as a whole: the tasks of a slot, or one task; sorted by start."""

    tasks: tuple[TaskRecord, ...]
    meeting: MeetingRecord | None
    room: RoomRecord | None
    latest_at: int  # when somebody must set off at the latest
    staffed: int = 0  # slots of the meeting that have a person
    arrived: int = 0  # slots whose person has signed in
    ready_by: int | None = None
    is_quick_turn: bool = False

    @property
    def key(self) -> str:
        """Its identity while its first task waits."""
        return self.tasks[0].id

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its tasks."""
        return tuple(task.id for task in self.tasks)

    @property
    def role(self) -> Role:
        """Whose work it is."""
        return self.tasks[0].role

    @property
    def starts_at(self) -> int:
        """When its first task begins by plan."""
        return self.tasks[0].starts_at

    @property
    def ends_at(self) -> int:
        """When its last task ends by plan."""
        return max(task.ends_at for task in self.tasks)

    @property
    def minutes(self) -> int:
        """How long it keeps a person busy."""
        return sum(task.period.minutes for task in self.tasks)

    @property
    def is_offered(self) -> bool:
        """Whether it is open to whoever claims it first."""
        return self.tasks[0].state is TaskState.OFFERED


@dataclass(frozen=True, slots=True)
class Loads:
    """Minutes of work by person, and by role the loads of those who are here, the smallest first."""

    minutes: Mapping[str, int]
    here: Mapping[Role, tuple[int, ...]]

    def median(self, role: Role) -> int:
        """What is usual among those of a role who are here."""
        return median(self.here.get(role, ()))

    def mean(self, role: Role) -> int:
        """The mean of those of a role who are here."""
        loads = self.here.get(role, ())
        return round(sum(loads) / len(loads)) if loads else 0

    def spread(self, role: Role) -> int:
        """Largest less smallest: the measure of fairness (R35)."""
        loads = self.here.get(role, ())
        return loads[-1] - loads[0] if loads else 0

    def below(self, role: Role, minutes: int) -> int:
        """How many of a role carry less than so many minutes."""
        return bisect_left(self.here.get(role, ()), minutes)

    def of(self, person_id: str) -> int:
        """The minutes of a person."""
        return self.minutes.get(person_id, 0)


@dataclass(frozen=True, slots=True)
class Crew:
    """The people and the work of a local day, sorted out once for all questions of dispatch."""

    day: Period
    now: int
    rules: Rules
    people: tuple[PersonDay, ...]
    rooms: Mapping[str, RoomRecord]
    meetings: Mapping[str, MeetingRecord]
    ranks: Mapping[str, int]  # floor id -> rank
    work: Mapping[str, tuple[TaskRecord, ...]]  # person id -> tasks that are not cancelled, by start
    teams: Mapping[str, tuple[TaskRecord, ...]]  # meeting id -> tasks that are not cancelled
    loads: Loads

    def person(self, person_id: str) -> PersonDay | None:
        """The day of one person."""
        return next((day for day in self.people if day.person.id == person_id), None)

    def given(self, tasks: Iterable[TaskRecord], person_id: str) -> Crew:
        """The same day with these tasks in that person's hands: for planning ahead."""
        moved = tuple(tasks)
        ids = {task.id for task in moved}
        work = dict(self.work)
        touched = {task.assignee_id for task in moved if task.assignee_id} | {person_id}
        for key in touched:
            work[key] = tuple(task for task in work.get(key, ()) if task.id not in ids)
        added = tuple(replace(task, assignee_id=person_id, state=TaskState.ASSIGNED) for task in moved)
        work[person_id] = tuple(sorted((*work[person_id], *added), key=_by_start))
        minutes = dict(self.loads.minutes)
        for key in touched:
            minutes[key] = carried(work[key], self.day, self.now)
        return replace(self, work=work, loads=loads_of(self.people, minutes))


def crew_of(board: Board, on: date, now: int) -> Crew:
    """Sort a board out for one local day."""
    rules = board.rules
    day = day_period(on, rules.tz)
    people = people_day(board.people, board.presence, on, rules.tz)
    work: dict[str, list[TaskRecord]] = {}
    teams: dict[str, list[TaskRecord]] = {}
    for task in board.tasks:
        if task.state is TaskState.CANCELLED:
            continue
        if task.assignee_id is not None:
            work.setdefault(task.assignee_id, []).append(task)
        if task.meeting_id is not None:
            teams.setdefault(task.meeting_id, []).append(task)
    sorted_work = {key: tuple(sorted(own, key=_by_start)) for key, own in work.items()}
    return Crew(
        day,
        now,
        rules,
        people,
        {room.id: room for room in board.rooms},
        {meeting.id: meeting for meeting in board.meetings},
        {floor.id: floor.rank for floor in board.floors},
        sorted_work,
        {key: tuple(tasks) for key, tasks in teams.items()},
        loads_of(people, {key: carried(own, day, now) for key, own in sorted_work.items()}),
    )


def queue(board: Board, crew: Crew) -> tuple[Entry, ...]:
    """What waits for a person on the crew's day, the most pressing first; offered work after the rest."""
    groups: dict[tuple[str, ...], list[TaskRecord]] = {}
    for task in board.tasks:
        meeting = crew.meetings.get(task.meeting_id) if task.meeting_id else None
        if (
            task.assignee_id is None
            and task.is_open
            and not is_moot(task, meeting)
            and _touches(task, crew.day)
        ):
            groups.setdefault(_group(task), []).append(task)
    entries = [entry_of(tasks, crew) for tasks in groups.values()]
    return tuple(
        sorted(entries, key=lambda entry: (entry.is_offered, entry.latest_at, entry.starts_at, entry.key))
    )


def entry_of(tasks: Iterable[TaskRecord], crew: Crew) -> Entry:
    """Tasks as one entry, with what explains it: room, meeting, who else is there, deadlines."""
    ordered = tuple(sorted(tasks, key=_by_start))
    first = ordered[0]
    meeting = crew.meetings.get(first.meeting_id) if first.meeting_id else None
    room = crew.rooms.get(first.room_id) if first.room_id else None
    latest = min(latest_start(task, crew.rules) for task in ordered)
    if meeting is None:
        return Entry(ordered, None, room, latest)
    mine = crew.teams.get(meeting.id, ())
    ready_by, quick = ready_deadline(meeting, _end_before(meeting, crew.meetings.values()), crew.rules)
    return Entry(
        ordered,
        meeting,
        room,
        latest,
        staffed=len({t.slot for t in mine if t.slot and t.assignee_id is not None and t.is_open}),
        arrived=len({t.slot for t in mine if t.slot and t.arrived_at is not None}),
        ready_by=ready_by,
        is_quick_turn=quick,
    )


def latest_start(task: TaskRecord, rules: Rules) -> int:
    """The latest safe moment to set off: deadline less the least work less the walk.

    A set-up can be done the quick way; who is to be somewhere from start to end must be there at the start.
    """
    return task.due_at - (least_minutes(task, rules) + rules.walk) * MINUTE


def least_minutes(task: TaskRecord, rules: Rules) -> int:
    """The least time the work takes when it must be quick."""
    planned = task.period.minutes
    return min(planned, rules.quick_setup) if task.kind is TaskKind.SETUP else planned


def is_moot(task: TaskRecord, meeting: MeetingRecord | None) -> bool:
    """Whether events went past an open task: nobody sets up for a meeting that runs, nor waits at one that is
    over.
    """
    if meeting is None:
        return False
    if meeting.is_history or not meeting.holds or meeting.state is MeetingState.CLEANED:
        return True
    if meeting.state is MeetingState.IN_SESSION:
        return task.kind in PREPARATION
    if meeting.state is MeetingState.ENDED:
        return task.kind in PREPARATION or task.kind in {TaskKind.STANDBY, TaskKind.TEA_REFILL}
    return False


def walk_minutes(here: RoomRecord | None, there: RoomRecord | None, crew: Crew) -> int:
    """The walk from room to room in minutes, never more than the rule's; unknown places cost the rule's."""
    limit = crew.rules.walk
    if here is None or there is None:
        return limit
    if here.id == there.id:
        return 0
    if here.floor_id is None or here.floor_id != there.floor_id:
        return limit
    return min(limit, SAME_ZONE_WALK if here.zone and here.zone == there.zone else SAME_FLOOR_WALK)


def carried(tasks: Iterable[TaskRecord], day: Period, now: int) -> int:
    """A load: minutes of tasks within the day, finished ones as they went, open ones as planned."""
    return sum(_within(busy(task, now), day) for task in tasks)


def loads_of(people: Iterable[PersonDay], minutes: Mapping[str, int]) -> Loads:
    """Loads by person with what is usual; people away do not count for that."""
    here: dict[Role, list[int]] = {}
    for one in people:
        if not one.is_away:
            here.setdefault(one.person.role, []).append(minutes.get(one.person.id, 0))
    return Loads(minutes, {role: tuple(sorted(values)) for role, values in here.items()})


def median(values: Iterable[int]) -> int:
    """The middle value, of two middle ones their mean rounded down; 0 of nothing."""
    ordered = sorted(values)
    if not ordered:
        return 0
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2


def _group(task: TaskRecord) -> tuple[str, ...]:
    if task.meeting_id is None or not task.slot:
        return (task.id,)
    return (task.meeting_id, str(task.slot), task.role, task.state)


def _touches(task: TaskRecord, day: Period) -> bool:
    return task.starts_at < day.end and task.ends_at > day.start


def _within(span: Period, day: Period) -> int:
    return max(0, min(span.end, day.end) - max(span.start, day.start)) // MINUTE


def _end_before(meeting: MeetingRecord, meetings: Iterable[MeetingRecord]) -> int | None:
    ends = [
        other.ended_at or other.ends_at
        for other in meetings
        if other.room_id == meeting.room_id and other.holds and other.starts_at < meeting.starts_at
    ]
    return max(ends, default=None)


def _by_start(task: TaskRecord) -> tuple[int, str]:
    return task.starts_at, task.id
