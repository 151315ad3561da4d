"""What the link's threads know together: who waits for what, how it stands, what the last rounds were.

Everything is under one condition. Each change of what is shown makes a new LinkState and tells it once.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

from app.domain.link import NEEDS_PERSON, LinkProblem
from app.domain.records import LinkState, RoundRecord
from app.domain.states import LinkPhase
from app.operations import wire
from app.sync.enrolment import Enrolment, Waiting
from app.sync.pace import Rest
from app.sync.trouble import Stopped, Trouble

Answer = TypeVar("Answer")
Need = Literal["fork", "epoch", "snapshot", "first"]
ORDER: Final[tuple[Need, ...]] = ("fork", "epoch", "snapshot", "first")
LaneName = Literal["push", "poll", "watch", "copy"]
AWAY: Final = frozenset(
    {
        LinkProblem.UNREACHABLE, LinkProblem.TIMEOUT, LinkProblem.PROXY, LinkProblem.PORTAL,
        LinkProblem.SILENT, LinkProblem.NOT_CENTRAL, LinkProblem.CERTIFICATE, LinkProblem.WRONG_HOST,
    }
)  # fmt: skip
KEPT: Final = 200  # rounds for the sync page


@dataclass(frozen=True, slots=True)
class Known:
    """How the folder stood when the store thread looked; ``turn`` counts its looks."""

    turn: int
    enrolment: Enrolment | None
    waiting: Waiting


class Board:
    """``now``: UTC ms; ``mono``: seconds that never go back."""

    def __init__(
        self,
        enrolment: Enrolment,
        tell: Callable[[LinkState], None],
        now: Callable[[], int],
        mono: Callable[[], float],
    ) -> None:
        self.now: Final = now
        self.mono: Final = mono
        self._tell: Final = tell
        self._changed: Final = threading.Condition()
        self._enrolment = enrolment
        self._hello: wire.Hello | None = None
        self._need: Need | None = None
        self._is_filled = False
        self._is_draining = False
        self._is_stopped = False
        self._nudges = 0
        self._kicks: dict[LaneName, int] = {"push": 0, "poll": 0}
        self._troubles: dict[LaneName, Trouble] = {}
        self._waiting = Waiting(0, None, 0)
        self._turn = 0
        self._owed = 0
        self._is_caught_up = False
        self._behind = 0
        self._held_schema: int | None = None
        self._ok_mono = mono()
        self._telling: Final = threading.RLock()
        self._untold: deque[LinkState] = deque()
        self._rounds: deque[RoundRecord] = deque(maxlen=KEPT)
        self._state = LinkState(LinkPhase.CONNECTING, now(), enrolment.central)

    # for everybody

    @property
    def is_stopped(self) -> bool:
        """Whether the link is to end."""
        return self._is_stopped

    @property
    def state(self) -> LinkState:
        """As told last."""
        with self._changed:
            return self._state

    @property
    def enrolment(self) -> Enrolment:
        """As read last."""
        with self._changed:
            return self._enrolment

    @property
    def hello(self) -> wire.Hello:
        """What the service said of itself; only once it has."""
        with self._changed:
            assert self._hello is not None
            return self._hello

    @property
    def is_greeted(self) -> bool:
        """Whether the service has said hello since the connection was lost last."""
        return self._hello is not None

    @property
    def need(self) -> Need | None:
        """What must be put right before anything is pulled."""
        return self._need

    def rounds(self) -> tuple[RoundRecord, ...]:
        """The last ones, newest first."""
        with self._changed:
            return tuple(reversed(self._rounds))

    def note_round(self, record: RoundRecord) -> None:
        """Keep one for the sync page."""
        with self._changed:
            self._rounds.append(record)

    def silent_s(self) -> float:
        """Seconds since a round succeeded."""
        with self._changed:
            return self.mono() - self._ok_mono

    def is_new(self) -> bool:
        """Whether this folder has nothing yet and waits for
        nothing: a snapshot is quicker than pages then.
        """
        with self._changed:
            enrolment = self._enrolment
            is_first = not any(enrolment.cursor.values()) and not enrolment.have
            return is_first and not self._waiting.pending and not self._is_filled

    def is_quiet(self) -> bool:
        """Nothing to send, nothing to put right, nothing wrong."""
        with self._changed:
            busy = self._is_draining or self._need is not None or self._waiting.pending > 0
            return not busy and not self._troubles and self._is_caught_up

    # what happened

    def stop(self) -> None:
        """Whoever waits goes on and finds that it is over."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def nudge(self) -> None:
        """Something was said here."""
        with self._changed:
            self._nudges += 1
            self._changed.notify_all()

    def kick(self, *lanes: LaneName) -> None:
        """Do not wait any longer."""
        with self._changed:
            for lane in lanes:
                self._kicks[lane] += 1
            self._changed.notify_all()

    def greet(self, hello: wire.Hello, offset_ms: int) -> None:
        """The service is there; ``offset_ms``: its clock less this one's."""
        with self._changing():
            self._hello = hello
            self._show(offset_ms=offset_ms)

    def require(self, need: Need) -> None:
        """Something must be put right first; a fork before an epoch before a snapshot."""
        with self._changing():
            if self._need is None or ORDER.index(need) < ORDER.index(self._need):
                self._need = need
            self._show()

    def settle(self, need: Need) -> None:
        """It is."""
        with self._changing():
            if self._need == need:
                self._need = None
            self._is_filled = self._is_filled or need in {"snapshot", "first"}
            self._owed = 0
            self._is_caught_up = False
            self._show()

    def drain(self, *, is_long: bool) -> None:
        """The outbox is being sent; while that takes more than one request nothing is pulled."""
        with self._changing():
            self._is_draining = is_long
            self._show()

    def owe(self, seq: int) -> None:
        """A long queue was sent up to this wire seq: what it came to is still to be heard."""
        with self._changing():
            self._owed = seq
            self._show()

    def hold(self, schema: int | None) -> None:
        """Ops of this schema wait for a newer central (None: none do)."""
        with self._changing():
            self._held_schema = schema
            self._show()

    def know(self, known: Known) -> None:
        """What the store said; of two that come in the wrong order, the newer holds."""
        with self._changing():
            if known.turn <= self._turn:
                return
            self._turn = known.turn
            self._enrolment = known.enrolment or self._enrolment
            self._waiting = known.waiting
            self._show()

    def pulled(self, behind: int, *, is_last: bool, lag_ms: int | None = None) -> None:
        """A page was taken, or there was none; ``behind`` rows are known to be still to come."""
        with self._changing():
            self._behind = behind
            self._is_caught_up = is_last
            self._show(**({} if lag_ms is None else {"lag_ms": lag_ms}))

    def succeeded(self, lane: LaneName) -> None:
        """A round ended well."""
        with self._changing():
            self._ok_mono = self.mono()
            had = self._troubles.pop(lane, None)
            self._troubles.pop("watch", None)
            if had is not None:
                other: LaneName = "poll" if lane == "push" else "push"
                self._kicks[other] += 1  # the way is open again: the other need not wait out its rest
                self._changed.notify_all()
            self._show(last_ok_at=self.now())

    def failed(self, lane: LaneName, trouble: Trouble) -> None:
        """A round did not."""
        with self._changing():
            self._troubles.pop(lane, None)
            self._troubles[lane] = trouble  # the newest is last
            self._is_draining = False
            if lane == "poll":
                self._is_caught_up = False  # the next one is not held: it shows whether the way is open again
            if trouble.problem in AWAY:
                self._hello = None  # ask first who is there, once for both lanes
            self._show()

    # waiting

    def await_work(self, seen: int, limit_s: float | None) -> int:
        """Until something was said, asked or must be put
        right, or the time is over; the count of nudges then.
        """
        with self._changed:
            kicks = self._kicks["push"]
            self._changed.wait_for(
                lambda: (
                    self._is_stopped
                    or self._nudges != seen
                    or self._need is not None
                    or self._hello is None
                    or self._kicks["push"] != kicks
                ),
                limit_s,
            )
            self._alive()
            return self._nudges

    def await_turn(self) -> bool:
        """Until pulling makes sense; whether the state was caught up then, so that a poll may be held."""
        with self._changed:
            self._changed.wait_for(
                lambda: (
                    self._is_stopped
                    or (self._hello is not None and self._need is None and not self._is_draining)
                )
            )
            self._alive()
            return self._is_caught_up

    def rest(self, lane: LaneName, rest: Rest) -> None:
        """After a failure: until it is time to try again, or somebody asks for it."""
        with self._changed:
            began = self.mono()
            nudges, kicks = self._nudges, self._kicks[lane]
            while not self._is_stopped:
                waited = self.mono() - began
                is_asked = self._kicks[lane] != kicks or (lane == "push" and self._nudges != nudges)
                limit = rest.least_s if is_asked else rest.due_s
                if waited >= limit:
                    return
                self._changed.wait(None if limit == float("inf") else limit - waited)

    def result(self, future: Future[Answer]) -> Answer:
        """What the store thread made of a task; raises Stopped rather than wait for it at the end."""
        future.add_done_callback(self._wake)
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopped or future.done())
        if not future.done():
            future.cancel()
            raise Stopped
        try:
            return future.result()
        except CancelledError:
            raise Stopped from None

    def pause(self, limit_s: float) -> bool:
        """The supervisor's wait; whether the link goes on."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopped, limit_s)
            return not self._is_stopped

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Under the condition; what is new is told after it,
        in order, so that a listener may ask us anything.
        """
        with self._changed:
            yield
        with self._telling:
            while self._untold:
                self._tell(self._untold.popleft())

    def _wake(self, _future: Future[Answer]) -> None:
        with self._changed:
            self._changed.notify_all()

    def _alive(self) -> None:
        if self._is_stopped:
            raise Stopped

    def _show(self, **more: Any) -> None:  # Any: further fields of the state
        """Make the state anew, tell it if it differs, wake whoever waits. Under the condition."""
        self._changed.notify_all()
        phase, trouble = self._phase()
        before = self._state
        state = replace(
            before,
            phase=phase,
            since=before.since if phase is before.phase else self.now(),
            problem=trouble.problem.value if trouble else "",
            detail=trouble.detail if trouble else "",
            pending=self._waiting.pending,
            oldest_at=self._waiting.oldest_at,
            parked=self._waiting.parked,
            held_schema=self._held_schema,
            behind=self._behind,
            **more,
        )
        if state != before and not self._is_stopped:
            self._state = state
            self._untold.append(state)

    def _phase(self) -> tuple[LinkPhase, Trouble | None]:
        troubles = list(self._troubles.values())
        if troubles:
            worst = next((one for one in troubles if one.problem in NEEDS_PERSON), troubles[-1])
            return (LinkPhase.ACTION if worst.problem in NEEDS_PERSON else LinkPhase.OFFLINE), worst
        if self._hello is None:
            return LinkPhase.CONNECTING, None
        is_owed = self._owed > self._enrolment.have
        if self._need is not None or self._is_draining or is_owed or not self._is_caught_up:
            return LinkPhase.CATCHING_UP, None
        if self._held_schema is not None:
            return LinkPhase.ACTION, Trouble(LinkProblem.HELD, f"schema {self._held_schema}")
        return LinkPhase.LIVE, None
