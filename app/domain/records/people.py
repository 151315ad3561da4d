"""People and their days."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.states import Presence, Role


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person of the house."""

    id: str
    name: str
    role: Role
    number: str
    phone: str
    skills: tuple[str, ...]
    zone: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PresenceRecord:
    """A person's day: minutes of the local day between which they are on duty."""

    person_id: str
    on: str
    presence: Presence
    shift: str
    note: str
    from_minute: int
    to_minute: int
