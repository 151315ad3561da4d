"""The console's own tables: what travels, what waits,
what was seen. They serve one site and carry no site_id.

Written by plain SQL of app/sync in the same transaction as the rows they speak of; never through the ORM.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

from app.store.tables import NAMING

own: Final = MetaData(naming_convention=NAMING)

outbox: Final = Table(
    "outbox", own,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("op_id", String(36), nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),  # the op's bytes, never rewritten
    Column("state", Text, nullable=False),  # pending, parked, ok, conflict, refused
    Column("result", Text),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("undoes", Text),
    Column("act", Text),  # ops of one act of a person share it
    Index("ix_outbox_act", "act"),
    Index("ix_outbox_open", "seq", sqlite_where=text("state IN ('pending', 'parked')")),
    sqlite_autoincrement=True,
)  # fmt: skip
touch: Final = Table(
    "touch", own,  # which rows an op changed: scope of a rebase, and the change log of an entity
    Column("seq", Integer, primary_key=True),
    Column("key", Text, primary_key=True),  # subject/id, or the value of a foreign key before or after
    Index("ix_touch_key", "key"),
    sqlite_with_rowid=False,
)  # fmt: skip
shadow: Final = Table(
    # central's last image of each row that pending ops changed; null = central has no such row
    "shadow", own,
    Column("subject", Text, primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("image", Text),
    sqlite_with_rowid=False,
)  # fmt: skip
audit: Final = Table(
    "audit", own,  # this desk's chain over its op bytes, in the order in which they were done
    Column("n", Integer, primary_key=True, autoincrement=True),
    Column("op_id", String(36), nullable=False),
    Column("hash", String(64), nullable=False),  # sha256(previous hash + op bytes), hex
    sqlite_autoincrement=True,
)  # fmt: skip
effect: Final = Table(
    "effect", own,  # notices of a stand-alone desk: held until due, then sent, or withdrawn by the undo
    Column("id", String(36), primary_key=True),
    Column("op_id", String(36), nullable=False),
    Column("what", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),  # held, sent, withdrawn
    Index("ix_effect_state", "state", "due_at"),
    Index("ix_effect_op", "op_id"),
)  # fmt: skip
inbox: Final = Table(
    "inbox", own,  # what came of this desk's ops and needs a person: refused, or in conflict
    Column("op_id", String(36), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("status", Text, nullable=False),  # refused, conflict
    Column("final", Integer, nullable=False),  # 0: so says this desk alone, central has not answered yet
    Column("found_at", BigInteger, nullable=False),
    Column("cause", String(36)),  # the refused op that this one hangs on
    Column("data", Text, nullable=False),  # JSON: code, params, conflicts of the result
    Column("choice", Text, nullable=False),  # "" while it waits for a person
    Column("settled_at", BigInteger),
    Index("ix_inbox_open", "choice", "found_at"),
)  # fmt: skip
unread: Final = Table(
    "unread", own,  # rows that a newer central sent and this version cannot place
    Column("subject", Text, primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("wire", Text, nullable=False),
)  # fmt: skip
meta: Final = Table(
    "meta", own,  # console_id, site_id, epoch, schema, cursor per stream, have, restored_at ...
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
