"""What waits for a person's decision, and what central has not confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Row, and_, or_, select

from app.domain.questions import Inbox, Unconfirmed
from app.domain.records import ConflictRecord, InboxRecord, RefusalRecord
from app.store.fields import held
from app.store.own_tables import inbox, meta, outbox, touch
from app.store.queries.base import Reading
from app.store.queries.waitlist import queued
from app.store.tables import SUBJECTS, ConflictRow, PersonRow

_CONFLICT = ConflictRow.__table__.c
_INBOX = inbox.c
_OUTBOX = outbox.c
_PERSON = PersonRow.__table__.c
_OPEN: Final = ("pending", "parked")
_REFUSED: Final = "refused"


def inbox_of(reading: Reading, question: Inbox) -> InboxRecord:
    """Everything that waits, oldest first, and what was decided since; ix_conflict_open, ix_inbox_open."""
    conflicts = _conflicts(reading, question.decided_from)
    refusals = _refusals(reading, question.decided_from)
    return InboxRecord(
        conflicts=tuple(found for found in conflicts if not found.choice),
        refusals=tuple(found for found in refusals if not found.choice),
        decided=tuple(found for found in conflicts if found.choice),
        settled=tuple(found for found in refusals if found.choice),
        queued=queued(reading, question.decided_from),
    )


def _conflicts(reading: Reading, decided_from: int) -> list[ConflictRecord]:
    lately = and_(_CONFLICT.choice != "", _CONFLICT.resolved_at >= decided_from)
    query = (
        select(ConflictRow.__table__, _OUTBOX.body.label("said"))
        .select_from(ConflictRow.__table__.outerjoin(outbox, _OUTBOX.op_id == _CONFLICT.op_id))
        .where(_CONFLICT.site_id == reading.site, or_(_CONFLICT.choice == "", lately))
        .order_by(_CONFLICT.found_at, _CONFLICT.id)
    )
    rows = reading.rows(query)
    now = _values_now(reading, rows)
    who = {each for row in rows for each in (row.mine_by, row.theirs_by, row.resolved_by)}
    names = _names(reading, who)
    return [
        ConflictRecord(
            id=row.id,
            op_id=row.op_id,
            about=row.about,
            about_id=row.about_id,
            field=row.field,
            was=row.was,
            mine=row.mine,
            theirs=row.theirs,
            now=now.get(row.id),
            mine_by=row.mine_by,
            mine_by_name=names.get(row.mine_by, ""),
            mine_at=row.mine_at,
            theirs_by=row.theirs_by,
            theirs_by_name=names.get(row.theirs_by, ""),
            theirs_at=row.theirs_at,
            found_at=row.found_at,
            choice=row.choice,
            resolved_by=row.resolved_by,
            resolved_by_name=names.get(row.resolved_by, ""),
            resolved_at=row.resolved_at,
            body=None if row.said is None else _body(row.said),
        )
        for row in rows
    ]


def _values_now(reading: Reading, conflicts: Iterable[Row[Any]]) -> dict[str, str]:
    """What each field in conflict holds here at this moment, as JSON text; a row that is gone has none."""
    wanted: dict[str, set[str]] = {}
    for found in conflicts:
        if found.about in SUBJECTS:
            wanted.setdefault(found.about, set()).add(found.about_id)
    rows: dict[tuple[str, str], Row[Any]] = {}
    for subject, ids in wanted.items():
        table = SUBJECTS[subject].__table__  # type: ignore[attr-defined]  # every table of SUBJECTS is mapped
        query = select(table).where(table.c.site_id == reading.site, table.c.id.in_(sorted(ids)))
        rows.update(((subject, row.id), row) for row in reading.rows(query))
    return {
        found.id: json.dumps(_value(found, row), ensure_ascii=False, sort_keys=True)
        for found in conflicts
        if (row := rows.get((found.about, found.about_id))) is not None
    }


def _value(found: Row[Any], row: Row[Any]) -> Any:  # Any: a JSON value
    try:
        return held(found.about, found.field, row)
    except AttributeError:  # a field of a newer central
        return None


def _refusals(reading: Reading, decided_from: int) -> list[RefusalRecord]:
    lately = and_(_INBOX.choice != "", _INBOX.settled_at >= decided_from)
    query = (
        select(inbox, _OUTBOX.kind, _OUTBOX.body, _OUTBOX.actor, _OUTBOX.at)
        .select_from(inbox.join(outbox, _OUTBOX.op_id == _INBOX.op_id))
        .where(_INBOX.status == _REFUSED, or_(_INBOX.choice == "", lately))
        .order_by(_INBOX.found_at, _INBOX.seq)
    )
    rows = reading.rows(query)
    names = _names(reading, {row.actor for row in rows})
    return [_refusal(row, names) for row in rows]


def _refusal(row: Row[Any], names: dict[str, str]) -> RefusalRecord:  # Any: the columns of the query above
    why = json.loads(row.data)
    return RefusalRecord(
        op_id=row.op_id,
        seq=row.seq,
        is_final=bool(row.final),
        found_at=row.found_at,
        cause=row.cause,
        kind=row.kind,
        body=_body(row.body),
        actor_id=row.actor,
        actor_name=names.get(row.actor, ""),
        at=row.at,
        code=why["code"],
        params=why["params"],
        choice=row.choice,
        settled_at=row.settled_at,
    )


def _names(reading: Reading, ids: set[str]) -> dict[str, str]:
    query = select(_PERSON.id, _PERSON.name).where(
        _PERSON.site_id == reading.site, _PERSON.id.in_(sorted(ids))
    )
    return {row.id: row.name for row in reading.rows(query)} if ids else {}


def _body(stored: bytes) -> str:
    """The typed body inside an operation's bytes, as JSON."""
    return json.dumps(json.loads(stored)["body"], ensure_ascii=False)


def unconfirmed(reading: Reading, question: Unconfirmed) -> frozenset[tuple[str, str]]:
    """Rows that hang on central's answer; ix_outbox_open. None of a house without central."""
    if reading.first(select(meta.c.value).where(meta.c.key == "epoch")) is None:
        return frozenset()
    newest = (
        select(_OUTBOX.seq)
        .where(_OUTBOX.state.in_(_OPEN), _OUTBOX.at < question.said_before)
        .order_by(_OUTBOX.seq.desc())
        .limit(question.limit)
        .subquery()
    )
    query = select(touch.c.key).join(newest, newest.c.seq == touch.c.seq).where(touch.c.key.contains("/"))
    return frozenset((row.key.partition("/")[0], row.key.partition("/")[2]) for row in reading.rows(query))
