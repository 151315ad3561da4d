"""The inbox says what it holds, and open ops are found without reading the whole log.

Revision: console_0002, after console_0001. The old inbox was never written: no central existed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "console_0002"
down_revision = "console_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the inbox anew and the index."""
    op.drop_table("inbox")
    op.create_table(
        "inbox",
        sa.Column("op_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("final", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=36), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("op_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_open", "inbox", ["choice", "found_at"], unique=False)
    is_open = sa.text("state IN ('pending', 'parked')")
    op.create_index("ix_outbox_open", "outbox", ["seq"], unique=False, sqlite_where=is_open)
