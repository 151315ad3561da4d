"""What is to be decided of one object: how it happened,
field by field, what was merged, what would come of it.

The page gives the item and carries the decision out (GUI thread). When the other side changes while it is
open, the cards follow in place and a choice made here stays, marked as to be saved again.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.conflicts import Item, both, can_keep_both, merged_fields
from app.domain.meetings import Finding
from app.domain.ops import ResolveConflict
from app.domain.records import ConflictRecord, MeetingRecord
from app.domain.states import ConflictChoice
from app.views.conflict_checks import ConflictChecks, Verdict
from app.views.conflict_fields import CARDS, COLUMNS, FieldRow
from app.views.page import Services
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage, line, panel
from app.widgets.reason_field import ReasonField
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names, finding_text

_HEADS: Final = 4
NARROW_PX: Final = 620


class ConflictDetail(QWidget):
    """See the module."""

    decided = Signal(object)
    """A tuple of ResolveConflict: the person has saved."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = services.look
        self._item: Item | None = None
        self._names: Names | None = None
        self._rows: list[FieldRow] = []
        self._choices: dict[str, ConflictChoice] = {}
        self._by_person: set[str] = set()
        self._shown: dict[str, ConflictRecord] = {}
        self._fresh: set[str] = set()
        self._current = ""
        self._findings: tuple[Finding, ...] = ()
        self._after: MeetingRecord | None = None
        self._is_saving = False
        self.checks = ConflictChecks(services.desk, self)
        self.setObjectName("conflict_detail")
        self._build()
        self._connect()
        self.retranslate()

    # building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        look = self._look
        self.title = TextLabel("", "title", wraps=True, parent=self)
        self.title.setObjectName("conflict_title")
        self.how = TextLabel("", "body2", wraps=True, parent=self)
        self.how.setObjectName("conflict_how")
        head = QVBoxLayout()
        head.setContentsMargins(look.px(20), look.px(14), look.px(20), look.px(10))
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.how)
        self._heads = [TextLabel("", "caption", wraps=True, parent=self) for _ in range(_HEADS)]
        heads = self._head_grid = QGridLayout()
        heads.setContentsMargins(look.px(20), look.px(6), look.px(20), look.px(6))
        heads.setHorizontalSpacing(look.px(12))
        for column, label in enumerate(self._heads):
            heads.setColumnStretch(column, COLUMNS[column])
            heads.addWidget(label, 0, column)
        ground = panel("sunken", self)
        ground.setLayout(heads)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("conflict_message")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.message)
        whole.addWidget(self._build_body(head, ground), 1)
        whole.addWidget(self._build_foot())

    def _build_body(self, head: QLayout, heads: QWidget) -> QWidget:
        look = self._look
        self._fields = QVBoxLayout()
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(0)
        self._merged_head = TextLabel("", "strong", parent=self)
        self._merged = TextLabel("", "body2", wraps=True, parent=self)
        self._merged.setObjectName("conflict_merged")
        self._after_head = TextLabel("", "strong", parent=self)
        self._after_text = TextLabel("", "body", wraps=True, parent=self)
        self._after_text.setObjectName("conflict_after")
        self._after_note = TextLabel("", "warning", wraps=True, parent=self)
        self._after_note.setObjectName("conflict_findings")
        self.reason = ReasonField("conflict_reason", self)
        self._log = TextLabel("", "caption", wraps=True, parent=self)
        rest = QVBoxLayout()
        rest.setContentsMargins(look.px(20), look.px(12), look.px(20), look.px(12))
        rest.setSpacing(look.px(6))
        for widget in (
            self._merged_head, self._merged, self._after_head, self._after_text, self._after_note,
            self.reason, self._log,
        ):  # fmt: skip
            rest.addWidget(widget)
        inner = panel("surface")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(heads)
        whole.addLayout(self._fields)
        whole.addLayout(rest)
        whole.addStretch(1)
        self.scroller = QScrollArea(self)
        self.scroller.setObjectName("conflict_scroller")
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(inner)
        return self.scroller

    def _build_foot(self) -> QWidget:
        look = self._look
        self.all_mine = Button(look, key="Shift 1", parent=self)
        self.all_mine.setObjectName("all_mine")
        self.all_theirs = Button(look, key="Shift 2", parent=self)
        self.all_theirs.setObjectName("all_theirs")
        self.count = TextLabel("", "body2", parent=self)
        self.count.setObjectName("chosen_count")
        self.save_button = Button(look, kind="primary", key="Ctrl Enter", parent=self)
        self.save_button.setObjectName("save_decision")
        foot = panel("footer", self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(look.px(20), look.px(8), look.px(20), look.px(8))
        row.setSpacing(look.px(8))
        row.addWidget(self.all_mine)
        row.addWidget(self.all_theirs)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.save_button)
        return foot

    def _connect(self) -> None:
        self.all_mine.clicked.connect(lambda: self.choose_all(ConflictChoice.MINE))
        self.all_theirs.clicked.connect(lambda: self.choose_all(ConflictChoice.THEIRS))
        self.save_button.clicked.connect(self.save)
        self.reason.textChanged.connect(lambda _: self._judge())
        self.reason.returnPressed.connect(self.save)
        self.checks.found.connect(self.on_verdict)
        self.checks.combined.connect(self.on_combined)
        self.checks.meeting_found.connect(lambda _: self._combine())
        self.message.closed.connect(self.message.clear)

    # what the page uses -------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._item

    def show_item(self, item: Item, names: Names) -> None:
        """Show an item; the same one again follows in place, with what was chosen kept."""
        same = self._item is not None and self._item.key == item.key
        unchanged = same and self._item == item
        self._names = names
        if not same:
            self._begin(item)
        elif not unchanged:
            self._follow(item)
        self._item = item
        self._lay(item)
        self._render()
        if not unchanged:
            self.checks.begin(item.conflicts, names)

    def choose(self, number: int) -> None:
        """1 mine, 2 theirs, 3 both: for the field that the keyboard is on."""
        row = self._row(self._current)
        choices = (ConflictChoice.MINE, ConflictChoice.THEIRS, ConflictChoice.BOTH)
        if row is not None and choices[number - 1] in row.options():
            self.on_chosen(row.conflict.id, choices[number - 1])
            row.take_focus(choices[number - 1])

    def choose_all(self, choice: ConflictChoice) -> None:
        """The same side for every field that has it to choose."""
        for row in self._rows:
            if choice in row.options():
                self._choices[row.conflict.id] = choice
                self._by_person.add(row.conflict.id)
        self._render()
        self._combine()

    def step(self, by: int) -> None:
        """To the next or the previous field."""
        if not self._rows:
            return
        at = next((n for n, row in enumerate(self._rows) if row.conflict.id == self._current), -1)
        place = min(max(at + by, 0), len(self._rows) - 1)
        row = self._rows[place]
        self._current = row.conflict.id
        row.take_focus(self._choices.get(row.conflict.id))
        self.scroller.ensureWidgetVisible(row)

    def save(self) -> None:
        """Hand the decision to the page, if it is complete."""
        if self._is_saving or not self.save_button.isEnabled() or self._item is None:
            return
        self._is_saving = True
        self._judge()
        self.decided.emit(tuple(self._op(conflict) for conflict in self._item.conflicts))

    def not_saved(self, text: str) -> None:
        """The house refused the decision: said in the panel, everything chosen stays."""
        self._is_saving = False
        self.message.say(text, "mid", close_name=self.tr("Close"))
        self._judge()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.all_mine.setText(self.tr("All mine"))
        self.all_theirs.setText(self.tr("All theirs"))
        self.save_button.setText(self.tr("Save the decision"))
        for button in (self.all_mine, self.all_theirs, self.save_button):
            button.setAccessibleName(button.text())
        self._merged_head.setText(self.tr("Taken over without a conflict"))
        self._after_head.setText(self.tr("After the decision"))
        self.reason.setPlaceholderText(self.tr("Reason to go on"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self._log.setText(
            self.tr("What is not chosen stays in the log. The decision itself is synced and audited.")
        )
        self.scroller.setAccessibleName(self.tr("Fields in conflict"))
        self._render()
        if self._item is not None and self._names is not None:  # what the rules say is said anew
            self.checks.begin(self._item.conflicts, self._names)
            self._combine()

    # slots --------------------------------------------------------------------------------------

    def on_chosen(self, conflict_id: str, choice: ConflictChoice) -> None:
        """A person chose a value."""
        self._choices[conflict_id] = choice
        self._by_person.add(conflict_id)
        self._current = conflict_id
        self._render()
        self._combine()

    def on_entered(self, conflict_id: str) -> None:
        """The keyboard is on a field."""
        self._current = conflict_id

    def on_verdict(self, conflict_id: str, choice: ConflictChoice, verdict: Verdict) -> None:
        """What the rules say of a value; where only one of two may be, it is chosen beforehand."""
        row = self._row(conflict_id)
        if row is None:
            return
        row.show_verdict(choice, verdict)
        blocked = {side for side, each in row.verdicts.items() if each.is_blocked}
        if len(row.verdicts) == 2 and len(blocked) == 1 and conflict_id not in self._by_person:
            free = ConflictChoice.MINE if ConflictChoice.THEIRS in blocked else ConflictChoice.THEIRS
            self._choices[conflict_id] = free
        self._render()
        self._combine()

    def on_combined(self, answer: tuple[MeetingRecord, tuple[Finding, ...]]) -> None:
        """The meeting as it would be, and what it would break."""
        self._after, self._findings = answer
        self._render()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------

    def _begin(self, item: Item) -> None:
        self._choices = {
            conflict.id: ConflictChoice.BOTH for conflict in item.conflicts if can_keep_both(conflict)
        }
        self._choices |= {each.id: ConflictChoice.THEIRS for each in item.conflicts if each.now is None}
        self._by_person.clear()
        self._fresh.clear()
        self._findings, self._after, self._is_saving = (), None, False
        self._current = item.conflicts[0].id
        self.reason.clear()
        self.message.clear()

    def _follow(self, item: Item) -> None:
        """The other side moved: say so and keep what was chosen, to be saved again."""
        self._is_saving = False
        for conflict in item.conflicts:
            before = self._shown.get(conflict.id)
            if before is not None and (before.now, before.theirs) != (conflict.now, conflict.theirs):
                self._fresh.add(conflict.id)
        if self._fresh:
            text = self.tr(
                "The other side changed this meanwhile. Your choice is kept; look and save it again."
            )
            self.message.say(text, "low", close_name=self.tr("Close"))

    def _lay(self, item: Item) -> None:
        """A row for each field; rows of fields that stay are kept, with the keyboard on them."""
        kept = {row.conflict.id: row for row in self._rows}
        wanted = [conflict.id for conflict in item.conflicts]
        if [row.conflict.id for row in self._rows] != wanted:
            while self._fields.count():
                taken = self._fields.takeAt(0)
                widget = taken.widget() if taken is not None else None
                if widget is not None and widget not in [kept[uid] for uid in wanted if uid in kept]:
                    widget.hide()
                    widget.deleteLater()
            self._rows = []
            for conflict in item.conflicts:
                row = kept.get(conflict.id) or self._made(conflict)
                self._rows.append(row)
                self._fields.addWidget(row)
                self._fields.addWidget(line("h"))
        self._fit()
        for row, conflict in zip(self._rows, item.conflicts, strict=True):
            self._shown[conflict.id] = conflict
            if self._names is not None:
                row.show_conflict(conflict, self._names, is_fresh=conflict.id in self._fresh)

    def _fit(self) -> None:
        """In a narrow window name and before stand over the cards."""
        narrow = self.width() < self._look.px(NARROW_PX)
        for row in self._rows:
            row.fit(is_narrow=narrow)
        self.count.setVisible(not narrow)  # the cards say it too
        for label in self._heads[:CARDS]:
            label.setVisible(not narrow)
        for column, share in enumerate(COLUMNS):
            self._head_grid.setColumnStretch(column, 0 if narrow and column < CARDS else share)

    def _made(self, conflict: ConflictRecord) -> FieldRow:
        row = FieldRow(self._look, conflict, self)
        row.chosen.connect(self.on_chosen)
        row.entered.connect(self.on_entered)
        return row

    def _row(self, conflict_id: str) -> FieldRow | None:
        return next((row for row in self._rows if row.conflict.id == conflict_id), None)

    def _render(self) -> None:
        item, names = self._item, self._names
        if item is None or names is None:
            return
        about, about_id = item.about
        self.title.setText(f"{words.subject_word(about)}  {words.object_name(about, about_id, names)}")
        how = words.how_it_happened(item, names)
        if item.conflicts[0].now is None:
            how = f"{how} {self.tr('The object itself is gone; only what is there can be kept.')}"
        self.how.setText(how)
        self._say_heads(item)
        for row in self._rows:
            row.show_conflict(row.conflict, names, is_fresh=row.conflict.id in self._fresh)
            row.mark(self._choices.get(row.conflict.id))
        merged = merged_fields(item)
        for widget in (self._merged_head, self._merged):
            widget.setVisible(bool(merged))
        said = [
            f"{words.field_word(each.field)}  {words.value_text(about, each.field, each.was, names)} → "
            f"{words.value_text(about, each.field, each.now, names)}"
            for each in merged
        ]
        self._merged.setText("\n".join(said))
        self._say_after(item, names)
        self._judge()

    def _say_heads(self, item: Item) -> None:
        mine = self.tr("This desk's change") if item.is_mine else self.tr("The later change")
        theirs = self.tr("The other desk's change") if item.is_mine else self.tr("The earlier change")
        texts = (self.tr("Field"), self.tr("Before"), f"{mine}  [1]", f"{theirs}  [2]")
        for label, text in zip(self._heads, texts, strict=True):
            label.setText(text)

    def _say_after(self, item: Item, names: Names) -> None:
        chosen = [(each, self._choices[each.id]) for each in item.conflicts if each.id in self._choices]
        parts = []
        if self._after is not None:
            room = names.of("room", self._after.room_id)
            span = formats.clock_range(self._after.starts_at, self._after.ends_at, names.zone)
            parts.append(f"{room}  {span}".strip())
        for conflict, choice in chosen:
            if conflict.field in {"slot", "ends_at"}:
                continue
            value = words.value_text(conflict.about, conflict.field, self._value(conflict, choice), names)
            parts.append(f"{words.field_word(conflict.field)}  {value}")
        text = "  ·  ".join(" ".join(part.split("\n")) for part in parts)
        self._after_text.setText(text or self.tr("Nothing is chosen yet; what holds now goes on."))
        notes = "\n".join(finding_text(finding, names) for finding in self._findings)
        self._after_note.setText(notes)
        self._after_note.setVisible(bool(notes))

    @staticmethod
    def _value(conflict: ConflictRecord, choice: ConflictChoice) -> str:
        if choice is ConflictChoice.BOTH:
            return both(conflict)
        return conflict.mine if choice is ConflictChoice.MINE else conflict.theirs

    def _combine(self) -> None:
        """Ask what all choices together would break, for a meeting."""
        if self._item is not None:
            self.checks.combine(
                {
                    each.id: (each, self._choices[each.id])
                    for each in self._item.conflicts
                    if each.id in self._choices
                }
            )

    def _needs_reason(self) -> bool:
        """Whether what was chosen breaks, by itself or together, a rule that a reason waives."""
        moved = {"slot", "ends_at"}
        moves = any(
            each.conflict.field in moved and self._choices.get(each.conflict.id) is ConflictChoice.MINE
            for each in self._rows
        )
        if moves and any(finding.waivable for finding in self._findings):
            return True
        for row in self._rows:
            choice = self._choices.get(row.conflict.id)
            verdict = row.verdicts.get(choice) if choice is not None else None
            if verdict is not None and verdict.needs_reason and choice is not ConflictChoice.THEIRS:
                return True
        return False

    def _judge(self) -> None:
        """What can be saved now."""
        total = len(self._rows)
        chosen = sum(row.conflict.id in self._choices for row in self._rows)
        self.count.setText(self.tr("{n} of {all} chosen").format(n=chosen, all=total))
        needs = self._needs_reason()
        self.reason.setVisible(needs)
        fine = total > 0 and chosen == total and (not needs or bool(self.reason.text().strip()))
        self.save_button.setEnabled(fine and not self._is_saving)
        for button, choice in (
            (self.all_mine, ConflictChoice.MINE),
            (self.all_theirs, ConflictChoice.THEIRS),
        ):
            button.setEnabled(any(choice in row.options() for row in self._rows))

    def _op(self, conflict: ConflictRecord) -> ResolveConflict:
        choice = self._choices[conflict.id]
        value = both(conflict) if choice is ConflictChoice.BOTH else ""
        reason = self.reason.text().strip() if choice is not ConflictChoice.THEIRS else ""
        seen = conflict.now if conflict.now is not None else "null"
        return ResolveConflict(conflict.id, choice, seen, value, reason if self._needs_reason() else "")
