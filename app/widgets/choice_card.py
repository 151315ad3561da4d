"""A value as a card to choose: the value, who said it and when, what the rules say of it, a radio mark.

Painted whole; a card is as high as its words need at its width. The pages say what stands on it, already
translated. Chosen = soft fill, 2 px edge and a filled mark, never colour alone. GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.widgets.look import Look

LEAST_PX: Final = 132
_PAD: Final = 12
_GAP: Final = 4
_MARK: Final = 16
_ICON: Final = 14
_VALUE_PX: Final = 15
_MOST_LINES: Final = 8
_FAR: Final = 10_000
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_ICONS: Final = {"ok": "check", "mid": "triangle-alert", "high": "x", "low": "info"}


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on a card. ``note`` is a word beside who (now in force, updated); ``tone`` of ``check``."""

    value: str
    who: str = ""
    check: str = ""
    tone: Literal["ok", "mid", "high", "low"] = "ok"
    note: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for readers of the screen."""
        return ", ".join(part for part in (self.value, self.who, self.note, self.check) if part)


class ChoiceCard(QAbstractButton):
    """One of the values of a field; its group makes the choice exclusive."""

    stepped = Signal(int)
    """An arrow key wants the neighbour: -1 left, 1 right."""
    entered = Signal()
    """The keyboard came here."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, choosable: bool = True) -> None:
        super().__init__(parent)
        self._look = look
        self._face = CardFace("")
        self._choosable = choosable
        self.setCheckable(choosable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if choosable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.on_look_changed)

    def face(self) -> CardFace:
        """What stands on it."""
        return self._face

    def show_face(self, face: CardFace) -> None:
        """Put other words on it."""
        if face != self._face:
            self._face = face
            self.setAccessibleName(face.spoken)
            self.on_look_changed()

    def on_look_changed(self) -> None:
        """Theme, scale or words changed."""
        self._fit()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = max(self.width(), self._look.px(LEAST_PX))
        return QSize(self._look.px(LEAST_PX), self._rows(wide)[-1].bottom() + self._look.px(_PAD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        high = self._rows(self.width())[-1].bottom() + self._look.px(_PAD)
        if self.minimumHeight() != high:
            self.setMinimumHeight(high)

    def _rows(self, wide: int) -> tuple[QRect, QRect, QRect]:
        """Where value, who and check stand at a width."""
        px = self._look.px
        left, top = px(_PAD), px(10)
        room = max(wide - 2 * left, px(40))
        mark = px(_MARK + 6) if self._choosable else 0
        strong = self._look.metrics(_VALUE_PX, bold=self._choosable)
        limit = round(strong.lineSpacing() * _MOST_LINES)
        value = strong.boundingRect(QRectF(0, 0, room - mark, _FAR), _WRAP, self._face.value or " ")
        first = QRect(left, top, room - mark, min(round(value.height()) + 1, limit))
        small = self._look.metrics(12)
        who = self._who()
        high = small.boundingRect(QRectF(0, 0, room, _FAR), _WRAP, who).height() if who else 0
        second = QRect(left, first.bottom() + px(_GAP) - 1, room, round(high))
        high = 0
        if self._face.check:
            inner = room - px(_ICON + 6)
            high = small.boundingRect(QRectF(0, 0, inner, _FAR), _WRAP, self._face.check).height()
        third = QRect(left, second.bottom() + (px(_GAP + 2) if high else 0), room, round(high))
        return first, second, third

    def _who(self) -> str:
        return "   ".join(part for part in (self._face.who, self._face.note) if part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()  # the page goes to another field
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        self._paint_words(painter)
        if self._choosable:
            self._paint_mark(painter)
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        theme = self._look.theme
        if not self._choosable:
            painter.fillRect(self.rect(), theme.sunken)
            return
        chosen = self.isChecked()
        over = self.underMouse() and self.isEnabled()
        ground = theme.selected if chosen else theme.hover if over else theme.surface
        edge = 2 if chosen else 1
        painter.setPen(QPen(theme.accent if chosen else theme.line2, edge))
        painter.setBrush(ground)
        painter.drawRect(QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))

    def _paint_words(self, painter: QPainter) -> None:
        look, theme = self._look, self._look.theme
        value, who, check = self._rows(self.width())
        ink = theme.text if self._choosable and self.isEnabled() else theme.muted
        painter.setFont(look.font(_VALUE_PX, bold=self._choosable))
        painter.setPen(ink)
        painter.drawText(QRectF(value), _WRAP, self._face.value)
        painter.setFont(look.font(12))
        painter.setPen(theme.muted)
        painter.drawText(QRectF(who), _WRAP, self._who())
        if not self._face.check:
            return
        tone = self._face.tone
        role = "ok" if tone == "ok" else f"{tone}_text"
        icon = look.px(_ICON)
        look.paint_icon(painter, QPointF(check.left(), check.top() + 1), _ICONS[tone], role, _ICON)
        painter.setPen(theme.text2 if tone == "ok" else look.colour(role))
        painter.drawText(QRectF(check).adjusted(icon + look.px(6), 0, 0, 0), _WRAP, self._face.check)

    def _paint_mark(self, painter: QPainter) -> None:
        theme, px = self._look.theme, self._look.px
        side = px(_MARK) - 2
        box = QRectF(self.width() - px(_PAD) - side, px(11), side, side)
        painter.setPen(QPen(theme.accent if self.isChecked() else theme.control, 1.5))
        painter.setBrush(theme.surface)
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            inset = side * 0.3
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
