"""Today: the live floor plan, what is due next, and one room's drawer (ui.md 4.1). The page that is open
all day.

It asks the Desk for the board of the day and hands it to its models; everything a person does goes back
to the Desk as operations. The clock runs on every second without asking. GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.attention import Item
from app.domain.periods import HOUR, MINUTE, day_period
from app.domain.questions import BoardBetween, PlanOf
from app.domain.records import Board, PlanRecord
from app.domain.tally import FloorTally
from app.models.rooms import FloorProxy, RoomsModel
from app.views.naming import NameBook
from app.views.page import Command, Page, Services
from app.views.room_drawer import RoomDrawer
from app.views.today_bar import TodayBar
from app.views.today_commands import commands, key_hints
from app.views.today_devices import RoomAir
from app.views.today_judge import busiest_floor, judge
from app.views.today_menu import room_menu
from app.views.today_parts import NoRooms, StaleChip, SummaryLine, rooms_table
from app.views.today_queue import QueuePanel
from app.widgets.drawer import QUEUE_PX, side_width
from app.widgets.panels import InlineMessage, line
from app.widgets.plan import PlanView
from app.widgets.plan_legend import Legend

if TYPE_CHECKING:
    from app.views.meeting_form import MeetingForm

AROUND: Final = 6 * HOUR  # beside the day: meetings over midnight, and what comes first tomorrow
LATE_MS: Final = 4000  # an answer that takes longer is said to be late
SUBJECTS: Final = frozenset({"room", "closure", "floor", "outline", "picture", "person", "presence",
                             "meeting", "task", "check", "alarm", "rule", "device"})  # fmt: skip
_DRAWING: Final = frozenset({"outline", "picture", "floor"})
SIDE_TAB_FROM: Final = 150  # per cent of font scale: the queue becomes a tab (ui.md 4.1)
LEAST_PLAN_PX: Final = 480  # at such a scale a plan narrower than this gives way to the drawer


class TodayPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "today"
    page_icon: ClassVar[str] = "map"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._board: Board | None = None
        self._floor = ""
        self._only = ""
        self._asking = False
        self._again = False
        self._items: tuple[Item, ...] = ()
        self._minute = 0
        self._reveal = ""
        self._form: MeetingForm | None = None
        self._floors: dict[str | None, FloorTally] = {}
        self._names = NameBook(services.desk, self)
        self.rooms = RoomsModel(self)
        self._build()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        look = self.look
        self.bar = TodayBar(look, self)
        self.summary = SummaryLine(look, self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("today_message")
        self.plan = PlanView(look, self)
        self.plan.setModel(self.rooms)
        self.proxy = FloorProxy(self)
        self.proxy.setSourceModel(self.rooms)
        self.table = rooms_table(look, self.proxy, self)
        self.nothing = NoRooms(look, self)
        self.legend = Legend(look, self)
        self.queue = QueuePanel(self.services, self._names.names(), self)
        self.drawer = RoomDrawer(self.services, self._names.names, self)
        self.drawer.hide()
        self.stale = StaleChip(look, self.summary)
        self.summary.add_note(self.stale)
        self.air = RoomAir(self.services.telemetry, self.desk, self)
        self._tick = QTimer(self, interval=1000)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)

    def _lay_out(self) -> None:
        self.views = QStackedWidget(self)
        for widget in (self.plan, self.table, self.nothing):
            self.views.addWidget(widget)
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.bar)
        left.addWidget(line("h", self))
        left.addWidget(self.message)
        left.addWidget(self.summary)
        self._middle = QHBoxLayout()
        self._middle.setContentsMargins(12, 0, 12, 0)
        self._middle.addWidget(self.views)
        left.addLayout(self._middle, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.legend)
        left.addLayout(foot)
        self.side = QStackedWidget(self)
        self.side.setObjectName("today_side")
        self.side.addWidget(self.queue)
        self.side.addWidget(self.drawer)
        self._edge = line("v", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(self._edge)
        row.addWidget(self.side)
        QWidget.setTabOrder(self.plan, self.queue.list)

    def _connect(self) -> None:
        self.desk.changed.connect(self.on_changed)
        self.bar.tabs.chosen.connect(self.show_floor)
        self.bar.switch.chosen.connect(self.on_view_chosen)
        self.bar.edit_wanted.connect(self.open_editor)
        self.summary.filtered.connect(self.on_filtered)
        self.plan.opened.connect(self.open_room)
        self.plan.menu_wanted.connect(self.on_menu_wanted)
        self.plan.room_changed.connect(self.on_room_changed)
        self.table.activated.connect(lambda index: self.open_room(self._room_at(index)))
        self.queue.wanted.connect(self.on_wanted)
        self.queue.pointed.connect(self.on_pointed)
        self.drawer.closed.connect(self.on_drawer_closed)
        self.drawer.wanted.connect(self.wanted)
        self.drawer.booking_wanted.connect(self.open_booking)
        self.air.measured.connect(self.rooms.set_temperatures)
        self.air.counted.connect(self.summary.show_devices)
        self.air.staled.connect(self.on_stale)
        self.message.acted.connect(self.refresh)
        self.nothing.acted.connect(lambda: self.wanted.emit("import", "", ""))
        self._tick.timeout.connect(self.on_tick)
        self._late.timeout.connect(self.on_late)
        self.look.watch(self.on_look_changed)

    # Page ----------------------------------------------------------------------------------------

    def page_title(self) -> str:
        return self.tr("Today")

    def activate(self) -> None:
        if not self._tick.isActive():
            self._names.on_started()  # the page is built after the store was opened
        self._tick.start()
        self.air.start()
        self.refresh()
        self.plan.setFocus()

    def reveal(self, subject: str, entity_id: str) -> bool:
        if subject == "room" and (self._board is None or self.rooms.row_of(entity_id) is None):
            self._reveal = entity_id
            return self._board is None
        if subject == "room":
            return self.open_room(entity_id)
        if subject == "meeting" and self._board is not None:
            found = next((m for m in self._board.meetings if m.id == entity_id), None)
            return found is not None and self.open_room(found.room_id)
        return False

    def commands(self) -> tuple[Command, ...]:
        return (*commands(self), *self.drawer.commands())

    def scenes(self) -> tuple[str, ...]:
        return ("room_drawer",)

    def show_scene(self, name: str) -> None:
        busy = (view for view in self.rooms.views() if view.not_ready or view.arrived)
        shown = next(busy, None)
        if name == "room_drawer" and shown is not None:
            self.open_room(shown.facts.room.id)

    def leave_scene(self, name: str) -> None:
        del name
        self.drawer.dismiss()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return key_hints(len(self.bar.tabs.floors()))

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.summary.retranslate()
        self.legend.retranslate()
        self.rooms.retranslate()
        self.plan.setAccessibleName(self.tr("Floor plan"))
        self.table.setAccessibleName(self.tr("Rooms"))
        self._recount()
        self.hints_changed.emit()

    # asking --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the day; what changes meanwhile is asked for right after."""
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self._late.start()
        day = day_period(self.desk.today(), self.desk.rules.tz)
        self.desk.ask(BoardBetween(day.start - AROUND, day.end + AROUND), self.on_board, self)

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something was changed, here or elsewhere."""
        subjects = {subject for subject, _ in keys}
        if self.isVisible() and subjects & SUBJECTS:
            self.refresh()
        if subjects & _DRAWING and self._floor:
            self.desk.ask(PlanOf(self._floor), self.on_plan, self)
        self.drawer.on_changed(keys)

    def on_board(self, board: Board) -> None:
        """The day has come."""
        self._asking = False
        self._late.stop()
        self.message.clear()
        self._board = board
        now = self.desk.now()
        self.rooms.apply(board, now)
        self._show_views()
        self.air.rooms_known(board)
        if self._floor not in {floor.id for floor in board.floors}:
            self.show_floor(busiest_floor(board, self.rooms.views()))
        self._recount()
        self.drawer.take_board(board)
        if self._form is not None:
            self._form.board_arrived(board)
        if self._reveal:
            room_id, self._reveal = self._reveal, ""
            self.open_room(room_id)
        if self._again:
            self.refresh()

    def on_late(self) -> None:
        """The store has not answered yet: what stands here may be old, and that is said."""
        self.message.say(
            self.tr("The data is slow to come; what is shown may be old."), "mid", action=self.tr("Try again")
        )

    def on_plan(self, plan: PlanRecord | None) -> None:
        """The drawing of a floor has come."""
        if plan is None or plan.floor.id == self._floor:
            self.plan.show_floor(self._floor or None, plan)

    def on_tick(self) -> None:
        """Another second: countdowns run on, once a minute everything is judged anew."""
        if self._board is None or not self.isVisible():
            return
        now = self.desk.now()
        self.rooms.tick(now)
        self.queue.tick(now)
        self.drawer.tick(now)
        if now // MINUTE != self._minute:
            if self._board.to_at - AROUND <= now:
                self.refresh()
            self._recount()

    # what is shown -------------------------------------------------------------------------------

    def show_floor(self, floor_id: str) -> None:
        """Another floor."""
        if floor_id == self._floor:
            return
        self._floor = floor_id
        self.plan.show_floor(floor_id or None, None)
        if floor_id:
            self.desk.ask(PlanOf(floor_id), self.on_plan, self)
        self._apply_filter()
        self._show_tabs()

    def open_room(self, room_id: str) -> bool:
        """Show a room's drawer, on its floor."""
        row = self.rooms.row_of(room_id)
        if row is None or self._board is None:
            return False
        floor = self.rooms.tile(row).floor_id
        if floor and floor != self._floor:
            self.show_floor(floor)
        self.plan.select_room(room_id)
        self.drawer.show_room(room_id, self._board)
        self.drawer.show()
        self.side.setCurrentWidget(self.drawer)
        self._arrange_side()
        self.drawer.take_focus()
        return True

    def open_booking(self, room_id: str, slot: tuple[int, int]) -> None:
        """The booking form beside the plan, on this room and hour."""
        from app.views.booking_draft import Draft
        from app.views.meeting_form import MeetingForm

        if self._form is None:
            self._form = MeetingForm(self.services, self)
            self._form.closed.connect(self.on_drawer_closed)
            self._form.saved.connect(lambda _: self.on_drawer_closed())
            self.side.addWidget(self._form)
        self._form.book(Draft(room_id=room_id, starts_at=slot[0], ends_at=slot[1]), self._board)
        self.side.setCurrentWidget(self._form)
        self._arrange_side()

    def search(self) -> None:
        """Find a room by number, name or initials: the window's search box."""
        opening = getattr(self.window(), "open_palette", None)
        if callable(opening):
            opening()

    def open_current(self) -> None:
        """Open the current room's drawer."""
        self.open_room(self.plan.current_room())

    def open_editor(self) -> None:
        """Draw the floor."""
        if not self._floor:
            return
        from app.views.plan_editor import PlanEditor

        editor = PlanEditor(self.services, self._floor, self)
        editor.open()

    def on_view_chosen(self, name: str) -> None:
        """Plan, list, or (at a large scale) the queue as a tab."""
        self.bar.switch.set_value(name)
        if name == "queue":
            self.side.setCurrentWidget(self.queue)
        self._show_views()
        self._arrange_side()
        {"queue": self.queue.list, "list": self.table}.get(name, self.plan).setFocus()

    def on_filtered(self, name: str) -> None:
        """A count was chosen ("" = none): only its rooms keep their colours."""
        self._only = name
        self._apply_filter()

    def on_room_changed(self, room_id: str) -> None:
        """Another room is the current one: an open drawer follows."""
        if room_id and self.side.currentWidget() is self.drawer and self._board is not None:
            self.drawer.show_room(room_id, self._board)

    def on_menu_wanted(self, room_id: str, at: QPoint) -> None:
        """The same things that the drawer offers, at the pointer."""
        if self._board is None:
            return
        self.drawer.show_room(room_id, self._board)
        room_menu(self, self.drawer, lambda: self.open_room(room_id)).popup(at)

    def on_wanted(self, page: str, subject: str, entity_id: str) -> None:
        """The queue wants a thing shown: a room here, anything else elsewhere."""
        if subject == "room" and not page:
            self.open_room(entity_id)
            return
        self.wanted.emit(page, subject, entity_id)

    def on_pointed(self, item: object) -> None:
        """Another line of the queue is current: its room is shown on the plan when it is on this floor."""
        if isinstance(item, Item) and item.room_id and self.queue.list.hasFocus():
            self.plan.select_room(item.room_id)

    def on_drawer_closed(self) -> None:
        """Back to the queue, the keyboard back to the plan."""
        self.side.setCurrentWidget(self.queue)
        self._arrange_side()
        self.plan.setFocus()

    def on_stale(self, since: int | None) -> None:
        """Devices have fallen silent: the plan loses its colour and says since when; None = they speak."""
        self.plan.set_stale(since is not None)
        self.stale.show_since(since, self.desk.rules.tz)
        self.drawer.set_stale(since is not None)

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.bar.offer_queue(self.look.scale >= SIDE_TAB_FROM)
        self._arrange_side()

    # Qt ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        floors_here = self.bar.tabs.floors()
        number = event.key() - Qt.Key.Key_1
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if 0 <= number < min(len(floors_here), 9):
                self.show_floor(floors_here[number])
                return
            if event.key() == Qt.Key.Key_F:
                self.search()
                return
            if event.key() == Qt.Key.Key_Escape and self._only:
                self.summary.clear()
                return
        super().keyPressEvent(event)

    # private -------------------------------------------------------------------------------------

    def _recount(self) -> None:
        """Alarms, queue, tabs and counts from the board that is here."""
        board = self._board
        if board is None:
            return
        now = self.desk.now()
        self._minute = now // MINUTE
        judged = judge(board, self.rooms.views(), now)
        self._items, self._floors = judged.items, judged.floors
        self.rooms.set_alarms(judged.alarms)
        self.queue.show_items(judged.items, judged.upcoming, now)
        self.summary.show_tally(board, self.rooms.views(), now)
        self.badge_changed.emit(sum(item.priority.value == "high" for item in self._items))
        self._show_tabs()
        self._apply_filter()

    def _show_tabs(self) -> None:
        if self._board is not None:
            before = self.bar.tabs.floors()
            self.bar.show_floors(self._board.floors, self._floors, self._floor)
            if before != self.bar.tabs.floors():
                self.hints_changed.emit()

    def _apply_filter(self) -> None:
        rooms = self.summary.rooms(self._only)
        self.plan.set_only(rooms)
        self.proxy.show_floor(self._floor or None, rooms)

    def _show_views(self) -> None:
        is_empty = self._board is not None and not self._board.rooms
        chosen = self.table if self.bar.switch.value() == "list" else self.plan
        was_empty = self.views.currentWidget() is self.nothing
        self.views.setCurrentWidget(self.nothing if is_empty else chosen)
        if was_empty and not is_empty and self.isVisible():  # the first rooms: their keys work at once
            chosen.setFocus()

    def _room_at(self, index: Any) -> str:  # Any: QModelIndex, of the proxy
        return self.rooms.tile(self.proxy.mapToSource(index).row()).room_id

    def _arrange_side(self) -> None:
        """Beside the plan; at a large scale only as its own tab, or as the drawer over it."""
        as_tab = self.look.scale >= SIDE_TAB_FROM
        front = self.side.currentWidget()
        is_drawer = any(
            one is not None and one is front and not one.isHidden() for one in (self.drawer, self._form)
        )
        shown = not as_tab or is_drawer or self.bar.switch.value() == "queue"
        wide = self._form.minimumWidth() if self._form is not None and front is self._form else 0
        wide = max(side_width(self.look, QUEUE_PX + 4), wide)
        alone = as_tab and is_drawer and self.width() - wide < self.look.px(LEAST_PLAN_PX)
        self._left.setVisible(not alone)
        self.drawer.setMaximumWidth(self.width() if alone else side_width(self.look))
        self.side.setMinimumWidth(wide)
        self.side.setMaximumWidth(self.width() if alone else wide)
        self.side.setVisible(shown)
        self._edge.setVisible(shown)
        self.views.setVisible(not (as_tab and self.bar.switch.value() == "queue" and not is_drawer))
