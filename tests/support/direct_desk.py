"""A Desk without threads over a real console: what is said is applied at once, on a real file.

For tests of pages: the same signals and the same answers as `app.desk.desk.Desk`, in the GUI thread, in
order. ``said`` keeps every operation that was offered; ``refusals`` what nobody took.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from PySide6.QtCore import QObject, Signal

from app.desk.central_side import CentralSide
from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.ops import Operation
from app.domain.periods import day_of
from app.domain.questions import Question, RulesInForce
from app.domain.records import LinkState, PersonRecord
from tests.support.house import House

Answer = TypeVar("Answer")


class DirectDesk(QObject):
    changed = Signal(object)
    undo_offered = Signal(object)
    undo_changed = Signal()
    refused = Signal(object)
    started = Signal()
    counts_changed = Signal()
    actor_changed = Signal()

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.said: list[Operation] = []
        self.acts: list[tuple[Operation, ...]] = []
        self.refusals: list[Refused] = []
        self.rules = house.console.ask(RulesInForce())
        self.actor: PersonRecord | None = None
        self.undo_state = (False, False)
        self.pending = 0
        self.is_stopped = False
        self.central = CentralSide(cast("Any", self))

    @property
    def link(self) -> LinkState:
        return self.central.link

    @property
    def conflicts(self) -> int:
        return self.central.conflicts

    def tell_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        self.changed.emit(keys)

    def now(self) -> int:
        return self.house.at

    def today(self) -> date:
        return day_of(self.house.at, self.rules.tz)

    def new_id(self) -> str:
        return self.house.new_id()

    def do(
        self,
        op: Operation,
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        self.do_all((op,), done, refused, owner)

    def do_all(
        self,
        ops: Sequence[Operation],
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        del owner
        self.said += ops
        self.acts.append(tuple(ops))
        try:
            result = self.house.console.do(tuple(ops), self.house.actor)
        except Refused as refusal:
            self.refusals.append(refusal)
            (refused or self.refused.emit)(refusal)
            return
        if done is not None:
            done(result)
        self.changed.emit(result.changed)

    record = do_all  # what the house itself noticed

    def undo(self) -> None:
        self.changed.emit(self.house.console.undo(self.house.actor).changed)

    def ask(
        self, question: Question[Answer], done: Callable[[Any], None], owner: QObject | None = None
    ) -> None:
        del owner
        done(self.house.console.ask(question))

    def run(
        self,
        work: Callable[..., Answer],
        *args: Any,
        done: Callable[[Answer], None],
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        del owner
        if progress is not None:
            args = (*args, progress)
        try:
            answer = work(*args)
        except Exception as error:
            if failed is None:
                raise
            failed(error)
            return
        done(answer)
