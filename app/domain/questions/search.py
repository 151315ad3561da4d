"""What the palette searches."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """A thing that can be found: ``subject`` is room,
    person, meeting or device; ``keys`` are searched too.
    """

    subject: str
    id: str
    text: str
    detail: str
    keys: tuple[str, ...]
    at: int | None = None  # a meeting's start


@dataclass(frozen=True, slots=True)
class SearchEntries(Question[tuple[SearchEntry, ...]]):
    """Rooms, people, devices, and meetings that touch [from_at, to_at)."""

    from_at: int
    to_at: int
