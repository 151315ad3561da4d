"""A document on a printer. GUI thread; QtPrintSupport is loaded when the first page is printed."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from app.reports.paint import POINTS, paint_page
from app.reports.schedule_file import page_layout
from app.reports.sheet import Document, Page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def printer_names() -> list[str]:
    """The printers this machine knows."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return list(QPrinterInfo.availablePrinterNames())


def make_printer(document: Document) -> QPrinter:
    """A printer set up for the document's paper, for the dialog to choose on."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(document.title)
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(document))
    printer.setFullPage(True)  # a new page layout brings its own mode
    return printer


def print_document(document: Document, printer: QPrinter) -> None:
    """Print the pages chosen in the dialog, as often as
    wanted. Raises OSError when the printer takes nothing.
    """
    pages = chosen_pages(document, printer.fromPage(), printer.toPage())
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(errno.EIO, os.strerror(errno.EIO), printer.printerName())
    for place, page in enumerate(pages * copies):
        if place:
            printer.newPage()
        paint_page(painter, page, printer.logicalDpiY() / POINTS)
    if not painter.end():
        raise OSError(errno.EIO, os.strerror(errno.EIO), printer.printerName())


def chosen_pages(document: Document, first: int, last: int) -> tuple[Page, ...]:
    """Pages from ``first`` to ``last``, counted from 1; 0 means from the beginning, to the end."""
    return document.pages[max(first - 1, 0) : last or None]
