"""The shortcut sheet (F1 or ?), generated from the commands that exist. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.views.page import Command
from app.widgets.labels import TextLabel
from app.widgets.look import Look


class KeySheet(QDialog):
    """Two columns: key, meaning."""

    def __init__(
        self, look: Look, commands: Iterable[Command], hints: Iterable[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        rows = [(command.shortcut, command.text()) for command in commands if command.shortcut]
        known = {key.replace("+", " ") for key, _ in rows}  # a hint is the short form of a command
        rows = [(key, meaning) for key, meaning in hints if key.replace("+", " ") not in known] + rows
        rows += [
            ("Ctrl+K", self.tr("Search or command")),
            ("Ctrl+Z", self.tr("Undo")),
            ("Ctrl+Y", self.tr("Redo")),
            ("F6", self.tr("Next region")),
            ("F8", self.tr("Alarm banner")),
            ("F11", self.tr("Full screen")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for row, (key, meaning) in enumerate(dict(rows).items()):
            grid.addWidget(TextLabel(key, "strong"), row, 0)
            grid.addWidget(TextLabel(meaning), row, 1)
        inner = QWidget()
        inner.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.addWidget(scroll)
        self.resize(look.px(460), look.px(560))
