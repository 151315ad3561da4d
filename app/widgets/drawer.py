"""The drawer at the right: one room, meeting, person or device; never modal, Esc closes.

Built by pages and by the main window. It has a head (chips and small buttons, title, caption), a body of
sections that scrolls, and a footer of buttons; the dangerous one stands far right. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.labels import ElidedLabel
from app.widgets.look import Look
from app.widgets.panels import TitleBlock, line, panel

DRAWER_PX: Final = 372
LOW_PX: Final = 330  # a drawer lower than this pins nothing
QUEUE_PX: Final = 368


def side_width(look: Look, base: int = DRAWER_PX) -> int:
    """The width of a side panel: it grows half as fast as its type, so that the page keeps room."""
    return round(base * (1 + (look.scale - 100) / 200))


class _HeadLabel(ElidedLabel):
    """A heading or its note: a meeting's title may be long, and both must keep room for a few words."""

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 160), self.sizeHint().height())


class Section(QWidget):
    """A part of a drawer: a heading with a note at its right, content under it, a line below."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _HeadLabel(title, "strong", parent=self)
        self._note = _HeadLabel(note, "muted", parent=self)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._note)
        self.body = QVBoxLayout()
        """Where the content goes."""
        self.body.setSpacing(6)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(8)
        inner.addLayout(head)
        inner.addLayout(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(line("h", self))
        self.set_title(title, note)

    def set_title(self, title: str, note: str = "") -> None:
        """Set the heading and the note at its right; both empty, the head takes no room."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add(self, item: QWidget | QLayout) -> None:
        """Put a widget or a layout under what is there."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)


class Drawer(QWidget):
    """The panel at the right side of a page."""

    closed = Signal()
    """A person closed it (cross or Esc); the drawer has hidden itself, the page gives the focus back."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._danger_count = 0
        self.setObjectName("drawer")
        self.setProperty("panel", "drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.heading = TitleBlock(parent=self)
        """Title and caption."""
        self.close_button = Button(look, kind="ghost", icon="x", parent=self)
        self.close_button.setObjectName("drawer_close")
        self._pinned: QWidget | None = None
        self._is_low: bool | None = None
        self._pin_edge = line("h", self)
        self._pin_edge.hide()
        self._build()
        self.close_button.clicked.connect(self.dismiss)
        look.watch(self.on_look_changed)

    def _build(self) -> None:
        self._chips = QHBoxLayout()
        self._tools = QHBoxLayout()
        top = QHBoxLayout()
        top.setSpacing(6)
        for part in (self._chips, self._tools):
            part.setSpacing(6)
        self._tools.setSpacing(0)
        top.addLayout(self._chips)
        top.addStretch(1)
        top.addLayout(self._tools)
        top.addWidget(self.close_button)
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 10, 12)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self.heading)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addStretch(1)
        content = panel("surface")
        content.setLayout(self._body)
        # Nothing makes the content wider than the drawer: it would be cut off at the right, out of reach.
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.scroll_area = QScrollArea(self)
        self.scroll_area.setObjectName("drawer_scroll")
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setWidget(content)
        self._build_footer()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h", self))
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self._footer)

    def _build_footer(self) -> None:
        self._footer = panel("footer", self)
        self._buttons = QHBoxLayout(self._footer)
        self._buttons.setContentsMargins(16, 10, 16, 10)
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._footer.hide()

    def set_texts(self, title: str, caption: str = "", *, close_name: str = "") -> None:
        """Set title, caption and the accessible name of the cross."""
        self.heading.set_texts(title, caption)
        self.setAccessibleName(title)
        self.scroll_area.setAccessibleName(title)
        if close_name:
            self.close_button.setAccessibleName(close_name)
            self.close_button.setToolTip(close_name)

    def add_chip(self, *chips: QWidget) -> None:
        """Put chips at the top left."""
        for chip in chips:
            self._chips.addWidget(chip)

    def add_tool(self, *buttons: QWidget) -> None:
        """Put small buttons before the cross."""
        for button in buttons:
            self._tools.addWidget(button)

    def add_section(self, *sections: QWidget) -> None:
        """Put sections into the body, in order."""
        for section in sections:
            self._body.insertWidget(self._body.count() - 1, section)

    def pin_section(self, section: QWidget) -> None:
        """Put a section over the buttons, always in sight; in a low window it scrolls with the others."""
        self._pinned = section
        self._column.insertWidget(self._column.count() - 1, self._pin_edge)
        self._seat_pinned()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._seat_pinned()

    def _seat_pinned(self) -> None:
        if self._pinned is None:
            return
        is_low = self.height() < self._look.px(LOW_PX)
        if is_low == self._is_low:
            return
        self._is_low = is_low
        self._pin_edge.setVisible(not is_low)
        if is_low:
            self.add_section(self._pinned)
        else:
            self._column.insertWidget(self._column.count() - 1, self._pinned)

    def add_action(self, *buttons: QWidget) -> None:
        """Put buttons into the footer, from the left."""
        for button in buttons:
            self._buttons.insertWidget(self._buttons.count() - 1 - self._danger_count, button)
        self._footer.show()

    def add_danger(self, button: QWidget) -> None:
        """Put a dangerous button at the far right of the footer."""
        self._danger_count += 1
        self._buttons.addWidget(button)
        self._footer.show()

    def dismiss(self) -> None:
        """Close it as a person does."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedWidth(side_width(self._look))
