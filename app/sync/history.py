"""What a person can take back: their acts of this run, newest last. Undo is an op, not a rewrite of the log.

Kept in memory only: after a restart the past is corrected by saying so, not by undo. An act can be undone
while nothing newer depends on it: each field it changed must still be as it left it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from app.domain.errors import Refused
from app.domain.ops import Operation
from app.operations import registry
from app.operations.lookup import find
from app.operations.session import Key, OpSession, image_of
from app.store.tables import SUBJECTS
from app.sync.outbox import Recorded

Traces = dict[Key, dict[str, tuple[str | int | None, str | int | None]]]  # by row and column: before, now
DEPTH: Final = 100  # acts a person can go back


@dataclass(frozen=True, slots=True)
class Act:
    """Ops that were done together, with the images around each."""

    recorded: tuple[Recorded, ...]

    def can_undo(self) -> bool:
        """Whether it changed anything, every op of it has an inverse, and there is something to take back."""
        changed = any(
            entry.outcome.before != entry.outcome.after or registry.changes_no_row(entry.body)
            for entry in self.recorded
        )
        if not changed or not all(registry.can_invert(entry.body) for entry in self.recorded):
            return False
        return any(_inverse(entry) for entry in self.recorded)

    def require_unchanged(self, session: OpSession) -> None:
        """Raises Refused("changed_since") when a field that the act set is no longer as the act left it."""
        latest = {key: entry.outcome.after[key] for entry in self.recorded for key in entry.outcome.after}
        first = {
            key: entry.outcome.before[key]
            for entry in reversed(self.recorded)
            for key in entry.outcome.before
        }
        for (subject, entity_id), after in sorted(latest.items()):
            row = find(session, SUBJECTS[subject], entity_id)
            if after is None or row is None:
                if (after is None) != (row is None):
                    raise Refused("changed_since", subject=subject, id=entity_id)
                continue
            before = first[subject, entity_id]
            now = image_of(row)
            if any(now[c] != after[c] for c in after if before is None or before[c] != after[c]):
                raise Refused("changed_since", subject=subject, id=entity_id)

    def settled(self, traces: Traces) -> Act:
        """The same, where the person's own undo left a trace: that is no change by somebody else."""
        if not any(key in entry.outcome.after for entry in self.recorded for key in traces):
            return self
        return Act(tuple(_settled(entry, traces) for entry in self.recorded))


def _settled(entry: Recorded, traces: Traces) -> Recorded:
    after = dict(entry.outcome.after)
    for key, columns in traces.items():
        image = after.get(key)
        if image is not None:
            after[key] = image | {c: new for c, (old, new) in columns.items() if image[c] == old}
    return replace(entry, outcome=replace(entry.outcome, after=after))


def traces_of(act: Act, inverse: Act) -> Traces:
    """What an inverse did not bring back: the reason of
    a waiver, who answered last, how new an import was.
    """
    first = {key: image for entry in reversed(act.recorded) for key, image in entry.outcome.before.items()}
    last = {
        key: image
        for said in (act, inverse)
        for entry in said.recorded
        for key, image in entry.outcome.after.items()
    }
    traces: Traces = {}
    for key, now in last.items():
        was = first.get(key)
        if was is not None and now is not None and was != now:
            traces[key] = {column: (was[column], now[column]) for column in now if was[column] != now[column]}
    return traces


def _inverse(entry: Recorded) -> tuple[Operation, ...]:
    return registry.inverse(entry.body, registry.Around(entry.outcome.before, entry.outcome.after))


class History:
    """Undo and redo stacks by person."""

    def __init__(self) -> None:
        self._done: defaultdict[str, list[Act]] = defaultdict(list)
        self._undone: defaultdict[str, list[Act]] = defaultdict(list)

    def did(self, actor: str, act: Act) -> None:
        """A new act; what was taken back before cannot come again."""
        if act.can_undo():
            self._push(self._done[actor], act)
            self._undone[actor].clear()

    def undoable(self, actor: str) -> Act:
        """The act that undo would take back; raises Refused("nothing_to_undo")."""
        if not self._done[actor]:
            raise Refused("nothing_to_undo")
        return self._done[actor][-1]

    def redoable(self, actor: str) -> Act:
        """The undo that redo would take back; raises Refused("nothing_to_redo")."""
        if not self._undone[actor]:
            raise Refused("nothing_to_redo")
        return self._undone[actor][-1]

    def undid(self, actor: str, inverse: Act) -> None:
        """The last act was taken back by ``inverse``."""
        self.settle(traces_of(self._done[actor].pop(), inverse), actor)
        self._push(self._undone[actor], inverse)

    def redid(self, actor: str, inverse: Act) -> None:
        """The last undo was taken back by ``inverse``."""
        self.settle(traces_of(self._undone[actor].pop(), inverse), actor)
        self._push(self._done[actor], inverse)

    def state(self, actor: str) -> tuple[bool, bool]:
        """(can undo, can redo)."""
        return bool(self._done[actor]), bool(self._undone[actor])

    def settle(self, traces: Traces, actor: str | None = None) -> None:
        """What these traces say was no change by somebody else, in the acts of one person or of all."""
        if traces:
            for stack in self._stacks(actor):
                stack[:] = [act.settled(traces) for act in stack]

    def lost(self, op_ids: Collection[str]) -> None:
        """Central refused these: what never was cannot be taken back, nor done again."""
        gone = frozenset(op_ids)
        if gone:
            for stack in self._stacks():
                stack[:] = [act for act in stack if gone.isdisjoint(r.op.op_id for r in act.recorded)]

    def unnumbered(self) -> frozenset[str]:
        """Meetings that had no number yet when an act left them."""
        return frozenset(
            key[1]
            for stack in self._stacks()
            for act in stack
            for entry in act.recorded
            for key, image in entry.outcome.after.items()
            if key[0] == "meeting" and image is not None and image["number"] is None
        )

    def _stacks(self, actor: str | None = None) -> list[list[Act]]:
        whose = [actor] if actor is not None else [*self._done, *self._undone]
        return [stacks[each] for each in dict.fromkeys(whose) for stacks in (self._done, self._undone)]

    @staticmethod
    def _push(stack: list[Act], act: Act) -> None:
        stack.append(act)
        del stack[:-DEPTH]
