"""The drawer of one meeting: what it is, who serves it, what is checked, what was done, and what can be
done now.

Opened by the schedule, and by any page through ``wanted`` (GUI thread). Asks the Desk for the meeting's
file and the board of its day, again on each change; says steps, ticks and the life of the meeting as
operations. A refusal stands at the top of the drawer; one that a reason can waive asks for it there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.desk.telemetry import Telemetry
from app.domain import rooms as room_rules
from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.meetings import phase
from app.domain.ops import (
    AcknowledgeTask,
    ArriveAtTask,
    AssignTasks,
    CheckItem,
    CompleteTask,
    ConfirmMeeting,
    Operation,
    StartTask,
)
from app.domain.periods import HOUR, MINUTE, day_of, day_period
from app.domain.questions import BoardBetween, DeviceList, MeetingDetail, MeetingFile
from app.domain.records import Board, DeviceRecord, MeetingRecord, RoomRecord
from app.domain.rooms import RoomFacts
from app.domain.states import (
    CheckOwner,
    CheckResult,
    MeetingPhase,
    MeetingState,
    Role,
    TaskState,
)
from app.domain.tasks import annex_b, arrived_slots
from app.views import meeting_acts, meeting_facts
from app.views.drawer_parts import ChangeSection, CheckSection, Facts, StaffSection, roomy_width
from app.views.page import Services
from app.views.room_sections import AirSection
from app.views.unconfirmed import UnconfirmedChip
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.drawer import DRAWER_PX, Drawer, Section
from app.widgets.labels import TextLabel
from app.widgets.reason_field import ReasonField
from app.words import formats, states
from app.words.refusals import Names, refusal_text

_EXTENSIONS: Final = (15, 30, 60)
_SUBJECTS: Final = frozenset({"meeting", "task", "check", "room", "person", "presence", "rule"})
_CHIP_OF: Final = {
    MeetingPhase.PREPARING: "preparing", MeetingPhase.READY: "ready", MeetingPhase.IN_SESSION: "in_session",
    MeetingPhase.OVERRUN: "overrun", MeetingPhase.ENDED: "to_clean", MeetingPhase.CLEANED: "closed",
    MeetingPhase.HISTORY: "closed",
}  # fmt: skip


class MeetingDrawer(Drawer):
    """See the module."""

    edit_wanted = Signal(str)
    """Meeting id: open the form."""
    cancel_wanted = Signal(str)
    """Meeting id: ask, then cancel."""
    room_wanted = Signal(str)
    """Room id: show it."""

    _page_px = 0  # not known yet

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services.look, parent)
        self._desk = services.desk
        self._telemetry: Telemetry | None = services.telemetry
        self.is_pinned = True
        self._id = ""
        self._file: MeetingFile | None = None
        self._board: Board | None = None
        self._devices: tuple[DeviceRecord, ...] = ()
        self._best: tuple[tuple[str, ...], str] | None = (
            None  # tasks of the first open slot, and who takes them
        )
        self._retry: Callable[[str], Operation] | None = None
        self.setObjectName("meeting_drawer")
        self._make(services)
        self._connect()
        self.retranslate()

    def _make(self, services: Services) -> None:
        look = services.look
        self.state_chip, self.class_chip = Chip(look, parent=self), Chip(look, parent=self)
        self.state_chip.setObjectName("drawer_state")
        self.unconfirmed = UnconfirmedChip(self._desk, look, self)
        self.add_chip(self.state_chip, self.class_chip, self.unconfirmed)
        self.pin = Button(look, kind="ghost", icon="pin", parent=self)
        self.pin.setObjectName("drawer_pin")
        self.pin.setCheckable(True)
        self.pin.setChecked(True)
        self.more = Button(look, kind="ghost", icon="ellipsis", parent=self)
        self.more.setObjectName("drawer_more")
        self.add_tool(self.pin, self.more)
        self.problem = TextLabel("", "error", wraps=True, parent=self)
        self.problem.setObjectName("drawer_problem")
        self.reason = ReasonField("drawer_reason", self)
        self._trouble = Section(parent=self)
        self._trouble.add(self.problem)
        self._trouble.add(self.reason)
        self._trouble.hide()
        self._about = Section(parent=self)
        self.facts = Facts(look, self)
        self._about.add(self.facts)
        self.staff = StaffSection(look, self)
        self.checks = CheckSection(look, self)
        self.air = AirSection(look, services.telemetry, self)
        self.changes = ChangeSection(look, self)
        self.add_section(self._trouble, self._about, self.staff, self.checks, self.air, self.changes)
        self.go = Button(look, kind="primary", parent=self)
        self.go.setObjectName("drawer_go")
        self.edit = Button(look, key="E", parent=self)
        self.edit.setObjectName("drawer_edit")
        self.extend = Button(look, parent=self)
        self.extend.setObjectName("drawer_extend")
        self.cancel = Button(look, kind="danger", parent=self)
        self.cancel.setObjectName("drawer_cancel")
        self.add_action(self.go, self.edit, self.extend)
        self.add_danger(self.cancel)

    def _connect(self) -> None:
        self.pin.toggled.connect(self.on_pin)
        self.more.clicked.connect(self.on_more)
        self.go.clicked.connect(self.on_go)
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self._id))
        self.extend.clicked.connect(self.on_extend)
        self.cancel.clicked.connect(lambda: self.cancel_wanted.emit(self._id))
        self.staff.step_wanted.connect(self.on_step)
        self.staff.fill_wanted.connect(self.on_fill)
        self.checks.answered.connect(self.on_answered)
        self.reason.returnPressed.connect(self.on_reason)
        self._desk.changed.connect(self.on_changed)
        if self._telemetry is not None:
            self._telemetry.fresh.connect(self.on_fresh)

    def fit(self, page_px: int) -> None:
        """Take the room that the page has."""
        self._page_px = page_px
        self.on_look_changed()

    def on_look_changed(self) -> None:
        self.setFixedWidth(roomy_width(self._look, DRAWER_PX, self._page_px, 0.45))

    # what pages use -----------------------------------------------------------------------------

    def open(self, meeting_id: str) -> None:
        """Show a meeting."""
        if meeting_id != self._id:
            self._id, self._file, self._best, self._devices = meeting_id, None, None, ()
            self._clear_trouble()
        self.show()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the meeting's file anew."""
        if self._id:
            self._desk.ask(MeetingDetail(self._id), self.on_file, owner=self)

    @property
    def meeting(self) -> MeetingRecord | None:
        """The meeting shown, once it is here."""
        return self._file.meeting if self._file else None

    def tick(self) -> None:
        """A minute has passed: what follows from the clock."""
        if not self.isHidden():
            self._show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.pin.setAccessibleName(self.tr("Follow the selection"))
        self.pin.setToolTip(self.pin.accessibleName())
        self.more.setAccessibleName(self.tr("More"))
        self.edit.setText(self.tr("Change"))
        self.extend.setText(self.tr("Extend"))
        self.cancel.setText(self.tr("Cancel meeting"))
        self.reason.setPlaceholderText(self.tr("Reason to go on, then Enter"))
        for button in (self.edit, self.extend, self.cancel):
            button.setAccessibleName(button.text())
        self.reason.setAccessibleName(self.reason.placeholderText())
        self.checks.retranslate()
        self._show()

    # slots --------------------------------------------------------------------------------------

    def on_changed(self, changed: frozenset[tuple[str, str]]) -> None:
        """Something changed that may concern this meeting."""
        if not self.isHidden() and any(subject in _SUBJECTS for subject, _ in changed):
            self.refresh()

    def on_file(self, found: MeetingFile | None) -> None:
        """The meeting with all that hangs on it."""
        if found is None:
            self.dismiss()
            return
        if found.meeting.id != self._id:
            return
        self._file = found
        day = day_period(day_of(found.meeting.starts_at, self._desk.rules.tz), self._desk.rules.tz)
        self._desk.ask(BoardBetween(day.start - 2 * HOUR, day.end + 2 * HOUR), self.on_board, owner=self)
        self._desk.ask(DeviceList(found.meeting.room_id), self.on_devices, owner=self)
        self._show()

    def on_devices(self, devices: tuple[DeviceRecord, ...]) -> None:
        """What measures in the meeting's room."""
        self._devices = devices
        self._show_air()

    def on_fresh(self, _devices: object) -> None:
        """Something was measured."""
        if not self.isHidden():
            self._show_air()

    def on_board(self, board: Board) -> None:
        """The day around it: its room, the people, who would be best."""
        self._board = board
        self._show()

    def on_pin(self, pinned: bool) -> None:
        """Follow the selection, or stay."""
        self.is_pinned = pinned
        self.pin.set_icon("pin" if pinned else "pin-off")

    def on_go(self) -> None:
        """The one thing that comes next: confirm, start, end, reinstate."""
        act = self._next_act()
        if act is not None:
            self._do(act[1])

    def on_extend(self) -> None:
        """Choose how much longer."""
        meeting = self.meeting
        if meeting is None:
            return
        menu = QMenu(self)
        menu.setObjectName("drawer_extend_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for minutes in _EXTENSIONS:
            action = menu.addAction(self.tr("{n} min longer").format(n=minutes))
            action.triggered.connect(lambda _=False, m=minutes: self.extend_by(m))
        menu.popup(self.extend.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def extend_by(self, minutes: int) -> None:
        """Give the meeting a later end."""
        meeting = self.meeting
        if meeting is not None:
            now = self._desk.now()
            self._do(lambda why: meeting_acts.extend(meeting, minutes, now, why))

    def on_more(self) -> None:
        """What is done rarely."""
        meeting = self.meeting
        if meeting is None:
            return
        menu = QMenu(self)
        menu.setObjectName("drawer_more_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if meeting.state in meeting_acts.WAITING and self._desk.now() >= meeting.starts_at:
            menu.addAction(
                self.tr("Nobody came, release the room"),
                lambda: self._do(lambda why: meeting_acts.no_show(meeting, why)),
            )
        if meeting.state in {MeetingState.ENDED, MeetingState.CLEANED}:
            menu.addAction(
                self.tr("Take the end back"), lambda: self._do(lambda _: meeting_acts.reinstate(meeting))
            )
        menu.addAction(self.tr("Show room"), lambda: self.room_wanted.emit(meeting.room_id))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))

    def on_step(self, task_ids: tuple[str, ...], state: str) -> None:
        """A task's next step."""
        now = self._desk.now()
        makers: dict[str, Callable[[str], Operation]] = {
            TaskState.ACKNOWLEDGED: AcknowledgeTask,
            TaskState.ON_SITE: lambda task: ArriveAtTask(task, now),
            TaskState.IN_PROGRESS: lambda task: StartTask(task, now),
            TaskState.DONE: lambda task: CompleteTask(task, now),
        }
        self._clear_trouble()
        ops = [makers[state](task) for task in task_ids]
        self._desk.do_all(ops, self._on_done, self._on_refused, owner=self)

    def on_fill(self) -> None:
        """Give the first open slot to the best person."""
        if self._best is not None:
            tasks, person = self._best
            was = tuple(None for _ in tasks)
            self._do(lambda why: AssignTasks(tasks, person, was, why))

    def on_answered(self, owner: str, item: str, new: str, was: str) -> None:
        """A check item was ticked."""
        op = CheckItem(self._id, CheckOwner(owner), item, CheckResult(new), CheckResult(was))
        self._do(lambda _: op)

    def on_reason(self) -> None:
        """A reason was given for what was refused: once more with it."""
        reason, retry = self.reason.text().strip(), self._retry
        if reason and retry is not None:
            self._clear_trouble()
            self._desk.do(retry(reason), self._on_done, self._on_refused, owner=self)

    # Qt overrides -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.staff.fill.isVisible() and self.staff.fill.isEnabled():
            self.on_fill()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # private ------------------------------------------------------------------------------------

    def _do(self, make: Callable[[str], Operation]) -> None:
        self._clear_trouble()
        self._retry = make
        self._desk.do(make(""), self._on_done, self._on_refused, owner=self)

    def _on_done(self, _done: Done) -> None:
        self.refresh()  # at once: `changed` comes a moment later

    def _on_refused(self, refusal: Refused) -> None:
        """Refused: said here, where it was tried."""
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

    def _names(self) -> Names:
        board = self._board
        of: dict[str, dict[str, str]] = {}
        if board is not None:
            of["room"] = {r.id: formats.room_title(r.number, r.name) for r in board.rooms}
            of["person"] = {p.id: p.name for p in board.people}
            of["meeting"] = {m.id: m.title for m in board.meetings if not m.is_classified}
            of["task"] = {t.id: states.task_kind(t.kind) for t in board.tasks}
        return Names(self._desk.rules.tz, lambda subject, key: of.get(subject, {}).get(key, ""))

    def _room(self) -> RoomRecord | None:
        meeting, board = self.meeting, self._board
        if meeting is None or board is None:
            return None
        return next((r for r in board.rooms if r.id == meeting.room_id), None)

    def _phase(self, file: MeetingFile) -> MeetingPhase:
        meeting, now = file.meeting, self._desk.now()
        room = self._room()
        if room is None:
            return phase(meeting, now, self._desk.rules, is_ready=False, setup_begun=False)
        facts = RoomFacts(room, (meeting,), file.tasks, file.checks, ())
        ready, begun = room_rules.is_ready(facts, meeting, now), room_rules.setup_begun(facts, meeting)
        return phase(meeting, now, self._desk.rules, is_ready=ready, setup_begun=begun)

    def _show(self) -> None:
        file = self._file
        if file is None:
            return
        meeting, now = file.meeting, self._desk.now()
        self._show_head(file, now)
        self._show_staff(file, now)
        people = {p.id: p.name for p in self._board.people} if self._board else {}
        self.checks.show_checks(meeting, file.checks, lambda key: people.get(key, ""))
        self.checks.set_title(self.tr("Pre-meeting check"), self._ready_line(meeting, now))
        self._show_air()
        self.changes.set_title(self.tr("Changes"))
        self.changes.show_changes(file.changes, self._names(), now)
        self._show_actions(meeting)

    def _show_air(self) -> None:
        """The air of the room, for a meeting that is on or to come."""
        meeting = self.meeting
        matters = meeting is not None and meeting.holds and meeting.ended_at is None
        self.air.setVisible(matters and bool(self._devices))
        self.air.set_title(self.tr("Environment"))
        self.air.show_air(self._devices, self._desk.now(), self._desk.rules.stale_s)

    def _show_head(self, file: MeetingFile, now: int) -> None:
        meeting, tz = file.meeting, self._desk.rules.tz
        shown = self._phase(file)
        word = states.meeting_phase(shown)
        style = _CHIP_OF.get(shown)
        if style is not None:
            self.state_chip.show_state(style, word)
        else:
            self.state_chip.show_chip(
                word, ChipStyle("plain", dashed=shown is not MeetingPhase.CONFIRMED, bold=True)
            )
        self.class_chip.show_chip(states.meeting_class(meeting.meeting_class), ChipStyle("neutral"))
        self.unconfirmed.about("meeting", meeting.id)
        room = self._room()
        place = formats.room_title(room.number, room.name) if room else ""
        today = day_of(meeting.starts_at, tz) == day_of(now, tz)
        day = self.tr("today") if today else formats.day_of_instant(meeting.starts_at, tz)
        parts = (
            place,
            f"{day} {formats.clock_range(meeting.starts_at, meeting.ends_at, tz)}",
            meeting_facts.countdown(meeting, now),
        )
        title = self.tr("Taken · do not disturb") if meeting.is_classified else meeting.title
        self.set_texts(title, " · ".join(part for part in parts if part), close_name=self.tr("Close"))
        self.facts.show_pairs([pair for pair in meeting_facts.pairs(meeting, room) if pair[1]])

    def _ready_line(self, meeting: MeetingRecord, now: int) -> str:
        if meeting.state not in meeting_acts.WAITING:
            return ""
        at = meeting.starts_at - self._desk.rules.ready_lead * MINUTE
        time = formats.clock(at, self._desk.rules.tz)
        return self.tr("ready by {time}, {left}").format(time=time, left=formats.left_or_passed(at, now))

    def _show_staff(self, file: MeetingFile, now: int) -> None:
        meeting, rules = file.meeting, self._desk.rules
        people = self._board.people if self._board else ()
        self.staff.setVisible(bool(file.tasks))
        self.staff.show_staff(meeting, file.tasks, people, now, rules)
        title = self.tr("Attendants {n}/{all} on site")
        wanted = annex_b(meeting.expected, meeting.meeting_class, rules, asked=meeting.asks_attendants)
        note = self.tr("Annex B: {people} people, {n}").format(people=meeting.expected, n=wanted.attendants)
        on_site = title.format(n=arrived_slots(file.tasks), all=meeting.attendants_needed)
        self.staff.set_title(
            on_site if meeting.attendants_needed else self.tr("Tasks"), note if meeting.expected else ""
        )
        self._best, best = meeting_facts.best_for_open_slot(self._board, meeting, now)
        open_slots = {
            t.slot for t in file.tasks
            if t.role is Role.ATTENDANT and t.slot and t.assignee_id is None and t.is_open
        }  # fmt: skip
        waiting = meeting.state in meeting_acts.WAITING or meeting.state is MeetingState.IN_SESSION
        self.staff.say_missing(len(open_slots) if waiting else 0, best)

    def _next_act(self) -> tuple[str, Callable[[str], Operation]] | None:
        meeting, now = self.meeting, self._desk.now()
        if meeting is None:
            return None
        if meeting.state is MeetingState.SUBMITTED:
            return self.tr("Confirm"), lambda _: ConfirmMeeting(meeting.id)
        if meeting.state is MeetingState.CONFIRMED and not meeting.is_history:
            return self.tr("Start"), lambda _: meeting_acts.start(meeting, now)
        if meeting.state is MeetingState.IN_SESSION:
            return self.tr("End"), lambda _: meeting_acts.end(meeting, now)
        if meeting.state in {MeetingState.CANCELLED, MeetingState.NO_SHOW}:
            return self.tr("Reinstate"), lambda _: meeting_acts.reinstate(meeting)
        return None

    def _show_actions(self, meeting: MeetingRecord) -> None:
        act = self._next_act()
        self.go.setVisible(act is not None)
        if act is not None:
            self.go.setText(act[0])
            self.go.setAccessibleName(act[0])
        soon = meeting.starts_at - self._desk.now() <= self._desk.rules.check_in_opens * MINUTE
        quiet = meeting.state is MeetingState.CONFIRMED and not soon
        self.go.set_kind("secondary" if quiet else "primary")
        self.edit.setVisible(meeting.holds)
        self.extend.setVisible(meeting.state is MeetingState.IN_SESSION)
        self.cancel.setVisible(meeting.state in meeting_acts.WAITING)
