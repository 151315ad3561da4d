"""Which unanswered ops a round reaches: those tied to an answered op or a changed row, and all tied to those.

Two ops are tied when they share a key of ``touch``; ``subject/id`` and the plain id of the same row are one
key. A rule reaches every op, a person every op that this person said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection

from app.store.images import Key, Values
from app.store.tables import FOREIGN, SUBJECTS, WIRE
from app.sync.touches import ALONE, alone

_TARGETS: Final = {
    "room_id": ("room",),
    "floor_id": ("floor",),
    "person_id": ("person",),
    "assignee_id": ("person",),
    "meeting_id": ("meeting", "source"),
    "device_id": ("device",),
    "series_id": (),
}
_TWINS: Final = {"meeting": ("source",), "source": ("meeting",)}  # rows of one id
_LINKS: Final[dict[str, tuple[tuple[int, tuple[str, ...]], ...]]] = {
    subject: tuple((WIRE[subject].index(name), _TARGETS.get(name, tuple(SUBJECTS))) for name in names)
    for subject, names in FOREIGN.items()
}
MOST: Final = 400  # a scope beyond this that is half of everything is taken for everything: quicker to redo


@dataclass(slots=True)
class Reach:
    """What a round brought so far, as keys to look for in ``touch``."""

    keys: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)  # whose own row changed
    everything: bool = False

    def row(self, subject: str, entity_id: str) -> None:
        """A row changed."""
        self.keys.update(_of_row(subject, entity_id))
        if subject == "rule":
            self.everything = True
        elif subject == "person":
            self.people.add(entity_id)

    def links(self, subject: str, values: Values) -> None:
        """What an image of a row points at."""
        for place, targets in _LINKS[subject]:
            value = values[place]
            if value is not None:
                self.keys.add(value)
                self.keys.update(f"{target}/{value}" for target in targets)
        if subject in ALONE:
            self.keys.add(alone(subject, values[WIRE[subject].index(ALONE[subject])]))


@dataclass(slots=True)
class Scope:
    """Ops to redo, by outbox seq, and the rows they changed; ``everything`` instead of naming all."""

    seqs: set[int] = field(default_factory=set)
    rows: set[Key] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    everything: bool = False


def scope_of(connection: Connection, floor: int, retired: Iterable[int], reach: Reach) -> Scope:
    """Close a round over ``touch``. Ops up to outbox seq ``floor`` were answered before this round."""
    if reach.everything:
        return Scope(everything=True)
    finder = _Finder(connection, floor)
    seqs = set(retired) | finder.tied(reach.keys) | finder.said_by(reach.people)
    return finder.closed(seqs)


def widened(connection: Connection, floor: int, scope: Scope, ids: Iterable[str]) -> Scope | None:
    """The larger scope when redone ops reached rows that others beyond the scope changed; else None."""
    fresh = set(ids) - scope.ids
    if not fresh or scope.everything:
        return None
    finder = _Finder(connection, floor)
    others = finder.tied({key for entity_id in fresh for key in _anywhere(entity_id)}) - scope.seqs
    return finder.closed(scope.seqs | others) if others else None


class _Finder:
    def __init__(self, connection: Connection, floor: int) -> None:
        self._connection = connection
        self._floor = floor

    def tied(self, keys: Iterable[str]) -> set[int]:
        """Unanswered ops that touched one of these; ix_touch_key."""
        sql = "SELECT DISTINCT seq FROM touch WHERE key IN (SELECT value FROM json_each(?)) AND seq > ?"
        asked = list(keys)
        return {row[0] for row in self._all(sql, json.dumps(asked), self._floor)} if asked else set()

    def said_by(self, people: Iterable[str]) -> set[int]:
        """Unanswered ops of these people: whether they may say it depends on their own row."""
        sql = "SELECT seq FROM outbox WHERE seq > ? AND actor IN (SELECT value FROM json_each(?))"
        asked = list(people)
        return {row[0] for row in self._all(sql, self._floor, json.dumps(asked))} if asked else set()

    def closed(self, seqs: set[int]) -> Scope:
        """Everything that hangs together with these ops."""
        scope, fresh, count = Scope(), seqs, None
        while fresh:
            scope.seqs |= fresh
            if len(scope.seqs) > MOST:
                count = count or self._count()
                if len(scope.seqs) * 2 > count:
                    return Scope(everything=True)
            reach = self._take(scope, fresh)
            if reach.everything:
                return Scope(everything=True)
            fresh = (self.tied(reach.keys) | self.said_by(reach.people)) - scope.seqs
        return scope

    def _take(self, scope: Scope, seqs: set[int]) -> Reach:
        """Note what these ops touched; returns what of it was not known yet."""
        reach = Reach()
        sql = "SELECT DISTINCT key FROM touch WHERE seq IN (SELECT value FROM json_each(?))"
        for (key,) in self._all(sql, json.dumps(list(seqs))):
            subject, _, entity_id = key.rpartition("/")
            if subject:
                if (subject, entity_id) not in scope.rows:
                    scope.rows.add((subject, entity_id))
                    reach.row(subject, entity_id)
            elif entity_id not in scope.ids:
                reach.keys.update(_anywhere(entity_id))
            scope.ids.add(entity_id)
        return reach

    def _count(self) -> int:
        return int(self._all("SELECT count(*) FROM outbox WHERE seq > ?", self._floor)[0][0])

    def _all(self, sql: str, *values: Any) -> list[Any]:  # Any: parameters, rows
        return list(self._connection.exec_driver_sql(sql, values))


def _of_row(subject: str, entity_id: str) -> Iterable[str]:
    return (
        entity_id,
        f"{subject}/{entity_id}",
        *(f"{twin}/{entity_id}" for twin in _TWINS.get(subject, ())),
    )


def _anywhere(entity_id: str) -> Iterable[str]:
    return (entity_id, *(f"{subject}/{entity_id}" for subject in SUBJECTS))
