"""Building blocks of a page: its bar, thin lines, the message above content, the words of an empty list.

Built by pages with the `Look`; texts come in already translated. Nothing here covers data or takes the focus.
GUI thread.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.flow import FlowRow
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look

PAGE_BAR_PX: Final = 48
MESSAGE_PX: Final = 36
Tone = Literal["info", "ok", "low", "mid", "high"]
_ICONS: Final = {
    "info": "info",
    "ok": "circle-check",
    "low": "info",
    "mid": "triangle-alert",
    "high": "circle-x",
}


def line(kind: Literal["h", "h2", "v"] = "h", parent: QWidget | None = None) -> QFrame:
    """A 1 px line: h between rows, h2 at a panel's edge, v upright."""
    frame = QFrame(parent)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setProperty("line", kind)
    return frame


def panel(kind: str, parent: QWidget | None = None) -> QWidget:
    """A plain widget with a ground of the style sheet: window,
    surface, sunken, bar, footer, rail, status, drawer.
    """
    widget = QWidget(parent)
    widget.setProperty("panel", kind)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


class PageBar(QWidget):
    """The bar over a page, 48 px: title at the left, then what `add` gave, then at the right what `add_right`
    gave. In a narrow window it has more rows.
    """

    def __init__(self, look: Look, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("panel", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = TextLabel(title, "title", parent=self)
        self._title.setObjectName("page_title")
        self._row = FlowRow(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(8)
        self._row.add_left(self._title)
        look.watch(self.on_look_changed)

    def set_title(self, title: str) -> None:
        """The page's name."""
        self._title.setText(title)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets beside the title."""
        for widget in widgets:
            self._row.add_left(widget)

    def add_right(self, *widgets: QWidget) -> None:
        """Put widgets at the right end; the page's one primary button last."""
        for widget in widgets:
            self._row.add_right(widget)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self._row.row_px = self._look.px(PAGE_BAR_PX)
        self._row.invalidate()
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a word became longer, a widget went
            self._fold()
        return super().event(event)

    def _fold(self) -> None:
        """In a narrow window the bar goes on in further rows."""
        self.setFixedHeight(self._row.height_at(self.width()))


class InlineMessage(QWidget):
    """One line above content that says what happened and
    offers one action; hidden until there is something to say.
    """

    acted = Signal()
    """The action was pressed (retry, show, undo: what the caller named it)."""
    closed = Signal()
    """A person closed the line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone: Tone = "info"
        self._label = TextLabel(wraps=True, parent=self)
        self._label.setObjectName("message_text")
        self._action = Button(look, parent=self)
        self._action.setObjectName("message_action")
        self._close = Button(look, kind="ghost", icon="x", parent=self)
        self._close.setObjectName("message_close")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._close)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self.on_close_clicked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        look.watch(self.on_look_changed)
        self.hide()

    def text(self) -> str:
        """What it says, "" while hidden."""
        return self._label.text() if not self.isHidden() else ""

    def tone(self) -> Tone:
        """How grave it is."""
        return self._tone

    def say(self, text: str, tone: Tone = "info", *, action: str = "", close_name: str = "") -> None:
        """Show a line; `action` names its button, `close_name`
        the accessible name of its cross (none without).
        """
        self._tone = tone
        self._label.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setAccessibleName(close_name)
        self._close.setVisible(bool(close_name))
        self.setAccessibleName(text)
        self.show()
        self.on_look_changed()

    def clear(self) -> None:
        """Nothing to say."""
        self._label.setText("")
        self.hide()

    def on_close_clicked(self) -> None:
        """The cross was pressed."""
        self.clear()
        self.closed.emit()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        px = self._look.px
        self._row.setContentsMargins(px(16 + 16 + 8), 4, 12, 4)
        self.setMinimumHeight(px(MESSAGE_PX))
        ink = {"info": "text", "ok": "ok"}.get(self._tone, f"{self._tone}_text")
        self._label.setStyleSheet(f"color: {self._look.colour(ink).name()};")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        ground = {"info": theme.accent_soft, "ok": theme.ok_soft}.get(self._tone)
        edge = {"info": theme.accent, "ok": theme.ok}.get(self._tone)
        if ground is None or edge is None:
            colours = theme.priority(self._tone)
            ground, edge = colours.soft, colours.ink
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        painter.fillRect(0, self.height() - 1, self.width(), 1, edge)
        look.paint_icon(painter, QRectF(look.px(16), 0, look.px(16), self.height()), _ICONS[self._tone], edge)
        painter.end()


class EmptyState(QWidget):
    """What an empty list says: an icon, one sentence, perhaps
    a second, perhaps one action. No picture, no joke.
    """

    acted = Signal()
    """The action was pressed."""

    def __init__(self, look: Look, icon: str = "circle-check", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._mark = _Mark(look, icon, self)
        self._first = TextLabel("", "strong", wraps=True, parent=self)
        self._second = TextLabel("", "muted", wraps=True, parent=self)
        self._action = Button(look, parent=self)
        self._action.setObjectName("empty_action")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._first, self._second):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._action.clicked.connect(self.acted)
        self.say("")

    def text(self) -> str:
        """The sentence shown."""
        return self._first.text()

    def say(self, text: str, more: str = "", *, action: str = "", key: str = "") -> None:
        """Set the sentence, what follows it, and the action's name and key cap."""
        self._first.setText(text)
        self._second.setText(more)
        self._second.setVisible(bool(more))
        self._action.setText(action)
        self._action.set_key(key)
        self._action.setVisible(bool(action))
        self.setAccessibleName(f"{text} {more}".strip())


class _Mark(QWidget):
    """The icon of an empty list."""

    def __init__(self, look: Look, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self._look.icon_size(24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._look.paint_icon(painter, QPointF(0, 0), self._icon, "muted", 24)
        painter.end()


class TitleBlock(QWidget):
    """A title of 18 px with a caption under it: the head of a drawer, a panel or a dialog."""

    def __init__(self, title: str = "", caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(title, "title", parent=self)
        self.title.setObjectName("block_title")
        self.caption = ElidedLabel(caption, "body2", parent=self)
        self.caption.setObjectName("block_caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.caption)
        self.set_texts(title, caption)

    def set_texts(self, title: str, caption: str = "") -> None:
        """Set both lines; an empty caption takes no room."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.caption.setVisible(bool(caption))
