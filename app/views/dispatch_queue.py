"""The queue at the left of the dispatch page: what waits for a person, by latest start, to be carried to a
row.

Built by the dispatch page (GUI thread). The list only shows and tells: a selection, something carried by the
pointer, something let go. Letters are left to the page's keys.
"""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.dispatch import Entry
from app.domain.periods import MINUTE
from app.domain.rules import Rules
from app.models.tasks import KEY_ROLE, VALUE_ROLE, QueueModel
from app.widgets.look import Look
from app.words import dispatch as words
from app.words import formats

THRESHOLD_PX: Final = 8  # below it a slip of the hand carries nothing (R30)
ROW_PX: Final = 84
PRESSING: Final = 20 * MINUTE  # from here on the time stands in the colour of the middle priority
Index = QModelIndex | QPersistentModelIndex
_MOVES: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


class QueueDelegate(QStyledItemDelegate):
    """Draws an entry: latest start and what is left of it, work, why, when and how long."""

    def __init__(self, look: Look, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._look = look
        self.now = 0
        self.rules = Rules()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, self._look.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = cast("Entry", index.data(VALUE_ROLE))
        look, theme, rect = self._look, self._look.theme, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, theme.selected if chosen else theme.hover if over else theme.surface)
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        px = look.px
        left = QRect(rect.left() + px(16), rect.top() + px(9), px(62), px(20))
        self._paint_time(painter, left, entry)
        x = rect.left() + px(84)
        room = rect.right() - px(12) - x
        title = f"{words.place(entry.room)}　{words.entry_title(entry)}"
        zone = self.rules.tz
        self._line(painter, QRect(x, rect.top() + px(9), room, px(20)), title, theme.text, bold=True)
        self._line(
            painter, QRect(x, rect.top() + px(30), room, px(18)), words.entry_why(entry, zone), theme.text2
        )
        icon = "hand" if entry.is_offered else "clock"
        look.paint_icon(painter, QRect(x, rect.top() + px(53), px(14), px(18)).toRectF(), icon, "muted", 13)
        when = words.entry_when(entry, zone)
        if entry.is_offered:
            when = f"{words.offered()} · {when}"
        self._line(painter, QRect(x + px(20), rect.top() + px(53), room - px(20), px(18)), when, theme.muted)
        painter.restore()

    def _paint_time(self, painter: QPainter, line: QRect, entry: Entry) -> None:
        theme, px = self._look.theme, self._look.px
        left = entry.latest_at - self.now
        ink = theme.high_text if left < 0 else theme.mid_text if left <= PRESSING else theme.text
        self._line(painter, line, formats.clock(entry.latest_at, self.rules.tz), ink, bold=True, size=15)
        under = QRect(line.left(), line.bottom() + px(3), line.width() + px(4), px(18))
        said = formats.left_or_passed(entry.latest_at, self.now)
        self._line(painter, under, said, theme.high_text if left < 0 else theme.text2)

    def _line(
        self, painter: QPainter, rect: QRect, text: str, ink: object, *, bold: bool = False, size: int = 12
    ) -> None:
        size = 13 if bold and size == 12 else size
        painter.setFont(self._look.font(size, bold=bold))
        painter.setPen(self._look.colour(ink))  # type: ignore[arg-type]  # a colour of the theme
        metrics = self._look.metrics(size, bold=bold)
        shown = metrics.elidedText(" ".join(text.split(" ")), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class QueueView(QListView):
    """A list whose rows can be carried away with the pointer."""

    carried = Signal(str, QPoint)
    """The key of an entry and the global place of the pointer, from the threshold on."""
    let_go = Signal(str, QPoint)
    """The entry was let go."""
    carry_cancelled = Signal()
    """Esc, or the button was lost."""

    def __init__(self, look: Look, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None
        self._carrying = ""
        self.delegate = QueueDelegate(look, self)
        self.setObjectName("queue")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        look.changed.connect(self.on_look_changed)
        self.retranslate()

    def set_time(self, now: int, rules: Rules) -> None:
        """The moment, for what is left; repaints when a minute has passed."""
        stale = now // MINUTE != self.delegate.now // MINUTE or rules != self.delegate.rules
        self.delegate.now, self.delegate.rules = now, rules
        if stale:
            self.viewport().update()

    def current_key(self) -> str:
        """The identity of the current entry, "" without one."""
        index = self.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else ""

    def retranslate(self) -> None:
        """Set texts anew."""
        self.setAccessibleName(QCoreApplication.translate("QueueView", "Work to assign"))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.scheduleDelayedItemsLayout()

    def is_carrying(self) -> bool:
        """Whether an entry is in the air."""
        return bool(self._carrying)

    def cancel_carry(self) -> None:
        """Put it back."""
        was, self._carrying, self._pressed = self._carrying, "", None
        if was:
            self.unsetCursor()
            self.carry_cancelled.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self._pressed = event.position().toPoint()
        elif self._carrying:
            self.cancel_carry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        away = where - self._pressed
        if not self._carrying and max(abs(away.x()), abs(away.y())) >= THRESHOLD_PX:
            self._carrying = self.current_key()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._carrying:
            self.carried.emit(self._carrying, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pressed = None
        key, self._carrying = self._carrying, ""
        if key:
            self.unsetCursor()
            self.let_go.emit(key, event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._carrying:
            self.cancel_carry()
        elif event.key() in _MOVES and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()
