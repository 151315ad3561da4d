"""What was done: the console's operations in order, and the notices they gave rise to."""

from __future__ import annotations

import json
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, select

from app.domain.questions import ChangesOf, HeldNotices, RecentChanges
from app.domain.records import ChangeRecord, NoticeRecord
from app.store.own_tables import effect, outbox, touch
from app.store.queries.base import Reading
from app.store.tables import PersonRow

_EFFECT = effect.c
_OUTBOX = outbox.c
_PERSON = PersonRow.__table__.c
_TOUCH = touch.c
# Whose operations include those on what hangs on it: a touch also keeps the links of a row, so a meeting's id
# stands there for each of its tasks and checks. A room's would be every booking ever made of it.
_WITH_PARTS: Final = frozenset({"meeting"})


def recent_changes(reading: Reading, question: RecentChanges) -> tuple[ChangeRecord, ...]:
    """The last operations, newest first. Primary key."""
    before = None if question.before is None else _OUTBOX.seq < question.before
    return _changes(reading, before, question.limit)


def changes_of(reading: Reading, question: ChangesOf) -> tuple[ChangeRecord, ...]:
    """The operations that touched one entity, newest first. ix_touch_key."""
    return of_entity(reading, question.subject, question.id, question.limit)


def of_entity(reading: Reading, subject: str, entity_id: str, limit: int) -> tuple[ChangeRecord, ...]:
    """The same, for other queries."""
    keys = [f"{subject}/{entity_id}"]
    if subject in _WITH_PARTS:
        keys.append(entity_id)
    return _changes(reading, _OUTBOX.seq.in_(select(_TOUCH.seq).where(_TOUCH.key.in_(keys))), limit)


def of_seqs(reading: Reading, seqs: list[int]) -> tuple[ChangeRecord, ...]:
    """The operations of these lines of the outbox, the oldest first. Primary key."""
    return tuple(reversed(_changes(reading, _OUTBOX.seq.in_(seqs), len(seqs))))


def _changes(reading: Reading, which: ColumnElement[bool] | None, limit: int) -> tuple[ChangeRecord, ...]:
    actor = and_(_PERSON.site_id == reading.site, _PERSON.id == _OUTBOX.actor)
    query = select(*_OUTBOX, _PERSON.name.label("actor_name")).select_from(
        outbox.outerjoin(PersonRow.__table__, actor)
    )
    if which is not None:
        query = query.where(which)
    rows = reading.rows(query.order_by(_OUTBOX.seq.desc()).limit(limit))
    touched = _touched(reading, [row.seq for row in rows])
    return tuple(_change(row, touched.get(row.seq, ())) for row in rows)


def _touched(reading: Reading, seqs: list[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    """The (subject, id) pairs of each operation. Primary key."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for start in range(0, len(seqs), 500):
        query = select(_TOUCH.seq, _TOUCH.key).where(_TOUCH.seq.in_(seqs[start : start + 500]))
        for row in reading.rows(query.order_by(_TOUCH.seq, _TOUCH.key)):
            subject, slash, entity_id = row.key.partition("/")
            if slash:
                found[row.seq] = (*found.get(row.seq, ()), (subject, entity_id))
    return found


def _change(row: Row[Any], touched: tuple[tuple[str, str], ...]) -> ChangeRecord:  # Any: columns of outbox
    return ChangeRecord(
        n=row.seq,
        op_id=row.op_id,
        kind=row.kind,
        actor_id=row.actor,
        actor_name=row.actor_name or "",
        at=row.at,
        body=_body(row.body),
        state=row.state,
        undoes=row.undoes,
        group=row.act,
        touched=touched,
    )


def _body(stored: bytes) -> str:
    """The typed body inside an operation's bytes, as JSON."""
    return json.dumps(json.loads(stored)["body"], ensure_ascii=False)


def held_notices(reading: Reading, question: HeldNotices) -> tuple[NoticeRecord, ...]:
    """The last notices, newest first."""
    query = select(effect).order_by(_EFFECT.due_at.desc(), _EFFECT.id.desc()).limit(question.limit)
    return tuple(
        NoticeRecord(row.id, row.op_id, row.what, row.data, row.due_at, row.state)
        for row in reading.rows(query)
    )
