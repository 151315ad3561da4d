"""The bar over Today: its name, the floors, plan or list, the layers. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.domain.records import FloorRecord
from app.domain.tally import FloorTally
from app.widgets.controls import Button, Segmented
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.plan_tabs import TAB_PX, FloorTabs, TabText
from app.words import states


class TodayBar(QWidget):
    """Holds widgets and words; the page connects them."""

    edit_wanted = Signal()
    """Draw the floor."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._known: tuple[Sequence[FloorRecord], Mapping[str | None, FloorTally], str] = ((), {}, "")
        self.setObjectName("today_bar")
        self._title = TextLabel("", "title", parent=self)
        self.tabs = FloorTabs(look, self)
        options = [("plan", "plan"), ("list", "list"), ("queue", "queue")]
        self.switch = Segmented(look, options, self)
        self.switch.setObjectName("today_switch")
        self.switch.segment("queue").hide()
        self.layers = Button(look, icon="layers", parent=self)
        self.layers.setObjectName("today_layers")
        menu = QMenu(self)
        self._edit = menu.addAction("")
        self._edit.setObjectName("today_edit_plan")
        self._edit.triggered.connect(self.edit_wanted)
        self._menu = menu
        self.layers.clicked.connect(self.on_layers)
        row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addSpacing(8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.switch)
        row.addWidget(self.layers)
        look.watch(self.on_look_changed)

    def show_floors(
        self, records: Sequence[FloorRecord], counts: Mapping[str | None, FloorTally], current: str
    ) -> None:
        """The tabs with what goes on on each floor."""
        self._known = records, counts, current
        none = FloorTally(0, 0, None)
        self.tabs.show_tabs(
            [self._tab(number, floor, counts.get(floor.id, none)) for number, floor in enumerate(records, 1)],
            current,
        )
        self._narrow()

    def _tab(self, number: int, floor: FloorRecord, count: FloorTally) -> TabText:
        detail = self.tr("in session {n} · due {m}").format(n=count.in_session, m=count.due)
        level = states.priority(count.alarm) if count.alarm else ""
        alarm = (
            QCoreApplication.translate("Tile", "{level} priority alarm").format(level=level) if level else ""
        )
        spoken = " ".join(part for part in (floor.name, detail, alarm) if part)
        return TabText(
            floor.id, str(number), floor.name, detail, count.alarm.value if count.alarm else "", spoken
        )

    def offer_queue(self, offered: bool) -> None:
        """At a large scale the queue is a third part of the switch."""
        self.switch.segment("queue").setVisible(offered)
        setattr(self.switch.segment("list"), "is_last", not offered)  # noqa: B010 - the part knows its rounded end
        if not offered and self.switch.value() == "queue":
            self.switch.set_value("plan")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()

    def _narrow(self) -> None:
        """Little room: the tabs leave out their counts, the button its word."""
        others = self._title.sizeHint().width() + self.switch.sizeHint().width() + self._look.px(130)
        narrow = self.width() < self.tabs.full_width() + others
        self.tabs.set_narrow(narrow)
        self.layers.setText("" if narrow else self.tr("Layers"))

    def retranslate(self) -> None:
        """Set every text anew."""
        self._title.setText(self.tr("Today"))
        self.switch.set_texts(
            {"plan": self.tr("Plan"), "list": self.tr("List"), "queue": self.tr("Due next")}
        )
        self.switch.setAccessibleName(self.tr("View"))
        self.layers.setAccessibleName(self.tr("Layers"))
        self._edit.setText(self.tr("Edit the floor plan…"))
        self.show_floors(*self._known)
        self._narrow()

    def on_layers(self) -> None:
        """Open the menu under its button."""
        self._menu.popup(self.layers.mapToGlobal(self.layers.rect().bottomLeft()))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedHeight(self._look.px(TAB_PX))
        self._edit.setIcon(self._look.qicon("vector-square"))
