"""Central's own tables: the order of things, what was answered, who may ask. ``site_id`` first in every key.

Written by plain SQL of central/ in the transaction of the rows they speak of; never through the ORM, never
seen by ``apply``. A site is a shard: no key and no constraint reaches across sites, so that these tables and
the typed ones can be distributed by ``site_id`` (docs/deployment). ``service`` alone is the same for all.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, Table, Text, UniqueConstraint

from app.store.tables import NAMING, Uid

central: Final = MetaData(naming_convention=NAMING)

service: Final = Table(
    "service", central,  # epoch of this database, schema, signing key of the access tokens
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
site: Final = Table(
    "site", central,  # the row that is locked first by every push: it puts the site's ops in one order
    Column("site_id", Uid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("n", BigInteger, nullable=False),  # number of the newest op
    Column("chain", Text, nullable=False),  # head of the audit chain
    Column("numbers", Text, nullable=False),  # JSON: the counters of the numbers people read
    Column("created_at", BigInteger, nullable=False),
)  # fmt: skip
stream: Final = Table(
    "stream", central,
    Column("site_id", Uid, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("head", BigInteger, nullable=False),  # newest seq given
    Column("floor", BigInteger, nullable=False),  # tombstones up to here are gone
)  # fmt: skip
feed: Final = Table(
    "feed", central,  # one row per entity: its newest image, under the seq at which it last changed
    Column("site_id", Uid, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("id", Uid, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("wire", Text),  # JSON array in wire order, encoded once; null: the row is deleted
    Column("changed_at", BigInteger, nullable=False),  # when central took it in, UTC ms
    UniqueConstraint("site_id", "stream", "seq", name="uq_feed_seq"),
)  # fmt: skip
history: Final = Table(
    "history", central,  # the image of each row after each op that changed it: the time machine
    Column("site_id", Uid, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("id", Uid, primary_key=True),
    Column("wire", Text),
    Index("ix_history_row", "site_id", "subject", "id", "n"),
)  # fmt: skip
oplog: Final = Table(
    "oplog", central,  # every op offered, also refused ones: the audit
    Column("site_id", Uid, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("op_id", Uid, nullable=False),
    Column("console_id", Uid, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("body", LargeBinary),  # the op's bytes; a purge empties them, the hash stays
    Column("body_hash", Text, nullable=False),
    Column("result", Text),
    Column("result_hash", Text, nullable=False),
    Column("alg", Text, nullable=False),
    Column("chain", Text, nullable=False),  # H(previous chain, body_hash, result_hash)
    UniqueConstraint("site_id", "op_id", name="uq_oplog_op"),
    Index("ix_oplog_received", "site_id", "received_at"),
)  # fmt: skip
receipt: Final = Table(
    "receipt", central,  # what each seq of each console was answered
    Column("site_id", Uid, primary_key=True),
    Column("console_id", Uid, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("op_id", Uid, nullable=False),
    Column("hash", Text, nullable=False),
    Column("result", Text, nullable=False),
)  # fmt: skip
effect: Final = Table(
    "effect", central,  # notices that follow from ops: sent once, after the commit, or withdrawn by the undo
    Column("site_id", Uid, primary_key=True),
    Column("id", Uid, primary_key=True),
    Column("op_id", Uid, nullable=False),
    Column("what", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # held, sent, withdrawn
    Index("ix_effect_due", "site_id", "state", "due_at"),
    Index("ix_effect_op", "site_id", "op_id"),
)  # fmt: skip
console: Final = Table(
    "console", central,
    Column("site_id", Uid, primary_key=True),
    Column("id", Uid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("app_version", Text, nullable=False),
    Column("secret_hash", Text, nullable=False),
    Column("refresh_hash", Text, nullable=False),  # the one refresh token that is still good
    Column("spent_hash", Text, nullable=False),  # the one before: a thief shows it, or one cut off
    Column("last", BigInteger, nullable=False),  # highest seq processed
    Column("have", BigInteger, nullable=False),  # highest seq whose result it said it has
    Column("cursor", Text, nullable=False),  # JSON: stream to seq, as last asked
    Column("enrolled_at", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
)  # fmt: skip
enrol_code: Final = Table(
    "enrol_code", central,
    Column("site_id", Uid, primary_key=True),
    Column("code_hash", Text, primary_key=True),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("used_by", Uid),
)  # fmt: skip
quarantine: Final = Table(
    "quarantine", central,  # ops of a revoked console: kept for review, not applied
    Column("site_id", Uid, primary_key=True),
    Column("console_id", Uid, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("op_id", Uid, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", BigInteger, nullable=False),
)  # fmt: skip
