"""This console as central knows it, and the ops that wait for central's answer."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.questions import OwnIdentity, UnansweredOps
from app.domain.records import ChangeRecord, OwnRecord
from app.store.own_tables import meta, outbox
from app.store.queries.base import Reading
from app.store.queries.changes import of_seqs

_OPEN = ("pending", "parked")


def own_identity(reading: Reading, _question: OwnIdentity) -> OwnRecord:
    """From ``meta``: a dozen rows."""
    known = {row.key: row.value for row in reading.rows(select(meta.c.key, meta.c.value))}
    return OwnRecord(
        console_id=known.get("console_id", ""),
        site_id=reading.site,
        site_name=known.get("site_name", ""),
        central=known.get("central", ""),
        epoch=known.get("epoch", ""),
        schema=int(known.get("schema", "0")),
    )


def unanswered_ops(reading: Reading, question: UnansweredOps) -> tuple[ChangeRecord, ...]:
    """By seq. ix_outbox_open."""
    known = {row.key for row in reading.rows(select(meta.c.key).where(meta.c.key == "epoch"))}
    if not known:
        return ()
    query = select(outbox.c.seq).where(outbox.c.state.in_(_OPEN)).order_by(outbox.c.seq).limit(question.limit)
    return of_seqs(reading, [row.seq for row in reading.rows(query)])
