"""The booking form: books a meeting or a series, or edits one; every change of any field is checked.

A panel at the right of the schedule, never modal (GUI thread). It holds a frozen `Draft`, asks the store
what it would break a moment after each change, and judges at once by the board meanwhile. The operation
checks once more in its own transaction. A change of text alone never touches the times and can always be
saved (R8, R9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.meetings import Booking, Finding, findings
from app.domain.ops import Operation
from app.domain.periods import MINUTE, Period
from app.domain.questions import BookingChecked, FreeRooms, RoomList
from app.domain.records import Board, MeetingRecord, RoomRecord
from app.domain.states import MeetingClass
from app.views.booking_check import Answer, BookingCheck
from app.views.booking_draft import Draft, booking, draft_of, editing, is_moved
from app.views.booking_findings import FindingList, Occurrence
from app.views.drawer_parts import roomy_width
from app.views.meeting_facts import staffing_text
from app.views.meeting_fields import MeetingFields, labels
from app.views.page import Services
from app.views.repetition import expand, own_clashes
from app.views.schedule_feedback import elsewhere, slots_of
from app.widgets.controls import Button
from app.widgets.drawer import Drawer, Section
from app.widgets.forms import FormBuilder
from app.widgets.labels import TextLabel
from app.widgets.panels import panel
from app.widgets.reason_field import ReasonField
from app.words import formats, states
from app.words.refusals import Names, refusal_text

FORM_PX: Final = 440
LIST_PX: Final = 190  # the findings at most, before they scroll
_FIELD_OF: Final = {
    "over_capacity": "expected",
    "end_before_start": "time",
    "bad_date": "time",
    "too_long": "time",
    "secret_field": "is_classified",
    "no_room": "room",
}
_SHIFTS: Final = (15, 30, 45, 60, 90, 120, -15, -30, -45, -60, -90, -120)  # minutes tried for another time


class MeetingForm(Drawer):
    """See the module."""

    saved = Signal(str)
    """A meeting was booked or changed: its id."""

    _page_px = 0  # not known yet

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services.look, parent)
        self._desk = services.desk
        self._services = services
        self._board: Board | None = None
        self._rooms: tuple[RoomRecord, ...] = ()
        self._meeting: MeetingRecord | None = None
        self._draft = Draft()
        self._occurrences: tuple[Occurrence, ...] = ()
        self._is_saving = False
        self.setObjectName("meeting_form")
        self._make()
        self._connect()
        self.retranslate()

    # building -----------------------------------------------------------------------------------

    def _make(self) -> None:
        look = self._services.look
        self.fields = MeetingFields(look, self._desk.rules.tz, self)
        self.rows = FormBuilder(look, self)
        self.findings = FindingList(look, self)
        self.check = BookingCheck(self._desk, self)
        self.reason = ReasonField("form_reason", self)
        self.staffing = TextLabel("", "body2", wraps=True, parent=self)
        self.staffing.setObjectName("form_staffing")
        self.fields.lay(self.rows, self.staffing)
        first, second = Section(parent=self), Section(parent=self)
        first.add(self.rows)
        self._checked = second
        second.add(self._scrolled(self.findings))
        second.add(self.reason)
        self.problem = TextLabel("", "error", wraps=True, parent=self)
        self.problem.setObjectName("form_problem")
        self.problem.hide()
        second.add(self.problem)
        self.add_section(first)
        self.pin_section(second)
        self.save_button = Button(look, kind="primary", key="Ctrl Enter", parent=self)
        self.save_button.setObjectName("form_save")
        self.back_button = Button(look, key="Esc", parent=self)
        self.back_button.setObjectName("form_back")
        self.add_action(self.save_button, self.back_button)

    def _scrolled(self, widget: QWidget) -> QScrollArea:
        """Many occurrences scroll by themselves; a few take only the room they need."""
        self._scroller = QScrollArea(self)
        self._scroller.setObjectName("form_findings")
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setWidgetResizable(True)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = panel("surface")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(widget)
        inner.addStretch(1)
        self._scroller.setWidget(ground)
        return self._scroller

    def _fit_findings(self) -> None:
        need = self.findings.height_for(self._scroller.viewport().width())
        self._scroller.setFixedHeight(min(need + 4, self._services.look.px(LIST_PX)))

    def _connect(self) -> None:
        self.fields.changed.connect(self.on_field_changed)
        self.check.answered.connect(self.on_answered)
        self.check.asked.connect(lambda: self._say(self.tr("Checking…")))
        self.check.rooms_found.connect(self.on_rooms_found)
        self.findings.room_chosen.connect(self.on_room_fixed)
        self.findings.time_chosen.connect(self.on_time_fixed)
        self.findings.taken.connect(self.on_taken)
        self.reason.textChanged.connect(lambda _: self._judge_save())
        self.reason.returnPressed.connect(self.save)
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.dismiss)
        self.closed.connect(self.check.stop)

    # what the page uses -------------------------------------------------------------------------

    def book(self, draft: Draft, board: Board | None) -> None:
        """Open it on a new booking."""
        self._open(None, draft, board)
        self.fields.title.setFocus()

    def edit(self, meeting: MeetingRecord, board: Board | None) -> None:
        """Open it on a meeting."""
        self._open(meeting, draft_of(meeting), board)
        self.fields.title.setFocus()

    def board_arrived(self, board: Board) -> None:
        """The page has a newer board: what is open is checked again."""
        self._board = board
        if not self.isHidden():
            self._show_rooms(board.rooms)
            self._check()

    @property
    def draft(self) -> Draft:
        """What stands in the fields."""
        return self._draft

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """The times it would book, as far as they are known."""
        return self._occurrences

    def save(self) -> None:
        """Book or change, as one act."""
        if self._is_saving or not self.save_button.isEnabled():
            return
        ops = self._operations()
        if not ops:
            self.dismiss()
            return
        self._is_saving = True
        self.problem.hide()
        self._judge_save()
        self._desk.do_all(ops, self.on_done, self.on_refused, owner=self)

    def retranslate(self) -> None:
        """Set every text anew."""
        f = self.fields
        self.rows.set_labels(labels())
        f.show_rooms(self._rooms)
        f.is_classified.setText(self.tr("Secret meeting"))
        f.asks_attendants.setText(self.tr("Attendants asked for"))
        f.is_video.setText(self.tr("Video"))
        f.tea.setText(self.tr("Tea"))
        f.by_date.setText(self.tr("ends on this day"))
        f.end.setAccessibleName(self.tr("End"))
        f.expected.setSpecialValueText(self.tr("unknown"))
        self.fields.times_word.setText(self.tr("times"))
        for box in (f.is_classified, f.asks_attendants, f.is_video, f.tea, f.by_date):
            box.setAccessibleName(box.text())
        f.meeting_class.set_texts({c.value: states.meeting_class(c) for c in MeetingClass})
        words = (
            self.tr("not"),
            self.tr("daily"),
            self.tr("on working days"),
            self.tr("weekly"),
            self.tr("monthly"),
        )
        for place, word in enumerate(words):
            f.every.setItemText(place, word)
        self.reason.setPlaceholderText(self.tr("Reason to go on"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.back_button.setText(self.tr("Back"))
        self._checked.set_title(self.tr("Check"))
        self._scroller.setAccessibleName(self.tr("Check"))
        self._say_head()
        self._show()

    # slots --------------------------------------------------------------------------------------

    def on_field_changed(self) -> None:
        """Any field: the times are expanded anew and checked."""
        before, self._draft = self._draft, self.fields.read(self._draft)
        same_times = (before.room_id, before.period, before.expected, before.meeting_class) == (
            self._draft.room_id, self._draft.period, self._draft.expected, self._draft.meeting_class,
        )  # fmt: skip
        periods = expand(self._draft.period, self.fields.repetition(), self._desk.rules.tz)
        if not same_times or periods != tuple(one.period for one in self._occurrences):
            clashing = own_clashes(periods)
            self._occurrences = tuple(
                Occurrence(
                    self._draft.room_id, p, clashes_with_itself=n in clashing, is_left_out=n in clashing
                )
                for n, p in enumerate(periods)
            )
        self.problem.hide()
        self._check()

    def on_answered(self, answer: Answer) -> None:
        """What the store says of each occurrence."""
        if len(answer.found) != len(self._occurrences):
            return
        self._occurrences = tuple(
            replace(one, found=found, is_left_out=self._left_out(one, found))
            for one, found in zip(self._occurrences, answer.found, strict=True)
        )
        self._show()
        if answer.is_late:
            self._say(self.tr("Unknown: no answer in time. Saving checks again."))
        for place, one in enumerate(self._occurrences):
            if one.is_blocked and not one.clashes_with_itself:
                self._suggest(place, one)

    def on_rooms_found(self, place: int, rooms: tuple[RoomRecord, ...]) -> None:
        """Rooms that are free for an occurrence instead."""
        self.findings.offer_rooms(place, rooms)
        self._fit_findings()

    def on_room_fixed(self, place: int, room_id: str) -> None:
        """Another room for one occurrence; of a single booking, in the form."""
        if len(self._occurrences) == 1:
            self.fields.choose_room(room_id)
            return
        self._replace(
            place, replace(self._occurrences[place], room_id=room_id, found=None, is_left_out=False)
        )

    def on_time_fixed(self, place: int, period: Period) -> None:
        """Another time for one occurrence."""
        if len(self._occurrences) == 1:
            self.fields.set_times(period.start, period.end)
            self.fields.on_changed()
            return
        self._replace(place, replace(self._occurrences[place], period=period, found=None, is_left_out=False))

    def on_taken(self, place: int, taken: bool) -> None:
        """An occurrence was ticked (tried again) or left out."""
        self._replace(place, replace(self._occurrences[place], is_left_out=not taken))

    def on_done(self, done: Done) -> None:
        """Booked: the undo bar says so."""
        self._is_saving = False
        first = done.ops[0]
        self.hide()
        self.check.stop()
        self.saved.emit(getattr(first, "id", ""))

    def on_refused(self, refusal: Refused) -> None:
        """Refused inside the operation: said at the field it is about, else above the buttons."""
        self._is_saving = False
        text = refusal_text(refusal.code, refusal.params, self._names())
        field = _FIELD_OF.get(refusal.code, "")
        if field:
            self.rows.set_note(field, text)
        self.problem.setText(text)
        self.problem.show()
        self._check()

    def on_look_changed(self) -> None:
        self.setFixedWidth(roomy_width(self._look, FORM_PX, self._page_px, 0.52))

    def fit(self, page_px: int) -> None:
        """Take the room that the page has."""
        self._page_px = page_px
        self.on_look_changed()

    # Qt overrides -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------

    def _open(self, meeting: MeetingRecord | None, draft: Draft, board: Board | None) -> None:
        self._meeting, self._board, self._draft = meeting, board, draft
        self._occurrences = ()
        self._is_saving = False
        self.problem.hide()
        self.reason.clear()
        if board is not None:
            self._show_rooms(board.rooms)
        else:
            self._desk.ask(RoomList(), self._show_rooms, owner=self)
        self._say_head()
        self.show()
        self.fields.fill(draft)
        for key in ("every", "is_classified"):
            self.rows.set_row_visible(key, visible=meeting is None)

    def _show_rooms(self, rooms: tuple[RoomRecord, ...]) -> None:
        if rooms == self._rooms and self.fields.room.count() == len(rooms):
            return
        self._rooms = rooms
        self.fields.show_rooms(rooms)
        if self._draft.room_id:
            self.fields.choose_room(self._draft.room_id)

    def _say_head(self) -> None:
        editing_it = self._meeting is not None
        title = self.tr("Edit meeting") if editing_it else self.tr("New meeting")
        self.set_texts(title, close_name=self.tr("Close"))
        self.save_button.setText(self.tr("Save") if editing_it else self.tr("Book"))
        self.save_button.setAccessibleName(self.save_button.text())

    def _names(self) -> Names:
        rooms = {r.id: formats.room_title(r.number, r.name) for r in self._rooms}
        titles = {m.id: m.title for m in self._board.meetings if not m.is_classified} if self._board else {}
        of = {"room": rooms, "meeting": titles}
        return Names(self._desk.rules.tz, lambda subject, entity_id: of.get(subject, {}).get(entity_id, ""))

    def _operations(self) -> Sequence[Operation]:
        reason = self.reason.text().strip()
        if self._meeting is not None:
            return editing(self._meeting, self._draft, reason)
        taken = [one for one in self._occurrences if not one.is_left_out]
        series = self._desk.new_id() if len(taken) > 1 else None
        return [
            booking(
                replace(self._draft, room_id=one.room_id, starts_at=one.period.start, ends_at=one.period.end),
                self._desk.new_id(), series=series, override=reason if one.found else "",
            )
            for one in taken
        ]  # fmt: skip

    def _checks_times(self) -> bool:
        """An edit of texts alone is not checked: it cannot break anything, and it must be saveable."""
        if self._meeting is None:
            return True
        seen = draft_of(self._meeting)
        return is_moved(self._meeting, self._draft) or self._draft.expected != seen.expected

    def _check(self) -> None:
        """Judge by the board at once, then ask the store."""
        draft = self._draft
        if not draft.room_id or not self._checks_times():
            self.check.stop()
            self._occurrences = tuple(replace(one, found=()) for one in self._occurrences)
            self._show()
            return
        self._occurrences = tuple(
            one if one.found is not None else replace(one, found=self._judged(one))
            for one in self._occurrences
        )
        self._show()
        meeting = self._meeting.id if self._meeting else None
        people, kind = draft.expected, draft.meeting_class
        spans = [(one.room_id, one.period.start, one.period.end) for one in self._occurrences]
        self.check.check([BookingChecked(*span, people, kind, meeting) for span in spans])

    def _judged(self, one: Occurrence) -> tuple[Finding, ...] | None:
        """What the board says, when it covers the occurrence."""
        board = self._board
        if board is None or not (board.from_at <= one.period.start and one.period.end <= board.to_at):
            return None
        room = next((r for r in board.rooms if r.id == one.room_id), None)
        if room is None:
            return None
        wanted = Booking(room, one.period, self._draft.expected, self._draft.meeting_class)
        slots = slots_of(board, room.id, self._meeting.id if self._meeting else "")
        closed = [c for c in board.closures if c.room_id == room.id]
        now = self._desk.now()
        found = findings(wanted, slots, closed, board.rules, now)
        if self._meeting is None:
            return found
        return found + elsewhere(board, self._meeting, room, one.period, now)

    def _left_out(self, one: Occurrence, found: tuple[Finding, ...] | None) -> bool:
        """A clashing occurrence of a series is left out; one that a person left out stays so."""
        if len(self._occurrences) == 1:
            return False
        return one.is_left_out or any(not f.waivable for f in found or ())

    def _replace(self, place: int, one: Occurrence) -> None:
        made = list(self._occurrences)
        made[place] = one
        clashing = own_clashes(tuple(o.period for o in made))
        self._occurrences = tuple(replace(o, clashes_with_itself=n in clashing) for n, o in enumerate(made))
        self._check()

    def _suggest(self, place: int, one: Occurrence) -> None:
        start, end = one.period.start, one.period.end
        meeting = self._meeting.id if self._meeting else None
        self.check.suggest(place, FreeRooms(start, end, self._draft.expected, meeting))
        free = [
            p for p in (_shifted(one.period, by) for by in _SHIFTS) if self._is_free(replace(one, period=p))
        ]
        self.findings.offer_times(place, free[:3], self._desk.rules)

    def _is_free(self, one: Occurrence) -> bool:
        found = self._judged(one)
        return found is not None and not found

    def _show(self) -> None:
        """Findings, staffing, and whether it can be saved."""
        rules, draft = self._desk.rules, self._draft
        is_series = self.fields.every.currentData() != "none"
        self.rows.set_row_visible("count", visible=is_series and self._meeting is None)
        self.rows.set_row_visible("until", visible=is_series and self._meeting is None)
        for key in ("unit", "layout", "services", "nameplates", "materials", "notes"):
            self.rows.set_row_visible(key, visible=not draft.is_classified)
        asks = draft.meeting_class is MeetingClass.REGULAR and draft.expected <= rules.band_none
        self.rows.set_row_visible("asks_attendants", visible=asks)
        series = is_series and self._meeting is None
        for widget in (self.fields.times_word, self.fields.by_date):
            widget.setVisible(series)
        self.staffing.setText(staffing_text(draft, rules))
        self.rows.clear_notes()
        if draft.is_classified:
            note = self.tr(
                "Only room, time, head-count and contact are kept; others see that the room is taken."
            )
            self.rows.set_note("is_classified", note, "caption")
        self.findings.show_all(self._occurrences, self._names(), rules)
        self._say(self._summary())
        needs = any(one.needs_reason and not one.is_left_out for one in self._occurrences)
        self.reason.setVisible(needs and self._checks_times())
        self._fit_findings()
        self._judge_save()

    def _say(self, text: str) -> None:
        self.findings.says.setText(text)
        self.findings.says.setVisible(bool(text))

    def _summary(self) -> str:
        if not self._draft.room_id:
            return self.tr("Choose a room.")
        if not self._checks_times():
            return self.tr("Room and time stay as they are.")
        taken = [one for one in self._occurrences if not one.is_left_out]
        if len(self._occurrences) > 1:
            text = self.tr("{n} of {all} will be booked.")
            return text.format(n=len(taken), all=len(self._occurrences))
        if taken and taken[0].found is None:
            return self.tr("Checking…")
        return "" if taken and taken[0].found else self.tr("The room is free then.")

    def _judge_save(self) -> None:
        """Saving needs a title, a room, something to book, and a reason where one is asked."""
        taken = [one for one in self._occurrences if not one.is_left_out]
        blocked = any(one.is_blocked for one in taken) and self._checks_times()
        wants = any(one.needs_reason for one in taken) and self._checks_times()
        fine = bool(self._draft.title and self._draft.room_id and taken) and not blocked
        fine = fine and (not wants or bool(self.reason.text().strip()))
        self.save_button.setEnabled(fine and not self._is_saving)


def _shifted(period: Period, minutes: int) -> Period:
    return Period(period.start + minutes * MINUTE, period.end + minutes * MINUTE)
