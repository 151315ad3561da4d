"""What a person sees when the data file cannot be used,
and when something unexpected happened. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.desk.errors import Report
from app.domain.errors import StoreFault
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.panels import EmptyState
from app.words.faults import fault_text


class FaultPage(QWidget):
    """Stands in front of all pages while the store cannot be used; ``retry`` asks to try again."""

    retry = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fault_page")
        self._fault: StoreFault | None = None
        self._state = EmptyState(look, icon="triangle-alert", parent=self)
        self._state.acted.connect(self.retry)
        column = QVBoxLayout(self)
        column.addWidget(self._state)

    def show_fault(self, fault: StoreFault) -> None:
        """Say what happened."""
        self._fault = fault
        what, do = fault_text(fault.code)
        self._state.say(what, do, action=self.tr("Try again"))
        self.setAccessibleName(f"{what} {do}")

    def changeEvent(self, event: QEvent) -> None:
        """Language changed."""
        if event.type() == QEvent.Type.LanguageChange and self._fault is not None:
            self.show_fault(self._fault)
        super().changeEvent(event)


class ReportDialog(QDialog):
    """An unexpected error: the program goes on; the report can be copied."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_dialog")
        self.setWindowTitle(self.tr("Unexpected error"))
        said = TextLabel(
            self.tr("Something unexpected happened. Your data is safe; the program goes on."),
            "heading",
            wraps=True,
        )
        text = QPlainTextEdit(report.text)
        text.setReadOnly(True)
        text.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        go_on = buttons.addButton(self.tr("Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._text = report.text
        copy.clicked.connect(self.on_copy)
        go_on.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        for widget in (said, text, buttons):
            column.addWidget(widget)
        self.resize(720, 480)

    def on_copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)
