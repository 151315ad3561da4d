"""Central's own tables: the order of a site's ops, what was answered, who may ask.

Revision: central_0001, the first of its branch.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "central_0001"
down_revision = None
branch_labels = ("central",)
depends_on = None

UID = sa.String(length=36).with_variant(sa.String(length=36, collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _console()
    _effect()
    _enrol_code()
    _feed()
    _history()
    _oplog()
    _quarantine()
    _receipt()
    _service()
    _site()
    _stream()


def _console() -> None:
    op.create_table(
        "console",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("app_version", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("refresh_hash", sa.Text(), nullable=False),
        sa.Column("spent_hash", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("have", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_console")),
    )


def _effect() -> None:
    op.create_table(
        "effect",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("op_id", UID, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "id", name=op.f("pk_effect")),
    )
    op.create_index("ix_effect_due", "effect", ["site_id", "state", "due_at"], unique=False)
    op.create_index("ix_effect_op", "effect", ["site_id", "op_id"], unique=False)


def _enrol_code() -> None:
    op.create_table(
        "enrol_code",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("used_by", UID, nullable=True),
        sa.PrimaryKeyConstraint("site_id", "code_hash", name=op.f("pk_enrol_code")),
    )


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("wire", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "stream", "subject", "id", name=op.f("pk_feed")),
        sa.UniqueConstraint("site_id", "stream", "seq", name="uq_feed_seq"),
    )


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("id", UID, nullable=False),
        sa.Column("wire", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("site_id", "n", "subject", "id", name=op.f("pk_history")),
    )
    op.create_index("ix_history_row", "history", ["site_id", "subject", "id", "n"], unique=False)


def _oplog() -> None:
    op.create_table(
        "oplog",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("op_id", UID, nullable=False),
        sa.Column("console_id", UID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("result_hash", sa.Text(), nullable=False),
        sa.Column("alg", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "n", name=op.f("pk_oplog")),
        sa.UniqueConstraint("site_id", "op_id", name="uq_oplog_op"),
    )
    op.create_index("ix_oplog_received", "oplog", ["site_id", "received_at"], unique=False)


def _quarantine() -> None:
    op.create_table(
        "quarantine",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("console_id", UID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("op_id", UID, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "console_id", "seq", name=op.f("pk_quarantine")),
    )


def _receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("console_id", UID, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("op_id", UID, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "console_id", "seq", name=op.f("pk_receipt")),
    )


def _service() -> None:
    op.create_table(
        "service",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_service")),
    )


def _site() -> None:
    op.create_table(
        "site",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("numbers", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", name=op.f("pk_site")),
    )


def _stream() -> None:
    op.create_table(
        "stream",
        sa.Column("site_id", UID, nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "stream", name=op.f("pk_stream")),
    )
