"""Attention items of people and tasks: who is missing, who has not answered, what is to be cleaned, tea.
Pure.

Called by app/domain/attention only. The person proposed is the first of app/domain/candidates: the rule
that would refuse the assignment has been asked already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.domain.attention import Item, Part, Proposal, Scene, due_soon, room_number, title_of, urgency
from app.domain.candidates import best
from app.domain.dispatch import Entry, entry_of, latest_start, least_minutes, queue
from app.domain.ids import derived
from app.domain.ops import (
    AcknowledgeTask,
    AddTask,
    AssignTasks,
    CompleteTask,
    MoveTask,
    OfferTask,
    StartTask,
)
from app.domain.periods import MINUTE
from app.domain.records.meetings import MeetingRecord
from app.domain.records.tasks import TaskRecord
from app.domain.states import MeetingClass, MeetingState, Priority, Role, TaskKind, TaskState

TEA_AHEAD: Final = 25 * MINUTE
TEA_MINUTES: Final = 10
STANDING_TEA: Final = 30  # minutes; a longer task is the service of a whole meeting, not one round
UNANSWERED: Final = 5 * MINUTE  # an assigned person has so long to say yes
UNANSWERED_AHEAD: Final = 35 * MINUTE  # of the latest moment, when silence begins to matter
NOT_BEGUN_AHEAD: Final = 15 * MINUTE
_BEGUN: Final = frozenset({TaskState.ON_SITE, TaskState.IN_PROGRESS})


def items(scene: Scene) -> Iterator[Item]:
    """Everything of people and tasks."""
    yield from _unassigned(scene)
    yield from _unanswered(scene)
    yield from _cleaning(scene)
    yield from _teas(scene)


# nobody has it -----------------------------------------------------------------------------------


def _unassigned(scene: Scene) -> Iterator[Item]:
    """One line a meeting that lacks people, one a task that belongs to no meeting's slot."""
    told = set()
    for entry in queue(scene.board, scene.crew):
        in_slot = entry.meeting is not None and entry.tasks[0].slot > 0 and not _is_clean(entry)
        key = entry.meeting.id if in_slot and entry.meeting is not None else entry.key
        if key not in told and due_soon(entry.latest_at, scene.now) and not _has_own_line(scene, entry):
            told.add(key)
            yield _missing(scene, entry)


def _has_own_line(scene: Scene, entry: Entry) -> bool:
    """Tea is told as tea, cleaning once the meeting has ended, and a meeting that should be over as
    overrun.
    """
    if _is_tea(entry):
        return True
    if _is_clean(entry):
        return not _has_ended(scene, entry.tasks[0])
    return entry.meeting is not None and entry.meeting.ends_at <= scene.now


def _missing(scene: Scene, entry: Entry) -> Item:
    first, meeting = entry.tasks[0], entry.meeting
    chosen = best(entry, scene.crew)
    look = Proposal("show_candidates", goto=("dispatch", "task", first.id))
    proposal = None
    person: tuple[tuple[str, str | int], ...] = ()
    if chosen is not None:
        assign = AssignTasks(entry.ids, chosen.day.person.id, tuple(task.assignee_id for task in entry.tasks))
        proposal = Proposal("assign", (assign,), params=(("person", chosen.day.person.name),))
        person = (
            ("person", chosen.day.person.name),
            ("walk", chosen.walk),
            ("load", chosen.load_before),
            ("median", chosen.median),
        )
    elif all(task.state is TaskState.PENDING for task in entry.tasks):
        proposal = Proposal("offer", tuple(OfferTask(task.id) for task in entry.tasks))
    kind = "task"
    if _is_clean(entry) and meeting is not None:
        kind = "clean"
    elif meeting is not None and first.slot and entry.staffed < meeting.attendants_needed:
        kind = "staff"
    following = _following(scene, first) if kind == "clean" else None
    params = (
        ("room", room_number(scene, first.room_id)),
        ("title", title_of(meeting)),
        ("task_kind", first.kind.value),
        ("needed", meeting.attendants_needed if meeting else 0),
        ("staffed", entry.staffed),
        ("next_at", following.starts_at if following else 0),
        ("is_quick", int(_is_quick(scene, first))),
        ("starts_at", first.starts_at),
        *person,
    )
    at = entry.latest_at
    priority = urgency(at, scene.now)
    if kind == "clean" and following is None and priority is Priority.HIGH:
        priority = Priority.MID  # nobody waits for the room
    return Item(
        kind,
        meeting.id if kind == "staff" and meeting else first.id,
        at,
        priority,
        first.room_id,
        meeting.id if meeting else None,
        proposal,
        look,
        params,
        _why(scene, first),
    )


