"""What is printed: style, date, floor, paper, size of type
and options, at the left of the print page. GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.records import FloorRecord
from app.reports.schedule import Options
from app.reports.schedule_entries import Arrangement
from app.reports.sheet import Paper
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.widgets.panels import line, panel
from app.widgets.tables import dress_list

WIDTH: Final = 268
ROW: Final = 34
SIZES: Final = (10, 12, 14)
_KEY: Final = Qt.ItemDataRole.UserRole


class PrintChoice(QScrollArea):
    """See the module. It scrolls where the window is too low for it."""

    chosen = Signal()
    """Something was chosen: `options` and `day` have the new values."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._floors: tuple[FloorRecord, ...] = ()
        self.setObjectName("print_choice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self._heading = TextLabel("", "caption", parent=self)
        self.styles = QListWidget(self)
        self.styles.setObjectName("print_styles")
        dress_list(self.styles, look)
        for arrangement in Arrangement:
            item = QListWidgetItem()
            item.setData(_KEY, arrangement.value)
            item.setData(Qt.ItemDataRole.DecorationRole, "file-text")
            self.styles.addItem(item)
        self.styles.setCurrentRow(0)
        self._make_fields()
        self._note = TextLabel("", "muted", wraps=True, parent=self)
        head, body = QVBoxLayout(), QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.addWidget(self._heading)
        body.setContentsMargins(16, 12, 16, 12)
        body.setSpacing(4)
        body.addWidget(self._form)
        body.addSpacing(6)
        body.addWidget(line("h", self))
        body.addSpacing(6)
        for box in self._boxes:
            body.addWidget(box)
        body.addSpacing(6)
        body.addWidget(line("h", self))
        body.addSpacing(6)
        body.addWidget(self._note)
        body.addStretch(1)
        inner = panel("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.styles)
        column.addWidget(line("h", self))
        column.addLayout(body, 1)
        self.setWidget(inner)
        look.watch(self.on_look_changed)

    def _make_fields(self) -> None:
        self.date = QDateEdit(self)
        self.date.setCalendarPopup(True)
        self.date.setDateRange(QDate(2000, 1, 1), QDate(2099, 12, 31))
        self.floor, self.paper, self.size_box = QComboBox(self), QComboBox(self), QComboBox(self)
        for paper in Paper:
            self.paper.addItem("", paper.value)
        for size in SIZES:
            self.size_box.addItem("", size)
        self.floor.addItem("", "")
        self._form = FormBuilder(self._look, self, label_px=56)
        for key, field in (
            ("print_date", self.date), ("print_floor", self.floor), ("print_paper", self.paper),
            ("print_size", self.size_box),
        ):  # fmt: skip
            self._form.row(key, field)
        self.marks, self.names, self.phones, self.code = (QCheckBox(self) for _ in range(4))
        self._boxes = (self.marks, self.names, self.phones, self.code)
        for box, name in zip(self._boxes, ("marks", "names", "phones", "code"), strict=True):
            box.setObjectName(f"print_{name}")
            box.setChecked(name != "phones")

    def _connect(self) -> None:
        self.styles.currentRowChanged.connect(self.on_style_changed)
        self.date.dateChanged.connect(self.on_chosen)
        for box in (self.floor, self.paper, self.size_box):
            box.currentIndexChanged.connect(self.on_chosen)
        for check in self._boxes:
            check.toggled.connect(self.on_chosen)

    def options(self) -> Options:
        """What is chosen now."""
        return Options(
            arrangement=self.arrangement(),
            floor_id=str(self.floor.currentData() or ""),
            paper=Paper(self.paper.currentData()),
            size=float(self.size_box.currentData()),
            marks=self.marks.isChecked(),
            names=self.names.isChecked(),
            phones=self.phones.isChecked(),
            code=self.code.isChecked(),
        )

    def arrangement(self) -> Arrangement:
        """The style."""
        return Arrangement(self.styles.currentItem().data(_KEY))

    def style_name(self) -> str:
        """The style in words."""
        return self.styles.currentItem().text()

    def day(self) -> date:
        """The day."""
        shown = self.date.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self.date.setDate(QDate(day.year, day.month, day.day))

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Choose a style."""
        self.styles.setCurrentRow(list(Arrangement).index(arrangement))

    def show_floors(self, floors: Sequence[FloorRecord]) -> None:
        """The floors that can be chosen; a chosen one that is gone leaves the whole house."""
        if tuple(floors) == self._floors:
            return
        self._floors = tuple(floors)
        kept = self.floor.currentData()
        with QSignalBlocker(self.floor):
            self.floor.clear()
            self.floor.addItem(self.tr("All floors"), "")
            for floor in reversed(self._floors):
                self.floor.addItem(floor.name, floor.id)
            self.floor.setCurrentIndex(max(self.floor.findData(kept), 0))
        if self.floor.currentData() != kept:
            self.chosen.emit()

    def on_style_changed(self, _row: int) -> None:
        """Another arrangement; on an attendant's own list the names are its headings."""
        self.names.setEnabled(self.arrangement() is not Arrangement.ATTENDANT)
        self.chosen.emit()

    def on_chosen(self) -> None:
        """A field or an option was changed."""
        self.chosen.emit()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        px = self._look.px
        self.setFixedWidth(px(WIDTH))
        self.styles.setFixedHeight(px(ROW) * self.styles.count())
        for row in range(self.styles.count()):
            self.styles.item(row).setSizeHint(QSize(px(WIDTH) // 2, px(ROW)))

    def retranslate(self) -> None:
        """Set every text anew."""
        self._heading.setText(self.tr("Style"))
        for widget in (self, self.styles):
            widget.setAccessibleName(self.tr("Style"))
        words = (self.tr("Daily schedule (by time)"), self.tr("Daily schedule (by room)"),
                 self.tr("Daily schedule (by attendant)"))  # fmt: skip
        for row, text in enumerate(words):
            self.styles.item(row).setText(text)
        self._form.set_labels({
            "print_date": self.tr("Date"), "print_floor": self.tr("Scope"), "print_paper": self.tr("Paper"),
            "print_size": self.tr("Type size"),
        })  # fmt: skip
        papers = (
            self.tr("A4 landscape"),
            self.tr("A4 portrait"),
            self.tr("A3 landscape"),
            self.tr("A3 portrait"),
        )
        for place, text in enumerate(papers):
            self.paper.setItemText(place, text)
        for place, text in enumerate(
            (self.tr("Normal 10 pt"), self.tr("Large 12 pt"), self.tr("Largest 14 pt"))
        ):
            self.size_box.setItemText(place, text)
        self.floor.setItemText(0, self.tr("All floors"))
        texts = (self.tr("Mark changes since the last print"), self.tr("Print attendants' names"),
                 self.tr("Print contacts and phones"), self.tr("QR code of the version"))  # fmt: skip
        for box, text in zip(self._boxes, texts, strict=True):
            box.setText(text)
            box.setAccessibleName(text)
        self._note.setText(
            self.tr(
                "Printing works offline too; the paper says how old its data are. "
                "Secret meetings are printed as “Occupied” only."
            )
        )
        self.date.setLocale(QLocale())
        self.date.setDisplayFormat("yyyy-MM-dd ddd")
