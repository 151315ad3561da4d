"""Typed tables, one set for both ends. Text, integers and null only: instants are UTC ms, flags 0 or 1.

``site_id`` comes first in every key, because a site is a shard. Columns are append-only in wire order (WIRE).
Cross-row constraints are not here: they exist at central only (sync.md, section 13).
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

NAMING: Final = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
# Compared byte by byte on every database: rules that order by id must see one order.
Uid: Final = String(36).with_variant(String(36, collation="C"), "postgresql")


class Base(DeclarativeBase):
    """Base of the typed tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {int: BigInteger, str: Text}  # noqa: RUF012 - SQLAlchemy's own declaration


class Synced:
    """What every typed table begins with. ``sort_order``: mixin columns would come last."""

    site_id: Mapped[str] = mapped_column(Uid, primary_key=True, sort_order=-2)
    id: Mapped[str] = mapped_column(Uid, primary_key=True, sort_order=-1)


def _link(table: str, column: str, *, name: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["site_id", column], [f"{table}.site_id", f"{table}.id"], name=name)


def _parent(target: str, own: str, column: str) -> Any:  # Any: relationship() is typed by its annotation
    """Orders INSERTs by dependency; never loaded, never written through."""
    join = f"and_(foreign({own}.{column}) == {target}.id, {own}.site_id == {target}.site_id)"
    return relationship(
        target,
        primaryjoin=join,
        lazy="raise",
        cascade="",
        viewonly=False,
        passive_deletes="all",
        overlaps="*",
        uselist=False,
    )


class FloorRow(Synced, Base):
    """A floor."""

    __tablename__ = "floor"
    name: Mapped[str]
    rank: Mapped[int]


class PictureRow(Synced, Base):
    """The picture behind a floor's drawing; its id derives from the floor."""

    __tablename__ = "picture"
    floor_id: Mapped[str] = mapped_column(Uid)
    media: Mapped[str]
    data: Mapped[str]
    x: Mapped[int]
    y: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]


class OutlineRow(Synced, Base):
    """A polygon of a floor plan; points and doors as JSON text."""

    __tablename__ = "outline"
    floor_id: Mapped[str] = mapped_column(Uid)
    outline_kind: Mapped[str]
    points: Mapped[str]
    room_id: Mapped[str | None] = mapped_column(Uid)
    label: Mapped[str]
    icon: Mapped[str]
    doors: Mapped[str]


class RoomRow(Synced, Base):
    """A meeting room of the register."""

    __tablename__ = "room"
    number: Mapped[str]
    name: Mapped[str]
    floor_id: Mapped[str | None] = mapped_column(Uid)
    zone: Mapped[str]
    capacity: Mapped[int]
    room_class: Mapped[str]
    area: Mapped[int]
    phone: Mapped[str]
    equipment: Mapped[str]
    fresh_air: Mapped[int]
    lock_reason: Mapped[str]
    lock_cause: Mapped[str]
    locked_at: Mapped[int | None]
    retired: Mapped[int]  # 1 = out of the register: shown nowhere, what was booked in it stays


