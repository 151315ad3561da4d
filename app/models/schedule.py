"""The rows of the schedule: rooms under their floors, meetings and closures as bars (a Qt item model's data).

``schedule_rows`` turns a board and an instant into `TimelineRow` values; `ScheduleModel` shows them and
tells only what differs. Built by the schedule page in the GUI thread. A classified meeting shows that the
room is taken and nothing else (R6.11-1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.domain import rooms as room_rules
from app.domain.alarms import sort_out, worst_by_room
from app.domain.meetings import phase as phase_of
from app.domain.periods import MINUTE, Period, day_of, day_period, local
from app.domain.records import Board, ClosureRecord, FloorRecord, MeetingRecord, RoomRecord
from app.domain.rooms import RoomFacts
from app.domain.rules import Rules
from app.domain.states import MeetingClass, MeetingPhase, MeetingState, Priority, RoomClass
from app.domain.tasks import arrived_slots
from app.models.timeline import TimelineBar, TimelineModel, TimelineRow
from app.words import formats, states

_WAITING: Final = frozenset({MeetingState.SUBMITTED, MeetingState.CONFIRMED})
_LEADING: Final = frozenset(
    {MeetingPhase.SUBMITTED, MeetingPhase.CONFIRMED, MeetingPhase.PREPARING, MeetingPhase.READY}
)
_WEEKEND: Final = 5


@dataclass(frozen=True, slots=True)
class Scope:
    """What of the board is shown: a stretch of whole days, and the filters ("" = all)."""

    period: Period
    floor_id: str = ""
    room_class: str = ""
    meeting_class: str = ""

    def takes(self, room: RoomRecord) -> bool:
        """Whether a room is shown."""
        return self.floor_id in {"", room.floor_id} and self.room_class in {"", room.room_class.value}

    def shows(self, meeting: MeetingRecord) -> bool:
        """Whether a meeting is shown."""
        return self.meeting_class in {"", meeting.meeting_class.value} and meeting.planned.overlaps(
            self.period
        )


class ScheduleModel(TimelineModel):
    """Rooms by time."""

    def show(self, board: Board, now: int, scope: Scope) -> None:
        """Show this board as it stands at an instant."""
        self.apply(schedule_rows(board, now, scope))


def schedule_rows(board: Board, now: int, scope: Scope) -> tuple[TimelineRow, ...]:
    """The rows of a board: the upper floors first, each with its rooms by number."""
    facts = room_rules.facts_of(board)
    by_room: dict[str, list[MeetingRecord]] = {}
    for meeting in board.meetings:
        if scope.shows(meeting):
            by_room.setdefault(meeting.room_id, []).append(meeting)
    known = {floor.id for floor in board.floors}
    alarms = _alarms(board, now)
    rows: list[TimelineRow] = []
    for floor in (*sorted(board.floors, key=lambda f: -f.rank), None):
        rooms = [r for r in board.rooms if scope.takes(r) and _is_on(r, floor, known)]
        if not rooms:
            continue
        group = _group(floor, rooms, sum(len(by_room.get(r.id, ())) for r in rooms))
        rows.append(group)
        for room in rooms:
            row = _Row(facts[room.id], by_room.get(room.id, []), board.rules, now, scope, alarms)
            rows.append(row.made(group))
    return tuple(rows)


def _is_on(room: RoomRecord, floor: FloorRecord | None, known: set[str]) -> bool:
    return room.floor_id not in known if floor is None else room.floor_id == floor.id


def _group(floor: FloorRecord | None, rooms: Sequence[RoomRecord], meetings: int) -> TimelineRow:
    name = floor.name if floor else QCoreApplication.translate("ScheduleModel", "Other rooms")
    detail = " · ".join(
        (
            QCoreApplication.translate("ScheduleModel", "%n room(s)", "", len(rooms)),
            QCoreApplication.translate("ScheduleModel", "%n meeting(s)", "", meetings),
        )
    )
    group_id = f"floor:{floor.id if floor else ''}"
    return TimelineRow(group_id, name, detail, is_group=True, accessible=f"{name}, {detail}")


@dataclass(frozen=True, slots=True)
class _Row:
    """One room on its way to a row."""

    facts: RoomFacts
    meetings: Sequence[MeetingRecord]
    rules: Rules
    now: int
    scope: Scope
    alarms: Mapping[str, Priority]

    def made(self, group: TimelineRow) -> TimelineRow:
        room = self.facts.room
        bars = tuple(self._bar(meeting, group.title) for meeting in self.meetings)
        shut = tuple(self._closure(c) for c in self.facts.closures if c.period.overlaps(self.scope.period))
        seats = str(room.capacity) if room.capacity else ""
        title = formats.room_title(room.number, room.name)
        return TimelineRow(
            room.id, room.number, room.name if room.name != room.number else "", seats, self._note(),
            group=group.id, bars=bars + shut, shades=shades(room, self.scope.period, self.rules),
            accessible=f"{group.title} {title}",
            tooltip=" · ".join(part for part in (title, formats.seats(room.capacity), _klass(room)) if part),
        )  # fmt: skip

    def _note(self) -> str:
        """What the second line says: how many of the overlapping meetings wait for a decision."""
        holding = [m for m in self.meetings if m.holds]
        waiting = sum(
            any(o.id < m.id and o.planned.overlaps(m.planned) for o in holding if o is not m) for m in holding
        )
        if not waiting:
            return ""
        return QCoreApplication.translate("ScheduleModel", "Overlap: %n to settle", "", waiting)

    def _bar(self, meeting: MeetingRecord, floor: str) -> TimelineBar:
        phase = self._phase(meeting)
        start, end = drawn_period(meeting, self.now)
        tasks = room_rules.tasks_of(self.facts, meeting)
        secret = meeting.is_classified
        taken = QCoreApplication.translate("ScheduleModel", "Taken")
        staff = f"{arrived_slots(tasks)}/{meeting.attendants_needed}" if meeting.attendants_needed else ""
        said = [
            f"{floor} {formats.room_title(self.facts.room.number, self.facts.room.name)}",
            states.meeting_phase(phase),
            formats.clock_range(meeting.starts_at, meeting.ends_at, self.rules.tz),
            taken if secret else meeting.title,
        ]
        if staff and not secret:
            said.append(QCoreApplication.translate("ScheduleModel", "attendants {n}").format(n=staff))
        return TimelineBar(
            meeting.id, start, end, f"meeting.{phase.value}", taken if secret else meeting.title,
            accessible=", ".join(said), tooltip="\n".join(said[1:]), icons=_icons(meeting, phase),
            alarm=self.alarms.get(meeting.id, ""),
            lead=self._lead(meeting, phase), tail=self._tail(meeting, phase),
            grips=("start", "end") if meeting.state in _WAITING else ("end",),
        )  # fmt: skip

    def _phase(self, meeting: MeetingRecord) -> MeetingPhase:
        ready = room_rules.is_ready(self.facts, meeting, self.now)
        begun = room_rules.setup_begun(self.facts, meeting)
        return phase_of(meeting, self.now, self.rules, is_ready=ready, setup_begun=begun)

    def _lead(self, meeting: MeetingRecord, phase: MeetingPhase) -> tuple[int, int]:
        """Set-up before the start: from T-60, or from the end of cleaning when the turn is quick."""
        if meeting.meeting_class is MeetingClass.SELF_SERVICE or phase not in _LEADING:
            return (0, 0)
        start = meeting.starts_at
        begin = start - self.rules.setup_lead * MINUTE
        ends = [m.ended_at or m.ends_at for m in self.meetings if m.holds and m.starts_at < start]
        if ends:
            begin = max(begin, max(ends) + self.rules.clean * MINUTE)
        return (min(begin, start - self.rules.quick_setup * MINUTE), start)

    def _tail(self, meeting: MeetingRecord, phase: MeetingPhase) -> tuple[int, int]:
        """Cleaning after the end, until it is done."""
        done = phase in {MeetingPhase.CLEANED, MeetingPhase.HISTORY}
        if meeting.meeting_class is MeetingClass.SELF_SERVICE or not meeting.holds or done:
            return (0, 0)
        end = drawn_period(meeting, self.now)[1]
        return (end, end + self.rules.clean * MINUTE)

    def _closure(self, closure: ClosureRecord) -> TimelineBar:
        tz = self.rules.tz
        until = formats.clock(closure.ends_at, tz)
        if day_of(closure.ends_at, tz) != day_of(closure.starts_at, tz):
            until = formats.day_and_clock(closure.ends_at, tz)
        order = QCoreApplication.translate("ScheduleModel", "order {n}").format(n=closure.order_number)
        reason = ", ".join(part for part in (closure.reason, order if closure.order_number else "") if part)
        text = QCoreApplication.translate("ScheduleModel", "Out of service: {reason}, until {time}")
        said = text.format(reason=reason, time=until)
        return TimelineBar(
            closure.id, closure.starts_at, closure.ends_at, "room.out_of_service", said, said, said,
            fixed=True, grips=(), subject="closure",
        )  # fmt: skip


def _alarms(board: Board, now: int) -> dict[str, Priority]:
    """The worst open alarm of the room each meeting needs now or next, high and medium only."""
    worst = worst_by_room(sort_out(board.alarms, board.meetings, now)).values()
    return {v.meeting.id: v.priority for v in worst if v.meeting and v.priority is not Priority.LOW}


def drawn_period(meeting: MeetingRecord, now: int) -> tuple[int, int]:
    """From the planned start to where the meeting really reaches: its end, or now while it overruns."""
    end = meeting.ends_at
    if meeting.ended_at is not None:
        end = min(end, max(meeting.ended_at, meeting.starts_at + MINUTE))
    elif meeting.state is MeetingState.IN_SESSION:
        end = max(end, now // MINUTE * MINUTE)
    return meeting.starts_at, end


def shades(room: RoomRecord, shown: Period, rules: Rules) -> tuple[tuple[int, int], ...]:
    """The stretches of the shown days when a room of its class is not open."""
    if room.room_class is RoomClass.ALL_HOURS:
        return ()
    found: list[tuple[int, int]] = []
    on, last = day_of(shown.start, rules.tz), day_of(shown.end - 1, rules.tz)
    while on <= last:
        day = day_period(on, rules.tz)
        if local(day.start, rules.tz).weekday() >= _WEEKEND:
            found.append((day.start, day.end))
        else:
            found.append((day.start, day.start + rules.opens * MINUTE))
            found.append((day.start + rules.closes * MINUTE, day.end))
        on += timedelta(days=1)
    return tuple(found)


def _icons(meeting: MeetingRecord, phase: MeetingPhase) -> tuple[str, ...]:
    state = PHASE_ICONS.get(phase, "")
    marks = ("lock",) if meeting.is_classified else ("video",) if meeting.is_video else ()
    return (state, *marks) if state else marks


PHASE_ICONS: Final[Mapping[MeetingPhase, str]] = {
    MeetingPhase.SUBMITTED: "hourglass",
    MeetingPhase.PREPARING: "clipboard-list",
    MeetingPhase.READY: "circle-check",
    MeetingPhase.IN_SESSION: "users-round",
    MeetingPhase.OVERRUN: "timer",
    MeetingPhase.CANCELLED: "circle-slash",
    MeetingPhase.NO_SHOW: "user-x",
}


def _klass(room: RoomRecord) -> str:
    return states.room_class(room.room_class)
