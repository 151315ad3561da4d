"""What stands between a draft and its booking: each occurrence with what it breaks, and buttons that put it
right.

A part of the booking form (GUI thread). One line for each occurrence of a series; a clash shows the date,
what holds the room, and other rooms or times for exactly that occurrence. Occurrences that clash are left
out unless they are put right or tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.meetings import Finding
from app.domain.periods import Period
from app.domain.records import RoomRecord
from app.domain.rules import Rules
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.look import Look
from app.words import formats
from app.words.refusals import Names, finding_text

MOST_SHOWN: Final = 60
MOST_FIXES: Final = 3


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of the booking: where and when, what it breaks (None = not known yet), whether it is
    booked.
    """

    room_id: str
    period: Period
    found: tuple[Finding, ...] | None = None
    clashes_with_itself: bool = False
    is_left_out: bool = False

    @property
    def is_blocked(self) -> bool:
        """Whether nobody could book it as it stands."""
        return self.clashes_with_itself or any(not f.waivable for f in self.found or ())

    @property
    def needs_reason(self) -> bool:
        """Whether a reason would let it pass."""
        return bool(self.found) and not self.is_blocked


class FindingList(QWidget):
    """See the module."""

    room_chosen = Signal(int, str)
    """Another room for an occurrence (its place)."""
    time_chosen = Signal(int, object)
    """Another Period for an occurrence."""
    taken = Signal(int, bool)
    """An occurrence was ticked or left out."""
    retried = Signal()
    """Check again."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: list[_Line] = []
        self.setObjectName("finding_list")
        self.says = TextLabel("", "muted", wraps=True, parent=self)
        self.says.setObjectName("finding_says")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.says)

    def show_all(self, occurrences: Sequence[Occurrence], names: Names, rules: Rules) -> None:
        """Show the occurrences; a single one without findings takes no line."""
        count = len(occurrences) if len(occurrences) > 1 or _has_trouble(occurrences) else 0
        while len(self._lines) < count:
            line = _Line(self._look, len(self._lines), self)
            self._lines.append(line)
            self._column.addWidget(line)
        for place, line in enumerate(self._lines):
            line.setVisible(place < count)
            if place < count:
                line.show_one(occurrences[place], names, rules, is_series=len(occurrences) > 1)

    def height_for(self, width: int) -> int:
        """The height that all of it takes at a width, as it stands now."""
        for widget in (*self._lines, self):  # inner layouts first: outer ones ask them
            layout = widget.layout()
            if layout is not None:
                layout.activate()
        return max(self._column.heightForWidth(width), self._column.sizeHint().height())

    def offer_rooms(self, place: int, rooms: Sequence[RoomRecord]) -> None:
        """Rooms that are free for an occurrence."""
        if place < len(self._lines):
            texts = [(r.id, self.tr("Take {room}").format(room=_short(r))) for r in rooms[:MOST_FIXES]]
            self._lines[place].offer("room", texts)

    def offer_times(self, place: int, periods: Sequence[Period], rules: Rules) -> None:
        """Times at which the same room is free."""
        if place < len(self._lines):
            texts = [(p, formats.clock_range(p.start, p.end, rules.tz)) for p in periods[:MOST_FIXES]]
            self._lines[place].offer("time", texts)


class _Line(QWidget):
    """One occurrence."""

    def __init__(self, look: Look, place: int, owner: FindingList) -> None:
        super().__init__(owner)
        self._look = look
        self._place = place
        self._owner = owner
        self.setObjectName(f"occurrence_{place}")
        self._tick = QCheckBox(self)
        self._tick.setObjectName(f"occurrence_tick_{place}")
        self._when = TextLabel("", "strong", parent=self)
        self._what = TextLabel("", "body2", wraps=True, parent=self)
        self._what.setObjectName(f"occurrence_what_{place}")
        self._fixes = {"room": QHBoxLayout(), "time": QHBoxLayout()}
        head = QHBoxLayout()
        head.addWidget(self._tick)
        head.addWidget(self._when, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._what)
        for row in self._fixes.values():
            row.setSpacing(6)
            row.addStretch(1)
            column.addLayout(row)
        self._tick.clicked.connect(lambda on: owner.taken.emit(place, on))

    def show_one(self, one: Occurrence, names: Names, rules: Rules, *, is_series: bool) -> None:
        day = formats.day_of_instant(one.period.start, rules.tz)
        span = formats.clock_range(one.period.start, one.period.end, rules.tz)
        self._when.setText(f"{day} {span} · {names.of('room', one.room_id)}")
        self._tick.setVisible(is_series)
        self._tick.setChecked(not one.is_left_out)
        self._tick.setAccessibleName(self._when.text())
        if one.clashes_with_itself:
            text, role = (
                QCoreApplication.translate("FindingList", "Overlaps the occurrence before it."),
                "error",
            )
        elif one.found is None:
            text, role = QCoreApplication.translate("FindingList", "Unknown: not checked yet."), "muted"
        elif not one.found:
            text, role = QCoreApplication.translate("FindingList", "Free."), "ok"
        else:
            text = "\n".join(finding_text(f, names) for f in one.found)
            role = "error" if one.is_blocked else "warning"
        if one.is_left_out and is_series:
            text = QCoreApplication.translate("FindingList", "{why} Left out.").format(why=text)
        self._what.setText(text)
        self._what.set_role(role)  # type: ignore[arg-type]  # one of the four above
        self.setAccessibleName(f"{self._when.text()}: {text}")
        if not one.is_blocked:
            self.offer("room", ())
            self.offer("time", ())

    def offer(self, kind: str, fixes: Sequence[tuple[object, str]]) -> None:
        row = self._fixes[kind]
        while row.count() > 1:
            item = row.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (value, text) in enumerate(fixes):
            button = Button(self._look, text, parent=self)
            button.setObjectName(f"fix_{kind}_{self._place}_{number}")
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, v=value: self._fix(kind, v))
            row.insertWidget(number, button)
            button.show()  # the layout would do so later, after the height was asked

    def _fix(self, kind: str, value: object) -> None:
        if kind == "room" and isinstance(value, str):
            self._owner.room_chosen.emit(self._place, value)
        elif isinstance(value, Period):
            self._owner.time_chosen.emit(self._place, value)


def _has_trouble(occurrences: Sequence[Occurrence]) -> bool:
    return any(one.found or one.clashes_with_itself for one in occurrences)


def _short(room: RoomRecord) -> str:
    seats = formats.seats(room.capacity)
    return f"{room.number} ({seats})" if seats else room.number


__all__ = ["FindingList", "Occurrence"]
