"""The line over every page while a high alarm is unseen (or a mid one is the newest unseen), else absent.

Emits what was asked; the host (app/views/alarm_strip) does it. Space acknowledges, M mutes, D locates when
the banner has the focus. Texts come in translated. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.widgets.controls import Button
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape

BANNER_PX: Final = 36
LEAST_TEXT_PX: Final = 240


@dataclass(frozen=True, slots=True)
class BannerFace:
    """What the banner says."""

    alarm_id: str
    level: str
    title: str
    text: str
    age: str
    counts: str
    muted: str = ""


class AlarmBanner(QWidget):
    """Hidden until there is something to say; the content below moves up and down with it."""

    located = Signal(str)
    """The alarm to be shown."""
    muted = Signal()
    """Mute, or sound again."""
    acknowledged = Signal(str)
    """The alarm that was seen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._face: BannerFace | None = None
        self.setObjectName("alarm_banner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = TextLabel("", "strong", parent=self)
        self._text = ElidedLabel("", "body", parent=self)
        self._age = TextLabel("", "caption", parent=self)
        self._counts = TextLabel("", "caption", parent=self)
        self._muted = TextLabel("", "strong", parent=self)
        self._locate = Button(look, icon="crosshair", key="D", parent=self)
        self._mute = Button(look, icon="volume-x", key="M", parent=self)
        self._ack = Button(look, kind="danger", icon="check", key="Space", parent=self)
        for button, name in ((self._locate, "locate"), (self._mute, "mute"), (self._ack, "acknowledge")):
            button.setObjectName(f"banner_{name}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._locate.clicked.connect(self.on_locate)
        self._mute.clicked.connect(self.muted)
        self._ack.clicked.connect(self.on_acknowledge)
        look.watch(self.on_look_changed)
        self.hide()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        for label in (self._title,):
            self._row.addWidget(label)
        self._row.addWidget(self._text, 1)
        for widget in (self._age, self._muted, self._counts, self._locate, self._mute, self._ack):
            self._row.addWidget(widget)

    def face(self) -> BannerFace | None:
        """What is said, None while absent."""
        return self._face

    def set_words(self, locate: str, mute: str, acknowledge: str) -> None:
        """The words of the three buttons."""
        for button, text in ((self._locate, locate), (self._mute, mute), (self._ack, acknowledge)):
            button.setAccessibleName(text)
        self._fit()

    def show_face(self, face: BannerFace | None) -> None:
        """Say something, or go."""
        if face == self._face:
            return
        self._face = face
        self.setVisible(face is not None)
        if face is None:
            return
        for label, text in (
            (self._title, face.title),
            (self._text, face.text),
            (self._age, face.age),
            (self._counts, face.counts),
            (self._muted, face.muted),
        ):
            label.setText(text)
        self._muted.setVisible(bool(face.muted))
        self.setAccessibleName(f"{face.title} {face.text} {face.age}")
        self.on_look_changed()
        self._fit()

    def on_locate(self) -> None:
        """Show it."""
        if self._face is not None:
            self.located.emit(self._face.alarm_id)

    def on_acknowledge(self) -> None:
        """Seen."""
        if self._face is not None:
            self.acknowledged.emit(self._face.alarm_id)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        px = self._look.px
        self.setFixedHeight(px(BANNER_PX))
        self._row.setContentsMargins(px(46), 0, px(12), 0)
        if self._face is not None:
            ink = self._look.theme.priority(self._face.level).text.name()
            for label in (self._title, self._text, self._age, self._counts, self._muted):
                label.setStyleSheet(f"color: {ink};")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Space: self.on_acknowledge,
            Qt.Key.Key_M: self.muted.emit,
            Qt.Key.Key_D: self.on_locate,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, the counts give way first, then the age, then the buttons' words: what
        happened stays whole as long as it can.
        """
        buttons = (self._locate, self._mute, self._ack)
        for button in buttons:
            button.setText(button.accessibleName())
            button.setToolTip("")
        around = sum(widget.sizeHint().width() + self._row.spacing() for widget in (self._title, *buttons))
        said = min(self._text.sizeHint().width(), self._look.px(LEAST_TEXT_PX))
        if self.width() - around - self._row.contentsMargins().left() < said:
            for button in buttons:
                button.setToolTip(button.accessibleName())
                button.setText("")
        kept = [self._title, self._text, self._locate, self._mute, self._ack]
        if self._muted.text():
            kept.append(self._muted)
        gap = self._row.spacing()
        margins = self._row.contentsMargins()
        free = self.width() - margins.left() - margins.right() + gap
        free -= sum(widget.sizeHint().width() + gap for widget in kept)
        for label in (self._age, self._counts):
            wide = label.sizeHint().width() + gap
            if label.isHidden() == (free >= wide):
                label.setVisible(free >= wide)
                self._row.activate()  # at once: the words take the room in the same paint
            free -= wide

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._face is None:
            return
        colours = self._look.theme.priority(self._face.level)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.soft)
        painter.fillRect(0, self.height() - 2, self.width(), 2, colours.ink)
        side = self._look.px(20)
        square = QRectF(self._look.px(16), (self.height() - side) / 2, side, side)
        paint_alarm_shape(painter, square, self._face.level, self._look, filled=True)
        painter.end()
