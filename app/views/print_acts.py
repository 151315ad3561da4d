"""Where the day's schedule goes: to a PDF file or a
printer, and on record. GUI thread; built by the print page.

Every print asks for the day once more, so that what leaves the house is as old as the
moment it left; layout and file writing run in the pool.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desk.desk import Desk
from app.domain.acts import Done
from app.domain.errors import Refused
from app.domain.questions import DaySchedule, DayScheduleOn
from app.domain.states import LinkPhase
from app.reports import print_job
from app.reports.schedule import Options, Printing, layout, record_of
from app.reports.schedule_file import schedule_pdf
from app.reports.sheet import Document
from app.words.refusals import Names, refusal_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@dataclass(frozen=True, slots=True)
class Job:
    """What was chosen when a person pressed the button; later choices do not touch it."""

    on: str
    options: Options
    by: str
    link: LinkPhase

    @property
    def question(self) -> DayScheduleOn:
        """The day, with the last print of this very document."""
        return DayScheduleOn(self.on, self.options.layout)

    def printing(self, now: int) -> Printing:
        """The circumstances at an instant."""
        return Printing(now, self.by, self.link)


class PrintActs(QObject):
    """See the module. Dialogs stand over ``window``."""

    said = Signal(str, str, bool)
    """What came of it, its tone for the message line, and whether a PDF should be offered instead."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk: Final = desk
        self._window: Final = window

    # to a file

    def ask_where(self, job: Job, name: str) -> None:
        """Ask for the place of the file, then write it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        place, kinds = str(Path(folder, f"{name}.pdf")), self.tr("PDF files (*.pdf)")
        dialog = QFileDialog(self._window, self.tr("Save as PDF"), place, kinds)
        dialog.setObjectName("print_save")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self.write, job))
        dialog.open()

    def write(self, job: Job, name: str) -> None:
        """Write the day as it is now to a file of this name."""
        self._desk.ask(job.question, partial(self._write, job, Path(name)), self)

    def _write(self, job: Job, path: Path, schedule: DaySchedule) -> None:
        given = (schedule, job.options, job.printing(self._desk.now()), path)
        done, failed = partial(self._written, path), partial(self._not_written, path)
        self._desk.run(schedule_pdf, *given, done=done, failed=failed, owner=self)

    def _written(self, path: Path, document: Document) -> None:
        text = self.tr("Version {number} was saved as {file}.")
        self._record(document, "pdf", text.format(number=document.version, file=path.name))

    def _not_written(self, path: Path, error: BaseException) -> None:
        if not isinstance(error, OSError):
            self._desk.failed.emit("schedule_pdf", error)
            return
        reason = error.strerror or type(error).__name__
        text = self._why(error).format(file=path.name, folder=str(path.parent), reason=reason)
        self.said.emit(text, "high", False)

    def _why(self, error: OSError) -> str:
        """What happened, what holds now, what to do."""
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return self.tr(
                "{file} was not saved: the disk is full. Free some space or choose another folder."
            )
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            return self.tr("{file} was not saved: {folder} may not be written to. Choose another folder.")
        if error.errno in {errno.ENOENT, errno.ENOTDIR}:
            return self.tr("{file} was not saved: there is no folder {folder}. Choose another one.")
        return self.tr("{file} was not saved: {reason}. Nothing was changed.")

    # to a printer

    def ask_printer(self, job: Job, document: Document) -> None:
        """Choose a printer and pages, then print."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        printer = print_job.make_printer(document)
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("print_dialog")
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, len(document.pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, job, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, job: Job, printer: QPrinter) -> None:
        """Print the day as it is now."""
        self._desk.ask(job.question, partial(self._lay_out, job, printer), self)

    def _lay_out(self, job: Job, printer: QPrinter, schedule: DaySchedule) -> None:
        given = (schedule, job.options, job.printing(self._desk.now()))
        self._desk.run(layout, *given, done=partial(self._print, printer), owner=self)

    def _print(self, printer: QPrinter, document: Document) -> None:
        try:
            print_job.print_document(document, printer)
        except OSError:
            text = self.tr(
                "{printer} did not take the pages. Nothing was recorded; print again or save as PDF."
            )
            self.said.emit(text.format(printer=printer.printerName()), "high", True)
            return
        text = self.tr("Version {number} was sent to {printer}.")
        self._record(document, "printer", text.format(number=document.version, printer=printer.printerName()))

    # on record

    def _record(self, document: Document, medium: str, said: str) -> None:
        op = record_of(document, self._desk.new_id(), medium)
        self._desk.do(op, partial(self._recorded, said), self._not_recorded, self)

    def _recorded(self, said: str, _done: Done) -> None:
        self.said.emit(said, "ok", False)

    def _not_recorded(self, refusal: Refused) -> None:
        text = refusal_text(refusal.code, refusal.params, Names(self._desk.rules.tz))
        self.said.emit(text, "mid", False)
