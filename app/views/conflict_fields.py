"""One field of a conflict: its name, what it was, and the values to choose from, as cards (GUI thread)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.domain.conflicts import can_keep_both, holder, outcome
from app.domain.records import ConflictRecord
from app.domain.states import ConflictChoice
from app.views.conflict_checks import Verdict
from app.widgets.choice_card import CardFace, ChoiceCard
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names

COLUMNS: Final = (22, 22, 40, 40)  # how the width is shared: name, before, mine, theirs
CARDS: Final = 2  # the column of the first card
ORDER: Final = (ConflictChoice.MINE, ConflictChoice.THEIRS, ConflictChoice.BOTH)


class FieldRow(QWidget):
    """See the module; ``chosen`` when a person has chosen, ``entered`` when the keyboard is on it."""

    chosen = Signal(str, object)
    """Conflict id, ConflictChoice."""
    entered = Signal(str)
    """Conflict id."""

    def __init__(self, look: Look, conflict: ConflictRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.conflict = conflict
        self._verdicts: dict[ConflictChoice, Verdict] = {}
        self._names: Names | None = None
        self._is_fresh = False
        self.setObjectName(f"field_{conflict.field}")
        self._name = TextLabel("", "strong", wraps=True, parent=self)
        self._before = ChoiceCard(look, self, choosable=False)
        self._group = QButtonGroup(self)
        self._cards: dict[ConflictChoice, ChoiceCard] = {}
        self._grid = QGridLayout(self)
        self._is_narrow: bool | None = None
        for choice in ORDER if can_keep_both(conflict) else ORDER[:2]:
            card = ChoiceCard(look, self)
            card.setObjectName(f"card_{conflict.field}_{choice.value}")
            card.clicked.connect(lambda _=False, it=choice: self.chosen.emit(self.conflict.id, it))
            card.entered.connect(lambda: self.entered.emit(self.conflict.id))
            card.stepped.connect(self.on_stepped)
            self._group.addButton(card)
            self._cards[choice] = card
        self.fit(is_narrow=False)

    def fit(self, *, is_narrow: bool) -> None:
        """Name and before stand beside the cards, or over them where there is little room."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        px, grid = self._look.px, self._grid
        side = px(12) if is_narrow else px(20)
        grid.setContentsMargins(side, px(14), side, px(14))
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        for column, share in enumerate(COLUMNS):
            grid.setColumnStretch(column, 0 if is_narrow and column < CARDS else share)
        top = 2 if is_narrow else 0
        if is_narrow:
            grid.addWidget(self._name, 0, CARDS, 1, 2)
            grid.addWidget(self._before, 1, CARDS, 1, 2)
        else:
            grid.addWidget(self._name, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._before, 0, 1)
        grid.addWidget(self._cards[ConflictChoice.MINE], top, CARDS)
        grid.addWidget(self._cards[ConflictChoice.THEIRS], top, CARDS + 1)
        if ConflictChoice.BOTH in self._cards:
            grid.addWidget(self._cards[ConflictChoice.BOTH], top + 1, CARDS, 1, 2)

    @property
    def verdicts(self) -> dict[ConflictChoice, Verdict]:
        """What the rules say of each value, as far as they have answered."""
        return self._verdicts

    def options(self) -> tuple[ConflictChoice, ...]:
        """What can be chosen."""
        return tuple(choice for choice, card in self._cards.items() if card.isEnabled())

    def card(self, choice: ConflictChoice) -> ChoiceCard:
        """The card of a choice."""
        return self._cards[choice]

    def show_conflict(self, conflict: ConflictRecord, names: Names, *, is_fresh: bool = False) -> None:
        """Show it as it stands now; ``is_fresh``: the other side has changed it since it was opened."""
        if conflict.mine != self.conflict.mine or conflict.theirs != self.conflict.theirs:
            self._verdicts.clear()
        self.conflict, self._names, self._is_fresh = conflict, names, is_fresh
        self._render()

    def show_verdict(self, choice: ConflictChoice, verdict: Verdict) -> None:
        """What the rules say of a value now."""
        self._verdicts[choice] = verdict
        self._render()

    def mark(self, choice: ConflictChoice | None) -> None:
        """Show what is chosen, without telling."""
        self._group.setExclusive(False)
        for each, card in self._cards.items():
            card.setChecked(each is choice)
        self._group.setExclusive(True)
        for card in self._cards.values():
            card.update()

    def take_focus(self, choice: ConflictChoice | None) -> None:
        """The keyboard goes to the chosen card, else to the first."""
        self._cards[choice or self.options()[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def on_stepped(self, step: int) -> None:
        """Left and right go from card to card."""
        options = self.options()
        at = next((n for n, choice in enumerate(options) if self._cards[choice].hasFocus()), 0)
        if 0 <= at + step < len(options):
            self._cards[options[at + step]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _render(self) -> None:
        conflict, names = self.conflict, self._names
        if names is None:
            return
        self._name.setText(words.field_word(conflict.field))
        before = words.value_text(conflict.about, conflict.field, conflict.was, names)
        self._before.show_face(CardFace(before))
        holds = holder(conflict)
        for choice, card in self._cards.items():
            face = CardFace(
                words.value_text(conflict.about, conflict.field, outcome(conflict, choice), names),
                self._who(choice, names), note=self._note(choice, holds),
            )  # fmt: skip
            verdict = self._verdicts.get(choice)
            if verdict is not None:
                face = replace(face, check=verdict.text, tone=verdict.tone)
            card.show_face(face)
            blocked = verdict is not None and verdict.is_blocked and choice is not ConflictChoice.THEIRS
            gone = conflict.now is None and choice is not ConflictChoice.THEIRS
            card.setEnabled(not blocked and not gone)

    def _who(self, choice: ConflictChoice, names: Names) -> str:
        conflict = self.conflict
        if choice is ConflictChoice.BOTH:
            return QCoreApplication.translate("FieldRow", "Keep both parts")
        mine = choice is ConflictChoice.MINE
        name, at = (
            (conflict.mine_by_name, conflict.mine_at)
            if mine
            else (conflict.theirs_by_name, conflict.theirs_at)
        )
        time = formats.clock(at, names.zone) if at is not None else ""
        return "  ".join(part for part in (name, time) if part)

    def _note(self, choice: ConflictChoice, holds: ConflictChoice | None) -> str:
        parts = []
        if choice is holds:
            parts.append(QCoreApplication.translate("FieldRow", "in force now"))
        if self._is_fresh and choice is ConflictChoice.THEIRS:
            parts.append(QCoreApplication.translate("FieldRow", "updated"))
        return " · ".join(parts)
