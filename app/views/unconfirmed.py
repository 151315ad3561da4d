"""Which rows central has not confirmed: asked a moment after each change, so that nothing flickers while the
link is live. A desk that works by itself has none. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.domain.questions import Unconfirmed
from app.widgets.chips import Chip, ChipStyle
from app.widgets.look import Look

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
