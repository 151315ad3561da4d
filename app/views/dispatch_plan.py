"""A plan for everything that waits, to be looked at before anything happens: lines to accept, all or some.

Shown by the dispatch page at the right side (GUI thread). Accepting is one act, undone as one.
"""

from __future__ import annotations

from typing import Final, cast

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.candidates import Proposal
from app.domain.rules import Rules
from app.models.tasks import VALUE_ROLE, PlanModel
from app.widgets.controls import Button
from app.widgets.drawer import side_width
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.panels import TitleBlock, line, panel
from app.words import dispatch as words
from app.words import formats

ROW_PX: Final = 52
_PAD: Final = 14
_BOX: Final = 16
Index = QModelIndex | QPersistentModelIndex


class PlanDelegate(QStyledItemDelegate):
    """Draws a line: tick box, work and time, who, and what it does to the load."""

    def __init__(self, look: Look, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._look = look
        self.rules = Rules()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, self._look.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry_line = cast("Proposal", index.data(VALUE_ROLE))
        look, theme, px, rect = self._look, self._look.theme, self._look.px, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.selected if chosen else theme.surface)
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        self._paint_box(painter, rect, index)
        x = rect.left() + px(_PAD + _BOX + 10)
        room = rect.right() - px(_PAD) - x
        entry = entry_line.entry
        work = f"{words.place(entry.room)}　{words.entry_title(entry)}"
        when = formats.clock(entry.starts_at, self.rules.tz)
        wide = round(look.metrics(12).horizontalAdvance(when)) + 4
        painter.setFont(look.font(13, bold=True))
        painter.setPen(theme.text)
        top = QRect(x, rect.top() + px(6), room - wide, px(20))
        shown = look.metrics(13, bold=True).elidedText(work, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(look.font(12))
        painter.setPen(theme.text2)
        painter.drawText(
            QRect(x + room - wide, top.top(), wide, top.height()), Qt.AlignmentFlag.AlignVCenter, when
        )
        painter.setPen(theme.text2 if entry_line.candidate else theme.high_text)
        under = QRect(x, rect.top() + px(27), room, px(18))
        said = look.metrics(12).elidedText(words.plan_line(entry_line), Qt.TextElideMode.ElideRight, room)
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, said)
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        box = box_rect(rect, look)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            look.paint_icon(painter, QPointF(box.left(), box.top()), "x", "high", _BOX)
            return
        painter.setPen(theme.control)
        painter.setBrush(theme.accent if state == Qt.CheckState.Checked else theme.surface)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        if state == Qt.CheckState.Checked:
            look.paint_icon(
                painter, QPointF(box.left() + px(1), box.top() + px(1)), "check", "accent_text", 14
            )

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        plan = cast("PlanModel", model)
        is_click = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if is_click and isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            reach = box_rect(option.rect, self._look).adjusted(-8, -8, 8, 8)
            if reach.contains(event.position().toPoint()):
                return turn(plan, index)
        return False


def box_rect(rect: QRect, look: Look) -> QRect:
    """Where the tick box of a line lies."""
    side = look.px(_BOX)
    return QRect(rect.left() + look.px(_PAD), rect.center().y() - side // 2, side, side)


def turn(model: PlanModel, index: Index) -> bool:
    """Tick a line, or take the tick away."""
    state = index.data(Qt.ItemDataRole.CheckStateRole)
    if state is None:
        return False
    other = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
    return model.setData(index, other, Qt.ItemDataRole.CheckStateRole)


class _PlanList(QListView):
    """Space turns a line; other letters are the page's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, PlanModel):
            turn(model, self.currentIndex())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PlanPanel(QWidget):
    """See the module."""

    accepted = Signal(object)
    """tuple of the `Proposal`s that were accepted."""
    closed = Signal()
    """Nothing is to happen."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("plan_panel")
        self.setProperty("panel", "drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._head = TitleBlock(parent=self)
        self._note = TextLabel("", "muted", wraps=True, parent=self)
        self.model = PlanModel(words.plan_spoken, self)
        """The lines."""
        self.list = _PlanList(self)
        self.list.setObjectName("plan")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._delegate = PlanDelegate(look, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setModel(self.model)
        self._accept = Button(look, kind="primary", key="Enter", parent=self)
        self._accept.setObjectName("plan_accept")
        self._cancel = Button(look, key="Esc", parent=self)
        self._cancel.setObjectName("plan_cancel")
        self._lay_out()
        self._accept.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.closed)
        self.model.dataChanged.connect(self.on_ticked)
        look.watch(self.on_look_changed)
        self.retranslate()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 14, 10)
        head.addWidget(self._head)
        head.addWidget(self._note)
        foot = panel("footer", self)
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(14, 10, 14, 10)
        buttons.setSpacing(8)
        buttons.addWidget(self._accept)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h", self))
        column.addWidget(self.list, 1)
        column.addWidget(foot)

    def show_plan(self, lines: tuple[Proposal, ...], rules: Rules) -> None:
        """Show a plan; lines that were left out stay so while they are there."""
        self._delegate.rules = rules
        self.model.apply(lines)
        if lines and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.retranslate()

    def accept(self) -> None:
        """Accept what is ticked."""
        lines = self.model.accepted()
        if lines:
            self.accepted.emit(lines)

    def retranslate(self) -> None:
        """Set every text anew."""
        title = self.tr("Assign everything: preview")
        count = len(self.model.values)
        open_ones = sum(one.candidate is None for one in self.model.values)
        caption = QCoreApplication.translate("PlanPanel", "%n item(s) waiting", "", count)
        if open_ones:
            nobody = QCoreApplication.translate("PlanPanel", "nobody may take %n of them", "", open_ones)
            caption = f"{caption}{words.comma()}{nobody}"
        self._head.set_texts(title, caption)
        self._note.setText(
            self.tr("Most pressing first, each to its best candidate. Nothing happens until you accept.")
        )
        accept = QCoreApplication.translate("PlanPanel", "Accept %n", "", len(self.model.accepted()))
        self._accept.setText(accept)
        self._accept.setAccessibleName(accept)
        self._accept.setEnabled(bool(self.model.accepted()))
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.setAccessibleName(self._cancel.text())
        self.list.setAccessibleName(title)
        self.setAccessibleName(title)

    def on_ticked(self) -> None:
        """A line was ticked or not."""
        self.retranslate()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedWidth(side_width(self._look, 360))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
        else:
            event.accept()  # digits and letters mean the queue, which is not in front now
