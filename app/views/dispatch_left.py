"""The left side of the dispatch page: how much waits, the queue, and what is open to whoever claims it. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.dispatch import Crew, Entry
from app.domain.periods import MINUTE
from app.models.tasks import QueueModel
from app.views.dispatch_queue import QueueView
from app.widgets.drawer import side_width
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.panels import EmptyState, line
from app.words import formats

QUEUE_PX: Final = 292
HEAD_PX: Final = 36


class DispatchLeft(QWidget):
    """See the module."""

    def __init__(self, look: Look, text: Callable[[Entry], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts = (0, 0)
        self._crew: Crew | None = None
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.waiting = QueueModel(text, self)
        self.queue = QueueView(look, self.waiting, self)
        self._heading = TextLabel("", "heading", parent=self)
        self._heading.setObjectName("queue_heading")
        self._order = ElidedLabel("", "muted", parent=self)
        self._claims = TextLabel("", "muted", wraps=True, parent=self)
        self._claims.setObjectName("queue_claims")
        self._claims.setContentsMargins(16, 8, 12, 10)
        self._nothing = EmptyState(look, parent=self)
        self._nothing.setObjectName("queue_empty")
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(16, 0, 12, 0)
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget, stretch in (
            (self._head, 0),
            (line("h", self), 0),
            (self.queue, 1),
            (self._nothing, 1),
            (self._claims, 0),
        ):
            column.addWidget(widget, stretch)
        look.watch(self.on_look_changed)

    def show_entries(self, entries: tuple[Entry, ...], crew: Crew) -> None:
        """Show what waits; the current entry stays current, else the most pressing one is."""
        self._crew = crew
        self.queue.set_time(crew.now, crew.rules)
        keep = self.queue.current_key()
        self.waiting.apply(entries)
        if entries and not self.queue.currentIndex().isValid():
            self.select(keep if self.waiting.place_of(keep) >= 0 else entries[0].key)
        offered = sum(entry.is_offered for entry in entries)
        self._counts = (len(entries) - offered, offered)
        self._say()

    def select(self, key: str) -> bool:
        """Make an entry current; False when it does not wait."""
        place = self.waiting.place_of(key)
        if place < 0:
            return False
        self.queue.setCurrentIndex(self.waiting.index(place))
        return True

    def retranslate(self) -> None:
        """Set every text anew."""
        self._order.setText(self.tr("by latest start"))
        self.queue.retranslate()
        self.waiting.retranslate()
        self._say()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedWidth(side_width(self._look, QUEUE_PX))
        self._head.setFixedHeight(self._look.px(HEAD_PX))

    def _say(self) -> None:
        count, offered = self._counts
        self._heading.setText(self.tr("To assign {n}").format(n=count))
        claims = QCoreApplication.translate("DispatchLeft", "%n open for claims", "", offered)
        self._claims.setText(claims if offered else "")
        self._claims.setVisible(offered > 0)
        is_empty = self._crew is not None and count + offered == 0
        self.queue.setVisible(not is_empty)
        self._order.setVisible(not is_empty)
        self._nothing.setVisible(is_empty)
        if is_empty:
            self._nothing.say(self.tr("Nothing waits for a person"), self._next_round())

    def _next_round(self) -> str:
        """When the next round of work begins, for an empty queue."""
        crew = self._crew
        if crew is None:
            return ""
        lead = crew.rules.setup_lead * MINUTE
        later = [
            m.starts_at - lead for m in crew.meetings.values() if m.holds and m.starts_at - lead > crew.now
        ]
        if not later:
            return ""
        at = formats.clock(min(later), crew.rules.tz)
        return self.tr("Everything is assigned. The next round begins {time}.").format(time=at)
