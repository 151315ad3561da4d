"""What is due next, ranked by the latest safe moment: deadline less work less walk (ui.md 4.1). Pure.

`attention` reads one board at one instant. Each item says what is wrong, why, and one thing to do about
it: a proposal made of real operations that the rules of this moment allow, with one alternative
(operations, or where to look). Words are in app/words/attention; the page hands proposals to the Desk
unchanged.

Sources: device alarms and meetings in app/domain/attention_rooms, people and tasks in
app/domain/attention_tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.domain.alarms import AlarmView, sort_out
from app.domain.dispatch import Crew, crew_of
from app.domain.ops import Operation
from app.domain.periods import MINUTE, day_of
from app.domain.records.board import Board
from app.domain.records.meetings import MeetingRecord
from app.domain.rooms import RoomFacts, RoomView, facts_of, view
from app.domain.states import Priority

URGENT: Final = 20 * MINUTE  # an item is of middle priority from here on, low before
AHEAD: Final = 60 * MINUTE  # how far before its latest moment an item shows at all
_FIRST: Final = frozenset({"device", "overrun_blocks"})  # others wait for what these decide
_RANK: Final = {Priority.HIGH: 0, Priority.MID: 1, Priority.LOW: 2}

Params = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something to do: operations as one act, or a place to look at (page, subject, id). ``asks``:
    confirm first.
    """

    verb: str
    ops: tuple[Operation, ...] = ()
    goto: tuple[str, str, str] | None = None
    params: Params = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A term of the calculation: the deadline as an instant, what is taken off it as minutes."""

    code: str
    at: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due. ``at`` is its latest safe moment; ``kind`` chooses its words, ``params``
    fill them.
    """

    kind: str
    subject: str
    at: int
    priority: Priority
    room_id: str | None
    meeting_id: str | None
    proposal: Proposal | None = None
    alternative: Proposal | None = None
    params: Params = ()
    why: tuple[Part, ...] = ()

    @property
    def id(self) -> str:
        """Its identity while it is due."""
        return f"{self.kind}:{self.subject}"

    @property
    def named(self) -> dict[str, str | int]:
        """The parameters by name."""
        return dict(self.params)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons that go into the record with an operation, in the words of whoever sits at the desk."""

    tea: str = "Tea during standby in the same room"
    no_show: str = "Nobody came"
    review: str = "Adjusted to the number of attendees"
    swap: str = "Moved by the desk"


@dataclass(frozen=True, slots=True)
class Scene:
    """The board sorted out once, for all sources."""

    board: Board
    now: int
    crew: Crew
    facts: Mapping[str, RoomFacts]
    views: Mapping[str, RoomView]
    alarms: tuple[AlarmView, ...]
    reasons: Reasons = field(default_factory=Reasons)

    @property
    def rooms(self) -> Iterable[RoomView]:
        """The rooms in the board's order."""
        return self.views.values()


def scene_of(
    board: Board, now: int, reasons: Reasons | None = None, seen: Iterable[RoomView] | None = None
) -> Scene:
    """Sort a board out; ``seen`` are its rooms at this instant, where somebody has them already."""
    if seen is None:
        seen = [view(one, now, board.rules) for one in facts_of(board).values()]
    views = {one.facts.room.id: one for one in seen}
    return Scene(
        board,
        now,
        crew_of(board, day_of(now, board.rules.tz), now),
        {room_id: one.facts for room_id, one in views.items()},
        views,
        sort_out(board.alarms, board.meetings, now),
        reasons or Reasons(),
    )


def attention(
    board: Board, now: int, reasons: Reasons | None = None, seen: Iterable[RoomView] | None = None
) -> tuple[Item, ...]:
    """What is due on this board at this instant, the most pressing first; one line for one trouble."""
    from app.domain import attention_rooms, attention_tasks

    scene = scene_of(board, now, reasons, seen)
    found = [*attention_rooms.items(scene), *attention_tasks.items(scene)]
    best: dict[str, Item] = {}
    for item in sorted(found, key=order):
        best.setdefault(item.id, item)
    return tuple(best.values())


def order(item: Item) -> tuple[int, int, bool, str]:
    """Latest safe moment first; at the same moment the graver, then a fixed order."""
    return item.at, _RANK[item.priority], item.kind not in _FIRST, item.id


def urgency(at: int, now: int) -> Priority:
    """The priority that only time gives: overdue is high, soon is middle."""
    if at <= now:
        return Priority.HIGH
    return Priority.MID if at - now <= URGENT else Priority.LOW


def due_soon(at: int, now: int) -> bool:
    """Whether an item shows yet."""
    return at - now <= AHEAD


def title_of(meeting: MeetingRecord | None) -> str:
    """A title for parameters; a classified meeting has none."""
    return "" if meeting is None or meeting.is_classified else meeting.title


def room_number(scene: Scene, room_id: str | None) -> str:
    """The number people know a room by."""
    room = scene.crew.rooms.get(room_id) if room_id else None
    return room.number if room is not None else ""


__all__ = [
    "AHEAD",
    "URGENT",
    "Item",
    "Part",
    "Proposal",
    "Reasons",
    "Scene",
    "attention",
    "due_soon",
    "order",
    "room_number",
    "scene_of",
    "title_of",
    "urgency",
]
