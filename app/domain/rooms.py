"""What a room is at an instant: derived from meetings, tasks, closures and the clock, never stored.

The order of the questions is domain.md 3.1; the same function serves live, replay and forecast.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.domain import checklists
from app.domain.meetings import ready_deadline
from app.domain.periods import DAY, MINUTE, local
from app.domain.records.board import Board
from app.domain.records.meetings import CheckRecord, MeetingRecord
from app.domain.records.rooms import ClosureRecord, RoomRecord
from app.domain.records.tasks import TaskRecord
from app.domain.rules import Rules
from app.domain.states import MeetingClass, MeetingState, RoomClass, RoomStatus, TaskKind, TaskState
from app.domain.tasks import arrived_slots, assigned_slots


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is known of one room around an instant. Meetings hold their room and are sorted by start."""

    room: RoomRecord
    meetings: tuple[MeetingRecord, ...]
    tasks: tuple[TaskRecord, ...]
    checks: tuple[CheckRecord, ...]
    closures: tuple[ClosureRecord, ...]


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room at an instant: its status, the meeting it speaks of, and the one after.

    ``meeting`` is the one in session, to be cleaned after, or next; ``until`` is when this status ends by
    plan (UTC ms, None = not today); ``not_ready`` = past the ready deadline with must-items open.
    """

    facts: RoomFacts
    status: RoomStatus
    meeting: MeetingRecord | None
    following: MeetingRecord | None
    until: int | None
    arrived: int = 0
    assigned: int = 0
    needed: int = 0
    ready_by: int | None = None
    is_quick_turn: bool = False
    not_ready: bool = False
    closure: ClosureRecord | None = None


def facts_of(board: Board) -> dict[str, RoomFacts]:
    """The board sorted out by room id."""
    meetings: dict[str, list[MeetingRecord]] = {room.id: [] for room in board.rooms}
    tasks: dict[str, list[TaskRecord]] = {room.id: [] for room in board.rooms}
    closures: dict[str, list[ClosureRecord]] = {room.id: [] for room in board.rooms}
    checks: dict[str, list[CheckRecord]] = {}
    for check in board.checks:
        checks.setdefault(check.meeting_id, []).append(check)
    for meeting in board.meetings:
        if meeting.holds and meeting.room_id in meetings:
            meetings[meeting.room_id].append(meeting)
    for task in board.tasks:
        if task.room_id in tasks:
            tasks[task.room_id].append(task)
    for closure in board.closures:
        if closure.room_id in closures:
            closures[closure.room_id].append(closure)
    return {
        room.id: RoomFacts(
            room,
            tuple(meetings[room.id]),
            tuple(tasks[room.id]),
            tuple(c for m in meetings[room.id] for c in checks.get(m.id, ())),
            tuple(closures[room.id]),
        )
        for room in board.rooms
    }


def view(facts: RoomFacts, now: int, rules: Rules) -> RoomView:
    """The room at an instant; first match of domain.md 3.1 wins."""
    following = next_meeting(facts, now)
    if facts.room.is_locked:
        return RoomView(facts, RoomStatus.EMERGENCY, None, following, None)
    closure = next((c for c in facts.closures if c.period.contains(now)), None)
    if closure:
        return RoomView(facts, RoomStatus.OUT_OF_SERVICE, None, following, closure.ends_at, closure=closure)
    running = next((m for m in facts.meetings if m.state is MeetingState.IN_SESSION), None)
    if running:
        status = RoomStatus.OVERRUN if now >= running.ends_at else RoomStatus.IN_SESSION
        return _with_staff(RoomView(facts, status, running, following, running.ends_at))
    cleaning = _cleaning(facts, now)
    if cleaning:
        status, task, ended = cleaning
        return RoomView(facts, status, ended, following, task.ends_at, *_next_staff(facts, following, rules))
    if following is None:
        status = RoomStatus.AVAILABLE if is_open(facts.room, now, rules) else RoomStatus.CLOSED
        return RoomView(facts, status, None, None, None)
    return _before(facts, following, now, rules)


def _before(facts: RoomFacts, meeting: MeetingRecord, now: int, rules: Rules) -> RoomView:
    """The room before its next meeting: ready, preparing, soon, closed or free."""
    after = next((m for m in facts.meetings if m.starts_at > meeting.starts_at), None)
    deadline, quick = ready_deadline(meeting, _previous_end(facts, meeting), rules)
    ready = is_ready(facts, meeting, now)
    shown = RoomView(
        facts,
        RoomStatus.AVAILABLE,
        meeting,
        after,
        meeting.starts_at,
        ready_by=deadline,
        is_quick_turn=quick,
        not_ready=meeting.meeting_class is MeetingClass.REGULAR and not ready and now > deadline,
    )
    return _with_staff(replace(shown, status=_status_before(facts, meeting, ready, now, rules)))


def _status_before(
    facts: RoomFacts, meeting: MeetingRecord, ready: bool, now: int, rules: Rules
) -> RoomStatus:
    lead = meeting.starts_at - now
    regular = meeting.meeting_class is MeetingClass.REGULAR
    if ready:
        return RoomStatus.READY
    if regular and (lead <= rules.setup_lead * MINUTE or setup_begun(facts, meeting)):
        return RoomStatus.PREPARING
    if lead <= rules.soon * MINUTE:
        return RoomStatus.RESERVED_SOON
    return RoomStatus.AVAILABLE if is_open(facts.room, now, rules) else RoomStatus.CLOSED


def next_meeting(facts: RoomFacts, now: int) -> MeetingRecord | None:
    """The first meeting that has not begun and is not over by plan."""
    waiting = {MeetingState.SUBMITTED, MeetingState.CONFIRMED}
    open_ones = (m for m in facts.meetings if m.state in waiting and m.ends_at > now and not m.is_history)
    return min(open_ones, key=lambda m: (m.starts_at, m.id), default=None)


def tasks_of(facts: RoomFacts, meeting: MeetingRecord) -> tuple[TaskRecord, ...]:
    """The tasks of one meeting of the room, cancelled ones left out."""
    return tuple(t for t in facts.tasks if t.meeting_id == meeting.id and t.state is not TaskState.CANCELLED)


def is_ready(facts: RoomFacts, meeting: MeetingRecord, now: int) -> bool:
    """READY: set-up done and no must-item open; a
    self-service meeting by itself five minutes before (3.2).
    """
    if meeting.meeting_class is MeetingClass.SELF_SERVICE:
        return now >= meeting.starts_at - 5 * MINUTE
    setups = [t for t in tasks_of(facts, meeting) if t.kind in {TaskKind.SETUP, TaskKind.EQUIPMENT_TEST}]
    finished = all(t.state in {TaskState.DONE, TaskState.VERIFIED} for t in setups)
    checks = [c for c in facts.checks if c.meeting_id == meeting.id]
    return bool(setups or checks) and finished and not checklists.blocking(meeting, checks)


def setup_begun(facts: RoomFacts, meeting: MeetingRecord) -> bool:
    """Whether anybody has begun to set up."""
    begun = {TaskState.IN_PROGRESS, TaskState.DONE, TaskState.VERIFIED}
    return any(t.kind is TaskKind.SETUP and t.state in begun for t in tasks_of(facts, meeting))


def is_open(room: RoomRecord, now: int, rules: Rules) -> bool:
    """Opening hours of the room's class (R6.2-1)."""
    if room.room_class is RoomClass.ALL_HOURS:
        return True
    here = local(now, rules.tz)
    return here.weekday() < 5 and rules.opens <= here.hour * 60 + here.minute < rules.closes


