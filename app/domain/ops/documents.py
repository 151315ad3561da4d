"""What was printed and exported: acts without rows of their own are operations too."""

from __future__ import annotations

from typing import ClassVar

from app.domain.ops.base import Code, Count, Id, Line, LocalDate, LongText, Operation


class RecordPrint(Operation, frozen=True):
    """A document went to paper or PDF. ``lines`` keeps
    what it said, for marking changes on the next print.
    """

    permission: ClassVar[str] = "document.print"
    id: Id
    document: Code
    layout: Code
    on: LocalDate
    version: Count
    lines: LongText
    medium: Code  # printer, pdf


class RecordExport(Operation, frozen=True):
    """Data left the house as a file."""

    permission: ClassVar[str] = "document.export"
    id: Id
    what: Code
    form: Code
    rows: Count
    scope: Line = ""
