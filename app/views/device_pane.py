"""All devices as a table: what each is and how it is, searched and filtered with both numbers in sight. GUI
thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.records import DeviceRecord
from app.models.devices import Column, DevicesModel, DevicesProxy, Role
from app.views.page import Services
from app.widgets.controls import Button, SearchBox
from app.widgets.labels import TextLabel
from app.widgets.panels import EmptyState, line
from app.widgets.tables import dress_table

Naming = Callable[[str, str], str]
REFRESH_MS: Final = 250
WIDTHS: Final = {
    Column.STATE: 88, Column.NUMBER: 120, Column.NAME: 116, Column.KIND: 122, Column.ROOM: 50,
    Column.VALUES: 200, Column.AGE: 72, Column.MODEL: 90,
}  # fmt: skip


class DevicePane(QWidget):
    """Table of the register with live readings."""

    chosen = Signal(object)
    """DeviceRecord under the cursor, or None."""

    def __init__(self, services: Services, name_of: Naming, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._fresh: set[str] = set()
        self.setObjectName("device_pane")
        self.model = DevicesModel(services.telemetry.reading, name_of, self)
        self.proxy = DevicesProxy(self)
        self.proxy.setSourceModel(self.model)
        self._build()
        self._lay_out()
        services.telemetry.fresh.connect(self.on_fresh)
        services.look.changed.connect(self.on_look_changed)
        self._search.searched.connect(self.on_searched)
        self._trouble.toggled.connect(self.on_searched)
        self.table.selectionModel().currentRowChanged.connect(self.on_current_changed)
        self.retranslate()

    def _build(self) -> None:
        look = self._services.look
        self._search = SearchBox(look, parent=self)
        self._search.setObjectName("device_search")
        self._trouble = Button(look, icon="funnel", parent=self)
        self._trouble.setObjectName("device_trouble")
        self._trouble.setCheckable(True)
        self._count = TextLabel("", "muted", parent=self)
        self._count.setObjectName("device_count")
        self.table = QTableView(self)
        self.table.setObjectName("device_table")
        self.table.setModel(self.proxy)
        dress_table(self.table, look)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(Column.VALUES, QHeaderView.ResizeMode.Stretch)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(
            Column.NUMBER, self.table.horizontalHeader().sortIndicatorOrder().AscendingOrder
        )
        self._empty = EmptyState(look, "monitor-speaker", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self.on_refresh)
        self.on_look_changed()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._search, 1)
        head.addWidget(self._trouble)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h2", self))
        column.addWidget(self._stack, 1)

    def apply(self, devices: Sequence[DeviceRecord]) -> None:
        """Take the register."""
        current = self.table.currentIndex().data(Role.DEVICE)
        self.model.apply(devices, self._services.desk.now())
        self._stack.setCurrentWidget(self.table if devices else self._empty)
        self.table.setColumnHidden(Column.MODEL, not any(device.model for device in devices))
        if isinstance(current, DeviceRecord):
            self.select(current.id)
        self._say_count()

    def select(self, device_id: str) -> bool:
        """Put the cursor on a device."""
        row = self.model.row_of(device_id)
        index = self.proxy.mapFromSource(self.model.index(row, Column.NUMBER)) if row >= 0 else QModelIndex()
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        return index.isValid()

    def on_fresh(self, device_ids: frozenset[str]) -> None:
        """Readings came; the table follows four times a second."""
        self._fresh |= device_ids
        if not self._refresh.isActive():
            self._refresh.start()

    def on_refresh(self) -> None:
        """Tell of what came."""
        fresh, self._fresh = self._fresh, set()
        self.model.refresh(fresh, self._services.desk.now(), self._on_screen())

    def on_searched(self) -> None:
        """Search text or filter changed."""
        self.proxy.seek(self._search.text(), only_trouble=self._trouble.isChecked())
        self._say_count()

    def on_current_changed(self, current: QModelIndex) -> None:
        """Another device is under the cursor."""
        found = current.data(Role.DEVICE)
        self.chosen.emit(found if isinstance(found, DeviceRecord) else None)

    def on_look_changed(self) -> None:
        """Scale changed."""
        for column, width in WIDTHS.items():
            self.table.setColumnWidth(column, self._services.look.px(width))

    def retranslate(self) -> None:
        """Texts in the chosen language."""
        self._search.setPlaceholderText(self.tr("Number, name, kind or room"))
        self._search.setAccessibleName(self.tr("Search devices"))
        self._trouble.setText(self.tr("Only with trouble"))
        self._trouble.setAccessibleName(self._trouble.text())
        self.table.setAccessibleName(self.tr("Devices"))
        self._empty.say(
            self.tr("No devices in the register."),
            self.tr("Import a list of devices to begin."),
        )
        self.model.renew_texts()
        self._say_count()

    def _on_screen(self) -> frozenset[str]:
        """The devices whose rows are to be seen now."""
        if not self.isVisible():
            return frozenset()
        first, last = self.table.rowAt(0), self.table.rowAt(self.table.viewport().height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else self.proxy.rowCount() - 1) + 1)
        devices = (self.proxy.index(row, 0).data(Role.DEVICE) for row in rows)
        return frozenset(device.id for device in devices if isinstance(device, DeviceRecord))

    def _say_count(self) -> None:
        text = self.tr("{shown} of {total}")
        self._count.setText(text.format(shown=self.proxy.rowCount(), total=self.model.rowCount()))
