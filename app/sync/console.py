"""The console's end: does acts, answers questions, takes
acts back. Everything an act leaves is one transaction.

An act is one or more ops of one intention; it stands or falls as a whole. Runs in the store thread; time and
ids are handed in, so that the same code serves the demo's clock, tests and the command line.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from msgspec import Raw

import app.operations  # noqa: F401 - registers what each verb does
from app.domain.acts import Done, GivenUp
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.domain.questions import Question
from app.domain.rules import Rules
from app.operations import registry
from app.operations.context import Context
from app.operations.envelope import SCHEMA, Op, normalised
from app.operations.executor import run_batch, run_one
from app.operations.session import OpSession
from app.store.engine import Store
from app.store.queries import answer
from app.sync.history import Act, History
from app.sync.identity import Identity
from app.sync.outbox import Recorded, changed_keys, record, release, require_applied, withdraw

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
        self.identity: Final = identity
        self.clock: Final = clock
        self.history: Final = History()

    def ask(self, question: Question[Answer]) -> Answer:
        """Answer from one snapshot; safe in the read-only worker too."""
        with self.store.reading() as connection:
            return answer(connection, question, self.clock.now(), self.identity.site_id)

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
        with self.store.reading() as connection:
            sql = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'parked')"
            return int(connection.exec_driver_sql(sql).scalar_one())

    def tidy(self) -> None:
        """The desk is idle: do what no act should have to wait for."""
        self.store.tidy()

    def close(self) -> None:
        """Close the file; the log is moved into it."""
        self.store.close()

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
                0,
                SCHEMA,
                raw,
                undoes[index] if undoes else None,
                group,
            )
            for index, (_, raw) in enumerate(bodies)
        ]
        large = len(ops) > SLICE
        entries: list[Recorded] = []
        with self.store.writing() as connection, _quiet_collector(large):
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


@contextmanager
def _quiet_collector(large: bool) -> Iterator[None]:
    """While a long act runs, the cyclic collector rests: a
    full collection over its rows would hold every thread.
    """
    if not large or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what the act keeps for undo lives on: the first collection need not walk it
        gc.enable()


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
