"""The schedule: rooms by time for a day or a week, where meetings are booked, moved, resized and ended.

GUI thread. Asks the Desk for the board of the days shown, gives it to the model, and says what a person
drags, types or chooses as operations. The drag is judged by schedule_moves.py, the form and the drawer are
widgets of their own.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.periods import HOUR, MINUTE, Period, day_of, day_period
from app.domain.questions import BoardBetween, MeetingDetail, MeetingFile
from app.domain.records import Board, MeetingRecord
from app.models.schedule import ScheduleModel, Scope
from app.models.schedule_list import MeetingListModel
from app.views import meeting_acts, schedule_commands
from app.views.booking_draft import Draft
from app.views.cancel_meeting import CancelDialog
from app.views.find_room import FindRoom
from app.views.meeting_drawer import MeetingDrawer
from app.views.meeting_form import MeetingForm
from app.views.page import Command, Page, Services
from app.views.schedule_bar import ScheduleBar
from app.views.schedule_feedback import name_of, who_is_told
from app.views.schedule_moves import Ground, ScheduleMoves
from app.views.schedule_scenes import SCENES, leave_scene, show_scene
from app.views.schedule_table import ScheduleTable
from app.views.unconfirmed import CentralMarks
from app.widgets.panels import InlineMessage
from app.widgets.timeline import DayMark, TimelineView
from app.widgets.timescale import TimeScale
from app.words import formats
from app.words.refusals import Names, refusal_text

MARGIN: Final = 2 * HOUR  # beyond the days shown, so that neighbours over midnight count
_PPM: Final = {"quarter": 4.6, "hour": 1.37}
_TICK_MS: Final = 1000
_SUBJECTS: Final = frozenset(
    {"room", "closure", "floor", "meeting", "task", "check", "rule", "person", "presence", "alarm"}
)


class SchedulePage(Page):
    """See the module."""

    page_name: ClassVar[str] = "schedule"
    page_icon: ClassVar[str] = "calendar-range"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._board: Board | None = None
        self._day: date = self.desk.today()
        self._days = 1
        self._zoom = "hour"
        self._filter = ("", "", "")
        self._zoomed = ("", 0)  # the zoom and type scale that the time scale was last set by
        self._wanted: tuple[str, str] | None = None  # what to select once its day is here
        self._is_stale = True
        self._was_shown = False
        self._minute = -1
        self._build()
        self._connect()
        self._show_span()
        self.retranslate()

    # building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.bar = ScheduleBar(self.look, self)
        self.message = InlineMessage(self.look, self)
        self.message.setObjectName("schedule_message")
        self.scale = TimeScale(0, 24 * HOUR, _PPM["hour"], parent=self)
        self.model = ScheduleModel(self)
        self.view = TimelineView(self.look, self.scale, self._clock, self)
        self.view.setObjectName("schedule_timeline")
        self.view.setModel(self.model)
        self.listing = MeetingListModel(self)
        self.table = ScheduleTable(self.look, self.listing, self)
        self.drawer, self.form = MeetingDrawer(self.services, self), MeetingForm(self.services, self)
        self.drawer.hide()
        self.form.hide()
        self.find_room = FindRoom(self.services, self)
        self.moves = ScheduleMoves(
            self.desk, self.look, self.view, self, Ground(lambda: self._board, self.names)
        )
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.message)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.table)
        left.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.drawer)
        row.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        self._tick = QTimer(self, interval=_TICK_MS)

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        bar.day_chosen.connect(self.show_day)
        bar.today_wanted.connect(self.go_now)
        bar.zoom_chosen.connect(self.set_zoom)
        bar.filter_chosen.connect(self.on_filter_chosen)
        bar.new_wanted.connect(self.new_meeting)
        bar.free_wanted.connect(self.find_free)
        bar.print_wanted.connect(lambda: self.wanted.emit("print", "day", self._day.isoformat()))
        view.bar_opened.connect(self.open_meeting)
        view.bar_selected.connect(self.on_bar_selected)
        view.row_opened.connect(lambda _row: self.new_meeting())
        bar.table_chosen.connect(self.on_table_chosen)
        self.table.meeting_selected.connect(lambda meeting: view.select_bar(meeting, reveal=False))
        self.table.meeting_opened.connect(self.open_meeting)
        view.context_wanted.connect(self.on_context_wanted)
        self.moves.drawn.connect(self.on_drawn)
        self.moves.settled.connect(self.refresh)
        self.drawer.edit_wanted.connect(self.edit_meeting)
        self.drawer.cancel_wanted.connect(self.cancel_meeting)
        self.drawer.room_wanted.connect(lambda room: self.wanted.emit("today", "room", room))
        self.drawer.closed.connect(view.setFocus)
        self.form.closed.connect(view.setFocus)
        self.form.saved.connect(self.on_saved)
        self.find_room.chosen.connect(self.on_drawn)
        self.desk.changed.connect(self.on_changed)
        CentralMarks(self.desk, self.look, self.model, self)
        self.desk.started.connect(self.on_started)
        self._tick.timeout.connect(self.on_tick)
        self.look.changed.connect(self._fit)

    # what the page does -------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Schedule")

    def activate(self) -> None:
        self._tick.start()
        if not self.isAncestorOf(QApplication.focusWidget() or self):
            self.view.setFocus()
        self.on_tick()
        if self._is_stale or self._board is None:
            self.refresh()

    def reveal(self, subject: str, entity_id: str) -> bool:
        if subject == "meeting":
            self._wanted = (subject, entity_id)
            if not self._show_wanted():
                self.desk.ask(MeetingDetail(entity_id), self.on_wanted_found, owner=self)
            return True
        if subject == "room":
            self._wanted = (subject, entity_id)
            self._show_wanted()
            return True
        return False

    def refresh(self) -> None:
        """Ask for the board of the days shown."""
        span = self.scale
        self._is_stale = False
        self.desk.ask(BoardBetween(span.from_ms - MARGIN, span.to_ms + MARGIN), self.on_board, owner=self)

    def show_day(self, day: date) -> None:
        """Show another day, or the week that it lies in."""
        self._day = day if self._days == 1 else day - timedelta(days=day.weekday())
        self._show_span()
        self.refresh()

    def go_now(self) -> None:
        """Today, with the moment in sight."""
        if not self.scale.from_ms <= self.desk.now() < self.scale.to_ms:
            self.show_day(self.desk.today())
        self.view.scroll_to_time(self.desk.now(), share=0.33)

    def set_zoom(self, zoom: str) -> None:
        """A quarter of an hour, an hour, the day, the week."""
        self._zoom, self._zoomed = zoom, ("", 0)
        self.bar.zoom.set_value(zoom)
        days = 7 if zoom == "week" else 1
        is_other = days != self._days
        self._days = days
        if is_other:
            self.show_day(self._day)
        self._fit()
        if zoom in _PPM:
            self.view.scroll_to_time(self._anchor(), share=0.33)

    def new_meeting(self) -> None:
        """Book: on the current row, from the next half hour on."""
        place = self.view.current_row()
        row = self.view.row(place) if place >= 0 else None
        room = "" if row is None or row.is_group else row.id
        start = self._next_half_hour()
        self.book(Draft(room_id=room, starts_at=start, ends_at=start + HOUR))

    def book(self, draft: Draft) -> None:
        """Open the form on a new booking."""
        self.moves.put_aside()
        self.drawer.hide()
        self.form.book(draft, self._board)
        self._fit()

    def edit_meeting(self, meeting_id: str) -> None:
        """Open the form on a meeting."""
        meeting = self.meeting(meeting_id)
        if meeting is not None:
            self.moves.put_aside()
            self.drawer.hide()
            self.form.edit(meeting, self._board)
            self._fit()

    def open_meeting(self, meeting_id: str) -> None:
        """Open the drawer on a meeting."""
        if self.meeting(meeting_id) is not None:
            self.moves.put_aside()
            self.form.hide()
            self.drawer.open(meeting_id)
            self._fit()

    def cancel_meeting(self, meeting_id: str) -> None:
        """Cancel: asks once and says who is told."""
        meeting, board = self.meeting(meeting_id), self._board
        if meeting is None or board is None:
            return
        dialog = CancelDialog(self.services, meeting, who_is_told(board, meeting), self)
        dialog.confirmed.connect(
            lambda why: self.desk.do(meeting_acts.cancel(meeting, why), None, self.say_refused, owner=self)
        )
        dialog.open()

    def find_free(self) -> None:
        """Look for a free room."""
        start = self._next_half_hour()
        self.find_room.open_for(Period(start, start + HOUR))

    def meeting(self, meeting_id: str) -> MeetingRecord | None:
        """A meeting of the board."""
        return next((m for m in self.meetings() if m.id == meeting_id), None)

    def meetings(self) -> tuple[MeetingRecord, ...]:
        """The meetings of the board."""
        return self._board.meetings if self._board else ()

    def names(self) -> Names:
        """How ids are called, for refusals."""
        board = self._board
        return Names(self.desk.rules.tz, lambda subject, entity_id: name_of(board, subject, entity_id))

    def commands(self) -> tuple[Command, ...]:
        return schedule_commands.commands(self)

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return schedule_commands.key_hints()

    def scenes(self) -> tuple[str, ...]:
        return SCENES

    def show_scene(self, name: str) -> None:
        show_scene(self, name)

    def leave_scene(self, name: str) -> None:
        leave_scene(self, name)

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.view.corner.set_text(self.tr("Room"))
        self.view.setAccessibleName(self.tr("Schedule of rooms"))
        self.table.setAccessibleName(self.tr("Schedule as a table"))
        self.listing.retranslate()
        self._say_empty()
        if self._board is not None:
            self._apply()
        self.hints_changed.emit()

    # slots --------------------------------------------------------------------------------------

    def on_started(self) -> None:
        """The store is open."""
        if self.isVisible():
            self.refresh()

    def on_changed(self, changed: frozenset[tuple[str, str]]) -> None:
        """Something changed, here or elsewhere."""
        if not any(subject in _SUBJECTS for subject, _ in changed):
            return
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    def on_board(self, board: Board) -> None:
        """The board that was asked for; one of days no longer shown is left alone."""
        if (board.from_at, board.to_at) != (self.scale.from_ms - MARGIN, self.scale.to_ms + MARGIN):
            return
        self._board = board
        self.bar.show_floors(board.floors)
        self._apply()
        self.moves.board_arrived()
        self.form.board_arrived(board)
        self._say_empty()
        if self._wanted is not None:
            self._show_wanted()

    def on_tick(self) -> None:
        """A second has passed: the now-line, and once a minute what follows from the clock."""
        now = self.desk.now()
        shown = self.scale.from_ms <= now < self.scale.to_ms
        self.view.set_now(now // 10_000 * 10_000 if shown else None)
        if now // MINUTE != self._minute:
            self._minute = now // MINUTE
            if self._board is not None:
                self._apply()

    def on_table_chosen(self, as_table: bool) -> None:
        """The table instead of the timeline, with the same meeting current; or back."""
        shown = self.table if as_table else self.view
        self.stack.setCurrentWidget(shown)
        self._apply()
        if as_table:
            self.table.select_meeting(self.view.selected_bar())
        shown.setFocus()

    def on_filter_chosen(self, floor: str, room_class: str, meeting_class: str) -> None:
        """Another choice of floor and classes."""
        self._filter = (floor, room_class, meeting_class)
        if self._board is not None:
            self._apply()

    def on_bar_selected(self, bar_id: str) -> None:
        """The drawer follows the selection while it is open and pinned."""
        if not self.drawer.isHidden() and self.drawer.is_pinned and self.meeting(bar_id) is not None:
            self.drawer.open(bar_id)

    def on_drawn(self, room_id: str, period: Period) -> None:
        """A stretch was drawn, or a free room was chosen."""
        self.book(
            Draft(room_id=room_id, starts_at=period.start, ends_at=max(period.end, period.start + 5 * MINUTE))
        )

    def on_saved(self, meeting_id: str) -> None:
        """The form has booked or changed a meeting."""
        self._wanted = ("meeting", meeting_id)
        self.view.setFocus()
        self.refresh()

    def on_wanted_found(self, found: MeetingFile | None) -> None:
        """A meeting of another day that was asked for."""
        if found is None:
            self._wanted = None
            self.say(self.tr("This meeting is no longer there."))
        else:
            self.show_day(day_of(found.meeting.starts_at, self.desk.rules.tz))

    def on_context_wanted(self, row_id: str, bar_id: str, where: QPoint) -> None:
        """Right click: the same actions as the keys."""
        schedule_commands.context_menu(self, row_id, bar_id).popup(where)

    def say(self, text: str) -> None:
        """One line over the grid."""
        self.message.say(text, "mid", close_name=self.tr("Close"))

    def say_refused(self, refusal: object) -> None:
        """A refusal that has no better place."""
        code, params = getattr(refusal, "code", ""), getattr(refusal, "params", {})
        self.say(refusal_text(code, params, self.names()))

    # Qt overrides -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.form.isAncestorOf(QApplication.focusWidget() or self):
            super().keyPressEvent(event)  # in the form a letter is never a command
            return
        for command in self.commands():
            if schedule_commands.matches(event, command.shortcut) and command.enabled():
                command.run()
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            self._fit()
            self._scroll_to_opening()
        self.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        self._tick.stop()
        super().hideEvent(event)

    # private ------------------------------------------------------------------------------------

    def _clock(self, at: int) -> str:
        return formats.clock(at, self.desk.rules.tz)

    def _period(self) -> Period:
        tz = self.desk.rules.tz
        last = self._day + timedelta(days=self._days - 1)
        return Period(day_period(self._day, tz).start, day_period(last, tz).end)

    def _show_span(self) -> None:
        """Put the days shown on the time scale."""
        period = self._period()
        self._board = None
        self.scale.set_span(period.start, period.end, origin_ms=period.start)
        self.bar.show_day(self._day, self._days)
        self._name_days()
        self.view.set_now(None)
        self.on_tick()
        self._fit()
        self._scroll_to_opening()

    def _scroll_to_opening(self) -> None:
        """Begin where the rooms open; again once there is a width to scroll in."""
        if self._zoom in _PPM:
            self.view.scroll_to_time(self._period().start + self.desk.rules.opens * MINUTE, share=0.005)

    def _name_days(self) -> None:
        if self._days == 1:
            self.view.set_days(())
            return
        days = [self._day + timedelta(days=n) for n in range(self._days)]
        tz = self.desk.rules.tz
        self.view.set_days([DayMark(day_period(on, tz).start, formats.day(on)) for on in days])

    def _fit(self) -> None:
        """The zoom, and what there is room for."""
        for part in (self.bar, self.drawer, self.form):
            part.fit(self.width())
        crowded = self.view.width() < self.look.px(640)
        self.view.set_column_px(64 if crowded else 0)
        if self._zoom not in _PPM:
            self.scale.fit(max(self.view.viewport().width(), 200))
        elif self._zoomed != (self._zoom, self.look.scale):
            self._zoomed = (self._zoom, self.look.scale)
            self.scale.set_px_per_minute(_PPM[self._zoom] * self.look.scale / 100)

    def _apply(self) -> None:
        """Show the board as it stands now."""
        if self._board is None:
            return
        scope = Scope(self._period(), *self._filter)
        self.model.show(self._board, self.desk.now(), scope)
        if self.stack.currentWidget() is self.table:
            self.listing.show(self._board, self.desk.now(), scope)

    def _say_empty(self) -> None:
        period = self._period()
        board = self._board
        empty = board is not None and not any(m.planned.overlaps(period) for m in board.meetings)
        text = self.tr("No meetings on this day. Press N to book one.") if self._days == 1 else ""
        if board is not None and not board.rooms:
            text = self.tr("There are no rooms yet. Import them first.")
        self.view.empty_text = text if empty else ""
        self.view.viewport().update()

    def _show_wanted(self) -> bool:
        """Select what was asked for, if it is here; forgets it then."""
        if self._wanted is None or self._board is None:
            return False
        subject, entity_id = self._wanted
        if subject == "room":
            self.view.select_row(entity_id)
            found = True
        else:
            found = self.view.select_bar(entity_id)
            if found and self.form.isHidden():
                self.open_meeting(entity_id)
        if found:
            self._wanted = None
        return found

    def _anchor(self) -> int:
        bar = self.view.current_bar()
        now = self.desk.now()
        if bar is not None:
            return bar.start
        return now if self.scale.from_ms <= now < self.scale.to_ms else self._period().start + 8 * HOUR

    def _next_half_hour(self) -> int:
        """The next half hour on the day shown, from opening on another day."""
        now, period = self.desk.now(), self._period()
        if period.contains(now):
            return (now // (30 * MINUTE) + 1) * 30 * MINUTE
        return period.start + (self.desk.rules.opens + 60) * MINUTE
