"""Taking a meeting from another calendar: booked once, merged ever after (design.md 11).

The base of the three-way merge is what the last import brought (SourceRow.base): a field changed only there
is taken over, a field a person changed here stays theirs, a newer SEQUENCE or LAST-MODIFIED wins over
an older
one.
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.errors import Refused
from app.domain.imports import is_older
from app.domain.meetings import clash, held_period, sane_period
from app.domain.ops import ImportMeeting
from app.domain.periods import Period
from app.domain.states import EndKind, MeetingState
from app.domain.tasks import annex_b
from app.operations.context import Context
from app.operations.duties import cancel_duties, make_duties, restaff, shift_duties
from app.operations.lookup import find, room_in_use
from app.operations.meetings import BEFORE_START
from app.operations.registry import Needs, applies, reads
from app.operations.slots import AROUND, holds_now, slots_around
from app.operations.staff import release_busy
from app.store.tables import MeetingRow, SourceRow

FIELDS = ("title", "expected", "meeting_class", "unit", "contact", "phone", "is_video", "layout", "notes")
SLOT = ("room", "starts_at", "ends_at")


@applies(ImportMeeting)
def take(op: ImportMeeting, context: Context) -> None:
    """Book, merge or take out one meeting of the file."""
    session = context.session
    source = find(session, SourceRow, op.id)
    row = find(session, MeetingRow, op.id)
    if row is None:
        _book(op, context)
        return
    if source is None:
        raise Refused("exists", subject="meeting", id=op.id)
    if row.state == MeetingState.WITHDRAWN:
        _book_again(op, context, row, source)
        return
    if is_older(op.source.sequence, op.source.stamp, source.sequence, source.stamp):
        return
    base: dict[str, Any] = msgspec.json.decode(source.base)
    if op.cancelled:
        _take_out(op, context, row)
    else:
        _merge(op, context, row, base)
    new = base_of(op)
    if new != base or source.sequence != op.source.sequence or source.stamp != op.source.stamp:
        source.base = msgspec.json.encode(new).decode()
        source.sequence, source.stamp = op.source.sequence, op.source.stamp


@reads(ImportMeeting)
def _take_reads(op: ImportMeeting, needs: Needs) -> None:
    needs.row("meeting", op.id)
    needs.row("source", op.id)
    needs.row("room", op.room)
    needs.slots(op.room, op.starts_at - AROUND, op.ends_at + AROUND)


def base_of(op: ImportMeeting) -> dict[str, Any]:
    """The values this import brings, as they are kept for the next one."""
    values = {name: msgspec.to_builtins(getattr(op, name)) for name in (*SLOT, *FIELDS)}
    return values | {"cancelled": op.cancelled}


def _slot_free(op: ImportMeeting, context: Context, period: Period) -> None:
    """Only what can never be: a sane period and no overlap; other rules are warnings of the preview."""
    wrong = sane_period(period)
    if wrong:
        raise Refused(wrong)
    taken = clash(period, slots_around(context.session, op.room, period, op.id))
    if taken is not None:
        raise Refused(
            "slot_taken",
            "R6.5-1",
            room=op.room,
            by=taken.meeting_id,
            starts_at=taken.held_from,
            ends_at=taken.held_to,
            waivable=0,
        )


def _book(op: ImportMeeting, context: Context) -> None:
    session = context.session
    room_in_use(session, op.room)
    if not op.cancelled:
        _slot_free(op, context, Period(op.starts_at, op.ends_at))
    state = _state_of(op, context)
    past = state is MeetingState.CLEANED
    staffing = annex_b(op.expected, op.meeting_class, context.rules)
    row = session.put(
        MeetingRow,
        id=op.id,
        number=context.number("meeting"),
        room_id=op.room,
        title=op.title,
        state=state,
        meeting_class=op.meeting_class,
        starts_at=op.starts_at,
        ends_at=op.ends_at,
        held_from=op.starts_at,
        held_to=op.ends_at,
        holds=int(not op.cancelled),
        expected=op.expected,
        attendants_needed=staffing.attendants,
        needs_review=staffing.review,
        staffing_set=0,
        asks_attendants=0,
        unit=op.unit,
        contact=op.contact,
        phone=op.phone,
        is_video=op.is_video,
        is_classified=0,
        layout=op.layout,
        tea=1,
        nameplates=0,
        materials=0,
        notes=op.notes,
        series_id=None,
        started_at=None,
        ended_at=None,
        end_kind=EndKind.AUTO if past else None,
        cancelled_at=context.at if op.cancelled else None,
        cancel_reason="import" if op.cancelled else "",
        override="",
        is_history=past,
        is_imported=1,
        booked_at=context.at,
        booked_by=context.actor,
    )
    session.put(
        SourceRow,
        id=op.id,
        uid=op.source.uid,
        recurrence=op.source.recurrence,
        sequence=op.source.sequence,
        stamp=op.source.stamp,
        base=msgspec.json.encode(base_of(op)).decode(),
    )
    holds_now(session, row)
    if state is MeetingState.CONFIRMED:
        make_duties(context, row)


def _state_of(op: ImportMeeting, context: Context) -> MeetingState:
    """Cancelled there, history (over before it was known here), or a meeting to come."""
    if op.cancelled:
        return MeetingState.CANCELLED
    return MeetingState.CLEANED if op.ends_at <= context.at else MeetingState.CONFIRMED


def _book_again(op: ImportMeeting, context: Context, row: MeetingRow, source: SourceRow) -> None:
    """An import that was undone comes again: the same meeting, with what the file says now."""
    room_in_use(context.session, op.room)
    if not op.cancelled:
        _slot_free(op, context, Period(op.starts_at, op.ends_at))
    state, was = _state_of(op, context), Period(row.starts_at, row.ends_at)
    for name in FIELDS:
        value = msgspec.to_builtins(getattr(op, name))
        setattr(row, name, int(value) if isinstance(value, bool) else value)
    row.room_id, row.starts_at, row.ends_at = op.room, op.starts_at, op.ends_at
    row.held_from, row.held_to, row.holds = op.starts_at, op.ends_at, int(not op.cancelled)
    row.state, row.is_history = state, int(state is MeetingState.CLEANED)
    row.end_kind = EndKind.AUTO if state is MeetingState.CLEANED else None
    row.cancelled_at = context.at if op.cancelled else None
    row.cancel_reason = "import" if op.cancelled else ""
    source.base = msgspec.json.encode(base_of(op)).decode()
    source.sequence, source.stamp = op.source.sequence, op.source.stamp
    holds_now(context.session, row)
    if state is MeetingState.CONFIRMED:
        shift_duties(context, row, was)
        restaff(context, row)


def _merge(op: ImportMeeting, context: Context, row: MeetingRow, base: dict[str, Any]) -> None:
    new = base_of(op)
    slot_changed = any(new[name] != base[name] for name in SLOT)
    mine_moved = (row.room_id, row.starts_at, row.ends_at) != tuple(base[name] for name in SLOT)
    moves = slot_changed and not mine_moved and row.state in BEFORE_START
    undone = row.state == MeetingState.WITHDRAWN  # the import was taken back and is made again
    returns = undone or (base.get("cancelled") and row.state == MeetingState.CANCELLED)
    if moves or returns:
        room_in_use(context.session, op.room)
        _slot_free(op, context, Period(op.starts_at, op.ends_at))
    changed = set()
    for name in FIELDS:
        column = getattr(row, name)
        before = int(base[name]) if isinstance(base[name], bool) else base[name]
        value = int(new[name]) if isinstance(new[name], bool) else new[name]
        if column != value and (undone or (value != before and column == before)):
            setattr(row, name, value)
            changed.add(name)
    if returns:
        row.state, row.holds = MeetingState.CONFIRMED, 1
        row.cancelled_at, row.cancel_reason = None, ""
    if moves or returns:
        was = Period(row.starts_at, row.ends_at)
        row.room_id, row.starts_at, row.ends_at = op.room, op.starts_at, op.ends_at
        held = held_period(op.starts_at, op.ends_at, row.ended_at)
        row.held_from, row.held_to = held.start, held.end
        holds_now(context.session, row)
        shift_duties(context, row, was)
        release_busy(context, row.id)
    if returns or changed & {"expected", "meeting_class", "is_video"}:
        restaff(context, row)


def _take_out(op: ImportMeeting, context: Context, row: MeetingRow) -> None:
    """Cancelled there: cancelled here, unless it has begun or a person decided otherwise."""
    if row.state not in BEFORE_START:
        return
    row.state, row.holds = MeetingState.CANCELLED, 0
    row.cancelled_at, row.cancel_reason = context.at, "import"
    holds_now(context.session, row)
    cancel_duties(context, row)
