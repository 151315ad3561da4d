"""What each meeting of a file becomes: booked, changed, left alone, taken out or refused.

Order of decisions: identity, three-way merge, then rooms' time. In the file the earlier row wins; what
is booked
here wins over the file. Other rules than the overlap only warn (design.md, section 11).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import structs

from app.domain.imports import (
    FIELDS,
    PLACE,
    FieldChange,
    Ground,
    PlannedRow,
    PlannedStep,
    Problem,
    RowState,
    current_values,
    import_values,
    is_older,
    kept_here,
    merge,
)  # fmt: skip
from app.domain.meetings import Slot
from app.domain.ops import ImportMeeting, Source
from app.domain.periods import HOUR
from app.domain.records import MeetingRecord, RoomRecord, SourceRecord
from app.domain.states import MeetingClass, MeetingState
from app.exchange.entries import Document, MeetingEntry
from app.exchange.identity import by_room_and_start, meeting_id, own_id
from app.exchange.placing import Move, Placed, place_all
from app.exchange.room_finder import RoomFinder
from app.exchange.texts import LINE
from app.exchange.warnings import warnings_of

_BEFORE_START: Final = {MeetingState.SUBMITTED, MeetingState.CONFIRMED}
_NOBODY_MEETS: Final = 4_070_908_800_000  # 2099-01-01
NO_TITLE: Final = "（无主题）"


def plan_meetings(
    document: Document, ground: Ground, *, create_rooms: bool
) -> tuple[tuple[PlannedRow, ...], tuple[PlannedStep, ...]]:  # fmt: skip
    """Rows in the order of the file, taken-out occurrences last; steps in the order of doing."""
    planning = _Planning(document, ground, RoomFinder(ground.site, ground.rooms, creates=create_rooms))
    for entry in document.entries:
        if isinstance(entry, MeetingEntry):
            planning.take(entry)
    planning.take_out_missing()
    return planning.finish()


@dataclass(slots=True)
class _Row:
    """A row while it is being decided. ``slot`` is what it would hold, ``held`` what it holds now."""

    where: str
    label: str
    room: RoomRecord | None
    state: RowState
    starts_at: int
    ends_at: int
    op: ImportMeeting | None = None
    slot: Slot | None = None
    held: Slot | None = None
    changes: tuple[FieldChange, ...] = ()
    refusal: Problem | None = None
    is_absent: bool = False
    warnings: list[Problem] = field(default_factory=list)


class _Planning:
    def __init__(self, document: Document, ground: Ground, finder: RoomFinder) -> None:
        self._document, self._ground, self._finder = document, ground, finder
        self._sources = {(source.uid, source.recurrence): source for source in ground.sources}
        self._source_of = {source.meeting_id: source for source in ground.sources}
        self._meetings = {meeting.id: meeting for meeting in ground.meetings}
        self._held = {slot.meeting_id: slot for slot in ground.slots}
        self._rows: list[_Row] = []
        self._seen: dict[str, _Row] = {}
        self._named: set[tuple[str, str]] = set(document.unusable)

    def take(self, entry: MeetingEntry) -> None:
        """One row of the file."""
        room = self._finder.find(entry.room)
        row = _Row(
            entry.where, entry.title or NO_TITLE, room, RowState.REFUSED, entry.starts_at, entry.ends_at
        )
        self._rows.append(row)
        if entry.uid is not None:
            self._named.add((entry.uid, entry.recurrence))
        if room is None:
            row.refusal = _no_room(entry)
            return
        meeting, source, uid, recurrence = self._known(entry, room)
        if meeting in self._seen:
            row.refusal = _twice(entry, room, self._seen[meeting].where)
            return
        self._seen[meeting] = row
        record = self._meetings.get(meeting)
        base = dict(source.values) if source is not None and _is_here(record) else None
        row.op = _op(entry, meeting, Source(uid, recurrence, entry.sequence, entry.stamp), room, base)
        row.label = row.op.title
        if not entry.title:
            row.warnings.append(Problem(entry.where, "no_title"))
        if record is None or not _is_here(record):
            self._new(row)
        else:
            self._again(row, record, source, base)

    def _known(self, entry: MeetingEntry, room: RoomRecord) -> tuple[str, SourceRecord | None, str, str]:
        """The meeting's id and its source, by whichever identity the file gives."""
        own = own_id(entry.uid)
        if own is not None and own in self._meetings and not entry.recurrence:
            source = self._source_of.get(own)
            named = (source.uid, source.recurrence) if source else (entry.uid or "", "")
            return own, source, *named
        uid, recurrence = entry.uid, entry.recurrence
        if uid is None:
            uid, recurrence = by_room_and_start(room.number, entry.starts_at)
        source = self._sources.get((uid, recurrence))
        known = source.meeting_id if source else meeting_id(self._ground.site, uid, recurrence)
        return known, source, uid, recurrence

    def _new(self, row: _Row) -> None:
        assert row.op is not None
        if row.op.cancelled:
            row.state = RowState.REMOVED  # kept as cancelled, so that the next import knows it
            return
        row.state = RowState.ADDED
        row.slot = _slot(row.op.id, row.op)

    def _again(
        self, row: _Row, record: MeetingRecord, source: SourceRecord | None, base: dict[str, str] | None
    ) -> None:
        """A meeting that is here already."""
        op = row.op
        assert op is not None
        row.state = RowState.UNCHANGED
        stamped = op.source
        if source is not None and is_older(stamped.sequence, stamped.stamp, source.sequence, source.stamp):
            row.op = None
            return
        new, now = dict(import_values(op)), current_values(record)
        changed = merge(base, new, now)
        fixed = record.state not in _BEFORE_START
        if fixed and changed.get("cancelled") != "false":
            for name in sorted(changed.keys() & {*PLACE, "cancelled"}):
                row.warnings.append(Problem(row.where, "already_begun", (("field", name),)))
                del changed[name]
        elif changed.get("cancelled") == "false":  # it is on again, at the place that the file names
            changed |= {name: new[name] for name in PLACE if new[name] != now[name]}
        for name in kept_here(base, new, now):
            row.warnings.append(Problem(row.where, "kept_here", (("field", name),)))
        if not changed:
            row.op = None
            return
        self._classify(row, record, changed, now)

    def _classify(
        self, row: _Row, record: MeetingRecord, changed: dict[str, str], now: dict[str, str]
    ) -> None:
        assert row.op is not None
        row.state = RowState.REMOVED if changed.get("cancelled") == "true" else RowState.CHANGED
        row.changes = tuple(
            FieldChange(name, self._shown(name, now[name]), self._shown(name, changed[name]))
            for name in FIELDS
            if name in changed
        )
        row.held = self._held.get(record.id)
        if row.state is RowState.CHANGED and (not changed.keys().isdisjoint(PLACE) or "cancelled" in changed):
            row.slot = _slot(record.id, row.op)

    def _shown(self, name: str, value: str) -> str:
        if name != "room":
            return value
        room = self._finder.rooms.get(value)
        return room.number if room is not None else value

    def take_out_missing(self) -> None:
        """Occurrences that a re-imported series has no more (EXDATE, a shorter rule) are taken out."""
        for source in self._ground.sources:
            if (
                source.uid not in self._document.whole_series
                or (source.uid, source.recurrence) in self._named
            ):
                continue
            record = self._meetings.get(source.meeting_id)
            if record is None or record.state not in _BEFORE_START or record.ends_at <= self._ground.read_at:
                continue
            base = dict(source.values)
            if int(base["starts_at"]) >= self._document.horizon or source.meeting_id in self._seen:
                continue
            where = f"UID:{source.uid} {source.recurrence}".rstrip()
            op = _op_from(base, source.meeting_id, source)
            room = self._finder.rooms.get(record.room_id)
            gone = (FieldChange("cancelled", "false", "true"),)
            self._rows.append(
                _Row(where, record.title, room, RowState.REMOVED, record.starts_at, record.ends_at, op=op,
                     held=self._held.get(record.id), changes=gone, is_absent=True)
            )  # fmt: skip

    def finish(self) -> tuple[tuple[PlannedRow, ...], tuple[PlannedStep, ...]]:
        """Rooms' time decided, warnings added, steps ordered."""
        moving = [
            Placed(index, row.slot, row.held, is_new=row.state is RowState.ADDED)
            for index, row in enumerate(self._rows)
            if row.slot is not None
        ]
        freed = [row.held for row in self._rows if row.state is RowState.REMOVED and row.held is not None]
        result = place_all(moving, freed, self._ground.slots)
        for index, other in result.refused.items():
            self._refuse(index, other)
        for move in result.order:
            row = self._rows[move.row]
            if move.is_aside:
                continue
            if row.slot is not None and row.room is not None and row.op is not None:
                row.warnings += warnings_of(row.where, row.room, row.op, result.occupancy, self._ground)
        return tuple(map(_planned, self._rows)), self._steps(result.order)

    def _refuse(self, index: int, other: Slot) -> None:
        row = self._rows[index]
        first = next(
            (each.where for each in self._seen.values() if each.op and each.op.id == other.meeting_id), ""
        )
        params: list[tuple[str, str | int]] = [
            ("room", row.room.number if row.room else ""), ("by", other.meeting_id),
            ("starts_at", other.held_from), ("ends_at", other.held_to),
        ]  # fmt: skip
        if first:
            params.append(("first", first))
        row.state, row.changes, row.warnings = RowState.REFUSED, (), []
        row.refusal = Problem(row.where, "overlap", tuple(params))

    def _steps(self, order: Sequence[Move]) -> tuple[PlannedStep, ...]:
        """Rooms, then what is taken out, then moves and bookings as their time allows, then other changes."""
        used = {row.op.room for row in self._rows if row.op and row.state is not RowState.REFUSED}
        steps = [PlannedStep(op) for op in self._finder.made if op.id in used]
        steps += self._said(index for index, row in enumerate(self._rows) if row.state is RowState.REMOVED)
        for number, move in enumerate(order):
            op = self._rows[move.row].op
            if op is not None:
                steps.append(PlannedStep(_aside(op, number) if move.is_aside else op, move.row))
        placed = {move.row for move in order}
        steps += self._said(
            index
            for index, row in enumerate(self._rows)
            if row.state is RowState.CHANGED and index not in placed
        )
        return tuple(steps)

    def _said(self, indices: Iterable[int]) -> list[PlannedStep]:
        """The operations of these rows, where they have one."""
        found = ((self._rows[index].op, index) for index in indices)
        return [PlannedStep(op, index) for op, index in found if op is not None]


