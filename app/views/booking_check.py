"""Asks the store what a booking would break, a moment after the last change, with a third answer: unknown.

Held by the booking form (GUI thread). Answers of an older question are dropped; what gets no answer within
the deadline is unknown (R2), never "free": saving is still possible, because the operation checks again by
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk.desk import Desk
from app.domain.meetings import Finding
from app.domain.questions import BookingChecked, FreeRooms
from app.domain.records import RoomRecord

PAUSE_MS: Final = 200
DEADLINE_MS: Final = 3000


@dataclass(frozen=True, slots=True)
class Answer:
    """What each occurrence would break; None = unknown. ``is_late``: the deadline passed."""

    found: tuple[tuple[Finding, ...] | None, ...]
    is_late: bool = False


class BookingCheck(QObject):
    """See the module."""

    asked = Signal()
    """A check has begun."""
    answered = Signal(object)
    """An `Answer`."""
    rooms_found = Signal(int, object)
    """Place of an occurrence, and the rooms that are free for it."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: tuple[BookingChecked, ...] = ()
        self._answers: list[tuple[Finding, ...] | None] = []
        self._left = 0
        self._ticket = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._late = QTimer(self, singleShot=True, interval=DEADLINE_MS)
        self._pause.timeout.connect(self.on_paused)
        self._late.timeout.connect(self.on_late)

    def check(self, wanted: Sequence[BookingChecked]) -> None:
        """Check these soon; the next call replaces this one."""
        self._ticket += 1  # whatever is still under way is not asked any more
        self._wanted = tuple(wanted)
        self._late.stop()
        self._pause.start()

    def stop(self) -> None:
        """Ask nothing more."""
        self._ticket += 1
        self._pause.stop()
        self._late.stop()

    def suggest(self, place: int, question: FreeRooms) -> None:
        """Ask which rooms are free instead."""
        ticket = self._ticket
        self._desk.ask(question, lambda rooms: self._take_rooms(ticket, place, rooms), owner=self)

    def on_paused(self) -> None:
        """Nothing changed for a moment: ask."""
        self._ticket += 1
        ticket = self._ticket
        self._answers = [None] * len(self._wanted)
        self._left = len(self._wanted)
        self.asked.emit()
        self._late.start()
        for place, question in enumerate(self._wanted):
            self._ask(ticket, place, question)

    def on_late(self) -> None:
        """The deadline: what has no answer is unknown."""
        self.answered.emit(Answer(tuple(self._answers), is_late=True))

    def _ask(self, ticket: int, place: int, question: BookingChecked) -> None:
        self._desk.ask(question, lambda found: self._take(ticket, place, found), owner=self)

    def _take(self, ticket: int, place: int, found: tuple[Finding, ...]) -> None:
        if ticket != self._ticket:
            return
        self._answers[place] = found
        self._left -= 1
        if self._left == 0:
            self._late.stop()
            self.answered.emit(Answer(tuple(self._answers)))

    def _take_rooms(self, ticket: int, place: int, rooms: tuple[RoomRecord, ...]) -> None:
        if ticket == self._ticket:
            self.rooms_found.emit(place, rooms)
