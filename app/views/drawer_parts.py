"""Parts of the meeting drawer: facts, people and their tasks, the three check-lists, the log of changes.

Each is built once and shown again and again from frozen records (GUI thread); each tells what a person
asked for and does nothing by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain import checklists
from app.domain.records import ChangeRecord, CheckRecord, MeetingRecord, PersonRecord, TaskRecord
from app.domain.rules import Rules
from app.domain.states import CheckOwner, CheckResult, TaskState
from app.domain.tasks import NEXT_STEPS, is_overdue
from app.views.schedule_feedback import formats_list
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.drawer import Section, side_width
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.marks import paint_load_bar
from app.words import checklists as check_words
from app.words import formats, states
from app.words.ops import change_text
from app.words.refusals import Names

LABEL_PX: Final = 72
WHO_PX: Final = LABEL_PX + 4  # with the gap after it, as wide as a fact's word with its own
_STEP_ORDER: Final = (TaskState.ACKNOWLEDGED, TaskState.ON_SITE, TaskState.IN_PROGRESS, TaskState.DONE)


def roomy_width(look: Look, base: int, page_px: int, share: float) -> int:
    """The width of a side panel with much in it: as wide as its type asks, up to a share of the page."""
    return max(side_width(look, base), min(look.px(base), round(page_px * share)))


class Facts(QWidget):
    """Pairs of a muted word and what it is."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._pairs: list[tuple[TextLabel, TextLabel]] = []

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show these; pairs without a value are left out by the caller."""
        while len(self._pairs) < len(pairs):
            row = len(self._pairs)
            name, value = TextLabel("", "muted", parent=self), TextLabel("", "body", wraps=True, parent=self)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            name.setMinimumWidth(self._look.px(LABEL_PX))
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._pairs.append((name, value))
        for place, (name, value) in enumerate(self._pairs):
            shown = place < len(pairs)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(pairs[place][0])
                value.setText(pairs[place][1])
                value.setAccessibleName(f"{pairs[place][0]} {pairs[place][1]}")


class Bar(QWidget):
    """A thin progress bar."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        """0 to 1."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = self._look.px(7)
        paint_load_bar(
            painter, QRectF(0, (self.height() - high) / 2, self.width(), high), self._share, self._look
        )
        painter.end()


