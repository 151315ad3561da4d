"""Dressing of Qt's own input fields where the style sheet does not reach.

`FormBuilder` calls it for its rows; a page that places a
date or spin field by hand calls it itself. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QAbstractSpinBox, QCalendarWidget, QDateTimeEdit, QWidget

from app.widgets.look import Look


def dress_field(field: QWidget, look: Look) -> None:
    """Set a spin box's text off from its edge, and dress the calendar that a date field pops up."""
    if isinstance(field, QDateTimeEdit) and field.calendarPopup():
        dress_calendar(field.calendarWidget(), look)
    elif isinstance(field, QAbstractSpinBox):
        field.lineEdit().setTextMargins(7, 0, 0, 0)


def dress_calendar(calendar: QCalendarWidget, look: Look) -> None:
    """A calendar without week numbers; red is for alarms, so weekends are grey."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    _CalendarColours(calendar, look)


class _CalendarColours(QObject):
    """Keeps a calendar's day colours at the theme in force; a child of the calendar."""

    def __init__(self, calendar: QCalendarWidget, look: Look) -> None:
        super().__init__(calendar)
        self._calendar = calendar
        self._look = look
        look.watch(self.on_look_changed)

    def on_look_changed(self) -> None:
        """The theme changed."""
        head, weekend = QTextCharFormat(), QTextCharFormat()
        head.setForeground(self._look.theme.muted)
        head.setBackground(self._look.theme.surface)
        weekend.setForeground(self._look.theme.muted)
        self._calendar.setHeaderTextFormat(head)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, weekend)
