"""Waiting for a slot that is taken (R6.5-3). An entry keeps the whole booking; nothing is held for it."""

from __future__ import annotations

from typing import ClassVar

from app.domain.ops.base import Id, Line, Operation
from app.domain.ops.meetings import BookMeeting


class JoinWaitlist(Operation, frozen=True):
    """Queue a booking for its slot; said again of an entry that was left, it queues at its old place."""

    permission: ClassVar[str] = "meeting.book"
    id: Id
    booking: BookMeeting


class LeaveWaitlist(Operation, frozen=True):
    """The entry no longer waits."""

    permission: ClassVar[str] = "meeting.book"
    id: Id


class PromoteWaiting(Operation, frozen=True):
    """The slot is free: book what waits for it as ``meeting``. All checks of a booking are made again, in
    the same transaction. ``override`` replaces the reason of the booking where one is needed now.
    """

    permission: ClassVar[str] = "meeting.book"
    id: Id
    meeting: Id
    override: Line = ""
