"""What was decided today of one object or refusal, and the way back (GUI thread)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.domain.conflicts import Item
from app.domain.ops import Operation, ReopenConflict, ReopenRefusal
from app.domain.states import ConflictChoice, RefusalChoice
from app.views.detail_frame import foot_of, lay_detail
from app.views.drawer_parts import Facts
from app.views.page import Services
from app.views.refusal_acts import read_back
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names


class DecidedDetail(QWidget):
    """See the module."""

    reopened = Signal(object)
    """A tuple of operations that open it again."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = services.look
        self._item: Item | None = None
        self._names: Names | None = None
        self.setObjectName("decided_detail")
        self.title = TextLabel("", "title", wraps=True, parent=self)
        self.title.setObjectName("decided_title")
        self.who = TextLabel("", "body2", wraps=True, parent=self)
        self.facts = Facts(look, self)
        self.message = InlineMessage(look, self)
        self.message.closed.connect(self.message.clear)
        self.reopen_button = Button(look, icon="rotate-ccw", parent=self)
        self.reopen_button.setObjectName("reopen")
        self.reopen_button.clicked.connect(self.on_reopen)
        foot = foot_of(self, look, (self.reopen_button,))
        lay_detail(self, look, self.message, (self.title, self.who, self.facts), foot)
        self.retranslate()

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._item

    def show_item(self, item: Item, names: Names) -> None:
        """Show a decision."""
        if self._item is None or self._item.key != item.key:
            self.message.clear()
        self._item, self._names = item, names
        self._render()

    def not_done(self, text: str) -> None:
        """It cannot be opened again: why."""
        self.message.say(text, "mid", close_name=self.tr("Close"))

    def on_reopen(self) -> None:
        """Open it again."""
        item = self._item
        if item is None:
            return
        ops: list[Operation] = [
            ReopenConflict(each.id, ConflictChoice(each.choice), each.now if each.now is not None else "null")
            for each in item.conflicts
        ]
        ops += [ReopenRefusal(each.op_id, RefusalChoice(each.choice)) for each in item.refusals]
        self.reopened.emit(tuple(ops))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.reopen_button.setText(self.tr("Decide again"))
        self.reopen_button.setAccessibleName(self.reopen_button.text())
        self._render()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _render(self) -> None:
        item, names = self._item, self._names
        if item is None or names is None:
            return
        at = formats.clock(item.decided_at, names.zone) if item.decided_at else ""
        if item.conflicts:
            about, about_id = item.about
            self.title.setText(f"{words.subject_word(about)}  {words.object_name(about, about_id, names)}")
            by = item.conflicts[0].resolved_by_name
            pairs = [
                (words.field_word(each.field), words.decision_text(each, names)) for each in item.conflicts
            ]
        else:
            refusal = read_back(item.refusals[0])
            self.title.setText(words.refused_title(refusal.op, refusal.record.kind, names))
            by = refusal.record.actor_name
            pairs = [(self.tr("Refused"), words.settlement_text(refusal.record.choice))]
        self.who.setText("  ".join(part for part in (by, at) if part))
        self.facts.show_pairs(pairs)
