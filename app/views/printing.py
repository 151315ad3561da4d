"""Print: the day's schedule as it will be on paper, to a printer or a PDF file. GUI thread.

The page asks for the day, has it laid out in the pool, and shows the very pages that go to paper. What was
printed is recorded (`RecordPrint`), so that the next print can mark what changed.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar, Final

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.questions import DaySchedule
from app.reports import print_job
from app.reports.schedule import layout
from app.reports.schedule_entries import Arrangement
from app.reports.sheet import Document
from app.views.page import Command, Page, Services
from app.views.print_acts import Job, PrintActs
from app.views.print_choice import PrintChoice
from app.widgets.controls import Button, Segmented
from app.widgets.labels import TextLabel
from app.widgets.panels import InlineMessage, PageBar, Tone, line
from app.widgets.paper import PaperView

SUBJECTS: Final = frozenset({"meeting", "task", "room", "floor", "person", "rule", "print"})


class PrintPage(Page):
    """See the module."""

    page_name: ClassVar[str] = "print"
    page_icon: ClassVar[str] = "printer"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._document: Document | None = None
        self._asked = 0  # answers to older questions are dropped
        self._is_stale = True
        self._has_day = False
        self._has_printer = True
        self.acts = PrintActs(self.desk, self)
        self._build()
        self._connect()
        self.retranslate()

    # building

    def _build(self) -> None:
        look = self.look
        self.bar = PageBar(look)
        self.subtitle = TextLabel("", "body2", parent=self)
        self.before = Button(look, icon="chevron-left", parent=self)
        self.after = Button(look, icon="chevron-right", parent=self)
        self.place = TextLabel("", parent=self)
        self.zoom = Segmented(look, [("page", "page"), ("full", "full")], self)
        self.pdf_button = Button(look, icon="download", key="Ctrl S", parent=self)
        self.print_button = Button(look, kind="primary", icon="printer", key="Ctrl P", parent=self)
        named = {"before": self.before, "after": self.after, "place": self.place, "zoom": self.zoom,
                 "pdf": self.pdf_button, "paper": self.print_button}  # fmt: skip
        for name, widget in named.items():
            widget.setObjectName(f"print_{name}")
        self.bar.add(self.subtitle)
        self.bar.add_right(self.before, self.place, self.after, self.zoom, self.pdf_button, self.print_button)
        self.choice = PrintChoice(look, self)
        self.message = InlineMessage(look, self)
        self.message.setObjectName("print_message")
        self.paper = PaperView(look, self)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.message)
        right.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choice)
        row.addWidget(line("v", self))
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.before.clicked.connect(self.on_page_up)
        self.after.clicked.connect(self.on_page_down)
        self.zoom.chosen.connect(self.on_zoom)
        self.pdf_button.clicked.connect(self.save_pdf)
        self.print_button.clicked.connect(self.print_paper)
        self.choice.chosen.connect(self.on_chosen)
        self.paper.turned.connect(self.on_turned)
        self.message.acted.connect(self.save_pdf)
        self.acts.said.connect(self.on_said)
        self.desk.changed.connect(self.on_changed)
        self.desk.actor_changed.connect(self.on_chosen)
        self.look.changed.connect(self._fit_bar)
        for keys, slot in (
            ("PgUp", self.on_page_up),
            ("PgDown", self.on_page_down),
            ("Ctrl+S", self.save_pdf),
            ("Ctrl+P", self.print_paper),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    # what is shown

    def page_title(self) -> str:
        return self.tr("Print")

    def activate(self) -> None:
        """Show today, or the day that was chosen."""
        self._look_for_printers()
        if not self._has_day:
            self.show_day_of_today()
        elif self._is_stale or self._document is None:
            self.refresh()

    def show_day_of_today(self) -> None:
        """The site's date."""
        self._has_day = True
        self._is_stale = True
        self.choice.set_day(self.desk.today())
        if self._is_stale:  # the field showed that day already
            self.refresh()

    def reveal(self, subject: str, entity_id: str) -> bool:
        """``day``: the schedule of that date."""
        if subject != "day":
            return False
        self._has_day = True
        self.choice.set_day(date.fromisoformat(entity_id))
        return True

    def refresh(self) -> None:
        """Ask for the day as it is now."""
        self._is_stale = False
        self._asked += 1
        job = self._job()
        self.desk.ask(job.question, partial(self._lay_out, self._asked, job), self)

    def _job(self) -> Job:
        actor = self.desk.actor
        by = actor.name if actor is not None else ""
        return Job(self.choice.day().isoformat(), self.choice.options(), by, self.desk.link.phase)

    def _lay_out(self, asked: int, job: Job, schedule: DaySchedule) -> None:
        if asked != self._asked:
            return
        self.choice.show_floors(schedule.board.floors)
        given = (schedule, job.options, job.printing(self.desk.now()))
        self.desk.run(layout, *given, done=partial(self._show_document, asked), owner=self)

    def _show_document(self, asked: int, document: Document) -> None:
        if asked != self._asked:
            return
        self._document = document
        self.paper.show_document(document)

    def on_chosen(self) -> None:
        """Another day, style, paper or option; or somebody else is at the desk."""
        self._say_style()
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def on_changed(self, keys: frozenset[tuple[str, str]]) -> None:
        """Something on paper may have changed."""
        if not any(subject in SUBJECTS for subject, _ in keys):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """In a narrow window the bar leaves out the style's name, then keys, then words; icons stay."""
        buttons = (
            (self.pdf_button, self.tr("Save as PDF"), "Ctrl S"),
            (self.print_button, self.tr("Print"), "Ctrl P"),
        )
        for step in range(4):
            self.subtitle.setVisible(step < 1)
            for button, text, key in buttons:
                button.set_key(key if step < 2 else "")
                button.setText(text if step < 3 else "")
                button.setToolTip("" if step < 3 else text)
            if self._bar_width() <= self.width():
                break

    def _bar_width(self) -> int:
        shown = (
            self.subtitle,
            self.before,
            self.place,
            self.after,
            self.zoom,
            self.pdf_button,
            self.print_button,
        )
        widths = [widget.sizeHint().width() for widget in shown if not widget.isHidden()]
        return sum(widths) + 12 * len(widths) + self.look.px(80)  # and the page's own title

    def on_page_up(self) -> None:
        """One page back."""
        self.paper.turn(-1)

    def on_page_down(self) -> None:
        """One page on."""
        self.paper.turn(1)

    def on_zoom(self, zoom: str) -> None:
        """The whole page, or its real size."""
        self.paper.set_zoom("full" if zoom == "full" else "page")

    def on_turned(self, number: int, count: int) -> None:
        """Another page is in front."""
        text = self.tr("Page {number} / {count}").format(number=number, count=count) if count else ""
        self.place.setText(text)
        self.paper.set_page_name(text)
        self.before.setEnabled(number > 1)
        self.after.setEnabled(number < count)

    # where it goes

    def save_pdf(self) -> None:
        """Ask where, then write."""
        self.acts.ask_where(self._job(), f"{self.choice.style_name()} {self.choice.day().isoformat()}")

    def write_pdf(self, name: str) -> None:
        """Write the day as it is now to a file of this name."""
        self.message.clear()
        self.acts.write(self._job(), name)

    def print_paper(self) -> None:
        """Choose a printer, then print; without one a PDF is offered."""
        self._look_for_printers()
        if self._has_printer and self._document is not None:
            self.acts.ask_printer(self._job(), self._document)

    def on_said(self, text: str, tone: Tone, offers_pdf: bool) -> None:
        """What came of a print."""
        action = self.tr("Save as PDF") if offers_pdf else ""
        self.message.say(text, tone, action=action, close_name=self.tr("Close"))

    def _look_for_printers(self) -> None:
        self._has_printer = bool(print_job.printer_names())
        self._say_printers()

    def _say_printers(self) -> None:
        self.print_button.setEnabled(self._has_printer)
        self.print_button.set_kind("primary" if self._has_printer else "secondary")
        self.pdf_button.set_kind("secondary" if self._has_printer else "primary")
        if not self._has_printer:
            text = self.tr("No printer was found. Save as PDF instead.")
            self.message.say(text, "low", action=self.tr("Save as PDF"))

    # commands and texts

    def commands(self) -> tuple[Command, ...]:
        """Everything here without the mouse."""
        arrangements = (
            (Arrangement.TIME, self.tr("Daily schedule by time")),
            (Arrangement.ROOM, self.tr("Daily schedule by room")),
            (Arrangement.ATTENDANT, self.tr("Daily schedule by attendant")),
        )
        styles = tuple(
            Command(
                f"print.{style}",
                partial(str, text),
                partial(self.choice.set_arrangement, style),
                icon="file-text",
            )
            for style, text in arrangements
        )
        return (
            Command("print.paper", lambda: self.tr("Print"), self.print_paper, "Ctrl+P", "printer",
                    lambda: self._has_printer),
            Command("print.pdf", lambda: self.tr("Save as PDF"), self.save_pdf, "Ctrl+S", "download"),
            Command("print.before", lambda: self.tr("Previous page"), self.on_page_up, "PgUp"),
            Command("print.after", lambda: self.tr("Next page"), self.on_page_down, "PgDown"),
            Command("print.today", lambda: self.tr("Today's schedule"), self.show_day_of_today),
            *styles,
        )  # fmt: skip

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (
            ("PgUp", ""),
            ("PgDn", self.tr("turn pages")),
            ("Ctrl S", self.tr("PDF")),
            ("Ctrl P", self.tr("print")),
        )

    def scenes(self) -> tuple[str, ...]:
        return ("print_room", "print_attendant")

    def show_scene(self, name: str) -> None:
        self.choice.set_arrangement(Arrangement(name.removeprefix("print_")))

    def leave_scene(self, name: str) -> None:
        self.choice.set_arrangement(Arrangement.TIME)

    def retranslate(self) -> None:
        self.bar.set_title(self.page_title())
        self.choice.retranslate()
        self.paper.setAccessibleName(self.tr("Preview"))
        self.zoom.set_texts({"page": self.tr("Whole page"), "full": self.tr("100 %")})
        texts = {self.before: self.tr("Previous page"), self.after: self.tr("Next page")}
        for button, text in texts.items():
            button.setAccessibleName(text)
            button.setToolTip(text)
        for button, text in (
            (self.pdf_button, self.tr("Save as PDF")),
            (self.print_button, self.tr("Print")),
        ):
            button.setAccessibleName(text)
        self._fit_bar()
        self.message.clear()
        self._say_printers()
        self._say_style()
        self.on_turned(self.paper.number, self.paper.count)
        self.hints_changed.emit()
        if self._document is not None:
            self.on_chosen()

    def _say_style(self) -> None:
        self.subtitle.setText(self.choice.style_name())
