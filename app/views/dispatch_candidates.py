"""The candidates at the right of the dispatch page: who could take the selected work, and why.

Hard rules as ticks and crosses, five scores as bars, one sentence; whoever may not stays in the list with the
reason. Built by the dispatch page (GUI thread); buttons are real on the current row only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, cast

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.candidates import Candidate
from app.domain.dispatch import Crew
from app.models.tasks import VALUE_ROLE, CandidatesModel
from app.widgets.controls import Button
from app.widgets.look import Look
from app.widgets.marks import paint_key_cap, paint_load_bar
from app.words import dispatch as words

ROW_PX: Final = 104
BUTTONS_PX: Final = 40
BARRED_PX: Final = 44
_PAD: Final = 14
Index = QModelIndex | QPersistentModelIndex
Way = Literal["assign", "claim", "hand over"]
"""What giving the work to a candidate is called; Space does it but for a block, which has somebody."""
_MOVES: Final = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
)


class CandidateDelegate(QStyledItemDelegate):
    """Draws one candidate."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look = look
        self._view = parent
        self.crew: Crew | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        one = cast("Candidate", index.data(VALUE_ROLE))
        if not one.may:
            return QSize(100, self._look.px(BARRED_PX))
        buttons = BUTTONS_PX if index.row() == self._view.currentIndex().row() else 0
        return QSize(100, self._look.px(ROW_PX + buttons))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = cast("Candidate", index.data(VALUE_ROLE))
        theme, rect = self._look.theme, option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.selected if chosen else theme.surface)
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.accent)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.line)
        if one.may:
            self._paint_fit(painter, rect, one, index.row() + 1)
        else:
            self._paint_barred(painter, rect, one)
        painter.restore()

    def _paint_fit(self, painter: QPainter, rect: QRect, one: Candidate, rank: int) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        x, middle = rect.left() + px(_PAD), rect.top() + px(22)
        if rank <= 9:
            cap = paint_key_cap(painter, QPointF(x, middle), str(rank), look)
            x = round(cap.right()) + px(8)
        total = str(one.score.total)
        end = rect.right() - px(_PAD)
        wide = round(look.metrics(20, bold=True).horizontalAdvance(total)) + 2
        box = QRect(end - wide, middle - px(14), wide, px(28))
        _text(painter, look, box, total, _Hand(theme.text, 20, bold=True))
        name = one.day.person.name
        name_wide = min(round(look.metrics(15, bold=True).horizontalAdvance(name)) + 2, px(110))
        box = QRect(x, middle - px(11), name_wide, px(22))
        _text(painter, look, box, name, _Hand(theme.text, 15, bold=True))
        self._paint_marks(
            painter,
            QRect(x + name_wide + px(8), middle - px(9), end - wide - px(8) - x - name_wide, px(18)),
            one,
        )
        self._paint_scores(
            painter, QRect(rect.left() + px(_PAD), rect.top() + px(40), rect.width() - 2 * px(_PAD), 0), one
        )
        said = words.sentence(one, self.crew.rules.tz) if self.crew else ""
        line = QRect(rect.left() + px(_PAD), rect.top() + px(80), rect.width() - 2 * px(_PAD), px(18))
        _text(painter, look, line, said, _Hand(theme.mid_text if one.late else theme.text2))

    def _paint_barred(self, painter: QPainter, rect: QRect, one: Candidate) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        middle = rect.center().y()
        name = one.day.person.name
        wide = min(round(look.metrics(13).horizontalAdvance(name)) + 2, px(90))
        x = rect.left() + px(_PAD)
        _text(painter, look, QRect(x, middle - px(9), wide, px(18)), name, _Hand(theme.text2, 13))
        x += wide + px(8)
        reason = words.why_not(one, self.crew) if self.crew else ""
        room = rect.right() - px(_PAD) - x
        told = self._paint_marks(painter, QRect(x, middle - px(9), room // 2, px(18)), one, failed_last=True)
        line = QRect(told + px(6), middle - px(9), rect.right() - px(_PAD) - told - px(6), px(18))
        _text(painter, look, line, reason, _Hand(theme.text2, align=Qt.AlignmentFlag.AlignRight))

    def _paint_marks(
        self, painter: QPainter, rect: QRect, one: Candidate, *, failed_last: bool = False
    ) -> int:
        """Ticks and crosses with their words, as many as there is room for; a failed one always has room."""
        look, px = self._look, self._look.px
        marks = [mark for mark in one.marks if mark.rule != "role" or not mark.ok]
        if failed_last:
            bad = next(mark for mark in marks if not mark.ok)
            marks = [bad]
        x = rect.left()
        for mark in marks:
            word = words.mark(mark)
            need = px(13 + 3) + round(look.metrics(12).horizontalAdvance(word)) + px(8)
            if x + need > rect.right() + px(8) and x > rect.left():
                break
            icon, role = ("check", "ok") if mark.ok else ("x", "high")
            look.paint_icon(painter, QPointF(x, rect.center().y() - px(6)), icon, role, 13)
            ink = look.theme.text2 if mark.ok else look.theme.high_text
            _text(
                painter, look, QRect(x + px(16), rect.top(), need - px(16), rect.height()), word, _Hand(ink)
            )
            x += need
        return x

    def _paint_scores(self, painter: QPainter, line: QRect, one: Candidate) -> None:
        look, theme, px = self._look, self._look.theme, self._look.px
        parts = words.score_parts(one.score)
        column = line.width() // 3
        label = max(round(look.metrics(12).horizontalAdvance(word)) for word, _ in parts) + px(6)
        for number, (word, value) in enumerate(parts):
            x, y = line.left() + number % 3 * column, line.top() + number // 3 * px(19)
            _text(painter, look, QRect(x, y, label, px(18)), word, _Hand(theme.text2))
            wide = max(column - label - px(26), px(12))
            bar = QRectF(x + label, y + px(7), wide, px(4))
            paint_load_bar(painter, bar, value / 20, look)
            box = QRect(x + label + wide + px(5), y, px(20), px(18))
            _text(painter, look, box, str(value), _Hand(theme.text))


@dataclass(frozen=True, slots=True)
class _Hand:
    """How a text is written: colour, size, weight, side."""

    ink: QColor
    size: int = 12
    bold: bool = False
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


def _text(painter: QPainter, look: Look, rect: QRect, text: str, hand: _Hand) -> None:
    painter.setFont(look.font(hand.size, bold=hand.bold))
    painter.setPen(hand.ink)
    metrics = look.metrics(hand.size, bold=hand.bold)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width(), 0) + 1)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | hand.align, shown)


