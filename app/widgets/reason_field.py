"""A line for a reason: Enter sends it and goes no further.

A plain line edit passes Enter on to its parents, where it may be a command of its own; here it never is.
Used by the drag panel, drawers and forms (GUI thread).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

MOST: Final = 200  # what an operation's line takes


class ReasonField(QLineEdit):
    """See the module; ``returnPressed`` tells."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(MOST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        super().keyPressEvent(event)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.accept()
