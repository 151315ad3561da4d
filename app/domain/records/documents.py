"""Documents that were printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One print of one document; ``lines`` is what it said, as the document's author encoded it."""

    id: str
    document: str
    layout: str
    on: str
    version: int
    lines: str
    printed_at: int
    printed_by: str
