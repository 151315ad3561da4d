"""The page of conflicts: what waits for a decision, oldest
first, and one item at a time to decide (ui.md 4.7).

Decisions are operations like any other: they work offline, wait to be sent and can be undone. Nothing here is
a modal. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.conflicts import Item, decided_items, oldest_wait, queued_items, waiting_items
from app.domain.errors import Refused
from app.domain.ops import (
    BookMeeting,
    JoinWaitlist,
    LeaveWaitlist,
    Operation,
    PromoteWaiting,
    ResolveConflict,
)
from app.domain.periods import DAY, MINUTE, day_period
from app.domain.questions import BoardBetween, Inbox
from app.domain.records import Board, InboxRecord
from app.domain.states import RefusalChoice
from app.models.conflicts import InboxModel, InboxRow
from app.views import conflict_keys
from app.views.conflict_detail import ConflictDetail
from app.views.conflict_list import empty_words, face_of, spoken
from app.views.conflict_room import RoomBeside
from app.views.decided_detail import DecidedDetail
from app.views.meeting_form import MeetingForm
from app.views.naming import NameBook
from app.views.page import Command, Page, Services
from app.views.queued_detail import QueuedDetail
from app.views.refusal_acts import can_wait, draft_of, in_room, settling
from app.views.refusal_detail import RefusalDetail
from app.widgets.controls import Button, Segmented
from app.widgets.inbox_rows import InboxFace, InboxList, Index
from app.widgets.labels import TextLabel
from app.widgets.panels import EmptyState, PageBar, line
from app.words import formats
from app.words.refusals import refusal_text

LIST_PX: Final = 320
LIST_LEAST_PX: Final = 190
LIST_SHARE: Final = 0.32
# tabs
SCENES: Final = {"conflict_refusal": "waiting", "conflict_waitlist": "queued", "conflict_decided": "decided"}
TICK_MS: Final = 10_000
_WITH_DECIDED: Final = frozenset({"waiting", "decided"})
_SUBJECTS: Final = frozenset(
    {"conflict", "inbox", "waiting", "meeting", "task", "room", "person", "device", "floor", "check", "rule"}
)


class ConflictsPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "conflicts"
    page_icon: ClassVar[str] = "git-compare"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._waiting: tuple[Item, ...] = ()
        self._decided: tuple[Item, ...] = ()
        self._queued: tuple[Item, ...] = ()
        self._tab = "waiting"
        self._key = ""
        self._wanted: tuple[str, str] | None = None
        self._is_stale = True
        self._form_item: Item | None = None
        self.names = NameBook(services.desk, self)
        self.model = InboxModel(lambda row: spoken(row, self.names.names(), self.desk.now()), self)
        self._build()
        self._connect()
        self.names.on_started()
        self.retranslate()

    # building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self.look
        self.bar = PageBar(look)
        self.tabs = Segmented(look, [("waiting", ""), ("refused", ""), ("queued", ""), ("decided", "")])
        self.tabs.setObjectName("conflict_tabs")
        self.oldest = TextLabel("", "body2")
        self.oldest.setObjectName("oldest_wait")
        self.sync_button = Button(look, icon="cloud")
        self.sync_button.setObjectName("sync_details")
        self.bar.add(self.tabs)
        self.bar.add_right(self.oldest, self.sync_button)
        self.list = InboxList(look, self._face)
        self.list.setObjectName("inbox_list")
        self.list.setModel(self.model)
        self.empty = EmptyState(look, "circle-check")
        self.detail = ConflictDetail(self.services)
        self.refusal = RefusalDetail(self.services)
        self.queued = QueuedDetail(self.services)
        self.decision = DecidedDetail(self.services)
        self.stack = QStackedWidget()
        for widget in (self.empty, self.detail, self.refusal, self.queued, self.decision):
            self.stack.addWidget(widget)
        self.beside = RoomBeside(self.services, self.names.names)
        self.form = MeetingForm(self.services)
        self.form.hide()
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.list)
        body.addWidget(line("v"))
        body.addWidget(self.stack, 1)
        body.addWidget(self.beside)
        body.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(body, 1)
        self._tick = QTimer(self, interval=TICK_MS)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.on_tab_chosen)
        self.stack.currentChanged.connect(lambda _: self.hints_changed.emit())
        self.sync_button.clicked.connect(lambda: self.wanted.emit("sync", "", ""))
        self.list.selectionModel().currentChanged.connect(self.on_current_changed)
        self.detail.decided.connect(self.on_decided)
        self.refusal.room_chosen.connect(self.on_room_chosen)
        self.refusal.form_wanted.connect(self.open_form)
        self.refusal.queue_wanted.connect(self.on_queue_wanted)
        self.refusal.given_up.connect(self.on_given_up)
        self.refusal.object_wanted.connect(lambda subject, uid: self.wanted.emit("", subject, uid))
        self.queued.promoted.connect(self.on_promoted)
        self.queued.left.connect(lambda entry: self._do((LeaveWaitlist(entry),), self.queued.not_done))
        self.decision.reopened.connect(self.on_reopened)
        self.form.saved.connect(self.on_form_saved)
        self.form.closed.connect(self.on_form_closed)
        self.beside.wanted.connect(self.wanted)
        self.beside.arrived.connect(self.model.retranslate)
        self.names.arrived.connect(self.on_names)
        self.desk.changed.connect(self.on_changed)
        self.desk.counts_changed.connect(self.on_counts_changed)
        self.desk.started.connect(self.on_started)
        self._tick.timeout.connect(self.on_tick)
        self.look.changed.connect(self._fit)

    # what the page does -------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Conflicts")

    def activate(self) -> None:
        self._tick.start()
        self.refresh()

    def reveal(self, subject: str, entity_id: str) -> bool:
        """Select the item about an object, or the refusal of an op."""
        self._wanted = (subject, entity_id)
        self.refresh()
        return subject in {"conflict", "refusal"}

    def refresh(self) -> None:
        """Ask what waits and what was decided today."""
        self._is_stale = False
        day = day_period(self.desk.today(), self.desk.rules.tz)
        self.desk.ask(Inbox(day.start), self.on_inbox, self)
        self.beside.refresh()

    def current(self) -> Item | None:
        """The item shown."""
        row = self.model.value_at(self.list.currentIndex().row())
        return row.item if row is not None else None

    def step_item(self, by: int) -> None:
        """To the next or the previous item; heads are passed over."""
        at = self.list.currentIndex().row() + by
        while 0 <= at < len(self.model.values):
            if self.model.values[at].item is not None:
                self.list.setCurrentIndex(self.model.index(at))
                return
            at += by

    def open_form(self) -> None:
        """Another time for what was refused: the booking form with everything that was typed."""
        item, refusal = self.refusal.item, self.refusal.refusal
        if item is None or refusal is None or not refusal.has_slot or not item.is_final:
            return
        self._form_item = item
        start = getattr(refusal.op, "starts_at", self.desk.now())
        self.desk.ask(BoardBetween(start - DAY, start + DAY), self._fill_form, self)

    def take_keyboard(self) -> None:
        """The keyboard goes to the item."""
        if self.stack.currentWidget() is self.detail:
            self.detail.step(0)
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_deciding(self) -> bool:
        """Whether a conflict is shown."""
        return self.stack.currentWidget() is self.detail

    def is_refused(self) -> bool:
        """Whether something refused is shown."""
        return self.stack.currentWidget() is self.refusal

    def is_queued(self) -> bool:
        """Whether a booking that waits for its slot is shown."""
        return self.stack.currentWidget() is self.queued

    def commands(self) -> tuple[Command, ...]:
        return conflict_keys.commands(self)

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return conflict_keys.key_hints(self)

    def scenes(self) -> tuple[str, ...]:
        return tuple(name for name in SCENES if self._scene_item(name) is not None)

    def show_scene(self, name: str) -> None:
        item = self._scene_item(name)
        if item is not None:
            self.on_tab_chosen(SCENES[name])
            self.list.setCurrentIndex(self.model.index(self.model.place_of(item.key)))

    def leave_scene(self, name: str) -> None:
        self.on_tab_chosen("waiting")
        self.list.setCurrentIndex(self.model.index(0))

    def _scene_item(self, name: str) -> Item | None:
        if name == "conflict_decided":
            return self._decided[0] if self._decided else None
        if name == "conflict_waitlist":
            return self._queued[0] if self._queued else None
        return next((item for item in self._waiting if item.refusals), None)

    def retranslate(self) -> None:
        self.bar.set_title(self.page_title())
        self.sync_button.setText(self.tr("Sync details"))
        self.sync_button.setAccessibleName(self.sync_button.text())
        self.list.setAccessibleName(self.tr("What waits for a decision"))
        self._say()
        self.model.retranslate()
        self.hints_changed.emit()

    # slots --------------------------------------------------------------------------------------

    def on_started(self) -> None:
        """The store is open."""
        if self.isVisible():
            self.refresh()

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something changed, here or elsewhere: the cards follow in place."""
        if any(subject in _SUBJECTS for subject, _ in keys):
            self._ask_again()

    def on_counts_changed(self) -> None:
        """Results came, or the link changed."""
        self._say()
        self._ask_again()

    def on_tick(self) -> None:
        """Ages grow."""
        self._say()
        self.model.retranslate()

    def on_names(self) -> None:
        """Names came: what is shown is said again."""
        self.model.retranslate()
        self._show(self.current())

    def on_inbox(self, inbox: InboxRecord) -> None:
        """What waits now."""
        self._waiting, self._decided = waiting_items(inbox), decided_items(inbox)
        self._queued = queued_items(inbox)
        self._lay()

    def on_tab_chosen(self, tab: str) -> None:
        """Another part of the inbox."""
        self._tab = tab
        self.tabs.set_value(tab)
        self._lay()

    def on_current_changed(self, current: QModelIndex) -> None:
        """Another item is shown."""
        row = self.model.value_at(current.row()) if current.isValid() else None
        if row is not None and row.item is not None and row.key != self._key:
            self._key = row.key
            self.form.hide()
            self._show(row.item)

    def on_decided(self, ops: tuple[ResolveConflict, ...]) -> None:
        """A person saved: one act for all fields of the object."""
        self._do(ops, self.detail.not_saved)

    def on_room_chosen(self, room_id: str) -> None:
        """A refused booking, in another room."""
        refusal, item = self.refusal.refusal, self.refusal.item
        if refusal is None or item is None or not item.is_final:
            return
        op = in_room(refusal, room_id, self.desk.new_id(), self.refusal.meeting)
        if op is not None:
            self._do((op, *settling(item, RefusalChoice.REPLACED)), self.refusal.not_done)

    def on_queue_wanted(self) -> None:
        """A refused booking waits for its slot."""
        refusal, item = self.refusal.refusal, self.refusal.item
        if refusal is None or item is None or not item.is_final or not can_wait(refusal):
            return
        assert isinstance(refusal.op, BookMeeting)
        join = JoinWaitlist(self.desk.new_id(), refusal.op)
        self._do((join, *settling(item, RefusalChoice.QUEUED)), self.refusal.not_done)

    def on_promoted(self, entry: str) -> None:
        """The slot is free: book what waits for it."""
        self._do((PromoteWaiting(entry, self.desk.new_id()),), self.queued.not_done)

    def on_given_up(self) -> None:
        """A refused op is let go; its values stay in the log."""
        item = self.refusal.item
        if item is not None and item.is_final:
            self._do(settling(item, RefusalChoice.DISCARDED), self.refusal.not_done)

    def on_form_saved(self, _meeting_id: str) -> None:
        """Booked another way: the refusal is settled with it."""
        item, self._form_item = self._form_item, None
        if item is not None:
            self._do(settling(item, RefusalChoice.REPLACED), self.refusal.not_done)

    def on_form_closed(self) -> None:
        """Back to what it was about."""
        self._fit()
        self.take_keyboard()

    def on_reopened(self, ops: tuple[Operation, ...]) -> None:
        """What was decided is open again."""
        self._do(ops, self.decision.not_done)

    # Qt overrides -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = QApplication.focusWidget()
        if self.form.isAncestorOf(focus or self) or isinstance(focus, QLineEdit):
            if self.is_deciding() and conflict_keys.wants_save(event):
                self.detail.save()
            else:
                super().keyPressEvent(event)  # in a field a letter is never a command
        elif conflict_keys.take_key(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self._is_stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    # private ------------------------------------------------------------------------------------

    def _ask_again(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def _do(self, ops: Sequence[Operation], not_done: object) -> None:
        def refused(refusal: Refused) -> None:
            said = refusal_text(refusal.code, refusal.params, self.names.names())
            not_done(said)  # type: ignore[operator]  # a method of a detail that takes the sentence
            self.refresh()

        self.desk.do_all(ops, lambda _: self.refresh(), refused, owner=self)

    def _face(self, index: Index) -> InboxFace | None:
        row = self.model.value_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        place = self.beside.place_of(row.item) if row.item is not None and not row.is_decided else ""
        return face_of(row, self.names.names(), self.desk.now(), place)

    def _lay(self) -> None:
        """The list of the chosen tab; what was current stays so, else its place."""
        place = max(self.model.place_of(self._key), 0)
        waiting = self._waiting
        if self._tab == "refused":
            waiting = tuple(item for item in waiting if item.refusals)
        if self._tab == "queued":
            waiting = self._queued
        self.model.show(
            () if self._tab == "decided" else waiting, self._decided if self._tab in _WITH_DECIDED else ()
        )
        self._say()
        row = self._row_to_show(place)
        if row is None:
            self._key = ""
            self.stack.setCurrentWidget(self.empty)
            return
        self._key = row.key
        self.list.setCurrentIndex(self.model.index(self.model.place_of(row.key)))
        self._show(row.item)

    def _row_to_show(self, place: int) -> InboxRow | None:
        rows = self.model.values
        if self._wanted is not None:
            subject, uid = self._wanted
            for row in rows:
                if row.item is not None and _is_about(row.item, subject, uid):
                    self._wanted = None
                    return row
        kept = self.model.value_at(self.model.place_of(self._key))
        if kept is not None:
            return kept
        open_rows = [row for row in rows if row.item is not None and not row.is_decided]
        if open_rows:
            return open_rows[min(place, len(open_rows) - 1)]
        decided = [row for row in rows if row.item is not None]
        return decided[0] if decided and self._tab == "decided" else None

    def _show(self, item: Item | None) -> None:
        row = self.model.value_at(self.model.place_of(self._key))
        if item is None or row is None:
            return
        names = self.names.names()
        self.beside.about(item)
        if row.is_decided:
            self.decision.show_item(item, names)
            self.stack.setCurrentWidget(self.decision)
        elif item.queued is not None:
            self.queued.show_item(item, names)
            self.stack.setCurrentWidget(self.queued)
        elif item.conflicts:
            self.detail.show_item(item, names)
            self.stack.setCurrentWidget(self.detail)
            if self.isVisible() and not self.isAncestorOf(QApplication.focusWidget() or self):
                self.take_keyboard()
        else:
            self.refusal.show_item(item, names)
            self.stack.setCurrentWidget(self.refusal)

    def _say(self) -> None:
        """Counts on the tabs, the oldest wait, the words of an empty list."""
        final = [item for item in self._waiting if item.is_final]
        refused = sum(bool(item.refusals) for item in final)
        self.tabs.set_texts(
            {
                "waiting": self.tr("To decide {n}").format(n=len(final)),
                "refused": self.tr("Refused {n}").format(n=refused),
                "queued": self.tr("Waiting list {n}").format(n=len(self._queued)),
                "decided": self.tr("Decided"),
            }
        )
        now, target = self.desk.now(), self.desk.rules.conflict_target
        wait = oldest_wait(final, now)
        if wait is None:
            self.oldest.setText("")
        else:
            text = self.tr("The oldest has waited {age}; the target is {target}")
            minutes = formats.minutes(wait // MINUTE)
            self.oldest.setText(text.format(age=minutes, target=formats.minutes(target)))
            self.oldest.set_role("error" if wait > target * MINUTE else "body2")
        self.empty.say(*empty_words(self._tab, self.desk.link, self.desk.rules.tz))

    def _fill_form(self, board: Board) -> None:
        refusal = self.refusal.refusal
        if refusal is None or self._form_item is None:
            return
        if isinstance(refusal.op, BookMeeting):
            self.form.book(draft_of(refusal.op), board)
        elif self.refusal.meeting is not None:
            self.form.edit(self.refusal.meeting, board)
        self._fit()

    def _fit(self) -> None:
        px = self.look.px
        self.list.setFixedWidth(min(px(LIST_PX), max(round(self.width() * LIST_SHARE), px(LIST_LEAST_PX))))
        self.form.fit(self.width())
        self.beside.fit(self.width(), is_free=self.form.isHidden())


def _is_about(item: Item, subject: str, uid: str) -> bool:
    if subject == "refusal":
        return any(refusal.op_id == uid for refusal in item.refusals)
    return item.about == (subject, uid) or any(conflict.id == uid for conflict in item.conflicts)
