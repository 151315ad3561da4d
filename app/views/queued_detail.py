"""A booking that waits for its slot: who is in the way, what was wanted, and the two ways on (GUI thread).

The page carries out what is chosen here. While somebody holds the slot the booking cannot be made; the button
says so by being off, the line above it says who.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.conflicts import Item
from app.domain.records import WaitingRecord
from app.views.detail_frame import foot_of, lay_detail
from app.views.drawer_parts import Facts
from app.views.page import Services
from app.views.refusal_acts import wanted_booking
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names


class QueuedDetail(QWidget):
    """See the module."""

    promoted = Signal(str)
    """Book it now (the entry's id)."""
    left = Signal(str)
    """It is no longer wanted (the entry's id)."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = services.look
        self._entry: WaitingRecord | None = None
        self._names: Names | None = None
        self.setObjectName("queued_detail")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self._chip = Chip(look, parent=self)
        self.title = TextLabel("", "title", wraps=True, parent=self)
        self.title.setObjectName("queued_title")
        self.why = TextLabel("", "body", wraps=True, parent=self)
        self.why.setObjectName("queued_why")
        self.who = TextLabel("", "body2", wraps=True, parent=self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("queued_message")
        self.message.closed.connect(self.message.clear)
        self._kept_head = TextLabel("", "strong", parent=self)
        self.kept = Facts(look, self)
        parts = (self._chip, self.title, self.why, self.who, self._kept_head, self.kept)
        lay_detail(self, look, self.message, parts, self._build_foot())

    def _build_foot(self) -> QWidget:
        look = self._look
        self.promote_button = Button(look, kind="primary", icon="check", key="B", parent=self)
        self.promote_button.setObjectName("promote")
        self.promote_button.clicked.connect(self.on_promote)
        self.leave_button = Button(look, kind="danger", parent=self)
        self.leave_button.setObjectName("leave_waitlist")
        self.leave_button.clicked.connect(self.on_leave)
        return foot_of(self, look, (self.promote_button,), (self.leave_button,))

    # what the page uses -------------------------------------------------------------------------

    def show_item(self, item: Item, names: Names) -> None:
        """Show an entry of the waiting list."""
        if self._entry is None or item.queued is None or self._entry.id != item.queued.id:
            self.message.clear()
        self._entry, self._names = item.queued, names
        self._render()

    def not_done(self, text: str) -> None:
        """The house refused it: said here; the entry goes on waiting."""
        self.message.say(text, "mid", close_name=self.tr("Close"))

    def retranslate(self) -> None:
        """Set every text anew."""
        self._kept_head.setText(self.tr("What waits"))
        self.promote_button.setText(self.tr("Book it now"))
        self.leave_button.setText(self.tr("Leave the waiting list"))
        for button in (self.promote_button, self.leave_button):
            button.setAccessibleName(button.text())
        self._render()

    # slots --------------------------------------------------------------------------------------

    def on_promote(self) -> None:
        """Book it, if nobody holds its slot."""
        if self._entry is not None and self._entry.taken_by is None:
            self.promoted.emit(self._entry.id)

    def on_leave(self) -> None:
        """It is no longer wanted."""
        if self._entry is not None:
            self.left.emit(self._entry.id)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------

    def _render(self) -> None:
        entry, names = self._entry, self._names
        if entry is None or names is None:
            return
        op = wanted_booking(entry)
        is_free = entry.taken_by is None
        style = ChipStyle("ok", "check", bold=True) if is_free else ChipStyle("mid", "hourglass", dashed=True)
        self._chip.show_chip(words.queue_word(entry), style)
        self.title.setText(words.queued_title(entry, op))
        self.why.setText(words.queue_text(entry, names))
        at = formats.day_and_clock(entry.queued_at, names.zone)
        said = self.tr("On the waiting list since {time}, by {name}")
        self.who.setText(said.format(time=at, name=entry.queued_by_name or "—"))
        self.kept.show_pairs(words.kept_values(op, names) if op is not None else ())
        self.promote_button.setEnabled(is_free)
