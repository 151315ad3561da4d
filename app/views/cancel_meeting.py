"""Asks once before a meeting is cancelled, says who is told, and takes the reason.

A dialog, because a cancellation reaches people outside (GUI thread). Nothing is done until the red button is
pressed; Esc and Keep leave everything as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.records import MeetingRecord
from app.views.page import Services
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.words import formats


class CancelDialog(QDialog):
    """See the module."""

    confirmed = Signal(str)
    """Cancel it, for this reason ("" if none was written)."""

    def __init__(
        self, services: Services, meeting: MeetingRecord, told: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rules = services.desk.rules
        self._meeting = meeting
        self._told = tuple(told)
        self.setObjectName("cancel_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = services.look
        self._title = TextLabel("", "heading", wraps=True, parent=self)
        self._says = TextLabel("", "body", wraps=True, parent=self)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("cancel_reason")
        self._reason.setMaxLength(200)
        self._keep = Button(look, parent=self)
        self._keep.setObjectName("cancel_keep")
        self._go = Button(look, kind="danger", icon="ban", parent=self)
        self._go.setObjectName("cancel_go")
        buttons = QHBoxLayout()
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for widget in (self._title, self._says, self._reason):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(look.px(420))
        self._keep.clicked.connect(self.reject)
        self._go.clicked.connect(self.on_go)
        self._reason.returnPressed.connect(self.on_go)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        meeting, tz = self._meeting, self._rules.tz
        title = self.tr("this meeting") if meeting.is_classified else meeting.title
        span = formats.clock_range(meeting.starts_at, meeting.ends_at, tz)
        when = f"{formats.day_of_instant(meeting.starts_at, tz)} {span}"
        self.setWindowTitle(self.tr("Cancel meeting"))
        self._title.setText(self.tr("Cancel {title}?").format(title=title))
        told = self.tr(", ").join(self._told)
        says = self.tr("{when}. The room is free at once.").format(when=when)
        if told:
            says += "\n" + self.tr("Told when the undo time is over: {names}.").format(names=told)
        self._says.setText(says)
        self._reason.setPlaceholderText(self.tr("Reason"))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._keep.setText(self.tr("Keep the meeting"))
        self._go.setText(self.tr("Cancel meeting"))
        for button in (self._keep, self._go):
            button.setAccessibleName(button.text())

    def on_go(self) -> None:
        """Cancelled, on purpose."""
        self.confirmed.emit(self._reason.text().strip())
        self.accept()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
