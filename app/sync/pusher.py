"""The sending half of the link: hello, the outbox in order, and whatever must be put right first.

One thread. ``step`` is one piece of work; it raises Trouble, and the link decides
when to try again. What central took is never known from here: an op is done when
its result came with a page (sync.md, sections 1 and 5).
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, TypeVar

import msgspec
from msgspec import Raw

from app.domain.link import LinkProblem
from app.domain.records import RoundRecord
from app.operations import wire
from app.sync.board import Board, Known
from app.sync.bootstrap import fetch_snapshot, forget
from app.sync.console import Console
from app.sync.digest import compare
from app.sync.keys import Keys
from app.sync.pace import Pace
from app.sync.resync import OtherEpoch
from app.sync.transport import Transport
from app.sync.trouble import Gap, Moved, Resync, TooLarge, Trouble

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
Keyset = frozenset[tuple[str, str]]
RESTING_S: Final = 600.0  # nothing to do: look whether the digest is due


class StoreCall(Protocol):
    """Runs a task with the console in the store thread."""

    def __call__(self, name: str, task: Callable[[Console], Answer]) -> Future[Answer]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What both halves of the link are made of."""

    board: Board
    store: StoreCall
    changed: Callable[[Keyset], None]
    pace: Pace
    keys: Keys
    folder: Path
    name: str
    app: str
    turns: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def ask(self, name: str, task: Callable[[Console], Answer]) -> Answer:
        """What the console says; raises Stopped, StoreFault."""
        return self.board.result(self.store(name, task))

    def know(self) -> None:
        """Read anew how the folder stands."""
        self.board.know(self.ask("link", self.look))

    def look(self, console: Console) -> Known:
        """How the folder stands now. Store thread."""
        return Known(next(self.turns), console.enrolment(), console.waiting())


