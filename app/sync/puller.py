"""The receiving half of the link: pages of the feed, the held poll. One thread; ``step`` is one request."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from app.domain.link import LinkProblem
from app.domain.records import RoundRecord
from app.operations import wire
from app.operations.envelope import SCHEMA
from app.sync.board import Known
from app.sync.console import Console
from app.sync.pull import Absorbed
from app.sync.pusher import Parts
from app.sync.transport import Asked, Transport
from app.sync.trouble import Trouble

logger = logging.getLogger(__name__)

FEWEST: Final = 100  # rows of a page on a way that is very slow
STALE: Final = 3  # pages in a row that were not for us: something is wrong


class Puller:
    """See the module. ``answered`` tells how long results took, given the wire seq up to which they came."""

    def __init__(self, parts: Parts, answered: Callable[[int], int | None]) -> None:
        self._parts: Final = parts
        self._board: Final = parts.board
        self._answered: Final = answered
        self._limit = 0
        self._stale = 0

    def step(self, transport: Transport) -> None:
        """Ask for what is new, wait for it if there is nothing, take it in."""
        board = self._board
        is_caught_up = board.await_turn()
        enrolment, limits = board.enrolment, board.hello.limits
        if board.is_new():
            board.require("first")
            return
        self._limit = min(self._limit or limits.rows, limits.rows)
        asked = Asked(enrolment.cursor, enrolment.have, self._limit, enrolment.epoch, SCHEMA)
        began, at = board.mono(), board.now()
        try:
            page = transport.changes(asked, limits.wait_s if is_caught_up else 0)
            self._limit = min(self._limit * 2, limits.rows)
            absorbed = self._take(page)
        except Trouble as trouble:
            if trouble.problem is LinkProblem.TIMEOUT:
                self._limit = max(self._limit // 2, FEWEST)
            self._note(at, began, RoundRecord(0, 0, 0, 0, 0, trouble.problem, trouble.detail))
            raise
        rows = sum(map(len, page.rows.values())) if page is not None else 0
        self._note(at, began, RoundRecord(0, 0, 0, rows, absorbed.retired, "", ""))

    def _take(self, page: wire.Page | None) -> Absorbed:
        board = self._board
        if page is None:
            board.pulled(0, is_last=True)
            return Absorbed(is_last=True)

        def absorb(console: Console) -> tuple[Absorbed, Known]:
            return console.absorb(page), self._parts.look(console)

        absorbed, known = self._parts.ask("absorb", absorb)
        parked = board.state.parked
        board.know(known)
        if absorbed.is_stale:
            self._stale += 1
            if self._stale >= STALE:
                self._stale = 0
                raise Trouble(LinkProblem.GARBLED, "pages of another moment")
            return absorbed
        self._stale = 0
        lag_ms = self._answered(board.enrolment.have) if absorbed.retired else None
        behind = sum(max(page.head[stream] - seq, 0) for stream, seq in page.next.items())
        keys = absorbed.changed
        if absorbed.refused or absorbed.conflicts or parked != known.waiting.parked:
            keys |= {("inbox", "*")}
        if keys:
            self._parts.changed(keys)
        board.pulled(behind, is_last=absorbed.is_last, lag_ms=lag_ms)
        return absorbed

    def _note(self, at: int, began: float, record: RoundRecord) -> None:
        took_ms = round((self._board.mono() - began) * 1000)
        self._board.note_round(
            RoundRecord(at, took_ms, 0, record.rows, record.results, str(record.problem), record.detail)
        )