def _planned(row: _Row) -> PlannedRow:
    return PlannedRow(
        row.where, row.label, row.room.number if row.room else "", row.state, row.starts_at,
        row.ends_at, row.changes,
        row.refusal, tuple(row.warnings), row.is_absent,
    )  # fmt: skip


def _twice(entry: MeetingEntry, room: RoomRecord, first: str) -> Problem:
    """The same meeting once more: by room and start an overlap, by number a duplicate."""
    if entry.uid is not None:
        return Problem(entry.where, "duplicate", (("first", first),))
    return Problem(
        entry.where, "overlap",
        (("room", room.number), ("first", first), ("starts_at", entry.starts_at), ("ends_at", entry.ends_at)),
    )  # fmt: skip


def _no_room(entry: MeetingEntry) -> Problem:
    if len(entry.room) > LINE:
        return Problem(entry.where, "too_long", (("field", "room"), ("limit", LINE)))
    return Problem(entry.where, "no_room", (("room", entry.room),))


def _is_here(record: MeetingRecord | None) -> bool:
    return record is not None and record.state is not MeetingState.WITHDRAWN


def _slot(meeting: str, op: ImportMeeting) -> Slot:
    return Slot(meeting, op.room, op.starts_at, op.ends_at, op.meeting_class)


def _op(
    entry: MeetingEntry, meeting: str, source: Source, room: RoomRecord, base: dict[str, str] | None
) -> ImportMeeting:
    """The operation an entry stands for; what the file is silent about stays as the last import had it."""
    known = base or {}
    return ImportMeeting(
        id=meeting, source=source, room=room.id, title=entry.title or NO_TITLE, starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        expected=int(known.get("expected", "0")) if entry.expected is None else entry.expected,
        meeting_class=entry.meeting_class or MeetingClass(known.get("meeting_class", "regular")),
        is_video=known.get("is_video") == "true" if entry.is_video is None else entry.is_video,
        cancelled=entry.cancelled,
        **{name: _text(getattr(entry, name), known.get(name)) for name in ("unit", "contact", "phone",
        "layout")},
        notes=_text(entry.notes, known.get("notes")),
    )  # fmt: skip


def _aside(op: ImportMeeting, number: int) -> ImportMeeting:
    """The same meeting for a moment at a time when nobody meets, so that two can swap places."""
    start = _NOBODY_MEETS + number * HOUR
    return structs.replace(op, starts_at=start, ends_at=start + HOUR)


def _text(text: str | None, before: str | None) -> str:
    return (before or "") if text is None else text


def _op_from(base: dict[str, str], meeting: str, source: SourceRecord) -> ImportMeeting:
    """The last import once more, cancelled."""
    return ImportMeeting(
        id=meeting, source=Source(source.uid, source.recurrence, source.sequence, source.stamp),
        room=base["room"],
        title=base["title"], starts_at=int(base["starts_at"]), ends_at=int(base["ends_at"]),
        expected=int(base["expected"]), meeting_class=MeetingClass(base["meeting_class"]), unit=base["unit"],
        contact=base["contact"], phone=base["phone"], is_video=base["is_video"] == "true",
        layout=base["layout"],
        notes=base["notes"], cancelled=True,
    )  # fmt: skip
