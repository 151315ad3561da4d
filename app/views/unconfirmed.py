"""Which rows central has not confirmed, asked a moment after each change, so that nothing flickers while the
link is live; and which another desk has just changed. A desk that works by itself has none. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.domain.questions import Unconfirmed
from app.domain.states import LinkPhase
from app.models.timeline import TimelineModel
from app.widgets.chips import Chip, ChipStyle
from app.widgets.look import Look

FRAME_MS: Final = 1_500
OWN_MS: Final = 10_000  # what was said here so lately is this desk's own when it comes back
MOST: Final = 40  # more at once is no news but a new state
_FRAMED: Final = frozenset({"meeting", "task"})
SETTLED_MS: Final = 1_000  # what was said less long ago is on its way
Keys = frozenset[tuple[str, str]]


class UnconfirmedWatch(QObject):
    """Tells ``take`` the (subject, id) pairs whenever they are others than before."""

    def __init__(self, desk: Desk, take: Callable[[Keys], None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._take = take
        self.keys: Keys = frozenset()
        self._later = QTimer(self, singleShot=True, interval=SETTLED_MS + 100)
        self._later.timeout.connect(self.on_later)
        desk.changed.connect(self.on_changed)
        desk.counts_changed.connect(self.on_changed)
        self.on_changed()

    def on_changed(self) -> None:
        """Something was said, or central has answered: what
        is answered goes at once, what is new a bit later.
        """
        if not self._desk.link.is_enrolled:
            self._tell(frozenset())
            return
        if self.keys:
            self.on_later()
        if not self._later.isActive():
            self._later.start()

    def on_later(self) -> None:
        """Ask."""
        if self._desk.link.is_enrolled:
            self._desk.ask(Unconfirmed(self._desk.now() - SETTLED_MS), self._tell, self)

    def _tell(self, keys: Keys) -> None:
        if keys != self.keys:
            self.keys = keys
            self._take(keys)


class CentralMarks(QObject):
    """The marks of a timeline: what central has not confirmed, and for a moment what another desk changed.

    What comes with the feed is a desk's own where it was unconfirmed, or said here a moment ago. Very many
    rows at once, and what comes while the desk catches up, are nobody's news. No frame with reduced motion.
    """

    def __init__(self, desk: Desk, look: Look, model: TimelineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._model = model
        self._came: dict[tuple[str, str], int] = {}
        self._own: dict[tuple[str, str], int] = {}
        self._watch = UnconfirmedWatch(desk, model.set_unconfirmed, self)
        self._over = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._over.timeout.connect(lambda: model.set_fresh(frozenset()))
        desk.central.came.connect(self.on_came)
        desk.changed.connect(self.on_changed)

    def on_came(self, keys: Keys) -> None:
        """Rows of the feed."""
        now = self._desk.now()
        fresh = frozenset(
            key
            for key in keys
            if key[0] in _FRAMED
            and key not in self._watch.keys
            and now - self._own.get(key, -OWN_MS) >= OWN_MS
        )
        self._came = dict.fromkeys(keys, now)
        is_live = self._desk.link.phase is LinkPhase.LIVE
        if fresh and is_live and len(fresh) <= MOST and not self._look.reduced_motion:
            self._model.set_fresh(fresh)
            self._over.start()

    def on_changed(self, keys: Keys) -> None:
        """Something changed: what did not come with the feed was said here."""
        now = self._desk.now()
        self._own = {key: at for key, at in self._own.items() if now - at < OWN_MS}
        self._own |= {key: now for key in keys if now - self._came.get(key, -SETTLED_MS) >= SETTLED_MS}


class UnconfirmedChip(Chip):
    """Stands beside a thing that central has not confirmed; hidden for all others."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent=parent)
        self._about = ("", "")
        self.setObjectName("unconfirmed")
        self._watch = UnconfirmedWatch(desk, lambda _: self._show(), self)
        self._show()

    def about(self, subject: str, entity_id: str) -> None:
        """Whom it stands beside."""
        self._about = (subject, entity_id)
        self._show()

    def _show(self) -> None:
        self.show_chip(word(), ChipStyle("plain", "cloud-off", dashed=True))
        self.setToolTip(meaning())
        self.setVisible(self._about in self._watch.keys)


def word() -> str:
    """待中心确认."""
    return QCoreApplication.translate("Unconfirmed", "To be confirmed by central")


def meaning() -> str:
    """What that means for the person at the desk."""
    return QCoreApplication.translate(
        "Unconfirmed", "Saved on this desk. If somebody else was first, it goes to Conflicts."
    )
