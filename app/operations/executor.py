"""Runs ops: one, or a batch with one flush; what a bug does to one op must not stop a queue.

Check-then-write ops that refuse have touched nothing, so a batch needs no savepoint per op. If one did write
before refusing, or a constraint speaks at the flush, the batch is done again with a savepoint each.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, StatementError

from app.domain.acts import GivenUp
from app.domain.errors import Params, Refused
from app.domain.ops import Operation
from app.operations import registry
from app.operations.conflicts import keep_conflicts
from app.operations.context import Conflict, Context, Effect
from app.operations.lookup import preload, preload_tasks
from app.operations.permit import permit
from app.operations.session import Image, Key, OpSession, Writer
from app.operations.slots import preload_slots

logger = logging.getLogger(__name__)

DEFERRED: Final = frozenset({"meeting"})  # subjects with a deferred constraint (app/store/schema.py)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an op: ``ok``, ``conflict`` (applied but for the conflicts) or ``refused`` (nothing)."""

    status: str
    before: dict[Key, Image | None] = field(default_factory=dict)
    after: dict[Key, Image | None] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    code: str = ""
    params: Params = field(default_factory=dict)


class DirtyRefusal(RuntimeError):
    """An op wrote before it refused: rule 3 of
    docs/operations.md is broken; the batch is done again singly.
    """


def run_one(session: OpSession, op: Operation, context: Context, *, savepoint: bool = False) -> Outcome:
    """Apply one op; a refusal or a bug is its result.
    Raises OperationalError (retry) and DirtyRefusal (redo).
    """
    mark = session.numbers.mark() if session.numbers is not None else None
    try:
        outcome = _applied(session, op, context, savepoint=savepoint)
    except Refused as refusal:
        outcome = Outcome("refused", code=refusal.code, params=refusal.params)
    except (OperationalError, DirtyRefusal):
        raise
    except Exception as bug:
        if not savepoint or type(bug) is DatabaseError:  # none of its subclasses: a damaged file
            raise
        outcome = _failed(op, bug)
    if outcome.status == "refused" and session.numbers is not None and mark is not None:
        session.numbers.back(mark)
    return outcome


def _applied(session: OpSession, op: Operation, context: Context, *, savepoint: bool) -> Outcome:
    gone = len(session.gone)
    with session.begin_nested() if savepoint else nullcontext(), session.running() as touched:
        try:
            permit(session, context.actor, type(op).permission)
            registry.apply(op, context)
        except Refused:
            if not savepoint and (touched or len(session.gone) > gone):
                raise DirtyRefusal(op.kind) from None
            raise
        if context.conflicts and context.at_central:
            keep_conflicts(context)
        if savepoint or (len(session.gone) > gone and not session.is_loose):
            session.flush()
        if savepoint:
            settle(session)
        before = {key: change.before for key, change in touched.items()}
        after = {key: change.after() for key, change in touched.items()}
        if session.lately is not None:
            for key, image in after.items():
                session.lately.setdefault(key, []).append((image, context.actor, context.at))
    status = "conflict" if context.conflicts else "ok"
    return Outcome(status, before, after, tuple(context.effects), tuple(context.conflicts))


def run_batch(
    session: OpSession,
    ops: Sequence[Operation],
    context_of: Callable[[int], Context],
    step: Callable[[int], None] | None = None,
) -> list[Outcome]:
    """Apply ops in order with everything preloaded and one flush; falls back to a savepoint each.

    ``step`` is called with the number of ops done and may raise to give up; the caller then rolls back.
    """
    mark = session.numbers.mark() if session.numbers is not None else None
    for savepoint in (False, True):
        session.is_loose = session.write is not None and not savepoint
        try:
            with session.begin_nested():
                _preload(session, ops)
                done = []
                for index, op in enumerate(ops):
                    done.append(run_one(session, op, context_of(index), savepoint=savepoint))
                    if step is not None:
                        step(index + 1)
                if session.write is not None and session.is_loose:
                    _write(session, session.write, done)
                else:
                    session.flush()
                settle(session, done)
        except (OperationalError, Refused, GivenUp):
            raise
        except Exception:
            if savepoint:
                raise
            logger.warning("batch of %d ops is done again one by one", len(ops), exc_info=True)
            session.forget()
            session.redone += 1
            if session.numbers is not None and mark is not None:
                session.numbers.back(mark)
        else:
            return done
    raise AssertionError("unreachable: the second round returns or raises")


def settle(session: OpSession, done: Sequence[Outcome] | None = None) -> None:
    """Ask PostgreSQL now what its deferred constraints say, so that the answer belongs to this op or batch.

    ``done``: what the batch came to, where that is known: rows without such a constraint need no question.
    """
    connection = session.connection()
    if done is not None and not any(key[0] in DEFERRED for outcome in done for key in outcome.after):
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _write(session: OpSession, write: Writer, done: Sequence[Outcome]) -> None:
    """Write what a batch left of each row, once, however often it changed: nothing is left to flush."""
    before: dict[Key, Image | None] = {}
    after: dict[Key, Image | None] = {}
    for outcome in done:
        for key, image in outcome.after.items():
            before.setdefault(key, outcome.before[key])
            after[key] = image
    session.expunge_all()
    write(before, {key: image for key, image in after.items() if image != before[key]})


def _preload(session: OpSession, ops: Sequence[Operation]) -> None:
    needs = registry.needs(list(ops))
    preload(session, needs.rows)
    preload_tasks(session, needs.meetings)
    preload_slots(session, needs.rooms)


def _failed(op: Operation, bug: Exception) -> Outcome:
    if isinstance(bug, IntegrityError):
        code = "slot_taken" if "no_overlap" in str(bug.orig) else "constraint"
    elif isinstance(bug, StatementError):
        code = "data"
    else:
        code = "internal"
    logger.error("op %s failed in apply", op.kind, exc_info=bug)
    return Outcome("refused", code=code, params={"detail": type(bug).__name__})
