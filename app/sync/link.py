"""Keeps a console and central in step: two threads, one sends, one holds the poll, and one watches both.

Neither thread can die quietly: whatever a step raises is recorded and tried again with back-off, a thread
that is gone is started anew, and when no round has succeeded for twice the time a poll is held, the window is
told. Built by bootstrap for an enrolled folder; ``nudge`` comes from the store thread after each act.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from app.domain.errors import StoreFault
from app.domain.link import NEEDS_PERSON, LinkProblem
from app.domain.records import LinkState, RoundRecord
from app.operations import wire
from app.sync.board import AWAY, Board, LaneName
from app.sync.console import Console
from app.sync.enrolment import Enrolment
from app.sync.keys import Keys
from app.sync.lane import Way
from app.sync.pace import Backoff, Pace
from app.sync.pull import Forked, TooManyDeleted
from app.sync.puller import Puller
from app.sync.pusher import Keyset, Parts, Pusher, StoreCall
from app.sync.spare import Spare, unanswered
from app.sync.transport import Transport
from app.sync.trouble import ForkTold, Resync, Stopped, Trouble

logger = logging.getLogger(__name__)

STOP_S: Final = 2.0
_NEED_OF: Final[dict[str, Any]] = {"epoch": "epoch", "floor": "snapshot", "schema": "snapshot"}


@dataclass(frozen=True, slots=True)
class Setup:
    """What a link needs to know besides the folder's enrolment.

    ``folder``: where a snapshot may lie for a moment. ``name`` and ``app``: how central lists this console.
    ``copies``: where a copy of the outbox is kept, if anywhere.
    """

    way: Way
    folder: Path
    keys: Keys = field(default_factory=Keys)
    name: str = ""
    app: str = ""
    pace: Pace = field(default_factory=Pace)
    copies: Path | None = None


class Link:
    """One enrolled folder's link. ``start`` and ``stop`` once each; the rest from any thread."""

    def __init__(
        self,
        enrolment: Enrolment,
        setup: Setup,
        store: StoreCall,
        tell: Callable[[LinkState], None],
        changed: Callable[[Keyset], None],
        now: Callable[[], int],
    ) -> None:
        self._setup: Final = setup
        self._store: Final = store
        self._board: Final = Board(enrolment, tell, now, time.monotonic)
        self._parts: Final = Parts(
            self._board, store, changed, setup.pace, setup.keys, setup.folder, setup.name, setup.app
        )
        self._pusher: Final = Pusher(self._parts, self._reconnect)
        self._puller: Final = Puller(self._parts, self._pusher.answered)
        self._guard: Final = threading.Lock()
        self._transport: Transport | None = None
        self._threads: dict[LaneName, threading.Thread] = {}

    @property
    def state(self) -> LinkState:
        """How it stands."""
        return self._board.state

    def start(self) -> None:
        """Begin; the first state is told at once."""
        lanes: tuple[LaneName, ...] = ("push", "poll", "watch")
        for lane in lanes:
            self._begin(lane)
        if self._setup.copies is not None:
            self._begin("copy")

    def stop(self) -> bool:
        """End within two seconds, also while a poll is held; whether every thread did."""
        self._board.stop()
        with self._guard:
            transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()
        until = time.monotonic() + STOP_S
        for thread in self._threads.values():
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads.values())

    def nudge(self) -> None:
        """Something was said here."""
        self._board.nudge()

    def retry(self) -> None:
        """A person does not want to wait."""
        self._board.kick("push", "poll")

    def rounds(self) -> tuple[RoundRecord, ...]:
        """The last rounds, newest first."""
        return self._board.rounds()

    def give_secret(self, secret: str) -> None:
        """What a person typed because the key ring has none."""
        self._setup.keys.hold(self._board.enrolment.console_id, secret)
        self.retry()

    def allow_deletions(self) -> None:
        """What the feed deletes is meant."""

        def allow(console: Console) -> None:
            console.allow_deletions()
            self.retry()

        self._store("allow_deletions", allow)

    # threads

    def _begin(self, lane: LaneName) -> None:
        run: dict[LaneName, Callable[[], None]] = {
            "push": self._push,
            "poll": self._poll,
            "watch": self._watch,
            "copy": self._copy,
        }
        thread = threading.Thread(target=run[lane], name=f"link-{lane}", daemon=True)
        self._threads[lane] = thread
        thread.start()

    def _push(self) -> None:
        self._run("push", self._pusher.step)

    def _poll(self) -> None:
        self._run("poll", self._puller.step)

    def _run(self, lane: LaneName, step: Callable[[Transport], None]) -> None:
        backoff = Backoff(self._setup.pace)
        while not self._board.is_stopped:
            try:
                step(self._connected())
            except Stopped:
                continue  # the link ends, or has a new identity
            except Exception as error:  # noqa: BLE001 - the edge: whatever it is, this thread goes on
                self._failed(lane, _trouble(error), backoff)
            else:
                backoff.succeeded()
                self._board.succeeded(lane)

    def _failed(self, lane: LaneName, trouble: Trouble, backoff: Backoff) -> None:
        board = self._board
        if isinstance(trouble, ForkTold):
            board.require("fork")
            trouble = Trouble(LinkProblem.FAILED, trouble.detail)
        elif isinstance(trouble, Resync):
            board.require(_NEED_OF.get(trouble.why, "snapshot"))
        rest = backoff.failed(trouble)
        level = logging.WARNING if backoff.failures <= 1 else logging.DEBUG  # said once, not each minute
        logger.log(
            level, "link %s: %s %s, again in %.1f s", lane, trouble.problem, trouble.detail, rest.due_s
        )
        if isinstance(trouble, Resync) and backoff.failures <= 1:
            board.kick("push")
            return
        board.failed(lane, trouble)
        if lane == "push" and trouble.problem in AWAY:
            self._abort_poll()
        board.rest(lane, rest)

    def _watch(self) -> None:
        """Cut what takes too long, revive what died, say so when nothing succeeds."""
        board = self._board
        while board.pause(self._setup.pace.look_s):
            try:
                self._look()
            except Exception:  # the edge: the watch outlives what it finds
                logger.exception("the link's watch")

    def _copy(self) -> None:
        """Keep the copy of the outbox; what hinders it is on the sync page, once."""
        assert self._setup.copies is not None
        spare, board, was_hindered = Spare(self._setup.copies), self._board, False
        while not board.is_stopped:
            began, at, problem, detail = time.monotonic(), board.now(), "", "copy"
            try:
                spare.keep(self._parts.ask("spare", unanswered))
                is_hindered = False
            except Stopped:
                return
            except (OSError, StoreFault) as error:
                is_hindered, problem = True, LinkProblem.STORE
                detail = f"copy: {getattr(error, 'strerror', None) or error}"[:120]
            if is_hindered != was_hindered:
                logger.warning("the copy of the outbox: %s", detail if is_hindered else "kept again")
                took_ms = round((time.monotonic() - began) * 1000)
                board.note_round(RoundRecord(at, took_ms, 0, 0, 0, problem, detail))
            was_hindered = is_hindered
            board.pause(self._setup.pace.spare_s)

    def _look(self) -> None:
        board, transport = self._board, self._transport
        if transport is not None:
            for lane in (transport.pushing, transport.polling):
                lane.abort_overdue(time.monotonic())
        lanes: tuple[LaneName, ...] = ("push", "poll")
        for name in lanes:
            if not self._threads[name].is_alive() and not board.is_stopped:
                logger.error("thread link-%s was gone and is started anew", name)
                self._begin(name)
        limit_s = 2.0 * (board.hello.limits.wait_s if board.is_greeted else wire.Limits().wait_s)
        if board.silent_s() > limit_s and not board.state.problem:
            logger.error("no round has succeeded for %.0f s", board.silent_s())
            board.failed("watch", Trouble(LinkProblem.SILENT))
            if transport is not None:
                transport.pushing.abort()
                transport.polling.abort()

    # connections

    def _connected(self) -> Transport:
        with self._guard:
            if self._board.is_stopped:
                raise Stopped
            if self._transport is None:
                enrolment, keys = self._board.enrolment, self._setup.keys
                console_id = enrolment.console_id
                self._transport = Transport(
                    self._setup.way, console_id, enrolment.site_id, lambda: keys.secret(console_id)
                )
            return self._transport

    def _reconnect(self) -> None:
        """The console has a new identity: what is under way belongs to the old one."""
        with self._guard:
            transport, self._transport = self._transport, None
        if transport is not None:
            transport.close()

    def _abort_poll(self) -> None:
        """The way is gone: the poll will not be answered either, so it need not wait to find out."""
        transport = self._transport
        if transport is not None:
            transport.polling.abort()


def _trouble(error: Exception) -> Trouble:
    """What any exception of a step means to a person."""
    if isinstance(error, Trouble):
        return error
    if isinstance(error, Forked):
        return ForkTold("result")
    if isinstance(error, TooManyDeleted):
        return Trouble(LinkProblem.DELETIONS, f"{error.subject} {error.deleted}/{error.of}")
    if isinstance(error, StoreFault):
        return Trouble(LinkProblem.STORE, error.code)
    logger.error("link: unexpected", exc_info=error)
    return Trouble(LinkProblem.INTERNAL, type(error).__name__)


__all__ = ["NEEDS_PERSON", "Link", "Setup"]
