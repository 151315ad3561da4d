"""The day as a document."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.questions.base import Question
from app.domain.records import Board, PrintRecord


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """A local day for printing: the board of the day and the last print of the same document, if any."""

    on: str
    board: Board
    unsent: int  # changes not yet confirmed by central
    last_print: PrintRecord | None


@dataclass(frozen=True, slots=True)
class DayScheduleOn(Question[DaySchedule]):
    """The schedule of one local day in one layout: ``room``, ``time`` or ``attendant``."""

    on: str
    layout: str = "time"


@dataclass(frozen=True, slots=True)
class LastPrintOf(Question[PrintRecord | None]):
    """The newest print of a document for a day."""

    document: str
    layout: str
    on: str
