"""The queue beside the plan: what is due next, with real buttons on the current row (ui.md 4.1).

`QueueList` shows an AttentionModel; it says what a person chose and does nothing itself. Rows are
painted; the buttons of other rows are painted too and work at the first click. GUI thread.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.models.attention import AttentionModel, Line, Role
from app.widgets.controls import BUTTON_PX, Button
from app.widgets.look import Look
from app.widgets.marks import paint_alarm_shape

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 94
WHY: Final = 38
_LEFT: Final = 76
_PAD: Final = 14
_BAR: Final = 3


class QueueDelegate(QStyledItemDelegate):
    """Paints a line; knows where its buttons are."""

    def __init__(self, look: Look, view: QueueList) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        px = self._look.px
        return QSize(px(300), px(ROW + (WHY if self._view.shows_why(index) else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Role.LINE)
        if not isinstance(line, Line):
            return
        painter.save()
        rect = QRectF(option.rect)
        theme = self._look.theme
        current = index.row() == self._view.currentIndex().row()
        if current:
            painter.fillRect(rect, theme.selected)
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height()), theme.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
        self._times(painter, rect, line)
        self._texts(painter, rect, line, why=self._view.shows_why(index), current=current)
        if not current:
            self._painted_buttons(painter, option.rect, line)
        painter.restore()

    def _times(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        look, px = self._look, self._look.px
        ink = {"high": look.theme.high, "mid": look.theme.mid}.get(line.level, look.theme.text)
        x, y = rect.left() + px(_PAD), rect.top() + px(9)
        painter.setFont(look.font(15, bold=True))
        painter.setPen(ink)
        painter.drawText(QRectF(x, y, px(_LEFT), px(20)), int(_MIDDLE), line.time)
        painter.setFont(look.font(12))
        painter.setPen(ink if line.level == "high" else look.theme.text2)
        text = look.metrics(12).elidedText(line.left, Qt.TextElideMode.ElideRight, px(_LEFT - 6))
        painter.drawText(QRectF(x, y + px(20), px(_LEFT - 4), px(18)), int(_MIDDLE), text)
        side = px(18)
        paint_alarm_shape(painter, QRectF(round(x), round(y + px(43)), side, side), line.level, look)

    def _texts(self, painter: QPainter, rect: QRectF, line: Line, *, why: bool, current: bool) -> None:
        look, px = self._look, self._look.px
        x = rect.left() + px(_PAD + _LEFT - 6)
        right = rect.right() - px(10) - (px(40) if current and line.why else 0)
        y = rect.top() + px(9)
        painter.setPen(look.theme.text)
        painter.setFont(look.font(14, bold=True))
        number = f"{line.number}   " if line.number else ""
        wide = look.metrics(14, bold=True).horizontalAdvance(number)
        painter.drawText(QRectF(x, y, wide + 2, px(20)), int(_MIDDLE), number)
        title = look.metrics(14, bold=True).elidedText(
            line.title, Qt.TextElideMode.ElideRight, right - x - wide
        )
        painter.drawText(QRectF(x + wide, y, right - x - wide + 4, px(20)), int(_MIDDLE), title)
        painter.setFont(look.font(12))
        painter.setPen(look.theme.text2)
        wide = rect.right() - px(10) - x
        reason = look.metrics(12).elidedText(line.reason, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(x, y + px(20), wide + 4, px(18)), int(_MIDDLE), reason)
        if why:
            painter.setPen(look.theme.text)
            flags = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(QRectF(x, y + px(40), wide + 4, px(WHY)), flags, line.why)

    def _painted_buttons(self, painter: QPainter, rect: QRect, line: Line) -> None:
        look, theme = self._look, self._look.theme
        first, second = self.button_rects(rect, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.action:
            painter.setPen(QPen(theme.line2, 1))
            painter.setBrush(theme.surface)
            painter.drawRoundedRect(QRectF(first).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.text)
            painter.setFont(look.font(13))
            painter.drawText(QRectF(first), Qt.AlignmentFlag.AlignCenter, line.action)
        if line.alternative:
            painter.setPen(theme.accent)
            painter.setFont(look.font(13))
            text = look.metrics(13).elidedText(
                line.alternative, Qt.TextElideMode.ElideRight, second.width() + 1
            )
            painter.drawText(QRectF(second), int(_MIDDLE), text)

    def button_rects(self, rect: QRect, line: Line) -> tuple[QRect, QRect]:
        """Where a row's action and alternative are painted."""
        px = self._look.px
        x, y = rect.left() + px(_PAD + _LEFT - 6), rect.bottom() - px(BUTTON_PX + 10)
        wide = self._look.metrics(13).horizontalAdvance
        first = QRect(x, y, round(wide(line.action)) + 2 * px(10) if line.action else 0, px(BUTTON_PX))
        left = first.right() + (px(14) if line.action else 0)
        second = QRect(
            left,
            y,
            max(min(round(wide(line.alternative)) + 2, rect.right() - px(10) - left), 0),
            px(BUTTON_PX),
        )
        return first, second


