"""The alarm list of the page of devices: header that always sums up, table, shelf, shelve form. GUI thread.

Keys, while the list has the focus: Space acknowledges what is selected and visible, S shelves, D shows the
room's devices, M mutes. Emits what the page has to carry on; acts through the Desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk.alarm_watch import AlarmWatch
from app.domain.alarms import AlarmView, shelf_fault
from app.domain.errors import Refused
from app.domain.ops import ShelveAlarm, UnshelveAlarm
from app.domain.states import AlarmLetter, Priority
from app.models.alarms import AlarmsModel, Column, Role
from app.views.alarm_table import MAIN, SHELF, AlarmTable
from app.views.page import Services
from app.views.shelve_form import ShelveForm
from app.widgets.alarm_rows import ALARM_ROW_PX
from app.widgets.controls import Button, Segmented
from app.widgets.labels import TextLabel
from app.widgets.panels import EmptyState, InlineMessage, line, panel
from app.words import devices as words
from app.words import formats, refusals, states

Naming = Callable[[str, str], str]
Index = QModelIndex | QPersistentModelIndex
TARGET_PER_10_MIN: Final = 1  # ISA-18.2, EEMUA 191: mean of about one in ten minutes for a position
LIMIT_PER_10_MIN: Final = 10
LOW_PX: Final = 300
BLINK_MS: Final = 500
ROOMY_PX: Final = 420  # lower, the shelf is only behind its own button
_GROUPS: Final = {
    "shelved": AlarmLetter.SHELVED,
    "suppressed": AlarmLetter.SUPPRESSED,
    "service": AlarmLetter.OUT_OF_SERVICE,
}


class AlarmPane(QWidget):
    """List and shelf."""

    chosen = Signal(object)
    """AlarmView under the cursor, or None."""
    panel_asked = Signal()
    """D: the keyboard goes to the room's devices."""

    def __init__(
        self, services: Services, watch: AlarmWatch, name_of: Naming, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._look, self._watch = services.desk, services.look, watch
        self._name_of = name_of
        self._device_count = 0
        self.setObjectName("alarm_pane")
        self.model = AlarmsModel(name_of, self)
        self.shelf_model = AlarmsModel(name_of, self, is_shelf=True)
        self._build()
        self._lay_out()
        self._connect()
        self.retranslate()

    # building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self._look
        keys = ("shown", *_GROUPS)
        self.group = Segmented(look, [(key, key) for key in keys], self)
        self.group.setObjectName("alarm_group")
        self._total = TextLabel("", "strong", parent=self)
        self._total.setObjectName("alarm_total")
        self._ack = Button(look, icon="check", key="Space", parent=self)
        self._shelve = Button(look, icon="alarm-clock-off", key="S", parent=self)
        self._ack_all = Button(look, icon="check-check", parent=self)
        for button, name in (
            (self._ack, "ack_selected"),
            (self._shelve, "shelve"),
            (self._ack_all, "ack_all"),
        ):
            button.setObjectName(name)
        self.message = InlineMessage(look, self)
        self._news = Button(look, kind="link", icon="arrow-up", parent=self)
        self._news.setObjectName("alarms_waiting")
        self._news.hide()
        self.table = AlarmTable(look, self.model, MAIN, self)
        self.table.setObjectName("alarm_table")
        self.shelf = AlarmTable(look, self.shelf_model, SHELF, self)
        self.shelf.setObjectName("shelf_table")
        self._empty = EmptyState(look, "circle-check", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._foot = TextLabel("", "muted", parent=self)
        self._foot.setObjectName("alarm_foot")
        self._shelf_title = TextLabel("", "strong", parent=self)
        self._shelf_note = TextLabel("", "muted", parent=self)
        self._unshelve = Button(look, kind="link", parent=self)
        self._unshelve.setObjectName("unshelve")
        self.form = ShelveForm(look, self)
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._total)
        head.addWidget(self.group)
        head.addStretch(1)
        for button in (self._ack, self._shelve, self._ack_all):
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 6)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._news)
        self._shelf_box = panel("sunken", self)
        bar = QHBoxLayout(self._shelf_box)
        bar.setContentsMargins(16, 6, 16, 6)
        for widget in (self._shelf_title, self._shelf_note):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._unshelve)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(line("h2", self))
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        column.addWidget(self._shelf_box)
        column.addWidget(self.shelf)
        column.addWidget(self.form)

    def _connect(self) -> None:
        for view in (self.table, self.shelf):
            view.asked.connect(self.on_asked)
            view.selectionModel().currentRowChanged.connect(self.on_current_changed)
        self.table.read.connect(self.on_read)
        self.group.chosen.connect(self.refresh)
        self._ack.clicked.connect(lambda: self.on_asked("ack"))
        self._shelve.clicked.connect(lambda: self.on_asked("shelve"))
        self._ack_all.clicked.connect(self.on_ack_all)
        self._unshelve.clicked.connect(self.on_unshelve)
        self._news.clicked.connect(self.model.release)
        self.model.waiting_changed.connect(self.on_waiting_changed)
        self.form.shelved.connect(self.on_shelved)
        self.form.shown.connect(self.on_form_shown)
        self.form.given_up.connect(self.table.setFocus)
        self._watch.changed.connect(self.refresh)
        self._blink.timeout.connect(self.on_blink)
        self._look.changed.connect(self.on_look_changed)

    # what the page asks -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the alarms in force."""
        now, rules, views = self._desk.now(), self._desk.rules, self._watch.views
        group = self.group.value()
        wanted = [view for view in views if self._is_in(view, group)]
        self.model.apply(wanted, now, rules)
        shelved = [view for view in views if view.letter is AlarmLetter.SHELVED] if group == "shown" else []
        self.shelf_model.apply(shelved, now, rules)
        self._stack.setCurrentWidget(self.table if wanted else self._empty)
        for widget in (self._shelf_box, self.shelf):
            widget.setVisible(bool(shelved) and self.height() >= self._look.px(ROOMY_PX))
        rows = min(len(shelved), 4)
        self.shelf.setFixedHeight(self._look.px(30) + rows * self._look.px(ALARM_ROW_PX) + 2)
        self._say_counts()
        if not self.table.currentIndex().isValid() and wanted:
            self.table.setCurrentIndex(self.model.index(0, Column.LEVEL))
        self._blink_or_not()

    def set_device_count(self, count: int) -> None:
        """How many devices were looked at, for the words of an empty list."""
        self._device_count = count
        self._say_counts()

    def tick(self) -> None:
        """Once a second: the ages on screen, and the time of the last look."""
        now = self._desk.now()
        for view, model in ((self.table, self.model), (self.shelf, self.shelf_model)):
            first = view.rowAt(0)
            last = view.rowAt(view.viewport().height() - 1)
            model.tick(now, max(first, 0), last if last >= 0 else model.rowCount() - 1)
        self._say_foot()

    def select(self, alarm_id: str) -> bool:
        """Put the cursor on an alarm, in whatever part of the list it is."""
        view = self._watch.by_id(alarm_id)
        if view is None:
            return False
        group = next((key for key, letter in _GROUPS.items() if letter is view.letter), "shown")
        self.group.set_value(group)
        self.refresh()
        self.model.release()
        row = self.model.row_of(alarm_id)
        if row < 0:
            return False
        index = self.model.index(row, Column.LEVEL)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(index, flags)
        self.table.scrollTo(index)
        self.table.setFocus()
        return True

    def current(self) -> AlarmView | None:
        """The alarm under the cursor."""
        view = self.shelf if self.shelf.hasFocus() else self.table
        found = view.currentIndex().data(Role.VIEW)
        return found if isinstance(found, AlarmView) else None

    # slots --------------------------------------------------------------------------------------------------

    def on_asked(self, what: str) -> None:
        """A key or button."""
        if what == "ack":
            self.acknowledge()
        elif what == "shelve":
            self.open_form()
        elif what == "mute":
            self._watch.mute()
        else:
            self.panel_asked.emit()

    def acknowledge(self) -> None:
        """Seen: what is selected and on screen, never what scrolled out of sight."""
        ids = [
            str(index.data(Role.ALARM_ID))
            for index in self.table.selectionModel().selectedRows()
            if self._is_visible(self.table.visualRect(index).center())
        ]
        if ids:
            self._watch.acknowledge(tuple(ids))

    def open_form(self) -> None:
        """Ask until when and why, unless it may not be shelved."""
        view = self.current()
        if view is None:
            return
        if view.priority is Priority.HIGH:
            self.message.say(
                self.tr("High alarms cannot be shelved. Mute for {n} min instead.").format(
                    n=self._desk.rules.mute
                ),
                "mid",
                close_name=self.tr("Close"),
            )
            return
        self.message.clear()
        self.form.open_for(view, self._title(view), self._desk.now(), self._desk.rules)

    def on_form_shown(self, is_shown: bool) -> None:
        """In a low window the line under the list makes way for the form."""
        self._foot.setVisible(not is_shown or self.height() > self._look.px(LOW_PX))

    def on_shelved(self, alarm_id: str, until: int, reason: str, seen: str) -> None:
        """The form was sent."""
        view = self._watch.by_id(alarm_id)
        if view is None:
            self.form.hide()
            return
        fault = shelf_fault(view.priority, until, reason, self._desk.now(), self._desk.rules)
        if fault == "high_not_shelved":
            self.form.hide()
            self.open_form()
            return
        op = ShelveAlarm(alarm_id, until, reason, seen)
        self._desk.do(op, lambda _done: self._shelf_done(), self._shelf_refused, self)

    def on_unshelve(self) -> None:
        """Bring the chosen one of the shelf back; without a choice the first."""
        index = self.shelf.currentIndex()
        view = self.shelf_model.view_at(index.row() if index.isValid() else 0)
        if view is not None:
            self._desk.do(UnshelveAlarm(view.record.id))

    def on_ack_all(self) -> None:
        """Asks with the counts of each level; high ones are never among them."""
        views = [view for view in self._watch.views if view.is_unacked and view.is_listed]
        some = [view for view in views if view.priority is not Priority.HIGH]
        if not some:
            self.message.say(self.tr("Nothing to acknowledge but high alarms: those one by one."), "info",
                             close_name=self.tr("Close"))  # fmt: skip
            return
        lines = [
            self.tr("{level}: {n}").format(
                level=states.priority(level), n=sum(v.priority is level for v in some)
            )
            for level in (Priority.MID, Priority.LOW)
        ]
        box = QMessageBox(self)
        box.setObjectName("ack_all_box")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Acknowledge all alarms below high?"))
        box.setInformativeText("\n".join(lines))
        yes = box.addButton(self.tr("Acknowledge"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        ids = tuple(view.record.id for view in some)
        yes.clicked.connect(lambda: self._watch.acknowledge(ids))
        box.open()

    def on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Another alarm is under the cursor."""
        found = current.data(Role.VIEW)
        self.chosen.emit(found if isinstance(found, AlarmView) else None)
        self.message.clear()

    def on_read(self, reading: bool) -> None:
        """Nothing moves while somebody reads."""
        self.model.hold(held=reading or self.table.underMouse() or self.table.hasFocus())

    def on_waiting_changed(self, count: int) -> None:
        """New ones wait."""
        self._news.setText(self.tr("{n} new").format(n=count))
        self._news.setAccessibleName(self._news.text())
        self._news.setVisible(count > 0)

    def on_blink(self) -> None:
        """The shape of unseen alarms, once a second."""
        self.table.blink()

    def on_look_changed(self) -> None:
        """Theme, scale or motion changed."""
        self._blink_or_not()

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        for button, text, _key in self._head_buttons():
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._unshelve.setText(self.tr("Take back"))
        self._unshelve.setAccessibleName(self._unshelve.text())
        self._ack_all.setToolTip(self.tr("Acknowledge all alarms below high"))
        self.table.setAccessibleName(self.tr("Alarms"))
        self.shelf.setAccessibleName(self.tr("Shelved alarms"))
        self._shelf_note.setText(self.tr("return by themselves when their time is up"))
        self.form.retranslate()
        for view in (self.table, self.shelf):
            view.fit_words()
        for model in (self.model, self.shelf_model):
            model.renew_texts()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()
        if (event.oldSize().height() < self._look.px(ROOMY_PX)) != (self.height() < self._look.px(ROOMY_PX)):
            self.refresh()

    # private ------------------------------------------------------------------------------------------------

    def _head_buttons(self) -> tuple[tuple[Button, str, str], ...]:
        return (
            (self._ack, self.tr("Ack selected"), "Space"),
            (self._shelve, self.tr("Shelve"), "S"),
            (self._ack_all, self.tr("All…"), ""),
        )

    def _fit_head(self) -> None:
        """In a narrow pane the key caps give way, then words from the right: none is cut short."""
        buttons = self._head_buttons()
        for step in range(len(buttons) + 2):
            for place, (button, text, key) in enumerate(buttons):
                button.set_key(key if step == 0 else "")
                button.setText(text if place < len(buttons) + 1 - step else "")
            shown = (self._total, self.group, *(button for button, _, _ in buttons))
            if sum(widget.sizeHint().width() + 8 for widget in shown) + 24 <= self.width():
                break

    def _is_in(self, view: AlarmView, group: str) -> bool:
        return view.is_listed if group == "shown" else view.letter is _GROUPS[group]

    def _is_visible(self, point: QPoint) -> bool:
        return self.table.viewport().rect().contains(point)

    def _title(self, view: AlarmView) -> str:
        record = view.record
        room = self._name_of("room", record.room_id) if record.room_id else ""
        device = record.device_name or words.kind(record.device_kind)
        said = words.condition(record.condition, record.value, record.limit)
        return f"{room} {device} {said}".strip()

    def _say_counts(self) -> None:
        counts = self._watch.counts
        self._total.setText(self.tr("{n} in all").format(n=counts.total))
        self.group.set_texts(
            {
                "shown": self.tr("Shown {n}").format(n=counts.shown),
                "shelved": self.tr("Shelved {n}").format(n=counts.shelved),
                "suppressed": self.tr("Suppressed {n}").format(n=counts.suppressed),
                "service": self.tr("In service {n}").format(n=counts.out_of_service),
            }
        )
        self._fit_head()
        self._shelf_title.setText(self.tr("Shelved {n}").format(n=counts.shelved))
        self._say_foot()

    def _say_foot(self) -> None:
        at = self._watch.checked_at
        when = formats.clock_s(at if at is not None else self._desk.now(), self._desk.rules.tz)
        self._foot.setText(
            self.tr("Checked {time}; {n} in the last 10 min, aim ≤ {aim}, limit {limit}").format(
                time=when, n=self._watch.recent(), aim=TARGET_PER_10_MIN, limit=LIMIT_PER_10_MIN
            )
        )
        if self.group.value() == "shown":
            more = self.tr("Checked {n} devices at {time}.").format(n=self._device_count, time=when)
            self._empty.say(self.tr("No active alarms."), more)
        else:
            self._empty.say(self.tr("Nothing here."))

    def _blink_or_not(self) -> None:
        unseen = any(view.letter is AlarmLetter.UNACKED for view in self._watch.views)
        if unseen and not self._look.reduced_motion and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()
            self.table.stand_still()

    def _shelf_done(self) -> None:
        self.form.hide()
        self.table.setFocus()

    def _shelf_refused(self, refused: Refused) -> None:
        names = refusals.Names(self._desk.rules.tz, self._name_of)
        self.form.say(refusals.refusal_text(refused.code, refused.params, names))
