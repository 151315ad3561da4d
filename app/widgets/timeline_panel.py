"""The panel beside a drag: what each rule says, the verdict, who would be told, and the keys that help.

A child of the page that holds the timeline (GUI thread). It never takes the focus while something is
dragged and never covers the row it speaks of. When a rule needs a reason to be waived it shows a field for
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from app.widgets.chips import ChipStyle, chip_width, paint_chip
from app.widgets.controls import Button
from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap
from app.widgets.reason_field import ReasonField

STAY_MS: Final = 4000  # how long the panel stays after a drop that was refused
_WIDTH: Final = 336
_PAD: Final = 12
_LINE_GAP: Final = 6
_ICON: Final = 14
Mark = Literal["ok", "warn", "no", "bell"]
Tone = Literal["ok", "mid", "high"]


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One rule and how it stands: tick, diamond, cross; or the bell: who is told."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the panel says. ``hints`` are (key, meaning) pairs; ``reason`` is the field's placeholder, "" =
    none.
    """

    title: str
    detail: str
    verdict: str
    tone: Tone
    lines: tuple[FeedbackLine, ...]
    hints: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    accept: str = ""
    accessible: str = ""


class FeedbackPanel(QWidget):
    """See the module."""

    reasoned = Signal(str)
    """A reason was written and sent."""
    given_up = Signal()
    """Esc in the field, or the time of a refusal is over."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._said: Feedback | None = None
        self.setObjectName("feedback_panel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field = ReasonField("feedback_reason", self)
        self._accept = Button(look, kind="primary", parent=self)
        self._accept.setObjectName("feedback_accept")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 0, _PAD, _PAD)
        column.addStretch(1)
        column.addLayout(row)
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.timeout.connect(self.on_left)
        self._field.returnPressed.connect(self.on_accepted)
        self._accept.clicked.connect(self.on_accepted)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(16)
        shadow.setOffset(0, 3)
        self.setGraphicsEffect(shadow)
        self.hide()

    def said(self) -> Feedback | None:
        """What it shows, None while hidden."""
        return self._said if not self.isHidden() else None

    def show_feedback(self, said: Feedback, target: QRect, about_x: int) -> None:
        """Show it under (or over) a target row, near a place of its parent; nothing moves while nothing
        changes.
        """
        self._leave.stop()
        self._said = said
        asks = bool(said.reason)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not asks)
        self._field.setVisible(asks)
        self._accept.setVisible(asks)
        if asks:
            self._field.setPlaceholderText(said.reason)
            self._field.setAccessibleName(said.reason)
            self._accept.setText(said.accept)
            self._accept.setAccessibleName(said.accept)
        self.setAccessibleName(said.accessible or said.title)
        self.setAccessibleDescription(" ".join((said.verdict, *(line.text for line in said.lines))))
        self.setGeometry(self._placed(target, about_x))
        self.show()
        self.raise_()
        self.update()

    def ask_reason(self) -> None:
        """Give the field the keyboard."""
        self._field.clear()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def stay(self) -> None:
        """Leave after a few seconds."""
        self._leave.start(STAY_MS)

    def dismiss(self) -> None:
        """Hide it now."""
        self._leave.stop()
        self.hide()

    def on_left(self) -> None:
        """The time of a refusal is over."""
        self.hide()
        self.given_up.emit()

    def on_accepted(self) -> None:
        """A reason was entered; an empty one is none."""
        reason = self._field.text().strip()
        if reason:
            self.reasoned.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            self.given_up.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(_WIDTH), self._height())

    # private ------------------------------------------------------------------------------------

    def _placed(self, target: QRect, about_x: int) -> QRect:
        host = self.parentWidget()
        assert host is not None
        size = self.sizeHint()
        x = min(max(about_x + 16, 8), max(host.width() - size.width() - 8, 0))
        y = target.bottom() + 8
        if y + size.height() > host.height() - 4:
            y = target.top() - size.height() - 8
        return QRect(x, max(y, 4), size.width(), size.height())

    def _text_height(self, text: str) -> int:
        room = self._look.px(_WIDTH) - 2 * _PAD - self._look.px(_ICON) - 8
        box = self._look.metrics(12).boundingRect(
            QRectF(0, 0, room, 1000), int(Qt.TextFlag.TextWordWrap), text
        )
        return max(round(box.height()), self._look.px(18))

    def _height(self) -> int:
        said, px = self._said, self._look.px
        if said is None:
            return px(40)
        lines = sum(self._text_height(line.text) + _LINE_GAP for line in said.lines)
        foot = px(30) if said.hints and not said.reason else 0
        field = px(30) + _PAD if said.reason else 0
        return px(36) + 10 + lines + 4 + foot + field

    def paintEvent(self, _event: QPaintEvent) -> None:
        said, look = self._said, self._look
        if said is None:
            return
        theme = look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.accent, 1))
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        head = look.px(36)
        self._paint_head(painter, said, head)
        painter.fillRect(QRect(1, head, self.width() - 2, 1), theme.line)
        y = head + 10
        for line in said.lines:
            y += self._paint_line(painter, line, y) + _LINE_GAP
        if said.hints and not said.reason:
            foot = self.height() - look.px(30)
            painter.fillRect(QRect(1, foot, self.width() - 2, 1), theme.line)
            self._paint_hints(painter, said, foot + look.px(15))
        painter.end()

    def _paint_head(self, painter: QPainter, said: Feedback, head: int) -> None:
        look, theme = self._look, self._look.theme
        style = ChipStyle(said.tone, bold=True)
        wide = chip_width(said.verdict, style, look)
        paint_chip(painter, QPointF(self.width() - _PAD - wide, head / 2), said.verdict, style, look)
        middle = Qt.AlignmentFlag.AlignVCenter
        room = self.width() - 2 * _PAD - wide - 8
        painter.setFont(look.font(13, bold=True))
        painter.setPen(theme.text)
        title = look.metrics(13, bold=True).elidedText(said.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(_PAD, 0, room, head), middle, title)
        x = _PAD + look.metrics(13, bold=True).horizontalAdvance(title) + 8
        left = self.width() - _PAD - wide - 8 - x
        painter.setFont(look.font(12))
        painter.setPen(theme.text2)
        detail = look.metrics(12).elidedText(said.detail, Qt.TextElideMode.ElideRight, max(left, 0))
        painter.drawText(QRectF(x, 0, max(left, 0), head), middle, detail)

    def _paint_line(self, painter: QPainter, line: FeedbackLine, y: int) -> int:
        look, theme = self._look, self._look.theme
        high, icon = self._text_height(line.text), look.px(_ICON)
        top = y + (look.px(18) - icon) / 2
        if line.mark == "warn":
            centre, half = QPointF(_PAD + icon / 2, top + icon / 2), icon / 2 - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mid)
            painter.drawPolygon(
                [
                    centre - QPointF(half, 0),
                    centre - QPointF(0, half),
                    centre + QPointF(half, 0),
                    centre + QPointF(0, half),
                ]
            )
        else:
            name, role = {"ok": ("check", "ok"), "no": ("x", "high"), "bell": ("bell", "text2")}[line.mark]
            look.paint_icon(painter, QPointF(_PAD, round(top)), name, role, _ICON)
        painter.setFont(look.font(12))
        ink = {"no": theme.high_text, "bell": theme.text2}.get(line.mark, theme.text)
        painter.setPen(ink)
        left = _PAD + icon + 8
        place = QRectF(left, y, self.width() - left - _PAD, high)
        flags = Qt.TextFlag.TextWordWrap | (
            Qt.AlignmentFlag.AlignVCenter if high <= look.px(18) else Qt.AlignmentFlag.AlignTop
        )
        painter.drawText(place, int(flags), line.text)
        return high

    def _paint_hints(self, painter: QPainter, said: Feedback, middle: float) -> None:
        look, x = self._look, float(_PAD)
        for key, meaning in said.hints:
            need = key_cap_width(key, look) + 5 + look.metrics(12).horizontalAdvance(meaning)
            if x + need > self.width() - 4:
                return
            paint_key_cap(painter, QPointF(x, middle), key, look)
            x += key_cap_width(key, look) + 5
            painter.setFont(look.font(12))
            painter.setPen(look.theme.muted)
            painter.drawText(QRectF(x, middle - 12, need, 24), Qt.AlignmentFlag.AlignVCenter, meaning)
            x += look.metrics(12).horizontalAdvance(meaning) + 10
