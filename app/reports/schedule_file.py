"""A document as a PDF file: written whole or not at all. Needs a QGuiApplication, no window; any thread.

``write_pdf`` raises OSError with the system's reason (no such folder, no
permission, no space); what was there before stays then.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.domain.questions import DaySchedule
from app.reports.paint import POINTS, paint_page
from app.reports.rare_han import with_rare_characters
from app.reports.schedule import Options, Printing, layout
from app.reports.sheet import Document

RESOLUTION: Final = 1200


def schedule_pdf(schedule: DaySchedule, options: Options, printing: Printing, path: Path) -> Document:
    """Lay the day out and write it; the document is given back for its record (`schedule.record_of`)."""
    document = layout(schedule, options, printing)
    write_pdf(document, path)
    return document


def write_pdf(document: Document, path: Path) -> None:
    """Write the document's PDF beside ``path`` first, then put it in its place. Raises OSError."""
    data = pdf_of(document)
    fresh = path.with_name(f".huiwutai-{os.getpid()}-{id(document):x}.part")
    try:
        with fresh.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def pdf_of(document: Document) -> bytes:
    """The document as PDF/A-1b with its fonts embedded."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_A1b)
    writer.setTitle(document.title)
    writer.setCreator("Huiwutai")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(page_layout(document))
    painter = QPainter(writer)
    for place, page in enumerate(document.pages):
        if place:
            writer.newPage()
        paint_page(painter, page, RESOLUTION / POINTS)
    painter.end()
    return with_rare_characters(bytes(buffer.data().data()), document)


def page_layout(document: Document) -> QPageLayout:
    """The document's paper for Qt's devices; the layout keeps its own margins."""
    paper = document.paper
    size = QPageSize(QPageSize.PageSizeId.A3 if paper.is_a3 else QPageSize.PageSizeId.A4)
    direction = QPageLayout.Orientation.Landscape if paper.is_landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, direction, QMarginsF(0, 0, 0, 0))
