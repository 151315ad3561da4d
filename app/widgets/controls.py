"""Buttons and inputs in the program's own hand: button with key cap, segmented switch, search box.

Built by pages with the `Look`; they know nothing about meetings. Texts are given already translated, and
again on a language change. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_key_cap
from app.widgets.theme import mixed

ButtonKind = Literal["secondary", "primary", "danger", "link", "ghost", "fold"]
BUTTON_PX: Final = 28
INPUT_PX: Final = 30
_RADIUS: Final = 4
_PAD: Final = 10
_GAP: Final = 6
_LEAST_PAD: Final = 2
_ICON: Final = 16
SEARCH_PAUSE_MS: Final = 150  # a search starts when typing pauses


@dataclass(frozen=True, slots=True)
class _Paint:
    ink: QColor
    ground: QColor | None
    edge: QColor | None


class Button(QPushButton):
    """A push button: secondary (outlined), primary (filled),
    danger (red outline), link (words), ghost (icon only),
    fold (opens what is under it; flush with the words above).
    """

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        kind: ButtonKind = "secondary",
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._kind: ButtonKind = kind
        self._icon_name = icon
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(False)
        look.changed.connect(self.on_look_changed)

    def set_kind(self, kind: ButtonKind) -> None:
        """Change the weight of the button."""
        self._kind = kind
        self.on_look_changed()

    def set_icon(self, name: str) -> None:
        """Set the icon by its Lucide name, "" for none."""
        self._icon_name = name
        self.on_look_changed()

    def set_key(self, text: str) -> None:
        """Set the key cap's text, as the user reads it; it does not make a shortcut."""
        self._key = text
        self.on_look_changed()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._look.px
        parts = []
        if self._icon_name:
            parts.append(px(_ICON))
        if self.text():
            parts.append(
                round(self._look.metrics(13, bold=self._is_bold()).horizontalAdvance(_bare(self.text()))) + 1
            )
        if self._key:
            parts.append(key_cap_width(self._key, self._look))
        pad = self._pad()
        wide = sum(parts) + px(_GAP) * max(len(parts) - 1, 0) + 2 * pad
        return QSize(max(wide, px(BUTTON_PX) if self._kind != "link" else 0), px(BUTTON_PX))

    def minimumSizeHint(self) -> QSize:
        px = self._look.px
        least = px(BUTTON_PX) if self._icon_name or not self.text() else px(BUTTON_PX) * 2
        return QSize(min(least, self.sizeHint().width()), px(BUTTON_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint = self._paint()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if paint.ground is not None or paint.edge is not None:
            painter.setPen(QPen(paint.edge, 1) if paint.edge is not None else Qt.PenStyle.NoPen)
            painter.setBrush(paint.ground if paint.ground is not None else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        self._paint_content(painter, paint)
        painter.end()

    def _pad(self) -> int:
        return 0 if self._kind in {"link", "fold"} else self._look.px(_PAD if self.text() else _GAP)

    def _key_cap(self) -> int:
        """The room of the key cap; none where the words would have to make way for it."""
        if not self._key or self.width() < self.sizeHint().width():
            return 0
        return key_cap_width(self._key, self._look)

    def _paint_content(self, painter: QPainter, paint: _Paint) -> None:
        look, px = self._look, self._look.px
        cap = self._key_cap()
        wanted = self.sizeHint().width()
        if self._key and not cap:
            wanted -= key_cap_width(self._key, look) + px(_GAP)
        free = 0 if self._kind == "fold" else max(self.width() - wanted, 0) / 2
        x = free + self._pad()
        words = look.metrics(13, bold=self._is_bold()).horizontalAdvance(_bare(self.text()))
        if not cap and (not self.text() or self.width() < px(_ICON + 2 * _PAD) + min(words, px(2 * _ICON))):
            x = (self.width() - px(_ICON)) / 2 if self._icon_name else x  # the icon alone, in the middle
        middle = self.height() / 2
        if self._icon_name:
            look.paint_icon(
                painter, QPointF(round(x), round(middle - px(_ICON) / 2)), self._icon_name, paint.ink, _ICON
            )
            x += px(_ICON) + px(_GAP)
        end = self.width() - free - (0 if self._kind in {"link", "fold"} else px(_PAD))
        if cap:
            end -= cap
            edge = mixed(paint.ink, paint.ground, 0.4) if self._kind == "primary" and paint.ground else None
            ink = paint.ink if self._kind in {"primary", "danger"} or not self.isEnabled() else None
            paint_key_cap(painter, QPointF(end, middle), self._key, look, ink=ink, edge=edge)
            end -= px(_GAP)
        if self.text() and end - x > px(_ICON):
            bold = self._is_bold()
            painter.setFont(look.font(13, bold=bold))
            painter.setPen(paint.ink)
            text = look.metrics(13, bold=bold).elidedText(
                _bare(self.text()), Qt.TextElideMode.ElideRight, end - x + 1
            )
            painter.drawText(
                QRectF(x, 0, max(end - x + 2, 0), self.height()), Qt.AlignmentFlag.AlignVCenter, text
            )

    def _is_bold(self) -> bool:
        return self._kind == "primary" or (self.isCheckable() and self.isChecked())

    def _paint(self) -> _Paint:
        theme = self._look.theme
        over, down = self.underMouse() and self.isEnabled(), self.isDown()
        if not self.isEnabled():
            edge = theme.line2 if self._kind not in {"link", "ghost", "fold"} else None
            return _Paint(theme.disabled, theme.surface if edge is not None else None, edge)
        if self._kind == "primary":
            ground = mixed(theme.accent, theme.text, 0.25 if down else 0.12 if over else 0.0)
            return _Paint(theme.accent_text, ground, None)
        if self._kind == "danger":
            ground = theme.high_soft if over or down else theme.surface
            return _Paint(theme.high_text, ground, theme.high)
        if self._kind == "link":
            return _Paint(mixed(theme.accent, theme.text, 0.4) if over else theme.accent, None, None)
        if self._kind == "fold":
            return _Paint(theme.text if over else theme.text2, None, None)
        if self.isCheckable() and self.isChecked():
            return _Paint(theme.accent, theme.selected, theme.accent if self._kind == "secondary" else None)
        if self._kind == "ghost":
            return _Paint(theme.text2, theme.line if down else theme.hover if over else None, None)
        ground = theme.line if down else theme.hover if over else theme.surface
        return _Paint(theme.text, ground, theme.line2)


def _bare(text: str) -> str:
    """The text without mnemonic marks: & is a letter's mark, && an ampersand."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


class _Segment(QAbstractButton):
    """One part of a segmented switch."""

    stepped = Signal(str, int)
    """Own key and -1 or 1: an arrow asks for the neighbour."""

    def __init__(self, look: Look, key: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.key = key
        self.icon_name = icon
        self._told = ""
        self.is_first = self.is_last = False
        self.setCheckable(True)
        self.setObjectName(f"segment_{key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self.look.px
        icon = px(_ICON) + (px(_GAP) if self.text() else 0) if self.icon_name else 0
        words = (
            round(self.look.metrics(13, bold=True).horizontalAdvance(self.text())) + 1 if self.text() else 0
        )
        return QSize(max(icon + words + 2 * px(_PAD), px(BUTTON_PX)), px(BUTTON_PX))

    def minimumSizeHint(self) -> QSize:
        px = self.look.px
        return QSize(min(self.sizeHint().width(), px(BUTTON_PX + _PAD)), px(BUTTON_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.say_whole()

    def fitting(self) -> str:
        """The words, cut short where there is no room for them."""
        icon = self.look.px(_ICON + _GAP) if self.icon_name else 0
        room = self.width() - icon - 2 * self.look.px(_LEAST_PAD)
        metrics = self.look.metrics(13, bold=True)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, max(room, 0) + 1)

    def say_whole(self) -> None:
        """Cut words are whole in the tooltip."""
        cut = self.fitting() != self.text()
        if cut or self.toolTip() == self._told:
            self._told = self.text() if cut else ""
            self.setToolTip(self._told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(self.key, step)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px = self.look.theme, self.look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # One rounded box for the whole switch: inner parts draw it past their sides.
        box = QRectF(self.rect()).adjusted(
            0.5 if self.is_first else -8, 0.5, -0.5 if self.is_last else 8, -0.5
        )
        ground = theme.selected if self.isChecked() else theme.hover if self.underMouse() else theme.surface
        painter.setPen(QPen(theme.line2, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if not self.is_first:
            painter.fillRect(QRectF(0, 1, 1, self.height() - 2), theme.line2)
        ink = theme.disabled if not self.isEnabled() else theme.accent if self.isChecked() else theme.text2
        bold = self.isChecked()
        text = self.fitting()
        words = round(self.look.metrics(13, bold=bold).horizontalAdvance(text))
        icon = px(_ICON) + (px(_GAP) if self.text() else 0) if self.icon_name else 0
        x = (self.width() - words - icon) / 2
        if self.icon_name:
            self.look.paint_icon(
                painter, QPointF(round(x), round((self.height() - px(_ICON)) / 2)), self.icon_name, ink
            )
        painter.setFont(self.look.font(13, bold=bold))
        painter.setPen(ink)
        painter.drawText(QRectF(x + icon, 0, words + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class Segmented(QWidget):
    """A switch of two or more exclusive parts; arrows move inside it."""

    chosen = Signal(str)
    """The key of the part that a person chose."""

    def __init__(
        self,
        look: Look,
        options: Sequence[tuple[str, str] | tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Options are (key, text) or (key, text, icon); the first is chosen."""
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for option in options:
            segment = _Segment(look, option[0], option[2] if len(option) > 2 else "", self)
            self._segments[option[0]] = segment
            self._group.addButton(segment)
            segment.stepped.connect(self.on_stepped)
            row.addWidget(segment)
        segments = list(self._segments.values())
        segments[0].is_first = segments[-1].is_last = True
        segments[0].setChecked(True)
        self.set_texts({option[0]: option[1] for option in options})
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group.buttonClicked.connect(self.on_clicked)
        look.changed.connect(self.on_look_changed)

    def value(self) -> str:
        """The key of the chosen part."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def set_value(self, key: str) -> None:
        """Choose a part without telling."""
        self._segments[key].setChecked(True)

    def set_texts(self, texts: dict[str, str]) -> None:
        """Set the words by key (again on a language change)."""
        for key, text in texts.items():
            self._segments[key].setText(text)
            self._segments[key].setAccessibleName(text)
            self._segments[key].updateGeometry()
            self._segments[key].say_whole()

    def segment(self, key: str) -> QAbstractButton:
        """The button of one part, to enable it or give it a tooltip."""
        return self._segments[key]

    def on_clicked(self, button: QAbstractButton) -> None:
        """A part was clicked."""
        assert isinstance(button, _Segment)
        self.chosen.emit(button.key)

    def on_stepped(self, key: str, step: int) -> None:
        """An arrow key chose the next enabled part in its direction."""
        segments = list(self._segments.values())
        at = segments.index(self._segments[key])
        ahead = segments[at + 1 :] if step > 0 else segments[:at][::-1]
        wanted = next((segment for segment in ahead if segment.isEnabled()), None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.TabFocusReason)
            wanted.setChecked(True)
            self.chosen.emit(wanted.key)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        for segment in self._segments.values():
            segment.updateGeometry()
            segment.say_whole()
            segment.update()


class SearchBox(QLineEdit):
    """A search field: magnifier, clear button, key cap while empty; tells once typing pauses."""

    searched = Signal(str)
    """The stripped text, 150 ms after the last key, or at once on Enter."""

    def __init__(
        self, look: Look, placeholder: str = "", *, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._key = key
        self._last = ""
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self.on_paused)
        self.textChanged.connect(self.on_text_changed)
        self.returnPressed.connect(self.on_paused)
        look.watch(self.on_look_changed)

    def set_key(self, text: str) -> None:
        """Set the key cap's text."""
        self._key = text
        self.update()

    def on_text_changed(self, _text: str) -> None:
        """A key was typed; the pause begins again."""
        self._pause.start()

    def on_paused(self) -> None:
        """Typing paused, or Enter was pressed."""
        self._pause.stop()
        text = self.text().strip()
        if text != self._last:
            self._last = text
            self.searched.emit(text)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setTextMargins(self._look.px(24), 0, 0, 0)
        clear = self.findChild(QToolButton)
        if clear is not None:  # the style's own cross does not follow the theme
            clear.setIcon(self._look.qicon("x", "muted"))
        self.setMinimumHeight(self._look.px(INPUT_PX))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._look
        painter = QPainter(self)
        middle = self.height() / 2
        look.paint_icon(painter, QPointF(look.px(8), round(middle - look.px(_ICON) / 2)), "search", "muted")
        if self._key and not self.text():
            width = key_cap_width(self._key, look)
            paint_key_cap(painter, QPointF(self.width() - width - look.px(7), middle), self._key, look)
        painter.end()