def _why(scene: Scene, task: TaskRecord) -> tuple[Part, ...]:
    work = least_minutes(task, scene.board.rules)
    return (
        Part("due", at=task.due_at),
        Part("work", minutes=work),
        Part("walk", minutes=scene.board.rules.walk),
    )


def _is_clean(entry: Entry) -> bool:
    return entry.tasks[0].kind is TaskKind.CLEAN


def _is_tea(entry: Entry) -> bool:
    return entry.tasks[0].kind is TaskKind.TEA_REFILL


def _is_quick(scene: Scene, task: TaskRecord) -> bool:
    seen = scene.views.get(task.room_id or "")
    return seen is not None and seen.is_quick_turn


def _following(scene: Scene, task: TaskRecord) -> MeetingRecord | None:
    seen = scene.views.get(task.room_id or "")
    return seen.following if seen is not None else None


# somebody has it and is silent -------------------------------------------------------------------


def _unanswered(scene: Scene) -> Iterator[Item]:
    """Assigned, not acknowledged, and the latest moment is near."""
    groups: dict[tuple[str, int, str], list[TaskRecord]] = {}
    for task in scene.board.tasks:
        silent = task.state is TaskState.ASSIGNED and task.assignee_id is not None
        waited = task.assigned_at is None or scene.now - task.assigned_at >= UNANSWERED
        if silent and waited and not _is_over(scene, task):
            groups.setdefault((task.meeting_id or task.id, task.slot, task.assignee_id or ""), []).append(
                task
            )
    for tasks in groups.values():
        tasks.sort(key=lambda task: (task.starts_at, task.id))
        first = tasks[0]
        if first.kind is TaskKind.CLEAN and not _has_ended(scene, first):
            continue
        at = latest_start(first, scene.board.rules)
        if at - scene.now <= UNANSWERED_AHEAD and not _arrived(scene, first):
            yield _silent(scene, tasks, at)


def _silent(scene: Scene, tasks: list[TaskRecord], at: int) -> Item:
    first = tasks[0]
    person = scene.crew.person(first.assignee_id or "")
    entry = entry_of(tasks, scene.crew)
    other = best(entry, scene.crew, besides=first.assignee_id or "")
    again = None
    if other is not None:
        assign = AssignTasks(entry.ids, other.day.person.id, tuple(task.assignee_id for task in entry.tasks))
        again = Proposal("reassign", (assign,), params=(("person", other.day.person.name),))
    waited = (scene.now - first.assigned_at) // MINUTE if first.assigned_at is not None else 0
    params = (
        ("room", room_number(scene, first.room_id)),
        ("task_kind", first.kind.value),
        ("person", person.person.name if person else ""),
        ("waited", waited),
        ("due_at", first.due_at),
        ("title", title_of(entry.meeting)),
        ("phone", person.person.phone if person else ""),
    )
    return Item(
        "silent",
        first.id,
        at,
        urgency(at, scene.now),
        first.room_id,
        first.meeting_id,
        Proposal("acknowledge_tasks", tuple(AcknowledgeTask(task.id) for task in tasks), params=params[2:3]),
        again or Proposal("show_candidates", goto=("dispatch", "task", first.id)),
        params,
        _why(scene, first),
    )


