"""What stands at the right of the dispatch page: candidates, a plan, or one of the small forms; one at a
time.

On a narrow page it floats over the board as a drawer. It makes operations and tells the page (GUI thread).
"""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk.desk import Desk
from app.domain.candidates import Proposal, plan
from app.domain.dispatch import Crew, Entry
from app.domain.ops import AdjustStaffing
from app.domain.records import Board
from app.domain.states import MeetingClass
from app.domain.tasks import annex_b
from app.views import dispatch_acts as acts
from app.views.dispatch_forms import PresenceForm, StaffingForm, TaskForm, WantedPresence, WantedTask
from app.views.dispatch_panel import PANEL_PX, DispatchPanel, Subject
from app.views.dispatch_plan import PlanPanel
from app.widgets.drawer import side_width
from app.widgets.look import Look

EACH_MORE: Final = 40  # one more attendant per started 40 above Annex B's last band: a hint only (reading 4)


class DispatchSide(QStackedWidget):
    """See the module."""

    said = Signal(object)
    """tuple of operations that are one act."""
    added = Signal(str)
    """The id of a task that is about to be added."""
    left = Signal()
    """A form or the drawer was closed; the page takes the focus back."""

    def __init__(self, desk: Desk, look: Look, host: QWidget) -> None:
        super().__init__(host)
        self._desk = desk
        self._look = look
        self._board: Board | None = None
        self._crew: Crew | None = None
        self._pending: tuple[Entry, ...] = ()
        self._on = desk.today()
        self.subject: Subject | None = None
        self.is_drawer = False
        self.setObjectName("dispatch_side")
        self.panel = DispatchPanel(look, self)
        self.plan = PlanPanel(look, self)
        self.task_form, self.presence_form = TaskForm(look, self), PresenceForm(look, self)
        self.staffing_form = StaffingForm(look, self)
        self._forms = (self.task_form, self.presence_form, self.staffing_form)
        for widget in (self.panel, self.plan, *self._forms):
            self.addWidget(widget)
        self.panel.closed.connect(self.close_side)
        self.plan.accepted.connect(self.on_plan_accepted)
        self.plan.closed.connect(self.close_side)
        self.task_form.wanted.connect(self.on_task_wanted)
        self.presence_form.wanted.connect(self.on_presence_wanted)
        self.staffing_form.wanted.connect(self.on_staffing_wanted)
        for form in self._forms:
            form.closed.connect(self.close_side)
        look.watch(self.on_look_changed)

    def show_day(self, board: Board, crew: Crew, pending: tuple[Entry, ...], on: date) -> None:
        """The day was read anew."""
        self._board, self._crew, self._pending, self._on = board, crew, pending, on
        if self.currentWidget() is self.plan:
            self.plan.show_plan(plan(pending, crew), board.rules)

    def is_open(self) -> bool:
        """Whether there is something to close."""
        return self.currentWidget() is not self.panel or (self.is_drawer and self.isVisible())

    def retranslate(self) -> None:
        """Set every text anew."""
        for widget in (self.panel, self.plan, *self._forms):
            widget.retranslate()

    # opening and closing ---------------------------------------------------------------------------

    def set_drawer(self, *, drawer: bool) -> None:
        """Float over the board, or stand beside it."""
        self.is_drawer = drawer
        self.panel.set_closable(drawer)
        self.setVisible(not drawer)

    def place(self, top: int) -> None:
        """As a drawer: at the right side of its host, from a height on."""
        host = self.parentWidget()
        if self.is_drawer and host is not None:
            self.setGeometry(host.width() - self.width(), top, self.width(), host.height() - top)
            self.raise_()

    def show_candidates(self) -> None:
        """The candidates, with the keyboard."""
        self._open(self.panel)
        self.panel.people.setFocus()

    def close_side(self) -> None:
        """Back to the candidates; as a drawer, away with it."""
        self._open(self.panel)
        self.setVisible(not self.is_drawer)
        self.left.emit()

    def _open(self, widget: QWidget) -> None:
        widget.show()  # a form hides itself when it is closed
        self.setCurrentWidget(widget)
        self.show()
        if self.is_drawer:
            self.raise_()

    # a plan ---------------------------------------------------------------------------

    def plan_all(self) -> None:
        """Preview a plan for everything that waits."""
        if self._crew is not None and self._board is not None and self._pending:
            self._open(self.plan)
            self.plan.show_plan(plan(self._pending, self._crew), self._board.rules)
            self.plan.list.setFocus()

    def on_plan_accepted(self, lines: tuple[Proposal, ...]) -> None:
        """Accepted lines are one act, undone as one."""
        ops = tuple(acts.assign(p.entry.tasks, p.candidate.day.person.id) for p in lines if p.candidate)
        self.close_side()
        self.said.emit(ops)

    # one more task ---------------------------------------------------------------------------

    def insert_task(self) -> None:
        """Fill in one more task."""
        if self._board is not None:
            self._open(self.task_form)
            self.task_form.open_for(self._board.rooms, self._on, self._desk.now(), self._board.rules.tz)

    def on_task_wanted(self, wanted: WantedTask) -> None:
        """It was filled in."""
        self.close_side()
        op = acts.add_task(wanted, self._desk.new_id())
        self.added.emit(op.id)
        self.said.emit((op,))

    # somebody's day ----------------------------------------------------------------------------------------

    def change_presence(self, person_id: str = "") -> None:
        """Fill in somebody's day."""
        crew = self._crew
        if crew is None or not crew.people:
            return
        days = [
            (day, sum(task.state in acts.QUEUED for task in crew.work.get(day.person.id, ())))
            for day in crew.people
        ]
        self._open(self.presence_form)
        self.presence_form.open_for(days, person_id, crew.now, crew.rules.tz)

    def on_presence_wanted(self, wanted: WantedPresence) -> None:
        """It was filled in."""
        crew = self._crew
        day = crew.person(wanted.person_id) if crew else None
        self.close_side()
        if crew is not None and day is not None:
            own = crew.work.get(wanted.person_id, ())
            shift = acts.shift_text(day, wanted, crew.rules.tz)
            self.said.emit(acts.set_presence(wanted, self._on.isoformat(), shift, own))

    # the number of staff ---------------------------------------------------------------------------

    def adjust_staffing(self) -> None:
        """Fill in another number of attendants for the selected meeting."""
        meeting = self.subject.entry.meeting if self.subject else None
        if meeting is None or meeting.meeting_class is not MeetingClass.REGULAR:
            return
        rules = self._desk.rules
        default = annex_b(
            meeting.expected, meeting.meeting_class, rules, asked=meeting.asks_attendants
        ).attendants
        over = max(meeting.expected - rules.band_three, 0)
        self._open(self.staffing_form)
        self.staffing_form.open_for(meeting, default, default + -(-over // EACH_MORE))

    def on_staffing_wanted(self, meeting_id: str, number: int, reason: str) -> None:
        """It was filled in."""
        meeting = self._crew.meetings.get(meeting_id) if self._crew else None
        self.close_side()
        if meeting is not None:
            self.said.emit((AdjustStaffing(meeting_id, number, meeting.attendants_needed, reason),))

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedWidth(side_width(self._look, PANEL_PX))
        for form in self._forms:
            form.setFixedWidth(side_width(self._look, PANEL_PX))
