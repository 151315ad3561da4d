"""The inline form that shelves an alarm: until when, and why. Never for a high one; twelve hours at most.

Shown under the list it belongs to; Esc gives up, Ctrl+Enter shelves. Emits what was asked. GUI thread.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.alarms import AlarmView
from app.domain.periods import HOUR, instant, local
from app.domain.rules import Rules
from app.widgets.controls import Button, Segmented
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape
from app.widgets.panels import line
from app.words import formats

_SHIFT_ENDS: Final = (time(12), time(20))
_MORNING: Final = time(8)


class ShelveForm(QWidget):
    """Hidden until an alarm is to be shelved."""

    shelved = Signal(str, object, str, str)
    """Alarm id, until (UTC ms), reason, the priority that was seen."""
    given_up = Signal()
    """Esc or cancel."""
    shown = Signal(bool)
    """It came, or it went."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: AlarmView | None = None
        self._untils: dict[str, int] = {}
        self._rules: Rules | None = None
        self.setObjectName("shelve_form")
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = _Mark(look, self)
        self._title = ElidedLabel("", "strong", parent=self)
        self._note = TextLabel("", "muted", parent=self)
        self._until_word = TextLabel("", "body2", parent=self)
        self._reason_word = TextLabel("", "body2", parent=self)
        keys = ("hour", "shift", "morning", "four")  # those that may be missing stand between the others
        self._until = Segmented(look, [(key, key) for key in keys], self)
        self._until.setObjectName("shelve_until")
        self._reason = QLineEdit(self)
        self._reason.setObjectName("shelve_reason")
        self._reason.setMaxLength(200)
        self._cancel = Button(look, key="Esc", parent=self)
        self._go = Button(look, kind="primary", key="Ctrl Enter", parent=self)
        self._cancel.setObjectName("shelve_cancel")
        self._go.setObjectName("shelve_go")
        self._fault = TextLabel("", "error", wraps=True, parent=self)
        self._fault.setObjectName("shelve_fault")
        self._lay_out()
        self._cancel.clicked.connect(self.on_cancel)
        self._go.clicked.connect(self.on_go)
        self._until.chosen.connect(self.on_until_chosen)
        self.hide()

    def _lay_out(self) -> None:
        head, when, why = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (head, when, why):
            row.setSpacing(10)
        head.addWidget(self._mark)
        head.addWidget(self._title, 1)
        head.addWidget(self._note)
        when.addWidget(self._until_word)
        when.addWidget(self._until)
        when.addStretch(1)
        why.addWidget(self._reason_word)
        why.addWidget(self._reason, 1)
        why.addWidget(self._cancel)
        why.addWidget(self._go)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 10)
        inner.setSpacing(8)
        for row in (head, when, why):
            inner.addLayout(row)
        inner.addWidget(self._fault)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line("h2", self))
        column.addLayout(inner)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def open_for(self, view: AlarmView, title: str, now: int, rules: Rules) -> None:
        """Ask about an alarm; ``title`` names it."""
        self._view, self._rules = view, rules
        self._untils = untils(now, rules)
        self._mark.level = view.priority.value
        self._mark.update()
        self._reason.clear()
        self.say("")
        self.retranslate(title)
        for key in ("hour", "four", "shift", "morning"):
            self._until.segment(key).setVisible(key in self._untils)
        self._until.set_value("shift" if "shift" in self._untils else "hour")
        self.on_until_chosen()
        self.show()
        self._reason.setFocus()

    def view(self) -> AlarmView | None:
        """The alarm that is asked about."""
        return self._view if self.isVisible() else None

    def say(self, fault: str) -> None:
        """What is wrong with what was given."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def on_until_chosen(self, _key: str = "") -> None:
        """The button says what it will do."""
        if self._rules is not None:
            at = formats.clock(self._untils[self._until.value()], self._rules.tz)
            text = self.tr("Shelve to {time}").format(time=at)
            self._go.setText(text)
            self._go.setAccessibleName(text)

    def on_cancel(self) -> None:
        """Given up."""
        self.hide()
        self.given_up.emit()

    def on_go(self) -> None:
        """Ask for it; the page says what came of it."""
        view = self._view
        if view is None:
            return
        reason = " ".join(self._reason.text().split())
        if not reason:
            self.say(self.tr("A reason is needed: others will read why it is not shown."))
            self._reason.setFocus()
            return
        self.shelved.emit(view.record.id, self._untils[self._until.value()], reason, view.priority.value)

    def retranslate(self, title: str | None = None) -> None:
        """Texts in the chosen language."""
        if title is not None:
            self._title.setText(self.tr("Shelve: {what}").format(what=title))
        hours = self._rules.shelve_hours if self._rules is not None else 12
        self._note.setText(self.tr("High alarms cannot be shelved; {hours} h at most").format(hours=hours))
        self._until_word.setText(self.tr("To"))
        self._reason_word.setText(self.tr("Reason"))
        self._reason.setAccessibleName(self.tr("Reason"))
        self._cancel.setText(self.tr("Cancel"))
        if self._rules is None:
            return
        zone = self._rules.tz
        words = {"hour": self.tr("1 hour"), "four": self.tr("4 hours")}
        for key, template in (
            ("shift", self.tr("End of shift {time}")),
            ("morning", self.tr("Morning {time}")),
        ):
            if key in self._untils:
                words[key] = template.format(time=formats.clock(self._untils[key], zone))
        self._until.set_texts(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() == Qt.Key.Key_Escape:
            self.on_cancel()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.on_go()
        else:
            super().keyPressEvent(event)


def untils(now: int, rules: Rules) -> dict[str, int]:
    """The times offered: those within the longest shelf that the rules allow."""
    here = local(now, rules.tz)
    ends = [instant(here.date(), wall, rules.tz) for wall in _SHIFT_ENDS]
    morning = instant(here.date() + timedelta(days=int(here.time() >= _MORNING)), _MORNING, rules.tz)
    offered = {"hour": now + HOUR, "four": now + 4 * HOUR, "morning": morning}
    later = [end for end in ends if end > now + HOUR // 2]
    if later:
        offered["shift"] = later[0]
    return {key: at for key, at in offered.items() if now < at <= now + rules.shelve_hours * HOUR}


class _Mark(QWidget):
    """The shape of the alarm's priority."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.level = "low"

    def sizeHint(self) -> QSize:
        return self._look.icon_size(16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_alarm_shape(painter, QRectF(self.rect()), self.level, self._look, filled=False)
        painter.end()
