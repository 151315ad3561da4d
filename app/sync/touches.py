"""What ties operations to rows and to each other: the keys of ``touch``, by which a rebase finds its scope.

An op touches ``subject/id`` of each row it changed, the plain id in each foreign key of such a row before and
after, and every id its body names: an op that changed nothing (a collision, an equal value) must be found
again when the row it is about changes. A value that no two rows may share (a room's number) is a key as well.
A parked op changed nothing, and what stands in its way may be met through a row it is about: it is tied to
what those rows point at now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from app.operations.executor import Outcome
from app.store.images import encoded
from app.store.tables import FOREIGN, SUBJECTS

SLICE: Final = 2_000  # ops whose bytes are held in memory at once
ALONE: Final = {"room": "number"}  # by subject the column whose value is one row's alone: a rule asks for it
_SAYS_ALONE: Final = {"add_room": "room", "edit_room": "room"}
_ID: Final = re.compile(rb'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')
_INTO: Final = "INSERT OR IGNORE INTO touch (seq, key) VALUES (?,?)"


def keys_of(outcome: Outcome, body: bytes) -> Collection[str]:
    """The keys of an op with what became of it; ``body`` is its typed body's JSON."""
    keys: dict[str, None] = {}
    known = set()
    for key, before in outcome.before.items():
        keys[f"{key[0]}/{key[1]}"] = None
        known.add(key[1])
        for image in (before, outcome.after[key]):
            if image is not None:
                keys.update((image[column], None) for column in FOREIGN[key[0]] if image[column] is not None)
                if key[0] in ALONE:
                    keys[alone(key[0], image[ALONE[key[0]]])] = None
    for named in _ID.findall(body):
        identity = named.decode()
        if identity not in known:
            keys[identity] = None
    return keys


def alone(subject: str, value: str) -> str:
    """The key of a value that is one row's alone; without a slash, whatever the value."""
    return f"{subject}={value.encode().hex()}"


def shadow_rows(outcome: Outcome) -> list[tuple[str, str, str | None]]:
    """(subject, id, image before) of the rows an op
    changed: what central has where there is no shadow yet.
    """
    return [
        (*key, None if before is None else encoded(list(before.values())))
        for key, before in outcome.before.items()
    ]


def keep_touches(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Write (seq, key) pairs; those that are there stay."""
    if rows:
        connection.exec_driver_sql(_INTO, rows)


def keep_links(connection: Connection, site_id: str, parked: Collection[int]) -> set[str]:
    """Tie parked ops (outbox seqs) to what the rows they are about point at, as these are now; returns the
    ids of all that they are tied to.
    """
    if not parked:
        return set()
    for subject, columns in FOREIGN.items():
        for column in columns:
            connection.exec_driver_sql(_link(subject, column), (site_id, json.dumps(list(parked))))
    sql = "SELECT DISTINCT key FROM touch WHERE seq IN (SELECT value FROM json_each(?))"
    keys = connection.exec_driver_sql(sql, (json.dumps(list(parked)),)).scalars()
    return {str(key).rpartition("/")[2] for key in keys}


@cache
def _link(subject: str, column: str) -> str:
    table = SUBJECTS[subject].__tablename__  # type: ignore[attr-defined]
    # A key is subject/id or an id; what is neither, a value that is one row's alone, meets no row.
    return f"""
        INSERT OR IGNORE INTO touch (seq, key)
        SELECT t.seq, r."{column}" FROM touch t JOIN "{table}" r
            ON r.site_id = ? AND r.id = substr(t.key, instr(t.key, '/') + 1)
        WHERE t.seq IN (SELECT value FROM json_each(?)) AND r."{column}" IS NOT NULL
    """  # noqa: S608 - names of ours


def complete_touches(connection: Connection, step: Callable[[int], None]) -> None:
    """Give ops from before their bodies' ids were noted the keys they lack; ``step`` hears how many ops."""
    last = 0
    sql = "SELECT seq, body, kind FROM outbox WHERE seq > ? ORDER BY seq LIMIT ?"
    while True:
        ops = connection.exec_driver_sql(sql, (last, SLICE)).all()
        if not ops:
            return
        rows = [(seq, named.decode()) for seq, body, _ in ops for named in _ID.findall(_said(bytes(body)))]
        rows += [
            (seq, key)
            for seq, body, kind in ops
            if kind in _SAYS_ALONE
            for key in _alone_in(_SAYS_ALONE[kind], json.loads(body)["body"])
        ]
        keep_touches(connection, rows)
        last = int(ops[-1][0])
        step(len(ops))


def _alone_in(subject: str, body: dict[str, Any]) -> list[str]:  # Any: JSON values
    parts = (body, body.get("set", {}), body.get("was", {}))
    return [alone(subject, part[ALONE[subject]]) for part in parts if ALONE[subject] in part]


def _said(op: bytes) -> bytes:
    """The part of an op's bytes from its body on: the ids in the envelope tie it to no row."""
    start = op.find(b'"body":')
    end = op.rfind(b'"undoes":')
    return op[start : end if end > start else len(op)]
