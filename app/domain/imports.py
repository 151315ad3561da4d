"""What an import is going to do, row by row, and the three-way merge behind it. Pure values and rules.

Made by app/exchange/plan.py, shown by the preview, carried out as one group in the store thread. ``merge`` is
used twice on purpose: here to foretell what a row changes, and by ImportMeeting itself to change it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.errors import Params
from app.domain.meetings import Slot
from app.domain.ops import ImportMeeting, Operation
from app.domain.records import (
    ClosureRecord,
    DeviceRecord,
    FloorRecord,
    MeetingRecord,
    PersonRecord,
    RoomRecord,
    SourceRecord,
)
from app.domain.rules import Rules
from app.domain.states import MeetingState

PLACE: Final = ("room", "starts_at", "ends_at")  # one field: where and when move together
ABOUT: Final = (
    "title",
    "expected",
    "meeting_class",
    "unit",
    "contact",
    "phone",
    "is_video",
    "layout",
    "notes",
)
FIELDS: Final = (*PLACE, *ABOUT, "cancelled")


Values = Mapping[str, str]


class Kind(StrEnum):
    """What a file is about."""

    MEETINGS = "meetings"
    ROOMS = "rooms"
    PEOPLE = "people"
    DEVICES = "devices"


class RowState(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused, or what somebody should know of it. ``where`` is ``UID:…`` or ``row 17``."""

    where: str
    code: str
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def named(self) -> Params:
        """The parameters by name."""
        return dict(self.params)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row, before and after, as stored text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file and what becomes of it: ``label`` is its title or name, ``detail`` its room."""

    where: str
    label: str
    detail: str
    state: RowState
    starts_at: int | None = None
    ends_at: int | None = None
    changes: tuple[FieldChange, ...] = ()
    refusal: Problem | None = None
    warnings: tuple[Problem, ...] = ()
    is_absent: bool = False  # not in the file: taken out because it is there no more


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One operation and the row it stands for (-1 = none: a room made along the way)."""

    op: Operation
    row: int = -1


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would do, in the order in which it has to be done."""

    file: str
    kind: Kind
    rows: tuple[PlannedRow, ...]
    steps: tuple[PlannedStep, ...]
    notes: tuple[Problem, ...] = ()  # about the file as a whole: unknown columns, guessed zones

    def count(self, state: RowState) -> int:
        """How many rows become this."""
        return sum(1 for row in self.rows if row.state is state)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """All warnings: of the file first, then of its rows."""
        return (*self.notes, *(warning for row in self.rows for warning in row.warnings))

    @property
    def refused(self) -> tuple[Problem, ...]:
        """All refusals, in the order of the file."""
        return tuple(row.refusal for row in self.rows if row.refusal is not None)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is here already, as far as a file touches it: read in one snapshot, at the console's ``read_at``.

    ``slots`` is what holds the rooms while the file's meetings last, ``meetings`` those it may know
    (withdrawn
    ones too) and ``sources`` where they came from.
    """

    site: str
    read_at: int
    rules: Rules
    rooms: tuple[RoomRecord, ...] = ()
    floors: tuple[FloorRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    devices: tuple[DeviceRecord, ...] = ()
    closures: tuple[ClosureRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    meetings: tuple[MeetingRecord, ...] = ()
    slots: tuple[Slot, ...] = ()


def is_older(sequence: int, stamp: int, than_sequence: int, than_stamp: int) -> bool:
    """Whether one version of an event is older than another; a missing LAST-MODIFIED says nothing."""
    if sequence != than_sequence:
        return sequence < than_sequence
    return 0 < stamp < than_stamp


def import_values(op: ImportMeeting) -> tuple[tuple[str, str], ...]:
    """The values an import brings, as SourceRecord.values keeps them for the next merge."""
    return tuple((name, as_text(getattr(op, name))) for name in FIELDS)


def current_values(meeting: MeetingRecord) -> dict[str, str]:
    """The same fields as the meeting has them now."""
    named = {name: as_text(getattr(meeting, name)) for name in ABOUT}
    return {
        "room": meeting.room_id,
        "starts_at": str(meeting.starts_at),
        "ends_at": str(meeting.ends_at),
        **named,
        "cancelled": as_text(meeting.state is MeetingState.CANCELLED),
    }


def as_text(value: str | int | bool | StrEnum) -> str:
    """A value as stored text: flags as JSON says them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def merge(base: Values | None, new: Values, now: Values) -> dict[str, str]:
    """The fields that an import changes: what changed there since the last import and not here.

    ``base`` is what the last import brought; None for a meeting booked here, which is never overwritten.
    (room, start, end) is one field. A field that a person changed here since stays theirs.
    """
    if base is None:
        return {}
    changed = {name: new[name] for name in (*ABOUT, "cancelled") if _takes(base, new, now, (name,))}
    if _takes(base, new, now, PLACE):
        changed.update({name: new[name] for name in PLACE if new[name] != now[name]})
    return changed


def kept_here(base: Values | None, new: Values, now: Values) -> tuple[str, ...]:
    """The fields that differ in the file and stay as a person has them here."""
    groups = [*((name,) for name in (*ABOUT, "cancelled")), PLACE]
    kept: list[str] = []
    for group in groups:
        differs = any(new[name] != now[name] for name in group)
        fresh = base is None or any(new[name] != base.get(name, "") for name in group)
        if differs and fresh and not (base is not None and _takes(base, new, now, group)):
            kept.extend(name for name in group if new[name] != now[name])
    return tuple(kept)


def _takes(base: Values, new: Values, now: Values, group: tuple[str, ...]) -> bool:
    """Whether a field group changed there, and not here."""
    there = any(new[name] != base.get(name, "") for name in group)
    here = any(now[name] != base.get(name, "") for name in group)
    differs = any(new[name] != now[name] for name in group)
    return there and differs and not here
