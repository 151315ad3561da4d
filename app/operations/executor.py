"""Runs ops: one, or a batch with one flush; what a bug does to one op must not stop a queue.

Check-then-write ops that refuse have touched nothing, so a batch needs no savepoint per op. If one did write
before refusing, or a constraint speaks at the flush, the batch is done again with a savepoint each.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field

from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError, StatementError

from app.domain.acts import GivenUp
from app.domain.errors import Params, Refused
from app.domain.ops import Operation
from app.domain.permissions import SYSTEM, SYSTEM_GRANTS, allowed
from app.domain.states import Role
from app.operations import registry
from app.operations.context import Conflict, Context, Effect
from app.operations.lookup import find, preload
from app.operations.session import Image, Key, OpSession
from app.operations.slots import preload_slots
from app.store.tables import PersonRow

logger = logging.getLogger(__name__)


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
    try:
        with session.begin_nested() if savepoint else nullcontext(), session.running() as touched:
            try:
                _permit(session, context.actor, type(op).permission)
                registry.apply(op, context)
            except Refused:
                if not savepoint and (touched or session.deleted):
                    raise DirtyRefusal(op.kind) from None
                raise
            if savepoint or session.deleted:
                session.flush()
            before = {key: change.before for key, change in touched.items()}
            after = {key: change.after() for key, change in touched.items()}
    except Refused as refusal:
        return Outcome("refused", code=refusal.code, params=refusal.params)
    except (OperationalError, DirtyRefusal):
        raise
    except Exception as bug:
        if not savepoint or type(bug) is DatabaseError:  # none of its subclasses: a damaged file
            raise
        return _failed(op, bug)
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
    for savepoint in (False, True):
        try:
            with session.begin_nested():
                _preload(session, ops)
                done = []
                for index, op in enumerate(ops):
                    done.append(run_one(session, op, context_of(index), savepoint=savepoint))
                    if step is not None:
                        step(index + 1)
                session.flush()
        except (OperationalError, Refused, GivenUp):
            raise
        except Exception:
            if savepoint:
                raise
            logger.warning("batch of %d ops is done again one by one", len(ops), exc_info=True)
            session.forget()
        else:
            return done
    raise AssertionError("unreachable: the second round returns or raises")


def _preload(session: OpSession, ops: Sequence[Operation]) -> None:
    needs = registry.needs(list(ops))
    preload(session, needs.rows)
    preload_slots(session, needs.rooms)


def _permit(session: OpSession, actor: str, permission: str) -> None:
    """The actor's role must have the permission; raises Refused("not_allowed")."""
    if actor == SYSTEM:
        if permission not in SYSTEM_GRANTS:
            raise Refused("not_allowed", permission=permission)
        return
    if not actor:
        return  # a house without people: first set-up
    person = find(session, PersonRow, actor)
    if person is None or not person.active or not allowed(Role(person.role), permission):
        raise Refused("not_allowed", permission=permission)


def _failed(op: Operation, bug: Exception) -> Outcome:
    if isinstance(bug, IntegrityError):
        code = "slot_taken" if "no_overlap" in str(bug.orig) else "constraint"
    elif isinstance(bug, StatementError):
        code = "data"
    else:
        code = "internal"
    logger.error("op %s failed in apply", op.kind, exc_info=bug)
    return Outcome("refused", code=code, params={"detail": type(bug).__name__})
