"""What the pill in the top bar says and opens, and the
quiet line when the link comes or goes (GUI thread).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.domain.questions import Inbox
from app.domain.records import InboxRecord
from app.domain.states import LinkPhase
from app.views.drawer_parts import Facts
from app.widgets.chips import ChipStyle
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.pill import PillButton
from app.words import formats, link

PANEL_PX: Final = 380
SETTLE_MS: Final = 700
QUIET_MS: Final = 10_000  # how long a line stands that asks for nothing


class SyncPill(PillButton):
    """The pill; pressing it opens the panel, whose buttons ask for a page."""

    page_wanted = Signal(str)
    """The name of a page."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._desk = desk
        self._refused = 0
        self._asked = -1
        self._is_faulty = False
        self._words = link.PillWords("", "", "ok", "")
        self.setObjectName("sync_pill")
        self.panel = SyncPanel(desk, look, self)
        self.panel.page_wanted.connect(self.on_page_wanted)
        self.clicked.connect(self.open_panel)
        desk.counts_changed.connect(self.on_counts_changed)
        desk.started.connect(self.on_counts_changed)

    @property
    def words(self) -> link.PillWords:
        """What is to be said, whatever there is room for."""
        return self._words

    def say(self, *, is_faulty: bool) -> None:
        """Words anew: of the link, or that nothing can be stored."""
        self._is_faulty = is_faulty
        if is_faulty:
            text = self.tr("Not stored")
            self._words = link.PillWords(text, text, "high", "circle-x")
            self.setToolTip(self.tr("The data file cannot be used; nothing new is kept."))
        else:
            state = self._desk.link
            self._words = link.pill(state, self._desk.conflicts, self._refused, self._desk.rules.tz)
            self.setToolTip(link.meaning(state.phase))
        self.setAccessibleName(self._words.text)
        self.setAccessibleDescription(self.toolTip())

    def fit(self, free: int) -> bool:
        """Show as many of the words as have room in so many pixels; False when only the icon has."""
        style = ChipStyle(self._words.tone, self._words.icon)
        for text in (self._words.text, self._words.short):
            self.show_pill(text, style)
            if self.sizeHint().width() <= free:
                return True
        self.show_pill("", style)
        return False

    def open_panel(self) -> None:
        """Show how the link stands, under the pill."""
        self.panel.open_under(self)

    def on_page_wanted(self, name: str) -> None:
        """A button of the panel."""
        self.panel.hide()
        self.page_wanted.emit(name)

    def on_counts_changed(self) -> None:
        """The number of decisions changed: how many of them are refusals?"""
        waiting = self._desk.conflicts
        if waiting == self._asked:
            return
        self._asked = waiting
        if waiting:
            self._desk.ask(Inbox(self._desk.now()), self._take_inbox, self)
        elif self._refused:
            self._refused = 0
            self._desk.counts_changed.emit()

    def _take_inbox(self, inbox: InboxRecord) -> None:
        if inbox.refused != self._refused:
            self._refused = inbox.refused
            self._desk.counts_changed.emit()


class SyncPanel(QFrame):
    """State in words, what waits to be sent, and the ways
    to the pages. A popup: Esc or a click beside closes.
    """

    page_wanted = Signal(str)
    """The name of a page."""

    def __init__(self, desk: Desk, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk = desk
        self._look = look
        self.setObjectName("sync_panel")
        self.setProperty("panel", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = TextLabel("", "heading", wraps=True, parent=self)
        self.title.setObjectName("sync_title")
        self.says = TextLabel("", "body2", wraps=True, parent=self)
        self.says.setObjectName("sync_says")
        self.facts = Facts(look, self)
        self.to_conflicts = Button(look, icon="git-compare", parent=self)
        self.to_conflicts.setObjectName("panel_conflicts")
        self.to_sync = Button(look, icon="cloud", parent=self)
        self.to_sync.setObjectName("panel_sync")
        self.to_conflicts.clicked.connect(lambda: self.page_wanted.emit("conflicts"))
        self.to_sync.clicked.connect(lambda: self.page_wanted.emit("sync"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.to_conflicts)
        buttons.addWidget(self.to_sync)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        column.setSpacing(look.px(8))
        for widget in (self.title, self.says, self.facts):
            column.addWidget(widget)
        column.addLayout(buttons)
        desk.counts_changed.connect(self.say)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self.say)

    def open_under(self, anchor: QWidget) -> None:
        """Show it with its right edge under the anchor's, inside the window."""
        self.say()
        self.setFixedWidth(self._look.px(PANEL_PX))
        self.adjustSize()
        right = anchor.mapToGlobal(anchor.rect().bottomRight())
        window = anchor.window().mapToGlobal(QPoint(0, 0))
        self.move(max(window.x(), right.x() - self.width()), right.y() + 4)
        self._tick.start()
        self.show()
        self.to_sync.setFocus(Qt.FocusReason.PopupFocusReason)

    def say(self) -> None:
        """Words anew."""
        state, now, zone = self._desk.link, self._desk.now(), self._desk.rules.tz
        self.title.setText(link.phase_word(state.phase))
        said = link.meaning(state.phase)
        if state.problem:
            said = "\n".join(link.problem_text(state.problem))
        self.says.setText(said)
        pairs = []
        if state.is_enrolled:
            pairs.append((self.tr("To send"), link.pending_text(state, now)))
            heard = formats.age(state.last_ok_at, now) if state.last_ok_at is not None else ""
            ago = self.tr("{time}, {age} ago")
            last = (
                ago.format(time=formats.clock_s(state.last_ok_at, zone), age=heard)
                if state.last_ok_at is not None
                else self.tr("not yet")
            )
            pairs.append((self.tr("Last exchange"), last))
        if self._desk.conflicts:
            pairs.append((self.tr("To decide"), str(self._desk.conflicts)))
        self.facts.show_pairs(pairs)
        self.to_conflicts.setText(self.tr("Conflicts"))
        self.to_sync.setText(self.tr("Sync details"))
        for button in (self.to_conflicts, self.to_sync):
            button.setAccessibleName(button.text())
        self.setAccessibleName(self.title.text())
        if self.isVisible():
            self.adjustSize()

    def hideEvent(self, event: QEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)  # type: ignore[arg-type]  # it is the hide event

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)


class LinkTidings(QObject):
    """Watches the link and words the moments that a person should know of: lost, and back again."""

    told = Signal(str, str)
    """A sentence and its tone: low when work goes on
    offline, ok when all is well again, mid with a decision.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._was_offline = False
        self._kept = 0
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._soon.timeout.connect(self.on_settled)
        desk.counts_changed.connect(self.on_counts_changed)

    def on_counts_changed(self) -> None:
        """The link, or what waits, is otherwise than before."""
        state = self._desk.link
        if state.phase in {LinkPhase.OFFLINE, LinkPhase.ACTION}:
            if not self._was_offline and state.phase is LinkPhase.OFFLINE:
                self.told.emit(link.gone_offline(), "low")
            self._was_offline = True
        if self._was_offline:
            self._kept = max(self._kept, state.pending)
            if state.phase is LinkPhase.LIVE and not state.pending:
                self._was_offline = False
                self._soon.start()  # the number of decisions follows the results

    def on_settled(self) -> None:
        """All was sent and what came of it is known."""
        kept, self._kept = self._kept, 0
        waiting = self._desk.conflicts
        self.told.emit(link.back_online(kept, waiting), "mid" if waiting else "ok")
