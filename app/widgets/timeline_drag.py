"""The drag of a timeline bar as a small machine: pointer and keys lead to the same `Proposal`.

Held by `TimelineView` (GUI thread), which tells it what was pressed and where; it knows times and rows, no
pixels but the threshold. A drag begins after 8 px, so that a slip of the hand moves nothing (R16). One axis
moves at a time: in its own row a bar moves in time, over another row it keeps its time; Shift frees both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, Literal

from app.models.timeline import TimelineBar
from app.widgets.lanes import Edge, snapped

THRESHOLD_PX: Final = 8
SNAP_MINUTES: Final = 5
FINE_MINUTES: Final = 1
SLIP_ROWS: Final = 0.35  # of a row's height
_MINUTE: Final = 60_000
DragKind = Literal["move", "start", "end", "new"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a drag asks for: the bar (``""`` for a new one), where it would lie and where it lies now."""

    bar_id: str
    kind: DragKind
    row_id: str
    start: int
    end: int
    from_row: str
    from_start: int
    from_end: int
    by_keys: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether it asks for anything at all."""
        return (self.row_id, self.start, self.end) != (self.from_row, self.from_start, self.from_end)


class Phase(Enum):
    """Where a drag stands."""

    IDLE = "idle"
    PRESSED = "pressed"  # below the threshold
    POINTER = "pointer"
    KEYS = "keys"
    HELD = "held"  # dropped: shown at the target until the page has an answer


@dataclass(frozen=True, slots=True)
class DragPolicy:
    """What a timeline allows. ``time_locked``: moves never change the time unless Shift is held (the
    board).
    """

    time_locked: bool = False
    resizable: bool = True
    drawable: bool = True  # a new span can be drawn on an empty stretch


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is: pixels for the threshold, the instant and the row under it."""

    x: float
    y: float
    at: float
    row_id: str
    rows_away: float = 0.0  # how many row heights from the row it began in
    fine: bool = False
    free: bool = False


