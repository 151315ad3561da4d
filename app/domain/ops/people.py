"""What can be said of people (R6.7-1)."""

from __future__ import annotations

from typing import ClassVar

from msgspec import UNSET, Struct, UnsetType

from app.domain.ops.base import Id, Line, LocalDate, Operation, Title
from app.domain.states import Presence, Role


class PersonFields(Struct, frozen=True, omit_defaults=True):
    """Fields of a person; UNSET is not touched. ``skills`` is a comma-separated list."""

    name: Line | UnsetType = UNSET
    role: Role | UnsetType = UNSET
    number: Line | UnsetType = UNSET
    phone: Line | UnsetType = UNSET
    skills: Line | UnsetType = UNSET
    zone: Line | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class AddPerson(Operation, frozen=True):
    """Enter a person."""

    permission: ClassVar[str] = "person.change"
    id: Id
    name: Title
    role: Role
    number: Line = ""
    phone: Line = ""
    skills: Line = ""
    zone: Line = ""


class EditPerson(Operation, frozen=True):
    """Change fields of a person."""

    permission: ClassVar[str] = "person.change"
    id: Id
    set: PersonFields
    was: PersonFields


class SetPresence(Operation, frozen=True):
    """Say whether a person is on duty on a day, and from when to when; the newest word counts."""

    permission: ClassVar[str] = "person.presence"
    person: Id
    on: LocalDate
    presence: Presence
    shift: Line = ""
    note: Line = ""
    from_minute: int = 0  # of the local day
    to_minute: int = 1440