class StaffSection(Section):
    """Attendants n/m, each slot's person with their state and next step; what is missing can be filled by
    one key.
    """

    step_wanted = Signal(object, str)
    """Task ids, and the TaskState they are to reach."""
    fill_wanted = Signal()
    """Give the first open slot to the best person."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._look = look
        self._rows: list[_TaskRow] = []
        self.setObjectName("drawer_staff")
        self._box = QVBoxLayout()
        self._box.setSpacing(4)
        self.missing = TextLabel("", "error", parent=self)
        self.missing.setObjectName("drawer_missing")
        self.fill = Button(look, kind="primary", key="Enter", parent=self)
        self.fill.setObjectName("drawer_fill")
        row = QHBoxLayout()
        row.addWidget(self.missing)
        row.addWidget(self.fill)
        row.addStretch(1)
        self.add(self._box)
        self.add(row)
        self.fill.clicked.connect(self.fill_wanted)

    def show_staff(
        self,
        meeting: MeetingRecord,
        tasks: Sequence[TaskRecord],
        people: Sequence[PersonRecord],
        now: int,
        rules: Rules,
    ) -> None:
        """One line for each round of a person: the tasks of a slot, by the one that is next."""
        names = {person.id: person.name for person in people}
        shown = rounds(tasks)
        while len(self._rows) < len(shown):
            row = _TaskRow(self._look, self)
            row.step.clicked.connect(lambda _=False, r=row: self.step_wanted.emit(r.task_ids, r.next_state))
            self._rows.append(row)
            self._box.addWidget(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(shown))
            if place < len(shown):
                row.show_round(shown[place], names, now, rules)

    def say_missing(self, count: int, best: str) -> None:
        """How many attendants are missing, and who would be the best for the first."""
        self.missing.setVisible(count > 0)
        self.missing.setText(self.tr("{n} missing").format(n=count))
        self.fill.setVisible(count > 0)
        self.fill.setEnabled(bool(best))
        text = self.tr("Assign {name}").format(name=best) if best else self.tr("Nobody is free")
        self.fill.setText(text)
        self.fill.setAccessibleName(text)


def rounds(tasks: Sequence[TaskRecord]) -> list[tuple[TaskRecord, ...]]:
    """Tasks grouped by role and slot, each in order of time; a meeting's attendants come before its
    engineers.
    """
    groups: dict[tuple[str, int], list[TaskRecord]] = {}
    for task in sorted(tasks, key=lambda t: (t.role.value, t.slot, t.starts_at, t.id)):
        if task.state is not TaskState.CANCELLED:
            groups.setdefault((task.role.value, task.slot), []).append(task)
    return [tuple(group) for group in groups.values()]


def current_of(group: Sequence[TaskRecord]) -> TaskRecord:
    """The task of a round that is next to be worked on; the last one when all is done."""
    return next((task for task in group if task.is_open), group[-1])


class _TaskRow(QWidget):
    """One round: person, state, what they do, next step."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.task_ids: tuple[str, ...] = ()
        self.next_state = ""
        self._who = ElidedLabel("", "body", parent=self)
        self._chip = Chip(look, parent=self)
        self._what = ElidedLabel("", "muted", parent=self)
        self.step = Button(look, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._who.setFixedWidth(look.px(WHO_PX))
        for widget, stretch in ((self._who, 0), (self._chip, 0), (self._what, 1), (self.step, 0)):
            row.addWidget(widget, stretch)

    def show_round(self, group: Sequence[TaskRecord], names: dict[str, str], now: int, rules: Rules) -> None:
        task = current_of(group)
        who = names.get(task.assignee_id or "", "")
        kinds = formats_list(dict.fromkeys(states.task_kind(t.kind) for t in group if t.is_open or t is task))
        self._what.setText(kinds)
        self._who.setText(who or states.role(task.role))
        word = states.task_state(task.state)
        at = task.done_at or task.started_at or task.arrived_at or task.acknowledged_at
        if at is not None:
            word += f" {formats.clock(at, rules.tz)}"
        self._chip.show_chip(word, _task_chip(task, now))
        step = next_step(task)
        self.next_state = step.value if step else ""
        same = group if step is TaskState.ACKNOWLEDGED else (task,)
        self.task_ids = tuple(
            t.id for t in same if t.state is task.state and t.assignee_id == task.assignee_id
        )
        self.setObjectName(f"round_{task.role.value}_{task.slot}")
        self.step.setObjectName(f"step_{task.role.value}_{task.slot}")
        if step is None and self.step.hasFocus():
            self.setFocus()  # a button that hides hands the focus to the far end of the window
        self.step.setVisible(step is not None)
        if step is not None:
            self.step.setText(_step_word(step))
            self.step.setAccessibleName(f"{kinds} {who}: {_step_word(step)}")
        self.setAccessibleName(f"{who} {kinds} {word}")


def next_step(task: TaskRecord) -> TaskState | None:
    """The step that a task takes next: the nearest one that is allowed; a check or a test needs no
    arrival.
    """
    allowed = NEXT_STEPS[task.state]
    return next((step for step in _STEP_ORDER if step in allowed), None)


def _step_word(step: TaskState) -> str:
    translate: Callable[[str, str], str] = QCoreApplication.translate
    if step is TaskState.ACKNOWLEDGED:
        return translate("TaskStep", "Acknowledge")
    if step is TaskState.ON_SITE:
        return translate("TaskStep", "Sign in")
    return translate("TaskStep", "Begin") if step is TaskState.IN_PROGRESS else translate("TaskStep", "Done")


def _task_chip(task: TaskRecord, now: int) -> ChipStyle:
    if is_overdue(task, now):
        return ChipStyle("mid", "flag")
    if task.state in {TaskState.PENDING, TaskState.OFFERED}:
        return ChipStyle("plain", "circle-dashed", dashed=True)
    if task.state in {TaskState.DONE, TaskState.VERIFIED}:
        return ChipStyle("neutral", "check")
    icon = {TaskState.ON_SITE: "map-pin-check", TaskState.IN_PROGRESS: "circle-dot"}.get(task.state, "")
    return ChipStyle("ok" if task.arrived_at is not None else "accent", icon)


class CheckSection(Section):
    """Three lists with a bar each; a click (or Enter) unfolds one, its items are ticked there."""

    answered = Signal(str, str, str, str)
    """Owner, item, the new CheckResult and the one that was seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("drawer_checks")
        self._lists = {owner: _CheckList(look, owner, self) for owner in CheckOwner}
        for part in self._lists.values():
            self.add(part)

    def show_checks(
        self, meeting: MeetingRecord, checks: Sequence[CheckRecord], people: Callable[[str], str]
    ) -> None:
        """Show what is answered; a meeting without a list (self-service) takes no room."""
        self.setVisible(bool(checklists.template(meeting)))
        for owner, part in self._lists.items():
            items = [item for item in checklists.template(meeting) if item.owner is owner]
            part.setVisible(bool(items))
            part.show_items(meeting, items, [c for c in checks if c.owner is owner], people)

    def retranslate(self) -> None:
        """Set the names of the lists anew."""
        for part in self._lists.values():
            part.retranslate()


class _CheckList(QWidget):
    def __init__(self, look: Look, owner: CheckOwner, section: CheckSection) -> None:
        super().__init__(section)
        self._look = look
        self._owner = owner
        self._section = section
        self.setObjectName(f"checklist_{owner.value}")
        self._head = Button(look, kind="fold", icon="chevron-right", parent=self)
        self._head.setObjectName(f"checklist_head_{owner.value}")
        self._bar = Bar(look, self)
        self._count = TextLabel("", "strong", parent=self)
        self._open = ElidedLabel("", "error", parent=self)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self._head, self._bar, self._count):
            head.addWidget(widget)
        head.addWidget(self._open, 1)
        head.addStretch()  # nothing left to do: the bar stays under the others
        self._items = QWidget(self)
        self._items.hide()
        self._column = QVBoxLayout(self._items)
        self._column.setContentsMargins(8, 0, 0, 4)
        self._column.setSpacing(2)
        self._rows: dict[str, _CheckRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._items)
        self._head.clicked.connect(self.on_head)
        self.retranslate()

    def retranslate(self) -> None:
        self._head.setText(states.check_owner(self._owner))
        self._head.setAccessibleName(self._head.text())
        words = self._look.metrics(13)
        widest = max(round(words.horizontalAdvance(states.check_owner(owner))) for owner in CheckOwner)
        self._head.setFixedWidth(widest + self._look.px(24))  # the three bars stand under one another

    def on_head(self) -> None:
        """Unfold or fold the items."""
        opened = self._items.isHidden()
        self._items.setVisible(opened)
        self._head.set_icon("chevron-down" if opened else "chevron-right")

    def show_items(
        self, meeting: MeetingRecord, items: Sequence[checklists.Item], checks: Sequence[CheckRecord],
        people: Callable[[str], str],
    ) -> None:  # fmt: skip
        answers = {c.item: c for c in checks}
        for code in [code for code in self._rows if code not in {item.code for item in items}]:
            self._rows.pop(code).deleteLater()
        for item in items:
            if item.code not in self._rows:
                row = _CheckRow(self._look, item, self._items)
                row.answered.connect(
                    lambda new, was, i=item: self._section.answered.emit(self._owner.value, i.code, new, was)
                )
                self._rows[item.code] = row
                self._column.addWidget(row)
            self._rows[item.code].show_answer(answers.get(item.code), people)
        done, total = checklists.progress(meeting, checks, self._owner)
        self._bar.set_share(done / total if total else 0.0)
        self._count.setText(f"{done}/{total}")
        blocking = [i for i in checklists.blocking(meeting, checks) if i.owner is self._owner]
        self._open.setVisible(bool(blocking))
        self._open.setText(
            QCoreApplication.translate("CheckSection", "{n} must-items open").format(n=len(blocking))
        )
        self._bar.setAccessibleName(f"{self._head.text()} {self._count.text()}")


class _CheckRow(QWidget):
    """One item: pass, fail, not applicable; the answer that stands can be taken back."""

    answered = Signal(str, str)

    def __init__(self, look: Look, item: checklists.Item, parent: QWidget) -> None:
        super().__init__(parent)
        self._item = item
        self._result = CheckResult.OPEN
        self._label = ElidedLabel("", "body2", parent=self)
        self._by = TextLabel("", "muted", parent=self)
        self._buttons: dict[CheckResult, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._label, 1)
        row.addWidget(self._by)
        icons = {CheckResult.PASS: "check", CheckResult.FAIL: "x", CheckResult.NOT_APPLICABLE: "minus"}
        for result, icon in icons.items():
            button = Button(look, kind="ghost", icon=icon, parent=self)
            button.setCheckable(True)
            button.setObjectName(f"check_{item.owner.value}_{item.code}_{result.value}")
            button.clicked.connect(lambda _=False, r=result: self.on_answer(r))
            self._buttons[result] = button
            row.addWidget(button)

    def on_answer(self, result: CheckResult) -> None:
        """A button was pressed: that answer, or none when it was the one that stands."""
        new = CheckResult.OPEN if result is self._result else result
        self._buttons[result].setChecked(
            self._result is result
        )  # what stands is shown until the answer is stored
        self.answered.emit(new.value, self._result.value)

    def show_answer(self, check: CheckRecord | None, people: Callable[[str], str]) -> None:
        self._result = check.result if check else CheckResult.OPEN
        words = check_words.item(self._item.code)
        self._label.setText(f"★ {words}" if self._item.must else words)
        self._by.setText(people(check.answered_by) if check and self._result is not CheckResult.OPEN else "")
        for result, button in self._buttons.items():
            button.setChecked(result is self._result)
            button.setAccessibleName(f"{words}: {states.check_result(result)}")
            button.setToolTip(states.check_result(result))


class ChangeSection(Section):
    """What was done to the meeting, newest first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setObjectName("drawer_changes")
        self._look = look
        self._labels: list[TextLabel] = []

    def show_changes(
        self, changes: Sequence[ChangeRecord], names: Names, now: int, *, most: int = 12
    ) -> None:
        """Show the last ones: when, who, what."""
        shown = changes[:most]
        while len(self._labels) < len(shown):
            label = TextLabel("", "body2", wraps=True, parent=self)
            self._labels.append(label)
            self.add(label)
        for place, label in enumerate(self._labels):
            label.setVisible(place < len(shown))
            if place < len(shown):
                change = shown[place]
                at = formats.clock(change.at, names.zone)
                if formats.day_of_instant(change.at, names.zone) != formats.day_of_instant(now, names.zone):
                    at = formats.day_and_clock(change.at, names.zone)
                label.setText(
                    "   ".join(part for part in (at, change.actor_name, change_text(change, names)) if part)
                )


__all__ = [
    "Bar",
    "ChangeSection",
    "CheckSection",
    "Facts",
    "StaffSection",
    "current_of",
    "next_step",
    "rounds",
]