class ClosureRow(Synced, Base):
    """A period in which a room is out of service."""

    __tablename__ = "closure"
    room_id: Mapped[str] = mapped_column(Uid)
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    reason: Mapped[str]
    order_number: Mapped[str]
    room: Mapped[RoomRow] = _parent("RoomRow", "ClosureRow", "room_id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class attribute by SQLAlchemy's rule
        return (_link("room", "room_id"), Index("ix_closure_room", "site_id", "room_id", "ends_at"))


class PersonRow(Synced, Base):
    """A person of the house."""

    __tablename__ = "person"
    name: Mapped[str]
    role: Mapped[str]
    number: Mapped[str]
    phone: Mapped[str]
    skills: Mapped[str]
    zone: Mapped[str]
    active: Mapped[int]


class PresenceRow(Synced, Base):
    """A person's day; the id derives from person and date, so that the newest word counts."""

    __tablename__ = "presence"
    person_id: Mapped[str] = mapped_column(Uid)
    on_date: Mapped[str]
    presence: Mapped[str]
    shift: Mapped[str]
    note: Mapped[str]
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    __table_args__ = (Index("ix_presence_day", "site_id", "on_date"),)


class MeetingRow(Synced, Base):
    """A meeting: decisions and facts. [held_from, held_to)
    keeps the room from others while ``holds`` is 1.
    """

    __tablename__ = "meeting"
    number: Mapped[int | None]
    room_id: Mapped[str] = mapped_column(Uid)
    title: Mapped[str]
    state: Mapped[str]
    meeting_class: Mapped[str]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    held_from: Mapped[int]
    held_to: Mapped[int]
    holds: Mapped[int]
    expected: Mapped[int]
    attendants_needed: Mapped[int]
    needs_review: Mapped[int]
    staffing_set: Mapped[int]  # 1 = a person set the number, Annex B no longer changes it
    asks_attendants: Mapped[int]
    unit: Mapped[str]
    contact: Mapped[str]
    phone: Mapped[str]
    is_video: Mapped[int]
    is_classified: Mapped[int]
    layout: Mapped[str]
    tea: Mapped[int]
    nameplates: Mapped[int]
    materials: Mapped[int]
    notes: Mapped[str]
    series_id: Mapped[str | None] = mapped_column(Uid)
    started_at: Mapped[int | None]
    ended_at: Mapped[int | None]
    end_kind: Mapped[str | None]
    cancelled_at: Mapped[int | None]
    cancel_reason: Mapped[str]
    override: Mapped[str]
    is_history: Mapped[int]
    is_imported: Mapped[int]
    booked_at: Mapped[int]
    booked_by: Mapped[str]
    room: Mapped[RoomRow] = _parent("RoomRow", "MeetingRow", "room_id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class attribute by SQLAlchemy's rule
        return (
            _link("room", "room_id"),
            Index("ix_meeting_slot", "site_id", "room_id", "held_from"),  # serves slot_free, BookingChecked
            # Serves BoardBetween, MeetingsBetween; end and state spare the 31 days before a row each.
            Index("ix_meeting_start", "site_id", "starts_at", "ends_at", "state"),
        )


class SourceRow(Synced, Base):
    """Where an imported meeting comes from, and its values
    at the last import (JSON text); id = the meeting's.
    """

    __tablename__ = "source"
    uid: Mapped[str]
    recurrence: Mapped[str]
    sequence: Mapped[int]
    stamp: Mapped[int]
    base: Mapped[str]
    __table_args__ = (Index("ix_source_uid", "site_id", "uid"),)


class TaskRow(Synced, Base):
    """One piece of work for one person."""

    __tablename__ = "task"
    task_kind: Mapped[str]
    role: Mapped[str]
    state: Mapped[str]
    room_id: Mapped[str | None] = mapped_column(Uid)
    meeting_id: Mapped[str | None] = mapped_column(Uid)
    slot: Mapped[int]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    due_at: Mapped[int]
    assignee_id: Mapped[str | None] = mapped_column(Uid)
    pinned: Mapped[int]
    note: Mapped[str]
    override: Mapped[str]
    assigned_at: Mapped[int | None]
    acknowledged_at: Mapped[int | None]
    arrived_at: Mapped[int | None]
    started_at: Mapped[int | None]
    done_at: Mapped[int | None]
    struck: Mapped[int]  # cancelled by a person: no change of staffing brings it back
    meeting: Mapped[MeetingRow | None] = _parent("MeetingRow", "TaskRow", "meeting_id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class attribute by SQLAlchemy's rule
        return (
            _link("meeting", "meeting_id"),
            Index("ix_task_meeting", "site_id", "meeting_id"),
            Index("ix_task_person", "site_id", "assignee_id", "ends_at"),  # serves person_free
            Index("ix_task_start", "site_id", "starts_at", "ends_at", "state"),  # serves BoardBetween
        )


class CheckRow(Synced, Base):
    """An answered check item; id derives from meeting, owner and item."""

    __tablename__ = "check_item"
    meeting_id: Mapped[str] = mapped_column(Uid)
    owner: Mapped[str]
    item: Mapped[str]
    result: Mapped[str]
    answered_by: Mapped[str]
    answered_at: Mapped[int]
    note: Mapped[str]
    __table_args__ = (Index("ix_check_meeting", "site_id", "meeting_id"),)


class DeviceRow(Synced, Base):
    """A device of the register."""

    __tablename__ = "device"
    number: Mapped[str]
    name: Mapped[str]
    device_kind: Mapped[str]
    room_id: Mapped[str | None] = mapped_column(Uid)
    model: Mapped[str]
    address: Mapped[str]
    in_maintenance: Mapped[int]
    maintenance_reason: Mapped[str]
    retired: Mapped[int]
    __table_args__ = (Index("ix_device_room", "site_id", "room_id"),)


class AlarmRow(Synced, Base):
    """One occurrence of one condition of one device."""

    __tablename__ = "alarm"
    device_id: Mapped[str] = mapped_column(Uid)
    condition: Mapped[str]
    severity: Mapped[str]
    value: Mapped[str]
    limit: Mapped[str]
    raised_at: Mapped[int]
    cleared_at: Mapped[int | None]
    acknowledged_at: Mapped[int | None]
    acknowledged_by: Mapped[str]
    note: Mapped[str]
    shelved_until: Mapped[int | None]
    shelved_by: Mapped[str]
    shelf_reason: Mapped[str]
    is_open: Mapped[int]  # 1 until cleared and acknowledged: what the list and the index need
    __table_args__ = (Index("ix_alarm_open", "site_id", "is_open", "raised_at"),)


class ConflictRow(Synced, Base):
    """Two people changed one field: central kept ``theirs`` and asks a person. Made by central alone.

    Values are JSON text; of ``slot`` (room, start, end) an array of three, of facts an object.
    """

    __tablename__ = "conflict"
    op_id: Mapped[str] = mapped_column(Uid)
    about: Mapped[str]  # the subject of the row that both changed
    about_id: Mapped[str] = mapped_column(Uid)
    field: Mapped[str]
    was: Mapped[str]
    mine: Mapped[str]
    theirs: Mapped[str]
    mine_by: Mapped[str]  # who said it, "" for a house without people
    mine_at: Mapped[int]  # when, by that desk's clock
    theirs_by: Mapped[str]
    theirs_at: Mapped[int | None]
    found_at: Mapped[int]  # when central took the op in
    choice: Mapped[str]  # "" while open, then mine, theirs or both
    resolved_by: Mapped[str]
    resolved_at: Mapped[int | None]
    __table_args__ = (Index("ix_conflict_open", "site_id", "choice", "found_at"),)


class WaitingRow(Synced, Base):
    """A booking that waits for a slot that is taken; ``booking`` is the whole BookMeeting as JSON."""

    __tablename__ = "waiting"
    room_id: Mapped[str] = mapped_column(Uid)
    title: Mapped[str]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    left: Mapped[int]  # 1 = no longer wanted
    booking: Mapped[str]
    meeting_id: Mapped[str | None] = mapped_column(Uid)  # what it became
    queued_at: Mapped[int]
    queued_by: Mapped[str]
    room: Mapped[RoomRow] = _parent("RoomRow", "WaitingRow", "room_id")
    meeting: Mapped[MeetingRow | None] = _parent("MeetingRow", "WaitingRow", "meeting_id")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - a class attribute by SQLAlchemy's rule
        return (
            _link("room", "room_id", name="fk_waiting_room"),
            _link("meeting", "meeting_id", name="fk_waiting_meeting"),
            Index("ix_waiting_queue", "site_id", "left", "starts_at"),  # serves Inbox
        )


class RuleRow(Synced, Base):
    """A rule that differs from its default."""

    __tablename__ = "rule"
    key: Mapped[str]
    value: Mapped[str]


class PrintRow(Synced, Base):
    """A print of a document and what it said."""

    __tablename__ = "print"
    document: Mapped[str]
    layout: Mapped[str]
    on_date: Mapped[str]
    version: Mapped[int]
    lines: Mapped[str]
    medium: Mapped[str]
    printed_at: Mapped[int]
    printed_by: Mapped[str]
    __table_args__ = (Index("ix_print_day", "site_id", "document", "on_date"),)


SUBJECTS: Final[dict[str, type[Synced]]] = {
    "floor": FloorRow,
    "picture": PictureRow,
    "outline": OutlineRow,
    "room": RoomRow,
    "closure": ClosureRow,
    "person": PersonRow,
    "presence": PresenceRow,
    "meeting": MeetingRow,
    "source": SourceRow,
    "task": TaskRow,
    "check": CheckRow,
    "waiting": WaitingRow,
    "device": DeviceRow,
    "alarm": AlarmRow,
    "rule": RuleRow,
    "print": PrintRow,
    "conflict": ConflictRow,
}
SUBJECT_OF: Final[dict[type[Any], str]] = {table: subject for subject, table in SUBJECTS.items()}
WIRE: Final[dict[str, tuple[str, ...]]] = {
    subject: tuple(column.key for column in table.__table__.columns if column.key != "site_id")  # type: ignore[attr-defined]
    for subject, table in SUBJECTS.items()
}
FOREIGN: Final[dict[str, tuple[str, ...]]] = {
    subject: tuple(column for column in columns if column.endswith("_id") and column != "id")
    for subject, columns in WIRE.items()
}
FOREIGN["conflict"] = ("about_id",)  # op_id names no row