class CandidatesView(QListView):
    """The list; the current row carries the buttons."""

    assign_wanted = Signal(str)
    """The id of the person to be given the work."""
    pin_wanted = Signal(str)
    """The same, and held against re-planning."""

    def __init__(self, look: Look, model: CandidatesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._takes_space = True
        self._is_claim = False
        self._buttons = _Buttons(look, self.viewport())
        self._buttons.assign.clicked.connect(self._on_assign)
        self._buttons.pin.clicked.connect(self._on_pin)
        self.delegate = CandidateDelegate(look, self)
        self.setObjectName("candidates")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self.on_look_changed)
        self.retranslate()

    def candidates(self) -> CandidatesModel:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, CandidatesModel)
        return model

    def current(self) -> Candidate | None:
        """The current candidate."""
        return self.candidates().value_at(self.currentIndex().row())

    def show_people(self, crew: Crew, found: tuple[Candidate, ...], *, fresh: bool, way: Way) -> None:
        """Show candidates; ``fresh`` = of another entry: the best one becomes current."""
        self.delegate.crew = crew
        self._takes_space, self._is_claim = way != "hand over", way == "claim"
        before = [(one.day.person.id, one.may) for one in self.candidates().values]
        self.candidates().apply(found)
        if before != [(one.day.person.id, one.may) for one in found]:
            self.scheduleDelayedItemsLayout()
        if found and (fresh or not self.currentIndex().isValid()):
            self.setCurrentIndex(self.candidates().index(0))
            self.scrollToTop()
        self._dress_current()

    def retranslate(self) -> None:
        """Set texts anew."""
        self.setAccessibleName(QCoreApplication.translate("CandidatesView", "Candidates"))
        self._dress_current()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.scheduleDelayedItemsLayout()
        self._dress_current()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()  # the current row grows by its buttons, the one before shrinks
        self._dress_current()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_buttons()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        one = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and one is not None and one.may:
            self.assign_wanted.emit(one.day.person.id)
        elif event.key() in _MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _dress_current(self) -> None:
        """The buttons say who would be given the work."""
        one = self.current()
        if one is not None and one.may:
            is_best = self._takes_space and self.currentIndex().row() == 0
            self._buttons.show_person(one.day.person.name, is_best=is_best, claims=self._is_claim)
        self._place_buttons()

    def _place_buttons(self) -> None:
        one = self.current()
        rect = self.visualRect(self.currentIndex())
        self._buttons.setVisible(one is not None and one.may and not rect.isEmpty())
        high = self._look.px(BUTTONS_PX)
        self._buttons.setGeometry(rect.left(), rect.bottom() + 1 - high, rect.width(), high)

    def _on_assign(self) -> None:
        one = self.current()
        if one is not None:
            self.assign_wanted.emit(one.day.person.id)

    def _on_pin(self) -> None:
        one = self.current()
        if one is not None:
            self.pin_wanted.emit(one.day.person.id)


class _Buttons(QWidget):
    """Assign and pin, at the foot of the current row; one pair of buttons that moves with it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("candidate_buttons")
        self.assign = Button(look, kind="primary", parent=self)
        self.assign.setObjectName("assign")
        self.pin = Button(look, icon="pin", parent=self)
        self.pin.setObjectName("assign_pinned")
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 0, _PAD, 12)
        row.setSpacing(8)
        row.addWidget(self.assign)
        row.addWidget(self.pin)
        row.addStretch(1)

    def show_person(self, name: str, *, is_best: bool, claims: bool) -> None:
        """Name who would be given the work, or would claim it."""
        text = QCoreApplication.translate("CandidatesView", "Assign {name}").format(name=name)
        if claims:
            text = QCoreApplication.translate("CandidatesView", "{name} claims it").format(name=name)
        self.assign.setText(text.replace("&", "&&"))
        self.assign.setAccessibleName(text)
        self.assign.set_key(QCoreApplication.translate("CandidatesView", "Space") if is_best else "")
        self.pin.setText(QCoreApplication.translate("CandidatesView", "Assign and pin"))
        self.pin.setAccessibleName(self.pin.text())