def _is_over(scene: Scene, task: TaskRecord) -> bool:
    """Whether the moment for the task has gone, or its meeting has."""
    meeting = scene.crew.meetings.get(task.meeting_id or "")
    if meeting is None:
        return task.ends_at < scene.now - 60 * MINUTE
    if not meeting.holds or meeting.is_history or meeting.state is MeetingState.CLEANED:
        return True
    before = task.kind in {TaskKind.SETUP, TaskKind.GUIDE, TaskKind.EQUIPMENT_TEST, TaskKind.CHECK}
    if meeting.state is MeetingState.IN_SESSION:
        return before or task.kind is TaskKind.CLEAN
    return meeting.state is MeetingState.ENDED and task.kind is not TaskKind.CLEAN


def _has_ended(scene: Scene, task: TaskRecord) -> bool:
    meeting = scene.crew.meetings.get(task.meeting_id or "")
    return meeting is None or meeting.state is MeetingState.ENDED


def _arrived(scene: Scene, task: TaskRecord) -> bool:
    """Whether the person has signed in for another task of the same slot."""
    mates = scene.crew.teams.get(task.meeting_id or "", ())
    return any(
        t.assignee_id == task.assignee_id and t.slot == task.slot and t.arrived_at is not None for t in mates
    )


# rooms to be cleaned -----------------------------------------------------------------------------


def _cleaning(scene: Scene) -> Iterator[Item]:
    """A clean-up that somebody has: it begins, or it is finished, before the next meeting needs the room."""
    rules, now = scene.board.rules, scene.now
    for task in scene.board.tasks:
        if (
            task.kind is not TaskKind.CLEAN
            or not task.is_open
            or task.assignee_id is None
            or not task.meeting_id
        ):
            continue
        if not _has_ended(scene, task) or _is_over(scene, task):
            continue
        following = _following(scene, task)
        begun = task.state in _BEGUN
        need = (
            following.starts_at - (rules.quick_setup + rules.quick_ready_lead) * MINUTE if following else None
        )
        at = min(task.ends_at, need) if need is not None else task.ends_at
        at -= 0 if begun else least_minutes(task, rules) * MINUTE
        if at - now > (0 if begun else NOT_BEGUN_AHEAD) or (task.state is TaskState.ASSIGNED and not begun):
            continue
        person = scene.crew.person(task.assignee_id)
        done = Proposal("complete_clean", (CompleteTask(task.id, now),))
        begin = Proposal("start_clean", (StartTask(task.id, now),))
        params = (
            ("room", room_number(scene, task.room_id)),
            ("person", person.person.name if person else ""),
            ("next_at", following.starts_at if following else 0),
        )
        yield Item(
            "cleaning_late" if begun else "clean_start",
            task.id,
            at,
            urgency(at, now) if following else Priority.LOW,
            task.room_id,
            following.id if following else None,
            done if begun else begin,
            None if begun else done,
            params,
            _why(scene, task),
        )


# tea ---------------------------------------------------------------------------------------------


def _teas(scene: Scene) -> Iterator[Item]:
    """Refills: the first a quarter of an hour after the start, then every twenty minutes (domain.md Annex
    C).
    """
    for meeting in scene.board.meetings:
        served = meeting.tea and meeting.attendants_needed > 0 and not meeting.is_classified
        if (
            meeting.state is MeetingState.IN_SESSION
            and served
            and meeting.meeting_class is MeetingClass.REGULAR
        ):
            yield from _tea(scene, meeting)


