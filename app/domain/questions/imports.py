"""The question behind an import: what is here already, as far as the file touches it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.imports import Ground
from app.domain.questions.base import Question


@dataclass(frozen=True, slots=True)
class ImportGround(Question[Ground]):
    """Registers whole; sources of these uids with their meetings, the meetings of these ids, and slots
    of a time.

    [from_at, to_at) is the time that the meetings of the file take; equal instants ask for no slots.
    """

    uids: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    from_at: int = 0
    to_at: int = 0
