"""The states and kinds of the domain, by the names that ops, tables and exports carry."""

from __future__ import annotations

from enum import StrEnum


class RoomClass(StrEnum):
    """R6.2-1: rooms by opening time."""

    NORMAL = "normal"
    ALL_HOURS = "all_hours"


class MeetingClass(StrEnum):
    """R6.2-3: meetings by need of people."""

    REGULAR = "regular"
    SELF_SERVICE = "self_service"


class RoomStatus(StrEnum):
    """What a room is at an instant: derived (domain/rooms.status), never stored."""

    EMERGENCY = "emergency"
    OUT_OF_SERVICE = "out_of_service"
    OVERRUN = "overrun"
    IN_SESSION = "in_session"
    TO_CLEAN = "to_clean"
    CLEANING = "cleaning"
    READY = "ready"
    PREPARING = "preparing"
    RESERVED_SOON = "reserved_soon"
    CLOSED = "closed"
    AVAILABLE = "available"


class MeetingState(StrEnum):
    """Decisions and facts that are stored; what lies between them is derived (MeetingPhase)."""

    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    IN_SESSION = "in_session"
    ENDED = "ended"
    CLEANED = "cleaned"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    WITHDRAWN = "withdrawn"  # a booking undone by its author: kept in the log, shown nowhere


HOLDING = frozenset(
    {
        MeetingState.SUBMITTED,
        MeetingState.CONFIRMED,
        MeetingState.IN_SESSION,
        MeetingState.ENDED,
        MeetingState.CLEANED,
    }
)


class MeetingPhase(StrEnum):
    """Where a meeting stands at an instant, for screens: derived from facts, tasks and the clock."""

    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    READY = "ready"
    IN_SESSION = "in_session"
    OVERRUN = "overrun"
    ENDED = "ended"
    CLEANED = "cleaned"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    HISTORY = "history"  # imported with its end in the past: neither no-show nor overdue


class EndKind(StrEnum):
    """How a meeting ended."""

    ON_TIME = "on_time"
    EARLY = "early"
    OVERRUN = "overrun"
    AUTO = "auto"


class TaskKind(StrEnum):
    """Kinds of service task (domain.md 3.6)."""

    SETUP = "setup"
    CHECK = "check"
    GUIDE = "guide"
    TEA_REFILL = "tea_refill"
    STANDBY = "standby"
    CALL = "call"
    CLEAN = "clean"
    EQUIPMENT_TEST = "equipment_test"
    REPAIR = "repair"
    INSPECTION = "inspection"
    LOST_ITEM = "lost_item"


class TaskState(StrEnum):
    """Stored steps of a task; overdue is a flag, not a state."""

    PENDING = "pending"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    ON_SITE = "on_site"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


OPEN_TASK = frozenset(TaskState) - {TaskState.DONE, TaskState.VERIFIED, TaskState.CANCELLED}


class Role(StrEnum):
    """What a person is here for."""

    ATTENDANT = "attendant"
    ENGINEER = "engineer"
    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class Presence(StrEnum):
    """A person's day."""

    ON = "on"
    OFF = "off"
    LEAVE = "leave"
    BREAK = "break"


class CheckOwner(StrEnum):
    """Who answers a check-list item."""

    DESK = "desk"
    ATTENDANT = "attendant"
    ENGINEER = "engineer"


class CheckResult(StrEnum):
    """What was answered; an item without an answer has no row."""

    PASS = "pass"  # noqa: S105 - a word, not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"  # an answer taken back


class DeviceState(StrEnum):
    """Device state as people see it; STALE means no news for longer than its kind allows."""

    ONLINE = "online"
    OFFLINE = "offline"
    FAULT = "fault"
    MAINTENANCE = "maintenance"
    STALE = "stale"


class Priority(StrEnum):
    """The operator's priority: consequence by time left (domain/alarms.priority)."""

    HIGH = "high"
    MID = "mid"
    LOW = "low"


class AlarmLetter(StrEnum):
    """ISA-18.2 letters, derived from two memories (active, unacknowledged) and one suppression."""

    NORMAL = "A"
    UNACKED = "B"
    ACKED = "C"
    RETURNED = "D"
    SHELVED = "E"
    SUPPRESSED = "F"
    OUT_OF_SERVICE = "G"


class OutlineKind(StrEnum):
    """What a polygon on a floor plan is."""

    ROOM = "room"
    CORRIDOR = "corridor"
    CORE = "core"  # stairs, lifts, wet rooms, plant: walls around, never bookable
    VOID = "void"  # outdoors: terrace, atrium


class ConflictChoice(StrEnum):
    """Which of two values of one field a person let stand."""

    MINE = "mine"  # of the desk whose op came second
    THEIRS = "theirs"  # what central had kept
    BOTH = "both"  # free text: the two together


class RefusalChoice(StrEnum):
    """What a person made of an op that central refused."""

    DISCARDED = "discarded"
    REPLACED = "replaced"  # done another way: another room, another time
    QUEUED = "queued"  # a booking that waits for its slot now


class LinkPhase(StrEnum):
    """How this console stands to central."""

    ALONE = "alone"  # not enrolled: this desk works by itself
    CONNECTING = "connecting"
    LIVE = "live"
    CATCHING_UP = "catching_up"  # pages are coming in: what is shown is not yet one moment
    OFFLINE = "offline"
    ACTION = "action"  # a person must do something: revoked, certificate, newer schema, keyring
