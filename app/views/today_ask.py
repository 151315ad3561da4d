"""One question before something that others are told of or that cannot be taken back quietly. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.look import Look


class Confirm(QDialog):
    """A question, who is told, perhaps a reason to be given; the answer is a signal."""

    confirmed = Signal(str)
    """Yes; the reason ("" where none was asked for)."""

    def __init__(  # noqa: PLR0913 - a question, its answer, and what it needs
        self,
        look: Look,
        question: str,
        told: str,
        yes: str,
        parent: QWidget | None = None,
        *,
        reason: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question)
        self.setAccessibleName(question)
        self._needs_reason = bool(reason)
        title = TextLabel(question, "heading", wraps=True, parent=self)
        detail = TextLabel(told, "body2", wraps=True, parent=self)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("confirm_reason")
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText(reason)
        self.reason.setAccessibleName(reason)
        self.reason.setVisible(self._needs_reason)
        self.yes = Button(look, yes.replace("&", "&&"), kind="danger" if danger else "primary", parent=self)
        self.yes.setObjectName("confirm_yes")
        self.no = Button(look, self.tr("Cancel"), parent=self)
        self.no.setObjectName("confirm_no")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.no, self.yes):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        for widget in (title, detail, self.reason):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(look.px(380))
        self.yes.clicked.connect(self.on_yes)
        self.no.clicked.connect(self.reject)
        self.reason.textChanged.connect(self.on_typed)
        self.on_typed()
        (self.reason if self._needs_reason else self.yes).setFocus()

    def on_typed(self) -> None:
        """A reason that is asked for must be given."""
        self.yes.setEnabled(not self._needs_reason or bool(self.reason.text().strip()))

    def on_yes(self) -> None:
        """Go on."""
        self.confirmed.emit(self.reason.text().strip())
        self.accept()
