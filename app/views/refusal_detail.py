"""What central refused: what was wanted and why it could
not be, what was typed, and the ways out (GUI thread).

The page carries out what is chosen here. What this desk only expects to be refused says so and offers nothing
yet: central has not spoken.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from app.desk.desk import Desk
from app.domain.conflicts import Item
from app.domain.ops import BookMeeting, MoveMeeting
from app.domain.questions import MeetingDetail, MeetingFile
from app.domain.records import MeetingRecord, RoomRecord
from app.views.detail_frame import foot_of, lay_detail
from app.views.drawer_parts import Facts
from app.views.page import Services
from app.views.refusal_acts import Refusal, can_wait, other_rooms, read_back
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage
from app.words import conflicts as words
from app.words import formats
from app.words.refusals import Names, refusal_text

MOST_ROOMS: Final = 4


class RefusalDetail(QWidget):
    """See the module."""

    room_chosen = Signal(str)
    """Do it in this room (its id)."""
    form_wanted = Signal()
    """Another time: the booking form, filled in."""
    queue_wanted = Signal()
    """Wait for the slot."""
    given_up = Signal()
    """Let it go."""
    object_wanted = Signal(str, str)
    """(subject, id): show what it was about."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = services.look
        self._desk: Desk = services.desk
        self._item: Item | None = None
        self._names: Names | None = None
        self._ticket = 0
        self._rooms: tuple[RoomRecord, ...] = ()
        self.refusal: Refusal | None = None
        self.meeting: MeetingRecord | None = None
        self.setObjectName("refusal_detail")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self._chip = Chip(look, parent=self)
        self.title = TextLabel("", "title", wraps=True, parent=self)
        self.title.setObjectName("refusal_title")
        self.why = TextLabel("", "body", wraps=True, parent=self)
        self.why.setObjectName("refusal_why")
        self.who = TextLabel("", "body2", wraps=True, parent=self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("refusal_message")
        self.message.closed.connect(self.message.clear)
        self._kept_head = TextLabel("", "strong", parent=self)
        self.kept = Facts(look, self)
        self._hangs_head = TextLabel("", "strong", parent=self)
        self._hangs = TextLabel("", "body2", wraps=True, parent=self)
        self._hangs.setObjectName("refusal_hanging")
        self._rooms_head = TextLabel("", "strong", parent=self)
        self._rooms_says = TextLabel("", "muted", wraps=True, parent=self)
        self._rooms_says.setObjectName("refusal_rooms")
        self.room_buttons = [Button(look, parent=self) for _ in range(MOST_ROOMS)]
        for place, button in enumerate(self.room_buttons):
            button.setObjectName(f"other_room_{place}")
            button.clicked.connect(lambda _=False, it=place: self.on_room_clicked(it))
        parts = (
            self._chip, self.title, self.why, self.who, self._kept_head, self.kept, self._hangs_head,
            self._hangs, self._rooms_head, self._rooms_says, *self.room_buttons,
        )  # fmt: skip
        self.scroller = lay_detail(self, look, self.message, parts, self._build_foot())

    def _build_foot(self) -> QWidget:
        look = self._look
        self.time_button = Button(look, icon="calendar-clock", key="T", parent=self)
        self.time_button.setObjectName("other_time")
        self.queue_button = Button(look, icon="hourglass", key="W", parent=self)
        self.queue_button.setObjectName("join_waitlist")
        self.object_button = Button(look, icon="external-link", parent=self)
        self.object_button.setObjectName("show_object")
        self.give_up_button = Button(look, kind="danger", parent=self)
        self.give_up_button.setObjectName("give_up")
        self.time_button.clicked.connect(self.form_wanted)
        self.queue_button.clicked.connect(self.queue_wanted)
        self.object_button.clicked.connect(self.on_object_clicked)
        self.give_up_button.clicked.connect(self.given_up)
        left = (self.time_button, self.queue_button, self.object_button)
        return foot_of(self, look, left, (self.give_up_button,))

    # what the page uses -------------------------------------------------------------------------

    @property
    def item(self) -> Item | None:
        """What is shown."""
        return self._item

    def show_item(self, item: Item, names: Names) -> None:
        """Show a refusal and what hangs on it."""
        same = self._item is not None and self._item.key == item.key
        self._item, self._names = item, names
        self.refusal = read_back(item.refusals[0])
        if not same:
            self._rooms, self.meeting = (), None
            self.message.clear()
            self._ask()
        self._render()

    def not_done(self, text: str) -> None:
        """The house refused the way out: said here; what was typed stays."""
        self.message.say(text, "mid", close_name=self.tr("Close"))
        self._ask()

    def retranslate(self) -> None:
        """Set every text anew."""
        self._kept_head.setText(self.tr("Kept: what was entered"))
        self._hangs_head.setText(self.tr("Refused with it"))
        self._rooms_head.setText(self.tr("Free at that time"))
        self.time_button.setText(self.tr("Another time…"))
        self.queue_button.setText(self.tr("Waiting list"))
        self.object_button.setText(self.tr("Show it"))
        self.give_up_button.setText(self.tr("Let it go"))
        for button in (self.time_button, self.queue_button, self.object_button, self.give_up_button):
            button.setAccessibleName(button.text())
        self._render()

    # slots --------------------------------------------------------------------------------------

    def on_room_clicked(self, place: int) -> None:
        """Another room."""
        if place < len(self._rooms):
            self.room_chosen.emit(self._rooms[place].id)

    def on_object_clicked(self) -> None:
        """Show what it was about."""
        if self.refusal is not None:
            self.object_wanted.emit(*self.refusal.about)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask for the meeting as it stands, where there is one, and for the rooms that are free instead."""
        self._ticket += 1
        ticket, refusal = self._ticket, self.refusal
        if refusal is None:
            return
        if isinstance(refusal.op, MoveMeeting):
            self._desk.ask(MeetingDetail(refusal.op.id), lambda it: self._take_meeting(ticket, it), self)
        else:
            self._ask_rooms(ticket)

    def _take_meeting(self, ticket: int, file: MeetingFile | None) -> None:
        if ticket == self._ticket:
            self.meeting = file.meeting if file is not None else None
            self._ask_rooms(ticket)

    def _ask_rooms(self, ticket: int) -> None:
        question = other_rooms(self.refusal, self.meeting) if self.refusal is not None else None
        if question is not None:
            self._desk.ask(question, lambda rooms: self._take_rooms(ticket, rooms), self)

    def _take_rooms(self, ticket: int, rooms: tuple[RoomRecord, ...]) -> None:
        if ticket == self._ticket and self.refusal is not None:
            wanted = getattr(self.refusal.op, "room", "")
            self._rooms = tuple(room for room in rooms if room.id != wanted)[:MOST_ROOMS]
            self._render()

    def _render(self) -> None:
        item, names, refusal = self._item, self._names, self.refusal
        if item is None or names is None or refusal is None:
            return
        record, op = refusal.record, refusal.op
        final = item.is_final
        self._chip.show_chip(*self._state(is_final=final))
        self.title.setText(words.refused_title(op, record.kind, names))
        self.why.setText(refusal_text(record.code, record.params, names))
        self.who.setText(self._said_by(item, names))
        pairs = words.kept_values(op, names) if op is not None else ()
        self.kept.show_pairs(pairs)
        self._kept_head.setVisible(bool(pairs))
        hanging = [read_back(each) for each in item.refusals[1:]]
        lines = [words.refused_title(each.op, each.record.kind, names) for each in hanging]
        self._hangs.setText("\n".join(lines))
        for widget in (self._hangs, self._hangs_head):
            widget.setVisible(bool(lines))
        self._show_rooms(offers=final and refusal.has_slot)
        books = isinstance(op, BookMeeting) or (isinstance(op, MoveMeeting) and self.meeting is not None)
        self.time_button.setVisible(final and books)
        self.queue_button.setVisible(final and can_wait(refusal))
        self.object_button.setVisible(bool(refusal.about[0]))
        self.give_up_button.setVisible(final)

    def _state(self, *, is_final: bool) -> tuple[str, ChipStyle]:
        if is_final:
            return self.tr("Refused by central"), ChipStyle("high", "circle-x", bold=True)
        return self.tr("Expected to be refused"), ChipStyle("mid", "cloud-off", dashed=True)

    def _said_by(self, item: Item, names: Names) -> str:
        record = item.refusals[0]
        text = self.tr("Said by {name} at {time}; nothing of it was written.")
        said = text.format(name=record.actor_name or "—", time=formats.day_and_clock(record.at, names.zone))
        if item.is_final:
            return said
        return f"{said} {self.tr('Central has not answered yet; it counts only then.')}"

    def _show_rooms(self, *, offers: bool) -> None:
        self._rooms_head.setVisible(offers)
        self._rooms_says.setVisible(offers and not self._rooms)
        self._rooms_says.setText(self.tr("No other room is free at that time."))
        for place, button in enumerate(self.room_buttons):
            shown = offers and place < len(self._rooms)
            button.setVisible(shown)
            if shown:
                room = self._rooms[place]
                parts = (formats.room_title(room.number, room.name), formats.seats(room.capacity))
                name = " · ".join(part for part in parts if part)
                button.setText(self.tr("Take {room}").format(room=name))
                button.setAccessibleName(button.text())
                button.set_key(str(place + 1))
