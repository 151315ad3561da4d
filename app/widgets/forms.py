"""Forms in code: rows of label, field and, under the field, what is wrong with it.

A page builds its form with `FormBuilder`, keeps the fields it made, and sets texts and errors by the row's
key, so that a language change and a refusal each touch one place. GUI thread. Knows no rule: errors come in
as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.widgets.fields import dress_field
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.panels import line

LABEL_PX: Final = 88
_FIELD_COLUMN: Final = 1
ErrorTone = Literal["error", "warning", "caption", "ok"]


@dataclass(slots=True)
class _Row:
    label: TextLabel
    field: QWidget
    note: TextLabel


class FormBuilder(QWidget):
    """A two-column form."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, label_px: int = LABEL_PX) -> None:
        super().__init__(parent)
        self._look = look
        self._label_px = label_px
        self._rows: dict[str, _Row] = {}
        self._sections: dict[str, TextLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(_FIELD_COLUMN, 1)
        look.watch(self.on_look_changed)

    def section(self, key: str, title: str = "") -> None:
        """Begin a part with a heading and a line over it."""
        row = self._grid.rowCount()
        if self._sections or self._rows:
            self._grid.addWidget(line("h", self), row, 0, 1, 2)
            self._grid.setRowMinimumHeight(row, 13)
        label = TextLabel(title, "strong", parent=self)
        label.setObjectName(f"section_{key}")
        self._grid.addWidget(label, row + 1, 0, 1, 2)
        self._sections[key] = label

    def row(self, key: str, field: QWidget, label: str = "", *, also: tuple[QWidget, ...] = ()) -> None:
        """Add a row; `also` are further widgets in the same
        line. The field gets the key as its objectName.
        """
        if not field.objectName():
            field.setObjectName(key)
        name = TextLabel(label, "body2", parent=self)
        name.setBuddy(field)
        note = TextLabel("", "error", wraps=True, parent=self)
        note.setObjectName(f"{key}_note")
        note.hide()
        at = self._grid.rowCount()
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        if also:
            beside = QHBoxLayout()
            beside.setSpacing(8)
            beside.addWidget(field, 1)
            for widget in also:
                beside.addWidget(widget)
            self._grid.addLayout(beside, at, _FIELD_COLUMN)
        else:
            self._grid.addWidget(field, at, _FIELD_COLUMN)
        self._grid.addWidget(note, at + 1, _FIELD_COLUMN)
        self._rows[key] = _Row(name, field, note)
        for box in (field, *also):
            dress_field(box, self._look)
        self._dress(self._rows[key])
        self.set_label(key, label)

    def set_label(self, key: str, text: str) -> None:
        """Set a row's label (again on a language change); it is the field's accessible name too."""
        row = self._rows[key]
        row.label.setText(text)
        row.field.setAccessibleName(text)

    def set_labels(self, texts: dict[str, str]) -> None:
        """Set many labels and section headings by key."""
        for key, text in texts.items():
            if key in self._sections:
                self._sections[key].setText(text)
            else:
                self.set_label(key, text)

    def set_note(self, key: str, text: str, tone: ErrorTone = "error") -> None:
        """Say something under a field: an error (the field is
        outlined), a warning, a hint; "" takes it away.
        """
        row = self._rows[key]
        row.note.setText(text)
        row.note.set_role(tone)
        row.note.setVisible(bool(text))
        row.field.setAccessibleDescription(text)
        is_wrong = bool(text) and tone == "error"
        if bool(row.field.property("invalid")) != is_wrong:
            row.field.setProperty("invalid", is_wrong)
            row.field.style().unpolish(row.field)
            row.field.style().polish(row.field)

    def note(self, key: str) -> str:
        """What stands under a field."""
        return self._rows[key].note.text()

    def clear_notes(self) -> None:
        """Take every note away."""
        for key in self._rows:
            self.set_note(key, "")

    def set_row_visible(self, key: str, *, visible: bool) -> None:
        """Show or hide a row with its note."""
        row = self._rows[key]
        row.label.setVisible(visible)
        row.field.setVisible(visible)
        row.note.setVisible(visible and bool(row.note.text()))

    def field(self, key: str) -> QWidget:
        """The field of a row."""
        return self._rows[key].field

    def on_look_changed(self) -> None:
        """Scale changed."""
        for row in self._rows.values():
            self._dress(row)

    def _dress(self, row: _Row) -> None:
        px = self._look.px
        row.label.setMinimumWidth(px(self._label_px))
        row.label.setMinimumHeight(px(30))
        row.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
