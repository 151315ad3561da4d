"""How a row of the inbox is drawn: kind and title with the age at the right, then lines; heads between parts.

The page says what stands in a row (`InboxFace`); nothing here knows an item model. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.widgets.look import Look
from app.widgets.tables import BAR_PX

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 12
_TOP: Final = 9
_LINE: Final = 18
_HEAD: Final = 32
_ICON: Final = 16


@dataclass(frozen=True, slots=True)
class InboxFace:
    """A row's words. ``lines``: (text, role) under the
    title; ``is_head``: a part's head, nothing to choose.
    """

    title: str
    kind: str = ""
    age: str = ""
    icon: str = ""
    tone: str = "muted"
    lines: tuple[tuple[str, str], ...] = ()
    is_head: bool = False
    is_plain: bool = False


class InboxDelegate(QStyledItemDelegate):
    """Draws what ``face_of`` says of an index."""

    def __init__(
        self, look: Look, view: QAbstractItemView, face_of: Callable[[Index], InboxFace | None]
    ) -> None:
        super().__init__(view)
        self._look = look
        self._face_of = face_of

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        face, px = self._face_of(index), self._look.px
        if face is None or face.is_head:
            return QSize(px(120), px(_HEAD))
        return QSize(px(120), px(2 * _TOP + 20 + _LINE * len(face.lines)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        face = self._face_of(index)
        if face is None:
            return
        painter.save()
        rect = QRectF(option.rect)
        if face.is_head:
            self._paint_head(painter, rect, face)
        else:
            self._paint_ground(painter, rect, option)
            self._paint_face(painter, rect, face)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRectF, face: InboxFace) -> None:
        look, theme = self._look, self._look.theme
        painter.fillRect(rect, theme.sunken)
        painter.setFont(look.font(12, bold=True))
        painter.setPen(theme.text2)
        inner = rect.adjusted(look.px(_PAD), 0, -look.px(_PAD), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, face.title)

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        theme = self._look.theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or over:
            painter.fillRect(rect, theme.selected if selected else theme.hover)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.line)
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR_PX, rect.height()), theme.accent)

    def _paint_face(self, painter: QPainter, rect: QRectF, face: InboxFace) -> None:
        look, px = self._look, self._look.px
        x, right = rect.left() + px(_PAD), rect.right() - px(_PAD)
        top = rect.top() + px(_TOP)
        line = float(px(20))
        if face.age:
            wide = look.metrics(12).horizontalAdvance(face.age)
            painter.setFont(look.font(12))
            painter.setPen(look.theme.muted)
            painter.drawText(
                QRectF(right - wide - 1, top, wide + 2, line), Qt.AlignmentFlag.AlignVCenter, face.age
            )
            right -= wide + px(8)
        if face.icon:
            at = QPointF(round(x), round(top + (line - px(_ICON)) / 2))
            look.paint_icon(painter, at, face.icon, face.tone, _ICON)
            x += px(_ICON + 6)
        if face.kind:
            painter.setFont(look.font(13))
            painter.setPen(look.theme.text2)
            wide = look.metrics(13).horizontalAdvance(face.kind)
            painter.drawText(QRectF(x, top, wide + 2, line), Qt.AlignmentFlag.AlignVCenter, face.kind)
            x += wide + px(6)
        self._text(painter, QRectF(x, top, right - x, line), face.title, 13, bold=not face.is_plain)
        y = top + line
        for text, role in face.lines:
            painter.setPen(look.colour(role))
            box = QRectF(rect.left() + px(_PAD), y, rect.width() - 2 * px(_PAD), px(_LINE))
            self._text(painter, box, text, 12, role=role)
            y += px(_LINE)

    def _text(
        self, painter: QPainter, box: QRectF, text: str, size: int, *, bold: bool = False, role: str = "text"
    ) -> None:
        metrics = self._look.metrics(size, bold=bold)
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.setFont(self._look.font(size, bold=bold))
        painter.setPen(self._look.colour(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class InboxList(QListView):
    """The list; letters and digits are the page's keys, so none is taken for a search."""

    def __init__(
        self, look: Look, face_of: Callable[[Index], InboxFace | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setItemDelegate(InboxDelegate(look, self, face_of))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        look.changed.connect(self.scheduleDelayedItemsLayout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
            return
        super().keyPressEvent(event)