def _tea(scene: Scene, meeting: MeetingRecord) -> Iterator[Item]:
    rules, now = scene.board.rules, scene.now
    teas = [t for t in scene.crew.teams.get(meeting.id, ()) if t.kind is TaskKind.TEA_REFILL]
    rounds = [t for t in teas if t.period.minutes <= STANDING_TEA]
    open_tea = next((t for t in rounds if t.is_open), None)
    last = max((t.done_at for t in rounds if t.done_at is not None), default=None)
    began = meeting.started_at if meeting.started_at is not None else meeting.starts_at
    due, number = _tea_due(began, last, len([t for t in rounds if t.done_at is not None]), scene)
    if open_tea is not None:
        due = open_tea.starts_at
    if due - now > TEA_AHEAD or due >= meeting.ends_at - rules.walk * MINUTE or now >= meeting.ends_at:
        return
    waiter = _waiter(scene, meeting)
    params = (
        ("room", room_number(scene, meeting.room_id)),
        ("number", number),
        ("last_at", last or 0),
        ("every", rules.tea_every),
        ("expected", meeting.expected),
        ("person", waiter[1] if waiter else ""),
    )
    proposal, later = _tea_steps(scene, meeting, open_tea, due, number)
    why = (
        Part("last", at=last) if last else Part("began", at=began),
        Part("interval", minutes=-(due - (last or began)) // MINUTE),
    )
    yield Item(
        "tea",
        f"{meeting.id}.{number}",
        due,
        urgency(due, now) if due > now else Priority.MID,
        meeting.room_id,
        meeting.id,
        proposal,
        later,
        params,
        why,
    )


def _tea_due(began: int, last: int | None, served: int, scene: Scene) -> tuple[int, int]:
    """When the next refill is due, and which it is; unrecorded rounds that lie far back are let go."""
    rules = scene.board.rules
    every = max(rules.tea_every, 1) * MINUTE
    due, number = (last + every, served + 1) if last is not None else (began + rules.tea_first * MINUTE, 1)
    missed = max(0, -(-(scene.now - every // 2 - due) // every))
    return due + missed * every, number + missed


def _tea_steps(
    scene: Scene, meeting: MeetingRecord, task: TaskRecord | None, due: int, number: int
) -> tuple[Proposal | None, Proposal | None]:
    """Give it to who is there already, then it is done; or put it off by half an interval."""
    now, rules = scene.now, scene.board.rules
    waiter = _waiter(scene, meeting)
    put_off = max(due, now) + rules.tea_every // 2 * MINUTE
    if task is None:
        starts = max(due, now - TEA_MINUTES * MINUTE)
        made = _tea_task(scene, meeting, number, starts)
        late = Proposal("put_off", (_tea_task(scene, meeting, number, put_off),), params=(("to", put_off),))
        if waiter is None:
            return Proposal("add_tea", (made,)), late
        assign = AssignTasks((made.id,), waiter[0], (None,), scene.reasons.tea)
        return Proposal("serve_tea", (made, assign), params=(("person", waiter[1]),)), late
    move = MoveTask(
        task.id,
        put_off,
        put_off + TEA_MINUTES * MINUTE,
        task.starts_at,
        task.ends_at,
        override=scene.reasons.tea,
    )
    later = Proposal("put_off", (move,), params=(("to", put_off),)) if task.state not in _BEGUN else None
    if task.assignee_id is not None:
        return Proposal("complete_tea", (CompleteTask(task.id, now),)), later
    if waiter is None:
        return Proposal("show_candidates", goto=("dispatch", "task", task.id)), later
    assign = AssignTasks((task.id,), waiter[0], (None,), scene.reasons.tea)
    return Proposal("serve_tea", (assign,), params=(("person", waiter[1]),)), later


def _tea_task(scene: Scene, meeting: MeetingRecord, number: int, starts: int) -> AddTask:
    """The same refill always has the same id: asked for twice it is one. One called off keeps its id."""
    end = starts + TEA_MINUTES * MINUTE
    tried = sum(t.kind is TaskKind.TEA_REFILL and t.meeting_id == meeting.id for t in scene.board.tasks)
    task_id = derived(meeting.id, "tea", number, tried)
    return AddTask(
        task_id, TaskKind.TEA_REFILL, Role.ATTENDANT, starts, end, end, meeting.room_id, meeting.id
    )


def _waiter(scene: Scene, meeting: MeetingRecord) -> tuple[str, str] | None:
    """Who serves tea at the meeting, else the attendant who waits at it: (id, name)."""
    mine = sorted(scene.crew.teams.get(meeting.id, ()), key=lambda t: t.kind is not TaskKind.TEA_REFILL)
    for task in mine:
        if (
            task.kind in {TaskKind.TEA_REFILL, TaskKind.STANDBY}
            and task.is_open
            and task.assignee_id is not None
        ):
            person = scene.crew.person(task.assignee_id)
            if person is not None:
                return task.assignee_id, person.person.name
    return None
