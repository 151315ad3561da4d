"""The Desk's side towards central: how the link stands, what waits for a decision, and how to enrol.

GUI thread; ``tell_link`` and ``tell_changed`` are for the
link's own threads. Made by the Desk (``desk.central``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk.carrier import Carrier, NoCarrier
from app.domain.errors import Refused
from app.domain.questions import Inbox
from app.domain.records import InboxRecord, LinkState, RoundRecord

if TYPE_CHECKING:
    from app.desk.desk import Desk

# subjects that may change the number of open decisions
INBOX: Final = frozenset({"conflict", "inbox", "waiting"})


class CentralSide(QObject):
    """Belongs to one Desk; pages read ``desk.link`` and ``desk.conflicts`` and use the words here."""

    came = Signal(object)
    """Keys of rows that a page of the feed brought, this desk's own among them; before ``desk.changed``."""
    _link_told = Signal(object)
    _changed_told = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.link = LinkState()
        self.conflicts = 0
        self._has_queued = False
        self._desk: Final = desk
        self._carrier: Carrier = NoCarrier()
        self._link_told.connect(self.on_link, Qt.ConnectionType.QueuedConnection)
        self._changed_told.connect(self.on_changed, Qt.ConnectionType.QueuedConnection)

    # what pages use

    def rounds(self) -> tuple[RoundRecord, ...]:
        """The last rounds of the link, newest first."""
        return self._carrier.rounds()

    def sync_now(self) -> None:
        """A person does not want to wait for the next attempt."""
        self._carrier.retry()

    def give_secret(self, secret: str) -> None:
        """The console's secret, typed by a person because the key ring has none; held in memory only."""
        self._carrier.give_secret(secret)

    def unkept_secret(self) -> str:
        """After an enrolment: the secret that the key ring could not take, for a person to note; else ""."""
        return self._carrier.unkept_secret()

    def allow_deletions(self) -> None:
        """A person says that what the service deletes is meant (problem ``deletions``)."""
        self._carrier.allow_deletions()

    def enrol(  # noqa: PLR0913 - one call, by name, from the form
        self,
        central: str,
        code: str,
        done: Callable[[str], None],
        refused: Callable[[Refused], None],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool] = lambda: False,
        *,
        name: str = "",
        owner: QObject | None = None,
    ) -> None:
        """Make this folder a console of a central service; ``done`` gets the site's name.

        ``refused`` gets a code of LinkProblem, or "given_up": nothing was changed here then. ``progress``
        gets rows done and in all. ``cancelled`` runs in another thread and must only look at a flag.
        """
        carrier = self._carrier

        def work(tell: Callable[[int, int], None]) -> str:
            return carrier.enrol(central, code, name, tell, cancelled)

        def failed(error: BaseException) -> None:
            if isinstance(error, Refused):
                refused(error)
            else:
                self._desk.failed.emit("enrol", error)

        self._desk.run(work, done=done, failed=failed, progress=progress, owner=owner)

    # what bootstrap and the link use

    def attach(self, carrier: Carrier) -> None:
        """What carries ops to central from here on."""
        self._carrier = carrier

    def nudge(self) -> None:
        """Something was said here; from any thread."""
        self._carrier.nudge()

    def tell_link(self, state: LinkState) -> None:
        """How the link stands; from any thread."""
        self._link_told.emit(state)

    def tell_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Rows that others changed; from any thread. ("inbox", "*"): a refusal came or went."""
        self._changed_told.emit(keys)

    def note(self, subjects: set[str]) -> None:
        """Rows of these subjects changed, whoever did it."""
        may_free = self._has_queued and "meeting" in subjects  # a slot that somebody waits for
        if (subjects & INBOX or may_free) and self.link.is_enrolled:
            self._ask_inbox()

    @Slot(object)
    def on_link(self, state: LinkState) -> None:
        """The link stands otherwise than before."""
        if state == self.link or self._desk.is_stopped:
            return
        was_enrolled, self.link = self.link.is_enrolled, state
        self._desk.pending = state.pending
        if state.is_enrolled and not was_enrolled:
            self._ask_inbox()
        self._desk.counts_changed.emit()

    @Slot(object)
    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Others changed something."""
        if not self._desk.is_stopped:
            self.came.emit(keys)
            self._desk.tell_changed(keys)

    def _ask_inbox(self) -> None:
        self._desk.ask(Inbox(self._desk.now()), self._take_inbox)

    def _take_inbox(self, inbox: InboxRecord) -> None:
        self._has_queued = bool(inbox.queued)
        if inbox.waiting != self.conflicts:
            self.conflicts = inbox.waiting
            self._desk.counts_changed.emit()
