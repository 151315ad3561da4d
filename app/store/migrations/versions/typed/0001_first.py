"""The typed tables, the same at both ends.

Revision: typed_0001, the first of its branch.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "typed_0001"
down_revision = None
branch_labels = ("typed",)
depends_on = None

UID = sa.String(length=36).with_variant(sa.String(length=36, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _alarm()
    _check_item()
    _device()
    _floor()
    _outline()
    _person()
    _picture()
    _presence()
    _print()
    _room()
    _rule()
    _source()
    _closure()
    _meeting()
    _task()


def _alarm() -> None:
    op.create_table(
        "alarm",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("device_id", UID, nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("limit", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("shelved_until", sa.BigInteger(), nullable=True),
        sa.Column("shelved_by", sa.Text(), nullable=False),
        sa.Column("shelf_reason", sa.Text(), nullable=False),
        sa.Column("is_open", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_alarm")),
    )
    op.create_index("ix_alarm_open", "alarm", ["site_id", "is_open", "raised_at"], unique=False)


def _check_item() -> None:
    op.create_table(
        "check_item",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("meeting_id", UID, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_check_item")),
    )
    op.create_index("ix_check_meeting", "check_item", ["site_id", "meeting_id"], unique=False)


def _device() -> None:
    op.create_table(
        "device",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("device_kind", sa.Text(), nullable=False),
        sa.Column("room_id", UID, nullable=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("in_maintenance", sa.BigInteger(), nullable=False),
        sa.Column("maintenance_reason", sa.Text(), nullable=False),
        sa.Column("retired", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_device")),
    )
    op.create_index("ix_device_room", "device", ["site_id", "room_id"], unique=False)


def _floor() -> None:
    op.create_table(
        "floor",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_floor")),
    )


def _outline() -> None:
    op.create_table(
        "outline",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("floor_id", UID, nullable=False),
        sa.Column("outline_kind", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("room_id", UID, nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=False),
        sa.Column("doors", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_outline")),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_person")),
    )


def _picture() -> None:
    op.create_table(
        "picture",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("floor_id", UID, nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("x", sa.BigInteger(), nullable=False),
        sa.Column("y", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.BigInteger(), nullable=False),
        sa.Column("height", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_picture")),
    )


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("person_id", UID, nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("presence", sa.Text(), nullable=False),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("from_minute", sa.BigInteger(), nullable=False),
        sa.Column("to_minute", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_presence")),
    )
    op.create_index("ix_presence_day", "presence", ["site_id", "on_date"], unique=False)


def _print() -> None:
    op.create_table(
        "print",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_print")),
    )
    op.create_index("ix_print_day", "print", ["site_id", "document", "on_date"], unique=False)


def _room() -> None:
    op.create_table(
        "room",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("floor_id", UID, nullable=True),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("room_class", sa.Text(), nullable=False),
        sa.Column("area", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("equipment", sa.Text(), nullable=False),
        sa.Column("fresh_air", sa.BigInteger(), nullable=False),
        sa.Column("lock_reason", sa.Text(), nullable=False),
        sa.Column("lock_cause", sa.Text(), nullable=False),
        sa.Column("locked_at", sa.BigInteger(), nullable=True),
        sa.Column("retired", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_room")),
    )


def _rule() -> None:
    op.create_table(
        "rule",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_rule")),
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("recurrence", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_source")),
    )
    op.create_index("ix_source_uid", "source", ["site_id", "uid"], unique=False)


def _closure() -> None:
    op.create_table(
        "closure",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("room_id", UID, nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "room_id"], ["room.site_id", "room.id"], name=op.f("fk_closure_site_id")
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_closure")),
    )
    op.create_index("ix_closure_room", "closure", ["site_id", "room_id", "ends_at"], unique=False)


def _meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("room_id", UID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("meeting_class", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("held_from", sa.BigInteger(), nullable=False),
        sa.Column("held_to", sa.BigInteger(), nullable=False),
        sa.Column("holds", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("attendants_needed", sa.BigInteger(), nullable=False),
        sa.Column("needs_review", sa.BigInteger(), nullable=False),
        sa.Column("staffing_set", sa.BigInteger(), nullable=False),
        sa.Column("asks_attendants", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("is_video", sa.BigInteger(), nullable=False),
        sa.Column("is_classified", sa.BigInteger(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("tea", sa.BigInteger(), nullable=False),
        sa.Column("nameplates", sa.BigInteger(), nullable=False),
        sa.Column("materials", sa.BigInteger(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("series_id", UID, nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("end_kind", sa.Text(), nullable=True),
        sa.Column("cancelled_at", sa.BigInteger(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("is_history", sa.BigInteger(), nullable=False),
        sa.Column("is_imported", sa.BigInteger(), nullable=False),
        sa.Column("booked_at", sa.BigInteger(), nullable=False),
        sa.Column("booked_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "room_id"], ["room.site_id", "room.id"], name=op.f("fk_meeting_site_id")
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_meeting")),
    )
    op.create_index("ix_meeting_slot", "meeting", ["site_id", "room_id", "held_from"], unique=False)
    op.create_index("ix_meeting_start", "meeting", ["site_id", "starts_at", "ends_at", "state"], unique=False)


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("task_kind", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("room_id", UID, nullable=True),
        sa.Column("meeting_id", UID, nullable=True),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("assignee_id", UID, nullable=True),
        sa.Column("pinned", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("struck", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id", "meeting_id"], ["meeting.site_id", "meeting.id"], name=op.f("fk_task_site_id")
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_task")),
    )
    op.create_index("ix_task_meeting", "task", ["site_id", "meeting_id"], unique=False)
    op.create_index("ix_task_person", "task", ["site_id", "assignee_id", "ends_at"], unique=False)
    op.create_index("ix_task_start", "task", ["site_id", "starts_at", "ends_at", "state"], unique=False)
