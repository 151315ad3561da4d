"""What can be said of device alarms (domain.md 3.7; ISA-18.2 letters in features.md 3.1)."""

from __future__ import annotations

from typing import ClassVar

from app.domain.ops.base import Code, Id, Instant, Line, Operation


class RaiseAlarm(Operation, frozen=True):
    """A condition begins. ``id`` derives from device, condition and onset: two listeners make one alarm."""

    permission: ClassVar[str] = "alarm.record"
    id: Id
    device: Id
    condition: Code
    severity: Code  # notice, warning, serious, urgent
    raised_at: Instant
    value: Line = ""
    limit: Line = ""


class ClearAlarm(Operation, frozen=True):
    """The condition is gone."""

    permission: ClassVar[str] = "alarm.record"
    id: Id
    cleared_at: Instant


class AcknowledgeAlarm(Operation, frozen=True):
    """Seen by the actor. Names the occurrence: an old acknowledgement never covers a new one (R52)."""

    permission: ClassVar[str] = "alarm.acknowledge"
    id: Id
    note: Line = ""


class ShelveAlarm(Operation, frozen=True):
    """Hide until a time, with a reason; never an alarm of high priority."""

    permission: ClassVar[str] = "alarm.shelve"
    id: Id
    until: Instant
    reason: Line
    priority: Code  # what the person saw


class UnshelveAlarm(Operation, frozen=True):
    """Bring it back now."""

    permission: ClassVar[str] = "alarm.shelve"
    id: Id
