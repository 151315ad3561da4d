"""The Desk: the one object a page knows. Write with ``do``, read with ``ask``, listen to ``changed``.

GUI thread. Jobs run in the store worker (in order) or, while a long act has it, in the read-only one; results
come back by one queued signal. A callback whose owner has died is dropped.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.desk.central_side import CentralSide
from app.desk.clock import DeskClock
from app.desk.worker import Result, Worker
from app.domain.acts import Done, GivenUp
from app.domain.errors import Refused, StoreFault
from app.domain.ops import Operation
from app.domain.periods import day_of
from app.domain.permissions import SYSTEM
from app.domain.questions import Question, RulesInForce
from app.domain.records import LinkState, PersonRecord
from app.domain.rules import DEFAULTS, Rules

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
COALESCE_MS: Final = 50
RELEASE_MS: Final = 1_000  # how late a notice may be
STOP_S: Final = 10.0
SUBJECTS: Final = (
    "floor", "picture", "outline", "room", "closure", "person", "presence", "meeting", "source", "task",
    "check", "waiting", "device", "alarm", "rule", "print", "conflict",
)  # fmt: skip


class Backend(Protocol):
    """The console's end, as bootstrap makes it in the store thread (app/sync/console.Console)."""

    def do(self, ops: Sequence[Operation], actor: str) -> Done: ...
    def import_all(
        self,
        ops: Sequence[Operation],
        actor: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Done: ...
    def undo(self, actor: str) -> Done: ...
    def redo(self, actor: str) -> Done: ...
    def undo_state(self, actor: str) -> tuple[bool, bool]: ...
    def ask(self, question: Question[Answer]) -> Answer: ...
    def release_notices(self) -> list[tuple[str, str, str]]: ...
    def pending(self) -> int: ...
    def tidy(self) -> None: ...


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """An act that its author may take back; notices are held until ``until`` (UTC ms)."""

    done: Done
    until: int


@dataclass(slots=True)
class _Waiting:
    done: Callable[[Any], None] | None  # Any: the answer of the job
    refused: Callable[[Refused], None] | None
    owner: QObject | None
    is_act: bool


class Desk(QObject):
    """Handed to every page by bootstrap."""

    changed = Signal(
        object
    )  # frozenset of (subject, id): own and others' changes alike, at most one per 50 ms
    undo_offered = Signal(object)  # UndoOffer: a new act of this person
    undo_changed = Signal()  # what can be undone or redone has changed
    refused = Signal(object)  # Refused that no caller took
    faulted = Signal(object)  # StoreFault
    failed = Signal(str, object)  # (name of the job, exception): a bug
    counts_changed = Signal()  # pending, conflicts or link
    actor_changed = Signal()
    started = Signal()  # the store is open
    notices_sent = Signal(object)  # tuple of (id, what, data)
    _arrived = Signal(object)
    _progressed = Signal(int, int, int)

    def __init__(
        self, open_backend: Callable[[], Backend], clock: DeskClock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.clock: Final = clock
        self.rules: Rules = DEFAULTS
        self.actor: PersonRecord | None = None
        self.pending = 0
        self.undo_state = (False, False)
        self._backend: Backend | None = None
        self.central: Final = CentralSide(self)
        self._tickets = 0
        self._waiting: dict[int, _Waiting] = {}
        self._progress: dict[int, Callable[[int, int], None]] = {}
        self._dirty: set[tuple[str, str]] = set()
        self._long_acts = 0
        self._held_until = 0
        self._is_stopped = False
        self._store: Final = Worker("store", open_backend, self._arrived.emit, lambda backend: backend.tidy())
        self._reader: Final = Worker("store-reader", lambda: self._backend, self._arrived.emit)
        self._pool: Final = ThreadPoolExecutor(2, thread_name_prefix="pool")
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)
        self._rest = QTimer(self, singleShot=True, interval=COALESCE_MS, timerType=Qt.TimerType.PreciseTimer)
        self._rest.timeout.connect(self._tell_changed)
        self._release = QTimer(self, singleShot=True)
        self._release.timeout.connect(self._release_notices)

    def start(self) -> None:
        """Open the store in its thread; ``started`` or ``faulted`` follows."""
        self._store.start()
        self._reader.start()
        self._post("open", self._keep_backend, lambda _: self.started.emit())
        self._ask_rules()
        self._hold_notices()  # what waited when the program ended last time

    def reopen(self) -> None:
        """Try the store again after a fault; ``started`` or ``faulted`` follows."""
        self._post("open", self._keep_backend, lambda _: self.started.emit())
        self._ask_rules()

    def stop(self) -> None:
        """Finish what was said, then close. Order: pool, store."""
        self._is_stopped = True
        for timer in (self._release, self._rest):
            timer.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._reader.stop(STOP_S)
        self._store.stop(STOP_S)
        self._waiting.clear()

    @property
    def link(self) -> LinkState:
        """How this console stands to central; ``counts_changed`` tells of another state."""
        return self.central.link

    @property
    def conflicts(self) -> int:
        """How many decisions wait for a person."""
        return self.central.conflicts

    @property
    def is_stopped(self) -> bool:
        """Nothing is delivered any more."""
        return self._is_stopped

    def now(self) -> int:
        """UTC ms by this console's clock."""
        return self.clock.now()

    def today(self) -> date:
        """The site's local date."""
        return day_of(self.now(), self.rules.tz)

    def new_id(self) -> str:
        """An id for a new thing."""
        return self.clock.new_id()

    def set_actor(self, person: PersonRecord | None) -> None:
        """Who is at this desk: the actor of what is said from here on."""
        self.actor = person
        self.actor_changed.emit()
        self._refresh_undo()

    def do(
        self,
        op: Operation,
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Say one thing; ``done`` or ``refused`` follows on this thread."""
        self.do_all((op,), done, refused, owner)

    def do_all(
        self,
        ops: Sequence[Operation],
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Say several things as one act: all or none, undone as one."""
        said, actor = tuple(ops), self._actor_id
        name = said[0].kind if said else "nothing"
        self._act(name, lambda backend: backend.do(said, actor), done, refused, owner)

    def record(
        self,
        ops: Sequence[Operation],
        done: Callable[[Done], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """What the house itself noticed (alarms): said by nobody, so never a person's act to undo."""
        said = tuple(ops)
        name = said[0].kind if said else "nothing"
        self._act(name, lambda backend: backend.do(said, SYSTEM), done, refused, owner)

    def do_long(
        self,
        ops: Sequence[Operation],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
        done: Callable[[Done], None],
        refused: Callable[[Refused], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """A long act (an import): refused ops are left out and listed, ``cancelled`` is asked now and then.

        ``cancelled`` runs in the store thread and must only look at a
        flag; giving up ends in ``refused("given_up")``.
        """
        said, actor, ticket = tuple(ops), self._actor_id, self._tickets + 1
        self._progress[ticket] = progress
        self._long_acts += 1

        def task(backend: Backend) -> Done:
            try:
                return backend.import_all(
                    said, actor, lambda n, of: self._progressed.emit(ticket, n, of), cancelled
                )
            except GivenUp:
                raise Refused("given_up") from None

        self._act("import", task, done, refused, owner)

    def ask(
        self, question: Question[Answer], done: Callable[[Answer], None], owner: QObject | None = None
    ) -> None:
        """Ask; the frozen answer follows on this thread."""
        worker = self._reader if self._long_acts and self._backend is not None else self._store
        name = type(question).__name__
        worker.post(self._ticket(done, None, owner), name, lambda backend: backend.ask(question))

    def run(
        self,
        work: Callable[..., Answer],
        *args: Any,
        done: Callable[[Answer], None],  # Any: the work's arguments
        failed: Callable[[BaseException], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run a pure function in the pool; with ``progress`` it
        is handed a callable (done, of) as last argument.
        """
        ticket = self._ticket(done, failed, owner)
        if progress is not None:
            self._progress[ticket] = progress
            args = (*args, lambda n, of: self._progressed.emit(ticket, n, of))
        name = getattr(work, "__name__", "work")

        def job() -> None:
            try:
                result = Result(ticket, name, work(*args))
            except BaseException as raised:  # noqa: BLE001 - the edge: every outcome goes to the GUI thread
                result = Result(ticket, name, error=raised)
            self._arrived.emit(result)

        self._pool.submit(job)

    def undo(self, refused: Callable[[Refused], None] | None = None) -> None:
        """Take this person's last act back."""
        actor = self._actor_id
        self._act("undo", lambda backend: backend.undo(actor), None, refused, None)

    def redo(self, refused: Callable[[Refused], None] | None = None) -> None:
        """Do it again."""
        actor = self._actor_id
        self._act("redo", lambda backend: backend.redo(actor), None, refused, None)

    def call(self, name: str, task: Callable[[Any], Answer]) -> Future[Answer]:  # Any: the backend
        """Run a task in the store thread for whoever asks, from any thread; a stopped desk cancels it."""
        future: Future[Answer] = Future()

        def job(backend: Any) -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(task(backend))
            except BaseException as raised:
                future.set_exception(raised)
                if isinstance(raised, StoreFault):
                    raise  # the window has to say so, whoever asked

        if self._is_stopped:
            future.cancel()
        else:
            self._store.post(0, name, job)
        return future

    def tell_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Rows changed that nobody here changed; pages are told at once, or with what follows in 50 ms."""
        self._note(keys)
        self._tell_changed()

    def look_again(self) -> None:
        """Somebody wrote beside us: every page asks anew."""
        self._dirty |= {(subject, "*") for subject in SUBJECTS}
        self._ask_rules()
        self._rest.start()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way: no answer awaited, no change to tell."""
        return not self._waiting and not self._dirty

    @property
    def _actor_id(self) -> str:
        return self.actor.id if self.actor is not None else ""

    def _ticket(self, done: Any, failed: Any, owner: QObject | None, *, is_act: bool = False) -> int:
        self._tickets += 1
        self._waiting[self._tickets] = _Waiting(done, failed, owner, is_act)
        return self._tickets

    def _act(
        self,
        name: str,
        task: Callable[[Any], Any],
        done: Callable[[Any], None] | None,
        refused: Callable[[Refused], None] | None,
        owner: QObject | None,
    ) -> None:
        def act(backend: Any) -> Any:
            answer = task(backend)
            self.central.nudge()  # from the store thread: the way over the window would cost milliseconds
            return answer

        self._store.post(self._ticket(done, refused, owner, is_act=True), name, act)

    def _post(self, name: str, task: Callable[[Any], Any], done: Callable[[Any], None] | None = None) -> None:
        self._store.post(self._ticket(done, None, None), name, task)

    def _keep_backend(self, backend: Backend) -> None:
        self._backend = backend

    @Slot(object)
    def _deliver(self, result: Result) -> None:
        waiting = self._waiting.pop(result.ticket, None)
        if self._is_stopped:
            return
        if waiting is None:
            if isinstance(result.error, StoreFault):
                self.faulted.emit(result.error)
            return
        if self._progress.pop(result.ticket, None) is not None and result.name == "import":
            self._long_acts -= 1
        alive = waiting.owner is None or shiboken6.isValid(waiting.owner)
        if result.error is not None:
            self._report(result, waiting, alive=alive)
            return
        if waiting.is_act:
            self._acted(result.answer, offers=result.name not in {"undo", "redo"})
        if alive and waiting.done is not None:
            waiting.done(result.answer)
        if self._dirty:
            self._tell_changed()

    def _report(self, result: Result, waiting: _Waiting, *, alive: bool) -> None:
        error = result.error
        if isinstance(error, StoreFault):
            logger.error("store fault %s in %s: %s", error.code, result.name, error.detail)
            self.faulted.emit(error)
        elif waiting.refused is not None and (isinstance(error, Refused) or not waiting.is_act):
            if alive:
                waiting.refused(error)  # type: ignore[arg-type]  # of pool work: any exception
        elif isinstance(error, Refused):
            logger.info("refused %s: %s %s", result.name, error.code, error.params)
            self.refused.emit(error)
        else:
            logger.error("job %s failed", result.name, exc_info=error)
            self.failed.emit(result.name, error)

    def _note(self, keys: frozenset[tuple[str, str]]) -> None:
        self._dirty |= keys
        subjects = {subject for subject, _ in keys}
        if "rule" in subjects:
            self._ask_rules()
            self._rest.start()  # pages are told when the rules are here
        self.central.note(subjects)

    def _acted(self, done: Done, *, offers: bool) -> None:
        self._note(done.changed)
        until = done.at + self.rules.undo_s * 1000
        if offers and done.can_undo:
            self.undo_offered.emit(UndoOffer(done, until))
        self._refresh_undo()
        self._hold_notices()

    def _refresh_undo(self) -> None:
        actor = self._actor_id
        self._post(
            "undo_state", lambda backend: (backend.undo_state(actor), backend.pending()), self._take_undo
        )

    def _take_undo(self, answer: tuple[tuple[bool, bool], int]) -> None:
        state, pending = answer
        if state != self.undo_state:
            self.undo_state = state
            self.undo_changed.emit()
        if pending != self.pending:
            self.pending = pending
            self.counts_changed.emit()

    def _ask_rules(self) -> None:
        self.ask(RulesInForce(), self._take_rules)

    def _take_rules(self, rules: Rules) -> None:
        self.rules = rules

    def _hold_notices(self) -> None:
        """Notices go out when the undo is over, also while somebody goes on acting."""
        wait = self.rules.undo_s * 1000 + COALESCE_MS
        self._held_until = self.now() + wait
        if not self._release.isActive() or self._release.remainingTime() > wait:
            self._release.start(wait)

    def _release_notices(self) -> None:
        rest = self._held_until - self.now()
        if rest > 0:
            self._release.start(min(rest + COALESCE_MS, RELEASE_MS))
        self._post("notices", lambda backend: backend.release_notices(), self._notices_out)

    def _notices_out(self, sent: list[tuple[str, str, str]]) -> None:
        if sent:
            self._dirty |= {("notice", entry[0]) for entry in sent}
            self.notices_sent.emit(tuple(sent))

    @Slot(int, int, int)
    def _tell_progress(self, ticket: int, count: int, of: int) -> None:
        tell = self._progress.get(ticket)
        waiting = self._waiting.get(ticket)
        if (
            tell is not None
            and waiting is not None
            and (waiting.owner is None or shiboken6.isValid(waiting.owner))
        ):
            tell(count, of)

    def _tell_changed(self) -> None:
        """Tell at once what is new; what comes within the next 50 ms waits and is told together."""
        if self._rest.isActive():
            return
        dirty, self._dirty = frozenset(self._dirty), set()
        if dirty:
            self._rest.start()
            self.changed.emit(dirty)
