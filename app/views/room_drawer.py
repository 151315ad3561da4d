"""One room and everything that can be done there: its meeting's life, its people, check-lists, air,
devices, closures.

Shown by Today from the board it has; asks the Desk only for devices and the log. What a person does goes
to the Desk as operations; a refusal is said at the top of the drawer, with a field for the reason where
one may waive the rule. GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.dispatch import Crew, crew_of
from app.domain.errors import Refused
from app.domain.ops import AssignTasks, CheckItem, Operation
from app.domain.periods import MINUTE, day_of
from app.domain.questions import ChangesOf, DeviceList
from app.domain.records import Board, ChangeRecord, DeviceRecord, MeetingRecord
from app.domain.rooms import RoomView, facts_of, tasks_of, view
from app.domain.states import CheckOwner, CheckResult, MeetingClass, MeetingState, TaskState
from app.models.tiles import meeting_title
from app.views import meeting_acts, room_acts
from app.views.drawer_parts import ChangeSection, CheckSection, Facts, StaffSection
from app.views.page import Command, Services
from app.views.room_sections import AirSection, DaySection, DeviceSection
from app.views.today_ask import Confirm
from app.widgets.chips import Chip, ChipStyle, state_chip
from app.widgets.controls import Button
from app.widgets.drawer import Drawer, Section
from app.widgets.labels import TextLabel
from app.words import formats, states
from app.words.refusals import Names, refusal_text

EXTENSION = 30  # minutes


class RoomDrawer(Drawer):
    """See the module."""

    wanted = Signal(str, str, str)
    """Show a thing on another page: page, subject, id."""
    booking_wanted = Signal(str, object)
    """Book this room: its id and (start, end)."""

    def __init__(self, services: Services, names: Callable[[], Names], parent: QWidget | None = None) -> None:
        super().__init__(services.look, parent)
        self._services = services
        self._desk = services.desk
        self._names = names
        self._board: Board | None = None
        self._room_id = ""
        self._view: RoomView | None = None
        self._crew: Crew | None = None
        self._devices: tuple[DeviceRecord, ...] = ()
        self._changes: tuple[ChangeRecord, ...] = ()
        self._retry: Callable[[str], Operation] | None = None
        self._minute = 0
        self.setObjectName("room_drawer")
        self._make()
        self._connect()
        self.retranslate()

    def _make(self) -> None:
        look = self._services.look
        self._chip = Chip(look, parent=self)
        self._stale = Chip(look, parent=self)
        self._stale.hide()
        self.add_chip(self._chip, self._stale)
        self.problem = TextLabel("", "error", wraps=True, parent=self)
        self.problem.setObjectName("room_problem")
        self.reason = QLineEdit(self)
        self.reason.setObjectName("room_reason")
        self.reason.setMaxLength(200)
        self._trouble = Section(parent=self)
        self._trouble.add(self.problem)
        self._trouble.add(self.reason)
        self._trouble.hide()
        self.day = DaySection(self._desk, look, self)
        self._about = Section(parent=self)
        self._about.setObjectName("room_meeting")
        self.facts = Facts(look, self)
        self._about.add(self.facts)
        self.staff = StaffSection(look, self)
        self.checks = CheckSection(look, self)
        self.air = AirSection(look, self._services.telemetry, self)
        self.device_rows = DeviceSection(look, self._services.telemetry, self)
        self.log = ChangeSection(look, self)
        self.add_section(
            self._trouble,
            self.day,
            self._about,
            self.staff,
            self.checks,
            self.air,
            self.device_rows,
            self.log,
        )
        self.go, self.more = Button(look, kind="primary", parent=self), Button(look, parent=self)
        self.book = Button(look, kind="link", parent=self)
        self.shut = Button(look, kind="danger", parent=self)
        for name, button in (("go", self.go), ("more", self.more), ("book", self.book), ("shut", self.shut)):
            button.setObjectName(f"room_{name}")
        self.add_action(self.go, self.more)
        self.day.add(self.book)
        self.add_danger(self.shut)

    def _connect(self) -> None:
        self.go.clicked.connect(self.on_go)
        self.more.clicked.connect(self.on_more)
        self.book.clicked.connect(self.on_book)
        self.shut.clicked.connect(self.on_shut)
        self.staff.step_wanted.connect(self.on_step)
        self.staff.fill_wanted.connect(self.on_fill)
        self.checks.answered.connect(self.on_answered)
        self.day.meeting_wanted.connect(self.on_meeting)
        self.device_rows.panel_wanted.connect(lambda: self.wanted.emit("devices", "room", self._room_id))
        self.reason.returnPressed.connect(self.on_reason)

    # what the page says --------------------------------------------------------------------------

    def show_room(self, room_id: str, board: Board) -> None:
        """Show a room of this board."""
        if room_id != self._room_id:
            self._room_id, self._devices, self._changes = room_id, (), ()
            self._clear_trouble()
            self._desk.ask(DeviceList(room_id), self.on_devices, self)
            self._ask_log()
        self._board, self._crew = board, None
        self._judge()

    def take_board(self, board: Board) -> None:
        """A newer snapshot of the day: the room shown is judged anew."""
        self._board, self._crew = board, None
        if not self.isHidden():
            self._judge()

    def tick(self, now: int) -> None:
        """The clock went on; once a minute everything is judged anew."""
        if not self.isHidden() and now // MINUTE != self._minute:
            self._judge()
        elif not self.isHidden():
            self.air.show_air(self._devices, now, self._desk.rules.stale_s)

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something changed: the page brings the board, the log and the devices are asked for here."""
        if self._room_id and not self.isHidden():
            self._ask_log()
            if any(subject == "device" for subject, _ in keys):
                self._desk.ask(DeviceList(self._room_id), self.on_devices, self)

    def take_focus(self) -> None:
        """The keyboard goes to what comes next in the room."""
        (self.close_button if self.go.isHidden() else self.go).setFocus()

    def set_stale(self, is_stale: bool) -> None:
        """Devices are silent: their values are old."""
        self._stale.setVisible(is_stale)

    def commands(self) -> tuple[Command, ...]:
        """What can be done in the room shown, for the palette and the right-click menu."""
        return (
            Command("room.go", self.go.text, self.on_go, "", "play", lambda: not self.go.isHidden()),
            Command(
                "room.more",
                self.more.text,
                self.on_more,
                "",
                "clock",
                lambda: not self.more.isHidden(),
            ),
            Command(
                "room.fill",
                self.staff.fill.text,
                self.on_fill,
                "",
                "user-plus",
                lambda: self._best() is not None,
            ),
            Command(
                "room.book",
                lambda: self.tr("Book this room"),
                self.on_book,
                "",
                "calendar-plus",
                lambda: bool(self._room_id),
            ),
            Command("room.shut", self.shut.text, self.on_shut, "", "wrench", lambda: bool(self._room_id)),
            Command("room.lock", self._lock_word, self.on_lock, "", "siren", lambda: bool(self._room_id)),
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self.reason.setPlaceholderText(self.tr("Reason to go on, then Enter"))
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.day.set_title(self.tr("Today"))
        self.staff.set_title(self.tr("Attendants"))
        self.checks.set_title(self.tr("Pre-meeting check"))
        self.checks.retranslate()
        self.air.set_title(self.tr("Environment"))
        self.device_rows.set_title(self.tr("Devices"))
        self.device_rows.open_panel.setText(self.tr("Open the device panel"))
        self.device_rows.open_panel.setAccessibleName(self.tr("Open the device panel"))
        self.log.set_title(self.tr("Changes"))
        self.book.setText(self.tr("Book this room"))
        self.book.setAccessibleName(self.tr("Book this room"))
        self._stale.show_chip(self.tr("devices silent"), ChipStyle("mid", "clock-alert"))
        self._judge()

    # slots ---------------------------------------------------------------------------------------

    def on_devices(self, devices: tuple[DeviceRecord, ...]) -> None:
        """The room's devices."""
        if all(device.room_id == self._room_id for device in devices):
            self._devices = devices
            self._show_devices()

    def on_log(self, changes: tuple[ChangeRecord, ...]) -> None:
        """What was done to the meeting shown, or to the room."""
        self._changes = changes
        self.log.show_changes(changes, self._names(), self._desk.now())
        self.log.setVisible(bool(changes))

    def on_meeting(self, meeting_id: str) -> None:
        """A meeting of the day was chosen ("" = a closure)."""
        if meeting_id:
            self.wanted.emit("schedule", "meeting", meeting_id)

    def on_go(self) -> None:
        """The next thing in the meeting's life."""
        meeting, now = self._meeting(), self._desk.now()
        seen = self._view
        if seen is None:
            return
        task = room_acts.clean_task(seen)
        if task is not None and task.assignee_id is None:
            self.on_fill()
        elif task is not None:
            state = TaskState.DONE if task.state is TaskState.IN_PROGRESS else TaskState.IN_PROGRESS
            self._do(lambda _: room_acts.step(task.id, state, now))
        elif meeting is not None and meeting.state is MeetingState.IN_SESSION:
            self._do(lambda _: meeting_acts.end(meeting, now))
        elif meeting is not None and meeting.state in room_acts.WAITING:
            self._do(lambda _: meeting_acts.start(meeting, now))

    def on_more(self) -> None:
        """Half an hour more for a meeting that runs; release for one that nobody came to."""
        meeting, now = self._meeting(), self._desk.now()
        if meeting is None:
            return
        if meeting.state is MeetingState.IN_SESSION:
            self._do(lambda why: meeting_acts.extend(meeting, EXTENSION, now, why))
        elif meeting.state in room_acts.WAITING and now >= meeting.starts_at:
            ask = Confirm(
                self._services.look,
                self.tr("Nobody came to {room}: release it?").format(room=self._number()),
                self.tr("The room is free again. The contact is told when the undo bar has closed."),
                self.tr("Release"),
                self,
                danger=True,
            )
            ask.confirmed.connect(
                lambda _: self._do(lambda why: meeting_acts.no_show(meeting, why or self.tr("Nobody came")))
            )
            ask.open()

    def on_book(self) -> None:
        """A new meeting here, at the next free hour."""
        if self._view is not None:
            slot = room_acts.next_slot(self._view, self._desk.now(), self._desk.rules)
            self.booking_wanted.emit(self._room_id, slot)

    def on_shut(self) -> None:
        """Take the room out of service, or bring it back."""
        seen = self._view
        if seen is None:
            return
        back = room_acts.enable(seen, self._desk.now())
        if back is not None:
            self._do(lambda _: back)
            return
        ask = Confirm(
            self._services.look,
            self.tr("Take {room} out of service?").format(room=self._number()),
            self.tr("Nobody can book it meanwhile. Users see the reason."),
            self.tr("Out of service"),
            self,
            reason=self.tr("Reason that users see"),
            danger=True,
        )
        new_id = self._desk.new_id()
        ask.confirmed.connect(
            lambda why: self._do(
                lambda _: room_acts.disable(new_id, seen, self._desk.now(), self._desk.rules, why)
            )
        )
        ask.open()

    def on_lock(self) -> None:
        """Emergency lock, or lift it."""
        seen = self._view
        if seen is None:
            return
        if seen.facts.room.is_locked:
            self._do(lambda _: room_acts.unlock(seen))
            return
        ask = Confirm(
            self._services.look,
            self.tr("Lock {room} for an emergency?").format(room=self._number()),
            self.tr("It is shown as locked everywhere until the lock is lifted."),
            self.tr("Lock"),
            self,
            reason=self.tr("What has happened"),
            danger=True,
        )
        ask.confirmed.connect(lambda why: self._do(lambda _: room_acts.lock(seen, why)))
        ask.open()

    def on_step(self, task_ids: tuple[str, ...], state: str) -> None:
        """A task's next step."""
        now = self._desk.now()
        self._clear_trouble()
        ops = [room_acts.step(task, TaskState(state), now) for task in task_ids]
        self._desk.do_all(ops, None, self._on_refused, self)

    def on_fill(self) -> None:
        """Give the first open slot to the best person."""
        best = self._best()
        if best is not None:
            self._do(lambda _: best[0])

    def on_answered(self, owner: str, item: str, new: str, was: str) -> None:
        """A check item was ticked."""
        meeting = self._meeting()
        if meeting is not None:
            op = CheckItem(meeting.id, CheckOwner(owner), item, CheckResult(new), CheckResult(was))
            self._do(lambda _: op)

    def on_reason(self) -> None:
        """A reason was given: once more with it."""
        reason, retry = self.reason.text().strip(), self._retry
        if reason and retry is not None:
            self._clear_trouble()
            self._desk.do(retry(reason), None, self._on_refused, self)

    # Qt ------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private -------------------------------------------------------------------------------------

    def _meeting(self) -> MeetingRecord | None:
        """The meeting the drawer speaks of: in session, to be cleaned after, or next."""
        return self._view.meeting if self._view is not None else None

    def _number(self) -> str:
        return self._view.facts.room.number if self._view is not None else ""

    def _lock_word(self) -> str:
        locked = self._view is not None and self._view.facts.room.is_locked
        return self.tr("Lift the emergency lock") if locked else self.tr("Emergency lock…")

    def _best(self) -> tuple[AssignTasks, str] | None:
        meeting = self._meeting()
        if self._view is None or meeting is None or self._board is None:
            return None
        if self._crew is None:
            now = self._desk.now()
            self._crew = crew_of(self._board, day_of(now, self._desk.rules.tz), now)
        return room_acts.best_assignment(tasks_of(self._view.facts, meeting), self._crew)

    def _judge(self) -> None:
        """The room at this instant, from the board that is here."""
        board, now = self._board, self._desk.now()
        if board is None or not self._room_id:
            return
        facts = facts_of(board).get(self._room_id)
        if facts is None:
            self.dismiss()
            return
        self._minute = now // MINUTE
        before = self._meeting()
        self._view = view(facts, now, board.rules)
        if before is None or self._view.meeting is None or before.id != self._view.meeting.id:
            self._ask_log()
        self._show_head(self._view, board)
        self.day.show_day(self._view, now, board.rules)
        self._show_meeting(self._view, board)
        self._show_devices()
        self._show_actions(self._view)

    def _show_head(self, seen: RoomView, board: Board) -> None:
        room = seen.facts.room
        floor = next((one.name for one in board.floors if one.id == room.floor_id), "")
        caption = " · ".join(
            part
            for part in (floor, formats.seats(room.capacity), states.room_class(room.room_class), room.phone)
            if part
        )
        self.set_texts(formats.room_title(room.number, room.name), caption, close_name=self.tr("Close"))
        self._chip.show_chip(states.room_status(seen.status), state_chip(seen.status.value))

    def _show_meeting(self, seen: RoomView, board: Board) -> None:
        meeting = seen.meeting
        self._about.setVisible(meeting is not None)
        staffed = meeting is not None and meeting.meeting_class is MeetingClass.REGULAR
        self.staff.setVisible(staffed)
        self.checks.setVisible(False)
        if meeting is None:
            return
        self._about.set_title(
            meeting_title(meeting), formats.clock_range(meeting.starts_at, meeting.ends_at, board.rules.tz)
        )
        pairs = [
            (self.tr("People"), str(meeting.expected) if meeting.expected else "—"),
            (self.tr("Contact"), " ".join(part for part in (meeting.contact, meeting.phone) if part)),
        ]
        if not meeting.is_classified:
            pairs += [(self.tr("Unit"), meeting.unit), (self.tr("Notes"), meeting.notes)]
        self.facts.show_pairs([pair for pair in pairs if pair[1]])
        if staffed:
            self._show_people(seen, meeting, board)
        if meeting.state in room_acts.WAITING or meeting.state is MeetingState.IN_SESSION:
            names = {person.id: person.name for person in board.people}
            checks = [c for c in seen.facts.checks if c.meeting_id == meeting.id]
            self.checks.show_checks(meeting, checks, lambda who: names.get(who, ""))

    def _show_people(self, seen: RoomView, meeting: MeetingRecord, board: Board) -> None:
        tasks = tasks_of(seen.facts, meeting)
        self.staff.set_title(self.tr("Attendants"), f"{seen.arrived}/{meeting.attendants_needed}")
        self.staff.show_staff(meeting, tasks, board.people, self._desk.now(), board.rules)
        best = self._best()
        slots = {task.slot for task in tasks if task.slot and task.assignee_id is not None}
        self.staff.say_missing(max(meeting.attendants_needed - len(slots), 0), best[1] if best else "")

    def _show_devices(self) -> None:
        now = self._desk.now()
        self.air.show_air(self._devices, now, self._desk.rules.stale_s)
        self.device_rows.show_devices(self._devices)
        self.device_rows.setVisible(bool(self._devices))

    def _show_actions(self, seen: RoomView) -> None:
        meeting, now = seen.meeting, self._desk.now()
        task = room_acts.clean_task(seen)
        go = more = ""
        best = self._best() if task is not None and task.assignee_id is None else None
        if best is not None:
            go = self.tr("{name} cleans up").format(name=best[1])
        elif task is not None and task.assignee_id is not None:
            go = (
                self.tr("Clean-up finished")
                if task.state is TaskState.IN_PROGRESS
                else self.tr("Clean-up begins")
            )
        elif meeting is not None and meeting.state is MeetingState.IN_SESSION:
            go, more = self.tr("End meeting"), self.tr("+{n} min").format(n=EXTENSION)
        elif meeting is not None and meeting.state in room_acts.WAITING:
            early = meeting.starts_at - now > self._desk.rules.check_in_opens * MINUTE
            go = "" if early else self.tr("Begin meeting")
            more = self.tr("Nobody came") if now >= meeting.starts_at else ""
        for button, text in ((self.go, go), (self.more, more)):
            button.setText(text)
            button.setAccessibleName(text)
            button.setVisible(bool(text))
        shut = self.tr("Back in service") if seen.closure is not None else self.tr("Out of service…")
        self.shut.setText(shut)
        self.shut.setAccessibleName(shut)

    def _ask_log(self) -> None:
        meeting = self._meeting()
        question = (
            ChangesOf("meeting", meeting.id) if meeting is not None else ChangesOf("room", self._room_id)
        )
        self._desk.ask(question, self.on_log, self)

    def _do(self, make: Callable[[str], Operation]) -> None:
        self._clear_trouble()
        self._retry = make
        self._desk.do(make(""), None, self._on_refused, self)

    def _on_refused(self, refusal: Refused) -> None:
        """Said here, where it was tried; a reason may be given where the rule can be waived."""
        self.problem.setText(refusal_text(refusal.code, refusal.params, self._names()))
        can_waive = bool(refusal.params.get("waivable")) and self._retry is not None
        self.reason.setVisible(can_waive)
        self._trouble.show()
        self.scroll_area.ensureWidgetVisible(self._trouble)
        if can_waive:
            self.reason.setFocus()

    def _clear_trouble(self) -> None:
        self._trouble.hide()
        self.problem.setText("")
        self.reason.clear()
        self._retry = None