class Pusher:
    """See the module. ``reconnect`` is for a new identity."""

    def __init__(self, parts: Parts, reconnect: Callable[[], None]) -> None:
        self._parts: Final = parts
        self._board: Final = parts.board
        self._reconnect: Final = reconnect
        self._last = 0  # wire seq that central said it has processed, in this run
        self._nudges = -1
        self._limits = wire.Limits()
        self._offer_at = 0.0  # held ops are offered again then
        self._digest_at = parts.board.mono() + parts.pace.quiet_s
        # wire seq and monotonic seconds of what awaits its result
        self._sent: tuple[int, float] | None = None
        self._gaps = 0

    def step(self, transport: Transport) -> None:
        """Wait for work, then do it."""
        heard = self._board.await_work(self._nudges, self._patience())
        self._nudges = -1  # what was heard is done with only when all of this ends well
        if not self._board.is_greeted:
            self._parts.know()  # what waits is shown also while nobody answers
            self._greet(transport)
        if self._board.need is not None:
            self._put_right(transport)
            return
        if self._board.mono() >= self._offer_at:
            self._drain(transport)
        if self._board.mono() >= self._digest_at and self._board.is_quiet():
            self._compare(transport)
        self._nudges = heard

    def answered(self, have: int) -> int | None:
        """A page brought results up to ``have``: milliseconds
        since the newest of them was sent, if it was now.
        """
        sent = self._sent
        if sent is None or have < sent[0]:
            return None
        self._sent = None
        return round((self._board.mono() - sent[1]) * 1000)

    # hello

    def _greet(self, transport: Transport) -> None:
        before, began = self._board.now(), self._board.mono()
        hello = transport.hello()
        took_ms = round((self._board.mono() - began) * 1000)
        offset_ms = hello.time - (before + took_ms // 2)
        self._limits = hello.limits

        def take(console: Console) -> None:
            console.offset_ms = offset_ms

        self._parts.ask("link_offset", take)
        enrolment = self._board.enrolment
        if enrolment.must_fork:
            self._board.require("fork")
        elif hello.epoch != enrolment.epoch:
            self._board.require("epoch")
        elif enrolment.needs_snapshot:
            self._board.require("snapshot")
        self._board.greet(hello, offset_ms)

    # sending

    def _drain(self, transport: Transport) -> None:
        """Send everything that central has not answered, request by request."""
        board, began, at, count, is_revoked = self._board, self._board.mono(), self._board.now(), 0, None
        try:
            while ops := self._next():
                board.drain(is_long=count > 0 or len(ops) >= self._limits.ops)
                try:
                    pushed = self._push(transport, ops)
                except Trouble as trouble:
                    if trouble.problem is not LinkProblem.REVOKED:
                        raise
                    # kept for review at central: hand in the rest
                    is_revoked, self._last = trouble, ops[-1][0]
                    continue
                if pushed is None:
                    continue
                self._last, self._gaps = pushed.last, 0
                self._sent = (pushed.last, began)
                count += len(ops)
                board.hold(pushed.hold.schema if pushed.hold else None)
                if pushed.hold is not None:
                    self._offer_at = board.mono() + self._parts.pace.hold_s
                    break
        except Trouble as trouble:
            self._note(at, began, count, trouble)
            raise
        finally:
            board.drain(is_long=False)
        if is_revoked is not None:
            self._note(at, began, count, is_revoked)
            raise is_revoked
        if count:
            self._note(at, began, count)
        if count >= self._limits.ops:
            board.owe(self._last)

    def _next(self) -> list[tuple[int, str, bytes]]:
        after, limits = self._last, self._limits

        def read(console: Console) -> tuple[list[tuple[int, str, bytes]], Known]:
            return console.to_push(after, limits), self._parts.look(console)

        ops, known = self._parts.ask("to_push", read)
        self._board.know(known)
        return ops

    def _push(self, transport: Transport, ops: list[tuple[int, str, bytes]]) -> wire.Pushed | None:
        """One request; None when the next one must be made otherwise."""
        enrolment = self._board.enrolment
        sent = tuple((seq, op_id, Raw(data)) for seq, op_id, data in ops)
        try:
            return transport.push(wire.Push(enrolment.console_id, enrolment.epoch, sent))
        except TooLarge:
            if len(ops) == 1:
                raise
            self._limits = msgspec.structs.replace(self._limits, ops=max(1, len(ops) // 2))
        except Gap as gap:
            self._gaps += 1
            if self._gaps > 1 or gap.expected < 1:
                raise
            if gap.expected <= enrolment.have:  # central has forgotten what it answered: it was restored
                self._board.require("epoch")
                raise
            self._last = gap.expected - 1
        return None

    # what must be put right

    def _put_right(self, transport: Transport) -> None:
        need = self._board.need
        logger.warning("link: %s", need)
        began, at = self._board.mono(), self._board.now()
        self._last, self._gaps = 0, 0
        if need == "fork":
            self._take_new_identity(transport)
        elif need == "epoch":
            self._follow_restore(transport)
        elif need == "snapshot":
            self._drain(transport)
            if self._load_snapshot(transport):
                self._board.settle("snapshot")
        elif need == "first":
            self._fill(transport)
        self._board.note_round(RoundRecord(at, self._took(began), 0, 0, 0, "", str(need)))

    def _take_new_identity(self, transport: Transport) -> None:
        """This folder is a clone or an old copy: go on under an id of its own."""
        enrolled = transport.new_identity(self._parts.name, self._parts.app)
        # before the store: there is no second chance
        self._parts.keys.keep(enrolled.console, enrolled.secret)
        self._parts.ask("fork", lambda console: console.fork(enrolled))
        self._parts.know()
        self._board.settle("fork")
        self._reconnect()

    def _follow_restore(self, transport: Transport) -> None:
        """Central came back from a backup: what it lost is sent again, then its state is taken as it is."""
        self._greet(transport)  # it may have happened since the last hello
        hello, enrolment = self._board.hello, self._board.enrolment
        pushed = transport.push(wire.Push(enrolment.console_id, hello.epoch))
        self._parts.ask("epoch", lambda console: console.new_epoch(hello.epoch))
        self._last = pushed.last
        self._parts.know()
        self._board.settle("epoch")
        self._board.require("snapshot")

    def _fill(self, transport: Transport) -> None:
        """The first fill; where the snapshot cannot be had, row pages do it too."""
        try:
            self._load_snapshot(transport)
        except Trouble as trouble:
            if trouble.problem not in {LinkProblem.GARBLED, LinkProblem.FAILED, LinkProblem.NOT_CENTRAL}:
                raise
            logger.warning("the first fill goes by pages: %s", trouble)
            forget(self._parts.folder)
        self._board.settle("first")

    def _load_snapshot(self, transport: Transport) -> bool:
        """Whether it was loaded; not, when central was restored while we asked: that comes first."""
        board = self._board

        def progress(done: int, of: int) -> None:
            board.pulled(max(of - done, 0), is_last=False)

        with fetch_snapshot(transport, self._parts.folder, progress, lambda: board.is_stopped) as found:
            try:
                changed = self._parts.ask(
                    "snapshot", lambda console: console.load_snapshot(found.path, found.cursor, found.epoch)
                )
            except OtherEpoch:
                board.require("epoch")
                return False
        self._parts.know()
        board.pulled(0, is_last=False)
        self._parts.changed(changed | {("inbox", "*")})
        return True

    # the digest

    def _compare(self, transport: Transport) -> None:
        """At night, or whenever nobody has said anything for a while: is what is here what central has?"""
        self._digest_at = self._board.mono() + self._parts.pace.quiet_s
        try:
            differing = compare(self._parts.ask, transport)
        except (Moved, Resync):
            return  # somebody is at work: later
        self._digest_at = self._board.mono() + self._parts.pace.digest_s
        if differing:
            logger.error("rows differ from central's: %s; they are taken anew", ", ".join(differing))
            self._board.note_round(
                RoundRecord(self._board.now(), 0, 0, 0, 0, LinkProblem.INTERNAL, f"digest {differing[0]}")
            )
            self._board.require("snapshot")

    # little things

    def _patience(self) -> float:
        now = self._board.mono()
        waits = [RESTING_S, self._digest_at - now]
        if self._offer_at > now:
            waits.append(self._offer_at - now)
        return max(0.0, min(waits))

    def _took(self, began: float) -> int:
        return round((self._board.mono() - began) * 1000)

    def _note(self, at: int, began: float, count: int, trouble: Trouble | None = None) -> None:
        problem, detail = (trouble.problem.value, trouble.detail) if trouble else ("", "")
        self._board.note_round(RoundRecord(at, self._took(began), count, 0, 0, problem, detail))
