"""The right side of the dispatch page: what is selected, its steps, who could take it, and why not somebody
else.

Built by the dispatch page, which gives it a subject and hears what is wanted (GUI thread).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.candidates import Candidate
from app.domain.dispatch import Crew, Entry
from app.domain.states import TaskState
from app.domain.tasks import NEXT_STEPS
from app.models.tasks import CandidatesModel
from app.views.dispatch_candidates import CandidatesView, Way
from app.widgets.chips import Chip, ChipStyle
from app.widgets.controls import Button
from app.widgets.drawer import side_width
from app.widgets.labels import ElidedLabel, TextLabel
from app.widgets.look import Look
from app.widgets.panels import line, panel
from app.words import dispatch as words
from app.words import formats, states

PANEL_PX: Final = 360
STEPS: Final = (
    (TaskState.ACKNOWLEDGED, "acknowledge", "check"),
    (TaskState.ON_SITE, "arrive", "map-pin-check"),
    (TaskState.IN_PROGRESS, "start", "play"),
    (TaskState.DONE, "complete", "check-check"),
    (TaskState.VERIFIED, "verify", "badge-check"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the panel speaks of: an entry of the queue, or a block of the board as an entry of one task."""

    entry: Entry
    is_block: bool

    @property
    def key(self) -> str:
        """Its identity."""
        return self.entry.key


