"""The day as a document, and what was printed of it."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import func, select

from app.domain.periods import day_period
from app.domain.questions import BoardBetween, DaySchedule, DayScheduleOn, LastPrintOf
from app.domain.records import PrintRecord
from app.store import records
from app.store.own_tables import meta, outbox
from app.store.queries.base import Reading
from app.store.queries.board import board_between
from app.store.queries.rules import rules
from app.store.tables import PrintRow

_PRINT = PrintRow.__table__.c
SCHEDULE: Final = "schedule"  # the document's name in RecordPrint


def day_schedule_on(reading: Reading, question: DayScheduleOn) -> DaySchedule:
    """The board of a local day, and the last print of the same document, if any."""
    day = day_period(date.fromisoformat(question.on), rules(reading).tz)
    return DaySchedule(
        on=question.on,
        board=board_between(reading, BoardBetween(day.start, day.end)),
        unsent=_unsent(reading),
        last_print=last_print_of(reading, LastPrintOf(SCHEDULE, question.layout, question.on)),
    )


def last_print_of(reading: Reading, question: LastPrintOf) -> PrintRecord | None:
    """The newest print of a document for a day. ix_print_day."""
    query = select(PrintRow.__table__).where(
        _PRINT.site_id == reading.site,
        _PRINT.document == question.document,
        _PRINT.on_date == question.on,
        _PRINT.layout == question.layout,
    )
    row = reading.first(query.order_by(_PRINT.version.desc(), _PRINT.printed_at.desc(), _PRINT.id.desc()))
    return None if row is None else records.print_made(row)


def _unsent(reading: Reading) -> int:
    """Operations that central has not answered; a desk that never met a central has nothing to send."""
    epoch = reading.connection.execute(select(meta.c.value).where(meta.c.key == "epoch")).scalar()
    if not epoch:
        return 0
    waiting = outbox.c.state.in_(("pending", "parked"))
    return reading.count(select(func.count()).select_from(outbox).where(waiting))
