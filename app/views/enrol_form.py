"""Making this desk a console of a central service:
address, code, name; inline, never a dialog (GUI thread).
"""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.domain.errors import Refused
from app.domain.link import LinkProblem
from app.views.page import Services
from app.widgets.controls import Button
from app.widgets.drawer import Section
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.words import formats, link

_FIELD_OF = {LinkProblem.CODE: "enrol_code", LinkProblem.ADDRESS: "enrol_address"}


class EnrolForm(Section):
    """See the module; ``done`` carries the site's name."""

    done = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        look = services.look
        self._desk: Desk = services.desk
        self._cancel = Event()
        self._is_running = False
        self.setObjectName("enrol_form")
        self._hint = TextLabel("", "body2", wraps=True, parent=self)
        self.address, self.code, self.name = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.address.setText(services.settings.text("central"))
        self.form = FormBuilder(look, self)
        for key, field in (("address", self.address), ("code", self.code), ("name", self.name)):
            field.setMaxLength(200)
            field.returnPressed.connect(self.start)
            self.form.row(f"enrol_{key}", field)
        self.form.setMaximumWidth(look.px(560))
        self.problem = TextLabel("", "error", wraps=True, parent=self)
        self.problem.setObjectName("enrol_problem")
        self.problem.hide()
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self._rest = TextLabel("", "body2", parent=self)
        self._rest.hide()
        self.start_button = Button(look, kind="primary", icon="link-2", parent=self)
        self.start_button.setObjectName("enrol_start")
        self.cancel_button = Button(look, parent=self)
        self.cancel_button.setObjectName("enrol_cancel")
        self.cancel_button.hide()
        self.start_button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.addWidget(self.start_button)
        row.addWidget(self.cancel_button)
        row.addWidget(self._rest)
        row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        for widget in (self._hint, self.form, self.problem, self.progress):
            column.addWidget(widget)
        column.addLayout(row)
        self.add(column)
        self.retranslate()

    def start(self) -> None:
        """Ask central to take this desk in."""
        address, code = self.address.text().strip(), self.code.text().strip()
        self.form.clear_notes()
        self.problem.hide()
        if not address or not code:
            missing = "enrol_code" if address else "enrol_address"
            self.form.set_note(missing, self.tr("This is needed."))
            (self.code if address else self.address).setFocus()
            return
        if self._is_running:
            return
        self._cancel.clear()
        self._show_running(running=True)
        self._desk.central.enrol(
            address, code, self._done, self._refused, self._step, self._cancel.is_set,
            name=self.name.text().strip(), owner=self,
        )  # fmt: skip

    def cancel(self) -> None:
        """Give up; nothing was changed then."""
        self._cancel.set()
        self.cancel_button.setEnabled(False)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(self.tr("Join a central service"))
        self._hint.setText(
            self.tr(
                "With a central service several desks work on the same data, also while they are offline now "
                "and then. The engineer gives you the address and a code that can be used once."
            )
        )
        self.form.set_labels(
            {
                "enrol_address": self.tr("Address"),
                "enrol_code": self.tr("Code"),
                "enrol_name": self.tr("Name of this desk"),
            }
        )
        self.address.setPlaceholderText("https://")
        self.start_button.setText(self.tr("Join"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.progress.setAccessibleName(self.tr("Progress"))
        for button in (self.start_button, self.cancel_button):
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _step(self, count: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(count)
        text = self.tr("{n} of {all} rows")
        self._rest.setText(text.format(n=formats.integer(count), all=formats.integer(of)))

    def _done(self, site_name: str) -> None:
        self._show_running(running=False)
        self.code.clear()
        self.done.emit(site_name)

    def _refused(self, refusal: Refused) -> None:
        self._show_running(running=False)
        what, do = link.problem_text(refusal.code)
        field = _FIELD_OF.get(refusal.code, "")  # type: ignore[call-overload]  # a StrEnum is its text
        if field:
            self.form.set_note(field, f"{what}. {do}")
            return
        self.problem.setText(f"{what}\n{do}")
        self.problem.show()

    def _show_running(self, *, running: bool) -> None:
        self._is_running = running
        self.start_button.setEnabled(not running)
        for field in (self.address, self.code, self.name):
            field.setEnabled(not running)
        for widget in (self.cancel_button, self.progress, self._rest):
            widget.setVisible(running)
        self.cancel_button.setEnabled(True)
        self.progress.setRange(0, 0)
        self._rest.setText("")
