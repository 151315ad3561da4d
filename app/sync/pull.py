"""Takes pages of central's feed in: rows, cursor, results, one transaction a page (sync.md, section 6).

Pages up to the last of a round go into rows and shadows only; the last brings the results, and one rebase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection

from app.operations import wire
from app.operations.session import Key
from app.store.images import (
    SLICE,
    TABLES,
    columns_of,
    decoded,
    encoded,
    fitted,
    put,
    shadows_of,
    slices,
    take_out,
)
from app.store.tables import SUBJECTS, WIRE
from app.sync.enrolment import Enrolment, keep, read_enrolment
from app.sync.inbox import Forked, take_results
from app.sync.outbox import MANY
from app.sync.rebase import Ground, has_open, rebase
from app.sync.scope import Reach

__all__ = ["Absorbed", "Forked", "Round", "TooManyDeleted", "absorb"]

OPEN: Final = "open"
FEW: Final = 20  # rows that may always be deleted: a person's clearing up
SHARE: Final = 5  # of a kind at most one in so many goes without a person's word
Row = tuple[int, str, str, wire.Values | None]


class TooManyDeleted(Exception):
    """The feed would delete more than a fifth of a kind: a person has to say that this is meant.

    Nothing of the page was taken.
    """

    def __init__(self, subject: str, deleted: int, of: int) -> None:
        super().__init__(subject, deleted, of)
        self.subject: Final = subject
        self.deleted: Final = deleted
        self.of: Final = of


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What a page brought. ``changed``: rows that may look different now, of very many (subject, "*").

    ``is_stale``: it was late, doubled or not for this console, and was dropped. ``retired`` ops have their
    answer; ``refusals`` are the op_ids of those that were refused, ``conflicts`` counts those that collided.
    """

    changed: frozenset[Key] = frozenset()
    is_last: bool = False
    retired: int = 0
    refusals: tuple[str, ...] = ()
    conflicts: int = 0
    replayed: int = 0
    is_stale: bool = False

    @property
    def refused(self) -> int:
        """How many ops were refused."""
        return len(self.refusals)


@dataclass(slots=True)
class Round:
    """What the pages of a round brought, until its last. Lost with the process: then everything is redone."""

    reach: Reach = field(default_factory=Reach)
    deleted: dict[str, int] = field(default_factory=dict)  # rows by subject
    sizes: dict[str, int] = field(default_factory=dict)  # how many there were when the first was deleted
    may_delete: bool = False

    def copy(self) -> Round:
        """The same to try a page on: a page that is rolled back must leave no trace."""
        reach = replace(self.reach, keys=set(self.reach.keys), people=set(self.reach.people))
        return Round(reach, dict(self.deleted), dict(self.sizes), self.may_delete)


def absorb(
    connection: Connection, page: wire.Page, known: Round, now: int, *, is_fresh: bool
) -> tuple[Absorbed, Round]:
    """Take a page in; returns the round to go on with. ``is_fresh``: this process knows of no page before.

    Raises Forked, TooManyDeleted: the caller rolls back.
    """
    enrolment = read_enrolment(connection)
    if enrolment is None or not _is_next(page, enrolment):
        return Absorbed(is_stale=True), known
    this = known.copy()
    if is_fresh and is_round_open(connection):
        this.reach.everything = True
    changed = _Rows(connection, enrolment.site_id, this).take(page)
    if page.more:
        keep(connection, {"cursor": json.dumps(page.next, sort_keys=True), "round": OPEN})
        return Absorbed(_told(changed)), this
    taken = take_results(connection, enrolment, page.results, now)
    ground = Ground(connection, enrolment.site_id, enrolment.base + enrolment.have, now)
    rebased = rebase(ground, taken.retired, this.reach)
    facts: dict[str, object] = {"cursor": json.dumps(page.next, sort_keys=True), "round": None}
    if taken.retired:
        facts["have"] = taken.retired[-1] - enrolment.base
    keep(connection, facts)
    absorbed = Absorbed(
        _told(changed | rebased.changed),
        is_last=True,
        retired=len(taken.retired),
        refusals=tuple(taken.refused),
        conflicts=taken.conflicts,
        replayed=rebased.replayed,
    )
    return absorbed, Round()