class _RowButtons(QWidget):
    """The real buttons of the current row, laid over it."""

    def __init__(self, look: Look, view: QueueList) -> None:
        super().__init__(view.viewport())
        self._look = look
        self.action = Button(look, kind="primary", key="Enter", parent=self)
        self.action.setObjectName("queue_action")
        self.alternative = Button(look, kind="link", parent=self)
        self.alternative.setObjectName("queue_alternative")
        self.why = Button(look, kind="link", parent=self)
        self.why.setObjectName("queue_why")
        for button in (self.action, self.alternative, self.why):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.action.clicked.connect(view.on_action)
        self.alternative.clicked.connect(view.on_alternative)
        self.why.clicked.connect(view.on_why)

    def show_line(self, line: Line, why: str) -> None:
        """Take the words of a row."""
        self.action.setText(line.action.replace("&", "&&"))
        self.action.setAccessibleName(line.action)
        self.action.setVisible(bool(line.action))
        self.alternative.setText(line.alternative.replace("&", "&&"))
        self.alternative.setAccessibleName(line.alternative)
        self.alternative.setVisible(bool(line.alternative))
        self.why.setText(why)
        self.why.setAccessibleName(why)
        self.why.setVisible(bool(line.why))
        self.arrange()

    def arrange(self) -> None:
        """Put the buttons where the delegate paints them for other rows."""
        px = self._look.px
        x, y = px(_PAD + _LEFT - 6), self.height() - px(BUTTON_PX + 10)
        room = self.width() - x - px(10)
        wide = min(self.action.sizeHint().width(), room) if self.action.isVisibleTo(self) else 0
        self.action.setGeometry(x, y, wide, px(BUTTON_PX))
        left = x + wide + (px(14) if wide else 0)
        rest = max(self.width() - px(8) - left, 0)
        self.alternative.setGeometry(left, y, min(self.alternative.sizeHint().width(), rest), px(BUTTON_PX))
        mark = self.why.sizeHint()
        self.why.setGeometry(self.width() - mark.width() - px(10), px(6), mark.width(), px(26))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()


class QueueList(QListView):
    """The list itself."""

    proposed = Signal(object)
    """Do the item's proposal; the Item."""
    chose_other = Signal(object)
    """Do the item's alternative; the Item."""
    pointed = Signal(object)
    """Another item is the current one; the Item, or None."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._why_open = ""
        self.setObjectName("queue")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._delegate = QueueDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self._buttons = _RowButtons(look, self)
        self._buttons.hide()
        self.verticalScrollBar().valueChanged.connect(self.on_moved)
        look.changed.connect(self.on_look_changed)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        assert isinstance(model, AttentionModel)
        for signal in (
            model.rowsRemoved,
            model.rowsInserted,
            model.rowsMoved,
            model.dataChanged,
            model.modelReset,
        ):
            signal.connect(self.on_moved)
        self.on_moved()

    def item_here(self) -> object:
        """The current Item, or None."""
        return self.currentIndex().data(Role.ITEM)

    def shows_why(self, index: Index) -> bool:
        """Whether a row is open for its calculation."""
        item = index.data(Role.ITEM)
        return item is not None and item.id == self._why_open

    # slots ---------------------------------------------------------------------------------------

    def on_action(self) -> None:
        """Enter, or the primary button."""
        if self.item_here() is not None:
            self.proposed.emit(self.item_here())

    def on_alternative(self) -> None:
        """A, or the link."""
        if self.item_here() is not None:
            self.chose_other.emit(self.item_here())

    def on_why(self) -> None:
        """W: open or close the calculation."""
        item = self.item_here()
        item_id = getattr(item, "id", "")
        self._why_open = "" if self._why_open == item_id else item_id
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.on_moved()
        self.scrollTo(self.currentIndex())

    def on_moved(self) -> None:
        """Rows moved, or another one is current: the first is chosen when none is, and the buttons follow."""
        model = self.model()
        if not isinstance(model, AttentionModel):
            return
        if not self.currentIndex().isValid() and model.rowCount():
            self.setCurrentIndex(model.index(0, 0))
        index = self.currentIndex()
        line = index.data(Role.LINE)
        if not isinstance(line, Line):
            self._buttons.hide()
            return
        rect = self.visualRect(index)
        self._buttons.setGeometry(rect)
        self._buttons.show_line(line, self.tr("Why"))
        self._buttons.show()
        self._buttons.arrange()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self.on_moved()

    # Qt ------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._why_open and not self.shows_why(current):
            self._why_open = ""
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
        self.on_moved()
        self.viewport().update()
        self.pointed.emit(self.item_here())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.executeDelayedItemsLayout()
        self.on_moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
            return
        does = {
            Qt.Key.Key_Return: self.on_action,
            Qt.Key.Key_Enter: self.on_action,
            Qt.Key.Key_A: self.on_alternative,
            Qt.Key.Key_W: self.on_why,
        }.get(Qt.Key(key))
        if does is not None:
            does()
            event.accept()
        elif key in {
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
        }:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        line = index.data(Role.LINE)
        hit = self._hit(index, line, event.position().toPoint()) if isinstance(line, Line) else 0
        super().mousePressEvent(event)
        if hit and event.button() == Qt.MouseButton.LeftButton and index.row() == self.currentIndex().row():
            (self.on_action if hit == 1 else self.on_alternative)()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hold(held=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hold(held=False)

    # private -------------------------------------------------------------------------------------

    def _hold(self, *, held: bool) -> None:
        model = self.model()
        if isinstance(model, AttentionModel):
            model.hold(held)

    def _hit(self, index: QModelIndex, line: Line, at: QPoint) -> int:
        """1 when a place is on the painted action of another row, 2 on its alternative."""
        if index.row() == self.currentIndex().row():
            return 0
        first, second = self._delegate.button_rects(self.visualRect(index), line)
        return (
            1 if line.action and first.contains(at) else 2 if line.alternative and second.contains(at) else 0
        )


_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter.value

__all__ = ["QueueDelegate", "QueueList"]
