"""What two people changed at once, and which value a person chose.

Revision: typed_0002, after typed_0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "typed_0002"
down_revision = "typed_0001"
branch_labels = None
depends_on = None

UID = sa.String(length=36).with_variant(sa.String(length=36, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "conflict",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("op_id", UID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("about_id", UID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("mine", sa.Text(), nullable=False),
        sa.Column("theirs", sa.Text(), nullable=False),
        sa.Column("mine_by", sa.Text(), nullable=False),
        sa.Column("mine_at", sa.BigInteger(), nullable=False),
        sa.Column("theirs_by", sa.Text(), nullable=False),
        sa.Column("theirs_at", sa.BigInteger(), nullable=True),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("resolved_by", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "id", name="pk_conflict"),
    )
    op.create_index("ix_conflict_open", "conflict", ["site_id", "choice", "found_at"], unique=False)
