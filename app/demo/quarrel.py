"""What two front desks of the demo do at once while they do not hear of each other. Pure.

``theirs`` reaches central first. Of ``mine`` some fields collide, one booking finds its
room taken, and what hangs on it falls with it; one booking waits for a slot.
``settled`` is the collision that somebody decides at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from app.domain.ops import (
    AssignTasks,
    BookMeeting,
    EditMeeting,
    JoinWaitlist,
    MeetingFields,
    MoveMeeting,
    Operation,
)
from app.domain.periods import HOUR, MINUTE
from app.domain.records import Board, MeetingRecord
from app.domain.states import MeetingState, Presence, Role, TaskState

REASON: Final = "当面说定"
_DESK: Final = frozenset({Role.SUPERVISOR, Role.DESK})


@dataclass(frozen=True, slots=True)
class Quarrel:
    """Acts in order. ``other_actor``: who sits at the
    other desk; ``settled``: the id of the decided meeting.
    """

    other_actor: str
    theirs: tuple[tuple[Operation, ...], ...]
    mine: tuple[tuple[Operation, ...], ...]
    settled: str


def quarrel(board: Board, actor: str, new_id: Callable[[], str], now: int) -> Quarrel | None:
    """On this board; None where too little happens in the house for it."""
    later = [m for m in board.meetings if m.state is MeetingState.CONFIRMED and m.starts_at > now + HOUR]
    later = [m for m in later if not m.is_classified]
    desk = [p.id for p in board.people if p.role in _DESK and p.id != actor]
    work = _open_work(board, now)
    if len(later) < 3 or not desk or work is None:
        return None
    moved, edited, beside = later[:3]
    task, first, second = work
    slot = (moved.room_id, moved.starts_at, moved.ends_at)
    room = _free_room(board, beside)
    booked = new_id()
    theirs = (
        (MoveMeeting(moved.id, slot[0], slot[1] - 15 * MINUTE, slot[2], *slot, REASON),),
        (_edit(moved, notes="领导 14:40 到", layout="课桌式"),),
        (_edit(edited, layout="回字形"),),
        (AssignTasks((task,), first, (None,), REASON),),
        (_book(new_id(), room, beside, "防汛会商"),),
    )
    mine = (
        (MoveMeeting(moved.id, slot[0], slot[1] + 15 * MINUTE, slot[2] + 15 * MINUTE, *slot, REASON),),
        (_edit(moved, notes="需投影转接头", expected=moved.expected + 2),),
        (_edit(edited, layout="剧院式"),),
        (AssignTasks((task,), second, (None,), REASON),),
        (_book(booked, room, beside, "项目协调会"),),
        (EditMeeting(booked, set=MeetingFields(unit="财务处"), was=MeetingFields(unit="办公室")),),
        (JoinWaitlist(new_id(), _book(new_id(), edited.room_id, edited, "预算评审会")),),
    )
    return Quarrel(desk[0], theirs, mine, edited.id)


def _edit(meeting: MeetingRecord, **new: str | int) -> EditMeeting:
    was = {field: getattr(meeting, field) for field in new}
    return EditMeeting(meeting.id, set=replace(MeetingFields(), **new), was=replace(MeetingFields(), **was))


def _book(uid: str, room: str, beside: MeetingRecord, title: str) -> BookMeeting:
    return BookMeeting(
        uid, room, title, beside.starts_at, beside.ends_at, expected=6, unit="办公室", contact="王工",
        phone="8210 6610", override=REASON,
    )  # fmt: skip


def _free_room(board: Board, beside: MeetingRecord) -> str:
    """The smallest room that nothing holds within two hours around."""
    taken = {
        m.room_id
        for m in board.meetings
        if m.holds and m.starts_at < beside.ends_at + HOUR and m.ends_at > beside.starts_at - HOUR
    }
    shut = {c.room_id for c in board.closures}
    free = [r for r in board.rooms if r.id not in taken | shut and r.capacity >= 6 and not r.lock_reason]
    return min(free, key=lambda r: (r.capacity, r.number)).id


def _open_work(board: Board, now: int) -> tuple[str, str, str] | None:
    """A task nobody has, and two attendants who are on duty today."""
    away = {p.person_id for p in board.presence if p.presence is not Presence.ON}
    staff = [p.id for p in board.people if p.role is Role.ATTENDANT and p.id not in away]
    tasks = [t for t in board.tasks if t.state is TaskState.PENDING and t.role is Role.ATTENDANT]
    tasks = [t for t in tasks if t.starts_at > now + HOUR]
    return (tasks[0].id, staff[0], staff[1]) if tasks and len(staff) > 1 else None