class DispatchPanel(QWidget):
    """See the module."""

    step_wanted = Signal(str)
    """acknowledge, arrive, start, complete, verify, unassign, pin, unpin, offer, staffing: of the subject."""
    closed = Signal()
    """As a drawer: a person closed it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._subject: Subject | None = None
        self._crew: Crew | None = None
        self._steps: dict[str, Button] = {}
        self.setObjectName("dispatch_panel")
        self.setProperty("panel", "drawer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.people.selectionModel().currentChanged.connect(self.on_current_changed)
        look.watch(self.on_look_changed)
        self.retranslate()

    def _build(self) -> None:
        look = self._look
        self._place = TextLabel("", "heading", parent=self)
        self._title = ElidedLabel("", "heading", parent=self)
        self._title.setObjectName("panel_title")
        self._latest = Chip(look, parent=self)
        self._latest.setObjectName("panel_latest")
        self._close = Button(look, kind="ghost", icon="x", parent=self)
        self._close.setObjectName("panel_close")
        self._close.clicked.connect(self.closed)
        self._close.hide()
        self._meeting = ElidedLabel("", "body2", parent=self)
        self._meeting.setObjectName("panel_meeting")
        self._reason = TextLabel("", "body2", wraps=True, parent=self)
        self._reason.setObjectName("panel_reason")
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget, stretch in ((self._place, 0), (self._title, 1), (self._latest, 0), (self._close, 0)):
            top.addWidget(widget, stretch)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 10, 10)
        head.setSpacing(3)
        head.addLayout(top)
        head.addWidget(self._meeting)
        head.addWidget(self._reason)
        head.addWidget(self._build_steps())
        self._model = CandidatesModel(self._spoken, self)
        self.people = CandidatesView(look, self._model, self)
        """The list of candidates."""
        self._build_why()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line("h", self))
        column.addWidget(self.people, 1)
        column.addWidget(self._why_box)

    def _build_why(self) -> None:
        self._why = TextLabel("", "strong", wraps=True, parent=self)
        self._why_text = TextLabel("", "body2", wraps=True, parent=self)
        self._why_text.setObjectName("panel_why")
        self._why_box = panel("footer", self)
        why = QVBoxLayout(self._why_box)
        why.setContentsMargins(14, 10, 14, 12)
        why.setSpacing(4)
        why.addWidget(self._why)
        why.addWidget(self._why_text)

    def _build_steps(self) -> QWidget:
        """The steps of a block, and what can be done with any entry; only those that make sense are seen."""
        self._step_box = QWidget(self)
        names = [
            *(name for _, name, _ in STEPS),
            "unassign",
            "pin",
            "unpin",
            "offer",
            "staffing",
        ]
        icons = {name: icon for _, name, icon in STEPS} | {
            "unassign": "user-minus",
            "pin": "pin",
            "unpin": "pin-off",
            "offer": "hand",
            "staffing": "users-round",
        }
        rows = QVBoxLayout(self._step_box)
        rows.setContentsMargins(0, 6, 0, 0)
        rows.setSpacing(6)
        first, second = QHBoxLayout(), QHBoxLayout()
        for number, name in enumerate(names):
            button = Button(self._look, icon=icons[name], parent=self._step_box)
            button.setObjectName(f"step_{name}")
            button.clicked.connect(lambda _=False, wanted=name: self.step_wanted.emit(wanted))
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            (first if number < len(STEPS) else second).addWidget(button)
            self._steps[name] = button
        for row in (first, second):
            row.setSpacing(6)
            row.addStretch(1)
            rows.addLayout(row)
        return self._step_box

    # what the page says ---------------------------------------------------------------------------

    def subject(self) -> Subject | None:
        """What it speaks of."""
        return self._subject

    def show_subject(self, subject: Subject | None, crew: Crew, found: tuple[Candidate, ...]) -> None:
        """Show a subject with its candidates; people of another role are left to the board's veils."""
        fresh = subject is None or self._subject is None or subject.key != self._subject.key
        self._subject, self._crew = subject, crew
        fitting = tuple(one for one in found if one.marks[0].ok)
        way: Way = "assign"
        if subject is not None and (subject.is_block or subject.entry.is_offered):
            way = "hand over" if subject.is_block else "claim"
        self.people.show_people(crew, fitting if subject else (), fresh=fresh, way=way)
        self._say()

    def set_closable(self, closable: bool) -> None:
        """Whether it floats as a drawer."""
        self._close.setVisible(closable)

    def retranslate(self) -> None:
        """Set every text anew."""
        for name, text in self._texts().items():
            self._steps[name].setText(text)
            self._steps[name].setAccessibleName(text)
        close = QCoreApplication.translate("DispatchPanel", "Close")
        self._close.setAccessibleName(close)
        self._close.setToolTip(close)
        self._model.retranslate()
        self.people.retranslate()
        self._say()

    def _texts(self) -> dict[str, str]:
        return {
            "acknowledge": self.tr("Acknowledge"),
            "arrive": self.tr("Sign in"),
            "start": self.tr("Start"),
            "complete": self.tr("Done"),
            "verify": self.tr("Verify"),
            "unassign": self.tr("Take back"),
            "pin": self.tr("Pin"),
            "unpin": self.tr("Unpin"),
            "offer": self.tr("Open for claims"),
            "staffing": self.tr("Set staff number…"),
        }

    # slots ---------------------------------------------------------------------------

    def on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        """Another candidate is current."""
        self._say_why()

    def on_look_changed(self) -> None:
        """Theme or scale changed."""
        self.setFixedWidth(side_width(self._look, PANEL_PX))

    # words ---------------------------------------------------------------------------

    def _spoken(self, one: Candidate) -> str:
        return words.candidate_spoken(one, self._crew) if self._crew else one.day.person.name

    def _say(self) -> None:
        subject, crew = self._subject, self._crew
        has = subject is not None and crew is not None
        for widget in (self._place, self._latest, self._meeting, self._reason, self._step_box):
            widget.setVisible(has)
        if subject is None or crew is None:
            self._title.setText(self.tr("Nothing selected"))
            self._why_box.hide()
            return
        entry, zone = subject.entry, crew.rules.tz
        self._place.setText(words.place(entry.room))
        self._title.setText(words.entry_title(entry))
        self._say_chip(subject, crew)
        self._meeting.setText(self._meeting_line(entry, crew))
        if subject.is_block:
            self._reason.setText(self._block_line(subject, crew))
        else:
            self._reason.setText(words.latest_reason(entry, crew, zone))
        self._show_steps(subject)
        self.setAccessibleName(words.entry_spoken(entry, crew.now, zone))
        self._say_why()

    def _say_chip(self, subject: Subject, crew: Crew) -> None:
        entry, zone = subject.entry, crew.rules.tz
        if subject.is_block:
            self._latest.show_chip(states.task_state(entry.tasks[0].state), ChipStyle("neutral"))
            return
        tone = "high" if entry.latest_at < crew.now else "mid"
        self._latest.show_chip(words.latest(entry, zone), ChipStyle(tone, bold=True))

    def _meeting_line(self, entry: Entry, crew: Crew) -> str:
        span = formats.clock_range(entry.starts_at, entry.ends_at, crew.rules.tz)
        if entry.meeting is None:
            return f"{entry.tasks[0].note or states.task_kind(entry.tasks[0].kind)} · {span}"
        begins = formats.clock(entry.meeting.starts_at, crew.rules.tz)
        text = QCoreApplication.translate("DispatchPanel", "{title} · starts {time}")
        return text.format(title=words.meeting_name(entry.meeting), time=begins)

    def _block_line(self, subject: Subject, crew: Crew) -> str:
        task = subject.entry.tasks[0]
        day = crew.person(task.assignee_id) if task.assignee_id else None
        name = day.person.name if day else words.place(None)
        text = QCoreApplication.translate("DispatchPanel", "{name}, {span}")
        said = text.format(name=name, span=formats.clock_range(task.starts_at, task.ends_at, crew.rules.tz))
        return f"{said} · {words.overridden(task.override)}" if task.override else said

    def _say_why(self) -> None:
        """Why the current candidate is not the best one."""
        one, best = self.people.current(), self._model.value_at(0)
        if one is None or best is None or self._crew is None or one is best:
            self._why_box.hide()
            return
        question = QCoreApplication.translate("DispatchPanel", "Why not {name}?")
        self._why.setText(question.format(name=one.day.person.name))
        zone = self._crew.rules.tz
        self._why_text.setText(words.compared(one, best, zone) if one.may else words.why_not(one, self._crew))
        self._why_box.show()

    def _show_steps(self, subject: Subject) -> None:
        task, meeting = subject.entry.tasks[0], subject.entry.meeting
        steps = {name for state, name, _ in STEPS if subject.is_block and state in NEXT_STEPS[task.state]}
        if subject.is_block and task.state in {TaskState.ASSIGNED, TaskState.ACKNOWLEDGED}:
            steps |= {"unassign", "unpin" if task.is_pinned else "pin"}
        if not subject.is_block and not subject.entry.is_offered:
            steps.add("offer")
        if meeting is not None and (meeting.needs_review or meeting.expected > 80):
            steps.add("staffing")
        for name, button in self._steps.items():
            button.setVisible(name in steps)
        self._step_box.setVisible(bool(steps))
