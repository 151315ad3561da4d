"""The navigation rail: one painted button per page, with a badge for what waits for a person."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from app.widgets.look import Look
from app.widgets.marks import paint_badge

WIDTH: Final = 68
ITEM: Final = 56
MARK: Final = 48  # as high as the top bar beside it


class RailButton(QAbstractButton):
    """Icon over word; the chosen page has the surface behind it and an accent bar at its left."""

    def __init__(self, look: Look, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name: Final = name
        self._look = look
        self._icon = icon
        self._badge = 0
        self.setCheckable(True)
        self.setObjectName(f"rail_{name}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)

    def set_badge(self, count: int) -> None:
        """How many things wait here; 0 shows none."""
        if count != self._badge:
            self._badge = count
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), self._look.px(ITEM))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, theme = self._look, self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 2, -4, -2)
        if self.isChecked() or self.underMouse():
            painter.setPen(QColor(theme.line2) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.surface if self.isChecked() else theme.hover)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if self.isChecked():
            painter.fillRect(QRectF(box.left(), box.top() + 1, 3, box.height() - 2), theme.accent)
        role = "accent" if self.isChecked() else "text2"
        side = look.px(20)
        high = look.metrics(12).height()
        top = box.top() + max(min(look.px(7), (box.height() - side - high) / 2), 0)
        look.paint_icon(painter, QRectF(box.center().x() - side / 2, top, side, side), self._icon, role, 20)
        painter.setFont(look.font(12, bold=self.isChecked()))
        painter.setPen(look.colour(role))
        words = QRectF(box.left(), top + side, box.width(), box.bottom() - top - side)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
        if self._badge:
            paint_badge(
                painter, QPointF(box.right() - look.px(10), box.top() + look.px(11)), self._badge, look
            )
        if self.hasFocus():
            painter.setPen(theme.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 3, 3)
        painter.end()


class _Mark(QWidget):
    """The house's mark over the pages; decoration, so it has no name and takes no focus."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, side = self._look, self._look.px(30)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.accent)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(look.font(18, bold=True))
        painter.setPen(look.theme.accent_text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "会")
        painter.end()


class Rail(QWidget):
    """The buttons in order; ``chosen`` names the page a person wants."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        self.setProperty("panel", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("rail")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        self._mark = _Mark(look, self)
        self._column.addWidget(self._mark)
        self._column.addStretch(1)
        self._foot = 0
        look.watch(self.on_look_changed)

    def add(self, name: str, icon: str, *, foot: bool = False) -> None:
        """A page's button; ``foot`` puts it at the bottom."""
        button = RailButton(self._look, name, icon, self)
        self._group.addButton(button)
        self._buttons[name] = button
        at = self._column.count() if foot else self._column.count() - 1 - self._foot
        self._foot += int(foot)
        self._column.insertWidget(at, button)
        button.clicked.connect(self.on_clicked)

    def set_text(self, name: str, text: str, key: str) -> None:
        """A button's word and the key that does the same."""
        button = self._buttons[name]
        button.setText(text)
        button.setAccessibleName(text)
        button.setToolTip(f"{text}  {key}" if key else text)

    def set_badge(self, name: str, count: int) -> None:
        """How many things wait on a page."""
        self._buttons[name].set_badge(count)

    def set_shown(self, name: str, *, shown: bool) -> None:
        """Whether a page stands in the rail."""
        self._buttons[name].setVisible(shown)

    def show_page(self, name: str) -> None:
        """Mark a page as the one in front; none is marked for a page that is not in the rail."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for each in self._buttons.values():
            each.setChecked(False)
        self._group.setExclusive(True)

    def on_clicked(self) -> None:
        """A button was pressed."""
        button = self.sender()
        if isinstance(button, RailButton):
            self.chosen.emit(button.name)

    def on_look_changed(self) -> None:
        """Scale or theme changed."""
        self.setFixedWidth(self._look.px(WIDTH))
        self._mark.setFixedHeight(self._look.px(MARK))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Every page's button comes before the mark."""
        wanted = len(self._buttons) * self._look.px(ITEM) + self._look.px(MARK) + 6
        self._mark.setVisible(self.height() >= wanted)
