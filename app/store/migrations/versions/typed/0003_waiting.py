"""Bookings that wait for a slot that is taken.

Revision: typed_0003, after typed_0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "typed_0003"
down_revision = "typed_0002"
branch_labels = None
depends_on = None

UID = sa.String(length=36).with_variant(sa.String(length=36, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "waiting",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("room_id", UID, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.Column("booking", sa.Text(), nullable=False),
        sa.Column("meeting_id", UID, nullable=True),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("queued_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["site_id", "room_id"], ["room.site_id", "room.id"], name="fk_waiting_room"),
        sa.ForeignKeyConstraint(
            ["site_id", "meeting_id"], ["meeting.site_id", "meeting.id"], name="fk_waiting_meeting"
        ),
        sa.PrimaryKeyConstraint("site_id", "id", name="pk_waiting"),
    )
    op.create_index("ix_waiting_queue", "waiting", ["site_id", "left", "starts_at"], unique=False)
