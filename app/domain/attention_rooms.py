"""Attention items of rooms and meetings: alarms, overruns, starts, no-shows, ends, readiness,
head-counts. Pure.

Called by app/domain/attention only. A meeting is proposed another room only where the booking rules find
nothing against it, not even what a reason could waive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.domain import checklists
from app.domain.attention import (
    Item,
    Part,
    Proposal,
    Scene,
    due_soon,
    room_number,
    title_of,
    urgency,
)
from app.domain.meetings import Booking, Slot, findings, held_period
from app.domain.ops import (
    AcknowledgeAlarm,
    AdjustStaffing,
    CheckItem,
    CompleteTask,
    EndMeeting,
    ExtendMeeting,
    MarkNoShow,
    MoveMeeting,
    StartMeeting,
)
from app.domain.periods import MINUTE, Period
from app.domain.records.meetings import MeetingRecord
from app.domain.records.rooms import RoomRecord
from app.domain.rooms import RoomView, tasks_of
from app.domain.states import (
    CheckResult,
    EndKind,
    MeetingClass,
    MeetingState,
    Priority,
    RoomStatus,
    TaskKind,
    TaskState,
)
from app.domain.tasks import NEXT_STEPS

WAITING: Final = frozenset({MeetingState.SUBMITTED, MeetingState.CONFIRMED})
START_SHOWN: Final = 2 * MINUTE  # before the start, when nobody said that it began
END_SHOWN: Final = 5 * MINUTE
EXTENSION: Final = 30  # minutes that are offered
REVIEW_AHEAD: Final = 120 * MINUTE


def items(scene: Scene) -> Iterator[Item]:
    """Everything of rooms and meetings."""
    troubled = set()
    for item in _alarms(scene):
        troubled.add(item.meeting_id)
        yield item
    for seen in scene.rooms:
        if seen.status is RoomStatus.EMERGENCY:
            continue
        yield from _running(scene, seen)
        yield from _starting(scene, seen)
        if seen.meeting is not None and seen.meeting.id not in troubled:
            yield from _not_ready(scene, seen, seen.meeting)
    for meeting in scene.board.meetings:
        yield from _review(scene, meeting)


# devices -----------------------------------------------------------------------------------------


def _alarms(scene: Scene) -> Iterator[Item]:
    """A device of high priority for a room that is needed soon: the meeting goes elsewhere, or somebody
    looks.
    """
    for alarm in scene.alarms:
        meeting, record = alarm.meeting, alarm.record
        if alarm.priority is not Priority.HIGH or not alarm.is_listed or record.cleared_at is not None:
            continue
        acknowledge = Proposal("acknowledge_alarm", (AcknowledgeAlarm(record.id),))
        look = Proposal("show_devices", goto=("devices", "alarm", record.id))
        why: tuple[Part, ...] = ()
        at, move = record.raised_at, None
        if meeting is not None and meeting.state in WAITING:
            lead = scene.board.rules.ready_lead
            at = meeting.starts_at - lead * MINUTE
            why = (Part("starts", at=meeting.starts_at), Part("ready_lead", minutes=lead))
            move = _elsewhere(scene, meeting)
        first = move or (acknowledge if record.acknowledged_at is None else look)
        second = acknowledge if first is move and record.acknowledged_at is None else look
        yield Item(
            "device",
            record.id,
            at,
            Priority.HIGH,
            record.room_id,
            meeting.id if meeting else None,
            first,
            second if second != first else None,
            params=(
                ("room", room_number(scene, record.room_id)),
                ("device", record.device_name),
                ("condition", record.condition),
                ("title", title_of(meeting)),
                ("starts_at", meeting.starts_at if meeting else 0),
                *_move_params(move),
            ),
            why=why,
        )


def _move_params(move: Proposal | None) -> tuple[tuple[str, str | int], ...]:
    return tuple((f"to_{key}", value) for key, value in move.params) if move is not None else ()


def _elsewhere(scene: Scene, meeting: MeetingRecord) -> Proposal | None:
    """The smallest other room where the meeting could go as it is, the same floor first."""
    here = scene.crew.rooms.get(meeting.room_id)
    fitting = [
        room
        for room in scene.board.rooms
        if room.id != meeting.room_id
        and 0 < room.capacity >= meeting.expected
        and _fits(scene, meeting, room)
    ]
    if not fitting:
        return None
    best = min(
        fitting, key=lambda room: (here is None or room.floor_id != here.floor_id, room.capacity, room.number)
    )
    free_to = min(
        (m.starts_at for m in scene.facts[best.id].meetings if m.starts_at >= meeting.ends_at), default=0
    )
    move = MoveMeeting(
        meeting.id,
        best.id,
        meeting.starts_at,
        meeting.ends_at,
        meeting.room_id,
        meeting.starts_at,
        meeting.ends_at,
    )
    params = (("room", best.number), ("capacity", best.capacity), ("free_to", free_to))
    return Proposal("move_meeting", (move,), params=params)


def _fits(scene: Scene, meeting: MeetingRecord, room: RoomRecord) -> bool:
    """Whether nothing at all speaks against it: free, open, clean and ready in time."""
    booking = Booking(room, meeting.planned, meeting.expected, meeting.meeting_class)
    facts = scene.facts[room.id]
    slots = [_slot(other) for other in facts.meetings if other.id != meeting.id]
    if scene.views[room.id].status in {RoomStatus.OVERRUN, RoomStatus.TO_CLEAN, RoomStatus.EMERGENCY}:
        return False
    return not findings(booking, slots, facts.closures, scene.board.rules, scene.now)


def _slot(meeting: MeetingRecord) -> Slot:
    held = held_period(meeting.starts_at, meeting.ends_at, meeting.ended_at)
    return Slot(meeting.id, meeting.room_id, held.start, held.end, meeting.meeting_class)


# meetings that run -------------------------------------------------------------------------------


def _running(scene: Scene, seen: RoomView) -> Iterator[Item]:
    meeting = seen.meeting
    if meeting is None or meeting.state is not MeetingState.IN_SESSION:
        return
    number = seen.facts.room.number
    if scene.now >= meeting.ends_at:
        yield _overrun(scene, seen, meeting)
    elif meeting.ends_at - scene.now <= END_SHOWN:
        yield Item(
            "ending",
            meeting.id,
            meeting.ends_at,
            Priority.LOW,
            meeting.room_id,
            meeting.id,
            Proposal("end_meeting", (_end(meeting, scene.now),)),
            _extension(scene, seen, meeting),
            params=(("room", number), ("title", title_of(meeting))),
            why=(Part("ends", at=meeting.ends_at),),
        )


def _overrun(scene: Scene, seen: RoomView, meeting: MeetingRecord) -> Item:
    """Past its end: with a meeting waiting, that one moves or this one ends; otherwise it ends or is
    extended.
    """
    rules, following = scene.board.rules, seen.following
    end = Proposal("end_meeting", (_end(meeting, scene.now),))
    params: tuple[tuple[str, str | int], ...] = (
        ("room", seen.facts.room.number),
        ("title", title_of(meeting)),
        ("over", (scene.now - meeting.ends_at) // MINUTE),
    )
    if following is None or following.starts_at - scene.now > rules.quick_turn_after * MINUTE:
        at = meeting.ends_at
        ended = (Part("ends", at=meeting.ends_at),)
        extend = _extension(scene, seen, meeting)
        return Item(
            "overrun", meeting.id, at, Priority.MID, meeting.room_id, meeting.id, end, extend, params, ended
        )
    at = following.starts_at - (rules.clean + rules.quick_setup) * MINUTE
    why = (
        Part("starts", at=following.starts_at),
        Part("clean", minutes=rules.clean),
        Part("setup", minutes=rules.quick_setup),
    )
    move = _elsewhere(scene, following)
    named = (
        *params,
        ("next_title", title_of(following)),
        ("next_at", following.starts_at),
        ("next_expected", following.expected),
        *_move_params(move),
    )
    first, second = (move, end) if move else (end, None)
    return Item(
        "overrun_blocks",
        meeting.id,
        at,
        Priority.HIGH,
        meeting.room_id,
        meeting.id,
        first,
        second,
        named,
        why,
    )


def _end(meeting: MeetingRecord, now: int) -> EndMeeting:
    late = now - meeting.ends_at
    kind = EndKind.OVERRUN if late >= MINUTE else EndKind.EARLY if late < -5 * MINUTE else EndKind.ON_TIME
    return EndMeeting(meeting.id, now, kind)


def _extension(scene: Scene, seen: RoomView, meeting: MeetingRecord) -> Proposal | None:
    """Half an hour more, where the gap to the next meeting stays and the house is open."""
    ends = max(meeting.ends_at, scene.now) // MINUTE * MINUTE + EXTENSION * MINUTE
    booking = Booking(
        seen.facts.room, Period(meeting.starts_at, ends), meeting.expected, meeting.meeting_class
    )
    slots = [_slot(other) for other in seen.facts.meetings if other.id != meeting.id]
    if findings(booking, slots, seen.facts.closures, scene.board.rules, scene.now):
        return None
    op = ExtendMeeting(meeting.id, ends, meeting.ends_at)
    return Proposal("extend_meeting", (op,), params=(("ends_at", ends),))


# meetings that should begin ----------------------------------------------------------------------


def _starting(scene: Scene, seen: RoomView) -> Iterator[Item]:
    """It is time: somebody says that it began; a quarter of an hour later the desk decides (3.5)."""
    if any(m.state is MeetingState.IN_SESSION for m in seen.facts.meetings):
        return
    rules, now = scene.board.rules, scene.now
    for meeting in seen.facts.meetings:
        waits = meeting.state in WAITING and not meeting.is_history and meeting.ends_at > now
        if not waits or meeting.starts_at - now > START_SHOWN:
            continue
        passed = max(now - meeting.starts_at, 0) // MINUTE
        at = meeting.starts_at + rules.no_show_after * MINUTE
        release = MarkNoShow(meeting.id, scene.reasons.no_show)
        started = StartMeeting(
            meeting.id, max(meeting.starts_at, now - MINUTE) if now > meeting.starts_at else now
        )
        params = (
            ("room", seen.facts.room.number),
            ("title", title_of(meeting)),
            ("passed", passed),
            ("contact", meeting.contact),
            ("phone", meeting.phone),
            ("release_at", at),
        )
        late = now >= meeting.starts_at
        yield Item(
            "no_show" if passed > 0 else "starting",
            meeting.id,
            at,
            urgency(at, now),
            meeting.room_id,
            meeting.id,
            Proposal("start_meeting", (started,)),
            Proposal("mark_no_show", (release,), asks=True) if late else None,
            params,
            (Part("starts", at=meeting.starts_at), Part("grace", minutes=-rules.no_show_after)),
        )
        return


def _not_ready(scene: Scene, seen: RoomView, meeting: MeetingRecord) -> Iterator[Item]:
    """Past the line with work or must-items open: what is left is named and can be confirmed."""
    if not seen.not_ready or seen.ready_by is None or meeting.starts_at <= scene.now:
        return
    tasks = [
        t
        for t in tasks_of(seen.facts, meeting)
        if t.kind in {TaskKind.SETUP, TaskKind.EQUIPMENT_TEST}
        and t.state not in {TaskState.DONE, TaskState.VERIFIED}
    ]
    if any(t.assignee_id is None for t in tasks):
        return  # the missing person is the item
    open_items = checklists.blocking(meeting, [c for c in seen.facts.checks if c.meeting_id == meeting.id])
    look = Proposal("show_checks", goto=("", "room", seen.facts.room.id))
    params = (
        ("room", seen.facts.room.number),
        ("title", title_of(meeting)),
        ("late", (scene.now - seen.ready_by) // MINUTE),
        ("tasks", len(tasks)),
        ("items", len(open_items)),
    )
    ready = [t for t in tasks if TaskState.DONE in NEXT_STEPS[t.state]]
    if ready:
        proposal = Proposal(
            "complete_tasks",
            tuple(CompleteTask(t.id, scene.now) for t in ready),
            params=(("count", len(ready)),),
        )
    elif open_items:
        answers = {(c.owner, c.item): c.result for c in seen.facts.checks if c.meeting_id == meeting.id}
        ops = tuple(
            CheckItem(
                meeting.id,
                i.owner,
                i.code,
                CheckResult.PASS,
                was=answers.get((i.owner, i.code), CheckResult.OPEN),
            )
            for i in open_items
        )
        proposal = Proposal("pass_items", ops, params=(("count", len(ops)),), asks=True)
    else:
        return
    lead = (meeting.starts_at - seen.ready_by) // MINUTE
    yield Item(
        "not_ready",
        meeting.id,
        seen.ready_by,
        Priority.HIGH,
        meeting.room_id,
        meeting.id,
        proposal,
        look,
        params,
        (Part("starts", at=meeting.starts_at), Part("ready_lead", minutes=lead)),
    )


def _review(scene: Scene, meeting: MeetingRecord) -> Iterator[Item]:
    """More than Annex B counts: the provider decides the number (R6.7-2)."""
    rules, now = scene.board.rules, scene.now
    if (
        not meeting.needs_review
        or meeting.state not in WAITING
        or meeting.meeting_class is MeetingClass.SELF_SERVICE
    ):
        return
    if not 0 <= meeting.starts_at - now <= REVIEW_AHEAD:
        return
    at = meeting.starts_at - (rules.setup_lead + rules.walk) * MINUTE
    if not due_soon(at, now):
        return
    band = max(rules.band_three, 1)
    wanted = meeting.attendants_needed + -(
        -(meeting.expected - band) // band if meeting.expected > band else 0
    )
    wanted = min(max(wanted, meeting.attendants_needed + 1), 50)
    adjust = AdjustStaffing(meeting.id, wanted, meeting.attendants_needed, scene.reasons.review)
    keep = replace_attendants(adjust, meeting.attendants_needed)
    yield Item(
        "review",
        meeting.id,
        at,
        urgency(at, now),
        meeting.room_id,
        meeting.id,
        Proposal("adjust_staffing", (adjust,), params=(("count", wanted),)),
        Proposal("keep_staffing", (keep,), params=(("count", meeting.attendants_needed),)),
        (
            ("room", room_number(scene, meeting.room_id)),
            ("expected", meeting.expected),
            ("default", meeting.attendants_needed),
        ),
        (
            Part("starts", at=meeting.starts_at),
            Part("setup", minutes=rules.setup_lead),
            Part("walk", minutes=rules.walk),
        ),
    )


def replace_attendants(op: AdjustStaffing, count: int) -> AdjustStaffing:
    """The same decision with another number."""
    return AdjustStaffing(op.meeting, count, op.was, op.reason)