def _cleaning(facts: RoomFacts, now: int) -> tuple[RoomStatus, TaskRecord, MeetingRecord] | None:
    ended = {m.id: m for m in facts.meetings if m.state is MeetingState.ENDED and m.ends_at > now - DAY}
    for task in facts.tasks:
        if task.kind is TaskKind.CLEAN and task.is_open and task.meeting_id in ended:
            begun = task.state in {TaskState.ON_SITE, TaskState.IN_PROGRESS}
            return (RoomStatus.CLEANING if begun else RoomStatus.TO_CLEAN), task, ended[task.meeting_id]
    return None


def _previous_end(facts: RoomFacts, meeting: MeetingRecord) -> int | None:
    ends = [m.ended_at or m.ends_at for m in facts.meetings if m.starts_at < meeting.starts_at]
    return max(ends, default=None)


def _next_staff(
    facts: RoomFacts, meeting: MeetingRecord | None, rules: Rules
) -> tuple[int, int, int, int | None, bool]:
    if meeting is None:
        return 0, 0, 0, None, False
    tasks = tasks_of(facts, meeting)
    deadline, quick = ready_deadline(meeting, _previous_end(facts, meeting), rules)
    return arrived_slots(tasks), assigned_slots(tasks), meeting.attendants_needed, deadline, quick


def _with_staff(seen: RoomView) -> RoomView:
    if seen.meeting is None:
        return seen
    tasks = tasks_of(seen.facts, seen.meeting)
    return replace(
        seen,
        arrived=arrived_slots(tasks),
        assigned=assigned_slots(tasks),
        needed=seen.meeting.attendants_needed,
    )


def views(board: Board, now: int) -> dict[str, RoomView]:
    """Every room of the board at an instant."""
    return {room_id: view(facts, now, board.rules) for room_id, facts in facts_of(board).items()}


def by_meeting(tasks: Iterable[TaskRecord]) -> dict[str, list[TaskRecord]]:
    """Tasks by meeting id, cancelled ones left out."""
    found: dict[str, list[TaskRecord]] = {}
    for task in tasks:
        if task.meeting_id is not None and task.state is not TaskState.CANCELLED:
            found.setdefault(task.meeting_id, []).append(task)
    return found
