"""The right side of Today: what is due next, its head, the chip of what waits, and the words of an empty
queue.

Built by TodayPage. It carries a person's choice to the Desk (one act, undone as one), asks first where
others are told, and says a refusal where it was tried. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.domain.acts import Done
from app.domain.attention import Item, Proposal
from app.domain.errors import Refused
from app.domain.periods import DAY
from app.models.attention import AttentionModel, line_of
from app.views.page import Services
from app.views.today_ask import Confirm
from app.widgets.controls import Button
from app.widgets.drawer import QUEUE_PX, side_width
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.panels import EmptyState, InlineMessage, line
from app.widgets.plan_queue import QueueList
from app.words import attention, formats
from app.words.refusals import Names, refusal_text


class QueuePanel(QWidget):
    """See the module."""

    wanted = Signal(str, str, str)
    """Something is to be shown: page, subject, id."""
    pointed = Signal(object)
    """The current Item, or None."""

    def __init__(self, services: Services, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._names = names
        self._upcoming: Item | None = None
        self._later = 0
        self.setObjectName("queue_panel")
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = AttentionModel(self)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        look = self._services.look
        self._title = TextLabel("", "title", parent=self)
        self._count = TextLabel("", "title", parent=self)
        self._count.setObjectName("queue_count")
        self._sorting = ElidedLabel("", "muted", parent=self)
        self.chip = Button(look, icon="chevron-up", parent=self)
        self.chip.setObjectName("queue_chip")
        self.chip.hide()
        self.message = InlineMessage(look, self)
        self.message.setObjectName("queue_message")
        self.list = QueueList(look, self)
        self.list.setModel(self.model)
        self.empty = EmptyState(look, "circle-check", self)
        self._foot = ElidedLabel("", "muted", parent=self)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.setSpacing(8)
        for widget in (self._title, self._count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.chip)
        head.addWidget(self._sorting)
        self._head = QWidget(self)
        self._head.setLayout(head)
        self._body = QStackedLayout()
        self._body.addWidget(self.list)
        self._body.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 8)
        foot.addWidget(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(line("h", self))
        column.addWidget(self.message)
        column.addLayout(self._body, 1)
        column.addWidget(line("h", self))
        column.addLayout(foot)

    def _connect(self) -> None:
        self.list.proposed.connect(self.on_proposed)
        self.list.chose_other.connect(self.on_other)
        self.list.pointed.connect(self.pointed)
        self.chip.clicked.connect(self.on_chip)
        self.model.waiting_changed.connect(self.on_waiting)
        self.message.closed.connect(self.message.clear)
        self._services.look.watch(self.on_look_changed)

    def show_items(self, items: tuple[Item, ...], upcoming: Item | None, now: int) -> None:
        """Take what is due; ``upcoming`` is the next thing after that."""
        self._upcoming = upcoming
        self.model.apply(items, now, self._services.desk.rules.tz)
        self._say_state()

    def tick(self, now: int) -> None:
        """The clock went on."""
        self.model.tick(now)

    def retranslate(self) -> None:
        """Set every text anew."""
        self._title.setText(self.tr("Due next"))
        self._sorting.setText(self.tr("by latest safe moment"))
        self.list.setAccessibleName(self.tr("What is due next"))
        self.model.retranslate()
        self.on_waiting(self.model.waiting)
        self.list.on_moved()
        self._say_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # slots ---------------------------------------------------------------------------------------

    def on_proposed(self, item: Item) -> None:
        """Enter: do what is proposed."""
        self._act(item, item.proposal)

    def on_other(self, item: Item) -> None:
        """A: the alternative."""
        self._act(item, item.alternative)

    def on_chip(self) -> None:
        """Show what was kept back."""
        self.model.let_in()

    def on_waiting(self, count: int) -> None:
        """Something waits behind the pointer, or no longer."""
        self.chip.setText(QCoreApplication.translate("QueuePanel", "%n new", "", count))
        self.chip.setAccessibleName(self.chip.text())
        self.chip.setVisible(count > 0)
        self._sorting.setVisible(count == 0)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        look = self._services.look
        self._head.setFixedHeight(look.px(48))
        self.setMinimumWidth(min(side_width(look, QUEUE_PX), look.px(QUEUE_PX)))

    # private -------------------------------------------------------------------------------------

    def _act(self, item: Item, proposal: Proposal | None) -> None:
        if proposal is None:
            return
        if proposal.goto is not None:
            self.wanted.emit(*proposal.goto)
            return
        if proposal.asks:
            question, told = attention.question(proposal, item, self._services.desk.rules.tz)
            words = attention.action(proposal, self._services.desk.rules.tz)
            ask = Confirm(self._services.look, question, told, words, self)
            ask.confirmed.connect(lambda: self._do(proposal))
            ask.open()
            return
        self._do(proposal)

    def _do(self, proposal: Proposal) -> None:
        self.message.clear()
        self._services.desk.do_all(proposal.ops, self._done, self._refused, self)

    def _done(self, _done: Done) -> None:
        self.message.clear()

    def _refused(self, refusal: Refused) -> None:
        """Said where it was tried."""
        self.message.say(
            refusal_text(refusal.code, refusal.params, self._names), "high", close_name=self.tr("Close")
        )

    def _say_state(self) -> None:
        count = self.model.rowCount()
        self._count.setText(str(count) if count else "")
        self._body.setCurrentWidget(self.list if count else self.empty)
        zone, now = self._services.desk.rules.tz, self._services.desk.now()
        following = ""
        if self._upcoming is not None and self._upcoming.at - now < DAY:
            words = line_of(self._upcoming, now, zone)
            following = self.tr("Next: {time}, {room} {what}").format(
                time=formats.clock(self._upcoming.at, zone), room=words.number, what=words.title
            )
        self.empty.say(self.tr("Nothing to do now."), following)
        self._foot.setText(following if count else "")
        self._foot.setVisible(bool(count and following))
