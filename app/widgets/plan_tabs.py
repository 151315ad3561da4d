"""The tabs of the floors and the counts over the plan: both painted, both plain buttons to keyboard and
reader.

Texts come in translated; the page hears `chosen` and `filtered`. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.widgets.look import Look
from app.widgets.marks import key_cap_width, paint_alarm_shape, paint_key_cap

_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter.value
TAB_PX: Final = 48


@dataclass(frozen=True, slots=True)
class TabText:
    """What a floor's tab says."""

    floor_id: str
    key: str
    name: str
    detail: str
    alarm: str = ""  # priority
    spoken: str = ""


class _Tab(QAbstractButton):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.says = TabText("", "", "", "")
        self.is_narrow = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, says: TabText, *, is_narrow: bool) -> None:
        """Take the words."""
        if (says, is_narrow) != (self.says, self.is_narrow):
            self.says, self.is_narrow = says, is_narrow
            self.setAccessibleName(says.spoken or f"{says.name} {says.detail}")
            self.setToolTip(says.detail if is_narrow else "")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.wide(is_narrow=self.is_narrow), self._look.px(TAB_PX))

    def wide(self, *, is_narrow: bool) -> int:
        """How wide it is with or without its counts."""
        px = self._look.px
        wide = px(12) + key_cap_width(self.says.key, self._look) + px(8)
        wide += round(self._look.metrics(15, bold=True).horizontalAdvance(self.says.name)) + px(12)
        if not is_narrow:
            wide += round(self._look.metrics(12).horizontalAdvance(self.says.detail)) + px(8)
        return wide + (px(24) if self.says.alarm else 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        painter = QPainter(self)
        if self.underMouse() and not self.isChecked():
            painter.fillRect(self.rect(), theme.hover)
        x = float(px(12))
        cap = paint_key_cap(painter, QPointF(x, self.height() / 2), self.says.key, look)
        x = cap.right() + px(8)
        bold = self.isChecked()
        painter.setFont(look.font(15, bold=bold))
        painter.setPen(theme.accent if bold else theme.text)
        wide = look.metrics(15, bold=True).horizontalAdvance(self.says.name)
        painter.drawText(QRectF(x, 0, wide + 4, self.height()), _MIDDLE, self.says.name)
        x += wide + px(8)
        if not self.is_narrow:
            painter.setFont(look.font(12))
            painter.setPen(theme.text2)
            wide = look.metrics(12).horizontalAdvance(self.says.detail)
            painter.drawText(QRectF(x, 0, wide + 4, self.height()), _MIDDLE, self.says.detail)
            x += wide + px(8)
        if self.says.alarm:
            side = px(18)
            paint_alarm_shape(
                painter,
                QRectF(round(x), round((self.height() - side) / 2), side, side),
                self.says.alarm,
                look,
            )
        if bold:
            painter.fillRect(QRectF(0, self.height() - 3, self.width(), 3), theme.accent)
        painter.end()


class FloorTabs(QWidget):
    """One tab a floor."""

    chosen = Signal(str)
    """A floor's id."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._tabs: list[_Tab] = []
        self._texts: tuple[TabText, ...] = ()
        self._narrow = False
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setObjectName("floor_tabs")
        self._group.buttonClicked.connect(self.on_clicked)
        look.changed.connect(self.on_look_changed)

    def show_tabs(self, texts: Sequence[TabText], current: str) -> None:
        """Show the floors, one of them chosen."""
        self._texts = tuple(texts)
        while len(self._tabs) < len(texts):
            tab = _Tab(self._look, self)
            tab.setObjectName(f"floor_tab_{len(self._tabs) + 1}")
            self._tabs.append(tab)
            self._group.addButton(tab)
            self._row.addWidget(tab)
        for tab, text in zip(self._tabs, texts, strict=False):
            tab.show_text(text, is_narrow=self._narrow)
            tab.setChecked(text.floor_id == current)
            tab.show()
        for tab in self._tabs[len(texts) :]:
            tab.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the counts where the window is narrow (they are in the tooltip)."""
        if narrow != self._narrow:
            self._narrow = narrow
            for tab in self._tabs:
                tab.show_text(tab.says, is_narrow=narrow)

    def full_width(self) -> int:
        """How wide all tabs are with their counts."""
        return sum(tab.wide(is_narrow=False) for tab in self._tabs if not tab.isHidden())

    def floors(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(text.floor_id for text in self._texts)

    def on_clicked(self, button: QAbstractButton) -> None:
        """A tab was clicked."""
        if isinstance(button, _Tab):
            self.chosen.emit(button.says.floor_id)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        for tab in self._tabs:
            tab.updateGeometry()
            tab.update()


class CountButton(QAbstractButton):
    """A count with its words; pressed, it filters. Without a filter it is plain text to the eye."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None, *, filters: bool = True) -> None:
        super().__init__(parent)
        self._look = look
        self._number = ""
        self._words = ""
        self._is_bad = False
        self.setObjectName(f"count_{name}")
        self.setCheckable(filters)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if filters else Qt.FocusPolicy.NoFocus)
        self.setEnabled(filters)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_count(self, number: str, words: str, *, is_bad: bool = False) -> None:
        """Take number and words; a bad one is red (overrun, not ready)."""
        if (number, words, is_bad) != (self._number, self._words, self._is_bad):
            self._number, self._words, self._is_bad = number, words, is_bad
            self.setAccessibleName(f"{number} {words}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        px = self._look.px
        wide = self._look.metrics(15, bold=True).horizontalAdvance(self._number)
        wide += self._look.metrics(12).horizontalAdvance(self._words)
        return QSize(round(wide) + px(5 + 12), px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self._words if self.fitting() != self._words else "")

    def fitting(self) -> str:
        """The words, cut short where there is no room."""
        number = self._look.metrics(15, bold=True).horizontalAdvance(self._number)
        room = self.width() - number - self._look.px(5 + 6)
        return self._look.metrics(12).elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0) + 1)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.selected)
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), theme.accent)
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.hover)
        x = px(6)
        painter.setFont(look.font(15, bold=True))
        painter.setPen(theme.high if self._is_bad else theme.text)
        wide = look.metrics(15, bold=True).horizontalAdvance(self._number)
        painter.drawText(QRectF(x, 0, wide + 2, self.height()), _MIDDLE, self._number)
        painter.setFont(look.font(12))
        painter.setPen(theme.text2)
        left = x + wide + px(5)
        painter.drawText(QRectF(left, 1, self.width() - left + 4, self.height()), _MIDDLE, self.fitting())
        painter.end()
