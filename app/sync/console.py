"""The console's end: does acts, answers questions, takes
acts back. Everything an act leaves is one transaction.

An act is one or more ops of one intention; it stands or falls as a whole. Runs in the store thread; time and
ids are handed in, so that the same code serves the demo's clock, tests and the command line.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Raw
from sqlalchemy import Connection

import app.operations  # noqa: F401 - registers what each verb does
from app.domain.acts import Done, GivenUp
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.domain.questions import Question
from app.domain.rules import Rules
from app.operations import registry, wire
from app.operations.context import Context
from app.operations.envelope import SCHEMA, Op, normalised
from app.operations.executor import run_batch, run_one
from app.operations.session import Key, OpSession
from app.store.collector import resting
from app.store.engine import Store
from app.store.images import columns_of
from app.store.queries import answer
from app.store.tables import SUBJECTS
from app.sync.enrolment import (
    Enrolment,
    ForeignSite,
    Progress,
    Waiting,
    adopt,
    count_waiting,
    open_ops,
    read_enrolment,
)
from app.sync.fork import fork, new_epoch
from app.sync.history import Act, History
from app.sync.identity import Identity, identity_of
from app.sync.inbox import settle
from app.sync.outbox import Recorded, changed_keys, record, release, require_applied, withdraw
from app.sync.pull import Absorbed, Round, absorb
from app.sync.resync import catch_up, digest, has_to_catch_up, load, with_snapshot

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
SLICE: Final = (
    400  # ops that are flushed together: progress and cancel look in between, and memory stays bounded
)
Said = tuple[int, str, tuple[Operation, ...]]  # at, actor, the ops of one act


@dataclass(frozen=True, slots=True)
class Clock:
    """Where instants and ids come from: ``now`` UTC ms, ``mono`` ms since boot, ``new_id`` UUIDv7."""

    now: Callable[[], int]
    mono: Callable[[], int]
    new_id: Callable[[], str]


class Console:
    """One data folder's end. Not thread-safe: the store worker owns it."""

    def __init__(self, store: Store, identity: Identity, clock: Clock) -> None:
        self.store: Final = store
        self.identity = identity  # changes when the folder is enrolled, or takes a new identity
        self.clock: Final = clock
        self.offset_ms = 0  # central's clock less this one's, as the link last estimated it
        self.history: Final = History()
        self._round: Round | None = None  # None: this process has not seen a page yet
        if identity.is_enrolled and self._has_to_catch_up():
            with store.writing() as connection:
                catch_up(connection, clock.now())

    def ask(self, question: Question[Answer]) -> Answer:
        """Answer from one snapshot; safe in the read-only worker too."""
        with self.store.reading() as connection:
            return answer(connection, question, self.clock.now())

    def do(self, ops: Sequence[Operation], actor: str) -> Done:
        """Do an act: all of it or nothing. Raises Refused (nothing was written), StoreFault."""
        done, act = self._act(ops, actor)
        self.history.did(actor, act)
        return done

    def import_all(
        self,
        ops: Sequence[Operation],
        actor: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Done:
        """Do a long act, refused ops left out, in one
        transaction. Raises GivenUp when cancelled: nothing stays.
        """

        def step(count: int) -> None:
            progress(count, len(ops))
            if cancelled():
                raise GivenUp

        done, act = self._act(ops, actor, step=step, partly=True)
        self.history.did(actor, act)
        return done

    def replay(self, said: Sequence[Said], new_id: Callable[[int], str]) -> tuple[tuple[int, Refused], ...]:
        """Take acts of many people in, each at its own time, in one transaction; nobody is told or undoes.

        How a demo building comes to be. Returns what was refused: (index of the act, why).
        """
        bodies: list[Operation] = []
        envelopes: list[Op] = []
        acts: list[int] = []
        for index, (at, actor, ops) in enumerate(said):
            group = new_id(at) if len(ops) > 1 else None
            for body, raw in map(normalised, ops):
                bodies.append(body)
                own = new_id(at)
                envelopes.append(Op(own, actor, at, 0, self.identity.boot_id, 0, SCHEMA, raw, None, group))
                acts.append(index)
        with self.store.writing() as connection:
            self._look_again(connection)
            session = OpSession(connection, self.identity.site_id)
            try:
                contexts = [Context(session, op.op_id, op.actor, op.at, op.undoes) for op in envelopes]
                outcomes = run_batch(session, bodies, contexts.__getitem__)
                done = [
                    Recorded(envelope, body, outcome)
                    for envelope, body, outcome in zip(envelopes, bodies, outcomes, strict=True)
                    if outcome.status != "refused"
                ]
                record(connection, done, shadows=self.identity.is_enrolled, hold_ms=None)
            finally:
                session.close()
        return tuple(
            (acts[n], Refused.of(outcome.code, outcome.params))
            for n, outcome in enumerate(outcomes)
            if outcome.status == "refused"
        )

    def undo(self, actor: str) -> Done:
        """Take the person's last act back. Raises
        Refused("nothing_to_undo"), ("changed_since") or the rule's own.
        """
        act = self.history.undoable(actor)
        done, made = self._reverse(act, actor)
        self.history.undid(actor, made)
        return done

    def redo(self, actor: str) -> Done:
        """Do the last act that was taken back again; refused like undo."""
        act = self.history.redoable(actor)
        done, made = self._reverse(act, actor)
        self.history.redid(actor, made)
        return done

    def undo_state(self, actor: str) -> tuple[bool, bool]:
        """Whether there is something to undo, to redo."""
        return self.history.state(actor)

    def release_notices(self) -> list[tuple[str, str, str]]:
        """Send notices whose undo time is over: (id, what, data)."""
        with self.store.writing() as connection:
            return release(connection, self.clock.now())

    def pending(self) -> int:
        """How many ops central has not confirmed; 0 for a site without central."""
        if not self.identity.is_enrolled:
            return 0
        return self.waiting().pending

    def waiting(self) -> Waiting:
        """What central has not answered; of a site without central, all that was ever said."""
        with self.store.reading() as connection:
            return count_waiting(connection)

    def enrolment(self) -> Enrolment | None:
        """How this folder stands to central; None while it works by itself."""
        with self.store.reading() as connection:
            return read_enrolment(connection)

    def adopt(
        self, enrolled: wire.Enrolled, central: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        """Tie the folder to central for the first time; raises ForeignSite, GivenUp: nothing was changed."""
        with self.store.writing() as connection:
            adopt(connection, enrolled, central, progress, cancelled)
            self.identity = identity_of(connection, self.identity.boot_id)

    def to_push(self, after: int, limits: wire.Limits) -> list[tuple[int, str, bytes]]:
        """(wire seq, op_id, bytes) of what central has not answered beyond wire seq ``after``, in order.

        Within one request's limits, at least one if there is any; nothing while the folder works by itself.
        """
        with self.store.reading() as connection:
            enrolment = read_enrolment(connection)
            return [] if enrolment is None else open_ops(connection, enrolment, after, limits)

    def absorb(self, page: wire.Page) -> Absorbed:
        """Take a page in, in one transaction; raises Forked, TooManyDeleted: nothing of it was taken."""
        known = self._round or Round()
        with self.store.writing() as connection:
            absorbed, after = absorb(connection, page, known, self.clock.now(), is_fresh=self._round is None)
        if not absorbed.is_stale:
            self._round = after
        if absorbed.retired:
            self.history.lost(absorbed.refusals)
            self._learn_numbers()
        return absorbed

    def allow_deletions(self) -> None:
        """An operator says that what central deletes is meant:
        the rest of this round, or the snapshot, is taken.
        """
        self._round = replace(self._round or Round(), may_delete=True)

    def fork(self, enrolled: wire.Enrolled) -> None:
        """Go on under a new identity of the same site: what central has not answered is sent again from 1.

        Raises ForeignSite; Refused("not_enrolled") for a folder that works by itself.
        """
        with self.store.writing() as connection:
            known = _required(connection)
            if enrolled.site != known.site_id:
                raise ForeignSite(known.site_id, enrolled.site)
            fork(connection, known, enrolled)
            self.identity = identity_of(connection, self.identity.boot_id)

    def new_epoch(self, epoch: str) -> None:
        """Central was restored: all that was ever answered is asked for again, what it lacks is sent again.

        ``needs_snapshot`` holds from here until ``load_snapshot``; pages are dropped in between.
        """
        with self.store.writing() as connection:
            new_epoch(connection, _required(connection), epoch)

    def load_snapshot(self, path: Path, cursor: dict[str, int], epoch: str) -> frozenset[Key]:
        """Put central's rows in the place of those here and what is unanswered over them; the changed keys.

        ``path`` is a plain SQLite file whose sum was checked. Outbox, audit and inbox stay as they are.
        Raises TooManyDeleted, StoreFault.
        """
        may_delete = self._round is not None and self._round.may_delete
        with with_snapshot(self.store, path) as connection:
            load(connection, _required(connection), cursor, epoch, self.clock.now(), may_delete=may_delete)
        self._round = Round()
        return frozenset((subject, "*") for subject in SUBJECTS)

    def digest(self, ranges: Sequence[tuple[str, str, str]]) -> wire.Digest:
        """Count and hash of ranges (subject, first id, last id) of what central is known to have."""
        with self.store.reading() as connection:
            return digest(connection, _required(connection), ranges)

    def tidy(self) -> None:
        """The desk is idle: do what no act should have to wait for."""
        self.store.tidy()

    def close(self) -> None:
        """Close the file; the log is moved into it."""
        self.store.close()

    def _has_to_catch_up(self) -> bool:
        with self.store.reading() as connection:
            return has_to_catch_up(connection)

    def _look_again(self, connection: Connection) -> None:
        """A command beside this console may have enrolled the folder: from then on there must be shadows."""
        self.identity = identity_of(connection, self.identity.boot_id)

    def _learn_numbers(self) -> None:
        """Central gave numbers to what was booked here: that is no change by somebody else."""
        ids = self.history.unnumbered()
        if ids:
            with self.store.reading() as connection:
                found = columns_of(connection, self.identity.site_id, "meeting", ids, ("id", "number"))
            self.history.settle({("meeting", i): {"number": (None, n)} for i, n in found if n is not None})

    def _reverse(self, act: Act, actor: str) -> tuple[Done, Act]:
        """Say the inverses of an act, newest first; its
        notices that nobody has seen are withdrawn with it.
        """
        ops: list[Operation] = []
        undoes: list[str] = []
        for recorded in reversed(act.recorded):
            inverses = registry.inverse(
                recorded.body, registry.Around(recorded.outcome.before, recorded.outcome.after)
            )
            ops += inverses
            undoes += [recorded.op.op_id] * len(inverses)
        if not ops:
            raise Refused("nothing_to_undo")
        return self._act(ops, actor, undoes=undoes, reverses=act)

    def _act(
        self,
        ops: Sequence[Operation],
        actor: str,
        *,
        undoes: Sequence[str] | None = None,
        reverses: Act | None = None,
        step: Callable[[int], None] | None = None,
        partly: bool = False,
    ) -> tuple[Done, Act]:
        at = self.clock.now()
        group = self.clock.new_id() if len(ops) > 1 else None
        bodies = [normalised(op) for op in ops]
        envelopes = [
            Op(
                self.clock.new_id(),
                actor,
                at,
                self.clock.mono(),
                self.identity.boot_id,
                self.offset_ms,
                SCHEMA,
                raw,
                undoes[index] if undoes else None,
                group,
            )
            for index, (_, raw) in enumerate(bodies)
        ]
        large = len(ops) > SLICE
        entries: list[Recorded] = []
        with self.store.writing() as connection, resting(keeps=True) if large else nullcontext():
            self.identity = identity_of(connection, self.identity.boot_id)  # a command may have enrolled us
            session = OpSession(connection, self.identity.site_id)
            try:
                if reverses is not None:
                    reverses.require_unchanged(session)
                unseen = (
                    reverses is not None and withdraw(connection, (r.op.op_id for r in reverses.recorded)) > 0
                )
                for start in range(0, len(ops), SLICE):
                    part = slice(start, start + SLICE)
                    made, rules = self._run(session, bodies[part], envelopes[part])
                    if not partly:
                        require_applied([entry.outcome for entry in made])
                    applied = [entry for entry in made if entry.outcome.status != "refused"]
                    for entry in applied:
                        settle(connection, entry.body, at)
                    hold = None if unseen or self.identity.is_enrolled else rules.undo_s * 1000
                    record(connection, applied, shadows=self.identity.is_enrolled, hold_ms=hold)
                    entries += [entry.light() for entry in made] if large else made
                    if step is not None:
                        step(min(start + SLICE, len(ops)))
                    if large:
                        session.settle()
            finally:
                session.close()
        act = Act(tuple(entry for entry in entries if entry.outcome.status != "refused"))
        return _done(act, entries, at), act

    @staticmethod
    def _run(
        session: OpSession, bodies: Sequence[tuple[Operation, Raw]], envelopes: Sequence[Op]
    ) -> tuple[list[Recorded], Rules]:
        contexts = [Context(session, op.op_id, op.actor, op.at, op.undoes) for op in envelopes]
        if len(bodies) == 1:
            outcomes = [run_one(session, bodies[0][0], contexts[0])]
            session.flush()
        else:
            outcomes = run_batch(session, [body for body, _ in bodies], contexts.__getitem__)
        made = [
            Recorded(envelope, body, outcome)
            for envelope, (body, _), outcome in zip(envelopes, bodies, outcomes, strict=True)
        ]
        return made, contexts[0].rules


def _required(connection: Connection) -> Enrolment:
    """The enrolment; raises Refused("not_enrolled")."""
    known = read_enrolment(connection)
    if known is None:
        raise Refused("not_enrolled")
    return known


def _done(act: Act, entries: Sequence[Recorded], at: int) -> Done:
    refused = tuple(
        (index, Refused.of(entry.outcome.code, entry.outcome.params))
        for index, entry in enumerate(entries)
        if entry.outcome.status == "refused"
    )
    bodies = tuple(entry.body for entry in act.recorded)
    op_ids = tuple(entry.op.op_id for entry in act.recorded)
    changed = changed_keys(entry.outcome for entry in act.recorded)
    return Done(op_ids, bodies, changed, act.can_undo(), at, refused)