class DragMachine:
    """Turns presses, moves and keys into proposals. ``changed`` is called after each change of state."""

    def __init__(self, policy: DragPolicy, changed: Callable[[], None]) -> None:
        self.policy = policy
        self.phase = Phase.IDLE
        self.proposal: Proposal | None = None
        self.bar: TimelineBar | None = None
        self.origin_ms = 0  # what snapping counts from: a local midnight
        self._changed = changed
        self._pressed: Pointer | None = None
        self._grip: Edge = ""

    @property
    def is_active(self) -> bool:
        """Whether something is being dragged or waits for an answer."""
        return self.phase in {Phase.POINTER, Phase.KEYS, Phase.HELD}

    # pointer ------------------------------------------------------------------------------------

    def press(self, where: Pointer, row_id: str, bar: TimelineBar | None, edge: Edge) -> None:
        """The button went down on a bar, on one of its edges, or on an empty stretch of a row."""
        if self.phase is not Phase.IDLE:
            return
        if bar is None and not self.policy.drawable:
            return
        if bar is not None and bar.fixed:
            return
        self._pressed, self.bar = where, bar
        self._grip = edge if bar is not None and edge in bar.grips and self.policy.resizable else ""
        if bar is None:
            at = self._snap(where.at, where)
            self.proposal = Proposal("", "new", row_id, at, at, row_id, at, at)
        else:
            kind: DragKind = self._grip or "move"
            self.proposal = Proposal(bar.id, kind, row_id, bar.start, bar.end, row_id, bar.start, bar.end)
        self.phase = Phase.PRESSED

    def move(self, where: Pointer) -> None:
        """The pointer moved with the button down."""
        if self.phase is Phase.PRESSED and self._pressed is not None:
            if max(abs(where.x - self._pressed.x), abs(where.y - self._pressed.y)) < THRESHOLD_PX:
                return
            self.phase = Phase.POINTER
        if self.phase is Phase.POINTER:
            self._propose(self._dragged(where))

    def release(self) -> Proposal | None:
        """The button went up: what is asked for, or None when there was no drag or nothing changes."""
        if self.phase is Phase.PRESSED:
            self.clear()
            return None
        return self._drop() if self.phase is Phase.POINTER else None

    # keys ---------------------------------------------------------------------------------------

    def take(self, row_id: str, bar: TimelineBar, kind: DragKind) -> bool:
        """Begin (or go on) moving a bar by keys; False when it cannot be."""
        if self.phase is Phase.KEYS and self.bar == bar:
            if self.proposal is not None:
                self.proposal = replace(self.proposal, kind=kind)
            return True
        wanted = kind if kind in {"start", "end"} else ""
        if self.phase is not Phase.IDLE or bar.fixed or (wanted and wanted not in bar.grips):
            return False
        self.bar, self.phase = bar, Phase.KEYS
        self.proposal = Proposal(
            bar.id, kind, row_id, bar.start, bar.end, row_id, bar.start, bar.end, by_keys=True
        )
        return True

    def nudge(self, minutes: int, row_id: str | None = None) -> None:
        """Move what was taken by minutes, or to another row."""
        if self.phase is not Phase.KEYS or self.proposal is None:
            return
        by, now = minutes * _MINUTE, self.proposal
        if now.kind == "start":
            self._propose(replace(now, start=min(now.start + by, now.end - SNAP_MINUTES * _MINUTE)))
        elif now.kind == "end":
            self._propose(replace(now, end=max(now.end + by, now.start + SNAP_MINUTES * _MINUTE)))
        else:
            to = now.row_id if row_id is None else row_id
            self._propose(replace(now, row_id=to, start=now.start + by, end=now.end + by))

    def drop_keys(self) -> Proposal | None:
        """Enter, or the modifier was let go."""
        return self._drop() if self.phase is Phase.KEYS else None

    # both ---------------------------------------------------------------------------------------

    def clear(self) -> None:
        """Back to rest: Esc, or the page has its answer."""
        self.phase, self.proposal, self.bar, self._pressed = Phase.IDLE, None, None, None
        self._changed()

    def _drop(self) -> Proposal | None:
        asked = self.proposal
        if asked is None or not asked.is_changed or asked.end <= asked.start:
            self.clear()
            return None
        self.phase = Phase.HELD
        self._changed()
        return asked

    def _propose(self, wanted: Proposal) -> None:
        if wanted != self.proposal:
            self.proposal = wanted
            self._changed()

    def _dragged(self, where: Pointer) -> Proposal:
        now, pressed = self.proposal, self._pressed
        assert now is not None
        assert pressed is not None
        if now.kind == "new":
            at = self._snap(where.at, where)
            return replace(now, start=min(at, now.from_start), end=max(at, now.from_start))
        by = where.at - pressed.at
        least = (FINE_MINUTES if where.fine else SNAP_MINUTES) * _MINUTE
        if now.kind == "start":
            return replace(now, start=min(self._snap(now.from_start + by, where), now.from_end - least))
        if now.kind == "end":
            return replace(now, end=max(self._snap(now.from_end + by, where), now.from_start + least))
        return self._moved(now, where, by)

    def _moved(self, now: Proposal, where: Pointer, by: float) -> Proposal:
        # A drift just over the edge of its own row is a slip of the hand, not a change of room; where time
        # is locked a
        # bar goes nowhere else, so the row under the pointer is meant.
        enough = 0.0 if self.policy.time_locked else SLIP_ROWS
        away = where.row_id != now.from_row and (where.free or where.rows_away >= enough)
        row = where.row_id if away and where.row_id else now.from_row
        in_time = where.free or (row == now.from_row and not self.policy.time_locked)
        start = self._snap(now.from_start + by, where) if in_time else now.from_start
        return replace(now, row_id=row, start=start, end=start + now.from_end - now.from_start)

    def _snap(self, at: float, where: Pointer) -> int:
        return snapped(round(at), self.origin_ms, FINE_MINUTES if where.fine else SNAP_MINUTES)
