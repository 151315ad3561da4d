"""The bar over the dispatch page: the day, the legend, and what concerns everybody. GUI thread."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.states import TaskState
from app.widgets.controls import Button, Segmented
from app.widgets.look import Look
from app.widgets.panels import PageBar
from app.widgets.patterns import TASK_STYLES, BlockStyle, paint_block
from app.words import states

LEGEND: Final = ("assigned", "acknowledged", "in_progress", "overdue", "done", "walk")
_SWATCH: Final = (20, 12)


class Legend(QWidget):
    """Which fill means what."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._words: tuple[str, ...] = ()
        self.setObjectName("legend")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.on_look_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the words anew."""
        self._words = (
            states.task_state(TaskState.ASSIGNED),
            states.task_state(TaskState.ACKNOWLEDGED),
            states.task_state(TaskState.IN_PROGRESS),
            states.overdue(),
            states.task_state(TaskState.DONE),
            self.tr("Walk"),
        )
        self.setAccessibleName(self.tr("Legend: {words}").format(words=" · ".join(self._words)))
        self.updateGeometry()
        self.update()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px, metrics = self._look.px, self._look.metrics(12)
        words = sum(round(metrics.horizontalAdvance(word)) for word in self._words)
        return QSize(words + len(self._words) * px(_SWATCH[0] + 4 + 12), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, px = self._look, self._look.px
        painter = QPainter(self)
        x, middle = 0.0, self.height() / 2
        for name, word in zip(LEGEND, self._words, strict=True):
            style, wide, high = TASK_STYLES[name], px(_SWATCH[0]), px(_SWATCH[1])
            if name == "walk":
                wide = high = px(9)
            box = QRectF(round(x), round(middle - high / 2), wide, high)
            small = BlockStyle(style.state, style.patterned, style.dash, left_bar=False)
            paint_block(painter, box, small, look.brushes)
            x += wide + px(4)
            painter.setFont(look.font(12))
            painter.setPen(look.theme.text2)
            room = look.metrics(12).horizontalAdvance(word) + 2
            painter.drawText(QRectF(x, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, word)
            x += room + px(12)
        painter.end()


class DispatchBar(PageBar):
    """See the module."""

    day_chosen = Signal(str)
    """today or tomorrow."""
    table_chosen = Signal(bool)
    """The table instead of the board, or back."""
    insert_wanted = Signal()
    """One more task."""
    presence_wanted = Signal()
    """Somebody's day."""
    plan_wanted = Signal()
    """A plan for everything that waits."""
    people_wanted = Signal()
    """The candidates, when they are a drawer."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", parent)
        self._count = 0
        self.days = Segmented(look, (("today", ""), ("tomorrow", "")), self)
        self.days.setObjectName("dispatch_day")
        self.legend = Legend(look, self)
        self.as_table = Button(look, icon="table-2", parent=self)
        self.as_table.setCheckable(True)
        self.as_table.setObjectName("dispatch_as_table")
        self.as_table.toggled.connect(self.table_chosen)
        self.people = Button(look, icon="user-search", parent=self)
        self.insert = Button(look, icon="zap", key="E", parent=self)
        self.presence = Button(look, icon="user-x", parent=self)
        self.plan = Button(look, kind="primary", key="R", parent=self)
        for name, button in (
            ("people", self.people),
            ("insert", self.insert),
            ("presence", self.presence),
            ("plan", self.plan),
        ):
            button.setObjectName(f"dispatch_{name}")
        self.add(self.days, self.as_table)
        self.add_right(self.legend, self.people, self.insert, self.presence, self.plan)
        self.people.hide()
        self.days.chosen.connect(self.day_chosen)
        self.insert.clicked.connect(self.insert_wanted)
        self.presence.clicked.connect(self.presence_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        self.people.clicked.connect(self.people_wanted)

    def set_count(self, count: int) -> None:
        """How many entries wait."""
        self._count = count
        self._say_plan()

    def set_narrow(self, *, narrow: bool, narrower: bool) -> None:
        """Less room: no legend, then icons for the buttons; a button for the candidates' drawer."""
        self.legend.setVisible(not narrow)
        self.people.setVisible(narrower)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.set_title(self.tr("Dispatch"))
        self.days.set_texts({"today": self.tr("Today"), "tomorrow": self.tr("Tomorrow")})
        self.legend.retranslate()
        self.as_table.setAccessibleName(self.tr("As a table"))
        self.as_table.setToolTip(self.as_table.accessibleName())
        for button, text in (
            (self.people, self.tr("Candidates")),
            (self.insert, self.tr("Insert task")),
            (self.presence, self.tr("Presence")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._say_plan()

    def _say_plan(self) -> None:
        text = self.tr("Assign all {n}").format(n=self._count)
        self.plan.setText(text)
        self.plan.setAccessibleName(text)
        self.plan.setEnabled(self._count > 0)
