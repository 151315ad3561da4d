"""The rules in force as a table: what, value, unit, where the default comes from. The value can be edited.

An edit is not applied here: ``asked`` carries it and the page hands the Desk an operation.
"""

from __future__ import annotations

from dataclasses import fields
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.rules import DEFAULTS, Rules
from app.words import formats
from app.words import rules as words

Index = QModelIndex | QPersistentModelIndex


class Columns(IntEnum):
    """Columns of the table."""

    LABEL = 0
    VALUE = 1
    UNIT = 2
    SOURCE = 3


class RulesModel(QAbstractTableModel):
    """One row per rule."""

    asked = Signal(str, str)
    """(key, text): a person wants this value."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fields = fields(Rules)
        self._rules = DEFAULTS

    def apply(self, rules: Rules) -> None:
        """Show these rules; only rows that differ are told."""
        old, self._rules = self._rules, rules
        for row, slot in enumerate(self._fields):
            if getattr(old, slot.name) != getattr(rules, slot.name):
                self.dataChanged.emit(self.index(row, 0), self.index(row, Columns.SOURCE))

    def retranslate(self) -> None:
        """Every text anew."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._fields) - 1, Columns.SOURCE))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, Columns.SOURCE)

    def key(self, row: int) -> str:
        """The rule of a row."""
        return str(self._fields[row].metadata["key"])

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(Columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = (self.tr("Rule"), self.tr("Value"), self.tr("Measured in"), self.tr("Source of the default"))
        return titles[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Columns.VALUE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        slot = self._fields[index.row()]
        value = getattr(self._rules, slot.name)
        if role == Qt.ItemDataRole.FontRole or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
        }:
            return None
        key = self.key(index.row())
        if index.column() == Columns.VALUE:
            return formats.minute_of_day(value) if key in words.CLOCK_KEYS else str(value)
        if index.column() == Columns.LABEL:
            return words.label(key)
        if index.column() == Columns.UNIT:
            return words.unit(key)
        changed = value != getattr(DEFAULTS, slot.name)
        return self.tr("Set here") if changed else words.source(slot.metadata["source"])

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != Columns.VALUE:
            return False
        key = self.key(index.row())
        text = minutes_text(str(value)) if key in words.CLOCK_KEYS else str(value).strip()
        if text != self.stored(key):
            self.asked.emit(key, text)
        return False  # shown once the operation has been done

    def stored(self, key: str) -> str:
        """A rule's value as the operation carries it."""
        slot = next(slot for slot in self._fields if slot.metadata["key"] == key)
        return str(getattr(self._rules, slot.name))


def minutes_text(text: str) -> str:
    """08:30 → "510"; what is no time of day stays as it was typed, for the rule to refuse."""
    hour, colon, minute = text.strip().replace("：", ":").partition(":")
    if not colon or not hour.isdecimal() or not minute.isdecimal() or int(hour) > 24 or int(minute) > 59:
        return text.strip()
    return str(int(hour) * 60 + int(minute))