def is_round_open(connection: Connection) -> bool:
    """Whether a page that was not the last of its round was the last that came."""
    return connection.exec_driver_sql("SELECT 1 FROM meta WHERE key = 'round'").first() is not None


def _is_next(page: wire.Page, enrolment: Enrolment) -> bool:
    """For this console and epoch, from where it stands, and not backwards."""
    return (
        page.console == enrolment.console_id
        and page.epoch == enrolment.epoch
        and page.after == enrolment.cursor
        and not enrolment.needs_snapshot
        and page.next.keys() == page.after.keys()
        and all(page.next[name] >= seq for name, seq in page.after.items())
    )


def _told(changed: set[Key]) -> frozenset[Key]:
    if len(changed) <= MANY:
        return frozenset(changed)
    return frozenset((subject, "*") for subject in {key[0] for key in changed})


class _Rows:
    """Puts the rows of one page in their place."""

    def __init__(self, connection: Connection, site_id: str, this: Round) -> None:
        self._connection = connection
        self._site_id = site_id
        self._round = this
        self._has_open = has_open(connection)
        self._has_shadows = self._any("shadow")
        self._has_unread = self._any("unread")
        self._changed: set[Key] = set()

    def take(self, page: wire.Page) -> set[Key]:
        """Every row of every stream; returns which changed.

        A row that moved between streams has a tombstone in one: what is there wins.
        """
        gone: dict[str, dict[str, None]] = {}
        here: dict[str, dict[str, wire.Values]] = {}
        for name in sorted(page.rows):
            for _, subject, entity_id, values in page.rows[name]:
                if values is None:
                    gone.setdefault(subject, {})[entity_id] = None
                else:
                    here.setdefault(subject, {})[entity_id] = values
        for subject, absent in gone.items():
            ids = [entity_id for entity_id in absent if entity_id not in here.get(subject, ())]
            for some in slices(ids, SLICE):
                self._delete(subject, some)
        for subject, images in here.items():
            for part in slices(list(images.items()), SLICE):
                self._put(subject, dict(part))
        return self._changed

    def _put(self, subject: str, images: dict[str, wire.Values]) -> None:
        newer = images if subject not in SUBJECTS else self._newer(subject, images)
        self._set_unread(subject, newer, [entity_id for entity_id in images if entity_id not in newer])
        if subject not in SUBJECTS:
            return
        rows = {entity_id: fitted(subject, values) for entity_id, values in images.items()}
        shadows = self._note(subject, rows)
        if shadows:
            sql = "UPDATE shadow SET image = ? WHERE subject = ? AND id = ?"
            changed = [(encoded(rows[entity_id]), subject, entity_id) for entity_id in shadows]
            self._connection.exec_driver_sql(sql, changed)
        fresh = [values for entity_id, values in rows.items() if entity_id not in shadows]
        if fresh:
            put(self._connection, self._site_id, subject, fresh)
        self._changed.update((subject, entity_id) for entity_id in rows)

    def _delete(self, subject: str, ids: Sequence[str]) -> None:
        self._set_unread(subject, {}, ids)
        if subject not in SUBJECTS:
            return
        shadows = self._note(subject, dict.fromkeys(ids))
        self._count_deleted(subject, ids, shadows)
        if shadows:
            sql = "UPDATE shadow SET image = NULL WHERE subject = ? AND id = ?"
            self._connection.exec_driver_sql(sql, [(subject, entity_id) for entity_id in shadows])
        take_out(self._connection, self._site_id, subject, [each for each in ids if each not in shadows])
        self._changed.update((subject, entity_id) for entity_id in ids)

    def _note(self, subject: str, rows: dict[str, Any]) -> dict[str, str | None]:  # Any: Values or None
        """Tell the round what these rows point at, before and after; returns the shadows among them.

        Where nothing waits for an answer, nothing will be redone, so nothing need be told.
        """
        if not self._has_open and not self._has_shadows:
            return {}
        reach = self._round.reach
        shadows = shadows_of(self._connection, subject, rows) if self._has_shadows else {}
        plain = [entity_id for entity_id in rows if entity_id not in shadows]
        names = WIRE[subject]
        before: Iterable[Any] = columns_of(self._connection, self._site_id, subject, plain, names)
        for values in (*before, *(decoded(image) for image in shadows.values() if image is not None)):
            reach.links(subject, values)
        for entity_id, values in rows.items():
            reach.row(subject, entity_id)
            if values is not None:
                reach.links(subject, values)
        return shadows

    def _count_deleted(self, subject: str, ids: Sequence[str], shadows: dict[str, str | None]) -> None:
        """Raises TooManyDeleted when a round takes too much of a kind away."""
        this = self._round
        if this.may_delete:
            return
        if subject not in this.sizes:
            sql = f'SELECT count(*) FROM "{TABLES[subject]}"'  # noqa: S608 - a name of ours
            this.sizes[subject] = int(self._connection.exec_driver_sql(sql).scalar_one())
        plain = [entity_id for entity_id in ids if entity_id not in shadows]
        known = len(columns_of(self._connection, self._site_id, subject, plain, ("id",)))
        known += sum(image is not None for image in shadows.values())
        deleted = this.deleted.get(subject, 0) + known
        this.deleted[subject] = deleted
        if deleted > FEW and deleted * SHARE > this.sizes[subject]:
            raise TooManyDeleted(subject, deleted, this.sizes[subject])

    def _newer(self, subject: str, images: dict[str, wire.Values]) -> dict[str, wire.Values]:
        count = len(WIRE[subject])
        return {entity_id: values for entity_id, values in images.items() if len(values) > count}

    def _set_unread(self, subject: str, newer: dict[str, wire.Values], rest: Iterable[str]) -> None:
        """Keep what this version cannot place; what it can, or what is gone, need not wait."""
        if newer:
            sql = "INSERT OR REPLACE INTO unread (subject, id, wire) VALUES (?,?,?)"
            rows = [(subject, entity_id, encoded(values)) for entity_id, values in newer.items()]
            self._connection.exec_driver_sql(sql, rows)
        gone = [(subject, entity_id) for entity_id in rest] if self._has_unread else []
        if gone:
            self._connection.exec_driver_sql("DELETE FROM unread WHERE subject = ? AND id = ?", gone)

    def _any(self, table: str) -> bool:
        sql = f'SELECT 1 FROM "{table}" LIMIT 1'  # noqa: S608 - a name of ours
        return self._connection.exec_driver_sql(sql).first() is not None


def place_unread(connection: Connection, site_id: str) -> bool:
    """After an upgrade: put rows that waited for a newer version in their place. Returns whether any did.

    Called with no shadows there: everything unanswered is replayed after it.
    """
    found = connection.exec_driver_sql("SELECT subject, id, wire FROM unread")
    waiting = [(str(subject), str(entity_id), str(image)) for subject, entity_id, image in found]
    rows: dict[str, list[Any]] = {}
    for subject, _, image in waiting:
        if subject in SUBJECTS:
            rows.setdefault(subject, []).append(fitted(subject, decoded(image)))
    for subject, some in rows.items():
        put(connection, site_id, subject, some)
    placed = [
        (subject, entity_id)
        for subject, entity_id, image in waiting
        if subject in SUBJECTS and len(decoded(image)) <= len(WIRE[subject])
    ]
    if placed:
        connection.exec_driver_sql("DELETE FROM unread WHERE subject = ? AND id = ?", placed)
    return bool(rows)
