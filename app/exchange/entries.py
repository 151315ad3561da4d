"""What a file says, row by row, before anybody asks whether it fits; None = the file is silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.imports import Kind, Problem
from app.domain.states import MeetingClass, Role, RoomClass

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class Stop(Exception):
    """Somebody pressed cancel; nothing was written."""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting of a file. ``uid`` None: known by room and start."""

    where: str
    title: str
    room: str
    starts_at: int
    ends_at: int
    uid: str | None = None
    recurrence: str = ""
    sequence: int = 0
    stamp: int = 0
    cancelled: bool = False
    expected: int | None = None
    meeting_class: MeetingClass | None = None
    unit: str | None = None
    contact: str | None = None
    phone: str | None = None
    is_video: bool | None = None
    layout: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class RoomEntry:
    """A room of a file; ``floor`` is its name, ``area`` in 0.1 m²."""

    where: str
    number: str
    name: str
    floor: str | None = None
    capacity: int | None = None
    room_class: RoomClass | None = None
    area: int | None = None
    equipment: str | None = None
    enabled: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person of a file."""

    where: str
    name: str
    role: Role
    number: str = ""
    phone: str | None = None
    skills: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class DeviceEntry:
    """A device of a file; ``room`` is the room's number or name."""

    where: str
    number: str
    name: str
    device_kind: str
    room: str | None = None
    model: str | None = None
    address: str | None = None


Entry = MeetingEntry | RoomEntry | PersonEntry | DeviceEntry


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read whole. ``whole_series`` are the uids whose master is there: what it lacks was taken out.

    ``horizon`` is the instant up to which endless rules were expanded; beyond it the file says nothing.
    ``unusable`` are the (uid, recurrence) of refused rows: they are still there, so nothing is taken
    out for them.
    """

    file: str
    kind: Kind
    entries: tuple[Entry, ...]
    refused: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    whole_series: frozenset[str] = field(default_factory=frozenset)
    horizon: int = 0
    unusable: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    labels: Mapping[str, str] = field(default_factory=dict)  # what refused rows are called, by where

    @property
    def read(self) -> int:
        """How many rows (occurrences, after expansion) there are."""
        return len(self.entries) + len(self.refused)
